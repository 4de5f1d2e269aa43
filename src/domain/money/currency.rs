//! Currencies that amounts can have: those of ISO 4217, and bitcoin.
//!
//! ISO 4217 has no code for bitcoin. [`Currency::BTC`] is the code that wallets, exchanges and payment software write, with eight decimals, so
//! that a minor unit is a satoshi. It exists because what arrives by Lightning in satoshis has no exact amount in any other currency. Formats
//! that demand a code of ISO 4217 ask [`Currency::is_iso`] and refuse it.

use std::fmt;
use std::sync::LazyLock;

/// A currency with a code and a number of decimals: one of ISO 4217, or [`Currency::BTC`]. ISO 4217's codes without decimals (gold, "no
/// currency", test codes) don't parse, because no amount of them can be written down.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Currency {
    code: &'static str,
    exponent: u8,
    /// None for those of [`HISTORIC`], and for bitcoin.
    iso: Option<iso_currency::Currency>,
}

/// Currencies that euros have replaced and that ISO 4217's list of today lacks: old bank statements are in them. Code and decimals.
const HISTORIC: &[(&str, u8)] = &[
    ("ATS", 2),
    ("BEF", 0),
    ("CYP", 2),
    ("DEM", 2),
    ("EEK", 2),
    ("ESP", 0),
    ("FIM", 2),
    ("FRF", 2),
    ("GRD", 0),
    ("IEP", 2),
    ("ITL", 0),
    ("LTL", 2),
    ("LUF", 0),
    ("LVL", 2),
    ("MTL", 2),
    ("NLG", 2),
    ("PTE", 0),
    ("SIT", 2),
    ("SKK", 2),
];

/// A text that isn't the code of any currency.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is not a currency code. Use three letters of ISO 4217, such as EUR, USD or JPY.")]
pub struct UnknownCurrency(pub String);

/// Reasons to refuse a currency for a new request.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CurrencyError {
    /// No currency has this code.
    #[error(transparent)]
    Unknown(#[from] UnknownCurrency),
    /// ISO 4217 has withdrawn it.
    #[error(
        "{withdrawn} was withdrawn from ISO 4217, so nobody can pay in it any more. Use another currency, such as {successor}."
    )]
    Withdrawn {
        /// The currency that was withdrawn.
        withdrawn: Currency,
        /// The code of its successor.
        successor: &'static str,
    },
}

impl Currency {
    /// The euro, the only currency of SEPA.
    pub const EUR: Self = Self { code: "EUR", exponent: 2, iso: Some(iso_currency::Currency::EUR) };
    /// The yen, a currency without decimals.
    pub const YEN: Self = Self { code: "JPY", exponent: 0, iso: Some(iso_currency::Currency::JPY) };
    /// The Swiss franc, the only currency of QR-IBANs.
    pub const CHF: Self = Self { code: "CHF", exponent: 2, iso: Some(iso_currency::Currency::CHF) };
    /// Bitcoin in satoshis, which no list of ISO 4217 has.
    pub const BTC: Self = Self { code: "BTC", exponent: 8, iso: None };

    /// Reads a code in either case: `eur`, `EUR`. Withdrawn currencies are accepted, because stored and reported amounts must stay
    /// readable; [`Currency::parse_in_use`] reads input for something new.
    ///
    /// # Errors
    /// No such code in ISO 4217 and not `BTC`, or one without a number of decimals.
    pub fn parse(code: &str) -> Result<Self, UnknownCurrency> {
        let unknown = || UnknownCurrency(code.chars().take(12).collect());
        if code.eq_ignore_ascii_case(Self::BTC.code) {
            return Ok(Self::BTC);
        }
        let iso = iso_currency::Currency::from_code(&code.to_ascii_uppercase()).ok_or_else(unknown)?;
        let exponent = iso.exponent().and_then(|e| u8::try_from(e).ok()).ok_or_else(unknown)?;
        Ok(Self { code: iso.code(), exponent, iso: Some(iso) })
    }

    /// Reads the code of a currency that a bank reports or reported: those of [`Currency::parse`], and those that euros have replaced.
    ///
    /// # Errors
    /// As [`Currency::parse`].
    pub fn parse_reported(code: &str) -> Result<Self, UnknownCurrency> {
        let historic = HISTORIC.iter().find(|(known, _)| known.eq_ignore_ascii_case(code));
        historic.map_or_else(|| Self::parse(code), |(code, exponent)| Ok(Self { code, exponent: *exponent, iso: None }))
    }

    /// Reads the code of a currency that isn't withdrawn.
    ///
    /// # Errors
    /// [`CurrencyError`].
    pub fn parse_in_use(code: &str) -> Result<Self, CurrencyError> {
        Self::parse(code)?.in_use()
    }

    /// Returns the currency unless ISO 4217 has withdrawn it.
    ///
    /// # Errors
    /// [`CurrencyError::Withdrawn`].
    pub fn in_use(self) -> Result<Self, CurrencyError> {
        if !self.is_iso() {
            return Ok(self);
        }
        let Some(iso) = self.iso else {
            return Err(CurrencyError::Withdrawn { withdrawn: self, successor: Self::EUR.code });
        };
        match iso.is_superseded() {
            // Venezuela's bolívar has two codes for two scales, and ISO 4217 lists both.
            Some(successor) if iso != iso_currency::Currency::VES => {
                Err(CurrencyError::Withdrawn { withdrawn: self, successor: successor.code() })
            }
            _ => Ok(self),
        }
    }

    /// Returns whether ISO 4217 has or had it: every currency but bitcoin.
    pub fn is_iso(self) -> bool {
        self != Self::BTC
    }

    /// Reads ISO 4217's three digits, such as 978, of a currency that isn't withdrawn.
    ///
    /// # Errors
    /// As [`Currency::parse_in_use`].
    pub fn parse_number(digits: &str) -> Result<Self, CurrencyError> {
        let number = Some(digits).filter(|digits| digits.len() == 3 && digits.bytes().all(|b| b.is_ascii_digit()));
        let known = number.and_then(|digits| iso_currency::Currency::from_numeric(digits.parse().ok()?));
        let unknown = || UnknownCurrency(digits.chars().take(12).collect());
        Self::parse_in_use(known.ok_or_else(unknown)?.code())
    }

    /// Every currency that parses, sorted by code.
    pub fn all() -> &'static [Self] {
        static ALL: LazyLock<Vec<Currency>> = LazyLock::new(|| {
            let letters = || 'A'..='Z';
            let codes = letters()
                .flat_map(|a| letters().flat_map(move |b| letters().map(move |c| String::from_iter([a, b, c]))));
            codes.filter_map(|code| Currency::parse(&code).ok()).collect()
        });
        &ALL
    }

    /// The sign in the `iso_currency` crate's table, if any; several currencies may share it.
    pub(super) fn listed_sign(&self) -> Option<String> {
        Some(self.iso?.symbol().symbol).filter(|sign| !sign.is_empty() && sign != "¤")
    }

    /// The three-letter code in upper case.
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The number of decimals: EUR 2, JPY 0, BHD 3, CLF 4, BTC 8.
    pub fn exponent(&self) -> u8 {
        self.exponent
    }

    /// The sign to write before an amount, if it is unambiguous worldwide; otherwise the code is written.
    pub fn sign(&self) -> Option<&'static str> {
        Some(match self.code() {
            "EUR" => "€",
            "USD" => "$",
            "GBP" => "£",
            "JPY" => "¥",
            "INR" => "₹",
            "KRW" => "₩",
            "ILS" => "₪",
            "VND" => "₫",
            "UAH" => "₴",
            "TRY" => "₺",
            "PHP" => "₱",
            "THB" => "฿",
            _ => return None,
        })
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl TryFrom<String> for Currency {
    type Error = UnknownCurrency;

    fn try_from(code: String) -> Result<Self, UnknownCurrency> {
        Self::parse(&code)
    }
}

/// Written as its code.
impl serde::Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

/// Read from its code. It isn't derived, which would borrow the code from what is read.
impl<'de> serde::Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.try_into().map_err(serde::de::Error::custom)
    }
}

/// Stored as its code.
impl<DB: sqlx::Database> sqlx::Type<DB> for Currency
where
    str: sqlx::Type<DB>,
{
    fn type_info() -> DB::TypeInfo {
        <str as sqlx::Type<DB>>::type_info()
    }

    fn compatible(ty: &DB::TypeInfo) -> bool {
        <str as sqlx::Type<DB>>::compatible(ty)
    }
}

impl<'r, DB: sqlx::Database> sqlx::Decode<'r, DB> for Currency
where
    &'r str: sqlx::Decode<'r, DB>,
{
    fn decode(value: DB::ValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
        Ok(Self::parse_reported(<&str as sqlx::Decode<DB>>::decode(value)?)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponents_are_those_of_iso_4217() {
        for (code, exponent) in [("EUR", 2), ("jpy", 0), ("BHD", 3), ("clf", 4), ("HUF", 2), ("KWD", 3), ("VND", 0)] {
            assert_eq!(Currency::parse(code).map(|c| c.exponent()), Ok(exponent), "{code}");
        }
        assert_eq!(Currency::parse("EUR"), Ok(Currency::EUR));
        assert_eq!(Currency::parse("CHF"), Ok(Currency::CHF));
    }

    /// Withdrawn currencies that the code list still has: those in ISO 4217's table A.3 (historic denominations) and not in A.1, as of
    /// January 2026. Older ones, such as DEM, aren't in the list any more.
    #[test]
    fn numbers_are_those_of_iso_4217() {
        for (digits, code) in [("978", "EUR"), ("360", "IDR"), ("704", "VND"), ("036", "AUD"), ("008", "ALL")] {
            assert_eq!(Currency::parse_number(digits).map(|known| known.code()), Ok(code));
        }
        // Gold, "no currency", none, and the Croatian kuna, which was withdrawn.
        for bad in ["959", "999", "000", "191", "36", "0360", "EUR", "+36", ""] {
            assert!(Currency::parse_number(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn what_was_withdrawn_is_read_and_not_asked_for() {
        let withdrawn: Vec<_> = Currency::all().iter().filter(|currency| currency.in_use().is_err()).collect();
        let codes: Vec<_> = withdrawn.iter().map(|currency| currency.code()).collect();
        assert_eq!(codes, ["BGN", "CUC", "HRK", "SLL", "ZWL"]);
        for code in ["VES", "VED", "XCG", "SLE", "ZWG", "CUP", "EUR"] {
            assert!(Currency::parse_in_use(code).is_ok(), "{code}");
        }
        let error = Currency::parse_in_use("hrk").expect_err("withdrawn").to_string();
        assert!(error.starts_with("HRK was withdrawn") && error.ends_with("such as EUR."), "{error}");
        for code in ["DEM", "FRF", "ANG", "LTL", "VEF", "BYR", "MRO", "STD", "ZMK"] {
            assert!(matches!(Currency::parse_in_use(code), Err(CurrencyError::Unknown(_))), "{code}");
        }
    }

    #[test]
    fn old_statements_are_in_currencies_that_nothing_else_is_in() {
        let dem = Currency::parse_reported("dem").expect("a currency");
        assert_eq!((dem.code(), dem.exponent(), dem.listed_sign()), ("DEM", 2, None));
        assert!(dem.in_use().is_err() && Currency::parse("DEM").is_err() && !Currency::all().contains(&dem));
        assert_eq!(Currency::parse_reported("EUR"), Ok(Currency::EUR));
        assert!(Currency::parse_reported("XXX").is_err());
    }

    #[test]
    fn bitcoin_is_a_currency_that_no_list_has() {
        for code in ["BTC", "btc"] {
            assert_eq!(Currency::parse_in_use(code), Ok(Currency::BTC), "{code}");
        }
        assert_eq!((Currency::BTC.exponent(), Currency::BTC.is_iso(), Currency::BTC.sign()), (8, false, None));
        assert_eq!(iso_currency::Currency::from_code("BTC"), None, "else it would have two meanings");
        assert_eq!(Currency::all().iter().filter(|known| !known.is_iso()).count(), 1);
        assert_eq!(Currency::parse_reported("BTC"), Ok(Currency::BTC));
    }

    #[test]
    fn what_is_no_money_is_refused() {
        for code in ["", "EU", "EURO", "XXX", "XAU", "XTS", "XBT", "SAT", "€", "₿", "ＥＵＲ", "E R"] {
            assert!(Currency::parse(code).is_err(), "{code}");
        }
    }
}
