//! Gathers the entries of a statement and forgets their texts.

use std::collections::{BTreeMap, HashMap};
use std::io::Read;
use std::sync::Arc;

use chrono::NaiveDate;

use super::digest::{compact, references};
use super::fingerprint::{Fingerprint, FingerprintKey};
use super::identity::Items;
use super::items::{self, Detail, Draft, Masked};
use super::known::OwnReferences;
use super::pieces::Pieces;
use super::room::Room;
use super::{DetailFacts, EntryFacts, Fault, Flaw, Position, Remittance};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// A fault that doesn't make a statement unreadable, such as a closing balance that its entries don't come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementWarning {
    /// The place of the fault.
    pub at: Position,
    /// The kind.
    pub fault: Fault,
    /// A sentence.
    pub detail: String,
}

/// The content of a file.
#[derive(Debug)]
pub struct Statement {
    /// The booked entries, in the file's order; the details of a batch in place of the batch.
    pub items: Items,
    /// The first and the last booking day of them.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The number of entries that the bank hasn't booked. They are counted and forgotten.
    pub pending: u64,
    /// The end of the account's number; `None` for none or several accounts.
    pub account: Option<String>,
    /// The sums of the booked entries by currency, in the order of the currencies' codes.
    pub sums: Vec<CurrencySum>,
    /// Faults that don't make it unreadable.
    pub warnings: Vec<StatementWarning>,
}

/// The sums of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CurrencySum {
    /// The currency.
    pub currency: Currency,
    /// The money that came, in minor units.
    pub credit: i64,
    /// The money that went, in minor units: zero or negative.
    pub debit: i64,
}

/// The greatest number of warnings that are kept.
const MOST_WARNINGS: usize = 100;

/// Gathers what a reader finds.
#[derive(Debug)]
pub struct Collector {
    key: FingerprintKey,
    own: OwnReferences,
    drafts: Pieces<Draft>,
    warnings: Vec<StatementWarning>,
    pending: u64,
    /// The accounts' fingerprints, and the end of their numbers.
    accounts: BTreeMap<Fingerprint, String>,
    account: Fingerprint,
    /// The part of the file that the next entries belong to. Parts of one account may overlap.
    part: u32,
    parts: u32,
    /// The part of each account whose entries don't overlap in the file, wherever they stand.
    whole: HashMap<Fingerprint, u32>,
    /// The balance that the entries of the current part come to.
    balance: Option<Money>,
    /// The closing balance of an account's last part, and that part: pages of one statement continue it.
    closed: HashMap<Fingerprint, (Money, u32)>,
    sums: BTreeMap<&'static str, CurrencySum>,
    currencies: BTreeMap<&'static str, Arc<Currency>>,
    days: Option<(NaiveDate, NaiveDate)>,
    room: Room,
    /// The entries and texts as the reader gave them, for the readers' tests.
    #[cfg(test)]
    pub raw: Vec<(EntryFacts, Remittance)>,
    /// True if those are kept, which takes more memory than all else.
    #[cfg(test)]
    keeps_raw: bool,
}

#[cfg(test)]
impl Default for Collector {
    fn default() -> Self {
        Self { keeps_raw: true, ..Self::new(FingerprintKey::new(zeroize::Zeroizing::new([7; 32]))) }
    }
}

impl Collector {
    /// A collector whose fingerprints are under a payee's key.
    pub fn new(key: FingerprintKey) -> Self {
        Self {
            account: key.print("account", &[b""]),
            key,
            own: OwnReferences::default(),
            drafts: Pieces::default(),
            warnings: Vec::new(),
            pending: 0,
            accounts: BTreeMap::new(),
            part: 0,
            parts: 0,
            whole: HashMap::new(),
            balance: None,
            closed: HashMap::new(),
            sums: BTreeMap::new(),
            currencies: BTreeMap::new(),
            days: None,
            room: Room::of(usize::MAX, usize::MAX),
            #[cfg(test)]
            raw: Vec::new(),
            #[cfg(test)]
            keeps_raw: false,
        }
    }

    /// A collector that takes at most `most` entries and details, of which it keeps at most `most_kept` bytes. Those that follow are forgotten.
    pub fn limited(key: FingerprintKey, most: usize, most_kept: usize) -> Self {
        Self { room: Room::of(most, most_kept), ..Self::new(key) }
    }

    /// The collector, which forgets words that are none of the payee's own references.
    pub fn knowing(self, own: OwnReferences) -> Self {
        Self { own: own.sorted(), ..self }
    }

    /// The fault of a file that has more than is taken: too many entries and details, or too much in them that has to be kept.
    pub fn excess(&self) -> Option<Fault> {
        self.room.excess()
    }

    /// A source that ends once there are more entries and details than are taken, so that no more is read.
    pub fn stopping<R: Read>(&self, source: R) -> impl Read + use<R> {
        self.room.stopping(source)
    }

    /// Keeps a draft, unless that is too much.
    fn push(&mut self, draft: Draft) {
        if !self.room.is_full() {
            self.drafts.push(draft);
        }
    }

    /// Begins the statement of an account; the entries that follow belong to it. A file may have several.
    pub fn account(&mut self, number: &str, currency: Option<Currency>) {
        let _ = currency;
        let number = compact(number);
        self.account = self.key.print("account", &[number.as_bytes()]);
        if let Some(end) = Masked::end_of(&number) {
            self.accounts.insert(self.account, end.as_str().to_owned());
        }
        self.parts = self.parts.saturating_add(1);
        self.part = self.parts;
        self.balance = None;
    }

    /// Begins the entries of an account, or goes on with them, in a file that has each entry once: equal ones are payments of their own, wherever
    /// in the file they stand.
    pub fn account_of_rows(&mut self, number: &str, currency: Option<Currency>) {
        self.account(number, currency);
        self.part = *self.whole.entry(self.account).or_insert(self.part);
    }

    /// The balance before the entries of the current account.
    pub fn opening(&mut self, balance: Money) {
        // A page that goes on where the last one of its account ended belongs to the same part.
        if let Some((last, part)) = self.closed.get(&self.account)
            && *last == balance
        {
            self.part = *part;
        }
        self.balance = Some(balance);
    }

    /// The balance after the entries of the current account so far.
    pub fn closing(&mut self, at: Position, balance: Money) {
        if let Some(reached) = self.balance.filter(|reached| *reached != balance) {
            let detail = Fault::BalanceOff.says(format!(
                "The balance is {} here, but the balance before and the entries come to {}.",
                stated(balance),
                stated(reached)
            ));
            self.warn(at, detail);
        }
        self.closed.insert(self.account, (balance, self.part));
        self.balance = Some(balance);
    }

    /// Digests a detail at once, so that a batch of any size takes little memory.
    pub fn detail(&mut self, facts: DetailFacts, remittance: &Remittance) -> Detail {
        self.room.takes();
        let bank_ref = items::bank_ref(remittance);
        let masked = bank_ref.as_deref().and_then(Masked::end_of);
        let own = bank_ref.or_else(|| items::end_to_end(remittance));
        let DetailFacts { amount, currency, instructed } = facts;
        let references = references(remittance, &self.own);
        self.room.keep(Draft::size_of_detail(&references));
        Detail {
            amount,
            currency,
            instructed: instructed.map(Box::new),
            references,
            own: own.map(|own| self.key.print("detail", &[own.as_bytes()])),
            text: self.text_print(remittance),
            masked,
        }
    }

    /// Adds an entry with its details, which may be none.
    pub fn entry(&mut self, facts: EntryFacts, remittance: Remittance, details: impl Into<Pieces<Detail>>) {
        let details = details.into();
        #[cfg(test)]
        let kept = facts.clone();
        // Details have counted for their entry.
        if details.is_empty() && !self.room.takes() {
            return;
        }
        if facts.pending {
            self.pending = self.pending.saturating_add(1);
        } else {
            self.add(&facts, &remittance, details);
        }
        #[cfg(test)]
        if self.keeps_raw {
            self.raw.push((kept, remittance));
        }
        #[cfg(not(test))]
        drop(remittance);
    }

    fn add(&mut self, facts: &EntryFacts, remittance: &Remittance, details: Pieces<Detail>) {
        self.count(facts);
        let code = facts.currency.code();
        let bank_ref = items::bank_ref(remittance);
        let reference = bank_ref.as_deref();
        let reference = reference.map(|text| self.key.print("reference", &[self.account.as_bytes(), text.as_bytes()]));
        let draft = Draft {
            amount: facts.amount,
            currency: Arc::clone(self.currencies.entry(code).or_insert_with(|| Arc::new(facts.currency))),
            booking_date: facts.booking_date,
            value_date: facts.value_date,
            reversal: facts.reversal,
            instructed: facts.instructed.map(Box::new),
            fee: facts.fee,
            references: references(remittance, &self.own),
            masked: bank_ref.as_deref().and_then(Masked::end_of),
            part: self.part,
            reference,
            detail: None,
            weak: self.weak_print(facts, facts.amount, self.text_print(remittance)),
        };
        match details.len() {
            0 => {
                self.room.keep(Draft::size(&draft.references));
                self.push(draft);
            }
            1 => {
                let fault = details.iter().any(|detail| items::contradicts(facts, detail));
                if fault {
                    self.warn(
                        facts.at.clone(),
                        Fault::DetailsOff.says("The only detail has another amount than its entry. The entry counts."),
                    );
                }
                self.push(draft.with_all(&details));
            }
            _ if items::add_up(facts, &details) => {
                for detail in details {
                    let weak = self.weak_print(facts, detail.amount.unwrap_or(facts.amount), detail.text);
                    // Each detail has the references of its entry, too.
                    self.room.keep(draft.references.size());
                    self.push(draft.replaced_by(detail, weak));
                }
            }
            _ => {
                let detail = Fault::DetailsOff
                    .says("The details don't come to the amount of their entry. The entry counts as one.");
                self.warn(facts.at.clone(), detail);
                self.push(draft.with_all(&details));
            }
        }
    }

    fn count(&mut self, facts: &EntryFacts) {
        let EntryFacts { amount, currency, booking_date: day, .. } = facts;
        self.days = Some(self.days.map_or((*day, *day), |(first, last)| (first.min(*day), last.max(*day))));
        self.balance = self
            .balance
            .filter(|balance| balance.currency() == *currency)
            .and_then(|balance| Some(Money::new(balance.minor().checked_add(*amount)?, *currency)));
        let sum = self.sums.entry(currency.code()).or_insert(CurrencySum { currency: *currency, credit: 0, debit: 0 });
        let side = if *amount < 0 { &mut sum.debit } else { &mut sum.credit };
        *side = side.saturating_add(*amount);
    }

    /// The fingerprint of the texts that banks repeat in every file: letters and digits only, since line breaks differ.
    fn text_print(&self, remittance: &Remittance) -> Fingerprint {
        let structured: String = remittance.structured.iter().map(|text| compact(text)).collect();
        let end_to_end = items::end_to_end(remittance).unwrap_or_default();
        let parts =
            [structured.as_bytes(), compact(&remittance.text).as_bytes(), end_to_end.as_bytes()].map(<[u8]>::to_vec);
        self.key.print("text", &parts.each_ref().map(Vec::as_slice))
    }

    /// The fingerprint of account, currency, amount, day and texts.
    fn weak_print(&self, facts: &EntryFacts, amount: i64, text: Fingerprint) -> Fingerprint {
        let day = facts.booking_date.to_string();
        let (account, currency) = (self.account, facts.currency.code());
        self.key.print(
            "weak",
            &[account.as_bytes(), currency.as_bytes(), &amount.to_be_bytes(), day.as_bytes(), text.as_bytes()],
        )
    }

    /// Adds a warning.
    pub fn warn(&mut self, at: Position, flaw: Flaw) {
        if self.warnings.len() < MOST_WARNINGS {
            let Flaw { fault, detail } = flaw;
            self.warnings.push(StatementWarning { at, fault, detail });
        }
    }

    /// Warns of a balance that can't be read. The entries count without it.
    pub fn warn_of_balance(&mut self, at: Position, Flaw { detail, .. }: &Flaw) {
        let told = format!("This balance can't be read, so the entries aren't compared with it: {detail}");
        self.warn(at, Fault::BalanceUnread.says(told));
    }

    /// The number of booked entries so far.
    pub fn len(&self) -> usize {
        self.drafts.len()
    }

    /// Returns whether there are no booked entries.
    pub fn is_empty(&self) -> bool {
        self.drafts.is_empty()
    }

    /// The statement, after the last entry.
    pub fn finish(self) -> Statement {
        let Self { key, drafts, warnings, pending, mut accounts, sums, days, .. } = self;
        let account = accounts.pop_first().map(|(_, end)| end).filter(|_| accounts.is_empty());
        Statement {
            items: Items::new(key, drafts),
            days,
            pending,
            account,
            sums: sums.into_values().collect(),
            warnings,
        }
    }
}

/// An amount with its sign and currency, for a warning.
fn stated(money: Money) -> String {
    let sign = if money.minor() < 0 { "-" } else { "" };
    let size = Money::new(money.minor().saturating_abs(), money.currency());
    format!("{sign}{} {}", size.to_decimal(), size.currency().code())
}
