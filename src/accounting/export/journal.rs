//! Journals of plain-text accounting: a transaction for each line, in the notation of a program.
//!
//! A settlement moves its gross amount to the rail's clearing account, less the fee, which goes to the rail's account of fees. It comes from
//! the receivable, but for a tip in it, which comes from an account of its own; a refund goes the other way. Currencies and accounts are
//! declared where they are first used, so that nothing has to be known before.

use chrono::NaiveDate;

use super::posting::one_line;
use super::totals::{Totals, decimal};
use super::{ExportContext, FileEnd, Format, FormatError};
use crate::domain::clock::rfc3339;
use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::currency::Currency;

/// One account's part of a transaction, or an account's balance.
#[derive(Debug)]
pub(super) struct AccountPosting<'j> {
    /// The account's name.
    pub account: &'j str,
    /// The amount in minor units.
    pub minor: i128,
    /// The currency of `minor`.
    pub currency: Currency,
}

impl AccountPosting<'_> {
    /// The amount and its currency: `-25.00 EUR`.
    pub fn amount(&self) -> String {
        format!("{} {}", decimal(self.minor, self.currency), self.currency)
    }
}

/// The value of a transaction's tag.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A text, in one line.
    Text(String),
    /// A number or a day, which needs no quotes.
    Plain(String),
}

/// The notation of a program. Each function appends to the file; a line break ends what it appends.
pub(super) trait JournalNotation: Send {
    /// The start of a file, after a comment that names the payee.
    fn head(&self, handle: &str, out: &mut String);

    /// Declares a currency.
    fn currency(&self, currency: Currency, out: &mut String);

    /// Declares an account.
    fn account(&self, account: &str, out: &mut String);

    /// A transaction.
    fn transaction(&self, line: &ExportLine, postings: &[AccountPosting<'_>], out: &mut String);

    /// Asserts balances at the end of a day.
    fn balances(&self, day: NaiveDate, balances: &[AccountPosting<'_>], out: &mut String);
}

/// A rail's accounts.
struct RailAccounts {
    rail: String,
    clearing: String,
    fees: String,
    /// True once the account of fees is declared; the clearing account is from the start.
    has_fees: bool,
}

/// A journal that is being written.
pub(super) struct Journal<N> {
    notation: N,
    context: ExportContext,
    rails: Vec<RailAccounts>,
    /// The currencies of tips. The account of tips is declared with the first.
    tipped: Vec<Currency>,
    currencies: Vec<Currency>,
    totals: Totals,
}

impl<N: JournalNotation> Journal<N> {
    /// Starts a journal.
    pub fn new(notation: N, context: &ExportContext) -> Self {
        let context = context.clone();
        let (rails, currencies, totals) = (Vec::new(), Vec::new(), Totals::default());
        Self { notation, context, rails, tipped: Vec::new(), currencies, totals }
    }

    fn write(&mut self, line: &ExportLine, out: &mut String) {
        self.totals.add(line);
        if !self.currencies.contains(&line.currency) {
            self.currencies.push(line.currency);
            self.notation.currency(line.currency, out);
        }
        let accounts = &self.context.accounts.plain_text;
        let at = self.rails.iter().position(|known| known.rail == line.rail).unwrap_or_else(|| {
            let (rail, clearing, fees) =
                (line.rail.clone(), accounts.clearing_of(&line.rail), accounts.fees_of(&line.rail));
            if self.rails.is_empty() {
                self.notation.account(&accounts.receivable, out);
            }
            self.notation.account(&clearing, out);
            self.rails.push(RailAccounts { rail, clearing, fees, has_fees: false });
            self.rails.len() - 1
        });
        let Some(rail) = self.rails.get_mut(at) else { return };
        let (gross, fee) = (i128::from(line.gross), i128::from(line.fee.unwrap_or_default()));
        let tip = i128::from(line.tip);
        let posting = |account, minor| AccountPosting { account, minor, currency: line.currency };
        let mut postings = vec![posting(&*rail.clearing, gross - fee)];
        if fee != 0 {
            if !rail.has_fees {
                self.notation.account(&rail.fees, out);
                rail.has_fees = true;
            }
            postings.push(posting(&rail.fees, fee));
        }
        if tip != 0 {
            if self.tipped.is_empty() {
                self.notation.account(&accounts.tips, out);
            }
            if !self.tipped.contains(&line.currency) {
                self.tipped.push(line.currency);
            }
            postings.push(posting(&accounts.tips, -tip));
        }
        postings.push(posting(&accounts.receivable, tip - gross));
        self.notation.transaction(line, &postings, out);
    }

    /// The sums of the accounts that were written to.
    fn sums(&self) -> Vec<AccountPosting<'_>> {
        let mut sums = Vec::new();
        for sum in self.totals.by_rail() {
            let Some(rail) = self.rails.iter().find(|known| known.rail == sum.rail) else { continue };
            let posting = |account, minor| AccountPosting { account, minor, currency: sum.currency };
            sums.push(posting(&*rail.clearing, sum.gross() - sum.fee));
            if rail.has_fees {
                sums.push(posting(&rail.fees, sum.fee));
            }
        }
        let accounts = &self.context.accounts.plain_text;
        for sum in self.totals.by_currency() {
            let posting = |account, minor| AccountPosting { account, minor, currency: sum.currency };
            if self.tipped.contains(&sum.currency) {
                sums.push(posting(&*accounts.tips, -sum.tip));
            }
            sums.push(posting(&*accounts.receivable, sum.tip - sum.gross()));
        }
        sums
    }
}

impl<N: JournalNotation> Format for Journal<N> {
    fn begin(&mut self) -> Vec<u8> {
        let mut out = format!("; Chit, payee {}\n", self.context.handle);
        self.notation.head(&self.context.handle, &mut out);
        out.into_bytes()
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        let mut out = String::with_capacity(lines.len() * 768);
        lines.iter().for_each(|line| self.write(line, &mut out));
        Ok(out.into_bytes())
    }

    fn end(&mut self) -> Result<FileEnd, std::io::Error> {
        let mut out = String::new();
        let sums = self.sums();
        match self.totals.last_day() {
            Some(day) if self.totals.are_balances(&self.context) => {
                out.push('\n');
                self.notation.balances(day, &sums, &mut out);
            }
            Some(_) => {
                out.push_str("\n; What the transactions of this file come to. Earlier ones are not in it, so these are no balances.\n");
                for sum in &sums {
                    out.push_str(&format!("; {}  {}\n", sum.account, sum.amount()));
                }
            }
            None => out.push_str("\n; Nothing moved.\n"),
        }
        Ok(FileEnd::Bytes(out.into_bytes()))
    }
}

/// The sentence of a line: `Settlement k7m2pq9xw4dt: two loaves`.
pub(super) fn sentence(line: &ExportLine) -> String {
    let kind = match line.kind {
        MovementKind::Settlement => "Settlement",
        MovementKind::Refund => "Refund",
        MovementKind::Correction => "Correction",
    };
    let memo = line.memo.as_deref().map(line_of).filter(|memo| !memo.is_empty());
    let memo = memo.map(|memo| format!(": {memo}")).unwrap_or_default();
    format!("{kind} {}{memo}", line.request_code)
}

/// The names of tags, in the order in which [`tags`] returns them.
pub(super) const TAGS: [&str; 17] = [
    "seq",
    "movement",
    "payment",
    "reference",
    "rf",
    "rail",
    "fee",
    "settled_at",
    "booking_date",
    "belongs_to",
    "evidence",
    "evidence_ref",
    "provider_ref",
    "reverses",
    "statement",
    "batch",
    "created_at",
];

/// The tags of a line, without those that it has no value for.
pub(super) fn tags(line: &ExportLine) -> impl Iterator<Item = (&'static str, Tag)> + use<> {
    let text = |text: &str| Some(Tag::Text(line_of(text)));
    let optional = |text: &Option<String>| text.as_deref().map(line_of).filter(|text| !text.is_empty()).map(Tag::Text);
    let day = |day: Option<NaiveDate>| day.map(|day| Tag::Plain(day.to_string()));
    let values: [Option<Tag>; TAGS.len()] = [
        Some(Tag::Plain(line.seq.to_string())),
        text(&line.id),
        text(&line.payment_id),
        optional(&line.reference),
        text(&line.rf),
        text(&line.rail),
        // A fee that isn't known is none of zero: the clearing account has the gross amount until the provider's report is booked.
        line.fee.is_none().then(|| Tag::Text("unknown".into())),
        text(&rfc3339(line.settled_at)),
        day(line.booking_date),
        day(line.belongs_to),
        text(&line.evidence),
        optional(&line.evidence_ref),
        optional(&line.provider_ref),
        optional(&line.reverses_id),
        optional(&line.statement_id),
        optional(&line.batch_id),
        text(&rfc3339(line.created_at)),
    ];
    TAGS.into_iter().zip(values).filter_map(|(name, value)| value.map(|value| (name, value)))
}

/// A text in one line, without two blanks in a row, which end a name in journals.
fn line_of(text: &str) -> String {
    one_line(text, usize::MAX)
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeMap;

    use super::super::FormatKind;
    use super::*;

    /// A file of these lines, in chunks of two.
    pub fn written(kind: &FormatKind, context: &ExportContext, lines: &[ExportLine]) -> String {
        let mut format = kind.open(context);
        let mut file = format.begin();
        for chunk in lines.chunks(2) {
            file.extend(format.lines(chunk).expect("a journal holds every line"));
        }
        let FileEnd::Bytes(end) = format.end().expect("in memory") else { panic!("journals end in bytes") };
        file.extend(end);
        String::from_utf8(file).expect("UTF-8")
    }

    /// Lines of three kinds and three currencies: 25.00 with a fee of 0.58, a refund of it, an unknown fee, and a fee alone; 27.50 with a tip
    /// of 2.50, of which 0.50 go back.
    pub fn lines() -> Vec<ExportLine> {
        let (jpy, kwd) = (Currency::parse("JPY").expect("yen"), Currency::parse("KWD").expect("dinars"));
        let line = |seq: i64, gross: i64, fee: Option<i64>, rail: &str| {
            let id = format!("mov_{seq}");
            let day = NaiveDate::from_ymd_opt(2026, 11, 9 - u32::try_from(seq).expect("few"));
            let rail = rail.into();
            ExportLine { seq, id, fee, rail, accounting_date: day.expect("a day"), ..ExportLine::example(gross) }
        };
        let memo = Some("two loaves \"rye\"; \\ sour".into());
        vec![
            ExportLine { memo, reference: Some("2026-117".into()), ..line(1, 2500, Some(58), "stripe") },
            ExportLine { reverses_id: Some("mov_1".into()), ..line(2, -2500, Some(0), "stripe") },
            ExportLine { currency: jpy, ..line(3, 1500, None, "manual") },
            ExportLine { currency: kwd, ..line(4, 12_345, Some(5), "stripe_test") },
            ExportLine { belongs_to: NaiveDate::from_ymd_opt(2026, 10, 31), ..line(5, 0, Some(20), "stripe") },
            ExportLine { kind: MovementKind::Correction, ..line(6, 1000, Some(-20), "stripe") },
            ExportLine { tip: 250, ..line(7, 2750, Some(60), "stripe") },
            ExportLine { tip: -50, ..line(8, -50, Some(0), "manual") },
        ]
    }

    /// The balances that these lines lead to, by account and currency.
    pub fn balances(lines: &[ExportLine]) -> BTreeMap<(String, String), i128> {
        let mut balances = BTreeMap::new();
        for line in lines {
            let (gross, fee) = (i128::from(line.gross), i128::from(line.fee.unwrap_or(0)));
            let tip = i128::from(line.tip);
            let accounts = ExportContext::example().accounts.plain_text;
            for (account, minor) in [
                (accounts.clearing_of(&line.rail), gross - fee),
                (accounts.fees_of(&line.rail), fee),
                (accounts.tips, -tip),
                (accounts.receivable, tip - gross),
            ] {
                *balances.entry((account, line.currency.code().to_owned())).or_default() += minor;
            }
        }
        balances
    }

    /// Minor units of an amount in a journal.
    pub fn minor(amount: &str, currency: &str) -> i128 {
        let exponent = Currency::parse(currency).expect("a currency").exponent();
        let (whole, decimals) = amount.split_once('.').unwrap_or((amount, ""));
        assert_eq!(decimals.len(), usize::from(exponent), "{amount} {currency}");
        format!("{whole}{decimals}").parse().expect("a number")
    }

    #[test]
    fn tags_say_what_is_known_and_nothing_else() {
        let line = ExportLine {
            fee: None,
            provider_ref: Some(" a\r\nb\u{2028}c ".into()),
            evidence_ref: None,
            ..ExportLine::example(100)
        };
        let tags: BTreeMap<_, _> = tags(&line).collect();
        assert_eq!(tags["provider_ref"], Tag::Text("a b c".into()));
        assert_eq!((&tags["fee"], &tags["seq"]), (&Tag::Text("unknown".into()), &Tag::Plain("7".into())));
        assert!(!tags.contains_key("reverses") && !tags.contains_key("evidence_ref"), "{tags:?}");
    }
}
