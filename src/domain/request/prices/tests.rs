//! Tests of a request's prices.

use super::*;

const EUR: Currency = Currency::EUR;

fn prices() -> Prices {
    let of = |minor, code| Money::new(minor, Currency::parse(code).expect("a currency"));
    Prices::new(Money::new(2500, EUR), &[of(2700, "USD"), of(4000, "JPY")])
}

#[test]
fn what_is_stored_is_read_back_and_found_by_its_beginning() {
    let json = prices().to_json();
    assert_eq!(json, r#"[["EUR",2500,0],["USD",2700,0],["JPY",4000,0]]"#);
    assert_eq!(Prices::try_from(json).expect("prices"), prices());
    assert_eq!(Prices::try_from("[]".to_owned()), Ok(Prices::default()));
    assert_eq!(Prices::default().to_json(), "[]");
    assert!(Prices::try_from(r#"[["XXX?",1,0]]"#.to_owned()).is_err());
    assert!(Prices::new(Money::new(1, EUR), &[]).is_empty(), "one price is no list of prices");
}

fn read_all(
    drafts: &[(&str, &str)],
    asked: &RequestAmount,
    beside: bool,
) -> Result<Prices, Vec<(String, &'static str)>> {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let drafts: Vec<_> =
        drafts.iter().map(|(amount, currency)| PriceDraft { amount: some(amount), currency: some(currency) }).collect();
    let mut problems = Problems::default();
    let prices = read(&drafts, Notation::Api, asked, beside, &mut problems);
    let told = |e: FieldError| (e.field.into_owned(), e.code);
    problems.finish().map(|()| prices).map_err(|errors| errors.into_iter().map(told).collect())
}

#[test]
fn further_prices_are_read_and_each_problem_is_named() {
    let fixed = RequestAmount::Fixed(Money::new(2500, EUR));
    let open = RequestAmount::Open { currency: EUR, min: None, max: None };
    let good = read_all(&[("27", "usd"), ("4000", "JPY")], &fixed, false).expect("prices");
    assert_eq!(good, prices());
    assert_eq!(read_all(&[], &open, true), Ok(Prices::default()), "none are wrong nowhere");
    let wrong = |drafts: &[(&str, &str)], asked, beside| read_all(drafts, asked, beside).expect_err("a problem");
    let one = |field: &str, code| vec![(field.to_owned(), code)];
    assert_eq!(wrong(&[("27", "USD")], &open, false), one("prices", "conflict"));
    assert_eq!(wrong(&[("27", "USD")], &fixed, true), one("prices", "conflict"));
    assert_eq!(wrong(&[("27", "USD"); 11], &fixed, false), one("prices", "too_many"));
    assert_eq!(wrong(&[("27", "EUR")], &fixed, false), one("prices[0].currency", "duplicate"));
    assert_eq!(wrong(&[("27", "USD"), ("28", "USD")], &fixed, false), one("prices[1].currency", "duplicate"));
    assert_eq!(
        wrong(&[("27.001", "USD"), ("1", "ZZZ"), ("", "CHF"), ("1", "")], &fixed, false),
        [
            ("prices[0].amount".to_owned(), "too_many_decimals"),
            ("prices[1].currency".to_owned(), "unknown_currency"),
            ("prices[2].amount".to_owned(), "required"),
            ("prices[3].currency".to_owned(), "required"),
        ]
    );
}
