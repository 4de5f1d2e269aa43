//! Nobody's personal details are kept: tokens that stand for a stranger's e-mail, name, phone, account, address and browser are put
//! wherever a stranger or a provider can put something; afterwards everything the service has left behind is searched for them, as
//! they are, in base64, percent-encoded and in hex. So are a payee's bank details, which are sealed.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use libtest_mimic::Trial;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::{Answer, Api, App, Backend, Hook, alone, between, both, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![nothing_personal_is_kept, a_key_to_the_logs_opens_nothing];
    tests.extend(alone![the_search_finds_what_is_hidden]);
    tests
}

const MAIL: &str = "zq7.payer+canary@zq7mail.example";
const NAME: &str = "Zq7vorname Zq7nachname";
const PHONE: &str = "+49 1579 4447719";
const ACCOUNT: &str = "GB33BUKB20201555555555";
const ADDRESS: &str = "203.0.113.249";
const ADDRESS_6: &str = "2001:db8:ca:4a27::77";
const BROWSER: &str = "Zq7Browser/9.81 (Zq7Phone; like Zq7Gecko)";
const LANGUAGE: &str = "zq7-tongue";
const TRACKER: &str = "zq7cookievalue8812";
const ELSEWHERE: &str = "https://zq7elsewhere.example/inbox?thread=zq7thread";

/// What a stranger or a provider may let slip.
const STRANGERS: [(&str, &str); 10] = [
    ("e-mail", MAIL),
    ("name", NAME),
    ("phone", PHONE),
    ("account", ACCOUNT),
    ("address", ADDRESS),
    ("IPv6 address", ADDRESS_6),
    ("browser", BROWSER),
    ("language", LANGUAGE),
    ("cookie", TRACKER),
    ("referrer", ELSEWHERE),
];

/// What a payee hands over to be shown to its payers, and to lie sealed.
const PAYEES_IBAN: &str = "DE75512108001245126199";
const PAYEES_NAME: &str = "Zq7 Kontoinhaberin";

/// An amount that no other number looks like.
const AMOUNT: &str = "31415.93";

/// What a payer writes because it was asked to: for the payee's eyes.
const NOTE: &str = "Zq7 words for the payee alone";

/// What a payee writes for others to read: it is found, which shows that the search finds.
const MEMO: &str = "Zq7 memo that is there to be found";

async fn nothing_personal_is_kept(app: App) {
    let settings = [("CHIT_LOG", "trace"), ("CHIT_PROXY_HOPS", "1"), ("CHIT_SIGNUP", "open")];
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
    for path in ["app", "app/methods", "app/settings", "app/export", "app/new", &format!("app/requests/{}", codes[1])] {
        seller.send(planted_but_for_cookies(seller.request(Method::GET, path))).await.status(200);
    }
    has_not(&seller.page("app/methods").await, &[PAYEES_IBAN, &grouped(PAYEES_IBAN), PAYEES_NAME]);
    for code in &codes[1..3] {
        api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    }
    let file = planted(api.call(Method::GET, "exports/movements")).send_it().await.status(200);
    let rf =
        api.get(&format!("requests/{}", codes[0])).await.status(200).json()["rf"].as_str().expect("text").to_owned();
    assert_eq!(api.get(&format!("requests/{}", codes[0])).await.json()["status"], "paid");
    app.audit();

    // What is left behind, while it runs and after it has stopped.
    let hidden: Vec<_> =
        STRANGERS.into_iter().chain([("IBAN", PAYEES_IBAN), ("account holder", PAYEES_NAME)]).collect();
    let hidden = Needles::of(hidden.iter().copied());
    let shown = Needles::of([("memo", MEMO)]);
    let note = Needles::of([("note", NOTE)]);
    let dump = dump(&app).await;
    assert_eq!(shown.found(dump.as_bytes()), ["memo"], "the search finds nothing at all");
    assert_eq!(hidden.found(dump.as_bytes()), [""; 0], "in the tables");
    has(&dump, &["reports: "]);
    has_not(&dump.to_lowercase(), &["payto:", "bcd\n002", "bcd\\n002"]);
    let dirs = data(&app).await;
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

/// Somebody who tells everything to everybody.
struct Stranger<'a> {
    app: &'a App,
}

/// The headers of a telltale browser, behind a proxy.
fn planted(request: RequestBuilder) -> RequestBuilder {
    planted_but_for_cookies(request).header("Cookie", format!("tracker={TRACKER}; mail={MAIL}; _id={TRACKER}"))
}

fn planted_but_for_cookies(request: RequestBuilder) -> RequestBuilder {
    request
        .header("User-Agent", BROWSER)
        .header("Referer", ELSEWHERE)
        .header("Accept-Language", LANGUAGE)
        .header("X-Forwarded-For", format!("{ADDRESS_6}, {ADDRESS}"))
        .header("X-Real-IP", ADDRESS)
        .header("Forwarded", format!("for=\"[{ADDRESS_6}]\""))
        .header("From", MAIL)
        .header("X-Customer", format!("{PHONE} {ACCOUNT}"))
        .header("X-Request-Id", TRACKER)
        .header("Traceparent", TRACKER)
        .header("Sec-Fetch-Site", "same-origin")
}

/// Fields that no form has.
fn extra<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let more = [
        ("note", NAME),
        ("email", MAIL),
        ("name", NAME),
        ("phone", PHONE),
        ("iban", ACCOUNT),
        (MAIL, NAME),
        ("ip", ADDRESS),
    ];
    fields.iter().copied().chain(more).collect()
}

trait SendIt {
    async fn send_it(self) -> Answer;
}

impl SendIt for RequestBuilder {
    async fn send_it(self) -> Answer {
        Answer::of(self).await
    }
}

impl Stranger<'_> {
    async fn get(&self, path: &str) -> Answer {
        planted(self.app.browser().request(Method::GET, path)).send_it().await
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        form(planted(self.app.browser().request(Method::POST, path)), fields).send_it().await
    }

    /// Every page, with a talkative query; and pages that aren't there.
    async fn looks(&self, codes: &[String]) {
        let query = serde_urlencoded::to_string(extra(&[("size", NAME), ("q", MAIL)])).expect("a query");
        let code = &codes[0];
        let report = format!("r/{code}/report");
        for path in ["", &format!("r/{code}"), &report, "zq7payee", "zq7payee/25eur", "zq7payee/report"] {
            self.get(&format!("{path}?{query}")).await.status(200);
        }
        for path in [&format!("R/{code}"), "app/sign-in", "app/sign-up", "healthz"] {
            self.get(&format!("{path}?{query}")).await.status(200);
        }
        for path in [
            format!("r/{code}.svg?{query}"),
            format!("r/{code}.png"),
            "readyz".into(),
            "robots.txt".into(),
            ".well-known/chit-keys.json".into(),
        ] {
            self.get(&path).await.status(200);
        }
        for (_, token) in STRANGERS {
            let token = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
            for path in
                ["", "r/", "p/", "zq7payee/", "static/", "app/", "app/requests/", "sandbox/x/", "api/v1/", "x/y/z/"]
            {
                let answer = self.get(&format!("/{path}{token}")).await;
                assert!((300..500).contains(&answer.code), "{path}: {}", answer.code);
            }
            for path in ["hooks/demo/", "hooks/", "r/", "app/methods/", "app/sign-in/"] {
                let answer = self.post(&format!("/{path}{token}"), &extra(&[])).await;
                assert!((300..500).contains(&answer.code), "{path}: {}", answer.code);
            }
            let answer = planted(self.app.browser().request(Method::DELETE, &format!("r/{token}"))).send_it().await;
            answer.status(405);
        }
    }

    /// Wrong amounts, wrong methods, bodies that are none.
    async fn fills_in_forms(&self, fixed: &str, open: &str) {
        for token in [MAIL, NAME, PHONE, ACCOUNT] {
            self.post(&format!("r/{fixed}/pay"), &extra(&[("method", token)])).await.status(400);
            self.post(&format!("r/{open}/pay"), &extra(&[("amount", token)])).await.status(400);
            self.post("zq7payee/pay", &extra(&[("amount", token), ("method", token)])).await.status(400);
            self.post("zq7payee/25eur/pay", &extra(&[("method", token)])).await.status(400);
            for path in [format!("r/{fixed}/report"), "zq7payee/report".into()] {
                self.post(&path, &extra(&[("reason", token)])).await.status(400);
                self.post(&path, &extra(&[("reason", "other")])).await.status(303);
            }
        }
        let request = || planted(self.app.browser().request(Method::POST, &format!("r/{fixed}/pay")));
        let no_form = request().header("Content-Type", format!("text/{TRACKER}")).body(MAIL).send_it().await;
        no_form.status(415);
        let mangled = request().header("Content-Type", "application/x-www-form-urlencoded");
        mangled.body([NAME.as_bytes(), b"=%ff%fe&method=%"].concat()).send_it().await;
        let large = request().header("Content-Type", "application/x-www-form-urlencoded").body(MAIL.repeat(4000));
        large.send_it().await.status(413);
    }

    async fn signs_in(&self, link: &str) {
        for token in [MAIL, NAME, PHONE, ACCOUNT] {
            self.post("app/sign-in", &extra(&[("owner_key", token)])).await.status(403);
            self.post("app/sign-up", &extra(&[("handle", token), ("currency", token), ("invite", token)]))
                .await
                .status(400);
            let token = utf8_percent_encode(token, NON_ALPHANUMERIC).to_string();
            self.post(&format!("app/sign-in/{token}"), &extra(&[])).await.status(404);
        }
        self.get(link).await.status(200);
        let from_afar = self.app.browser().request(Method::POST, "app/sign-in").header("Origin", ELSEWHERE);
        form(from_afar, &extra(&[])).send_it().await.status(403);
    }

    async fn calls_the_api(&self, api: &Api, code: &str) {
        let post = |path: &str, body: &serde_json::Value| planted(api.call(Method::POST, path)).json(body).send_it();
        for token in [MAIL, NAME, PHONE, ACCOUNT] {
            for body in [
                json!({"amount": "5", "customer_email": token}),
                json!({token: token, "amount": "5"}),
                json!({"amount": token}),
                json!({"currency": token}),
                json!({"amount": {"email": token}}),
                json!({"due_on": token, "expires_at": token, "preview": token}),
                json!({"items": [{"name": "x", "quantity": token, "amount": token}]}),
                json!(token),
            ] {
                post("requests", &body).await.status(400);
            }
            post(&format!("requests/{code}/payments"), &json!({"amount": token, "payer": token})).await.status(400);
            post("methods", &json!({"rail": token, "settings": {"iban": token}})).await.status(400);
            post("methods", &json!({"rail": "sepa", "settings": {"iban": format!("{token}1"), "mail": token}}))
                .await
                .status(400);
            let query = utf8_percent_encode(token, NON_ALPHANUMERIC);
            for path in
                ["requests?cursor=", "requests?status=", "payments?state=", "exports/movements?from=", "requests?x="]
            {
                planted(api.call(Method::GET, &format!("{path}{query}"))).send_it().await.status(400);
            }
        }
        let broken = planted(api.call(Method::POST, "requests")).header("Content-Type", "application/json");
        broken.body(format!("{{\"amount\": \"5\", \"memo\": \"{MAIL}")).send_it().await.status(400);
        for key in [MAIL, TRACKER] {
            planted(self.app.api(key).call(Method::GET, "me")).send_it().await.status(401);
        }
        let basic = planted(self.app.browser().request(Method::GET, "api/v1/me")).basic_auth(MAIL, Some(NAME));
        basic.send_it().await.status(401);
    }

    /// What isn't HTTP at all.
    fn mumbles(&self) {
        let address = self.app.base.trim_start_matches("http://").trim_end_matches('/');
        for line in [
            format!("{MAIL} {NAME} {PHONE}\r\n\r\n"),
            format!("GET /r/{MAIL} HTTP/9.9\r\n\r\n"),
            format!("GET / HTTP/1.1\r\nhost: {MAIL}\r\n{NAME}: {PHONE}\r\n\r\n"),
            format!("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: {PHONE}\r\n\r\n{MAIL}"),
        ] {
            let mut connection = TcpStream::connect(address).expect("open");
            connection.set_read_timeout(Some(Duration::from_secs(60))).expect("a timeout");
            connection.write_all(line.as_bytes()).expect("sent");
            let mut answer = Vec::new();
            let _ = connection.read_to_end(&mut answer);
            has(&String::from_utf8_lossy(&answer), &["HTTP/1.1 400"]);
        }
    }

    /// Starts a payment; answers where it goes on.
    async fn pays(&self, code: &str, method: &str) -> String {
        let started = self.post(&format!("r/{code}/pay"), &extra(&[("method", method), ("amount", AMOUNT)])).await;
        started.status(303).location().to_owned()
    }

    /// Says at the stand-in provider's what is none of its business, then nothing decided yet.
    async fn decides(&self, page: &str) {
        self.get(page).await.status(200);
        assert_ne!(self.post(page, &extra(&[("outcome", MAIL)])).await.code, 303);
        self.post(page, &extra(&[("outcome", "pending")])).await.status(303);
    }
}

/// A provider that tells whatever it knows: signed and unsigned, readable and not.
async fn reports(hook: &Hook, order: &str) {
    let person = json!({"email": MAIL, "name": NAME, "phone": PHONE, "address": {"line1": NAME, "ip": ADDRESS}});
    let told = |part: serde_json::Value| {
        let mut body = json!({"id": format!("{order}:told"), "order": order, "outcome": "approve", "amount": AMOUNT,
            "currency": "EUR", "at": crate::support::now().timestamp(), "customer_details": person,
            "payer": person, "debtor": {"iban": ACCOUNT}, "client_ip": ADDRESS_6, "user_agent": BROWSER, MAIL: NAME});
        body.as_object_mut().expect("an object").extend(part.as_object().expect("an object").clone());
        body
    };
    hook.deliver(None, told(json!({})).to_string().into_bytes()).await.status(401);
    hook.deliver(Some(MAIL), told(json!({})).to_string().into_bytes()).await.status(401);
    for unreadable in
        [json!({"currency": NAME}), json!({"amount": PHONE}), json!({"outcome": MAIL}), json!({"at": NAME})]
    {
        hook.deliver_signed(&told(unreadable)).await.status(400);
    }
    hook.deliver_signed(&json!([person])).await.status(400);
    hook.deliver_signed(&told(json!({"id": "evt_unknown", "order": MAIL}))).await.status(204);
    hook.deliver_signed(&told(json!({"id": "evt_currency", "currency": "USD"}))).await.status(204);
    hook.deliver_signed(&told(json!({}))).await.status(204);
    hook.deliver_signed(&told(json!({}))).await.status(204);
}

fn order_of(page: &str) -> String {
    let token = page.rsplit('/').next().expect("a token").split('.').next().expect("an order");
    let order: serde_json::Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).expect("base64")).expect("JSON");
    order["id"].as_str().expect("an id").to_owned()
}

fn grouped(text: &str) -> String {
    text.as_bytes().chunks(4).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ")
}

/// Every row of every table, every column as text.
pub async fn dump(app: &App) -> String {
    let db = app.db();
    let (tables, columns) = match db.backend {
        Backend::Sqlite => {
            ("select name from sqlite_master where type = 'table'", "select name from pragma_table_info('{table}')")
        }
        Backend::Postgres => (
            "select table_name::text from information_schema.tables where table_schema = 'public'",
            "select column_name::text from information_schema.columns where table_name = '{table}'",
        ),
    };
    let mut dump = String::new();
    let tables = db.texts(tables).await;
    assert!(tables.len() > 10, "{tables:?}");
    for table in tables {
        let columns = db.texts(&columns.replace("{table}", &table)).await;
        let whole = columns.iter().map(|column| match db.backend {
            Backend::Sqlite => format!("quote({column})"),
            Backend::Postgres => format!("coalesce(cast({column} as text), '')"),
        });
        let whole = whole.collect::<Vec<_>>().join(" || '|' || ");
        for row in db.texts(&format!("select {whole} from {table}")).await {
            writeln!(dump, "{table}: {row}").expect("memory");
        }
    }
    for table in ["payees", "methods", "requests", "payments", "rail_events", "ledger_entries", "sessions"] {
        has(&dump, &[&format!("{table}: ")]);
    }
    dump
}

/// Where PostgreSQL's log of changes stands.
pub async fn wal_position(app: &App) -> String {
    match app.db().backend {
        Backend::Sqlite => String::new(),
        Backend::Postgres => app.db().texts("select pg_walfile_name(pg_current_wal_lsn())").await.remove(0),
    }
}

/// The directories that the database keeps its files in, and its log of changes.
pub async fn data(app: &App) -> Vec<PathBuf> {
    let db = app.db();
    match db.backend {
        Backend::Sqlite => vec![app.dir().to_owned()],
        Backend::Postgres => {
            db.execute("checkpoint").await;
            let dir = PathBuf::from(
                db.texts("select setting from pg_settings where name = 'data_directory'").await.remove(0),
            );
            let number = db.number("select oid::bigint from pg_database where datname = current_database()").await;
            vec![dir.join("base").join(number.to_string()), dir.join("pg_wal")]
        }
    }
}

/// Reads every file; of a log of changes, what was written since the position.
pub fn look_through(dirs: &[PathBuf], hidden: &Needles, shown: &Needles, wal: &str) {
    let mut controlled = 0;
    for dir in dirs {
        for entry in fs::read_dir(dir).expect("a directory") {
            let path = entry.expect("an entry").path();
            let name = path.file_name().and_then(|name| name.to_str()).expect("text").to_owned();
            let before = dir.ends_with("pg_wal") && name.as_str() < wal;
            if before || path.is_dir() || ["log.txt", "stdout.txt"].contains(&name.as_str()) {
                continue;
            }
            let Some(bytes) = read(&path) else { continue };
            assert_eq!(hidden.found(&bytes), [""; 0], "in {}", path.display());
            controlled += shown.found(&bytes).len();
        }
    }
    assert!(controlled > 0, "the search finds nothing at all");
}

/// A file's bytes, unless it went away meanwhile.
fn read(path: &Path) -> Option<Vec<u8>> {
    match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => None,
        Err(e) => panic!("{}: {e}", path.display()),
    }
}

/// What is searched for, in every spelling, by its first two bytes.
pub struct Needles {
    names: Vec<String>,
    by_start: HashMap<[u8; 2], Vec<(Vec<u8>, usize)>>,
    starts: Vec<bool>,
}

impl Needles {
    pub fn of<'a>(texts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut needles = Self { names: Vec::new(), by_start: HashMap::new(), starts: vec![false; 1 << 16] };
        for (name, text) in texts {
            let at = needles.names.len();
            needles.names.push(name.to_owned());
            for spelling in spellings(text) {
                let [first, second, ..] = spelling[..] else { panic!("{name} is too short") };
                needles.starts[usize::from(first) << 8 | usize::from(second)] = true;
                needles.by_start.entry([first, second]).or_default().push((spelling, at));
            }
        }
        needles
    }

    /// The names of those that are in there, in whatever case.
    pub fn found(&self, bytes: &[u8]) -> Vec<&str> {
        let bytes = bytes.to_ascii_lowercase();
        let mut found = vec![false; self.names.len()];
        for (at, pair) in bytes.windows(2).enumerate() {
            if self.starts[usize::from(pair[0]) << 8 | usize::from(pair[1])] {
                for (spelling, name) in &self.by_start[pair] {
                    found[*name] |= bytes[at..].starts_with(spelling);
                }
            }
        }
        self.names.iter().zip(found).filter(|(_, found)| *found).map(|(name, _)| name.as_str()).collect()
    }
}

/// A text in every spelling that it might hide in, in lower case: with and without its spaces, grouped by four; each of them as it
/// is, in base64 at every alignment and in both alphabets, percent-encoded (a form's way, a URL's, every byte), in hex.
fn spellings(text: &str) -> Vec<Vec<u8>> {
    let compact: String = text.split_whitespace().collect();
    let mut forms =
        vec![text.to_owned(), compact.clone(), grouped(&compact), compact.trim_start_matches('+').to_owned()];
    forms.extend([text.to_lowercase(), text.to_uppercase(), compact.to_lowercase(), compact.to_uppercase()]);
    let mut found = Vec::new();
    for form in forms {
        let bytes = form.as_bytes();
        found.push(form.clone());
        found.push(bytes.iter().map(|byte| format!("{byte:02x}")).collect());
        found.push(bytes.iter().map(|byte| format!("%{byte:02x}")).collect());
        found.push(utf8_percent_encode(&form, NON_ALPHANUMERIC).to_string());
        found.push(serde_urlencoded::to_string([("", &form)]).expect("a form").trim_start_matches('=').to_owned());
        for offset in 0..3 {
            // Only the characters that the text alone decides.
            let from = (offset * 8_usize).div_ceil(6);
            let to = (offset + bytes.len()) * 8 / 6;
            let shifted = [&[0; 3][..offset], bytes].concat();
            found.extend(
                [STANDARD_NO_PAD.encode(&shifted), URL_SAFE_NO_PAD.encode(&shifted)].map(|b| b[from..to].to_owned()),
            );
        }
    }
    let mut found: Vec<_> = found.into_iter().map(|spelling| spelling.to_ascii_lowercase().into_bytes()).collect();
    found.sort();
    found.dedup();
    found
}

fn the_search_finds_what_is_hidden() {
    let needles = Needles::of(STRANGERS);
    for (name, token) in STRANGERS {
        let mut hiding = vec![
            token.to_owned(),
            token.to_uppercase(),
            format!("\0\u{1}{token}\u{2}"),
            serde_urlencoded::to_string([("a", token)]).expect("a form"),
            utf8_percent_encode(token, NON_ALPHANUMERIC).to_string().to_lowercase(),
            token.bytes().map(|byte| format!("{byte:02X}")).collect(),
        ];
        for before in ["", "a", "ab", "{\"id\":1,\"mail\":\""] {
            for text in [
                format!("{before}{token}"),
                format!("{before}{token}\"}}"),
                format!("{before}{}", token.to_lowercase()),
            ] {
                hiding.extend([STANDARD_NO_PAD.encode(&text), URL_SAFE_NO_PAD.encode(&text)]);
            }
        }
        for text in hiding {
            assert_eq!(needles.found(format!("some text {text} and more").as_bytes()), [name], "{text}");
        }
    }
    assert_eq!(needles.found(b"pay.er@mail.example 203.0.113.24 GB33 BUKB 2020 1555 5555 5"), [""; 0]);
    assert_eq!(Needles::of([("IBAN", PAYEES_IBAN)]).found(grouped(PAYEES_IBAN).as_bytes()), ["IBAN"]);
    assert_eq!(Needles::of([("phone", PHONE)]).found(b"tel:+4915794447719"), ["phone"]);
}
