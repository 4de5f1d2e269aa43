//! The bytes of exports, whatever the order, the period and the currency, against a writer of the test's own that knows no chunks; and what a
//! terminal shows meanwhile.

use std::process::{Command, Stdio};

use chit::actions::books::export::ExportDraft;
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::clock::Timestamp;
use chit::domain::id::{MovementId, PaymentId, StatementId};
use chit::domain::ledger::{LedgerEntry, MovementKind};
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payee::Payee;
use chit::domain::zone::Zone;
use chrono::{SecondsFormat, TimeDelta};
use libtest_mimic::Trial;
use serde_json::json;

use crate::house::store::{arrive, column, context, export, fill, payee};
use crate::support::{App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![every_export_has_the_bytes_of_its_lines, a_terminal_shows_how_far_an_export_is]
}

const HEAD: &str = "movement_id,request_code,payment_id,type,reference,rf,created_at_utc,settled_at_utc,settled_at_local,zone,\
    booking_date,currency,gross,fee,net,status,rail,evidence,evidence_ref,memo,reverses_id,batch_id,seq,provider_ref,\
    accounting_date,statement_id,belongs_to,tip\r\n";

/// The line of an entry as it was written before exports were read in lean rows: by `chrono`'s and `rust_decimal`'s own formats.
fn line(entry: &LedgerEntry, memo: &str, zone: Zone) -> String {
    let m = &entry.movement;
    let money = |minor: i64| {
        let exponent = u32::from(m.currency.exponent());
        rust_decimal::Decimal::new(minor, exponent).to_string()
    };
    let utc = |at: Timestamp| at.to_rfc3339_opts(SecondsFormat::Micros, true);
    let quoted = |text: &str| {
        if text.contains([',', '"', '\r', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.to_owned()
        }
    };
    let moved = m.booking_date.map_or(m.settled_at, |day| zone.noon(day));
    let (kind, status) = match m.kind {
        MovementKind::Settlement => ("settlement", "settled"),
        MovementKind::Refund => ("refund", "refunded"),
        MovementKind::Correction => ("correction", "corrected"),
    };
    let cells = [
        m.id.to_string(),
        m.request_code.to_string(),
        m.payment_id.to_string(),
        kind.to_owned(),
        m.reference.as_ref().map(ToString::to_string).unwrap_or_default(),
        m.rf.as_str().to_owned(),
        utc(m.created_at),
        utc(m.settled_at),
        zone.local(moved).format("%Y-%m-%dT%H:%M:%S%:z").to_string(),
        zone.name().to_owned(),
        m.booking_date.map(|day| day.format("%Y-%m-%d").to_string()).unwrap_or_default(),
        m.currency.code().to_owned(),
        money(m.gross),
        m.fee.map(money).unwrap_or_default(),
        m.fee.map(|fee| money(m.gross - fee)).unwrap_or_default(),
        status.to_owned(),
        m.rail.clone(),
        m.evidence.as_str().to_owned(),
        // A text that a spreadsheet would take for a formula.
        m.evidence_ref
            .as_ref()
            .map(|text| if text.starts_with('=') { format!("'{text}") } else { text.clone() })
            .unwrap_or_default(),
        memo.to_owned(),
        m.reverses_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        String::new(),
        entry.seq.to_string(),
        String::new(),
        entry.day.accounting_date.format("%Y-%m-%d").to_string(),
        m.statement_id.as_ref().map(ToString::to_string).unwrap_or_default(),
        String::new(),
        money(m.tip),
    ];
    cells.map(|cell| quoted(&cell)).join(",") + "\r\n"
}

/// More lines than two chunks: of currencies with 0, 2 and 3 decimals, of every kind, with and without a day.
async fn ledger(ctx: &Context, anna: &Payee) -> Vec<LedgerEntry> {
    let movements =
        fill(ctx, anna, 2100, |n| (n % 7 == 0).then(|| chrono::NaiveDate::default() + TimeDelta::days(20_717 + n % 5)))
            .await;
    let bahrain = Currency::parse("BHD").expect("a currency");
    let write = ctx.store.write(move |mut tx| {
        Box::pin(async move {
            for (n, earlier) in (0..60).zip(&movements) {
                let mut movement = earlier.clone();
                movement.id = MovementId::draw(&Chance::secure());
                movement.kind = [MovementKind::Refund, MovementKind::Correction, MovementKind::Settlement][n % 3];
                movement.evidence_ref = Some(["=1+1", "a, \"b\"", "plain"][n % 3].to_owned());
                movement.reverses_id = (n % 3 == 1).then(|| earlier.id.clone());
                movement.tip = if n % 5 == 0 { movement.gross % 7 } else { 0 };
                movement.statement_id = (n % 4 == 0).then(|| StatementId::draw(&Chance::secure()));
                movement.fee = (n % 5 > 0).then_some(5);
                if n % 3 == 2 {
                    movement.currency = bahrain;
                    movement.payment_id = PaymentId::draw(&Chance::secure());
                    arrive(&mut tx, movement).await?;
                } else {
                    movement.gross = if n % 3 == 0 { -earlier.gross } else { earlier.gross };
                    tx.append(movement).await?;
                }
            }
            Ok::<_, Error>(())
        })
    });
    write.await.expect("stored");
    let mut lines = Vec::new();
    loop {
        let chunk = ctx.store.ledger_after(&anna.id, i64::try_from(lines.len()).expect("few")).await.expect("lines");
        if chunk.is_empty() {
            return lines;
        }
        lines.extend(chunk);
    }
}

async fn every_export_has_the_bytes_of_its_lines(mut app: App) {
    let ctx = context(&mut app).await;
    let anna = payee(&ctx, "anna").await;
    let lines = ledger(&ctx, &anna).await;
    assert_eq!((lines.len(), Money::new(1, lines[2159].movement.currency).to_decimal().as_str()), (2160, "0.001"));
    // The memo belongs to the request, and says the currency that the request asked in.
    let memos = app.db().texts("select code || ' ' || memo from requests").await;
    let memo = |entry: &LedgerEntry| {
        let of = |memo: &String| memo.strip_prefix(&format!("{} ", entry.movement.request_code)).map(ToOwned::to_owned);
        memos.iter().find_map(of).expect("a memo")
    };
    let middle = lines[1000].movement.settled_at;
    let text = |at: Timestamp| at.to_rfc3339_opts(SecondsFormat::Micros, true);
    for zone in ["UTC", "America/St_Johns", "Pacific/Kiritimati"] {
        for currency in [None, Some("JPY"), Some("BHD"), Some("CHF")] {
            for (by, from, to) in [
                ("accounting", None, None),
                ("created", None, None),
                ("created", Some(lines[500].movement.created_at), Some(lines[1700].movement.created_at)),
                ("settled", None, None),
                ("settled", Some(middle - TimeDelta::seconds(60)), Some(middle + TimeDelta::seconds(30))),
                ("after", None, None),
            ] {
                let (by_number, named) = (by == "after", Some(by.to_owned()).filter(|by| by != "after"));
                let draft = ExportDraft {
                    from: from.map(text),
                    to: to.map(text),
                    zone: Some(zone.to_owned()),
                    currency: currency.map(ToOwned::to_owned),
                    by: named,
                    after: by_number.then(|| "1100".to_owned()),
                    format: None,
                };
                let zone = Zone::parse(zone).expect("a zone");
                let time = |entry: &LedgerEntry| match by {
                    "accounting" => Zone::UTC.noon(entry.day.accounting_date),
                    "settled" => entry.movement.booking_date.map_or(entry.movement.settled_at, |day| zone.noon(day)),
                    _ => entry.movement.created_at,
                };
                let mut expected: Vec<_> = lines
                    .iter()
                    .filter(|e| currency.is_none_or(|code| e.movement.currency.code() == code))
                    .filter(|e| from.is_none_or(|from| time(e) >= from) && to.is_none_or(|to| time(e) < to))
                    .filter(|e| !by_number || e.seq > 1100)
                    .collect();
                if !by_number {
                    expected.sort_by_key(|e| (time(e), e.seq));
                }
                let expected: String = expected.into_iter().map(|e| line(e, &memo(e), zone)).collect();
                let (file, _) = export(&ctx, &anna, &draft).await;
                let file = String::from_utf8(file).expect("UTF-8");
                let same = file.strip_prefix(HEAD).is_some_and(|found| found == expected);
                let differs = file.lines().zip(format!("{HEAD}{expected}").lines()).position(|(a, b)| a != b);
                assert!(same, "{draft:?}: line {differs:?}, {} of {} bytes", file.len(), HEAD.len() + expected.len());
            }
        }
    }
    ctx.store.close().await;
}

/// Runs a command of the program on a terminal of its own, through a shell; answers what the terminal showed.
fn on_terminal(app: &App, line: &str) -> String {
    let prepared = app.command_for(&[]);
    let mut command = Command::new("script");
    let settings = prepared.get_envs().filter_map(|(name, value)| Some((name, value?)));
    command
        .env_clear()
        .env("PATH", std::env::var_os("PATH").expect("a path"))
        .env("SHELL", "/bin/sh")
        .env("TERM", "xterm")
        .envs(settings);
    command.current_dir(prepared.get_current_dir().expect("a place")).stdin(Stdio::null());
    let line = format!("'{}' {line}", prepared.get_program().to_str().expect("text"));
    let shown = command.args(["-qec", &line, "/dev/null"]).output().expect("script of util-linux");
    let text = String::from_utf8_lossy(&shown.stdout).into_owned();
    assert!(shown.status.success(), "{line}: {text}");
    text
}

/// The progress of an export is for people who look on, and never part of a file.
async fn a_terminal_shows_how_far_an_export_is(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({})).await;
    for amount in ["1.00", "2.00", "3.00"] {
        api.post(&format!("requests/{code}/payments"), &json!({"amount": amount})).await.status(201);
    }
    let from = "--from 2020-01-01 --payee anna";
    let written = || std::fs::read(app.dir().join("out.csv")).expect("a file");
    let whole = app.cli_ok(&["export", "--from", "2020-01-01", "--payee", "anna"]).into_bytes();
    for (line, bar) in [
        (format!("export {from} --out out.csv"), "3 of 3 lines"),
        (format!("export {from} > out.csv"), "3 of 3 lines"),
        // In another order nothing but reading tells how many lines there are.
        (format!("export {from} --by settled --out out.csv"), "3 lines"),
        ("export --since-last --payee anna --out out.csv".to_owned(), "3 of 3 lines"),
    ] {
        let shown = on_terminal(&app, &line);
        has(&shown, &[bar]);
        has_not(&shown, &["seq", &code]);
        assert_eq!(column(&written(), "gross"), ["1.00", "2.00", "3.00"], "{line}");
        if !line.contains("--since") && !line.contains("--by") {
            assert!(written() == whole, "{line}");
        }
    }
    // A terminal that shows the file itself has no bar in it, and neither has a pipe.
    let shown = on_terminal(&app, &format!("export {from}"));
    has(&shown, &["movement_id", &code]);
    has_not(&shown, &["3 of 3 lines", "3 lines"]);
    let piped = app.cli(&["export", "--from", "2020-01-01", "--payee", "anna", "--out", "out.csv"]);
    assert!(piped.status.success());
    has_not(&String::from_utf8_lossy(&piped.stderr), &["3 of 3", "\u{1b}", "█"]);
    assert!(written() == whole);
    let silent = on_terminal(&app, &format!("export {from} 2> told.txt > out.csv"));
    assert_eq!(silent, "");
    has_not(&std::fs::read_to_string(app.dir().join("told.txt")).expect("a file"), &["3 of 3", "\u{1b}"]);
}
