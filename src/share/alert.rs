//! Texts of alerts on sellers' devices, as declarative push messages: what Safari shows by itself, and other browsers by the app's service
//! worker. They have nothing of a payer, no memo, and an amount only where the seller has turned that on.

use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::domain::alert::{Alert, AlertKind};
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::locale::{Locale, Words};

/// The number by which a declarative message is known: that of the RFC.
const WEB_PUSH: u16 = 8030;

/// The length to which messages are filled up with blanks, so that a push service can't tell one text from another by it.
const LENGTH: usize = 1024;

/// The text of an alert.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AlertText {
    title: String,
    body: String,
    /// The page that it leads to.
    navigate: String,
    lang: &'static str,
    dir: &'static str,
    /// The mark by which an alert that comes twice is shown once.
    tag: String,
}

#[derive(Serialize)]
struct Declarative<'a> {
    web_push: u16,
    notification: &'a AlertText,
}

impl AlertText {
    /// The text of an alert in a language. It leads to `navigate`.
    pub fn new(alert: &Alert, language: Language, amount: Option<Money>, navigate: String) -> Self {
        let locale = Locale::from(language);
        let t = Words::new(locale);
        let (t, says_amount) = match amount {
            Some(money) => (t.with("amount", locale.money(&money)), true),
            None => (t, false),
        };
        let (title, body) = match (alert.kind, says_amount) {
            (AlertKind::Arrived, false) => ("home-push-arrived", "home-push-open"),
            (AlertKind::Arrived, true) => ("home-push-arrived-amount", "home-push-open"),
            (AlertKind::Claimed, false) => ("home-push-claimed", "home-push-look"),
            (AlertKind::Claimed, true) => ("home-push-claimed-amount", "home-push-look"),
            (AlertKind::Disputed, false) => ("home-push-disputed", "home-push-answer"),
            (AlertKind::Disputed, true) => ("home-push-disputed-amount", "home-push-answer"),
            (AlertKind::Ordered, false) => ("home-push-ordered", "home-push-answer"),
            (AlertKind::Ordered, true) => ("home-push-ordered-amount", "home-push-answer"),
            (AlertKind::Test, _) => ("home-push-test", "home-push-test-about"),
        };
        Self {
            title: t.say(title).into_owned(),
            body: t.say(body).into_owned(),
            navigate,
            lang: language.tag(),
            dir: language.dir(),
            tag: topic(alert),
        }
    }

    /// The message, filled up with blanks.
    pub fn to_json(&self) -> String {
        let message = Declarative { web_push: WEB_PUSH, notification: self };
        let json = serde_json::to_string(&message).unwrap_or_default();
        let blanks = LENGTH.saturating_sub(json.len());
        json + &" ".repeat(blanks)
    }
}

/// The topic of an alert (RFC 8030, section 5.4), by which a push service keeps one of two that are the same. It tells nothing: the device's
/// id in it is secret, so two devices of a payee have different ones.
pub fn topic(alert: &Alert) -> String {
    let text = format!("{} {} {}", alert.device_id, alert.kind.as_str(), alert.subject);
    let mut topic = BASE64URL_NOPAD.encode(&Sha256::digest(text.as_bytes()));
    topic.truncate(32);
    topic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::id::{AlertDeviceId, PayeeId};
    use crate::domain::money::currency::Currency;

    fn alert(kind: AlertKind) -> Alert {
        let chance = Chance::scripted(|n| vec![7; n]);
        Alert {
            device_id: AlertDeviceId::draw(&chance),
            kind,
            subject: "pay_2gtagy838ggRpiNfeds6iL".into(),
            payee_id: PayeeId::draw(&chance),
            attempts: 0,
            created_at: chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range"),
        }
    }

    #[test]
    fn a_message_is_as_long_as_any_other_and_says_an_amount_only_if_given() {
        let money = Money::new(2500, Currency::EUR);
        for language in Language::ALL {
            let figures = Locale::from(language).money(&money);
            for kind in
                [AlertKind::Arrived, AlertKind::Claimed, AlertKind::Disputed, AlertKind::Ordered, AlertKind::Test]
            {
                for amount in [None, Some(money)] {
                    let text = AlertText::new(&alert(kind), language, amount, "https://pay.example/app".into());
                    let says_amount = text.title.contains(&figures) && !text.body.contains(&figures);
                    assert_eq!(says_amount, amount.is_some() && kind != AlertKind::Test, "{text:?}");
                    assert!(!text.title.contains("home-push") && !text.body.contains("home-push"), "{text:?}");
                    let json = text.to_json();
                    assert_eq!(json.len(), LENGTH, "{json}");
                    let read: serde_json::Value = serde_json::from_str(&json).expect("JSON");
                    assert_eq!(
                        (&read["web_push"], &read["notification"]["lang"]),
                        (&8030.into(), &language.tag().into())
                    );
                }
            }
        }
    }

    #[test]
    fn a_topic_is_its_alerts_alone() {
        let one = topic(&alert(AlertKind::Arrived));
        assert_eq!(one, topic(&Alert { attempts: 4, ..alert(AlertKind::Arrived) }));
        assert_ne!(one, topic(&alert(AlertKind::Claimed)));
        assert!(one.len() == 32 && one.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_".contains(&b)));
    }
}
