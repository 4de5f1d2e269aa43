//! What all rails have in common that a payer pays by hand: settings that are read, instructions that are shown, and money that is
//! known to have arrived by the payee's word or a statement. A rail's own file holds what differs: a [`Scheme`].
//!
//! Settings are kept as they were typed, and read again when the method is opened, so that one function says what is right.

use std::fmt;

use serde_json::{Map, Value};

pub use super::form::{Form, Unfit};
use super::{Charge, Future, Instructions, Next, Rail, RailError, RailKind, Row, RowKind, Started, Surroundings, form};
use crate::domain::field::FieldError;
use crate::domain::method::Settings;
use crate::domain::money::Money;
use crate::domain::reference::RfReference;

/// What differs between rails that are paid by hand: one payee's settings, and what a payer is told by them.
pub trait Scheme: Send + Sync + Sized + 'static {
    /// The rail. Its `check` and `open` are [`check`] and [`open`].
    const KIND: &'static RailKind;

    /// Reads the settings; what is wrong is noted in the form, all of it. `None` when something is.
    fn read(form: &mut Form<'_>) -> Option<Self>;

    /// What the payer copies, scans and opens. The amount is one that the rail supports.
    ///
    /// # Errors
    /// [`RailError::Unsupported`] where the scheme can't say it.
    fn instructions(&self, charge: &Charge) -> Result<Instructions, RailError>;
}

/// Reads the settings of a scheme.
pub(super) fn read<S: Scheme>(given: &Map<String, Value>) -> Result<S, Vec<FieldError>> {
    form::fill(S::KIND, given, S::read)
}

/// [`RailKind::check`] of a scheme.
///
/// # Errors
/// Whatever is wrong, by the setting's name.
pub fn check<S: Scheme>(given: &Map<String, Value>, _: &Surroundings) -> Result<Settings, Vec<FieldError>> {
    read::<S>(given)?;
    Ok(form::kept(given))
}

/// [`RailKind::open`] of a scheme.
///
/// # Errors
/// [`RailError::Settings`] names the settings that don't fit; what stands in them is not said.
pub fn open<S: Scheme>(settings: &Settings, _: &Surroundings) -> Result<Box<dyn Rail>, RailError> {
    Ok(Box::new(Transfer(form::reopened(settings, read::<S>)?)))
}

/// A rail of a scheme. Debug shows no settings.
struct Transfer<S>(S);

impl<S: Scheme> fmt::Debug for Transfer<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Transfer({})", S::KIND.name)
    }
}

impl<S: Scheme> Rail for Transfer<S> {
    fn supports(&self, money: &Money) -> bool {
        (S::KIND.supports)(money)
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

/// Instructions are written line by line.
impl Instructions {
    /// A value that is read as it is copied.
    pub fn row(self, kind: RowKind, text: &str) -> Self {
        self.row_shown(kind, text.to_owned(), text)
    }

    /// A value that is read in another form than it is copied: in groups, with a sign.
    pub fn row_shown(mut self, kind: RowKind, shown: String, copied: &str) -> Self {
        self.rows.push(Row { kind, shown, copied: copied.to_owned() });
        self
    }

    /// How much.
    pub fn amount(self, money: &Money) -> Self {
        self.row_shown(RowKind::Amount, money.human(), &money.to_decimal())
    }

    /// What the payment is known by.
    pub fn reference(self, rf: &RfReference) -> Self {
        self.row_shown(RowKind::Reference, rf.printed(), rf.as_str())
    }

    /// What the QR code holds.
    pub fn code(self, qr: String) -> Self {
        Self { qr: Some(qr), ..self }
    }

    /// What opens the payer's app.
    pub fn link(self, link: String) -> Self {
        Self { link: Some(link), ..self }
    }
}

/// Percent-encoded, a space as `%20`: a value in a link that opens an app.
pub fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// `payto://iban/…` of RFC 8905: each option once, values percent-encoded.
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

/// Text in any script as one line of at most `max` characters that `allowed` lets through, for codes that carry Latin letters only:
/// what isn't allowed is spelled in ASCII where it has a spelling. `NA` where nothing is left.
pub fn spelled(text: &str, max: usize, allowed: impl Fn(char) -> bool) -> String {
    let mut letters = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_whitespace() => letters.push(' '),
            c if allowed(c) => letters.push(c),
            c => letters.extend(any_ascii::any_ascii_char(c).chars().filter(|c| allowed(*c))),
        }
    }
    let one_line = letters.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = one_line.chars().take(max).collect();
    let cut = cut.trim_end();
    if cut.is_empty() { "NA".into() } else { cut.to_owned() }
}

/// What every scanner of payment codes takes in a name: ASCII letters, digits, spaces and a few marks.
pub fn plain(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, ' ' | '.' | ',' | '-' | '/' | '&' | '(' | ')' | '\'')
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::chance::Chance;
    use crate::domain::currency::Currency;
    use crate::domain::id::{MethodId, PaymentId};
    use crate::domain::text::DisplayName;

    fn surroundings() -> Surroundings {
        Surroundings::new("https://chit.example".parse().expect("a URL"), Chance::secure()).expect("good")
    }

    /// A payment of an amount to Anna, waited for until Christmas Eve of 2026.
    pub fn charge(amount: &str, currency: &str) -> Charge {
        let currency = Currency::parse(currency).expect("a currency");
        let money = Money::parse(amount, currency).expect("an amount");
        named(DisplayName::parse("Anna").expect("good"), money.minor(), currency.code())
    }

    /// The same to somebody else.
    pub fn named(payee: DisplayName, minor: i64, currency: &str) -> Charge {
        Charge {
            payment: PaymentId::draw(&Chance::secure()),
            method: MethodId::draw(&Chance::secure()),
            money: Money::new(minor, Currency::parse(currency).expect("a currency")),
            rf: RfReference::parse("RF18539007547034").expect("valid"),
            payee,
            return_url: "https://chit.example/p/x".parse().expect("a URL"),
            expires_at: "2026-12-24T12:00:00Z".parse().expect("a time"),
        }
    }

    fn settings<S: Scheme>(given: &Value) -> Result<Settings, Vec<FieldError>> {
        check::<S>(given.as_object().expect("an object"), &surroundings())
    }

    /// What a payer is shown by good settings, which have been stored in between.
    pub fn shown<S: Scheme>(given: &Value, charge: &Charge) -> Instructions {
        let settings = settings::<S>(given).expect("good settings");
        let rail = open::<S>(&settings, &surroundings()).expect("opens");
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

    /// Which settings are wrong.
    pub fn wrong<S: Scheme>(given: &Value) -> Vec<String> {
        settings::<S>(given).err().unwrap_or_default().into_iter().map(|e| e.field.into_owned()).collect()
    }

    #[test]
    fn names_are_spelled() {
        let spelled = |text: &str| spelled(text, 25, plain);
        assert_eq!(spelled("Padaria São João"), "Padaria Sao Joao");
        assert_eq!(spelled("Анна"), "Anna");
        assert_eq!(spelled("ร้านกาแฟ").chars().filter(|c| !plain(*c)).count(), 0);
        assert_eq!(spelled("  two   spaces "), "two spaces");
        assert_eq!(spelled(&"x".repeat(40)).len(), 25);
        assert_eq!(spelled("\u{2060}\u{2060}"), "NA");
    }

    proptest! {
        #[test]
        fn a_name_in_any_script_has_a_spelling(text in any::<String>(), max in 1usize..80) {
            let name = spelled(&text, max, plain);
            prop_assert!((1..=max.max(2)).contains(&name.chars().count()), "{name:?}");
            prop_assert!(name.chars().all(plain), "{name:?}");
            prop_assert_eq!(name.trim(), &name);
        }
    }
}
