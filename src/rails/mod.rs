//! Rails: the outside systems that move money. Each is one file, listed in [`registry`].
//!
//! A rail has no access to the store. It checks settings, starts charges, and turns a provider's messages into events; [`crate::actions`]
//! decides what follows from an event. No type here has a field for personal data that a provider sends.

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

use self::by_hand::link::wallet::Wallet;
use self::by_hand::merchant_code::schemes::CodeScheme;
use self::by_provider::providers::{ProviderBases, Providers};
use self::by_provider::rates::Rates;
pub use self::ending::{Demand, Demands, EndOutcome};
pub use self::instructions::{InstructionRow, Instructions, Overlay, RowKind, WalletLink};
use self::kind::samples;
pub use self::kind::{CheckSettings, Group, OpenRail, PayerTexts, RailField, RailKind};
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
    /// Returns whether an amount can be paid with these settings.
    fn supports(&self, money: &Money) -> bool;

    /// The only currency that these settings take, if their rail takes others as well. It is stored beside the method, unencrypted, so
    /// that a page can leave the method out without opening its settings.
    fn only_currency(&self) -> Option<Currency> {
        None
    }

    /// The wallet that these settings name, if their rail has several. Its name is stored beside the method, unencrypted, as is
    /// [`Rail::only_currency`].
    fn wallet(&self) -> Option<&'static Wallet> {
        None
    }

    /// The scheme of the code in these settings, if it is known by name. The name is stored beside the method in the wallet's place,
    /// unencrypted, as is [`Rail::only_currency`].
    fn code_scheme(&self) -> Option<&'static CodeScheme> {
        None
    }

    /// The scheme, host and port of the server that is called; each server has a limit of its own, so that a slow one delays no other.
    /// `None` by default, for rails that make no calls.
    fn server(&self) -> Option<String> {
        None
    }

    /// Remarks for the payee on settings that are valid but restricted or temporary.
    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }

    /// Starts a charge. Returns a page to redirect the payer to, or instructions to show.
    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>>;

    /// The payments that a message claims to be about, read before its signature is checked and without a call. For rails that verify by
    /// calling the provider: a message that claims no known payment is dropped, and calls are limited per payment.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] and [`RailError::Unreadable`] for messages that can't be the provider's.
    fn subject(&self, _message: &WebhookMessage<'_>) -> Result<MessageSubject, RailError> {
        Ok(MessageSubject::Provable)
    }

    /// Verifies a webhook message and returns its events. The signature is checked first, over the raw bytes; if the provider doesn't
    /// sign, the message is only a hint and the provider is asked. May capture what the payer approved; safe to repeat.
    ///
    /// # Errors
    /// [`RailError::Unsigned`] unless the message is proved to be the provider's. This is the default, for rails without webhooks.
    fn read_message<'a>(&'a self, _message: WebhookMessage<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(std::future::ready(Err(RailError::Unsigned)))
    }

    /// Returns whether the provider signs its messages. If it doesn't, the events of [`Rail::read_message`] are the provider's answer to
    /// a call.
    fn signs_messages(&self) -> bool {
        true
    }

    /// Returns whether [`Rail::poll`] needs [`ChargeQuery::verify`], which lies sealed with the payment's instructions.
    fn asks_by_verify(&self) -> bool {
        false
    }

    /// Asks the provider for the state of a payment, in case a webhook was lost. The same facts have the same event ids in every answer.
    /// No events by default, for rails whose payee confirms payments.
    ///
    /// # Errors
    /// [`RailError::Unavailable`] and [`RailError::Refused`].
    fn poll<'a>(&'a self, _query: ChargeQuery<'a>) -> Future<'a, Result<Vec<RailEvent>, RailError>> {
        Box::pin(std::future::ready(Ok(Vec::new())))
    }

    /// The preimage of a Lightning invoice that was paid, in hex, which proves the payment to its payer. It is asked for when it is needed and kept
    /// nowhere. `None` by default, and as long as the invoice isn't paid.
    ///
    /// # Errors
    /// [`RailError::Unavailable`] and [`RailError::Refused`].
    fn preimage<'a>(&'a self, _external_id: &'a str) -> Future<'a, Result<Option<String>, RailError>> {
        Box::pin(std::future::ready(Ok(None)))
    }

    /// Ends a charge that is over, so that it can't be paid at the provider any more. Repeated until the provider answers: ending a
    /// charge that has ended is [`EndOutcome::Closed`]. [`EndOutcome::Unsupported`] by default, without a call.
    ///
    /// # Errors
    /// Any error means that the outcome is unknown.
    fn end<'a>(&'a self, _charge: ChargeQuery<'a>) -> Future<'a, Result<EndOutcome, RailError>> {
        Box::pin(std::future::ready(Ok(EndOutcome::Unsupported)))
    }

    /// Sends a refund. Idempotent by [`RefundOrder::id`]. [`RefundOutcome::Unsupported`] by default, for rails without refunds: the payee
    /// sends the money back and records it.
    ///
    /// # Errors
    /// Any error means that the outcome is unknown, [`RailError::Refused`] included: a look-up before the call that failed, or a
    /// credential that has become invalid, says nothing about an earlier call whose answer was lost. The amount stays reserved.
    fn refund<'a>(&'a self, _order: &'a RefundOrder) -> Future<'a, Result<RefundOutcome, RailError>> {
        Box::pin(std::future::ready(Ok(RefundOutcome::Unsupported)))
    }

    /// The setting that makes this a test account, which moves no money; `None` for a live one. A public URL refuses such a method unless
    /// its rail is allowed by name, and every page marks it as a test.
    fn test_setting(&self) -> Option<&'static str> {
        None
    }

    /// Checks the settings with the provider, by a call that changes nothing, when they are saved.
    ///
    /// # Errors
    /// [`RailError::Rejected`] names the setting that is wrong; [`RailError::Unavailable`].
    fn probe(&self) -> Future<'_, Result<(), RailError>> {
        Box::pin(std::future::ready(Ok(())))
    }
}

/// A remark for a person who can fix its cause. It doesn't make anything fail.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Warning {
    /// A stable identifier for programs, in snake case.
    pub code: &'static str,
    /// One or two sentences for people, in English.
    pub detail: Cow<'static, str>,
}

/// A webhook message as it was received, not yet verified.
#[derive(Debug, Clone, Copy)]
pub struct WebhookMessage<'a> {
    /// The HTTP headers. A provider that signs puts its signature there.
    pub headers: &'a ::http::HeaderMap,
    /// The raw body, over which signatures are computed.
    pub body: &'a [u8],
    /// The time of receipt, against which signed timestamps are checked.
    pub now: Timestamp,
    /// The demands of the charges that the message may be about.
    pub demands: &'a dyn Demands,
}

/// The subject that an unverified message claims. It may be forged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MessageSubject {
    /// The rail verifies messages offline, so the claim isn't needed.
    Provable,
    /// A subject that the rail doesn't book.
    Nothing,
    /// A payment, by the provider's id.
    Payment(String),
    /// The payment that has one of these events, by the events' ids.
    PaymentOf(Vec<String>),
}

/// A charge to ask the provider about, or to end.
#[derive(Debug, Clone, Copy)]
pub struct ChargeQuery<'a> {
    /// The provider's id of the payment.
    pub external_id: &'a str,
    /// The amount that the payer was asked for.
    pub money: Money,
    /// The time of the call.
    pub now: Timestamp,
    /// The service's demand for the charge's money.
    pub demand: Demand,
    /// The address of [`Instructions::verify`], for a rail that [asks by it](Rail::asks_by_verify).
    pub verify: Option<&'a str>,
}

/// A boxed future, which keeps [`Rail`] dyn-compatible.
pub type Future<'a, T> = std::pin::Pin<Box<dyn std::future::Future<Output = T> + Send + 'a>>;

/// The parts of the service that a rail may use.
#[derive(Debug, Clone)]
pub struct RailContext {
    /// The service's public URL.
    pub public_url: Url,
    /// The source of randomness for secrets.
    pub chance: Chance,
    /// The current time; tests inject another clock.
    pub clock: Clock,
    /// Clients of the providers with a fixed address.
    pub providers: Providers,
    /// Clients of servers whose address the payee enters.
    pub servers: Servers,
    /// The operator's source of bitcoin's price; `None` where it names none.
    pub rates: Option<Rates>,
}

impl RailContext {
    /// A context with the system's clock and the real providers. Makes no calls.
    ///
    /// # Errors
    /// Only if a provider's base URL in the source is invalid.
    pub fn new(public_url: Url, chance: Chance) -> Result<Self, net::BadBase> {
        let providers = Providers::new(ProviderBases::default())?;
        let servers = Servers::new(&public_url, Vec::new());
        Ok(Self { public_url, chance, clock: Clock::system(), providers, servers, rates: None })
    }
}

/// A payment as a rail sees it: nothing about the payer, and nothing that identifies one.
#[derive(Debug, Clone)]
pub struct Charge {
    /// The service's opaque id for the payment.
    pub payment: PaymentId,
    /// The method that it is paid with.
    pub method: MethodId,
    /// The amount to collect.
    pub money: Money,
    /// The request's RF reference (ISO 11649), which a bank carries.
    pub rf: RfReference,
    /// The payee's display name.
    pub payee: DisplayName,
    /// The payee's handle, used when a code's alphabet has no letter of the name.
    pub handle: Handle,
    /// The text whose SHA-256 a Lightning invoice has to carry (LUD-06), for a payer who pays by a Lightning address. It has nothing of the
    /// payer's. Only the rail of [`registry::Rails::writer_of_addresses`] gets one.
    pub description: Option<String>,
    /// The payer's own page, for the way back from the provider.
    pub return_url: Url,
    /// The time until which the service waits for the payment.
    pub expires_at: Timestamp,
}

/// A charge that has been started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Started {
    /// The provider's id of the payment.
    pub external_id: Option<String>,
    /// The payer's next step.
    pub next: Next,
    /// The time at which the provider ends the charge, by the service's clock, if earlier than [`Charge::expires_at`].
    pub expires_at: Option<Timestamp>,
}

/// The payer's next step after a charge was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Continue on the provider's page.
    Redirect(Url),
    /// Pay by these instructions.
    Show(Instructions),
}

/// An event that a provider reported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RailEvent {
    /// The provider's id of the event, unique per method: it makes deliveries idempotent.
    pub event_id: String,
    /// The provider's id of the payment.
    pub external_id: String,
    /// The kind of change that it reports.
    pub kind: EventKind,
    /// The amount that the event is about.
    pub money: Money,
    /// The provider's fee in minor units of the same currency. `None` if it charges one but doesn't report it, or only in another
    /// currency.
    pub fee: Option<i64>,
    /// The time of the event, by the provider's clock.
    pub occurred_at: Timestamp,
    /// The refund of an [`EventKind::Refund`]; `None` for other kinds.
    pub refund: Option<NamedRefund>,
}

/// Reasons for which a rail fails.
#[derive(Debug, thiserror::Error)]
pub enum RailError {
    /// The message isn't proved to be the provider's.
    #[error("the message is not signed by the provider")]
    Unsigned,
    /// The message is signed, but can't be parsed.
    #[error("the message can't be read: {0}")]
    Unreadable(&'static str),
    /// The stored settings don't make a working rail.
    #[error("the method's settings don't fit its rail: {0}")]
    Settings(String),
    /// The rail doesn't take this amount, or can't do this at all, such as a refund.
    #[error("the rail can't do this")]
    Unsupported,
    /// The provider is down, slow, or its answer is malformed. The call may have had no effect; it can be repeated.
    #[error("the provider is not available: {0}")]
    Unavailable(String),
    /// The provider refuses and will go on refusing, for a wrong credential or account.
    #[error("the provider refuses: {0}")]
    Refused(String),
    /// A setting is wrong, or isn't allowed here.
    #[error("{field} is refused: {detail}")]
    Rejected {
        /// The setting's name, as in [`RailField::name`].
        field: &'static str,
        /// A sentence for the payee that says what is wrong.
        detail: String,
    },
}

impl From<net::Error> for RailError {
    fn from(error: net::Error) -> Self {
        Self::Unavailable(error.to_string())
    }
}

impl RailError {
    /// Turns a refusal into a rejection of one setting; other errors stay as they are.
    pub fn by(self, field: &'static str) -> Self {
        match self {
            Self::Refused(detail) => Self::Rejected { field, detail },
            other => other,
        }
    }
}
