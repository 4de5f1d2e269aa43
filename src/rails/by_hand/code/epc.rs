//! The QR code of a SEPA credit transfer: EPC069-12, known as GiroCode.

use rust_decimal::Decimal;

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The content of a code of version 002, in UTF-8, for error correction level M.
#[derive(Debug, Clone)]
pub struct EpcTransfer<'a> {
    /// The beneficiary bank's BIC; optional within the EEA.
    pub bic: Option<&'a sepa::bic::Bic>,
    /// The beneficiary's name, 70 characters at most, in characters that banks accept.
    pub name: &'a str,
    /// The beneficiary's IBAN.
    pub iban: &'a sepa::iban::Iban,
    /// 0.01 to 999,999,999.99 euros.
    pub money: Money,
    /// Purpose code, four characters at most.
    pub purpose: Option<&'a str>,
    /// The remittance information.
    pub remittance: EpcRemittance<'a>,
}

/// EpcRemittance information: a reference or a text, never both.
#[derive(Debug, Clone, Copy)]
pub enum EpcRemittance<'a> {
    /// An RF reference (ISO 11649).
    Reference(&'a str),
    /// 140 characters at most.
    Text(&'a str),
}

/// Reasons why a code can't be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum EpcError {
    /// The currency isn't the euro.
    #[error("an EPC code carries euros only")]
    Currency,
    /// The amount is outside of 0.01 to 999,999,999.99.
    #[error("an EPC code carries 0.01 to 999999999.99 euros")]
    Amount,
    /// The name is empty or longer than 70 characters.
    #[error("the beneficiary's name has 1 to 70 characters")]
    Name,
    /// The text is longer than 140 characters, or the reference than 35.
    #[error("the remittance is too long")]
    EpcRemittance,
    /// The payload is longer than 331 bytes.
    #[error("an EPC code holds 331 bytes")]
    Size,
}

const MAX_CENTS: i64 = 99_999_999_999;
const MAX_BYTES: usize = 331;

/// Returns whether a SEPA credit transfer can carry the amount.
pub fn carries(money: &Money) -> bool {
    money.currency() == Currency::EUR && (1..=MAX_CENTS).contains(&money.minor())
}

impl EpcTransfer<'_> {
    /// The payload: lines joined by LF, without empty ones at the end.
    ///
    /// # Errors
    /// [`EpcError`] if a limit of the standard is exceeded.
    pub fn payload(&self) -> Result<String, EpcError> {
        if self.money.currency() != Currency::EUR {
            return Err(EpcError::Currency);
        }
        if !carries(&self.money) {
            return Err(EpcError::Amount);
        }
        if !(1..=70).contains(&self.name.chars().count()) {
            return Err(EpcError::Name);
        }
        let (reference, text) = match self.remittance {
            EpcRemittance::Reference(reference) => (reference, ""),
            EpcRemittance::Text(text) => ("", text),
        };
        if reference.chars().count() > 35 || text.chars().count() > 140 {
            return Err(EpcError::EpcRemittance);
        }
        // The shortest form that keeps the amount: EUR12.3, EUR25.
        let amount = format!("EUR{}", Decimal::new(self.money.minor(), 2).normalize());
        let bic = self.bic.map(sepa::bic::Bic::as_str).unwrap_or_default();
        let purpose = self.purpose.unwrap_or_default();
        let lines = ["BCD", "002", "1", "SCT", bic, self.name, self.iban.as_str(), &amount, purpose, reference, text];
        let payload = lines.join("\n").trim_end_matches('\n').to_owned();
        if payload.len() > MAX_BYTES { Err(EpcError::Size) } else { Ok(payload) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn iban(text: &str) -> sepa::iban::Iban {
        sepa::iban::validate_iban(text).expect("an IBAN")
    }

    fn euros(cents: i64) -> Money {
        Money::new(cents, Currency::EUR)
    }

    /// The example of the guideline (EPC069-12).
    #[test]
    fn the_guidelines_example() {
        let (iban, bic) = (iban("DE71110220330123456789"), sepa::bic::validate_bic("BHBLDEHHXXX").expect("a BIC"));
        let transfer = EpcTransfer {
            bic: Some(&bic),
            name: "Franz Mustermänn",
            iban: &iban,
            money: euros(1230),
            purpose: Some("GDDS"),
            remittance: EpcRemittance::Reference("RF18539007547034"),
        };
        let payload = transfer.payload().expect("valid");
        assert_eq!(
            payload,
            "BCD\n002\n1\nSCT\nBHBLDEHHXXX\nFranz Mustermänn\nDE71110220330123456789\nEUR12.3\nGDDS\nRF18539007547034"
        );
        assert_eq!(payload.len(), 96);
    }

    #[test]
    fn text_comes_after_an_empty_reference_and_nothing_follows_the_last_line() {
        let iban = iban("FR1420041010050500013M02606");
        let transfer = |remittance| EpcTransfer {
            bic: None,
            name: "François D'Alsace S.A.",
            iban: &iban,
            money: euros(1230),
            purpose: None,
            remittance,
        };
        let payload = transfer(EpcRemittance::Text("Client:Marie Louise La Lune")).payload().expect("valid");
        assert!(payload.ends_with("FR1420041010050500013M02606\nEUR12.3\n\n\nClient:Marie Louise La Lune"));
        assert!(transfer(EpcRemittance::Text("")).payload().expect("valid").ends_with("\nEUR12.3"));
    }

    #[test]
    fn draws_the_standards_lines() {
        fn transfer(name: &str, money: Money, remittance: EpcRemittance<'_>) -> Result<String, EpcError> {
            let iban = iban("DE75512108001245126199");
            EpcTransfer { bic: None, name, iban: &iban, money, purpose: None, remittance }.payload()
        }
        let reference = EpcRemittance::Reference("RF18539007547034");
        assert_eq!(transfer("A", euros(0), reference), Err(EpcError::Amount));
        assert_eq!(transfer("A", euros(999_999_999_099), reference), Err(EpcError::Amount));
        assert!(transfer("A", euros(99_999_999_999), reference).is_ok());
        assert_eq!(transfer(&"n".repeat(71), euros(1), reference), Err(EpcError::Name));
        assert_eq!(transfer("", euros(1), reference), Err(EpcError::Name));
        assert_eq!(transfer("A", euros(1), EpcRemittance::Text(&"t".repeat(141))), Err(EpcError::EpcRemittance));
        let yen = Money::new(5, Currency::parse("JPY").expect("a currency"));
        assert_eq!(transfer("A", yen, reference), Err(EpcError::Currency));
        let wide = "語".repeat(70);
        assert_eq!(transfer(&wide, euros(1), EpcRemittance::Text(&"語".repeat(140))), Err(EpcError::Size));
        assert!(sepa::bic::validate_bic("BHBLDEHHXX").is_err());
    }

    proptest! {
        #[test]
        fn the_amount_reads_back_to_the_cent(cents in 1..=MAX_CENTS) {
            let iban = iban("DE75512108001245126199");
            let transfer = EpcTransfer { bic: None, name: "A", iban: &iban, money: euros(cents), purpose: None, remittance: EpcRemittance::Text("") };
            let payload = transfer.payload().expect("valid");
            let amount = payload.lines().nth(7).and_then(|l| l.strip_prefix("EUR")).expect("the amount's line");
            prop_assert_eq!(Money::parse(amount, Currency::EUR), Ok(euros(cents)));
        }
    }
}
