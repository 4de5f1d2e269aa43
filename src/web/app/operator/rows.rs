//! The rows of the operator's tables.

use crate::domain::clock::Timestamp;
use crate::domain::report::ReportableLink;
use crate::store::{Counted, FailingEndpoint, LinkReports, PayeeWithoutWay, TakenDown};
use crate::web::http::extract::SignedIn;
use crate::web::pay::report::reason_text;

/// A link, by the name that the forms send.
pub(super) struct LinkView {
    /// A request's code, or `@handle`.
    pub(super) name: String,
    /// The handle of its payee.
    pub(super) handle: String,
    /// The page's path; `None` while nobody can open it.
    pub(super) href: Option<String>,
}

/// A reported link.
pub(super) struct ReportedView {
    pub(super) link: LinkView,
    /// The reasons, each with the number of its reports.
    pub(super) reasons: Vec<String>,
    pub(super) first: String,
    pub(super) last: String,
    /// The sentences about the operator's answer; none while it waits.
    pub(super) acted: Vec<String>,
    /// Its reports wait.
    pub(super) waits: bool,
    /// It can be taken down.
    pub(super) can_take_down: bool,
    /// It can be put back.
    pub(super) can_put_back: bool,
}

/// A link that is taken down.
pub(super) struct DownView {
    pub(super) link: LinkView,
    pub(super) since: String,
}

/// An endpoint that fails.
pub(super) struct FailingView {
    pub(super) handle: String,
    pub(super) host: String,
    pub(super) since: String,
    /// The last HTTP status, or a word of ours.
    pub(super) outcome: Option<String>,
    /// The time at which the service stopped calling it, as a sentence.
    pub(super) stopped: Option<String>,
}

/// A payee without a way to be paid.
pub(super) struct WaylessView {
    pub(super) handle: String,
    pub(super) since: String,
}

/// The reader's notation of moments.
pub(super) struct Moments<'w> {
    pub(super) who: &'w SignedIn,
    pub(super) now: Timestamp,
}

impl Moments<'_> {
    pub(super) fn brief(&self, at: Timestamp) -> String {
        self.who.locale.brief(at, self.now, self.who.payee.zone)
    }

    /// The text of a key with the moment as `when`.
    fn said(&self, key: &str, at: Timestamp) -> String {
        self.who.words().with("when", self.brief(at)).say(key).into_owned()
    }
}

fn link_view(link: &ReportableLink, handle: &impl ToString, opens: bool) -> LinkView {
    let href = opens.then(|| format!("/{}", link.path()));
    LinkView { name: link.to_string(), handle: handle.to_string(), href }
}

pub(super) fn reported(moments: &Moments<'_>, reports: &LinkReports) -> ReportedView {
    let LinkReports { link, handle, reasons, dismissed_at, down_since, payee_down, closed } = reports;
    let t = moments.who.words();
    let reason = |counted: &Counted| {
        let times = moments.who.locale.count(counted.times);
        format!("{}: {times}", t.say(reason_text(counted.reason)))
    };
    let own = matches!(link, ReportableLink::Page(_));
    let acted = [
        down_since.filter(|_| !closed).map(|at| moments.said("operator-down-at", at)),
        (*payee_down && !own && !closed).then(|| t.say("operator-payee-down").into_owned()),
        closed.then(|| t.say("operator-closed").into_owned()),
        dismissed_at.map(|at| moments.said("operator-dismissed-at", at)),
    ];
    let first = reasons.iter().map(|counted| counted.first_at).min();
    let last = reasons.iter().map(|counted| counted.last_at).max();
    ReportedView {
        link: link_view(link, handle, down_since.is_none() && !payee_down),
        reasons: reasons.iter().map(reason).collect(),
        first: first.map(|at| moments.brief(at)).unwrap_or_default(),
        last: last.map(|at| moments.brief(at)).unwrap_or_default(),
        acted: acted.into_iter().flatten().collect(),
        waits: dismissed_at.is_none(),
        can_take_down: down_since.is_none() && !closed,
        can_put_back: down_since.is_some() && !closed,
    }
}

pub(super) fn down(moments: &Moments<'_>, down: &TakenDown) -> DownView {
    DownView { link: link_view(&down.link, &down.handle, false), since: moments.brief(down.since) }
}

pub(super) fn failing(moments: &Moments<'_>, endpoint: &FailingEndpoint) -> FailingView {
    FailingView {
        handle: endpoint.handle.to_string(),
        host: endpoint.host.as_str().to_owned(),
        since: moments.brief(endpoint.failing_since),
        outcome: endpoint.outcome.clone(),
        stopped: endpoint.disabled_at.map(|at| moments.said("operator-stopped", at)),
    }
}

pub(super) fn wayless(moments: &Moments<'_>, payee: &PayeeWithoutWay) -> WaylessView {
    WaylessView { handle: payee.handle.to_string(), since: moments.brief(payee.since) }
}
