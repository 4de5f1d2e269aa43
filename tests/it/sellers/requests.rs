//! The list of requests as its payee uses it: labels, the archive, and what is done with several requests at once.

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{App, Browser, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        labels_are_set_found_renamed_and_erased,
        what_is_over_is_archived_and_put_back,
        several_requests_are_handled_at_once,
        the_list_says_what_it_shows,
    ]
}

fn labels(value: &serde_json::Value) -> Vec<String> {
    serde_json::from_value(value["labels"].clone()).expect("labels")
}

async fn labels_are_set_found_renamed_and_erased(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let body = json!({"amount": "25.00", "memo": "Bread", "labels": ["Market", " Wedding ", "Market"]});
    let made = api.post_once("requests", "labelled", &body).await.status(201);
    let code = made.json()["code"].as_str().expect("a code").to_owned();
    assert_eq!(labels(&made.json()), ["Market", "Wedding"]);
    let plain = app.request(&api, &json!({"amount": "5.00"})).await;
    let refused = api.post("requests", &json!({"amount": "1", "labels": ["x".repeat(41)]})).await.status(400);
    assert_eq!(refused.problems(), [("labels".to_owned(), "too_long".to_owned())]);
    let many: Vec<_> = (0..11).map(|n| format!("L{n}")).collect();
    let refused = api.patch(&format!("requests/{code}"), &json!({ "labels": many })).await.status(400);
    assert_eq!(refused.problems(), [("labels".to_owned(), "too_many".to_owned())]);

    let found = async |query: &str| {
        let list = api.get(&format!("requests?{query}")).await.status(200).json();
        let codes =
            list["data"].as_array().expect("a list").iter().map(|r| r["code"].as_str().expect("a code").to_owned());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(found("label=Market").await, std::slice::from_ref(&code));
    assert!(found("label=market").await.is_empty());
    assert_eq!(found("q=wedd").await, std::slice::from_ref(&code));
    // Labels change whatever the state, and other terms don't with them.
    api.post_once(&format!("requests/{code}/payments"), "paid", &json!({})).await.status(201);
    let refused = api.patch(&format!("requests/{code}"), &json!({"labels": [], "memo": "Cake"})).await;
    assert_eq!((refused.code, found("label=Wedding").await), (409, vec![code.clone()]));
    let changed = api.patch(&format!("requests/{code}"), &json!({"labels": ["Fair"]})).await.status(200);
    assert_eq!(labels(&changed.json()), ["Fair"]);
    assert!(found("label=Wedding").await.is_empty() && found("q=wedding").await.is_empty());

    let seller = app.signed_in(&payee).await;
    let own = format!("app/requests/{code}/labels");
    has(&seller.page(&own).await, &["value=\"Fair\" checked", "Only you see labels"]);
    let refused = seller.post(&own, &[("label", "Fair"), ("new", &"x".repeat(41))]).await.status(400);
    has(&refused.text(), &["value=\"Fair\" checked", &"x".repeat(41), "40"]);
    seller.post(&own, &[("label", "Fair"), ("new", "Sunday market")]).await.status(303);
    seller.post(&format!("app/requests/{plain}/labels"), &[("new", "Fair")]).await.status(303);
    has(&seller.page("app/requests?label=Sunday+market").await, &[&code, "Sunday market"]);
    has_not(&seller.page("app/requests?label=Sunday+market").await, &[&plain]);

    // A label that is renamed to another one becomes that one.
    seller.post("app/settings/labels", &[("label", "Fair"), ("new", "Sunday market")]).await.status(303);
    assert_eq!(labels(&api.get(&format!("requests/{code}")).await.json()), ["Sunday market"]);
    assert_eq!(labels(&api.get(&format!("requests/{plain}")).await.json()), ["Sunday market"]);
    assert!(found("q=fair").await.is_empty());
    let refused = seller.post("app/settings/labels", &[("label", "Sunday market"), ("new", "…")]).await.status(400);
    has(&refused.text(), &["value=\"…\"", "aria-invalid"]);
    has_not(&app.browser().page(&format!("r/{code}")).await, &["Sunday", "Fair"]);
    has_not(&api.get("exports/movements").await.text(), &["Sunday", "Fair"]);

    api.post(&format!("requests/{code}/erase"), &json!({})).await.status(200);
    assert!(labels(&api.get(&format!("requests/{code}")).await.json()).is_empty());
    assert_eq!(found("q=sunday").await, std::slice::from_ref(&plain));
    assert_eq!(app.db().number("select count(*) from idempotency_keys where body like '%Wedding%'").await, 0);
    seller.post("app/settings/labels/delete", &[("label", "Sunday market")]).await.status(303);
    has(&seller.page("app/settings/labels").await, &["No labels yet"]);
    assert_eq!(app.db().number("select count(*) from request_labels").await, 0);
}

async fn what_is_over_is_archived_and_put_back(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (open, over) =
        (app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({"amount": "5.00"})).await);
    api.post(&format!("requests/{over}/cancel"), &json!({})).await.status(200);
    api.post(&format!("requests/{open}/archive"), &json!({})).await.status(409);
    for _ in 0..2 {
        let archived = api.post(&format!("requests/{over}/archive"), &json!({})).await.status(200).json();
        assert!(archived["archived_at"].is_string());
    }
    let seller = app.signed_in(&payee).await;
    let shows = async |query: &str, found: &[&str], not: &[&str]| {
        let page = seller.page(&format!("app/requests?{query}")).await;
        has(&page, found);
        has_not(&page, not);
    };
    shows("", &[&open, "1 request<"], &[&over]).await;
    shows("status=cancelled", &["No request fits"], &[&over]).await;
    shows("archived=1", &[&over, "Archived", "1 request<"], &[&open]).await;
    // Who searches finds what is archived, too.
    shows("q=5.00", &[&over], &[&open]).await;
    assert_eq!(api.get("requests").await.json()["data"].as_array().map(Vec::len), Some(2));
    seller.post(&format!("app/requests/{open}/archive"), &[]).await.status(409);
    has(&seller.page(&format!("app/requests/{over}/labels")).await, &["Put back"]);
    seller.post(&format!("app/requests/{over}/unarchive"), &[]).await.status(303);
    shows("", &[&open, &over, "2 requests"], &[]).await;
    // A paid request whose payment turns out not to have arrived is open again, and in the list; see `settle`.
    seller.post(&format!("app/requests/{over}/archive"), &[]).await.status(303);
    shows("", &[&open], &[&over]).await;
    let bob = app.signed_in(&app.payee("bob")).await;
    bob.post(&format!("app/requests/{over}/unarchive"), &[]).await.status(404);
    bob.post(&format!("app/requests/{over}/labels"), &[("new", "Mine")]).await.status(404);
}

async fn several_requests_are_handled_at_once(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let mut codes = Vec::new();
    for (amount, memo) in [("10.00", "=SUM(A1)"), ("20.00", "Rye"), ("30.00", "Cake")] {
        codes.push(app.request(&api, &json!({"amount": amount, "memo": memo, "reference": "R-1"})).await);
    }
    api.post(&format!("requests/{}/payments", codes[0]), &json!({})).await.status(201);
    let (_, bobs, _) = app.seller("bob").await;
    let foreign = app.request(&bobs, &json!({"amount": "99.00"})).await;
    let seller = app.signed_in(&payee).await;
    let chosen: String = codes.iter().chain([&foreign]).map(|code| format!("&code={code}")).collect();
    let ask = async |what: &str| {
        seller.get(&format!("app/selected?what={what}&in=status%3Dopen{chosen}")).await.status(200).text()
    };

    let links = ask("links").await;
    has(&links, &[&format!("r/{}\n", codes[0]), &format!("r/{}<", codes[2]), "data-copy="]);
    has_not(&links, &[&foreign]);
    let file = ask("export").await;
    let rows: Vec<_> = file.lines().collect();
    assert_eq!(rows.len(), 4);
    assert_eq!(
        rows[0],
        "code,url,amount,currency,status,paid_total,due_on,created_at,reference,memo,labels,paid_elsewhere"
    );
    has(rows[1], &[&codes[0], ",10.00,EUR,paid,10.00,,", ",R-1,'=SUM(A1),"]);
    has(rows[3], &[&codes[2], ",30.00,EUR,open,0.00,,", ",R-1,Cake,"]);
    let remind = ask("remind").await;
    has(&remind, &[&format!("/app/requests/{}/share?remind=1", codes[1]), "Left as they are: 1"]);
    let one = seller.get(&format!("app/selected?what=remind&code={}", codes[1])).await.status(303);
    assert_eq!(one.location(), format!("/app/requests/{}/share?remind=1", codes[1]));
    has(&seller.page("app/selected?what=cancel").await, &["Select one or more requests first"]);
    has(&seller.page(&format!("app/selected?what=nonsense&code={}", codes[1])).await, &["Select one or more"]);

    let pairs: Vec<_> = codes.iter().chain([&foreign]).map(|code| ("code", code.as_str())).collect();
    let post = async |seller: &Browser, deed: &str, more: &[(&str, &str)]| {
        let fields = [&[("in", "status=open&x=//evil")], more, &pairs[..]].concat();
        seller.post(&format!("app/selected/{deed}"), &fields).await
    };
    // A label that can't be is told, and what was chosen stays chosen.
    let refused = post(&seller, "label", &[("label", " ")]).await.status(400);
    has(&refused.text(), &["aria-invalid", &format!("value=\"{}\"", codes[2])]);
    let labelled = post(&seller, "label", &[("label", "Stall")]).await.status(303);
    assert_eq!(labelled.location(), "/app/requests?status=open&done=labelled&n=3&left=0");
    has(&seller.page("app/requests?label=Stall").await, &["3 requests", "€60.00"]);
    let by_hand = seller.page("app/requests?way=manual").await;
    has(&by_hand, &["1 request<", &codes[0], "value=\"manual\" selected"]);
    has_not(&by_hand, &[&codes[1]]);
    has(&ask("cancel").await, &["2 requests", "€50.00", "Left as they are: 1"]);
    let cancelled = post(&seller, "cancel", &[]).await.status(303);
    assert_eq!(cancelled.location(), "/app/requests?status=open&done=cancelled&n=2&left=1");
    has(&seller.page(cancelled.location()).await, &["Cancelled: 2", "Left as they are: 1"]);
    let archived = post(&seller, "archive", &[]).await.status(303);
    assert_eq!(archived.location(), "/app/requests?status=open&done=archived&n=3&left=0");
    has(&seller.page("app/requests?archived=1").await, &["3 requests"]);
    let back = post(&seller, "unarchive", &[]).await.status(303);
    assert_eq!(back.location(), "/app/requests?status=open&done=unarchived&n=3&left=0");
    // Nothing of it has touched another payee's.
    let untouched = bobs.get(&format!("requests/{foreign}")).await.json();
    assert_eq!(
        (&untouched["status"], &untouched["labels"], &untouched["archived_at"]),
        (&json!("open"), &json!([]), &json!(null))
    );
}

async fn the_list_says_what_it_shows(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/requests").await, &["No requests yet", "Make a link"]);
    let due = app.request(&api, &json!({"amount": "99.00", "memo": "Catering", "due_on": "2020-01-02"})).await;
    let francs = app.request(&api, &json!({"amount": "80.00", "currency": "CHF"})).await;
    let tips = app.request(&api, &json!({"memo": "Tips", "min_amount": "1.00"})).await;
    let parts = app.request(&api, &json!({"amount": "60.00", "memo": "Rent", "max_payments": 3})).await;
    api.post(&format!("requests/{parts}/payments"), &json!({})).await.status(201);
    // What came in and what is still asked for: 99, and 60 twice.
    let page = seller.page("app/requests").await;
    has(&page, &["4 requests", "€219.00", "Today", "No words", "≥ €1.00", "1 × paid, €60.00", "2 Jan 2020"]);
    has(&page, &["Overdue <b>1</b>", "Open <b>4</b>", "CHF", "Days and times are those of"]);
    let shows = async |query: &str, found: &[&str], not: &[&str]| {
        let page = seller.page(&format!("app/requests?{query}")).await;
        has(&page, found);
        has_not(&page, not);
    };
    shows("overdue=1", &[&due, "1 request<"], &[&francs, &tips]).await;
    shows("currency=chf", &[&francs, "1 request<"], &[&due]).await;
    shows("min=90", &[&due], &[&francs, &parts, &tips]).await;
    shows("from=2020-01-01&to=2020-12-31", &["No request fits", "Clear the filters"], &[&due]).await;
    // What can't be read is said, kept, and left out.
    shows(
        "from=yesterday&min=x1",
        &["From: This can’t be read", "At least: This can’t be read", "value=\"x1\"", &due],
        &[],
    )
    .await;
    // The filter goes along: into the search, into links, and to the pages of requests.
    shows(
        "status=open&q=catering",
        &[
            "name=\"status\" value=\"open\"",
            "?in=q%3Dcatering%26status%3Dopen",
            "/app/requests?q=catering&#38;status=paid",
        ],
        &[],
    )
    .await;
    assert_eq!(api.get("requests?overdue=true").await.json()["data"].as_array().map(Vec::len), Some(1));
    api.get("requests?overdue=1").await.status(400);
    // Each in the reader's language.
    let german = seller.request(reqwest::Method::GET, "app/requests").header("Accept-Language", "de");
    has(&seller.send(german).await.text(), &["4 Anfragen", "Heute", "Überfällig", "219,00"]);
}
