//! Settings on pages of their own, ways to be paid, and what is wrong in the seller's language.

use chit::domain::language::Language;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, App, Browser, Page, between, both, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        each_page_saves_its_own_fields,
        suggested_amounts_keep_their_currency,
        a_method_has_a_name_of_its_payees_own,
        errors_are_in_the_sellers_language,
        these_pages_have_a_language_of_the_browsers_own,
        payers_choices_are_seen_before,
    ]
}

const IBAN: &str = "DE75512108001245126199";

/// Sends a form from a browser of another language.
async fn post_in(browser: &Browser, language: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let request = browser.request(Method::POST, path).header("Accept-Language", language);
    browser.send(form(request.header("Sec-Fetch-Site", "same-origin"), fields)).await
}

async fn get_in(browser: &Browser, language: &str, path: &str) -> String {
    browser.send(browser.request(Method::GET, path).header("Accept-Language", language)).await.status(200).text()
}

async fn each_page_saves_its_own_fields(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (one, two) = (app.signed_in(&payee).await, app.signed_in(&app.payee("berta")).await);
    let full = [("name", "Café Anna"), ("accent", "5"), ("suggested_1", "2.50"), ("asks_note", "on")];
    one.post("app/settings/profile", &full).await.status(200);
    let there = [("language", "de"), ("zone", "Europe/Berlin"), ("currency", "CHF")];
    // A page that was open all the while knows nothing of the other's fields, and leaves them.
    one.post("app/settings/language", &there).await.status(200);
    let me = api.get("me").await.json();
    assert_eq!((&me["name"], &me["accent"], &me["asks_note"]), (&json!("Café Anna"), &json!(5), &json!(true)));
    assert_eq!((&me["language"], &me["zone"], &me["currency"]), (&json!("de"), &json!("Europe/Berlin"), &json!("CHF")));
    one.post("app/settings/profile", &[("name", "Anna"), ("accent", "")]).await.status(200);
    let me = api.get("me").await.json();
    assert_eq!((&me["name"], &me["asks_note"]), (&json!("Anna"), &json!(false)), "a box that isn’t ticked isn’t sent");
    assert_eq!((&me["language"], &me["zone"], &me["currency"]), (&json!("de"), &json!("Europe/Berlin"), &json!("CHF")));
    assert_eq!(me["suggested_amounts"], json!(["2.50"]), "no field was sent for them");
    // Both at once.
    let name = [("name", "Both")];
    let zone = [("zone", "Asia/Tokyo")];
    let (profile, language) =
        tokio::join!(one.post("app/settings/profile", &name), one.post("app/settings/language", &zone));
    profile.status(200);
    language.status(200);
    let me = api.get("me").await.json();
    assert_eq!((&me["name"], &me["zone"]), (&json!("Both"), &json!("Asia/Tokyo")));
    // Nothing of it was another payee's.
    has(&two.page("app/settings/profile").await, &["value=\"berta\""]);
    for page in
        ["app/settings", "app/settings/keys", "app/settings/webhooks", "app/settings/data", "app/settings/about"]
    {
        Page::read(&one.page(page).await).one("h1");
    }
}

async fn suggested_amounts_keep_their_currency(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings/profile", &[("name", "Anna"), ("suggested_1", "2.50")]).await.status(200);
    seller.post("app/settings/language", &[("currency", "CHF")]).await.status(200);
    assert_eq!(api.get("me").await.json()["suggested_amounts"], json!(["2.50"]));
    // 2.50 yen are no amount, and 250 yen were never suggested.
    let refused = seller.post("app/settings/language", &[("currency", "JPY")]).await.status(400).text();
    has(&refused, &["id=\"currency-error\"", "Empty them on the page Profile first."]);
    assert_eq!(api.get("me").await.json()["currency"], "CHF");
    seller.post("app/settings/profile", &[("name", "Anna"), ("suggested_1", "")]).await.status(200);
    seller.post("app/settings/language", &[("currency", "JPY")]).await.status(200);
    assert_eq!(api.get("me").await.json()["currency"], "JPY");
}

async fn a_method_has_a_name_of_its_payees_own(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let bank = [("rail", "sepa"), ("iban", IBAN), ("beneficiary", "Anna"), ("label", "House account")];
    let added = seller.post("app/methods", &bank).await.status(303);
    let page = seller.page(added.location().trim_start_matches('/')).await;
    has(&page, &["Bank transfer is added.", "Try it: open as a payer", ">House account</bdi>", "EUR · you confirm"]);
    let id = between(&page, "action=\"/app/methods/", "/label\"").to_owned();
    let path = format!("app/methods/{id}/label");
    seller.post(&path, &[("label", "  Savings ")]).await.status(303);
    has(&seller.page("app/methods").await, &[">Savings</bdi>"]);
    has(&seller.page("app/methods/order").await, &["Savings"]);
    let refused = seller.post(&path, &[("label", &"x".repeat(41))]).await.status(400).text();
    has(&refused, &["40 characters at most", &"x".repeat(41), " open>"]);
    // Nobody else sees or sets it.
    has_not(&app.browser().page("anna/5").await, &["Savings", "House account"]);
    has_not(&app.api(&payee.api_key).get("methods").await.text(), &["Savings"]);
    app.signed_in(&app.payee("berta")).await.post(&path, &[("label", "Mine")]).await.status(404);
    has(&seller.page("app/methods").await, &[">Savings</bdi>"]);
    seller.post(&path, &[("label", "")]).await.status(303);
    has_not(&seller.page("app/methods").await, &["Savings"]);
    // One that is refused on the way in is not lost.
    let wrong = [("rail", "sepa"), ("iban", "DE00"), ("beneficiary", "Anna"), ("label", "Till")];
    has(&seller.post("app/methods", &wrong).await.status(400).text(), &["sepa-iban-error", "value=\"Till\""]);
}

async fn errors_are_in_the_sellers_language(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let german = async |path: &str, fields: &[(&str, &str)], code| {
        let page = post_in(&seller, "de", path, fields).await.status(code).text();
        has(&page, &["lang=\"de\""]);
        page
    };
    let wrong = [("rail", "sepa"), ("iban", "DE00512108001245126199"), ("beneficiary", "Anna"), ("bic", "X")];
    let page = german("app/methods", &wrong, 400).await;
    has(
        &page,
        &["Das ist keine gültige IBAN.", "Das ist kein gültiger BIC.", "Es wurde noch nichts gespeichert", IBAN_LABEL],
    );
    has_not(&page, &["This is", "Account holder"]);
    let page = german("app/settings/profile", &[("name", &"x".repeat(71)), ("suggested_1", "ten")], 400).await;
    has(&page, &["höchstens 70 Zeichen", "zum Beispiel 12,50"]);
    let page = german("app/settings/language", &[("currency", "HRK"), ("zone", "Mars")], 400).await;
    has(&page, &["HRK", "Wählen Sie eine andere Währung", "Das ist keine Zeitzone."]);
    // A request in another state, and nothing at all.
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = german(&format!("app/requests/{code}/erase"), &[], 409).await;
    has(&page, &["Das Geschriebene lässt sich löschen, sobald"]);
    let problem = api.post(&format!("requests/{code}/erase"), &json!({})).await.status(409).problem();
    assert_eq!(problem["detail"], "What was written can be erased once the request is paid, cancelled or expired.");
    // What it needs is said in every language, and nothing of it in English alone.
    for language in Language::ALL.into_iter().filter(|language| *language != Language::En) {
        let page = post_in(&seller, language.tag(), "app/methods", &wrong).await.status(400).text();
        has_not(&page, &["This is not", "Your bank details", "Where the", "Exactly as"]);
    }
}

const IBAN_LABEL: &str = "Kontoinhaber";

async fn these_pages_have_a_language_of_the_browsers_own(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has(&get_in(&seller, "de", "app/settings").await, &["lang=\"de\"", "Einstellungen"]);
    let kept = seller.post("app/settings/pages-language", &[("pages", "fr")]).await.status(303);
    let cookie = kept.header("set-cookie").to_owned();
    has(&cookie, &["chit-lang=fr", "HttpOnly", "SameSite=Lax", "Path=/"]);
    has(&get_in(&seller, "de", "app/settings").await, &["lang=\"fr\"", "Réglages"]);
    has(&get_in(&seller, "de", "app/settings/language").await, &["value=\"fr\" lang=\"fr\" dir=\"ltr\" selected"]);
    // The way in reads it, too; what buyers see doesn't.
    has(&get_in(&seller, "de", "anna/5").await, &["lang=\"de\""]);
    has(&get_in(&seller, "de", "app/settings?lang=ja").await, &["lang=\"ja\""]);
    let forgotten = seller.post("app/settings/pages-language", &[("pages", "")]).await.status(303);
    has(forgotten.header("set-cookie"), &["chit-lang=;", "Max-Age=0"]);
    has(&get_in(&seller, "de", "app/settings").await, &["lang=\"de\""]);
    // Nothing but a language is ever kept.
    let odd = seller.post("app/settings/pages-language", &[("pages", "\"><script>")]).await.status(303);
    has(odd.header("set-cookie"), &["chit-lang=;"]);
}

async fn payers_choices_are_seen_before(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has_not(&seller.page("app/methods").await, &["What the payer will see"]);
    seller.post("app/methods", &[("rail", "demo")]).await.status(303);
    seller.post("app/methods", &[("rail", "sepa"), ("iban", IBAN), ("beneficiary", "Anna")]).await.status(303);
    seller.post("app/methods", &[("rail", "pix"), ("key", "anna@example.com")]).await.status(303);
    let page = seller.page("app/methods").await;
    has(&page, &["What the payer will see", "Pay €25.00 by bank transfer", "Pay €25.00 with Demo"]);
    has_not(&page, &["with Pix"]);
    let at = |text: &str| page.find(text).expect("a choice");
    assert!(at("Pay €25.00 by bank transfer") < at("Pay €25.00 with Demo"), "in the payer’s order");
    let page = seller.page("app/methods?currency=BRL").await;
    has(&page, &["R$", "Pix", "aria-current=\"true\">BRL"]);
    has_not(&page, &["by bank transfer"]);
    // A currency that nobody asked about is the payee's own.
    has(&seller.page("app/methods?currency=%22%3E%3Cscript%3E").await, &["Pay €25.00 by bank transfer"]);
    has(&app.browser().page("anna/25").await, &["Pay €25.00 by bank transfer", "Pay €25.00 with Demo"]);
}
