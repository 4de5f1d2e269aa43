//! A merchant's static code by EMVCo's specification for merchant-presented codes, and the code of one payment that is made of it.
//!
//! A payment's code is the merchant's with four changes: it may be used once, it has the amount and the reference, and another checksum; a KHQR
//! says when it ends as well. Everything else stays letter by letter, in its order, because apps and acquirers know the merchant by it.

use crate::domain::clock::Timestamp;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::reference::rf::RfReference;
use crate::domain::text::characters;
use crate::rails::by_hand::code::emv::{EmvReadError, Objects, id};
use crate::rails::form::Unfit;

/// The longest code, in characters.
const LONGEST: usize = 512;
/// The longest text that is looked at, in bytes: a code of the longest, each character of it four bytes, with breaks between its lines.
const LONGEST_TEXT: usize = 4 * LONGEST;
/// The longest amount, in characters.
const LONGEST_AMOUNT: usize = 13;
/// The longest reference label, in characters.
const LONGEST_REFERENCE: usize = 25;
/// The id of the reference label within the additional data.
const REFERENCE: u8 = 5;
/// The id of KHQR's times, and of the one at which a code ends within them: milliseconds since 1970, 13 digits.
const TIMES: u8 = 99;
const ENDS: u8 = 1;
/// The currencies that have decimals in ISO 4217 but none in their country's codes.
const WHOLE: [&str; 2] = ["IDR", "KHR"];

/// A merchant's static code.
#[derive(Debug, Clone)]
pub struct MerchantCode {
    objects: Objects,
    /// The accounts that are sequences; those of card schemes have numbers.
    accounts: Vec<Objects>,
    additional: Objects,
    currency: Currency,
}

/// The amount as codes of its currency write it; `None` if they can't.
pub fn amount(money: &Money) -> Option<String> {
    let text = money.to_decimal();
    let text = match text.split_once('.') {
        Some((whole, decimals)) if WHOLE.contains(&money.currency().code()) => {
            decimals.bytes().all(|digit| digit == b'0').then(|| whole.to_owned())?
        }
        _ => text,
    };
    (money.minor() > 0 && text.len() <= LONGEST_AMOUNT).then_some(text)
}

/// An id that stands in a sequence more than once.
fn doubled(objects: &Objects) -> Option<u8> {
    let mut seen = std::collections::HashSet::new();
    objects.ids().find(|id| !seen.insert(*id))
}

fn once_each(objects: &Objects) -> Result<(), Unfit> {
    match doubled(objects) {
        None => Ok(()),
        Some(id) => {
            let sentence = format!("This code has its part {id:02} twice, so it can’t be told which one counts.");
            Err(Unfit::found("error-code-twice", format!("{id:02}"), sentence))
        }
    }
}

const SHAPE: Unfit = Unfit::new(
    "error-code-shape",
    "This is not the whole text of a payment code. It begins with 000201 or 000202 and ends with 6304 and four more letters or digits.",
);
const TOO_LONG: Unfit = Unfit::new(
    "error-code-long",
    "This code is too long: with the amount and the reference in it, a code has 512 characters at most, and 99 in each of its parts.",
);

impl MerchantCode {
    /// Reads a code as it was typed or scanned: on several lines, with invisible characters.
    ///
    /// # Errors
    /// The first reason for which no payment's code can be made of it.
    pub fn read(text: &str) -> Result<Self, Unfit> {
        if text.len() > LONGEST_TEXT {
            return Err(TOO_LONG);
        }
        let text = characters::cleaned(text);
        if text.chars().count() > LONGEST {
            return Err(TOO_LONG);
        }
        let objects = Objects::read_code(&text).map_err(|error| match error {
            EmvReadError::Shape => SHAPE,
            EmvReadError::Checksum => Unfit::new(
                "error-code-checksum",
                "This code’s check doesn’t fit: a character is missing or was changed. Copy it once more, whole.",
            ),
        })?;
        once_each(&objects)?;
        match objects.text(id::INITIATION) {
            None | Some("11") => {}
            Some("12") => {
                return Err(Unfit::new(
                    "error-code-once",
                    "This code is for one payment only. Use the one that you show to everybody, such as the sticker on your counter.",
                ));
            }
            Some(_) => return Err(SHAPE),
        }
        if objects.text(id::AMOUNT).is_some() {
            return Err(Unfit::new(
                "error-code-amount",
                "This code has an amount in it. Use one without, so that each request can have its own.",
            ));
        }
        if id::TIP_OR_FEE.iter().any(|id| objects.text(*id).is_some()) {
            return Err(Unfit::new(
                "error-code-tip",
                "This code asks payers for a tip or adds a fee, so they would not pay the amount that you ask for. Use one without.",
            ));
        }
        let currency = objects.text(id::CURRENCY).and_then(|digits| Currency::parse_number(digits).ok());
        let currency =
            currency.ok_or(Unfit::new("error-code-currency", "This code is in no currency that is known here."))?;
        if !objects
            .text(id::COUNTRY)
            .is_some_and(|code| code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
        {
            return Err(Unfit::new(
                "error-code-country",
                "This code doesn’t say by two letters which country it is from.",
            ));
        }
        let row = |text: &str| {
            let row = Objects::read(text).ok_or(SHAPE)?;
            once_each(&row)?;
            Ok(row)
        };
        if !objects.ids().any(|id| (2..=51).contains(&id)) {
            return Err(SHAPE);
        }
        let accounts = objects.ids().filter(|id| (26..=51).contains(id)).filter_map(|id| objects.text(id));
        let accounts = accounts.map(row).collect::<Result<_, Unfit>>()?;
        let additional = objects.text(id::ADDITIONAL).map_or_else(|| Ok(Objects::new()), row)?;
        let code = Self { objects, accounts, additional, currency };
        // The largest code that it may become has to fit, so that no payer meets the limit.
        let fullest = code.with(&"9".repeat(LONGEST_AMOUNT), &"9".repeat(LONGEST_REFERENCE), Timestamp::UNIX_EPOCH);
        let fits = fullest.is_some_and(|code| code.chars().count() <= LONGEST);
        if fits { Ok(code) } else { Err(TOO_LONG) }
    }

    fn with(&self, amount: &str, reference: &str, until: Timestamp) -> Option<String> {
        let additional = self.additional.clone().put(REFERENCE, reference).written().ok()?;
        let code = self.objects.clone().put(id::INITIATION, "12").put(id::AMOUNT, amount);
        let code = code.put(id::ADDITIONAL, additional);
        // Apps of Bakong refuse a code with an amount that doesn't say when it ends.
        let code = if self.is_khqr() { code.put(TIMES, self.times(until)?) } else { code };
        code.payload().ok()
    }

    /// The times of a KHQR that ends at `until`, with those that it had.
    fn times(&self, until: Timestamp) -> Option<String> {
        let had = self.objects.text(TIMES).map_or_else(|| Some(Objects::new()), Objects::read)?;
        had.put(ENDS, format!("{:013}", until.timestamp_millis())).written().ok()
    }

    /// The code of one payment, which is wanted until a time; `None` if codes can't write the amount, or it isn't in the code's currency.
    pub fn of_payment(&self, money: &Money, rf: &RfReference, until: Timestamp) -> Option<String> {
        let amount = amount(money).filter(|_| money.currency() == self.currency)?;
        self.with(&amount, rf.as_str(), until)
    }

    /// Returns whether it is a KHQR: of Cambodia, with an address such as `anna@bank` in the place of a scheme's id.
    pub fn is_khqr(&self) -> bool {
        self.country() == "KH" && self.account_ids().any(|id| id.contains('@'))
    }

    /// The only currency that the code takes.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// The two letters of the country.
    pub fn country(&self) -> &str {
        self.objects.text(id::COUNTRY).unwrap_or_default()
    }

    /// The merchant's name as payers' apps show it; codes of some schemes have none.
    pub fn name(&self) -> Option<&str> {
        self.shown(id::NAME)
    }

    /// The merchant's city as payers' apps show it.
    pub fn city(&self) -> Option<&str> {
        self.shown(id::CITY)
    }

    fn shown(&self, id: u8) -> Option<&str> {
        self.objects.text(id).map(str::trim).filter(|text| characters::shows_something(text))
    }

    /// The schemes' ids, or the addresses, that the accounts begin with.
    pub fn account_ids(&self) -> impl Iterator<Item = &str> {
        self.accounts.iter().filter_map(|account| account.text(0))
    }
}
