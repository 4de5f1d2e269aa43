//! The accounts that exports for bookkeeping programs book to.

mod draft;

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use self::draft::{AccountsDraft, AccountsError};

/// A payee's accounts. Stored as JSON; what is missing there is the default.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Accounts {
    /// The accounts of Beancount and hledger.
    pub plain_text: PlainTextAccounts,
    /// The client and the accounts in DATEV.
    pub datev: DatevAccounts,
}

/// Account names of plain-text accounting, such as `Assets:Chit:Clearing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PlainTextAccounts {
    /// The parent of the clearing accounts, which hold what a provider has received and not paid out yet. Each rail has one.
    pub clearing: String,
    /// The parent of the accounts of providers' fees. Each rail has one.
    pub fees: String,
    /// The account of what requests are owed.
    pub receivable: String,
    /// The account of tips, which are taxed apart.
    pub tips: String,
}

impl Default for PlainTextAccounts {
    fn default() -> Self {
        Self {
            clearing: "Assets:Chit:Clearing".into(),
            fees: "Expenses:Chit:Fees".into(),
            receivable: "Assets:Receivable:Chit".into(),
            tips: "Income:Chit:Tips".into(),
        }
    }
}

impl PlainTextAccounts {
    /// The clearing account of a rail: `Assets:Chit:Clearing:Stripe-Test`.
    pub fn clearing_of(&self, rail: &str) -> String {
        format!("{}:{}", self.clearing, segment(rail))
    }

    /// The account of a rail's fees.
    pub fn fees_of(&self, rail: &str) -> String {
        format!("{}:{}", self.fees, segment(rail))
    }

    /// Returns whether the account of tips is another one as well.
    fn shares_tips(&self) -> bool {
        // A rail that is gone has the account of no name.
        let rails = || CLEARING.iter().map(|(rail, _)| *rail).chain([""]);
        [&self.clearing, &self.fees, &self.receivable].contains(&&self.tips)
            || rails().any(|rail| self.clearing_of(rail) == self.tips || self.fees_of(rail) == self.tips)
    }
}

/// A rail's name as a part of an account's name. Beancount allows no underscore and wants a capital first.
fn segment(rail: &str) -> String {
    let words = rail.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let capitalised = words.map(|word| {
        let (first, rest) = word.split_at(1);
        first.to_ascii_uppercase() + rest
    });
    let segment = capitalised.collect::<Vec<_>>().join("-");
    if segment.is_empty() { "Other".into() } else { segment }
}

/// DATEV's standard charts of accounts that have defaults.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum ChartOfAccounts {
    /// SKR03, in the order of processes.
    #[default]
    #[serde(rename = "SKR03")]
    Skr03,
    /// SKR04, in the order of the balance sheet.
    #[serde(rename = "SKR04")]
    Skr04,
}

impl ChartOfAccounts {
    /// Both charts.
    pub const ALL: [Self; 2] = [Self::Skr03, Self::Skr04];

    /// The name: `SKR03`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Skr03 => "SKR03",
            Self::Skr04 => "SKR04",
        }
    }

    /// The number in a batch's header: `03`.
    pub fn number(self) -> &'static str {
        match self {
            Self::Skr03 => "03",
            Self::Skr04 => "04",
        }
    }

    /// "Nebenkosten des Geldverkehrs", the account of fees.
    fn fees(self) -> u32 {
        match self {
            Self::Skr03 => 4970,
            Self::Skr04 => 6855,
        }
    }

    /// "Durchlaufende Posten", the account of tips: what employees get is passed on to them. It books no tax, so that whoever keeps them
    /// as income chooses an account that does.
    fn tips(self) -> u32 {
        match self {
            Self::Skr03 => 1590,
            Self::Skr04 => 1370,
        }
    }

    /// "Geldtransit", the account of money on its way. The clearing accounts of rails follow it.
    fn transit(self) -> u32 {
        match self {
            Self::Skr03 => 1360,
            Self::Skr04 => 1460,
        }
    }
}

/// The rails with a clearing account of their own, and the distance of its number from "Geldtransit". 10 and 11 are left out, because SKR03
/// has the counter-accounts of cash-basis accounting there; from 20 on, both charts have other accounts again. No other number is left, so
/// `link` has "Geldtransit" itself, as has a rail that is gone, and the providers' play money lies in one account.
const CLEARING: [(&str, u32); 20] = [
    ("stripe", 1),
    ("paypal", 2),
    ("sepa", 3),
    ("swiss", 4),
    ("btcpay", 5),
    ("lnbits", 6),
    ("cash", 7),
    ("manual", 8),
    ("spayd", 9),
    ("upi", 12),
    ("pix", 13),
    ("promptpay", 14),
    ("paynow", 15),
    ("merchant_code", 19),
    ("link", 0),
    ("lightning_address", 17),
    ("demo", 16),
    ("stripe_test", 18),
    ("paypal_test", 18),
    ("btcpay_test", 18),
];

/// The collective account of debtors, with DATEV's shortest account numbers.
const DEBTOR: u32 = 10_000;

/// The shortest numbers of general ledger accounts, which the charts' own numbers have.
const SHORTEST: u8 = 4;

/// The client in DATEV, and the accounts there. An account that isn't set is the default of the chart.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DatevAccounts {
    /// The chart of accounts.
    pub chart: ChartOfAccounts,
    /// The tax adviser's number ("Berater"), 1001 to 9999999.
    pub consultant: u32,
    /// The client's number at the adviser ("Mandant"), 1 to 99999.
    pub client: u32,
    /// The first month of the fiscal year, 1 to 12.
    pub first_month: u32,
    /// The number of digits of general ledger accounts, 4 to 8. Personal accounts have one more.
    pub account_length: u8,
    /// The account of fees, if it isn't the chart's.
    pub fees: Option<String>,
    /// The debtor that all payers are booked to, if it isn't the default.
    pub debtor: Option<String>,
    /// The account of tips, if it isn't the chart's.
    pub tips: Option<String>,
    /// The clearing accounts of rails that don't have the default.
    pub clearing: BTreeMap<String, String>,
}

impl Default for DatevAccounts {
    fn default() -> Self {
        Self {
            chart: ChartOfAccounts::default(),
            consultant: 1001,
            client: 1,
            first_month: 1,
            account_length: SHORTEST,
            fees: None,
            debtor: None,
            tips: None,
            clearing: BTreeMap::new(),
        }
    }
}

impl DatevAccounts {
    /// The account of fees.
    pub fn fees(&self) -> Cow<'_, str> {
        self.fees.as_deref().map_or_else(|| self.lengthened(self.chart.fees()).into(), Cow::from)
    }

    /// The debtor that all payers are booked to.
    pub fn debtor(&self) -> Cow<'_, str> {
        self.debtor.as_deref().map_or_else(|| self.lengthened(DEBTOR).into(), Cow::from)
    }

    /// The account of tips.
    pub fn tips(&self) -> Cow<'_, str> {
        self.tips.as_deref().map_or_else(|| self.lengthened(self.chart.tips()).into(), Cow::from)
    }

    /// The clearing account of a rail.
    pub fn clearing_of(&self, rail: &str) -> Cow<'_, str> {
        let distance = CLEARING.iter().find(|(name, _)| *name == rail).map_or(0, |(_, distance)| *distance);
        let default = || self.lengthened(self.chart.transit() + distance).into();
        self.clearing.get(rail).map_or_else(default, |account| account.as_str().into())
    }

    /// Returns whether the account of tips is another one as well.
    fn shares_tips(&self) -> bool {
        let tips = self.tips();
        [self.fees(), self.debtor(), self.clearing_of("")].contains(&tips)
            || self.clearing_accounts().any(|(_, account)| account == tips)
    }

    /// The rails with a clearing account of their own, and that account.
    pub fn clearing_accounts(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        CLEARING.iter().map(|(rail, _)| (*rail, self.clearing_of(rail)))
    }

    /// A number of the shortest length in the client's length: DATEV appends zeros.
    fn lengthened(&self, number: u32) -> String {
        let zeros = usize::from(self.account_length.saturating_sub(SHORTEST));
        format!("{number}{}", "0".repeat(zeros))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn what_is_not_stored_is_the_default() {
        let read = |text: &str| serde_json::from_str::<Accounts>(text).expect("accounts");
        assert_eq!(read("{}"), Accounts::default());
        let some = read(
            r#"{"datev": {"chart": "SKR04", "clearing": {"stripe": "1234"}}, "plain_text": {"fees": "Expenses:Bank"}}"#,
        );
        assert_eq!((&*some.datev.fees(), &*some.datev.debtor(), &*some.datev.tips()), ("6855", "10000", "1370"));
        assert_eq!((&*some.datev.clearing_of("stripe"), &*some.datev.clearing_of("paypal")), ("1234", "1462"));
        assert_eq!(some.plain_text.clearing_of("stripe_test"), "Assets:Chit:Clearing:Stripe-Test");
        assert_eq!(some.plain_text.fees_of("demo"), "Expenses:Bank:Demo");
        assert_eq!(read(&serde_json::to_string(&some).expect("JSON")), some);
    }

    #[test]
    fn longer_numbers_end_in_zeros() {
        let datev = DatevAccounts { account_length: 6, ..DatevAccounts::default() };
        assert_eq!((&*datev.fees(), &*datev.debtor(), &*datev.clearing_of("stripe")), ("497000", "1000000", "136100"));
        assert_eq!((&*datev.clearing_of("a rail that is gone"), &*datev.tips()), ("136000", "159000"));
    }

    #[test]
    fn no_two_rails_share_a_clearing_account() {
        for chart in ChartOfAccounts::ALL {
            let datev = DatevAccounts { chart, ..DatevAccounts::default() };
            let rails = datev.clearing_accounts().filter(|(rail, _)| !rail.ends_with("_test"));
            let accounts: BTreeSet<_> = rails.map(|(_, account)| account).collect();
            assert_eq!(accounts.len(), CLEARING.len() - 3);
            for test in ["stripe_test", "btcpay_test"] {
                assert_eq!(datev.clearing_of(test), datev.clearing_of("paypal_test"));
                assert!(!accounts.contains(&datev.clearing_of(test)));
            }
        }
    }

    #[test]
    fn any_name_makes_a_part_of_an_account() {
        for (rail, part) in
            [("stripe", "Stripe"), ("qr-bill", "Qr-Bill"), ("_x__1", "X-1"), ("é", "Other"), ("", "Other")]
        {
            assert_eq!(segment(rail), part);
        }
    }
}
