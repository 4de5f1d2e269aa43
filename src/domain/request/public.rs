//! What a stranger with the link may see, as a type of its own: a field that is not here cannot reach a page.

use super::code::RequestCode;
use super::{Item, Preview, RequestAmount, Status};
use crate::domain::clock::Timestamp;
use crate::domain::language::Language;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::text::{DisplayName, Memo};
use crate::domain::zone::Zone;

/// A request as the pay page knows it. No reference, no payments, no ids of the payee's, no settings of a method.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicRequest {
    /// The link's code.
    pub code: RequestCode,
    /// The payee's handle.
    pub handle: Handle,
    /// The payee's name for itself.
    pub name: DisplayName,
    /// The payee's accent.
    pub accent: Accent,
    /// What the page speaks where the reader's browser asks for nothing that we have.
    pub language: Language,
    /// The zone whose days the page shows. It is shown as an offset: its name would tell where the payee lives.
    pub zone: Zone,
    /// What was asked for.
    pub asked: RequestAmount,
    /// What is asked of this payer; none when the payer says how much.
    pub outstanding: Option<Money>,
    /// What is suggested to a payer who says how much.
    pub suggested: Vec<Money>,
    /// Whether the payer is asked for a note.
    pub asks_note: bool,
    /// Whether one payment is all it takes.
    pub pays_once: bool,
    /// Whether part of it was paid, so that what is asked is the rest.
    pub partly_paid: bool,
    /// What for.
    pub memo: Option<Memo>,
    /// Line by line.
    pub items: Vec<Item>,
    /// The day it should be paid by.
    pub due_on: Option<chrono::NaiveDate>,
    /// Until when it can be paid.
    pub expires_at: Option<Timestamp>,
    /// Where it stands.
    pub status: Status,
    /// When it was paid, for the stamp.
    pub paid_at: Option<Timestamp>,
    /// Whether it was paid, and all that arrived was play money.
    pub paid_in_play_money: bool,
    /// Whether money is on its way, by a provider's word or by a payer's.
    pub underway: Underway,
    /// What a chat's preview may tell.
    pub preview: Preview,
    /// The ways to pay.
    pub methods: Vec<OfferedMethod>,
}

impl PublicRequest {
    /// How it stands, in a word that changes when the page would.
    pub fn standing(&self) -> String {
        let underway = match self.underway {
            Underway::No => "",
            Underway::Claimed => "-claimed",
            Underway::Processing => "-processing",
        };
        let part = if self.partly_paid { "-part" } else { "" };
        format!("{}{underway}{part}", self.status.as_str())
    }

    /// The time at which an open request expires by itself.
    pub fn lapses_at(&self) -> Option<Timestamp> {
        self.expires_at.filter(|_| self.status == Status::Open)
    }
}

/// Whether somebody is paying already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Underway {
    /// Nobody that we know of.
    No,
    /// A payer says it sent the money. Anybody can say so: the request stays open.
    Claimed,
    /// A provider says money is on its way.
    Processing,
}
