//! What can happen in a history.

use proptest::prelude::*;

#[derive(Debug, Clone)]
pub enum Happening {
    /// A payer pays, and the provider reports it some minutes later with its fee, if it says one.
    Pays { currency: usize, amount: i64, fee: Option<i64>, late: i64 },
    /// The payee records money, of some days before.
    Records { currency: usize, amount: i64, before: i64 },
    /// What was recorded last had not arrived.
    Withdraws,
    /// The payee sends a part of a payment back.
    SendsBack { which: prop::sample::Index, part: i64 },
    /// A part goes back at the provider, and comes again if that fails.
    GoesBack { which: prop::sample::Index, part: i64, fails: bool },
    /// A payer's bank takes the money, and the dispute is won, lost in part, or stays open.
    Disputed { which: prop::sample::Index, lost: Option<i64>, ends: bool },
    /// A bank's table of transfers, of some days before.
    Imports { currency: usize, amounts: Vec<i64>, before: i64 },
    /// The import before is undone.
    Undoes,
    /// The books are closed up to some days before.
    Closes { before: i64 },
    /// A delivery of one currency or of all.
    Delivers { currency: Option<usize> },
}

fn happening() -> impl Strategy<Value = Happening> {
    use Happening::*;
    let (currency, amount, which) = (0..3usize, 100..900_000i64, any::<prop::sample::Index>);
    prop_oneof![
        6 => (currency.clone(), amount.clone(), prop::option::of(0..90i64), 0..3000i64)
            .prop_map(|(currency, amount, fee, late)| Pays { currency, amount, fee, late }),
        3 => (currency.clone(), amount.clone(), 0..6i64)
            .prop_map(|(currency, amount, before)| Records { currency, amount, before }),
        1 => Just(Withdraws),
        3 => (which(), amount.clone()).prop_map(|(which, part)| SendsBack { which, part }),
        2 => (which(), amount.clone(), any::<bool>())
            .prop_map(|(which, part, fails)| GoesBack { which, part, fails }),
        2 => (which(), prop::option::of(amount.clone()), prop::bool::weighted(0.8))
            .prop_map(|(which, lost, ends)| Disputed { which, lost, ends }),
        3 => (currency.clone(), prop::collection::vec(amount, 1..4), 0..6i64)
            .prop_map(|(currency, amounts, before)| Imports { currency, amounts, before }),
        1 => Just(Undoes),
        1 => (1..8i64).prop_map(|before| Closes { before }),
        2 => prop::option::of(currency).prop_map(|currency| Delivers { currency }),
    ]
}

/// A happening and the minutes that pass before it: few, or until around some midnight.
pub fn step() -> impl Strategy<Value = (i64, Happening)> {
    (prop_oneof![0..90i64, 0..2200i64], happening())
}
