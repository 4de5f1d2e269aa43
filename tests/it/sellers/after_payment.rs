//! What payers read once they have paid: who reads it, from when, until when, and where it is never found.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::refunds::{only_payment, total};
use crate::support::{Api, App, Backend, Hook, Message, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        it_is_read_by_who_has_paid_and_by_nobody_before,
        each_payer_reads_it_and_none_who_paid_too_little,
        a_request_that_is_paid_in_parts_opens_it_when_it_is_covered,
        it_goes_with_the_money_and_not_with_a_part_of_it,
        it_is_withheld_while_it_is_disputed,
        its_payee_sees_and_changes_it_while_nothing_is_paid,
        the_form_makes_keeps_and_changes_it,
        what_is_wrong_names_its_field,
        it_is_sealed_and_found_nowhere_else,
        erasing_takes_it_along,
    ]
}

const TEXT: &str = "Zq7door 4711\nRing <twice> & wait";
const LINK: &str = "https://zq7tickets.example/t?id=4711&x=%22";

fn ticket() -> Value {
    json!({"amount": "25.00", "memo": "Concert", "after_payment": {"text": TEXT, "url": LINK}})
}

/// A payment that was begun: the payer's page, and the provider's name for the payment.
async fn begun(app: &App, code: &str) -> (String, String) {
    let (page, order) = app.start_payment(code).await;
    let own = crate::support::order(&page)["return_url"].as_str().expect("a page").to_owned();
    (own, order)
}

async fn paid(app: &App, hook: &Hook, code: &str) -> (String, String) {
    let (own, order) = begun(app, code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    (own, order)
}

async fn reads_it(app: &App, own: &str) {
    let page = app.browser().page(own).await;
    has(&page, &["now that you have paid", "Zq7door 4711\nRing &#60;twice&#62; &#38; wait"]);
    has(&page, &["href=\"https://zq7tickets.example/t?id=4711&#38;x=%22\" rel=\"noopener noreferrer nofollow\""]);
}

async fn reads_nothing(app: &App, path: &str) {
    let page = app.browser().page(path).await;
    has_not(&page.to_lowercase(), &["zq7", "now that you have paid"]);
}

async fn it_is_read_by_who_has_paid_and_by_nobody_before(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &ticket()).await;
    let (own, order) = begun(&app, &code).await;
    for path in [&own, &format!("r/{code}"), &"anna".to_owned()] {
        reads_nothing(&app, path).await;
    }
    hook.reported(&Message::new(&order, "pending").shifted(-1)).await;
    reads_nothing(&app, &own).await;
    hook.reported(&Message::new(&order, "approve")).await;
    reads_it(&app, &own).await;
    reads_nothing(&app, &format!("r/{code}")).await;
    // Whoever claims to have sent the money has not paid.
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let code = app.request(&api, &ticket()).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[("method", &bank)]).await.status(303);
    let own = started.location().to_owned();
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    reads_nothing(&app, &own).await;
    let payment = only_payment(&api, &code).await;
    app.signed_in(&payee).await.post(&format!("app/payments/{payment}/confirm"), &[]).await.status(303);
    reads_it(&app, &own).await;
}

async fn each_payer_reads_it_and_none_who_paid_too_little(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let mut body = ticket();
    body["max_payments"] = json!(9);
    let code = app.request(&api, &body).await;
    let (first, _) = paid(&app, &hook, &code).await;
    let (second, _) = paid(&app, &hook, &code).await;
    let (short, order) = begun(&app, &code).await;
    let (failed, declined) = begun(&app, &code).await;
    hook.reported(&Message::new(&order, "approve").of("0.01", "EUR")).await;
    hook.reported(&Message::new(&declined, "decline")).await;
    for own in [&first, &second] {
        reads_it(&app, own).await;
    }
    for own in [&short, &failed] {
        reads_nothing(&app, own).await;
    }
}

async fn a_request_that_is_paid_in_parts_opens_it_when_it_is_covered(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &ticket()).await;
    let (own, order) = begun(&app, &code).await;
    hook.reported(&Message::new(&order, "approve").of("24.99", "EUR")).await;
    reads_nothing(&app, &own).await;
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "0.01"})).await.status(201);
    reads_it(&app, &own).await;
}

async fn it_goes_with_the_money_and_not_with_a_part_of_it(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &ticket()).await;
    let (own, order) = paid(&app, &hook, &code).await;
    hook.reported(&total(&order, "5.00")).await;
    reads_it(&app, &own).await;
    hook.reported(&total(&order, "25.00")).await;
    reads_nothing(&app, &own).await;
}

async fn it_is_withheld_while_it_is_disputed(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &ticket()).await;
    let (own, order) = paid(&app, &hook, &code).await;
    hook.reported(&Message::new(&order, "dispute").shifted(1)).await;
    reads_nothing(&app, &own).await;
    hook.reported(&Message::new(&order, "dispute_won").shifted(2)).await;
    reads_it(&app, &own).await;
}

async fn its_payee_sees_and_changes_it_while_nothing_is_paid(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &ticket()).await;
    let path = format!("requests/{code}");
    let shown = async |api: &Api| api.get(&path).await.status(200).json()["after_payment"].clone();
    assert_eq!(shown(&api).await, json!({"text": TEXT, "url": LINK}));
    let changed = api.patch(&path, &json!({"after_payment": {"text": " Row 5\r\nSeat 6 "}})).await.status(200).json();
    assert_eq!(changed["after_payment"], json!({"text": "Row 5\nSeat 6", "url": null}));
    assert_eq!(shown(&api).await, changed["after_payment"]);
    // What isn't mentioned stays, and `null` removes it.
    api.patch(&path, &json!({"memo": "Other"})).await.status(200);
    assert_eq!(shown(&api).await, changed["after_payment"]);
    api.patch(&path, &json!({"after_payment": null})).await.status(200);
    assert_eq!(shown(&api).await, Value::Null);
    assert_eq!(app.db().number("select count(*) from after_payments").await, 0);
    api.patch(&path, &json!({"after_payment": {"url": LINK}})).await.status(200);
    paid(&app, &hook, &code).await;
    api.patch(&path, &json!({"after_payment": {"text": "Too late"}})).await.status(409);
    assert_eq!(shown(&api).await, json!({"text": null, "url": LINK}));
    // Others see neither.
    let berta = app.api(&app.payee("berta").api_key);
    berta.get(&path).await.status(404);
    berta.patch(&path, &json!({"after_payment": {"text": "Mine"}})).await.status(404);
}

async fn the_form_makes_keeps_and_changes_it(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let typed = [("kind", "fixed"), ("amount", "25"), ("currency", "EUR"), ("after_text", "Zq7door 4711")];
    let wrong = [typed.as_slice(), &[("after_url", "http://zq7.example/")]].concat();
    let page = seller.post("app/new", &wrong).await.status(400).text();
    has(&page, &["autofocus", "value=\"http://zq7.example/\"", ">Zq7door 4711</textarea>", "href=\"#after_url\""]);
    has(&page, &["Write a link that begins with https://", "<details class=\"extra\" id=\"extra\" open"]);
    let made = seller.post("app/new", &typed).await.status(303).location().to_owned();
    let code = made.split('/').nth(3).expect("a code").to_owned();
    let path = format!("app/requests/{code}");
    has(&seller.page(&path).await, &[">Zq7door 4711</textarea>", "<dd class=\"lines\" dir=\"auto\">Zq7door 4711</dd>"]);
    let change = [("memo", ""), ("language", "en"), ("preview", "generic"), ("after_url", LINK)];
    let bad = [change.as_slice(), &[("after_text", "a\u{202e}b")]].concat();
    has(&seller.post(&format!("{path}/change"), &bad).await.status(400).text(), &["after_text-error", "U+202E"]);
    let good = [change.as_slice(), &[("after_text", "Row 5\r\nSeat 6")]].concat();
    seller.post(&format!("{path}/change"), &good).await.status(303);
    let kept = api.get(&format!("requests/{code}")).await.json()["after_payment"].clone();
    assert_eq!(kept, json!({"text": "Row 5\nSeat 6", "url": LINK}));
    // A form that doesn't offer it leaves it as it is.
    seller.post(&format!("{path}/change"), &change[..3]).await.status(303);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["after_payment"], kept);
    let (own, _) = paid(&app, &hook, &code).await;
    has(&app.browser().page(&own).await, &["Row 5\nSeat 6"]);
    let page = seller.page(&path).await;
    has(&page, &["<dd class=\"lines\" dir=\"auto\">Row 5\nSeat 6</dd>"]);
    has_not(&page, &["<textarea"]);
}

async fn what_is_wrong_names_its_field(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let rows = app.db().rows().await;
    for (after, expected) in [
        (json!({"text": "x".repeat(1001)}), ("after_payment.text", "too_long")),
        (json!({"text": "x\n".repeat(45)}), ("after_payment.text", "too_many_lines")),
        (json!({"text": "a\u{202e}b"}), ("after_payment.text", "unprintable")),
        (json!({"text": "a\u{0}b"}), ("after_payment.text", "unprintable")),
        (json!({"text": 5}), ("after_payment.text", "wrong_type")),
        (json!({"url": "http://zq7.example/"}), ("after_payment.url", "invalid")),
        (json!({"url": "javascript:alert(1)"}), ("after_payment.url", "invalid")),
        (json!({"url": format!("https://a.example/{}", "a".repeat(2000))}), ("after_payment.url", "too_long")),
        (json!({"uri": LINK}), ("after_payment.uri", "unknown_field")),
        (json!("Row 5"), ("after_payment", "wrong_type")),
    ] {
        let expected = vec![(expected.0.to_owned(), expected.1.to_owned())];
        let body = json!({"amount": "25.00", "after_payment": after});
        assert_eq!(api.post("requests", &body).await.status(400).problems(), expected, "{body}");
        let change = json!({"after_payment": after});
        assert_eq!(api.patch(&format!("requests/{code}"), &change).await.status(400).problems(), expected, "{body}");
    }
    assert_eq!(app.db().rows().await, rows);
}

async fn it_is_sealed_and_found_nowhere_else(app: App) {
    let app = app.with(&[("CHIT_LOG", "trace")]).await;
    let (payee, api, hook) = app.seller("anna").await;
    let endpoint = json!({"url": "https://hooks.example/chit", "events": ["request.created", "request.paid"]});
    api.post("webhooks", &endpoint).await;
    let made = api.post_once("requests", "ticket", &ticket()).await.status(201);
    has_not(&made.text().to_lowercase(), &["zq7", "after_payment"]);
    let again = api.post_once("requests", "ticket", &ticket()).await.status(201);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&made.body, "true"));
    let code = made.json()["code"].as_str().expect("a code").to_owned();
    let (own, _) = paid(&app, &hook, &code).await;
    reads_it(&app, &own).await;
    let sealed = app.db().texts("select sealed from after_payments").await;
    assert!(sealed.len() == 1 && sealed[0].starts_with("v2."), "{sealed:?}");
    let seller = app.signed_in(&payee).await;
    let nowhere = [
        api.get("requests").await.text(),
        api.get("events").await.text(),
        api.get("exports/movements").await.text(),
        api.get("exports/movements?format=jsonl").await.text(),
        app.browser().get(&format!("r/{code}.svg")).await.text(),
        app.browser().get(&format!("{own}/receipt.json")).await.text(),
        seller.page("app/requests").await,
        app.db().texts("select body from idempotency_keys").await.join(" "),
        app.db().texts("select coalesce(body, '') from deliveries").await.join(" "),
        app.log(),
    ];
    for text in nowhere {
        has_not(&text.to_lowercase(), &["zq7"]);
    }
    if app.db().backend == Backend::Sqlite {
        for file in ["chit.db", "chit.db-wal"] {
            let bytes = std::fs::read(app.dir().join(file)).unwrap_or_default();
            let found = bytes.windows(4).any(|at| at.eq_ignore_ascii_case(b"Zq7d") || at.eq_ignore_ascii_case(b"zq7t"));
            assert!(!found, "{file}");
        }
    }
    // Bound to its request: moved to another one, it doesn't open there.
    let other = app.request(&api, &ticket()).await;
    app.db().tamper(&format!("delete from after_payments where id = '{other}'")).await;
    app.db().tamper(&format!("update after_payments set id = '{other}' where id = '{code}'")).await;
    assert_eq!(api.get(&format!("requests/{other}")).await.status(200).json()["after_payment"], Value::Null);
    // Who has paid is told so, and so is the payee, as after a key was given up.
    has(&seller.page(&format!("app/requests/{other}")).await, &["can’t be opened any more"]);
    let (own, _) = paid(&app, &hook, &other).await;
    has(&app.browser().page(&own).await, &["left something to read here, but it can’t be shown any more"]);
}

async fn erasing_takes_it_along(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "after_payment": {"text": TEXT, "url": LINK}})).await;
    let (own, _) = paid(&app, &hook, &code).await;
    reads_it(&app, &own).await;
    // The page offers it although nothing else is left to erase.
    let path = format!("app/requests/{code}");
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&path).await, &["/erase"]);
    seller.post(&format!("{path}/erase"), &[]).await.status(303);
    reads_nothing(&app, &own).await;
    assert_eq!(app.db().number("select count(*) from after_payments").await, 0);
    has_not(&seller.page(&path).await, &["/erase", "Zq7"]);
    app.audit();
}
