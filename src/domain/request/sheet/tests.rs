use proptest::prelude::*;

use super::*;
use crate::domain::money::Money;

fn now() -> Timestamp {
    chrono::DateTime::from_timestamp(1_790_000_000, 0).expect("in range")
}

fn check(text: &str) -> Vec<Result<Terms, Vec<FieldError>>> {
    Sheet::read(text.as_bytes()).expect("a table").check(Notation::Api, Currency::EUR, Language::En, now())
}

/// The errors of a table as a whole.
fn refused(text: impl AsRef<[u8]>) -> Vec<(String, &'static str)> {
    let errors = Sheet::read(text.as_ref()).expect_err("it is wrong");
    errors.into_iter().map(|error| (error.field.into_owned(), error.code)).collect()
}

#[test]
fn each_row_is_a_request() {
    let text = "amount,currency,memo,reference,due_on,max_payments,labels,asks_note\r\n\
        25.00,usd,\"Two loaves, rye\",R-1,2026-11-30,3,Market|Bread,true\r\n\
        ,,,,,,,\r\n\
        12,,,,,\r\n";
    let rows = check(text);
    assert_eq!(rows.len(), 2, "a row without any text is none");
    let first = rows[0].as_ref().expect("good");
    assert_eq!(first.asked.fixed(), Some(Money::new(2500, Currency::parse("USD").expect("known"))));
    assert_eq!(first.memo.as_ref().map(ToString::to_string), Some("Two loaves, rye".into()));
    assert_eq!((first.max_payments, first.asks_note), (Some(3), true));
    assert_eq!(first.labels.iter().map(ToString::to_string).collect::<Vec<_>>(), ["Market", "Bread"]);
    let second = rows[1].as_ref().expect("good");
    assert_eq!(second.asked.fixed(), Some(Money::new(1200, Currency::EUR)));
}

#[test]
fn spreadsheets_write_it_in_many_ways() {
    let plain = Sheet::read(b"amount,memo\n5,A\n6,B\n").expect("a table");
    for same in [
        "\u{feff}amount,memo\r\n5,A\r\n6,B",
        "Amount ; MEMO;;\n5;A;;\n6;B\n",
        "\"amount\",\"memo\"\n\"5\",\"A\"\n\n6,B\n,\n",
        "\n\namount,memo\n5,A\n6,B\n",
    ] {
        let read = Sheet::read(same.as_bytes()).expect("a table");
        assert_eq!((&read.rows, &read.columns), (&plain.rows, &plain.columns), "{same:?}");
    }
    assert!(Sheet::read("\u{feff}amount\n5".as_bytes()).expect("a table").has_mark);
    let cell = Sheet::read(b"memo;amount\n\"A;B\n\"\"C\"\"\";5").expect("a table");
    assert_eq!(cell.cell(&cell.rows[0], SheetColumn::Memo), "A;B\n\"C\"");
    assert_eq!(cell.cell(&cell.rows[0], SheetColumn::Labels), "");
}

#[test]
fn a_bad_row_says_each_field_that_is_wrong() {
    let rows = check("amount,due_on,max_payments,asks_note\n5.001,soon,often,maybe\n5,,,\n");
    let told: Vec<_> = rows[0].as_ref().expect_err("bad").iter().map(|e| (&*e.field, e.code)).collect();
    assert_eq!(
        told,
        [("max_payments", "invalid"), ("asks_note", "invalid"), ("amount", "too_many_decimals"), ("due_on", "invalid"),]
    );
    assert!(rows[1].is_ok());
}

#[test]
fn what_is_wrong_with_the_table_refuses_it_whole() {
    let file = |code| vec![("file".to_owned(), code)];
    assert_eq!(refused(""), file("no_rows"));
    assert_eq!(refused("amount,memo\n"), file("no_rows"));
    assert_eq!(refused([b'a', 0xff]), file("not_utf8"));
    assert_eq!(refused("amount\n5,6"), file("uneven"));
    for open in [
        "amount,memo\n5,\"Rye",
        "amount,memo\r\n5,\"Rye\r\n",
        "memo;amount\nA;5\n\"Rye\";5\n\"x;6\n7;8",
        "memo\n\"\"\"x",
    ] {
        assert_eq!(refused(open), file("open_quotes"), "{open}");
    }
    for closed in
        ["amount,memo\n5,\"Rye\"", "memo\n\"\"\"x\"\n", "memo\nRye\"", "memo\nend", "memo\n\"two \"\"loaves\"\"\"\r\n"]
    {
        assert!(Sheet::read(closed.as_bytes()).is_ok(), "{closed}");
    }
    assert_eq!(refused(format!("amount\n{}", "5\n".repeat(MAX_ROWS + 1))), file("too_many_rows"));
    assert_eq!(refused("x".repeat(MAX_BYTES + 1)), file("too_long"));
    assert_eq!(
        refused("amount,payer,amount,code\n5,,,"),
        vec![
            ("payer".to_owned(), "unknown_field"),
            ("amount".to_owned(), "duplicate"),
            ("code".to_owned(), "unknown_field"),
        ]
    );
    assert_eq!(
        refused("amount,after_payment.text\n5,Door 4711"),
        vec![("after_payment.text".to_owned(), "unknown_field")]
    );
    for without_header in ["12.50,EUR,Rye", "12.50;Rye\n7;Cake\n", "25\n", "after_payment.text\nDoor 4711", "\"\"\n5"] {
        assert_eq!(refused(without_header), file("no_header"), "{without_header}");
    }
    assert_eq!(
        Sheet::read(format!("amount\n{}", "5\n".repeat(MAX_ROWS)).as_bytes()).map(|s| s.rows.len()),
        Ok(MAX_ROWS)
    );
}

proptest! {
    /// Whatever is sent, nothing panics, and each row has as many cells as the header.
    #[test]
    fn any_bytes_are_read_or_refused(text in "(amount|memo|labels)([,;](amount|memo|due_on))?\n(\\PC|[,;\"\n\r]){0,200}") {
        if let Ok(sheet) = Sheet::read(text.as_bytes()) {
            prop_assert!(sheet.rows.iter().all(|row| row.len() == sheet.header.len()));
            prop_assert_eq!(sheet.check(Notation::Typed(','), Currency::EUR, Language::De, now()).len(), sheet.rows.len());
        }
    }
}

#[test]
fn cells_that_a_spreadsheet_copies_have_tabs_between_them() {
    let read = Sheet::read("amount\tmemo\tdue_on\n1,50\tRye, one; two\t\n".as_bytes()).expect("a table");
    assert_eq!(read.delimiter, b'\t');
    assert_eq!(read.rows, [["1,50", "Rye, one; two", ""]]);
    assert_eq!(Sheet::read(b"amount\n5").expect("a table").delimiter, b',');
}

#[test]
fn a_row_has_the_number_that_a_spreadsheet_shows_below_its_header() {
    let numbers = |text: &str| Sheet::read(text.as_bytes()).expect("a table").numbers;
    for end in ["\n", "\r\n"] {
        for (text, wanted) in [
            ("amount,memo|5,A|6,B|", vec![1, 2]),
            ("||amount,memo|5,A||6,B", vec![1, 3]),
            ("amount,memo|,||5,\"A||B\"|,|6,B", vec![3, 5]),
        ] {
            assert_eq!(numbers(&text.replace('|', end)), wanted, "{text} {end:?}");
        }
    }
    let wrong = Sheet::read(b"amount\n\n5\n\n6,7").expect_err("uneven");
    assert!(wrong[0].detail.contains("Row 4"), "{wrong:?}");
}
