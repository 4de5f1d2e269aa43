//! Forms that make something are good once. The page draws an id into the form; what the first post made is kept under it, in the
//! transaction that made it; a second tap, a reload or a post after a step back is sent to the same thing.

use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, TimeDelta};

use crate::actions;
use crate::actions::idempotency::{AnswerKey, find_answer};
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::PayeeId;
use crate::store::{self, StoredAnswer};
use crate::web::App;

/// The time for which a form may lie open. The thing that it made is remembered for longer (`actions/idempotency.rs`), so that no form
/// outlives its memory.
const OPEN: TimeDelta = TimeDelta::hours(24);

/// The drawn part of an id, in characters: 128 bits.
const DRAWN: usize = 22;

/// The id of a form that is good once: the second in which it was drawn, and chance.
#[derive(Debug)]
pub struct FormId(String);

impl FormId {
    /// A new id, as the form's field `once` holds it.
    pub fn draw(app: &App) -> String {
        format!("{}-{}", app.ctx.clock.now().timestamp(), app.ctx.chance.base58(DRAWN))
    }

    /// An id that came back with its form.
    ///
    /// # Errors
    /// Of the field `form`, when there is none, or the form lay open for too long.
    pub fn received(text: &str, now: Timestamp) -> Result<Self, FieldError> {
        Self::read(text, now).ok_or_else(|| {
            let detail = "This page was not up to date any more, so nothing was done yet. See whether it was done before; if not, \
                press the button once more.";
            FieldError::plain("form", "outdated", detail)
        })
    }

    /// The text of it, the same however often its form is sent.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn read(text: &str, now: Timestamp) -> Option<Self> {
        let (second, drawn) = text.split_once('-')?;
        let drawn_at = DateTime::from_timestamp(second.parse().ok()?, 0)?;
        let fits = drawn.len() == DRAWN && drawn.bytes().all(|b| b.is_ascii_alphanumeric());
        let young = (now - drawn_at).abs() < OPEN;
        (fits && young).then(|| Self(format!("{}-{drawn}", drawn_at.timestamp())))
    }

    /// The key of what the form made, among those of API calls. Theirs are printable ASCII, which a tab isn't.
    fn key(&self) -> String {
        format!("form\t{}", self.0)
    }
}

/// Does `act` unless this form has done it before, and sends the browser to the address that `place` gives what was made.
///
/// # Errors
/// Those of `act`. Nothing is kept then, and the form is still good.
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
    let key = form.key();
    if let Some(made) = made_before(app, payee, &key).await? {
        return Ok(made);
    }
    let target = place.clone();
    let render = move |made: &T| StoredAnswer { status: 303, location: Some(place(made)), body: String::new() };
    let failed = match act(AnswerKey::new(key.clone(), "form".to_owned(), render)).await {
        Ok(made) => return Ok(Redirect::to(&target(&made)).into_response()),
        Err(error) => error,
    };
    // The other tap may have been quicker, and this one in its way.
    made_before(app, payee, &key).await?.ok_or(failed)
}

async fn made_before(app: &App, payee: &PayeeId, key: &str) -> Result<Option<Response>, actions::Error> {
    let Some(kept) = find_answer(&app.ctx, payee, key).await? else { return Ok(None) };
    let place = kept.answer.location.ok_or_else(|| store::Error::Defect("a form's answer has no place".into()))?;
    Ok(Some(Redirect::to(&place).into_response()))
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
            assert!(FormId::read(&good, now).is_some(), "{good}");
        }
        let outside = [at(second - 86_500), at(second + 90_000), at(i64::MAX), at(i64::MIN)];
        for bad in ["", "-", "x", &drawn, &format!("{second}"), &format!("{second}-"), &format!("{second}-{drawn}a")] {
            assert!(FormId::read(bad, now).is_none(), "{bad}");
        }
        for bad in outside {
            assert!(FormId::received(&bad, now).is_err(), "{bad}");
        }
        assert!(FormId::read(&format!("{second}-{}", "\t".repeat(DRAWN)), now).is_none());
    }
}
