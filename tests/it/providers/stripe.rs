//! Stripe Checkout: through the whole service, and the rail alone against the double.

use std::sync::Arc;
use std::time::Duration;

use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::domain::payment::refund::RefundStage;
use chit::net::{Patience, Provider};
use chit::rails::by_provider::stripe;
use chit::rails::{
    Charge, ChargeQuery, Demand, EventKind, Next, Rail, RailError, RailEvent, RefundOrder, RefundOutcome,
    WebhookMessage,
};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::line::Weather;
use super::stripe_double::{KEY, Mood, PEOPLE, Stripe, WEBHOOK_SECRET, sign};
use super::{UNTOLD, alone, charge, keeps_none_of, said, state, surroundings};
use crate::support::{Api, App, Payee, between, both, has, has_not, now, until};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        the_payer_reads_the_reference_and_may_go_to_stripe,
        money_that_takes_its_time_is_processing_until_it_is_there,
        what_stripe_says_of_others_is_left_at_that,
        a_payee_who_signs_for_stripe_is_not_believed,
        the_form_takes_keys_and_never_shows_them,
        the_webhooks_address_is_known_before_the_method,
        a_dispute_whose_report_got_lost_is_found,
        a_payers_page_waits_for_no_provider,
    ];
    tests.extend(alone![
        a_session_asks_for_no_more_than_it_needs,
        the_same_payment_is_begun_once,
        what_a_webhook_would_have_said_can_be_asked_for,
        refunds_and_disputes_are_told_of_the_session,
        disputes_can_be_asked_for,
        money_goes_back_once,
        a_key_with_fewer_permissions_knows_less,
        every_way_of_being_unavailable_is_told_alike,
    ]);
    tests
}

pub fn settings() -> Value {
    json!({"secret_key": KEY, "webhook_secret": WEBHOOK_SECRET})
}

/// A service beside a Stripe, and a payee who has no method yet.
pub async fn beside_stripe(app: App) -> (App, Stripe, Payee, Api) {
    let double = Stripe::start();
    let app = app.with(&[("CHIT_STRIPE_URL", &double.base), ("CHIT_LOG", "trace")]).await;
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    (app, double, payee, api)
}

/// The webhook of a new Stripe method.
pub async fn stripe_method(api: &Api) -> String {
    let method = api.post("methods", &json!({"rail": "stripe", "settings": settings()})).await.status(201).json();
    method["webhook_url"].as_str().expect("Stripe reports").to_owned()
}

/// A payer presses the button; answers the session and where it comes back to.
pub async fn start(app: &App, double: &Stripe, code: &str) -> (String, String) {
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let session = started.location().rsplit('/').next().expect("a session").to_owned();
    assert!(started.location().starts_with(&format!("{}/c/pay/", double.base)), "{}", started.location());
    let back = double.object(&session)["success_url"].as_str().expect("a URL").to_owned();
    (session, back)
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
    let page = seller.page("app/methods").await;
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

/// The rail alone, with a test's patience.
fn rail(double: &Stripe) -> Box<dyn Rail> {
    let patience = Patience {
        answer: Duration::from_millis(200),
        pause: Duration::from_millis(1),
        failures: 1000,
        ..Patience::default()
    };
    let mut around = surroundings();
    around.providers.stripe = Arc::new(Provider::new("Stripe", double.base.parse().expect("a base"), patience));
    let settings = (stripe::KIND.check)(settings().as_object().expect("an object"), &around).expect("good");
    (stripe::KIND.open)(&settings, &around).expect("opens")
}

/// Begins a payment; answers the session.
async fn begin(rail: &dyn Rail, charge: &Charge) -> String {
    let started = rail.start(charge).await.expect("starts");
    assert!(matches!(started.next, Next::Redirect(_)));
    started.external_id.expect("a session")
}

async fn ask(rail: &dyn Rail, session: &str, money: Money) -> Vec<RailEvent> {
    rail.poll(ChargeQuery { external_id: session, money, now: now(), demand: Demand::Open }).await.expect("an answer")
}

/// The facts of a signed event.
async fn heard(rail: &dyn Rail, event: &Value) -> Vec<RailEvent> {
    let body = serde_json::to_vec(event).expect("JSON");
    let now = now();
    let signature = sign(WEBHOOK_SECRET, now.timestamp(), &body).parse().expect("a header");
    let headers = http::HeaderMap::from_iter([(http::HeaderName::from_static("stripe-signature"), signature)]);
    rail.read_message(WebhookMessage { headers: &headers, body: &body, now, demands: &Demand::Open })
        .await
        .expect("believed")
}

async fn a_session_asks_for_no_more_than_it_needs() {
    let double = Stripe::start();
    let rail = rail(&double);
    for (amount, currency, units) in
        [(2500, "EUR", "2500"), (500, "JPY", "500"), (5, "ISK", "500"), (5120, "KWD", "5120")]
    {
        let charge = charge(amount, currency);
        begin(rail.as_ref(), &charge).await;
        let call = double.calls().pop().expect("a call");
        assert_eq!(call.form["line_items[0][price_data][unit_amount]"], units, "{currency}");
        assert_eq!(call.form["line_items[0][price_data][currency]"], currency.to_lowercase());
        assert_eq!(call.once.as_deref(), Some(charge.payment.as_str()));
        assert_eq!(call.version.as_deref(), Some("2026-10-28.endive"));
        assert!(!format!("{call:?}").contains("Zq7 "), "{call:?}");
    }
    assert!(!rail.supports(&Money::new(49, Currency::EUR)));
    assert!(matches!(rail.start(&charge(49, "EUR")).await, Err(RailError::Unsupported)));
}

async fn the_same_payment_is_begun_once() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    assert_eq!(begin(rail, &charge).await, begin(rail, &charge).await);
    assert_eq!(double.ids("cs").len(), 1);
    // The same key for something else is refused by Stripe, and told as a refusal.
    let other = Charge { money: Money::new(9900, Currency::EUR), ..charge.clone() };
    assert!(matches!(rail.start(&other).await, Err(RailError::Refused(_))));
    assert_eq!(double.ids("cs").len(), 1);
}

async fn what_a_webhook_would_have_said_can_be_asked_for() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let session = begin(rail, &charge).await;
    assert_eq!(ask(rail, &session, charge.money).await, []);
    double.pay(&session, true);
    let first = ask(rail, &session, charge.money).await;
    assert_eq!(said(&first), [(EventKind::Settled, 2500, 67)]);
    assert_eq!(first[0].external_id, session);
    assert_eq!(ask(rail, &session, charge.money).await, first, "the same facts are the same events");
    double.send_back(&session, 1000);
    let names: Vec<_> =
        ask(rail, &session, charge.money).await.into_iter().map(|e| (e.kind, e.event_id, e.money.minor())).collect();
    assert_eq!(
        names,
        [
            (EventKind::Settled, format!("poll:{session}:settled"), 2500),
            (
                EventKind::Refund(RefundStage::Done),
                format!("{}:refund_done", double.refunds(&session)[0]["id"].as_str().expect("an id")),
                1000
            ),
        ]
    );

    let slow = begin(rail, &self::charge(2500, "EUR")).await;
    double.pay(&slow, false);
    assert_eq!(said(&ask(rail, &slow, charge.money).await), [(EventKind::Processing, 2500, 0)]);
    double.finish(&slow, false);
    assert_eq!(said(&ask(rail, &slow, charge.money).await), [(EventKind::Failed, 2500, 0)]);

    let left = begin(rail, &self::charge(2500, "EUR")).await;
    double.expire(&left);
    assert_eq!(said(&ask(rail, &left, charge.money).await), [(EventKind::Failed, 2500, 0)]);
    assert_eq!(ask(rail, "cs_test_unknown", charge.money).await, [], "what Stripe doesn't know");
    double.set(&session, json!({"metadata": {}}));
    assert_eq!(ask(rail, &session, charge.money).await, [], "what is none of ours");
    double.set(&session, json!({"livemode": true}));
    let other_mode =
        rail.poll(ChargeQuery { external_id: &session, money: charge.money, now: now(), demand: Demand::Open }).await;
    assert!(matches!(other_mode, Err(RailError::Unavailable(_))));
}

async fn refunds_and_disputes_are_told_of_the_session() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    // Another session of the account, to be mistaken for.
    let (session, other) = (begin(rail, &charge).await, begin(rail, &self::charge(900, "EUR")).await);
    double.pay(&session, true);
    double.pay(&other, true);
    let done = EventKind::Refund(RefundStage::Done);
    for (units, known) in [(1000, vec![(done, 1000, 0)]), (500, vec![(done, 500, 0), (done, 1000, 0)])] {
        double.send_back(&session, units);
        let events = heard(rail, &double.event("charge.refunded", &double.charge(&session))).await;
        assert_eq!(said(&events), known);
        assert!(events.iter().all(|event| event.external_id == session));
    }
    let dispute = double.open_dispute(&session, 700, now().timestamp())["id"].as_str().expect("an id").to_owned();
    for (kind, status, expected) in [
        ("charge.dispute.created", "needs_response", EventKind::DisputeOpened),
        ("charge.dispute.created", "warning_needs_response", EventKind::DisputeOpened),
        ("charge.dispute.closed", "won", EventKind::DisputeWon),
        ("charge.dispute.closed", "warning_closed", EventKind::DisputeWon),
        ("charge.dispute.closed", "lost", EventKind::DisputeLost),
    ] {
        let withdrawn = json!([
            {"object": "balance_transaction", "amount": -700, "fee": 1500, "net": -2200, "currency": "eur"},
            {"object": "balance_transaction", "amount": 0, "fee": 500, "net": -500, "currency": "eur"},
        ]);
        double.set(&dispute, json!({ "status": status, "balance_transactions": withdrawn }));
        // The message is signed, and says more than is so: Stripe's own word counts.
        let mut told = double.object(&dispute);
        told["amount"] = json!(2500);
        let events = heard(rail, &double.event(kind, &told)).await;
        let fee = if expected == EventKind::DisputeLost { 2000 } else { 0 };
        assert_eq!(said(&events), [(expected, 700, fee)], "{kind} {status}");
        assert_eq!(events[0].external_id, session);
        let asked = ask(rail, &session, charge.money).await;
        assert!(asked.iter().all(|event| event.kind != EventKind::DisputeLost || event.fee == Some(fee)), "{asked:?}");
    }
    // Charged in another currency than was disputed, it can't be set against it.
    let abroad =
        json!([{"object": "balance_transaction", "amount": -800, "fee": 1500, "net": -2300, "currency": "usd"}]);
    double.set(&dispute, json!({ "balance_transactions": abroad }));
    let events = heard(rail, &double.event("charge.dispute.closed", &double.object(&dispute))).await;
    assert_eq!(said(&events), [(EventKind::DisputeLost, 700, UNTOLD)], "that isn't nothing");
    // A charge of something else on the same account: by an intent that no session has, or by none.
    for intent in [json!("pi_of_another_shop"), json!(null)] {
        let mut foreign = double.charge(&session);
        foreign["payment_intent"] = intent;
        assert_eq!(heard(rail, &double.event("charge.refunded", &foreign)).await, []);
    }
}

/// Facts about disputes that were asked for: the name, what, of how much, and how many seconds after `from`.
fn of_disputes(events: &[RailEvent], from: i64) -> Vec<(String, EventKind, i64, i64)> {
    let disputes = events.iter().filter(|event| !matches!(event.kind, EventKind::Settled | EventKind::Refunded));
    disputes
        .map(|event| (event.event_id.clone(), event.kind, event.money.minor(), event.occurred_at.timestamp() - from))
        .collect()
}

async fn disputes_can_be_asked_for() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let (session, other) = (begin(rail, &charge).await, begin(rail, &self::charge(900, "EUR")).await);
    double.pay(&session, true);
    double.pay(&other, true);
    let from = now().timestamp() - 1000;
    assert_eq!(of_disputes(&ask(rail, &session, charge.money).await, from), []);
    assert!(
        !double.calls().iter().any(|call| call.path.starts_with("/v1/disputes")),
        "nothing says that there are any"
    );
    let (first, second) =
        (double.open_dispute(&session, 700, from + 10), double.open_dispute(&session, 500, from + 500));
    double.open_dispute(&other, 900, from);
    let id = |dispute: &Value, what: &str| format!("{}:{what}", dispute["id"].as_str().expect("an id"));
    let opened = [
        (id(&first, "dispute_opened"), EventKind::DisputeOpened, 700, 10),
        (id(&second, "dispute_opened"), EventKind::DisputeOpened, 500, 500),
    ];
    assert_eq!(of_disputes(&ask(rail, &session, charge.money).await, from), opened);
    // What is told has the name and the time of what is asked for.
    let told = heard(rail, &double.event("charge.dispute.created", &first)).await;
    assert_eq!(of_disputes(&told, from), opened[..1]);
    double.set(first["id"].as_str().expect("an id"), json!({"status": "lost"}));
    double.set(second["id"].as_str().expect("an id"), json!({"status": "won"}));
    let asked = of_disputes(&ask(rail, &session, charge.money).await, from);
    let names: Vec<_> = asked.iter().map(|event| event.0.clone()).collect();
    assert_eq!(
        names,
        [
            id(&first, "dispute_opened"),
            id(&first, "dispute_lost"),
            id(&second, "dispute_opened"),
            id(&second, "dispute_won")
        ]
    );
    assert_eq!((asked[1].1, asked[1].2, asked[1].3), (EventKind::DisputeLost, 700, 499), "before the next one");
    assert!(asked[3].3 > 500);
    let told =
        heard(rail, &double.event("charge.dispute.closed", &double.object(first["id"].as_str().expect("an id")))).await;
    assert_eq!(of_disputes(&told, from)[0].0, id(&first, "dispute_lost"));
    // A key that may not read them knows less, and not nothing.
    double.be(Mood::Restricted);
    assert_eq!(said(&ask(rail, &session, charge.money).await), [(EventKind::Settled, 2500, UNTOLD)]);
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

async fn money_goes_back_once() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let session = begin(rail, &charge).await;
    let order = |id: &str, minor| RefundOrder {
        id: id.into(),
        external_id: session.clone(),
        money: Money::new(minor, Currency::EUR),
    };
    assert!(rail.refund(&order("ref_0", 100)).await.is_err(), "a look-up that fails proves nothing");
    double.pay(&session, true);
    // Less than may be charged may well go back.
    let first = rail.refund(&order("ref_1", 40)).await.expect("goes back");
    assert_eq!(rail.refund(&order("ref_1", 40)).await.expect("the same"), first);
    assert_eq!(double.charge(&session)["amount_refunded"], 40);
    let second = rail.refund(&order("ref_2", 2460)).await.expect("goes back");
    assert_ne!(first, second);
    assert_eq!(rail.refund(&order("ref_3", 1)).await.expect("an answer"), RefundOutcome::Refused, "more than was paid");
    // The same key for something else says nothing of what happened under it.
    assert!(rail.refund(&order("ref_2", 40)).await.is_err());
    assert_eq!(double.charge(&session)["amount_refunded"], 2500);
    for weather in [Weather::Down, Weather::Silent, Weather::Nonsense] {
        double.line.be(weather);
        assert!(rail.refund(&order("ref_4", 1)).await.is_err(), "{weather:?}");
    }
}

async fn a_key_with_fewer_permissions_knows_less() {
    let double = Stripe::start();
    let (rail, charge) = (rail(&double), charge(2500, "EUR"));
    let rail = rail.as_ref();
    let session = begin(rail, &charge).await;
    double.pay(&session, true);
    double.be(Mood::Restricted);
    assert_eq!(said(&ask(rail, &session, charge.money).await), [(EventKind::Settled, 2500, UNTOLD)]);
    let event = double.event("checkout.session.completed", &double.object(&session));
    assert_eq!(said(&heard(rail, &event).await), [(EventKind::Settled, 2500, UNTOLD)]);
}

async fn every_way_of_being_unavailable_is_told_alike() {
    let double = Stripe::start();
    let rail = rail(&double);
    let told = async |how: String| {
        let outcome = rail.start(&charge(2500, "EUR")).await;
        assert!(matches!(&outcome, Err(RailError::Unavailable(text)) if !text.contains(KEY)), "{how}: {outcome:?}");
    };
    for mood in [Mood::Redirects, Mood::LeadsAstray, Mood::Miscounts] {
        double.be(mood);
        told(format!("{mood:?}")).await;
    }
    double.be(Mood::Works);
    for weather in [Weather::Nonsense, Weather::Silent, Weather::Down] {
        double.line.be(weather);
        told(format!("{weather:?}")).await;
    }
    assert!(matches!(rail.probe().await, Err(RailError::Unavailable(_))));
    double.line.be(Weather::Fine);
    rail.probe().await.expect("it works again");
}
