//! OFX 2.2: a bank account's statement in XML, of one currency, because programs read only the first account of a file.
//!
//! The elements are in the specification's order, and their values keep its lengths: `BANKID` 9, `ACCTID` 22, `NAME` 32, `MEMO` 255
//! characters. Programs know transactions again by `FITID`, so that a file may be imported twice. A fee is a transaction of its own; an
//! unknown one is none, and the gross amount stands. Days are noon in UTC: midnight is the day before west of Greenwich. The balance is
//! the sum of the file's transactions.

use chrono::NaiveDate;
use quick_xml::escape::partial_escape;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};

use super::posting::{Posting, PostingKind, one_line, postings};
use super::{ExportContext, FileEnd, Format, FormatError, FormatKind};
use crate::domain::ledger::{ExportLine, MovementKind};
use crate::domain::money::currency::Currency;

/// The format's entry in the table of formats.
pub(super) const KIND: FormatKind = FormatKind {
    name: "ofx",
    label: "OFX",
    audience: "For GnuCash, Sage, MoneyMoney and banks’ programs: the statement of an account, one currency",
    media_type: "application/x-ofx",
    stem: "movements",
    extension: "ofx",
    one_currency: true,
    iso_only: true,
    may_refuse: false,
    open: |context| Box::new(Ofx::new(context)),
};

struct Ofx {
    head: String,
    /// The last day of the period, which the balance is of.
    until: NaiveDate,
    currency: Currency,
    /// The sum of all transactions so far, in minor units: more than an `i64` where an account has millions of the largest ones.
    balance: i128,
}

impl Ofx {
    #[expect(clippy::expect_used, reason = "a balance in a currency of our choice would be wrong")]
    fn new(context: &ExportContext) -> Self {
        let currency = context.currency.expect("a file of one currency names it");
        // A period that is open begins before the first line that can be, and ends on the day on which the file was made.
        let from = context.from.unwrap_or_default();
        let until = context.until.unwrap_or_else(|| context.zone.day_of(context.made_at));
        let head = format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
             <?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>\n\
             <OFX>\n\
             <SIGNONMSGSRSV1><SONRS>{OK}<DTSERVER>{made_at}</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>\n\
             <BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID>{OK}<STMTRS><CURDEF>{currency}</CURDEF>\n\
             <BANKACCTFROM><BANKID>CHIT</BANKID><ACCTID>{account}</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>\n\
             <BANKTRANLIST><DTSTART>{start}</DTSTART><DTEND>{end}</DTEND>\n",
            made_at = context.made_at.format("%Y%m%d%H%M%S[0:GMT]"),
            account = account(currency, &context.handle),
            start = day_at(from, "000000"),
            end = day_at(until, "235959"),
        );
        Self { head, until, currency, balance: 0 }
    }
}

const OK: &str = "<STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS>";

/// The longest number of an account, in characters.
const LONGEST_ACCOUNT: usize = 22;

/// The account's number: an account for each currency. Programs know accounts by it, so a handle that is cut has a digest behind it, or two payees
/// would be one account.
fn account(currency: Currency, handle: &str) -> String {
    let whole = format!("{currency}-{handle}");
    if whole.len() <= LONGEST_ACCOUNT {
        return whole;
    }
    let mut digest = hex::encode(Sha256::digest(handle));
    digest.truncate(8);
    let room = LONGEST_ACCOUNT - digest.len() - 1;
    format!("{whole:.room$}-{digest}")
}

fn day_at(day: NaiveDate, time: &str) -> String {
    format!("{}{time}[0:GMT]", day.format("%Y%m%d"))
}

fn transaction(posting: &Posting<'_>) -> String {
    let kind = match (posting.kind, posting.line.kind) {
        (PostingKind::Fee, _) => "FEE",
        (_, MovementKind::Settlement) => "CREDIT",
        (_, MovementKind::Refund) => "DEBIT",
        (_, MovementKind::Correction) if posting.amount.minor() < 0 => "DEBIT",
        (_, MovementKind::Correction) => "CREDIT",
    };
    let (name, memo) = (one_line(&posting.counterparty(), 32), posting.description(255));
    format!(
        "<STMTTRN><TRNTYPE>{kind}</TRNTYPE><DTPOSTED>{}</DTPOSTED><TRNAMT>{}</TRNAMT><FITID>{}</FITID><NAME>{}</NAME><MEMO>{}</MEMO></STMTTRN>\n",
        day_at(posting.day(), "120000"),
        posting.amount.to_decimal(),
        partial_escape(&*posting.id()),
        partial_escape(name),
        partial_escape(memo),
    )
}

impl Format for Ofx {
    fn begin(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.head).into()
    }

    fn lines(&mut self, lines: &[ExportLine]) -> Result<Vec<u8>, FormatError> {
        let mut out = String::with_capacity(lines.len() * 512);
        for posting in lines.iter().flat_map(postings) {
            self.balance += i128::from(posting.amount.minor());
            out.push_str(&transaction(&posting));
        }
        Ok(out.into())
    }

    fn end(&mut self) -> Result<FileEnd, std::io::Error> {
        let scale = u32::from(self.currency.exponent());
        let balance = Decimal::try_from_i128_with_scale(self.balance, scale).map_err(std::io::Error::other)?;
        let end = format!(
            "</BANKTRANLIST>\n\
             <LEDGERBAL><BALAMT>{balance}</BALAMT><DTASOF>{}</DTASOF></LEDGERBAL>\n\
             </STMTRS></STMTTRNRS></BANKMSGSRSV1>\n\
             </OFX>\n",
            day_at(self.until, "235959"),
        );
        Ok(FileEnd::Bytes(end.into()))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::escape::unescape;
    use quick_xml::events::Event;

    use super::super::samples::{assert_postings, hostile_text, lines, minor};
    use super::super::write_whole;
    use super::*;

    fn context(currency: &str) -> ExportContext {
        ExportContext { currency: Some(Currency::parse(currency).expect("a currency")), ..ExportContext::example() }
    }

    /// The leaves of a file that is well-formed XML, in order.
    fn read(file: &[u8]) -> Vec<(String, String)> {
        let text = std::str::from_utf8(file).expect("UTF-8");
        let mut reader = Reader::from_str(text);
        let (mut open, mut leaves, mut value) = (Vec::new(), Vec::new(), String::new());
        loop {
            match reader.read_event().expect("XML") {
                Event::Start(tag) => {
                    open.push(String::from_utf8(tag.name().as_ref().to_vec()).expect("UTF-8"));
                    value.clear();
                }
                Event::Text(text) => value.push_str(&text.decode().expect("UTF-8")),
                Event::GeneralRef(name) => {
                    let reference = format!("&{};", name.decode().expect("UTF-8"));
                    value.push_str(&unescape(&reference).expect("an entity"));
                }
                Event::End(_) => {
                    let name = open.pop().expect("it was opened");
                    if !value.trim().is_empty() {
                        leaves.push((name, std::mem::take(&mut value)));
                    }
                }
                Event::Eof => break,
                Event::Decl(_) | Event::PI(_) => {}
                other => panic!("{other:?}"),
            }
        }
        assert!(open.is_empty());
        leaves
    }

    fn all(leaves: &[(String, String)], name: &str) -> Vec<String> {
        leaves.iter().filter(|(found, _)| found == name).map(|(_, value)| value.clone()).collect()
    }

    #[test]
    fn a_file_is_an_accounts_statement() {
        let day = |d| NaiveDate::from_ymd_opt(2026, 11, d);
        let context =
            ExportContext { handle: "a-handle-of-20-chars".into(), from: day(1), until: day(30), ..context("EUR") };
        let line = ExportLine {
            fee: Some(58),
            memo: Some("A & B <c>".into()),
            accounting_date: day(2).expect("a day"),
            rail: "stripe".into(),
            ..ExportLine::example(2500)
        };
        let file = String::from_utf8(write_whole(&KIND, &context, &[line])).expect("UTF-8");
        let expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>
<?OFX OFXHEADER=\"200\" VERSION=\"220\" SECURITY=\"NONE\" OLDFILEUID=\"NONE\" NEWFILEUID=\"NONE\"?>
<OFX>
<SIGNONMSGSRSV1><SONRS><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><DTSERVER>20261201080000[0:GMT]</DTSERVER><LANGUAGE>ENG</LANGUAGE></SONRS></SIGNONMSGSRSV1>
<BANKMSGSRSV1><STMTTRNRS><TRNUID>0</TRNUID><STATUS><CODE>0</CODE><SEVERITY>INFO</SEVERITY></STATUS><STMTRS><CURDEF>EUR</CURDEF>
<BANKACCTFROM><BANKID>CHIT</BANKID><ACCTID>EUR-a-handle--d2cfc13f</ACCTID><ACCTTYPE>CHECKING</ACCTTYPE></BANKACCTFROM>
<BANKTRANLIST><DTSTART>20261101000000[0:GMT]</DTSTART><DTEND>20261130235959[0:GMT]</DTEND>
<STMTTRN><TRNTYPE>CREDIT</TRNTYPE><DTPOSTED>20261102120000[0:GMT]</DTPOSTED><TRNAMT>25.00</TRNAMT><FITID>mov_1</FITID><NAME>Chit stripe</NAME><MEMO>Payment / RF18539007547034 / A &amp; B &lt;c&gt;</MEMO></STMTTRN>
<STMTTRN><TRNTYPE>FEE</TRNTYPE><DTPOSTED>20261102120000[0:GMT]</DTPOSTED><TRNAMT>-0.58</TRNAMT><FITID>mov_1-fee</FITID><NAME>Chit stripe</NAME><MEMO>Fee / RF18539007547034</MEMO></STMTTRN>
</BANKTRANLIST>
<LEDGERBAL><BALAMT>24.42</BALAMT><DTASOF>20261130235959[0:GMT]</DTASOF></LEDGERBAL>
</STMTRS></STMTTRNRS></BANKMSGSRSV1>
</OFX>
";
        assert_eq!(file, expected);
    }

    #[test]
    fn an_account_is_a_payee_s_and_a_currency_s() {
        let number = |handle| account(Currency::EUR, handle);
        assert_eq!(number("anna"), "EUR-anna");
        let long = ["a-handle-of-20-charsA", "a-handle-of-20-charsB", "a-handle-of-20-chars"].map(number);
        assert!(long.iter().all(|account| account.len() == LONGEST_ACCOUNT), "{long:?}");
        assert_eq!(long.iter().collect::<BTreeSet<_>>().len(), long.len(), "{long:?}");
    }

    #[test]
    fn an_open_period_has_bounds() {
        let leaves = read(&write_whole(&KIND, &context("JPY"), &[]));
        assert_eq!(all(&leaves, "DTSTART"), ["19700101000000[0:GMT]"]);
        assert_eq!(all(&leaves, "DTEND"), ["20261201235959[0:GMT]"]);
        assert_eq!(all(&leaves, "BALAMT"), ["0"]);
    }

    #[test]
    fn sums_are_the_ledgers() {
        for currency in ["EUR", "JPY", "KWD"] {
            let lines = lines(&[currency]);
            let leaves = read(&write_whole(&KIND, &context(currency), &lines));
            let (kinds, amounts, ids) = (all(&leaves, "TRNTYPE"), all(&leaves, "TRNAMT"), all(&leaves, "FITID"));
            let of = |is_fee| -> Vec<String> {
                let pairs = kinds.iter().zip(&amounts).filter(|(kind, _)| (*kind == "FEE") == is_fee);
                pairs.map(|(_, amount)| amount.clone()).collect()
            };
            assert_postings(&lines, currency, &of(false), &of(true));
            let net = amounts.iter().map(|amount| minor(currency, amount)).sum::<i64>();
            assert_eq!(minor(currency, &all(&leaves, "BALAMT")[0]), net);
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a FITID stands twice");
            let signs = kinds.iter().zip(&amounts).filter(|(kind, _)| *kind != "FEE");
            assert!(signs.clone().all(|(kind, amount)| (kind == "DEBIT") == amount.starts_with('-')), "{signs:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_a_transaction(memo in hostile_text(), reference in hostile_text(), rail in hostile_text()) {
            let line = ExportLine { memo: Some(memo), reference: Some(reference), rail, fee: Some(1), ..ExportLine::example(100) };
            let leaves = read(&write_whole(&KIND, &context("EUR"), &[line]));
            prop_assert_eq!(all(&leaves, "TRNAMT"), ["1.00", "-0.01"]);
            prop_assert_eq!(all(&leaves, "FITID"), ["mov_1", "mov_1-fee"]);
            let (names, memos) = (all(&leaves, "NAME"), all(&leaves, "MEMO"));
            prop_assert!(names.len() == 2 && names.iter().all(|name| name.starts_with("Chit") && name.chars().count() <= 32));
            prop_assert!(memos.len() == 2 && memos.iter().all(|memo| memo.chars().count() <= 255 && !memo.contains(char::is_control)));
        }
    }
}
