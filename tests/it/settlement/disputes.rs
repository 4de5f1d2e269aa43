//! Disputes: opened, won, lost, and told in any order.

use libtest_mimic::Trial;
use serde_json::json;

use crate::settlement::arrivals::{ledger_has, standing, stands, states};
use crate::support::{App, Message, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_dispute_that_is_won_moves_nothing,
        a_dispute_that_is_lost_is_money_gone,
        whatever_order_disputes_are_told_in_they_end_alike,
        nothing_is_refunded_while_it_is_disputed,
        a_disputed_payment_does_not_settle_again,
        a_dispute_after_a_refund_takes_what_was_left,
    ]
}

async fn a_dispute_that_is_won_moves_nothing(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    assert_eq!(states(&api, &code).await, ["disputed"]);
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["The payer’s bank disputes €25.00. Answer before the deadline", "Answer at Demo"]);
    has_not(&page, &["Send money back"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    hook.reported(&Message::new(&order, "dispute_won").shifted(2)).await;
    assert_eq!(states(&api, &code).await, ["settled"]);
    has(&seller.page(&format!("app/requests/{code}")).await, &["decided for you", "Send money back"]);
    ledger_has(&app, 1).await;
}

async fn a_dispute_that_is_lost_is_money_gone(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let lost = Message::new(&order, "dispute_lost").shifted(2).keeping("15.00");
    for _ in 0..3 {
        hook.reported(&lost).await;
    }
    assert_eq!(states(&api, &code).await, ["refunded"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    // The provider's own charge for it is in the books, too.
    has(&api.get("exports/movements").await.text(), &[",refund,", "EUR,-25.00,15.00,-40.00,refunded,demo,webhook"]);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await, &["decided for the payer: €25.00"]);
    ledger_has(&app, 2).await;
    // A part of it.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "dispute_lost").of("10.00", "EUR").shifted(2)).await;
    assert_eq!(states(&api, &code).await, ["partially_refunded"]);
    ledger_has(&app, 4).await;
}

async fn whatever_order_disputes_are_told_in_they_end_alike(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    for (at, order_of_telling) in
        [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2], [2, 1, 0, 3], [3, 0, 1, 2]].into_iter().enumerate()
    {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let (_, order) = app.start_payment(&code).await;
        let story = [
            Message::new(&order, "approve"),
            Message::new(&order, "dispute").shifted(-30),
            Message::new(&order, "dispute_lost").of("10.00", "EUR").shifted(-20),
            Message::new(&order, "refund").of("5.00", "EUR").shifted(-10),
        ];
        for told in order_of_telling {
            hook.reported(&story[told]).await;
        }
        assert_eq!(states(&api, &code).await, ["partially_refunded"], "the {at}th");
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "10.00"), "the {at}th");
        for told in &story {
            hook.reported(told).await;
        }
        assert_eq!(stands(&api, &code).await, standing("paid", 1, "10.00"), "the {at}th, again");
    }
    ledger_has(&app, 18).await;
}

async fn nothing_is_refunded_while_it_is_disputed(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0]["id"].clone();
    let refund = format!("payments/{}/refund", payment.as_str().expect("an id"));
    api.post(&refund, &json!({})).await.status(409).problem();
    // At the provider's pages it may be all the same: then it is a fact.
    hook.reported(&Message::new(&order, "refund").of("5.00", "EUR")).await;
    assert_eq!(states(&api, &code).await, ["disputed"]);
    hook.reported(&Message::new(&order, "dispute_won").shifted(3)).await;
    assert_eq!(states(&api, &code).await, ["partially_refunded"]);
    api.post(&refund, &json!({})).await.status(201);
    assert_eq!(states(&api, &code).await, ["refunded"]);
    ledger_has(&app, 3).await;
}

async fn a_disputed_payment_does_not_settle_again(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    for outcome in ["approve", "pending", "decline"] {
        hook.reported(&Message::new(&order, outcome).called(&format!("late-{outcome}"))).await;
    }
    assert_eq!(states(&api, &code).await, ["disputed"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn a_dispute_after_a_refund_takes_what_was_left(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "refund").of("10.00", "EUR")).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    // The bank takes all of it, although part had gone back: no more than arrived is booked, and the payee is told.
    hook.reported(&Message::new(&order, "dispute_lost").shifted(2)).await;
    assert_eq!(states(&api, &code).await, ["refunded"]);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "0.00"));
    assert_eq!(app.db().number("select count(*) from rail_events where outcome = 'over_refunded'").await, 1);
    ledger_has(&app, 3).await;
}
