//! What is over is over at the provider, too, as far as it can be: nobody pays there for what was cancelled, paid another way, taken down or
//! expired. What comes anyway is booked, and a link that many may pay keeps what others have begun.

use serde_json::json;

use super::stage::{Payment, Stage, standing};
use super::{Double, Ends, Fact, PRICE};
use crate::rails::doubles::line::Weather;
use crate::support::{App, has, has_not};

/// What a payer reads of a payment that is over.
const OVER: &str = "Not finished in time";

impl<D: Double> Stage<D> {
    async fn cancel(&self, payment: &Payment) {
        self.api.post(&format!("requests/{}/cancel", payment.code), &json!({})).await.status(200);
    }

    /// What came of ending a payment at its provider, once something has.
    async fn end_of(&self, payment: &Payment) -> String {
        let sql = format!("select coalesce(end_outcome, '') from payments where id = '{}'", payment.id);
        let known = async || self.app.db().texts(&sql).await.remove(0);
        self.until("it ends", async || !known().await.is_empty()).await;
        known().await
    }

    /// The payment has ended at its provider, as far as it can be ended there; or was paid before, which comes out.
    async fn has_ended(&self, payment: &Payment) {
        let (wanted, payable) = match D::ENDS {
            Ends::Closes(_) => ("closed", false),
            Ends::Withholds => ("withheld", true),
            Ends::Cannot => ("unsupported", true),
        };
        let end = self.end_of(payment).await;
        // Whoever asks may learn of its end before the answer to ending it.
        assert!(end == wanted || (!payable && end == "lapsed"), "{end}");
        assert_eq!(self.double.is_payable(&payment.begun.order), payable);
        let page = self.look(payment).await;
        has_not(&page, &["data-live", "lightning:", "bitcoin:", &format!("href=\"{}\"", payment.page)]);
        assert!(page.contains(OVER) || self.state(payment).await == "failed", "{page}");
    }

    /// How often the provider was asked to end something.
    fn calls(&self) -> usize {
        let (Some(line), Ends::Closes(end)) = (self.double.line(), D::ENDS) else { return 0 };
        line.heard().iter().filter(|heard| heard.method == "POST" && heard.path.ends_with(end)).count()
    }
}

pub async fn ends_there<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    let posts = |stage: &Stage<D>| {
        stage.double.line().map_or(0, |line| line.heard().iter().filter(|heard| heard.method == "POST").count())
    };
    // Cancelled by the payee.
    let cancelled = stage.begun().await;
    let before = posts(&stage);
    stage.cancel(&cancelled).await;
    stage.has_ended(&cancelled).await;
    // Not a call where there is none that ends it, nor a second one where there is.
    stage.cancel(&cancelled).await;
    assert_eq!(posts(&stage) - before, usize::from(matches!(D::ENDS, Ends::Closes(_))), "calls");
    // The payer goes on there all the same.
    match D::ENDS {
        Ends::Closes(_) => {}
        // It agrees, and nothing is taken; neither when the provider tells, nor when it is asked.
        Ends::Withholds if stage.double.line().is_some() => {
            stage.double.pay(&cancelled.begun.order, PRICE, "EUR");
            stage.tell(&cancelled, Fact::Settled).await;
            stage.restart().await;
            stage.look(&cancelled).await;
            assert_eq!(stage.stands(&cancelled.code).await, standing("cancelled", 0, "0.00"));
            assert_eq!(stage.lines(&cancelled).await.len(), 0);
        }
        Ends::Withholds => {
            let press = stage.app.browser().post(&cancelled.page, &[("outcome", "approve")]).await.status(409);
            has(&press.text(), &["can’t be paid any more"]);
            has(&stage.app.browser().page(&cancelled.page).await, &["can’t be paid any more"]);
            assert_eq!(stage.stands(&cancelled.code).await, standing("cancelled", 0, "0.00"));
        }
        Ends::Cannot => {
            stage.double.pay(&cancelled.begun.order, PRICE, "EUR");
            stage.tell(&cancelled, Fact::Settled).await;
            assert_eq!(stage.stands(&cancelled.code).await, standing("cancelled", 1, PRICE));
        }
    }

    // Paid by another payer; by hand.
    let first = stage.begun().await;
    let second = stage.begin(&first.code).await;
    stage.double.pay(&second.begun.order, PRICE, "EUR");
    stage.tell(&second, Fact::Settled).await;
    stage.has_ended(&first).await;
    let by_hand = stage.begun().await;
    stage.api.post(&format!("requests/{}/payments", by_hand.code), &json!({})).await.status(201);
    stage.has_ended(&by_hand).await;
    assert_eq!(stage.stands(&by_hand.code).await, standing("paid", 1, PRICE));

    // Of a link that many may pay, the others go on; also after one of them cost nothing.
    let many = json!({"amount": PRICE, "currency": "EUR", "max_payments": 3});
    let many = stage.app.request(&stage.api, &many).await;
    let [one, other] = [stage.begin(&many).await, stage.begin(&many).await];
    stage.double.pay(&one.begun.order, PRICE, "EUR");
    stage.tell(&one, Fact::Settled).await;
    assert!(stage.double.is_payable(&other.begun.order));
    stage.double.pay(&other.begun.order, PRICE, "EUR");
    stage.tell(&other, Fact::Settled).await;
    assert_eq!(stage.stands(&many).await, standing("open", 2, "50.00"));

    // Its time is over; taken down by the operator. Nobody tells the service: it looks by itself.
    let (late, down) = (stage.begun().await, stage.begun().await);
    let db = stage.app.db();
    db.execute(&format!("update requests set expires_at = created_at where code = '{}'", late.code)).await;
    stage.app.cli_ok(&["disable", &down.code]);
    stage.restart().await;
    stage.has_ended(&late).await;
    assert_eq!(stage.end_of(&down).await, stage.end_of(&late).await);
    // The method is removed.
    let removed = stage.begun().await;
    stage.api.delete(&format!("methods/{}", stage.method)).await.status(204);
    stage.has_ended(&removed).await;
    stage.app.audit();
    assert_eq!(stage.app.stop(), Some(0));
}

pub async fn is_paid_meanwhile<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let paid = stage.begun().await;
    // Nobody has told yet.
    stage.double.pay(&paid.begun.order, PRICE, "EUR");
    stage.double.finish(&paid.begun.order);
    stage.cancel(&paid).await;
    let end = stage.end_of(&paid).await;
    if let Ends::Closes(_) = D::ENDS {
        assert!(["taken", "lapsed"].contains(&end.as_str()), "{end}");
        // The refusal makes it ask.
        stage.until("it is booked", async || stage.state(&paid).await == "settled").await;
    }
    stage.tell(&paid, Fact::Settled).await;
    assert_eq!(stage.stands(&paid.code).await, standing("cancelled", 1, PRICE));
    assert_eq!(stage.lines(&paid).await.len(), 1);
    assert!(stage.outcomes().await.contains(&"applied_cancelled".to_owned()), "as what comes late is");
    stage.leave().await;
}

pub async fn is_asked_again<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    let Ends::Closes(end) = D::ENDS else { unreachable!("it has a call") };
    let line = stage.double.line().expect("it can be away").clone();
    // Away; then it does it, and the answer is lost; then it answers.
    for weather in [Weather::Down, Weather::Lost(end)] {
        let payment = stage.begun().await;
        line.be(weather);
        let before = stage.calls();
        stage.cancel(&payment).await;
        let due = format!(
            "select count(*) from payments where id = '{}' and over_at is not null and end_try_at > over_at \
                and end_attempts = 1 and end_outcome is null",
            payment.id
        );
        stage.until("it is tried, and due again", async || stage.app.db().number(&due).await == 1).await;
        if weather == Weather::Down {
            assert!(stage.double.is_payable(&payment.begun.order));
            has(&stage.look(&payment).await, &[OVER]);
        } else {
            stage.until("it is done", async || stage.calls() > before).await;
            stage.until("it is over there", async || !stage.double.is_payable(&payment.begun.order)).await;
            assert_eq!(stage.app.db().number(&due).await, 1, "nobody heard of it");
        }
        assert_eq!(stage.state(&payment).await, "pending");
        line.be(Weather::Fine);
        // A provider that failed too often is left alone for a while; a service that is new knows nothing of it.
        stage.restart().await;
        stage.has_ended(&payment).await;
    }
    // One that never answers is given up.
    let payment = stage.begun().await;
    line.be(Weather::Down);
    stage.cancel(&payment).await;
    stage
        .app
        .db()
        .execute("update payments set end_attempts = 12 where end_outcome is null and over_at is not null")
        .await;
    stage.restart().await;
    assert_eq!(stage.end_of(&payment).await, "given_up");
    // It is asked about all the same.
    line.be(Weather::Fine);
    stage.double.pay(&payment.begun.order, PRICE, "EUR");
    stage.restart().await;
    stage.until("it is booked", async || stage.state(&payment).await == "settled").await;
    assert_eq!(stage.stands(&payment.code).await, standing("cancelled", 1, PRICE));
    stage.leave().await;
}
