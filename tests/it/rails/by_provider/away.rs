//! A provider that is away costs nothing: the payer is told so, nothing is kept, and whatever else there is can be used.

use serde_json::json;

use super::stage::{HANDLE, Stage, method, post, standing};
use super::{Double, Fact, PRICE};
use crate::rails::doubles::line::Weather;
use crate::support::{Answer, App, has, has_not};

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
    // An answer that is lost matters where something was done.
    let lost = D::CAN.tell.then_some(Weather::Lost(""));
    for weather in [Weather::Down, Weather::Nonsense].into_iter().chain(lost) {
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
        if weather != Weather::Lost("") {
            let method = json!({"rail": D::RAIL, "settings": stage.double.settings()});
            let answer = stage.api.post("methods", &method).await;
            // Nonsense may come from a server that is none of the provider's, where the payee names it.
            let refused = answer.code == 503 || (answer.code == 400 && weather == Weather::Nonsense);
            assert!(refused, "{weather:?}: {}", answer.text());
        }
        assert_eq!(stage.app.db().rows().await, before, "something was written");
        assert_eq!(stage.stands(&code).await, standing("open", 0, "0.00"));
        let other = stage.request().await;
        payer.post(&format!("r/{other}/pay"), &[("method", &cash)]).await.status(303);
        // A provider that failed too often is left alone for a while; a service that is new knows nothing of it.
        stage.restart().await;
    }
    // What a message is about can't be asked now: it isn't taken, and comes again.
    line.be(Weather::Fine);
    let told = stage.begun().await;
    stage.double.pay(&told.begun.order, PRICE, "EUR");
    let message = stage.double.tell(&told.begun.order, Fact::Settled);
    line.be(Weather::Down);
    let before = stage.app.db().rows().await;
    if let Some(message) = &message {
        assert!(!post(&stage.hook, message).await.status(503).header("retry-after").is_empty(), "it says when");
    }
    // The payer comes back meanwhile, again and again, and reads what is known.
    for _ in 0..2 {
        has_not(&stage.look(&told).await, &["Nothing was charged", "PAID"]);
    }
    assert_eq!(stage.app.db().rows().await, before, "something was written");
    stage.restart().await;
    assert_eq!(stage.state(&told).await, "pending");
    line.be(Weather::Fine);
    stage.restart().await;
    match &message {
        Some(message) => drop(post(&stage.hook, message).await.status(204)),
        None => stage.tell(&told, Fact::Settled).await,
    }
    assert_eq!(stage.stands(&told.code).await, standing("paid", 1, PRICE));
    // And the link that couldn't be paid can.
    let payment = stage.begin(&code).await;
    stage.double.pay(&payment.begun.order, PRICE, "EUR");
    stage.tell(&payment, Fact::Settled).await;
    assert_eq!(stage.stands(&code).await, standing("paid", 1, PRICE));
    stage.leave().await;
}

/// One that takes the call and never answers is given up while the payer still waits.
pub async fn given_up<D: Double>(app: &App, double: &D) {
    let api = app.api(&app.payee(&format!("at-{}", D::RAIL.replace('_', "-"))).api_key);
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
