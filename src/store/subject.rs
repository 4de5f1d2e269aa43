//! Subjects of news: what has changed.

use crate::domain::id::PayeeId;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;

/// The subject of a change.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Subject {
    /// A request or its payments.
    Request(RequestCode),
    /// Some request of a payee or its payments, for pages that show all of them.
    Requests(PayeeId),
    /// A payee, and with it the pages of all its links.
    Payee(Handle),
    /// The operator's texts about the service, to which pages link.
    Texts,
    /// Unknown: another process has written to the embedded database, or news of other replicas may have been missed.
    Anything,
}

/// The payload of [`Subject::Texts`].
const TEXTS: &str = "texts";

impl Subject {
    /// The payload of a notification: a request's code, a payee's id, a handle behind an `@`, or a word of fewer letters.
    pub(super) fn payload(&self) -> String {
        match self {
            Self::Request(code) => code.to_string(),
            Self::Requests(payee) => payee.to_string(),
            Self::Payee(handle) => format!("@{handle}"),
            Self::Texts => TEXTS.to_owned(),
            Self::Anything => "*".to_owned(),
        }
    }

    /// Parses [`Self::payload`]. One that isn't known, such as a newer version's, stands for [`Self::Anything`].
    pub(super) fn parse(payload: &str) -> Self {
        if payload == TEXTS {
            return Self::Texts;
        }
        let handle = || payload.strip_prefix('@').and_then(|handle| Handle::parse(handle).ok());
        let request = || RequestCode::parse(payload).map(Self::Request);
        let requests = || PayeeId::parse(payload).map(Self::Requests);
        request().or_else(requests).or_else(|| handle().map(Self::Payee)).unwrap_or(Self::Anything)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;

    #[test]
    fn a_notification_says_what_changed() {
        let code = RequestCode::parse("k7m2pq9xw4dt").expect("a code");
        let handle = Handle::parse("anna").expect("a handle");
        let payee = PayeeId::draw(&Chance::secure());
        for changed in [
            Subject::Request(code),
            Subject::Requests(payee),
            Subject::Payee(handle),
            Subject::Texts,
            Subject::Anything,
        ] {
            assert_eq!(Subject::parse(&changed.payload()), changed);
        }
        assert_eq!(Subject::parse("of a later version"), Subject::Anything);
    }
}
