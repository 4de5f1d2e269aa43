//! Parts: their checks, and what payments make of them.

use proptest::prelude::*;

use super::*;

const TEN: Money = Money::new(1000, Currency::EUR);

fn draft(amount: &str, due_on: &str) -> PartDraft {
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    PartDraft { amount: given(amount), due_on: given(due_on) }
}

/// The parts of an amount, or the field and code of each problem.
fn check(drafts: &[PartDraft], whole: Option<Money>) -> Result<Parts, Vec<(String, &'static str)>> {
    let mut problems = Problems::default();
    let parts = ReadParts::read(drafts, Notation::Api, Currency::EUR, &mut problems).and_then(|read| {
        let whole = whole.or(problems.check("parts", read.sum())?)?;
        problems.check("parts", read.of(whole))
    });
    problems
        .finish()
        .map_err(|errors| errors.into_iter().map(|e| (e.field.into_owned(), e.code)).collect::<Vec<_>>())?;
    Ok(parts.expect("parts, or a problem"))
}

fn day(text: &str) -> NaiveDate {
    when::day(text).expect("a day")
}

fn thirds() -> Parts {
    let drafts = [draft("2.00", "2026-12-01"), draft("3", "2026-12-24"), draft("", "2027-01-31")];
    check(&drafts, Some(TEN)).expect("good parts")
}

#[test]
fn the_last_part_is_the_rest() {
    let amounts: Vec<_> = thirds().amounts(Currency::EUR).map(|money| money.minor()).collect();
    assert_eq!(amounts, [200, 300, 500]);
    let whole = check(&[draft("4", "2026-12-01"), draft("6", "2026-12-24")], None).expect("good parts");
    assert_eq!(whole.next(400).map(|next| next.until), Some(1000), "without an amount, their sum is the amount");
    assert_eq!(check(&[], Some(TEN)), Ok(Parts::default()));
}

#[test]
fn every_wrong_field_is_named() {
    let wrong = |drafts: &[PartDraft]| check(drafts, Some(TEN)).expect_err("wrong parts");
    let named = |field: &str, code| (field.to_owned(), code);
    let good = draft("5", "2026-12-01");
    assert_eq!(wrong(std::slice::from_ref(&good)), [named("parts", "out_of_range")]);
    assert_eq!(wrong(&vec![good.clone(); 13]), [named("parts", "out_of_range")]);
    assert_eq!(
        wrong(&[draft("", "2026-12-01"), draft("5,00", ""), draft("0", "soon")]),
        [
            named("parts[0].amount", "required"),
            named("parts[1].amount", "not_a_number"),
            named("parts[1].due_on", "required"),
            named("parts[2].amount", "not_positive"),
            named("parts[2].due_on", "invalid"),
        ]
    );
    assert_eq!(wrong(&[good.clone(), draft("4.99", "2026-12-24")]), [named("parts", "sum_differs")]);
    assert_eq!(wrong(&[draft("10", "2026-12-01"), draft("", "2026-12-24")]), [named("parts", "sum_differs")]);
    assert_eq!(wrong(&[draft("11", "2026-12-01"), draft("", "2026-12-24")]), [named("parts", "sum_differs")]);
    for back in ["2026-12-01", "2026-11-30"] {
        assert_eq!(wrong(&[good.clone(), draft("5", back)]), [named("parts[1].due_on", "out_of_range")]);
    }
}

#[test]
fn payments_fill_the_parts_in_their_order() {
    let parts = thirds();
    let paid = |total| parts.progress(total).map(|part| part.paid).collect::<Vec<_>>();
    assert_eq!(paid(0), [0, 0, 0]);
    assert_eq!(paid(199), [199, 0, 0]);
    assert_eq!(paid(350), [200, 150, 0]);
    assert_eq!(paid(1000), [200, 300, 500]);
    assert_eq!(paid(2000), [200, 300, 500], "more than the amount falls on no part");
    let next = |total| parts.next(total).map(|next| (next.position, next.from, next.until));
    assert_eq!(next(0), Some((0, 0, 200)));
    assert_eq!(next(199), Some((0, 0, 200)));
    assert_eq!(next(200), Some((1, 200, 500)));
    assert_eq!(next(1000), None);
    assert_eq!(parts.due_on(0), Some(day("2026-12-01")));
    assert_eq!(parts.due_on(500), Some(day("2027-01-31")));
    assert_eq!(parts.due_on(1000), Some(day("2027-01-31")), "a paid request keeps its last day");
    assert_eq!(Parts::default().due_on(0), None);
}

#[test]
fn what_is_stored_is_read_back() {
    let parts = thirds();
    assert!(parts.to_json().starts_with(r#"[{"amount":200,"due_on":"2026-12-01"},"#), "{}", parts.to_json());
    assert_eq!(Parts::try_from(parts.to_json()).expect("JSON"), parts);
    assert_eq!(Parts::try_from("[]".to_owned()).expect("JSON"), Parts::default());
    assert!(Parts::try_from("{}".to_owned()).is_err());
}

proptest! {
    #[test]
    fn whatever_is_paid_falls_on_the_parts_and_on_nothing_else(
        amounts in prop::collection::vec(1..10_000_i64, 2..12),
        paid in 0..200_000_i64,
    ) {
        let first = day("2026-12-01");
        let part = |(amount, due_on): (i64, NaiveDate)| Part { amount, due_on };
        let parts = Parts(amounts.iter().copied().zip(first.iter_days()).map(part).collect());
        let whole: i64 = amounts.iter().sum();
        prop_assert_eq!(parts.progress(paid).map(|part| part.paid).sum::<i64>(), paid.min(whole));
        let open: Vec<_> = parts.progress(paid).enumerate().filter(|(_, part)| !part.is_paid()).collect();
        match parts.next(paid) {
            None => prop_assert!(paid >= whole && open.is_empty()),
            Some(next) => {
                prop_assert_eq!(open.first().map(|(at, _)| *at), Some(next.position));
                prop_assert!(next.from <= paid && paid < next.until && next.until <= whole);
            }
        }
    }
}
