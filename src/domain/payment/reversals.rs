//! Reversals: refunds and disputes of one payment, reported by several sources that repeat and reorder.
//!
//! A provider names each refund with its stage, or reports the *total* that it has sent back, which may or may not include our own refunds
//! yet. The payee may have sent some back by other means, and a lost dispute takes money besides. [`Reversals::returned`] is the least sum
//! that all reports together prove; it never exceeds what arrived and doesn't depend on the order of the reports. It falls only where a
//! named refund that had succeeded is reported as failed: reported totals only grow, and each named refund only advances
//! ([`super::refund::RefundStage`]).

use super::PaymentState;
use super::refund::RefundWay;
use crate::domain::clock::Timestamp;

/// The sums of one payment's reversals, in minor units of its currency, and its dispute.
#[derive(Debug, Clone, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct Reversals {
    /// The largest total that the provider has reported.
    pub reported: i64,
    /// The part of it that our refunds can't explain: refunds at the provider's own pages.
    pub elsewhere: i64,
    /// Named refunds at the provider's own pages that are done.
    pub outside: i64,
    /// Named refunds at the provider's own pages that are pending. Reserved.
    pub outside_pending: i64,
    /// Refunds requested by us that are done.
    pub sent: i64,
    /// Refunds requested by us whose outcome isn't known. Reserved: they can't be requested a second time.
    pub reserved: i64,
    /// Refunds that the payee recorded as made by its own means.
    pub by_hand: i64,
    /// The sum that lost disputes took.
    pub lost: i64,
    /// The latest opening of a dispute, by the provider's clock.
    pub dispute_opened_at: Option<Timestamp>,
    /// The latest end of a dispute. One that was opened later is open.
    pub dispute_closed_at: Option<Timestamp>,
}

impl Reversals {
    /// Records the provider's total. The part that our own refunds can't explain came from elsewhere.
    pub fn record_reported_total(&mut self, total: i64) {
        self.reported = self.reported.max(total);
        self.elsewhere = self.elsewhere.max(total.saturating_sub(self.sent.saturating_add(self.reserved)));
    }

    /// Repeats the explanation of the reported total after a refund of ours failed: it no longer explains any of it.
    pub fn recompute_external(&mut self) {
        self.record_reported_total(self.reported);
    }

    /// Removes a named refund that failed. An earlier total may have included it, and no longer proves it.
    pub fn retract(&mut self, amount: i64, way: RefundWay) {
        self.reported = self.reported.saturating_sub(amount).max(0);
        if way == RefundWay::Elsewhere {
            self.elsewhere = self.elsewhere.saturating_sub(amount).max(0);
        }
    }

    /// Records the opening of a dispute. One that has ended since stays closed.
    pub fn open_dispute(&mut self, at: Timestamp) {
        self.dispute_opened_at = self.dispute_opened_at.max(Some(at));
    }

    /// Records a dispute decided for the payee.
    pub fn win_dispute(&mut self, at: Timestamp) {
        self.dispute_closed_at = self.dispute_closed_at.max(Some(at));
    }

    /// Records a dispute decided for the payer and the sum taken. The same decision under another id, known by its time, changes nothing.
    pub fn lose_dispute(&mut self, amount: i64, at: Timestamp) {
        if self.lost == 0 || self.dispute_closed_at != Some(at) {
            self.lost = self.lost.saturating_add(amount);
            self.dispute_closed_at = self.dispute_closed_at.max(Some(at));
        }
    }

    /// Returns whether a dispute is open.
    pub fn is_disputed(&self) -> bool {
        self.dispute_opened_at > self.dispute_closed_at
    }

    /// The sum that has certainly gone back, given `ours` by our refunds and `outside` by named refunds at the provider's pages.
    fn proved(&self, ours: i64, outside: i64) -> i64 {
        let by_rail = self.reported.max(self.elsewhere.max(outside).saturating_add(ours));
        by_rail.saturating_add(self.by_hand).saturating_add(self.lost)
    }

    /// The sum that went back of `received` minor units; at most all of it.
    pub fn returned(&self, received: i64) -> i64 {
        self.proved(self.sent, self.outside).min(received)
    }

    /// Returns whether the reports add up to more than arrived: one of them is wrong, and the payee should look.
    pub fn exceeds(&self, received: i64) -> bool {
        self.proved(self.sent, self.outside) > received
    }

    /// The sum that can still be sent back: without returned and reserved sums.
    pub fn left(&self, received: i64) -> i64 {
        let ours = self.sent.saturating_add(self.reserved);
        received.saturating_sub(self.proved(ours, self.outside.saturating_add(self.outside_pending))).max(0)
    }

    /// The state of a payment of which `received` minor units arrived.
    pub fn state(&self, received: i64) -> PaymentState {
        match self.returned(received) {
            _ if self.is_disputed() => PaymentState::Disputed,
            0 => PaymentState::Settled,
            returned if returned < received => PaymentState::PartiallyRefunded,
            _ => PaymentState::Refunded,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(second: i64) -> Timestamp {
        chrono::DateTime::from_timestamp(1_700_000_000 + second, 0).expect("in range")
    }

    #[test]
    fn our_own_refund_is_not_counted_twice_whoever_tells_first() {
        // The provider's total comes first.
        let mut first = Reversals { reserved: 500, ..Reversals::default() };
        first.record_reported_total(500);
        assert_eq!((first.returned(2500), first.left(2500)), (500, 2000));
        (first.reserved, first.sent) = (0, 500);
        assert_eq!((first.returned(2500), first.left(2500)), (500, 2000));
        // Its answer to us comes first.
        let mut second = Reversals { sent: 500, ..Reversals::default() };
        second.record_reported_total(500);
        assert_eq!(second.returned(2500), 500);
    }

    #[test]
    fn what_was_sent_back_at_the_providers_pages_is_added_to_ours() {
        let mut known = Reversals::default();
        known.record_reported_total(300);
        known.sent = 500;
        assert_eq!(known.returned(2500), 800, "before the provider says 800");
        known.record_reported_total(800);
        assert_eq!(known.returned(2500), 800, "and after");
        known.record_reported_total(300);
        assert_eq!(known.returned(2500), 800, "an older total says nothing");
    }

    #[test]
    fn an_unknown_outcome_is_reserved_and_a_refusal_is_not() {
        let mut known = Reversals { reserved: 2000, ..Reversals::default() };
        assert_eq!((known.returned(2500), known.left(2500)), (0, 500));
        known.reserved = 0;
        assert_eq!(known.left(2500), 2500);
    }

    #[test]
    fn a_refund_at_the_providers_pages_is_reserved_until_it_is_done() {
        let mut known = Reversals { outside_pending: 1000, sent: 500, ..Reversals::default() };
        assert_eq!((known.returned(2500), known.left(2500)), (500, 1000));
        (known.outside_pending, known.outside) = (0, 1000);
        assert_eq!((known.returned(2500), known.left(2500)), (1500, 1000));
        // An earlier total that includes it isn't added.
        known.record_reported_total(1500);
        assert_eq!(known.returned(2500), 1500);
    }

    #[test]
    fn a_refund_that_failed_is_free_also_where_a_total_had_it_in_it() {
        let mut known = Reversals { sent: 500, ..Reversals::default() };
        known.record_reported_total(800);
        known.sent = 0;
        known.retract(500, RefundWay::Rail);
        assert_eq!((known.returned(2500), known.left(2500)), (300, 2200), "ours");
        known.retract(300, RefundWay::Elsewhere);
        assert_eq!(known, Reversals::default(), "and the payee’s own there");
    }

    #[test]
    fn more_than_arrived_never_goes_back() {
        let mut known = Reversals { by_hand: 2000, ..Reversals::default() };
        known.record_reported_total(2500);
        assert!(known.exceeds(2500));
        assert_eq!((known.returned(2500), known.left(2500), known.state(2500)), (2500, 0, PaymentState::Refunded));
    }

    #[test]
    fn a_dispute_is_open_between_its_ends() {
        let mut known = Reversals::default();
        assert!(!known.is_disputed());
        known.open_dispute(at(1));
        assert_eq!(known.state(2500), PaymentState::Disputed);
        known.win_dispute(at(2));
        known.open_dispute(at(1));
        assert_eq!(known.state(2500), PaymentState::Settled, "its opening was told again, late");
        known.open_dispute(at(3));
        known.win_dispute(at(2));
        assert_eq!(known.state(2500), PaymentState::Disputed, "the end of the first was told again");
        for _ in 0..2 {
            known.lose_dispute(1000, at(4));
            assert_eq!((known.state(2500), known.returned(2500)), (PaymentState::PartiallyRefunded, 1000));
        }
    }

    /// A provider's possible reports, in the order in which they happened.
    #[derive(Debug, Clone)]
    enum Told {
        Total(i64),
        Opened(i64),
        Won(i64),
        Lost(i64, i64),
    }

    fn tell(known: &mut Reversals, told: &Told) {
        match *told {
            Told::Total(total) => known.record_reported_total(total),
            Told::Opened(second) => known.open_dispute(at(second)),
            Told::Won(second) => known.win_dispute(at(second)),
            Told::Lost(amount, second) => known.lose_dispute(amount, at(second)),
        }
    }

    /// A possible history: growing totals, disputes one after another, at most one of them lost.
    fn history() -> impl Strategy<Value = Vec<Told>> {
        (prop::collection::vec((0..4u8, 1..400i64), 0..10), any::<bool>()).prop_map(|(steps, loses)| {
            let (mut told, mut total, mut open, mut lost) = (Vec::new(), 0, false, !loses);
            for (second, (what, amount)) in (0i64..).zip(steps) {
                match (what, open) {
                    (0 | 1, _) => {
                        total += amount;
                        told.push(Told::Total(total));
                    }
                    (_, false) => {
                        open = true;
                        told.push(Told::Opened(second));
                    }
                    (2, true) if !lost => {
                        (open, lost) = (false, true);
                        told.push(Told::Lost(amount, second));
                    }
                    (_, true) => {
                        open = false;
                        told.push(Told::Won(second));
                    }
                }
            }
            told
        })
    }

    proptest! {
        #[test]
        fn the_order_of_telling_does_not_matter(
            (told, shuffled) in history().prop_flat_map(|h| (Just(h.clone()), Just(h).prop_shuffle())),
            received in 1..3000i64,
        ) {
            let (mut known, mut muddled) = (Reversals::default(), Reversals::default());
            let mut returned = 0;
            told.iter().for_each(|t| tell(&mut known, t));
            for told in &shuffled {
                tell(&mut muddled, told);
                prop_assert!(muddled.returned(received) >= returned, "what is gone does not come back");
                returned = muddled.returned(received);
            }
            prop_assert_eq!(known.state(received), muddled.state(received));
            prop_assert_eq!(known.returned(received), returned);
        }

        /// Our refunds among the payee's own at the provider, with its totals repeated late: never more than the truth, and exactly the
        /// truth after the last total.
        #[test]
        fn nothing_is_counted_that_did_not_go_back(steps in prop::collection::vec((0..6u8, 1..300i64), 1..20)) {
            let (mut known, mut truth, mut totals) = (Reversals::default(), 0, Vec::new());
            let (mut open, mut refused) = (Vec::new(), Vec::new());
            for (what, amount) in steps {
                match what {
                    // At the provider's pages.
                    0 => { truth += amount; totals.push(truth); }
                    // By us: the provider does it before it answers.
                    1 => { known.reserved += amount; truth += amount; totals.push(truth); open.push(amount); }
                    2 => if let Some(amount) = open.pop() { known.reserved -= amount; known.sent += amount; },
                    // By us, and the provider refuses; we learn of it later.
                    3 => { known.reserved += amount; refused.push(amount); }
                    4 => if let Some(amount) = refused.pop() { known.reserved -= amount; known.recompute_external(); },
                    // Any of the totals arrives.
                    _ => if !totals.is_empty() { known.record_reported_total(totals[usize::try_from(amount).expect("small") % totals.len()]); },
                }
                prop_assert!(known.returned(i64::MAX) <= truth);
                prop_assert!(known.left(10_000) <= 10_000 - known.returned(10_000));
            }
            known.record_reported_total(truth);
            prop_assert_eq!(known.returned(i64::MAX), truth);
        }
    }
}
