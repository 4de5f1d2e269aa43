//! The public view of a request, as a type of its own: a field that is missing here can't reach a page.

use super::code::RequestCode;
use super::order::OrderProgress;
use super::parts::PartProgress;
use super::picks::{ChosenItems, Picked, TypedPicks, left_of, pick};
use super::prices::Prices;
use super::{Item, Preview, RequestAmount, Status};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::language::Language;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::text::{DisplayName, Memo};
use crate::domain::zone::Zone;

/// A request as the pay page shows it. It has no reference, no payments, no internal ids and no settings of methods.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRequest {
    /// The secret part of the link.
    pub code: RequestCode,
    /// The payee's handle, shown as `@handle`.
    pub handle: Handle,
    /// The payee's display name.
    pub name: DisplayName,
    /// The colour that the payee chose for its pages.
    pub accent: Accent,
    /// The page's language if the browser accepts none of the supported ones.
    pub language: Language,
    /// The zone whose days the page shows. It is shown as an offset: its name would tell where the payee lives.
    pub zone: Zone,
    /// The fixed amount, or the bounds of an open one; of several prices that by which the request counts.
    pub asked: RequestAmount,
    /// The prices in several currencies, without what has arrived; none for a request with one.
    pub prices: Prices,
    /// The amount for this payer; `None` when the payer chooses it.
    pub outstanding: Option<Money>,
    /// The amounts that this payer may pay instead, in other currencies.
    pub alternatives: Vec<Money>,
    /// Amounts offered to a payer who chooses the amount.
    pub suggested: Vec<Money>,
    /// The payer is offered a field for a note.
    pub asks_note: bool,
    /// The payer may add a tip to the amount; never set where the payer chooses the amount.
    pub takes_tips: bool,
    /// A single payment completes the request.
    pub pays_once: bool,
    /// Part of the amount was paid, so that `outstanding` is the rest, or the next part.
    pub partly_paid: bool,
    /// The parts of the amount with what was paid of each; empty when it is to be paid at once.
    pub parts: Vec<PartProgress>,
    /// The purpose, in the payee's words.
    pub memo: Option<Memo>,
    /// The lines; empty when the payee gave none.
    pub items: Vec<Item>,
    /// The units that are left of items with a stock, by the items' places.
    pub left: Vec<(usize, i64)>,
    /// Set for an order, which a buyer made.
    pub order: Option<OrderProgress>,
    /// The due date, which is only shown; that of the next part where there are parts.
    pub due_on: Option<chrono::NaiveDate>,
    /// The time from which it can't be paid.
    pub expires_at: Option<Timestamp>,
    /// The status when the row was read.
    pub status: Status,
    /// The time of completion, for the paid stamp.
    pub paid_at: Option<Timestamp>,
    /// Set when it was paid and every payment was by a test method.
    pub paid_in_play_money: bool,
    /// The progress of a payment that has not settled.
    pub underway: Underway,
    /// The detail that a chat's preview shows.
    pub preview: Preview,
    /// The methods of payment on offer.
    pub methods: Vec<OfferedMethod>,
}

impl PublicRequest {
    /// The amount that the request names, whatever has arrived: of several prices the main one.
    pub fn named(&self) -> RequestAmount {
        self.prices.main().map_or(self.asked, |main| RequestAmount::Fixed(main.asked))
    }

    /// The amounts of which this payer pays one, the main one first; none where the payer chooses the amount.
    pub fn offers(&self) -> impl Iterator<Item = Money> + '_ {
        self.outstanding.into_iter().chain(self.alternatives.iter().copied())
    }

    /// A short word that changes whenever the page's state would: `open-claimed-part600`, with the rest in minor units once some of the
    /// amount was paid. Open pages compare it.
    pub fn standing(&self) -> String {
        let underway = match self.underway {
            Underway::No => "",
            Underway::Claimed => "-claimed",
            Underway::Processing => "-processing",
        };
        let rest = self.outstanding.filter(|_| self.partly_paid).map(|rest| {
            let code = if self.prices.is_empty() { "" } else { rest.currency().code() };
            format!("-part{}{code}", rest.minor())
        });
        let order = self.order.as_ref().map(|order| format!("-{}", order.state.as_str()));
        format!("{}{underway}{}{}", self.status.as_str(), rest.unwrap_or_default(), order.unwrap_or_default())
    }

    /// What a payer picked of the items, with its sum; `None` where there is nothing to choose.
    ///
    /// # Errors
    /// Those of [`pick`].
    pub fn pick(&self, typed: &TypedPicks) -> Result<Option<(Money, ChosenItems)>, Vec<FieldError>> {
        if !self.items.iter().any(Item::is_chosen) {
            return Ok(None);
        }
        let (picks, sum) = pick(&self.items, &self.left, typed, self.asked.currency())?;
        let is_limited = picks.iter().any(|(at, _)| left_of(&self.left, at).is_some());
        Ok(Some((sum, ChosenItems { picked: Picked::of(&self.items, picks), is_limited })))
    }

    /// Returns whether it can be paid now: it is open and, if it is an order, doesn't wait for its payee's word.
    pub fn is_payable(&self) -> bool {
        self.status == Status::Open && !self.order.as_ref().is_some_and(OrderProgress::is_waiting)
    }

    /// The time at which an open request expires by itself.
    pub fn lapses_at(&self) -> Option<Timestamp> {
        self.expires_at.filter(|_| self.status == Status::Open)
    }
}

/// The progress of a payment that has not settled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Underway {
    /// No payment is known to be in progress.
    No,
    /// A payer reports having sent the money. Anybody can: the request stays open.
    Claimed,
    /// A provider reports a payment as processing.
    Processing,
}
