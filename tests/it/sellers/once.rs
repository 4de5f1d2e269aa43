//! Forms that are good once, and transfers that are confirmed although the request is paid.

use chrono::TimeDelta;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::arrivals::{ledger_has, standing, stands};
use crate::support::{App, Browser, Page, between, both, form_id, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        two_posts_of_one_form_make_one_request,
        two_tabs_make_one_request_until_another_is_wanted,
        what_was_paid_meanwhile_is_asked_for_again,
        two_posts_of_one_sign_up_give_one_key,
        a_sign_up_form_is_good_once_and_for_a_while,
        a_form_that_was_refused_is_still_good,
        a_form_without_a_good_id_makes_nothing_and_loses_nothing,
        a_link_that_waited_for_days_is_made_once,
        a_method_is_added_once,
        a_payment_is_marked_once,
        a_second_transfer_is_confirmed_only_knowingly,
        a_page_that_is_older_than_the_payment_asks_too,
        what_a_request_has_room_for_is_confirmed_at_once,
    ]
}

const SEPA: &str = "DE75512108001245126199";

/// The id that a page has drawn for the form of this deed.
fn drawn(page: &str, deed: &str) -> String {
    let page = Page::read(page);
    let inputs = page.all("form input");
    let at = inputs.iter().position(|input| input.attribute("value") == deed && input.attribute("name") == "do");
    let once = inputs[at.unwrap_or_else(|| panic!("no form says {deed}")) + 1];
    assert_eq!(once.attribute("name"), "once", "{deed}");
    once.attribute("value").to_owned()
}

async fn count(app: &App, table: &str) -> i64 {
    app.db().number(&format!("select count(*) from {table}")).await
}

async fn two_posts_of_one_form_make_one_request(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let id = drawn(&seller.page("app/new").await, "new-request");
    let other = drawn(&seller.page("app/new").await, "new-request");
    assert_ne!(id, other, "each page has an id of its own");
    let fields = [("amount", "25"), ("currency", "EUR"), ("memo", "Bread"), ("once", &*id)];
    // A double tap: both are under way at a time.
    let made = join_all((0..4).map(|_| seller.post("app/new", &fields))).await;
    let places: Vec<_> = made.into_iter().map(|answer| answer.status(303).location().to_owned()).collect();
    assert!(places.iter().all(|place| *place == places[0]), "{places:?}");
    has(&places[0], &["/app/requests/", "/share"]);
    // A reload, and a step back with other words in the form.
    assert_eq!(seller.post("app/new", &fields).await.status(303).location(), places[0]);
    let changed = [("amount", "30"), ("currency", "EUR"), ("memo", "Cake"), ("once", &*id)];
    assert_eq!(seller.post("app/new", &changed).await.status(303).location(), places[0]);
    assert_eq!(count(&app, "requests").await, 1);
    has(&seller.page(&places[0]).await, &["Link ready", "25.00", "Bread"]);
    // On another replica, too.
    let replica = app.replica().await;
    let elsewhere = replica.browser();
    let link = app.cli_ok(&["payee", "sign-in", "anna"]).trim().replace(&app.base, &replica.base);
    elsewhere.post(&link, &[]).await.status(303);
    assert_eq!(elsewhere.post("app/new", &fields).await.status(303).location(), places[0]);
    // Another form makes another one; the same id of another payee is another form.
    let second = [("amount", "25"), ("currency", "EUR"), ("once", &*other)];
    assert_ne!(seller.post("app/new", &second).await.status(303).location(), places[0]);
    let berta = app.payee("berta");
    let berta = app.signed_in(&berta).await;
    let hers = berta.post("app/new", &fields).await.status(303).location().to_owned();
    assert!(!places.contains(&hers));
    assert_eq!(count(&app, "requests").await, 3);
    app.audit();
}

/// A form of its own for each tab or phone, with the same words: one request, and a question.
async fn two_tabs_make_one_request_until_another_is_wanted(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let replica = app.replica().await;
    let phone = replica.browser();
    let link = app.cli_ok(&["payee", "sign-in", "anna"]).trim().replace(&app.base, &replica.base);
    phone.post(&link, &[]).await.status(303);
    let tabs = [&seller, &phone, &seller, &phone];
    let mut forms = Vec::new();
    for tab in tabs {
        forms.push(drawn(&tab.page("app/new").await, "new-request"));
    }
    // Typed in different ways, and sent at the same time.
    let typed = ["25", "25.00", "25,00", " 25 "];
    let fields: Vec<_> = forms
        .iter()
        .zip(typed)
        .map(|(id, amount)| [("amount", amount), ("currency", "EUR"), ("memo", "Bread "), ("once", id.as_str())])
        .collect();
    let answers = join_all(tabs.iter().zip(&fields).map(|(tab, fields)| tab.post("app/new", fields))).await;
    let (made, asked): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.code == 303);
    assert_eq!((made.len(), asked.len(), count(&app, "requests").await), (1, 3, 1));
    let place = made[0].location().to_owned();
    for question in asked {
        let page = question.status(409).text();
        has(&page, &["less than two minutes ago", &format!("class=\"primary\" href=\"{place}\"")]);
        has(&page, &["name=\"another\"", "Make another", "value=\"Bread \""]);
        has_not(&page, &[">Make link<"]);
    }
    // A code that was to be shown leads to the code.
    let id = drawn(&seller.page("app/new").await, "new-request");
    let same = [("amount", "25"), ("currency", "EUR"), ("memo", "Bread"), ("once", &*id)];
    let page = seller.post("app/new", &[&same[..], &[("then", "code")]].concat()).await.status(409).text();
    has(&page, &[&format!("href=\"{}\"", place.replace("/share", "/show")), "name=\"then\" value=\"code\""]);
    // Another amount, words, currency, day or limit is another link.
    for other in
        [("amount", "26"), ("memo", "Cake"), ("currency", "CHF"), ("due_on", "2099-01-01"), ("max_payments", "7")]
    {
        let id = drawn(&seller.page("app/new").await, "new-request");
        let mut fields: Vec<_> = [("amount", "25"), ("currency", "EUR"), ("memo", "Bread"), ("once", &*id)]
            .into_iter()
            .filter(|(name, _)| *name != other.0)
            .collect();
        fields.push(other);
        seller.post("app/new", &fields).await.status(303);
    }
    assert_eq!(count(&app, "requests").await, 6);
    // The next customer's is made where it is wanted, once, and so is one after two minutes.
    let another = [&same[..], &[("another", "1")]].concat();
    let second = seller.post("app/new", &another).await.status(303).location().to_owned();
    assert_eq!(seller.post("app/new", &another).await.status(303).location(), second);
    app.db().execute("update idempotency_keys set expires_at = '2020-01-01 00:00:00+00:00' where idempotency_key like 'content%'").await;
    let id = drawn(&seller.page("app/new").await, "new-request");
    let late = [("amount", "25"), ("currency", "EUR"), ("memo", "Bread"), ("once", &*id)];
    assert_ne!(seller.post("app/new", &late).await.status(303).location(), place);
    // Berta's bread is not Anna's.
    let berta = app.payee("berta");
    let berta = app.signed_in(&berta).await;
    let id = drawn(&berta.page("app/new").await, "new-request");
    let hers = [("amount", "25"), ("currency", "EUR"), ("memo", "Bread"), ("once", &*id)];
    berta.post("app/new", &hers).await.status(303);
    assert_eq!(count(&app, "requests").await, 9);
    app.audit();
}

/// Where the first of two equal links was paid, or ended, the second is the next customer's, and nobody is asked.
async fn what_was_paid_meanwhile_is_asked_for_again(app: App) {
    let (payee, ..) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for end in ["mark-paid", "cancel"] {
        let mut places = Vec::new();
        for _ in 0..2 {
            let id = drawn(&seller.page("app/new").await, "new-request");
            let fields = [("amount", "3"), ("currency", "EUR"), ("memo", end), ("once", &*id)];
            let place = seller.post("app/new", &fields).await.status(303).location().to_owned();
            let code = place.split('/').nth(3).expect("a code").to_owned();
            seller.post(&format!("app/requests/{code}/{end}"), &[("amount", "3")]).await.status(303);
            places.push(code);
        }
        assert_ne!(places[0], places[1]);
    }
    app.audit();
}

/// The owner key that a page shows.
fn owner_key(page: &str) -> String {
    format!("owner_{}", between(page, "data-copy=\"owner_", "\""))
}

/// A double tap on "Start", with and without an invitation, on one replica and on two. Whichever answer is seen, it has the way in.
async fn two_posts_of_one_sign_up_give_one_key(app: App) {
    for (way, handle) in [("open", "anna"), ("invite", "berta")] {
        let settings = [("CHIT_SIGNUP", way)];
        let app = app.replica().await.with(&settings).await;
        let other = app.replica().await.with(&settings).await;
        let link = app.cli_ok(&["payee", "invite"]);
        let invitation = link.trim().rsplit("invite=").next().expect("a token");
        let form = app.browser().page(&format!("app/sign-up?invite={invitation}")).await;
        let id = drawn(&form, "sign-up");
        let fields = [("handle", handle), ("name", "Anna"), ("invite", invitation), ("once", &*id)];
        let taps: Vec<_> = (0..6).map(|n| [&app, &other][n % 2].browser()).collect();
        let answers = join_all(taps.iter().map(|tap| tap.post("app/sign-up", &fields))).await;
        let keys: Vec<_> = answers.into_iter().map(|answer| owner_key(&answer.status(201).text())).collect();
        assert!(keys.iter().all(|key| *key == keys[0]), "{way}");
        // Each of them is signed in, and the key opens.
        for tap in &taps {
            has(&tap.page("app/settings/keys").await, &["Make a new owner key"]);
        }
        let elsewhere = app.browser();
        elsewhere.post("app/sign-in", &[("owner_key", &keys[0])]).await.status(303);
        has(&elsewhere.page("app/settings/profile").await, &[handle]);
        // Other words in the form make nothing else.
        let changed = [("handle", "clara"), ("name", "Clara"), ("invite", invitation), ("once", &*id)];
        assert_eq!(owner_key(&app.browser().post("app/sign-up", &changed).await.status(201).text()), keys[0]);
        assert_eq!(app.db().number("select count(*) from payees where handle = 'clara'").await, 0);
    }
    assert_eq!((count(&app, "payees").await, count(&app, "credentials").await), (2, 2));
}

async fn a_sign_up_form_is_good_once_and_for_a_while(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    let id = drawn(&app.browser().page("app/sign-up").await, "sign-up");
    let fields = [("handle", "anna"), ("name", "Anna"), ("once", &*id)];
    let key = owner_key(&app.browser().post("app/sign-up", &fields).await.status(201).text());
    // Once there is a passkey, nobody is let past it by the form.
    let passkey = "insert into passkeys (id, member_id, credential_id, label, counter, created_at, credential) \
        select 'psk_' || id, id, id, 'Phone', 0, created_at, '{}' from members";
    assert_eq!(app.db().execute(passkey).await, 1);
    let again = app.browser().post("app/sign-up", &fields).await.status(409);
    has(&again.text(), &["“anna”", "Sign in to it."]);
    has_not(&again.text(), &[&key]);
    assert!(!again.headers.contains_key("set-cookie"), "nobody is signed in");
    assert_eq!(app.db().execute("delete from passkeys").await, 1);
    assert_eq!(owner_key(&app.browser().post("app/sign-up", &fields).await.status(201).text()), key);
    // Somebody else's form finds the handle taken.
    has(&app.browser().post("app/sign-up", &[("handle", "anna")]).await.status(400).text(), &["is taken"]);
    // A while later somebody else may go back to the form: what it made is said, and the key is not.
    app.db().execute("update payees set created_at = '2026-01-14 23:30:00+00:00'").await;
    let late = app.browser().post("app/sign-up", &fields).await.status(409);
    has(&late.text(), &["“anna”", "Sign in to it.", "name=\"owner_key\""]);
    has_not(&late.text(), &[&key]);
    assert!(!late.headers.contains_key("set-cookie"), "nor is anybody signed in");
    app.browser().post("app/sign-in", &[("owner_key", &key)]).await.status(303);
    // A form without an id, or with one that nobody drew, makes nothing and loses nothing that was typed.
    for once in ["", "x", "1-aaaaaaaaaaaaaaaaaaaaaa"] {
        let fields = [("handle", "berta"), ("name", "Bertas Brote"), ("once", once)];
        let page = app.browser().post("app/sign-up", &fields).await.status(400).text();
        has(&page, &["not up to date any more", "value=\"berta\"", "value=\"Bertas Brote\""]);
        assert_ne!(drawn(&page, "sign-up"), "");
    }
    assert_eq!((count(&app, "payees").await, count(&app, "credentials").await), (1, 1));
}

async fn a_form_that_was_refused_is_still_good(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let id = drawn(&seller.page("app/new").await, "new-request");
    let refused = seller.post("app/new", &[("amount", "x"), ("currency", "EUR"), ("once", &*id)]).await.status(400);
    let again = drawn(&refused.text(), "new-request");
    assert_eq!(count(&app, "idempotency_keys").await, 0);
    for (id, amount) in [(id, "25"), (again, "26")] {
        seller.post("app/new", &[("amount", amount), ("currency", "EUR"), ("once", &*id)]).await.status(303);
    }
    assert_eq!(count(&app, "requests").await, 2);
}

async fn a_form_without_a_good_id_makes_nothing_and_loses_nothing(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let before = app.db().rows().await;
    let fresh = form_id();
    let (second, drawn_part) = fresh.split_once('-').expect("two parts");
    let aged = |days: i64| format!("{}-{drawn_part}", second.parse::<i64>().expect("a second") - days * 86_400);
    let (older, old, late) = (aged(15), aged(2), aged(-2));
    let spaced = format!("{second}-{}", "a b".repeat(8));
    for id in ["", "x", &old, &late, &spaced, "-", "1'--"] {
        // A link may have waited for a connection (`pocket.js`); the other forms are sent from an open page.
        let waited = if id == old { &older } else { id };
        let fields = [("amount", "25"), ("currency", "EUR"), ("memo", "Zwieback"), ("once", waited)];
        let page = seller.post("app/new", &fields).await.status(400).text();
        has(&page, &["nothing was done yet", "press the button once more", "value=\"Zwieback\"", "value=\"25\""]);
        drawn(&page, "new-request");
        let fields = [("rail", "sepa"), ("iban", SEPA), ("beneficiary", "Anna"), ("once", id)];
        let page = seller.post("app/methods", &fields).await.status(400).text();
        has(&page, &["nothing was done yet", SEPA]);
        let fields = [("amount", "25"), ("note", "Zwieback"), ("seen", "0"), ("once", id)];
        let page = seller.post(&format!("app/requests/{code}/mark-paid"), &fields).await.status(400).text();
        has(&page, &["nothing was done yet", "value=\"Zwieback\""]);
    }
    assert_eq!(app.db().rows().await, before);
}

async fn a_link_that_waited_for_days_is_made_once(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let fresh = form_id();
    let (second, drawn_part) = fresh.split_once('-').expect("two parts");
    let waited = format!("{}-{drawn_part}", second.parse::<i64>().expect("a second") - 13 * 86_400);
    let fields = [("amount", "25"), ("currency", "EUR"), ("memo", "Zwieback"), ("once", &*waited), ("another", "1")];
    let made = seller.post("app/new", &fields).await.status(303).location().to_owned();
    // Its answer was lost. The browser may send it again for as long as the form's id is good.
    let at = (now() + TimeDelta::days(15)).format("%Y-%m-%dT%H:%M:%S%.6f+00:00");
    let longer =
        format!("select count(*) from idempotency_keys where idempotency_key like 'form%' and expires_at > '{at}'");
    assert_eq!(app.db().number(&longer).await, 1);
    assert_eq!(seller.post("app/new", &fields).await.status(303).location(), made);
    assert_eq!(count(&app, "requests").await, 1);
}

async fn a_method_is_added_once(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let id = drawn(&seller.page("app/methods/add/sepa").await, "add-method");
    let fields = [("rail", "sepa"), ("iban", SEPA), ("beneficiary", "Anna"), ("once", &*id)];
    for added in join_all((0..3).map(|_| seller.post("app/methods", &fields))).await {
        assert_eq!(added.status(303).location(), "/app/methods?added=sepa");
    }
    assert_eq!(seller.post("app/methods", &fields).await.status(303).location(), "/app/methods?added=sepa");
    assert_eq!(count(&app, "methods").await, 1);
    // One whose id was shown before it was there.
    let page = Page::read(&seller.page("app/methods/add/stripe").await);
    let shown = page.all("form input").into_iter().find(|input| input.attribute("name") == "id").expect("an id");
    let once = form_id();
    let fields = [("rail", "demo"), ("id", shown.attribute("value")), ("once", &*once)];
    for added in join_all((0..3).map(|_| seller.post("app/methods", &fields))).await {
        assert_eq!(added.status(303).location(), "/app/methods?added=demo");
    }
    assert_eq!(count(&app, "methods").await, 2);
}

async fn a_payment_is_marked_once(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    // Paid as often as anybody likes: nothing but the form tells a second tap from a second payment.
    let code = app.request(&api, &json!({})).await;
    let path = format!("app/requests/{code}");
    let id = drawn(&seller.page(&path).await, "mark-paid");
    let fields = [("amount", "5"), ("once", &*id)];
    let mark = format!("{path}/mark-paid");
    for marked in join_all((0..3).map(|_| seller.post(&mark, &fields))).await {
        assert_eq!(marked.status(303).location(), format!("/{path}"));
    }
    seller.post(&mark, &fields).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("open", 1, "5.00"));
    seller.post(&mark, &[("amount", "5")]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("open", 2, "10.00"));
    ledger_has(&app, 2).await;
}

/// A payee that takes transfers, and a request for so much with so many payers who say they sent it.
async fn claimed(app: &App, body: &Value, payers: usize) -> (crate::support::Api, Browser, String, Vec<String>) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": SEPA, "beneficiary": "Anna"}})).await.status(201);
    let code = app.request(&api, body).await;
    for _ in 0..payers {
        let payer = app.browser();
        let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
        payer.post(&format!("{own}/claim"), &[]).await.status(303);
    }
    let payments = api.get(&format!("payments?request={code}")).await.json();
    let id = |payment: &Value| payment["id"].as_str().expect("an id").to_owned();
    let ids: Vec<_> = payments["data"].as_array().expect("a list").iter().map(id).collect();
    assert_eq!(ids.len(), payers);
    (api, app.signed_in(&payee).await, code, ids)
}

async fn a_second_transfer_is_confirmed_only_knowingly(app: App) {
    let (api, seller, code, ids) = claimed(&app, &json!({"amount": "25.00"}), 3).await;
    let confirm = |id: &str| format!("app/payments/{id}/confirm");
    has_not(&seller.page(&format!("app/requests/{code}")).await, &["It arrived as well"]);
    seller.post(&confirm(&ids[0]), &[]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(
        &page,
        &["It arrived as well", "€25.00 is booked for this request already", "name=\"although_paid\" value=\"2500\""],
    );
    let asked = Page::read(&page);
    assert_eq!(asked.all("form button").iter().filter(|button| button.text == "Yes, it arrived").count(), 0);
    // Without the word, or with one about something else, nothing is booked, and the page asks.
    for fields in [&[][..], &[("although_paid", "")], &[("although_paid", "0")], &[("although_paid", "true")]] {
        let page = seller.post(&confirm(&ids[1]), fields).await.status(409).text();
        has(&page, &["Nothing was booked yet", "€25.00 is booked for this request already", "role=\"alert\""]);
    }
    assert_eq!(stands(&api, &code).await, standing("paid", 1, "25.00"));
    seller.post(&confirm(&ids[1]), &[("although_paid", "2500")]).await.status(303);
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "50.00"));
    has(&seller.page(&format!("app/requests/{code}")).await, &["€25.00 more than you asked for has arrived"]);
    // What was said of one doesn't hold for the next.
    let page = seller.post(&confirm(&ids[2]), &[("although_paid", "2500")]).await.status(409).text();
    has(&page, &["€50.00 is booked for this request already"]);
    ledger_has(&app, 2).await;
    // A program says by itself that more came: the interface is as it was.
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(409).problem();
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "1.00"})).await.status(201);
    ledger_has(&app, 3).await;
}

async fn a_page_that_is_older_than_the_payment_asks_too(app: App) {
    let (api, seller, code, ids) = claimed(&app, &json!({"amount": "25.00"}), 1).await;
    // The page with the plain button is open while another way brings the money, in part.
    has(&seller.page(&format!("app/requests/{code}")).await, &["Yes, it arrived"]);
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "10.00"})).await.status(201);
    let page = seller.post(&format!("app/payments/{}/confirm", ids[0]), &[]).await.status(409).text();
    has(&page, &["€10.00 is booked for this request already"]);
    assert_eq!(stands(&api, &code).await, standing("open", 1, "10.00"));
}

async fn what_a_request_has_room_for_is_confirmed_at_once(app: App) {
    let (api, seller, code, ids) = claimed(&app, &json!({"amount": "25.00", "max_payments": 2}), 3).await;
    for id in &ids[..2] {
        seller.post(&format!("app/payments/{id}/confirm"), &[]).await.status(303);
    }
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "50.00"));
    seller.post(&format!("app/payments/{}/confirm", ids[2]), &[]).await.status(409);
    ledger_has(&app, 2).await;
}
