//! What needs a look: each thing has a card with what to do, leads back to the cards, and is gone once it was dealt with.

use libtest_mimic::Trial;
use serde_json::json;

use crate::settlement::refunds::{behaving, paid};
use crate::support::{Api, App, Browser, Message, Page, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        claims_are_answered_one_by_one,
        all_claims_are_answered_at_once,
        a_dispute_is_told,
        a_refund_without_an_answer_is_concluded,
        more_and_less_than_asked_is_kept_or_asked_for,
        a_report_that_fits_nothing_is_put_aside,
        each_role_sees_what_it_may_do,
    ]
}

const BANK: &str = "{\"iban\": \"DE75512108001245126199\", \"beneficiary\": \"Anna\"}";

async fn bank(api: &Api) -> String {
    let settings: serde_json::Value = serde_json::from_str(BANK).expect("JSON");
    let made = api.post("methods", &json!({"rail": "sepa", "settings": settings})).await.status(201).json();
    made["id"].as_str().expect("an id").to_owned()
}

/// A request that a payer says was paid; the payment's id.
async fn claimed(app: &App, api: &Api, method: &str, body: &serde_json::Value) -> String {
    let code = app.request(api, body).await;
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[("method", method)]).await.status(303).location().to_owned();
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
    let payments = api.get(&format!("payments?request={code}")).await.json();
    payments["data"][0]["id"].as_str().expect("an id").to_owned()
}

/// Sends a card's form as the page has it; the address that the answer leads to.
async fn press(seller: &Browser, page: &str, action: &str) -> String {
    let form = Page::read(between(page, &format!("action=\"{action}\""), "</form>").split_once('>').expect("a tag").1);
    let field = |name: &str| form.all("input").iter().map(|input| input.attribute(name).to_owned()).collect::<Vec<_>>();
    let fields: Vec<_> = field("name").into_iter().zip(field("value")).collect();
    let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    seller.post(action, &fields).await.status(303).location().to_owned()
}

async fn claims_are_answered_one_by_one(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let page = seller.page("app/look").await;
    has(&page, &["Nothing needs a look."]);
    let method = bank(&api).await;
    let first = claimed(&app, &api, &method, &json!({"amount": "99.00", "memo": "Bicycle"})).await;
    let second = claimed(&app, &api, &method, &json!({"amount": "12.00", "memo": "Lamp"})).await;
    let page = seller.page("app/look").await;
    has(&page, &["Has €99.00 arrived?", "Has €12.00 arrived?", "Bicycle", "Said to be sent", "Both arrived"]);
    assert!(page.find("€99.00 arrived?") < page.find("€12.00 arrived?"), "the oldest first");
    assert_eq!(page.matches("class=\"primary\"").count(), 1, "one filled button");
    // The first is there; the second takes its place and the focus.
    let back = press(&seller, &page, &format!("/app/payments/{first}/confirm")).await;
    assert_eq!(back, "/app/look?at=1");
    let page = seller.page(&back).await;
    has(&page, &["Has €12.00 arrived?", "autofocus"]);
    has_not(&page, &["€99.00", "Both arrived"]);
    // The second is put off until tomorrow.
    let back = press(&seller, &page, &format!("/app/payments/{second}/not-yet")).await;
    has(&seller.page(&back).await, &["Nothing needs a look."]);
    has_not(&seller.page("app").await, &["needs a look<", "class=\"badge\""]);
    app.db()
        .execute("update payments set put_off_until = '2026-01-01 00:00:00+00:00' where put_off_until is not null")
        .await;
    has(&seller.page("app").await, &["1 needs a look"]);
}

async fn all_claims_are_answered_at_once(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    assert_eq!(seller.get("app/look/arrived").await.status(303).location(), "/app/look");
    let method = bank(&api).await;
    for body in [
        json!({"amount": "10.00", "memo": "Soup"}),
        json!({"amount": "20.50"}),
        json!({"amount": "5.00", "memo": "Bread"}),
    ] {
        claimed(&app, &api, &method, &body).await;
    }
    let (_, bob, _) = app.seller("bob").await;
    let others = bank(&bob).await;
    let others = claimed(&app, &bob, &others, &json!({"amount": "77.00"})).await;
    let page = seller.page("app/look/arrived").await;
    has(&page, &["Have all 3 payments arrived?", "Together €35.50", "Soup", "No words"]);
    has_not(&page, &["77.00"]);
    // Most of one has been paid meanwhile by other means: it isn't booked twice.
    let codes = app.db().texts("select code from requests where memo = 'Bread'").await;
    api.post(&format!("requests/{}/payments", codes[0]), &json!({"amount": "4.99"})).await.status(201);
    assert_eq!(press(&seller, &page, "/app/look/arrived").await, "/app/look?left=1");
    has(&seller.page("app/look?left=1").await, &["Some were left", "Has €5.00 arrived?"]);
    let booked = app.db().number("select count(*) from ledger_entries").await;
    assert_eq!(booked, 3, "two claims and the one by hand");
    // The same form once more books nothing, and nobody else's.
    press(&seller, &page, "/app/look/arrived").await;
    let fields = [("payments", others.as_str())];
    seller.post("app/look/arrived", &fields).await.status(303);
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 3);
    app.audit();
}

async fn a_dispute_is_told(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Chair"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let seller = app.signed_in(&payee).await;
    let link = format!("href=\"/app/requests/{code}\"");
    has(&seller.page("app/look").await, &["€25.00 is disputed.", "Chair", "Open the request", &link]);
    hook.reported(&Message::new(&order, "dispute_won").shifted(2)).await;
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
}

async fn a_refund_without_an_answer_is_concluded(app: App) {
    let (api, hook) = behaving(&app, "down").await;
    let (_, payment, _) = paid(&app, &api, &hook).await;
    let seller = app.browser();
    seller.post(app.cli_ok(&["payee", "sign-in", "anna"]).trim(), &[]).await.status(303);
    let asked = api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(202).json();
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
    app.db().execute("update refunds set next_try_at = null").await;
    let page = seller.page("app/look").await;
    has(&page, &["Did €5.00 go back?", "No answer"]);
    let refund = asked["refunds"][0]["id"].as_str().expect("an id");
    let back = press(&seller, &page, &format!("/app/payments/{payment}/refunds/{refund}/not-sent")).await;
    has(&seller.page(&back).await, &["Nothing needs a look."]);
}

async fn more_and_less_than_asked_is_kept_or_asked_for(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let pay = async |code: &str, amount: &str| {
        let paid = api.post(&format!("requests/{code}/payments"), &json!({"amount": amount})).await.status(201).json();
        paid["id"].as_str().expect("an id").to_owned()
    };
    let over = app.request(&api, &json!({"amount": "25.00", "memo": "Table"})).await;
    let more = pay(&over, "27.50").await;
    let page = seller.page("app/look").await;
    has(&page, &["€2.50 more arrived than the €25.00 you asked for.", "Send €2.50 back", "Keep it", "Table"]);
    let back = press(&seller, &page, &format!("/app/payments/{more}/keep")).await;
    has(&seller.page(&back).await, &["Nothing needs a look."]);
    // What comes on top is another question, and the card of before answers it no more.
    let again = pay(&over, "3.00").await;
    let asked = seller.page("app/look").await;
    has(&asked, &["€5.50 more arrived than the €25.00 you asked for."]);
    press(&seller, &page, &format!("/app/payments/{more}/keep")).await;
    has(&seller.page("app/look").await, &["€5.50 more arrived"]);
    press(&seller, &asked, &format!("/app/payments/{again}/keep")).await;
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
    // What is exactly paid has nothing to keep.
    let exact = app.request(&api, &json!({"amount": "25.00"})).await;
    let payment = pay(&exact, "25.00").await;
    seller.post(&format!("app/payments/{payment}/keep"), &[("seen", "2500")]).await.status(303);
    assert_eq!(app.db().number("select count(*) from payments where kept_at is not null").await, 2);
    // Of what is sent back nothing is left to look at.
    let sent = app.request(&api, &json!({"amount": "25.00"})).await;
    let payment = pay(&sent, "30.00").await;
    has(&seller.page("app/look").await, &["€5.00 more arrived"]);
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201);
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
    let under = app.request(&api, &json!({"amount": "25.00"})).await;
    let payment = pay(&under, "20.00").await;
    let page = seller.page("app/look").await;
    has(&page, &["€5.00 of €25.00 is still missing.", "Ask for the rest"]);
    press(&seller, &page, &format!("/app/payments/{payment}/keep")).await;
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
}

async fn a_report_that_fits_nothing_is_put_aside(app: App) {
    let (payee, _, hook) = app.seller("anna").await;
    let (bob, _, _) = app.seller("bob").await;
    hook.reported(&Message::new("ord_of_nobody", "approve").of("31.00", "EUR")).await;
    let seller = app.signed_in(&payee).await;
    let page = seller.page("app/look").await;
    has(&page, &["€31.00 was reported for a payment that is not known here: Demo.", "Put aside"]);
    let other = app.signed_in(&bob).await;
    has(&other.page("app/look").await, &["Nothing needs a look."]);
    press(&other, &page, "/app/look/seen").await;
    has(&seller.page("app/look").await, &["€31.00"]);
    let back = press(&seller, &page, "/app/look/seen").await;
    has(&seller.page(&back).await, &["Nothing needs a look."]);
    has_not(&seller.page("app").await, &["class=\"badge\""]);
}

async fn each_role_sees_what_it_may_do(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let owner = app.signed_in(&payee).await;
    let join = async |role: &str| {
        let made = owner.post("app/settings/people", &[("label", role), ("role", role)]).await.status(201).text();
        let member = app.browser();
        member.post(between(&made, "data-copy=\"", "\""), &[]).await.status(303);
        member
    };
    let (seller, accountant) = (join("seller").await, join("accountant").await);
    has(&seller.page("app").await, &["Two steps", "href=\"/app/new\""]);
    has_not(&seller.page("app").await, &["href=\"/app/methods\"", "href=\"/app/books\""]);
    let method = bank(&api).await;
    for amount in ["99.00", "12.00"] {
        claimed(&app, &api, &method, &json!({"amount": amount})).await;
    }
    let page = accountant.page("app").await;
    has(&page, &["Came in today", "2 need a look", "href=\"/app/books\""]);
    has_not(&page, &["href=\"/app/new\""]);
    let page = accountant.page("app/look").await;
    has(&page, &["Has €99.00 arrived?"]);
    has_not(&page, &["<form", "/app/look/arrived"]);
    accountant.get("app/look/arrived").await.status(403);
    accountant.post("app/look/arrived", &[("payments", "pay_aaaaaaaaaaaaaaaaaaaaaa")]).await.status(403);
    accountant.page("app/settings/alerts").await;
    let page = seller.page("app/look").await;
    has(&page, &["/app/look/arrived", "/confirm\""]);
}
