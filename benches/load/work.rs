//! What the generator asks for: links, creates, a provider's reports.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chit::domain::clock::Clock;
use chit::domain::request::code::RequestCode;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::client::post;
use super::filling::Filled;

/// A request's code, as it stands in a link.
pub type Code = [u8; RequestCode::LENGTH];

/// The secret that the payee's demo method signs under.
pub const SECRET: &str = "a-secret-of-the-bench";

/// What a create sends.
const TERMS: &str = r#"{"amount":"25.00","currency":"EUR","memo":"Window cleaning in May","reference":"2026-117"}"#;

/// What is asked again and again.
#[derive(Debug, Clone)]
pub struct Work {
    /// The bytes of the first one.
    pub text: Vec<u8>,
    kind: Kind,
    /// The status of the answer.
    pub wanted: u16,
}

#[derive(Debug, Clone)]
enum Kind {
    /// Opening links; the place of the code in the bytes.
    Look(Range<usize>, Links),
    /// Creates a request each time, by the API.
    Make,
    /// Reporting as a provider that payments have been made, each once.
    Report(Reports),
}

/// A provider's reports, and the place of the next one.
#[derive(Debug, Clone)]
struct Reports {
    hook: String,
    orders: Arc<[Filled]>,
    next: Arc<AtomicUsize>,
}

/// The links that a load opens, and their order.
#[derive(Debug, Clone)]
pub struct Links {
    codes: Arc<[Code]>,
    /// The next one, where all connections together take one after the other.
    next: Option<Arc<AtomicUsize>>,
}

impl Links {
    /// Each of them once before any comes again: no server gains by what it has kept of the last ones.
    pub fn each_once(codes: &Arc<[Code]>) -> Self {
        Self { codes: Arc::clone(codes), next: Some(Arc::default()) }
    }

    /// The first so many of them, in no order, again and again.
    pub fn again(codes: &Arc<[Code]>, most: usize) -> Self {
        Self { codes: codes.iter().take(most).copied().collect(), next: None }
    }

    fn draw(&self, dice: &mut Dice) -> &Code {
        let at = match &self.next {
            Some(next) => next.fetch_add(1, Ordering::Relaxed) % self.codes.len(),
            None => dice.below(self.codes.len()),
        };
        &self.codes[at]
    }
}

impl Work {
    /// Opening links, as browsers ask.
    pub fn look(links: Links) -> Self {
        let before = "GET /r/";
        let code = links.codes.first().map(|code| String::from_utf8_lossy(code)).unwrap_or_default();
        let text = format!(
            "{before}{code} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/html\r\n\
             accept-encoding: gzip, deflate, br, zstd\r\n\r\n"
        );
        let place = before.len()..before.len() + code.len();
        Self { text: text.into_bytes(), kind: Kind::Look(place, links), wanted: 200 }
    }

    /// Creates a request each time, by the API.
    pub fn make(key: &str) -> Self {
        Self { text: post("/api/v1/requests", key, TERMS), kind: Kind::Make, wanted: 201 }
    }

    /// Reporting that payments have been made, at the path of a method's webhook. It ends when all of them are.
    pub fn report(hook: &str, orders: &[Filled]) -> Self {
        let reports = Reports { hook: hook.to_owned(), orders: orders.into(), next: Arc::default() };
        let text = orders.first().map(|order| reports.message(order)).unwrap_or_default();
        Self { text, kind: Kind::Report(reports), wanted: 204 }
    }

    /// The same from its beginning.
    pub fn again(&self) -> Self {
        let mut again = self.clone();
        if let Kind::Report(reports) = &mut again.kind {
            reports.next = Arc::default();
        }
        again
    }

    /// True if the answers have the codes of new requests.
    pub fn makes(&self) -> bool {
        matches!(self.kind, Kind::Make)
    }

    /// The first of them.
    pub fn first(&self) -> &[u8] {
        &self.text
    }

    /// Takes up the next one. `false` when there is none left.
    pub fn turn(&mut self, dice: &mut Dice) -> bool {
        match &self.kind {
            Kind::Look(place, links) => self.text[place.clone()].copy_from_slice(links.draw(dice)),
            Kind::Make => {}
            Kind::Report(reports) => {
                let Some(order) = reports.orders.get(reports.next.fetch_add(1, Ordering::Relaxed)) else {
                    return false;
                };
                self.text = reports.message(order);
            }
        }
        true
    }
}

impl Reports {
    fn message(&self, order: &Filled) -> Vec<u8> {
        let (code, cents, at) = (order.name(), order.cents, Clock::system().now().timestamp());
        let body = format!(
            r#"{{"id":"event-{code}","order":"order-{code}","outcome":"approve","amount":"{}.{:02}","currency":"EUR","at":{at}}}"#,
            cents / 100,
            cents % 100,
        );
        let signature = Hmac::<Sha256>::new_from_slice(SECRET.as_bytes()).map(|mut mac| {
            mac.update(format!("{at}.{body}").as_bytes());
            hex::encode(mac.finalize().into_bytes())
        });
        format!(
            "POST {} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\nchit-demo-signature: t={at},v1={}\r\n\
             content-length: {}\r\n\r\n{body}",
            self.hook,
            signature.unwrap_or_default(),
            body.len(),
        )
        .into_bytes()
    }
}

impl fmt::Display for Work {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Look(..) => "opening links",
            Kind::Make => "making requests",
            Kind::Report(_) => "reporting payments",
        })
    }
}

/// SplitMix64: quick, even, and the same links in every run.
pub struct Dice(pub u64);

impl Dice {
    /// The next one below an end.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ self.0 >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ mixed >> 31) as usize % end
    }
}

/// Puts links into an order that has nothing to do with that in which they were made.
pub fn shuffle<T>(codes: &mut [T]) {
    let mut dice = Dice(0);
    for at in (1..codes.len()).rev() {
        codes.swap(at, dice.below(at + 1));
    }
}
