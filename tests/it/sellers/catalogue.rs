//! The catalogue: added to, changed, put in order and sold out by its payee and nobody else, on its page and by its programs.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::buyers::orders::products;
use crate::support::{App, Browser, Page, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_catalogue_is_kept_on_its_page,
        what_is_wrong_with_a_product_is_told_and_kept,
        a_program_replaces_it_whole,
        nobody_else_sees_or_changes_it,
        no_text_of_a_product_becomes_markup,
    ]
}

const PAGE: &str = "app/catalogue";

/// The names of the products in the order of the seller's page.
async fn names(seller: &Browser) -> Vec<String> {
    let page = Page::read(&seller.page(PAGE).await);
    page.all(".ordered .place strong").iter().map(|name| name.text.trim().to_owned()).collect()
}

/// The id of the product in this place of the seller's page.
async fn id(seller: &Browser, at: usize) -> String {
    let page = Page::read(&seller.page(PAGE).await);
    let link = page.all(".ordered .place p a")[at].attribute("href").to_owned();
    link.rsplit('/').next().expect("an id").to_owned()
}

async fn add(seller: &Browser, name: &str, price: &str) {
    let fields = [("name", name), ("price", price), ("currency", "EUR"), ("available", "on")];
    assert_eq!(seller.post("app/catalogue/add", &fields).await.status(303).location(), "/app/catalogue");
}

async fn a_catalogue_is_kept_on_its_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/settings").await, &["href=\"/app/catalogue\""]);
    has(&seller.page("app/new").await, &["href=\"/app/catalogue\""]);
    has(&seller.page(PAGE).await, &["Your catalogue is empty."]);
    for (name, price) in [("Rye", "4.50"), ("Cake", "3,33"), ("Pretzel", "1")] {
        add(&seller, name, price).await;
    }
    assert_eq!(names(&seller).await, ["Rye", "Cake", "Pretzel"]);
    has(&seller.page(PAGE).await, &["€3.33", &format!("{}anna/order", app.base)]);
    let pretzel = id(&seller, 2).await;
    for _ in 0..3 {
        seller.post(&format!("app/catalogue/{pretzel}/up"), &[]).await.status(303);
    }
    assert_eq!(names(&seller).await, ["Pretzel", "Rye", "Cake"]);
    seller.post(&format!("app/catalogue/{pretzel}/down"), &[]).await.status(303);
    assert_eq!(names(&seller).await, ["Rye", "Pretzel", "Cake"]);
    seller.post(&format!("app/catalogue/{pretzel}/available"), &[("available", "no")]).await.status(303);
    has(&seller.page(PAGE).await, &["Sell again: Pretzel", "Sold out: Rye"]);
    // The form has what is there, and changes it.
    let place = format!("app/catalogue/{pretzel}");
    let form = Page::read(&seller.page(&place).await);
    assert_eq!((form.one("#name").attribute("value"), form.one("#price").attribute("value")), ("Pretzel", "1.00"));
    let change = [("name", "Pretzel, warm"), ("price", "1.20"), ("description", "With salt"), ("available", "on")];
    seller.post(&place, &change).await.status(303);
    let changed = &api.get("catalogue").await.status(200).json()["products"][1];
    let wanted =
        json!({"id": pretzel, "name": "Pretzel, warm", "description": "With salt", "price": "1.20", "available": true});
    assert_eq!(*changed, wanted);
    seller.post(&format!("app/catalogue/{pretzel}/remove"), &[]).await.status(303);
    assert_eq!(names(&seller).await, ["Rye", "Cake"]);
    assert_eq!(seller.get(&place).await.code, 404);
    // Added once, however often it is tapped.
    let once = form_id();
    let fields = [("once", &*once), ("name", "Bun"), ("price", "0.80"), ("available", "on")];
    for _ in 0..2 {
        seller.post("app/catalogue/add", &fields).await.status(303);
    }
    assert_eq!(names(&seller).await, ["Rye", "Cake", "Bun"]);
    has(seller.post(PAGE, &[("confirms_first", "on")]).await.status(303).location(), &["saved=1"]);
    assert_eq!(api.get("catalogue").await.json()["confirms_first"], true);
    // Fifty are enough.
    let many: Vec<Value> = (0..49).map(|n| json!({"name": format!("Bun {n}"), "price": "1.00"})).collect();
    api.put("catalogue", &json!({"products": many})).await.status(200);
    add(&seller, "The last", "1").await;
    has_not(&seller.page(PAGE).await, &["Add a product"]);
    let fields = [("name", "One more"), ("price", "1"), ("available", "on")];
    has(&seller.post("app/catalogue/add", &fields).await.status(400).text(), &["50 products at most", "One more"]);
}

async fn what_is_wrong_with_a_product_is_told_and_kept(app: App) {
    let (payee, ..) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let good = [("name", "Rye"), ("price", "4.50"), ("currency", "EUR"), ("description", "Sour"), ("available", "on")];
    for (field, bad, told) in [
        ("name", "", "This is needed"),
        ("name", "!?", "no letter"),
        ("name", "a\u{202e}b", "U+202E"),
        ("price", "", "how much one costs"),
        ("price", "0", "more than"),
        ("price", "much", "12.50"),
        ("price", "4.505", "two different amounts"),
        ("description", "a\u{2066}b", "U+2066"),
        ("currency", "XXQ", "XXQ"),
    ] {
        let fields = good.map(|(name, value)| (name, if name == field { bad } else { value }));
        let page = seller.post("app/catalogue/add", &fields).await.status(400).text();
        let read = Page::read(&page);
        for (name, value) in fields.into_iter().filter(|(name, _)| *name != "available") {
            assert_eq!(read.one(&format!("#{name}")).attribute("value"), value, "{field} {bad}");
        }
        let error = read.one(&format!("#{field}-error")).text.clone();
        assert!(error.contains(told) || told == "more than", "{field} {bad}: {error}");
    }
    let outdated = [("once", "x"), ("name", "Rye"), ("price", "4.50")];
    has(&seller.post("app/catalogue/add", &outdated).await.status(400).text(), &["not up to date", "value=\"Rye\""]);
    assert_eq!(app.db().number("select count(*) from products").await, 0);
    // In yen there are no decimals.
    let yen = good.map(|(name, value)| (name, if name == "currency" { "JPY" } else { value }));
    seller.post("app/catalogue/add", &yen).await.status(400);
    seller.post("app/catalogue/add", &[("name", "Rye"), ("price", "450"), ("currency", "jpy")]).await.status(303);
    has(&seller.page(PAGE).await, &["¥450"]);
}

async fn a_program_replaces_it_whole(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let empty = api.get("catalogue").await.status(200);
    assert_eq!((&empty.json()["currency"], &empty.json()["products"]), (&json!("EUR"), &json!([])));
    let tag = empty.header("etag").to_owned();
    let put = async |tag: &str, body: &Value| {
        let call = api.call(reqwest::Method::PUT, "catalogue").header("If-Match", tag).json(body);
        crate::support::Answer::of(call).await
    };
    let made = put(&tag, &json!({"products": products()})).await.status(200);
    assert_eq!(put(&tag, &json!({"products": []})).await.code, 412, "it has changed since");
    assert_eq!(api.get("catalogue").await.json(), made.json());
    let [rye, cake] = [0, 1].map(|at| made.json()["products"][at].clone());
    let body = json!({"currency": "CHF", "products": [cake, {"name": "Bun", "price": "0.80"}, rye]});
    let replaced = api.put("catalogue", &body).await.status(200).json();
    let names: Vec<_> = replaced["products"].as_array().expect("a list").iter().map(|p| p["name"].clone()).collect();
    assert_eq!(names, ["Cake", "Bun", "Rye bread"]);
    assert_eq!((&replaced["currency"], &replaced["products"][2]["id"]), (&json!("CHF"), &rye["id"]));
    assert_eq!(app.db().number("select count(*) from products").await, 3);
    for (body, wrong) in [
        (json!({}), vec![("products", "required")]),
        (json!({"currency": "XXQ", "products": []}), vec![("currency", "unknown_currency")]),
        (
            json!({"products": [{"name": "", "price": "0"}, {"name": "Bun", "price": "1,20", "description": "\u{202e}"}]}),
            vec![
                ("products[0].name", "required"),
                ("products[0].price", "not_positive"),
                ("products[1].description", "unprintable"),
                ("products[1].price", "not_a_number"),
            ],
        ),
        (
            json!({"products": [rye, rye, {"id": "prd_aaaaaaaaaaaaaaaaaaaaaa", "name": "Bun", "price": "1"}]}),
            vec![("products[1].id", "unknown"), ("products[2].id", "unknown")],
        ),
        (json!({"products": vec![json!({"name": "Bun", "price": "1"}); 51]}), vec![("products", "too_many")]),
    ] {
        let told = api.put("catalogue", &body).await.status(400).problems();
        let wrong: Vec<_> = wrong.into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect();
        assert_eq!(told, wrong, "{body}");
    }
    assert_eq!(api.get("catalogue").await.json(), replaced);
}

async fn nobody_else_sees_or_changes_it(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let made = api.put("catalogue", &json!({"products": products()})).await.status(200).json();
    let rye = made["products"][0]["id"].as_str().expect("an id").to_owned();
    let berta = app.payee("berta");
    let (other, theirs) = (app.signed_in(&berta).await, app.api(&berta.api_key));
    has_not(&other.page(PAGE).await, &["Rye", &rye]);
    assert_eq!(other.get(&format!("app/catalogue/{rye}")).await.code, 404);
    let change = [("name", "Mine"), ("price", "1"), ("available", "on")];
    assert_eq!(other.post(&format!("app/catalogue/{rye}"), &change).await.code, 404);
    for deed in ["available", "up", "down", "remove"] {
        assert_eq!(other.post(&format!("app/catalogue/{rye}/{deed}"), &[]).await.code, 404, "{deed}");
    }
    let stolen = json!({"products": [{"id": rye, "name": "Mine", "price": "1.00"}]});
    theirs.put("catalogue", &stolen).await.status(400);
    assert_eq!(theirs.get("catalogue").await.json()["products"], json!([]));
    assert_eq!(api.get("catalogue").await.json(), made);
}

async fn no_text_of_a_product_becomes_markup(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for text in [
        "\"\"''``",
        "</title><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "{{ 7777*7777 }} { $payee }",
        "&lt;b&gt; &amp;amp; &#38;",
        "+1 & 2=3 ?#;",
        "مقهى (2) <b>",
        "שלום \"עולם\" & 3 > 2",
    ] {
        let body = json!({"products": [{"name": text, "description": text, "price": "1.00"}]});
        let made = api.put("catalogue", &body).await.status(200).json();
        let id = made["products"][0]["id"].as_str().expect("an id").to_owned();
        assert_eq!(made["products"][0]["name"], text);
        let page = Page::read(&app.browser().page("anna/order").await);
        assert_eq!((&*page.one(".products label").text, &*page.one(".products p").text), (text, text));
        assert_eq!(page.all("script").len(), 2, "{text}");
        let form = Page::read(&seller.page(&format!("app/catalogue/{id}")).await);
        assert_eq!(form.one("#name").attribute("value"), text);
        assert_eq!(Page::read(&seller.page(PAGE).await).one(".ordered strong").text, text);
        let fields = [
            ("once", form_id()),
            ("then", "send".into()),
            (&*format!("q-{id}"), "3".into()),
            (&*format!("p-{id}"), "100".into()),
        ]
        .map(|(name, value): (&str, String)| (name.to_owned(), value));
        let fields: Vec<_> = fields.iter().map(|(name, value)| (&**name, &**value)).collect();
        let sent = app.browser().post("anna/order", &fields).await.status(303);
        let page = Page::read(&app.browser().page(sent.location()).await);
        let message = page.one("#message").text.clone();
        // Without the marks that isolate a text of another direction.
        let plain = message.replace(['\u{2068}', '\u{2069}'], "");
        assert!(plain.contains(&format!(" · 3 × {text}: http")), "{message}");
        assert_eq!(page.one(".act button").attribute("data-copy"), message);
    }
}
