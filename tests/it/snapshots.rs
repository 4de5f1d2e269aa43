//! Snapshots: what a page, a body or a file says, whole, in `tests/it/snapshots/NAME.snap`, as text that a person reads in a diff. What
//! each run has of its own (codes, tokens, the day that it is) is named by its kind instead.
//!
//! `INSTA_UPDATE=always cargo test --test it -- snapshots` writes them anew; `tests/run` writes none.

use chrono::TimeDelta;
use serde_json::Value;

use crate::support::{App, now, outline};

/// The values that a run has of its own, and the names that stand for them.
pub struct Named(Vec<(String, String)>);

impl Named {
    /// The service's own address.
    pub fn of(app: &App) -> Self {
        let base = app.base.trim_end_matches('/').to_owned();
        let host = base.trim_start_matches("http://").to_owned();
        let in_queries = base.replace(':', "%3A").replace('/', "%2F");
        Self(vec![
            (in_queries, "https%3A%2F%2Fchit.example".to_owned()),
            (base, "https://chit.example".to_owned()),
            (host, "chit.example".to_owned()),
        ])
    }

    /// Names a value.
    pub fn name(&mut self, value: &str, name: &str) -> &mut Self {
        if !value.is_empty() {
            self.0.push((value.to_owned(), format!("[{name}]")));
            // The longest first: one may be a part of another.
            self.0.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        }
        self
    }

    /// Names the members of a resource, and of those in it, that are a run's own.
    pub fn name_all(&mut self, resource: &Value) -> &mut Self {
        match resource {
            Value::Object(members) => {
                for (key, value) in members {
                    if let Some(text) = value.as_str().filter(|_| OWN.contains(&key.as_str())) {
                        let chars: Vec<_> = text.chars().collect();
                        let by_four: Vec<String> = chars.chunks(4).map(String::from_iter).collect();
                        self.name(text, key).name(&by_four.join(" "), key);
                    }
                    self.name_all(value);
                }
            }
            Value::Array(values) => {
                for value in values {
                    self.name_all(value);
                }
            }
            _ => {}
        }
        self
    }

    /// A text with the names in place of the values.
    fn apply(&self, text: &str) -> String {
        let text = self.0.iter().fold(text.to_owned(), |text, (value, name)| text.replace(value, name));
        let text = without_time(&without_today(text), "[day], ");
        let text = without_time(&text, "[day]T");
        // OFX writes both without a sign between them.
        let text = without_time(&text, "[day]");
        without_hashes(&without_clock(text))
    }

    /// Holds a page against its snapshot, a line for each element.
    #[track_caller]
    pub fn page(&self, name: &str, html: &str) {
        self.text(name, &outline(&self.apply(html)));
    }

    /// Holds a body against its snapshot, its members in their order.
    #[track_caller]
    pub fn json(&self, name: &str, body: &Value) {
        self.text(name, &serde_json::to_string_pretty(body).expect("JSON"));
    }

    /// Holds a text against its snapshot.
    #[track_caller]
    pub fn text(&self, name: &str, text: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path("snapshots");
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, self.apply(text)));
    }
}

/// A text in which today is called so. It was yesterday when the test began, if that was at midnight.
fn without_today(text: String) -> String {
    let days = [now(), now() - TimeDelta::days(1)];
    let forms = ["%-d %B %Y", "%Y-%m-%d", "%Y-%m-01", "%Y%m%d", "%d/%m/%Y"];
    let written = days.iter().flat_map(|day| forms.map(|form| day.format(form).to_string()));
    written.fold(text, |text, day| text.replace(&day, "[day]"))
}

/// A text without the hashes in the addresses of static files, which have tests of their own.
fn without_hashes(text: &str) -> String {
    const PLACE: &str = "/static/";
    let mut parts = text.split(PLACE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (address, rest) = part.split_at(part.find('"').unwrap_or(part.len()));
        let names = address.split('.').map(|name| {
            let is_hash = name.len() == 10 && name.bytes().all(|b| b.is_ascii_hexdigit());
            if is_hash { "[hash]" } else { name }
        });
        format!("{text}{PLACE}{}{rest}", names.collect::<Vec<_>>().join("."))
    })
}

/// A text without the time of day behind a mark.
fn without_time(text: &str, mark: &str) -> String {
    let mut parts = text.split(mark);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        if !part.starts_with(|c: char| c.is_ascii_digit()) {
            return text + mark + part;
        }
        let rest = part.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | '+' | 'Z'));
        format!("{text}{mark}[time]{rest}")
    })
}

/// A text without the times of day that pages in English have.
fn without_clock(text: String) -> String {
    ["\u{202f}am", "\u{202f}pm"].iter().fold(text, |text, half| {
        let mut parts: Vec<_> = text.split(half).collect();
        let last = parts.pop().unwrap_or_default();
        let clock = |c: char| c.is_ascii_digit() || c == ':';
        parts.iter().map(|part| format!("{}[time]", part.trim_end_matches(clock))).chain([last.to_owned()]).collect()
    })
}

/// Members of resources that are drawn anew in each run.
const OWN: [&str; 10] =
    ["check_words", "code", "event_id", "id", "key_id", "kid", "payment", "provider_ref", "request", "rf"];
