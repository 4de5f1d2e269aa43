//! The page that makes many links of a table: nothing is made before it was shown, and nothing twice.

use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use serde_json::json;

use super::members::new_owner_key;
use crate::support::{Answer, App, Browser, Page, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_table_is_shown_then_made_then_there_to_take_along,
        what_is_wrong_is_told_by_row_and_field_and_kept,
        a_file_is_read_as_a_text_is,
        a_form_makes_its_links_once,
        amounts_are_written_as_people_write_them,
        what_one_seller_made_no_other_sees,
        rows_are_made_in_the_currency_that_was_shown,
        a_table_outlives_its_session,
        what_waits_for_a_way_to_be_paid_is_remarked,
    ]
}

/// Sends a form with a table as a browser does.
async fn send(browser: &Browser, path: &str, fields: &[(&str, &str)], file: Option<&[u8]>) -> Answer {
    let mut body = Vec::new();
    for (name, value) in fields {
        body.extend(format!("--cut\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    let name = if file.is_some() { "table.csv" } else { "" };
    let head = format!("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n");
    body.extend(
        [head.as_bytes(), b"Content-Type: text/csv\r\n\r\n", file.unwrap_or_default(), b"\r\n--cut--\r\n"].concat(),
    );
    let request = browser.request(Method::POST, path).header(CONTENT_TYPE, "multipart/form-data; boundary=cut");
    let request = request.header(ORIGIN, browser.url("").trim_end_matches('/')).header("Sec-Fetch-Site", "same-origin");
    browser.send(request.body(body)).await
}

async fn check(browser: &Browser, sheet: &str) -> Answer {
    send(browser, "app/bulk", &[("do", "check-bulk"), ("sheet", sheet)], None).await
}

async fn make(browser: &Browser, once: &str, sheet: &str, more: &[(&str, &str)]) -> Answer {
    let fields = [&[("do", "make-bulk"), ("once", once), ("currency", "EUR"), ("sheet", sheet)], more].concat();
    send(browser, "app/bulk/make", &fields, None).await
}

async fn requests(app: &App) -> i64 {
    app.db().number("select count(*) from requests").await
}

const TABLE: &str = "amount,memo,reference,due_on\r\n25.00,Two loaves,R-1,2046-11-30\r\n12,<b>Eggs</b>,R-2,\r\n";

async fn a_table_is_shown_then_made_then_there_to_take_along(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/new").await, &["href=\"/app/bulk\""]);
    has(&seller.page("app/bulk").await, &["Many links", "min_amount", "1,000 rows at most", "Check the table"]);
    let shown = check(&seller, TABLE).await.status(200).text();
    has(&shown, &["2 links can be made", "€25.00", "Two loaves", "€12.00", "&#60;b&#62;Eggs", "Make 2 links", "Nov"]);
    assert_eq!(requests(&app).await, 0, "nothing was made yet");
    let place = make(&seller, &form_id(), TABLE, &[]).await.status(303).location().to_owned();
    assert_eq!(requests(&app).await, 2);
    let made = seller.page(&place).await;
    has(&made, &["2 links made", "Two loaves", "€25.00", "Download the table", &format!("{place}/file")]);
    let table = seller.get(&format!("{place}/file")).await.status(200);
    has(table.header("content-disposition"), &["attachment"]);
    let listed = api.get("requests").await.json();
    for request in listed["data"].as_array().expect("a list") {
        has(&table.text(), &[&format!("{},{}r/", request["code"].as_str().expect("a code"), app.base)]);
    }
    has(&seller.page("app/requests").await, &["Two loaves", "€12.00"]);
}

async fn what_is_wrong_is_told_by_row_and_field_and_kept(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let sheet = "amount,memo,due_on\n5,Good,\nfive,Bad,soon\n7,Fine,\n";
    let shown = check(&seller, sheet).await.status(400).text();
    has(&shown, &["2 links can be made", "1 row has to be corrected. Nothing was made yet.", "Row 2", "five"]);
    has(
        &shown,
        &["<b dir=\"ltr\">amount</b>:", "<b dir=\"ltr\">due_on</b>:", "five,Bad,soon", "name=\"partial\" value=\"1\""],
    );
    has(&shown, &["Make 2 links, without the wrong rows", "autofocus"]);
    // Whoever hasn't been told that rows are left out leaves none out.
    make(&seller, &form_id(), sheet, &[]).await.status(400);
    assert_eq!(requests(&app).await, 0);
    let place = make(&seller, &form_id(), sheet, &[("partial", "1")]).await.status(303).location().to_owned();
    has(&seller.page(&place).await, &["2 links made", "No link was made of these rows", "Row 2: ", "amount: "]);
    assert_eq!(requests(&app).await, 2);
    for (sheet, told) in [
        ("", "no rows below"),
        ("amount,payer\n5,x\n", "<b dir=\"auto\">payer</b>: "),
        ("amount\n5,6\n", "Row 1 has more cells"),
        ("five\n5\n", "The first row has to name the columns"),
        ("amount,memo\n5,\"Rye\n", "Row 1, the last one, ends within quotes"),
        ("amount,code\n5,x\n", "Take out its columns code, url and error"),
    ] {
        let refused = check(&seller, sheet).await.status(400).text();
        has(&refused, &["Nothing was made.", "aria-invalid=\"true\" autofocus", &sheet.trim().replace('"', "&#34;")]);
        assert!(refused.contains(told) || sheet.is_empty(), "{sheet:?}: {refused}");
    }
    assert_eq!(requests(&app).await, 2);
}

async fn a_file_is_read_as_a_text_is(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let fields = [("do", "check-bulk"), ("sheet", "")];
    let file = "\u{feff}amount;memo\r\n25,50;Brötchen\r\n".as_bytes();
    let shown = send(&seller, "app/bulk", &fields, Some(file)).await.status(200).text();
    has(&shown, &["1 link can be made", "€25.50", "Brötchen", "25,50;Brötchen"]);
    has(&send(&seller, "app/bulk", &fields, Some(b"amount\n\xff")).await.status(400).text(), &["CSV UTF-8"]);
    let long = format!("memo\n{}", "x".repeat(1024 * 1024 + 100));
    let refused = send(&seller, "app/bulk", &fields, Some(long.as_bytes())).await.status(400).text();
    has(
        &refused,
        &["The table is too large", "id=\"table-errors\"", "aria-describedby=\"table-errors file-hint\" aria-invalid"],
    );
    has_not(&refused, &["xxxx", "table-errors sheet-hint"]);
    let pasted = check(&seller, &long).await.status(400).text();
    has(&pasted, &["aria-describedby=\"table-errors sheet-hint\" aria-invalid"]);
    has_not(&pasted, &["xxxx", "table-errors file-hint"]);
    assert_eq!(requests(&app).await, 0);
}

async fn a_form_makes_its_links_once(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let once = form_id();
    let first = make(&seller, &once, TABLE, &[]).await.status(303).location().to_owned();
    let again = make(&seller, &once, TABLE, &[]).await.status(303).location().to_owned();
    assert_eq!((first, requests(&app).await), (again, 2));
    make(&seller, "", TABLE, &[]).await.status(400);
    send(&seller, "app/bulk/make", &[("do", "check-bulk"), ("once", &form_id()), ("sheet", TABLE)], None)
        .await
        .status(400);
    assert_eq!(requests(&app).await, 2);
    // The result of another form is no page of links.
    let other = form_id();
    let fields = [("kind", "fixed"), ("amount", "5"), ("currency", "EUR"), ("once", other.as_str())];
    seller.post("app/new", &fields).await.status(303);
    seller.get(&format!("app/bulk/{other}")).await.status(404);
    seller.get(&format!("app/bulk/{}", form_id())).await.status(404);
    seller.get("app/bulk/nonsense").await.status(404);
}

async fn amounts_are_written_as_people_write_them(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let sheet = "amount;memo\n1.234,50;A\n12,5;B\n";
    make(&seller, &form_id(), sheet, &[]).await.status(303);
    let listed = api.get("requests").await.json();
    let amounts: Vec<_> = listed["data"].as_array().expect("a list").iter().map(|one| one["amount"].clone()).collect();
    assert_eq!(amounts, ["1234.50", "12.50"]);
    has(&check(&seller, "amount\n1.234\n").await.status(400).text(), &["<b dir=\"ltr\">amount</b>"]);
}

async fn what_one_seller_made_no_other_sees(app: App) {
    let (anna, _, _) = app.seller("anna").await;
    let (berta, _, _) = app.seller("berta").await;
    let (seller, other) = (app.signed_in(&anna).await, app.signed_in(&berta).await);
    let place = make(&seller, &form_id(), TABLE, &[]).await.status(303).location().to_owned();
    for path in [place.clone(), format!("{place}/file")] {
        has_not(&other.get(&path).await.status(404).text(), &["Two loaves"]);
        app.browser().get(&path).await.status(303);
    }
}

async fn rows_are_made_in_the_currency_that_was_shown(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&check(&seller, TABLE).await.status(200).text(), &["€25.00", "name=\"currency\" value=\"EUR\""]);
    app.db().execute("update payees set currency = 'USD'").await;
    let shown = make(&seller, &form_id(), TABLE, &[]).await.status(200).text();
    has(&shown, &["$25.00", "name=\"currency\" value=\"USD\"", "Make 2 links"]);
    assert_eq!(requests(&app).await, 0);
}

async fn a_table_outlives_its_session(app: App) {
    let (payee, _, _) = app.seller("anna").await;
    let nobody = app.browser();
    let key = new_owner_key(&app.signed_in(&payee).await).await;
    let kept = |page: &str| {
        let page = Page::read(page);
        let field = page.all("input").into_iter().find(|input| input.attribute("name") == "kept");
        field.map(|input| input.attribute("value").to_owned()).unwrap_or_default()
    };
    let asked = check(&nobody, TABLE).await.status(401).text();
    has(&kept(&asked), &["/app/bulk do=check-bulk&", "sheet=amount%2Cmemo", "Two+loaves"]);
    let fields = [("do", "check-bulk"), ("sheet", "")];
    let asked = send(&nobody, "app/bulk", &fields, Some(TABLE.as_bytes())).await.status(401).text();
    has(&kept(&asked), &["sheet=amount%2Cmemo", "Two+loaves"]);
    let fields = [("owner_key", key.as_str()), ("kept", &kept(&asked))];
    let again = nobody.post("app/sign-in", &fields).await.status(200).text();
    has(
        &again,
        &["enctype=\"multipart/form-data\"", "action=\"/app/bulk\"", "name=\"sheet\" value=\"amount,memo", "Send it"],
    );
    // What is longer than a sign-in carries isn't cut off, and what is no text isn't changed: it has to be sent again, and that is said.
    let long = format!("memo\n{}", "x\n".repeat(20_000));
    let asked = check(&app.browser(), &long).await.status(401).text();
    has(&asked, &["What you sent could not be kept", "role=\"alert\"", "action=\"/app/sign-in/recovery\""]);
    assert_eq!(kept(&asked), "");
    let fields = [("do", "check-bulk"), ("sheet", "")];
    let asked = send(&app.browser(), "app/bulk", &fields, Some(b"amount\n\xff")).await.status(401).text();
    has(&asked, &["What you sent could not be kept"]);
    assert_eq!(kept(&asked), "");
    // A form with a secret is never kept, and isn't to be sent again blindly.
    has_not(&app.browser().post("app/methods", &[("secret", "x")]).await.text(), &["could not be kept"]);
}

async fn what_waits_for_a_way_to_be_paid_is_remarked(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let sheet = "amount,currency,memo\n5,EUR,A\n6,USD,B\n700,USD,C\n";
    let shown = check(&seller, sheet).await.status(200).text();
    has(&shown, &["href=\"/app/methods\">", "Make 3 links"]);
    has_not(&shown, &["None of your ways to be paid takes"]);
    let settings = json!({"iban": "DE75512108001245126199", "beneficiary": "Anna Ltd"});
    app.api(&payee.api_key).post("methods", &json!({"rail": "sepa", "settings": settings})).await.status(201);
    let shown = check(&seller, sheet).await.status(200).text();
    has(&shown, &["None of your ways to be paid takes USD.", "Make 3 links"]);
    assert_eq!(shown.matches("None of your ways to be paid takes").count(), 1, "{shown}");
    // It is a remark: they are made, and it stands there once more.
    let place = make(&seller, &form_id(), sheet, &[]).await.status(303).location().to_owned();
    has(&seller.page(&place).await, &["3 links made", "None of your ways to be paid takes USD."]);
    has_not(&check(&seller, TABLE).await.status(200).text(), &["None of your ways to be paid takes"]);
    // A disabled account is told so before anything is filled in.
    app.cli_ok(&["payee", "disable", "anna"]);
    has(&seller.page("app/bulk").await, &["class=\"note is-failed notice\""]);
}
