//! Alerts of new orders, which say nothing of what was ordered.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::sending::{Desk, nothing_waits, planned, waiting};
use super::service::{Mood, alerting};
use crate::support::{App, both, form_id, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![a_new_order_is_told_and_says_nothing, an_order_that_was_answered_is_not_told]
}

/// Has a buyer order, and returns the order's code.
async fn ordered(app: &App, catalogue: &Value) -> String {
    let product = catalogue["products"][0]["id"].as_str().expect("an id");
    let (quantity, price) = (format!("q-{product}"), format!("p-{product}"));
    let once = form_id();
    let fields = [("once", once.as_str()), ("then", "send"), (&quantity, "2"), (&price, "450")];
    let made = app.browser().post("anna/order", &fields).await.status(303);
    made.location().trim_start_matches("/r/").split(['/', '?']).next().expect("a code").to_owned()
}

fn catalogue() -> Value {
    json!({"products": [{"name": "Zq7 rye bread", "price": "4.50"}], "confirms_first": true})
}

async fn a_new_order_is_told_and_says_nothing(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let catalogue = desk.api.put("catalogue", &catalogue()).await.status(200).json();
    let code = ordered(&app, &catalogue).await;
    let said = desk.device.read(&desk.device.hears(1).await.remove(0));
    let notification = &said["notification"];
    assert_eq!(
        (&notification["title"], &notification["body"]),
        (&json!("Somebody ordered"), &json!("Look at it in the app."))
    );
    assert_eq!(notification["navigate"], json!(format!("{}app/requests/{code}", app.base)));
    has_not(&said.to_string(), &["Zq7", "9.00", "€"]);
    nothing_waits(&app).await;
    // With the amount, where the seller wants it.
    let amounts = format!("app/settings/alerts/devices/{}/amounts", desk.id);
    desk.seller.post(&amounts, &[("amounts", "on")]).await.status(303);
    ordered(&app, &catalogue).await;
    desk.device.hears(2).await;
    assert_eq!(desk.device.titles().pop().as_deref(), Some("Somebody ordered for €9.00"));
}

async fn an_order_that_was_answered_is_not_told(app: App) {
    let app = alerting(app).await;
    let desk = Desk::of(&app).await;
    let catalogue = desk.api.put("catalogue", &catalogue()).await.status(200).json();
    // The device is away, and its alert waits.
    desk.device.service.be(Mood::Answers(503, 3600));
    let code = ordered(&app, &catalogue).await;
    until("it is to be tried again", async || planned(&app).await == 1).await;
    desk.api.post(&format!("requests/{code}/confirm"), &json!({})).await.status(200);
    desk.device.service.be(Mood::Takes);
    let before = desk.device.titles().len();
    desk.hurry(&app).await;
    nothing_waits(&app).await;
    assert_eq!((desk.device.titles().len(), waiting(&app).await), (before, 0));
}
