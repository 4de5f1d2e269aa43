//! A provider that is away costs nothing: the payer is told so, nothing is kept, and whatever else there is can be used.

use serde_json::json;

use super::stage::{HANDLE, Stage, method, standing};
use super::{Double, Fact, PRICE};
use crate::providers::line::Weather;
use crate::support::{Answer, App, has};

/// What a payer reads.
fn nothing_was_charged(answer: &Answer) {
    has(&answer.text(), &["This way of paying is not available now", "Nothing was charged"]);
    assert!(!answer.header("retry-after").is_empty(), "it says when");
}

pub async fn costs_nothing<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter"}});
    let cash = stage.api.post("methods", &cash).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let code = stage.request().await;
    let line = stage.double.line().expect("it can be away").clone();
    for weather in [Weather::Down, Weather::Nonsense] {
        line.be(weather);
        let before = stage.app.db().rows().await;
        let payer = stage.app.browser();
        let answer = payer.post(&format!("r/{code}/pay"), &[("method", &stage.method)]).await.status(503);
        nothing_was_charged(&answer);
        // Whatever else there is can be chosen right there.
        let other = format!("name=\"method\" value=\"{cash}\"");
        has(&answer.text(), &[&other]);
        // By a personal link the request is made with the payment, or not at all.
        let personal = payer.post(&format!("{HANDLE}/25/pay"), &[("method", &stage.method)]).await.status(503);
        nothing_was_charged(&personal);
        has(&personal.text(), &[&other]);
        let refused =
            stage.api.post("methods", &json!({"rail": D::RAIL, "settings": stage.double.settings()})).await.status(503);
        refused.problem();
        assert_eq!(stage.app.db().rows().await, before, "something was written");
        assert_eq!(stage.stands(&code).await, standing("open", 0, "0.00"));
        let other = stage.request().await;
        payer.post(&format!("r/{other}/pay"), &[("method", &cash)]).await.status(303);
        // A provider that failed too often is left alone for a while; a service that is new knows nothing of it.
        stage.restart().await;
    }
    // A message that can't be looked into is sent again.
    line.be(Weather::Fine);
    let payment = stage.begin(&code).await;
    stage.double.pay(&payment.begun.order, PRICE, "EUR");
    stage.tell(&payment, Fact::Settled).await;
    assert_eq!(stage.stands(&code).await, standing("paid", 1, PRICE));
    stage.leave().await;
}

/// One that takes the call and never answers is given up while the payer still waits.
pub async fn given_up<D: Double>(app: &App, double: &D) {
    let api = app.api(&app.payee(&format!("at-{}", D::RAIL)).api_key);
    method(&api, double).await;
    let code = app.request(&api, &json!({"amount": PRICE, "currency": "EUR"})).await;
    let line = double.line().expect("it can be away");
    line.be(Weather::Silent);
    let answer = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(503);
    nothing_was_charged(&answer);
    assert_eq!(api.get("payments").await.status(200).json()["data"], json!([]));
    line.be(Weather::Fine);
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
}
