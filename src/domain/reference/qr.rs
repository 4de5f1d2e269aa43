//! QR references of Swiss QR-bills: 27 digits, required in place of an RF reference by accounts with a QR-IBAN.

use super::rf::RfReference;

/// The digits before the check digit: two for the length of the RF reference's body, the others for that body as a number of base 36. So
/// nothing needs to be stored: the RF reference is decoded from a statement's QR reference.
const LENGTH: usize = 2;
const BODY: usize = 24;
/// The longest body that fits: 36¹⁵ has 24 digits. The service's own have 12.
const LONGEST: usize = 15;

/// 27 digits, the last of which is the check digit (modulo 10, recursive).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrReference(String);

impl QrReference {
    /// The encoding of an RF reference. `None` for a body of more than 15 characters, which the service never draws.
    pub fn of(rf: &RfReference) -> Option<Self> {
        let body = rf.as_str().get(4..).filter(|body| body.len() <= LONGEST)?;
        let number = u128::from_str_radix(body, 36).ok()?;
        let digits = format!("{:0LENGTH$}{number:0BODY$}", body.len());
        let check = check_digit(&digits)?;
        Some(Self(format!("{digits}{check}")))
    }

    /// Reads a reference from a statement, ignoring spaces.
    pub fn parse(text: &str) -> Option<Self> {
        let digits: String = text.chars().filter(|c| *c != ' ').collect();
        let (rest, check) = digits.split_at_checked(LENGTH + BODY)?;
        (check.len() == 1 && check == check_digit(rest)?.to_string()).then_some(Self(digits))
    }

    /// The encoded RF reference; `None` if it isn't one of this encoding.
    pub fn rf(&self) -> Option<RfReference> {
        let (length, rest) = self.0.split_at_checked(LENGTH)?;
        let length: usize = length.parse().ok().filter(|length| (1..=LONGEST).contains(length))?;
        let mut number: u128 = rest.get(..BODY)?.parse().ok()?;
        let mut body = Vec::with_capacity(length);
        for _ in 0..length {
            body.push(char::from_digit(u32::try_from(number % 36).ok()?, 36)?.to_ascii_uppercase());
            number /= 36;
        }
        let body: String = body.into_iter().rev().collect();
        let check = sepa::reference::RfReference::check_digits_for(&body);
        (number == 0).then(|| RfReference::parse(&format!("RF{check}{body}"))).flatten()
    }

    /// The 27 digits without spaces.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The printed form: two digits, then groups of five.
    pub fn printed(&self) -> String {
        let (first, rest) = self.0.split_at(LENGTH);
        let groups = rest.as_bytes().chunks(5).map(String::from_utf8_lossy);
        std::iter::once(first.into()).chain(groups).collect::<Vec<_>>().join(" ")
    }
}

/// The check digit (modulo 10, recursive): a carry goes through a table, digit by digit. `None` for other characters.
fn check_digit(digits: &str) -> Option<u32> {
    const TABLE: [u32; 10] = [0, 9, 4, 6, 8, 2, 7, 1, 3, 5];
    let step = |carry: u32, c: char| {
        let at = usize::try_from((carry + c.to_digit(10)?) % 10).ok()?;
        TABLE.get(at).copied()
    };
    digits.chars().try_fold(0, step).map(|carry| (10 - carry) % 10)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::chance::Chance;

    #[test]
    fn the_standards_example() {
        let example = QrReference::parse("21 00000 00003 13947 14300 09017").expect("valid");
        assert_eq!(example.as_str(), "210000000003139471430009017");
        assert_eq!(example.printed(), "21 00000 00003 13947 14300 09017");
        assert_eq!(example.rf(), None, "it was made by somebody else");
        for wrong in
            ["210000000003139471430009018", "21000000000313947143000901", "21000000000313947143000901x", "", "é"]
        {
            assert_eq!(QrReference::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_body_that_is_too_long_has_none() {
        let rf = |text: &str| RfReference::parse(text).expect("valid");
        assert_eq!(QrReference::of(&rf("RF14X2HU4TC28XTYLHASYWT91")), None);
        for text in ["RF18539007547034", "RF68AB2G5", "RF96TU06FX"] {
            assert_eq!(QrReference::of(&rf(text)).and_then(|qr| qr.rf()), Some(rf(text)));
        }
    }

    proptest! {
        #[test]
        fn it_gives_the_rf_reference_back(bytes in prop::collection::vec(any::<u8>(), 64)) {
            let rf = RfReference::draw(&Chance::scripted(move |n| bytes[..n].to_vec()));
            let qr = QrReference::of(&rf).expect("short enough");
            prop_assert_eq!(qr.as_str().len(), 27);
            prop_assert_eq!(QrReference::parse(&qr.printed()), Some(qr.clone()));
            prop_assert_eq!(qr.rf(), Some(rf));
        }

        #[test]
        fn a_slip_of_one_digit_is_noticed(at in 0usize..27, digit in 0u32..10) {
            let valid = "210000000003139471430009017";
            let mut slipped: Vec<char> = valid.chars().collect();
            slipped[at] = char::from_digit(digit, 10).expect("a digit");
            let slipped: String = slipped.into_iter().collect();
            prop_assert_eq!(QrReference::parse(&slipped).is_some(), slipped == valid);
        }
    }
}
