//! Choices that a request and a personal link carry.

use chit::domain::language::Language;
use chit::domain::payee::accent::Accent;
use chit::domain::payee::handle::Handle;
use chit::domain::request::code::RequestCode;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{NOTE, SETTINGS, choices, made, pay};
use crate::house::store::context;
use crate::support::{App, both, has, has_not, now, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_request_carries_what_its_payee_chose,
        choices_change_while_nothing_is_paid,
        wrong_choices_are_named,
        a_payee_is_added_with_its_language,
        a_stranger_may_see_the_choices,
        a_personal_link_carries_its_payees_choices,
    ]
}

async fn a_request_carries_what_its_payee_chose(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let plain = made(&api, &json!({"amount": "25.00"})).await;
    assert_eq!(choices(&plain), [&json!("en"), &json!([]), &json!(false)], "what nobody chose");
    for language in Language::ALL {
        let request = made(&api, &json!({"amount": "25.00", "language": language.tag()})).await;
        assert_eq!(request["language"], language.tag());
    }
    assert_eq!(made(&api, &json!({"language": "PT"})).await["language"], "pt", "tags are read in either case");
    let body =
        json!({"language": "ar", "suggested_amounts": ["20", "5", "10.5"], "asks_note": true, "min_amount": "5"});
    let full = made(&api, &body).await;
    assert_eq!(
        choices(&full),
        [&json!("ar"), &json!(["20.00", "5.00", "10.50"]), &json!(true)],
        "in the payee's order"
    );
    let path = format!("requests/{}", full["code"].as_str().expect("a code"));
    assert_eq!(api.get(&path).await.json(), full);
    assert_eq!(api.get("requests").await.json()["data"][0], full);
    let yen = made(&api, &json!({"currency": "JPY", "suggested_amounts": ["500"]})).await;
    assert_eq!(yen["suggested_amounts"], json!(["500"]));
    let nothing = json!({"amount": "5", "language": null, "suggested_amounts": [], "asks_note": null});
    assert_eq!(choices(&made(&api, &nothing).await), choices(&plain));
}

async fn choices_change_while_nothing_is_paid(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let open = made(&api, &json!({"min_amount": "5", "max_amount": "50", "suggested_amounts": ["10"]})).await;
    let path = format!("requests/{}", open["code"].as_str().expect("a code"));
    let change = json!({"language": "tr", "suggested_amounts": ["5", "50"], "asks_note": true});
    let changed = api.patch(&path, &change).await.status(200).json();
    assert_eq!(choices(&changed), [&json!("tr"), &json!(["5.00", "50.00"]), &json!(true)]);
    assert_eq!(api.get(&path).await.json(), changed);
    let one = api.patch(&path, &json!({"memo": "Tips"})).await.status(200).json();
    assert_eq!(choices(&one), choices(&changed), "what isn't said stays");
    for (wrong, expected) in [
        (json!({"suggested_amounts": ["4.99"]}), ("suggested_amounts", "out_of_range")),
        (json!({"suggested_amounts": ["5", "5.00"]}), ("suggested_amounts", "duplicate")),
        (json!({"language": "sv"}), ("language", "unknown")),
        (json!({"asks_note": "yes"}), ("asks_note", "wrong_type")),
    ] {
        let problems = api.patch(&path, &wrong).await.status(400).problems();
        assert_eq!(problems, [(expected.0.to_owned(), expected.1.to_owned())], "{wrong}");
    }
    assert_eq!(choices(&api.get(&path).await.json()), choices(&changed), "nothing of it was done");
    let cleared = api.patch(&path, &json!({"suggested_amounts": null, "asks_note": false})).await.status(200).json();
    assert_eq!(choices(&cleared), [&json!("tr"), &json!([]), &json!(false)]);
    let fixed = made(&api, &json!({"amount": "25.00"})).await;
    let fixed = format!("requests/{}", fixed["code"].as_str().expect("a code"));
    let refused = api.patch(&fixed, &json!({"suggested_amounts": ["5"]})).await.status(400).problems();
    assert_eq!(refused, [("suggested_amounts".to_owned(), "conflict".to_owned())]);
    api.patch(&fixed, &json!({"suggested_amounts": []})).await.status(200);
    api.post(&format!("{path}/payments"), &json!({"amount": "5.00"})).await.status(201);
    api.patch(&path, &change).await.status(409).problem();
}

async fn wrong_choices_are_named(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let before = app.db().rows().await;
    for (body, field, code) in [
        (json!({"language": "klingon"}), "language", "unknown"),
        (json!({"language": "de-AT"}), "language", "unknown"),
        (json!({"language": 5}), "language", "wrong_type"),
        (json!({"amount": "5", "suggested_amounts": ["5"]}), "suggested_amounts", "conflict"),
        (
            json!({"items": [{"name": "Jam", "amount": "5"}], "suggested_amounts": ["5"]}),
            "suggested_amounts",
            "conflict",
        ),
        (json!({"suggested_amounts": ["1", "2", "3", "4", "5"]}), "suggested_amounts", "too_many"),
        (json!({"suggested_amounts": ["5", "5.0"]}), "suggested_amounts", "duplicate"),
        (json!({"suggested_amounts": ["0"]}), "suggested_amounts", "not_positive"),
        (json!({"suggested_amounts": ["-5"]}), "suggested_amounts", "not_a_number"),
        (json!({"suggested_amounts": ["5,00"]}), "suggested_amounts", "not_a_number"),
        (json!({"suggested_amounts": ["5.001"]}), "suggested_amounts", "too_many_decimals"),
        (json!({"suggested_amounts": ["9".repeat(5000)]}), "suggested_amounts", "not_a_number"),
        (json!({"min_amount": "5", "suggested_amounts": ["4.99"]}), "suggested_amounts", "out_of_range"),
        (json!({"max_amount": "5", "suggested_amounts": ["5.01"]}), "suggested_amounts", "out_of_range"),
        (json!({"suggested_amounts": "5"}), "suggested_amounts", "wrong_type"),
        (json!({"asks_note": 1}), "asks_note", "wrong_type"),
    ] {
        let refused = api.post("requests", &body).await.status(400);
        assert_eq!(refused.problems(), [(field.to_owned(), code.to_owned())], "{body}");
        assert!(refused.body.len() < 1500, "an answer does not repeat all it was sent");
    }
    let told = api.post("requests", &json!({"language": "sv"})).await.status(400).problem();
    let detail = told["errors"][0]["detail"].as_str().expect("a sentence");
    has(detail, &["en, de, fr, es, pt, it, nl, pl, tr, ar, hi, ja, zh"]);
    assert_eq!(app.db().rows().await, before, "something was written");
}

async fn a_payee_is_added_with_its_language(app: App) {
    let added = app.cli_ok(&["payee", "add", "hana", "--language", "ja", "--json"]);
    let added: Value = serde_json::from_str(&added).expect("JSON");
    let api = app.api(added["api_key"].as_str().expect("a key"));
    assert_eq!(api.get("me").await.json()["language"], "ja");
    assert_eq!(made(&api, &json!({"amount": "25.00"})).await["language"], "ja");
    assert_eq!(made(&api, &json!({"amount": "25.00", "language": "en"})).await["language"], "en");
    let refused = app.cli(&["payee", "add", "sven", "--language", "sv"]);
    assert_eq!(refused.status.code(), Some(2));
    has(&String::from_utf8_lossy(&refused.stderr), &["language", "en, de, fr"]);
    assert_eq!(app.db().texts("select handle from payees").await, ["hana"]);
}

async fn a_stranger_may_see_the_choices(mut app: App) {
    let (payee, api, _) = app.seller("anna").await;
    app.signed_in(&payee).await.post("app/settings/profile", &SETTINGS).await.status(200);
    let open = app.request(&api, &json!({"language": "hi", "suggested_amounts": ["5", "2"], "asks_note": true})).await;
    let berta = app.payee("berta");
    let fixed = app.request(&app.api(&berta.api_key), &json!({"amount": "5"})).await;
    let ctx = context(&mut app).await;
    let public = async |code: &str| {
        let code = RequestCode::parse(code).expect("a code");
        ctx.store.public_request(&code, now()).await.expect("read").expect("there")
    };
    let request = public(&open).await;
    assert_eq!((request.language, request.accent, request.asks_note), (Language::Hi, Accent::Ocean, true));
    let suggested: Vec<_> = request.suggested.iter().map(ToString::to_string).collect();
    assert_eq!(suggested, ["€5.00", "€2.00"]);
    let request = public(&fixed).await;
    assert_eq!((request.language, request.accent, request.asks_note), (Language::En, Accent::of("berta"), false));
    assert!(request.suggested.is_empty());
    let page = async |handle: &str| {
        let handle = Handle::parse(handle).expect("a handle");
        ctx.store.personal_page(&handle).await.expect("read").expect("there").0
    };
    let payee = page("anna").await;
    assert_eq!((payee.language, payee.accent(), payee.asks_note), (Language::De, Accent::Ocean, true));
    assert_eq!(payee.suggested.decimals(payee.currency), ["2.50", "10.00"]);
    assert_eq!(page("berta").await.accent(), Accent::of("berta"));
}

async fn a_personal_link_carries_its_payees_choices(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    app.signed_in(&payee).await.post("app/settings/profile", &SETTINGS).await.status(200);
    for (path, fields) in [("anna", vec![("amount", "7"), ("note", NOTE)]), ("anna/7eur", vec![("note", NOTE)])] {
        let provider = pay(&app, path, &fields).await;
        has_not(&order(&provider).to_string(), &["table seven"]);
        let request = &api.get("requests").await.json()["data"][0];
        assert_eq!(choices(request), [&json!("de"), &json!([]), &json!(true)], "{path}");
        assert_eq!(api.get("payments").await.json()["data"][0]["payer_note"], NOTE, "{path}");
    }
    let before = app.db().rows().await;
    for path in ["anna/pay", "anna/7eur/pay"] {
        let long = "x".repeat(141);
        app.browser().post(path, &[("amount", "7"), ("note", &long)]).await.status(400);
    }
    assert_eq!(app.db().rows().await, before, "something was written");
}
