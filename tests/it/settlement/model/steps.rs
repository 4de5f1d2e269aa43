//! Steps that the world can take.

use proptest::prelude::*;

use super::PAYERS;

/// Something that happens in the world, or is told of it.
#[derive(Debug, Clone)]
pub enum Step {
    OnItsWay(usize),
    Fails(usize),
    Pays(usize, i64),
    /// The provider's own pages send so much back.
    SentBackThere(usize, i64),
    /// One of the refunds comes to its end, or fails after that.
    Turns(prop::sample::Index, bool),
    /// The payee sends so much back through the service.
    SentBackHere(usize, i64),
    Disputed(usize),
    DisputeEnds(usize, Option<i64>),
    /// One of the things that can be told is told, again perhaps, or under another name.
    Told(prop::sample::Index, bool),
    GivenUp(usize),
    Cancelled,
    ByHand(i64),
    ByHandBack(i64),
}

pub fn step() -> impl Strategy<Value = Step> {
    let (who, amount) = (0..PAYERS, 1..2500i64);
    prop_oneof![
        1 => who.clone().prop_map(Step::OnItsWay),
        1 => who.clone().prop_map(Step::Fails),
        3 => (who.clone(), prop::sample::select(vec![2500, 2000, 2600, 2750, 3000])).prop_map(|(p, a)| Step::Pays(p, a)),
        3 => (who.clone(), amount.clone()).prop_map(|(p, a)| Step::SentBackThere(p, a)),
        3 => (who.clone(), amount.clone()).prop_map(|(p, a)| Step::SentBackHere(p, a)),
        3 => (any::<prop::sample::Index>(), any::<bool>()).prop_map(|(i, f)| Step::Turns(i, f)),
        2 => who.clone().prop_map(Step::Disputed),
        2 => (who.clone(), prop::option::of(amount.clone())).prop_map(|(p, a)| Step::DisputeEnds(p, a)),
        12 => (any::<prop::sample::Index>(), prop::bool::weighted(0.2)).prop_map(|(i, n)| Step::Told(i, n)),
        1 => who.prop_map(Step::GivenUp),
        1 => Just(Step::Cancelled),
        1 => amount.clone().prop_map(Step::ByHand),
        1 => amount.prop_map(Step::ByHandBack),
    ]
}
