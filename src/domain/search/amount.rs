//! Amounts in searches: without a currency, in any notation.

use crate::domain::money::currency::Currency;

/// The most decimals of a currency: bitcoin's.
const DECIMALS: usize = 8;

/// The figures of an amount without insignificant zeros: `25.00` and `25` are equal, whatever decimals the currency has.
pub(super) fn canonical(decimal: &str) -> String {
    let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

/// The possible amounts of a text: none, one, or two if a mark may be a decimal point or a separator.
pub(super) fn readings(text: &str) -> Vec<String> {
    let Some(figures) = figures(text) else { return Vec::new() };
    let is_mark = |c: char| !c.is_ascii_digit();
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let groups: Vec<&str> = figures.split(is_mark).collect();
    let is_grouped =
        groups.iter().skip(1).all(|group| group.len() == 3) && groups.first().is_some_and(|first| first.len() <= 3);
    let mut readings = Vec::new();
    if groups.len() == 1 || is_grouped {
        readings.push(canonical(&digits(&figures)));
    }
    let last = figures.rfind(['.', ',', '٫']);
    if let Some((whole, fraction)) = last.and_then(|at| figures.split_at_checked(at))
        && (1..=DECIMALS).contains(&digits(fraction).len())
    {
        readings.push(canonical(&format!("{}.{}", digits(whole), digits(fraction))));
    }
    readings.dedup();
    readings
}

/// The digits of an amount and the marks between them, as ASCII if possible. `None` if the text has more than an amount and a currency's
/// code or sign.
fn figures(text: &str) -> Option<String> {
    let text = text.trim();
    let code = |part: &str| Currency::parse(&part.to_uppercase()).is_ok();
    let bare = text
        .split_at_checked(3)
        .filter(|(first, _)| code(first))
        .map(|(_, rest)| rest)
        .or_else(|| {
            text.split_at_checked(text.len().checked_sub(3)?).filter(|(_, last)| code(last)).map(|(rest, _)| rest)
        })
        .unwrap_or(text);
    // Signs are at either end.
    let bare = bare.trim_matches(|c: char| !c.is_numeric() && !c.is_alphabetic());
    let mut figures = String::with_capacity(bare.len());
    for c in bare.chars() {
        match any_ascii::any_ascii_char(c).chars().next() {
            Some(digit) if c.is_numeric() && digit.is_ascii_digit() => figures.push(digit),
            _ if [' ', '\u{a0}', '\u{202f}', '\'', '’', '.', ',', '٬', '٫'].contains(&c) => figures.push(c),
            _ => return None,
        }
    }
    Some(figures).filter(|figures| figures.starts_with(|c: char| c.is_ascii_digit()))
}
