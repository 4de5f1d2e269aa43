//! Entries of bank statements as they are kept: without names, accounts and texts.

use serde::{Deserialize, Serialize};

use super::request::code::RequestCode;

/// The state of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, sqlx::Type, strum::IntoStaticStr, utoipa::ToSchema)]
#[sqlx(type_name = "TEXT", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum EntryState {
    /// Its money is booked, or it is further evidence of money that was booked before.
    Matched,
    /// It may be the money of one of its suggestions; the payee decides.
    Suggested,
    /// Nothing is known of it; the payee decides.
    Unmatched,
    /// Money that left the account. Nothing is to be decided.
    Outgoing,
    /// The payee put it aside.
    Dismissed,
    /// A batch whose single payments came in another file, or an entry that its bank took back before it was booked.
    Replaced,
    /// Its statement was undone. Another import may bring it again.
    Undone,
}

impl EntryState {
    /// All states.
    pub const ALL: [Self; 7] = [
        Self::Matched,
        Self::Suggested,
        Self::Unmatched,
        Self::Outgoing,
        Self::Dismissed,
        Self::Replaced,
        Self::Undone,
    ];

    /// The spelling in the API and the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// Reads the spelling of [`EntryState::as_str`].
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Returns whether the payee may still decide what the entry is.
    pub fn is_open(self) -> bool {
        matches!(self, Self::Suggested | Self::Unmatched | Self::Dismissed)
    }
}

/// The reason for a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, strum::IntoStaticStr, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Reason {
    /// The reference is right, and the currency is another one.
    OtherCurrency,
    /// The transfer names several requests, and their open sums don't add up to it.
    SeveralReferences,
    /// The reference is right, and the request is paid.
    PaidAlready,
    /// The same amount was booked on the same day for this request, from a file of another format.
    BookedFromOtherFile,
    /// The same amount is recorded for this request, which may get several equal payments: the money may be that one or another.
    RecordedBefore,
    /// The reference is right, less arrived, and the payer sent the whole amount: a bank kept the rest.
    BankKept,
    /// The code or reference stands in several requests.
    Ambiguous,
    /// The payee's own reference is there, and the amount is another one or the request isn't open.
    OwnReference,
    /// The payer said that this amount was sent for this request.
    Claimed,
    /// The open sum is the same, and the request was made shortly before.
    AmountAndTime,
    /// The bank took back an amount that was booked for this request.
    TakenBack,
}

impl Reason {
    /// The spelling in the API and the database.
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// A sentence for the payee.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::OtherCurrency => "The reference is right, but the money is in another currency.",
            Self::SeveralReferences => {
                "The transfer names several requests, and what is open on them doesn't add up to its amount."
            }
            Self::PaidAlready => "The reference is right, but this request is paid already.",
            Self::BookedFromOtherFile => {
                "The same amount is booked for this request on the same day, from a file of another format."
            }
            Self::RecordedBefore => {
                "The same amount is recorded for this request already: this may be that money, or another payment."
            }
            Self::BankKept => "The reference is right and the payer sent the whole amount: a bank kept a part of it.",
            Self::Ambiguous => "The code or reference fits more than one request.",
            Self::OwnReference => {
                "Your reference is in the text, but the amount is another one or the request isn't open."
            }
            Self::Claimed => "Its payer said that this amount was sent.",
            Self::AmountAndTime => "The amount is what is open, and the request is of that time.",
            Self::TakenBack => "The bank took an amount back that is booked for this request.",
        }
    }
}

/// A request that an entry may pay.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suggestion {
    /// The code of the request.
    pub request: RequestCode,
    /// The reason.
    pub why: Reason,
}

/// A suggestion as it is stored.
#[derive(Deserialize)]
struct Stored {
    request: String,
    why: Reason,
}

impl Suggestion {
    /// Reads a stored list; `None` if it isn't one.
    pub fn parse_list(json: &str) -> Option<Vec<Self>> {
        let stored: Vec<Stored> = serde_json::from_str(json).ok()?;
        stored
            .into_iter()
            .map(|Stored { request, why }| Some(Self { request: RequestCode::parse(&request)?, why }))
            .collect()
    }

    /// The list as it is stored.
    #[expect(clippy::expect_used, reason = "suggestions would be lost silently")]
    pub fn list_to_json(list: &[Self]) -> String {
        serde_json::to_string(list).expect("codes and words are JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_read_back_as_they_are_stored() {
        let code = RequestCode::parse("abcdefghijkm").expect("a code");
        let list = [Reason::OtherCurrency, Reason::Claimed].map(|why| Suggestion { request: code.clone(), why });
        let json = Suggestion::list_to_json(&list);
        assert_eq!(
            json,
            r#"[{"request":"abcdefghijkm","why":"other_currency"},{"request":"abcdefghijkm","why":"claimed"}]"#
        );
        assert_eq!(Suggestion::parse_list(&json).as_deref(), Some(list.as_slice()));
        assert_eq!(Suggestion::parse_list("[]"), Some(Vec::new()));
        assert_eq!(Suggestion::parse_list(r#"[{"request":"?","why":"claimed"}]"#), None);
        for state in EntryState::ALL {
            assert_eq!(EntryState::parse(state.as_str()), Some(state));
        }
    }
}
