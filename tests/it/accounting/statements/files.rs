//! Files of every format: what a request's reference in one of them settles, and what real files come to.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{booking, camt, counts, entries, import, paid, request, send, today};
use crate::support::{App, both};

pub fn tests() -> Vec<Trial> {
    both![every_format_settles_what_it_names, real_files_are_read_or_refused, files_of_two_formats_book_money_once]
}

/// A file of each format with the same three bookings: a payment that names a request, one that names nothing, and one that left.
fn files(rf: impl Fn(usize) -> String) -> Vec<(&'static str, String)> {
    let day = today();
    let (y, m, d) = (&day[2..4], &day[5..7], &day[8..10]);
    let versions = [("052", 2), ("052", 8), ("053", 2), ("053", 8), ("053", 13), ("054", 2), ("054", 14)];
    let mut files: Vec<(&'static str, String)> = Vec::new();
    for (message, version) in versions {
        let index = files.len();
        let (stranger, out) = (format!("{index}.11"), format!("-{index}.90"));
        let file = camt(&[
            booking("25.00", &format!("IN-{index}"), &rf(index)),
            booking(&stranger, &format!("OTHER-{index}"), "rent"),
            booking(&out, &format!("OUT-{index}"), "rent"),
        ]);
        let (root, statement) = match message {
            "052" => ("BkToCstmrAcctRpt", "Rpt"),
            "054" => ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
            _ => ("BkToCstmrStmt", "Stmt"),
        };
        let mut file = file
            .replace("camt.053.001.08", &format!("camt.{message}.001.{version:02}"))
            .replace("BkToCstmrStmt", root)
            .replace("<Stmt>", &format!("<{statement}>"))
            .replace("</Stmt>", &format!("</{statement}>"));
        if version < 7 {
            file =
                file.replace("<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>").replace("<Pty>", "").replace("</Pty>", "");
        }
        let format = match message {
            "052" => "camt052",
            "054" => "camt054",
            _ => "camt053",
        };
        files.push((format, file));
    }
    let index = files.len();
    let rf_of_lines = rf(index);
    let (start, rest) = rf_of_lines.split_at(7);
    files.push((
        "mt940",
        format!(
            ":20:CHIT\r\n:25:51210800/1245126199\r\n:28C:1/1\r\n:60F:C{y}{m}{d}EUR100,00\r\n\
             :61:{y}{m}{d}{m}{d}CR25,00NTRFNONREF//MT-1\r\n:86:166?00GUTSCHRIFT?20EREF+NOTPROVIDED?21SVWZ+{start}?22\r\n{rest} thanks\
             ?30GENODEF1XXX?32Zq7vorname Zq7nachname\r\n\
             :61:{y}{m}{d}{m}{d}CR{index},11NTRFNONREF//MT-2\r\n:86:166?00GUTSCHRIFT?20SVWZ+rent\r\n\
             :61:{y}{m}{d}{m}{d}DR{index},90NTRFNONREF//MT-3\r\n:86:105?00LASTSCHRIFT?20SVWZ+rent\r\n\
             :62F:C{y}{m}{d}EUR124,21\r\n-\r\n"
        ),
    ));
    let index = files.len();
    let entry = |amount: &str, id: &str, memo: &str| {
        format!(
            "<STMTTRN><TRNTYPE>OTHER<DTPOSTED>{}120000<TRNAMT>{amount}<FITID>{id}<NAME>Zq7vorname Zq7nachname<MEMO>{memo}</STMTTRN>\r\n",
            day.replace('-', "")
        )
    };
    files.push((
        "ofx",
        format!(
            "OFXHEADER:100\r\nDATA:OFXSGML\r\nVERSION:102\r\nENCODING:USASCII\r\nCHARSET:1252\r\n\r\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS>\
             <CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>12 34<ACCTTYPE>CHECKING</BANKACCTFROM><BANKTRANLIST>\r\n{}{}{}</BANKTRANLIST>\
             <LEDGERBAL><BALAMT>5.00<DTASOF>20261102</LEDGERBAL></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>",
            entry("25.00", "F1", &rf(index)),
            entry(&format!("{index}.11"), "F2", "rent"),
            entry(&format!("-{index}.90"), "F3", "rent"),
        ),
    ));
    let index = files.len();
    files.push((
        "csv",
        format!(
            "\"Booking Date\",\"Value Date\",\"Partner Name\",\"Partner Iban\",Type,\"Payment Reference\",\"Account Name\",\"Amount (EUR)\",\
             \"Original Amount\",\"Original Currency\",\"Exchange Rate\"\n\
             {day},{day},\"Zq7vorname Zq7nachname\",,\"Credit Transfer\",\"{} thank you\",Main,25.00,,,\n\
             {day},{day},\"Zq7vorname Zq7nachname\",,\"Credit Transfer\",rent,Main,{index}.11,,,\n\
             {day},{day},Shop,,Presentment,\"card 1234\",Main,-{index}.90,,,\n",
            rf(index),
        ),
    ));
    let index = files.len();
    files.push((
        "csv",
        format!(
            "Umsatzanzeige;Konto 1\n\nBuchung;Wertstellungsdatum;Auftraggeber;Buchungstext;Verwendungszweck;Saldo;Währung;Betrag;Währung\n\
             {d}.{m}.20{y};{d}.{m}.20{y};Zq7nachname;Gutschrift;{};1.000,00;EUR;25,00;EUR\n\
             {d}.{m}.20{y};{d}.{m}.20{y};Zq7nachname;Gutschrift;rent;1.000,00;EUR;{index},11;EUR\n\
             {d}.{m}.20{y};{d}.{m}.20{y};Shop;Lastschrift;rent;1.000,00;EUR;-{index},90;EUR\n",
            rf(index),
        ),
    ));
    files
}

async fn every_format_settles_what_it_names(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mut made: Vec<(String, String)> = Vec::new();
    for _ in files(|_| "RF18539007547034".to_owned()) {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
        made.push((code, rf));
    }
    for (index, (format, file)) in files(|index| made[index].1.clone()).into_iter().enumerate() {
        let statement = send(&api, "", file.clone()).await.status(200).json();
        assert_eq!(
            (counts(&statement), &statement["format"]),
            ([3, 1, 0, 1, 0], &json!(format)),
            "{statement}\n{file}"
        );
        assert_eq!(statement["warnings"], json!([]), "{file}");
        assert_eq!(entries(&api, &statement).await[0]["request"], json!(made[index].0), "{file}");
        // What was named is paid, and nothing else.
        for (place, (code, _)) in made.iter().enumerate() {
            let wanted = if place <= index { ("paid", "25.00") } else { ("open", "0.00") };
            assert_eq!(paid(&api, code).await, (wanted.0.to_owned(), wanted.1.to_owned()), "{format} {place}");
        }
        let again = send(&api, "", file).await.status(200).json();
        assert_eq!(counts(&again), [3, 0, 0, 0, 3], "{again}");
    }
    app.audit();
}

/// The format of a file, how many of its entries are booked and how many aren't yet; or the place that its refusal names.
type Reading = Result<(&'static str, i64, i64), &'static str>;

/// Each file of tests/data/statements.
async fn real_files_are_read_or_refused(app: App) {
    const FILES: [(&str, Reading); 24] = [
        ("camt/camt053.v2.five.decimals.xml", Ok(("camt053", 1, 0))),
        ("camt/camt053.v2.minimal.xml", Ok(("camt053", 1, 0))),
        ("camt/camt053.v2.multi.statement.xml", Ok(("camt053", 2, 0))),
        ("camt/camt053.v4.xml", Ok(("camt053", 1, 0))),
        ("camt/camt054.v8.xml", Ok(("camt054", 1, 0))),
        ("csv/n26.csv", Ok(("csv", 3, 0))),
        ("csv/paypal.csv", Ok(("csv", 4, 0))),
        ("csv/revolut.csv", Ok(("csv", 3, 1))),
        ("made/camt052.08.made.xml", Ok(("camt052", 3, 1))),
        ("made/camt053.02.made.xml", Ok(("camt053", 3, 1))),
        ("made/camt053.08.made.xml", Ok(("camt053", 3, 1))),
        ("made/camt053.13.made.xml", Ok(("camt053", 3, 1))),
        ("made/chars.sta", Ok(("mt940", 1, 0))),
        ("made/chit.ofx", Ok(("ofx", 3, 0))),
        ("made/mt942.sta", Ok(("mt942", 0, 1))),
        ("made/panic.sta", Err("Line 5: ")),
        ("made/rc.sta", Ok(("mt940", 4, 0))),
        ("made/roll.sta", Ok(("mt940", 1, 0))),
        ("made/wrap.sta", Ok(("mt940", 1, 0))),
        ("mt940/february_30.sta", Ok(("mt940", 1, 0))),
        ("mt940/malformed_details.sta", Ok(("mt940", 1, 0))),
        ("mt940/mt940.sta", Ok(("mt940", 16, 0))),
        ("mt940/sepa_mt9401.sta", Ok(("mt940", 97, 0))),
        ("ofx/decimal_error.ofx", Err("<TRNAMT> in line ")),
    ];
    let (_, api, _) = app.seller("anna").await;
    let directory = format!("{}/tests/data/statements", env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for (name, wanted) in FILES {
        let file = std::fs::read(format!("{directory}/{name}")).expect(name);
        let answer = send(&api, "?dry_run=true", file).await;
        match wanted {
            Ok((format, booked, pending)) => {
                let told = answer.status(200).json();
                let number = |key: &str| told[key].as_i64().expect("a number");
                let found = (told["format"].as_str().expect("a format"), number("entries"), number("pending"));
                if found != (format, booked, pending) {
                    wrong.push(format!("{name}: {found:?} {}", told["warnings"]));
                }
            }
            Err(place) => {
                let problem = answer.status(400).problem();
                let error = &problem["errors"][0];
                assert_eq!((&error["field"], &error["code"]), (&json!("file"), &json!("unreadable")), "{name}");
                assert!(error["detail"].as_str().is_some_and(|detail| detail.starts_with(place)), "{name} {error}");
            }
        }
    }
    assert_eq!(wrong, [""; 0]);
    assert_eq!(api.get("statements").await.status(200).json()["data"], json!([]));
}

/// The same money in another bank's words: another account's name, no reference of the bank's.
async fn files_of_two_formats_book_money_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    let rf = request(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    assert_eq!(counts(&import(&api, &[booking("25.00", "REF-1", &rf)]).await), [1, 1, 0, 0, 0]);
    let table = format!("Date;Amount;Currency;Text\n{};25.00;EUR;{rf}\n", today());
    let statement = send(&api, "", table).await.status(200).json();
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0], "{statement}");
    let suggested: Vec<Value> = entries(&api, &statement).await;
    assert_eq!(
        suggested[0]["suggestions"],
        json!([{
            "request": code, "why": "booked_from_other_file", "detail": suggested[0]["suggestions"][0]["detail"], "payments": []
        }])
    );
    assert_eq!(paid(&api, &code).await.1, "25.00");
    app.audit();
}
