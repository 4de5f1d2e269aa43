//! Mixed traffic: sellers and payers at the same time, who repeat each call until it is acknowledged, and keep what was.

use std::cell::{Cell, RefCell};

use futures_util::future::join_all;
use reqwest::header::ORIGIN;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::sync::watch;

use crate::books::Books;
use crate::support::{Answer, Api, App, Browser, Hook, Message, client, form, order};

/// The number of those who call at the same time.
const CALLERS: usize = 6;
const SECRET: &str = "a-secret-of-the-traffic";

/// Failures that a caller takes, and calls again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Patient {
    /// None.
    No,
    /// A connection that breaks.
    WithBreaks,
    /// That, and answers of a service or a proxy that something doesn't work at the moment.
    WithOutages,
}

/// A POST with an `Idempotency-Key`, and its first answer.
#[derive(Debug, Clone)]
pub struct Kept {
    pub path: String,
    pub key: String,
    pub body: Value,
    pub answer: Vec<u8>,
}

/// The facts that were acknowledged about one request. Amounts are in cents.
#[derive(Debug, Clone, Default)]
pub struct Deal {
    pub code: String,
    pub amount: i64,
    /// Calls that are to repeat their answers for ever.
    pub kept: Vec<Kept>,
    pub is_settled: bool,
    pub is_cancelled: bool,
    pub is_claimed: bool,
    /// The payment of which a refund was acknowledged, and the refund's amount.
    pub refund: Option<(String, i64)>,
}

#[derive(Debug, Clone, Copy, Default)]
struct State {
    is_paused: bool,
    is_ending: bool,
    under_way: usize,
    acknowledged: usize,
    refused: usize,
}

/// The traffic of one seller.
pub struct Traffic {
    api: Api,
    browser: Browser,
    origin: String,
    hook: Hook,
    demo: String,
    transfer: String,
    patient: Cell<Patient>,
    state: watch::Sender<State>,
    deals: RefCell<Vec<Deal>>,
    /// The deals whose calls were repeated already.
    repeated: Cell<usize>,
}

/// Cents as the API writes them.
fn decimal(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

impl Traffic {
    /// Makes a seller of a service that is reached by `base`.
    pub async fn of(app: &App, base: &str) -> Self {
        let api = Api::new(client(), base, &app.payee("anna").api_key);
        let method = async |body: Value| api.post("methods", &body).await.status(201).json();
        let demo = method(json!({"rail": "demo", "settings": {"webhook_secret": SECRET}})).await;
        let account = json!({"iban": "DE75512108001245126199", "beneficiary": "Anna"});
        let transfer = method(json!({"rail": "sepa", "settings": account})).await;
        let text = |method: &Value, field: &str| method[field].as_str().expect("a text").to_owned();
        Self {
            hook: Hook { client: client(), url: text(&demo, "webhook_url"), secret: SECRET.to_owned() },
            demo: text(&demo, "id"),
            transfer: text(&transfer, "id"),
            browser: Browser::new(client(), base),
            origin: base.trim_end_matches('/').to_owned(),
            api,
            patient: Cell::new(Patient::No),
            state: watch::Sender::default(),
            deals: RefCell::default(),
            repeated: Cell::new(0),
        }
    }

    /// The seller's API.
    pub fn api(&self) -> &Api {
        &self.api
    }

    /// Sets the failures that callers take.
    pub fn be_patient(&self, patient: Patient) {
        self.patient.set(patient);
    }

    /// Calls until it is ended. Each deal that was begun is brought to its end.
    pub async fn run(&self) {
        join_all((0..CALLERS).map(|_| async {
            while !self.state.borrow().is_ending {
                self.deal().await;
            }
        }))
        .await;
    }

    /// Begins no deal any more.
    pub fn end(&self) {
        self.state.send_modify(|state| state.is_ending = true);
    }

    /// Begins no call until [`Self::resume`]. Those that are under way go on.
    pub fn pause(&self) {
        self.state.send_modify(|state| state.is_paused = true);
    }

    /// Waits until no call is under way, after [`Self::pause`].
    pub async fn rests(&self) {
        self.state.subscribe().wait_for(|state| state.under_way == 0).await.expect("the traffic is there");
    }

    pub fn resume(&self) {
        self.state.send_modify(|state| state.is_paused = false);
    }

    /// Waits until so many more facts are acknowledged.
    pub async fn goes_on(&self, facts: usize) {
        let enough = self.state.borrow().acknowledged + facts;
        self.state.subscribe().wait_for(|state| state.acknowledged >= enough).await.expect("the traffic is there");
    }

    /// Waits until so many more calls are refused, which are repeated.
    pub async fn is_refused(&self, calls: usize) {
        let enough = self.state.borrow().refused + calls;
        self.state.subscribe().wait_for(|state| state.refused >= enough).await.expect("the traffic is there");
    }

    /// All that was acknowledged until now.
    pub fn deals(&self) -> Vec<Deal> {
        self.deals.borrow().iter().filter(|deal| !deal.code.is_empty()).cloned().collect()
    }

    /// Holds all that was acknowledged against the books.
    pub async fn check(&self, app: &App) {
        let deals = self.deals.borrow().clone();
        let books = Books::read(&self.api).await;
        books.are_sound();
        for deal in deals.iter().filter(|deal| !deal.code.is_empty()) {
            books.have(&self.api, deal).await;
        }
        // Answers of earlier checks are repeated once more in the end.
        let is_over = self.state.borrow().is_ending;
        let first = if is_over { 0 } else { self.repeated.replace(deals.len().saturating_sub(2 * CALLERS)) };
        for kept in deals[first..].iter().flat_map(|deal| &deal.kept) {
            let again = self.api.post_once(&kept.path, &kept.key, &kept.body).await;
            assert_eq!(again.body, kept.answer, "{kept:?} is answered {}: {}", again.code, again.text());
        }
        if is_over {
            books.have_nothing_else(&deals);
        }
        app.audit();
    }

    fn acknowledge(&self, deal: usize, fact: impl FnOnce(&mut Deal)) {
        fact(&mut self.deals.borrow_mut()[deal]);
        self.state.send_modify(|state| state.acknowledged += 1);
    }

    /// Makes a request, and does with it what is this one's turn.
    async fn deal(&self) {
        let number = self.deals.borrow().len();
        let amount = 1000 + i64::try_from(number * 37 % 9000).expect("few");
        self.deals.borrow_mut().push(Deal { amount, ..Deal::default() });
        let body = json!({"amount": decimal(amount), "reference": format!("D-{number}"), "memo": "Bread"});
        let (answer, kept) = self.post_once("requests", &format!("create-{number}"), body).await;
        let code = answer.json()["code"].as_str().expect("a code").to_owned();
        self.acknowledge(number, |deal| {
            deal.code.clone_from(&code);
            deal.kept.push(kept);
        });
        match number % 5 {
            0 => drop(self.settle(number, &code, amount).await),
            1 => {
                let payment = self.settle(number, &code, amount).await;
                self.refund(number, payment, amount / 3).await;
            }
            2 => {
                let path = format!("requests/{code}/cancel");
                self.call(&[200], &[], || self.api.call(Method::POST, &path)).await;
                self.acknowledge(number, |deal| deal.is_cancelled = true);
            }
            3 => self.claim(number, &code).await,
            _ => {
                let path = format!("requests/{code}/payments");
                let (_, kept) = self.post_once(&path, &format!("by-hand-{number}"), json!({})).await;
                self.acknowledge(number, |deal| {
                    deal.is_settled = true;
                    deal.kept.push(kept);
                });
            }
        }
    }

    /// Pays, and has the provider report it twice. Answers the payment's id.
    async fn settle(&self, number: usize, code: &str, amount: i64) -> String {
        let started = self.post(&format!("r/{code}/pay"), &[("method", &self.demo)]).await;
        let name = order(started.location())["id"].as_str().expect("an id").to_owned();
        let message = Message::new(&name, "approve").of(&decimal(amount), "EUR");
        for _ in 0..2 {
            self.call(&[204], &[], || self.report(&message)).await;
            self.acknowledge(number, |deal| deal.is_settled = true);
        }
        let payments = format!("payments?request={code}");
        let payments = self.call(&[200], &[], || self.api.call(Method::GET, &payments)).await.json();
        let mut settled = payments["data"].as_array().expect("a list").iter().filter(|p| p["state"] == "settled");
        settled.next().expect("one is settled")["id"].as_str().expect("an id").to_owned()
    }

    fn report(&self, message: &Message) -> RequestBuilder {
        let body = message.body();
        let signature = self.hook.sign(crate::support::now().timestamp(), &body);
        let report = self.hook.client.post(&self.hook.url).header("Content-Type", "application/json");
        report.header("chit-demo-signature", signature).body(body)
    }

    async fn refund(&self, number: usize, payment: String, amount: i64) {
        let (path, body) = (format!("payments/{payment}/refund"), json!({"amount": decimal(amount)}));
        // What is kept of it changes once more, when its outcome is known.
        self.post_once(&path, &format!("refund-{number}"), body).await;
        self.acknowledge(number, |deal| deal.refund = Some((payment, amount)));
    }

    async fn claim(&self, number: usize, code: &str) {
        let started = self.post(&format!("r/{code}/pay"), &[("method", &self.transfer)]).await;
        self.post(&format!("{}/claim", started.location()), &[]).await;
        self.acknowledge(number, |deal| deal.is_claimed = true);
    }

    /// Sends a form that leads elsewhere.
    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let send = || {
            let request = form(self.browser.request(Method::POST, path), fields);
            request.header(ORIGIN, &self.origin).header("Sec-Fetch-Site", "same-origin")
        };
        self.call(&[303], &[], send).await
    }

    async fn post_once(&self, path: &str, key: &str, body: Value) -> (Answer, Kept) {
        let send = || self.api.call(Method::POST, path).header("Idempotency-Key", key).json(&body);
        // 202: a refund whose provider was not heard. 409: the first call is still under way.
        let answer = self.call(&[201, 202], &[409], send).await;
        let kept = Kept { path: path.to_owned(), key: key.to_owned(), answer: answer.body.clone(), body };
        (answer, kept)
    }

    /// Calls until the answer has such a status, and panics unless all before were failures that callers take.
    async fn call(&self, wanted: &[u16], repeated: &[u16], request: impl Fn() -> RequestBuilder) -> Answer {
        loop {
            self.state.subscribe().wait_for(|state| !state.is_paused).await.expect("the traffic is there");
            self.state.send_modify(|state| state.under_way += 1);
            let answer = answer(request()).await;
            self.state.send_modify(|state| state.under_way -= 1);
            let failure = match answer {
                Ok(answer) if wanted.contains(&answer.code) => return answer,
                Ok(answer) if repeated.contains(&answer.code) => continue,
                Ok(answer) if (502..=504).contains(&answer.code) && self.patient.get() == Patient::WithOutages => {
                    self.state.send_modify(|state| state.refused += 1);
                    continue;
                }
                Ok(answer) => format!("{}: {}", answer.code, answer.text()),
                Err(_) if self.patient.get() != Patient::No => continue,
                Err(error) => format!("{error:?}"),
            };
            panic!("a call fails: {failure}");
        }
    }
}

/// The answer to a request, or how it broke.
async fn answer(request: RequestBuilder) -> Result<Answer, reqwest::Error> {
    let response = request.send().await?;
    let (code, headers) = (response.status().as_u16(), response.headers().clone());
    Ok(Answer { code, headers, body: response.bytes().await?.to_vec() })
}
