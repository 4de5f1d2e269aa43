//! Starting a payment, once the payer has chosen a method.

use chrono::TimeDelta;
use url::Url;

use crate::actions::payments::payer_input::{Asked, PayerInput, amount, note, payer_amount, with_tip};
use crate::actions::requests::create::{draw, terms_by_payer};
use crate::actions::{Context, Error};
use crate::domain::backoff;
use crate::domain::clock::Timestamp;
use crate::domain::field::FieldError;
use crate::domain::id::{MethodId, PaymentId};
use crate::domain::language::Language;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::payee::handle::Handle;
use crate::domain::payment::{Payment, PaymentState};
use crate::domain::request::code::RequestCode;
use crate::domain::request::picks::{ChosenItems, sold_out};
use crate::domain::request::public::{PublicRequest, Underway};
use crate::domain::request::terms::Terms;
use crate::domain::request::{Origin, PaymentRequest, RequestAmount, RequestState, Status};
use crate::domain::secret::token::Token;
use crate::domain::text::{DisplayName, PayerNote};
use crate::rails::{Charge, Instructions, Next, RailError, RailKind};
use crate::store::{self, ChargeOwner, NewPayment};

/// The time in which a payer has to pay at a provider, and to send a transfer.
const AT_PROVIDER: TimeDelta = TimeDelta::hours(24);
const BY_HAND: TimeDelta = TimeDelta::days(30);
/// The same where the payment holds units of which there are only so many: nobody else can buy them meanwhile.
const HOLDING_AT_PROVIDER: TimeDelta = TimeDelta::hours(1);
const HOLDING_BY_HAND: TimeDelta = TimeDelta::hours(24);

/// The page to which the payer is redirected.
#[derive(Debug)]
pub enum NextStep {
    /// The provider's page.
    Provider(Url),
    /// The payer's own page, which this token opens.
    OwnPage(Token),
}

/// Starts a payment of a stored request.
///
/// # Errors
/// [`Error::NotFound`], [`Error::NotOpen`], [`Error::Underway`]; [`Error::Invalid`] of `amount`, `items`, `tip`, `note` or `method`; the rail's.
/// More of an item than is left is `sold_out`.
pub async fn start_payment(ctx: &Context, code: &RequestCode, input: &PayerInput) -> Result<NextStep, Error> {
    let now = ctx.clock.now();
    let public = ctx.store.public_request(code, now).await?.ok_or(Error::NotFound)?;
    if public.status != Status::Open {
        return Err(Error::NotOpen(public.status));
    }
    if !public.is_payable() {
        return Err(Error::Conflict("error-order-waiting"));
    }
    if public.underway == Underway::Processing && public.outstanding.is_some() && public.pays_once {
        return Err(Error::Underway);
    }
    let takes_tips = public.takes_tips && public.outstanding.is_some();
    let (id, due, items) = match public.pick(&input.picks).map_err(Error::Invalid)? {
        Some((due, items)) => (input.method.as_str(), due, items),
        None if public.alternatives.is_empty() => {
            (input.method.as_str(), amount(&public, &input.amount)?, ChosenItems::default())
        }
        None => {
            let (id, due) = chosen_price(ctx, &public, &input.method)?;
            (id, due, ChosenItems::default())
        }
    };
    let asked = with_tip(takes_tips, &input.tip, due)?;
    let note = note(public.asks_note, &input.note)?;
    let (method, kind) = chosen(ctx, &public.methods, id, &asked.total)?;
    let basis = ctx.store.payee_basis(code).await?.ok_or(Error::NotFound)?;
    let target = PaymentTarget {
        items,
        code: code.clone(),
        basis,
        name: public.name,
        handle: public.handle,
        description: None,
        note,
        language: input.language,
        request: None,
    };
    Ok(start(ctx, target, asked, &method, kind, now).await?.next)
}

/// Starts a payment by a personal link. Its request is stored in the same transaction, so that a page view stores nothing, and the books
/// contain only payments of requests.
///
/// # Errors
/// As [`start_payment`].
pub async fn start_personal(
    ctx: &Context,
    handle: &Handle,
    money: Option<Money>,
    input: &PayerInput,
) -> Result<NextStep, Error> {
    let now = ctx.clock.now();
    let (payee, methods) = ctx.store.personal_page(handle).await?.ok_or(Error::NotFound)?;
    // Where the payer types the amount, a tip could be in it already.
    let takes_tips = payee.takes_tips && money.is_some();
    let money = match money {
        Some(money) => money,
        None => payer_amount(&input.amount, &RequestAmount::Open { currency: payee.currency, min: None, max: None })?,
    };
    // A personal link creates a new request at each use, so it ends if its currency has been withdrawn.
    money.currency().in_use().map_err(|e| Error::Invalid(vec![FieldError::new("amount", &e)]))?;
    let asked = with_tip(takes_tips, &input.tip, money)?;
    let note = note(payee.asks_note, &input.note)?;
    let (method, kind) = chosen(ctx, &methods, &input.method, &asked.total)?;
    let terms = Terms { takes_tips, ..terms_by_payer(&payee, money) };
    let request = draw(ctx, &payee.id, &terms);
    let target = PaymentTarget {
        items: ChosenItems::default(),
        code: request.code.clone(),
        basis: ChargeOwner { payee_id: payee.id, rf: request.rf.clone() },
        name: payee.name,
        handle: payee.handle,
        description: None,
        note,
        language: input.language,
        request: Some(request),
    };
    Ok(start(ctx, target, asked, &method, kind, now).await?.next)
}

/// The subject of a payment that is started.
pub(super) struct PaymentTarget {
    pub code: RequestCode,
    /// The payer's picks, where the request leaves it a choice of items.
    pub items: ChosenItems,
    pub basis: ChargeOwner,
    pub name: DisplayName,
    pub handle: Handle,
    /// See [`Charge::description`].
    pub description: Option<String>,
    /// The payer's note to the payee. Not part of a [`Charge`], so no provider gets it.
    pub note: Option<PayerNote>,
    /// The payer's choice, see [`PayerInput::language`].
    pub language: Option<Language>,
    /// The request, if it isn't stored yet.
    pub request: Option<PaymentRequest>,
}

/// A payment that was started.
pub(super) struct StartedPayment {
    pub next: NextStep,
    /// The instructions that its payer is shown.
    pub instructions: Instructions,
}

pub(super) async fn start(
    ctx: &Context,
    target: PaymentTarget,
    Asked { total: money, tip }: Asked,
    method: &MethodId,
    kind: &'static RailKind,
    now: Timestamp,
) -> Result<StartedPayment, Error> {
    let found = ctx.store.method(method).await.inspect_err(|error| tracing::error!(%error, "a way to pay is dead"));
    let (method, settings) = match found {
        // The payer can choose another method.
        Ok(None) | Err(store::Error::Sealed(_)) => return Err(no_such_method()),
        Ok(Some(found)) => found,
        Err(other) => return Err(other.into()),
    };
    let rail = ctx.rails.open_method(&method, &settings)?;
    if !rail.supports(&money) {
        return Err(no_such_method());
    }
    let PaymentTarget { code, items, basis, name, handle, description, note, language, request } = target;
    let token = Token::draw("", &ctx.chance);
    let expires_at = now
        + match (kind.by_hand, items.is_limited) {
            (true, false) => BY_HAND,
            (false, false) => AT_PROVIDER,
            (true, true) => HOLDING_BY_HAND,
            (false, true) => HOLDING_AT_PROVIDER,
        };
    let charge = Charge {
        payment: PaymentId::draw(&ctx.chance),
        method: method.id.clone(),
        money,
        rf: basis.rf,
        payee: name,
        handle,
        description,
        return_url: own_page(ctx, &token, language),
        expires_at,
    };
    // The provider is called before anything is stored: if it fails, nothing is left behind.
    let started = rail.start(&charge).await?;
    let hash = token.hash();
    let (instructions, next) = match started.next {
        Next::Redirect(url) => {
            let resume = Instructions { resume: Some(url.clone()), ..Instructions::default() };
            (resume, NextStep::Provider(url))
        }
        Next::Show(instructions) => (instructions, NextStep::OwnPage(token)),
    };
    let external_id = started.external_id;
    let expires_at = started.expires_at.map_or(expires_at, |ends| ends.min(expires_at));
    let sealed = seal(ctx, &charge.payment, &instructions)?;
    let payment = Payment {
        id: charge.payment,
        request_code: code,
        payee_id: basis.payee_id,
        method_id: Some(method.id),
        rail: kind.name.to_owned(),
        test: method.test,
        amount: money.minor(),
        tip,
        picked: items.picked,
        currency: money.currency(),
        received: None,
        refunded: 0,
        pays_ahead: false,
        fee: Some(0),
        state: PaymentState::Pending,
        evidence: None,
        provider_ref: instructions.carried_reference().map(ToOwned::to_owned).or_else(|| external_id.clone()),
        external_id,
        note: None,
        payer_note: note,
        created_at: now,
        expires_at: Some(expires_at),
        claimed_at: None,
        set_aside_at: None,
        put_off_until: None,
        kept_at: None,
        settled_at: None,
        booking_date: None,
    };
    // A provider reports by webhook; polls find what a lost webhook would have reported.
    let polled = (!kind.by_hand && payment.external_id.is_some()).then(|| now + backoff::pause(0, &ctx.chance));
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                if let Some(request) = request {
                    // The operator may have disabled the payee since the page was read.
                    tx.insert_request(&request, Origin::Link).await.map_err(|e| match e {
                        store::Error::Disabled => Error::NotFound,
                        other => other.into(),
                    })?;
                }
                // Since then, the operator may have taken the link down, and another payer may have paid it or the payee cancelled it.
                match tx.hold_enabled(&payment.request_code).await?.ok_or(Error::NotFound)? {
                    RequestState::Open => {}
                    over => return Err(Error::NotOpen(Status::at(over, None, now))),
                }
                if let Some(at) = tx.take_units(&payment.request_code, &payment.picked.picks).await? {
                    // Others took them since the page was read, so fewer are left than were picked.
                    return Err(Error::Invalid(vec![sold_out(at)]));
                }
                let new = NewPayment { payment: &payment, token: Some(&hash), instructions: Some(&sealed) };
                tx.insert_payment(new).await.map_err(|e| match e {
                    // A server of the payee's own may return any id, even that of an earlier payment.
                    store::Error::Taken => RailError::Unavailable("it named an earlier payment again".into()).into(),
                    other => Error::from(other),
                })?;
                if let Some(at) = polled {
                    tx.schedule_poll(&payment.id, at).await?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
    Ok(StartedPayment { next, instructions })
}

/// The URL of the payer's own page, in the language that it chose.
pub fn own_page(ctx: &Context, token: &Token, language: Option<Language>) -> Url {
    let mut url = ctx.url(&format!("p/{}", token.reveal()));
    url.set_query(language.map(|language| format!("lang={}", language.tag())).as_deref());
    url
}

fn seal(ctx: &Context, payment: &PaymentId, instructions: &Instructions) -> Result<String, Error> {
    let json = serde_json::to_string(instructions).map_err(|e| store::Error::Defect(e.to_string()))?;
    Ok(ctx.store.seal_instructions(payment, &json)?)
}

/// The price that the payer chose together with a method, `way`: that in the named currency, else the first that the method takes.
fn chosen_price<'w>(ctx: &Context, request: &PublicRequest, way: &'w str) -> Result<(&'w str, Money), Error> {
    let (id, code) = way.split_once(':').map_or((way, None), |(id, code)| (id, Some(code)));
    let methods = || request.methods.iter().filter(|method| id.is_empty() || method.id.as_str() == id);
    let is_offered = |money: &Money| methods().any(|method| ctx.rails.offers(method, money).is_some());
    let is_named = |money: &Money| code.is_none_or(|code| money.currency().code() == code);
    let price = request.offers().find(|money| is_named(money) && is_offered(money));
    price.map(|money| (id, money)).ok_or_else(no_such_method)
}

fn chosen(
    ctx: &Context,
    offered: &[OfferedMethod],
    id: &str,
    money: &Money,
) -> Result<(MethodId, &'static RailKind), Error> {
    let usable: Vec<_> = offered.iter().filter_map(|m| Some((m, ctx.rails.offers(m, money)?))).collect();
    let found = match usable.as_slice() {
        // A single method needs no choice.
        [only] if id.is_empty() => Some(only),
        all => all.iter().find(|(m, _)| m.id.as_str() == id),
    };
    found.map(|(method, kind)| (method.id.clone(), *kind)).ok_or_else(no_such_method)
}

fn no_such_method() -> Error {
    Error::field("method", "unavailable", "Choose one of the ways to pay that are offered for this amount.")
}
