//! Every rail with a provider, held against one contract, through the real service: what is wrong with its settings is said by name and
//! what is right lies sealed; the provider learns what it needs and nothing else; money that arrives is booked once, however it is
//! told, and so is money that goes back; nobody is believed who isn't the provider; a provider that is away costs nothing; and of the
//! people in its answers nothing is kept.
//!
//! A rail joins by a [`Double`]: what happens at its provider, in some hundred lines on top of the double that answers its calls. What
//! a provider hasn't got (signatures, refunds, disputes), its double says, and the contract holds the rail to that instead.

mod away;
mod back;
mod btcpay;
mod demo;
mod lightning_address;
mod lnbits;
mod money;
mod over;
mod paypal;
mod refunds;
mod settings;
mod stage;
mod stripe;

use std::collections::BTreeSet;

use chit::domain::chance::Chance;
use chit::rails::RailContext;
use chit::rails::by_provider::rates::Rates;
use chit::rails::registry::Rails;
use libtest_mimic::Trial;
use serde_json::Value;

use self::demo::Demo;
use crate::accounting::statements::{booking, counts, import};
use crate::house::store::column;
use crate::rails::doubles::btcpay::BtcPay;
use crate::rails::doubles::line::Line;
use crate::rails::doubles::lnbits::Lnbits;
use crate::rails::doubles::paypal::PayPal;
use crate::rails::doubles::stripe::Stripe;
use crate::rails::doubles::wallet::Wallet;
use crate::support::{App, Body, alone, both, on_both};

/// The rails that are held against it.
const RAILS: [&str; 6] = [BtcPay::RAIL, Demo::RAIL, Lnbits::RAIL, PayPal::RAIL, Stripe::RAIL, Wallet::RAIL];

pub fn tests() -> Vec<Trial> {
    let mut tests = both![whoever_never_answers_is_given_up, a_transfer_of_what_a_provider_settled_is_the_same_money];
    for rail in [of::<BtcPay>(), of::<Demo>(), of::<Lnbits>(), of::<PayPal>(), of::<Stripe>(), of::<Wallet>()] {
        tests.extend(rail);
    }
    tests.extend(alone![every_rail_with_a_provider_is_here]);
    tests
}

/// The amount that every request of the contract asks for, and the part of it that is sent back.
pub const PRICE: &str = "25.00";
pub const PART: &str = "5.00";

/// A provider's abilities, and so the demands on its rail.
pub struct Can {
    /// It tells of what happens, by messages. If not, it is only asked, and by what changes nothing.
    pub tell: bool,
    /// It signs its messages. If not, they are hints, and what they say is not believed but asked for.
    pub sign: bool,
    /// It is a server of its own: it can be watched, and it can be away.
    pub be_away: bool,
    /// It tells how a payment stands when it is asked.
    pub be_asked: bool,
    /// A payer can send another amount than was asked for.
    pub take_any_amount: bool,
    /// A payer can send another currency.
    pub take_any_currency: bool,
    /// It sends money back when the service asks, under a key of the service's.
    pub send_back: bool,
    /// Its account's owner can send money back by its own pages.
    pub send_back_itself: bool,
    /// Its payers' banks can take money back.
    pub dispute: bool,
}

/// What a provider makes of the end of a payment that nobody has paid yet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// It ends it when it is asked, by a POST to a path that ends like this.
    Closes(&'static str),
    /// It has no such call, and takes nothing by itself.
    Withholds,
    /// It has no such call: what is paid has arrived.
    Cannot,
}

/// A fact that a provider tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    /// The payer has paid.
    Settled,
    /// The payer will not pay.
    Failed,
    /// Some went back.
    Refunded,
    DisputeOpened,
    DisputeWon,
    DisputeLost,
}

/// A refund's state at a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Pending,
    Done,
    Failed,
}

impl Stage {
    /// The provider's own word for it.
    pub fn of<'w>(self, pending: &'w str, done: &'w str, failed: &'w str) -> &'w str {
        match self {
            Self::Pending => pending,
            Self::Done => done,
            Self::Failed => failed,
        }
    }
}

/// A provider's message, with the headers that prove it.
#[derive(Debug, Clone)]
pub struct Told {
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

/// A payment that was begun, as the provider sees it.
#[derive(Debug, Clone)]
pub struct Begun {
    /// The provider's name for it.
    pub order: String,
    /// The payer's own page at the service.
    pub own: String,
}

/// Money that a provider was asked to send back, and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sent {
    /// The service's name for it.
    pub id: String,
    /// The provider's.
    pub external_id: String,
    /// In major units.
    pub amount: String,
}

/// A provider's double, as the contract talks to it. Amounts are in major units; what is asked for is [`PRICE`] in EUR.
pub trait Double: Sized + 'static {
    const RAIL: &'static str;
    const CAN: Can;
    /// The rail's name in the books. The settings are of an account in which no money moves.
    const BOOKED: &'static str;
    /// The fee that the provider keeps of [`PRICE`].
    const FEE: &'static str;
    /// What comes of ending a payment there.
    const ENDS: Ends;
    /// What it tells that it charges for a lost dispute.
    const DISPUTE_FEE: Option<&'static str> = None;
    /// Amounts and currencies that it doesn't take.
    const REFUSES: &'static [(&'static str, &'static str)];
    /// Credentials in [`Double::settings`] that nobody may see again.
    const SECRETS: &'static [&'static str];
    /// The people in its answers and messages.
    const PEOPLE: &'static [&'static str];
    /// Words that the provider is told with every payment: they are the same for all.
    const WORDS: &'static [&'static str];
    /// Headers of the provider's own that it is sent.
    const HEADERS: &'static [&'static str];
    /// The end of the path at which it is asked to send money back, and the header that has the key.
    const SENDS_BACK: (&'static str, &'static str);

    fn start() -> Self;

    /// The line at which it is reached, if it [can be away](Can::be_away).
    fn line(&self) -> Option<&Line>;

    /// The service's setting that says where it is. None where the payee's settings do.
    fn environment(&self) -> Option<(&'static str, &str)>;

    /// A payee's settings.
    fn settings(&self) -> Value;

    /// Settings that are wrong by themselves, and the fields that are.
    fn wrong() -> (Value, &'static [&'static str]);

    /// Settings that the provider doesn't take, and the field that is wrong. None where it isn't asked.
    fn refused(&self) -> Option<(Value, &'static str)>;

    /// The payment that was begun, by the address that the payer is sent to.
    fn begun(&self, location: &str) -> Begun;

    /// A secret that the rail writes on what it begins, to know the provider's messages again.
    fn mark(&self, _order: &str) -> Option<String> {
        None
    }

    /// The payer pays.
    fn pay(&self, order: &str, amount: &str, currency: &str);

    /// Whether a payer can still pay.
    fn is_payable(&self, order: &str) -> bool;

    /// What the payer has agreed to is taken, by a call of the service's whose answer nobody heard.
    fn finish(&self, _order: &str) {}

    /// The payer declines, or its bank does.
    fn fail(&self, order: &str);

    /// The provider's message of what happened; one more, whenever it is wanted. None where it has no such message.
    fn tell(&self, order: &str, fact: Fact) -> Option<Told>;

    /// The message as others would send it: signed by somebody else, long ago, by nobody.
    fn forged(&self, told: &Told) -> Vec<(&'static str, Told)>;

    /// The message with other amounts, another currency and another state in it, as the payee could sign it who knows its own secrets.
    /// None where the message is all that the rail can know.
    fn altered(&self, _told: &Told) -> Option<Told> {
        None
    }

    /// The account's owner sends money back by the provider's own pages.
    fn send_back(&self, order: &str, amount: &str);

    /// The state of the refunds that it makes from now on, where it [sends back](Can::send_back) and [can be away](Can::be_away).
    fn make_refunds(&self, _stage: Stage) {}

    /// Changes the newest refund of an order.
    fn turn_refund(&self, _order: &str, _stage: Stage) {}

    /// The refunds that it was asked for, and made, oldest first. None where that can't be watched.
    fn sent(&self, order: &str) -> Option<Vec<Sent>>;
}

/// A message's body with other values in the fields of these names, however deep they are.
pub fn rewritten(body: &[u8], others: &[(&str, Value)]) -> Value {
    fn rewrite(value: &mut Value, others: &[(&str, Value)]) {
        match value {
            Value::Array(values) => values.iter_mut().for_each(|value| rewrite(value, others)),
            Value::Object(fields) => {
                for (name, field) in fields {
                    match others.iter().find(|(other, _)| other == name) {
                        Some((_, other)) if !field.is_object() && !field.is_array() => *field = other.clone(),
                        _ => rewrite(field, others),
                    }
                }
            }
            _ => {}
        }
    }
    let mut body = serde_json::from_slice(body).expect("JSON");
    rewrite(&mut body, others);
    body
}

/// The contract for one rail, as far as its provider can.
fn of<D: Double>() -> Vec<Trial> {
    macro_rules! part {
        ($wanted:expr, $module:ident $part:ident) => {
            ($wanted, concat!(stringify!($module), "_", stringify!($part)), |app| Box::pin($module::$part::<D>(app)))
        };
    }
    let can = D::CAN;
    let closes = matches!(D::ENDS, Ends::Closes(_));
    let parts: [(bool, &str, Body); 17] = [
        part!(true, settings go_in_and_stay_in),
        part!(true, money is_booked_once),
        part!(true, money comes_late),
        part!(true, money moves_by_its_own_word_only),
        part!(can.sign && can.be_away, money is_as_the_provider_has_it),
        part!(can.take_any_amount || can.take_any_currency, money is_booked_as_it_came),
        part!(can.be_asked, money is_asked_for),
        part!(true, back goes_by_the_sellers_word),
        part!(can.send_back && can.be_away, back waits_for_an_answer),
        part!(can.send_back && can.be_away, refunds are_free_by_their_own_refusal_only),
        part!(can.send_back && can.be_away, refunds are_booked_while_they_are_done),
        part!(can.send_back_itself, back goes_by_the_providers_pages),
        part!(can.dispute, back is_taken),
        part!(can.be_away, away costs_nothing),
        part!(true, over ends_there),
        part!(true, over is_paid_meanwhile),
        part!(closes, over is_asked_again),
    ];
    let wanted = parts.into_iter().filter(|(wanted, ..)| *wanted);
    wanted.flat_map(|(_, name, body)| on_both(module_path!(), &format!("{}::{name}", D::RAIL), body)).collect()
}

async fn whoever_never_answers_is_given_up(app: App) {
    let (btcpay, lnbits) = (BtcPay::start(), Lnbits::start());
    let (paypal, stripe, wallet) = (PayPal::start(), Stripe::start(), Wallet::start());
    let settings = [paypal.environment(), stripe.environment(), wallet.environment()];
    let settings: Vec<_> = settings.into_iter().flatten().collect();
    let app = app.with(&settings).await;
    // Beside one another: each takes as long as a payer is let wait.
    tokio::join!(
        away::given_up(&app, &btcpay),
        away::given_up(&app, &lnbits),
        away::given_up(&app, &paypal),
        away::given_up(&app, &stripe),
        away::given_up(&app, &wallet),
    );
}

/// The rails of a service on this machine; with Lightning addresses, if there is a source of prices.
fn rails(prices: Option<&str>) -> Rails {
    let public_url = "http://127.0.0.1".parse().expect("a URL");
    let mut around = RailContext::new(public_url, Chance::secure()).expect("good");
    let prices = prices.map(|url| around.servers.check(url).expect("it may be called"));
    around.rates = prices.map(|base| Rates::lnbits(around.servers.provider("prices", base)));
    Rails::new(around, Vec::new())
}

/// A rail that joins the others joins this contract.
fn every_rail_with_a_provider_is_here() {
    let rails = rails(Some("http://127.0.0.1:1"));
    let by_provider: BTreeSet<_> = rails.kinds().filter(|kind| !kind.by_hand).map(|kind| kind.name).collect();
    assert_eq!(by_provider, BTreeSet::from(RAILS));
}

/// A transfer with the reference of what a provider's message has settled before is evidence, and booked no second time.
async fn a_transfer_of_what_a_provider_settled_is_the_same_money(app: App) {
    let stage = stage::Stage::<BtcPay>::set(app).await;
    let paid = stage.paid().await;
    let request = stage.api.get(&format!("requests/{}", paid.code)).await.status(200).json();
    let rf = request["rf"].as_str().expect("a reference");
    assert_eq!(counts(&import(&stage.api, &[booking(PRICE, "REF-1", rf)]).await), [1, 1, 0, 0, 0]);
    let lines = stage.api.get("exports/movements").await.status(200).body;
    assert_eq!(
        (column(&lines, "type"), column(&lines, "rail")),
        (vec!["settlement".into()], vec![BtcPay::RAIL.into()])
    );
    // Another transfer of the same look isn't that money any more: the payee decides.
    assert_eq!(counts(&import(&stage.api, &[booking(PRICE, "REF-2", rf)]).await), [1, 0, 1, 0, 0]);
    stage.app.audit();
}
