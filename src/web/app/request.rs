//! `/app/requests/{code}`: the payee's page of one request: how it stands, what to do, and what happened.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;

use super::change_form::{ChangeForm, ChangeView};
use super::list::{ListPane, amount_text, arrived_text};
use super::mark_form::MarkForm;
use super::next_step::{SellerStep, Situation};
use super::one_time::FormId;
use super::order_view::SellerOrderView;
use super::own_request::{PAYMENTS, of, own_request, standing};
use super::payments::{PaymentView, PaymentViewFacts};
use super::price_rows::{PriceView, price_views};
use super::step::StepView;
use super::stock_view::{self, SellerItemView, StockForm, StockView};
use super::timeline::Story;
use crate::actions::requests::test_mark::TestMarks;
use crate::actions::requests::warnings::prices_left_out;
use crate::domain::access::Right;
use crate::domain::id::PaymentId;
use crate::domain::payment::Payment;
use crate::domain::request::code::RequestCode;
use crate::domain::request::{PaymentRequest, RequestState, Status};
use crate::locale::Words;
use crate::rails::registry::Payability;
use crate::web::App;
use crate::web::after_view::AfterView;
use crate::web::app::frame::{Frame, NavigationPlace};
use crate::web::error::PageError;
use crate::web::http::extract::{PagePath, PageQuery, SignedIn};
use crate::web::view::{AmountView, FieldErrorView, PartView, parts, render};

#[derive(Template)]
#[template(path = "app/request.html")]
struct SellerRequestPage {
    frame: Frame,
    /// The list that it was opened from, which a desk shows beside it.
    pane: Option<ListPane>,
    code: String,
    url: String,
    amount: Option<AmountView>,
    amount_text: String,
    memo: Option<String>,
    /// The state's word, for its mark.
    status: &'static str,
    test: bool,
    disabled: bool,
    /// The remark that nobody can pay the request.
    warning: Option<String>,
    due: Option<String>,
    parts: Vec<PartView>,
    /// The prices in several currencies; empty where there is one.
    prices: Vec<PriceView>,
    /// The prices that no method takes, as a sentence.
    left_out: Option<String>,
    items: Vec<SellerItemView>,
    /// The form that says how many are for sale.
    stock: Option<StockView>,
    /// Set for an order.
    order: Option<SellerOrderView>,
    /// Set where something arrived that isn't the amount.
    arrived: Option<String>,
    step: SellerStep,
    /// Claims other than that of the next step.
    claims: Vec<PaymentView>,
    /// Transfers whose payers said nothing, and that may have arrived.
    begun: Vec<PaymentView>,
    /// Payments about which something may be done.
    payments: Vec<PaymentView>,
    steps: Vec<StepView>,
    check_words: String,
    /// Set when the last change has changed the check words.
    new_words: bool,
    reference: Option<String>,
    rf: String,
    /// The text or link for payers who have paid, for members who make requests.
    after: Option<AfterView>,
    /// The address of the split that it is a share of, for members who make requests.
    split: Option<String>,
    until: Option<String>,
    created: String,
    zone: String,
    can_book: bool,
    can_make: bool,
    can_cancel: bool,
    can_erase: bool,
    can_mark_paid: bool,
    /// A tip may be recorded with the amount.
    marks_tips: bool,
    mark: MarkForm,
    mark_seen: i64,
    mark_once: String,
    errors: Vec<FieldErrorView>,
    change: Option<ChangeView>,
    live: String,
}

/// Returns whether there are texts to erase. Payments beyond a full page may have some.
fn words_are_left(request: &PaymentRequest, payments: &[Payment], more: bool) -> bool {
    let remarks = payments.iter().any(|payment| payment.note.is_some() || payment.payer_note.is_some());
    more || request.memo.is_some() || !request.items.is_empty() || remarks || payments.len() == PAYMENTS
}

/// The parts of the page that come from the query or a form.
#[derive(Default)]
pub(super) struct RequestPageState {
    /// Set when the last change has changed the check words.
    pub new_words: bool,
    /// The filter of the list that the request was opened from.
    pub list: Option<String>,
    pub typed: Option<MarkForm>,
    pub errors: Vec<FieldErrorView>,
    pub change: Option<ChangeForm>,
    pub change_errors: Vec<FieldErrorView>,
    /// The units for sale as typed, and what is wrong with them.
    pub stock: Option<(StockForm, Vec<FieldErrorView>)>,
    /// The word to the buyer of an order as typed, and what is wrong with it.
    pub order: Option<(String, Vec<FieldErrorView>)>,
    /// The transfer about which the page asks, since the request is paid already.
    pub doubted: Option<PaymentId>,
}

/// The remark for the payee of an open request that nobody can pay.
fn warning(payability: Payability, request: &PaymentRequest, t: &Words) -> Option<String> {
    let key = match payability {
        Payability::Payable => return None,
        Payability::NoMethod => "request-no-way",
        Payability::NotInCurrency => "request-no-way-currency",
        Payability::NotThisAmount => "request-no-way-amount",
    };
    Some(t.say_with(key, "currency", request.asked.currency().code()).into_owned())
}

pub(super) async fn page(
    app: &App,
    who: &SignedIn,
    request: &PaymentRequest,
    shown: RequestPageState,
) -> Result<impl Template + use<>, PageError> {
    let (ctx, payee, now) = (&app.ctx, &who.payee, app.ctx.clock.now());
    let (store, code, zone) = (&ctx.store, &request.code, payee.zone);
    let payments = store.payments(&request.payee_id, &of(code), PAYMENTS).await?;
    let events = store.rail_events(code).await?;
    let refunds = store.refunds_of_request(&request.payee_id, code, PAYMENTS).await?;
    let reversals = store.reversals(code, PAYMENTS).await?;
    let lines = store.ledger_of_request(code, PAYMENTS).await?;
    let open_from = store.ledger_head(&payee.id).await?.and_then(|head| head.open_from);
    let methods = store.offered_methods(&payee.id).await?;
    let marks = TestMarks::of(ctx, &payee.id, std::slice::from_ref(request)).await?;
    // Accountants read neither what payers read after paying, nor the names of shares: both are words of the seller’s.
    let (after, share) = match who.role.may(Right::MakeRequests) {
        true => (store.after_payment(code).await?, store.share_of(code).await?),
        false => (None, None),
    };
    let has_more = after.is_some() || share.as_ref().is_some_and(|share| share.named);
    let frame = Frame::of(app, who, NavigationPlace::Requests).await?;
    let (t, locale, status) = (&frame.t, who.locale, request.status(now));
    let step = Situation { ctx, request, payments: &payments, reversals: &reversals, zone, now }.next_step(t);
    let payability = match status {
        Status::Open => ctx.rails.payability(&methods, &request.asked, request.outstanding()),
        _ => Payability::Payable,
    };
    let doubted = shown.doubted.as_ref();
    let facts = PaymentViewFacts {
        ctx,
        request,
        zone,
        refunds: &refunds,
        reversals: &reversals,
        lines: &lines,
        open_from,
        doubted,
    };
    let views: Vec<_> = payments.iter().map(|payment| facts.view(payment, t)).collect();
    // The claim that the page asks about first has its own buttons, and is not listed once more below.
    let is_asked = |view: &PaymentView| matches!(&step, SellerStep::Confirm(claim) if claim.payment == view.id);
    let (waiting, payments_with_money): (Vec<_>, Vec<_>) = views.into_iter().partition(|view| view.can_confirm);
    let (claims, begun): (Vec<_>, Vec<_>) = waiting
        .into_iter()
        .filter(|view| !is_asked(view))
        .partition(|view| view.state == "claimed" || view.is_doubted());
    let arrived = request.paid_totals().iter().any(|sum| sum.minor() > 0).then(|| arrived_text(request, locale));
    let amount_text = amount_text(&request.named(), locale);
    let left_out = match status {
        Status::Open => prices_left_out(&ctx.rails, &methods, request),
        _ => Vec::new(),
    };
    let is_offered = payability == Payability::Payable || left_out.len() <= request.alternatives().len();
    let left_out: Vec<_> = left_out.iter().filter(|_| is_offered).map(|money| locale.money(money)).collect();
    let payability = if is_offered && !request.prices.is_empty() { Payability::Payable } else { payability };
    let left_out = (!left_out.is_empty())
        .then(|| t.say_with("request-price-left-out", "amounts", &left_out.join(" · ")).into_owned());
    let story =
        Story { ctx, request, payments: &payments, lines: &lines, events: &events, refunds: &refunds, zone, now };
    // Drawn from the rows that the page shows: a change after they were read makes the page turn as soon as it listens.
    let since = standing(request, payee.disabled_at.is_some(), &payments, &refunds, now);
    let can_make = frame.may(Right::MakeRequests);
    let mark = shown.typed.unwrap_or_else(|| MarkForm::filled_in(request, who.locale));
    Ok(SellerRequestPage {
        url: ctx.qr.link(code),
        amount: request.named().fixed().map(|money| AmountView::of(&money, locale)),
        prices: price_views(request, locale),
        left_out,
        memo: request.memo.as_ref().map(ToString::to_string),
        status: status.as_str(),
        test: marks.is_test(request),
        disabled: request.disabled_at.is_some(),
        warning: warning(payability, request, t),
        due: request.due_on.map(|day| locale.day(day)),
        parts: parts(request.parts.progress(request.paid_total), request.asked.currency(), locale),
        items: stock_view::items(request, locale),
        stock: StockView::of(request, shown.stock).filter(|_| can_make && request.state == RequestState::Open),
        order: SellerOrderView::of(request, status == Status::Open && can_make, shown.order),
        arrived: arrived.filter(|arrived| *arrived != amount_text),
        steps: story.steps(t),
        claims,
        begun,
        payments: payments_with_money,
        check_words: ctx.check_words.of_own(request, &payee.handle).to_string(),
        new_words: shown.new_words,
        reference: request.reference.as_ref().map(ToString::to_string),
        rf: request.rf.printed(),
        after: after.as_ref().map(AfterView::of),
        split: share.map(|share| format!("/app/splits/{}", share.split)),
        until: request.expires_at.map(|at| locale.moment(at, zone)),
        created: locale.moment(request.created_at, zone),
        zone: t.say_with("app-zone", "zone", zone.name()).into_owned(),
        can_book: frame.may(Right::BookMoney),
        can_make,
        can_cancel: can_make && status == Status::Open,
        can_erase: can_make && status != Status::Open && words_are_left(request, &payments, has_more),
        can_mark_paid: status != Status::Paid,
        marks_tips: request.outstanding().is_some() && request.parts.is_empty(),
        mark,
        mark_seen: request.paid_count,
        mark_once: FormId::draw(app),
        errors: shown.errors,
        change: (can_make && status == Status::Open && request.paid_count == 0)
            .then(|| shown.change.unwrap_or_else(|| ChangeForm::of(request, after.as_ref())).view(shown.change_errors)),
        live: format!("/app/requests/{code}/live?since={since}"),
        code: code.to_string(),
        amount_text,
        step,
        frame,
        pane: ListPane::read(app, who, shown.list.as_deref()).await?,
    })
}

/// The page's query: a mark of new check words, and the filter of the list that it was opened from.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RequestPageQuery {
    words: Option<String>,
    #[serde(rename = "in")]
    list: Option<String>,
}

/// `GET /app/requests/{code}`: a request with its payments.
pub async fn show(
    State(app): State<App>,
    who: SignedIn,
    PagePath(code): PagePath<RequestCode>,
    PageQuery(RequestPageQuery { words, list }): PageQuery<RequestPageQuery>,
) -> Result<Response, PageError> {
    let request = own_request(&app, &who, &code).await?;
    let shown = RequestPageState { new_words: words.is_some(), list, ..RequestPageState::default() };
    render(StatusCode::OK, &page(&app, &who, &request, shown).await?)
}
