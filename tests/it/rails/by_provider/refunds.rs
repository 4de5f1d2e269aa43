//! Refunds that are not simply done: their outcome isn't known, they take days, they fail, they fail after they were booked.

use std::collections::BTreeSet;

use serde_json::json;

use super::stage::{Payment, Stage as Scene, says, so, text};
use super::{Double, Fact, PART, PRICE, Stage};
use crate::rails::doubles::line::Weather;
use crate::support::{App, has, has_not};

fn refund(payment: &Payment) -> String {
    format!("payments/{}/refund", payment.id)
}

/// The states of a payment's refunds, oldest first.
async fn states<D: Double>(scene: &Scene<D>, payment: &Payment) -> Vec<String> {
    let told = scene.payment(payment).await;
    told["refunds"].as_array().map(|all| all.iter().map(|one| text(one, "state")).collect()).unwrap_or_default()
}

/// What every line of a payment says: its type and its amount.
async fn booked<D: Double>(scene: &Scene<D>, payment: &Payment) -> Vec<(String, String)> {
    scene.lines(payment).await.into_iter().map(|line| (line["type"].clone(), line["gross"].clone())).collect()
}

fn lines(wanted: &[(&str, &str)]) -> Vec<(String, String)> {
    wanted.iter().map(|(kind, gross)| ((*kind).to_owned(), (*gross).to_owned())).collect()
}

/// A first call goes through and its answer is lost. Whatever is answered next, to the call itself or to a look-up before it, nothing but
/// the call's own refusal says that nothing went back.
pub async fn are_free_by_their_own_refusal_only<D: Double>(app: App) {
    let mut scene = Scene::<D>::set(app).await;
    let payment = scene.paid().await;
    let line = scene.double.line().expect("it can be away").clone();
    line.be(Weather::Lost(D::SENDS_BACK.0));
    scene.api.post(&refund(&payment), &json!({"amount": PART})).await.status(202);
    let bad = [401, 403, 404, 409, 429, 500];
    for weather in bad.map(|status| Weather::Answers(D::SENDS_BACK.0, status)).into_iter().chain(bad.map(Weather::All))
    {
        line.be(weather);
        // The payment isn't asked about: only what the call answers counts here.
        scene.app.db().execute("update payments set next_poll_at = null").await;
        scene.restart().await;
        let waits = || scene.app.log().matches("a refund has to wait").count();
        let before = waits();
        let db = scene.app.db();
        scene
            .until(&format!("{weather:?} is heard"), async || {
                db.number("select count(*) from refunds").await == 1 && waits() > before
            })
            .await;
        assert_eq!(states(&scene, &payment).await, ["asked"], "{weather:?}");
        scene.api.post(&refund(&payment), &json!({"amount": "20.01"})).await.status(400);
        assert_eq!(scene.gone(&payment).await, so("0.00", "settled"), "{weather:?}");
    }
    line.be(Weather::Fine);
    scene.restart().await;
    let db = scene.app.db();
    scene.until("it is done", async || db.number("select count(*) from refunds where state = 'done'").await == 1).await;
    assert_eq!(scene.gone(&payment).await, so(PART, "partially_refunded"));
    assert_eq!(scene.double.sent(&payment.begun.order).expect("it can be watched").len(), 1);
    assert_eq!(booked(&scene, &payment).await, lines(&[("settlement", PRICE), ("refund", "-5.00")]));

    // What the provider itself refuses was not sent: at once, and free again.
    scene.double.send_back(&payment.begun.order, "20.00");
    scene.api.post(&refund(&payment), &json!({})).await.status(409).problem();
    assert_eq!(states(&scene, &payment).await, ["done", "failed"]);
    scene.leave().await;
}

pub async fn are_booked_while_they_are_done<D: Double>(app: App) {
    let mut scene = Scene::<D>::set(app).await;
    let payment = scene.paid().await;
    let (order, whole) = (payment.begun.order.clone(), [("settlement", PRICE)]);

    // Accepted, and not finished: reserved, and not in the books.
    scene.double.make_refunds(Stage::Pending);
    let sent = scene.api.post_once(&refund(&payment), "zq7-back", &json!({"amount": PART})).await.status(202).json();
    assert_eq!(sent["refunds"][0]["state"], "sent");
    scene.tell(&payment, Fact::Refunded).await;
    assert_eq!(scene.gone(&payment).await, so("0.00", "settled"));
    assert_eq!(booked(&scene, &payment).await, lines(&whole));
    scene.api.post(&refund(&payment), &json!({"amount": "20.01"})).await.status(400);
    has(&scene.app.browser().page(&payment.begun.own).await, &["is refunding", "5.00"]);
    has(&scene.seller.page(&format!("app/requests/{}", payment.code)).await, &["is being sent back"]);

    // It succeeds, and is told twice.
    scene.double.turn_refund(&order, Stage::Done);
    for _ in 0..2 {
        scene.tell(&payment, Fact::Refunded).await;
        assert_eq!(states(&scene, &payment).await, ["done"]);
        assert_eq!(scene.gone(&payment).await, so(PART, "partially_refunded"));
    }
    has_not(&scene.app.browser().page(&payment.begun.own).await, &["is refunding"]);

    // Days later it fails: taken back, told, and free.
    scene.double.turn_refund(&order, Stage::Failed);
    for _ in 0..2 {
        scene.tell(&payment, Fact::Refunded).await;
        assert_eq!(states(&scene, &payment).await, ["failed"]);
        assert_eq!(scene.gone(&payment).await, so("0.00", "settled"));
    }
    let all = scene.lines(&payment).await;
    assert_eq!(
        booked(&scene, &payment).await,
        lines(&[("settlement", PRICE), ("refund", "-5.00"), ("correction", PART)])
    );
    says(&all[2], &[("reverses_id", &all[1]["movement_id"]), ("status", "corrected"), ("fee", "0.00")]);
    says(&all[2], &[("rail", D::BOOKED), ("evidence", "webhook")]);
    assert_eq!(scene.stands(&payment.code).await, super::stage::standing("paid", 1, PRICE));
    let page = scene.seller.page(&format!("app/requests/{}", payment.code)).await;
    has(&page, &["€5.00 came back to you", "The refund failed. Send it again, or by other means."]);
    scene.app.audit();

    // One that fails at once is refused.
    scene.double.make_refunds(Stage::Failed);
    scene.api.post(&refund(&payment), &json!({"amount": PART})).await.status(409).problem();
    assert_eq!(scene.gone(&payment).await, so("0.00", "settled"));

    // All of it goes back by a refund that nobody tells of: it is asked about.
    scene.double.make_refunds(Stage::Pending);
    scene.api.post(&refund(&payment), &json!({})).await.status(202);
    scene.api.post(&refund(&payment), &json!({"amount": "0.01"})).await.status(409).problem();
    scene.double.turn_refund(&order, Stage::Done);
    scene.restart().await;
    scene.until("the worker asks", async || scene.gone(&payment).await == so(PRICE, "refunded")).await;
    assert_eq!(states(&scene, &payment).await, ["failed", "failed", "done"]);

    // The same at the provider's own pages.
    let payment = scene.paid().await;
    let order = payment.begun.order.clone();
    scene.double.send_back(&order, "10.00");
    scene.tell(&payment, Fact::Refunded).await;
    assert_eq!(scene.gone(&payment).await, so("0.00", "settled"), "it isn’t finished");
    scene.api.post(&refund(&payment), &json!({"amount": "15.01"})).await.status(400);
    for (stage, expected) in [(Stage::Done, so("10.00", "partially_refunded")), (Stage::Failed, so("0.00", "settled"))]
    {
        scene.double.turn_refund(&order, stage);
        scene.tell(&payment, Fact::Refunded).await;
        assert_eq!(scene.gone(&payment).await, expected);
    }
    let kinds: BTreeSet<_> = booked(&scene, &payment).await.into_iter().collect();
    let wanted = lines(&[("settlement", PRICE), ("refund", "-10.00"), ("correction", "10.00")]);
    assert_eq!(kinds, wanted.into_iter().collect());
    scene.leave().await;
}
