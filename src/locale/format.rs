//! Numbers, amounts and dates by CLDR, through ICU.

use std::collections::HashMap;
use std::sync::{LazyLock, OnceLock, PoisonError, RwLock};

use chrono::NaiveDate;
use fixed_decimal::Decimal;
use icu_calendar::Gregorian;
use icu_datetime::FixedCalendarDateTimeFormatter as DateFormatter;
use icu_datetime::fieldsets::{YMD, YMDT};
use icu_datetime::options::TimePrecision;
use icu_decimal::DecimalFormatter;
use icu_experimental::dimension::currency::CurrencyType;
use icu_experimental::dimension::currency::formatter::CurrencyFormatter;
use icu_locale_core::Locale as IcuLocale;

use super::brief::Brief;
use super::calendar::{date, local_time};
use super::figures::Figures;
use super::regions::REGIONS;
use crate::domain::clock::Timestamp;
use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::text::characters::is_direction_mark;
use crate::domain::zone::Zone;

/// Locales in which amounts have another separator than numbers, by CLDR's `currencyGroup` and `currencyDecimal`, which ICU doesn't
/// support. Tag, separator in numbers, separator in amounts.
const MONEY_MARKS: [(&str, &str, &str); 2] = [("de-AT", "\u{a0}", "."), ("fr-CH", ",", ".")];

/// A supported language and region.
#[derive(Clone, Copy)]
pub struct Locale(&'static Offer);

/// Two locales are equal if their tags are.
impl PartialEq for Locale {
    fn eq(&self, other: &Self) -> bool {
        self.tag() == other.tag()
    }
}

impl Eq for Locale {}

impl std::hash::Hash for Locale {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.tag().hash(state);
    }
}

/// The formatters of a locale, loaded from ICU's data.
pub(super) struct Formats {
    tag: String,
    numbers: DecimalFormatter,
    days: DateFormatter<Gregorian, YMD>,
    moments: DateFormatter<Gregorian, YMDT>,
    brief: Brief,
    /// The texts before and after the figures of each currency's amounts; computed once per currency.
    around: RwLock<HashMap<Currency, (String, String)>>,
}

/// A supported locale. Its formatters are loaded on first use, because most regions never occur.
struct Offer {
    language: Language,
    region: Option<&'static str>,
    tag: String,
    formats: OnceLock<Formats>,
}

impl Offer {
    fn new(language: Language, region: Option<&'static str>) -> Self {
        let tag = match region {
            Some(region) => format!("{}-{region}", language.tag()),
            None => language.tag().to_owned(),
        };
        Self { language, region, tag, formats: OnceLock::new() }
    }
}

/// Each language, followed by its regions.
static OFFERS: LazyLock<Vec<Offer>> = LazyLock::new(|| {
    let regions = |(language, regions): (Language, &'static str)| {
        let regions = regions.split_whitespace().map(move |region| Offer::new(language, Some(region)));
        std::iter::once(Offer::new(language, None)).chain(regions)
    };
    REGIONS.into_iter().flat_map(regions).collect()
});

impl Formats {
    /// `None` for a malformed tag or one without CLDR data; a test excludes both.
    pub(super) fn load(tag: &str) -> Option<Self> {
        let locale = icu_locale(tag)?;
        Some(Self {
            tag: tag.to_owned(),
            numbers: DecimalFormatter::try_new((&locale).into(), Default::default()).ok()?,
            days: DateFormatter::try_new((&locale).into(), YMD::long()).ok()?,
            moments: DateFormatter::try_new((&locale).into(), YMDT::long().with_time_precision(TimePrecision::Minute))
                .ok()?,
            brief: Brief::load(&locale)?,
            around: RwLock::default(),
        })
    }

    /// The texts around an amount's figures. ICU rounds to CLDR's decimals of a currency, which may differ from ISO 4217's, so it formats
    /// only an amount that can't be rounded; the figures come from [`Formats::bare`].
    fn around(&self, currency: Currency) -> (String, String) {
        if let Some(known) = self.around.read().unwrap_or_else(PoisonError::into_inner).get(&currency) {
            return known.clone();
        }
        let around = self.ask_around(currency).unwrap_or_else(|| (format!("{currency}\u{a0}"), String::new()));
        self.around.write().unwrap_or_else(PoisonError::into_inner).insert(currency, around.clone());
        around
    }

    fn ask_around(&self, currency: Currency) -> Option<(String, String)> {
        let locale = icu_locale(&self.tag)?;
        let code = CurrencyType::try_from_str(&currency.code().to_ascii_lowercase()).ok()?;
        let formatter = CurrencyFormatter::try_new_symbol((&locale).into(), code, Default::default()).ok()?;
        let whole = formatter.format_fixed_decimal(&Decimal::from(1)).to_string();
        let first = whole.find(char::is_numeric)?;
        let last = whole.rfind(char::is_numeric)?;
        let end = last + whole[last..].chars().next()?.len_utf8();
        let (before, after) = (whole.get(..first)?, whole.get(end..)?);
        let signed = before.chars().chain(after.chars()).any(|c| !c.is_whitespace() && !is_direction_mark(c));
        // CLDR separates letters from figures; ICU doesn't where a region lacks a pattern for it.
        let space = if before.ends_with(char::is_alphabetic) { "\u{a0}" } else { "" };
        signed.then(|| (format!("{before}{space}"), after.to_owned()))
    }

    /// The figures alone, with the currency's number of decimals.
    fn bare(&self, money: &Money) -> String {
        self.decimal(money.minor(), i16::from(money.currency().exponent()))
    }

    /// The figures of `minor` units at a scale of `decimals`.
    fn decimal(&self, minor: i64, decimals: i16) -> String {
        let mut decimal = Decimal::from(minor);
        decimal.multiply_pow10(-decimals);
        decimal.absolute.pad_end(-decimals);
        let figures = self.numbers.format(&decimal).to_string();
        match MONEY_MARKS.into_iter().find(|(tag, ..)| *tag == self.tag) {
            Some((_, number, money)) => figures.replace(number, money),
            None => figures,
        }
    }

    pub(super) fn figures(&self, money: &Money) -> Figures {
        let (before, after) = self.around(money.currency());
        Figures::of(&self.tag, before, self.bare(money), after)
    }

    pub(super) fn day(&self, day: NaiveDate) -> String {
        date(day).map_or_else(|| day.to_string(), |date| self.days.format(&date).to_string())
    }

    pub(super) fn moment(&self, at: Timestamp, zone: Zone) -> String {
        local_time(at, zone)
            .map_or_else(|| zone.local(at).to_rfc3339(), |local| self.moments.format(&local).to_string())
    }
}

/// The ICU locale of a tag. English without a region is international, not American.
pub(super) fn icu_locale(tag: &str) -> Option<IcuLocale> {
    (if tag == "en" { "en-001" } else { tag }).parse().ok()
}

impl Locale {
    /// The locale of a region; of the language alone if the region's formats don't differ.
    pub(super) fn of(language: Language, region: Option<&str>) -> Self {
        let found = |region| OFFERS.iter().find(|offer| offer.language == language && offer.region == region);
        match found(region).or_else(|| found(None)) {
            Some(offer) => Self(offer),
            None => unreachable!("every language is on offer"),
        }
    }

    fn formats(self) -> &'static Formats {
        self.0.formats.get_or_init(|| match Formats::load(&self.0.tag) {
            Some(formats) => formats,
            None => unreachable!("CLDR has every locale on offer"),
        })
    }

    /// Every locale that is supported.
    #[cfg(test)]
    pub(super) fn all() -> impl Iterator<Item = Self> {
        OFFERS.iter().map(Self)
    }

    /// The language, without the region.
    pub fn language(self) -> Language {
        self.0.language
    }

    /// The BCP 47 tag, with the region.
    pub fn tag(self) -> &'static str {
        &self.0.tag
    }

    /// The parts of a formatted amount.
    pub fn figures(self, money: &Money) -> Figures {
        self.formats().figures(money)
    }

    /// A formatted amount: `25,00 €`.
    pub fn money(self, money: &Money) -> String {
        self.figures(money).to_string()
    }

    /// An example of an amount to type: `12,50`, or `1250` without decimals.
    pub fn example(self, currency: Currency) -> String {
        if currency.exponent() == 0 { self.undivided(1250) } else { self.formats().decimal(1250, 2) }
    }

    /// An example of an amount over a thousand without thousands separators: `1234,50`, or `1234` without decimals.
    pub fn ungrouped(self, currency: Currency) -> String {
        if currency.exponent() == 0 {
            return self.undivided(1234);
        }
        format!("{}{}", self.undivided(123), self.formats().decimal(450, 2))
    }

    /// A whole number without thousands separators: `1234`.
    pub fn undivided(self, number: i64) -> String {
        self.count(number).chars().filter(|c| c.is_numeric()).collect()
    }

    /// An example with three decimals that can't be read as thousands: `01,234`, because no group begins with a zero; with four decimals
    /// `1,2340`.
    pub fn decimals_beyond_doubt(self, currency: Currency) -> String {
        if currency.exponent() > 3 {
            return self.formats().decimal(12_340, 4);
        }
        format!("{}{}", self.count(0), self.formats().decimal(1234, 3))
    }

    /// A whole number with thousands separators.
    pub fn count(self, count: i64) -> String {
        self.formats().numbers.format(&Decimal::from(count)).to_string()
    }

    /// A date in the Gregorian calendar, in every region: `30. November 2026`.
    pub fn day(self, day: NaiveDate) -> String {
        self.formats().day(day)
    }

    /// A date and time in `zone`, to the minute, without the zone's name.
    pub fn moment(self, at: Timestamp, zone: Zone) -> String {
        self.formats().moment(at, zone)
    }

    /// The month of a day, with its year: `November 2026`.
    pub fn month(self, day: NaiveDate) -> String {
        self.formats().brief.month(day)
    }

    /// The time of day in `zone`, to the minute: `14:02`.
    pub fn time(self, at: Timestamp, zone: Zone) -> String {
        self.formats().brief.time(at, zone)
    }

    /// A date for tables, without its year where that is today's: `25 Nov`, `25 Nov 2025`.
    pub fn short_day(self, day: NaiveDate, today: NaiveDate) -> String {
        self.formats().brief.short_day(day, today)
    }

    /// A timestamp in one word, for lists: the time if it is of today, the weekday if it is of the six days before, else the day, with
    /// the year if that is another one: `14:02`, `Mon`, `25 Nov`, `25 Nov 2025`.
    pub fn brief(self, at: Timestamp, now: Timestamp, zone: Zone) -> String {
        let (day, today) = (zone.day_of(at), zone.day_of(now));
        if day == today { self.time(at, zone) } else { self.brief_day(day, today) }
    }

    /// A day in one word, as in [`Locale::brief`]; today has its date.
    pub fn brief_day(self, day: NaiveDate, today: NaiveDate) -> String {
        self.formats().brief.day(day, today)
    }
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        Self::of(language, None)
    }
}

impl std::fmt::Debug for Locale {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(minor: i64, code: &str) -> Money {
        Money::new(minor, Currency::parse(code).expect("a currency"))
    }

    fn locale(tag: &str) -> Locale {
        OFFERS.iter().map(Locale).find(|l| l.tag() == tag).expect("a locale on offer")
    }

    #[test]
    fn every_locale_on_offer_loads() {
        assert!(OFFERS.len() > 150, "the regions were not found");
        for offer in OFFERS.iter() {
            assert!(Formats::load(&offer.tag).is_some(), "{}", offer.tag);
        }
        for language in Language::ALL {
            assert_eq!(Locale::from(language).tag(), language.tag(), "a language stands before its regions");
        }
    }

    #[test]
    fn amounts_are_written_as_the_reader_writes_them() {
        for (tag, code, minor, written) in [
            ("en", "EUR", 123_450, "€1,234.50"),
            ("en", "USD", 500, "US$5.00"),
            ("en-US", "USD", 500, "$5.00"),
            ("en-CA", "CAD", 500, "$5.00"),
            ("en-ZA", "CHF", 123_450, "CHF\u{a0}1\u{a0}234,50"),
            ("en-IN", "INR", 12_345_650, "₹1,23,456.50"),
            ("de", "EUR", 123_450, "1.234,50\u{a0}€"),
            ("de-AT", "EUR", 123_450, "€\u{a0}1.234,50"),
            ("de-CH", "CHF", 123_450, "CHF\u{a0}1'234.50"),
            ("fr", "EUR", 123_450, "1\u{202f}234,50\u{a0}€"),
            ("fr-CH", "CHF", 123_450, "1'234.50\u{a0}CHF"),
            ("pt", "BRL", 123_450, "R$\u{a0}1.234,50"),
            ("nl", "EUR", 123_450, "€\u{a0}1.234,50"),
            ("tr", "TRY", 123_450, "₺1.234,50"),
            ("ar-EG", "EGP", 123_450, "\u{200f}١٬٢٣٤٫٥٠\u{a0}ج.م.\u{200f}"),
            ("ja", "JPY", 1250, "￥1,250"),
            ("zh", "CNY", 1250, "¥12.50"),
            ("hi", "INR", 12_345_650, "₹1,23,456.50"),
            // Regions that differ from their language.
            ("ar-IQ", "EUR", 123_450, "\u{200f}١٬٢٣٤٫٥٠\u{a0}€"),
            ("ar-QA", "EUR", 123_450, "\u{200f}١٬٢٣٤٫٥٠\u{a0}€"),
            ("ar-MA", "EUR", 123_450, "\u{200f}1.234,50\u{a0}€"),
            ("es-DO", "USD", 123_450, "US$1,234.50"),
            ("fr-MA", "EUR", 123_450, "1.234,50\u{a0}€"),
            ("en-CH", "CHF", 123_450, "CHF\u{a0}1'234.50"),
            ("pt-MZ", "EUR", 1_234_550, "12\u{a0}345,50\u{a0}€"),
            ("zh-TW", "TWD", 123_450, "$1,234.50"),
            ("zh-HK", "HKD", 123_450, "HK$1,234.50"),
            // A minus stands where CLDR's pattern has it.
            ("en", "EUR", -500, "-€5.00"),
            ("de", "EUR", -500, "-5,00\u{a0}€"),
            ("nl", "EUR", -500, "€\u{a0}-5,00"),
        ] {
            assert_eq!(locale(tag).money(&money(minor, code)), written, "{tag} {code}");
        }
    }

    /// CLDR has no decimals for the Iraqi dinar, ISO 4217 has three: amounts are written with all three.
    #[test]
    fn nothing_is_rounded() {
        assert_eq!(locale("en").money(&money(1_234_567, "IQD")), "IQD\u{a0}1,234.567");
        assert_eq!(locale("en").money(&money(1, "CLF")), "CLF\u{a0}0.0001");
        assert_eq!(locale("en").money(&money(5, "ISK")), "ISK\u{a0}5");
        assert_eq!(locale("de").money(&money(-50, "EUR")), "-0,50\u{a0}€");
    }

    #[test]
    fn days_are_gregorian_everywhere() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        for (tag, written) in [
            ("en", "30 November 2026"),
            ("en-US", "November 30, 2026"),
            ("de", "30. November 2026"),
            ("fr", "30 novembre 2026"),
            ("ar-SA", "٣٠ نوفمبر ٢٠٢٦"),
            ("ja", "2026年11月30日"),
            ("hi", "30 नवंबर, 2026"),
            ("ar-IQ", "٣٠ تشرين الثاني ٢٠٢٦"),
            ("zh-TW", "2026年11月30日"),
        ] {
            assert_eq!(locale(tag).day(day), written, "{tag}");
        }
        let at = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("a moment");
        assert_eq!(locale("de").moment(at, Zone::UTC), "14. November 2023 um 22:13");
        let kolkata = Zone::parse("Asia/Kolkata").expect("a zone");
        assert_eq!(locale("de").moment(at, kolkata), "15. November 2023 um 03:43");
    }
}
