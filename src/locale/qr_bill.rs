//! The headings of a printed QR-bill as the Swiss standard prescribes them. It allows four languages only, so these are not in `locales/`.

use crate::domain::language::Language;

/// The headings of a QR-bill in one of its four languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QrBillHeadings {
    /// The BCP 47 tag of the headings.
    pub language: &'static str,
    /// The title of the payment part.
    pub payment_part: &'static str,
    /// The title of the receipt part.
    pub receipt: &'static str,
    /// The heading of account and creditor.
    pub payable_to: &'static str,
    /// The heading of the reference.
    pub reference: &'static str,
    /// The heading of the box for the payer's handwritten name.
    pub payable_by: &'static str,
    /// The heading of the currency.
    pub currency: &'static str,
    /// The heading of the amount.
    pub amount: &'static str,
    /// The heading of the box for the counter's stamp.
    pub acceptance_point: &'static str,
    /// The text along the line to cut.
    pub separate: &'static str,
}

impl QrBillHeadings {
    /// The headings in a language; in English where the standard lacks it.
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
