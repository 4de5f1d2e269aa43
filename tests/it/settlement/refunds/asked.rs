//! Refunds that the payee asks for.

use chit::actions::refunds::send::retry_refunds;
use chit::domain::chance::Chance;
use chit::domain::id::{PaymentId, RefundId};
use chit::domain::payment::refund::{Refund, RefundState, RefundWay};
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::json;

use super::{behaving, gone, only_payment, paid, so, total};
use crate::house::store::context;
use crate::settlement::arrivals::{ledger_has, standing, stands};
use crate::support::{App, Message, between, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_refund_goes_back_by_the_rail_and_is_booked_once,
        what_came_by_hand_goes_back_by_hand,
        more_than_is_left_cannot_go_back,
        a_call_that_is_repeated_refunds_once,
        concurrent_refunds_never_exceed_what_arrived,
        a_refund_without_an_answer_stays_reserved,
        a_refused_refund_leaves_everything_as_it_was,
        a_rail_without_refunds_has_them_written_down,
        a_refund_that_a_crash_cut_off_is_made_once,
        the_sellers_form_refunds_once,
        a_refunded_request_is_not_opened_again,
    ]
}

async fn a_refund_goes_back_by_the_rail_and_is_booked_once(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let (code, payment, order) = paid(&app, &api, &hook).await;
    let refund = format!("payments/{payment}/refund");
    let answer = api.post(&refund, &json!({"amount": "5.00"})).await.status(201);
    assert!(answer.location().ends_with(&format!("/api/v1/payments/{payment}")));
    let answer = answer.json();
    assert_eq!((&answer["state"], &answer["refunded"]), (&json!("partially_refunded"), &json!("5.00")));
    let told = &answer["refunds"][0];
    assert_eq!(
        (&told["amount"], &told["currency"], &told["state"], &told["way"]),
        (&json!("5.00"), &json!("EUR"), &json!("done"), &json!("rail"))
    );
    assert_eq!(api.get(&format!("payments/{payment}")).await.json(), answer);
    // The provider tells of it, too: nothing new.
    hook.reported(&total(&order, "5.00")).await;
    assert_eq!(gone(&api, &payment).await, so("5.00", "partially_refunded"));
    // All that is left.
    let answer = api.post(&refund, &json!({})).await.status(201).json();
    assert_eq!((&answer["state"], &answer["refunded"]), (&json!("refunded"), &json!("25.00")));
    assert_eq!(answer["refunds"].as_array().expect("a list").len(), 2);
    hook.reported(&total(&order, "25.00")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    let file = api.get("exports/movements").await.status(200).text();
    has(
        &file,
        &[",settlement,", ",refund,", "EUR,-5.00,0.00,-5.00,refunded,demo,poll,demo_rfd_", "EUR,-20.00,0.00,-20.00"],
    );
    assert_eq!(file.lines().count(), 4);
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has(&page, &["€5.00 went back", "€20.00 went back", "Demo sent it back for you."]);
    has_not(&page, &["Send money back"]);
    ledger_has(&app, 3).await;
}

async fn what_came_by_hand_goes_back_by_hand(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let made = api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201).json();
    let payment = made["id"].as_str().expect("an id");
    let answer = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "10.00"})).await.status(201).json();
    assert_eq!((&answer["refunds"][0]["way"], &answer["refunds"][0]["state"]), (&json!("hand"), &json!("done")));
    assert_eq!(gone(&api, payment).await, so("10.00", "partially_refunded"));
    has(&api.get("exports/movements").await.text(), &[",refund,", "EUR,-10.00,0.00,-10.00,refunded,manual,manual"]);
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["€10.00 went back", "Sent back by you, by your word."]);
    has(
        &seller.page(&format!("app/payments/{payment}/refund")).await,
        &["Send it back from your wallet or account, then record it here", "€15.00 at most", "name=\"sent\""],
    );
    ledger_has(&app, 2).await;
}

async fn more_than_is_left_cannot_go_back(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    let refund = format!("payments/{payment}/refund");
    for (amount, wrong) in [
        ("25.01", "too_large"),
        ("0", "not_positive"),
        ("-5.00", "not_a_number"),
        ("5,00", "not_a_number"),
        ("5.001", "too_many_decimals"),
        ("99999999999999999999", "too_large"),
    ] {
        let refused = api.post(&refund, &json!({ "amount": amount })).await.status(400);
        assert_eq!(refused.problems(), [("amount".to_owned(), wrong.to_owned())], "{amount}");
    }
    api.post(&refund, &json!({"amount": 5})).await.status(400).problem();
    api.post(&refund, &json!({"reason": "x"})).await.status(400).problem();
    // Nobody else's, none that isn't there, none that hasn't arrived.
    let berta = app.api(&app.payee("berta").api_key);
    berta.post(&refund, &json!({})).await.status(404).problem();
    api.post("payments/pay_x/refund", &json!({})).await.status(404).problem();
    app.api("chit_nobody").post(&refund, &json!({})).await.status(401).problem();
    let open = app.request(&api, &json!({"amount": "25.00"})).await;
    app.start_payment(&open).await;
    let waiting = only_payment(&api, &open).await;
    api.post(&format!("payments/{waiting}/refund"), &json!({})).await.status(409).problem();
    assert_eq!(gone(&api, &payment).await, so("0.00", "settled"));
    assert_eq!(app.db().number("select count(*) from refunds").await, 0);
    api.post(&refund, &json!({"amount": "24.99"})).await.status(201);
    api.post(&refund, &json!({"amount": "0.02"})).await.status(400);
    api.post(&refund, &json!({"amount": "0.01"})).await.status(201);
    api.post(&refund, &json!({})).await.status(409).problem();
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    ledger_has(&app, 3).await;
}

async fn a_call_that_is_repeated_refunds_once(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    let (refund, body) = (format!("payments/{payment}/refund"), json!({"amount": "5.00"}));
    let first = api.post_once(&refund, "back-1", &body).await.status(201);
    for _ in 0..3 {
        let again = api.post_once(&refund, "back-1", &body).await.status(201);
        assert_eq!((again.header("idempotent-replayed"), &again.body), ("true", &first.body));
    }
    assert_eq!(first.json()["refunds"][0]["state"], "done", "what is kept is how it ended");
    api.post_once(&refund, "back-1", &json!({"amount": "6.00"})).await.status(422).problem();
    assert_eq!(gone(&api, &payment).await.0, "5.00");
    let answers = join_all((0..20).map(|_| api.post_once(&refund, "back-2", &body))).await;
    assert!(answers.iter().all(|answer| [201, 202, 409].contains(&answer.code)));
    assert_eq!(gone(&api, &payment).await.0, "10.00");
    ledger_has(&app, 3).await;
}

async fn concurrent_refunds_never_exceed_what_arrived(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    let replica = app.replica().await;
    let key = api.key().to_owned();
    let (refund, body) = (format!("payments/{payment}/refund"), json!({"amount": "2.00"}));
    let sides = [app.api(&key), replica.api(&key)];
    let answers = join_all((0..50).map(|at| sides[at % 2].post(&refund, &body))).await;
    let done = answers.iter().filter(|answer| answer.code == 201).count();
    for answer in &answers {
        assert!([201, 400, 409, 503].contains(&answer.code), "{} {}", answer.code, answer.text());
    }
    // What the database turned away for the crowd's sake is asked for again.
    let mut all = done;
    while api.post(&refund, &body).await.code == 201 {
        all += 1;
    }
    assert_eq!((all, gone(&api, &payment).await.0.as_str()), (12, "24.00"));
    api.post(&refund, &json!({})).await.status(201);
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    ledger_has(&app, 14).await;
}

async fn a_refund_without_an_answer_stays_reserved(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (code, payment, order) = paid(&app, &api, &hook).await;
    let refund = format!("payments/{payment}/refund");
    let body = json!({"amount": "20.00"});
    let answer = api.post_once(&refund, "key", &body).await.status(202);
    assert_eq!(answer.json()["refunds"][0]["state"], "asked");
    assert_eq!(api.post_once(&refund, "key", &body).await.status(202).header("idempotent-replayed"), "true");
    assert_eq!(gone(&api, &payment).await, so("0.00", "settled"), "nobody knows yet");
    api.post(&refund, &json!({"amount": "5.01"})).await.status(400);
    let link = app.cli_ok(&["payee", "sign-in", "anna"]);
    let seller = app.browser();
    seller.post(link.trim(), &[]).await.status(303);
    has(&seller.page(&format!("app/requests/{code}")).await, &["€20.00 is being sent back"]);
    has(&seller.page(&format!("app/payments/{payment}/refund")).await, &["€5.00 at most"]);
    // The provider did it after all, and says so: booked once, and still reserved no second time.
    hook.reported(&total(&order, "20.00")).await;
    assert_eq!(gone(&api, &payment).await, so("20.00", "partially_refunded"));
    api.post(&refund, &json!({"amount": "5.01"})).await.status(400);
    ledger_has(&app, 2).await;
}

async fn a_refused_refund_leaves_everything_as_it_was(app: App) {
    let (api, hook) = behaving(&app, "refuse").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    let refund = format!("payments/{payment}/refund");
    for _ in 0..2 {
        let refused = api.post_once(&refund, "key", &json!({})).await.status(409);
        has(refused.problem()["detail"].as_str().expect("a text"), &["refuses", "Nothing went back"]);
        assert_eq!(refused.header("idempotent-replayed"), "", "it may be tried again");
    }
    let now = api.get(&format!("payments/{payment}")).await.json();
    assert_eq!((&now["state"], &now["refunded"]), (&json!("settled"), &json!("0.00")));
    assert_eq!(now["refunds"].as_array().expect("a list").iter().filter(|r| r["state"] == "failed").count(), 2);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn a_rail_without_refunds_has_them_written_down(app: App) {
    let (api, hook) = behaving(&app, "unsupported").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    let answer = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201).json();
    assert_eq!((&answer["refunds"][0]["way"], &answer["refunded"]), (&json!("hand"), &json!("5.00")));
    // Not out of the provider's pot: what it pays out is not less by it.
    has(&api.get("exports/movements").await.text(), &["EUR,-5.00,0.00,-5.00,refunded,manual,manual"]);
    ledger_has(&app, 2).await;
}

async fn a_refund_that_a_crash_cut_off_is_made_once(mut app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    let payee = app.db().texts("select payee_id from payments").await.remove(0);
    let ctx = context(&mut app).await;
    let payee = ctx.store.payees().await.expect("payees").into_iter().find(|p| p.id.as_str() == payee).expect("Anna");
    let payment = PaymentId::parse(&payment).expect("an id");
    // The first step was taken, and then the power was cut: at the provider it may or may not have been done.
    let refund = Refund {
        id: RefundId::draw(&Chance::secure()),
        payment_id: payment.clone(),
        payee_id: payee.id.clone(),
        amount: 700,
        currency: "EUR".to_owned().try_into().expect("a currency"),
        state: RefundState::Asked,
        way: RefundWay::Rail,
        attempts: 1,
        next_try_at: Some(now()),
        created_at: now(),
        ended_at: None,
        external_id: None,
        stage: None,
        movement_id: None,
    };
    let row = refund.clone();
    ctx.store.write(move |mut tx| Box::pin(async move { tx.insert_refund(&row).await })).await.expect("stored");
    let tried = join_all((0..10).map(|_| retry_refunds(&ctx))).await;
    assert_eq!(
        tried.into_iter().map(|tried| tried.expect("no error")).sum::<usize>(),
        1,
        "one of ten workers makes it"
    );
    let refunds = ctx.store.refunds(&payee.id, &payment).await.expect("refunds");
    assert_eq!((refunds[0].state, refunds[0].attempts, refunds.len()), (RefundState::Done, 2, 1));
    assert_eq!(retry_refunds(&ctx).await.expect("no error"), 0);
    let known = ctx.store.payment(&payee.id, &payment).await.expect("a read").expect("it is there");
    assert_eq!(known.refunded, 700);
    ctx.store.close().await;
    ledger_has(&app, 2).await;
}

async fn the_sellers_form_refunds_once(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    let (seller, place) = (app.signed_in(&payee).await, format!("app/requests/{code}"));
    let form = format!("app/payments/{payment}/refund");
    has(&seller.page(&place).await, &[&format!("href=\"/{form}\""), "Send money back"]);
    let page = seller.page(&form).await;
    has(&page, &["€25.00 at most", "Demo sends it back", "name=\"amount\" value=\"25.00\"", "€25.00 arrived on"]);
    let left = between(&page, "name=\"left\" value=\"", "\"").to_owned();
    let refused = seller.post(&form, &[("amount", "26"), ("left", &left)]).await.status(400).text();
    has(&refused, &["€25.00 is left", "value=\"26\"", "role=\"alert\""]);
    seller.post(&form, &[("amount", "5")]).await.status(409);
    let five = [("amount", "5"), ("left", left.as_str())];
    for answer in join_all((0..5).map(|_| seller.post(&form, &five))).await {
        assert!([303, 503].contains(&answer.code), "{} {}", answer.code, answer.text());
    }
    assert_eq!(gone(&api, &payment).await, so("5.00", "partially_refunded"), "five taps are one refund");
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&form, &[("amount", "5"), ("left", "2000")]).await.status(404);
    app.browser().post(&form, &[("amount", "5"), ("left", "2000")]).await.status(401);
    let left = between(&seller.page(&form).await, "name=\"left\" value=\"", "\"").to_owned();
    let empty = seller.post(&form, &[("amount", " "), ("left", &left)]).await.status(400).text();
    has(&empty, &["id=\"amount-error\""]);
    assert_eq!(gone(&api, &payment).await, so("5.00", "partially_refunded"), "nothing typed is not everything");
    seller.post(&form, &[("amount", "20"), ("left", &left)]).await.status(303);
    assert_eq!(gone(&api, &payment).await, so("25.00", "refunded"));
    // Nothing is left: the address leads to the page that shows why.
    assert_eq!(seller.get(&form).await.status(303).location(), format!("/{place}"));
    ledger_has(&app, 3).await;
}

async fn a_refunded_request_is_not_opened_again(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let (code, payment, _) = paid(&app, &api, &hook).await;
    api.post(&format!("payments/{payment}/refund"), &json!({})).await.status(201);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    app.browser().post(&format!("r/{code}/pay"), &[]).await.status(409);
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(409).problem();
    // One that is still open asks for what is missing now.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("20.00", "EUR")).await;
    let part = only_payment(&api, &code).await;
    api.post(&format!("payments/{part}/refund"), &json!({})).await.status(201);
    assert_eq!(stands(&api, &code).await, standing("open", 1, "0.00"));
    has(&app.browser().page(&format!("r/{code}")).await, &["Pay €25.00 with Demo"]);
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
    app.audit();
}
