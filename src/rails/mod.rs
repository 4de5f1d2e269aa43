//! Rails: the outside systems that move money. A file each, and one line in [`registry`].
//!
//! A rail knows nothing of the store. It checks settings, starts a charge, and turns a provider's message into facts; what follows
//! from the facts is decided in [`crate::actions`]. Nothing a provider says of a person has a field to land in.

pub mod by_hand;
pub mod by_provider;
mod ending;
pub mod form;
mod instructions;
mod kind;
mod refunds;
pub mod registry;

use std::borrow::Cow;
use std::fmt;

use url::Url;

use self::by_provider::providers::{ProviderBases, Providers};
pub use self::ending::{Demand, Demands, EndOutcome};
pub use self::instructions::{Instructions, Overlay, Row, RowKind};
use self::kind::samples;
pub use self::kind::{CheckSettings, OpenRail, PayerTexts, RailField, RailKind};
pub use self::refunds::{MadeRefund, NamedRefund, RefundOrder, RefundOutcome};
use crate::domain::chance::Chance;
use crate::domain::clock::{Clock, Timestamp};
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payee::handle::Handle;
pub use crate::domain::payment::event::EventKind;
use crate::domain::reference::rf::RfReference;
use crate::domain::text::DisplayName;
use crate::net;
use crate::net::servers::Servers;

/// A rail with one payee's settings in it.
pub trait Rail: Send + Sync + fmt::Debug {
    /// Whether this amount can be paid this way.
    fn supports(&self, money: &Money) -> bool;

    /// The one currency that these settings take, where their rail takes others as well. It is kept beside the method, in the clear, so
    /// that a page can leave the method out without opening its settings.
    fn only_currency(&self) -> Option<Currency> {
        None
    }

    /// The scheme, host and port of the server that is called, so that a slow one holds up no other. None by default, for rails that
    /// call nobody.
    fn server(&self) -> Option<String> {
        None
    }

    /// Remarks for the payee on settings that work, but not for everything or not for ever.
    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }

    /// Starts a charge: where to send the payer, or what to show.
    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>>;

    /// The payments that a message claims to be about, read before it is verified and before anybody is called. For rails whose
    /// verification calls the provider: what claims nothing of ours is left at that, and what does is limited per payment.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] and [`RailError::Unreadable`] for what can't be the provider's.
    fn subject(&self, _message: &WebhookMessage<'_>) -> Result<MessageSubject, RailError> {
        Ok(MessageSubject::Provable)
    }

    /// Turns a provider's message into facts. The signature is checked first, over the raw bytes; a rail whose provider does not sign
    /// takes the message as a hint and asks the provider. Nothing is written.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] unless the message is proved to be the provider's; that is the default, for rails without
    /// webhooks.
    fn read_message<'a>(&'a self, _message: WebhookMessage<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(std::future::ready(Err(RailError::Unsigned)))
    }

    /// Tells that the provider signs its messages. Where not, a message is a hint, and what [`Rail::read_message`] returns is the provider's
    /// answer when it was asked.
    fn signs_messages(&self) -> bool {
        true
    }

    /// Asks the provider how a payment stands: what a lost webhook would have said. The same facts have the same event ids however
    /// often they are asked for. Nothing by default, for rails that are known by the payee's word.
    ///
    /// # Errors
    /// [`RailError::Unavailable`] and [`RailError::Refused`].
    fn poll<'a>(&'a self, _query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    /// Ends a charge that is over, so that nobody can pay it at the provider any more. Called again until there is an answer: ending what
    /// has ended is [`EndOutcome::Closed`]. [`EndOutcome::Unsupported`] by default, without a call, for rails whose provider has no way to.
    ///
    /// # Errors
    /// Any error means that the outcome isn't known.
    fn end<'a>(&'a self, _charge: ChargeQuery<'a>) -> Future<'a, Result<EndOutcome, RailError>> {
        Box::pin(std::future::ready(Ok(EndOutcome::Unsupported)))
    }

    /// Sends money back. Called again with the same [`RefundOrder::id`], it sends nothing twice. Rails without refunds answer
    /// [`RefundOutcome::Unsupported`], which is the default: the payee sends the money back and records it.
    ///
    /// # Errors
    /// Any error means that the outcome isn't known, also [`RailError::Refused`]: a look-up before the call that failed, or a credential
    /// that is wrong by now, says nothing about an earlier call whose answer was lost. The amount stays reserved.
    fn refund<'a>(&'a self, _order: &'a RefundOrder) -> Future<'a, Result<RefundOutcome, RailError>> {
        Box::pin(std::future::ready(Ok(RefundOutcome::Unsupported)))
    }

    /// The setting by which this moves no money, where it is a test account's. Such a method is refused on a public URL unless its rail
    /// is allowed by name, and marked to everybody who sees it.
    fn test_setting(&self) -> Option<&'static str> {
        None
    }

    /// Whether the provider takes the settings, by a call that changes nothing. Asked when they are saved.
    ///
    /// # Errors
    /// [`RailError::Rejected`] says which setting is wrong; [`RailError::Unavailable`].
    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A remark for whoever can mend what it is about. Nothing is refused by it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Warning {
    /// A stable word for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub detail: Cow<'static, str>,
}

/// A provider's message as it came.
#[derive(Debug, Clone, Copy)]
pub struct WebhookMessage<'a> {
    /// Its headers.
    pub headers: &'a ::http::HeaderMap,
    /// Its raw body.
    pub body: &'a [u8],
    /// When it came.
    pub now: Timestamp,
    /// What is still wanted by the charges that it may speak of.
    pub demands: &'a dyn Demands,
}

/// What a message claims to be about. Anybody can claim anything.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageSubject {
    /// The rail verifies messages by itself, without a call.
    Provable,
    /// Something that the rail doesn't book.
    Nothing,
    /// A payment that the provider knows by this name.
    Payment(String),
    /// The payment of which one of these events was kept before.
    PaymentOf(Vec<String>),
}

/// Which payment a provider is asked about.
#[derive(Debug, Clone, Copy)]
pub struct ChargeQuery<'a> {
    /// The provider's name for it.
    pub external_id: &'a str,
    /// What was asked of the payer.
    pub money: Money,
    /// When it is asked.
    pub now: Timestamp,
    /// What is still wanted by it.
    pub demand: Demand,
}

/// A boxed future, so that rails can be kept behind one type.
pub type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

/// What a rail may know of the service around it.
#[derive(Debug, Clone)]
pub struct RailContext {
    /// The service's own public URL.
    pub public_url: Url,
    /// Where fresh secrets come from.
    pub chance: Chance,
    /// What time it is.
    pub clock: Clock,
    /// The providers that can be called.
    pub providers: Providers,
    /// Servers whose address a payee names.
    pub servers: Servers,
}

impl RailContext {
    /// A service at a public URL, with the real providers. Nobody is called by this.
    ///
    /// # Errors
    /// Never, unless a provider's address is wrong in the source.
    pub fn new(public_url: Url, chance: Chance) -> Result<Self, net::BadBase> {
        let providers = Providers::new(ProviderBases::default())?;
        let servers = Servers::new(&public_url, Vec::new());
        Ok(Self { public_url, chance, clock: Clock::system(), providers, servers })
    }
}

/// What a rail is asked to collect. No payer in it, and nothing that a provider could make one of.
#[derive(Debug, Clone)]
pub struct Charge {
    /// Our opaque name for the payment.
    pub payment: PaymentId,
    /// The method it goes by.
    pub method: MethodId,
    /// How much.
    pub money: Money,
    /// The bank's reference of the request.
    pub rf: RfReference,
    /// The payee's name for itself.
    pub payee: DisplayName,
    /// The payee's handle: its name where a code has no letter of the other one.
    pub handle: Handle,
    /// Where the payer comes back to.
    pub return_url: Url,
    /// Until when we wait for it.
    pub expires_at: Timestamp,
}

/// How a charge began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The provider's name for the payment.
    pub external_id: Option<String>,
    /// What the payer does now.
    pub next: Next,
    /// When the provider ends it, by our clock, if that is earlier than [`Charge::expires_at`].
    pub expires_at: Option<Timestamp>,
}

/// What the payer does now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Goes to the provider's page.
    Redirect(Url),
    /// Pays by what is shown.
    Show(Instructions),
}

/// A fact that a provider reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailEvent {
    /// The provider's name for the event; unique per method, so that a repetition is known.
    pub event_id: String,
    /// The provider's name for the payment.
    pub external_id: String,
    /// What happened.
    pub kind: EventKind,
    /// How much it was about.
    pub money: Money,
    /// What the provider kept or charged, in minor units of the same currency. None where it charges something and doesn't tell how much, or
    /// only in another currency.
    pub fee: Option<i64>,
    /// When it happened by the provider's clock.
    pub occurred_at: Timestamp,
    /// The refund of an [`EventKind::Refund`]; none of any other.
    pub refund: Option<NamedRefund>,
}

/// Why a rail could not do it.
#[derive(Debug, thiserror::Error)]
pub enum RailError {
    /// A message that isn't proved to be the provider's.
    #[error("the message is not signed by the provider")]
    Unsigned,
    /// A message that is signed and makes no sense.
    #[error("the message can't be read: {0}")]
    Unreadable(&'static str),
    /// The stored settings don't make a rail.
    #[error("the method's settings don't fit its rail: {0}")]
    Settings(String),
    /// This can't be done this way: the rail does not take this amount, or can't send money back.
    #[error("the rail can't do this")]
    Unsupported,
    /// The provider is down, slow, or answers nonsense. Nothing is known to have happened; it can be tried again.
    #[error("the provider is not available: {0}")]
    Unavailable(String),
    /// The provider refuses, and will again: a wrong credential, a wrong account.
    #[error("the provider refuses: {0}")]
    Refused(String),
    /// One of the settings is wrong, or may not be used here.
    #[error("{field} is refused: {detail}")]
    Rejected {
        /// The setting's name.
        field: &'static str,
        /// What is wrong with it, for the payee.
        detail: String,
    },
}

impl From<net::Error> for RailError {
    fn from(error: net::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl RailError {
    /// A refusal that is a setting's fault.
    pub fn by(self, field: &'static str) -> Self {
        match self {
            Self::Refused(detail) => Self::Rejected { field, detail },
            other => other,
        }
    }
}
