//! `TxDtls`: one transaction of an entry.

use super::super::{DetailFacts, Remittance, StatementError};
use super::texts::Texts;
use super::values::{amount, foreign_amount, is_credit};
use super::xml::Elements;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;

/// The amounts of `AmtDtls`.
#[derive(Debug, Default)]
pub(super) struct AmountDetails {
    /// `InstdAmt`: the amount that the payer sent.
    pub(super) instructed: Option<Money>,
    /// `TxAmt`: the amount of the transaction between the banks.
    transaction: Option<Money>,
    /// True if one of them was exchanged.
    exchanged: bool,
}

impl AmountDetails {
    /// Reads the open `AmtDtls`.
    pub(super) fn read(&mut self, xml: &mut Elements<'_>) -> Result<(), StatementError> {
        let mut exchanged = false;
        let mut of = |xml: &mut Elements<'_>, into: &mut Option<Money>| {
            xml.children(|xml, name| {
                match name {
                    "Amt" => *into = foreign_amount(xml)?,
                    "CcyXchg" => exchanged = true,
                    _ => {}
                }
                Ok(())
            })
        };
        xml.children(|xml, name| match name {
            "InstdAmt" => of(xml, &mut self.instructed),
            "TxAmt" => of(xml, &mut self.transaction),
            _ => Ok(()),
        })?;
        self.exchanged |= exchanged;
        Ok(())
    }
}

/// A transaction.
pub(super) struct CamtTransaction {
    credit: Option<bool>,
    amount: Option<Money>,
    amounts: AmountDetails,
    /// The texts.
    pub(super) remittance: Remittance,
}

impl CamtTransaction {
    /// Reads the open `TxDtls`. What it says of parties, agents and accounts is skipped.
    pub(super) fn read(xml: &mut Elements<'_>, account: Option<Currency>) -> Result<Self, StatementError> {
        let (mut credit, mut booked, mut amounts, mut texts) = (None, None, AmountDetails::default(), Texts::default());
        xml.children(|xml, name| {
            match name {
                "Refs" => references(xml, &mut texts)?,
                "Amt" => booked = Some(amount(xml, account)?),
                "CdtDbtInd" => credit = Some(is_credit(xml)?),
                "AmtDtls" => amounts.read(xml)?,
                "RmtInf" => remittance(xml, &mut texts)?,
                "AddtlTxInf" => texts.additional(xml)?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(Self { credit, amount: booked, amounts, remittance: texts.finish() })
    }

    /// The facts, with the direction of the entry where there is none of its own.
    pub(super) fn facts(&self, entry_is_credit: bool) -> DetailFacts {
        // Version .02 has no other amount than that of AmtDtls, and in later ones it may stand alone.
        let moved = self.amount.or(self.amounts.transaction);
        let sign = if self.credit.unwrap_or(entry_is_credit) { 1 } else { -1 };
        DetailFacts {
            amount: moved.map(|moved| sign * moved.minor()),
            currency: moved.map(|moved| moved.currency()),
            instructed: self.amounts.instructed.filter(|sent| moved.is_some_and(|moved| moved != *sent)),
        }
    }

    /// The amount that was sent.
    pub(super) fn instructed(&self) -> Option<Money> {
        self.amounts.instructed
    }

    /// True if the transaction says the same as its entry, whose amount is `entry`: it has no amount of its own, the same, or one that was
    /// exchanged into it.
    pub(super) fn agrees(&self, entry: Money, entry_is_credit: bool) -> bool {
        let facts = self.facts(entry_is_credit);
        let same_sign = self.credit.is_none_or(|credit| credit == entry_is_credit);
        let amount = self.amount.or(self.amounts.transaction);
        let exchanged = self.amounts.exchanged && facts.currency.is_some_and(|currency| currency != entry.currency());
        same_sign && (amount.is_none_or(|amount| amount == entry) || exchanged)
    }
}

fn references(xml: &mut Elements<'_>, texts: &mut Texts) -> Result<(), StatementError> {
    xml.children(|xml, name| match name {
        "EndToEndId" => texts.end_to_end(xml),
        "AcctSvcrRef" => texts.bank_ref(xml),
        _ => Ok(()),
    })
}

/// `RmtInf`: the payer's text, creditor references of any type, and numbers of documents.
fn remittance(xml: &mut Elements<'_>, texts: &mut Texts) -> Result<(), StatementError> {
    xml.children(|xml, name| match name {
        "Ustrd" => texts.unstructured(xml),
        "Strd" => xml.children(|xml, name| match name {
            "CdtrRefInf" => xml.children(|xml, name| if name == "Ref" { texts.structured(xml) } else { Ok(()) }),
            "RfrdDocInf" => xml.children(|xml, name| if name == "Nb" { texts.structured(xml) } else { Ok(()) }),
            "AddtlRmtInf" => texts.additional(xml),
            _ => Ok(()),
        }),
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests {
    use super::super::super::utf8::Utf8Source;
    use super::*;

    fn transaction(content: &str) -> CamtTransaction {
        let file = format!("<TxDtls>{content}</TxDtls>");
        let mut source = file.as_bytes();
        let mut xml = Elements::new(Utf8Source::new(&mut source).expect("a source"));
        xml.next(None).expect("a tag");
        CamtTransaction::read(&mut xml, Some(Currency::CHF)).expect("a transaction")
    }

    fn amount(minor: i64) -> Money {
        Money::new(minor, Currency::CHF)
    }

    #[test]
    fn an_amount_stands_in_one_of_two_places() {
        for (content, minor, currency) in [
            ("<Amt Ccy=\"CHF\">25.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>", Some(2500), Some("CHF")),
            ("<Amt>25.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>", Some(-2500), Some("CHF")),
            ("<AmtDtls><TxAmt><Amt Ccy=\"EUR\">25.00</Amt></TxAmt></AmtDtls>", Some(-2500), Some("EUR")),
            (
                "<Amt Ccy=\"CHF\">24.00</Amt><AmtDtls><TxAmt><Amt Ccy=\"CHF\">25.00</Amt></TxAmt></AmtDtls>",
                Some(-2400),
                Some("CHF"),
            ),
            ("<AmtDtls><CntrValAmt><Amt Ccy=\"EUR\">25.00</Amt></CntrValAmt></AmtDtls>", None, None),
            ("", None, None),
        ] {
            let facts = transaction(content).facts(false);
            assert_eq!((facts.amount, facts.currency.map(|currency| currency.code())), (minor, currency), "{content}");
        }
    }

    #[test]
    fn a_transaction_agrees_with_its_entry_or_not() {
        let exchanged =
            "<AmtDtls><TxAmt><Amt Ccy=\"EUR\">25.00</Amt><CcyXchg><SrcCcy>EUR</SrcCcy></CcyXchg></TxAmt></AmtDtls>";
        for (content, agrees) in [
            ("", true),
            ("<Amt>25.00</Amt><CdtDbtInd>CRDT</CdtDbtInd>", true),
            ("<Amt>25.00</Amt>", true),
            ("<Amt>24.00</Amt>", false),
            ("<Amt>25.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>", false),
            ("<Amt Ccy=\"EUR\">25.00</Amt>", false),
            (exchanged, true),
        ] {
            assert_eq!(transaction(content).agrees(amount(2500), true), agrees, "{content}");
        }
    }

    #[test]
    fn what_was_sent_is_told_where_it_differs() {
        let sent = |sent: &str| {
            let content =
                format!("<Amt>25.00</Amt><AmtDtls><InstdAmt><Amt Ccy=\"CHF\">{sent}</Amt></InstdAmt></AmtDtls>");
            transaction(&content).facts(true).instructed
        };
        assert_eq!(sent("25.00"), None);
        assert_eq!(sent("30.00"), Some(amount(3000)));
    }
}
