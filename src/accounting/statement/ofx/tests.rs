//! Samples of both versions, and files that are meant badly.

use std::io::Cursor;

use proptest::prelude::*;

use super::super::samples::{mutated, mutations, sample, short, text, texts, with};
use super::*;

const SAMPLES: &[&str] = &[
    "ofx/bank_small.ofx",
    "ofx/checking.ofx",
    "ofx/multiple_accounts.ofx",
    "ofx/ofx-v102-empty-tags.ofx",
    "ofx/suncorp.ofx",
    "made/chit.ofx",
];

fn read_bytes(bytes: &[u8]) -> Result<Collector, StatementError> {
    let mut out = Collector::default();
    let mut source = bytes;
    let format = read(&mut source, &mut out)?;
    assert_eq!(format, StatementFormat::Ofx);
    Ok(out)
}

fn entries(file: &str) -> Collector {
    read_bytes(file.as_bytes()).expect("a statement")
}

fn refusal(file: &str) -> String {
    read_bytes(file.as_bytes()).expect_err("refused").to_string()
}

#[test]
fn samples_are_read_whole() {
    let wanted: [&[&str]; 6] = [
        &[],
        &["1 USD 2011-03-31", "-3451 USD 2011-04-05", "-2500 USD 2011-04-07"],
        &[],
        &["1234 AUD 2018-05-07"],
        &["-1685 AUD 2013-12-15"],
        &["2500 EUR 2026-11-02", "-58 EUR 2026-11-02", "-2500 EUR 2026-11-05"],
    ];
    for (name, wanted) in SAMPLES.iter().zip(wanted) {
        let bytes = sample(name);
        assert!(sniffs(&bytes) && !super::super::camt::sniffs(&bytes), "{name}");
        let out = read_bytes(&bytes).expect(name);
        assert_eq!(out.raw.iter().map(short).collect::<Vec<_>>(), wanted, "{name}");
    }
    // Its project reads it with no entry or refuses it; here, nothing is left out in silence.
    let error = refusal(&text("ofx/decimal_error.ofx"));
    assert_eq!(error, "<TRNAMT> in line 37: This is no amount: digits with a dot before the decimals are wanted.");
}

#[test]
fn references_and_texts_are_those_of_the_entry() {
    let out = entries(&text("ofx/checking.ofx"));
    let fee = (vec!["319"], "RETURNED CHECK FEE, CHECK # 319 FOR $45.33 ON 04/07/11", None, Some("0000488"));
    assert_eq!(texts(&out.raw[2]), fee, "the memo begins with the name");
    assert_eq!(out.raw[2].0.at.to_string(), "<STMTTRN> in line 62");
    let out = entries(&text("ofx/ofx-v102-empty-tags.ofx"));
    assert_eq!(texts(&out.raw[0]), (vec![], "CBA:Transfer", None, None));
    assert_eq!(out.raw[0].0.value_date, out.raw[0].0.booking_date.into());
    let out = entries(&text("ofx/suncorp.ofx"));
    let eftpos = "EFTPOS WDL HANDYWAY ALDI STORE   GEELONG WEST VICAU";
    assert_eq!(texts(&out.raw[0]), (vec![], eftpos, None, Some("1")));
    let out = entries(&text("made/chit.ofx"));
    let loaves = "Request 7K2MPQ4X\ntwo loaves & \"rye\" RF18539007547034";
    assert_eq!(texts(&out.raw[0]), (vec![], loaves, None, Some("mv_01JC7Z")));
}

/// An OFX 1 file with one entry, which has these fields.
fn with_fields(fields: &str) -> String {
    let header = "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n";
    let account = "<BANKACCTFROM><BANKID>1<ACCTID>12 34</BANKACCTFROM>";
    format!(
        "{header}<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR{account}<BANKTRANLIST><STMTTRN>\r\n{fields}\r\n</STMTTRN></BANKTRANLIST><LEDGERBAL><BALAMT>5.00<DTASOF>20261102</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
    )
}

#[test]
fn a_balance_that_cannot_be_read_is_told() {
    let file = with_fields("<TRNAMT>5<DTPOSTED>20261102");
    assert_eq!(entries(&file).finish().warnings, []);
    for wrong in ["5.005", "five", "--5", "1000000000000000", "5,00,00"] {
        let statement = entries(&with(&file, "<BALAMT>5.00", &format!("<BALAMT>{wrong}"))).finish();
        let faults: Vec<_> = statement.warnings.iter().map(|warning| warning.fault).collect();
        assert_eq!((statement.items.len(), faults), (1, vec![Fault::BalanceUnread]), "{wrong}");
    }
    // Without a day, or without an amount, there is nothing to compare.
    for part in ["<DTASOF>20261102", "<BALAMT>5.00"] {
        assert_eq!(entries(&with(&file, part, "")).finish().items.len(), 1, "{part}");
    }
}

#[test]
fn banks_differ() {
    let one = |fields: &str| {
        let out = entries(&with_fields(fields));
        assert_eq!(out.raw.len(), 1, "{fields}");
        let (structured, text, _, bank_ref) = texts(&out.raw[0]);
        (short(&out.raw[0]), structured.join("|"), text.to_owned(), bank_ref.unwrap_or_default().to_owned())
    };
    let taken = |fields: &str| one(fields).0;
    assert_eq!(
        taken("<TRNTYPE>CREDIT<DTPOSTED>20261102120000[-5:EST]<TRNAMT>+1,234.50<FITID>7"),
        "123450 EUR 2026-11-02"
    );
    assert_eq!(taken("<trnamt>-25,00\n<dtposted>20261102</dtposted>"), "-2500 EUR 2026-11-02");
    assert_eq!(
        taken("<TRNAMT>5</TRNAMT><DTPOSTED>20261102<CURRENCY><CURRATE>1<CURSYM>USD</CURRENCY>"),
        "500 USD 2026-11-02"
    );
    assert_eq!(
        taken("<TRNAMT>5<DTPOSTED>20261102<ORIGCURRENCY><CURRATE>1<CURSYM>USD</ORIGCURRENCY>"),
        "500 EUR 2026-11-02"
    );
    assert_eq!(taken("<TRNTYPE>HOLD<TRNAMT>5<DTPOSTED>20261102"), "500 EUR 2026-11-02 p");
    assert_eq!(taken("<TRNAMT>5<DTPOSTED>20261102<CORRECTFITID>6<CORRECTACTION>REPLACE"), "500 EUR 2026-11-02 p");
    assert_eq!(taken("<TRNAMT x='y'>5.000<!-- <TRNAMT>6 --><?pi?><DTPOSTED>20261102"), "500 EUR 2026-11-02");
    let named = "<TRNAMT>5<DTPOSTED>20261102<FITID>000<CHECKNUM>0<REFNUM>R-2026-17<NAME>Anna & Söhne <3 &amp;&copy;&#228;&bogus;<MEMO/><MEMO>RF18 < 5<MEMO>more";
    let (_, structured, text, bank_ref) = one(named);
    assert_eq!((structured.as_str(), bank_ref.as_str()), ("R-2026-17", ""));
    assert_eq!(text, "Anna & Söhne <3 &&copy;ä&bogus;\nRF18 < 5\nmore");
    // Whose money it was isn't read, nor to which account it went.
    let parties = "<TRNAMT>5<DTPOSTED>20261102<PAYEE><NAME>CANARY<ADDR1>CANARY</PAYEE><BANKACCTTO><ACCTID>CANARY</BANKACCTTO><MEMO>thanks";
    assert_eq!(one(parties).2, "thanks");
    // A payee without an end tag takes no field from the entry.
    assert_eq!(one("<TRNAMT>5<DTPOSTED>20261102<PAYEE>CANARY<MEMO>thanks<FITID>17").2, "thanks");
    let pending = with_fields("<TRNAMT>5<DTTRAN>20261102")
        .replace("STMTTRN>", "STMTTRNP>")
        .replace("BANKTRANLIST", "BANKTRANLISTP");
    assert_eq!(short(&entries(&pending).raw[0]), "500 EUR 2026-11-02 p");
    // Windows-1252, whatever the header says.
    let latin: Vec<u8> = with_fields("<TRNAMT>5<DTPOSTED>20261102<MEMO>Zoë")
        .chars()
        .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
        .collect();
    assert_eq!(texts(&read_bytes(&latin).expect("a statement").raw[0]).1, "Zoë");
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    for (fields, wanted) in [
        ("<TRNAMT>8.855<DTPOSTED>20261102", "<TRNAMT> in line 8: The amount 8.855 is finer than EUR"),
        ("<TRNAMT>1,234<DTPOSTED>20261102", "<TRNAMT> in line 8: The amount 1.234 is finer than EUR"),
        ("<DTPOSTED>20261102\n<TRNAMT>ANNA", "<TRNAMT> in line 9: This is no amount"),
        ("<DTPOSTED>20261102", "<STMTTRN> in line 7: This entry has no amount"),
        ("<TRNAMT>5", "<STMTTRN> in line 7: This entry has no day"),
        ("<TRNAMT>5<DTPOSTED>201120000000", "<DTPOSTED> in line 8: This is no day of the calendar"),
        ("<TRNAMT>5<DTPOSTED>20261102<CURRENCY><CURSYM>XXX</CURRENCY>", "<CURSYM> in line 8: This is no currency"),
        ("<TRNAMT>5<DTPOSTED>20261102<STMTTRN>", "<STMTTRN> in line 8: This entry begins before"),
        ("<TRNAMT>5<DTPOSTED>20261102</BANKTRANLIST></STMTRS>", "<STMTTRN> in line 7: This entry has no end tag"),
        ("<!ENTITY a 'b'>", "Line 8: A declaration such as DOCTYPE"),
        ("<![IGNORE[", "Line 8: A declaration such as DOCTYPE"),
    ] {
        let found = refusal(&with_fields(fields));
        assert!(found.starts_with(wanted), "{found}\n{wanted}");
    }
    let file = with_fields("<TRNAMT>5<DTPOSTED>20261102");
    assert!(
        refusal(&with(&file, "<CURDEF>EUR", "<CURDEF>")).starts_with("<STMTTRN> in line 7: This entry has no currency")
    );
    assert!(
        refusal(&with(&file, "BANKACCTFROM", "BANKACCTTO"))
            .starts_with("<STMTTRN> in line 7: This entry stands in no statement")
    );
    assert!(refusal("OFXHEADER:100").starts_with("File: This file has no element <OFX>"));
    for end in 1..file.len() - "</OFX>".len() {
        assert!(read_bytes(&file.as_bytes()[..end]).is_err(), "{end}");
    }
}

#[test]
fn files_of_ofx_are_known_by_their_beginning() {
    for head in [
        "OFXHEADER:100",
        "\u{feff}\r\n ofxheader:100",
        "<OFX>",
        "<ofx >",
        "<?xml version='1.0'?>\n<?OFX OFXHEADER='200'?>",
        "<!-- x --><OFX\n>",
    ] {
        assert!(sniffs(head.as_bytes()), "{head}");
    }
    for head in ["", "OFX", "<OFXX>", "<Document><OFX>", "<?xml version='1.0'?><Document>", ":20:OFX", "a;b\n<OFX>"] {
        assert!(!sniffs(head.as_bytes()), "{head}");
    }
}

#[test]
fn bad_files_cost_little() {
    let head = with_fields("");
    let head = &head[..head.find("</STMTTRN>").expect("an entry")];
    for (start, piece) in [
        ("<MEMO>", "A"),
        ("<MEMO>", "&"),
        ("<MEMO><![CDATA[", "]"),
        ("<", "A"),
        ("</", "A"),
        ("<MEMO ", " "),
        ("", "<MEMO>AAAAAAAAAAAAAAAAAAAAAAAAA"),
        ("", "<STMTRS>"),
    ] {
        let mut endless =
            Cursor::new(format!("{head}{start}")).chain(Cursor::new(piece.repeat((5 << 19) / piece.len())));
        let error = read(&mut endless, &mut Collector::default()).expect_err(start);
        assert!(error.detail.contains("1 MiB") || error.detail.contains("deeper"), "{start}: {error}");
    }
}

#[test]
fn an_entry_of_many_memos_costs_little() {
    // Copied for each of them, their text would take minutes.
    let memos = |count| with_fields(&format!("<TRNAMT>5<DTPOSTED>20261102{}", "<MEMO>a".repeat(count)));
    let out = read_bytes(memos(400_000).as_bytes()).expect("an entry");
    assert_eq!(out.raw[0].1.text.lines().count(), 400_000);
    assert!(refusal(&memos(600_000)).contains("1 MiB"), "line breaks count");
}

proptest! {
    #![proptest_config(mutations())]

    #[test]
    fn mutated_samples_are_read_or_refused(bytes in mutated(SAMPLES.iter().map(|name| sample(name)))) {
        if let Err(error) = read_bytes(&bytes) {
            let error = error.to_string();
            for told in ["EFTPOS", "DIVIDEND", "loaves", "ALDI", "12345"] {
                prop_assert!(!error.contains(told), "{error}");
            }
        }
    }
}
