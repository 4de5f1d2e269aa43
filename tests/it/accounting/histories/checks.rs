//! What has to be true of every history.

use std::collections::BTreeMap;

use chit::actions::books::export::ExportDraft;
use chit::domain::ledger::LedgerEntry;
use chit::domain::money::currency::Currency;
use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::{CURRENCIES, History};
use crate::house::store::{column, export};

impl History {
    /// Holds every sum against the balance, and every line's day against the payee's calendar.
    pub async fn check(&mut self) -> Result<(), TestCaseError> {
        let lines = self.ctx.store.ledger_after(&self.payee.id, 0).await.expect("lines");
        let of =
            |currency: usize| lines.iter().filter(move |line| line.movement.currency.code() == CURRENCIES[currency]);
        for (currency, code) in CURRENCIES.iter().enumerate() {
            let sum: i64 = of(currency).map(|line| line.movement.gross).sum();
            prop_assert_eq!(sum, self.balance[currency], "{}", code);
            // What the requests say was paid is the same.
            let mut totals = 0;
            for request in [&self.paid[currency], &self.transferred[currency]] {
                let read = self.ctx.store.request(&self.payee.id, &request.code).await.expect("a read");
                totals += read.expect("it is there").paid_total;
            }
            prop_assert_eq!(totals, self.balance[currency], "{}", code);
            let code = Currency::parse(code).expect("a currency");
            let sums = self.ctx.store.day_sums(&self.payee.id, None, None, Some(code)).await.expect("sums");
            prop_assert_eq!(sums.iter().map(|sum| sum.gross).sum::<i64>(), self.balance[currency]);
            let fees: i64 = of(currency).filter_map(|line| line.movement.fee).sum();
            prop_assert_eq!(sums.iter().map(|sum| sum.fee).sum::<i64>(), fees);
        }
        for line in &lines {
            self.check_day(line)?;
        }
        self.check_exports(&lines).await?;
        self.delivers(None).await;
        prop_assert_eq!(self.delivered, self.balance, "delivered once, and all");
        prop_assert_eq!(self.delivered_lines, i64::try_from(lines.len()).expect("few"));
        Ok(())
    }

    /// The day on which the money moved, or the first day that was open when the line was written.
    fn check_day(&self, line: &LedgerEntry) -> Result<(), TestCaseError> {
        let movement = &line.movement;
        let local = movement.settled_at.with_timezone(&self.zone).date_naive();
        let moved = movement.booking_date.unwrap_or(local);
        let open = self.closes.iter().filter(|(seq, _)| *seq < line.seq).map(|(_, first)| *first).max();
        let day = open.map_or(moved, |open| open.max(moved));
        prop_assert_eq!(line.day.accounting_date, day, "line {} of {}", line.seq, self.zone);
        prop_assert_eq!(line.day.belongs_to, (day != moved).then_some(moved), "line {}", line.seq);
        Ok(())
    }

    /// Two periods that meet at a day on which the clocks may have changed have all lines once, by each order.
    async fn check_exports(&self, lines: &[LedgerEntry]) -> Result<(), TestCaseError> {
        let Some(middle) = lines.get(lines.len() / 2) else { return Ok(()) };
        for by in ["accounting", "settled", "created"] {
            let day = match by {
                "accounting" => middle.day.accounting_date,
                "created" => middle.movement.created_at.with_timezone(&self.zone).date_naive(),
                _ => middle.movement.settled_at.with_timezone(&self.zone).date_naive(),
            };
            let draft = |from: Option<NaiveDate>, to: Option<NaiveDate>| ExportDraft {
                from: from.map(|day| day.to_string()),
                to: to.map(|day| day.to_string()),
                zone: Some(self.zone.name().to_owned()),
                by: Some(by.to_owned()),
                ..ExportDraft::default()
            };
            let mut seqs = Vec::new();
            let mut sums = BTreeMap::<String, rust_decimal::Decimal>::new();
            for draft in [draft(None, Some(day)), draft(Some(day), None)] {
                let (file, _) = export(&self.ctx, &self.payee, &draft).await;
                seqs.extend(column(&file, "seq").into_iter().map(|seq| seq.parse::<i64>().expect("a number")));
                for (currency, gross) in column(&file, "currency").into_iter().zip(column(&file, "gross")) {
                    *sums.entry(currency).or_default() += gross.parse::<rust_decimal::Decimal>().expect("a number");
                }
            }
            seqs.sort_unstable();
            prop_assert_eq!(&seqs, &lines.iter().map(|line| line.seq).collect::<Vec<_>>(), "by {} at {}", by, day);
            for (currency, code) in CURRENCIES.iter().enumerate() {
                let exponent = u32::from(Self::money(currency, 0).currency().exponent());
                let wanted = rust_decimal::Decimal::new(self.balance[currency], exponent);
                prop_assert_eq!(sums.get(*code).copied().unwrap_or_default(), wanted, "by {}", by);
            }
        }
        Ok(())
    }
}
