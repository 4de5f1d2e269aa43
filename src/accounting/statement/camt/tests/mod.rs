//! Samples of all versions, and what banks do differently.

mod balances;
mod hostile;

use super::super::samples::{sample, short, text, texts, with};
use super::super::{Collector, StatementError, StatementFormat};
use super::*;

const SAMPLES: &[&str] = &[
    "camt/camt053.v2.five.decimals.xml",
    "camt/camt053.v2.minimal.xml",
    "camt/camt053.v2.multi.statement.xml",
    "camt/camt053.v4.xml",
    "camt/camt054.v8.xml",
    "made/camt052.08.made.xml",
    "made/camt053.02.made.xml",
    "made/camt053.08.made.xml",
    "made/camt053.13.made.xml",
];

fn read_bytes(bytes: &[u8]) -> Result<(StatementFormat, Collector), StatementError> {
    let mut out = Collector::default();
    let mut source = bytes;
    read(&mut source, &mut out).map(|format| (format, out))
}

fn entries(file: &str) -> (StatementFormat, Collector) {
    read_bytes(file.as_bytes()).expect("a statement")
}

fn refusal(file: &str) -> String {
    read_bytes(file.as_bytes()).map(|(format, _)| format).expect_err("refused").to_string()
}

#[test]
fn samples_are_read_whole() {
    use StatementFormat::{Camt052, Camt053, Camt054};
    let made = ["8500 CHF 2026-11-02", "-6000 CHF 2026-11-02 r", "1200 CHF 2026-11-02 p"];
    let found: Vec<(&str, StatementFormat, Vec<String>)> = SAMPLES
        .iter()
        .map(|name| {
            let (format, out) = read_bytes(&sample(name)).expect(name);
            assert!(sniffs(&sample(name)[..500]), "{name}");
            (*name, format, out.raw.iter().map(short).collect())
        })
        .collect();
    let wanted: [(StatementFormat, &[&str]); 9] = [
        (Camt053, &["885 EUR 2014-12-31"]),
        (Camt053, &["885 EUR 2014-12-31"]),
        (Camt053, &["885 EUR 2014-12-31", "-700 EUR 2014-12-31"]),
        (Camt053, &["885 EUR 2014-12-31"]),
        (Camt054, &["-20000000 SEK 2007-10-18"]),
        (Camt052, &made),
        (Camt053, &made),
        (Camt053, &made),
        (Camt053, &made),
    ];
    for ((name, format, found), (wanted_format, wanted)) in found.iter().zip(wanted) {
        assert_eq!((format, found.as_slice()), (&wanted_format, wanted.map_strings().as_slice()), "{name}");
    }
}

/// Owned texts of a list.
trait MapStrings {
    fn map_strings(&self) -> Vec<String>;
}

impl MapStrings for [&str] {
    fn map_strings(&self) -> Vec<String> {
        self.iter().map(|text| (*text).to_owned()).collect()
    }
}

#[test]
fn references_and_texts_are_those_of_the_entry() {
    let (_, out) = entries(&text("camt/camt053.v2.five.decimals.xml"));
    assert_eq!(texts(&out.raw[0]), (vec![], "Transaction Description", Some("000000001"), None));
    assert_eq!(out.raw[0].0.value_date.map(|day| day.to_string()).as_deref(), Some("2015-01-02"));
    assert_eq!(out.raw[0].0.at.to_string(), "<Ntry> in line 61");
    let (_, out) = entries(&text("camt/camt053.v4.xml"));
    assert_eq!(texts(&out.raw[0]), (vec!["4654654654654654"], "", None, Some("AAAASESS-FP-CN_98765/01")));
    // Three transactions: what they say is theirs.
    let (_, out) = entries(&text("camt/camt054.v8.xml"));
    assert_eq!(texts(&out.raw[0]), (vec![], "Order", None, Some("ACSR160617103200001")));
    let (_, out) = entries(&text("made/camt053.08.made.xml"));
    assert_eq!(texts(&out.raw[0]), (vec![], "", None, Some("ASR1")), "the entry's own number is a QR-IBAN here");
    assert_eq!(texts(&out.raw[1]), (vec!["RF451234512345"], "", None, Some("ASR2")));
    assert_eq!(texts(&out.raw[2]), (vec![], "RF18 5390 07 54 7034 thanks", None, Some("ASR3")));
}

/// The made statement in a version of a message, by what differs between versions.
fn version(message: &str, version: u32) -> String {
    let mut file = text("made/camt053.08.made.xml");
    let (root, statement) = match message {
        "052" => ("BkToCstmrAcctRpt", "Rpt"),
        "054" => ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
        _ => ("BkToCstmrStmt", "Stmt"),
    };
    file = with(&file, "camt.053.001.08", &format!("camt.{message}.001.{version:02}"));
    file = file.replace("<BkToCstmrStmt>", &format!("<{root}>")).replace("</BkToCstmrStmt>", &format!("</{root}>"));
    file = file.replace("<Stmt>", &format!("<{statement}>")).replace("</Stmt>", &format!("</{statement}>"));
    if version <= 6 {
        file = file
            .replace("<Sts><Cd>", "<Sts>")
            .replace("</Cd></Sts>", "</Sts>")
            .replace("<Pty>", "")
            .replace("</Pty>", "");
    }
    if version == 2 {
        for amount in ["25.00", "60.00", "12.00"] {
            for direction in ["CRDT", "DBIT"] {
                let both = format!("<Amt Ccy=\"CHF\">{amount}</Amt><CdtDbtInd>{direction}</CdtDbtInd><AmtDtls>");
                file = file.replace(&both, "<AmtDtls>");
            }
        }
    }
    if message == "054" {
        let (from, to) = (file.find("<Bal>").expect("a balance"), file.rfind("</Bal>").expect("a balance") + 6);
        file.replace_range(from..to, "");
    }
    file
}

#[test]
fn all_versions_of_all_messages_say_the_same() {
    assert_eq!(version("053", 2), text("made/camt053.02.made.xml"));
    assert_eq!(version("053", 13), text("made/camt053.13.made.xml"));
    assert_eq!(version("052", 8), text("made/camt052.08.made.xml"));
    let (_, wanted) = entries(&text("made/camt053.08.made.xml"));
    for message in ["052", "053", "054"] {
        for number in 2..=14 {
            let file = version(message, number);
            let prefixed = file
                .replace("</", "</x9-:")
                .replace('<', "<x9-:")
                .replace("<x9-:/x9-:", "</x9-:")
                .replace("<x9-:?", "<?");
            let prefixed = prefixed.replace("xmlns=", "xmlns:x9-=");
            for file in [file, prefixed] {
                let (format, out) = entries(&file);
                let name: &'static str = format.into();
                assert_eq!(name, format!("camt{message}"));
                assert_eq!(out.raw.len(), 3, "{message} {number}");
                for (found, wanted) in out.raw.iter().zip(&wanted.raw) {
                    assert_eq!(found.0, wanted.0, "{message} {number}");
                    assert_eq!(texts(found), texts(wanted), "{message} {number}");
                }
            }
        }
    }
}

#[test]
fn notifications_of_one_account_are_each_counted() {
    let notification = |id: &str| {
        format!(
            "<Ntfctn><Id>{id}</Id><Acct><Id><IBAN>DE1</IBAN></Id></Acct><Ntry><Amt Ccy=\"EUR\">25.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
             <Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>2026-11-02</Dt></BookgDt></Ntry></Ntfctn>"
        )
    };
    let places = |ids: &[&str]| {
        let all: String = ids.iter().map(|id| notification(id)).collect();
        let (_, out) = entries(&format!("<Document><BkToCstmrDbtCdtNtfctn>{all}</BkToCstmrDbtCdtNtfctn></Document>"));
        out.finish().items.map(|item| item.weak_place).collect::<Vec<_>>()
    };
    assert_eq!(places(&["1", "2", "3"]), [1, 2, 3]);
    assert_eq!(places(&["1", "1", "2"]), [1, 1, 2], "the same notification twice");
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    let file = text("camt/camt053.v2.five.decimals.xml");
    let entry = |from: &str, to: &str| with(&file, from, to);
    for (file, wanted) in [
        (entry("8.850", "8.855"), "<Amt> in line 62: The amount 8.855 is finer than EUR, which has 2 decimals."),
        (entry("8.850", "8,850"), "<Amt> in line 62: This is no amount"),
        (entry("8.850", "ANNA MEIER"), "<Amt> in line 62: This is no amount"),
        (entry("8.850", "-8.85"), "<Amt> in line 62: The amount -8.85 has a sign"),
        (entry("Ccy=\"EUR\">8.850", "Ccy=\"XXX\">8.850"), "<Amt> in line 62: This amount has no currency"),
        (entry("<Amt Ccy=\"EUR\">8.850</Amt>", ""), "<Ntry> in line 61: This entry has no amount"),
        (
            entry("<CdtDbtInd>CRDT</CdtDbtInd>\n                <RvslInd>", "<RvslInd>"),
            "<Ntry> in line 61: This entry has no direction",
        ),
        (entry("<RvslInd>false", "<RvslInd>perhaps"), "<RvslInd> in line 64: This is neither"),
        (
            entry("2014-12-31</Dt>\n                </BookgDt>", "2014-02-30</Dt>\n                </BookgDt>"),
            "<BookgDt> in line 66: This is no day",
        ),
        (
            entry("2014-12-31</Dt>\n                </BookgDt>", "0001-01-01</Dt>\n                </BookgDt>"),
            "<BookgDt> in line 66: This is no day",
        ),
        (entry("<IBAN>NL26VAYB8060476890</IBAN>", ""), "<Acct> in line 31: This account has no number"),
        (
            entry("<Acct>", "<Acct2>").replacen("</Acct>", "</Acct2>", 1),
            "<Stmt> in line 25: This statement has entries and no account",
        ),
        (entry("8.850</Amt>", "8.850</Amount>"), "<Amt> in line 62: This is no well-formed XML"),
        (entry("8.850", "8.8&copy;"), "<Amt> in line 62: This refers to an entity"),
        (entry("8.850", "8.8&#0;"), "<Amt> in line 62: This refers to an entity"),
        (entry("Company Name", "Fish & Chips"), "<TxDtls> in line 78: An & begins no reference"),
        (
            entry("<Document", "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><Document"),
            "Line 2: A document type (DOCTYPE)",
        ),
        ("<html><body>Your session has ended</body></html>".into(), "File: This XML file is no statement of camt.052"),
        ("<Document><CstmrCdtTrfInitn/></Document>".into(), "File: This XML file is no statement"),
        ("<Document>".into(), "<Document> in line 1: The file ends before"),
        (String::new(), "File: This XML file is no statement"),
    ] {
        let found = refusal(&file);
        assert!(found.starts_with(wanted), "{found}\n{wanted}");
    }
}

#[test]
fn details_tell_what_was_sent_and_exchanged() {
    let file = text("made/camt053.08.made.xml");
    let amounts =
        "<Amt Ccy=\"CHF\">12.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><AmtDtls><TxAmt><Amt Ccy=\"CHF\">12.00</Amt></TxAmt>";
    let sent = |text: &str| {
        let (_, out) = entries(&with(&file, amounts, text));
        out.raw[2].0.instructed.map(|sent| format!("{sent:?}"))
    };
    assert_eq!(sent(amounts), None);
    assert_eq!(sent(&with(amounts, "<AmtDtls>", "<AmtDtls><InstdAmt><Amt Ccy=\"CHF\">12.00</Amt></InstdAmt>")), None);
    let kept = with(amounts, "<AmtDtls>", "<AmtDtls><InstdAmt><Amt Ccy=\"CHF\">15.00</Amt></InstdAmt>");
    assert_eq!(sent(&kept).as_deref(), Some("15.00 CHF"));
    let exchanged = "<AmtDtls><InstdAmt><Amt Ccy=\"USD\">14.10</Amt><CcyXchg><SrcCcy>USD</SrcCcy></CcyXchg></InstdAmt>";
    assert_eq!(sent(exchanged).as_deref(), Some("14.10 USD"));
    let of_the_entry = format!(
        "{amounts}</AmtDtls></TxDtls></NtryDtls><AmtDtls><InstdAmt><Amt Ccy=\"CHF\">13.00</Amt></InstdAmt></AmtDtls><NtryDtls><TxDtls><AmtDtls>"
    );
    let (_, out) = entries(&with(&file, amounts, &of_the_entry));
    assert_eq!(
        out.raw[2].0.instructed.map(|sent| sent.minor()),
        Some(1300),
        "two transactions are a batch, which has an amount of its own"
    );
    // A currency that isn't of ISO 4217 tells nothing here.
    assert_eq!(sent(&with(amounts, "<AmtDtls>", "<AmtDtls><InstdAmt><Amt Ccy=\"CNH\">15.00</Amt></InstdAmt>")), None);
}

#[test]
fn banks_differ() {
    let file = text("made/camt053.08.made.xml");
    let pending = |text: &str| {
        let (_, out) = entries(&with(&file, "<Sts><Cd>PDNG</Cd></Sts>", text));
        out.raw[2].0.pending
    };
    for text in [
        "<Sts>PDNG</Sts>",
        "<Sts><Cd>INFO</Cd></Sts>",
        "<Sts><Cd>FUTR</Cd></Sts>",
        "<Sts><Prtry>VORM</Prtry></Sts>",
        "<Sts/>",
    ] {
        assert!(pending(text), "{text}");
    }
    for text in ["<Sts>\n BOOK\n</Sts>", "<Sts><Cd>BOOK</Cd></Sts>", ""] {
        assert!(!pending(text), "{text}");
    }
    let day = |text: &str| {
        let (_, out) =
            entries(&with(&file, "<BookgDt><Dt>2026-11-02</Dt></BookgDt><ValDt><Dt>2026-11-02</Dt></ValDt>", text));
        out.raw[0].0.booking_date.to_string()
    };
    assert_eq!(day("<BookgDt><DtTm>2026-10-31T23:59:59.999+01:00</DtTm></BookgDt>"), "2026-10-31");
    assert_eq!(day("<BookgDt><Dt>2026-10-31+01:00</Dt></BookgDt>"), "2026-10-31");
    assert_eq!(day("<ValDt><Dt>2026-10-30</Dt></ValDt>"), "2026-10-30");
    assert_eq!(day(""), "2026-11-02", "the statement's day");
    let texts_of = |from: &str, to: &str| {
        let (_, out) = entries(&with(&file, from, to));
        let (structured, text, end_to_end, bank_ref) = texts(&out.raw[2]);
        (structured.join("|"), text.to_owned(), end_to_end.map(str::to_owned), bank_ref.map(str::to_owned))
    };
    let remittance = "<RmtInf><Ustrd>RF18 5390 07</Ustrd><Ustrd>54 7034 thanks</Ustrd></RmtInf>";
    // A line of 27 characters ends in the middle of a word; one of 26 has lost its blank.
    let cut =
        texts_of(remittance, "<RmtInf><Ustrd>Rechnung vom 2. November 20</Ustrd><Ustrd>26, danke</Ustrd></RmtInf>");
    assert_eq!(cut.1, "Rechnung vom 2. November 2026, danke");
    let whole = texts_of(
        remittance,
        "<RmtInf><Ustrd>Rechnung vom 2. Novembers </Ustrd><Ustrd>&lt;26&gt; &amp; <![CDATA[<danke>]]></Ustrd></RmtInf>",
    );
    assert_eq!(whole.1, "Rechnung vom 2. Novembers  <26> & <danke>");
    let isr = "<RmtInf><Strd><RfrdDocInf><Nb>R-2026-17</Nb></RfrdDocInf><CdtrRefInf><Tp><CdOrPrtry><Prtry>ISR Reference</Prtry></CdOrPrtry></Tp><Ref> 21 00000 </Ref></CdtrRefInf><AddtlRmtInf>for &#x41;&#110;</AddtlRmtInf></Strd></RmtInf><AddtlTxInf>more</AddtlTxInf>";
    let isr = texts_of(remittance, isr);
    assert_eq!((isr.0.as_str(), isr.1.as_str()), ("R-2026-17|21 00000", "for An\nmore"));
    // Wise writes all of it where banks write their own words.
    let wise = texts_of(
        "</NtryDtls></Ntry></Stmt>",
        "</NtryDtls><AddtlNtryInf>Received money with reference RF18</AddtlNtryInf></Ntry></Stmt>",
    );
    assert_eq!(wise.1, "RF18 5390 07 54 7034 thanks\nReceived money with reference RF18");
    let only_below = with(&file, "<AcctSvcrRef>ASR3</AcctSvcrRef>", "<AcctSvcrRef>NONREF</AcctSvcrRef>");
    let (_, out) = entries(&with(
        &only_below,
        "<EndToEndId>NOTPROVIDED</EndToEndId></Refs><Amt Ccy=\"CHF\">12.00",
        "<AcctSvcrRef>T3</AcctSvcrRef><EndToEndId>E2E</EndToEndId></Refs><Amt Ccy=\"CHF\">12.00",
    ));
    assert_eq!(texts(&out.raw[2]), (vec![], "RF18 5390 07 54 7034 thanks", Some("E2E"), Some("T3")));
    // An envelope around the document, a byte order mark and blanks before it.
    let (head, body) = file.split_at(file.find("<Document").expect("a root"));
    let wrapped = format!(
        "\u{feff}{}<e:DataPDU xmlns:e=\"urn:swift\"><AppHdr><Fr>X</Fr></AppHdr>{body}</e:DataPDU>",
        head.trim()
    );
    assert_eq!(entries(&wrapped).1.raw.len(), 3);
    assert_eq!(entries(&format!("\r\n {body}{body}")).1.raw.len(), 6, "two documents in a file");
}

#[test]
fn any_encoding_says_the_same() {
    let file = with(&text("made/camt053.02.made.xml"), "54 7034 thanks", "54 7034 für Zoë");
    let file = &file[file.find("<Document").expect("a root")..];
    let latin = |text: &str| text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin")).collect::<Vec<u8>>();
    let declared = |name: &str| format!("<?xml version=\"1.0\" encoding=\"{name}\"?>{file}");
    let wide = |name: &str, turn: fn(u16) -> [u8; 2]| declared(name).encode_utf16().flat_map(turn).collect::<Vec<u8>>();
    for bytes in [
        declared("UTF-8").into_bytes(),
        declared("ISO-8859-1").into_bytes(),
        latin(&declared("UTF-8")),
        latin(&declared("iso-8859-1")),
        latin(&declared("Windows-1252")),
        latin(file),
        wide("UTF-16", u16::to_le_bytes),
        wide("UTF-16", u16::to_be_bytes),
        wide("UTF-8", u16::to_le_bytes),
        [b"\xef\xbb\xbf".as_slice(), declared("ISO-8859-1").as_bytes()].concat(),
    ] {
        assert!(sniffs(&bytes[..200]));
        let (_, out) = read_bytes(&bytes).expect("a statement");
        assert_eq!(texts(&out.raw[2]).1, "RF18 5390 07 54 7034 für Zoë");
    }
}

#[test]
fn batches_balances_and_warnings() {
    let found = |name: &str| {
        let statement = read_bytes(&sample(name)).expect(name).1.finish();
        let amounts: Vec<i64> = statement.items.map(|item| item.amount).collect();
        let warnings: Vec<String> = statement.warnings.iter().map(|warning| warning.at.to_string()).collect();
        (amounts, statement.pending, warnings.join(", "))
    };
    // 125.00 is 100.00 + 25.00 + 60.00 − 60.00: the details stand for their batch, and what is pending isn't counted.
    for version in
        ["made/camt053.02.made.xml", "made/camt053.08.made.xml", "made/camt053.13.made.xml", "made/camt052.08.made.xml"]
    {
        assert_eq!(found(version), (vec![2500, 6000, -6000], 1, String::new()), "{version}");
    }
    assert_eq!(
        found("camt/camt053.v2.five.decimals.xml"),
        (vec![885], 0, "<Bal> in line 49".into()),
        "18.15 and 8.85 are not 27.05"
    );
    assert_eq!(found("camt/camt053.v2.multi.statement.xml"), (vec![885, -700], 0, String::new()), "27.00, then 20.00");
    // A closing balance in kronor, below zero.
    assert_eq!(found("camt/camt053.v2.minimal.xml"), (vec![885], 0, "<Bal> in line 54".into()));
    // The same, and a detail of 0 kronor in an entry of 8.85 euros.
    assert_eq!(found("camt/camt053.v4.xml"), (vec![885], 0, "<Ntry> in line 110, <Bal> in line 74".into()));
    // 200000 kronor, of which the details are 9.50 francs in the other direction.
    assert_eq!(found("camt/camt054.v8.xml"), (vec![-20_000_000], 0, "<Ntry> in line 63".into()));
}
