//! Links that the operator has taken down.

use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use tokio::sync::Notify;

use super::{UNKNOWN, report, reported};
use crate::support::{App, Message, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    both![
        a_disabled_request_is_not_there,
        a_payer_keeps_the_proof_of_a_disabled_request,
        what_is_on_its_way_to_a_disabled_request_is_booked,
        a_payee_is_disabled_with_all_its_links,
        nothing_begins_after_a_link_is_down,
    ]
}

/// Every way to a request that a stranger has.
async fn gone(app: &App, code: &str) {
    let stranger = app.browser();
    let nothing = stranger.get(&format!("r/{UNKNOWN}")).await.status(404);
    for rest in ["", ".svg", ".png", ".png?size=64", "/live?since=open", "/report", "/report?sent=1"] {
        let answer = stranger.get(&format!("r/{code}{rest}")).await.status(404);
        assert_eq!(answer.body, nothing.body, "{rest}");
        assert_eq!(answer.header("content-type"), nothing.header("content-type"), "{rest}");
    }
    for rest in ["/pay", "/report"] {
        let answer = stranger.post(&format!("r/{code}{rest}"), &[("reason", "other")]).await.status(404);
        assert_eq!(answer.body, nothing.body, "{rest}");
    }
}

async fn a_disabled_request_is_not_there(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let other = app.request(&api, &json!({"amount": "25.00"})).await;
    let api_says = async || api.get(&format!("requests/{code}")).await.status(200).json();
    assert_eq!(api_says().await["disabled_at"], Value::Null);
    assert_eq!(app.cli_ok(&["disable", &code]), format!("{code} is off.\n"));
    gone(&app, &code).await;
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
    assert_eq!(app.db().number("select count(*) from reports").await, 0);
    app.browser().page(&format!("r/{other}")).await;
    app.browser().page("anna").await;

    // Its payee is told, and sees it as before.
    let before = api_says().await;
    assert_eq!(before["status"], "open");
    assert!(before["disabled_at"].is_string(), "{before}");
    let seller = app.signed_in(&payee).await;
    let note = "Whoever runs this service has disabled this link.";
    has(&seller.page(&format!("app/requests/{code}")).await, &[note]);
    has_not(&seller.page(&format!("app/requests/{other}")).await, &[note]);
    assert_eq!(seller.page("app/requests").await.matches("Link disabled").count(), 1);
    app.cli_ok(&["disable", &code]);
    assert_eq!(api_says().await["disabled_at"], before["disabled_at"], "it is down since it was taken down");

    assert_eq!(app.cli_ok(&["enable", &code]), format!("{code} is on.\n"));
    assert_eq!(api_says().await["disabled_at"], Value::Null);
    has(&app.browser().page(&format!("r/{code}")).await, &["€25.00"]);
    has_not(&seller.page(&format!("app/requests/{code}")).await, &[note]);
    app.start_payment(&code).await;
    // One that is paid goes and comes back as well.
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    app.cli_ok(&["disable", &code]);
    gone(&app, &code).await;
    app.cli_ok(&["enable", &code]);
    has(&app.browser().page(&format!("r/{code}")).await, &["PAID"]);
}

async fn a_payer_keeps_the_proof_of_a_disabled_request(app: App) {
    const IBAN: &str = "DE75 5121 0800 1245 1261 99";
    let (_, api, hook) = app.seller("anna").await;
    let bank = json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}});
    let bank = api.post("methods", &bank).await.status(201).json()["id"].as_str().expect("an id").to_owned();
    let demo = hook.url.rsplit('/').next().expect("an id").to_owned();
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 9})).await;
    let payer = app.browser();
    let starts = async |method: &str| {
        let started = app.browser().post(&format!("r/{code}/pay"), &[("method", method)]).await.status(303);
        started.location().to_owned()
    };
    let returns = |page: &str| order(page)["return_url"].as_str().expect("a URL").to_owned();
    let (pending, claimed) = (starts(&bank).await, starts(&bank).await);
    payer.post(&format!("{claimed}/claim"), &[]).await.status(303);
    let (begun, under_way, settled) = (starts(&demo).await, starts(&demo).await, starts(&demo).await);
    payer.post(&under_way, &[("outcome", "pending")]).await.status(303);
    payer.post(&settled, &[("outcome", "approve")]).await.status(303);
    has(&payer.page(&pending).await, &[IBAN]);

    // Whether the link is taken down or the payee with all of them.
    for link in [code.as_str(), "@anna"] {
        app.cli_ok(&["disable", link]);
        let nothing = payer.get("p/unknown").await.status(404).body;
        for path in
            [pending.clone(), format!("{pending}/live?since=pending"), returns(&begun), format!("{pending}/qr.png")]
        {
            assert_eq!(payer.get(&path).await.status(404).body, nothing, "{path}");
        }
        assert_eq!(payer.post(&format!("{pending}/claim"), &[]).await.status(404).body, nothing);
        has(&payer.page(&claimed).await, &["Waiting for confirmation"]);
        has(&payer.page(&returns(&under_way)).await, &["On its way"]);
        has(&payer.page(&returns(&settled)).await, &["PAID", "receipt"]);
        payer.get(&format!("{}/receipt.json", returns(&settled))).await.status(200);
        gone(&app, &code).await;
        app.cli_ok(&["enable", link]);
        has(&payer.page(&pending).await, &[IBAN]);
    }
    // What the provider says of money that was on its way is told to its payer, payee or no payee.
    app.cli_ok(&["disable", "@anna"]);
    let name = order(&under_way)["id"].as_str().expect("an id").to_owned();
    hook.reported(&Message::new(&name, "approve")).await;
    has(&payer.page(&returns(&under_way)).await, &["PAID", "receipt"]);
    payer.get(&format!("{}/receipt.json", returns(&under_way))).await.status(200);
    app.audit();
}

async fn what_is_on_its_way_to_a_disabled_request_is_booked(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    app.cli_ok(&["disable", &code]);
    hook.reported(&Message::new(&order, "approve")).await;
    let request = api.get(&format!("requests/{code}")).await.status(200).json();
    assert_eq!((&request["status"], &request["paid_total"]), (&json!("paid"), &json!("25.00")));
    assert_eq!(app.db().number("select count(*) from ledger_entries where gross = 2500").await, 1);
    gone(&app, &code).await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&format!("app/requests/{code}")).await, &["€25.00 arrived", "disabled this link"]);
    app.audit();
}

async fn a_payee_is_disabled_with_all_its_links(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    report(&app, &format!("r/{code}"), "other").await.status(303);
    let seller = app.signed_in(&payee).await;
    assert_eq!(app.cli_ok(&["disable", "@anna"]), "@anna is off.\n");
    gone(&app, &code).await;
    let nothing = app.browser().get(&format!("r/{UNKNOWN}")).await.status(404).body;
    for path in ["anna", "anna/25", "anna/report"] {
        assert_eq!(app.browser().get(path).await.status(404).body, nothing, "{path}");
    }
    for path in ["anna/pay", "anna/25/pay", "anna/report"] {
        let answer = app.browser().post(path, &[("reason", "other"), ("amount", "5")]).await.status(404);
        assert_eq!(answer.body, nothing, "{path}");
    }
    assert!(reported(&app)[0]["disabled_at"].is_string(), "a request is down with its payee");
    has(&seller.page("app").await, &["Whoever runs this service has disabled your links."]);
    app.cli_ok(&["enable", &format!("{}anna/25eur", app.base)]);
    has_not(&seller.page("app").await, &["disabled your links"]);
    app.browser().page(&format!("r/{code}")).await;
    app.browser().page("anna").await;
}

/// Payers are quick. Once the command that takes a link down has ended, not one more payment has begun.
async fn nothing_begins_after_a_link_is_down(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "max_payments": 1000})).await;
    let count = async || app.db().number("select count(*) from payments").await;
    for (link, pay) in [(code.as_str(), format!("r/{code}/pay")), ("@anna", "anna/25/pay".to_owned())] {
        let before = count().await;
        let first = Notify::new();
        let (app, pay, first) = (&app, &pay, &first);
        // Each goes on until there is nothing to pay any more.
        let payers = join_all((0..12).map(|_| async move {
            let mut begun = 0;
            loop {
                let answer = app.browser().post(pay, &[]).await;
                match answer.code {
                    303 => {
                        begun += 1;
                        first.notify_one();
                    }
                    404 => break begun,
                    code => panic!("{code}: {}", answer.text()),
                }
            }
        }));
        // The command is a process of its own: it runs on a thread, and payers go on meanwhile.
        let down = async {
            // One payment at least has begun before.
            first.notified().await;
            let mut command = app.command_for(&["disable", link]);
            let done = tokio::task::spawn_blocking(move || command.output().expect("chit runs")).await;
            assert!(done.expect("it ran").status.success());
            count().await
        };
        let (begun, when_down) = tokio::join!(payers, down);
        assert_eq!(count().await, when_down, "a payment of {link} began after it was down");
        let begun: i64 = begun.into_iter().sum();
        assert_eq!(begun + before, when_down, "{link}");
        app.cli_ok(&["enable", link]);
        app.browser().post(pay, &[]).await.status(303);
    }
}
