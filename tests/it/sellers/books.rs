//! The pages of the books: what a seller sees before a download, a month on paper, what was delivered, and what is closed.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;
use sha2::{Digest, Sha256};
use sqlx::{Connection, PgConnection};

use crate::support::{Answer, App, Backend, Browser, Page, both, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![
        an_export_is_seen_before_it_is_downloaded,
        a_download_says_how_far_it_is,
        a_month_has_its_balances,
        a_closed_month_stays_as_it_is,
        a_delivery_is_made_once,
        accounts_are_kept_or_named,
    ]
}

/// A seller who was paid on some days, in two currencies, and sent something back.
async fn seller_with_lines(app: &App) -> Browser {
    let (payee, api, _) = app.seller("anna").await;
    let paid = async |terms: serde_json::Value, day: &str| {
        let code = app.request(&api, &terms).await;
        let payment = api.post(&format!("requests/{code}/payments"), &json!({"paid_on": day})).await.status(201).json();
        payment["id"].as_str().expect("an id").to_owned()
    };
    paid(json!({"amount": "10.00", "memo": "Coffee"}), "2026-01-31").await;
    let cake = paid(json!({"amount": "1250.00", "memo": "Wedding cake", "reference": "R-17"}), "2026-02-03").await;
    paid(json!({"amount": "300", "currency": "JPY", "memo": "<b>Tea</b>"}), "2026-02-28").await;
    paid(json!({"amount": "5.00", "memo": "Bun"}), "2026-03-01").await;
    api.post(&format!("payments/{cake}/refund"), &json!({"amount": "50.00"})).await;
    app.signed_in(&payee).await
}

const FEBRUARY: &str = "app/books?from=2026-02-01&to=2026-02-28";

async fn an_export_is_seen_before_it_is_downloaded(app: App) {
    let seller = seller_with_lines(&app).await;
    let page = seller.page(FEBRUARY).await;
    has(&page, &["February 2026", "2 lines", "€1,250.00", "¥300", "Wedding cake", "R-17", "&#60;b&#62;Tea"]);
    has(
        &page,
        &["Some of these days are open", "href=\"/app/books/month/2026-02\"", "5 lines since your last delivery"],
    );
    has_not(&page, &["Coffee", "Bun", "<b>"]);
    let yen = seller.page(&format!("{FEBRUARY}&currency=JPY")).await;
    has(&yen, &["1 line", "¥300"]);
    has_not(&yen, &["Wedding cake"]);
    // Other orders have no sums.
    has(&seller.page("app/books?from=&to=&by=settled").await, &["Everything", "The first lines", "Coffee", "Bun"]);
    has(&seller.page("app/books?from=2020-01-01&to=2020-12-31").await, &["No money moved in these days"]);
    let refused = seller.get("app/books?from=x&zone=Mars/Olympus").await.status(400).text();
    has(&refused, &["id=\"from-error\"", "id=\"zone-error\"", "value=\"Mars/Olympus\"", "value=\"x\""]);
    // The old address leads on, with what it said.
    let moved = seller.get("app/export?from=2026-02-01&to=2026-02-28&zone=Europe/Berlin&by=created").await.status(303);
    let query = "from=2026-02-01&to=2026-02-28&zone=Europe%2FBerlin&by=created";
    assert_eq!(moved.location(), format!("/app/books?{query}"));
    has(&seller.page(moved.location()).await, &["value=\"Europe/Berlin\"", "by-created-hint\" checked"]);
    assert_eq!(seller.get("app/export").await.status(303).location(), "/app/books");
}

async fn a_download_says_how_far_it_is(app: App) {
    let seller = seller_with_lines(&app).await;
    let about = "app/export/progress?download=4711&of=6";
    seller.get(about).await.status(204);
    app.browser().get(about).await.status(303);
    has(&seller.page(FEBRUARY).await, &["data-all=\"2\""]);
    let file = || seller.request(Method::GET, "app/export/movements?from=2020-01-01&download=4711");
    // Nothing is read while PostgreSQL's table is locked; SQLite's readers wait for nobody.
    if app.db().backend == Backend::Postgres {
        let mut lock = PgConnection::connect(&app.db().url).await.expect("the database opens");
        sqlx::raw_sql("begin; lock table ledger_entries in access exclusive mode")
            .execute(&mut lock)
            .await
            .expect("a lock");
        let begun = file().send().await.expect("the head of the file");
        assert_eq!(seller.get(about).await.status(200).text(), "Still working: 0 of 6 lines.");
        assert_eq!(seller.get("app/export/progress?download=4711").await.status(200).text(), "Still working: 0 lines.");
        let berta = app.signed_in(&app.payee("berta")).await;
        berta.get(about).await.status(204);
        sqlx::raw_sql("rollback").execute(&mut lock).await.expect("no lock");
        let whole = begun.text().await.expect("the file");
        has(&whole, &["Coffee", "Bun"]);
    } else {
        has(&Answer::of(file()).await.status(200).text(), &["Coffee", "Bun"]);
    }
    until("it is over", async || seller.get(about).await.code == 204).await;
}

async fn a_month_has_its_balances(app: App) {
    let seller = seller_with_lines(&app).await;
    let page = seller.page("app/books/month/2026-02").await;
    has(&page, &["@anna", "1 February 2026 to 28 February 2026", "Provisional", "Wedding cake", "line 5"]);
    let text = Page::read(&page).texts("main").join(" ").split_whitespace().collect::<Vec<_>>().join(" ");
    // Coffee of January is the balance before; the bun of March is in none.
    has(&text, &["Balance before 1 February 2026€10.00", "Balance after 28 February 2026€1,260.00"]);
    has(
        &text,
        &["Balance before 1 February 2026JP¥0", "Balance after 28 February 2026JP¥300", "By hand1 line€1,250.00"],
    );
    has_not(&page, &["Bun", "<b>"]);
    has(&page, &[&app.db().texts("select hash from ledger_heads").await.concat()]);
    seller.get("app/books/month/2026-13").await.status(404);
}

async fn a_closed_month_stays_as_it_is(app: App) {
    let seller = seller_with_lines(&app).await;
    has(&seller.page("app/books/close").await, &["Nothing is closed yet"]);
    let too_late = seller.post("app/books/close", &[("until", "2099-01-01")]).await.status(400).text();
    has(&too_late, &["id=\"until-error\"", "value=\"2099-01-01\"", "Nothing was changed"]);
    let closed = seller.post("app/books/close", &[("until", "2026-02-28")]).await.status(303);
    has(&seller.page(closed.location()).await, &["Up to 28 February 2026 nothing can change any more", "by you"]);
    has(&seller.page("app/books/month/2026-02").await, &["Final"]);
    has(&seller.page(FEBRUARY).await, &["These days are closed"]);
    for (day, code) in [("0", 400), ("29", 400), ("x", 400), ("5", 303)] {
        let answer = seller.post("app/books/closing-day", &[("closing_day", day)]).await.status(code);
        if code == 400 {
            has(&answer.text(), &["id=\"closing_day-error\"", &format!("value=\"{day}\"")]);
        }
    }
    has(&seller.page("app/books/close").await, &["name=\"closing_day\" value=\"5\""]);
}

async fn a_delivery_is_made_once(app: App) {
    let seller = seller_with_lines(&app).await;
    let page = Page::read(&seller.page("app/books/deliveries").await);
    let hidden = page.all("input").into_iter().find(|input| input.attribute("name") == "once");
    let once = hidden.expect("the form's id").attribute("value").to_owned();
    let fields = [("once", once.as_str()), ("format", "csv"), ("currency", "")];
    for _ in 0..2 {
        let made = seller.post("app/books/deliveries", &fields).await.status(303);
        assert_eq!(made.location(), "/app/books/deliveries");
    }
    let html = seller.page("app/books/deliveries").await;
    has(&html, &["Nothing new since your last delivery", "Batch 1", "5 lines"]);
    has_not(&html, &["Batch 2", "Deliver what is new"]);
    let action = Page::read(&html).one("ol form").attribute("action").to_owned();
    let file = |query: &str| format!("{action}?{query}");
    let first: Answer = seller.get(&file("format=csv&currency=")).await.status(200);
    has(first.header("content-disposition"), &["batch-1.csv"]);
    has(&html, &[&hex::encode(Sha256::digest(&first.body))]);
    assert_eq!(seller.get(&file("format=csv")).await.status(200).body, first.body);
    seller.get(&file("format=jsonl")).await.status(200);
    seller.get("app/books/deliveries/bat_aaaaaaaaaaaaaaaaaaaaaa/file").await.status(404);
}

async fn accounts_are_kept_or_named(app: App) {
    let seller = seller_with_lines(&app).await;
    let wrong = [("clearing", "assets chit"), ("datev_client", "0"), ("datev_chart", "SKR03")];
    let page = seller.post("app/books/accounts", &wrong).await.status(400).text();
    has(
        &page,
        &["id=\"clearing-error\"", "id=\"datev_client-error\"", "value=\"assets chit\"", "Nothing was saved yet"],
    );
    let saved = seller.post("app/books/accounts", &[("clearing", "Assets:Shop:Clearing")]).await.status(303);
    has(&seller.page(saved.location()).await, &["Saved", "value=\"Assets:Shop:Clearing\""]);
    let file = seller.get("app/export/movements?format=hledger").await.status(200).text();
    has(&file, &["Assets:Shop:Clearing:Manual"]);
}
