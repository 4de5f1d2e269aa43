//! The pages of statements: a file is picked, and what it can't decide by itself is decided by a tap.

use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use serde_json::json;

use super::{booking, camt, paid};
use crate::support::{Answer, App, Browser, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![a_statement_is_matched_by_taps]
}

/// Sends a form with a file, as a browser does.
async fn upload(seller: &Browser, deed: &str, name: &str, file: &str) -> Answer {
    let body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\n{deed}\r\n\
        --cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/xml\r\n\r\n{file}\r\n--cut--\r\n"
    );
    let request = seller.request(Method::POST, "app/books/statements").body(body);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=cut");
    seller.send(request.header(ORIGIN, seller.url("").trim_end_matches('/'))).await
}

async fn a_statement_is_matched_by_taps(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let cake = app.request(&api, &json!({"amount": "33.00", "memo": "Cake"})).await;
    let tips = app.request(&api, &json!({"amount": "20.00", "memo": "Tea party"})).await;
    let exact = app.request(&api, &json!({"amount": "12.00", "memo": "Bread"})).await;
    let rf = api.get(&format!("requests/{exact}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let file = camt(&[
        booking("12.00", "B-1", &format!("{rf} Zq7text")),
        booking("33.00", "B-2", "Zq7text"),
        booking("8.00", "B-3", "Zq7text"),
        booking("9.00", "B-4", "Zq7text"),
    ]);
    has(
        &seller.page("app/books/statements").await,
        &["We read it, match it, and forget who paid.", "multipart/form-data"],
    );

    // Nothing happens without a file, with another deed, or with what is no statement.
    has(&upload(&seller, "import-statement", "", "").await.status(400).text(), &["Choose a file first"]);
    upload(&seller, "cancel", "a.xml", &file).await.status(400);
    let refused = upload(&seller, "import-statement", "a.xml", &file[..file.len() - 40]).await.status(400).text();
    has(&refused, &["Nothing was imported", "line", "id=\"file-error\""]);
    has_not(&refused, &["Zq7"]);
    assert_eq!(paid(&api, &exact).await.1, "0.00");

    let place = upload(&seller, "import-statement", "a.xml", &file).await.status(303).location().to_owned();
    assert_eq!(paid(&api, &exact).await, ("paid".to_owned(), "12.00".to_owned()));
    let page = seller.page(&place).await;
    has(&page, &["Matched 1", "Suggested 1", "Unmatched 2", "€33.00", "Cake", "The amount is what is open"]);
    has_not(&page, &["Zq7", "GB33"]);
    let entry = |page: &str, what: &str| -> String {
        let end = format!("/{what}\"");
        let before =
            page.split(&end).next().expect("a form").rsplit("action=\"").next().expect("an address").to_owned();
        format!("{before}/{what}")
    };
    let take = [("state", "suggested"), ("after", "0"), ("request", cake.as_str())];
    let taken = seller.post(&entry(&page, "confirm"), &take).await.status(303);
    has(&seller.page(taken.location()).await, &["Nothing waits here", "Matched 2"]);
    assert_eq!(paid(&api, &cake).await.0, "paid");

    // Of the others one is picked by search, and one is put aside.
    let unmatched = format!("{place}?state=unmatched");
    let page = seller.page(&unmatched).await;
    let id = entry(&page, "dismiss").rsplit('/').nth(1).expect("an id").to_owned();
    let found = seller.page(&format!("{unmatched}&entry={id}&q=tea")).await;
    has(&found, &["Tea party", &format!("name=\"request\" value=\"{tips}\"")]);
    let wrong = [("state", "unmatched"), ("after", "0"), ("request", "nonsense")];
    let answer = seller.post(&entry(&found, "confirm"), &wrong).await.status(409).text();
    has(&answer, &["Nothing was changed", "code of one of your requests"]);
    seller.post(&entry(&found, "confirm"), &[("request", tips.as_str())]).await.status(303);
    assert_eq!(paid(&api, &tips).await.1, "8.00");
    let page = seller.page(&unmatched).await;
    seller.post(&entry(&page, "dismiss"), &[("state", "unmatched"), ("after", "0")]).await.status(303);
    has(&seller.page(&format!("{place}?state=dismissed")).await, &["Dismissed 1", "€9.00"]);

    // The same file again changes nothing; undone, all of it is taken back.
    let again = upload(&seller, "import-statement", "b.xml", &file).await.status(303).location().to_owned();
    let nothing_new = "Nothing new: all of its entries were known before.";
    let page = seller.page(&again).await;
    has(&page, &["known before", nothing_new]);
    has_not(&page, &["Undo this import", "Matched 0"]);
    has(&seller.page("app/books/statements").await, &[nothing_new]);
    seller.post(&format!("{place}/undo"), &[]).await.status(303);
    assert_eq!(paid(&api, &cake).await.1, "0.00");
    has(&seller.page(&place).await, &["This import was undone"]);
    app.audit();
}
