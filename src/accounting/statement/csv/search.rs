//! Concludes from headings, a sample of rows and answers which column is which.

use super::amounts::{self, MarkEvidence};
use super::days;
use super::headings::Columns;
use super::layout::{AmountColumns, Fees, Layout, TableQuestion};
use super::mapping::{Column, CsvMapping, DateOrder, DecimalMark};
use super::words::{is_incoming, row_state};
use crate::domain::money::currency::Currency;

/// A search for columns, with what is asked on the way.
pub(super) struct ColumnSearch<'a> {
    pub columns: &'a Columns,
    pub mapping: &'a CsvMapping,
    pub sample: Vec<Vec<String>>,
    pub questions: Vec<TableQuestion>,
}

impl ColumnSearch<'_> {
    fn ask(&mut self, field: &'static str, sentence: &str) {
        self.questions.push(TableQuestion { field, sentence: sentence.to_owned() });
    }

    /// The cells of a column.
    fn cells(&self, column: usize) -> impl Iterator<Item = &str> {
        self.sample.iter().filter_map(move |row| row.get(column)).map(String::as_str)
    }

    /// The column that the mapping names, or one that was found.
    fn column(&mut self, field: &'static str, named: Option<&Column>, found: Option<usize>) -> Option<usize> {
        let Some(named) = named else { return found };
        let width = self.sample.iter().map(Vec::len).chain([self.columns.names.len()]).max().unwrap_or(0);
        let column = self.columns.find(named).filter(|column| *column < width);
        if column.is_none() {
            self.ask(field, &format!("The mapping's `{field}` names a column that this table hasn't."));
        }
        column
    }

    /// The layout, unless a column of days or amounts is missing.
    pub(super) fn layout(
        mut self,
        delimiter: u8,
        header_line: u64,
        currency: Option<Currency>,
    ) -> (Option<Layout>, Self) {
        let mapping = self.mapping;
        let has_days = |column: &usize| self.cells(*column).any(|cell| days::read(cell).is_some());
        let booked: Vec<usize> = self.columns.booked().chain(self.columns.value()).collect();
        let date = booked.iter().copied().find(has_days).or(booked.first().copied());
        let value = self.columns.value().find(has_days);
        let date = self.column("date", mapping.date.as_ref(), date);
        let value_date = self.column("value_date", mapping.value_date.as_ref(), value);
        let amounts = self.amounts();
        // Both questions are asked at once, so that one more attempt is enough.
        if date.is_none() && mapping.date.is_none() {
            self.ask("date", "No line of headings names a column of days. Say in the mapping's `date` which column has the day of booking.");
        }
        if amounts.is_none() && [&mapping.amount, &mapping.debit, &mapping.credit].iter().all(|column| column.is_none())
        {
            self.ask("amount", "No line of headings names a column of amounts. Say in the mapping's `amount`, or `debit` and `credit`, which column has them.");
        }
        let (Some(date), Some(amounts)) = (date, amounts) else { return (None, self) };
        let order = self.order(date, value_date);
        let fees = self.fees(amounts);
        let mark = self.mark(amounts, fees);
        let (currency_column, currency) = self.currency(amounts, currency);
        let texts = match mapping.text.as_slice() {
            [] => self.columns.texts(),
            named => named.iter().filter_map(|column| self.column("text", Some(column), None)).collect(),
        };
        let known_state = |column: &usize| self.cells(*column).any(|cell| row_state(cell).is_some());
        let status = self.columns.statuses().find(known_state);
        let layout = Layout {
            delimiter,
            header_line,
            width: self.columns.names.len(),
            date,
            other_dates: booked.into_iter().filter(|column| *column != date).collect(),
            order,
            value_date: value_date.filter(|column| *column != date),
            amounts,
            fees,
            mark,
            currency_column,
            currency,
            texts,
            reference: self.column("reference", mapping.reference.as_ref(), self.columns.reference()),
            end_to_end: self.column("end_to_end", mapping.end_to_end.as_ref(), self.columns.end_to_end()),
            id: self.column("id", mapping.id.as_ref(), self.columns.id()),
            status: self.column("status", mapping.status.as_ref(), status),
            account_column: self.column("account", mapping.account.as_ref(), self.columns.account()),
            account: None,
            impact: self.columns.impact(),
        };
        (Some(layout), self)
    }

    fn amounts(&mut self) -> Option<AmountColumns> {
        let mapping = self.mapping;
        let figures = |column: usize| self.cells(column).filter_map(amounts::read);
        let pair = self.columns.debit().zip(self.columns.credit());
        let single = self.columns.amount().filter(|column| pair.is_none() || figures(*column).next().is_some());
        if mapping.amount.is_none() && (mapping.debit.is_some() || mapping.credit.is_some() || single.is_none()) {
            let debit = self.column("debit", mapping.debit.as_ref(), pair.map(|pair| pair.0))?;
            let credit = self.column("credit", mapping.credit.as_ref(), pair.map(|pair| pair.1))?;
            let debits = || self.cells(debit).filter_map(amounts::read);
            let minus = debits().any(|figures| figures.negative) && debits().all(|f| f.negative || f.is_zero());
            return Some(AmountColumns::Split { debit, credit, minus });
        }
        let amount = self.column("amount", mapping.amount.as_ref(), single)?;
        let signed = self.cells(amount).filter_map(amounts::read).any(|figures| figures.negative);
        let sign = if signed { None } else { self.columns.sign().or_else(|| self.sign_by_words(amount)) };
        let sign = self.column("sign", mapping.sign.as_ref(), sign);
        Some(sign.map_or(AmountColumns::Signed(amount), |sign| AmountColumns::Marked { amount, sign }))
    }

    /// The columns of fees and net amounts. Headings may name both; whoever names a fee alone has no net amounts.
    fn fees(&mut self, amounts: AmountColumns) -> Fees {
        let mapping = self.mapping;
        let is_free = |column: &usize| !amounts.columns().contains(column);
        let fee = self.column("fee", mapping.fee.as_ref(), self.columns.fee().filter(is_free));
        let found = self.columns.net().filter(|column| mapping.fee.is_none() && is_free(column));
        let net = self.column("net", mapping.net.as_ref(), found);
        Fees { fee, net, is_named: mapping.fee.is_some() }
    }

    /// A column that has nothing but words for directions, beside amounts without signs.
    fn sign_by_words(&self, amount: usize) -> Option<usize> {
        let width = self.sample.iter().map(Vec::len).max().unwrap_or(0);
        let is_sign = |column: &usize| {
            let mut words = self.cells(*column).filter(|cell| !cell.is_empty()).peekable();
            words.peek().is_some() && words.all(|word| is_incoming(word).is_some())
        };
        (0..width).filter(|column| *column != amount).find(is_sign)
    }

    fn order(&mut self, date: usize, value_date: Option<usize>) -> Option<DateOrder> {
        let evidence = days::OrderEvidence::of(
            self.cells(date).chain(value_date.into_iter().flat_map(|column| self.cells(column))),
        );
        if self.mapping.date_order.is_some() || evidence.certain {
            return self.mapping.date_order;
        }
        let order = if evidence.contradicts() { None } else { evidence.order().or_else(|| self.columns.order()) };
        if order.is_none() {
            let reason = if evidence.contradicts() {
                "Some dates fit only day before month, others only month before day"
            } else {
                "The dates can be read as day/month or as month/day"
            };
            self.ask(
                "date_order",
                &format!("{reason}. Say in the mapping's `date_order` which it is: \"dmy\" or \"mdy\"."),
            );
        }
        order
    }

    fn mark(&mut self, amounts: AmountColumns, fees: Fees) -> Option<DecimalMark> {
        if self.mapping.decimal_mark.is_some() {
            return self.mapping.decimal_mark;
        }
        let mut columns = amounts.columns();
        // A fee that nobody named and nothing proves isn't read.
        let is_read = fees.is_named || fees.net.is_some();
        columns.extend(fees.fee.into_iter().chain(fees.net).filter(|_| is_read));
        let evidence = |wanted: MarkEvidence| {
            let mut cells = columns.iter().flat_map(|column| self.cells(*column)).filter_map(amounts::read);
            cells.any(|figures| figures.evidence() == wanted)
        };
        let (dot, comma) =
            (evidence(MarkEvidence::Mark(DecimalMark::Dot)), evidence(MarkEvidence::Mark(DecimalMark::Comma)));
        let open = evidence(MarkEvidence::Open);
        match (dot, comma) {
            (true, false) => Some(DecimalMark::Dot),
            (false, true) => Some(DecimalMark::Comma),
            (false, false) if !open => None,
            _ => {
                let reason = if dot {
                    "Some amounts have a dot before their decimals, others a comma"
                } else {
                    "Amounts such as 1.234 can be read with thousands or with decimals"
                };
                self.ask("decimal_mark", &format!("{reason}. Say in the mapping's `decimal_mark` which character stands before decimals: \".\" or \",\"."));
                None
            }
        }
    }

    fn currency(&mut self, amounts: AmountColumns, account: Option<Currency>) -> (Option<usize>, Option<Currency>) {
        let columns = amounts.columns();
        let has_codes = |column: &usize| self.cells(*column).any(|cell| Currency::parse_reported(cell).is_ok());
        let found = self.columns.currency(columns.first().copied().unwrap_or(0)).into_iter().find(has_codes);
        let column = self.column("currency_column", self.mapping.currency_column.as_ref(), found);
        let heading = columns.iter().find_map(|column| self.columns.currencies.get(*column).copied().flatten());
        let written = columns
            .iter()
            .flat_map(|column| self.cells(*column))
            .filter_map(amounts::read)
            .find_map(|figures| figures.currency);
        let currency = self.mapping.currency.or(heading).or(written).or(account);
        if column.is_none() && currency.is_none() && self.mapping.currency_column.is_none() {
            self.ask(
                "currency",
                "The table doesn't say its currency. Say it in the mapping's `currency`, such as \"EUR\".",
            );
        }
        (column, currency)
    }
}
