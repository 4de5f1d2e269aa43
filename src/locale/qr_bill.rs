//! The headings that the Swiss standard prescribes for a printed QR-bill. It has four languages of the bill, and no others are allowed,
//! so these stand here and not in `locales/`.

use crate::domain::language::Language;

/// The headings of a QR-bill in one of its four languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QrBillHeadings {
    /// BCP 47.
    pub language: &'static str,
    /// Above the payment part.
    pub payment_part: &'static str,
    /// Above the receipt.
    pub receipt: &'static str,
    /// Above the account and the creditor.
    pub payable_to: &'static str,
    /// Above the reference.
    pub reference: &'static str,
    /// Above the field where the payer's name is written by hand.
    pub payable_by: &'static str,
    /// Above the currency.
    pub currency: &'static str,
    /// Above the amount.
    pub amount: &'static str,
    /// Where the counter stamps the receipt.
    pub acceptance_point: &'static str,
    /// Along the line to cut.
    pub separate: &'static str,
}

impl QrBillHeadings {
    /// In the reader's language, or in English where the standard hasn't got it.
    pub const fn of(language: Language) -> Self {
        match language {
            Language::De => GERMAN,
            Language::Fr => FRENCH,
            Language::It => ITALIAN,
            _ => ENGLISH,
        }
    }
}

const ENGLISH: QrBillHeadings = QrBillHeadings {
    language: "en",
    payment_part: "Payment part",
    receipt: "Receipt",
    payable_to: "Account / Payable to",
    reference: "Reference",
    payable_by: "Payable by (name/address)",
    currency: "Currency",
    amount: "Amount",
    acceptance_point: "Acceptance point",
    separate: "Separate before paying in",
};

const GERMAN: QrBillHeadings = QrBillHeadings {
    language: "de",
    payment_part: "Zahlteil",
    receipt: "Empfangsschein",
    payable_to: "Konto / Zahlbar an",
    reference: "Referenz",
    payable_by: "Zahlbar durch (Name/Adresse)",
    currency: "Währung",
    amount: "Betrag",
    acceptance_point: "Annahmestelle",
    separate: "Vor der Einzahlung abzutrennen",
};

const FRENCH: QrBillHeadings = QrBillHeadings {
    language: "fr",
    payment_part: "Section paiement",
    receipt: "Récépissé",
    payable_to: "Compte / Payable à",
    reference: "Référence",
    payable_by: "Payable par (nom/adresse)",
    currency: "Monnaie",
    amount: "Montant",
    acceptance_point: "Point de dépôt",
    separate: "A détacher avant le versement",
};

const ITALIAN: QrBillHeadings = QrBillHeadings {
    language: "it",
    payment_part: "Sezione pagamento",
    receipt: "Ricevuta",
    payable_to: "Conto / Pagabile a",
    reference: "Riferimento",
    payable_by: "Pagabile da (nome/indirizzo)",
    currency: "Valuta",
    amount: "Importo",
    acceptance_point: "Punto di accettazione",
    separate: "Da staccare prima del versamento",
};
