//! Check words: three words derived from a request's content, for payee and payer to compare by voice.
//!
//! A link in a chat may be replaced by another one on its way. The payee reads three words on its own page and says them; the payer reads
//! three words on the pay page. Equal words mean the same request: made for this payee, over this amount.

use bip39::Language;
use zeroize::Zeroizing;

use super::code::RequestCode;
use super::prices::Prices;
use super::public::PublicRequest;
use super::{Item, PaymentRequest, RequestAmount};
use crate::domain::money::Money;
use crate::domain::payee::handle::Handle;
use crate::domain::secret::SecretKey;
use crate::domain::secret::mac::{HmacSha256, Mac, hmac_sha256};
use crate::domain::text::Memo;

/// Three words of BIP-39's English list: 2048 words that differ in their first four letters, so three of them are 33 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckWords([&'static str; 3]);

impl std::fmt::Display for CheckWords {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [one, two, three] = self.0;
        write!(f, "{one} {two} {three}")
    }
}

/// The key of the words: HMAC-SHA256 (RFC 2104), the same on every replica. Without it nobody can search for another request with the same
/// words. It is kept when the service's secret changes, because sellers have already said the words of links in use.
#[derive(Clone)]
pub struct CheckWordKey(HmacSha256);

impl CheckWordKey {
    /// The key of a service without a stored one: derived from its secret.
    pub fn first(secret: &SecretKey) -> Zeroizing<[u8; 32]> {
        secret.derive("chit/check-words/1")
    }

    /// Uses a service's stored key.
    pub fn new(key: &[u8; 32]) -> Self {
        Self(hmac_sha256(key))
    }

    /// The words of a request in its public view.
    pub fn of_public(&self, request: &PublicRequest) -> CheckWords {
        let PublicRequest { code, handle, prices, memo, items, .. } = request;
        let asked = &request.named();
        self.of(&Content { code, handle, asked, further: prices, memo: memo.as_ref(), items })
    }

    /// The words of a request in its payee's view; equal to those of the public view.
    pub fn of_own(&self, request: &PaymentRequest, handle: &Handle) -> CheckWords {
        let PaymentRequest { code, prices, memo, items, .. } = request;
        let asked = &request.named();
        self.of(&Content { code, handle, asked, further: prices, memo: memo.as_ref(), items })
    }

    fn of(&self, content: &Content<'_>) -> CheckWords {
        let mut mac = self.0.clone();
        content.write(&mut |part| mac.update(part));
        let tag = mac.finalize().into_bytes();
        let bits = tag.iter().take(5).fold(0, |bits: u64, byte| bits << 8 | u64::from(*byte)) >> 7;
        let list = Language::English.word_list();
        let word = |shift: u32| {
            let at = usize::try_from(bits >> shift & 0x7ff).unwrap_or_default();
            list[at]
        };
        CheckWords([word(22), word(11), word(0)])
    }
}

impl std::fmt::Debug for CheckWordKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CheckWordKey(…)")
    }
}

/// The content that a payer relies on. State, due date and payments are not part of it: the words stay while those change.
struct Content<'a> {
    code: &'a RequestCode,
    handle: &'a Handle,
    asked: &'a RequestAmount,
    /// The prices in other currencies.
    further: &'a Prices,
    memo: Option<&'a Memo>,
    items: &'a [Item],
}

impl Content<'_> {
    /// Writes an unambiguous encoding: every text is preceded by its length, every choice by a tag.
    fn write(&self, sink: &mut impl FnMut(&[u8])) {
        let Self { code, handle, asked, further, memo, items } = self;
        text(sink, code.as_str());
        text(sink, handle.as_str());
        match asked {
            RequestAmount::Fixed(money) => {
                text(sink, "fixed");
                text(sink, money.currency().code());
                sink(&money.minor().to_be_bytes());
            }
            RequestAmount::Open { currency, .. } => {
                text(sink, "open");
                text(sink, currency.code());
                for bound in [asked.min(), asked.max()] {
                    optional(sink, bound.as_ref(), |sink, money: &Money| sink(&money.minor().to_be_bytes()));
                }
            }
        }
        optional(sink, *memo, |sink, memo| text(sink, memo.as_str()));
        length(sink, items.len());
        for Item { name, quantity, amount, .. } in *items {
            text(sink, name);
            sink(&quantity.to_be_bytes());
            text(sink, amount);
        }
        // At the end, so that it can't be taken for a part of a line. What is for sale isn't part of it, because that changes.
        for (at, (least, most)) in items.iter().enumerate().filter_map(|(at, item)| Some((at, item.choice()?))) {
            length(sink, at);
            sink(&least.to_be_bytes());
            sink(&most.to_be_bytes());
        }
        // Likewise, so that a request with one price has the words that it had before there were further ones.
        for price in further.further() {
            text(sink, price.asked.currency().code());
            sink(&price.asked.minor().to_be_bytes());
        }
    }
}

fn length(sink: &mut impl FnMut(&[u8]), length: usize) {
    sink(&u64::try_from(length).unwrap_or(u64::MAX).to_be_bytes());
}

fn text(sink: &mut impl FnMut(&[u8]), text: &str) {
    length(sink, text.len());
    sink(text.as_bytes());
}

fn optional<S: FnMut(&[u8]), T: ?Sized>(sink: &mut S, value: Option<&T>, write: impl FnOnce(&mut S, &T)) {
    sink(&[u8::from(value.is_some())]);
    if let Some(value) = value {
        write(sink, value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::clock::Timestamp;
    use crate::domain::id::PayeeId;
    use crate::domain::language::Language;
    use crate::domain::money::currency::Currency;
    use crate::domain::payee::accent::Accent;
    use crate::domain::reference::rf::RfReference;
    use crate::domain::request::parts::Parts;
    use crate::domain::request::picks::Stocks;
    use crate::domain::request::public::Underway;
    use crate::domain::request::suggested::Suggested;
    use crate::domain::request::{Preview, RequestState, Status};
    use crate::domain::text::{DisplayName, OwnReference};

    fn key() -> CheckWordKey {
        CheckWordKey::new(&CheckWordKey::first(&SecretKey::from_bytes([7; 32])))
    }

    fn anna() -> Handle {
        Handle::parse("anna").expect("a handle")
    }

    fn now() -> Timestamp {
        chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range")
    }

    fn request() -> PaymentRequest {
        PaymentRequest {
            code: RequestCode::parse("abcdefghijkm").expect("a code"),
            payee_id: PayeeId::draw(&Chance::secure()),
            asked: RequestAmount::Fixed(Money::new(2500, Currency::EUR)),
            prices: Prices::default(),
            memo: Memo::parse("Two loaves").ok(),
            reference: None,
            rf: RfReference::draw(&Chance::secure()),
            preview: Preview::Generic,
            stocks: Stocks::default(),
            items: vec![Item::fixed("Rye", 2, "12.50")],
            state: RequestState::Open,
            max_payments: Some(1),
            paid_count: 0,
            paid_total: 0,
            parts: Parts::default(),
            due_on: None,
            expires_at: None,
            created_at: now(),
            paid_at: None,
            cancelled_at: None,
            disabled_at: None,
            archived_at: None,
            labels: Vec::new(),
            language: Language::En,
            suggested: Suggested::default(),
            asks_note: false,
            order: None,
            takes_tips: false,
        }
    }

    fn seen_by_a_stranger(request: &PaymentRequest, handle: &Handle) -> PublicRequest {
        PublicRequest {
            code: request.code.clone(),
            handle: handle.clone(),
            name: DisplayName::parse("Anna's Bakery").expect("a name"),
            zone: crate::domain::zone::Zone::UTC,
            asked: request.asked,
            prices: request.prices.unpaid(),
            alternatives: request.alternatives(),
            outstanding: request.outstanding(),
            pays_once: true,
            partly_paid: false,
            parts: Vec::new(),
            memo: request.memo.clone(),
            items: request.items.clone(),
            left: Vec::new(),
            due_on: request.due_on,
            expires_at: request.expires_at,
            status: Status::Open,
            paid_at: None,
            paid_in_play_money: false,
            underway: Underway::No,
            preview: request.preview,
            accent: Accent::of(handle.as_str()),
            language: request.language,
            suggested: Vec::new(),
            order: None,
            asks_note: request.asks_note,
            takes_tips: request.takes_tips,
            methods: Vec::new(),
        }
    }

    /// Computed by an independent program (Python's hmac and hashlib, the word list from its file).
    #[test]
    fn a_known_request_has_known_words() {
        assert_eq!(key().of_own(&request(), &anna()).to_string(), "gospel throw leave");
        let open = RequestAmount::Open { currency: Currency::EUR, min: Some(500), max: None };
        let open = PaymentRequest { asked: open, memo: None, items: Vec::new(), ..request() };
        assert_eq!(key().of_own(&open, &anna()).to_string(), "flavor addict idle");
    }

    #[test]
    fn both_sides_see_the_same_words() {
        let request = request();
        assert_eq!(key().of_public(&seen_by_a_stranger(&request, &anna())), key().of_own(&request, &anna()));
    }

    #[test]
    fn another_content_or_key_has_other_words() {
        let item = |name: &str, quantity, amount: &str| Item::fixed(name, quantity, amount);
        let open = |min, max| RequestAmount::Open { currency: Currency::EUR, min, max };
        let fixed = |minor, currency| RequestAmount::Fixed(Money::new(minor, currency));
        let dollars = Currency::parse("USD").expect("a currency");
        let base = request;
        let prices = |further: &[Money]| Prices::new(Money::new(2500, Currency::EUR), further);
        let contents = [
            base(),
            PaymentRequest { code: RequestCode::parse("abcdefghijkn").expect("a code"), ..base() },
            PaymentRequest { asked: fixed(2501, Currency::EUR), ..base() },
            PaymentRequest { asked: fixed(2500, dollars), ..base() },
            PaymentRequest { asked: open(None, None), ..base() },
            PaymentRequest { asked: open(Some(2500), None), ..base() },
            PaymentRequest { asked: open(None, Some(2500)), ..base() },
            PaymentRequest { asked: open(Some(2500), Some(2500)), ..base() },
            PaymentRequest { prices: prices(&[Money::new(2700, dollars)]), ..base() },
            PaymentRequest { prices: prices(&[Money::new(2701, dollars)]), ..base() },
            PaymentRequest { memo: None, ..base() },
            PaymentRequest { memo: Memo::parse("Two loafs").ok(), ..base() },
            PaymentRequest { items: Vec::new(), ..base() },
            PaymentRequest { items: vec![item("Rye", 1, "12.50")], ..base() },
            PaymentRequest { items: vec![item("Rye", 2, "12.5")], ..base() },
            PaymentRequest { items: vec![item("Ry", 2, "e12.50")], ..base() },
            PaymentRequest { items: vec![item("Rye", 2, "12.50"), item("Rye", 2, "12.50")], ..base() },
        ];
        let mut words: Vec<_> = contents.iter().map(|request| key().of_own(request, &anna()).to_string()).collect();
        words.push(key().of_own(&base(), &Handle::parse("annab").expect("a handle")).to_string());
        words.push(CheckWordKey::new(&[8; 32]).of_own(&base(), &anna()).to_string());
        let all = words.len();
        words.sort();
        words.dedup();
        assert_eq!(words.len(), all);
    }

    #[test]
    fn what_happens_to_a_request_leaves_its_words() {
        let words = key().of_own(&request(), &anna());
        let later = PaymentRequest {
            state: RequestState::Paid,
            paid_count: 1,
            paid_total: 2500,
            paid_at: Some(now()),
            cancelled_at: Some(now()),
            expires_at: Some(now()),
            due_on: now().date_naive().succ_opt(),
            reference: OwnReference::parse("R-1").ok(),
            preview: Preview::Amount,
            max_payments: None,
            ..request()
        };
        assert_eq!(key().of_own(&later, &anna()), words);
        let mut public = seen_by_a_stranger(&later, &anna());
        public.name = DisplayName::parse("Anna").expect("a name");
        public.status = Status::Paid;
        public.underway = Underway::Processing;
        assert_eq!(key().of_public(&public), words);
    }

    #[test]
    fn money_of_another_price_leaves_the_words() {
        let dollars = Money::new(2700, Currency::parse("USD").expect("a currency"));
        let prices = Prices::new(Money::new(2500, Currency::EUR), &[dollars]);
        let before = PaymentRequest { prices, ..request() };
        let paid = PaymentRequest { asked: RequestAmount::Fixed(dollars), paid_total: 2700, ..before.clone() };
        assert_eq!(key().of_own(&paid, &anna()), key().of_own(&before, &anna()));
        assert_eq!(key().of_public(&seen_by_a_stranger(&paid, &anna())), key().of_own(&before, &anna()));
    }

    #[test]
    fn the_key_tells_nothing() {
        assert_eq!(format!("{:?}", key()), "CheckWordKey(…)");
    }

    fn written(memo: Option<&str>, items: &[Item]) -> Vec<u8> {
        let (request, handle, memo) = (request(), anna(), memo.and_then(|m| Memo::parse(m).ok()));
        let mut bytes = Vec::new();
        let PaymentRequest { code, asked, prices, .. } = &request;
        let content = Content { code, handle: &handle, asked, further: prices, memo: memo.as_ref(), items };
        content.write(&mut |part| bytes.extend_from_slice(part));
        bytes
    }

    proptest! {
        #[test]
        fn nothing_is_written_alike(
            one in prop::collection::vec(("[ab12.]{0,3}", 0..3_u32, "[ab12.]{0,3}"), 0..3),
            other in prop::collection::vec(("[ab12.]{0,3}", 0..3_u32, "[ab12.]{0,3}"), 0..3),
        ) {
            let items = |list: &[(String, u32, String)]| -> Vec<Item> {
                // Some are the payer's choice.
                let item = |(name, quantity, amount): &(String, u32, String)| Item {
                    max_quantity: name.contains('a').then_some(*quantity),
                    ..Item::fixed(name.clone(), *quantity, amount.clone())
                };
                list.iter().map(item).collect()
            };
            prop_assert_eq!(written(None, &items(&one)) == written(None, &items(&other)), one == other);
            prop_assert!(written(Some("m"), &items(&one)) != written(None, &items(&other)));
        }
    }
}
