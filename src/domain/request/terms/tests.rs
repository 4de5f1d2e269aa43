use super::*;

fn now() -> Timestamp {
    chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range")
}

fn check(draft: RequestDraft) -> Result<Terms, Vec<(String, &'static str)>> {
    draft
        .check(Currency::EUR, Language::De, now())
        .map_err(|all| all.into_iter().map(|e| (e.field.into_owned(), e.code)).collect())
}

fn wrong(errors: &[(&str, &'static str)]) -> Option<Vec<(String, &'static str)>> {
    Some(errors.iter().map(|(field, code)| ((*field).to_owned(), *code)).collect())
}

fn text(text: &str) -> Option<String> {
    Some(text.into())
}

#[test]
fn a_fixed_amount_is_paid_once_unless_said_otherwise() {
    let terms = check(RequestDraft { amount: text("25"), ..RequestDraft::default() }).expect("good");
    assert_eq!(terms.asked, RequestAmount::Fixed(Money::new(2500, Currency::EUR)));
    assert_eq!(terms.max_payments, Some(1));
    let open = check(RequestDraft::default()).expect("good");
    assert_eq!(
        (open.asked, open.max_payments),
        (RequestAmount::Open { currency: Currency::EUR, min: None, max: None }, None)
    );
}

#[test]
fn everything_wrong_is_told_at_once() {
    let draft = RequestDraft {
        amount: text("12,50"),
        memo: text(&"x".repeat(200)),
        due_on: text("30.11.2026"),
        expires_at: text("2001-01-01T00:00:00Z"),
        preview: text("all"),
        max_payments: Some(0),
        ..RequestDraft::default()
    };
    assert_eq!(
        check(draft).err(),
        wrong(&[
            ("amount", "not_a_number"),
            ("memo", "too_long"),
            ("due_on", "invalid"),
            ("expires_at", "past"),
            ("preview", "invalid"),
            ("max_payments", "out_of_range"),
        ])
    );
}

#[test]
fn amounts_and_bounds() {
    let draft = |amount: Option<&str>, min: Option<&str>, max: Option<&str>| RequestDraft {
        amount: amount.map(Into::into),
        min_amount: min.map(Into::into),
        max_amount: max.map(Into::into),
        ..RequestDraft::default()
    };
    assert!(check(draft(None, Some("5"), Some("50"))).is_ok());
    assert_eq!(check(draft(Some("0"), None, None)).err(), wrong(&[("amount", "not_positive")]));
    assert_eq!(check(draft(Some("5"), Some("1"), None)).err(), wrong(&[("amount", "conflict")]));
    assert_eq!(check(draft(None, Some("9"), Some("5"))).err(), wrong(&[("min_amount", "out_of_range")]));
    let yen = RequestDraft { currency: text("jpy"), ..draft(Some("12.5"), None, None) };
    assert_eq!(check(yen).err(), wrong(&[("amount", "too_many_decimals")]));
    let nowhere = RequestDraft { currency: text("ZZZ"), ..draft(Some("12.5"), None, None) };
    assert_eq!(check(nowhere).err(), wrong(&[("currency", "unknown_currency")]));
    let typed = RequestDraft { notation: Notation::Typed('.'), ..draft(Some("1.234,50"), None, None) };
    assert_eq!(check(typed).expect("good").asked.fixed(), Some(Money::new(123_450, Currency::EUR)));
}

#[test]
fn items_add_up() {
    let item = |name: &str, quantity, amount: &str| Item::fixed(name, quantity, amount);
    let items = vec![item("Bread", 2, "3.50"), item("Jam", 1, "4.00")];
    let terms = check(RequestDraft { items: items.clone(), ..RequestDraft::default() }).expect("good");
    assert_eq!(terms.asked.fixed(), Some(Money::new(1100, Currency::EUR)));
    let off = RequestDraft { amount: text("10"), items, ..RequestDraft::default() };
    assert_eq!(check(off).err(), wrong(&[("items", "sum_differs")]));
    let huge = RequestDraft { items: vec![item("x", u32::MAX, "9999999999.99")], ..RequestDraft::default() };
    assert_eq!(check(huge).err(), wrong(&[("items", "too_large")]));
}
