//! Bank statements: what is booked, what is suggested, and that a file counts once however often it comes.

mod booked;
mod decisions;
mod fees;
mod files;
mod hostile;
mod intraday;
mod matching;
mod once;
mod pages;
mod rails;
mod recorded;
mod returns;

use std::fmt::Write as _;

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::Value;

use crate::support::{Answer, Api};

pub fn tests() -> Vec<Trial> {
    [
        booked::tests(),
        decisions::tests(),
        fees::tests(),
        files::tests(),
        hostile::tests(),
        intraday::tests(),
        matching::tests(),
        once::tests(),
        pages::tests(),
        rails::tests(),
        recorded::tests(),
        returns::tests(),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// An entry of a camt.053, with the parts that a test is about.
#[derive(Debug, Clone, Default)]
pub struct Booking<'t> {
    /// Major units; with a minus it left the account.
    pub amount: &'t str,
    pub currency: Option<&'t str>,
    pub day: Option<String>,
    pub bank_ref: &'t str,
    pub structured: Vec<&'t str>,
    pub text: &'t str,
    pub reversal: bool,
}

pub fn booking<'t>(amount: &'t str, bank_ref: &'t str, text: &'t str) -> Booking<'t> {
    Booking { amount, bank_ref, text, ..Booking::default() }
}

/// Today, by UTC: payees of tests have no other zone.
pub fn today() -> String {
    crate::support::now().date_naive().to_string()
}

/// A camt.053.001.08 with these entries.
pub fn camt(bookings: &[Booking<'_>]) -> String {
    let mut entries = String::new();
    for Booking { amount, currency, day, bank_ref, structured, text, reversal } in bookings {
        let (currency, day) = (currency.unwrap_or("EUR"), day.clone().unwrap_or_else(today));
        let side = if amount.starts_with('-') { "DBIT" } else { "CRDT" };
        let amount = amount.trim_start_matches('-');
        let reversed = if *reversal { "<RvslInd>true</RvslInd>" } else { "" };
        let reference =
            if bank_ref.is_empty() { String::new() } else { format!("<AcctSvcrRef>{bank_ref}</AcctSvcrRef>") };
        let structured: String = structured
            .iter()
            .map(|r| {
                format!(
                    "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp><Ref>{r}</Ref></CdtrRefInf></Strd>"
                )
            })
            .collect();
        let text = if text.is_empty() { String::new() } else { format!("<Ustrd>{text}</Ustrd>") };
        write!(
            entries,
            "<Ntry><Amt Ccy=\"{currency}\">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{reversed}<Sts><Cd>BOOK</Cd></Sts>\
            <BookgDt><Dt>{day}</Dt></BookgDt><ValDt><Dt>{day}</Dt></ValDt>{reference}<BkTxCd/>\
            <NtryDtls><TxDtls><RltdPties><Dbtr><Pty><Nm>Zq7vorname Zq7nachname</Nm></Pty></Dbtr>\
            <DbtrAcct><Id><IBAN>GB33BUKB20201555555555</IBAN></Id></DbtrAcct></RltdPties>\
            <RmtInf>{text}{structured}</RmtInf></TxDtls></NtryDtls></Ntry>"
        )
        .expect("memory");
    }
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08\">\
        <BkToCstmrStmt><GrpHdr><MsgId>m</MsgId><CreDtTm>2026-11-26T00:00:00Z</CreDtTm></GrpHdr><Stmt><Id>s</Id>\
        <Acct><Id><IBAN>DE75512108001245126199</IBAN></Id></Acct>{entries}</Stmt></BkToCstmrStmt></Document>"
    )
}

/// Posts a file.
pub async fn send(api: &Api, query: &str, file: impl Into<reqwest::Body>) -> Answer {
    Answer::of(api.call(Method::POST, &format!("statements{query}")).body(file)).await
}

/// Posts a statement; answers its resource.
pub async fn import(api: &Api, bookings: &[Booking<'_>]) -> Value {
    send(api, "", camt(bookings)).await.status(200).json()
}

/// The numbers of a statement: entries, matched, suggested, unmatched, duplicates.
pub fn counts(statement: &Value) -> [i64; 5] {
    ["entries", "matched", "suggested", "unmatched", "duplicates"]
        .map(|name| statement[name].as_i64().unwrap_or_else(|| panic!("{name} in {statement}")))
}

/// The entries of a statement.
pub async fn entries(api: &Api, statement: &Value) -> Vec<Value> {
    let id = statement["id"].as_str().expect("an id");
    let list = api.get(&format!("statements/{id}/entries?limit=100")).await.status(200).json();
    list["data"].as_array().expect("a list").clone()
}

/// A request as the API has it.
pub async fn request(api: &Api, code: &str) -> Value {
    api.get(&format!("requests/{code}")).await.status(200).json()
}

/// The status of a request and what was paid of it.
pub async fn paid(api: &Api, code: &str) -> (String, String) {
    let request = request(api, code).await;
    let text = |name: &str| request[name].as_str().unwrap_or_else(|| panic!("{name} in {request}")).to_owned();
    (text("status"), text("paid_total"))
}
