//! A request that is paid in parts: what each payer is asked for, when it is overdue, and what sends it back a part.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::accounting::statements::{booking, counts, entries, import};
use crate::sellers::home::tile;
use crate::settlement::arrivals::{standing, stands};
use crate::settlement::refunds::total;
use crate::support::{Api, App, Hook, Message, between, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        the_parts_are_asked_for_one_after_another,
        a_charge_of_another_part_is_over,
        money_that_goes_back_sends_it_back_a_part,
        an_open_page_turns_with_every_part,
        what_is_wrong_names_its_part,
        their_days_stay_as_they_are,
        the_form_makes_them_and_keeps_what_was_typed,
        a_statement_settles_them_one_by_one,
        only_a_part_of_a_part_needs_a_look,
        two_parts_at_once_are_not_too_much,
        a_statement_that_is_taken_back_ends_the_charge_of_the_next_part,
    ]
}

/// A cake: a deposit that was due long ago, and the rest.
fn cake() -> Value {
    json!({"amount": "300.00", "memo": "Wedding cake", "parts": [
        {"amount": "100.00", "due_on": "2026-01-15"},
        {"amount": "80.00", "due_on": "2099-06-01"},
        {"due_on": "2099-12-24"},
    ]})
}

async fn read(api: &Api, code: &str) -> Value {
    api.get(&format!("requests/{code}")).await.status(200).json()
}

/// What was paid of each part, and the day of the next one.
async fn progress(api: &Api, code: &str) -> (Vec<String>, String) {
    let request = read(api, code).await;
    let text = |value: &Value| value.as_str().unwrap_or_else(|| panic!("a text in {request}")).to_owned();
    let parts = request["parts"].as_array().expect("a list").iter().map(|part| text(&part["paid"]));
    (parts.collect(), text(&request["due_on"]))
}

fn at(paid: [&str; 3], due_on: &str) -> (Vec<String>, String) {
    (paid.map(ToOwned::to_owned).to_vec(), due_on.to_owned())
}

/// Pays what the request asks for next, which is this amount.
async fn pay(app: &App, hook: &Hook, code: &str, amount: &str) -> String {
    let (page, order) = app.start_payment(code).await;
    let minor: i64 = amount.replace('.', "").parse().expect("an amount");
    assert_eq!(crate::support::order(&page)["amount"], minor, "{page}");
    hook.reported(&Message::new(&order, "approve").of(amount, "EUR")).await;
    order
}

async fn the_parts_are_asked_for_one_after_another(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let made = api.post("requests", &cake()).await.status(201).json();
    let code = made["code"].as_str().expect("a code").to_owned();
    assert_eq!(
        made["parts"],
        json!([
            {"amount": "100.00", "due_on": "2026-01-15", "paid": "0.00"},
            {"amount": "80.00", "due_on": "2099-06-01", "paid": "0.00"},
            {"amount": "120.00", "due_on": "2099-12-24", "paid": "0.00"},
        ])
    );
    assert_eq!(
        (&made["amount"], &made["max_payments"], &made["due_on"]),
        (&json!("300.00"), &json!(1), &json!("2026-01-15"))
    );
    has(made["share"]["text"].as_str().expect("a text"), &["€100.00"]);
    let public = app.browser().page(&format!("r/{code}")).await;
    has(
        &public,
        &[
            "€300.00</bdi> in all, paid in parts:",
            "€100.00",
            "€80.00",
            "€120.00",
            "15 January 2026",
            "aria-current=\"step\"",
        ],
    );
    has_not(&public, &["Part of €300.00 has been paid", "class=\"state is-paid\""]);
    // The first part is overdue, and found by that, by its own amount as by the whole one.
    for query in ["overdue=true", "q=100.00", "q=300.00"] {
        let found = api.get(&format!("requests?{query}")).await.status(200).json();
        assert_eq!(found["data"][0]["code"], code.as_str(), "{query}");
    }
    let home = seller.page("app").await;
    has(&tile(&home, "overdue"), &["Overdue · 1", "€100.00"]);
    has(&tile(&home, "open"), &["€300.00"]);
    // The list says what the tile says.
    let list = seller.page("app/requests?overdue=1").await;
    has(between(&list, "class=\"totals\"", "</p>"), &["€100.00"]);
    pay(&app, &hook, &code, "100.00").await;
    assert_eq!(progress(&api, &code).await, at(["100.00", "0.00", "0.00"], "2099-06-01"));
    assert_eq!(stands(&api, &code).await, standing("open", 1, "100.00"));
    assert_eq!(api.get("requests?overdue=true").await.status(200).json()["data"], json!([]));
    let public = app.browser().page(&format!("r/{code}")).await;
    has(&public, &["€80.00", "1 June 2099", "<span class=\"state is-paid\">paid</span>"]);
    has(&seller.page(&format!("app/requests/{code}")).await, &["<span class=\"state is-paid\">paid</span>", "€120.00"]);
    has(&seller.page("app/requests?state=open").await, &["€200.00 missing"]);
    // More than a part falls on the next one.
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "90.00"})).await.status(201);
    assert_eq!(progress(&api, &code).await, at(["100.00", "80.00", "10.00"], "2099-12-24"));
    has(&app.browser().page(&format!("r/{code}")).await, &["€110.00", "€10.00 paid"]);
    // What is booked without an amount is what is asked for next.
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    assert_eq!(progress(&api, &code).await, at(["100.00", "80.00", "120.00"], "2099-12-24"));
    assert_eq!(stands(&api, &code).await, standing("paid", 3, "300.00"));
    has(&app.browser().page(&format!("r/{code}")).await, &["PAID", "€300.00"]);
    app.audit();
}

async fn a_charge_of_another_part_is_over(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &cake()).await;
    let (_, first) = app.start_payment(&code).await;
    let over = async || app.db().texts("select external_id from payments where over_at is not null").await;
    assert_eq!(over().await, Vec::<String>::new(), "a part is what is asked for");
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    assert_eq!(over().await, [first.as_str()]);
    // Money that comes anyway is booked as it came.
    hook.reported(&Message::new(&first, "approve").of("100.00", "EUR")).await;
    assert_eq!(progress(&api, &code).await, at(["100.00", "80.00", "20.00"], "2099-12-24"));
    // So is one of an equal part: it was begun for the part that is paid.
    let halves = json!({"amount": "20.00", "parts": [
        {"amount": "10.00", "due_on": "2099-01-01"}, {"amount": "10.00", "due_on": "2099-02-01"},
    ]});
    let code = app.request(&api, &halves).await;
    let ((_, paid), (_, second)) = (app.start_payment(&code).await, app.start_payment(&code).await);
    hook.reported(&Message::new(&paid, "approve").of("10.00", "EUR")).await;
    let ended = over().await;
    assert!(ended.contains(&second), "{ended:?}");
    let (_, third) = app.start_payment(&code).await;
    assert!(!over().await.contains(&third));
    app.audit();
}

async fn money_that_goes_back_sends_it_back_a_part(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &cake()).await;
    let order = pay(&app, &hook, &code, "100.00").await;
    hook.reported(&total(&order, "30.00")).await;
    assert_eq!(progress(&api, &code).await, at(["70.00", "0.00", "0.00"], "2026-01-15"));
    pay(&app, &hook, &code, "30.00").await;
    assert_eq!(progress(&api, &code).await, at(["100.00", "0.00", "0.00"], "2099-06-01"));
    app.audit();
    // The columns that statements read are compared with the ledger.
    app.db().execute("update requests set part_until = 30000").await;
    let told = app.cli(&["audit"]);
    assert!(!told.status.success());
    has(&String::from_utf8_lossy(&told.stdout), &["part_until"]);
}

async fn an_open_page_turns_with_every_part(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &cake()).await;
    let standing = async || between(&app.browser().page(&format!("r/{code}")).await, "since=", "\"").to_owned();
    let mut seen = vec![standing().await];
    for amount in ["100.00", "80.00", "120.00"] {
        pay(&app, &hook, &code, amount).await;
        let page = app.browser().page(&format!("r/{code}")).await;
        seen.push(if page.contains("since=") { between(&page, "since=", "\"").to_owned() } else { "paid".to_owned() });
    }
    assert_eq!(seen, ["open", "open-part8000", "open-part12000", "paid"]);
}

async fn what_is_wrong_names_its_part(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let rows = app.db().rows().await;
    let part = |amount: &str, due_on: &str| json!({"amount": amount, "due_on": due_on});
    let two = || vec![part("100.00", "2026-12-01"), part("200.00", "2026-12-24")];
    for (members, expected) in [
        (json!({"parts": [part("300.00", "2026-12-01")]}), ("parts", "out_of_range")),
        (json!({"parts": vec![part("1.00", "2026-12-01"); 13]}), ("parts", "out_of_range")),
        (json!({"parts": [part("100.00", "2026-12-01"), part("199.99", "2026-12-24")]}), ("parts", "sum_differs")),
        (json!({"parts": [part("300.00", "2026-12-01"), {"due_on": "2026-12-24"}]}), ("parts", "sum_differs")),
        (json!({"parts": [{"due_on": "2026-12-01"}, part("200.00", "2026-12-24")]}), ("parts[0].amount", "required")),
        (json!({"parts": [part("1,00", "2026-12-01"), {"due_on": "2026-12-24"}]}), ("parts[0].amount", "not_a_number")),
        (json!({"parts": [part("1.00", "2026-12-01"), {"amount": "299.00"}]}), ("parts[1].due_on", "required")),
        (json!({"parts": [part("1.00", "1.12.2026"), {"due_on": "2026-12-24"}]}), ("parts[0].due_on", "invalid")),
        (json!({"parts": [part("1.00", "2026-12-24"), {"due_on": "2026-12-24"}]}), ("parts[1].due_on", "out_of_range")),
        (json!({"parts": [part("1.00", "2026-12-01"), {"day": "2026-12-24"}]}), ("parts[1].day", "unknown_field")),
        (json!({"parts": two(), "due_on": "2026-12-24"}), ("due_on", "conflict")),
        (json!({"parts": two(), "max_payments": 2}), ("parts", "conflict")),
        (json!({"parts": two(), "expires_at": "2026-12-23T23:00:00Z"}), ("expires_at", "out_of_range")),
        (json!({"parts": two(), "amount": null, "min_amount": "1.00"}), ("amount", "conflict")),
        (
            json!({"parts": [part("1.00", "2026-12-01"), {"due_on": "2026-12-24"}], "amount": null}),
            ("parts", "conflict"),
        ),
    ] {
        let mut body = json!({"amount": "300.00"});
        for (name, value) in members.as_object().expect("members") {
            body[name] = value.clone();
        }
        let refused = api.post("requests", &body).await;
        assert_eq!(refused.problems(), [(expected.0.to_owned(), expected.1.to_owned())], "{body}: {}", refused.text());
    }
    assert_eq!(app.db().rows().await, rows, "nothing is stored");
    // Without an amount, their sum is the amount; in the currency's own units.
    let yen = json!({"currency": "JPY", "parts": [part("1000", "2026-12-01"), part("500", "2026-12-24")]});
    assert_eq!(api.post("requests", &yen).await.status(201).json()["amount"], "1500");
}

async fn their_days_stay_as_they_are(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &cake()).await;
    let path = format!("requests/{code}");
    let named = |field: &str, code: &str| [(field.to_owned(), code.to_owned())];
    for due_on in [json!("2099-01-01"), Value::Null] {
        let refused = api.patch(&path, &json!({"due_on": due_on})).await;
        assert_eq!(refused.problems(), named("due_on", "conflict"));
    }
    let refused = api.patch(&path, &json!({"expires_at": "2099-12-01T00:00:00Z"})).await;
    assert_eq!(refused.problems(), named("expires_at", "out_of_range"));
    api.patch(&path, &json!({"memo": "Cake", "due_on": "2026-01-15", "expires_at": "2100-01-01T00:00:00Z"}))
        .await
        .status(200);
    // The page's form doesn't offer the day, and leaves the parts as they are.
    let seller = app.signed_in(&payee).await;
    let page = seller.page(&format!("app/{path}")).await;
    has_not(&page, &["name=\"due_on\""]);
    let change = [("memo", "Wedding cake"), ("language", "en"), ("preview", "generic")];
    seller.post(&format!("app/{path}/change"), &change).await.status(303);
    assert_eq!(progress(&api, &code).await, at(["0.00", "0.00", "0.00"], "2026-01-15"));
}

async fn the_form_makes_them_and_keeps_what_was_typed(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let once = form_id();
    let with = |more: &[(&'static str, &'static str)]| {
        let mut fields = vec![("kind", "fixed"), ("amount", "300"), ("currency", "EUR"), ("once", once.as_str())];
        fields.extend_from_slice(more);
        fields
    };
    // A row that is left empty between others doesn't count, and errors are told beside the row that was typed.
    let typed = [("part_1", "100,00"), ("part_due_1", "2099-06-01"), ("part_3", "none"), ("part_due_3", "2099-12-24")];
    let page = seller.post("app/new", &with(&typed)).await.status(400).text();
    has(
        &page,
        &["value=\"100,00\"", "value=\"2099-12-24\"", "href=\"#part_3\"", "id=\"extra\" open", "id=\"parts-error\""],
    );
    let field = between(&page, "id=\"part_3\"", ">");
    has(field, &["aria-invalid=\"true\"", "autofocus", "value=\"none\""]);
    let few = seller.post("app/new", &with(&typed[..2])).await.status(400).text();
    has(&few, &["href=\"#part_1\"", "An amount has 2 to 12 parts, or none."]);
    let german = with(&[typed[0], typed[1], ("part_2", "150"), ("part_due_2", "2099-12-24")]);
    let page = seller.post("app/new?lang=de", &german).await.status(400).text();
    has(&page, &["250"]);
    let good = with(&[typed[0], typed[1], typed[3]]);
    let made = seller.post("app/new", &good).await.status(303).location().to_owned();
    let code = made.split('/').nth(3).expect("a code").to_owned();
    let parts = read(&api, &code).await["parts"].clone();
    assert_eq!(
        (&parts[0]["amount"], &parts[1]["amount"], &parts[1]["due_on"]),
        (&json!("100.00"), &json!("200.00"), &json!("2099-12-24"))
    );
    // Another one like it has the amounts, and days of its own.
    let like = seller.page(&format!("app/new?like={code}")).await;
    has(between(&like, "id=\"part_2\"", ">"), &["value=\"200.00\""]);
    has(between(&like, "id=\"part_due_2\"", ">"), &["value=\"\""]);
    // Parts of an amount that is open are no parts.
    let open = [("kind", "open"), ("currency", "EUR"), ("part_1", "5"), ("part_due_1", "2099-06-01")];
    seller.post("app/new", &open).await.status(303);
}

async fn a_statement_settles_them_one_by_one(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let halves = json!({"amount": "200.00", "parts": [
        {"amount": "100.00", "due_on": "2026-12-01"}, {"amount": "100.00", "due_on": "2026-12-24"},
    ]});
    let code = app.request(&api, &halves).await;
    let rf = read(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    // By its amount alone, a part is suggested like a whole.
    let statement = import(&api, &[booking("100.00", "B001", "hello")]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0], "{statement}");
    let suggested = entries(&api, &statement).await;
    assert_eq!(suggested[0]["suggestions"][0]["request"], code.as_str());
    // The first half was recorded by hand: a transfer of the same amount may be that money or the other half, and nobody guesses.
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "100.00", "paid_on": "2026-01-10"}))
        .await
        .status(201);
    let statement = import(&api, &[booking("100.00", "B002", &rf)]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0], "{statement}");
    let entry = entries(&api, &statement).await.remove(0);
    assert_eq!(entry["suggestions"][0]["why"], "recorded_before");
    let (id, entry) = (statement["id"].as_str().expect("an id"), entry["id"].as_str().expect("an id"));
    api.post(&format!("statements/{id}/entries/{entry}/confirm"), &json!({"request": code})).await.status(200);
    assert_eq!(stands(&api, &code).await, standing("paid", 2, "200.00"));
    // Parts that a reference names are booked one after another.
    let code = app.request(&api, &cake()).await;
    let rf = read(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let statement = import(&api, &[booking("100.00", "B003", &rf), booking("80.00", "B004", &rf)]).await;
    assert_eq!(counts(&statement), [2, 2, 0, 0, 0], "{statement}");
    assert_eq!(progress(&api, &code).await, at(["100.00", "80.00", "0.00"], "2099-12-24"));
    app.audit();
}

async fn only_a_part_of_a_part_needs_a_look(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &cake()).await;
    pay(&app, &hook, &code, "100.00").await;
    has(&seller.page("app/look").await, &["Nothing needs a look."]);
    has_not(&seller.page("app").await, &["needs a look<"]);
    let page = seller.page(&format!("app/requests/{code}")).await;
    has_not(&page, &["of €300.00 has arrived"]);
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("50.00", "EUR")).await;
    has_not(&seller.page("app/look").await, &["Nothing needs a look."]);
    has(&seller.page(&format!("app/requests/{code}")).await, &["€150.00 of €300.00 has arrived"]);
}

async fn two_parts_at_once_are_not_too_much(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &cake()).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve").of("180.00", "EUR")).await;
    let newest = async || api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0].clone();
    let paid = newest().await;
    assert_eq!((&paid["amount"], &paid["asked"]), (&json!("180.00"), &json!("100.00")), "{paid}");
    assert_eq!(paid["difference"], Value::Null, "{paid}");
    let page = format!("app/payments/{}/refund", paid["id"].as_str().expect("an id"));
    let form = seller.page(&page).await;
    has(&form, &["name=\"amount\" value=\"180"]);
    has_not(&form, &["€80.00", "more than you asked for"]);
    has_not(&seller.page(&format!("app/requests/{code}")).await, &["more than was asked"]);
    // What a seller records at once is no more than its parts either, until their sum is exceeded.
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "119.00"})).await.status(201);
    api.post(&format!("requests/{code}/payments"), &json!({"amount": "11.00"})).await.status(201);
    let last = newest().await;
    assert_eq!((&last["asked"], &last["difference"]), (&json!("1.00"), &json!("over")), "{last}");
    let form = seller.page(&format!("app/payments/{}/refund", last["id"].as_str().expect("an id"))).await;
    has(&form, &["€10.00", "more than you asked for"]);
    app.audit();
}

async fn a_statement_that_is_taken_back_ends_the_charge_of_the_next_part(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &cake()).await;
    let rf = read(&api, &code).await["rf"].as_str().expect("a reference").to_owned();
    let statement = import(&api, &[booking("100.00", "B001", &rf)]).await;
    assert_eq!(stands(&api, &code).await, standing("open", 1, "100.00"));
    let (_, order) = app.start_payment(&code).await;
    let over = "select external_id from payments where over_at is not null";
    assert_eq!(app.db().texts(over).await, [""; 0]);
    let id = statement["id"].as_str().expect("an id");
    api.post(&format!("statements/{id}/undo"), &json!({})).await.status(200);
    assert_eq!(stands(&api, &code).await, standing("open", 0, "0.00"));
    assert_eq!(app.db().texts(over).await, [order], "the next payer owes the first part again");
    app.audit();
}
