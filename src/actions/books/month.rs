//! The monthly statement: a month of the books with its balances, of one state of the ledger.

use super::export::preview::preview;
use super::export::{Export, ExportDraft};
use super::sums::{Sums, by_currency, by_rail};
use crate::accounting::month::Month;
use crate::actions::{Context, Error};
use crate::domain::ledger::{ChainHash, ExportLine};
use crate::domain::payee::Payee;

/// The number of times that a month is read anew because a line was written meanwhile.
const TRIES: usize = 3;

/// A month of the books in one currency.
#[derive(Debug)]
pub struct CurrencyMonth {
    /// The balance at the month's beginning, in minor units: all amounts before it, after the fees that are known.
    pub opening: i64,
    /// The sums of the month's lines.
    pub sums: Sums,
    /// The same by way of payment.
    pub methods: Vec<Sums>,
}

impl CurrencyMonth {
    /// The balance at the month's end, in minor units.
    pub fn closing(&self) -> i64 {
        self.opening + self.sums.net()
    }
}

/// A month of the books.
#[derive(Debug)]
pub struct MonthStatement {
    /// The currencies of the ledger up to the month, in the order of their codes.
    pub currencies: Vec<CurrencyMonth>,
    /// The first lines of the month, in the order of the books.
    pub lines: Vec<ExportLine>,
    /// The number of lines of the month.
    pub count: i64,
    /// The number and hash of the ledger's last line.
    pub head: (i64, ChainHash),
    /// The month is closed: its lines will always be the same.
    pub is_final: bool,
}

/// Reads a month of a payee's books, with `most` lines.
///
/// # Errors
/// The database's.
pub async fn month_statement(ctx: &Context, payee: &Payee, month: Month, most: usize) -> Result<MonthStatement, Error> {
    let export = export_of(payee, month)?;
    for _ in 1..TRIES {
        let statement = read(ctx, payee, month, &export, most).await?;
        let head = ctx.store.ledger_head(&payee.id).await?.ok_or(Error::NotFound)?;
        if head.seq == statement.head.0 {
            return Ok(statement);
        }
    }
    read(ctx, payee, month, &export, most).await
}

fn export_of(payee: &Payee, month: Month) -> Result<Export, Error> {
    let draft = ExportDraft {
        from: Some(month.first().to_string()),
        to: Some(month.end().to_string()),
        ..ExportDraft::default()
    };
    draft.or_zone(payee.zone).check()
}

async fn read(
    ctx: &Context,
    payee: &Payee,
    month: Month,
    export: &Export,
    most: usize,
) -> Result<MonthStatement, Error> {
    let shown = preview(ctx, payee, export, most).await?;
    let before = ctx.store.day_sums(&payee.id, None, month.first().pred_opt(), None).await?;
    let during = shown.sums.unwrap_or_default();
    let (before, sums, mut methods) = (by_currency(&before), by_currency(&during), by_rail(&during));
    let mut codes: Vec<_> = before.iter().chain(&sums).map(|sums| sums.currency).collect();
    codes.sort_by_key(|currency| currency.code());
    codes.dedup();
    let currencies = codes.into_iter().map(|currency| {
        let of = |all: &[Sums]| all.iter().find(|sums| sums.currency == currency).cloned();
        CurrencyMonth {
            opening: of(&before).map_or(0, |sums| sums.net()),
            sums: of(&sums).unwrap_or_else(|| Sums::none(currency, None)),
            methods: methods.extract_if(.., |sums| sums.currency == currency).collect(),
        }
    });
    Ok(MonthStatement {
        currencies: currencies.collect(),
        lines: shown.first,
        count: sums.iter().map(|sums| sums.lines).sum(),
        head: (shown.head.seq, shown.head.hash),
        is_final: shown.is_final,
    })
}
