//! The JSON API, to the letter: what each resource has, how lists are walked, what is done once, and how bad input is told.

mod changes;
mod lists;
mod others;
mod problems;
mod repeats;
mod requests;

use libtest_mimic::Trial;

use crate::support::{Answer, Api, App};

pub fn tests() -> Vec<Trial> {
    [requests::tests(), problems::tests(), changes::tests(), lists::tests(), others::tests(), repeats::tests()]
        .into_iter()
        .flatten()
        .collect()
}

/// An API of a new payee.
fn anna(app: &App) -> Api {
    app.api(&app.payee("anna").api_key)
}

/// The fields and codes of a problem, as pairs of text.
fn named(answer: &Answer) -> Vec<String> {
    answer.problems().into_iter().map(|(field, code)| format!("{field} {code}")).collect()
}
