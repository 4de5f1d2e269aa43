//! Accounts as a form or a program sends them.

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{Accounts, CLEARING, ChartOfAccounts, DatevAccounts, PlainTextAccounts};
use crate::domain::field::{FieldError, Mention, Problem, Problems};

/// Accounts as texts. What is absent or blank is the default.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct AccountsDraft {
    /// The parent of the clearing accounts in plain-text accounting.
    pub clearing: Option<String>,
    /// The parent of the accounts of fees in plain-text accounting.
    pub fees: Option<String>,
    /// The account of what requests are owed in plain-text accounting.
    pub receivable: Option<String>,
    /// The account of tips in plain-text accounting.
    pub tips: Option<String>,
    /// `SKR03` or `SKR04`.
    pub datev_chart: Option<String>,
    /// The tax adviser's number.
    pub datev_consultant: Option<String>,
    /// The client's number.
    pub datev_client: Option<String>,
    /// The first month of the fiscal year, as a number.
    pub datev_first_month: Option<String>,
    /// The number of digits of general ledger accounts.
    pub datev_account_length: Option<String>,
    /// The account of fees in DATEV.
    pub datev_fees: Option<String>,
    /// The debtor that all payers are booked to.
    pub datev_debtor: Option<String>,
    /// The account of tips in DATEV.
    pub datev_tips: Option<String>,
    /// The clearing accounts that aren't the default, a rail and an account on each line: `stripe 1361`.
    pub datev_clearing: Option<String>,
}

/// Reasons to refuse an account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountsError {
    /// Beancount would refuse the name.
    #[error(
        "Write an account's name such as {0}: parts with a colon between them, each of letters, digits and hyphens and with a capital or \
         a digit first. The first part is Assets, Liabilities, Equity, Income or Expenses."
    )]
    Name(&'static str),
    /// The name has more characters than programs take.
    #[error("Write at most {LONGEST_NAME} characters.")]
    TooLong,
    /// The chart has no defaults here.
    #[error("Choose SKR03 or SKR04.")]
    Chart,
    /// Not a whole number in the range.
    #[error("Write a whole number from {0} to {1}.")]
    Range(u32, u32),
    /// Not the number of digits that the client's accounts have.
    #[error("Write an account of {0} digits: the number of digits that you chose.")]
    Digits(u8),
    /// Not an account of debtors.
    #[error("Write a debtor from {first} to {last}: one digit more than other accounts have.", first = debtor(*.0, '1', '0'), last = debtor(*.0, '6', '9'))]
    Debtor(u8),
    /// A line that isn't a rail and an account.
    #[error("Write a rail and its account on each line, such as “stripe 1361”.")]
    Pair,
    /// No rail has this name.
    #[error("There is no rail of the name “{name}”. Write one of these: {}.", rails(), name = .0)]
    Rail(String),
    /// The account of tips is one of the others.
    #[error("Another of these accounts is the same. Tips need one of their own, because they are taxed apart.")]
    Shared,
    /// A rail stands on two lines.
    #[error("The rail “{0}” stands there twice. Write it once.")]
    Twice(String),
}

/// The greatest length of an account's name, in characters.
const LONGEST_NAME: usize = 120;

/// The names of the five kinds of accounts, which Beancount's accounts begin with.
const ROOTS: [&str; 5] = ["Assets", "Liabilities", "Equity", "Income", "Expenses"];

fn debtor(digits: u8, first: char, others: char) -> String {
    format!("{first}{}", others.to_string().repeat(usize::from(digits.saturating_sub(1))))
}

fn rails() -> String {
    CLEARING.map(|(rail, _)| rail).join(", ")
}

impl Problem for AccountsError {
    fn code(&self) -> &'static str {
        match self {
            Self::Name(_) | Self::Digits(_) | Self::Debtor(_) | Self::Pair => "invalid",
            Self::TooLong => "too_long",
            Self::Chart | Self::Rail(_) => "unknown",
            Self::Range(..) => "out_of_range",
            Self::Twice(_) => "repeated",
            Self::Shared => "conflict",
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Name(example) => Some((*example).to_owned()),
            Self::Rail(name) | Self::Twice(name) => Some(name.clone()),
            _ => None,
        }
    }

    fn key(&self) -> Option<&'static str> {
        match self {
            Self::Name(_) => Some("error-account-name"),
            Self::TooLong => Some("error-too-long"),
            Self::Chart => Some("error-choose"),
            Self::Range(..) => Some("error-range"),
            Self::Digits(_) => Some("error-account-digits"),
            Self::Debtor(_) => Some("error-debtor"),
            Self::Pair => Some("error-rail-and-account"),
            Self::Rail(_) => Some("error-account-rail"),
            Self::Twice(_) => Some("error-rail-twice"),
            Self::Shared => Some("error-account-shared"),
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        let number = |text: String| text.parse().unwrap_or_default();
        match self {
            Self::TooLong => vec![Mention::Max(i64::try_from(LONGEST_NAME).unwrap_or(i64::MAX))],
            Self::Range(min, max) => vec![Mention::Range((*min).into(), (*max).into())],
            Self::Digits(digits) => vec![Mention::Max((*digits).into())],
            Self::Debtor(digits) => {
                vec![Mention::Range(number(debtor(*digits, '1', '0')), number(debtor(*digits, '6', '9')))]
            }
            _ => Vec::new(),
        }
    }
}

impl AccountsDraft {
    /// The accounts as texts, for a form; what is the default by itself is absent.
    pub fn of(accounts: &Accounts) -> Self {
        let Accounts { plain_text, datev } = accounts;
        let clearing: Vec<_> = datev.clearing.iter().map(|(rail, account)| format!("{rail} {account}")).collect();
        Self {
            clearing: Some(plain_text.clearing.clone()),
            fees: Some(plain_text.fees.clone()),
            receivable: Some(plain_text.receivable.clone()),
            tips: Some(plain_text.tips.clone()),
            datev_chart: Some(datev.chart.name().to_owned()),
            datev_consultant: Some(datev.consultant.to_string()),
            datev_client: Some(datev.client.to_string()),
            datev_first_month: Some(datev.first_month.to_string()),
            datev_account_length: Some(datev.account_length.to_string()),
            datev_fees: datev.fees.clone(),
            datev_debtor: datev.debtor.clone(),
            datev_tips: datev.tips.clone(),
            datev_clearing: (!clearing.is_empty()).then(|| clearing.join("\n")),
        }
    }

    /// Validates all fields.
    ///
    /// # Errors
    /// All errors, each of the field that it is about.
    pub fn check(&self) -> Result<Accounts, Vec<FieldError>> {
        let mut problems = Problems::default();
        let plain = PlainTextAccounts::default();
        let mut name = |field, text, otherwise: String, example| match given(text) {
            Some(text) => problems.check(field, account_name(text, example)).unwrap_or(otherwise),
            None => otherwise,
        };
        let plain_text = PlainTextAccounts {
            clearing: name("clearing", &self.clearing, plain.clearing, "Assets:Chit:Clearing"),
            fees: name("fees", &self.fees, plain.fees, "Expenses:Chit:Fees"),
            receivable: name("receivable", &self.receivable, plain.receivable, "Assets:Receivable:Chit"),
            tips: name("tips", &self.tips, plain.tips, "Income:Chit:Tips"),
        };
        let datev = self.datev(&mut problems);
        problems.finish()?;
        // Compared once all are known, those that weren't given included: the default of one may be what was typed for another.
        let mut problems = Problems::default();
        for (field, is_shared) in [("tips", plain_text.shares_tips()), ("datev_tips", datev.shares_tips())] {
            if is_shared {
                problems.push(FieldError::new(field, &AccountsError::Shared));
            }
        }
        problems.finish()?;
        Ok(Accounts { plain_text, datev })
    }

    fn datev(&self, problems: &mut Problems) -> DatevAccounts {
        let defaults = DatevAccounts::default();
        let chart = given(&self.datev_chart).and_then(|text| problems.check("datev_chart", chart(text)));
        let mut number = |field, text, otherwise, first, last| match given(text) {
            Some(text) => problems.check(field, number(text, first, last)).unwrap_or(otherwise),
            None => otherwise,
        };
        let consultant = number("datev_consultant", &self.datev_consultant, defaults.consultant, 1001, 9_999_999);
        let client = number("datev_client", &self.datev_client, defaults.client, 1, 99_999);
        let first_month = number("datev_first_month", &self.datev_first_month, defaults.first_month, 1, 12);
        let length = number("datev_account_length", &self.datev_account_length, defaults.account_length.into(), 4, 8);
        let account_length = u8::try_from(length).unwrap_or(defaults.account_length);
        let fees = given(&self.datev_fees).and_then(|text| problems.check("datev_fees", account(text, account_length)));
        let debtor = given(&self.datev_debtor)
            .and_then(|text| problems.check("datev_debtor", debtor_account(text, account_length + 1)));
        let tips = given(&self.datev_tips).and_then(|text| problems.check("datev_tips", account(text, account_length)));
        let clearing = given(&self.datev_clearing)
            .and_then(|text| problems.check("datev_clearing", clearing_accounts(text, account_length)));
        DatevAccounts {
            chart: chart.unwrap_or_default(),
            consultant,
            client,
            first_month,
            account_length,
            fees,
            debtor,
            tips,
            clearing: clearing.unwrap_or_default(),
        }
    }
}

/// The trimmed text of a field, unless it is blank.
fn given(text: &Option<String>) -> Option<&str> {
    text.as_deref().map(str::trim).filter(|text| !text.is_empty())
}

/// Reads a name that Beancount accepts.
fn account_name(text: &str, example: &'static str) -> Result<String, AccountsError> {
    let mut parts = text.split(':');
    let root = parts.next().unwrap_or_default();
    let is_part = |part: &str| {
        let is_first = |c: char| c.is_alphanumeric() && !c.is_lowercase();
        part.starts_with(is_first) && part.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    let rest: Vec<_> = parts.collect();
    if !ROOTS.contains(&root) || rest.is_empty() || !rest.into_iter().all(is_part) {
        Err(AccountsError::Name(example))
    } else if text.chars().count() > LONGEST_NAME {
        Err(AccountsError::TooLong)
    } else {
        Ok(text.to_owned())
    }
}

fn chart(text: &str) -> Result<ChartOfAccounts, AccountsError> {
    ChartOfAccounts::ALL.into_iter().find(|chart| chart.name().eq_ignore_ascii_case(text)).ok_or(AccountsError::Chart)
}

fn number(text: &str, first: u32, last: u32) -> Result<u32, AccountsError> {
    let read = text.parse().ok().filter(|number| is_digits(text) && (first..=last).contains(number));
    read.ok_or(AccountsError::Range(first, last))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether a text is an account number of so many digits; no account has only zeros.
fn has_digits(text: &str, length: u8) -> bool {
    text.len() == usize::from(length) && is_digits(text) && text.bytes().any(|b| b != b'0')
}

/// Reads a general ledger account. Leading zeros count, as in `0420`.
fn account(text: &str, length: u8) -> Result<String, AccountsError> {
    has_digits(text, length).then(|| text.to_owned()).ok_or(AccountsError::Digits(length))
}

/// Reads a personal account of a debtor. Those that begin with 7, 8 and 9 are of creditors.
fn debtor_account(text: &str, length: u8) -> Result<String, AccountsError> {
    let is_debtor = has_digits(text, length) && text.starts_with(['1', '2', '3', '4', '5', '6']);
    is_debtor.then(|| text.to_owned()).ok_or(AccountsError::Debtor(length))
}

/// Reads pairs of a rail and an account.
fn clearing_accounts(text: &str, length: u8) -> Result<BTreeMap<String, String>, AccountsError> {
    let mut accounts = BTreeMap::new();
    for pair in text.split(['\n', ',', ';']).map(str::trim).filter(|pair| !pair.is_empty()) {
        let (rail, number) = pair.split_once([' ', '=', ':', '\t']).ok_or(AccountsError::Pair)?;
        let rail = rail.trim().to_lowercase();
        if !CLEARING.iter().any(|(name, _)| *name == rail) {
            return Err(AccountsError::Rail(rail.chars().take(32).collect()));
        }
        let number = account(number.trim_matches([' ', '=', ':', '\t']), length)?;
        if accounts.insert(rail.clone(), number).is_some() {
            return Err(AccountsError::Twice(rail));
        }
    }
    Ok(accounts)
}
