//! Making a link by habit, and the screens that come next: the one that shares it, and its code across a counter.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{App, Page, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_form_offers_what_was_asked_for_before,
        a_link_is_made_like_another,
        the_form_leads_to_the_code_or_to_sharing,
        the_screens_turn_when_it_is_paid_or_over,
        a_reminder_goes_by_the_same_ways,
        a_part_payment_leaves_the_rest_to_ask_for,
    ]
}

/// The code of a request.
fn code(request: &Value) -> String {
    request["code"].as_str().expect("a code").to_owned()
}

async fn a_form_offers_what_was_asked_for_before(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let offered = async || {
        let page = Page::read(&seller.page("app/new").await);
        let chips = page.all(".chip").into_iter().filter(|chip| chip.attributes.contains_key("data-memo"));
        let memos: Vec<_> = chips.map(|chip| chip.attribute("data-memo").to_owned()).collect();
        let recent = page.one("#currencies").attribute("data-recent").trim().to_owned();
        (page.one("#currency").attribute("value").to_owned(), recent, memos)
    };
    assert_eq!(offered().await, ("EUR".to_owned(), "EUR".to_owned(), vec![]));
    let made = async |memo: &str, currency: &str| {
        let body = json!({"amount": "5", "memo": memo, "currency": currency});
        code(&api.post("requests", &body).await.status(201).json())
    };
    for n in 1..=9 {
        made(&format!("Lunch {n}"), "CHF").await;
    }
    made("Coffee \"to go\" & cake", "USD").await;
    let last = made("Lunch 9", "GBP").await;
    let (currency, recent, memos) = offered().await;
    assert_eq!((currency.as_str(), recent.as_str()), ("GBP", "GBP USD CHF"), "the last one comes first");
    assert_eq!(memos.len(), 8);
    assert_eq!(memos[..3], ["Lunch 9", "Coffee \"to go\" & cake", "Lunch 8"], "each once");

    // What was erased is offered no more, and a payer's way of paying is no habit of the payee.
    api.post(&format!("requests/{last}/cancel"), &json!({})).await.status(200);
    api.post(&format!("requests/{last}/erase"), &json!({})).await.status(200);
    assert_eq!(offered().await.2[0], "Coffee \"to go\" & cake");
    let (berta, _, _) = app.seller("berta").await;
    has_not(&app.signed_in(&berta).await.page("app/new").await, &["Coffee", "Lunch"]);
}

async fn a_link_is_made_like_another(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let body = json!({
        "min_amount": "5.00", "max_amount": "1234.50", "currency": "CHF", "memo": "Tips & \"more\"", "reference": "R-1", "due_on": "2071-01-01",
        "preview": "amount", "language": "de", "suggested_amounts": ["7.50"], "asks_note": true, "max_payments": 3,
    });
    let first = code(&api.post("requests", &body).await.status(201).json());
    let page = Page::read(&seller.page(&format!("app/new?like={first}&lang=de")).await);
    for (field, value) in [
        ("min_amount", "5,00"),
        ("max_amount", "1234,50"),
        ("currency", "CHF"),
        ("memo", "Tips & \"more\""),
        ("suggested_1", "7,50"),
        ("suggested_2", ""),
        ("max_payments", "3"),
        ("reference", ""),
        ("due_on", ""),
    ] {
        let inputs = page.all("#new input");
        let input = inputs.into_iter().find(|input| input.attribute("name") == field).expect("a field");
        assert_eq!(input.attribute("value"), value, "{field}");
    }
    let fields: Vec<_> = page
        .all("#new input")
        .into_iter()
        .filter(|input| {
            let is_choice = ["radio", "checkbox"].contains(&input.attribute("type"));
            !is_choice || input.attributes.contains_key("checked")
        })
        .map(|input| (input.attribute("name"), input.attribute("value")))
        .chain([("preview", "amount"), ("language", "de")])
        .collect();
    let made = seller.post("app/new", &fields).await.status(303).location().to_owned();
    let second = made.trim_start_matches("/app/requests/").trim_end_matches("/share");
    let [first, second] = [&first, second].map(|code| format!("requests/{code}"));
    let (first, second) = (api.get(&first).await.json(), api.get(&second).await.json());
    for same in [
        "min_amount",
        "max_amount",
        "currency",
        "memo",
        "preview",
        "language",
        "suggested_amounts",
        "asks_note",
        "takes_tips",
        "max_payments",
    ] {
        assert_eq!(first[same], second[same], "{same}");
    }
    assert_eq!((&second["reference"], &second["due_on"]), (&Value::Null, &Value::Null), "those were of the other one");

    // Another payee's request, or none, is like nothing.
    let (berta, _, _) = app.seller("berta").await;
    let berta = app.signed_in(&berta).await;
    for like in [code(&first), "nonsense".to_owned(), String::new()] {
        has_not(&berta.page(&format!("app/new?like={like}")).await, &["Tips", "1234"]);
    }
}

async fn the_form_leads_to_the_code_or_to_sharing(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let memo = ("memo", "Nobody’s business");
    let shared = seller.post("app/new", &[("amount", "25"), memo]).await.status(303).location().to_owned();
    assert!(shared.ends_with("/share"), "{shared}");
    has(&seller.page(&shared).await, &["Link ready", "25.00", memo.1]);
    let shown = seller.post("app/new", &[("amount", "25"), memo, ("then", "code"), ("another", "1")]).await.status(303);
    let shown = shown.location().to_owned();
    assert!(shown.ends_with("/show"), "{shown}");
    let page = seller.page(&shown).await;
    has(&page, &["25.00", "Scan to pay", "Words to compare", "<svg class=\"qr\""]);
    has_not(&page, &[memo.1]);
}

async fn the_screens_turn_when_it_is_paid_or_over(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let refresh = "<noscript><meta http-equiv=\"refresh\" content=\"5\"></noscript>";
    let look = async |request: &str, screen: &str, there: &[&str], not: &[&str]| {
        let page = seller.page(&format!("app/requests/{request}/{screen}")).await;
        has(&page, there);
        has_not(&page, not);
    };
    let [paid, cancelled] =
        [app.request(&api, &json!({"amount": "25"})).await, app.request(&api, &json!({"amount": "25"})).await];
    look(&paid, "share", &["This page turns when it is paid", "Copy link"], &["class=\"stamp\""]).await;
    look(&paid, "show", &["Scan to pay", refresh], &["class=\"stamp\""]).await;
    api.post(&format!("requests/{paid}/payments"), &json!({})).await.status(201);
    look(&paid, "share", &["class=\"stamp\"", "PAID", "href=\"/app/new\""], &["Copy link", "wa.me"]).await;
    look(&paid, "show", &["class=\"stamp\"", "href=\"/app/new\""], &["class=\"qr\"", "http-equiv=\"refresh\""]).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    look(&cancelled, "share", &["This link has ended.", "href=\"/app/new\""], &["class=\"stamp\"", "Copy link"]).await;
    look(&cancelled, "show", &["This link has ended."], &["class=\"qr\"", "class=\"stamp\""]).await;
}

async fn a_reminder_goes_by_the_same_ways(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    let seller = app.signed_in(&payee).await;
    let body = json!({"amount": "25.00", "memo": "Zwei Brote", "due_on": "2020-11-25", "language": "de"});
    let request = api.post("requests", &body).await.status(201).json();
    let (code, url) = (code(&request), request["url"].as_str().expect("a URL"));
    let before = app.db().rows().await;
    let page = Page::read(&seller.page(&format!("app/requests/{code}/share?remind=1")).await);
    let text = format!("Nur zur Erinnerung: Zwei Brote, 25,00\u{a0}€, war am 25. November 2020 fällig: {url}");
    assert_eq!(page.one(".message").text, text);
    assert_eq!(page.one("#copy-link").attribute("data-copy"), text);
    assert_eq!(page.one("#share-link").attribute("data-text"), text);
    let whatsapp =
        page.all("a").into_iter().find(|a| a.attribute("href").starts_with("https://wa.me/")).expect("a link");
    let link = url::Url::parse(whatsapp.attribute("href")).expect("a URL");
    assert_eq!(link.query_pairs().next().expect("a value").1, text);
    assert_eq!(app.db().rows().await, before, "the service sends and stores nothing");
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    has_not(&seller.page(&format!("app/requests/{code}/share?remind=1")).await, &["Nur zur Erinnerung"]);
}

async fn a_part_payment_leaves_the_rest_to_ask_for(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let request = app.request(&api, &json!({"amount": "25.00", "memo": "Bread"})).await;
    api.post(&format!("requests/{request}/payments"), &json!({"amount": "10.00"})).await.status(201);
    let page = Page::read(&seller.page(&format!("app/requests/{request}/share")).await);
    has(&page.one(".message").text, &["Bread, €15.00: "]);
    let told = api.get(&format!("requests/{request}")).await.json()["share"]["text"].clone();
    has(told.as_str().expect("a text"), &["Bread, €15.00: "]);
}
