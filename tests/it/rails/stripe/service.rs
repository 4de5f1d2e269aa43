//! The whole service beside Stripe.

use libtest_mimic::Trial;
use serde_json::json;

use super::{beside_stripe, settings, start, stripe_method};
use crate::rails::doubles::line::Weather;
use crate::rails::doubles::stripe::{KEY, PEOPLE, WEBHOOK_SECRET};
use crate::rails::doubles::{keeps_none_of, state};
use crate::support::{App, between, both, has, has_not, now, until};

pub fn tests() -> Vec<Trial> {
    both![
        the_payer_reads_the_reference_and_may_go_to_stripe,
        money_that_takes_its_time_is_processing_until_it_is_there,
        what_stripe_says_of_others_is_left_at_that,
        a_payee_who_signs_for_stripe_is_not_believed,
        the_form_takes_keys_and_never_shows_them,
        the_webhooks_address_is_known_before_the_method,
        a_dispute_whose_report_got_lost_is_found,
        a_payers_page_waits_for_no_provider,
    ]
}

fn keeps_no_secret(app: &App) {
    keeps_none_of(app, PEOPLE.iter().chain(&[KEY, WEBHOOK_SECRET]));
}

async fn the_payer_reads_the_reference_and_may_go_to_stripe(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    stripe_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = app.browser().get(&format!("r/{code}")).await.status(200);
    has(&page.text(), &["Stripe"]);
    let policy = format!("{};", page.header("content-security-policy"));
    has(between(&policy, "form-action 'self'", ";"), &[" https://checkout.stripe.com", &double.base]);
    start(&app, &double, &code).await;
    let asked = &double.calls().into_iter().find(|call| call.path == "/v1/checkout/sessions").expect("a call").form;
    assert_eq!(asked["line_items[0][price_data][unit_amount]"], "2500");
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").replace(' ', "");
    assert_eq!(asked["line_items[0][price_data][product_data][name]"].replace(' ', ""), rf);
}

async fn money_that_takes_its_time_is_processing_until_it_is_there(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    let hook = stripe_method(&api).await;
    for (well, last, expected) in [
        (true, "checkout.session.async_payment_succeeded", json!("settled")),
        (false, "checkout.session.async_payment_failed", json!("failed")),
    ] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (session, _) = start(&app, &double, &code).await;
        double.pay(&session, false);
        double.tell(&hook, "checkout.session.completed", &session).await;
        assert_eq!(state(&api, &code).await, json!("processing"));
        double.finish(&session, well);
        double.tell(&hook, last, &session).await;
        assert_eq!(state(&api, &code).await, expected);
    }
    app.audit();
}

async fn what_stripe_says_of_others_is_left_at_that(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    let hook = stripe_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (session, _) = start(&app, &double, &code).await;
    double.pay(&session, true);
    let event = double.event("checkout.session.completed", &double.object(&session));
    // Signed, but of real money where the key is of play money.
    let mut live = event.clone();
    live["livemode"] = json!(true);
    double.post(&hook, &live).await.status(400);
    // Signed, and nonsense.
    for nonsense in [
        json!({}),
        json!([]),
        json!({"id": "evt_1", "type": "checkout.session.completed", "created": 1, "livemode": false}),
    ] {
        double.post(&hook, &nonsense).await.status(400);
    }
    // Signed, and none of ours: taken, and left at that.
    let mut foreign = event.clone();
    foreign["data"]["object"]["metadata"] = json!({});
    let mut tampered = event.clone();
    tampered["data"]["object"]["client_reference_id"] = json!(format!("pay_{}", "1".repeat(22)));
    let other = double.event("customer.created", &json!({"id": "cus_1", "object": "customer", "email": PEOPLE[1]}));
    for message in [&foreign, &tampered, &other] {
        double.post(&hook, message).await.status(204);
    }
    assert_eq!(app.db().number("select count(*) from rail_events").await, 0);
    assert_eq!(state(&api, &code).await, json!("pending"));
    double.post(&hook, &event).await.status(204);
    assert_eq!(state(&api, &code).await, json!("settled"));
    keeps_no_secret(&app);
}

/// The payee knows the secret that signs: whatever it signs, Stripe's own answer counts.
async fn a_payee_who_signs_for_stripe_is_not_believed(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    let hook = stripe_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (session, _) = start(&app, &double, &code).await;
    let mut forged = double.object(&session);
    forged["payment_status"] = json!("paid");
    forged["status"] = json!("complete");
    for kind in ["checkout.session.completed", "checkout.session.async_payment_succeeded"] {
        double.post(&hook, &double.event(kind, &forged)).await.status(204);
        assert_eq!(state(&api, &code).await, json!("pending"), "{kind}");
    }
    // It was paid, and not so much.
    double.pay(&session, true);
    let mut more = double.object(&session);
    (more["amount_total"], more["currency"]) = (json!(999_900), json!("usd"));
    double.post(&hook, &double.event("checkout.session.completed", &more)).await.status(204);
    let told = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    assert_eq!(
        (&told["state"], &told["amount"], &told["currency"]),
        (&json!("settled"), &json!("25.00"), &json!("EUR"))
    );
    // Nor is anything of a refund or a dispute that Stripe doesn't know.
    let mut charge = double.charge(&session);
    charge["amount_refunded"] = json!(2500);
    let dispute = double.dispute(&session, 2500, "lost");
    let refund = json!({"id": "re_forged", "object": "refund", "amount": 2500, "currency": "eur", "status": "succeeded",
        "payment_intent": charge["payment_intent"], "charge": charge["id"], "metadata": {}});
    for (kind, object) in [
        ("charge.refunded", &charge),
        ("refund.updated", &refund),
        ("charge.dispute.created", &dispute),
        ("charge.dispute.closed", &dispute),
    ] {
        double.post(&hook, &double.event(kind, object)).await.status(204);
    }
    let told = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    assert_eq!((&told["state"], &told["refunded"]), (&json!("settled"), &json!("0.00")));
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 1);
    app.audit();
}

async fn the_form_takes_keys_and_never_shows_them(app: App) {
    let (app, double, payee, api) = beside_stripe(app).await;
    let seller = app.signed_in(&payee).await;
    let page = seller.page("app/methods/add/stripe").await;
    let form = between(&page, "value=\"stripe\"", "</form>").to_owned();
    let id = between(&form, "name=\"id\" value=\"", "\"");
    let hook = format!("{}hooks/stripe/{id}", app.base);
    has(&form, &[&hook]);
    for name in ["secret_key", "webhook_secret"] {
        let input = between(&form, &format!("name=\"{name}\""), ">");
        has(input, &["type=\"password\"", "autocomplete=\"off\"", "value=\"\""]);
    }
    let typed =
        |key: &'static str| [("rail", "stripe"), ("id", id), ("secret_key", key), ("webhook_secret", WEBHOOK_SECRET)];
    let refused = seller.post("app/methods", &typed("sk_test_notthekeyatall")).await.status(400).text();
    has(&refused, &["Stripe does not know this secret key.", "stripe-secret_key-error", &hook]);
    has_not(&refused, &["notthekeyatall", WEBHOOK_SECRET]);
    double.line.be(Weather::Nonsense);
    let later = seller.post("app/methods", &typed(KEY)).await.status(503).text();
    has(&later, &["The provider does not answer now", &hook]);
    has_not(&later, &[KEY, WEBHOOK_SECRET]);
    double.line.be(Weather::Fine);
    seller.post("app/methods", &typed(KEY)).await.status(303);
    let page = seller.page("app/methods").await;
    has(&page, &[&hook]);
    has_not(&page, &[KEY, WEBHOOK_SECRET]);
    let list = api.get("methods").await.status(200).json();
    assert_eq!((&list["data"][0]["id"], &list["data"][0]["webhook_url"]), (&json!(id), &json!(hook)));
    keeps_no_secret(&app);
}

async fn the_webhooks_address_is_known_before_the_method(app: App) {
    let (app, _double, _, api) = beside_stripe(app).await;
    let id = format!("mtd_{}", "a1".repeat(11));
    let method = json!({"id": id, "rail": "stripe", "settings": settings()});
    let made = api.post("methods", &method).await.status(201).json();
    assert_eq!(made["webhook_url"], format!("{}hooks/stripe/{id}", app.base));
    // An id is somebody's for ever.
    let taken = api.post("methods", &method).await.status(409);
    assert_eq!(taken.problems(), [("id".to_owned(), "taken".to_owned())]);
    api.delete(&format!("methods/{id}")).await.status(204);
    let mallory = app.api(&app.payee("mallory").api_key);
    assert_eq!(mallory.post("methods", &method).await.status(409).problems()[0].1, "taken");
    for id in ["", "mtd_", "x", "pay_aaaaaaaaaaaaaaaaaaaaaa", "mtd_a/../aaaaaaaaaaaaaaaaa"] {
        let wrong = api.post("methods", &json!({"id": id, "rail": "demo"})).await.status(400);
        assert_eq!(wrong.problems(), [("id".to_owned(), "invalid".to_owned())], "{id}");
    }
}

async fn a_dispute_whose_report_got_lost_is_found(app: App) {
    let (mut app, double, payee, api) = beside_stripe(app).await;
    let hook = stripe_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (session, _) = start(&app, &double, &code).await;
    double.pay(&session, true);
    double.tell(&hook, "checkout.session.completed", &session).await;
    let dispute = double.open_dispute(&session, 2500, now().timestamp());
    let dispute = dispute["id"].as_str().expect("an id").to_owned();
    // It settled long ago, so that it is asked about once a month; and now it is due.
    let (long_ago, soon) = (now() - chrono::TimeDelta::days(100), now() + chrono::TimeDelta::days(2));
    let due = format!("update payments set settled_at = '{0}', next_poll_at = '{0}'", long_ago.to_rfc3339());
    let of_tomorrow = format!("select count(*) from payments where next_poll_at < '{}'", soon.to_rfc3339());
    for (weather, status, expected) in [
        (Weather::Down, "needs_response", "settled"),
        (Weather::Fine, "needs_response", "disputed"),
        (Weather::Fine, "lost", "refunded"),
    ] {
        double.line.be(weather);
        double.set(&dispute, json!({ "status": status }));
        app.stop();
        app.db().execute(&due).await;
        let asked = double.line.heard().len();
        app.start_again();
        // Where Stripe is away, it is asked again tomorrow.
        let again = i64::from(weather == Weather::Down);
        until("it is asked", async || {
            let heard = state(&api, &code).await == expected && double.line.heard().len() > asked;
            heard && app.db().number(&of_tomorrow).await == again
        })
        .await;
        assert_eq!(state(&api, &code).await, expected, "{status}");
        assert_eq!(app.db().number(&of_tomorrow).await, again, "{status}");
    }
    // The reports turn up after all.
    for kind in ["charge.dispute.created", "charge.dispute.closed"] {
        double.post(&hook, &double.event(kind, &double.object(&dispute))).await.status(204);
    }
    assert_eq!(state(&api, &code).await, "refunded");
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 2);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["decided for the payer: €25.00"]);
    // The audit would find the moment that was put back.
    let as_booked = "update payments set settled_at = (select e.settled_at from ledger_entries e \
        where e.payment_id = payments.id and e.kind = 'settlement')";
    app.db().execute(as_booked).await;
    app.audit();
}

async fn a_payers_page_waits_for_no_provider(app: App) {
    let (app, double, _, api) = beside_stripe(app).await;
    stripe_method(&api).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, back) = start(&app, &double, &code).await;
    for weather in [Weather::Down, Weather::Nonsense] {
        double.line.be(weather);
        app.db().execute("update payments set polled_at = null").await;
        has(&app.browser().page(&back).await, &["Stripe"]);
    }
    assert_eq!(app.db().number("select count(*) from payments where polled_at is not null").await, 1, "it was asked");
}
