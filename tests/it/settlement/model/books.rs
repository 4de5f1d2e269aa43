//! What the books have to say about the world.

use chit::domain::id::PaymentId;
use chit::domain::ledger::MovementKind;
use chit::domain::payment::PaymentState;
use chit::store::PaymentFilter;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

use super::World;

impl World {
    /// The books agree with one another, and believe nothing that isn't so.
    pub async fn check(&mut self) -> Result<(), TestCaseError> {
        let lines = self.ctx.store.ledger_after(&self.payee, 0).await.expect("a read");
        let sum = |id: &PaymentId, kind: MovementKind| -> (i64, usize) {
            let lines = lines.iter().filter(|l| l.movement.payment_id == *id && l.movement.kind == kind);
            let gross: Vec<_> = lines.map(|l| l.movement.gross).collect();
            (gross.iter().sum(), gross.len())
        };
        let filter = PaymentFilter { request: Some(self.code.clone()), ..PaymentFilter::default() };
        let all = self.ctx.store.payments(&self.payee, &filter, 100).await.expect("payments");
        let (mut total, mut count) = (0, 0);
        for payment in &all {
            let received = payment.received.unwrap_or_default();
            let (arrived, times) = sum(&payment.id, MovementKind::Settlement);
            let (back, _) = sum(&payment.id, MovementKind::Refund);
            let (undone, _) = sum(&payment.id, MovementKind::Correction);
            prop_assert_eq!((arrived, times), (received, usize::from(payment.state.has_settled())));
            prop_assert_eq!(-back - undone, payment.refunded);
            prop_assert!(undone >= 0);
            prop_assert!((0..=received).contains(&payment.refunded));
            // Of what arrives the debt comes first, of what goes back the price: the tip is what is beyond both.
            let tip = (received - 2500).clamp(0, payment.tip);
            let tip_back = (payment.refunded - (received - tip)).max(0);
            let lines = lines.iter().filter(|l| l.movement.payment_id == payment.id);
            prop_assert_eq!(lines.map(|l| l.movement.tip).sum::<i64>(), tip - tip_back);
            total += received - payment.refunded - (tip - tip_back);
            count += i64::from(payment.state.has_settled());
        }
        let request = self.ctx.store.request(&self.payee, &self.code).await.expect("a read").expect("it is there");
        prop_assert_eq!((request.paid_total, request.paid_count), (total, count));
        for (at, truth) in self.truths.iter().enumerate() {
            let known = all.iter().find(|p| p.id == self.payments[at].id).expect("it is there");
            // What failed may not have been heard of.
            let most = truth.gone() + truth.undone;
            prop_assert!(known.refunded <= most, "{} of {most} went back", known.refunded);
            prop_assert!(known.received.is_none_or(|received| received == truth.received));
        }
        Ok(())
    }

    /// Everything has been told: it is known.
    pub async fn end(&mut self) -> Result<(), TestCaseError> {
        // The latest first, as far from the truth's own order as can be.
        for at in (0..self.told.len()).rev() {
            self.tell(at, false).await;
        }
        self.check().await?;
        for (at, truth) in self.truths.clone().into_iter().enumerate() {
            let known = self.known(at).await;
            if truth.received > 0 {
                prop_assert_eq!(known.state.as_str(), truth.state());
                prop_assert_eq!((known.received, known.refunded), (Some(truth.received), truth.gone()));
            } else {
                prop_assert_eq!(known.received, None);
                prop_assert!(!truth.failed || known.state == PaymentState::Failed, "{:?}", known.state);
            }
        }
        for (id, received, gone) in &self.by_hand {
            let known = self.ctx.store.payment(&self.payee, id).await.expect("a read").expect("it is there");
            prop_assert_eq!((known.received, known.refunded), (Some(*received), *gone));
        }
        Ok(())
    }
}
