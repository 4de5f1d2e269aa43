//! Every page that a buyer may meet.

use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use serde_json::json;

use super::{IBAN, Way, bank};
use crate::support::{Answer, Api, App, Hook, Message, form, order};

const UNKNOWN: &str = "abcdefghijkm";

/// A page that a reader may meet.
pub struct Case {
    pub path: String,
    /// What is sent, where it is an answer to a form.
    pub fields: Option<Vec<(&'static str, String)>>,
    site: &'static str,
    pub status: u16,
    /// The key of a text that it must say.
    pub says: &'static str,
}

fn page(path: impl Into<String>, says: &'static str) -> Case {
    Case { path: path.into(), fields: None, site: "same-origin", status: 200, says }
}

fn sent(path: impl Into<String>, fields: &[(&'static str, &str)], status: u16, says: &'static str) -> Case {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Case { path: path.into(), fields: Some(fields), site: "same-origin", status, says }
}

impl Case {
    pub async fn answer(&self, app: &App, way: Way) -> Answer {
        let mut path = self.path.clone();
        let browser = app.browser();
        if let Way::Chosen(tag) = way {
            path = format!("{path}{}lang={tag}", if path.contains('?') { '&' } else { '?' });
        }
        let method = if self.fields.is_some() { Method::POST } else { Method::GET };
        let mut request = browser.request(method, &path).header("Sec-Fetch-Site", self.site);
        if let Way::Browser(tag) = way {
            request = request.header(ACCEPT_LANGUAGE, tag);
        }
        if let Some(fields) = &self.fields {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            request = form(request, &fields);
        }
        Answer::of(request).await
    }
}

/// Starts a payment; answers the payer's own page.
async fn begun(app: &App, code: &str) -> (String, String) {
    let (page, name) = app.start_payment(code).await;
    let own = order(&page)["return_url"].as_str().expect("where the payer comes back to").to_owned();
    (own, name)
}

/// A payment with an outcome: the payer's own page and the request's code.
pub async fn decided(app: &App, api: &Api, hook: &Hook, outcome: &'static str) -> (String, String) {
    let code = app.request(api, &json!({"amount": "25.00", "memo": "Zwieback"})).await;
    let (own, name) = begun(app, &code).await;
    hook.reported(&Message::new(&name, outcome)).await;
    (own, code)
}

/// A payment whose fate is written into the database: nothing brings it about yet.
async fn fated(app: &App, api: &Api, hook: &Hook, fate: &str) -> String {
    let (own, code) = decided(app, api, hook, "approve").await;
    assert_eq!(app.db().execute(&format!("update payments set {fate} where request_code = '{code}'")).await, 1);
    own
}

/// Every page that a buyer may meet.
pub async fn cases(app: &App) -> Vec<Case> {
    let (_, anna, hook) = app.seller("anna").await;
    let berta = bank(app, "berta").await;
    let clara = app.api(&app.payee("clara").api_key);
    let (_, dora, _) = app.seller("dora").await;
    dora.post("methods", &json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}})).await.status(201);
    let mut cases = requests(app, &anna, &hook, &dora, &clara).await;
    cases.extend(payments(app, &anna, &hook, &berta).await);
    let open = app.request(&anna, &json!({"min_amount": "5", "max_amount": "50", "asks_note": true})).await;
    let (open, pay) = (format!("r/{open}"), format!("r/{open}/pay"));
    let long = "Zwieback ".repeat(20);
    for (fields, says) in [
        (vec![("amount", "")], "amount-required"),
        (vec![("amount", "zwölf")], "amount-not-a-number"),
        (vec![("amount", "12,5055")], "amount-too-many-decimals"),
        (vec![("amount", "0")], "amount-not-positive"),
        (vec![("amount", "4")], "amount-too-small"),
        (vec![("amount", "51")], "amount-too-large"),
        (vec![("amount", "99999999999999")], "amount-too-large"),
        (vec![("amount", "1.234")], "amount-ambiguous"),
        (vec![("amount", "5"), ("note", &long)], "note-too-long"),
        (vec![("amount", "5"), ("note", "a\u{202e}b")], "note-invalid"),
        (vec![("amount", "5"), ("method", "x")], "method-unavailable"),
    ] {
        cases.push(sent(pay.as_str(), &fields, 400, says));
    }
    cases.push(sent("anna/pay", &[("amount", "")], 400, "amount-required"));
    for (path, says) in [("anna/25zzz", "amount-unknown-currency"), ("anna/x", "amount-in-link")] {
        cases.push(Case { status: 404, ..page(path, says) });
        cases.push(sent(format!("{path}/pay"), &[], 400, says));
    }
    cases.extend([
        page(format!("{open}/report"), "report-title"),
        page(format!("{open}/report?sent=1"), "report-sent"),
        sent(format!("{open}/report"), &[("reason", "x")], 400, "report-pick"),
        page("anna/report", "report-page-title"),
        page("anna/report?sent=1", "report-sent-paid"),
        page(format!("{open}/print"), "sheet-scan"),
        Case { status: 404, ..page(format!("r/{UNKNOWN}"), "problem-not-found") },
        Case { status: 404, ..page("nothing/at/all/here", "problem-not-found") },
        Case { status: 404, ..page("p/unknown", "problem-not-found") },
        Case { status: 404, ..page("r/%FF", "problem-not-found") },
        Case { status: 405, ..page(pay.as_str(), "problem-method") },
        Case { site: "cross-site", ..sent(pay, &[("amount", "5")], 403, "problem-cross-site") },
    ]);
    cases
}

/// The pages of requests and personal links.
async fn requests(app: &App, anna: &Api, hook: &Hook, dora: &Api, clara: &Api) -> Vec<Case> {
    let full = json!({"items": [{"name": "Zwieback", "quantity": 3, "amount": "4.00"}], "memo": "Zwieback",
        "due_on": "2071-11-30", "expires_at": "2071-12-01T18:30:00Z"});
    let full = app.request(dora, &full).await;
    let body = json!({"min_amount": "5", "max_amount": "50", "suggested_amounts": ["5", "10"], "asks_note": true});
    let open = app.request(anna, &body).await;
    let bare = app.request(clara, &json!({"amount": "25.00"})).await;
    let partly = app.request(anna, &json!({"amount": "25.00"})).await;
    anna.post(&format!("requests/{partly}/payments"), &json!({"amount": "5.00"})).await.status(201);
    let (_, underway) = decided(app, anna, hook, "pending").await;
    let (_, paid) = decided(app, anna, hook, "approve").await;
    let expired = app.request(anna, &json!({"amount": "25.00"})).await;
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{expired}'")).await;
    let cancelled = app.request(anna, &json!({"amount": "25.00"})).await;
    anna.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    let any = app.request(anna, &json!({})).await;
    let from = app.request(anna, &json!({"min_amount": "5"})).await;
    let to = app.request(anna, &json!({"max_amount": "50"})).await;
    let closed = [(&underway, "underway"), (&paid, "paid"), (&expired, "expired"), (&cancelled, "cancelled")];
    let mut cases: Vec<_> = closed
        .iter()
        .flat_map(|(code, says)| [page(format!("r/{code}"), says), sent(format!("r/{code}/pay"), &[], 409, says)])
        .collect();
    cases.extend([
        page(format!("r/{full}"), "open-until"),
        page(format!("r/{full}"), "rail-sepa-hint"),
        page(format!("r/{full}/print"), "asks-for"),
        page(format!("r/{open}"), "bounds-between"),
        page(format!("r/{open}"), "note-label"),
        page(format!("r/{any}"), "any-amount"),
        page(format!("r/{from}"), "bounds-from"),
        page(format!("r/{to}"), "bounds-to"),
        page(format!("r/{bare}"), "no-way"),
        page(format!("r/{partly}"), "part-paid"),
        page("anna", "how-much"),
        page("anna/25", "rail-demo-hint"),
        page("berta/25.50", "rail-sepa-pay"),
        page("dora/25", "choose-way"),
        page("clara", "no-way-title"),
    ]);
    cases
}

/// The pages of payers.
async fn payments(app: &App, anna: &Api, hook: &Hook, berta: &Api) -> Vec<Case> {
    let code = app.request(anna, &json!({"amount": "25.00", "asks_note": true})).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[("note", "Zwieback")]).await.status(303);
    let begun = order(started.location())["return_url"].as_str().expect("a URL").to_owned();
    let transfer = async || {
        let code = app.request(berta, &json!({"amount": "25.00", "memo": "Zwieback"})).await;
        (app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned(), code)
    };
    let (sending, _) = transfer().await;
    let (claimed, of) = transfer().await;
    app.browser().post(&format!("{claimed}/claim"), &[]).await.status(303);
    let (disputed, of_disputed) = decided(app, anna, hook, "approve").await;
    let name = app.db().texts(&format!("select external_id from payments where request_code = '{of_disputed}'")).await;
    hook.reported(&Message::new(&name[0], "dispute_lost").of("10.00", "EUR").shifted(2)).await;
    // A refund that no provider vouches for, as one by hand is booked.
    let (word, of_word) = decided(app, anna, hook, "approve").await;
    let sql = format!("select id from payments where request_code = '{of_word}'");
    let payment = app.db().texts(&sql).await.remove(0);
    anna.post(&format!("payments/{payment}/refund"), &json!({})).await.status(201);
    let sql = "update ledger_entries set evidence = 'manual' where kind = 'refund' and payment_id =";
    assert_eq!(app.db().execute(&format!("{sql} '{payment}'")).await, 1);
    vec![
        page(&*begun, "pending-resume"),
        page(&*begun, "your-note"),
        page(&*sending, "pending-transfer"),
        page(&*sending, "sent-it-help"),
        page(&*claimed, "claimed"),
        page(format!("r/{of}"), "somebody-claims"),
        page(decided(app, anna, hook, "pending").await.0, "processing"),
        page(decided(app, anna, hook, "approve").await.0, "settled"),
        page(decided(app, anna, hook, "decline").await.0, "failed"),
        page(fated(app, anna, hook, "received = 2000").await, "difference-under"),
        page(fated(app, anna, hook, "received = 3000").await, "difference-over"),
        page(fated(app, anna, hook, "state = 'expired'").await, "attempt-expired"),
        page(fated(app, anna, hook, "state = 'refunded', refunded = 2500").await, "refunded"),
        page(fated(app, anna, hook, "state = 'partially_refunded', refunded = 1000").await, "partly-refunded"),
        page(fated(app, anna, hook, "state = 'disputed'").await, "disputed"),
        page(disputed, "refunded-by-dispute"),
        page(&*word, "refunded-by-word"),
        page(&*word, "payment-refund-said"),
    ]
}
