//! One-time forms, for everything that a form creates. The page draws an id into the form, and the transaction that creates something
//! stores its address under that id. A second tap, a reload or a POST after a step back is redirected to the same address.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta};

use crate::actions;
use crate::actions::idempotency::{AnswerKey, find_answer};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::store::{self, StoredAnswer};
use crate::web::App;
use crate::web::http::extract::Segment;

/// The time for which a form may stay open, and by which a browser's clock may be ahead. The address of a form's result is stored for longer
/// (`actions/idempotency.rs`), so that no form outlives it.
const OPEN: TimeDelta = TimeDelta::days(OPEN_DAYS);
const OPEN_DAYS: i64 = 1;

/// The time for which a form may wait in a browser without a connection.
const WAITING: TimeDelta = TimeDelta::days(WAITING_DAYS);
const WAITING_DAYS: i64 = 14;

/// The time for which the address that a form led to is stored, where it may have waited. It outlives the form, by whatever a browser's clock
/// may be wrong.
pub const KEPT_AFTER_WAITING: TimeDelta = TimeDelta::days(WAITING_DAYS + 2 * OPEN_DAYS);

/// The length of an id's random part, in characters: 128 bits.
const DRAWN: usize = 22;

/// The id of a one-time form: the second in which it was drawn, and a random part.
#[derive(Debug)]
pub struct FormId(String);

impl FormId {
    /// Draws an id for the form's field `once`.
    pub fn draw(app: &App) -> String {
        format!("{}-{}", app.ctx.clock.now().timestamp(), app.ctx.chance.base58(DRAWN))
    }

    /// Parses the id that came with a form.
    ///
    /// # Errors
    /// Of the field `form`, when the id is missing or malformed, or the form was open for too long.
    pub fn received(text: &str, now: Timestamp) -> Result<Self, FieldError> {
        Self::read(text, now, OPEN).ok_or_else(Self::outdated)
    }

    /// As [`Self::received`], for a form that may have waited without a connection. What it made is to be kept for [`KEPT_AFTER_WAITING`].
    ///
    /// # Errors
    /// As there.
    pub fn received_after_waiting(text: &str, now: Timestamp) -> Result<Self, FieldError> {
        Self::read(text, now, WAITING).ok_or_else(Self::outdated)
    }

    fn outdated() -> FieldError {
        let detail = "This page was not up to date any more, so nothing was done yet. See whether it was done before; if not, \
            press the button once more.";
        FieldError::plain("form", "outdated", detail)
    }

    /// The id's canonical text, the same however often its form is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(text: &str, now: Timestamp, open: TimeDelta) -> Option<Self> {
        let (drawn_at, id) = Self::shaped(text)?;
        let age = now - drawn_at;
        (-OPEN < age && age < open).then_some(id)
    }

    /// Reads an id of any age, with the second in which it was drawn.
    fn shaped(text: &str) -> Option<(Timestamp, Self)> {
        let (second, drawn) = text.split_once('-')?;
        let drawn_at = DateTime::from_timestamp(second.parse().ok()?, 0)?;
        let fits = drawn.len() == DRAWN && drawn.bytes().all(|b| b.is_ascii_alphanumeric());
        fits.then(|| (drawn_at, Self(format!("{}-{drawn}", drawn_at.timestamp()))))
    }

    /// The idempotency key of the form. The tab keeps it apart from keys of API calls, which are printable ASCII.
    fn key(&self) -> String {
        format!("form\t{}", self.0)
    }
}

/// The id in an address, whatever its age: what is kept under it ends by itself.
impl Segment for FormId {
    fn read(text: &str) -> Option<Self> {
        Self::shaped(text).map(|(_, id)| id)
    }
}

/// Runs `act` unless this form has been processed before, and redirects to the address that `place` returns for the result.
///
/// # Errors
/// Those of `act`. Nothing is stored then, and the form can be sent again.
pub async fn once<T, F>(
    app: &App,
    payee: &PayeeId,
    form: &FormId,
    place: impl Fn(&T) -> String + Clone + Send + Sync + 'static,
    act: impl FnOnce(AnswerKey<T>) -> F,
) -> Result<Response, actions::Error>
where
    F: Future<Output = Result<T, actions::Error>>,
{
    let render = move |made: &T| StoredAnswer { status: 303, location: Some(place(made)), body: String::new() };
    once_kept(app, payee, form, render, act).await
}

/// As [`once`], where more than the address is kept: `render` returns it with the address.
///
/// # Errors
/// Those of `act`.
pub async fn once_kept<T, F>(
    app: &App,
    payee: &PayeeId,
    form: &FormId,
    render: impl Fn(&T) -> StoredAnswer + Clone + Send + Sync + 'static,
    act: impl FnOnce(AnswerKey<T>) -> F,
) -> Result<Response, actions::Error>
where
    F: Future<Output = Result<T, actions::Error>>,
{
    if let Some((place, _)) = find_kept(app, payee, form).await? {
        return Ok(Redirect::to(&place).into_response());
    }
    let target = render.clone();
    let failed = match act(AnswerKey::new(form.key(), "form".to_owned(), render)).await {
        Ok(made) => return Ok(Redirect::to(&place_of(&target(&made))?).into_response()),
        Err(error) => error,
    };
    // A concurrent POST of the same form may have succeeded first.
    let made = find_kept(app, payee, form).await?;
    made.map(|(place, _)| Redirect::to(&place).into_response()).ok_or(failed)
}

/// The address that a form led to, and what is kept with it; `None` unless the form was processed.
///
/// # Errors
/// The database's.
pub async fn find_kept(app: &App, payee: &PayeeId, form: &FormId) -> Result<Option<(String, String)>, actions::Error> {
    let Some(kept) = find_answer(&app.ctx, payee, &form.key()).await? else { return Ok(None) };
    Ok(Some((place_of(&kept.answer)?, kept.answer.body)))
}

fn place_of(answer: &StoredAnswer) -> Result<String, store::Error> {
    answer.location.clone().ok_or_else(|| store::Error::Defect("a form's answer has no place".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_good_for_a_day_and_of_one_shape() {
        let now = DateTime::from_timestamp(1_790_000_000, 0).expect("in range");
        let drawn = "a".repeat(DRAWN);
        let at = |second: i64| format!("{second}-{drawn}");
        let second = now.timestamp();
        for good in [at(second), at(second - 60), at(second + 60), at(second - 86_000)] {
            assert!(FormId::read(&good, now, OPEN).is_some(), "{good}");
        }
        let waited = at(second - 13 * 86_400);
        assert!(FormId::received(&waited, now).is_err());
        assert!(FormId::received_after_waiting(&waited, now).is_ok());
        for bad in [at(second - 15 * 86_400), at(second + 90_000)] {
            assert!(FormId::received_after_waiting(&bad, now).is_err(), "{bad}");
        }
        let outside = [at(second - 86_500), at(second + 90_000), at(i64::MAX), at(i64::MIN)];
        for bad in ["", "-", "x", &drawn, &format!("{second}"), &format!("{second}-"), &format!("{second}-{drawn}a")] {
            assert!(FormId::read(bad, now, OPEN).is_none(), "{bad}");
        }
        for bad in outside {
            assert!(FormId::received(&bad, now).is_err(), "{bad}");
        }
        assert!(FormId::read(&format!("{second}-{}", "\t".repeat(DRAWN)), now, OPEN).is_none());
    }
}
