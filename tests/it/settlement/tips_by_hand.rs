//! Tips that came outside of the service, which the payee records.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::house::store::column;
use crate::settlement::arrivals::{standing, stands};
use crate::support::{Api, App, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_tip_at_the_counter_stands_apart,
        a_tip_is_what_exceeds_what_is_due,
        a_payers_own_tip_is_not_replaced,
        the_page_asks_for_it_on_top,
        the_books_have_an_account_for_tips_alone,
    ]
}

/// The gross amounts of an export and the tips in them.
async fn lines(api: &Api) -> Vec<(String, String)> {
    let file = api.get("exports/movements").await.status(200).body;
    column(&file, "gross").into_iter().zip(column(&file, "tip")).collect()
}

fn line(gross: &str, tip: &str) -> (String, String) {
    (gross.to_owned(), tip.to_owned())
}

async fn recorded(api: &Api, code: &str, body: &Value) -> Value {
    api.post(&format!("requests/{code}/payments"), body).await.status(201).json()
}

async fn a_tip_at_the_counter_stands_apart(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    // The tip within what came, and on top of what is due. Whether payers are asked for tips doesn't matter: it was given.
    for (body, takes_tips) in [(json!({"amount": "27.50", "tip": "2.50"}), true), (json!({"tip": "2.50"}), false)] {
        let code = app.request(&api, &json!({"amount": "25.00", "takes_tips": takes_tips})).await;
        let payment = recorded(&api, &code, &body).await;
        assert_eq!(
            (&payment["amount"], &payment["asked"], &payment["tip"], &payment["difference"]),
            (&json!("27.50"), &json!("27.50"), &json!("2.50"), &Value::Null)
        );
        assert_eq!((&payment["state"], &payment["evidence"]), (&json!("settled"), &json!("manual")));
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    }
    assert_eq!(lines(&api).await, [line("27.50", "2.50"), line("27.50", "2.50")]);
    // More than both is an overpayment, as of a payer's.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let payment = recorded(&api, &code, &json!({"amount": "40.00", "tip": "5"})).await;
    assert_eq!((&payment["tip"], &payment["difference"]), (&json!("5.00"), &json!("over")));
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "35.00"));
    // The price goes back first, then the tip.
    let refund = format!("payments/{}/refund", payment["id"].as_str().expect("an id"));
    api.post(&refund, &json!({"amount": "37.00"})).await.status(201);
    assert_eq!(lines(&api).await[3], line("-37.00", "-2.00"));
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/books").await, &["Including a tip of €2.50", "Including a tip of €5.00"]);
    app.audit();
}

async fn a_tip_is_what_exceeds_what_is_due(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let fixed = app.request(&api, &json!({"amount": "25.00"})).await;
    let open = app.request(&api, &json!({"currency": "EUR"})).await;
    let parts = json!({"amount": "25.00", "parts": [{"amount": "10.00", "due_on": "2030-01-01"}, {"amount": "15.00", "due_on": "2030-02-01"}]});
    let parts = app.request(&api, &parts).await;
    for (code, body, refused) in [
        // Of 26.00, 25.00 are due.
        (&fixed, json!({"amount": "26.00", "tip": "2.50"}), "too_large"),
        (&fixed, json!({"amount": "25.00", "tip": "0.01"}), "too_large"),
        (&fixed, json!({"amount": "5.00", "tip": "5.00"}), "too_large"),
        (&fixed, json!({"tip": "25.01"}), "too_large"),
        (&fixed, json!({"tip": "0"}), "not_positive"),
        (&fixed, json!({"tip": "-1"}), "not_a_number"),
        (&fixed, json!({"tip": "1.001"}), "too_many_decimals"),
        (&open, json!({"amount": "25.00", "tip": "2.50"}), "open_amount"),
        (&parts, json!({"amount": "12.50", "tip": "2.50"}), "conflict"),
    ] {
        let answer = api.post(&format!("requests/{code}/payments"), &body).await.status(400);
        assert_eq!(answer.problems(), [("tip".to_owned(), refused.to_owned())], "{body}");
    }
    assert_eq!(lines(&api).await, []);
    // Of a request that waits for a rest, the rest is what is due.
    recorded(&api, &fixed, &json!({"amount": "20.00"})).await;
    let rest = recorded(&api, &fixed, &json!({"tip": "1.00"})).await;
    assert_eq!((&rest["amount"], &rest["tip"]), (&json!("6.00"), &json!("1.00")));
    assert_eq!(stands(&api, &fixed).await, standing("paid", 2, "25.00"));
    app.audit();
}

async fn a_payers_own_tip_is_not_replaced(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let sepa = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let method = api.post("methods", &sepa).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    for (tip, settled) in [("2.50", 1), ("1.50", 2)] {
        let code = app.request(&api, &json!({"amount": "25.00", "takes_tips": true, "max_payments": 3})).await;
        let payer = app.browser();
        let fields = [("tip", "10"), ("method", method.as_str())];
        let own = payer.post(&format!("r/{code}/pay"), &fields).await.status(303).location().to_owned();
        payer.post(&format!("{own}/claim"), &[]).await.status(303);
        recorded(&api, &code, &json!({"amount": "27.50", "tip": tip})).await;
        let payments =
            api.get(&format!("payments?request={code}")).await.json()["data"].as_array().expect("a list").len();
        assert_eq!(payments, settled, "{tip}: the claim, or one beside it");
    }
    app.audit();
}

async fn the_page_asks_for_it_on_top(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, form) = (format!("app/requests/{code}"), format!("app/requests/{code}/mark-paid"));
    has(&seller.page(&page).await, &["Tip on top, if there was one", "name=\"tip\""]);
    let once = form_id();
    let wrong = [("amount", "25.00"), ("tip", "much"), ("once", once.as_str())];
    has(&seller.post(&form, &wrong).await.status(400).text(), &["value=\"much\"", "Write the amount in digits"]);
    let fields = [("amount", "25.00"), ("tip", "2.50"), ("once", once.as_str())];
    for _ in 0..2 {
        seller.post(&form, &fields).await.status(303);
    }
    assert_eq!(lines(&api).await, [line("27.50", "2.50")]);
    let paid = seller.page(&page).await;
    has(&paid, &["Including a tip of €2.50"]);
    // Where the payer chooses the amount, nothing is on top.
    let open = app.request(&api, &json!({"currency": "EUR"})).await;
    has_not(&seller.page(&format!("app/requests/{open}")).await, &["name=\"tip\""]);
    app.audit();
}

async fn the_books_have_an_account_for_tips_alone(app: App) {
    let (payee, ..) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let refused = seller.post("app/books/accounts", &[("tips", "Expenses:Chit:Fees")]).await.status(400).text();
    has(&refused, &["Another of these accounts is the same."]);
    seller.post("app/settings/pages-language", &[("pages", "de")]).await.status(303);
    let refused = seller.post("app/books/accounts", &[("datev_tips", "4970")]).await.status(400).text();
    has(&refused, &["Trinkgeld braucht ein eigenes"]);
    seller.post("app/books/accounts", &[("tips", "Income:Tips"), ("datev_tips", "8400")]).await.status(303);
}
