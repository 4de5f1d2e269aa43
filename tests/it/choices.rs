//! What a payee may choose about its links (language, accent, suggested amounts, a payer's note), what becomes of a note, and how it
//! is erased.

use chit::domain::language::Language;
use chit::domain::payee::accent::Accent;
use chit::domain::payee::handle::Handle;
use chit::domain::request::code::RequestCode;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::store::context;
use crate::support::{Api, App, Backend, Browser, Message, between, both, has, has_not, now, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_request_carries_what_its_payee_chose,
        choices_change_while_nothing_is_paid,
        wrong_choices_are_named,
        a_payee_is_added_with_its_language,
        settings_are_chosen_on_a_page,
        the_settings_page_names_what_is_wrong,
        a_request_is_made_with_choices_on_a_page,
        a_stranger_may_see_the_choices,
        a_personal_link_carries_its_payees_choices,
        a_note_is_kept_where_it_was_asked_for,
        a_note_that_cannot_be_kept_starts_nothing,
        a_note_is_plain_text_in_its_payers_words,
        what_was_written_is_erased,
        only_what_is_over_is_erased,
        what_is_erased_leaves_the_file,
        a_request_is_erased_on_a_page,
    ]
}

const NOTE: &str = "From table seven, with thanks";

async fn made(api: &Api, body: &Value) -> Value {
    api.post("requests", body).await.status(201).json()
}

/// What a resource says of its choices.
fn choices(resource: &Value) -> [&Value; 3] {
    ["language", "suggested_amounts", "asks_note"].map(|field| &resource[field])
}

/// Pays a request by the demo rail with these fields; answers the provider's page.
async fn pay(app: &App, path: &str, fields: &[(&str, &str)]) -> String {
    app.browser().post(&format!("{path}/pay"), fields).await.status(303).location().to_owned()
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

/// The settings form, filled in.
const SETTINGS: [(&str, &str); 8] = [
    ("name", "Café Anna"),
    ("currency", "EUR"),
    ("language", "de"),
    ("accent", "5"),
    ("suggested_1", "2,50"),
    ("suggested_2", ""),
    ("suggested_3", "10"),
    ("asks_note", "on"),
];

async fn settings_are_chosen_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let me = api.get("me").await.json();
    assert_eq!(choices(&me), [&json!("en"), &json!([]), &json!(false)]);
    assert_eq!(me["accent"], Accent::of("anna").number(), "the one of the handle");
    let before = seller.page("app/settings").await;
    has(&before, &["<option value=\"en\" lang=\"en\" dir=\"ltr\" selected>", "name=\"accent\" value=\"\" checked"]);
    for language in Language::ALL {
        has(&before, &[&format!(">{}</option>", language.own_name())]);
    }
    for accent in Accent::ALL {
        has(&before, &[&format!("class=\"{}\"", accent.class()), accent.name()]);
    }

    let saved = seller.post("app/settings", &SETTINGS).await.status(200).text();
    let again = seller.page("app/settings").await;
    for page in [&saved, &again] {
        has(page, &["value=\"Café Anna\"", "value=\"de\" lang=\"de\" dir=\"ltr\" selected", "value=\"5\" checked"]);
        has(page, &["name=\"suggested_1\" value=\"2.50\"", "name=\"suggested_2\" value=\"10.00\""]);
        has(page, &["name=\"suggested_3\" value=\"\""]);
        assert!(between(page, "name=\"asks_note\"", ">").contains("checked"));
        assert_eq!(page.matches(" selected>").count(), 1, "one language is chosen");
    }
    let me = api.get("me").await.json();
    assert_eq!(choices(&me), [&json!("de"), &json!(["2.50", "10.00"]), &json!(true)]);
    assert_eq!(me["accent"], 5);
    assert_eq!(made(&api, &json!({"amount": "25.00"})).await["language"], "de");

    // Back to what it was: a box that isn't ticked isn't sent.
    let plain = [("name", "Anna"), ("currency", "EUR"), ("language", "en"), ("accent", "")];
    let saved = seller.post("app/settings", &plain).await.status(200).text();
    assert!(!between(&saved, "name=\"asks_note\"", ">").contains("checked"));
    assert_eq!(api.get("me").await.json()["accent"], Accent::of("anna").number());
    assert_eq!(choices(&api.get("me").await.json()), [&json!("en"), &json!([]), &json!(false)]);
    assert_eq!(app.db().number("select count(*) from payees where accent is null").await, 1);
}

async fn the_settings_page_names_what_is_wrong(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings", &SETTINGS).await.status(200);
    let before = api.get("me").await.json();
    for (field, value, marked) in [
        ("language", "sv", "language"),
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
        let page = seller.post("app/settings", &fields).await.status(400).text();
        has(&page, &[&format!("id=\"{marked}-error\""), "Nothing was saved yet", "value=\"Café Anna\""]);
        has_not(&page, &["<script>"]);
        assert_eq!(api.get("me").await.json(), before, "{field} {value}");
    }
    let page = seller.post("app/settings", &[("name", "Anna"), ("currency", "EUR"), ("suggested_4", "ten")]).await;
    has(&page.status(400).text(), &["name=\"suggested_4\" value=\"ten\"", "“ten”: "]);
}

async fn a_request_is_made_with_choices_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings", &SETTINGS).await.status(200);
    let page = seller.page("app/new").await;
    has(&page, &["<option value=\"de\" lang=\"de\" dir=\"ltr\" selected>", "name=\"suggested_4\" value=\"\""]);
    assert!(!between(&page, "name=\"asks_note\"", ">").contains("checked"), "the setting is the personal link's");
    let make = async |fields: &[(&str, &str)]| {
        let made = seller.post("app/new", fields).await.status(303);
        api.get(&format!("requests/{}", between(made.location(), "requests/", "?"))).await.json()
    };
    let full = [
        ("kind", "open"),
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
        has(&page, &[&format!("id=\"{marked}-error\""), "<details open>", "name=\"suggested_1\" value=\"1,50\""]);
        assert!(between(&page, "name=\"asks_note\"", ">").contains("checked"));
    }
    assert_eq!(app.db().rows().await, before, "something was written");
}

async fn a_stranger_may_see_the_choices(mut app: App) {
    let (payee, api, _) = app.seller("anna").await;
    app.signed_in(&payee).await.post("app/settings", &SETTINGS).await.status(200);
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
    app.signed_in(&payee).await.post("app/settings", &SETTINGS).await.status(200);
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

async fn a_note_is_kept_where_it_was_asked_for(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let asking = app.request(&api, &json!({"amount": "25.00", "asks_note": true, "max_payments": 9})).await;
    let silent = app.request(&api, &json!({"amount": "25.00"})).await;
    for (code, sent, kept) in [
        (&asking, format!("  {NOTE} "), json!(NOTE)),
        (&asking, String::new(), Value::Null),
        (&asking, "   ".into(), Value::Null),
        (&asking, "ü".repeat(140), json!("ü".repeat(140))),
        (&silent, NOTE.into(), Value::Null),
        (&silent, "x".repeat(9000), Value::Null),
        (&silent, "a\u{202e}b\0".into(), Value::Null),
    ] {
        let provider = pay(&app, &format!("r/{code}"), &[("note", &sent)]).await;
        has_not(&order(&provider).to_string(), &["table seven", "note", "üü"]);
        let payment = api.get("payments").await.json()["data"][0].clone();
        assert_eq!(payment["payer_note"], kept, "{sent}");
        let id = payment["id"].as_str().expect("an id");
        assert_eq!(api.get(&format!("payments/{id}")).await.json(), payment);
    }
    assert_eq!(app.db().number("select count(*) from payments where payer_note is not null").await, 2);
    // Through settlement it stays; the books and the log don't know of it.
    let provider = pay(&app, &format!("r/{asking}"), &[("note", NOTE)]).await;
    let order = order(&provider)["id"].as_str().expect("an id").to_owned();
    hook.reported(&Message::new(&order, "approve")).await;
    let settled = api.get("payments?state=settled").await.json();
    assert_eq!(settled["data"][0]["payer_note"], NOTE);
    has(&app.signed_in(&payee).await.page(&format!("app/requests/{asking}")).await, &["The payer writes:", NOTE]);
    has_not(&app.browser().page(&format!("r/{asking}")).await, &["table seven"]);
    let export = api.get("exports/movements").await.status(200).text();
    assert_eq!(export.lines().count(), 2);
    has_not(&export, &["table seven"]);
    has_not(&app.log(), &["table seven"]);
    // What the payee records has none, and the payee's own remark is another thing.
    let cash = api.post(&format!("requests/{silent}/payments"), &json!({"note": "in cash"})).await.status(201).json();
    assert_eq!(cash["payer_note"], Value::Null);
}

async fn a_note_that_cannot_be_kept_starts_nothing(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let asking = app.request(&api, &json!({"amount": "25.00", "asks_note": true})).await;
    let before = app.db().rows().await;
    for note in ["x".repeat(141), "two\nlines".into(), "a\u{202e}b".into(), "nul\0".into(), "zero\u{200b}width".into()]
    {
        let page = app.browser().post(&format!("r/{asking}/pay"), &[("note", &note)]).await.status(400).text();
        has(&page, &["role=\"alert\""]);
    }
    assert_eq!(app.db().rows().await, before, "something was written");
    pay(&app, &format!("r/{asking}"), &[("note", NOTE)]).await;
}

async fn a_note_is_plain_text_in_its_payers_words(app: App) {
    const HOSTILE: &str = "\"><script>alert(1)</script>&'{{7*7}} https://zq7.example/win";
    let (payee, api, _) = app.seller("anna").await;
    let asking = app.request(&api, &json!({"amount": "25.00", "asks_note": true})).await;
    pay(&app, &format!("r/{asking}"), &[("note", HOSTILE)]).await;
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{asking}")).await;
    has_not(&page, &["<script>alert", "href=\"https://zq7", "49 https"]);
    let words = between(&page, "The payer writes:</p>\n<blockquote dir=\"auto\">", "</blockquote>");
    has(words, &["{{7*7}} https://zq7.example/win"]);
    has_not(words, &["<"]);
    assert_eq!(api.get("payments").await.json()["data"][0]["payer_note"], HOSTILE);
}

/// A request that is paid, with every kind of words; answers its code.
async fn wordy(app: &App, api: &Api) -> String {
    let body = json!({"memo": "Zq7 memo", "items": [{"name": "Zq7 item", "amount": "25.00"}], "reference": "R-77",
        "asks_note": true, "max_payments": 2});
    let made = api.post_once("requests", "zq7-made", &body).await.status(201).json();
    let code = made["code"].as_str().expect("a code").to_owned();
    let provider = pay(app, &format!("r/{code}"), &[("note", "Zq7 note")]).await;
    app.browser().post(&provider, &[("outcome", "approve")]).await.status(303);
    let record = format!("requests/{code}/payments");
    api.post_once(&record, "zq7-paid", &json!({"note": "Zq7 remark"})).await.status(201);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
    code
}

/// Where words that begin with Zq7 lie in the tables.
async fn words_left(app: &App) -> Vec<String> {
    let everywhere = "select 'memo' from requests where memo like '%Zq7 %' \
        union all select 'items' from requests where items like '%Zq7 %' \
        union all select 'note' from payments where note like '%Zq7 %' \
        union all select 'payer_note' from payments where payer_note like '%Zq7 %' \
        union all select 'answer' from idempotency_keys where body like '%Zq7 %'";
    let mut left = app.db().texts(everywhere).await;
    left.sort();
    left
}

async fn what_was_written_is_erased(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let other = made(&api, &json!({"amount": "5", "memo": format!("see \"request\":\"{code}\",")})).await;
    assert_eq!(words_left(&app).await, ["answer", "items", "memo", "note", "payer_note"]);
    let (path, before) = (format!("requests/{code}"), api.get(&format!("requests/{code}")).await.json());
    let exported = api.get("exports/movements").await.text();
    let entries = "select hash from ledger_entries order by seq";
    let ledger = app.db().texts(entries).await;

    let erased = api.post_once(&format!("{path}/erase"), "erase", &json!({})).await.status(200);
    let mut expected = before.clone();
    expected["memo"] = Value::Null;
    expected["items"] = json!([]);
    expected["share"] = erased.json()["share"].clone();
    // The words to compare are of what a reader sees, and that is less now.
    expected["check_words"] = erased.json()["check_words"].clone();
    assert_ne!(expected["check_words"], before["check_words"]);
    assert_eq!(erased.json(), expected, "the words are gone, and nothing else");
    has_not(&erased.text(), &["Zq7 "]);
    assert_eq!(api.get(&path).await.json(), expected);
    assert!(words_left(&app).await.is_empty());
    let payments = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!(payments["data"].as_array().map(Vec::len), Some(2));
    assert_eq!((&payments["data"][0]["payer_note"], &payments["data"][1]["payer_note"]), (&Value::Null, &Value::Null));

    // The books are what they were, but for the memo.
    app.audit();
    assert_eq!(app.db().texts(entries).await, ledger);
    let after = api.get("exports/movements").await.text();
    assert_eq!(after, exported.replace("Zq7 memo", ""));
    has(&after, &["R-77", "25.00"]);
    assert_ne!(after, exported);

    // Again it answers the same, with the key and without.
    let again = api.post_once(&format!("{path}/erase"), "erase", &json!({})).await.status(200);
    assert_eq!((&again.body, again.header("idempotent-replayed")), (&erased.body, "true"));
    assert_eq!(api.post(&format!("{path}/erase"), &json!({})).await.status(200).body, erased.body);
    // A repeated POST still makes nothing twice, and tells nothing of what was erased.
    let rows = app.db().rows().await;
    let body = json!({"memo": "Zq7 memo", "items": [{"name": "Zq7 item", "amount": "25.00"}], "reference": "R-77",
        "asks_note": true, "max_payments": 2});
    let repeated = api.post_once("requests", "zq7-made", &body).await.status(201);
    assert_eq!(repeated.json(), json!({"code": code, "erased": true}));
    has(repeated.location(), &[&path]);
    assert_eq!(app.db().rows().await, rows);
    let other = api.get(&format!("requests/{}", other["code"].as_str().expect("a code"))).await.json();
    has(other["memo"].as_str().expect("a memo"), &[&code]);
}

async fn only_what_is_over_is_erased(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let berta = app.api(&app.payee("berta").api_key);
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    let (path, erase) = (format!("requests/{code}"), format!("requests/{code}/erase"));
    let refused = api.post(&erase, &json!({})).await.status(409).problem();
    has(refused["detail"].as_str().expect("a sentence"), &["paid, cancelled or expired"]);
    assert_eq!(berta.post(&erase, &json!({})).await.status(404).body, berta.get("requests/none").await.body);
    assert_eq!(api.get(&path).await.json()["memo"], "Eggs");
    let expired = format!("update requests set expires_at = created_at where code = '{code}'");
    assert_eq!(app.db().execute(&expired).await, 1);
    assert_eq!(berta.post(&erase, &json!({})).await.code, 404);
    assert_eq!(api.post(&erase, &json!({})).await.status(200).json()["memo"], Value::Null);
    let cancelled = app.request(&api, &json!({"amount": "25.00", "memo": "Milk"})).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    let erased = api.post(&format!("requests/{cancelled}/erase"), &json!({})).await.status(200).json();
    assert_eq!((&erased["memo"], &erased["status"]), (&Value::Null, &json!("cancelled")));
    app.audit();
}

/// On SQLite the words are gone from the file as well, once the service has closed it. PostgreSQL's own clearing away is its
/// operator's.
async fn what_is_erased_leaves_the_file(mut app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = wordy(&app, &api).await;
    let file = app.dir().join("chit.db");
    let holds = |word: &str| {
        let bytes = std::fs::read(&file).expect("the database");
        bytes.windows(word.len()).any(|at| at == word.as_bytes())
    };
    let on_disk = app.db().backend == Backend::Sqlite;
    if on_disk {
        assert_eq!(app.stop(), Some(0));
        for word in ["Zq7 memo", "Zq7 item", "Zq7 note", "Zq7 remark"] {
            assert!(holds(word), "the search finds no {word}");
        }
        app.start_again();
    }
    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    assert_eq!(app.stop(), Some(0));
    if on_disk {
        assert!(!holds("Zq7 "), "words are left in the file");
    }
}

async fn a_request_is_erased_on_a_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller: Browser = app.signed_in(&payee).await;
    let open = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    has_not(&seller.page(&format!("app/requests/{open}")).await, &["/erase"]);
    seller.post(&format!("app/requests/{open}/erase"), &[]).await.status(409);
    let code = wordy(&app, &api).await;
    let page = format!("app/requests/{code}");
    has(&seller.page(&page).await, &["/erase\"", "Zq7 memo", "Zq7 note", "Zq7 remark"]);
    let erased = seller.post(&format!("{page}/erase"), &[]).await.status(303);
    has(erased.location(), &[&page]);
    has_not(&seller.page(&page).await, &["Zq7 ", "/erase\""]);
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&format!("app/requests/{open}/erase"), &[]).await.status(404);
    app.audit();
}
