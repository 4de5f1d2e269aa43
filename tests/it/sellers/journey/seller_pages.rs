//! The sellers' pages: methods, settings, the list, a request's own page.

use libtest_mimic::Trial;
use serde_json::json;

use crate::support::{App, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        methods_are_added_and_removed_on_a_page,
        settings_change_what_payers_see,
        the_list_searches_and_filters,
        the_list_goes_on_page_by_page,
        a_request_is_cancelled_on_its_page,
        a_request_is_marked_as_paid_on_its_page,
    ]
}

async fn methods_are_added_and_removed_on_a_page(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/methods").await, &["There is none yet", "Add a way"]);
    has(
        &seller.page("app/methods/add").await,
        &["Bank transfer", "EUR · you confirm", "Demo", "All currencies · confirms itself"],
    );
    seller
        .post(
            "app/methods",
            &[("rail", "sepa"), ("iban", "de75 5121 0800 1245 1261 99"), ("beneficiary", "Anna"), ("bic", "")],
        )
        .await
        .status(303);
    seller.post("app/methods", &[("rail", "demo")]).await.status(303);
    let page = seller.page("app/methods").await;
    has(&page, &["Remove Bank transfer", "Remove Demo"]);
    has_not(&page, &["DE75", "de75", "5121"]);
    assert_eq!(
        app.db().number("select count(*) from methods where settings like '%DE75%' or settings like '%5121%'").await,
        0
    );
    has(&app.browser().page("anna/5").await, &["Choose how to pay", "by bank transfer", "with Demo"]);
    has_not(&app.browser().page("anna/5usd").await, &["by bank transfer"]);
    let id = between(&page, "action=\"/app/methods/", "/label\"").to_owned();
    // Nobody else can take it away.
    let stranger = app.signed_in(&app.payee("berta")).await;
    stranger.post(&format!("app/methods/{id}/delete"), &[]).await.status(404);
    seller.post(&format!("app/methods/{id}/delete"), &[]).await.status(303);
    seller.post(&format!("app/methods/{id}/delete"), &[]).await.status(404);
    has_not(&seller.page("app/methods").await, &[&id]);
    has_not(&app.browser().page("anna/5").await, &["by bank transfer"]);
}

async fn settings_change_what_payers_see(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let saved =
        seller.post("app/settings/profile", &[("name", "Café Anna"), ("currency", "usd")]).await.status(200).text();
    has(&saved, &["Saved.", "value=\"Café Anna\""]);
    has(&seller.page("app/settings/language").await, &["value=\"USD\""]);
    has(&app.browser().page("anna/25").await, &["Café Anna", ">US$<", "25.00"]);
    let me = app.api(&payee.api_key).get("me").await.json();
    assert_eq!((&me["name"], &me["currency"]), (&json!("Café Anna"), &json!("USD")));
}

async fn the_list_searches_and_filters(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let eggs = app.request(&api, &json!({"amount": "1.00", "memo": "Eggs 100%"})).await;
    let milk = app.request(&api, &json!({"amount": "2.00", "memo": "Milk", "reference": "INV-2"})).await;
    let rf = api.get(&format!("requests/{milk}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    api.post(&format!("requests/{eggs}/cancel"), &json!({})).await.status(200);
    let seller = app.signed_in(&payee).await;
    let shows = async |query: &str, found: &[&str], not: &[&str]| {
        let page = seller.page(&format!("app/requests?{query}")).await;
        has(&page, found);
        has_not(&page, not);
    };
    shows("", &[&eggs, &milk], &[]).await;
    shows("q=eggs", &[&eggs], &[&milk]).await;
    shows("q=100%25", &[&eggs], &[&milk]).await;
    // Signs are no words.
    shows("q=%25", &["No request fits"], &[&eggs, &milk]).await;
    shows("q=_", &["No request fits"], &[&eggs, &milk]).await;
    shows("q=inv-2", &[&milk], &[&eggs]).await;
    shows(&format!("q={milk}"), &[&format!("/app/requests/{milk}")], &[&eggs]).await;
    shows(&format!("q={rf}"), &[&milk], &[&eggs]).await;
    shows("status=cancelled", &[&eggs], &[&milk]).await;
    shows("status=open", &[&milk], &[&eggs]).await;
    shows("status=paid", &["No request fits"], &[&milk, &eggs]).await;
    shows("status=nonsense&q=%00&before=x&before_code=y", &[], &[]).await;
}

async fn the_list_goes_on_page_by_page(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let mut codes = Vec::new();
    for _ in 0..65 {
        codes.push(app.request(&api, &json!({"amount": "1.00", "memo": "a & b"})).await);
    }
    let seller = app.signed_in(&payee).await;
    let (mut seen, mut path) = (Vec::new(), "app/requests?q=a+%26+b".to_owned());
    loop {
        let page = seller.page(&path).await;
        let slips = page.split("href=\"/app/requests/").skip(1);
        seen.extend(slips.map(|slip| slip.split(['"', '?', '/']).next().expect("a code").to_owned()));
        if !page.contains(">Older</a>") {
            break;
        }
        let next = page.rsplit_once(">Older</a>").expect("there").0.rsplit("href=\"").next().expect("a link");
        path = next.split('"').next().expect("a link").replace("&#38;", "&");
    }
    codes.reverse();
    assert_eq!(seen, codes);
}

async fn a_request_is_cancelled_on_its_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let cancel = format!("app/requests/{code}/cancel");
    seller.post(&cancel, &[]).await.status(303);
    seller.post(&cancel, &[]).await.status(303);
    has(&seller.page(&format!("app/requests/{code}")).await, &["Cancelled"]);
    let payer = app.browser();
    has(&payer.page(&format!("r/{code}")).await, &["has withdrawn this request"]);
    payer.post(&format!("r/{code}/pay"), &[]).await.status(409);
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
}

async fn a_request_is_marked_as_paid_on_its_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let seller = app.signed_in(&payee).await;
    let mark = format!("app/requests/{code}/mark-paid");
    has(&seller.page(&format!("app/requests/{code}")).await, &["Paid another way", "value=\"25.00\""]);
    // In two parts, as the payee writes numbers.
    seller
        .post(&mark, &[("amount", "5,00"), ("paid_on", "2026-01-02"), ("note", "Cash <at> the door")])
        .await
        .status(303);
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(
        &page,
        &[
            "€5.00 arrived",
            "By your word.",
            "It moved on 2 January 2026.",
            "€20.00 less than was asked",
            "Cash &#60;at&#62; the door",
            "value=\"20.00\"",
        ],
    );
    has(&app.browser().page(&format!("r/{code}")).await, &["Part of <bdi>€25.00</bdi> has been paid", "20.00"]);
    seller.post(&mark, &[("amount", "")]).await.status(303);
    let page = seller.page(&format!("app/requests/{code}")).await;
    has(&page, &["is-paid\">Paid"]);
    has_not(&page, &["less than was asked"]);
    // A second tap changes nothing.
    seller.post(&mark, &[("amount", "20,00")]).await.status(303);
    let request = api.get(&format!("requests/{code}")).await.json();
    assert_eq!(
        (&request["status"], &request["paid_total"], &request["paid_count"]),
        (&json!("paid"), &json!("25.00"), &json!(2))
    );
    let payments = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!(payments["data"][1]["settled_at"], "2026-01-02T12:00:00.000000Z");
    app.audit();
}
