//! Charts: they tell what the books and requests have, in words and numbers as well as in bars, to everybody who may see requests.

use chrono::{Datelike, Days};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, Browser, Message, Page, between, both, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_new_seller_is_told_when_charts_begin,
        money_is_told_by_currency_and_way_of_payment,
        days_become_weeks_and_months,
        money_that_does_not_move_is_left_out,
        requests_are_told_by_what_became_of_them,
        each_chart_has_words_and_numbers,
        who_sees_requests_sees_charts,
    ]
}

async fn pay(api: &Api, code: &str, body: &Value) -> String {
    let paid = api.post(&format!("requests/{code}/payments"), body).await.status(201).json();
    paid["id"].as_str().expect("an id").to_owned()
}

/// The texts of a chart's table, a row each.
fn rows(page: &str, id: &str) -> Vec<String> {
    let figure = between(page, &format!("<figure class=\"chart-of\" id=\"{id}\">"), "</figure>");
    let body = between(figure, "<tbody>", "</tbody>");
    body.split("</tr>").map(|row| row.replace("<td", " <td")).map(|row| Page::read(&row).text()).collect::<Vec<_>>()
        [..body.matches("</tr>").count()]
        .to_vec()
}

fn finding(page: &str, id: &str) -> String {
    let figure = between(page, &format!("<figure class=\"chart-of\" id=\"{id}\">"), "</figure>");
    Page::read(between(figure, "<p class=\"finding\">", "</p>")).text()
}

async fn a_new_seller_is_told_when_charts_begin(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let page = seller.page("app/charts").await;
    has(
        &page,
        &["Nothing came in yet. Your charts begin with your first payment.", "Make a link", "href=\"/app/new\""],
    );
    has_not(&page, &["<figure", "Links that were made"]);
    let api = app.api(&payee.api_key);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = seller.page("app/charts").await;
    has(
        &page,
        &[
            "Nothing came in yet.",
            "Links that were made",
            "None of them has been paid yet.",
            "None of them is over yet.",
        ],
    );
    pay(&api, &code, &json!({"paid_on": "2020-01-31"})).await;
    let page = seller.page("app/charts").await;
    has(&page, &["Nothing came in in this time.", "Last 30 days"]);
    has_not(&page, &["Nothing came in yet"]);
}

async fn money_is_told_by_currency_and_way_of_payment(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let other = app.seller("berta").await;
    let code = app.request(&other.1, &json!({"amount": "777.00"})).await;
    pay(&other.1, &code, &json!({})).await;

    let euros = app.request(&api, &json!({"amount": "1250.00"})).await;
    let payment = pay(&api, &euros, &json!({})).await;
    api.post(&format!("payments/{payment}/refund"), &json!({"amount": "50.00"})).await.status(201);
    let yen = app.request(&api, &json!({"amount": "128450", "currency": "JPY"})).await;
    pay(&api, &yen, &json!({})).await;
    let page = seller.page("app/charts").await;
    assert_eq!(finding(&page, "received"), "Best day: Today, €1,200.00");
    assert_eq!(rows(&page, "received"), ["Today €1,250.00 -€50.00 €1,200.00"]);
    has(&page, &["by=day&#38;currency=JPY", "1 payment", "Went back or corrected: -€50.00", "By hand"]);
    has_not(&page, &["777.00", "128,450"]);
    let page = seller.page("app/charts?by=day&currency=JPY").await;
    assert_eq!(rows(&page, "received").len(), 1);
    has(&finding(&page, "received"), &["128,450"]);
    has_not(&page, &["1,250.00", "Went back"]);
    // Another way of payment, and each has a chart of its own.
    app.db().tamper("update ledger_days set rail = 'stripe' where currency = 'EUR' and kind = 'refund'").await;
    let page = seller.page("app/charts?currency=EUR").await;
    has(&page, &["By method", "id=\"rail-0\"", "id=\"rail-1\""]);
    assert_eq!(rows(&page, "rail-0"), ["Today €1,250.00"]);
    assert_eq!(rows(&page, "rail-1"), ["Today €0.00 -€50.00 -€50.00"]);
    assert_eq!(finding(&page, "rail-1"), "No more came in than went back.");
    has(between(&page, "id=\"rail-1\"", "</figure>"), &["class=\"below\""]);
    // Whatever stands in the address, there is a page.
    for query in ["by=year", "currency=XXX", "currency=%3Cb%3E", "by=%00", "currency=EUR&currency=CHF"] {
        let page = seller.page(&format!("app/charts?{query}")).await;
        has(&page, &["€1,200.00"]);
        has_not(&page, &["<b>", "XXX<"]);
    }
}

async fn days_become_weeks_and_months(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let open = app.request(&api, &json!({"max_payments": 100, "currency": "EUR"})).await;
    let today = now().date_naive();
    let days = |count: u64| today.checked_sub_days(Days::new(count)).expect("in range");
    for (day, amount) in
        [(days(0), "1.00"), (days(29), "2.00"), (days(30), "4.00"), (days(80), "8.00"), (days(300), "16.00")]
    {
        pay(&api, &open, &json!({"amount": amount, "paid_on": day.to_string()})).await;
    }
    let sum = |page: &str| Page::read(between(page, "<p class=\"chart-sum\">", "</p>")).text();
    let page = seller.page("app/charts").await;
    assert_eq!((sum(&page), rows(&page, "received").len()), ("€3.00".into(), 2));
    has(&page, &["Last 30 days", "Show the numbers"]);
    let page = seller.page("app/charts?by=week").await;
    assert_eq!(sum(&page), "€15.00");
    has(&page, &["Last 13 weeks", "This week", "Week of "]);
    let page = seller.page("app/charts?by=month").await;
    assert_eq!(sum(&page), "€31.00");
    has(&page, &["Last 12 months", "This month"]);
    let best = days(300).with_day(1).expect("a day");
    has(&finding(&page, "received"), &["Best month: ", &best.year().to_string(), "€16.00"]);
    // The books have the same, over the same days.
    let (from, until) = (today.with_day(1).expect("a day"), today.succ_opt().expect("a day"));
    let lines = api.get(&format!("exports/movements?from={from}&to={until}&format=jsonl")).await.status(200).text();
    let lines = lines.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let gross = lines.filter_map(|line| line["gross"].as_str()?.replace('.', "").parse::<i64>().ok()).sum::<i64>();
    let told = rows(&page, "received").first().expect("this month").clone();
    has(&told, &["This month", &format!("€{}.{:02}", gross / 100, gross % 100)]);
}

async fn money_that_does_not_move_is_left_out(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "approve")).await;
    has(&seller.page("app/charts").await, &["€25.00", "Test: no money moves"]);
    let real = app.request(&api, &json!({"amount": "7.00"})).await;
    pay(&api, &real, &json!({})).await;
    let page = seller.page("app/charts").await;
    has(&page, &["€7.00", "Test payments are not counted."]);
    has_not(&page, &["25.00", "32.00", "no money moves"]);
    // A link that was paid in play money is not counted as paid either.
    has(&page, &["1 was paid", "1 is over"]);
    // The real money is older than the period: it is not as if there was none.
    let old = (now() - chrono::TimeDelta::days(100)).date_naive();
    app.db().tamper(&format!("update ledger_days set accounting_date = '{old}' where rail = 'manual'")).await;
    let page = seller.page("app/charts").await;
    has(&page, &["Nothing came in in this time.", "Test payments are not counted."]);
    has_not(&page, &["25.00", "no money moves"]);
}

async fn requests_are_told_by_what_became_of_them(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for _ in 0..3 {
        let code = app.request(&api, &json!({"amount": "5.00"})).await;
        pay(&api, &code, &json!({})).await;
    }
    let cancelled = app.request(&api, &json!({"amount": "5.00"})).await;
    api.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    app.request(&api, &json!({"amount": "5.00"})).await;
    let expired = app.request(&api, &json!({"amount": "5.00", "expires_at": "2099-01-31T00:00:00Z"})).await;
    let moment = (now() - chrono::TimeDelta::seconds(1)).to_rfc3339();
    app.db().execute(&format!("update requests set expires_at = '{moment}' where code = '{expired}'")).await;
    let page = seller.page("app/charts").await;
    assert_eq!(finding(&page, "waits"), "Half of these were paid within 1 minute.");
    assert_eq!(rows(&page, "waits")[..2], ["within 1 hour 3 100%", "1–24 hours 0 0%"]);
    assert_eq!(finding(&page, "became"), "20% of these expired before they were paid.");
    assert_eq!(rows(&page, "became"), ["Paid 3 60%", "Expired 1 20%", "Cancelled 1 20%"]);
    has(&page, &["3 were paid", "5 are over", "1 is still open", "Only links for one payment are counted"]);
    has_not(&page, &["Only the newest"]);
}

/// Who can't see the bars has their words and numbers: each picture is named by a title and a finding of its own.
async fn each_chart_has_words_and_numbers(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "9999999999.99"})).await;
    pay(&api, &code, &json!({})).await;
    for language in ["en", "de", "ar", "ja"] {
        let page = seller.page(&format!("app/charts?by=week&lang={language}")).await;
        has_not(&page, &["style=", "<script>"]);
        let ids: Vec<_> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().expect("an id")).collect();
        let pictures = page.matches("role=\"img\"").count();
        assert_eq!(
            (pictures, page.matches("<figcaption>").count(), page.matches("<caption").count()),
            (3, 3, 3),
            "{language}"
        );
        for named in
            page.split("aria-labelledby=\"").skip(1).flat_map(|rest| rest.split('"').next().expect("ids").split(' '))
        {
            assert_eq!(ids.iter().filter(|id| **id == named).count(), 1, "{language}: {named}");
        }
        let read = Page::read(&page);
        assert!(read.all("table th").iter().all(|head| ["col", "row"].contains(&head.attribute("scope"))));
        assert_eq!(read.all("svg title").len(), read.all("svg desc").len());
    }
    // The first bar is the rightmost where people read from right to left: today's is then at the left.
    let today = |page: &str| {
        let bars = between(page, "<svg class=\"bars\"", "</svg>").to_owned();
        let x = bars.split("<rect x=\"").nth(1).and_then(|bar| bar.split('.').next()).expect("a bar").to_owned();
        x.parse::<i64>().expect("a share")
    };
    assert!(today(&seller.page("app/charts?lang=en").await) > 90);
    assert!(today(&seller.page("app/charts?lang=ar").await) < 10);
}

async fn joined(app: &App, owner: &Browser, role: &str) -> Browser {
    let made = owner.post("app/settings/people", &[("label", role), ("role", role)]).await.status(201).text();
    let member = app.browser();
    member.post(between(&made, "data-copy=\"", "\""), &[]).await.status(303);
    member
}

async fn who_sees_requests_sees_charts(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let owner = app.signed_in(&payee).await;
    let (till, books) = (joined(&app, &owner, "seller").await, joined(&app, &owner, "accountant").await);
    has(&till.page("app/charts").await, &["href=\"/app/new\""]);
    has_not(&books.page("app/charts").await, &["href=\"/app/new\""]);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    pay(&api, &code, &json!({})).await;
    for member in [&owner, &till, &books] {
        has(&member.page("app/charts").await, &["€25.00", "Half of these were paid"]);
        has(&member.page("app").await, &["href=\"/app/charts\""]);
    }
    // What a role may not do is absent.
    has_not(&till.page("app/charts").await, &["/app/books"]);
    has(&books.page("app/charts").await, &["href=\"/app/charts\" aria-current=\"page\"", "/app/books/statements"]);
    has(&books.page("app/books").await, &["href=\"/app/charts\""]);
    assert_eq!(app.browser().get("app/charts").await.status(303).location(), "/app/sign-in?to=%2Fapp%2Fcharts");
    let other = app.signed_in(&app.payee("berta")).await;
    has_not(&other.page("app/charts").await, &["25.00"]);
}
