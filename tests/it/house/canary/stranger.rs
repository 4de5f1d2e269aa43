//! The stranger, and requests that carry its details wherever something can be put.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use super::{ACCOUNT, ADDRESS, ADDRESS_6, AMOUNT, BROWSER, ELSEWHERE, LANGUAGE, MAIL, NAME, PHONE, STRANGERS, TRACKER};
use crate::support::{Answer, Api, App, Hook, form, has};

/// Somebody who tells everything to everybody.
pub struct Stranger<'a> {
    pub app: &'a App,
}

/// The headers of a telltale browser, behind a proxy.
pub fn planted(request: RequestBuilder) -> RequestBuilder {
    planted_but_for_cookies(request).header("Cookie", format!("tracker={TRACKER}; mail={MAIL}; _id={TRACKER}"))
}

pub fn planted_but_for_cookies(request: RequestBuilder) -> RequestBuilder {
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
pub fn extra<'a>(fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
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

pub trait SendIt {
    async fn send_it(self) -> Answer;
}

impl SendIt for RequestBuilder {
    async fn send_it(self) -> Answer {
        Answer::of(self).await
    }
}

impl Stranger<'_> {
    pub async fn get(&self, path: &str) -> Answer {
        planted(self.app.browser().request(Method::GET, path)).send_it().await
    }

    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        form(planted(self.app.browser().request(Method::POST, path)), fields).send_it().await
    }

    /// Every page, with a talkative query; and pages that aren't there.
    pub async fn looks(&self, codes: &[String]) {
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
    pub async fn fills_in_forms(&self, fixed: &str, open: &str) {
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

    pub async fn signs_in(&self, link: &str) {
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

    pub async fn calls_the_api(&self, api: &Api, code: &str) {
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
    pub fn mumbles(&self) {
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
    pub async fn pays(&self, code: &str, method: &str) -> String {
        let started = self.post(&format!("r/{code}/pay"), &extra(&[("method", method), ("amount", AMOUNT)])).await;
        started.status(303).location().to_owned()
    }

    /// Says at the stand-in provider's what is none of its business, then nothing decided yet.
    pub async fn decides(&self, page: &str) {
        self.get(page).await.status(200);
        assert_ne!(self.post(page, &extra(&[("outcome", MAIL)])).await.code, 303);
        self.post(page, &extra(&[("outcome", "pending")])).await.status(303);
    }
}

/// A provider that tells whatever it knows: signed and unsigned, readable and not.
pub async fn reports(hook: &Hook, order: &str) {
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

pub fn order_of(page: &str) -> String {
    let token = page.rsplit('/').next().expect("a token").split('.').next().expect("an order");
    let order: serde_json::Value =
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token).expect("base64")).expect("JSON");
    order["id"].as_str().expect("an id").to_owned()
}
