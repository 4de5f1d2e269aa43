//! A payee's own link at a wallet: it is seen before it is saved, each wallet is told from the others, and its note finds the payment in a
//! statement.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::by_hand::{Case, contract, copied};
use crate::accounting::statements::{booking, import};
use crate::support::{Api, App, Browser, Page, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        to_paypal,
        to_swish,
        to_payme,
        a_link_is_seen_before_it_is_saved,
        what_is_wrong_is_said_beside_it,
        each_wallet_is_offered_by_its_name_for_what_it_takes,
        a_statement_finds_the_payment_by_the_note,
        a_wallet_that_left_the_table_is_not_offered,
    ]
}

async fn to_paypal(app: App) {
    let case = Case {
        rail: "link",
        settings: json!({"wallet": "paypal", "handle": "https://www.paypal.com/paypalme/zq7anna"}),
        wrong: (json!({"wallet": "paypal", "handle": "https://paypal.me.zq7.example/anna"}), &["handle"]),
        refused: &[("25.000", "KWD"), ("1250.50", "HUF"), ("1000000.00", "EUR")],
        amount: ("12.50", "EUR"),
        // The link has no place for a note.
        copied: &["zq7anna", "{rf}"],
        code: &["https://paypal.me/zq7anna/12.50EUR"],
        link: Some("https://paypal.me/zq7anna/12.50EUR\" rel=\"noreferrer noopener\">Pay €12.50 with PayPal</a>"),
        hidden: &["zq7anna"],
    };
    contract(app, case).await;
}

async fn to_swish(app: App) {
    let case = Case {
        rail: "link",
        settings: json!({"wallet": "swish", "handle": "123 771 77 17"}),
        wrong: (json!({"wallet": "zq7"}), &["wallet", "handle"]),
        refused: &[("25.00", "EUR"), ("1000000.00", "SEK")],
        amount: ("100.00", "SEK"),
        copied: &["1237717717"],
        code: &["C1237717717;100,00;{rf};0"],
        link: Some(
            "https://app.swish.nu/1/p/sw/?sw=1237717717&amt=100.00&cur=SEK&msg={rf}&src=qr\" rel=\"noreferrer noopener\">",
        ),
        hidden: &["1237717717", "123 771"],
    };
    contract(app, case).await;
}

async fn to_payme(app: App) {
    let case = Case {
        rail: "link",
        settings: json!({"wallet": "payme", "handle": "SK31 1200 0000 1987 4263 7541", "beneficiary": "Pekáreň Zq7"}),
        wrong: (json!({"wallet": "payme", "handle": "CZ5855000000001265098001"}), &["handle", "beneficiary"]),
        refused: &[("25.00", "CZK"), ("10000000.00", "EUR")],
        amount: ("480.50", "EUR"),
        copied: &["SK3112000000198742637541"],
        code: &["https://payme.sk/?V=1&IBAN=SK3112000000198742637541&AM=480.50&CC=EUR&MSG={rf}&CN=Pekaren%20Zq7"],
        link: Some("https://payme.sk/?V=1&IBAN=SK3112000000198742637541&AM=480.50&CC=EUR&MSG={rf}&CN=Pekaren%20Zq7"),
        hidden: &["Pekáreň Zq7", "SK3112000000198742637541", "198742637541"],
    };
    contract(app, case).await;
}

async fn add(api: &Api, wallet: &str, handle: &str) -> Value {
    let body = json!({"rail": "link", "settings": {"wallet": wallet, "handle": handle}});
    api.post("methods", &body).await.status(201).json()
}

/// Sends the form for PayPal as a browser does.
async fn send(seller: &Browser, handle: &str, seen: &str) -> crate::support::Answer {
    let fields = [("rail", "link"), ("wallet", "paypal"), ("handle", handle), ("seen", seen)];
    seller.post("app/methods", &fields).await
}

async fn a_link_is_seen_before_it_is_saved(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let list = seller.page("app/methods/add").await;
    has(
        &list,
        &["/app/methods/add/link?wallet=paypal\"", "/app/methods/add/link?wallet=wave-ci\"", "Wave Côte d’Ivoire"],
    );
    let form = seller.page("app/methods/add/link?wallet=paypal").await;
    has(&form, &["name=\"wallet\" value=\"paypal\"", "Your name or link at PayPal", "https://paypal.me/anna"]);
    has_not(&form, &["name=\"beneficiary\"", "name=\"seen\"", "Add PayPal"]);
    has(&seller.page("app/methods/add/link?wallet=payme").await, &["name=\"beneficiary\""]);
    // A rail with wallets has no form without one.
    has(&seller.page("app/methods/add/link").await, &["/app/methods/add/link?wallet=paypal\""]);
    has(&seller.page("app/methods/add/link?wallet=zq7").await, &["/app/methods/add/link?wallet=paypal\""]);

    let number = "select count(*) from methods";
    let shown = send(&seller, "paypal.me/zq7anna", "").await.status(200).text();
    has(&shown, &["Pay €25.00 with PayPal", "Try the link", "Add PayPal", "value=\"paypal.me/zq7anna\""]);
    let link = "href=\"https://paypal.me/zq7anna/25.00EUR\" target=\"_blank\" rel=\"noreferrer noopener\"";
    has(&shown, &[link]);
    assert_eq!(app.db().number(number).await, 0, "nothing is saved yet");

    // Another account than the one that was shown is shown first, too.
    let seen = between(&shown, "name=\"seen\" value=\"", "\"").to_owned();
    has(&send(&seller, "zq7berta", &seen).await.status(200).text(), &["https://paypal.me/zq7berta/25.00EUR"]);
    assert_eq!(app.db().number(number).await, 0);

    let added = send(&seller, "paypal.me/zq7anna", &seen).await.status(303).location().to_owned();
    assert_eq!(app.db().number(number).await, 1);
    let page = seller.page(added.trim_start_matches('/')).await;
    has(&page, &["PayPal is added.", "<strong>PayPal</strong>", "Pay €25.00 with PayPal"]);
    has_not(&page, &["zq7anna"]);
    let methods = app.api(&payee.api_key).get("methods").await.json();
    assert_eq!((&methods["data"][0]["rail"], &methods["data"][0]["wallet"]), (&json!("link"), &json!("paypal")));
}

async fn what_is_wrong_is_said_beside_it(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    for (typed, said) in [
        ("", "This is needed"),
        ("anna@zq7.example", "This isn’t a name, number or link of PayPal."),
        ("http://paypal.me/anna", "This isn’t a link of PayPal. Yours looks like https://paypal.me/anna"),
        ("https://paypal.me.zq7.example/anna", "This isn’t a link of PayPal."),
        ("https://anna@paypal.me/anna", "This isn’t a link of PayPal."),
    ] {
        let page = send(&seller, typed, "").await.status(400).text();
        let read = Page::read(&page);
        let field = read.one("input#link-handle");
        assert_eq!((field.attribute("value"), field.attribute("aria-invalid")), (typed, "true"), "{typed}");
        has(&page, &[" autofocus>"]);
        has(&page, &[said, "Nothing was saved yet", "id=\"link-handle-error\""]);
        has_not(&page, &["Try the link"]);
    }
    let unknown = [("rail", "link"), ("wallet", "zq7"), ("handle", "anna")];
    has(&seller.post("app/methods", &unknown).await.status(400).text(), &["Choose one of: paypal, payme, swish"]);
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
}

async fn each_wallet_is_offered_by_its_name_for_what_it_takes(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    for (wallet, handle) in [("paypal", "zq7anna"), ("swish", "1237717717"), ("wave-ci", "M_ci_Zq7Zq7Zq7")] {
        assert_eq!(add(&api, wallet, handle).await["wallet"], wallet);
    }
    let kept = app.db().texts("select wallet || coalesce(only_currency, '') from methods order by wallet").await;
    assert_eq!(kept, ["paypal", "swishSEK", "wave-ciXOF"]);
    for (amount, offered) in [
        ("12.50eur", &["Pay €12.50 with PayPal"][..]),
        ("100sek", &["with PayPal", "with Swish"]),
        ("2500xof", &["with Wave Côte d’Ivoire"]),
        ("1250.50huf", &[]),
        ("25cad", &["with PayPal"]),
        ("25inr", &[]),
    ] {
        let page = app.browser().page(&format!("anna/{amount}")).await;
        assert_eq!(page.matches("name=\"method\"").count(), offered.len(), "{amount}");
        has(&page, offered);
        has_not(&page, &["zq7anna", "1237717717", "M_ci_"]);
    }
    // Without an amount, too, each is known by its currencies.
    let open = app.request(&api, &json!({"currency": "SEK"})).await;
    has(&app.browser().page(&format!("r/{open}")).await, &["Pay with PayPal", "Pay with Swish"]);
    let list = app.signed_in(&payee).await.page("app/methods").await;
    has(&list, &["SEK · you confirm", "XOF · you confirm", "<strong>Swish</strong>"]);
}

async fn a_statement_finds_the_payment_by_the_note(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    add(&api, "bunq", "zq7anna").await;
    let code = app.request(&api, &json!({"amount": "12.50"})).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    let page = app.browser().page(&own).await;
    has(&page, &[&format!("href=\"https://bunq.me/zq7anna/12.50/{rf}\""), "Recipient at bunq"]);
    assert_eq!(copied(&page), ["zq7anna"], "the rest is filled in");
    assert_eq!(api.get(&format!("payments?request={code}")).await.json()["data"][0]["provider_ref"], rf);
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);

    import(&api, &[booking("12.50", "B001", &format!("bunq.me {rf}"))]).await;
    let payment = api.get(&format!("payments?request={code}")).await.json()["data"][0].clone();
    assert_eq!((&payment["state"], &payment["evidence"]), (&json!("settled"), &json!("statement")));
    let receipt = app.browser().page(&own).await;
    has(&receipt, &["<dd>bunq</dd>"]);
    has_not(&receipt, &["zq7anna"]);
    app.audit();
}

async fn a_wallet_that_left_the_table_is_not_offered(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    add(&api, "bunq", "zq7anna").await;
    let code = app.request(&api, &json!({"amount": "12.50"})).await;
    app.db().execute("update methods set wallet = 'gone'").await;
    has_not(&app.browser().page(&format!("r/{code}")).await, &["name=\"method\""]);
    app.signed_in(&payee).await.page("app/methods").await;
}
