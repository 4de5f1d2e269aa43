//! References from bank statements and providers' reports.

use super::qr::QrReference;
use super::rf::RfReference;

/// The reference of a received payment, normalized for searching: an RF reference, a QR reference, or a provider's id of the payment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedReference(String);

impl CarriedReference {
    /// The greatest length, in bytes.
    const MAX: usize = 255;

    /// Reads a reference from a statement or a form. Spaces and case are ignored in references with check digits.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() || text.len() > Self::MAX || text.contains(char::is_control) {
            return None;
        }
        let qr = || QrReference::parse(text).map(|qr| qr.as_str().to_owned());
        let rf = || RfReference::parse(text).map(|rf| rf.as_str().to_owned());
        Some(Self(qr().or_else(rf).unwrap_or_else(|| text.to_owned())))
    }

    /// The normalized text, as stored.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The RF reference that it encodes, if it is a QR reference of this service.
    pub fn rf(&self) -> Option<RfReference> {
        QrReference::parse(&self.0).and_then(|qr| qr.rf())
    }

    /// The reference in groups, as banks print it.
    pub fn printed(&self) -> String {
        let qr = QrReference::parse(&self.0).map(|qr| qr.printed());
        let rf = || RfReference::parse(&self.0).map(|rf| rf.printed());
        qr.or_else(rf).unwrap_or_else(|| self.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
}
