//! The common part of rails without a provider: parsing settings, showing instructions, and settlement by the payee's word or a
//! statement. Each rail implements [`Scheme`] in its own file.
//!
//! Settings are stored as typed and parsed again when the method is opened, so that one function defines which are valid.

use std::borrow::Cow;
use std::fmt;

use serde_json::{Map, Value};

use super::code::spelling::Alphabet;
use super::link::wallet::Wallet;
use super::merchant_code::schemes::CodeScheme;
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::reference::rf::RfReference;
use crate::domain::text::DisplayName;
use crate::rails::form::{self, Source};
pub use crate::rails::form::{Form, Unfit};
use crate::rails::{
    Charge, Future, InstructionRow, Instructions, Next, Rail, RailContext, RailError, RailKind, RowKind, Started,
    Warning,
};

/// A rail without a provider, with one payee's settings.
pub trait Scheme: Send + Sync + Sized + 'static {
    /// The rail's description. Its `check` and `open` are [`check`] and [`open`].
    const KIND: &'static RailKind;

    /// Parses the settings. All errors are added to the form; `None` if there are any.
    fn read(form: &mut Form<'_>) -> Option<Self>;

    /// The payer's instructions, for an amount that the rail supports.
    ///
    /// # Errors
    /// [`RailError::Unsupported`] if the scheme can't express the charge.
    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError>;

    /// The only currency of these settings, see [`Rail::only_currency`].
    fn only_currency(&self) -> Option<Currency> {
        None
    }

    /// The wallet of these settings, see [`Rail::wallet`].
    fn wallet(&self) -> Option<&'static Wallet> {
        None
    }

    /// The scheme of these settings' code, see [`Rail::code_scheme`].
    fn code_scheme(&self) -> Option<&'static CodeScheme> {
        None
    }

    /// Remarks for the payee, see [`Rail::warnings`].
    fn warnings(&self) -> Vec<Warning> {
        Vec::new()
    }
}

/// Parses the settings of a scheme.
pub(super) fn read<S: Scheme>(source: Source, given: &Map<String, Value>) -> Result<S, Vec<FieldError>> {
    form::fill_from(source, S::KIND, given, S::read)
}

/// Implements [`RailKind::check`] for a scheme.
///
/// # Errors
/// All errors, by the setting's name.
pub fn check<S: Scheme>(given: &Map<String, Value>, _: &RailContext) -> Result<Settings, Vec<FieldError>> {
    read::<S>(Source::Payee, given)?;
    Ok(form::kept(given))
}

/// Implements [`RailKind::open`] for a scheme.
///
/// # Errors
/// [`RailError::Settings`] names the invalid settings, without their values.
pub fn open<S: Scheme>(settings: &Settings, _: &RailContext) -> Result<Box<dyn Rail>, RailError> {
    Ok(Box::new(Transfer(form::reopened(settings, |given| read::<S>(Source::Vault, given))?)))
}

/// A [`Rail`] of a scheme. Its `Debug` output contains no settings.
struct Transfer<S>(S);

impl<S: Scheme> fmt::Debug for Transfer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transfer({})", S::KIND.name)
    }
}

impl<S: Scheme> Rail for Transfer<S> {
    fn supports(&self, money: &Money) -> bool {
        (S::KIND.supports)(money)
            && self.0.only_currency().is_none_or(|only| only == money.currency())
            && self.0.wallet().is_none_or(|wallet| wallet.takes(money))
    }

    fn only_currency(&self) -> Option<Currency> {
        self.0.only_currency()
    }

    fn wallet(&self) -> Option<&'static Wallet> {
        self.0.wallet()
    }

    fn code_scheme(&self) -> Option<&'static CodeScheme> {
        self.0.code_scheme()
    }

    fn warnings(&self) -> Vec<Warning> {
        self.0.warnings()
    }

    fn start<'a>(&'a self, charge: &'a Charge) -> Future<'a, Result<Started, RailError>> {
        Box::pin(async move {
            if !self.supports(&charge.money) {
                return Err(RailError::Unsupported);
            }
            let next = Next::Show(self.0.instructions(charge)?);
            Ok(Started { external_id: None, next, expires_at: None })
        })
    }
}

/// Builders for instructions.
impl Instructions {
    /// Adds a value that is displayed as it is copied.
    pub fn row(self, kind: RowKind, text: &str) -> Self {
        self.row_shown(kind, text.to_owned(), text)
    }

    /// Adds a value that is displayed differently from what is copied: grouped, with a currency sign.
    pub fn row_shown(mut self, kind: RowKind, shown: String, copied: &str) -> Self {
        self.rows.push(InstructionRow { kind, shown, copied: copied.to_owned() });
        self
    }

    /// Adds the amount, copied as a decimal.
    pub fn amount(self, money: &Money) -> Self {
        self.row_shown(RowKind::Amount, money.human(), &money.to_decimal())
    }

    /// Adds the RF reference, displayed in groups of four.
    pub fn reference(self, rf: &RfReference) -> Self {
        self.row_shown(RowKind::Reference, rf.printed(), rf.as_str())
    }

    /// Sets the QR code's payload.
    pub fn code(self, qr: String) -> Self {
        Self { qr: Some(qr), ..self }
    }

    /// Sets the link that opens the payer's app.
    pub fn link(self, link: String) -> Self {
        Self { link: Some(link), ..self }
    }
}

/// Percent-encodes a value in a link that opens an app, a space as `%20`.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// A `payto://iban/…` URI (RFC 8905): each option once, values percent-encoded.
pub fn payto(iban: &sepa::iban::Iban, name: &str, money: &Money, reference: &str) -> String {
    format!(
        "payto://iban/{}?amount={}:{}&receiver-name={}&message={}",
        iban.as_str(),
        money.currency(),
        money.to_decimal(),
        encoded(name),
        encoded(reference),
    )
}

impl Charge {
    /// The beneficiary's name in a scheme's alphabet: the account holder if known, else the payee's display name, else its handle if
    /// neither can be spelled.
    pub fn beneficiary(&self, holder: Option<&DisplayName>, alphabet: Alphabet, max: usize) -> String {
        let names = holder.into_iter().chain([&self.payee]).map(DisplayName::as_str);
        names.chain([self.handle.as_str()]).find_map(|name| alphabet.spell(name, max)).unwrap_or_default()
    }
}

/// The remark on a method without the account holder's name, stored before it was required.
pub const HOLDER_MISSING: Warning = Warning {
    code: "account_holder_missing",
    detail: Cow::Borrowed(
        "Payers’ banks compare the account holder’s name with the account and warn when it differs; yours isn’t known here, so \
         your display name is sent. Add this way again with the name that your bank knows, then remove the old one.",
    ),
};

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::id::{MethodId, PaymentId};
    use crate::domain::payee::handle::Handle;

    fn context() -> RailContext {
        RailContext::new("https://chit.example".parse().expect("a URL"), Chance::secure()).expect("good")
    }

    /// A charge for Anna that expires on Christmas Eve of 2026.
    pub fn charge(amount: &str, currency: &str) -> Charge {
        let currency = Currency::parse(currency).expect("a currency");
        let money = Money::parse(amount, currency).expect("an amount");
        named(DisplayName::parse("Anna").expect("good"), money.minor(), currency.code())
    }

    /// A charge for another payee.
    pub fn named(payee: DisplayName, minor: i64, currency: &str) -> Charge {
        Charge {
            payment: PaymentId::draw(&Chance::secure()),
            method: MethodId::draw(&Chance::secure()),
            money: Money::new(minor, Currency::parse(currency).expect("a currency")),
            rf: RfReference::parse("RF18539007547034").expect("valid"),
            payee,
            handle: Handle::parse("anna").expect("good"),
            description: None,
            return_url: "https://chit.example/p/x".parse().expect("a URL"),
            expires_at: "2026-12-24T12:00:00Z".parse().expect("a time"),
        }
    }

    fn settings<S: Scheme>(given: &Value) -> Result<Settings, Vec<FieldError>> {
        check::<S>(given.as_object().expect("an object"), &context())
    }

    /// A payer's instructions by valid settings, after a round trip through the vault.
    pub fn shown<S: Scheme>(given: &Value, charge: &Charge) -> Instructions {
        shown_by::<S>(&settings::<S>(given).expect("good settings"), charge)
    }

    /// A payer's instructions by settings from the vault, even if they are no longer accepted.
    pub fn shown_by_stored<S: Scheme>(stored: &Value, charge: &Charge) -> Instructions {
        shown_by::<S>(&Settings::new(stored.clone()), charge)
    }

    /// The codes of the remarks on settings from the vault.
    pub fn remarks<S: Scheme>(stored: &Value) -> Vec<&'static str> {
        opened::<S>(stored).warnings().iter().map(|warning| warning.code).collect()
    }

    /// The rail of settings from the vault.
    pub fn opened<S: Scheme>(stored: &Value) -> Box<dyn Rail> {
        open::<S>(&Settings::new(stored.clone()), &context()).expect("opens")
    }

    fn shown_by<S: Scheme>(settings: &Settings, charge: &Charge) -> Instructions {
        let rail = open::<S>(settings, &context()).expect("opens");
        let debug = format!("{settings:?} {rail:?}");
        assert_eq!(debug, format!("Settings(…) Transfer({})", S::KIND.name), "nothing of the settings");
        assert!(rail.supports(&charge.money));
        let started = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime")
            .block_on(rail.start(charge))
            .expect("starts");
        assert_eq!(started.external_id, None);
        let Next::Show(instructions) = started.next else { panic!("it is shown") };
        instructions
    }

    /// The names of invalid settings.
    pub fn wrong<S: Scheme>(given: &Value) -> Vec<String> {
        settings::<S>(given).err().unwrap_or_default().into_iter().map(|e| e.field.into_owned()).collect()
    }
}
