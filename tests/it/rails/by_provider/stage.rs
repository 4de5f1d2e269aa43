//! The stage of the contract: the service beside a provider, and a payee who is paid by it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::{Begun, Double, Fact, PRICE, Told};
use crate::house::canary::needles::{Needles, data, dump, look_through, wal_position};
use crate::support::{Answer, Api, App, Browser, client, until};

/// The payee's words for its payers. It is kept, which shows that the search finds; and no provider learns it.
pub const MEMO: &str = "Zq7memo of two loaves";
/// The payee's own number for it.
pub const REFERENCE: &str = "Zq7-4711";
/// The payee.
pub const HANDLE: &str = "zq7payee";

/// The service beside a provider.
pub struct Stage<D> {
    pub app: App,
    pub double: D,
    pub api: Api,
    /// The payee's browser, signed in.
    pub seller: Browser,
    /// The method's address for the provider's messages, and its id.
    pub hook: String,
    pub method: String,
    /// Words that must not be in the log: names of payments and links.
    names: Mutex<Vec<String>>,
    wal: String,
}

/// A payment of a request.
#[derive(Debug, Clone)]
pub struct Payment {
    pub code: String,
    pub id: String,
    /// The address that the payer is sent to.
    pub page: String,
    pub begun: Begun,
}

/// A line of an export, by the names of its columns.
pub type Line = BTreeMap<String, String>;

impl<D: Double> Stage<D> {
    pub async fn set(app: App) -> Self {
        let double = D::start();
        let mut settings = vec![("CHIT_LOG", "trace")];
        settings.extend(double.environment());
        let app = app.with(&settings).await;
        let wal = wal_position(&app).await;
        let payee = app.payee(HANDLE);
        let (api, seller) = (app.api(&payee.api_key), app.signed_in(&payee).await);
        let (method, hook) = method(&api, &double).await;
        Self { app, double, api, seller, hook, method, names: Mutex::default(), wal }
    }

    /// A request for [`PRICE`].
    pub async fn request(&self) -> String {
        let asked = json!({"amount": PRICE, "currency": "EUR", "memo": MEMO, "reference": REFERENCE});
        self.app.request(&self.api, &asked).await
    }

    /// A payer begins to pay a new request.
    pub async fn begun(&self) -> Payment {
        let code = self.request().await;
        self.begin(&code).await
    }

    /// A payer begins to pay a request.
    pub async fn begin(&self, code: &str) -> Payment {
        let started = self.app.browser().post(&format!("r/{code}/pay"), &[("method", &self.method)]).await.status(303);
        let begun = self.double.begun(started.location());
        let newest = self.api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0].clone();
        assert_eq!((&newest["state"], &newest["rail"]), (&json!("pending"), &json!(D::RAIL)));
        let token = begun.own.rsplit("/p/").next().expect("a token").to_owned();
        let mut names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        names.extend([code.to_owned(), begun.order.clone(), token]);
        let (page, id) = (started.location().to_owned(), text(&newest, "id"));
        Payment { code: code.to_owned(), id, page, begun }
    }

    /// A new request that was paid, and the provider told it.
    pub async fn paid(&self) -> Payment {
        let payment = self.begun().await;
        self.double.pay(&payment.begun.order, PRICE, "EUR");
        self.tell(&payment, Fact::Settled).await;
        assert_eq!(self.state(&payment).await, "settled");
        payment
    }

    /// The provider tells, and is told that it is kept. What it has no message for, the payer's page asks for.
    pub async fn tell(&self, payment: &Payment, fact: Fact) {
        match self.double.tell(&payment.begun.order, fact) {
            Some(told) => drop(post(&self.hook, &told).await.status(204)),
            None => drop(self.look(payment).await),
        }
        // The worker may have asked at the same moment, and be about to hear the answer.
        if !D::CAN.tell && fact == Fact::Settled {
            self.until("it is asked", async || self.state(payment).await != "pending").await;
        }
    }

    /// The payer looks at its page, which asks the provider; also when somebody looked a moment ago.
    pub async fn look(&self, payment: &Payment) -> String {
        self.app.db().execute("update payments set polled_at = null").await;
        self.app.browser().page(&payment.begun.own).await
    }

    /// A payment, as its payee sees it.
    pub async fn payment(&self, payment: &Payment) -> Value {
        self.api.get(&format!("payments/{}", payment.id)).await.status(200).json()
    }

    pub async fn state(&self, payment: &Payment) -> String {
        text(&self.payment(payment).await, "state")
    }

    /// The amount that went back of a payment, and its state.
    pub async fn gone(&self, payment: &Payment) -> (String, String) {
        let payment = self.payment(payment).await;
        (text(&payment, "refunded"), text(&payment, "state"))
    }

    /// A request's status, and how often and how much it was paid.
    pub async fn stands(&self, code: &str) -> (String, i64, String) {
        let request = self.api.get(&format!("requests/{code}")).await.status(200).json();
        (text(&request, "status"), request["paid_count"].as_i64().expect("a number"), text(&request, "paid_total"))
    }

    /// Everything that was booked of a payment, oldest first.
    pub async fn lines(&self, payment: &Payment) -> Vec<Line> {
        let file = self.api.get("exports/movements").await.status(200).text();
        let mut rows = file.lines().map(|row| row.split(',').map(str::to_owned).collect::<Vec<_>>());
        let names = rows.next().expect("a head");
        let lines = rows.map(|row| names.iter().cloned().zip(row).collect::<Line>());
        lines.filter(|line| line["payment_id"] == payment.id).collect()
    }

    /// The outcomes of messages, oldest first.
    pub async fn outcomes(&self) -> Vec<String> {
        self.app.db().texts("select outcome from rail_events order by received_at").await
    }

    /// The service is started anew, and finds everything due that waits.
    pub async fn restart(&mut self) {
        assert_eq!(self.app.stop(), Some(0));
        let db = self.app.db();
        db.execute("update payments set next_poll_at = created_at where next_poll_at is not null").await;
        db.execute("update refunds set next_try_at = created_at where next_try_at is not null").await;
        db.execute("update payments set end_try_at = created_at where end_try_at is not null").await;
        self.app.start_again();
    }

    /// Looks until it is so.
    pub async fn until(&self, what: &str, so: impl AsyncFn() -> bool) {
        until(what, so).await;
    }

    /// The end, and a look into every file of the database before: there is what the payee wrote, and nothing of what is hidden.
    pub async fn leave_and_search(self) {
        look_through(&data(&self.app).await, &hidden::<D>(), &Needles::of([("memo", MEMO)]), &self.wal);
        self.leave().await;
    }

    /// The end: the books are whole, and nothing of a person or a credential is in what is left behind, in what is handed out, or in
    /// the log; there, no payment and no link is named either.
    pub async fn leave(mut self) {
        self.app.audit();
        let hidden = hidden::<D>();
        let mut said = vec![self.api.get("methods").await, self.seller.get("app/methods").await];
        for path in ["payments", "requests", "exports/movements"] {
            said.push(self.api.get(path).await);
        }
        for answer in said {
            let answer = answer.status(200);
            assert_eq!(hidden.found(&answer.body), [""; 0], "handed out");
        }
        assert_eq!(hidden.found(dump(&self.app).await.as_bytes()), [""; 0], "in the tables");
        assert_eq!(self.app.stop(), Some(0));
        let log = [self.app.log(), self.app.printed()].concat();
        assert!(log.contains("chit::access"), "there is a log");
        assert_eq!(hidden.found(log.as_bytes()), [""; 0], "in the log");
        let names = self.names.lock().unwrap_or_else(PoisonError::into_inner);
        let names = Needles::of(names.iter().map(|name| (name.as_str(), name.as_str())).chain([("memo", MEMO)]));
        assert_eq!(names.found(log.as_bytes()), [""; 0], "in the log");
    }
}

/// Words that nobody may find: credentials, and people.
fn hidden<D: Double>() -> Needles {
    Needles::of(D::SECRETS.iter().chain(D::PEOPLE).map(|text| (*text, *text)))
}

/// Adds a method; answers its id and where the provider reports to.
pub async fn method<D: Double>(api: &Api, double: &D) -> (String, String) {
    let made = api.post("methods", &json!({"rail": D::RAIL, "settings": double.settings()})).await.status(201).json();
    let id = text(&made, "id");
    assert_eq!(made["webhook_url"].is_string(), D::CAN.tell);
    // Who has nothing to tell has a door all the same, which is shut.
    let hook =
        made["webhook_url"].as_str().map_or_else(|| format!("{}/hooks/{}/{id}", api.service(), D::RAIL), str::to_owned);
    (id, hook)
}

/// Posts a provider's message.
pub async fn post(hook: &str, told: &Told) -> Answer {
    let mut request = client().post(hook).header("Content-Type", "application/json").body(told.body.clone());
    for (name, value) in &told.headers {
        request = request.header(*name, value);
    }
    Answer::of(request).await
}

/// A text of an object.
#[track_caller]
pub fn text(object: &Value, field: &str) -> String {
    object[field].as_str().unwrap_or_else(|| panic!("no {field} in {object}")).to_owned()
}

/// A request's status, as [`Stage::stands`] answers it.
pub fn standing(status: &str, count: i64, total: &str) -> (String, i64, String) {
    (status.to_owned(), count, total.to_owned())
}

/// The amount that went back, as [`Stage::gone`] answers it.
pub fn so(refunded: &str, state: &str) -> (String, String) {
    (refunded.to_owned(), state.to_owned())
}

/// Panics unless a line says this.
#[track_caller]
pub fn says(line: &Line, wanted: &[(&str, &str)]) {
    for (name, value) in wanted {
        assert_eq!(line[*name], *value, "{name} of {line:?}");
    }
}
