//! A push service of the tests' own, and a device that subscribes at it: what is sent there is decrypted and its token verified.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, StatusCode, header};
use serde_json::{Value, json};
use tokio::sync::Notify;
use web_push_native::p256::SecretKey;
use web_push_native::p256::ecdsa::signature::Verifier;
use web_push_native::p256::ecdsa::{Signature, VerifyingKey};
use web_push_native::p256::elliptic_curve::sec1::ToEncodedPoint;
use web_push_native::{Auth, decrypt};

use super::rules;
use crate::support::{Api, App, Browser, Hook, Message, between, now};

/// The time that a message may take.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(120);

/// How the service answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    Takes,
    /// This status, and a pause in seconds.
    Answers(u16, u32),
    Silent,
    /// By the rules of Mozilla's autopush.
    Autopush,
    /// By the rules of ntfy, where somebody listens.
    Ntfy,
}

/// A message as it came.
#[derive(Debug, Clone)]
pub struct Came {
    pub path: String,
    pub headers: BTreeMap<String, String>,
    pub body: Vec<u8>,
}

struct Inner {
    mood: Mood,
    came: Vec<Came>,
}

/// The service. It ends with the process.
#[derive(Clone)]
pub struct PushService {
    pub base: String,
    inner: Arc<Mutex<Inner>>,
    arrived: Arc<Notify>,
}

impl PushService {
    pub fn open() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
        listener.set_nonblocking(true).expect("a listener");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let inner = Arc::new(Mutex::new(Inner { mood: Mood::Takes, came: Vec::new() }));
        let service = Self { base, inner, arrived: Arc::default() };
        let router = Router::new().fallback(take).with_state(service.clone());
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
                axum::serve(listener, router).await.expect("it serves");
            });
        });
        service
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn be(&self, mood: Mood) {
        self.lock().mood = mood;
    }
}

async fn take(State(service): State<PushService>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = axum::body::to_bytes(body, 1 << 20).await.expect("a whole message");
    let text = |value: &header::HeaderValue| value.to_str().expect("text").to_owned();
    let came = Came {
        path: parts.uri.to_string(),
        headers: parts.headers.iter().map(|(name, value)| (name.to_string(), text(value))).collect(),
        body: body.to_vec(),
    };
    let (mood, by_rules) = {
        let mut inner = service.lock();
        let by_rules = match inner.mood {
            Mood::Autopush => Some(rules::autopush(&came)),
            Mood::Ntfy => Some(rules::ntfy(&came)),
            Mood::Takes | Mood::Answers(..) | Mood::Silent => None,
        };
        inner.came.push(came);
        (inner.mood, by_rules)
    };
    service.arrived.notify_one();
    if let Some((status, headers)) = by_rules {
        return (
            status,
            headers.into_iter().map(|(name, value)| (name.parse().expect("a name"), value)).collect::<HeaderMap>(),
        )
            .into_response();
    }
    match mood {
        Mood::Answers(status, pause) => {
            let status = StatusCode::from_u16(status).expect("a status");
            (status, [(header::RETRY_AFTER, pause.to_string())], "a body that nobody keeps").into_response()
        }
        Mood::Silent => std::future::pending().await,
        Mood::Takes | Mood::Autopush | Mood::Ntfy => StatusCode::CREATED.into_response(),
    }
}

/// A device: its keys, and its endpoint at a service.
pub struct Device {
    pub service: PushService,
    pub path: String,
    key: SecretKey,
    auth: [u8; 16],
}

impl Device {
    /// A device of a service. `number` tells it from others there.
    pub fn at(service: &PushService, number: u8) -> Self {
        Self::named(service, number, &format!("/to/{number}/secret"))
    }

    /// The same at an address of its own: a path, and a query if it has one.
    pub fn named(service: &PushService, number: u8, path: &str) -> Self {
        let key = SecretKey::from_slice(&[number; 32]).expect("a key");
        Self { service: service.clone(), path: path.to_owned(), key, auth: [number; 16] }
    }

    pub fn endpoint(&self) -> String {
        format!("{}{}", self.service.base, self.path)
    }

    /// The fields that the page's script fills in.
    pub fn fields(&self) -> [(&'static str, String); 4] {
        let key = URL_SAFE_NO_PAD.encode(self.key.public_key().to_encoded_point(false));
        let auth = URL_SAFE_NO_PAD.encode(self.auth);
        [("endpoint", self.endpoint()), ("p256dh", key), ("auth", auth), ("label", self.path.clone())]
    }

    /// Turns alerts on; answers the id that the page has for it.
    pub async fn turned_on(&self, seller: &Browser) -> String {
        let fields = self.fields();
        let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        seller.post("app/settings/alerts/devices", &fields).await.status(303);
        let page = seller.page("app/settings/alerts").await;
        let (_, from) = page.split_once(&format!("<b dir=\"auto\">{}</b>", self.path)).expect("it is listed");
        between(from, "/app/settings/alerts/devices/", "/").to_owned()
    }

    /// What came for it, oldest first.
    pub fn came(&self) -> Vec<Came> {
        self.service.lock().came.iter().filter(|came| came.path == self.path).cloned().collect()
    }

    /// Waits until so many messages came.
    pub async fn hears(&self, count: usize) -> Vec<Came> {
        let all = async {
            while self.came().len() < count {
                self.service.arrived.notified().await;
            }
        };
        tokio::time::timeout(PATIENCE, all).await.expect("the messages come");
        self.came()
    }

    /// The text of a message, which only this device reads.
    pub fn read(&self, came: &Came) -> Value {
        let text = decrypt(came.body.clone(), &self.key, &Auth::from(self.auth)).expect("it is for this device");
        serde_json::from_slice(&text).expect("JSON")
    }

    /// The titles of all messages so far.
    pub fn titles(&self) -> Vec<String> {
        let title = |came: &Came| self.read(came)["notification"]["title"].as_str().expect("a title").to_owned();
        self.came().iter().map(title).collect()
    }

    /// Verifies a message's token (RFC 8292): by the key that browsers subscribe to, for this service, a day at most.
    pub fn verify(&self, came: &Came, public_key: &str) -> Value {
        let said = came.headers["authorization"].strip_prefix("vapid ").expect("its scheme");
        let (token, key) = said.strip_prefix("t=").and_then(|rest| rest.split_once(", k=")).expect("its form");
        assert_eq!(key, public_key);
        let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64url");
        let (text, signature) = token.rsplit_once('.').expect("a signature");
        let verifying = VerifyingKey::from_sec1_bytes(&bytes(key)).expect("a key");
        let signature = Signature::from_slice(&bytes(signature)).expect("a signature");
        verifying.verify(text.as_bytes(), &signature).expect("it verifies");
        let parts: Vec<Value> =
            text.split('.').map(|part| serde_json::from_slice(&bytes(part)).expect("JSON")).collect();
        assert_eq!((&parts[0]["alg"], &parts[0]["typ"]), (&"ES256".into(), &"JWT".into()));
        let left = parts[1]["exp"].as_i64().expect("a time") - now().timestamp();
        assert!(left > 3600 && left <= 24 * 3600, "{left}");
        assert_eq!(parts[1]["aud"], self.service.base);
        parts[1].clone()
    }
}

/// The key that the page has browsers subscribe to.
pub async fn public_key(seller: &Browser) -> String {
    between(&seller.page("app/settings/alerts").await, "data-push=\"", "\"").to_owned()
}

/// A service that sends alerts.
pub async fn alerting(app: App) -> App {
    app.with(&[("CHIT_VAPID_SUBJECT", "mailto:ops@pay.example")]).await
}

/// A memo that no device is told.
pub const MEMO: &str = "A cake for the secret wedding";

/// A request that was paid with money; answers its code and the provider's order. The demonstration moves none, so its payment is called a
/// real one until it is booked.
pub async fn paid(app: &App, api: &Api, hook: &Hook) -> (String, String) {
    let code = app.request(api, &json!({"amount": "25.00", "memo": MEMO})).await;
    let (_, order) = app.start_payment(&code).await;
    let is_test = |test| format!("update payments set test = {test} where request_code = '{code}'");
    assert_eq!(app.db().execute(&is_test(false)).await, 1);
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(app.db().execute(&is_test(true)).await, 1);
    (code, order)
}

/// Has the payee paid by its bank alone, which reports nothing.
pub async fn by_bank(api: &Api) {
    let demo = api.get("methods").await.json()["data"][0]["id"].as_str().expect("an id").to_owned();
    api.delete(&format!("methods/{demo}")).await.status(204);
    let bank = json!({"rail": "sepa", "settings": {"iban": "DE75512108001245126199", "beneficiary": "Anna"}});
    api.post("methods", &bank).await.status(201);
}

/// Somebody says that the money for a request was sent, and says it twice.
pub async fn claim(app: &App, code: &str) {
    let payer = app.browser();
    let own = payer.post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    for _ in 0..2 {
        payer.post(&format!("{own}/claim"), &[]).await.status(303);
    }
}
