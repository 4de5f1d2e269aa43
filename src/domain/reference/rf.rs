//! RF creditor references (ISO 11649): how a bank transfer says which request it pays.

use serde::Serialize;

use super::qr::QrReference;
use crate::domain::chance::Chance;

/// `RF`, two check digits, and a body of our own: random, so that who reads a bank statement learns nothing of the link.
/// Unique per payee.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct RfReference(String);

impl RfReference {
    /// A new reference with a body of 12 characters, 60 bits. Banks print references in groups of four, so it fills four groups.
    pub fn draw(chance: &Chance) -> Self {
        let body = chance.upper32(12);
        Self(format!("RF{}{body}", sepa::reference::RfReference::check_digits_for(&body)))
    }

    /// Reads a reference off a statement or a form, spaces and case forgiven.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<sepa::reference::RfReference>().ok().map(|rf| Self(rf.as_str().to_owned()))
    }

    /// Without spaces, as it is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// In groups of four, as it is printed.
    pub fn printed(&self) -> String {
        grouped(&self.0)
    }
}

impl std::fmt::Display for RfReference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The reference that travelled with some money, as it is looked for: the RF reference, a QR reference, or a provider's name for the
/// payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedReference(String);

impl CarriedReference {
    /// The longest that is looked for, in bytes.
    const MAX: usize = 255;

    /// Reads one off a statement or a form. Groups and case are forgiven where the reference has check digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > Self::MAX || text.contains(char::is_control) {
            return None;
        }
        let qr = || QrReference::parse(text).map(|qr| qr.as_str().to_owned());
        let rf = || RfReference::parse(text).map(|rf| rf.0);
        Some(Self(qr().or_else(rf).unwrap_or_else(|| text.to_owned())))
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The RF reference that it stands for, if it is a QR reference of ours.
    pub fn rf(&self) -> Option<RfReference> {
        QrReference::parse(&self.0).and_then(|qr| qr.rf())
    }

    /// In groups, as banks print it.
    pub fn printed(&self) -> String {
        let qr = QrReference::parse(&self.0).map(|qr| qr.printed());
        let rf = || RfReference::parse(&self.0).map(|rf| rf.printed());
        qr.or_else(rf).unwrap_or_else(|| self.0.clone())
    }
}

/// Puts a space after every fourth character: how IBANs and references are printed.
pub fn grouped(text: &str) -> String {
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Vectors of public ISO 11649 implementations.
    #[test]
    fn known_references() {
        for (body, rf) in [
            ("539007547034", "RF18539007547034"),
            ("1234512345", "RF451234512345"),
            ("AB2G5", "RF68AB2G5"),
            ("TU06FX", "RF96TU06FX"),
            ("X2HU4TC28XTYLHASYWT91", "RF14X2HU4TC28XTYLHASYWT91"),
        ] {
            assert_eq!(RfReference::parse(rf).map(|r| r.0), Some(rf.into()));
            assert_eq!(format!("RF{}{body}", sepa::reference::RfReference::check_digits_for(body)), rf);
        }
        assert_eq!(RfReference::parse("RF19GAX8WS5JYOOUJ87"), None);
    }

    #[test]
    fn a_carried_reference_is_found_as_it_is_printed() {
        let kept = |text: &str| CarriedReference::parse(text).map(|reference| reference.0);
        for (typed, wanted) in [
            ("21 00000 00003 13947 14300 09017", "210000000003139471430009017"),
            ("rf18 5390 0754 7034", "RF18539007547034"),
            (" cs_test_a1B2 ", "cs_test_a1B2"),
        ] {
            assert_eq!(kept(typed).as_deref(), Some(wanted));
            let printed = CarriedReference::parse(typed).expect("good").printed();
            assert_eq!(kept(&printed).as_deref(), Some(wanted), "{printed}");
        }
        assert_eq!((kept("  "), kept(&"x".repeat(256)), kept("a\0b")), (None, None, None));
    }

    #[test]
    fn printed_in_fours() {
        let rf = RfReference::parse("rf18 5390 0754 7034").expect("valid");
        assert_eq!(rf.printed(), "RF18 5390 0754 7034");
    }

    proptest! {
        #[test]
        fn every_drawn_reference_is_valid(bytes in prop::collection::vec(any::<u8>(), 64)) {
            let rf = RfReference::draw(&Chance::scripted(move |n| bytes[..n].to_vec()));
            prop_assert_eq!(RfReference::parse(rf.as_str()), Some(rf.clone()));
            prop_assert!(rf.as_str().len() <= 25);
        }

        #[test]
        fn a_slip_of_one_digit_is_noticed(at in 4usize..16, digit in 0u32..10) {
            let rf = "RF18539007547034";
            let mut slipped: Vec<char> = rf.chars().collect();
            slipped[at] = char::from_digit(digit, 10).expect("a digit");
            let slipped: String = slipped.into_iter().collect();
            prop_assert_eq!(RfReference::parse(&slipped).is_some(), slipped == rf);
        }
    }
}
