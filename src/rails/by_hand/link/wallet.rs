//! A wallet whose payees have a link of their own: how the link is put together, and how a payee's handle is read.
//!
//! All of a link but four values is fixed in [`super::wallets`]. A handle is checked letter by letter when it is typed, and percent-encoded
//! into its place when a link is made, so that no text of a payee becomes a host, a path or another parameter. Of a link that a payee
//! pastes only the handle is taken.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::reference::rf::{RfReference, grouped};

/// A row of the table of wallets.
#[derive(Debug)]
pub struct Wallet {
    /// The name in the API and the database.
    pub name: &'static str,
    /// The wallet's own name, which is the same in every language.
    pub label: &'static str,
    /// The host of its links, which are `https`.
    pub host: &'static str,
    /// Path and query of a link, with places in braces: `{handle}`, `{amount}`, `{currency}`, `{note}` and `{name}`.
    pub template: &'static str,
    /// The QR code's text, where the wallet's own scanner reads something else than the link. It may have `{amount,}`, with a decimal
    /// comma.
    pub code: Option<&'static str>,
    /// Other addresses at which payees know their link, from the host to `{handle}`.
    pub also: &'static [&'static str],
    /// The shape of a handle.
    pub shape: HandleShape,
    /// A handle to show as an example.
    pub example: &'static str,
    /// The amounts that a link can carry, by currency.
    pub takes: &'static [Takes],
    /// The longest note that a link fills in.
    pub note: Note,
    /// The evidence for the link's shape.
    pub grade: Grade,
}

/// The evidence for the shape of a wallet's link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grade {
    /// Documented by the issuer.
    Documented,
    /// The same in several public code bases. To be tried on a phone before it is relied on.
    Common,
}

/// The amounts of one currency that a link can carry.
#[derive(Debug)]
pub struct Takes {
    /// The ISO 4217 code.
    pub currency: &'static str,
    /// The number of decimals that are written, which may be smaller than the currency's: finer amounts are not taken.
    pub decimals: usize,
    /// The largest amount, in the currency's minor units. The smallest is one unit of the last decimal.
    pub most: i64,
}

/// The note that a link fills in. ASCII letters and digits always fit.
#[derive(Debug)]
pub struct Note {
    /// The length in characters; 0 where the wallet has no place for a note.
    pub longest: usize,
    /// The other characters that it may have.
    pub signs: &'static str,
}

/// The shape of a payee's handle at a wallet. All are ASCII.
#[derive(Debug)]
pub enum HandleShape {
    /// Letters, digits and `signs`.
    Name {
        /// The sign in front of it that isn't part of the link's place.
        sigil: Option<char>,
        /// The fixed beginning. Without one, a letter or digit comes first.
        start: &'static str,
        /// The other characters.
        signs: &'static str,
        /// The shortest and the longest length.
        length: (usize, usize),
    },
    /// A phone number, or one that the wallet gives to merchants. Spaces, hyphens and brackets are dropped.
    Number {
        /// The country's prefix, such as `+46`, and what national numbers have in its place.
        country: (&'static str, &'static str),
        /// The beginnings, of which one is needed.
        starts: &'static [&'static str],
        /// The shortest and the longest length.
        length: (usize, usize),
    },
    /// An IBAN of one country.
    Iban {
        /// The country's two letters.
        country: &'static str,
    },
}

/// A payee's handle in the shape that its wallet wants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WalletHandle(String);

/// The reasons to refuse what a payee typed as its handle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WalletHandleError {
    /// It isn't a handle of this wallet.
    Shape,
    /// It is a link, but not one of this wallet, or not `https`.
    Address,
}

/// The values of one payment's link.
#[derive(Debug, Clone, Copy)]
pub struct LinkValues<'a> {
    /// The payee's handle.
    pub handle: &'a WalletHandle,
    /// The amount.
    pub money: &'a Money,
    /// The reference that becomes the note.
    pub rf: &'a RfReference,
    /// The account holder's name, where the link has a place for it.
    pub name: &'a str,
}

/// The longest text that is read as a handle or a link.
const LONGEST: usize = 500;

/// The characters that are percent-encoded: all but ASCII letters, digits, and signs of handles that are plain in every part of a URL.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

impl Wallet {
    /// Returns whether a link can carry the amount.
    pub fn takes(&self, money: &Money) -> bool {
        self.amount(money).is_some()
    }

    /// Returns whether a link can carry some amount of the currency.
    pub fn takes_some(&self, currency: Currency) -> bool {
        self.takes.iter().any(|taken| taken.currency == currency.code())
    }

    /// The currency of the wallet, if it has only one.
    pub fn only_currency(&self) -> Option<Currency> {
        match self.takes {
            [only] => Currency::parse(only.currency).ok(),
            _ => None,
        }
    }

    /// The amount as a link has it; `None` if it can't be written without a loss, or is out of bounds.
    pub fn amount(&self, money: &Money) -> Option<String> {
        let taken = self.takes.iter().find(|taken| taken.currency == money.currency().code())?;
        if !(1..=taken.most).contains(&money.minor()) {
            return None;
        }
        let text = money.to_decimal();
        let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
        let (kept, finer) = decimals.split_at_checked(taken.decimals)?;
        match kept {
            _ if finer.bytes().any(|digit| digit != b'0') => None,
            "" => Some(whole.to_owned()),
            kept => Some(format!("{whole}.{kept}")),
        }
    }

    /// Returns whether a link fills in the amount. If not, the payer copies it.
    pub fn fills_in_amount(&self) -> bool {
        self.template.contains("{amount}")
    }

    /// Returns whether a link fills in the note. If not, the payer copies the reference.
    pub fn fills_in_note(&self) -> bool {
        self.template.contains("{note}")
    }

    /// Returns whether a link has the account holder's name in it.
    pub fn names_holder(&self) -> bool {
        self.template.contains("{name}")
    }

    /// The payer's link; `None` if it can't carry the amount.
    pub fn link(&self, values: &LinkValues<'_>) -> Option<String> {
        Some(format!("https://{}{}", self.host, self.filled(self.template, values)?))
    }

    /// The text of the QR code; `None` if the link can't carry the amount.
    pub fn code(&self, values: &LinkValues<'_>) -> Option<String> {
        match self.code {
            Some(template) => self.filled(template, values),
            None => self.link(values),
        }
    }

    fn filled(&self, template: &str, values: &LinkValues<'_>) -> Option<String> {
        let (mut text, mut rest) = (String::new(), template);
        while let Some((fixed, behind)) = rest.split_once('{') {
            let (place, behind) = behind.split_once('}')?;
            text.push_str(fixed);
            text.push_str(&self.value(place, values)?);
            rest = behind;
        }
        text.push_str(rest);
        Some(text)
    }

    fn value(&self, place: &str, values: &LinkValues<'_>) -> Option<String> {
        match place {
            "handle" => Some(encoded(&values.handle.0)),
            "amount" => self.amount(values.money),
            "amount," => Some(self.amount(values.money)?.replace('.', ",")),
            "currency" => Some(values.money.currency().code().to_owned()),
            "note" => Some(values.rf.as_str()).filter(|note| self.note.holds(note)).map(encoded),
            "name" => Some(encoded(values.name)),
            _ => None,
        }
    }

    /// The addresses at which payees know their link, its own first.
    fn addresses(&self) -> impl Iterator<Item = String> {
        let own = format!("{}{}", self.host, self.template);
        std::iter::once(own).chain(self.also.iter().map(ToString::to_string))
    }

    /// An example of a link that a payee may paste.
    pub fn example_link(&self) -> String {
        let (before, behind) = self.template.split_once("{handle}").unwrap_or_default();
        let fixed = behind.split(['{', '?', '&']).next().unwrap_or_default().trim_end_matches('/');
        format!("https://{}{before}{}{fixed}", self.host, self.example)
    }

    /// A handle as its payee and payers know it: with its sign, or in groups.
    pub fn shown(&self, handle: &WalletHandle) -> String {
        match self.shape {
            HandleShape::Name { sigil: Some(sigil), .. } => format!("{sigil}{}", handle.0),
            HandleShape::Iban { .. } => grouped(&handle.0),
            _ => handle.0.clone(),
        }
    }

    /// Reads a handle, or the one in a link of this wallet.
    ///
    /// # Errors
    /// [`WalletHandleError`].
    pub fn handle(&self, text: &str) -> Result<WalletHandle, WalletHandleError> {
        if text.len() > LONGEST || !text.bytes().all(|b| b.is_ascii_graphic() || b == b' ') {
            return Err(WalletHandleError::Shape);
        }
        if !text.contains('/') {
            return self.shape.read(text).map(WalletHandle).ok_or(WalletHandleError::Shape);
        }
        let address = match text.split_once("://") {
            Some((scheme, address)) if scheme.eq_ignore_ascii_case("https") => address,
            Some(_) => return Err(WalletHandleError::Address),
            None => text,
        };
        let address = address.split('#').next().unwrap_or_default();
        let found = self.addresses().find_map(|known| self.shape.read(captured(&known, address)?));
        found.map(WalletHandle).ok_or(WalletHandleError::Address)
    }
}

/// The part of an address that stands in the place of `{handle}` in a known one. The host, and all segments before that place, are the
/// same letter by letter: an address with a user, a port, or a longer or look-alike host is another one.
fn captured<'a>(known: &str, address: &'a str) -> Option<&'a str> {
    let (known_path, known_query) = known.split_once('?').unwrap_or((known, ""));
    let (path, query) = address.split_once('?').unwrap_or((address, ""));
    let mut segments = path.split('/');
    let mut found = None;
    for wanted in known_path.split('/').filter(|segment| !segment.is_empty()) {
        match wanted.split_once("{handle}") {
            Some((before, _)) => found = Some(segments.next()?.strip_prefix(before)?),
            None if wanted.contains('{') => break,
            None if segments.next()?.eq_ignore_ascii_case(wanted) => {}
            None => return None,
        }
    }
    let parameter = || known_query.split('&').find_map(|known| known.strip_suffix("={handle}"));
    found.or_else(|| {
        let parameter = parameter()?;
        query.split('&').find_map(|given| given.strip_prefix(parameter)?.strip_prefix('='))
    })
}

impl HandleShape {
    fn read(&self, text: &str) -> Option<String> {
        match self {
            Self::Name { sigil, start, signs, length } => {
                let text = sigil.and_then(|sigil| text.strip_prefix(sigil)).unwrap_or(text);
                let rest = text.strip_prefix(start)?;
                let first = !start.is_empty() || rest.starts_with(|c: char| c.is_ascii_alphanumeric());
                let fits = first && rest.chars().all(|c| c.is_ascii_alphanumeric() || signs.contains(c));
                (fits && within(text, *length)).then(|| text.to_owned())
            }
            Self::Number { country: (prefix, trunk), starts, length } => {
                let bare: String = text.chars().filter(|c| !matches!(c, ' ' | '-' | '(' | ')')).collect();
                let number = match bare.strip_prefix(prefix) {
                    Some(rest) => format!("{trunk}{rest}"),
                    None => bare,
                };
                let fits = number.bytes().all(|b| b.is_ascii_digit()) && within(&number, *length);
                (fits && starts.iter().any(|start| number.starts_with(start))).then_some(number)
            }
            Self::Iban { country } => {
                let number: String = text.chars().filter(|c| *c != ' ').collect::<String>().to_ascii_uppercase();
                let iban = sepa::iban::validate_iban(&number).ok()?;
                (iban.country_code() == *country).then(|| iban.as_str().to_owned())
            }
        }
    }
}

fn within(text: &str, (shortest, longest): (usize, usize)) -> bool {
    (shortest..=longest).contains(&text.len())
}

impl Note {
    fn holds(&self, note: &str) -> bool {
        note.len() <= self.longest && note.chars().all(|c| c.is_ascii_alphanumeric() || self.signs.contains(c))
    }
}

impl WalletHandle {
    /// The handle as it stands in a link, before it is percent-encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
