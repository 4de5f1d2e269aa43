//! Tips: what a payer adds of its own accord to the amount that is due.
//!
//! A tip never pays a debt. Of what arrives, the amount due comes first, the tip is what exceeds it, up to the tip that the payer chose, and
//! anything beyond both is an overpayment as without a tip. Of what goes back, the price comes first as well: a refund takes a tip only where
//! it exceeds everything else that arrived. Both follow from sums alone, so they don't depend on the order of reports.

use crate::domain::field::{Mention, Problem};
use crate::domain::money::{AmountError, MAX_MINOR, Money};

/// The shares of the amount that payers are offered, in per cent.
pub const SHARES: [u8; 3] = [5, 10, 15];

/// A payer's choice of a tip.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum TipChoice {
    /// No tip.
    #[default]
    None,
    /// One of [`SHARES`].
    Share(u8),
    /// An amount as typed by the payer.
    Typed(String),
    /// None of the choices that the page offers.
    Unknown,
}

/// Reasons to refuse a tip.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TipError {
    /// None of the offered choices.
    #[error("Choose one of the tips that are offered, or none.")]
    Unknown,
    /// A tip of one's own was chosen, and nothing typed.
    #[error("Type the tip, or choose no tip.")]
    Blank,
    /// Not an amount.
    #[error(transparent)]
    Amount(#[from] AmountError),
    /// More than [`most`].
    #[error("The largest tip is {0}.")]
    TooLarge(Money),
}

impl Problem for TipError {
    fn code(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Blank => "required",
            Self::Amount(error) => error.code(),
            Self::TooLarge(_) => "too_large",
        }
    }

    fn found_text(&self) -> Option<String> {
        match self {
            Self::Amount(error) => error.found_text(),
            _ => None,
        }
    }

    fn mentions(&self) -> Vec<Mention> {
        match self {
            Self::Amount(error) => error.mentions(),
            Self::TooLarge(most) => vec![Mention::Amount(most.minor(), most.currency())],
            Self::Unknown | Self::Blank => Vec::new(),
        }
    }
}

impl TipChoice {
    /// The tip on an amount that is due, in minor units; 0 for none.
    ///
    /// # Errors
    /// [`TipError`].
    pub fn tip(&self, due: Money) -> Result<i64, TipError> {
        let money = match self {
            Self::None => return Ok(0),
            Self::Unknown => return Err(TipError::Unknown),
            Self::Share(percent) if !SHARES.contains(percent) => return Err(TipError::Unknown),
            // A share that comes to nothing isn't offered.
            Self::Share(percent) => share(due, *percent).ok_or(TipError::Unknown)?,
            Self::Typed(text) if text.trim().is_empty() => return Err(TipError::Blank),
            Self::Typed(text) => Money::typed(text, due.currency()).and_then(Money::payable)?,
        };
        let most = most(due);
        if money.minor() > most.minor() { Err(TipError::TooLarge(most)) } else { Ok(money.minor()) }
    }
}

/// A share of an amount, rounded half up to the currency's minor unit. This is the one place where an amount is rounded: the payer sees the
/// result before choosing it. `None` where it comes to nothing.
pub fn share(due: Money, percent: u8) -> Option<Money> {
    let hundredths = i128::from(due.minor()) * i128::from(percent);
    let rounded = i64::try_from((hundredths + 50).div_euclid(100)).ok()?;
    (rounded > 0).then(|| Money::new(rounded, due.currency()))
}

/// The largest tip on an amount: as much again, so that a slip of a digit is told; and no more than an amount can be.
pub fn most(due: Money) -> Money {
    let room = MAX_MINOR.saturating_sub(due.minor());
    Money::new(due.minor().min(room).max(0), due.currency())
}

/// The part of `received` that is tip, where `amount` was asked and `tip` of it was the payer's choice. All in minor units.
pub fn of_received(received: i64, amount: i64, tip: i64) -> i64 {
    let due = amount.saturating_sub(tip);
    received.saturating_sub(due).min(tip).max(0)
}

/// The part of a sum that went back which is tip, where `tip` of what was `received` is. All in minor units.
pub fn of_returned(returned: i64, received: i64, tip: i64) -> i64 {
    let price = received.saturating_sub(tip);
    returned.saturating_sub(price).min(tip).max(0)
}

/// Reasons why a request can't offer tips.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TipsError {
    /// The payer chooses the amount, and so whatever is added to it.
    #[error(
        "Tips go with a fixed amount only: where the payer chooses the amount, it can be more. Leave out the tips, or set an amount."
    )]
    Open,
    /// The amount is paid in parts.
    #[error("Tips don’t go with parts: each would ask for another. Leave out the tips, or the parts.")]
    Parts,
}

impl Problem for TipsError {
    fn code(&self) -> &'static str {
        match self {
            Self::Open => "open_amount",
            Self::Parts => "conflict",
        }
    }

    fn key(&self) -> Option<&'static str> {
        Some(match self {
            Self::Open => "error-tips-open",
            Self::Parts => "error-tips-parts",
        })
    }
}

/// Checks whether a request can offer tips.
///
/// # Errors
/// [`TipsError`].
pub fn check_terms(takes_tips: bool, is_fixed: bool, has_parts: bool) -> Result<(), TipsError> {
    match (takes_tips, is_fixed, has_parts) {
        (true, false, _) => Err(TipsError::Open),
        (true, true, true) => Err(TipsError::Parts),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::money::currency::Currency;

    fn euros(minor: i64) -> Money {
        Money::new(minor, Currency::EUR)
    }

    fn typed(text: &str, due: i64) -> Result<i64, TipError> {
        TipChoice::Typed(text.into()).tip(euros(due))
    }

    #[test]
    fn a_share_is_rounded_half_up_to_the_minor_unit() {
        for (due, percent, tip) in [
            (2500, 5, Some(125)),
            (2500, 10, Some(250)),
            (2500, 15, Some(375)),
            // 0.5, 1.49 and 1.5 cents.
            (10, 5, Some(1)),
            (9, 5, None),
            (29, 5, Some(1)),
            (30, 5, Some(2)),
            (999, 15, Some(150)),
            (1, 15, None),
        ] {
            assert_eq!(share(euros(due), percent).map(|money| money.minor()), tip, "{percent} % of {due}");
        }
        let yen = Currency::parse("JPY").expect("yen");
        assert_eq!(share(Money::new(1250, yen), 5), Some(Money::new(63, yen)), "62.5 yen");
        let dinars = Currency::parse("KWD").expect("dinars");
        assert_eq!(share(Money::new(12_345, dinars), 10), Some(Money::new(1235, dinars)), "1.2345 dinars");
    }

    #[test]
    fn a_typed_tip_is_read_as_amounts_are_and_has_a_bound() {
        assert_eq!((typed("2,50", 2500), typed(" 2.5 € ", 2500), typed("25", 2500)), (Ok(250), Ok(250), Ok(2500)));
        assert_eq!(typed("25.01", 2500), Err(TipError::TooLarge(euros(2500))));
        assert_eq!(typed("  ", 2500), Err(TipError::Blank));
        let codes = ["0", "-1", "x", "1.0055", "3 $"].map(|text| typed(text, 2500).expect_err(text).code());
        assert_eq!(codes, ["not_positive", "not_a_number", "not_a_number", "too_many_decimals", "other_currency"]);
        assert_eq!(TipChoice::Share(5).tip(euros(2500)), Ok(125));
        assert_eq!(TipChoice::None.tip(euros(2500)), Ok(0));
        for unknown in [TipChoice::Share(7), TipChoice::Unknown, TipChoice::Share(5)] {
            assert_eq!(unknown.tip(euros(9)), Err(TipError::Unknown), "{unknown:?}");
        }
        assert_eq!(most(euros(MAX_MINOR - 3)), euros(3), "a total has twelve digits at most");
    }

    #[test]
    fn the_debt_comes_first_and_so_does_the_price_on_the_way_back() {
        // Asked: 25.00 and a tip of 2.50.
        for (received, tip) in [(0, 0), (1000, 0), (2500, 0), (2600, 100), (2750, 250), (3000, 250)] {
            assert_eq!(of_received(received, 2750, 250), tip, "{received}");
        }
        for (returned, tip) in [(0, 0), (1000, 0), (2500, 0), (2600, 100), (2750, 250)] {
            assert_eq!(of_returned(returned, 2750, 250), tip, "{returned}");
        }
        assert_eq!((of_received(2400, 2500, 0), of_returned(2500, 2500, 0)), (0, 0), "none without a tip");
    }

    #[test]
    fn only_a_fixed_amount_at_once_goes_with_tips() {
        assert_eq!(check_terms(true, true, false), Ok(()));
        assert_eq!((check_terms(false, false, false), check_terms(false, true, true)), (Ok(()), Ok(())));
        assert_eq!(check_terms(true, false, false), Err(TipsError::Open));
        assert_eq!(check_terms(true, true, true), Err(TipsError::Parts));
    }

    proptest! {
        /// A share is within half a unit of the exact one, and never more than is allowed.
        #[test]
        fn a_share_is_the_nearest_unit(due in 1..=MAX_MINOR, at in 0..SHARES.len()) {
            let percent = SHARES[at];
            let exact = i128::from(due) * i128::from(percent);
            let rounded = share(euros(due), percent).map_or(0, |money| money.minor());
            let off = i128::from(rounded) * 100 - exact;
            prop_assert!(-50 < off && off <= 50, "{}", off);
            match TipChoice::Share(percent).tip(euros(due)) {
                Ok(tip) => prop_assert!(tip == rounded && tip > 0 && due + tip <= MAX_MINOR),
                Err(TipError::Unknown) => prop_assert_eq!(rounded, 0),
                Err(TipError::TooLarge(most)) => prop_assert!(rounded > most.minor()),
                Err(other) => prop_assert!(false, "{:?}", other),
            }
        }

        /// Whatever arrives and goes back, price and tip come to the sums, neither is negative, and the tip never pays the debt.
        #[test]
        fn price_and_tip_come_to_the_sums(
            due in 1..10_000i64, tip in 0..10_000i64, received in 0..30_000i64, steps in prop::collection::vec(0..9_000i64, 0..6),
        ) {
            let tip_in = of_received(received, due + tip, tip);
            prop_assert!((0..=tip).contains(&tip_in));
            prop_assert!(tip_in == 0 || received - tip_in >= due, "a tip before the debt");
            prop_assert!(received <= due || tip_in == tip.min(received - due));
            let (mut returned, mut tip_back) = (0, 0);
            for step in steps {
                returned = (returned + step).min(received);
                let now = of_returned(returned, received, tip_in);
                prop_assert!(now >= tip_back && now <= tip_in, "what went back only grows");
                prop_assert!(now == 0 || returned - now == received - tip_in, "the price goes back first");
                tip_back = now;
            }
            prop_assert_eq!(of_returned(received, received, tip_in), tip_in, "a full refund gives back everything");
        }
    }
}
