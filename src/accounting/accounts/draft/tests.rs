//! What is read of a form, and what is refused.

use super::*;

fn told(draft: &AccountsDraft) -> Vec<(String, &'static str)> {
    let errors = draft.check().expect_err("something is wrong");
    errors.into_iter().map(|error| (error.field.into_owned(), error.code)).collect()
}

#[test]
fn nothing_given_is_the_default_and_what_is_shown_is_read_again() {
    assert_eq!(AccountsDraft::default().check(), Ok(Accounts::default()));
    let blank = AccountsDraft { fees: Some("  ".into()), datev_fees: Some(String::new()), ..AccountsDraft::default() };
    assert_eq!(blank.check(), Ok(Accounts::default()));
    let typed = AccountsDraft {
        clearing: Some(" Assets:Zwischenkonto:Ä-1 ".into()),
        receivable: Some("Income:7-Sales".into()),
        tips: Some("Liabilities:Tips".into()),
        datev_chart: Some("skr04".into()),
        datev_consultant: Some("1234567".into()),
        datev_client: Some("00042".into()),
        datev_first_month: Some("7".into()),
        datev_account_length: Some("5".into()),
        datev_fees: Some("06855".into()),
        datev_debtor: Some("699999".into()),
        datev_tips: Some("08409".into()),
        datev_clearing: Some("stripe 13610\r\n PayPal = 13620,cash:16000\n\n".into()),
        fees: None,
    };
    let accounts = typed.check().expect("all is well");
    assert_eq!(accounts.plain_text.clearing_of("stripe"), "Assets:Zwischenkonto:Ä-1:Stripe");
    let datev = &accounts.datev;
    assert_eq!(
        (datev.chart, datev.consultant, datev.client, datev.first_month),
        (ChartOfAccounts::Skr04, 1_234_567, 42, 7)
    );
    assert_eq!((&*datev.fees(), &*datev.debtor(), &*datev.clearing_of("paypal")), ("06855", "699999", "13620"));
    assert_eq!((&*accounts.plain_text.tips, &*datev.tips()), ("Liabilities:Tips", "08409"));
    assert_eq!((&*datev.clearing_of("cash"), &*datev.clearing_of("sepa")), ("16000", "14630"));
    assert_eq!(AccountsDraft::of(&accounts).check(), Ok(accounts));
    assert_eq!(AccountsDraft::of(&Accounts::default()).check(), Ok(Accounts::default()));
}

#[test]
fn every_error_is_told_at_its_field() {
    let draft = AccountsDraft {
        clearing: Some("Assets".into()),
        fees: Some("Kosten:Chit".into()),
        receivable: Some(format!("Assets:{}", "A".repeat(120))),
        tips: Some("Tips".into()),
        datev_chart: Some("SKR49".into()),
        datev_consultant: Some("1000".into()),
        datev_client: Some("100000".into()),
        datev_first_month: Some("13".into()),
        datev_account_length: Some("9".into()),
        datev_fees: Some("497".into()),
        datev_debtor: Some("70000".into()),
        datev_tips: Some("15900".into()),
        datev_clearing: Some("strpe 1361".into()),
    };
    let expected = [
        ("clearing", "invalid"),
        ("fees", "invalid"),
        ("receivable", "too_long"),
        ("tips", "invalid"),
        ("datev_chart", "unknown"),
        ("datev_consultant", "out_of_range"),
        ("datev_client", "out_of_range"),
        ("datev_first_month", "out_of_range"),
        ("datev_account_length", "out_of_range"),
        ("datev_fees", "invalid"),
        ("datev_debtor", "invalid"),
        ("datev_tips", "invalid"),
        ("datev_clearing", "unknown"),
    ];
    assert_eq!(told(&draft), expected.map(|(field, code)| (field.to_owned(), code)));
}

#[test]
fn tips_have_an_account_of_their_own() {
    let plain = |tips: &str| AccountsDraft { tips: Some(tips.into()), ..AccountsDraft::default() };
    for other in [
        "Assets:Receivable:Chit",
        "Assets:Chit:Clearing",
        "Expenses:Chit:Fees",
        "Assets:Chit:Clearing:Stripe",
        "Expenses:Chit:Fees:Lightning-Address",
        "Assets:Chit:Clearing:Other",
    ] {
        assert_eq!(told(&plain(other)), [("tips".to_owned(), "conflict")], "{other}");
    }
    for own in ["Income:Chit:Tips", "Expenses:Chit:Fees:Tips", "Assets:Receivable:Chit:Tips"] {
        assert!(plain(own).check().is_ok(), "{own}");
    }
    let datev = |tips: &str| AccountsDraft { datev_tips: Some(tips.into()), ..AccountsDraft::default() };
    for other in ["4970", "1360", "1361"] {
        assert_eq!(told(&datev(other)), [("datev_tips".to_owned(), "conflict")], "{other}");
    }
    // The default of tips, typed for a rail; and the debtor can't be: it has a digit more.
    let typed = AccountsDraft { datev_clearing: Some("cash 1590".into()), ..AccountsDraft::default() };
    assert_eq!(told(&typed), [("datev_tips".to_owned(), "conflict")]);
    let both = AccountsDraft { tips: Some("Expenses:Chit:Fees".into()), ..datev("4970") };
    assert_eq!(told(&both), [("tips".to_owned(), "conflict"), ("datev_tips".to_owned(), "conflict")]);
    assert!(datev("8400").check().is_ok());
}

#[test]
fn names_and_numbers_that_programs_refuse_are_refused() {
    let name = |text: &str| AccountsDraft { fees: Some(text.into()), ..AccountsDraft::default() };
    for text in [
        "Assets:",
        "Assets::A",
        "assets:A",
        "Assets:a",
        "Assets:A_b",
        "Assets:A b",
        "Assets:-A",
        "Assets:A;B",
        "Assets:é",
    ] {
        assert_eq!(told(&name(text)), [("fees".to_owned(), "invalid")], "{text}");
    }
    let pairs = |text: &str| AccountsDraft { datev_clearing: Some(text.into()), ..AccountsDraft::default() };
    for (text, code) in [
        ("stripe", "invalid"),
        ("1361", "invalid"),
        ("stripe 13610", "invalid"),
        ("stripe 0000", "invalid"),
        ("stripe 1361 1362", "invalid"),
        ("stripe 1361, stripe 1362", "repeated"),
    ] {
        assert_eq!(told(&pairs(text)), [("datev_clearing".to_owned(), code)], "{text}");
    }
    let signed = AccountsDraft { datev_client: Some("+7".into()), ..AccountsDraft::default() };
    assert_eq!(told(&signed), [("datev_client".to_owned(), "out_of_range")]);
    let debtor = AccountsError::Debtor(5).to_string();
    assert!(debtor.contains("from 10000 to 69999"), "{debtor}");
}
