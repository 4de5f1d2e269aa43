//! The list's filters, as its address has them.

use chrono::{NaiveDate, TimeDelta};
use serde::Deserialize;

use crate::domain::clock::Timestamp;
use crate::domain::money::currency::Currency;
use crate::domain::money::notation::Notation;
use crate::domain::payee::Payee;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, Status};
use crate::domain::text::Label;
use crate::domain::when::{day, moment_of};
use crate::locale::Words;
use crate::store::{RequestFilter, RequestPosition};
use crate::web::http::extract::SignedIn;

/// The address of the list.
const LIST: &str = "/app/requests";

/// The filters and the position of the list. All is text as it was typed; what can't be read is left out, and said.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ListQuery {
    /// The search.
    pub q: String,
    /// A status; empty for all.
    pub status: String,
    /// A label.
    pub label: String,
    /// A way of paying, by the name of its rail.
    pub way: String,
    /// ISO 4217.
    pub currency: String,
    /// The first day.
    pub from: String,
    /// The last day.
    pub to: String,
    /// The smallest amount.
    pub min: String,
    /// The largest amount.
    pub max: String,
    overdue: String,
    look: String,
    archived: String,
    select: String,
    before: String,
    before_code: String,
    done: String,
    n: String,
    left: String,
}

/// A filter that can't be read.
pub struct UnreadFilter {
    /// The field's name in the address.
    pub field: &'static str,
    /// The key of its label.
    pub label: &'static str,
}

fn is_on(text: &str) -> bool {
    text == "1"
}

/// The code in the address of a link, which sellers paste into the search; any other text as it is.
fn without_address(text: &str) -> &str {
    let Some((_, path)) = text.rsplit_once("/r/") else { return text };
    path.split(['/', '?', '#', ' ']).next().unwrap_or(path)
}

fn address(pairs: Vec<(&'static str, String)>) -> String {
    let query = serialised(pairs);
    if query.is_empty() { LIST.to_owned() } else { format!("{LIST}?{query}") }
}

fn serialised(pairs: Vec<(&'static str, String)>) -> String {
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

impl ListQuery {
    /// Reads the filter that a page carries along, see [`Self::carried`]. One that can't be read is empty.
    pub fn parse(carried: &str) -> Self {
        serde_urlencoded::from_str(carried).unwrap_or_default()
    }

    /// The filters that are set, without the position.
    fn pairs(&self) -> Vec<(&'static str, String)> {
        let flag = |text: &str| if is_on(text) { "1".to_owned() } else { String::new() };
        let all = [
            ("q", self.q.trim().to_owned()),
            ("status", self.status().map(|status| status.as_str().to_owned()).unwrap_or_default()),
            ("look", flag(&self.look)),
            ("overdue", flag(&self.overdue)),
            ("archived", flag(&self.archived)),
            ("label", self.label.clone()),
            ("way", self.way.clone()),
            ("currency", self.currency.clone()),
            ("from", self.from.clone()),
            ("to", self.to.clone()),
            ("min", self.min.clone()),
            ("max", self.max.clone()),
            ("select", flag(&self.select)),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).collect()
    }

    /// The status, if one is chosen.
    pub fn status(&self) -> Option<Status> {
        Status::parse(&self.status).or(self.is_overdue().then_some(Status::Open))
    }

    /// Set for requests that need a look.
    pub fn is_look(&self) -> bool {
        is_on(&self.look)
    }

    /// Set for overdue requests.
    pub fn is_overdue(&self) -> bool {
        is_on(&self.overdue)
    }

    /// Set for archived requests.
    pub fn is_archived(&self) -> bool {
        is_on(&self.archived)
    }

    /// Set while requests are being selected on a phone.
    pub fn is_selecting(&self) -> bool {
        is_on(&self.select)
    }

    /// Set when anything is filtered.
    pub fn is_filtered(&self) -> bool {
        self.pairs().iter().any(|(name, _)| *name != "select")
    }

    /// Set when a filter of the sheet is on, beyond chips and search.
    pub fn is_filtered_further(&self) -> bool {
        let chips = ["q", "look", "overdue", "select"];
        let is_chip =
            |name: &str, value: &str| chips.contains(&name) || name == "status" && ["open", "paid"].contains(&value);
        self.pairs().iter().any(|(name, value)| !is_chip(name, value))
    }

    /// Set on a page after the first.
    pub fn is_placed(&self) -> bool {
        self.after().is_some()
    }

    fn after(&self) -> Option<(Timestamp, RequestCode)> {
        self.before.parse().ok().and_then(moment_of).zip(RequestCode::parse(&self.before_code))
    }

    /// The filter in one text, for pages that lead back to the list.
    pub fn carried(&self) -> String {
        serialised(self.pairs())
    }

    /// The list's address with this filter.
    pub fn href(&self) -> String {
        address(self.pairs())
    }

    /// The filters beside the search, for the search's form.
    pub fn kept(&self) -> Vec<(&'static str, String)> {
        self.pairs().into_iter().filter(|(name, _)| *name != "q").collect()
    }

    /// The list's address with one of the chips on, or with none.
    pub fn turned(&self, name: &'static str, value: &str) -> String {
        let chips = ["status", "look", "overdue", "archived"];
        let others = self.pairs().into_iter().filter(|(name, _)| !chips.contains(name));
        address(others.chain(Some((name, value.to_owned())).filter(|(_, value)| !value.is_empty())).collect())
    }

    /// The list's address with or without selecting.
    pub fn selecting(&self, on: bool) -> String {
        let others = self.pairs().into_iter().filter(|(name, _)| *name != "select");
        address(others.chain(on.then(|| ("select", "1".to_owned()))).collect())
    }

    /// The address of the page after a request.
    pub fn older(&self, last: &PaymentRequest) -> String {
        let place =
            [("before", last.created_at.timestamp_micros().to_string()), ("before_code", last.code.to_string())];
        address(self.pairs().into_iter().chain(place).collect())
    }

    /// The list's address after something was done with several requests: how many, and how many were left as they were.
    pub fn after_deed(&self, done: &'static str, n: usize, left: usize) -> String {
        let told = [("done", done.to_owned()), ("n", n.to_string()), ("left", left.to_string())];
        address(self.pairs().into_iter().filter(|(name, _)| *name != "select").chain(told).collect())
    }

    /// The sentences about what was done with several requests.
    pub fn told(&self, who: &SignedIn) -> Vec<String> {
        let number = |text: &str| text.parse::<u8>().ok().filter(|n| *n > 0).map(|n| who.locale.count(n.into()));
        let say = |key, n: String| Words::new(who.locale).with("n", n).say(key).into_owned();
        let key = match self.done.as_str() {
            "cancelled" => "requests-done-cancelled",
            "archived" => "requests-done-archived",
            "unarchived" => "requests-done-unarchived",
            "labelled" => "requests-done-labelled",
            _ => return Vec::new(),
        };
        let done = say(key, number(&self.n).unwrap_or_else(|| who.locale.count(0)));
        [Some(done), number(&self.left).map(|n| say("requests-left", n))].into_iter().flatten().collect()
    }

    /// The store's filter, and the fields that can't be read. Days are those of the payee's zone; amounts are in the currency that is
    /// filtered by, or else in the payee's.
    pub fn filter(&self, payee: &Payee, now: Timestamp) -> (RequestFilter, Vec<UnreadFilter>) {
        let mut unread = Vec::new();
        let mut note = |field, label| unread.push(UnreadFilter { field, label });
        let mut days = |field, label, text: &str| -> Option<NaiveDate> {
            let read = Some(text.trim()).filter(|text| !text.is_empty()).map(day)?;
            read.map_err(|_| note(field, label)).ok()
        };
        let (from, to) = (days("from", "requests-from", &self.from), days("to", "requests-to", &self.to));
        let typed = Some(self.currency.trim()).filter(|text| !text.is_empty());
        let parsed = typed.map(|text| Currency::parse(&text.to_ascii_uppercase()));
        let mut currency = match parsed {
            Some(Err(_)) => {
                note("currency", "requests-currency");
                None
            }
            Some(Ok(currency)) => Some(currency),
            None => None,
        };
        let unit = currency.unwrap_or(payee.currency);
        let mut amount = |field, label, text: &str| -> Option<i64> {
            let text = Some(text.trim()).filter(|text| !text.is_empty())?;
            Notation::Typed('.').read(text, unit).map_err(|_| note(field, label)).ok().map(|money| money.minor())
        };
        let (min, max) = (amount("min", "requests-min", &self.min), amount("max", "requests-max", &self.max));
        if min.is_some() || max.is_some() {
            currency = Some(unit);
        }
        let search = Some(without_address(self.q.trim())).filter(|q| !q.is_empty());
        let filter = RequestFilter {
            status: Status::parse(&self.status),
            label: Label::parse(&self.label).ok(),
            way: Some(self.way.trim()).filter(|way| !way.is_empty()).map(str::to_owned),
            overdue: self.is_overdue().then(|| payee.zone.day_of(now)),
            look: self.is_look(),
            // A search, a label and a look find what is archived, too.
            archived: match (self.is_archived(), search) {
                (true, _) => Some(true),
                (false, None) if !self.is_look() => Some(false),
                (false, _) => None,
            },
            currency,
            min,
            max,
            created_from: from.map(|from| payee.zone.midnight(from)),
            created_to: to.and_then(|to| to.checked_add_signed(TimeDelta::days(1))).map(|end| payee.zone.midnight(end)),
            search: search.map(str::to_owned),
            after: self.after().map(|(created_at, code)| RequestPosition { created_at, code: code.to_string() }),
            ..RequestFilter::default()
        };
        (filter, unread)
    }
}
