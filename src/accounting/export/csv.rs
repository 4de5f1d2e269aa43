//! CSV by RFC 4180: a comma, CRLF, quotes where they are needed. Text that a spreadsheet would take for a formula is disarmed with
//! an apostrophe; figures stay figures, negative ones too.

use std::borrow::Cow;

use super::{COLUMNS, Line};
use crate::domain::clock::Instant;
use crate::domain::money::Money;
use crate::domain::zone::Zone;
use chrono::SecondsFormat;

fn writer() -> ::csv::Writer<Vec<u8>> {
    ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(Vec::with_capacity(64 * 1024))
}

fn bytes(writer: ::csv::Writer<Vec<u8>>) -> Vec<u8> {
    // Writing to memory does not fail.
    writer.into_inner().unwrap_or_default()
}

/// The header line.
pub fn head() -> Vec<u8> {
    let mut out = writer();
    let _ = out.write_record(COLUMNS);
    bytes(out)
}

/// Some lines.
pub fn lines<'a>(lines: impl Iterator<Item = Line<'a>>, zone: Zone) -> Vec<u8> {
    let mut out = writer();
    for Line { entry, memo, provider_ref } in lines {
        let m = &entry.movement;
        let money = |minor| Money::new(minor, m.currency).to_decimal();
        let local = zone.local(m.settled_in(zone)).format("%Y-%m-%dT%H:%M:%S%:z").to_string();
        let record: [Cow<'_, str>; COLUMNS.len()] = [
            m.id.as_str().into(),
            m.request_code.as_str().into(),
            m.payment_id.as_str().into(),
            m.kind.as_str().into(),
            text(m.reference.as_ref().map(|r| r.as_str())),
            m.rf.as_str().into(),
            utc(m.created_at).into(),
            utc(m.settled_at).into(),
            local.into(),
            zone.name().into(),
            m.booking_date.map(|d| d.to_string()).unwrap_or_default().into(),
            m.currency.code().into(),
            money(m.gross).into(),
            // Not known is not 0.00.
            m.fee.map(money).unwrap_or_default().into(),
            m.net().map(money).unwrap_or_default().into(),
            m.kind.status().into(),
            text(Some(&m.rail)),
            m.evidence.as_str().into(),
            text(m.evidence_ref.as_deref()),
            text(memo),
            m.reverses_id.as_ref().map(|id| id.as_str()).unwrap_or_default().into(),
            text(m.batch_id.as_deref()),
            entry.seq.to_string().into(),
            text(provider_ref),
        ];
        let _ = out.write_record(record.iter().map(|cell| cell.as_bytes()));
    }
    bytes(out)
}

fn utc(at: Instant) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// A text cell that no spreadsheet runs.
fn text(cell: Option<&str>) -> Cow<'_, str> {
    let cell = cell.unwrap_or_default();
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => format!("'{cell}").into(),
        _ => cell.into(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::code::RequestCode;
    use crate::domain::currency::Currency;
    use crate::domain::id::{MovementId, PayeeId, PaymentId};
    use crate::domain::ledger::{ChainHash, LedgerEntry, Movement, MovementKind};
    use crate::domain::payment::Evidence;
    use crate::domain::reference::RfReference;

    fn entry(gross: i64) -> LedgerEntry {
        let chance = Chance::secure();
        let at = chrono::DateTime::from_timestamp(1_774_746_000, 5000).expect("in range");
        let movement = Movement {
            id: MovementId::draw(&chance),
            payee_id: PayeeId::draw(&chance),
            kind: if gross < 0 { MovementKind::Refund } else { MovementKind::Settlement },
            request_code: RequestCode::draw(&chance),
            payment_id: PaymentId::draw(&chance),
            reference: None,
            rf: RfReference::draw(&chance),
            currency: Currency::EUR,
            gross,
            fee: Some(0),
            rail: "demo".into(),
            evidence: Evidence::Webhook,
            evidence_ref: Some("=cmd".into()),
            booking_date: None,
            created_at: at,
            settled_at: at,
            reverses_id: None,
            batch_id: None,
        };
        movement.chained(7, ChainHash::genesis())
    }

    fn read(bytes: &[u8]) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
        reader.records().map(|r| r.expect("a record").iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_line_is_complete() {
        let (entry, zone) = (entry(-1250), Zone::parse("Europe/Berlin").expect("a zone"));
        let reference = Some("210000000003139471430009017");
        let line = Line { entry: &entry, memo: Some("a \"b\", c"), provider_ref: reference };
        let out = lines([line].into_iter(), zone);
        let record = &read(&out)[0];
        let cell = |name: &str| record[COLUMNS.iter().position(|c| *c == name).expect("a column")].as_str();
        assert_eq!(record.len(), COLUMNS.len());
        assert_eq!((cell("type"), cell("gross"), cell("fee"), cell("net")), ("refund", "-12.50", "0.00", "-12.50"));
        assert_eq!(cell("settled_at_utc"), "2026-03-29T01:00:00.000005Z");
        assert_eq!(cell("settled_at_local"), "2026-03-29T03:00:00+02:00");
        assert_eq!(cell("seq"), "7");
        assert_eq!((cell("zone"), cell("memo"), cell("evidence_ref")), ("Europe/Berlin", "a \"b\", c", "'=cmd"));
        assert_eq!(cell("provider_ref"), "210000000003139471430009017");
        assert!(out.ends_with(b"\r\n"));
        let untold = LedgerEntry { movement: Movement { fee: None, ..entry.movement.clone() }, ..entry };
        let record = &read(&lines([Line { entry: &untold, memo: None, provider_ref: None }].into_iter(), zone))[0];
        let cell = |name: &str| record[COLUMNS.iter().position(|c| *c == name).expect("a column")].as_str();
        assert_eq!((cell("gross"), cell("fee"), cell("net")), ("-12.50", "", ""), "a fee that isn't known is none");
        assert_eq!(head(), format!("{}\r\n", COLUMNS.join(",")).into_bytes());
    }

    proptest! {
        /// A line that has a booking date is written on that day in every zone.
        #[test]
        fn a_booking_date_is_that_day_everywhere(
            days in 0i64..40_000,
            name in prop::sample::select(Zone::names().collect::<Vec<_>>()),
        ) {
            let (zone, day) = (Zone::parse(name).expect("a zone"), chrono::NaiveDate::default() + chrono::TimeDelta::days(days));
            let mut entry = entry(100);
            entry.movement.booking_date = Some(day);
            let out = lines([Line { entry: &entry, memo: None, provider_ref: None }].into_iter(), zone);
            let local = read(&out)[0][8].clone();
            // Samoa and Kwajalein have skipped a day.
            let skipped = zone.day_of(zone.midnight(day)) != day;
            prop_assert!(skipped || local.starts_with(&format!("{day}T12:00:00")), "{} {} {}", name, day, local);
        }

        #[test]
        fn no_text_becomes_a_formula_or_breaks_out(memo in "\\PC*|[=+@\t\r\n-]\\PC*") {
            let entry = entry(100);
            let line = Line { entry: &entry, memo: Some(&memo), provider_ref: None };
            let out = lines([line].into_iter(), Zone::UTC);
            let records = read(&out);
            prop_assert_eq!(records.len(), 1);
            prop_assert_eq!(records[0].len(), COLUMNS.len());
            let cell = &records[0][19];
            prop_assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
            let disarmed = format!("'{memo}");
            prop_assert!(*cell == memo || *cell == disarmed);
        }
    }
}
