//! `/app/look`: what needs a look, a card each: disputes, refunds without an answer, claims, orders that wait for an answer, sums that differ,
//! webhooks that the service stopped sending to, and reports that fit nothing.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;

use super::frame::{Frame, NavigationPlace};
use super::home_figures::HomeFigures;
use crate::domain::access::Right;
use crate::domain::clock::Timestamp;
use crate::domain::id::MethodId;
use crate::domain::money::Money;
use crate::domain::notice::endpoint::Endpoint;
use crate::domain::reference::carried::CarriedReference;
use crate::locale::Words;
use crate::store::{self, Awaited, MismatchedRequest, UnseenEvent, WaitingOrder};
use crate::web::App;
use crate::web::error::PageError;
use crate::web::http::extract::{Deed, DeedForm, PageQuery, SignedIn};
use crate::web::view::{counted, render};

/// The most cards of a kind.
const CARDS: i64 = 50;

/// An action of a card: a form with one button, or a link.
pub struct ActionView {
    pub word: String,
    pub to: String,
    /// The form's `do`; `None` for a link.
    pub deed: Option<&'static str>,
    pub fields: Vec<(&'static str, String)>,
}

/// One thing that needs a look.
pub struct CardView {
    /// The place on the page, from 1, to which a form leads back.
    pub at: usize,
    /// It takes the focus, after the one before it was dealt with.
    pub focus: bool,
    pub says: String,
    pub what: Option<String>,
    /// The reference to look for, as a bank prints it.
    pub reference: Option<String>,
    /// A text's key of the state, and its mark's class.
    pub state: &'static str,
    pub mark: &'static str,
    pub when: String,
    /// The request's page.
    pub href: Option<String>,
    pub actions: Vec<ActionView>,
}

/// Writes cards, for one reader at one moment.
struct CardWriter<'a> {
    app: &'a App,
    who: &'a SignedIn,
    t: Words,
    now: Timestamp,
}

impl CardWriter<'_> {
    fn money(&self, minor: i64, currency: crate::domain::money::currency::Currency) -> String {
        self.t.locale().money(&Money::new(minor, currency))
    }

    fn rail(&self, rail: &str) -> String {
        self.t.say(self.app.ctx.rails.kind(rail).map_or("rail-other", |kind| kind.payer.name)).into_owned()
    }

    fn form(&self, key: &str, to: String, deed: &'static str) -> ActionView {
        ActionView { word: self.t.say(key).into_owned(), to, deed: Some(deed), fields: Vec::new() }
    }

    fn link(&self, key: &str, to: String) -> ActionView {
        ActionView { word: self.t.say(key).into_owned(), to, deed: None, fields: Vec::new() }
    }

    fn card(&self, says: String, (state, mark): (&'static str, &'static str), since: Timestamp) -> CardView {
        let when = self.t.locale().brief(since, self.now, self.who.payee.zone);
        let (what, reference, href, actions) = (None, None, None, Vec::new());
        CardView { at: 0, focus: false, says, what, reference, state, mark, when, href, actions }
    }

    /// The card of a payment, with what tells which one it is.
    fn awaited(&self, one: &Awaited, key: &str, state: (&'static str, &'static str)) -> CardView {
        let amount = self.money(one.amount, one.currency);
        let words = Words::new(self.t.locale()).with("amount", amount).with("rail", self.rail(&one.rail));
        let carried = one.carried.as_deref().and_then(CarriedReference::parse);
        CardView {
            what: one.memo.clone().or_else(|| one.reference.clone()),
            reference: carried.or_else(|| CarriedReference::parse(&one.rf)).map(|carried| carried.printed()),
            href: Some(format!("/app/requests/{}", one.request_code)),
            ..self.card(words.say(key).into_owned(), state, one.since)
        }
    }

    fn dispute(&self, one: &Awaited) -> CardView {
        let card = self.awaited(one, "home-look-dispute", ("app-state-disputed", "is-failed"));
        let open = self.link("home-look-open", format!("/app/requests/{}", one.request_code));
        CardView { actions: vec![open], ..card }
    }

    fn refund(&self, one: &Awaited) -> CardView {
        let card = self.awaited(one, "home-look-refund", ("home-look-unanswered", "is-failed"));
        let Some(refund) = &one.refund_id else { return card };
        let to = |deed| format!("/app/payments/{}/refunds/{refund}/{deed}", one.payment_id);
        let sent = self.form("home-look-sent", to("sent"), "refund-sent");
        let not_sent = self.form("home-look-not-sent", to("not-sent"), "refund-not-sent");
        CardView { actions: vec![sent, not_sent], ..card }
    }

    fn claim(&self, one: &Awaited) -> CardView {
        let card = self.awaited(one, "home-look-claim", ("app-state-claimed", "is-waiting"));
        let to = |deed| format!("/app/payments/{}/{deed}", one.payment_id);
        let confirm = self.form("home-look-yes", to("confirm"), "confirm");
        CardView { actions: vec![confirm, self.form("home-look-not-yet", to("not-yet"), "not-yet")], ..card }
    }

    fn order(&self, one: &WaitingOrder) -> CardView {
        let says = Words::new(self.t.locale()).with("amount", self.money(one.amount, one.currency));
        let href = format!("/app/requests/{}", one.code);
        let card = self.card(says.say("home-look-order").into_owned(), ("home-look-ordered", "is-waiting"), one.since);
        CardView { actions: vec![self.link("home-look-open", href.clone())], href: Some(href), ..card }
    }

    fn mismatch(&self, one: &MismatchedRequest) -> CardView {
        let off = one.paid_total - one.amount;
        let elsewhere = one.prices.paid_elsewhere(one.currency).next().filter(|_| off == 0);
        let difference = elsewhere.unwrap_or(Money::new(off.saturating_abs(), one.currency));
        let words = Words::new(self.t.locale())
            .with("difference", self.t.locale().money(&difference))
            .with("amount", self.money(one.amount, one.currency));
        let more = off > 0 || elsewhere.is_some();
        let keep = |key| ActionView {
            fields: vec![("seen", one.totals_mark().to_string())],
            ..self.form(key, format!("/app/payments/{}/keep", one.payment_id), "keep")
        };
        let back = || ActionView {
            word: words.say("home-look-send-back").into_owned(),
            ..self.link("app-more", format!("/app/payments/{}/refund", one.payment_id))
        };
        let rest = || self.link("home-look-rest", format!("/app/requests/{}", one.code));
        let (key, actions) = if more {
            ("home-look-over", vec![keep("home-look-keep"), back()])
        } else {
            ("home-look-under", vec![rest(), keep("home-look-keep-part")])
        };
        CardView {
            what: one.memo.clone().or_else(|| one.reference.clone()),
            reference: CarriedReference::parse(&one.rf).map(|rf| rf.printed()),
            href: Some(format!("/app/requests/{}", one.code)),
            actions,
            ..self.card(words.say(key).into_owned(), ("app-state-settled", "is-waiting"), one.since)
        }
    }

    /// The card of an endpoint that the service stopped sending to: a shop may be waiting for what isn't sent.
    fn endpoint(&self, one: &Endpoint) -> Option<CardView> {
        let since = one.disabled_at.filter(|_| one.stopped_by_service())?;
        let url = url::Url::parse(&one.url).ok();
        let host = url.as_ref().and_then(url::Url::host_str).unwrap_or_default();
        let says = Words::new(self.t.locale()).with("host", host).say("home-look-hook").into_owned();
        let open = self.link("settings-hooks", format!("/app/settings/webhooks/{}", one.id));
        Some(CardView { actions: vec![open], ..self.card(says, ("settings-hook-off", "is-failed"), since) })
    }

    fn event(&self, one: &UnseenEvent) -> CardView {
        let words = Words::new(self.t.locale()).with("rail", self.rail(&one.rail));
        let says = match one.amount.zip(one.currency) {
            Some((minor, currency)) => words.with("amount", self.money(minor, currency)).say("home-look-event"),
            None => words.say("home-look-event-bare"),
        };
        let fields = vec![("method", one.method_id.to_string()), ("event", one.event_id.clone())];
        let seen = ActionView { fields, ..self.form("home-look-seen", "/app/look/seen".into(), "see-event") };
        CardView {
            actions: vec![seen],
            ..self.card(says.into_owned(), ("home-look-unknown", "is-waiting"), one.received_at)
        }
    }
}

/// Reads the cards, `limit` of each kind at most, in the order of their urgency. A reader who may not book money gets
/// links to requests only.
///
/// # Errors
/// The database's.
pub(super) async fn cards(
    app: &App,
    who: &SignedIn,
    limit: i64,
    now: Timestamp,
) -> Result<Vec<CardView>, store::Error> {
    let (store, payee) = (&app.ctx.store, &who.payee.id);
    let writer = CardWriter { app, who, t: who.words(), now };
    let mut cards: Vec<CardView> = Vec::new();
    cards.extend(store.awaited_disputes(payee, limit).await?.iter().map(|one| writer.dispute(one)));
    cards.extend(store.awaited_refunds(payee, limit).await?.iter().map(|one| writer.refund(one)));
    cards.extend(store.awaited_claims(payee, now, limit).await?.iter().map(|one| writer.claim(one)));
    cards.extend(store.waiting_orders(payee, limit).await?.iter().map(|one| writer.order(one)));
    cards.extend(store.mismatches(payee, limit).await?.iter().map(|one| writer.mismatch(one)));
    cards.extend(store.endpoints(payee).await?.iter().filter_map(|one| writer.endpoint(one)));
    cards.extend(store.unseen_events(payee, limit).await?.iter().map(|one| writer.event(one)));
    let may = |action: &ActionView| match action.to.as_str() {
        to if to.starts_with("/app/requests/") => true,
        to if to.starts_with("/app/settings/") => who.role.may(Right::Manage),
        _ => who.role.may(Right::BookMoney),
    };
    for (at, card) in (1..).zip(&mut cards) {
        card.at = at;
        card.actions.retain(&may);
        for action in &mut card.actions {
            action.fields.push(("back", format!("look-{at}")));
        }
    }
    Ok(cards)
}

#[derive(Template)]
#[template(path = "app/look.html")]
struct LookPage {
    frame: Frame,
    live: String,
    seq: i64,
    look: i64,
    cards: Vec<CardView>,
    /// The reader comes from a card that was dealt with.
    dealt: bool,
    /// The link to the question about all claims, where there are several.
    all: Option<String>,
    /// Set after all claims were confirmed but some.
    left: bool,
}

/// The page's query.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct LookQuery {
    /// The place of the card that was dealt with.
    at: Option<usize>,
    /// Some claims could not be confirmed together with the others.
    left: Option<String>,
}

/// `GET /app/look`: the cards.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PageQuery(LookQuery { at, left }): PageQuery<LookQuery>,
) -> Result<Response, PageError> {
    let now = app.ctx.clock.now();
    let figures = HomeFigures::read(&app, &who.payee, now).await?;
    let mut cards = cards(&app, &who, CARDS, now).await?;
    // What came behind the card that was dealt with has moved up to its place.
    let last = cards.len().saturating_sub(1);
    if let Some(next) = at.and_then(|at| cards.get_mut(at.saturating_sub(1).min(last))) {
        next.focus = true;
    }
    let claims = cards.iter().filter(|card| card.state == "app-state-claimed").count();
    let several = i64::try_from(claims).ok().filter(|claims| *claims > 1 && who.role.may(Right::BookMoney));
    let page = LookPage {
        frame: Frame::of(&app, &who, NavigationPlace::Home).await?,
        live: format!("/app/live?since={}", figures.word()),
        seq: figures.seq(),
        look: figures.look,
        dealt: at.is_some(),
        all: several.map(|claims| counted(who.locale, "home-look-all", claims)),
        left: left.is_some(),
        cards,
    };
    render(StatusCode::OK, &page)
}

/// The answer that leads back to the cards, if a form came from there: `look`, or `look-2` for the second card.
pub(super) fn back_to_look(back: &str) -> Option<Response> {
    let place = back.strip_prefix("look")?;
    let at = place.strip_prefix('-').and_then(|at| at.parse::<u8>().ok());
    let place = at.map_or("/app/look".to_owned(), |at| format!("/app/look?at={at}"));
    Some(Redirect::to(&place).into_response())
}

/// The fields of the form that puts a report aside.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct SeenFields {
    method: String,
    event: String,
    back: String,
}

impl Deed for SeenFields {
    const NAME: &'static str = "see-event";
}

/// `POST /app/look/seen`: puts a report of a payment that isn't known here aside.
pub async fn seen(
    State(app): State<App>,
    who: SignedIn,
    DeedForm(SeenFields { method, event, back }): DeedForm<SeenFields>,
) -> Result<Response, PageError> {
    if let Some(method) = MethodId::parse(&method) {
        let (payee, now) = (who.payee.id.clone(), app.ctx.clock.now());
        let work = app
            .ctx
            .store
            .write_one(move |mut tx| Box::pin(async move { tx.see_event(&payee, &method, &event, now).await }));
        work.await?;
    }
    Ok(back_to_look(&back).unwrap_or_else(|| Redirect::to("/app/look").into_response()))
}
