//! Pay pages in each state, and what they tell a stranger.

use libtest_mimic::Trial;
use serde_json::json;

use super::{IBAN, asked_at_provider};
use crate::support::{App, Message, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_pay_page_shows_how_things_stand,
        an_open_amount_is_typed_as_people_write,
        bounds_are_shown_and_kept,
        hostile_text_stays_text,
        a_preview_tells_no_more_than_the_dial_allows,
        bank_details_are_on_the_payers_own_page_only,
        the_qr_code_comes_as_a_picture,
        the_pay_form_names_what_is_wrong,
        the_providers_form_takes_its_three_answers,
    ]
}

async fn a_pay_page_shows_how_things_stand(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let payer = app.browser();
    let body =
        json!({"amount": "25.00", "memo": "Coffee", "due_on": "2071-11-30", "expires_at": "2071-12-01T18:30:00Z"});
    let code = app.request(&api, &body).await;
    let (link, pay) = (format!("r/{code}"), format!("r/{code}/pay"));
    has(
        &payer.page(&link).await,
        &[
            "<bdi>anna</bdi> asks for",
            "Coffee",
            "30 November 2071",
            "1 December 2071 at 6:30\u{202f}pm UTC",
            "Pay €25.00 with Demo",
            "class=\"qr\"",
        ],
    );
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending")).await;
    has(&payer.page(&link).await, &["On its way", "Don’t pay again"]);
    has_not(&payer.page(&link).await, &["name=\"method\""]);
    has(&payer.post(&pay, &[]).await.status(409).text(), &["Don’t pay again"]);
    hook.reported(&Message::new(&order, "decline")).await;
    has(&payer.page(&link).await, &["Pay €25.00 with Demo"]);
    hook.reported(&Message::new(&order, "approve")).await;
    has(&payer.page(&link).await, &["PAID", "There is nothing left to do here"]);
    has_not(&payer.page(&link).await, &["name=\"method\"", "class=\"qr\""]);
    has(&payer.post(&pay, &[]).await.status(409).text(), &["PAID"]);
    let code = app.request(&api, &body).await;
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{code}'")).await;
    has(&payer.page(&format!("r/{code}")).await, &["Expired on", "ask <bdi>anna</bdi> for a new link"]);
    has(&payer.post(&format!("r/{code}/pay"), &[]).await.status(409).text(), &["Expired on"]);
    let code = app.request(&api, &body).await;
    api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
    has(&payer.page(&format!("r/{code}")).await, &["Cancelled", "has withdrawn this request"]);
    has(&payer.post(&format!("r/{code}/pay"), &[]).await.status(409).text(), &["has withdrawn"]);
    assert_eq!(app.db().number("select count(*) from payments").await, 1);
    // One that several may pay is not closed by one of them being on his way.
    let code = app.request(&api, &json!({"amount": "5.00", "max_payments": 2})).await;
    let (_, order) = app.start_payment(&code).await;
    hook.reported(&Message::new(&order, "pending").of("5.00", "EUR")).await;
    has(&payer.page(&format!("r/{code}")).await, &["Pay €5.00 with Demo"]);
    // Without a way to pay there is a page all the same.
    let berta = app.api(&app.payee("berta").api_key);
    let code = app.request(&berta, &json!({"amount": "5.00"})).await;
    has(&payer.page(&format!("r/{code}")).await, &["This can’t be paid yet"]);
    payer.post(&format!("r/{code}/pay"), &[]).await.status(400);
}

async fn an_open_amount_is_typed_as_people_write(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    let pay = format!("r/{}/pay", app.request(&api, &json!({"memo": "Tips"})).await);
    for (typed, asked) in [
        ("12,50", "€12.50"),
        ("12.50", "€12.50"),
        (" 12,5 ", "€12.50"),
        ("€12,50", "€12.50"),
        ("12.50 EUR", "€12.50"),
        ("1.234,50", "€1,234.50"),
        ("1 234.50", "€1,234.50"),
        ("١٢٫٥٠", "€12.50"),
    ] {
        assert_eq!(asked_at_provider(&payer, &pay, &[("amount", typed)]).await, asked, "{typed}");
    }
    let yen = format!("r/{}/pay", app.request(&api, &json!({"currency": "JPY"})).await);
    assert_eq!(asked_at_provider(&payer, &yen, &[("amount", "1,200")]).await, "¥1,200");
    let dinar = format!("r/{}/pay", app.request(&api, &json!({"currency": "BHD"})).await);
    assert_eq!(asked_at_provider(&payer, &dinar, &[("amount", "1234,5")]).await, "BHD\u{a0}1,234.500");
    // A fixed amount is what it is, whatever a form says.
    let fixed = format!("r/{}/pay", app.request(&api, &json!({"amount": "25.00"})).await);
    assert_eq!(asked_at_provider(&payer, &fixed, &[("amount", "0.01")]).await, "€25.00");
}

async fn bounds_are_shown_and_kept(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let payer = app.browser();
    let between = "Between <bdi>€5.00</bdi> and <bdi>€50.00</bdi>.";
    for (body, shown) in [
        (json!({"min_amount": "5", "max_amount": "50"}), between),
        (json!({"min_amount": "5"}), "<bdi>€5.00</bdi> or more."),
        (json!({"max_amount": "50"}), "Up to <bdi>€50.00</bdi>."),
        (json!({}), "Any amount, in <bdi>EUR</bdi>."),
    ] {
        let code = app.request(&api, &body).await;
        has(&payer.page(&format!("r/{code}")).await, &[shown]);
    }
    let pay = format!("r/{}/pay", app.request(&api, &json!({"min_amount": "5", "max_amount": "50"})).await);
    let before = app.db().rows().await;
    for (typed, said) in
        [("4,99", "The smallest amount is €5.00"), ("50,01", "The largest amount is €50.00"), ("0", "more than zero")]
    {
        let refused = payer.post(&pay, &[("amount", typed)]).await.status(400).text();
        has(&refused, &[said, &format!("value=\"{typed}\""), "aria-invalid=\"true\"", between]);
    }
    assert_eq!(app.db().rows().await, before);
    for (typed, asked) in [("5", "€5.00"), ("50,00", "€50.00")] {
        assert_eq!(asked_at_provider(&payer, &pay, &[("amount", typed)]).await, asked);
    }
}

async fn hostile_text_stays_text(app: App) {
    const HOSTILE: &str = "\"><script>alert(1)</script>&'{{7777*7777}}";
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let saved = seller.post("app/settings/profile", &[("name", HOSTILE), ("currency", "EUR")]).await.status(200);
    let body = json!({"memo": HOSTILE, "reference": HOSTILE, "items": [{"name": HOSTILE, "amount": "25.00"}], "preview": "amount"});
    let code = app.request(&api, &body).await;
    let (provider, _) = app.start_payment(&code).await;
    let payer = app.browser();
    let own = payer.post(&provider, &[("outcome", "approve")]).await.status(303).location().to_owned();
    let open = app.request(&api, &json!({})).await;
    let pages = [
        saved.text(),
        payer.page(&format!("r/{code}")).await,
        payer.page("anna/25").await,
        payer.page("anna/report").await,
        payer.page(&format!("r/{code}/report?sent=%22%3E%3Cscript%3E")).await,
        payer.post(&format!("r/{code}/report"), &[("reason", HOSTILE)]).await.status(400).text(),
        payer.page(&provider).await,
        payer.page(&own).await,
        payer.post(&format!("r/{open}/pay"), &[("amount", HOSTILE)]).await.status(400).text(),
        payer.post(&format!("r/{open}/pay"), &[("amount", "5"), ("method", HOSTILE)]).await.status(400).text(),
        seller.page("app/requests").await,
        seller.page(&format!("app/requests/{code}")).await,
        seller.page("app/settings/profile").await,
        seller.page("app/requests?q=%22%3E%3Cscript%3Ealert(1)&status=%22%3E%3Cscript%3E").await,
        seller
            .page("app/new?memo=%22%3E%3Cscript%3Ealert(1)%3B&amount=%22%3E%3Cscript%3E&currency=%22%3E%3Cscript%3E")
            .await,
        seller
            .post("app/new", &[("amount", HOSTILE), ("currency", HOSTILE), ("memo", HOSTILE), ("preview", HOSTILE)])
            .await
            .status(400)
            .text(),
        seller
            .post("app/methods", &[("rail", "sepa"), ("iban", HOSTILE), ("beneficiary", HOSTILE)])
            .await
            .status(400)
            .text(),
        seller.post("app/methods", &[("rail", HOSTILE)]).await.status(400).text(),
        seller
            .post(
                &format!("app/requests/{open}/mark-paid"),
                &[("amount", HOSTILE), ("paid_on", HOSTILE), ("note", HOSTILE)],
            )
            .await
            .status(400)
            .text(),
        seller
            .get("app/export/movements?from=%22%3E%3Cscript%3E&to=%3Cscript%3E&zone=%3Cscript%3E")
            .await
            .status(400)
            .text(),
        payer.get("app/sign-in/%22%3E%3Cscript%3E").await.text(),
        payer.post("app/sign-in/%22%3E%3Cscript%3E", &[]).await.text(),
        payer.post("app/sign-in", &[("owner_key", HOSTILE)]).await.text(),
    ];
    for (at, page) in pages.iter().enumerate() {
        assert!(
            !page.contains("<script>") && !page.contains("alert(1)</") && !page.contains("60481729"),
            "page {at}:\n{page}"
        );
    }
}

async fn a_preview_tells_no_more_than_the_dial_allows(app: App) {
    let (_, api, _) = app.seller("anna").await;
    // Nothing but a demo would be marked as a test.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    let head = async |dial: &str| {
        let code = app.request(&api, &json!({"amount": "25.00", "memo": "Secret purpose", "preview": dial})).await;
        let page = app.browser().page(&format!("r/{code}")).await;
        has(&page, &["Secret purpose"]);
        between(&page, "<head>", "</head>").to_owned()
    };
    let none = head("none").await;
    has_not(&none, &["og:", "anna", "25.00", "Secret"]);
    let generic = head("generic").await;
    has(&generic, &["og:title\" content=\"A payment request\""]);
    has_not(&generic, &["anna", "25.00", "Secret"]);
    let amount = head("amount").await;
    has(&amount, &["og:title\" content=\"anna asks for €25.00\""]);
    has_not(&amount, &["Secret"]);
}

async fn bank_details_are_on_the_payers_own_page_only(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let settings = json!({"iban": IBAN, "beneficiary": "Anna Beispiel", "bic": "SOLADEST600"});
    api.post("methods", &json!({"rail": "sepa", "settings": settings})).await.status(201);
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (payer, seller) = (app.browser(), app.signed_in(&payee).await);
    let secret = [&IBAN[2..10], "DE75 5121", "Beispiel", "SOLADEST", "payto:"];
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303);
    has_not(&own.text(), &secret);
    let own = own.location().to_owned();
    let page = payer.get(&own).await.status(200);
    assert_eq!(page.header("cache-control"), "no-store");
    has(
        &page.text(),
        &[
            "DE75 5121 0800 1245 1261 99",
            "Anna Beispiel",
            "SOLADEST600",
            "payto://iban/",
            "RF",
            "25.00",
            "class=\"qr\"",
        ],
    );
    for page in [
        payer.page(&format!("r/{code}")).await,
        payer.page("anna").await,
        payer.page("anna/25").await,
        payer.page(&format!("r/{code}.svg")).await,
        seller.page("app/requests").await,
        seller.page("app/methods").await,
        seller.page(&format!("app/requests/{code}")).await,
        api.get("methods").await.text(),
        api.get(&format!("requests/{code}")).await.text(),
        api.get("payments").await.text(),
        api.get("exports/movements").await.text(),
        app.log(),
    ] {
        has_not(&page, &secret);
    }
    // At rest they are sealed, and so is what the payer is shown.
    let stored =
        app.db().texts("select settings from methods union all select instructions from payments").await.join("\n");
    has_not(&stored, &secret);
    // Amounts that a transfer can't carry are not offered one.
    let dollars = app.request(&api, &json!({"amount": "25.00", "currency": "USD"})).await;
    has(&payer.page(&format!("r/{dollars}")).await, &["This can’t be paid yet"]);
    payer.post(&format!("r/{dollars}/pay"), &[]).await.status(400);
}

/// Width and height of a PNG.
fn pixels(png: &[u8]) -> (u32, u32) {
    assert!(png.starts_with(b"\x89PNG\r\n\x1a\n"));
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().expect("four bytes"));
    (number(16), number(20))
}

async fn the_qr_code_comes_as_a_picture(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let payer = app.browser();
    let svg = payer.get(&format!("r/{code}.svg")).await.status(200);
    assert_eq!(svg.header("content-type"), "image/svg+xml");
    has(&svg.text(), &["<svg xmlns=\"http://www.w3.org/2000/svg\"", "viewBox", "<path"]);
    has_not(&svg.text(), &["<script", &code]);
    // The drawing on the page is the same.
    let path = between(&svg.text(), "stroke=\"#000\" d=\"", "\"").to_owned();
    has(&payer.page(&format!("r/{code}")).await, &[&path]);
    for (query, size) in [("", 512), ("?size=512", 512), ("?size=100", 100), ("?size=2048", 2048), ("?size=333", 333)] {
        let png = payer.get(&format!("r/{code}.png{query}")).await.status(200);
        assert_eq!(png.header("content-type"), "image/png");
        assert_eq!(pixels(&png.body), (size, size), "{query}");
    }
    for size in ["0", "1", "-1", "2049", "99999999999", "abc", "", "1.5", "%00"] {
        let refused = payer.get(&format!("r/{code}.png?size={size}")).await;
        assert_eq!(refused.code, 400, "{size}");
        has(&refused.text(), &["pixels"]);
    }
    // Another link is another code.
    let other = app.request(&api, &json!({"amount": "25.00"})).await;
    assert_ne!(payer.get(&format!("r/{other}.svg")).await.body, svg.body);
}

async fn the_pay_form_names_what_is_wrong(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (fixed, open) = (app.request(&api, &json!({"amount": "25.00"})).await, app.request(&api, &json!({})).await);
    let payer = app.browser();
    let before = app.db().rows().await;
    for path in [format!("r/{fixed}/pay"), format!("r/{open}/pay"), "anna/pay".into(), "anna/25/pay".into()] {
        for method in ["nothing", "'", "m\0", &"x".repeat(5000)] {
            let answer = payer.post(&path, &[("amount", "5,00"), ("method", method)]).await.status(400).text();
            has(&answer, &["Choose one of the ways to pay", "class=\"error\""]);
        }
    }
    for path in [format!("r/{open}/pay"), "anna/pay".into()] {
        for (typed, said) in [
            ("", "Type how much"),
            ("zwölf", "Write the amount in digits"),
            ("1.234", "two different amounts"),
            ("12,505", "two different amounts"),
            ("12,5055", "does not have that many decimals"),
            ("0", "more than zero"),
            ("99999999999999", "The largest amount is €9,999,999,999.99."),
        ] {
            let answer = payer.post(&path, &[("amount", typed)]).await.status(400).text();
            has(&answer, &[said, &format!("value=\"{typed}\""), "amount-error"]);
        }
    }
    assert_eq!(app.db().rows().await, before);
    // Another payee's method is no way to pay this one.
    let (_, berta, hook) = app.seller("berta").await;
    drop(berta);
    let foreign = hook.url.rsplit('/').next().expect("an id");
    payer.post(&format!("r/{fixed}/pay"), &[("method", foreign)]).await.status(400);
    // A transfer has a claim; a provider reports by itself.
    let (page, _) = app.start_payment(&fixed).await;
    let own = payer.post(&page, &[("outcome", "pending")]).await.status(303).location().to_owned();
    let refused = payer.post(&format!("{own}/claim?lang=fr"), &[]).await.status(409).text();
    has(&refused, &["Vous n’avez rien à confirmer ici."]);
}

async fn the_providers_form_takes_its_three_answers(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (page, _) = app.start_payment(&code).await;
    let payer = app.browser();
    for fields in [
        &[][..],
        &[("outcome", "")],
        &[("outcome", "steal")],
        &[("outcome", "Approve")],
        &[("outcome", "approve"), ("outcome", "decline")],
    ] {
        payer.post(&page, fields).await.status(400);
    }
    let changed = page.replace("/sandbox/", "/sandbox/x");
    for page in [&changed, &format!("{page}x"), &page.replace("/sandbox/", "/sandbox/mtd_")] {
        payer.get(page).await.status(404);
        payer.post(page, &[("outcome", "approve")]).await.status(404);
    }
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_count"], 0);
    payer.post(&page, &[("outcome", "approve")]).await.status(303);
    assert_eq!(api.get(&format!("requests/{code}")).await.json()["paid_count"], 1);
}
