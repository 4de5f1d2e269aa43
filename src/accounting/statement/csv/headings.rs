//! The headings of banks' and providers' tables, in the languages that they export.

use super::mapping::{Column, DateOrder};
use crate::domain::money::currency::Currency;

/// Days of booking, the most certain first.
const BOOKED: &[&str] = &[
    "buchungstag",
    "buchungsdatum",
    "buchung",
    "booking date",
    "bookingdate",
    "date booked",
    "posting date",
    "posted date",
    "post date",
    "completed date",
    "bokföringsdag",
    "bokföringsdatum",
    "bogføringsdato",
    "bokføringsdato",
    "bokført dato",
    "kirjauspäivä",
    "date de comptabilisation",
    "date comptable",
    "date operation",
    "date opération",
    "date de l operation",
    "date de l opération",
    "data contabile",
    "data operazione",
    "fecha operacion",
    "fecha operación",
    "fecha contable",
    "data operacji",
    "data księgowania",
    "boekingsdatum",
    "boekdatum",
    "datum zaúčtování",
    "könyvelés dátuma",
    "transaction date",
    "transactiondate",
    "datum",
    "date",
    "fecha",
    "data",
    "dato",
    "päivämäärä",
    "dátum",
    "created utc",
    "created",
    "created at",
    "started date",
];
const VALUE: &[&str] = &[
    "wertstellung",
    "wertstellungsdatum",
    "valutadatum",
    "value date",
    "valuedate",
    "rentedatum",
    "date de valeur",
    "date valeur",
    "valeur",
    "data valuta",
    "fecha valor",
    "data waluty",
    "arvopäivä",
    "valuteringsdatum",
    "rentedato",
    "datum valuty",
    "values date",
    "valuta",
];
/// Amounts. Gross comes first: fees are told apart there.
const AMOUNT: &[&str] = &[
    "gross",
    "brutto",
    "bruto",
    "brut",
    "lordo",
    "amount",
    "betrag",
    "umsatz",
    "bedrag",
    "montant",
    "importo",
    "importe",
    "kwota",
    "belopp",
    "beløb",
    "beløp",
    "summa",
    "määrä",
    "valor",
    "částka",
    "suma",
    "összeg",
    "kwota operacji",
    "transaction amount",
    "transactiebedrag",
    "transaktionsbetrag",
    "monto",
];
const DEBIT: &[&str] = &[
    "belastung",
    "soll",
    "debit",
    "debit amount",
    "money out",
    "paid out",
    "withdrawal",
    "withdrawals",
    "lastschrift",
    "ausgabe",
    "ausgang",
    "débit",
    "debet",
    "addebiti",
    "dare",
    "uscite",
    "cargo",
    "cargos",
    "debe",
    "obciążenia",
    "uit",
    "ut",
    "ut fra konto",
    "withdrawal amount",
];
const CREDIT: &[&str] = &[
    "gutschrift",
    "haben",
    "credit",
    "credit amount",
    "money in",
    "paid in",
    "deposit",
    "deposits",
    "einnahme",
    "eingang",
    "crédit",
    "kredit",
    "accrediti",
    "avere",
    "entrate",
    "abono",
    "abonos",
    "haber",
    "uznania",
    "in",
    "inn",
    "inn på konto",
    "deposit amount",
];
const SIGN: &[&str] = &[
    "af bij",
    "bij af",
    "soll haben",
    "s h",
    "sh",
    "debit credit",
    "credit debit",
    "debet credit",
    "d c",
    "c d",
    "dc",
    "cd",
    "dr cr",
    "cr dr",
    "soll haben kennzeichen",
    "debit or credit",
    "credit or debit",
    "debit credit indicator",
    "credit debit indicator",
    "dc kennzeichen",
];
const CURRENCY: &[&str] = &[
    "currency",
    "currency code",
    "währung",
    "waehrung",
    "wkz",
    "munt",
    "muntsoort",
    "devise",
    "divisa",
    "moneda",
    "moeda",
    "waluta",
    "ccy",
    "valuuta",
    "měna",
    "deviza",
    "pénznem",
    "valuta",
    "account currency",
];
const TEXT: &[&str] = &[
    "verwendungszweck",
    "vorgang verwendungszweck",
    "buchungstext",
    "zahlungszweck",
    "zweck",
    "betreff",
    "hinweis",
    "mitteilung",
    "meldung",
    "beschreibung",
    "beschreibung 1",
    "beschreibung 2",
    "beschreibung 3",
    "beschreibung1",
    "beschreibung2",
    "beschreibung3",
    "buchungsdetails",
    "payment reference",
    "reference",
    "description",
    "memo",
    "note",
    "notes",
    "notes and tags",
    "message",
    "details",
    "narrative",
    "particulars",
    "payment details",
    "payer reference",
    "remittance information",
    "transaction details",
    "transaction description",
    "subject",
    "invoice number",
    "custom number",
    "invoice id",
    "item title",
    "rechnungsnummer",
    "artikelbezeichnung",
    "mededelingen",
    "mededeling",
    "omschrijving",
    "omschrijving 1",
    "omschrijving 2",
    "omschrijving 3",
    "libellé",
    "libelle",
    "libellé opération",
    "motif",
    "communication",
    "communications",
    "causale",
    "descrizione",
    "descrizione operazione",
    "concepto",
    "observaciones",
    "descripción",
    "descripcion",
    "descrição",
    "descricao",
    "tytuł",
    "tytuł operacji",
    "opis",
    "opis operacji",
    "rubrik",
    "text",
    "tekst",
    "texte",
    "meddelande",
    "meddelelse",
    "melding",
    "viesti",
    "selite",
    "popis",
    "zpráva pro příjemce",
    "közlemény",
    "megjegyzés",
    "title",
];
const REFERENCE: &[&str] = &[
    "betalingskenmerk",
    "structured reference",
    "structured communication",
    "gestructureerde mededeling",
    "communication structurée",
    "kid",
    "kid nummer",
    "ocr",
    "ocr nummer",
    "viite",
    "viitenumero",
    "referenznummer",
    "zahlungsreferenz",
    "creditor reference",
    "qr referenz",
];
const END_TO_END: &[&str] = &[
    "kundenreferenz end to end",
    "kundenreferenz",
    "end to end reference",
    "end to end id",
    "end to end",
    "endtoendid",
];
const ID: &[&str] = &[
    "transaction id",
    "transferwise id",
    "balance transaction id",
    "transaktionscode",
    "transaktions nr",
    "transaktions id",
    "volgnr",
    "transaction number",
    "bank reference",
    "bankreferenz",
    "id",
];
const STATUS: &[&str] = &["status", "state", "info", "buchungsstatus", "stato", "statut", "estado", "stav", "tila"];
const ACCOUNT: &[&str] = &["auftragskonto", "iban auftragskonto", "rekening", "iban bban", "own iban", "account iban"];
/// PayPal's columns that tell rows without effect.
const IMPACT: &[&str] = &["balance impact", "auswirkung auf guthaben"];
const KIND: &[&str] = &["type", "typ"];
const FEE: &[&str] = &["fee", "gebühr", "gebuehr", "fees", "net", "netto"];

/// A heading without what varies: letter case, signs, and a currency such as in `Betrag (€)`, which is returned apart.
pub(super) fn fold(heading: &str) -> (String, Option<Currency>) {
    let words: Vec<&str> = heading
        .split(|c: char| !c.is_alphanumeric() && !matches!(c, '€' | '£'))
        .filter(|word| !word.is_empty())
        .collect();
    let money = |word: &str| match word {
        "€" => Some(Currency::EUR),
        "£" => Currency::parse("GBP").ok(),
        _ if word.len() == 3 && word.bytes().all(|byte| byte.is_ascii_uppercase()) => Currency::parse(word).ok(),
        _ => None,
    };
    let kept = match words.split_last() {
        Some((last, rest)) if !rest.is_empty() && money(last).is_some() => {
            (rest.strip_suffix(&["in"]).filter(|rest| !rest.is_empty()).unwrap_or(rest), money(last))
        }
        _ => (words.as_slice(), None),
    };
    (kept.0.join(" ").to_lowercase(), kept.1)
}

/// The columns of a table, as far as their headings say.
#[derive(Debug, Default)]
pub(super) struct Columns {
    /// All headings, folded.
    pub names: Vec<String>,
    /// The currencies that headings name.
    pub currencies: Vec<Option<Currency>>,
}

impl Columns {
    /// Those of a header.
    pub(super) fn of<'a>(headings: impl Iterator<Item = &'a str>) -> Self {
        let (names, currencies) = headings.map(fold).unzip();
        Self { names, currencies }
    }

    /// The column that a mapping names.
    pub(super) fn find(&self, column: &Column) -> Option<usize> {
        match column {
            Column::Number(number) => number.checked_sub(1),
            Column::Heading(heading) => {
                let wanted = fold(heading).0;
                self.names.iter().position(|name| *name == wanted)
            }
        }
    }

    fn first(&self, list: &[&str]) -> Option<usize> {
        list.iter().find_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    fn all<'a>(&'a self, list: &'a [&str]) -> impl Iterator<Item = usize> + 'a {
        let known = |name: &String| list.contains(&name.as_str());
        self.names.iter().enumerate().filter(move |(_, name)| known(name)).map(|(index, _)| index)
    }

    /// True if this is a header: it names a day and an amount.
    pub(super) fn is_header(&self) -> bool {
        let amount = self.amount().is_some() || (self.debit().is_some() && self.credit().is_some());
        amount && (self.booked().next().is_some() || self.value().next().is_some())
    }

    /// Days of booking, the most certain first.
    pub(super) fn booked(&self) -> impl Iterator<Item = usize> {
        BOOKED.iter().filter_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    /// Columns that may have value dates.
    pub(super) fn value(&self) -> impl Iterator<Item = usize> {
        VALUE.iter().filter_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    pub(super) fn amount(&self) -> Option<usize> {
        // Without a fee beside it, gross is a price with tax rather than what moved.
        let has_fee = self.first(FEE).is_some();
        let gross = ["gross", "brutto", "bruto", "brut", "lordo"];
        AMOUNT
            .iter()
            .filter(|word| has_fee || !gross.contains(word))
            .find_map(|wanted| self.names.iter().position(|name| name == wanted))
    }

    pub(super) fn debit(&self) -> Option<usize> {
        self.first(DEBIT)
    }

    pub(super) fn credit(&self) -> Option<usize> {
        self.first(CREDIT)
    }

    pub(super) fn sign(&self) -> Option<usize> {
        self.first(SIGN)
    }

    /// Columns of currencies. Of two equal ones, that of the amount stands behind it.
    pub(super) fn currency(&self, amount: usize) -> Vec<usize> {
        let mut found: Vec<usize> = self.all(CURRENCY).collect();
        found.sort_by_key(|index| (*index < amount, index.abs_diff(amount)));
        found
    }

    pub(super) fn texts(&self) -> Vec<usize> {
        self.all(TEXT).collect()
    }

    pub(super) fn reference(&self) -> Option<usize> {
        self.first(REFERENCE)
    }

    pub(super) fn end_to_end(&self) -> Option<usize> {
        self.first(END_TO_END)
    }

    pub(super) fn id(&self) -> Option<usize> {
        self.first(ID)
    }

    pub(super) fn statuses(&self) -> impl Iterator<Item = usize> {
        self.all(STATUS)
    }

    pub(super) fn account(&self) -> Option<usize> {
        self.first(ACCOUNT)
    }

    /// PayPal's column of the effect on the balance, and that of the kinds of transactions.
    pub(super) fn impact(&self) -> Option<(usize, usize)> {
        Some((self.first(IMPACT)?, self.first(KIND)?))
    }

    /// The order of dates of tables that write it with slashes or dashes and are known by their other headings.
    pub(super) fn order(&self) -> Option<DateOrder> {
        let has = |headings: &[&str]| headings.iter().all(|heading| self.names.iter().any(|name| name == heading));
        let chase = has(&["details", "posting date", "description", "amount", "type", "balance"]);
        let wise = has(&["transferwise id", "date", "amount", "currency"]);
        let starling = has(&["date", "counter party", "reference", "type", "amount"]);
        let monzo = has(&["transaction id", "date", "time", "type", "name", "category", "amount", "local amount"]);
        if chase { Some(DateOrder::Mdy) } else { (wise || starling || monzo).then_some(DateOrder::Dmy) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_spelled() {
        let folded = |heading| fold(heading).0;
        assert_eq!(fold("Betrag (€)"), ("betrag".into(), Some(Currency::EUR)));
        assert_eq!(fold("Amount in EUR"), ("amount".into(), Some(Currency::EUR)));
        assert_eq!(fold("EUR"), ("eur".into(), None));
        assert_eq!(folded("*Date"), "date");
        assert_eq!(folded("Transaktions-Nr."), "transaktions nr");
        assert_eq!(folded("Kundenreferenz (End-to-End)"), "kundenreferenz end to end");
        assert_eq!(folded("Af Bij"), "af bij");
        let columns =
            Columns::of(["Buchung", "Wertstellungsdatum", "Saldo", "Währung", "Betrag", "Währung"].into_iter());
        assert!(columns.is_header());
        assert_eq!(columns.currency(4), [5, 3], "the one behind the amount comes first");
        assert!(!Columns::of(["Datum", "Text"].into_iter()).is_header());
        assert!(!Columns::of(["Datum:", "02.11.2026"].into_iter()).is_header());
        let columns = Columns::of(["Date", "Gross", "Fee", "Net"].into_iter());
        assert_eq!(columns.amount(), Some(1));
        assert_eq!(columns.find(&Column::Heading("NET".into())), Some(3));
        assert_eq!(columns.find(&Column::Number(2)), Some(1));
    }
}
