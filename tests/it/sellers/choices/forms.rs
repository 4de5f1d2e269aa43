//! Choices on the pages for settings and for a new request.

use chit::domain::language::Language;
use chit::domain::payee::accent::Accent;
use libtest_mimic::Trial;
use serde_json::json;

use super::{SETTINGS, choices, made};
use crate::support::{App, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        settings_are_chosen_on_a_page,
        the_settings_page_names_what_is_wrong,
        a_request_is_made_with_choices_on_a_page,
    ]
}

async fn settings_are_chosen_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let me = api.get("me").await.json();
    assert_eq!(choices(&me), [&json!("en"), &json!([]), &json!(false)]);
    assert_eq!(me["accent"], Accent::of("anna").number(), "the one of the handle");
    let before = seller.page("app/settings/language").await;
    has(&before, &["<option value=\"en\" lang=\"en\" dir=\"ltr\" selected>"]);
    for language in Language::ALL {
        has(&before, &[&format!(">{}</option>", language.own_name())]);
    }
    let before = seller.page("app/settings/profile").await;
    has(&before, &["name=\"accent\" value=\"\" checked"]);
    for accent in Accent::ALL {
        has(&before, &[&format!("class=\"{}\"", accent.class()), accent.name()]);
    }

    let saved = seller.post("app/settings/profile", &SETTINGS).await.status(200).text();
    let again = seller.page("app/settings/profile").await;
    // The second is in German, as the links are from then on.
    for (page, one, other) in [(&saved, "2.50", "10.00"), (&again, "2,50", "10,00")] {
        has(page, &["value=\"Café Anna\"", "value=\"5\" checked"]);
        has(
            page,
            &[&format!("name=\"suggested_1\" value=\"{one}\""), &format!("name=\"suggested_2\" value=\"{other}\"")],
        );
        has(page, &["name=\"suggested_3\" value=\"\""]);
        assert!(between(page, "name=\"asks_note\"", ">").contains("checked"));
    }
    let languages = seller.page("app/settings/language").await;
    has(&languages, &["value=\"de\" lang=\"de\" dir=\"ltr\" selected"]);
    assert_eq!(languages.matches(" selected>").count(), 2, "one of the links, and the browser’s for the pages");
    let me = api.get("me").await.json();
    assert_eq!(choices(&me), [&json!("de"), &json!(["2.50", "10.00"]), &json!(true)]);
    assert_eq!(me["accent"], 5);
    assert_eq!(made(&api, &json!({"amount": "25.00"})).await["language"], "de");

    // Back to what it was: a box that isn't ticked isn't sent.
    let plain = [
        ("name", "Anna"),
        ("currency", "EUR"),
        ("language", "en"),
        ("accent", ""),
        ("suggested_1", ""),
        ("suggested_2", ""),
    ];
    let saved = seller.post("app/settings/profile", &plain).await.status(200).text();
    assert!(!between(&saved, "name=\"asks_note\"", ">").contains("checked"));
    assert_eq!(api.get("me").await.json()["accent"], Accent::of("anna").number());
    assert_eq!(choices(&api.get("me").await.json()), [&json!("en"), &json!([]), &json!(false)]);
    assert_eq!(app.db().number("select count(*) from payees where accent is null").await, 1);
}

async fn the_settings_page_names_what_is_wrong(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings/profile", &SETTINGS).await.status(200);
    let before = api.get("me").await.json();
    for (field, value, marked) in [
        ("accent", "8", "accent"),
        ("accent", "blue", "accent"),
        ("suggested_1", "ten", "suggested"),
        ("suggested_1", "0", "suggested"),
        ("suggested_2", "2.50", "suggested"),
        ("suggested_4", "1.234", "suggested"),
        ("suggested_4", "\"><script>alert(1)</script>", "suggested"),
        ("currency", "JPY", "suggested"),
    ] {
        let fields: Vec<_> = SETTINGS.into_iter().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
        let page = seller.post("app/settings/profile", &fields).await.status(400).text();
        has(&page, &[&format!("id=\"{marked}-error\""), "Es wurde noch nichts gespeichert", "value=\"Café Anna\""]);
        has_not(&page, &["<script>"]);
        assert_eq!(api.get("me").await.json(), before, "{field} {value}");
    }
    for (field, value) in [("language", "sv"), ("currency", "ZZZ"), ("currency", "JPY"), ("zone", "Mars/Olympus")] {
        let page = seller.post("app/settings/language", &[(field, value)]).await.status(400).text();
        has(&page, &[&format!("id=\"{field}-error\""), "Es wurde noch nichts gespeichert"]);
        assert_eq!(api.get("me").await.json(), before, "{field} {value}");
    }
    let page =
        seller.post("app/settings/profile", &[("name", "Anna"), ("currency", "EUR"), ("suggested_4", "ten")]).await;
    has(&page.status(400).text(), &["name=\"suggested_4\" value=\"ten\"", "Geben Sie den Betrag in Ziffern ein"]);
}

async fn a_request_is_made_with_choices_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings/profile", &SETTINGS).await.status(200);
    let page = seller.page("app/new").await;
    has(&page, &["<option value=\"de\" lang=\"de\" dir=\"ltr\" selected>", "name=\"suggested_4\" value=\"\""]);
    assert!(!between(&page, "name=\"asks_note\"", ">").contains("checked"), "the setting is the personal link's");
    let make = async |fields: &[(&str, &str)]| {
        let made = seller.post("app/new", fields).await.status(303);
        api.get(&format!("requests/{}", between(made.location(), "requests/", "/share"))).await.json()
    };
    let full = [
        ("kind", "between"),
        ("max_amount", "50"),
        ("language", "zh"),
        ("suggested_1", "1,50"),
        ("suggested_4", "50"),
        ("asks_note", "on"),
    ];
    assert_eq!(choices(&make(&full).await), [&json!("zh"), &json!(["1.50", "50.00"]), &json!(true)]);
    // What browsers send along of the other kind of amount is left out.
    let fixed = make(&[("kind", "fixed"), ("amount", "5"), ("suggested_1", "nonsense")]).await;
    assert_eq!(choices(&fixed), [&json!("de"), &json!([]), &json!(false)]);
    let before = app.db().rows().await;
    for (field, value, marked) in
        [("suggested_2", "50,01", "suggested"), ("suggested_2", "x", "suggested"), ("language", "sv", "language")]
    {
        let fields: Vec<_> = full.into_iter().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
        let page = seller.post("app/new", &fields).await.status(400).text();
        has(&page, &[&format!("id=\"{marked}-error\""), "name=\"suggested_1\" value=\"1,50\""]);
        assert_eq!(
            between(&page, "id=\"extra\"", ">").contains(" open "),
            marked == "language",
            "what is wrong is in sight"
        );
        assert!(between(&page, "name=\"asks_note\"", ">").contains("checked"));
    }
    assert_eq!(app.db().rows().await, before, "something was written");
}
