//! What the payee is told of money that doesn't match what was asked: in words, with the sum, and what can be done about it.

use std::collections::BTreeSet;

use libtest_mimic::Trial;
use serde_json::json;

use crate::settlement::arrivals::{ledger_has, standing, stands};
use crate::settlement::refunds::only_payment;
use crate::support::{App, Browser, Message, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        too_much_at_once_is_offered_to_go_back,
        paid_twice_is_told_and_the_second_is_offered_to_go_back,
        parts_that_come_to_too_much_are_told,
        what_came_after_the_end_is_told_until_it_went_back,
        whatever_is_not_counted_is_told,
        what_fits_no_payment_is_told_beside_the_methods,
    ]
}

/// Every refund form that a page leads to, as (address, what is filled in, what was left), and what the form's page says.
async fn forms(seller: &Browser, page: &str) -> Vec<((String, String, String), String)> {
    let links: BTreeSet<_> = page.split("href=\"/").skip(1).filter_map(|part| part.split('"').next()).collect();
    let mut found = Vec::new();
    for action in links.into_iter().filter(|link| link.starts_with("app/payments/") && link.ends_with("/refund")) {
        let form = seller.page(action).await;
        let field = |name: &str| between(&form, &format!("name=\"{name}\" value=\""), "\"").to_owned();
        found.push(((action.to_owned(), field("amount"), field("left")), form.clone()));
    }
    found
}

/// Presses a form's button as it is filled in.
async fn press(seller: &Browser, (action, amount, left): &(String, String, String)) {
    seller.post(action, &[("amount", amount), ("left", left)]).await.status(303);
}

async fn too_much_at_once_is_offered_to_go_back(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    // A fixed amount, and one that many may pay.
    for more in [json!({"amount": "25.00"}), json!({"amount": "25.00", "max_payments": 9})] {
        let code = app.request(&api, &more).await;
        let place = format!("app/requests/{code}");
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&Message::new(&order, "approve").of("30.00", "EUR")).await;
        let page = seller.page(&place).await;
        has(
            &page,
            &["€5.00 more than you asked for has arrived.", "Send €5.00 back", "Keep it", "€5.00 more than was asked."],
        );
        has_not(&page, &[".."]);
        let offered = forms(&seller, &page).await;
        assert_eq!(offered.iter().map(|(form, _)| form.1.as_str()).collect::<Vec<_>>(), ["5.00"]);
        has(&offered[0].1, &["€30.00 at most", "€5.00 more than you asked for arrived. Change the amount"]);
        press(&seller, &offered[0].0).await;
        assert_eq!(stands(&api, &code).await.2, "25.00");
        // It is as it should be; what is left can go back as well.
        let page = seller.page(&place).await;
        has_not(&page, &["more than you asked"]);
        let offered = forms(&seller, &page).await;
        assert_eq!(offered[0].0.1, "25.00");
        has_not(&offered[0].1, &["Change the amount to send back"]);
    }
    ledger_has(&app, 4).await;
}

async fn paid_twice_is_told_and_the_second_is_offered_to_go_back(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let place = format!("app/requests/{code}");
    let (first, second) = (app.start_payment(&code).await.1, app.start_payment(&code).await.1);
    hook.reported(&Message::new(&first, "approve")).await;
    has_not(&seller.page(&place).await, &["more than you asked"]);
    // Its own report is what tells the second from the first.
    hook.reported(&Message::new(&second, "approve")).await;
    let page = seller.page(&place).await;
    has(
        &page,
        &[
            "€25.00 more than you asked for has arrived.",
            "€25.00 arrived although it was paid before. It is counted.",
            "Send it back, or keep it.",
        ],
    );
    let offered = forms(&seller, &page).await;
    assert_eq!(offered.iter().map(|(form, _)| form.1.as_str()).collect::<Vec<_>>(), ["25.00", "25.00"]);
    press(&seller, &offered[0].0).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
    let page = seller.page(&place).await;
    has_not(&page, &["more than you asked"]);
    assert_eq!(forms(&seller, &page).await.len(), 1);
    app.audit();
}

async fn parts_that_come_to_too_much_are_told(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let place = format!("app/requests/{code}");
    // Both were begun while all of it was asked for; neither is more than was asked of it.
    let (first, second) = (app.start_payment(&code).await.1, app.start_payment(&code).await.1);
    hook.reported(&Message::new(&first, "approve").of("20.00", "EUR").shifted(-2)).await;
    hook.reported(&Message::new(&second, "approve")).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "45.00"));
    let page = seller.page(&place).await;
    has(&page, &["€20.00 more than you asked for has arrived.", "Send €20.00 back"]);
    let offered = forms(&seller, &page).await;
    let (part, said) = offered.iter().find(|(form, _)| form.2 == "2500").expect("the last one");
    has(said, &["€20.00 more than you asked for arrived. Change the amount", "€25.00 at most"]);
    assert_eq!(part.1, "20.00");
    press(&seller, part).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "25.00"));
    has_not(&seller.page(&place).await, &["more than you asked"]);
    ledger_has(&app, 3).await;
}

async fn what_came_after_the_end_is_told_until_it_went_back(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for (end, why) in [("cancelled", "you had cancelled it"), ("expired", "its time was over")] {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let place = format!("app/requests/{code}");
        let (_, order) = app.start_payment(&code).await;
        if end == "cancelled" {
            api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
        } else {
            app.db().execute(&format!("update requests set expires_at = created_at where code = '{code}'")).await;
        }
        hook.reported(&Message::new(&order, "approve")).await;
        let page = seller.page(&place).await;
        let told = format!("€25.00 arrived although {why}. It is counted.");
        has(&page, &[&told, "Send it back, or keep it."]);
        press(&seller, &forms(&seller, &page).await[0].0).await;
        has(&seller.page(&place).await, &[&told, "It has gone back since."]);
        assert_eq!(stands(&api, &code).await.2, "0.00");
        let payment = only_payment(&api, &code).await;
        assert_eq!(api.get(&format!("payments/{payment}")).await.json()["state"], "refunded");
    }
    ledger_has(&app, 4).await;
}

async fn whatever_is_not_counted_is_told(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let place = format!("app/requests/{code}");
    for (message, told) in [
        (
            Message::new(&order, "refund").of("5.00", "EUR"),
            "Demo reported before any money arrived: €5.00 goes back. It is booked as soon as the money is.",
        ),
        (
            Message::new(&order, "approve").called("usd").of("20.00", "USD"),
            "Demo reported US$20.00, which is not the currency that was asked for. It is not counted: look there.",
        ),
        (
            Message::new(&order, "approve").called("none").of("0.00", "EUR"),
            "a payment without an amount. It is not counted",
        ),
    ] {
        // Heard once or often, it is told once.
        for _ in 0..2 {
            hook.reported(&message).await;
        }
        assert_eq!(seller.page(&place).await.matches(told).count(), 1, "{told}");
    }
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    ledger_has(&app, 0).await;
}

async fn what_fits_no_payment_is_told_beside_the_methods(app: App) {
    let (payee, _, hook) = app.seller("anna").await;
    let (berta, _, _) = app.seller("berta").await;
    let seller = app.signed_in(&payee).await;
    has_not(&seller.page("app/methods").await, &["fit no payment"]);
    for at in 0..7 {
        hook.reported(&Message::new(&format!("order-{at}"), "approve").of(&format!("1{at}.00"), "EUR")).await;
    }
    let page = seller.page("app/methods").await;
    has(&page, &["Reports that fit no payment", "Demo reported: €16.00 arrived. No payment here goes by that name."]);
    assert_eq!(page.matches("No payment here goes by that name").count(), 5, "the last ones");
    has_not(&app.signed_in(&berta).await.page("app/methods").await, &["fit no payment"]);
    ledger_has(&app, 0).await;
}
