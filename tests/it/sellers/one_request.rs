//! The page of one request: what each state asks of its payee, what happened, and decisions that move no money.

use chit::domain::clock::Timestamp;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::house::store::context;
use crate::settlement::arrivals::{ledger_has, standing, stands, states};
use crate::settlement::refunds::only_payment;
use crate::support::{Api, App, Browser, Message, Page, Payee, both, form, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        each_state_has_one_filled_button,
        money_and_its_ends_have_theirs,
        the_timeline_is_told_newest_first,
        a_claim_is_put_off_until_tomorrow,
        an_excess_is_kept_and_not_asked_about_again,
        a_word_is_taken_back_while_its_day_is_open,
        a_word_is_not_taken_back_where_it_is_no_word,
        the_page_speaks_the_sellers_language,
    ]
}

const SEPA: &str = "DE75512108001245126199";

/// A payee that takes transfers and the demo's payments.
async fn transfers(app: &App) -> (Payee, Api, Browser) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": SEPA, "beneficiary": "Anna"}})).await.status(201);
    let seller = app.signed_in(&payee).await;
    (payee, api, seller)
}

/// Lets a payer say that it has sent the money.
async fn claim(app: &App, code: &str) {
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    payer.post(&format!("{own}/claim"), &[]).await.status(303);
}

/// Panics unless the page's one filled button is this, or it has none.
#[track_caller]
fn fills(page: &str, wanted: &[&str]) {
    assert_eq!(Page::read(page).texts(".primary"), wanted);
}

async fn each_state_has_one_filled_button(app: App) {
    let (_, api, seller) = transfers(&app).await;
    let look = async |code: &str| seller.page(&format!("app/requests/{code}")).await;
    let body = json!({"amount": "25.00", "memo": "Two loaves"});
    // Open.
    let code = app.request(&api, &body).await;
    let page = look(&code).await;
    fills(&page, &["Share"]);
    has(
        &page,
        &[&format!("href=\"/app/requests/{code}/share\""), "Copy link", &format!("/app/requests/{code}/show\"")],
    );
    has(&page, &["Who opened the link, and when, is not recorded.", "Two loaves", "Days and times are those of"]);
    // Overdue since yesterday.
    app.db().execute(&format!("update requests set due_on = '2020-01-01' where code = '{code}'")).await;
    let page = look(&code).await;
    fills(&page, &["Remind"]);
    has(&page, &["share?remind=1\"", "It was due on 1 January 2020.", "Copy link"]);
    // Claimed: the facts stand beside the decision.
    claim(&app, &code).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let page = look(&code).await;
    fills(&page, &["Yes, it arrived"]);
    has(&page, &["Has €25.00 arrived?", "Not yet"]);
    has(&page.replace(' ', ""), &[&format!("data-copy=\"{rf}\"")]);
    // A part of it.
    let code = app.request(&api, &body).await;
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "10.00"})).await.status(201);
    let page = look(&code).await;
    fills(&page, &["Share for the rest"]);
    has(&page, &["€10.00 of €25.00 has arrived.", "Keep what came"]);
    seller.post(&format!("app/requests/{code}/cancel"), &[]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("cancelled", 1, "10.00"));
    // Paid, and its ends.
    let code = app.request(&api, &body).await;
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let page = look(&code).await;
    fills(&page, &["New link like this"]);
    has(&page, &[&format!("/app/new?like={code}"), &format!("href=\"/r/{code}\""), "Receipt"]);
    for end in ["state = 'cancelled'", "expires_at = created_at"] {
        let code = app.request(&api, &body).await;
        app.db().execute(&format!("update requests set {end} where code = '{code}'")).await;
        fills(&look(&code).await, &["Make it again"]);
    }
    // The operator's word: nothing can be done.
    let code = app.request(&api, &body).await;
    app.cli_ok(&["disable", &code]);
    let page = look(&code).await;
    fills(&page, &[]);
    has(&page, &["has disabled this link"]);
}

async fn money_and_its_ends_have_theirs(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let look = async |code: &str| seller.page(&format!("app/requests/{code}")).await;
    // On its way: nothing to do, but to ask.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending")).await;
    let page = look(&code).await;
    fills(&page, &[]);
    has(&page, &["Nothing to do. Demo says that €25.00 is on its way.", "Ask Demo now"]);
    let payment = only_payment(&api, &code).await;
    let asked = seller.post(&format!("app/payments/{payment}/ask"), &[]).await.status(303);
    assert_eq!(asked.location(), format!("/app/requests/{code}"));
    // Too much.
    hook.reported(&Message::new(&order, "approve").of("27.50", "EUR")).await;
    let page = look(&code).await;
    fills(&page, &["Keep it"]);
    has(&page, &["€2.50 more than you asked for has arrived.", "Send €2.50 back"]);
    // Disputed: where the provider has a page for answers, it is one tap away.
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    let page = look(&code).await;
    fills(&page, &[]);
    has(&page, &["The payer’s bank disputes €27.50.", "Answer at Demo"]);
    app.db().execute(&format!("update payments set rail = 'stripe' where id = '{payment}'")).await;
    let page = look(&code).await;
    fills(&page, &["Answer at Stripe"]);
    has(&page, &["href=\"https://dashboard.stripe.com/"]);
}

async fn the_timeline_is_told_newest_first(app: App) {
    let (_, api, seller) = transfers(&app).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    claim(&app, &code).await;
    let payment = only_payment(&api, &code).await;
    seller.post(&format!("app/payments/{payment}/confirm"), &[]).await.status(303);
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201);
    let html = seller.page(&format!("app/requests/{code}")).await;
    has(&html, &["Sent back by you, by your word.", "By your word."]);
    let page = Page::read(&html);
    let told: Vec<_> = page.texts(".story .said span");
    assert_eq!(
        told,
        [
            "€5.00 went back",
            "€25.00 arrived",
            "The payer says that €25.00 was sent",
            "A payment of €25.00 was begun: Bank transfer",
            "You made the link",
        ]
    );
    let times: Vec<_> = page.all(".story time").iter().map(|time| time.attribute("datetime").to_owned()).collect();
    assert!(times.is_sorted_by(|newer, older| newer >= older), "{times:?}");
}

/// The moment in a column of the one payment.
async fn moment(app: &App, column: &str) -> Timestamp {
    let text = app.db().texts(&format!("select cast({column} as text) from payments where {column} is not null")).await;
    let text = text[0].replacen(' ', "T", 1);
    let text = if text.ends_with("+00") { format!("{text}:00") } else { text };
    chrono::DateTime::parse_from_rfc3339(&text).unwrap_or_else(|e| panic!("{e}: {text}")).to_utc()
}

async fn a_claim_is_put_off_until_tomorrow(app: App) {
    let (_, api, seller) = transfers(&app).await;
    // A zone that is far from UTC: tomorrow is the payee's.
    seller
        .post("app/settings/profile", &[("name", "Anna"), ("currency", "EUR"), ("zone", "Pacific/Auckland")])
        .await
        .status(200);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    let payment = only_payment(&api, &code).await;
    let put_off = format!("app/payments/{payment}/not-yet");
    seller.post(&put_off, &[]).await.status(409);
    app.browser().post(&format!("{started}/claim"), &[]).await.status(303);
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&put_off, &[]).await.status(404);
    seller.post(&put_off, &[]).await.status(303);
    let back = seller.post(&put_off, &[("back", "look")]).await.status(303);
    assert_eq!(back.location(), "/app/look");
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["You put this off until"]);
    fills(&page, &["Yes, it arrived"]);
    let until = moment(&app, "put_off_until").await;
    let zone = chit::domain::zone::Zone::parse("Pacific/Auckland").expect("a zone");
    assert!(now() < until && until <= now() + chrono::TimeDelta::hours(25), "{until}");
    assert_eq!(until, zone.midnight(zone.day_of(until)));
    // What needs a look leaves it out until then; the claim stays what it is.
    let mut app = app;
    let ctx = context(&mut app).await;
    let payee =
        ctx.store.payees().await.expect("payees").into_iter().find(|p| p.handle.as_str() == "anna").expect("anna").id;
    let looked = async |at| ctx.store.count_to_look_at(&payee, at).await.expect("a count");
    assert_eq!((looked(now()).await, looked(until).await), (0, 1));
    ctx.store.close().await;
    app.start_again();
    assert_eq!(states(&api, &code).await, ["claimed"]);
    seller.post(&format!("app/payments/{payment}/confirm"), &[]).await.status(303);
    // Late taps of the same button change nothing.
    seller.post(&put_off, &[]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 1).await;
}

async fn an_excess_is_kept_and_not_asked_about_again(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for terms in [json!({"amount": "25.00"}), json!({"amount": "25.00", "max_payments": 9})] {
        let code = app.request(&api, &terms).await;
        let (_, order) = app.start_payment(&code).await;
        let payment = only_payment(&api, &code).await;
        let keep = format!("app/payments/{payment}/keep");
        let keeps = async |seen: &str| seller.post(&keep, &[("seen", seen)]).await.status(303);
        keeps("0").await;
        hook.reported(&Message::new(&order, "approve").of("30.00", "EUR")).await;
        fills(&seller.page(&format!("app/requests/{code}")).await, &["Keep it"]);
        // A page that showed another total decides nothing.
        keeps("2600").await;
        fills(&seller.page(&format!("app/requests/{code}")).await, &["Keep it"]);
        for _ in 0..2 {
            keeps("3000").await;
        }
        let page = seller.page(&format!("app/requests/{code}")).await;
        has_not(&page, &["Keep it", "more than you asked"]);
        // It can be sent back all the same.
        has(&page, &[&format!("/app/payments/{payment}/refund"), "€5.00 more than was asked."]);
        assert_eq!(stands(&api, &code).await.2, "30.00");
    }
    ledger_has(&app, 2).await;
}

async fn a_word_is_taken_back_while_its_day_is_open(app: App) {
    let (_, api, seller) = transfers(&app).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let place = format!("app/requests/{code}");
    claim(&app, &code).await;
    let payment = only_payment(&api, &code).await;
    let withdraw = format!("app/payments/{payment}/not-arrived");
    seller.post(&format!("app/payments/{payment}/confirm"), &[]).await.status(303);
    has(&seller.page(&place).await, &["It had not arrived", "A correction takes €25.00 out of your books again"]);
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&withdraw, &[]).await.status(404);
    // A second tap finds it done.
    for _ in 0..2 {
        seller.post(&withdraw, &[]).await.status(303);
        assert_eq!(
            (stands(&api, &code).await, states(&api, &code).await),
            (standing("open", 0, "0.00"), vec!["claimed".to_owned()])
        );
    }
    let page = seller.page(&place).await;
    fills(&page, &["Yes, it arrived"]);
    has(&page, &["€25.00 was taken out of the books again", "You said that it had not arrived."]);
    has(&api.get("exports/movements").await.text(), &[",correction,", "EUR,-25.00,0.00,-25.00"]);
    // Then it arrives after all.
    seller.post(&format!("app/payments/{payment}/confirm"), &[]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 3).await;
    // Money that nobody began here has failed then, and upkeep keeps what the ledger speaks of.
    let code = app.request(&api, &json!({"amount": "5.00"})).await;
    let made = api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201).json();
    let id = made["id"].as_str().expect("an id");
    seller.post(&format!("app/payments/{id}/not-arrived"), &[]).await.status(303);
    assert_eq!(states(&api, &code).await, ["failed"]);
    app.db().execute(&format!("update payments set created_at = '2020-01-01 00:00:00+00:00' where id = '{id}'")).await;
    let mut app = app;
    let ctx = context(&mut app).await;
    let before = now();
    let forgotten = ctx.store.write_one(move |mut tx| Box::pin(async move { tx.forget_attempts(before).await })).await;
    assert_eq!(forgotten.expect("no error").0, 0);
    ctx.store.close().await;
    app.start_again();
    app.audit();
}

async fn a_word_is_not_taken_back_where_it_is_no_word(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let refused = async |code: &str, payment: &str| {
        has_not(&seller.page(&format!("app/requests/{code}")).await, &["It had not arrived"]);
        seller.post(&format!("app/payments/{payment}/not-arrived"), &[]).await.status(409);
    };
    // A provider's report.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    refused(&code, &only_payment(&api, &code).await).await;
    // A word of which something went back, and one whose day is closed.
    let recorded = async |body: &Value| {
        let code = app.request(&api, &json!({"amount": "25.00"})).await;
        let made = api.post(&format!("requests/{code}/payments"), body).await.status(201).json();
        (code, made["id"].as_str().expect("an id").to_owned())
    };
    let (code, payment) = recorded(&json!({})).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "5.00"})).await.status(201);
    refused(&code, &payment).await;
    let (code, payment) = recorded(&json!({"paid_on": "2026-01-20"})).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["It had not arrived"]);
    api.post("closes", &json!({"until": "2026-01-31"})).await.status(201);
    refused(&code, &payment).await;
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    ledger_has(&app, 4).await;
}

async fn the_page_speaks_the_sellers_language(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "1234.50"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("1234.50", "EUR")).await;
    let request = seller.request(reqwest::Method::GET, &format!("app/requests/{code}")).header("Accept-Language", "de");
    let page = seller.send(request).await.status(200).text();
    has(&page, &["1.234,50\u{a0}€ eingegangen", "Gemeldet von Demo", "Neuer Link wie dieser", "lang=\"de\""]);
    has_not(&page, &["arrived", "reported", "New link"]);
    // Fields are filled in as its readers write amounts, and read back even where a person's word would be doubted.
    let dinar = app.request(&api, &json!({"amount": "1.000", "currency": "KWD"})).await;
    let german = async |method, path: &str, fields: &[(&str, &str)]| {
        let request = seller.request(method, path).header("Accept-Language", "de");
        seller.send(form(request.header("Sec-Fetch-Site", "same-origin"), fields)).await
    };
    let place = format!("app/requests/{dinar}");
    has(&german(reqwest::Method::GET, &place, &[]).await.status(200).text(), &["value=\"1,000\""]);
    has(&german(reqwest::Method::GET, &format!("app/new?like={dinar}"), &[]).await.text(), &["value=\"01,000\""]);
    api.post(&format!("requests/{dinar}/payments"), &json!({})).await.status(201);
    let refund = format!("app/payments/{}/refund", only_payment(&api, &dinar).await);
    has(&german(reqwest::Method::GET, &refund, &[]).await.status(200).text(), &["value=\"1,000\""]);
    let fields = [("do", "refund"), ("left", "1000"), ("sent", "yes"), ("amount", "1.000")];
    has(&german(reqwest::Method::POST, &refund, &fields).await.status(400).text(), &["value=\"1.000\""]);
    let unchanged = [("do", "refund"), ("left", "1000"), ("sent", "yes"), ("amount", "1,000")];
    german(reqwest::Method::POST, &refund, &unchanged).await.status(303);
    assert_eq!(states(&api, &dinar).await, ["refunded"]);
}
