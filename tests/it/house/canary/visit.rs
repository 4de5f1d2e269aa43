//! A stranger goes through the service with planted details.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use super::needles::{Needles, data, dump, grouped, look_through, wal_position};
use super::stranger::{SendIt, Stranger, extra, order_of, planted, planted_but_for_cookies, reports};
use super::{ACCOUNT, AMOUNT, MAIL, NAME, PAYEES_IBAN, PHONE, STRANGERS};
use crate::accounting::statements::{Booking, booking, camt};
use crate::sellers::alerts::service::{Device, PushService};
use crate::support::{App, Browser, between, both, form, has, has_not, until};

pub fn tests() -> Vec<Trial> {
    both![nothing_personal_is_kept, a_key_to_the_logs_opens_nothing]
}

const PAYEES_NAME: &str = "Zq7 Kontoinhaberin";

/// What a payer writes because it was asked to: for the payee's eyes.
const NOTE: &str = "Zq7 words for the payee alone";

/// Where a push service finds the payee's device.
const ENDPOINT: &str = "Zq7PushEndpoint";

/// What a payee writes for others to read: it is found, which shows that the search finds.
const MEMO: &str = "Zq7 memo that is there to be found";

async fn nothing_personal_is_kept(app: App) {
    // Temporary files would lie in its own directory, which is searched as well.
    let dir = app.dir().to_str().expect("text").to_owned();
    let settings = [
        ("CHIT_LOG", "trace"),
        ("CHIT_PROXY_HOPS", "1"),
        ("CHIT_SIGNUP", "open"),
        ("CHIT_VAPID_SUBJECT", "mailto:ops@pay.example"),
        ("TMPDIR", dir.as_str()),
    ];
    let app = app.with(&settings).await;
    let wal = wal_position(&app).await;
    let (payee, api, hook) = app.seller("zq7payee").await;
    let bank = json!({"rail": "sepa", "settings": {"iban": PAYEES_IBAN, "beneficiary": PAYEES_NAME}});
    let bank = planted(api.call(Method::POST, "methods").json(&bank)).send_it().await.status(201).json();
    let bank = bank["id"].as_str().expect("an id").to_owned();
    let demo = hook.url.rsplit('/').next().expect("an id").to_owned();
    let fixed = json!({"amount": AMOUNT, "memo": MEMO});
    let codes = [
        app.request(&api, &fixed).await,
        app.request(&api, &fixed).await,
        app.request(&api, &fixed).await,
        app.request(&api, &json!({"memo": MEMO})).await,
    ];
    let mut secrets = vec![
        ("API key", payee.api_key.clone()),
        ("sign-in link", payee.sign_in_url.rsplit('/').next().expect("a token").to_owned()),
    ];
    secrets.extend(codes.iter().map(|code| ("code", code.clone())));

    let stranger = Stranger { app: &app };
    stranger.looks(&codes).await;
    stranger.fills_in_forms(&codes[0], &codes[3]).await;
    stranger.signs_in(&payee.sign_in_url).await;
    stranger.calls_the_api(&api, &codes[0]).await;
    stranger.mumbles();

    // Payments that go through, by the provider and by the bank.
    let by_provider = stranger.pays(&codes[0], &demo).await;
    let order = order_of(&by_provider);
    stranger.decides(&by_provider).await;
    reports(&hook, &order).await;
    let arrived = crate::support::order(&by_provider)["return_url"].as_str().expect("the payer's page").to_owned();
    let query = serde_urlencoded::to_string(extra(&[("q", MAIL)])).expect("a query");
    let receipt = stranger.get(&format!("{arrived}/receipt.json?{query}")).await.status(200);
    secrets.push(("payer's page", arrived.rsplit('/').next().expect("a token").to_owned()));
    let own = stranger.pays(&codes[1], &bank).await;
    let page = planted(app.browser().request(Method::GET, &own)).send_it().await.status(200).text();
    has(&page, &[PAYEES_NAME, &grouped(PAYEES_IBAN), "payto:"]);
    stranger.get(&format!("{own}/qr.png?{query}")).await.status(200);
    stranger.get(&format!("{own}/receipt.json?{query}")).await.status(409);
    stranger.post(&format!("{own}/claim"), &[]).await.status(303);
    let personal = stranger.post("zq7payee/pay", &extra(&[("method", &bank), ("amount", AMOUNT)])).await.status(303);
    secrets.extend([("payer's page", own), ("payer's page", personal.location().to_owned())].map(|(name, path)| {
        let token = path.rsplit('/').next().expect("a token").to_owned();
        (name, token)
    }));

    // An order, with fields of which the form has none.
    let sold = json!({"products": [{"name": "Rye bread", "price": "4.50"}]});
    let sold = api.put("catalogue", &sold).await.status(200).json()["products"][0]["id"].clone();
    let (quantity, seen) =
        (format!("q-{}", sold.as_str().expect("an id")), format!("p-{}", sold.as_str().expect("an id")));
    let once = crate::support::form_id();
    let picked =
        [("once", &*once), ("then", "send"), (&*quantity, "2"), (&*seen, "450"), ("q-x", PHONE), ("p-x", MAIL)];
    // What is no number is told, and kept nowhere.
    stranger.post("zq7payee/order", &extra(&picked)).await.status(400);
    let picked: Vec<_> = picked.into_iter().filter(|(name, _)| *name != "q-x").collect();
    let ordered = stranger.post("zq7payee/order", &extra(&picked)).await.status(303);
    let sent = planted(app.browser().request(Method::GET, ordered.location())).send_it().await.status(200).text();
    has(&sent, &["2 × Rye bread"]);
    secrets.push(("code", between(ordered.location(), "/r/", "/").to_owned()));

    // A note that the payee asked for. The provider doesn't get it.
    let asking = app.request(&api, &json!({"amount": AMOUNT, "memo": MEMO, "asks_note": true})).await;
    let fields = [("method", demo.as_str()), ("note", NOTE)];
    let noted = stranger.post(&format!("r/{asking}/pay"), &fields).await.status(303).location().to_owned();
    assert_eq!(Needles::of([("note", NOTE)]).found(noted.as_bytes()), [""; 0], "at the provider");
    reports(&hook, &order_of(&noted)).await;
    let page = between(&noted, "", "/sandbox").len();
    has_not(&planted(app.browser().request(Method::GET, &noted[page..])).send_it().await.text(), &[NOTE]);

    // The payee's side of it.
    let seller = app.browser();
    let link = app.cli_ok(&["payee", "sign-in", "zq7payee"]).trim().to_owned();
    let signed_in = seller.send(planted(form(seller.request(Method::POST, &link), &[]))).await.status(303);
    let session = between(signed_in.header("set-cookie"), "chit=", ";").to_owned();
    secrets.extend([("session", session), ("sign-in link", link.rsplit('/').next().expect("a token").to_owned())]);
    let keys = device_is_told(&app, &seller).await;
    for path in [
        "app",
        "app/look",
        "app/methods",
        "app/settings",
        "app/books",
        "app/new",
        &format!("app/requests/{}", codes[1]),
    ] {
        seller.send(planted_but_for_cookies(seller.request(Method::GET, path))).await.status(200);
    }
    has_not(&seller.page("app/methods").await, &[PAYEES_IBAN, &grouped(PAYEES_IBAN), PAYEES_NAME]);
    for code in &codes[1..3] {
        api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    }
    // Statements of the payee's bank, which are full of persons: one that pays a request, and one that breaks off.
    let transferred = app.request(&api, &fixed).await;
    let transferred = api.get(&format!("requests/{transferred}")).await.status(200).json();
    let told = STRANGERS.map(|(_, text)| text.replace('&', " ")).join(" ");
    let statement = camt(&[
        Booking { structured: vec![transferred["rf"].as_str().expect("text")], ..booking(AMOUNT, ACCOUNT, &told) },
        booking("7.31", MAIL, &told),
        booking("7.31", "", NAME),
    ]);
    let imported =
        planted(api.call(Method::POST, "statements").body(statement.clone())).send_it().await.status(200).json();
    assert_eq!((&imported["matched"], &imported["unmatched"]), (&json!(1), &json!(2)), "{imported}");
    planted(api.call(Method::POST, "statements").body(statement[..statement.len() - 40].to_owned()))
        .send_it()
        .await
        .status(400);
    planted(api.call(Method::POST, "statements").body(told.clone())).send_it().await.status(400);
    for (path, file) in statements_of(&told) {
        let sent = planted(api.call(Method::POST, &path).body(file)).send_it().await;
        assert_eq!(sent.status(200).json()["unmatched"], 1, "{path}");
    }
    // A table whose columns nobody knows is asked about, with somebody's row in the place of its headings.
    let unknown = format!("{NAME};\"{told}\";{ACCOUNT}\n{NAME};\"{told}\";7.34\n").into_bytes();
    planted(api.call(Method::POST, "statements").body(unknown)).send_it().await.status(400);
    let file = planted(api.call(Method::GET, "exports/movements")).send_it().await.status(200);
    let rf =
        api.get(&format!("requests/{}", codes[0])).await.status(200).json()["rf"].as_str().expect("text").to_owned();
    assert_eq!(api.get(&format!("requests/{}", codes[0])).await.json()["status"], "paid");
    app.audit();

    // What is left behind, while it runs and after it has stopped.
    let of_payee = [("IBAN", PAYEES_IBAN), ("account holder", PAYEES_NAME), ("endpoint", ENDPOINT)];
    let of_device = keys.iter().map(|(name, key)| (*name, key.as_str()));
    let hidden: Vec<_> = STRANGERS.into_iter().chain(of_payee).chain(of_device).collect();
    let hidden = Needles::of(hidden.iter().copied());
    let shown = Needles::of([("memo", MEMO)]);
    let note = Needles::of([("note", NOTE)]);
    let dump = dump(&app).await;
    assert_eq!(shown.found(dump.as_bytes()), ["memo"], "the search finds nothing at all");
    assert_eq!(hidden.found(dump.as_bytes()), [""; 0], "in the tables");
    has(&dump, &["reports: ", "statement_entries: ", "statement_matches: "]);
    has_not(&dump.to_lowercase(), &["payto:", "bcd\n002", "bcd\\n002"]);
    let mut dirs = data(&app).await;
    dirs.push(app.dir().to_owned());
    look_through(&dirs, &hidden, &shown, &wal);
    assert_eq!(hidden.found(&file.body), [""; 0], "in the export");
    assert_eq!(shown.found(&file.body), ["memo"]);
    assert_eq!(note.found(dump.as_bytes()), ["note"], "it is kept where it was asked for");
    assert_eq!(note.found(&file.body), [""; 0], "and not exported");
    assert_eq!(hidden.found(&receipt.body), [""; 0], "on the receipt");
    assert_eq!(shown.found(&receipt.body), ["memo"]);
    let mut app = app;
    assert_eq!(app.stop(), Some(0));
    look_through(&dirs, &hidden, &shown, &wal);
    assert_eq!(hidden.found(app.printed().as_bytes()), [""; 0], "on standard output");

    let log = app.log();
    has(
        &log,
        &["DEBUG", "chit::access", "/r/{code}/pay", "/p/{token}", "/p/{token}/receipt.json", "/hooks/{rail}/{method}"],
    );
    assert_eq!(hidden.found(log.as_bytes()), [""; 0], "in the log");
    secrets.extend([("reference", rf), ("order", order), ("method", bank), ("handle", "zq7payee".into())]);
    secrets.extend([AMOUNT, "3141593", "31,415.93", "127.0.0.1", MEMO, NOTE].map(|text| ("detail", text.to_owned())));
    let secrets = Needles::of(secrets.iter().map(|(name, text)| (*name, text.as_str())));
    assert_eq!(secrets.found(log.as_bytes()), [""; 0], "in the log");
    assert_eq!(secrets.found(app.printed().as_bytes()), [""; 0], "on standard output");
}

/// The payee turns alerts on for a device, and tries them; answers the device's keys.
async fn device_is_told(app: &App, seller: &Browser) -> [(&'static str, String); 2] {
    let mut device = Device::at(&PushService::open(), 7);
    device.path = format!("/{ENDPOINT}");
    let [endpoint, p256dh, auth, _] = device.fields();
    let fields = [
        ("endpoint", endpoint.1.as_str()),
        ("p256dh", p256dh.1.as_str()),
        ("auth", auth.1.as_str()),
        ("label", "Till"),
    ];
    seller.post("app/settings/alerts/devices", &fields).await.status(303);
    let id = app.db().texts("select id from alert_devices").await.remove(0);
    seller.post(&format!("app/settings/alerts/devices/{id}/test"), &[]).await.status(303);
    device.hears(1).await;
    until("the test is over", async || app.db().number("select count(*) from alerts").await == 0).await;
    [p256dh, auth]
}

/// Who holds the database holds hashes and sealed texts: no bearer secret lies in it, and the log has none either.
async fn a_key_to_the_logs_opens_nothing(app: App) {
    let app = app.with(&[("CHIT_LOG", "trace"), ("CHIT_LOG_FORMAT", "json"), ("CHIT_SIGNUP", "open")]).await;
    let wal = wal_position(&app).await;
    let (payee, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": AMOUNT, "memo": MEMO})).await;
    let (page, _) = app.start_payment(&code).await;
    let back = app.browser().post(&page, &[("outcome", "approve")]).await.status(303);
    app.browser().page(back.location()).await;
    app.signed_in(&payee).await;
    let visitor = app.browser();
    let joined = visitor.post("app/sign-up", &[("handle", "clara")]).await.status(201);
    let owner_key = format!("owner_{}", between(&joined.text(), "owner_", "<"));
    let owner_key = owner_key.trim_end_matches(|c: char| !c.is_ascii_alphanumeric());
    visitor.post("app/sign-out", &[]).await.status(303);
    let again = visitor.post("app/sign-in", &[("owner_key", owner_key)]).await.status(303);
    let last = |url: &str| url.rsplit('/').next().expect("a token").to_owned();
    app.browser().get(&format!("r/{code}")).await.status(200);
    let secrets = [
        ("API key", payee.api_key.clone()),
        ("sign-in link", last(&payee.sign_in_url)),
        ("payer's page", last(back.location())),
        ("owner key", owner_key.to_owned()),
        ("session", between(again.header("set-cookie"), "chit=", ";").to_owned()),
        ("webhook secret", hook.secret.clone()),
    ];
    let secrets = Needles::of(secrets.iter().map(|(name, text)| (*name, text.as_str())));
    let shown = Needles::of([("memo", MEMO)]);
    assert_eq!(secrets.found(dump(&app).await.as_bytes()), [""; 0]);
    look_through(&data(&app).await, &secrets, &shown, &wal);
    let log = app.log();
    has(&log, &["\"level\":\"DEBUG\""]);
    assert_eq!(secrets.found(log.as_bytes()), [""; 0]);
}

/// Files of the other formats, with what a payer may have written in each field for it: the call and the file.
fn statements_of(told: &str) -> [(String, String); 3] {
    let mapping = r#"{"delimiter":";","date":1,"text":[2,3],"amount":4,"currency":"EUR"}"#;
    let mapped = serde_urlencoded::to_string([("mapping", mapping)]).expect("a query");
    [
        (
            "statements".to_owned(),
            format!(
                ":20:A\n:25:{PAYEES_IBAN}\n:60F:C261126EUR0,00\n:61:2611261126C7,32NTRFNONREF//{ACCOUNT}\n{NAME}\n\
                 :86:166?00GUTSCHRIFT?20EREF+{MAIL}?21SVWZ+{told}?31{ACCOUNT}?32{NAME}\n:62F:C261126EUR7,32\n-\n"
            ),
        ),
        (
            "statements".to_owned(),
            format!(
                "OFXHEADER:100\n\n<OFX><BANKMSGSRSV1><STMTTRNRS><STMTRS><CURDEF>EUR<BANKACCTFROM><BANKID>1<ACCTID>{PAYEES_IBAN}</BANKACCTFROM>\
                 <BANKTRANLIST><STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20261126<TRNAMT>7.33<FITID>{ACCOUNT}<NAME>{NAME}<MEMO>{told}\
                 <BANKACCTTO><BANKID>1<ACCTID>{ACCOUNT}</BANKACCTTO></STMTTRN></BANKTRANLIST></STMTRS></STMTTRNRS></BANKMSGSRSV1></OFX>"
            ),
        ),
        (
            format!("statements?{mapped}"),
            format!("{NAME};{MAIL};\"{told}\";{ACCOUNT}\n2026-11-26;\"{told}\";{NAME};7.34\n"),
        ),
    ]
}
