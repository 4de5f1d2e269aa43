//! A long mixed load: however many calls were answered, neither memory nor descriptors have grown.
//!
//! The long form takes ten million calls, and is meant for the release build:
//! `CHIT_SURVIVAL=long cargo test --release --test survival soak`.

use std::cell::RefCell;

use futures_util::future::join_all;
use libtest_mimic::Trial;
use reqwest::{Method, RequestBuilder};
use serde_json::json;

use crate::support::{Answer, Api, App, Browser, Hook, Message, both, client, form, order};
use crate::times;

/// The number of those who call at the same time.
const CALLERS: usize = 16;
/// The number of looks at the process, between which nobody calls.
const LOOKS: usize = 20;
/// The looks from which on nothing may grow: until then caches fill, and connections are opened.
const WARM: usize = LOOKS / 2;
/// What memory may grow by, in KiB, from there on, through fragments and a cache's last entries. In the long form that is 3 bytes a call.
const MEMORY: u64 = 16 * 1024;
/// The descriptors that may be added: the clients' pool closes idle connections, and opens others.
const DESCRIPTORS: usize = CALLERS;
const SECRET: &str = "a-secret-of-the-soak";

pub fn tests() -> Vec<Trial> {
    both![nothing_grows_with_the_number_of_calls]
}

/// One look at the process.
#[derive(Debug, Clone, Copy)]
struct Look {
    /// Memory that no file is behind, in KiB.
    anonymous: u64,
    /// Open files and sockets.
    descriptors: usize,
}

impl Look {
    fn at(app: &App) -> Self {
        let process = format!("/proc/{}", app.pid());
        let status = std::fs::read_to_string(format!("{process}/status")).expect("the service is there");
        let line = status.lines().find_map(|line| line.strip_prefix("RssAnon:")?.trim().strip_suffix(" kB"));
        Self {
            anonymous: line.and_then(|kib| kib.parse().ok()).expect("its memory"),
            descriptors: std::fs::read_dir(format!("{process}/fd")).expect("its files").count(),
        }
    }
}

/// A seller, and the links that callers open.
struct Soak {
    api: Api,
    browser: Browser,
    seller: Browser,
    hook: Hook,
    method: String,
    codes: RefCell<Vec<String>>,
}

impl Soak {
    async fn of(app: &App) -> Self {
        let payee = app.payee("anna");
        let api = app.api(&payee.api_key);
        let settings = json!({"rail": "demo", "settings": {"webhook_secret": SECRET}});
        let method = api.post("methods", &settings).await.status(201).json();
        let text = |field: &str| method[field].as_str().expect("a text").to_owned();
        let hook = Hook { client: client(), url: text("webhook_url"), secret: SECRET.to_owned() };
        let seller = app.signed_in(&payee).await;
        let soak = Self { api, browser: app.browser(), seller, hook, method: text("id"), codes: RefCell::default() };
        for number in 0..CALLERS {
            soak.create(number).await;
        }
        soak
    }

    /// One of the links, each number another one.
    fn code(&self, number: usize) -> String {
        let codes = self.codes.borrow();
        codes[number.wrapping_mul(7919) % codes.len()].clone()
    }

    async fn asked(&self, path: &str, expected: u16) {
        let request = self.browser.request(Method::GET, path).header("Accept-Encoding", "gzip, deflate, br");
        answered(request, expected).await;
    }

    async fn listed(&self, path: &str) {
        answered(self.api.call(Method::GET, path), 200).await;
    }

    async fn create(&self, number: usize) {
        let body = json!({"amount": "25.00", "currency": "EUR", "memo": format!("Loaf {number}"), "reference": format!("S-{number}")});
        let made = answered(self.api.call(Method::POST, "requests").json(&body), 201).await.json();
        self.codes.borrow_mut().push(made["code"].as_str().expect("a code").to_owned());
    }

    /// Pays a new link by the provider, which reports it.
    async fn pay(&self, number: usize) {
        self.create(number).await;
        let code = self.codes.borrow().last().expect("one was made").clone();
        let path = format!("r/{code}/pay");
        let start = form(self.browser.request(Method::POST, &path), &[("method", &self.method)]);
        let started = answered(start, 303).await;
        let name = order(started.location())["id"].as_str().expect("an id").to_owned();
        self.hook.reported(&Message::new(&name, "approve").of("25.00", "EUR")).await;
    }

    /// Opens a page that is told of changes, and leaves it.
    async fn watch(&self, number: usize) {
        let path = format!("r/{}/live", self.code(number));
        let stream = self.browser.request(Method::GET, &path).send().await.expect("an answer");
        assert_eq!(stream.status(), 200);
    }

    /// The call of this number: of a hundred, two thirds open links, a sixth writes.
    async fn call(&self, number: usize) {
        match number * 37 % 100 {
            0..=57 => self.asked(&format!("r/{}", self.code(number)), 200).await,
            58..=61 => self.asked(&format!("r/{}", self.code(CALLERS)), 200).await,
            62..=64 => self.asked("r/222222222222", 404).await,
            65..=68 => self.asked("anna/25eur", 200).await,
            69..=71 => self.asked("no-such-page/x/y", 404).await,
            72..=74 => self.listed("requests?status=open&limit=20").await,
            75..=77 => self.listed(&format!("requests?q=S-{}&limit=20", number % 1000)).await,
            78..=79 => drop(answered(self.seller.request(Method::GET, "app"), 200).await),
            80..=89 => self.create(number).await,
            90..=93 => self.pay(number).await,
            94..=95 => self.watch(number).await,
            96..=97 => {
                let wrong =
                    self.api.call(Method::POST, "requests").json(&json!({"amount": "25.001", "currency": "EUR"}));
                answered(wrong, 400).await;
            }
            _ => self.asked("healthz", 200).await,
        }
    }
}

async fn answered(request: RequestBuilder, expected: u16) -> Answer {
    Answer::of(request).await.status(expected)
}

async fn nothing_grows_with_the_number_of_calls(app: App) {
    // A line for each of ten million calls would fill the disk.
    let mut app = app.with(&[("CHIT_LOG", "warn"), ("CHIT_LIMIT_LIVE", "0")]).await;
    let soak = Soak::of(&app).await;
    let calls = times(2_000, 10_000_000);
    let (each, mut looks) = (calls / LOOKS / CALLERS, Vec::new());
    for look in 0..LOOKS {
        let callers = (0..CALLERS).map(|caller| {
            let first = (look * CALLERS + caller) * each;
            let soak = &soak;
            async move {
                for number in first..first + each {
                    soak.call(number).await;
                }
            }
        });
        join_all(callers).await;
        looks.push(Look::at(&app));
    }
    let warm = &looks[WARM];
    for later in &looks[WARM..] {
        assert!(later.anonymous <= warm.anonymous + MEMORY, "memory grows: {looks:?}");
        assert!(later.descriptors <= warm.descriptors + DESCRIPTORS, "descriptors stay open: {looks:?}");
    }
    app.audit();
    assert_eq!(app.stop(), Some(0));
    assert!(!app.log().contains("panicked"), "{}", app.log());
}
