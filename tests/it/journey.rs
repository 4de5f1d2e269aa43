//! The main job from end to end, as the people in it do it.

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{App, both, has};

pub fn tests() -> Vec<Trial> {
    both![a_request_is_paid]
}

async fn a_request_is_paid(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let payer = app.browser();
    let back = payer.post(&page, &[("outcome", "approve")]).await.status(303);
    has(&payer.page(back.location()).await, &["You paid", "€"]);
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    has(&app.signed_in(&payee).await.page("app").await, &[&code]);
    app.audit();
}
