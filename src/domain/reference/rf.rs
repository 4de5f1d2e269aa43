//! RF creditor references (ISO 11649), which identify a request on a bank transfer.

use serde::Serialize;

use crate::domain::chance::Chance;

/// `RF`, two check digits and a random body, which reveals nothing about the link to readers of a bank statement. Unique per payee.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, sqlx::Type)]
#[sqlx(transparent)]
#[serde(transparent)]
pub struct RfReference(String);

impl RfReference {
    /// Draws a reference with a body of 12 characters, 60 bits. It fills four of the groups of four that banks print.
    pub fn draw(chance: &Chance) -> Self {
        let body = chance.upper32(12);
        Self(format!("RF{}{body}", sepa::reference::RfReference::check_digits_for(&body)))
    }

    /// Reads a reference from a statement or a form, ignoring spaces and case.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<sepa::reference::RfReference>().ok().map(|rf| Self(rf.as_str().to_owned()))
    }

    /// The electronic form, without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The printed form, in groups of four.
    pub fn printed(&self) -> String {
        grouped(&self.0)
    }
}

impl std::fmt::Display for RfReference {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// Inserts a space after every fourth character, as IBANs and references are printed.
pub fn grouped(text: &str) -> String {
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Test vectors of public ISO 11649 implementations.
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
