use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::accounting::statement::samples::{mutated, mutations};
use crate::accounting::statement::{EntryFacts, Remittance};

const N26: &str = include_str!("../../../../tests/data/statements/csv/n26.csv");
const PAYPAL: &str = include_str!("../../../../tests/data/statements/csv/paypal.csv");
const REVOLUT: &str = include_str!("../../../../tests/data/statements/csv/revolut.csv");

type Entries = Vec<(EntryFacts, Remittance)>;

fn read_with(
    text: impl AsRef<[u8]>,
    mapping: &CsvMapping,
    currency: Option<Currency>,
) -> Result<Entries, StatementError> {
    let mut out = Collector::default();
    read(&mut text.as_ref(), mapping, currency, &mut out).map(|_| out.raw)
}

fn entries(text: &str) -> Entries {
    assert!(sniffs(text.as_bytes()), "it is recognized: {text}");
    read_with(text, &CsvMapping::default(), None).expect(text)
}

/// Day, amount, currency and state of each entry.
fn facts(text: &str) -> Vec<(String, i64, &'static str, bool)> {
    entries(text)
        .iter()
        .map(|(facts, _)| (facts.booking_date.to_string(), facts.amount, facts.currency.code(), facts.pending))
        .collect()
}

fn refused(text: &str) -> String {
    read_with(text, &CsvMapping::default(), Some(Currency::EUR)).expect_err(text).to_string()
}

fn mapping(json: &str) -> CsvMapping {
    serde_json::from_str(json).expect("a mapping")
}

#[test]
fn samples_are_read_whole() {
    let found = entries(N26);
    let amounts: Vec<_> = found.iter().map(|(facts, _)| (facts.amount, facts.currency)).collect();
    assert_eq!(amounts, [(2500, Currency::EUR), (-1290, Currency::EUR), (125_050, Currency::EUR)]);
    assert_eq!(found[0].1.text, "RF18 5390 0754 7034 thank you");
    assert_eq!(found[2].1.text, "two loaves \"rye\", and a cake");
    assert_eq!(found[2].0.value_date, NaiveDate::from_ymd_opt(2026, 11, 5));
    assert_eq!(found[2].0.at, Position::Line(4));
    let found = facts(REVOLUT);
    let expected = [
        ("2026-11-01", 2500, "EUR", false),
        ("2026-11-03", -420, "EUR", false),
        ("2026-11-04", 9900, "EUR", true),
        ("2026-11-05", 6000, "GBP", false),
    ];
    assert_eq!(
        found.iter().map(|(day, minor, code, pending)| (day.as_str(), *minor, *code, *pending)).collect::<Vec<_>>(),
        expected
    );
    assert_eq!(entries(REVOLUT)[3].1.text, "From Example Payer Three RF451234512345");
    let found: Vec<_> = entries(PAYPAL).iter().map(|(facts, _)| (facts.amount, facts.fee)).collect();
    assert_eq!(found, [(102_500, Some(2607)), (2500, Some(98)), (-2500, None), (-90_000, None)]);
}

#[test]
fn tables_of_banks_are_read_without_questions() {
    let day = "2026-11-02";
    for (bank, table, amounts, currency) in [
        (
            "Sparkasse",
            "\"Auftragskonto\";\"Buchungstag\";\"Valutadatum\";\"Buchungstext\";\"Verwendungszweck\";\"Beguenstigter/Zahlungspflichtiger\";\"Kontonummer\";\"BLZ\";\"Betrag\";\"Waehrung\";\"Info\"\n\
            \"DE12\";\"02.11.26\";\"02.11.26\";\"GUTSCHRIFT\";\"RF18\";\"NAME\";\"1\";\"2\";\"1.025,00\";\"EUR\";\"Umsatz gebucht\"\n\
            \"DE12\";\"02.11.26\";\"\";\"x\";\"y\";\"NAME\";\"\";\"\";\"-5,00\";\"EUR\";\"Umsatz vorgemerkt\"\n",
            vec![102_500, -500],
            "EUR",
        ),
        (
            "DKB",
            "\"Girokonto\";\"DE02120300000000202051\"\n\"\"\n\"Kontostand vom 30.11.2026:\";\"1.234,56 €\"\n\"\"\n\
            \"Buchungsdatum\";\"Wertstellung\";\"Status\";\"Zahlungspflichtige*r\";\"Zahlungsempfänger*in\";\"Verwendungszweck\";\"Umsatztyp\";\"IBAN\";\"Betrag (€)\";\"Gläubiger-ID\";\"Mandatsreferenz\";\"Kundenreferenz\"\n\
            \"02.11.26\";\"02.11.26\";\"Gebucht\";\"A\";\"B\";\"Z\";\"Eingang\";\"DE\";\"1.234\";\"\";\"\";\"K1\"\n\
            \"02.11.26\";\"\";\"Vorgemerkt\";\"A\";\"B\";\"Z\";\"Ausgang\";\"DE\";\"-0,5\";\"\";\"\";\"\"\n",
            vec![123_400, -50],
            "EUR",
        ),
        (
            "ING DE",
            "Umsatzanzeige;Datei erstellt am: 01.12.2026 10:00\n;\nIBAN;DE12 5001 0517 0000 0000 00\nSaldo;1.234,56;EUR\n\nBuchung;Wertstellungsdatum;Auftraggeber/Empfänger;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung\n\
            02.11.2026;03.11.2026;NAME;Gutschrift;RF18;1.234,56;EUR;25,00;CHF\n",
            vec![2500],
            "CHF",
        ),
        (
            "Commerzbank",
            "\u{FEFF}Buchungstag;Wertstellung;Umsatzart;Buchungstext;Betrag;Währung;IBAN Kontoinhaber;Kategorie\n02.11.2026;02.11.2026;Gutschrift;x;25,00;EUR;DE;\n",
            vec![2500],
            "EUR",
        ),
        (
            "ING NL",
            "\"Datum\",\"Naam / Omschrijving\",\"Rekening\",\"Tegenrekening\",\"Code\",\"Af Bij\",\"Bedrag (EUR)\",\"Mutatiesoort\",\"Mededelingen\"\n\
            \"20261102\",\"N\",\"NL20INGB0001234567\",\"NL\",\"GT\",\"Bij\",\"1250,00\",\"Online\",\"m\"\n\"20261102\",\"N\",\"NL20INGB0001234567\",\"\",\"BA\",\"Af\",\"12,50\",\"Betaal\",\"m\"\n",
            vec![125_000, -1250],
            "EUR",
        ),
        (
            "Rabobank",
            "\"IBAN/BBAN\",\"Munt\",\"BIC\",\"Volgnr\",\"Datum\",\"Rentedatum\",\"Bedrag\",\"Saldo na trn\",\"Naam tegenpartij\",\"Betalingskenmerk\",\"Omschrijving-1\",\"Omschrijving-2\",\"Omschrijving-3\"\n\
            \"NL44RABO0123456789\",\"EUR\",\"RABONL2U\",\"000000000000007213\",\"2026-11-02\",\"2026-11-02\",\"+1149,50\",\"+1,00\",\"N\",\"1234567890123456\",\"a\",\"b\",\" \"\n",
            vec![114_950],
            "EUR",
        ),
        (
            "Wise",
            "\"TransferWise ID\",Date,Amount,Currency,Description,\"Payment Reference\",\"Running Balance\"\nTRANSFER-1,02-11-2026,60.00,GBP,\"Received money\",RF18,1.00\n",
            vec![6000],
            "GBP",
        ),
        (
            "PayPal",
            "\"Date\",\"Time\",\"TimeZone\",\"Name\",\"Type\",\"Status\",\"Currency\",\"Gross\",\"Fee\",\"Net\",\"From Email Address\",\"Transaction ID\",\"Subject\",\"Balance Impact\"\n\
            \"02.11.2026\",\"10:00\",\"CET\",\"N\",\"Express Checkout Payment\",\"Completed\",\"EUR\",\"1.025,00\",\"-1,23\",\"1.023,77\",\"m\",\"9AB\",\"s\",\"Credit\"\n\
            \"02.11.2026\",\"10:00\",\"CET\",\"N\",\"Account Hold for Open Authorization\",\"Completed\",\"EUR\",\"-5,00\",\"0\",\"-5,00\",\"\",\"9AC\",\"\",\"Debit\"\n\
            \"02.11.2026\",\"10:00\",\"CET\",\"N\",\"Order\",\"Completed\",\"EUR\",\"-5,00\",\"0\",\"-5,00\",\"\",\"9AD\",\"\",\"Memo\"\n\
            \"02.11.2026\",\"10:00\",\"CET\",\"N\",\"Payment\",\"Denied\",\"EUR\",\"7,00\",\"0\",\"7,00\",\"\",\"9AE\",\"\",\"Credit\"\n\
            \"02.11.2026\",\"10:00\",\"CET\",\"N\",\"Payment\",\"Pending\",\"EUR\",\"8,00\",\"0\",\"8,00\",\"\",\"9AF\",\"\",\"Credit\"\n",
            vec![102_500, 800],
            "EUR",
        ),
        (
            "Stripe",
            "automatic_payout_id,automatic_payout_effective_at_utc,balance_transaction_id,created_utc,available_on_utc,currency,gross,fee,net,reporting_category,source_id,description\n\
            po_1,2026-11-05 00:00:00,txn_1,2026-11-02 10:00:00,2026-11-04 00:00:00,eur,25.00,0.58,24.42,charge,ch_1,RF18\n",
            vec![2500],
            "EUR",
        ),
        (
            "Monzo",
            "Transaction ID,Date,Time,Type,Name,Emoji,Category,Amount,Currency,Local amount,Local currency,Notes and #tags,Address,Receipt,Description,Category split,Money Out,Money In\n\
            tx_1,02/11/2026,10:00:00,Faster payment,N,,Income,25.00,GBP,30.00,USD,,,,RF18,,,25.00\n",
            vec![2500],
            "GBP",
        ),
        (
            "Starling",
            "Date,Counter Party,Reference,Type,Amount (GBP),Balance (GBP),Spending Category,Notes\n02/11/2026,N,RF18,FASTER PAYMENT,-25.00,1.00,X,\n",
            vec![-2500],
            "GBP",
        ),
        (
            "Chase",
            "Details,Posting Date,Description,Amount,Type,Balance,Check or Slip #\nCREDIT,11/02/2026,\"ACH\",25.00,ACH_CREDIT,1.00,,\nDEBIT,11/02/2026,\"X\",-5.00,ACH_DEBIT,1.00,,\n",
            vec![2500, -500],
            "USD",
        ),
        (
            "Nordea",
            "Bokföringsdag;Belopp;Avsändare;Mottagare;Namn;Rubrik;Saldo;Valuta\nReserverat;-100,00;;;;KORT;;SEK\n2026/11/02;1 250,00;;;;RF18;1,00;SEK\n",
            vec![125_000],
            "SEK",
        ),
        (
            "UBS",
            "Kontonummer:;0234 00123456.01;\nIBAN:;CH62 0023 4234 0012 3456 0;\nVon:;2026-11-01;\nBis:;2026-11-30;\nAnfangssaldo:;1000.00;\nSchlusssaldo:;1200.00;\nBewertet in:;CHF;\nAnzahl Transaktionen in diesem Zeitraum:;2;\n\n\
            Abschlussdatum;Abschlusszeit;Buchungsdatum;Valutadatum;Währung;Belastung;Gutschrift;Einzelbetrag;Saldo;Transaktions-Nr.;Beschreibung1;Beschreibung2;Beschreibung3;Fussnoten;\n\
            2026-11-02;;2026-11-02;2026-11-02;CHF;-1'250.00;;;1000.00;9930;x;y;z;;\n2026-11-02;;2026-11-02;2026-11-02;CHF;;;-1000.00;;9930;part;;;;\n2026-11-02;;2026-11-02;2026-11-02;CHF;;200.00;;1200.00;9931;x;;;;\n",
            vec![-125_000, 20_000],
            "CHF",
        ),
        (
            "Volksbank",
            "Buchungstag;Valuta;Vorgang/Verwendungszweck;Währung;Umsatz; \n02.11.2026;02.11.2026;x;EUR;12,50;S\n02.11.2026;02.11.2026;x;EUR;7,00;H\n;;Anfangssaldo;EUR;1,00;H\n",
            vec![-1250, 700],
            "EUR",
        ),
    ] {
        let found = read_with(table, &CsvMapping::default(), Currency::parse("USD").ok()).expect(bank);
        assert!(sniffs(table.as_bytes()), "{bank}");
        assert_eq!(found.iter().map(|(facts, _)| facts.amount).collect::<Vec<_>>(), amounts, "{bank}");
        for (facts, remittance) in &found {
            assert_eq!((facts.booking_date.to_string().as_str(), facts.currency.code()), (day, currency), "{bank}");
            assert!(!remittance.text.contains("NAME"), "{bank}");
        }
        let pending: Vec<_> = found.iter().filter(|(facts, _)| facts.pending).map(|(facts, _)| facts.amount).collect();
        let expected: &[i64] = match bank {
            "Sparkasse" => &[-500],
            "DKB" => &[-50],
            "PayPal" => &[800],
            _ => &[],
        };
        assert_eq!(pending, expected, "{bank}");
    }
}

#[test]
fn what_is_in_doubt_is_asked_and_answered() {
    let table = "Date;Amount;Text\n02/03/2026;1.234;a\n";
    let error = refused(table);
    assert!(
        error.starts_with("Line 1: ") && error.contains("`date_order`") && error.contains("`decimal_mark`"),
        "{error}"
    );
    let answers = mapping(r#"{"date_order":"dmy","decimal_mark":","}"#);
    let found = read_with(table, &answers, Some(Currency::EUR)).expect("answered");
    assert_eq!((found[0].0.amount, found[0].0.booking_date.to_string().as_str()), (123_400, "2026-03-02"));
    let answers = mapping(r#"{"date_order":"mdy","decimal_mark":"."}"#);
    let error = read_with(table, &answers, Some(Currency::EUR)).expect_err("too fine").to_string();
    assert!(error.starts_with("Line 2: ") && error.contains("finer than EUR"), "{error}");
    assert!(
        read_with("Date;Amount\n2026-03-02;5\n", &CsvMapping::default(), None)
            .expect_err("asked")
            .to_string()
            .contains("`currency`")
    );
    // Another row of the column is enough.
    let found =
        read_with("Date;Amount\n02/03/2026;1.234\n13/03/2026;5,00\n", &CsvMapping::default(), Some(Currency::EUR))
            .expect("concluded");
    assert_eq!((found[0].0.amount, found[0].0.booking_date.to_string().as_str()), (123_400, "2026-03-02"));
    assert!(refused("Date;Amount\n13/03/2026;5\n03/13/2026;5\n").contains("`date_order`"));
    assert!(refused("Date;Amount\n2026-03-13;5,00\n2026-03-13;5.00\n").contains("`decimal_mark`"));
}

#[test]
fn a_table_without_known_headings_is_read_by_a_mapping() {
    let text = "Reisekasse\n\nWann|Wieviel|Wofür\n2026-11-02|25,00|RF18\n";
    assert!(!sniffs(text.as_bytes()));
    let named = mapping(r#"{"delimiter":"|","date":"wann","amount":"Wieviel","text":["Wofür"]}"#);
    let found = read_with(text, &named, Some(Currency::EUR)).expect("a table");
    assert_eq!((found[0].0.amount, found[0].1.text.as_str()), (2500, "RF18"));
    let numbered = mapping(r#"{"delimiter":"|","header_line":0,"date":1,"amount":2,"text":[3],"currency":"CHF"}"#);
    let found = read_with(text, &numbered, None).expect("a table");
    assert_eq!((found.len(), found[0].0.amount, found[0].0.currency.code()), (1, 2500, "CHF"));
    let wrong = mapping(r#"{"delimiter":"|","header_line":3,"date":"Datum","amount":2}"#);
    assert!(read_with(text, &wrong, None).expect_err("no column").to_string().contains("`date` names a column"));
}

#[test]
fn rows_that_cannot_be_right_are_refused_with_their_line() {
    let head = "Date;Amount;Currency;Text\n2026-11-01;1.00;EUR;x\n";
    for (row, wanted) in [
        ("2026-11-31;5.00;EUR;x\n", "Line 3: The date is no day"),
        ("2026-11-02;SECRET;EUR;x\n", "Line 3: The amount in column 2 is not a number."),
        (";5.00;EUR;x\n", "Line 3: The row has an amount, but no date."),
        ("2026-11-02\n", "Line 3: The row ends before its amount"),
        ("2026-11-02;5.00;EUR", "Line 3: The file ends in the middle of this row"),
        ("2026-11-02;5.001;EUR;x\n", "Line 3: The amount 5.001 is finer than EUR"),
        ("2026-11-02;5 USD;EUR;x\n", "Line 3: The amount is in USD, but the row or the mapping says EUR."),
        ("2026-11-02;\"5.00;EUR;x\n", "Line 3: The row has a quotation mark that is never closed."),
        ("2026-11-02;5\0;EUR;x\n", "Line 3: The line has a NUL"),
    ] {
        let error = refused(&format!("{head}{row}"));
        assert!(error.starts_with(wanted), "{error}");
    }
    let kept = |rows: &str| entries(&format!("{head}{rows}")).len();
    assert_eq!(
        kept(";;;\nTotal;6.00;EUR;\n;6.00;EUR;Saldo\nCreated by a program\n"),
        1,
        "sums and notes are no entries"
    );
    assert_eq!(kept("2026-11-02;;EUR;note\n2026-11-02;5.00;ETH;x\n2026-11-02;5.00;EUR;\"a\nb\"\n"), 2);
    assert!(refused("Date;Debit;Credit\n2026-11-02;1.00;2.00\n").contains("both a debit and a credit"));
    let split =
        entries("Date;Debit;Credit;Currency\n2026-11-02;1.00;;EUR\n2026-11-02;-0.50;0.00;EUR\n2026-11-02;;2.00;EUR\n");
    assert_eq!(split.iter().map(|(facts, _)| facts.amount).collect::<Vec<_>>(), [-100, 50, 200]);
}

#[test]
fn a_preview_shows_no_texts() {
    let text = "Datum;Name;IBAN;Konto;Betrag;Währung\n02.11.2026;MUSTERMANN;DE02120300000000202051;12345678;1.025,00;EUR\n03.11.2026;X;DE;1;5,00;EUR\n";
    let preview = inspect(text.as_bytes());
    assert_eq!(preview.questions, []);
    assert_eq!(preview.headings, ["Datum", "Name", "IBAN", "Konto", "Betrag", "Währung"]);
    let shown = |cell: &str| Some(cell.to_owned());
    assert_eq!(preview.rows[0], [shown("02.11.2026"), None, None, None, shown("1.025,00"), shown("EUR")]);
    let json = serde_json::to_string(&preview.mapping).expect("JSON");
    assert_eq!(
        json,
        r#"{"delimiter":";","header_line":1,"date":1,"date_order":"dmy","amount":5,"decimal_mark":",","currency_column":6}"#
    );
    let found = read_with(text, &preview.mapping, None).expect("what was found reads the file");
    assert_eq!(found.len(), 2);
    let preview = inspect(b"Date;Amount\n02/03/2026;5\n");
    assert_eq!(preview.questions.iter().map(|question| question.field).collect::<Vec<_>>(), ["date_order", "currency"]);
    let preview = inspect(b"a;b;c\nd;e;f\n");
    assert_eq!(preview.questions.iter().map(|question| question.field).collect::<Vec<_>>(), ["date", "amount"]);
    assert_eq!(preview.rows[0], [None, None, None]);
    // Headings that nobody knows don't hide their columns, and a row that may be somebody's stays hidden.
    let preview = inspect(b"Tag;Wer;Wert\n02/03/2026;MUSTERMANN;1,50\n03/03/2026;X;5,00\n");
    assert_eq!(preview.rows[0], [None, None, None]);
    assert_eq!(preview.rows[1], [shown("02/03/2026"), None, shown("1,50")]);
}

#[test]
fn a_table_is_known_again_by_its_headings() {
    let known = signature(N26.as_bytes()).expect("a table");
    assert!(known.starts_with("booking date\nvalue date\n"), "{known}");
    let next_month = format!("{}2026-12-01,,,,,x,,5.00,,,\n", &N26[..N26.find('\n').expect("a line") + 1]);
    assert_eq!(signature(next_month.as_bytes()).as_deref(), Some(known.as_str()));
    assert_eq!(signature("Kasse\nWann;Wieviel;Text\n1;2;3\n".as_bytes()).as_deref(), Some("wann\nwieviel\ntext"));
    assert_eq!(signature(b"nothing"), None);
}

#[test]
fn a_wide_row_costs_little() {
    // With each of its cells looked for in each of the rows, this would take minutes.
    let text = format!("Date;Amount;Currency\n2026-11-02;1;EUR{}\n{}", ";".repeat(400_000), "a;\n".repeat(200_000));
    inspect(text.as_bytes());
    assert!(refused(&text).starts_with("Line 2: The row has more than 512 cells"));
}

#[test]
fn rows_of_several_accounts_are_each_counted() {
    let text = "Account;Date;Amount;Currency;Text\nDE1;2026-11-02;25.00;EUR;x\nDE2;2026-11-02;25.00;EUR;x\nDE1;2026-11-02;25.00;EUR;x\n";
    let mut out = Collector::default();
    read(&mut text.as_bytes(), &mapping(r#"{"account":"Account"}"#), None, &mut out).expect("a table");
    let places: Vec<_> = out.finish().items.map(|item| item.weak_place).collect();
    assert_eq!(places, [1, 1, 2], "two equal payments to one account, and one to another");
}

#[test]
fn a_year_has_two_digits_or_four() {
    assert_eq!(facts("Date;Amount;Currency\n02.11.26;5,00;EUR\n")[0].0, "2026-11-02");
    for date in ["0001-01-01", "0026-11-02", "02.11.0026", "9999-12-31", "1969-12-31"] {
        assert!(
            refused(&format!("Date;Amount;Currency\n2026-11-03;5.00;EUR\n{date};5.00;EUR\n")).starts_with("Line 3: "),
            "{date}"
        );
    }
}

/// A header, an entry, and one row that failed over and over, so that nothing has to be gathered.
struct Endless {
    sent: usize,
    length: usize,
}

impl Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        const HEADER: &[u8] = b"Date,Amount,Currency,State\n2026-11-01,1.00,EUR,COMPLETED\n";
        const ROW: &[u8] = b"2026-11-02,\"1,234.50\",EUR,FAILED\n";
        if self.sent >= self.length {
            return Ok(0);
        }
        let rest = HEADER.get(self.sent..).filter(|rest| !rest.is_empty());
        let rest = rest.unwrap_or_else(|| &ROW[(self.sent - HEADER.len()) % ROW.len()..]);
        let length = buffer.len().min(rest.len());
        buffer[..length].copy_from_slice(&rest[..length]);
        self.sent += length;
        Ok(length)
    }
}

#[test]
fn a_long_table_is_not_gathered() {
    let mut out = Collector::default();
    read(&mut Endless { sent: 0, length: 57 + 33 * 100_000 }, &CsvMapping::default(), None, &mut out).expect("a table");
    assert_eq!(out.raw.len(), 1);
}

proptest! {
    #![proptest_config(mutations())]

    /// Whatever is changed in a sample, reading ends, and an error says nothing of the file.
    #[test]
    fn mutated_samples_are_read_or_refused(bytes in mutated([N26, REVOLUT, PAYPAL])) {
        inspect(&bytes);
        if let Err(error) = read_with(&bytes, &CsvMapping::default(), Some(Currency::EUR)) {
            for secret in ["Example", "Payer", "DE02", "card"] {
                prop_assert!(!error.detail.contains(secret), "{}", error);
            }
        }
    }
}
