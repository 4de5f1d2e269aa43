//! The file that says what the others are.

use chrono::NaiveDate;

use super::File;
use crate::domain::text::DisplayName;
use crate::locale::{Locale, Words};

/// The text, in the reader's language.
pub(super) fn text(payee: &DisplayName, locale: Locale, today: NaiveDate, files: &[File]) -> String {
    let t = Words::new(locale).with("payee", payee.as_str()).with("day", locale.day(today));
    let mut text = format!("{}\n\n", t.say("leave-readme"));
    for File { name, about, bytes: _ } in files {
        text.push_str(&format!("{name}\n    {}\n", t.say(about)));
    }
    text.push_str(&format!("\n{}\n\n{}\n", t.say("leave-readme-form"), t.say("leave-readme-not")));
    text
}
