//! Currency signs: the currencies that a sign may mean, to refuse an amount with the sign of another currency.
//!
//! The sources are CLDR ([`CLDR`], for everything that pages write), the `iso_currency` crate, and local habits that neither has. Case and
//! blanks are ignored, except that a sign of a single letter is in upper case: `12 k` means twelve thousand to many.

use std::collections::HashMap;
use std::sync::LazyLock;

pub use super::cldr::CLDR;
use crate::domain::money::currency::Currency;
use crate::domain::text::characters::is_direction_mark;

/// Signs in local use, with the codes of the currencies that they may mean.
const HABITS: &[(&str, &[&str])] = &[
    ("euro", &["EUR"]),
    ("euros", &["EUR"]),
    ("US$", &["USD"]),
    ("$US", &["USD"]),
    ("A$", &["AUD"]),
    ("AU$", &["AUD"]),
    ("C$", &["CAD", "NIO"]),
    ("CA$", &["CAD"]),
    ("CAN$", &["CAD"]),
    ("NZ$", &["NZD"]),
    ("HK$", &["HKD"]),
    ("S$", &["SGD"]),
    ("SG$", &["SGD"]),
    ("NT$", &["TWD"]),
    ("NT", &["TWD"]),
    ("MX$", &["MXN"]),
    ("R$", &["BRL"]),
    ("£E", &["EGP"]),
    ("LE", &["EGP", "SLE"]),
    ("L.E.", &["EGP"]),
    ("¥", &["CNY", "JPY"]),
    ("円", &["JPY"]),
    ("圓", &["HKD", "JPY", "TWD"]),
    ("元", &["CNY", "HKD", "MOP", "TWD"]),
    ("人民币", &["CNY"]),
    ("RMB", &["CNY"]),
    ("원", &["KRW"]),
    ("Fr", &["CHF"]),
    ("Fr.", &["CHF"]),
    ("SFr", &["CHF"]),
    ("SFr.", &["CHF"]),
    ("kr", &["DKK", "ISK", "NOK", "SEK"]),
    ("kr.", &["DKK", "ISK", "NOK", "SEK"]),
    ("zł", &["PLN"]),
    ("zl", &["PLN"]),
    ("Kč", &["CZK"]),
    ("Kc", &["CZK"]),
    ("Ft", &["HUF"]),
    ("Ft.", &["HUF"]),
    ("лв", &["BGN"]),
    ("лв.", &["BGN"]),
    ("lv", &["BGN"]),
    ("lv.", &["BGN"]),
    ("lei", &["MDL", "RON"]),
    ("leu", &["MDL", "RON"]),
    ("din", &["RSD"]),
    ("din.", &["RSD"]),
    ("дин", &["RSD"]),
    ("дин.", &["RSD"]),
    ("грн", &["UAH"]),
    ("грн.", &["UAH"]),
    ("руб", &["BYN", "RUB"]),
    ("руб.", &["BYN", "RUB"]),
    ("TL", &["TRY"]),
    ("Rs", &["INR", "LKR", "MUR", "NPR", "PKR", "SCR"]),
    ("Rs.", &["INR", "LKR", "MUR", "NPR", "PKR", "SCR"]),
    ("रु", &["INR", "NPR"]),
    ("रु.", &["INR", "NPR"]),
    ("Rp", &["IDR"]),
    ("Rp.", &["IDR"]),
    ("RM", &["MYR"]),
    ("บาท", &["THB"]),
    ("đ", &["VND"]),
    ("₿", &["BTC"]),
    ("KSh", &["KES"]),
    ("TSh", &["TZS"]),
    ("USh", &["UGX"]),
    ("S/", &["PEN"]),
    ("S/.", &["PEN"]),
    ("Bs", &["BOB", "VES"]),
    ("Bs.", &["BOB", "VES"]),
    ("Gs.", &["PYG"]),
    ("Dh", &["AED", "MAD"]),
    ("Dhs", &["AED", "MAD"]),
    ("DA", &["DZD"]),
    ("DT", &["TND"]),
    ("KD", &["KWD"]),
    ("BD", &["BHD"]),
    ("JD", &["JOD"]),
    ("LD", &["LYD"]),
    ("SR", &["SAR"]),
    ("QR", &["QAR"]),
    ("RO", &["OMR"]),
    ("﷼", &["IRR", "OMR", "QAR", "SAR", "YER"]),
    ("ريال", &["IRR", "OMR", "QAR", "SAR", "YER"]),
    ("جنيه", &["EGP", "SDG"]),
    ("درهم", &["AED", "MAD"]),
    ("دينار", &["BHD", "DZD", "IQD", "JOD", "KWD", "LYD", "TND"]),
];

/// Every sign in the form of [`folded`], with the currencies that it may mean.
static KNOWN: LazyLock<HashMap<String, Vec<Currency>>> = LazyLock::new(|| {
    let mut known: HashMap<String, Vec<Currency>> = HashMap::new();
    let mut learn = |sign: &str, currency: Currency| {
        let all = known.entry(folded(sign)).or_default();
        if !all.contains(&currency) {
            all.push(currency);
        }
    };
    for currency in Currency::all() {
        learn(currency.code(), *currency);
        for sign in currency.sign().map(str::to_owned).into_iter().chain(currency.listed_sign()) {
            learn(&sign, *currency);
        }
    }
    let by_cldr = CLDR.iter().flat_map(|(code, signs)| signs.iter().map(|sign| (*sign, *code)));
    let by_habit = HABITS.iter().flat_map(|(sign, codes)| codes.iter().map(|code| (*sign, *code)));
    for (sign, code) in by_cldr.chain(by_habit) {
        if let Ok(currency) = Currency::parse(code) {
            learn(sign, currency);
            // The final point of an abbreviation is often left out.
            if let Some(short) = sign.strip_suffix('.').filter(|short| short.chars().count() > 1) {
                learn(short, currency);
            }
        }
    }
    known
});

/// The currencies that a sign or an ISO 4217 code may mean; empty for any other text.
pub fn currencies(sign: &str) -> Vec<Currency> {
    KNOWN.get(&folded(sign)).cloned().unwrap_or_default()
}

/// Normalizes a sign: removes blanks and direction marks, and folds width and, in signs of several characters, case.
pub fn folded(sign: &str) -> String {
    let narrow = |c: char| match c {
        '￥' => '¥',
        '￡' => '£',
        '￦' => '₩',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        other => other,
    };
    let seen: String = sign.chars().filter(|c| !c.is_whitespace() && !is_direction_mark(*c)).map(narrow).collect();
    if seen.chars().count() > 1 { seen.to_lowercase() } else { seen }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(sign: &str) -> Vec<&'static str> {
        let mut codes: Vec<_> = currencies(sign).iter().map(Currency::code).collect();
        codes.sort_unstable();
        codes
    }

    #[test]
    fn a_sign_means_its_currencies() {
        for (sign, meant) in [
            ("eur", &["EUR"][..]),
            ("€", &["EUR"]),
            ("US $", &["USD"]),
            ("zł", &["PLN"]),
            ("KČ", &["CZK"]),
            ("円", &["JPY"]),
            ("Fr.", &["CHF"]),
            ("\u{200f}ج.م.\u{200f}", &["EGP"]),
            ("ج.م", &["EGP"]),
            ("￥", &["CNY", "JPY"]),
            ("R", &["ZAR"]),
            ("XYZ", &[]),
            ("XAU", &[]),
            ("k", &[]),
            (".", &[]),
            ("-", &[]),
            ("", &[]),
        ] {
            assert_eq!(codes(sign), meant, "{sign}");
        }
        for (sign, some) in
            [("kr", &["DKK", "ISK", "NOK", "SEK"][..]), ("$", &["AUD", "CAD", "MXN", "USD"]), ("£", &["EGP", "GBP"])]
        {
            let all = codes(sign);
            assert!(some.iter().all(|code| all.contains(code)) && !all.contains(&"EUR"), "{sign}: {all:?}");
        }
    }

    #[test]
    fn tables_name_currencies_and_signs_that_can_be_told_from_figures() {
        for code in HABITS.iter().flat_map(|(_, codes)| *codes).chain(CLDR.iter().map(|(code, _)| code)) {
            assert!(Currency::parse(code).is_ok(), "{code}");
        }
        for sign in KNOWN.keys() {
            assert!(!sign.is_empty() && !sign.chars().any(char::is_numeric), "{sign:?}");
            assert!(sign.chars().any(|c| !c.is_ascii_punctuation() || c == '$'), "{sign:?} could be a mark");
        }
    }
}
