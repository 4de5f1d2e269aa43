//! The printed values of a Swiss QR-bill, parsed from the code in the instructions, so that print and code agree.

use crate::domain::text::in_threes;
use crate::rails::{Instructions, Overlay, RowKind};

/// The values of a QR-bill's payment part and receipt, as the standard prints them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrBill {
    /// The IBAN in groups of four.
    pub account: String,
    /// The creditor: name, street if there is one, postcode and town.
    pub creditor: Vec<String>,
    /// The reference, grouped by the rule of its type.
    pub reference: String,
    /// An ISO 4217 code.
    pub currency: String,
    /// The amount in major units with two decimals and spaces between thousands.
    pub amount: String,
}

impl QrBill {
    /// The bill of these instructions; `None` for those of another rail.
    pub fn of(shown: &Instructions) -> Option<Self> {
        let code = shown.qr.as_deref().filter(|_| shown.overlay == Some(Overlay::SwissCross))?;
        // Lines of SPC 0200: 5 to 10 are the creditor's structured address (type S), 18 and 19 amount and currency.
        let lines: Vec<_> = code.split('\n').collect();
        let [name, street, building, postcode, town, country] = *lines.get(5..11)? else { return None };
        let row = |kind| shown.rows.iter().find(|row| row.kind == kind).map(|row| row.shown.clone());
        let street = [street, building].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        let place = match country {
            "CH" | "LI" => format!("{postcode} {town}"),
            abroad => format!("{abroad}-{postcode} {town}"),
        };
        Some(Self {
            account: row(RowKind::Iban)?,
            creditor: [name.to_owned(), street, place].into_iter().filter(|line| !line.is_empty()).collect(),
            reference: row(RowKind::Reference)?,
            currency: (*lines.get(19)?).to_owned(),
            amount: spaced(lines.get(18)?),
        })
    }
}

/// Separates thousands: `1949.75` becomes `1 949.75`.
fn spaced(amount: &str) -> String {
    let (whole, decimals) = amount.split_once('.').unwrap_or((amount, "00"));
    format!("{}.{decimals}", in_threes(whole, ' '))
}

#[cfg(test)]
mod tests {
    use super::super::swiss::tests::{IBAN, QR_IBAN, bill, foreign};
    use super::*;

    #[test]
    fn a_bill_prints_what_its_code_says() {
        let ordinary = bill(IBAN, "1234949.75");
        assert_eq!(ordinary.account, IBAN);
        assert_eq!(ordinary.creditor, ["Robert Schneider AG", "Rue du Lac 1268", "2501 Biel"]);
        assert_eq!((ordinary.currency.as_str(), ordinary.amount.as_str()), ("CHF", "1 234 949.75"));
        assert_eq!(ordinary.reference, "RF18 5390 0754 7034");
        let qr = bill(QR_IBAN, "0.05");
        assert_eq!((qr.account.as_str(), qr.amount.as_str()), (QR_IBAN, "0.05"));
        // 2 digits, then five groups of five.
        assert_eq!(qr.reference.split(' ').map(str::len).collect::<Vec<_>>(), [2, 5, 5, 5, 5, 5]);
        // Without a street, and abroad with the country.
        assert_eq!(foreign().creditor[1..], ["PL-00-001 Warszawa"]);
    }

    #[test]
    fn amounts_are_parted_in_threes() {
        for (amount, printed) in
            [("0.01", "0.01"), ("999.00", "999.00"), ("1000.00", "1 000.00"), ("999999999.99", "999 999 999.99")]
        {
            assert_eq!(spaced(amount), printed);
        }
    }

    #[test]
    fn other_instructions_are_no_bill() {
        assert_eq!(QrBill::of(&Instructions::default()), None);
        let sepa = Instructions::default().row(RowKind::Iban, "x").code("BCD\n002".to_owned());
        assert_eq!(QrBill::of(&sepa), None);
        // A truncated code.
        let cut = Instructions { overlay: Some(Overlay::SwissCross), ..sepa };
        assert_eq!(QrBill::of(&cut), None);
    }
}
