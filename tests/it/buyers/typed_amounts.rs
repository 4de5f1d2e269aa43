//! Amounts as people type them into every form, read in one way or refused with what to write; and what the service itself filled in.

use chit::domain::language::Language;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::settlement::refunds::only_payment;
use crate::support::{Api, App, Browser, Message, Page, both, has, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_payers_amount_has_one_reading,
        a_sellers_amounts_have_one_reading,
        thousands_and_three_decimals_are_told_apart,
        what_was_filled_in_is_taken_as_it_is,
        suggestions_that_were_filled_in_are_taken_as_they_are,
        a_personal_link_has_one_reading,
        signs_of_the_currency_are_read,
        another_currencys_sign_is_named_to_payers_in_their_language,
        another_currencys_sign_is_named_to_payees,
    ]
}

/// Texts that fit no way of writing an amount of euros, or two.
const UNCLEAR: [&str; 12] = [
    "12 50",
    "12'50",
    "5 00",
    "12.34,56",
    "1.2.3",
    "1,2.3,4",
    "12,50,1",
    "1.234",
    "12,505",
    "1234,567,890",
    "1.234'567",
    "12 34 56",
];

/// What a payer who typed this is asked for by the provider.
async fn asked(payer: &Browser, pay: &str, fields: &[(&str, &str)]) -> Value {
    order(payer.post(pay, fields).await.status(303).location())["amount"].clone()
}

async fn amount_of(api: &Api, code: &str) -> Value {
    api.get(&format!("requests/{code}")).await.json()["amount"].clone()
}

async fn a_payers_amount_has_one_reading(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    let code = app.request(&api, &json!({})).await;
    let before = app.db().rows().await;
    for path in [format!("r/{code}/pay"), "anna/pay".to_owned()] {
        for typed in UNCLEAR {
            let refused = payer.post(&path, &[("amount", typed)]).await.status(400).text();
            let page = Page::read(&refused);
            has(&page.one("#amount-error").text, &["two different amounts", "such as 1234.50"]);
            assert_eq!(page.one("#amount").attribute("value"), typed, "what was typed is kept");
        }
        for typed in ["12.", "007", ".50", "12k", "1२"] {
            let refused = payer.post(&path, &[("amount", typed)]).await.status(400).text();
            has(&Page::read(&refused).one("#amount-error").text, &["in digits, such as 12.50"]);
        }
    }
    assert_eq!(app.db().rows().await, before, "nothing was begun");
    let pay = format!("r/{code}/pay");
    for (typed, minor) in [("12,50", 1250), ("1.234.567,8", 123_456_780), ("1,23,456.50", 12_345_650), ("12,–", 1200)]
    {
        assert_eq!(asked(&payer, &pay, &[("amount", typed)]).await, minor, "{typed}");
    }
}

async fn a_sellers_amounts_have_one_reading(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let paid = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&paid).await;
    hook.reported(&Message::new(&order, "approve")).await;
    let refund = format!("app/payments/{}/refund", only_payment(&api, &paid).await);
    let open = app.request(&api, &json!({"amount": "9999.00"})).await;
    let mark = format!("app/requests/{open}/mark-paid");
    let settings =
        |text: &'static str| [("name", "Anna"), ("currency", "EUR"), ("suggested_1", "5"), ("suggested_2", text)];
    let before = app.db().rows().await;
    let unclear = "This could be read as two different amounts";
    for typed in UNCLEAR {
        let forms: [(&str, Vec<(&str, &str)>); 6] = [
            ("app/new", vec![("amount", typed)]),
            ("app/new", vec![("kind", "between"), ("min_amount", typed)]),
            ("app/new", vec![("kind", "open"), ("suggested_3", typed)]),
            ("app/settings/profile", settings(typed).into()),
            (&refund, vec![("amount", typed), ("left", "2500")]),
            (&mark, vec![("amount", typed), ("seen", "0")]),
        ];
        for (path, fields) in forms {
            let refused = seller.post(path, &fields).await.status(400).text();
            has(&refused, &[unclear]);
            let kept = Page::read(&refused).all("input").iter().any(|input| input.attribute("value") == typed);
            assert!(kept, "{path} lost {typed:?}");
        }
    }
    assert_eq!(app.db().rows().await, before, "nothing was written");
    seller.post(&refund, &[("amount", "1,50 €"), ("left", "2500")]).await.status(303);
    seller.post(&mark, &[("amount", "1.234,50"), ("seen", "0")]).await.status(303);
    let totals = api.get(&format!("requests/{open}")).await.json();
    assert_eq!(totals["paid_total"], "1234.50");
    assert_eq!(api.get(&format!("requests/{paid}")).await.json()["paid_total"], "23.50");
}

async fn thousands_and_three_decimals_are_told_apart(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (payer, seller) = (app.browser(), app.signed_in(&payee).await);
    for currency in ["KWD", "BHD", "OMR", "TND"] {
        let pay = format!("r/{}/pay", app.request(&api, &json!({"currency": currency})).await);
        let before = app.db().rows().await;
        for typed in ["1,000", "1.000", "12,345", "123.456", &format!("{currency} 1,000")] {
            let refused = payer.post(&pay, &[("amount", typed)]).await.status(400).text();
            let page = Page::read(&refused);
            has(&page.one("#amount-error").text, &["two different amounts", "such as 1234", "such as 01.234"]);
            let form = [("amount", typed), ("currency", currency)];
            has(&seller.post("app/new", &form).await.status(400).text(), &["two different amounts", "01.234"]);
        }
        assert_eq!(app.db().rows().await, before);
        for (typed, minor) in
            [("1234", 1_234_000), ("01.234", 1234), ("0.500", 500), ("1,5", 1500), ("1,234.500", 1_234_500)]
        {
            assert_eq!(asked(&payer, &pay, &[("amount", typed)]).await, minor, "{typed} {currency}");
        }
    }
    // Read in the payer's own digits and marks, and suggested in them.
    let pay = format!("r/{}/pay?lang=ar", app.request(&api, &json!({"currency": "KWD"})).await);
    assert_eq!(asked(&payer, &pay, &[("amount", "١٫٢٣٤")]).await, 1234);
    assert_eq!(asked(&payer, &pay, &[("amount", "١٬٢٣٤")]).await, 1_234_000);
}

async fn what_was_filled_in_is_taken_as_it_is(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "1.000", "currency": "KWD"})).await;
    let page = seller.page(&format!("app/requests/{code}")).await;
    let filled_in = Page::read(&page).one("#amount").attribute("value").to_owned();
    assert_eq!(filled_in, "1.000");
    let mark = format!("app/requests/{code}/mark-paid");
    // What a person changed is typed.
    for typed in ["1,000", "2.000"] {
        has(&seller.post(&mark, &[("amount", typed), ("seen", "0")]).await.status(400).text(), &["01.234"]);
    }
    // A mistake elsewhere on the form doesn't change what was filled in.
    let form = [("amount", filled_in.as_str()), ("paid_on", "2031-01-01"), ("seen", "0")];
    seller.post(&mark, &form).await.status(400);
    seller.post(&mark, &[("amount", &filled_in), ("seen", "0")]).await.status(303);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_total"], "1.000");
    // A refund's form is filled in with what is left, and with what came too much.
    let over = app.request(&api, &json!({"amount": "5.000", "currency": "KWD"})).await;
    let (_, order) = app.start_payment(&over).await;
    hook.reported(&Message::new(&order, "approve").of("7.500", "KWD")).await;
    let id = only_payment(&api, &over).await;
    for (filled_in, left, total) in [("2.500", "7500", "5.000"), ("5.000", "5000", "0.000")] {
        let refund = format!("app/payments/{id}/refund");
        let page = Page::read(&seller.page(&refund).await);
        assert_eq!(page.one("#amount").attribute("value"), filled_in);
        let typed = filled_in.replace('.', ",");
        has(&seller.post(&refund, &[("amount", &typed), ("left", left)]).await.status(400).text(), &["01.234"]);
        seller.post(&refund, &[("amount", filled_in), ("left", left)]).await.status(303);
        assert_eq!(api.get(&format!("requests/{over}")).await.json()["paid_total"], total);
    }
}

async fn suggestions_that_were_filled_in_are_taken_as_they_are(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (payer, seller) = (app.browser(), app.signed_in(&payee).await);
    let body = json!({"currency": "KWD", "suggested_amounts": ["1.000", "12.345"]});
    let pay = format!("r/{}/pay", app.request(&api, &body).await);
    // Without the page's script only the choice is sent; with it, the field says the same.
    assert_eq!(asked(&payer, &pay, &[("amount", ""), ("pick", "12.345")]).await, 12_345);
    assert_eq!(asked(&payer, &pay, &[("amount", "12.345"), ("pick", "12.345")]).await, 12_345);
    payer.post(&pay, &[("amount", "12.345")]).await.status(400);
    payer.post(&pay, &[("amount", "12,345"), ("pick", "12.345")]).await.status(400);
    payer.post(&pay, &[("amount", ""), ("pick", "12,345")]).await.status(400);
    // Settings are saved again as they are shown.
    let first = [("name", "Anna"), ("currency", "KWD"), ("suggested_1", "01.234"), ("suggested_2", "5")];
    seller.post("app/settings/profile", &first).await.status(200);
    let page = Page::read(&seller.page("app/settings/profile").await);
    let shown: Vec<_> =
        page.all("input").into_iter().filter(|e| e.attribute("name").starts_with("suggested_")).collect();
    let mut form = vec![("name", "Anna K"), ("currency", "KWD")];
    form.extend(shown.iter().map(|e| (e.attribute("name"), e.attribute("value"))));
    assert_eq!(form[2..4], [("suggested_1", "1.234"), ("suggested_2", "5.000")]);
    seller.post("app/settings/profile", &form).await.status(200);
    assert_eq!(api.get("me").await.json()["suggested_amounts"], json!(["1.234", "5.000"]));
    form[2].1 = "1.235";
    has(&seller.post("app/settings/profile", &form).await.status(400).text(), &["01.234"]);
}

async fn a_personal_link_has_one_reading(app: App) {
    let (payee, _, _) = app.seller("kuwait").await;
    let seller = app.signed_in(&payee).await;
    seller.post("app/settings/profile", &[("name", "Kuwait"), ("currency", "KWD")]).await.status(200);
    let payer = app.browser();
    for path in ["kuwait/1,000", "kuwait/12,345", "kuwait/1,000kwd"] {
        let page = Page::read(&payer.get(path).await.status(404).text());
        has(&page.one("#amount-error").text, &["The amount in this link can’t be read", "such as 01.234"]);
        payer.post(&format!("{path}/pay"), &[]).await.status(400);
    }
    for (path, minor) in
        [("kuwait/1.000", 1000), ("kuwait/1.234", 1234), ("kuwait/1,5", 1500), ("kuwait/1000", 1_000_000)]
    {
        payer.page(path).await;
        assert_eq!(asked(&payer, &format!("{path}/pay"), &[]).await, minor, "{path}");
    }
    // In another currency than the payee's, nothing is suggested for that one.
    app.seller("anna").await;
    let page = Page::read(&payer.get("anna/1,000kwd").await.status(404).text());
    has(&page.one("#amount-error").text, &["two different amounts", "such as 1234.50"]);
    payer.get("anna/1,000").await.status(404);
}

async fn signs_of_the_currency_are_read(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for (typed, currency, amount) in [
        ("R$ 1.234,50", "BRL", "1234.50"),
        ("25,00 zł", "PLN", "25.00"),
        ("100 kr", "SEK", "100.00"),
        ("100,00 Kč", "CZK", "100.00"),
        ("Fr. 12.50", "CHF", "12.50"),
        ("CHF 12.–", "CHF", "12.00"),
        ("US$12.50", "USD", "12.50"),
        ("1,250円", "JPY", "1250"),
        ("KWD\u{a0}1,234.500", "KWD", "1234.500"),
        ("\u{200f}١٬٢٣٤٫٥٠\u{a0}ج.م.\u{200f}", "EGP", "1234.50"),
    ] {
        let made = seller.post("app/new", &[("amount", typed), ("currency", currency)]).await.status(303);
        let code = made.location().trim_start_matches("/app/requests/").trim_end_matches("/share").to_owned();
        assert_eq!(amount_of(&api, &code).await, amount, "{typed}");
    }
}

async fn another_currencys_sign_is_named_to_payers_in_their_language(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    let code = app.request(&api, &json!({})).await;
    let before = app.db().rows().await;
    let mut said = Vec::new();
    for language in Language::ALL {
        let pay = format!("r/{code}/pay?lang={}", language.tag());
        for (typed, named) in [("US$12.50", "US$ (USD)"), ("100 kr", "kr"), ("12,50 PLN", "PLN")] {
            let refused = payer.post(&pay, &[("amount", typed)]).await.status(400).text();
            let told = Page::read(&refused).one("#amount-error").text.clone();
            has(&told, &[named, "EUR"]);
            said.push(told);
        }
    }
    said.sort();
    said.dedup();
    assert_eq!(said.len(), 3 * Language::ALL.len(), "each in its own words");
    assert_eq!(app.db().rows().await, before);
}

async fn another_currencys_sign_is_named_to_payees(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let mark = format!("app/requests/{code}/mark-paid");
    for (path, fields) in [
        ("app/new", vec![("amount", "US$12.50"), ("currency", "EUR")]),
        ("app/new", vec![("kind", "open"), ("suggested_1", "US$12.50")]),
        (&mark, vec![("amount", "US$12.50"), ("seen", "0")]),
    ] {
        has(&seller.post(path, &fields).await.status(400).text(), &["US$ (USD)", "EUR"]);
    }
}
