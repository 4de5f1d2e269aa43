use proptest::prelude::*;

use super::*;
use crate::domain::money::MAX_MINOR;

fn now() -> Timestamp {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("in range")
}

fn check(amount: Option<&str>, shares: Option<ShareDrafts>) -> Result<Split, Vec<(String, &'static str)>> {
    let terms =
        RequestDraft { amount: amount.map(str::to_owned), memo: Some("Dinner".to_owned()), ..RequestDraft::default() };
    let told = |errors: Vec<FieldError>| {
        errors.into_iter().map(|error| (error.field.into_owned(), error.code)).collect::<Vec<_>>()
    };
    SplitDraft { terms, shares }.check(Currency::EUR, Language::En, now()).map_err(told)
}

fn each(shares: &[(&str, &str)]) -> Option<ShareDrafts> {
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    let share = |(name, amount): &(&str, &str)| ShareDraft { name: said(name), amount: said(amount) };
    Some(ShareDrafts::Each(shares.iter().map(share).collect()))
}

fn amounts(split: &Split) -> Vec<String> {
    split.shares().iter().map(|share| share.amount.to_decimal()).collect()
}

#[test]
fn what_is_left_over_is_on_the_first_shares() {
    let split = check(Some("100.00"), Some(ShareDrafts::Equal(3))).expect("good");
    assert_eq!(amounts(&split), ["33.34", "33.33", "33.33"]);
    let terms = split.terms_of_shares();
    assert_eq!(terms.len(), 3);
    for (terms, share) in terms.iter().zip(split.shares()) {
        assert_eq!((terms.asked.fixed(), terms.max_payments), (Some(share.amount), Some(1)));
        assert_eq!(terms.memo.as_ref().map(ToString::to_string).as_deref(), Some("Dinner"));
    }
}

#[test]
fn amounts_that_are_given_are_kept_and_the_rest_is_shared() {
    let split = check(Some("100"), each(&[("Anna", "50"), ("Ben", ""), ("", "")])).expect("good");
    assert_eq!(amounts(&split), ["50.00", "25.00", "25.00"]);
    let names: Vec<_> = split.shares().iter().map(|share| share.name.as_ref().map(ShareName::as_str)).collect();
    assert_eq!(names, [Some("Anna"), Some("Ben"), None]);
    assert_eq!(amounts(&check(Some("3"), each(&[("", "1"), ("", "2")])).expect("good")), ["1.00", "2.00"]);
    for shares in [[("", "1"), ("", "1")], [("", "2"), ("", "2")], [("", "3"), ("", "")], [("", "2.99"), ("", "1")]] {
        assert_eq!(
            check(Some("3"), each(&shares)).map(drop),
            Err(vec![("shares".into(), "sum_differs")]),
            "{shares:?}"
        );
    }
}

#[test]
fn what_is_wrong_names_its_field() {
    let of = |told: &[(&str, &'static str)]| told.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect();
    let refused = |amount, shares, told: &[(&str, &'static str)]| {
        assert_eq!(check(amount, shares).map(drop), Err(of(told)), "{amount:?}");
    };
    for count in [i64::MIN, -1, 0, 1, 51, i64::MAX] {
        refused(Some("100"), Some(ShareDrafts::Equal(count)), &[("shares", "out_of_range")]);
    }
    refused(Some("0.05"), Some(ShareDrafts::Equal(6)), &[("amount", "too_small")]);
    refused(None, Some(ShareDrafts::Equal(6)), &[("amount", "required")]);
    refused(Some("x"), None, &[("amount", "not_a_number"), ("shares", "required")]);
    refused(
        None,
        each(&[("a\u{202e}b", ""), ("Ben", ""), ("...", "")]),
        &[("amount", "required"), ("shares[0].name", "unprintable"), ("shares[2].name", "nameless")],
    );
    refused(
        Some("10"),
        each(&[("", "1.001"), ("", "-1")]),
        &[("shares[0].amount", "too_many_decimals"), ("shares[1].amount", "not_a_number")],
    );
    refused(Some("10"), each(&[("Anna", "")]), &[("shares", "out_of_range")]);
    assert!(check(Some("0.06"), Some(ShareDrafts::Equal(6))).is_ok());
}

#[test]
fn no_name_is_written_to_a_log() {
    let draft = ShareDraft { name: Some("Zq7".into()), amount: None };
    let split = check(Some("10"), each(&[("Zq7", ""), ("Zq7", "")])).expect("good");
    assert_eq!(format!("{draft:?} {split:?}").find("Zq7"), None);
}

proptest! {
    #[test]
    fn equal_shares_add_up_and_differ_by_one_unit_at_most(minor in 1..=MAX_MINOR, count in COUNT) {
        let total = Money::new(minor, Currency::EUR);
        match divide(total, &vec![None; count]) {
            Ok(shares) => {
                let minors: Vec<_> = shares.iter().map(Money::minor).collect();
                prop_assert_eq!(minors.len(), count);
                prop_assert_eq!(minors.iter().map(|minor| i128::from(*minor)).sum::<i128>(), i128::from(minor));
                prop_assert!(minors.windows(2).all(|pair| pair[0] >= pair[1]));
                prop_assert!(minors[0] - minors[count - 1] <= 1 && minors[count - 1] > 0);
            }
            Err(error) => {
                prop_assert!(usize::try_from(minor).is_ok_and(|minor| minor < count));
                prop_assert_eq!((&*error.field, error.code), ("amount", "too_small"));
            }
        }
    }

    #[test]
    fn given_shares_are_kept_and_the_sum_is_the_total(
        minor in 1..100_000_i64,
        given in proptest::collection::vec(proptest::option::of(1..50_000_i64), COUNT),
    ) {
        let total = Money::new(minor, Currency::EUR);
        let given: Vec<_> = given.into_iter().map(|minor| minor.map(|minor| Money::new(minor, Currency::EUR))).collect();
        if let Ok(shares) = divide(total, &given) {
            prop_assert_eq!(shares.iter().map(Money::minor).sum::<i64>(), minor);
            prop_assert!(shares.iter().all(|share| share.minor() > 0));
            prop_assert!(shares.iter().zip(&given).all(|(share, given)| given.is_none_or(|given| given == *share)));
        }
    }
}
