//! The file that says what the others are.

use chrono::NaiveDate;

use crate::domain::text::DisplayName;
use crate::locale::{Locale, Words};

/// The archive's files, each with the key of what it is.
const FILES: [(&str, &str); 14] = [
    ("profile.json", "leave-file-profile"),
    ("methods.json", "leave-file-methods"),
    ("people.json", "leave-file-people"),
    ("devices.json", "leave-file-devices"),
    ("keys.json", "leave-file-keys"),
    ("webhooks.json", "leave-file-webhooks"),
    ("labels.json", "leave-file-labels"),
    ("requests.json", "leave-file-requests"),
    ("payments.json", "leave-file-payments"),
    ("statements.json", "leave-file-statements"),
    ("statement-entries.json", "leave-file-entries"),
    ("closes.json", "leave-file-closes"),
    ("batches.json", "leave-file-batches"),
    ("movements.csv", "leave-file-movements"),
];

/// The text, in the reader's language.
pub(super) fn text(payee: &DisplayName, locale: Locale, today: NaiveDate) -> String {
    let t = Words::new(locale).with("payee", payee.as_str()).with("day", locale.day(today));
    let mut text = format!("{}\n\n", t.say("leave-readme"));
    for (name, key) in FILES {
        text.push_str(&format!("{name}\n    {}\n", t.say(key)));
    }
    text.push_str(&format!("\n{}\n\n{}\n", t.say("leave-readme-form"), t.say("leave-readme-not")));
    text
}
