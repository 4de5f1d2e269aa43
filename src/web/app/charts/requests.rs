//! Charts of requests: the time until they were paid, and what became of them.

use chrono::TimeDelta;

use super::{FigureView, NumbersView, direction};
use crate::actions::requests::outcomes::{MOST, PeriodOutcomes};
use crate::domain::request::outcomes::{Outcomes, Wait, percent};
use crate::locale::{Locale, Words};
use crate::web::chart::{Bar, Chart, Range};
use crate::web::view::counted;

/// The height of the bars.
const HEIGHT: i64 = 112;
/// The number of minutes, and of hours, up to which a time is told in them.
const MINUTES: i64 = 90;
const HOURS: i64 = 48;

/// Requests that were made in a period.
pub(super) struct RequestsView {
    pub(super) waits: FigureView,
    pub(super) outcomes: FigureView,
    /// Said where not all requests are counted.
    pub(super) cut: Option<String>,
}

impl RequestsView {
    /// The charts; `None` without any request.
    pub(super) fn of(locale: Locale, found: &PeriodOutcomes) -> Option<Self> {
        (found.outcomes.all() > 0).then(|| Self {
            waits: waits(locale, &found.outcomes),
            outcomes: outcomes(locale, &found.outcomes),
            cut: found.is_cut.then(|| {
                let most = locale.count(i64::try_from(MOST).unwrap_or(i64::MAX));
                Words::new(locale).with("n", most).say("charts-cut").into_owned()
            }),
        })
    }
}

fn waits(locale: Locale, outcomes: &Outcomes) -> FigureView {
    let t = Words::new(locale);
    let steps = Wait::ALL.map(|step| (t.say(name(step)).into_owned(), outcomes.paid_after(step)));
    let finding = match outcomes.median() {
        Some(time) => half(locale, time),
        None => t.say("charts-none-paid").into_owned(),
    };
    let told = (t.say("charts-wait").into_owned(), counted(locale, "charts-paid", outcomes.paid()), finding);
    figure(locale, "waits", told, &steps, outcomes.paid())
}

fn outcomes(locale: Locale, outcomes: &Outcomes) -> FigureView {
    let t = Words::new(locale);
    let became = [
        (t.say("app-state-paid").into_owned(), outcomes.paid()),
        (t.say("app-state-expired").into_owned(), outcomes.expired),
        (t.say("app-state-cancelled").into_owned(), outcomes.cancelled),
    ];
    let finding = match percent(outcomes.expired, outcomes.over()) {
        Some(share) => t.say_with("charts-expired", "share", &said_percent(locale, share)).into_owned(),
        None => t.say("charts-none-over").into_owned(),
    };
    let told = (t.say("charts-became").into_owned(), counted(locale, "charts-over", outcomes.over()), finding);
    let mut view = figure(locale, "became", told, &became, outcomes.over());
    if outcomes.open > 0 {
        view.parts.push(counted(locale, "charts-open", outcomes.open));
    }
    view
}

/// A chart of numbers of requests that belong to one whole; each bar has its name, its number and its share.
fn figure(
    locale: Locale,
    id: &str,
    (title, sum, finding): (String, String, String),
    groups: &[(String, i64)],
    whole: i64,
) -> FigureView {
    let t = Words::new(locale);
    let bar = |(_, number): &(String, i64)| Bar { value: *number, is_now: true, label: Some(locale.count(*number)) };
    let share = |number| percent(number, whole).map(|share| said_percent(locale, share)).unwrap_or_default();
    FigureView {
        id: id.to_owned(),
        sum,
        parts: Vec::new(),
        finding,
        chart: Chart::new(
            &groups.iter().map(bar).collect::<Vec<_>>(),
            Range::of(groups.iter().map(|(_, number)| *number)),
            HEIGHT,
            direction(locale),
        ),
        names: groups.iter().map(|(name, _)| name.clone()).collect(),
        numbers: NumbersView::new(
            title.clone(),
            vec![title.clone(), t.say("charts-links").into_owned(), t.say("charts-share").into_owned()],
            groups.iter().map(|(name, number)| (name.clone(), vec![locale.count(*number), share(*number)])),
        ),
        title,
    }
}

/// The key of a step's name.
fn name(step: Wait) -> &'static str {
    match step {
        Wait::Hour => "charts-hour",
        Wait::Day => "charts-day",
        Wait::ThreeDays => "charts-three-days",
        Wait::Week => "charts-seven-days",
        Wait::Month => "charts-thirty-days",
        Wait::Longer => "charts-longer",
    }
}

/// The sentence about the time within which half were paid, rounded up to a unit that it is told in.
fn half(locale: Locale, time: TimeDelta) -> String {
    let seconds = time.num_seconds();
    let up = |unit: i64| seconds.saturating_add(unit - 1) / unit;
    let (minutes, hours, days) = (up(60).max(1), up(60 * 60), up(24 * 60 * 60));
    match () {
        () if minutes <= MINUTES => counted(locale, "charts-half-minutes", minutes),
        () if hours <= HOURS => counted(locale, "charts-half-hours", hours),
        () => counted(locale, "charts-half-days", days),
    }
}

fn said_percent(locale: Locale, share: i64) -> String {
    Words::new(locale).with("n", locale.count(share)).say("charts-percent").into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;

    #[test]
    fn half_of_them_is_told_in_a_unit_that_fits() {
        let en = Locale::from(Language::En);
        for (time, said) in [
            (TimeDelta::zero(), "within 1 minute."),
            (TimeDelta::seconds(61), "within 2 minutes."),
            (TimeDelta::minutes(90), "within 90 minutes."),
            (TimeDelta::minutes(91), "within 2 hours."),
            (TimeDelta::hours(48), "within 48 hours."),
            (TimeDelta::hours(49), "within 3 days."),
            (TimeDelta::days(400), "within 400 days."),
        ] {
            let told = half(en, time);
            assert!(told.ends_with(said), "{told}");
        }
    }
}
