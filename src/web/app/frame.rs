//! What surrounds the content of every seller's page: its language, the places of the app, and the payee.

use super::super::error::PageError;
use crate::domain::access::{Right, Role};
use crate::domain::clock::rfc3339;
use crate::locale::Words;
use crate::web::App;
use crate::web::http::extract::SignedIn;
use crate::web::http::feet::Foot;

/// A place of the app: an entry of its navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NavigationPlace {
    /// Home: the money that came in, and the cases that need a look.
    Home,
    /// The requests.
    Requests,
    /// The form for a link.
    New,
    /// Exports, statements, deliveries, closes.
    Books,
    /// The settings, with ways to be paid.
    Settings,
}

impl NavigationPlace {
    /// The place's word in a class name.
    pub fn word(self) -> &'static str {
        match self {
            Self::Home => "home",
            Self::Requests => "requests",
            Self::New => "new",
            Self::Books => "books",
            Self::Settings => "settings",
        }
    }
}

/// The frame of a seller's page.
pub struct Frame {
    /// The texts of the page, in the seller's language. Pages add arguments to texts of their own.
    pub t: Words,
    /// The place that is marked as current.
    pub here: NavigationPlace,
    /// The role of the person who is signed in.
    pub role: Role,
    /// The payee's name.
    pub payee: String,
    /// The class of the payee's accent.
    pub accent: &'static str,
    /// Set when the operator has disabled the payee.
    pub disabled: bool,
    /// The number of things that need a look.
    pub look: i64,
    /// The links at the page's foot.
    pub foot: Foot,
    /// The payee's handle, by which the browser knows whose links wait in it.
    pub handle: String,
    /// The time of day at which the page was made, by which it says offline how old it is.
    pub time: String,
    /// The day and time at which the page was made, shown on a later day.
    pub moment: String,
    /// That time in RFC 3339, for the script that chooses between the two.
    pub made_at: String,
}

impl Frame {
    /// Reads what the frame shows.
    ///
    /// # Errors
    /// The database's.
    pub async fn of(app: &App, who: &SignedIn, here: NavigationPlace) -> Result<Self, PageError> {
        let now = app.ctx.clock.now();
        Ok(Self {
            t: who.words(),
            here,
            role: who.role,
            payee: who.payee.name.to_string(),
            accent: who.payee.accent().class(),
            disabled: who.payee.disabled_at.is_some(),
            look: app.ctx.store.count_to_look_at(&who.payee.id, now).await?,
            foot: app.feet.foot(),
            handle: who.payee.handle.to_string(),
            time: who.locale.brief(now, now, who.payee.zone),
            moment: who.locale.moment(now, who.payee.zone),
            made_at: rfc3339(now),
        })
    }

    /// Returns whether the person may do something: what a role may not do is absent from pages.
    pub fn may(&self, right: Right) -> bool {
        self.role.may(right)
    }

    /// Returns whether a place is the current one.
    pub fn is_at(&self, place: NavigationPlace) -> bool {
        self.here == place
    }
}
