//! Play money is never taken for money: what only test methods can pay, and what was paid by one, says so wherever it is seen.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, Browser, between, both};

const MARK: &str = "Test: no money moves";

pub fn tests() -> Vec<Trial> {
    both![a_test_is_marked_wherever_it_is_seen, where_money_moves_nothing_is_marked, what_leaves_in_a_chat_is_marked,]
}

/// Who looks at a request.
struct Views<'a> {
    app: &'a App,
    api: &'a Api,
    seller: &'a Browser,
}

impl Views<'_> {
    /// Whether the request's resource, alone and in the list, and the seller's pages have the mark: all of them, or none.
    async fn marked(&self, code: &str) -> bool {
        let alone = self.api.get(&format!("requests/{code}")).await.status(200).json()["test"].clone();
        let list = self.api.get("requests").await.status(200).json();
        let listed = list["data"].as_array().expect("a list").iter().find(|request| request["code"] == code);
        let listed = listed.expect("it is in the list")["test"].clone();
        let page = self.seller.page(&format!("app/requests/{code}")).await;
        let slips = self.seller.page("app/requests").await;
        let slip = slips.split("<li>").find(|slip| slip.contains(code)).expect("its slip");
        // Behind the request's own state, not a payment's.
        let head = page.split("<h2>").next().expect("a page");
        let seen = [head.contains(MARK), slip.contains(MARK), listed == Value::Bool(true), alone == Value::Bool(true)];
        assert!(seen.iter().all(|one| *one == seen[0]), "{code}: {seen:?}");
        seen[0]
    }

    async fn pay_page(&self, code: &str) -> bool {
        self.app.browser().page(&format!("r/{code}")).await.contains(MARK)
    }

    async fn sheet(&self, code: &str) -> bool {
        self.app.browser().page(&format!("r/{code}/print")).await.contains(MARK)
    }

    /// Whether everything that leaves in a chat has the mark: the preview's title, the message of the seller's page, the API's message
    /// and its links. All of them, or none.
    async fn sent(&self, code: &str) -> bool {
        let page = self.app.browser().page(&format!("r/{code}")).await;
        let title = between(&page, "<meta property=\"og:title\" content=\"", "\"").to_owned();
        let request = self.api.get(&format!("requests/{code}")).await.status(200).json();
        let share = request["share"].clone();
        let german = self.api.get(&format!("requests/{code}?lang=de")).await.status(200).json()["share"].clone();
        let sellers = self.seller.page(&format!("app/requests/{code}/share")).await;
        let text = |share: &Value, name: &str| share[name].as_str().expect("a text").to_owned();
        let mut seen = vec![
            title.starts_with(MARK),
            text(&share, "text").starts_with(MARK),
            text(&share, "whatsapp").contains("text=Test%3A%20no%20money%20moves%20%C2%B7%20"),
            text(&share, "email").contains("Test%3A%20no%20money%20moves"),
            text(&german, "text").starts_with("Test: Es fließt kein Geld · "),
        ];
        // What is paid is not sent any more.
        if request["status"] == "open" {
            seen.push(sellers.contains(&format!("{MARK} · ")));
        }
        assert!(seen.iter().all(|one| *one == seen[0]), "{code}: {seen:?}: {title}, {share}");
        assert!(title.chars().count() <= 60, "{title}");
        seen[0]
    }

    async fn card(&self, code: &str) -> Vec<u8> {
        self.app.browser().get(&format!("r/{code}/card.png")).await.status(200).body
    }

    async fn pays_by_test(&self, code: &str, demo: &str) {
        let started = self.app.browser().post(&format!("r/{code}/pay"), &[("method", demo)]).await.status(303);
        self.app.browser().post(started.location(), &[("outcome", "approve")]).await.status(303);
    }
}

fn id(method: &Value) -> String {
    method["id"].as_str().expect("an id").to_owned()
}

async fn a_test_is_marked_wherever_it_is_seen(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let demo = id(&api.get("methods").await.json()["data"][0]);
    let seller = app.signed_in(&payee).await;
    let views = Views { app: &app, api: &api, seller: &seller };
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    assert!(
        views.marked(&code).await && views.pay_page(&code).await && views.sheet(&code).await,
        "only a test can pay"
    );
    assert!(api.post("requests", &json!({"amount": "1.00"})).await.status(201).json()["test"] == json!(true));
    let under_way = app.request(&api, &json!({"amount": "26.00"})).await;
    let started = app.browser().post(&format!("r/{under_way}/pay"), &[("method", &demo)]).await.status(303);
    app.browser().post(started.location(), &[("outcome", "pending")]).await.status(303);
    assert!(views.marked(&under_way).await && views.pay_page(&under_way).await, "it is on its way");
    views.pays_by_test(&code, &demo).await;
    let paid = app.browser().page(&format!("r/{code}")).await;
    assert!(paid.contains("PAID") && paid.contains(MARK), "the stamp stands for play money");
    // What was paid so stays marked, whatever the payee adds later.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    assert!(views.marked(&code).await && views.pay_page(&code).await);
}

async fn where_money_moves_nothing_is_marked(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let demo = id(&api.get("methods").await.json()["data"][0]);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    api.post("methods", &bank).await.status(201);
    let seller = app.signed_in(&payee).await;
    let views = Views { app: &app, api: &api, seller: &seller };
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    assert!(!views.marked(&code).await && !views.sheet(&code).await, "a transfer can pay it");
    // In another currency only the test can.
    let dollars = app.request(&api, &json!({"amount": "25.00", "currency": "USD"})).await;
    assert!(views.marked(&dollars).await && views.sheet(&dollars).await);
    // One that money came for beside play money has got money.
    let both = app.request(&api, &json!({"amount": "10.00", "max_payments": 2})).await;
    views.pays_by_test(&both, &demo).await;
    assert!(views.marked(&both).await, "nothing but play money arrived");
    api.post(&format!("requests/{both}/payments"), &json!({"amount": "10.00"})).await.status(201);
    assert!(!views.marked(&both).await && !views.pay_page(&both).await);
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    assert!(!views.marked(&code).await && !views.pay_page(&code).await, "cash is money");
    // One that is over and got nothing is no test any more.
    api.post(&format!("requests/{dollars}/cancel"), &json!({})).await.status(200);
    assert!(!views.marked(&dollars).await);
}

/// The mark of what is sent follows from what is asked and from the methods alone: that something was paid, and how, is not told.
async fn what_leaves_in_a_chat_is_marked(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let demo = id(&api.get("methods").await.json()["data"][0]);
    let views = Views { app: &app, api: &api, seller: &seller };
    let code = app.request(&api, &json!({"amount": "25.00", "preview": "amount", "memo": "Two loaves"})).await;
    let open = app.request(&api, &json!({})).await;
    assert!(views.sent(&code).await && views.sent(&open).await);
    let personal = app.browser().page("anna/25").await;
    assert!(personal.contains(&format!("<meta property=\"og:title\" content=\"{MARK} · ")), "{personal}");
    let (marked, generic) = (views.card(&code).await, views.card(&open).await);
    let of_payee = app.browser().get("anna/card.png").await.status(200).body;
    assert_eq!(of_payee, generic, "one picture for every payee");
    // Paid by a test, it doesn't say more and doesn't say less.
    views.pays_by_test(&code, &demo).await;
    assert_eq!(views.card(&code).await, marked);
    assert!(views.sent(&code).await);
    // With a way that moves money the mark is gone everywhere.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    assert!(!views.sent(&code).await && !views.sent(&open).await);
    assert_ne!(views.card(&code).await, marked);
    assert_ne!(views.card(&open).await, generic);
    // Of several ways, the demo is marked where it is chosen.
    let personal = app.browser().page("anna/25").await;
    assert!(!between(&personal, "<meta property=\"og:title\" content=\"", "\"").contains(MARK), "{personal}");
}
