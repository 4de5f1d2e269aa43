//! Money goes back: by the seller's word, by the provider's pages, by the payer's bank; once, and never more than arrived.

use serde_json::{Value, json};

use super::stage::{Line, Payment, Stage, says, so, text};
use super::{Double, Fact, PART, PRICE, Sent};
use crate::rails::doubles::line::Weather;
use crate::support::{App, has};

/// Where a payment is sent back.
fn refund(payment: &Payment) -> String {
    format!("payments/{}/refund", payment.id)
}

/// What a provider was asked to do, by the refunds that the service tells of.
fn wanted(told: &Value) -> Vec<(String, String)> {
    let told = told["refunds"].as_array().expect("a list").iter();
    told.filter(|refund| refund["state"] == "done").map(|refund| (text(refund, "id"), text(refund, "amount"))).collect()
}

fn done(sent: &[Sent]) -> Vec<(String, String)> {
    sent.iter().map(|sent| (sent.id.clone(), sent.amount.clone())).collect()
}

/// The lines of what went back. Each says what it takes back.
fn backs(lines: &[Line]) -> Vec<&Line> {
    let settlement = &lines[0];
    says(settlement, &[("type", "settlement"), ("gross", PRICE)]);
    let backs: Vec<_> = lines[1..].iter().collect();
    for back in &backs {
        says(back, &[("type", "refund"), ("currency", "EUR"), ("status", "refunded")]);
        says(back, &[("reverses_id", &settlement["movement_id"]), ("fee", "0.00"), ("net", &back["gross"])]);
    }
    backs
}

pub async fn goes_by_the_sellers_word<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let payment = stage.paid().await;
    let (api, path) = (&stage.api, refund(&payment));
    let too_much = api.post(&path, &json!({"amount": "25.01"})).await.status(400);
    assert_eq!(too_much.problems(), [("amount".to_owned(), "too_large".to_owned())]);

    // A part of it, by a call that is repeated.
    let part = json!({"amount": PART});
    let first = api.post_once(&path, "zq7-back", &part).await.status(201);
    assert_eq!(api.post_once(&path, "zq7-back", &part).await.status(201).body, first.body);
    let way = if D::CAN.send_back { "rail" } else { "hand" };
    assert_eq!(
        (&first.json()["refunds"][0]["way"], &first.json()["refunds"][0]["state"]),
        (&json!(way), &json!("done"))
    );
    assert_eq!(stage.gone(&payment).await, so(PART, "partially_refunded"));
    api.post(&path, &json!({"amount": "20.01"})).await.status(400);
    // The provider tells of it, too: nothing new.
    stage.tell(&payment, Fact::Refunded).await;
    assert_eq!(stage.gone(&payment).await, so(PART, "partially_refunded"));

    // All that is left, and then nothing is.
    let whole = api.post(&path, &json!({})).await.status(201).json();
    assert_eq!(stage.gone(&payment).await, so(PRICE, "refunded"));
    api.post(&path, &part).await.status(409).problem();
    stage.tell(&payment, Fact::Refunded).await;
    stage.tell(&payment, Fact::Settled).await;
    assert_eq!(stage.gone(&payment).await, so(PRICE, "refunded"));

    let lines = stage.lines(&payment).await;
    let backs = backs(&lines);
    assert_eq!(backs.iter().map(|back| back["gross"].as_str()).collect::<Vec<_>>(), ["-5.00", "-20.00"]);
    let sent = stage.double.sent(&payment.begun.order);
    for (at, back) in backs.iter().enumerate() {
        match (D::CAN.send_back, &sent) {
            (true, Some(sent)) => {
                says(back, &[("rail", D::BOOKED), ("evidence", "poll"), ("evidence_ref", &sent[at].external_id)]);
            }
            (true, None) => says(back, &[("rail", D::BOOKED), ("evidence", "poll")]),
            (false, _) => says(back, &[("rail", "manual"), ("evidence", "manual")]),
        }
    }
    if D::CAN.send_back
        && let Some(sent) = sent
    {
        // Each went out once, under its own name.
        assert_eq!(done(&sent), wanted(&whole));
        assert_eq!(keys(&stage), sent.iter().map(|sent| sent.id.clone()).collect::<Vec<_>>());
    }
    stage.leave().await;
}

/// The keys under which the provider was asked to send money back, each call with its own.
fn keys<D: Double>(stage: &Stage<D>) -> Vec<String> {
    let (end, header) = D::SENDS_BACK;
    let heard = stage.double.line().expect("it can be watched").heard();
    let asked = heard.iter().filter(|heard| heard.method == "POST" && heard.path.ends_with(end));
    asked.map(|heard| heard.headers[header].clone()).collect()
}

pub async fn waits_for_an_answer<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    let (payment, other) = (stage.paid().await, stage.paid().await);
    let line = stage.double.line().expect("it can be away").clone();

    // It is done, and the answer is lost: it isn't known, so it is reserved.
    line.be(Weather::Lost(D::SENDS_BACK.0));
    let asked = stage.api.post_once(&refund(&payment), "zq7-back", &json!({"amount": PART})).await.status(202).json();
    assert_eq!(asked["refunds"][0]["state"], "asked");
    assert_eq!(stage.gone(&payment).await, so("0.00", "settled"));
    stage.api.post(&refund(&payment), &json!({"amount": "20.01"})).await.status(400);
    // What it says by itself is true, and says of which refund: that one is done, and isn't counted a second time later.
    stage.tell(&payment, Fact::Refunded).await;
    assert_eq!(stage.gone(&payment).await, so(PART, "partially_refunded"));
    assert_eq!(stage.payment(&payment).await["refunds"][0]["state"], "done");

    // Another one finds nobody there at all. The service starts anew, and still nobody is there.
    line.be(Weather::Down);
    stage.api.post(&refund(&other), &json!({})).await.status(202);
    stage.restart().await;
    let db = stage.app.db();
    let untried = "select count(*) from refunds where state = 'asked' and attempts < 2";
    stage.until("the worker tries", async || db.number(untried).await == 0).await;
    assert_eq!(db.number("select count(*) from refunds where state = 'asked'").await, 1);
    assert_eq!(stage.gone(&other).await, so("0.00", "settled"));

    // It is back, and is asked by the same names.
    line.be(Weather::Fine);
    stage.restart().await;
    let db = stage.app.db();
    stage
        .until("both are done", async || db.number("select count(*) from refunds where state = 'done'").await == 2)
        .await;
    for (payment, expected) in [(&payment, so(PART, "partially_refunded")), (&other, so(PRICE, "refunded"))] {
        stage.tell(payment, Fact::Refunded).await;
        assert_eq!(stage.gone(payment).await, expected);
        let told = stage.payment(payment).await;
        assert_eq!(done(&stage.double.sent(&payment.begun.order).expect("it can be watched")), wanted(&told));
        assert_eq!(backs(&stage.lines(payment).await).len(), 1);
    }
    let mut keys = keys(&stage);
    assert!(keys.len() > 2, "it was asked again: {keys:?}");
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), 2, "each under its own name");
    stage.leave().await;
}

pub async fn goes_by_the_providers_pages<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    // It is told as it should be: a part, and again; the rest goes by the seller's word.
    let payment = stage.paid().await;
    stage.double.send_back(&payment.begun.order, "10.00");
    for _ in 0..2 {
        stage.tell(&payment, Fact::Refunded).await;
        assert_eq!(stage.gone(&payment).await, so("10.00", "partially_refunded"));
    }
    stage.api.post(&refund(&payment), &json!({"amount": "15.01"})).await.status(400);
    stage.api.post(&refund(&payment), &json!({})).await.status(201);
    stage.tell(&payment, Fact::Refunded).await;
    assert_eq!(stage.gone(&payment).await, so(PRICE, "refunded"));
    let lines = stage.lines(&payment).await;
    let both = backs(&lines);
    says(both[0], &[("gross", "-10.00"), ("rail", D::BOOKED), ("evidence", "webhook")]);
    says(both[1], &[("gross", "-15.00")]);

    // It is told before the settlement is.
    let early = stage.begun().await;
    stage.double.pay(&early.begun.order, PRICE, "EUR");
    stage.double.send_back(&early.begun.order, "10.00");
    stage.tell(&early, Fact::Refunded).await;
    stage.tell(&early, Fact::Settled).await;
    assert_eq!(stage.gone(&early).await, so("10.00", "partially_refunded"));
    let lines = stage.lines(&early).await;
    says(&lines[0], &[("type", "settlement"), ("gross", PRICE), ("fee", D::FEE)]);
    assert_eq!(lines.iter().map(|line| line["gross"].as_str()).collect::<Vec<_>>(), [PRICE, "-10.00"]);

    // It isn't told, and the seller wants it back once more: the provider knows better.
    if D::CAN.send_back && D::CAN.be_away {
        let gone = stage.paid().await;
        stage.double.send_back(&gone.begun.order, PRICE);
        let refused = stage.api.post(&refund(&gone), &json!({"amount": PART})).await.status(409).problem();
        has(&text(&refused, "detail"), &["refuses", "Nothing went back"]);
        assert_eq!(stage.gone(&gone).await, so("0.00", "settled"));
        stage.tell(&gone, Fact::Refunded).await;
        assert_eq!(stage.gone(&gone).await, so(PRICE, "refunded"));
    }
    // Nobody tells it, ever: it is asked for.
    if D::CAN.be_asked {
        let unheard = stage.paid().await;
        stage.double.send_back(&unheard.begun.order, "10.00");
        stage.restart().await;
        stage.until("the worker asks", async || stage.gone(&unheard).await.0 == "10.00").await;
        let lines = stage.lines(&unheard).await;
        says(backs(&lines)[0], &[("gross", "-10.00"), ("rail", D::BOOKED), ("evidence", "poll")]);
    }
    stage.leave_and_search().await;
}

pub async fn is_taken<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let (won, lost) = (stage.paid().await, stage.paid().await);
    if stage.double.tell(&won.begun.order, Fact::DisputeOpened).is_some() {
        for payment in [&won, &lost] {
            stage.tell(payment, Fact::DisputeOpened).await;
            assert_eq!(stage.state(payment).await, "disputed");
            stage.api.post(&refund(payment), &json!({})).await.status(409).problem();
        }
        stage.tell(&won, Fact::DisputeWon).await;
    }
    stage.tell(&lost, Fact::DisputeLost).await;
    assert_eq!(stage.gone(&won).await, so("0.00", "settled"));
    assert_eq!(stage.lines(&won).await.len(), 1);
    assert_eq!(stage.gone(&lost).await, so(PRICE, "refunded"));
    let lines = stage.lines(&lost).await;
    let [settlement, taken] = lines.as_slice() else { panic!("two lines, not {lines:?}") };
    says(taken, &[("type", "refund"), ("gross", "-25.00"), ("rail", D::BOOKED), ("evidence", "webhook")]);
    says(taken, &[("reverses_id", &settlement["movement_id"]), ("status", "refunded")]);
    // What it charges for it is booked where it tells, and isn't 0.00 where it doesn't.
    let (fee, net) = D::DISPUTE_FEE.map_or(("", ""), |fee| (fee, "-25.63"));
    says(taken, &[("fee", fee), ("net", net)]);
    stage.app.audit();
    stage.api.post(&refund(&lost), &json!({})).await.status(409).problem();
    stage.leave().await;
}
