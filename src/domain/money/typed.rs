//! The grammar of amounts typed into any form: a text has one reading, or gives an error that shows how to write it.
//!
//! ```text
//! amount   = [ sign ] number [ sign ]                   blanks and direction marks around each; a sign fits the amount's currency
//! number   = whole | whole point fraction | whole point dashes
//! whole    = "0" | digits that don't begin with 0 | thousands | lakhs
//! thousands = 1 to 3 digits, then one or more of: mark, 3 digits
//! lakhs    = 1 or 2 digits, then one or more of: mark, 2 digits; then mark, 3 digits
//! fraction = 1 digit to as many as the currency has decimals
//! dashes   = "-" or "--", of any length (`12.–`, `12,--`, `100:-`): no fraction
//! point    = "." | "," | "٫", and ":" before dashes
//! mark     = "." | "," | "٬" | "'" | "_" | a blank
//! ```
//!
//! Within one number all marks are of one kind, and the point is none of them; all blanks are one kind, and so are all apostrophes.
//! The digits are of one script: ASCII, full-width, Arabic, Persian, Devanagari, Bengali or Thai. A group never begins the number with
//! a zero. Signs are those of [`super::signs`].
//!
//! One text fits this in two ways: up to three digits, one `.` or `,`, three digits. A currency without decimals leaves one reading,
//! thousands. For others it is an error, even if the currency has two decimals and a fraction of three would be too fine: the author may
//! have typed one digit too many. With three decimals, a leading zero decides (`0.500`, `01.234`), because no group begins with one;
//! elsewhere a leading zero is refused. Ariary and ouguiya, whose subunits are fifths, have the two decimals that ISO 4217 gives them.

use std::ops::Range;

use super::signs;
use super::{AmountError, Money, wanted};
use crate::domain::money::currency::Currency;
use crate::domain::text::characters::is_direction_mark;

/// The longest text that is parsed, in characters: twice the length of the largest amount with its sign.
const LONGEST: usize = 64;

/// A character between digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Separator {
    Point,
    Comma,
    ArabicPoint,
    ArabicGroup,
    Apostrophe,
    Blank,
    Underscore,
}

impl Separator {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            '.' | '．' => Self::Point,
            ',' | '，' => Self::Comma,
            '٫' => Self::ArabicPoint,
            '٬' => Self::ArabicGroup,
            '\'' | '’' | 'ʼ' | '＇' => Self::Apostrophe,
            '_' => Self::Underscore,
            c if is_blank(c) => Self::Blank,
            _ => return None,
        })
    }

    fn may_be_the_point(self) -> bool {
        matches!(self, Self::Point | Self::Comma | Self::ArabicPoint)
    }

    fn may_part_groups(self) -> bool {
        self != Self::ArabicPoint
    }
}

/// The parts of a typed amount.
struct AmountParts<'t> {
    before: &'t str,
    /// From the first digit to the last.
    digits: &'t str,
    /// The decimal point before dashes that stand for an absent fraction.
    dashed: Option<char>,
    after: &'t str,
}

/// The digits of a number, split at its separators: one group more than separators.
struct Groups {
    groups: Vec<String>,
    marks: Vec<Separator>,
}

/// Reads a typed amount.
///
/// # Errors
/// [`AmountError`]; never [`AmountError::Currency`].
pub fn read(text: &str, currency: Currency) -> Result<Money, AmountError> {
    let not_a_number = || AmountError::NotANumber(wanted(currency));
    if text.chars().count() > LONGEST {
        return Err(not_a_number());
    }
    let parts = AmountParts::of(text).ok_or_else(not_a_number)?;
    // A point belongs to the sign before it (`Fr. 50`), unless a blank separates the two: `Fr .50` may mean half a franc.
    if parts.before.strip_suffix(['.', ',']).is_some_and(|sign| sign.ends_with(is_blank)) {
        return Err(not_a_number());
    }
    // What isn't a sign at all is said before a sign of another currency: no currency would make it an amount.
    let beside = [parts.before, parts.after].into_iter().filter(|text| !text.is_empty());
    let signs: Vec<_> = beside.map(|text| (text, signs::currencies(text))).collect();
    if signs.iter().any(|(_, meant)| meant.is_empty()) {
        return Err(not_a_number());
    }
    for (sign, meant) in signs {
        fits(sign, &meant, currency)?;
    }
    let groups = Groups::of(parts.digits).ok_or_else(not_a_number)?;
    let (whole, fraction) = match parts.dashed {
        Some(point) => (groups.whole_before(Separator::of(point), currency)?, None),
        None => groups.number(currency)?,
    };
    let leads_decimals = currency.exponent() >= 3 && fraction.as_ref().is_some_and(|f| f.len() == 3);
    let significant = whole.strip_prefix('0').filter(|rest| !rest.is_empty());
    if significant.is_some_and(|rest| !leads_decimals || rest.starts_with('0')) {
        return Err(not_a_number());
    }
    let decimal = fraction.map_or_else(|| whole.clone(), |fraction| format!("{whole}.{fraction}"));
    Money::parse(&decimal, currency)
}

/// The places of the numbers in a text: digits with the marks between them, and dashes for an absent fraction. An ordinary blank ends a
/// number, because it may stand between two of them.
pub fn numbers(text: &str) -> Vec<Range<usize>> {
    let mut places: Vec<Range<usize>> = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| digit(*c).is_some()) {
        let end = at + c.len_utf8();
        match places.last_mut() {
            Some(last) if joins(&text[last.end..at]) => last.end = end,
            _ => places.push(at..end),
        }
    }
    for place in &mut places {
        if let Some((_, rest)) = undashed(&text[place.end..]).filter(|(_, rest)| !rest.starts_with(is_digit)) {
            place.end = text.len() - rest.len();
        }
    }
    places
}

/// Returns whether what stands between two digits joins them to one number.
fn joins(between: &str) -> bool {
    let mut marks = between.chars();
    match (marks.next(), marks.next()) {
        (None, _) => true,
        (Some(mark), None) => mark != ' ' && Separator::of(mark).is_some(),
        (Some(_), Some(_)) => false,
    }
}

/// Returns whether a character is a digit of a script in which amounts are read.
pub fn is_digit(c: char) -> bool {
    digit(c).is_some()
}

/// Checks the sign, with the currencies that it may mean, against the currency.
fn fits(sign: &str, meant: &[Currency], currency: Currency) -> Result<(), AmountError> {
    if meant.contains(&currency) {
        return Ok(());
    }
    let found = match meant {
        [only] if sign.eq_ignore_ascii_case(only.code()) => only.code().to_owned(),
        [only] => format!("{sign} ({only})"),
        _ => sign.to_owned(),
    };
    Err(AmountError::OtherCurrency { found, currency })
}

impl<'t> AmountParts<'t> {
    /// Splits a text at its first and last digit; `None` without digits.
    fn of(text: &'t str) -> Option<Self> {
        let first = text.find(|c| digit(c).is_some())?;
        let (last, end) = text.char_indices().rfind(|(_, c)| digit(*c).is_some())?;
        let (before, rest) = text.split_at(first);
        let (digits, after) = rest.split_at(last + end.len_utf8() - first);
        let (dashed, after) = match undashed(after) {
            Some((point, after)) => (Some(point), after),
            None => (None, after),
        };
        Some(Self { before: trimmed(before), digits, dashed, after: trimmed(after) })
    }
}

/// Splits `.–` and the like off the front: the point, and the rest.
fn undashed(text: &str) -> Option<(char, &str)> {
    let point = text.chars().next().filter(|c| matches!(c, '.' | ',' | ':'))?;
    let dashes = text.get(point.len_utf8()..)?;
    let rest = dashes.trim_start_matches(['-', '–', '—', '−']);
    let count = dashes.chars().count() - rest.chars().count();
    (1..=2).contains(&count).then_some((point, rest))
}

impl Groups {
    /// Splits a number at its separators; `None` for other characters or digits of mixed scripts.
    fn of(text: &str) -> Option<Self> {
        let (mut groups, mut marks, mut script) = (vec![String::new()], Vec::new(), None);
        for c in text.chars() {
            if let Some(mark) = Separator::of(c) {
                marks.push(mark);
                groups.push(String::new());
            } else {
                let (zero, value) = digit(c)?;
                if *script.get_or_insert(zero) != zero {
                    return None;
                }
                groups.last_mut()?.push(char::from_digit(value, 10)?);
            }
        }
        Some(Self { groups, marks })
    }

    /// The whole part and the fraction, if any.
    fn number(mut self, currency: Currency) -> Result<(String, Option<String>), AmountError> {
        let ambiguous = || AmountError::Ambiguous(currency);
        let Some((last, earlier)) = self.marks.split_last() else { return Ok((self.groups.concat(), None)) };
        if !last.may_be_the_point() || earlier.contains(last) {
            return Ok((self.whole().ok_or_else(ambiguous)?, None));
        }
        if earlier.is_empty() && last.may_part_groups() && is_grouped(&self.groups) {
            return match currency.exponent() {
                0 => Ok((self.groups.concat(), None)),
                1 | 2 => Err(ambiguous()),
                _ => Err(AmountError::ThousandsOrDecimals(currency)),
            };
        }
        self.marks.pop();
        let fraction = self.groups.pop().filter(|digits| !digits.is_empty()).ok_or_else(ambiguous)?;
        Ok((self.whole().ok_or_else(ambiguous)?, Some(fraction)))
    }

    /// The whole part before a point without a fraction.
    fn whole_before(self, point: Option<Separator>, currency: Currency) -> Result<String, AmountError> {
        let clear = point.is_none_or(|point| !self.marks.contains(&point));
        self.whole().filter(|_| clear).ok_or(AmountError::Ambiguous(currency))
    }

    /// All groups joined to a whole number; `None` if the grouping is invalid.
    fn whole(&self) -> Option<String> {
        let one_kind = self.marks.first().is_none_or(|first| {
            first.may_part_groups() && self.marks.iter().all(|mark| mark == first) && is_grouped(&self.groups)
        });
        Some(self.groups.concat()).filter(|digits| one_kind && !digits.is_empty())
    }
}

/// Returns whether several groups of digits are grouped as thousands or lakhs.
fn is_grouped(groups: &[String]) -> bool {
    let [first, middle @ .., last] = groups else { return false };
    let thousands = (1..=3).contains(&first.len()) && middle.iter().all(|group| group.len() == 3);
    let lakhs = (1..=2).contains(&first.len()) && middle.iter().all(|group| group.len() == 2);
    last.len() == 3 && !first.starts_with('0') && (thousands || lakhs)
}

/// The script's zero and the digit's value.
fn digit(c: char) -> Option<(u32, u32)> {
    let zeros = [0x30, 0x660, 0x6F0, 0x966, 0x9E6, 0xE50, 0xFF10];
    let zero = zeros.into_iter().find(|zero| (*zero..*zero + 10).contains(&u32::from(c)))?;
    Some((zero, u32::from(c) - zero))
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() && !c.is_control()
}

fn trimmed(text: &str) -> &str {
    text.trim_matches(|c: char| c.is_whitespace() || is_direction_mark(c))
}

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
