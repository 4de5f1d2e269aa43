//! Parts that the payers' pages share: the methods on offer, and errors in the pay form.

use axum::response::{IntoResponse, Redirect, Response};

use super::picks::place_of;
use crate::actions::Context;
use crate::actions::payments::start::NextStep;
use crate::domain::clock::Timestamp;
use crate::domain::field::{FieldError, Mention};
use crate::domain::method::OfferedMethod;
use crate::domain::money::currency::Currency;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payee::handle::Handle;
use crate::domain::request::RequestAmount;
use crate::domain::text::Memo;
use crate::domain::zone::Zone;
use crate::locale::{Locale, Words};
use crate::rails::RailKind;
use crate::rails::registry::{ConfirmedBy, Payability, own_name};
use crate::web::error::fields;
use crate::web::http::reader::Reader;
use crate::web::view::MethodView;

/// The methods that can take the amount, or some amount of the currency while none is known. Their buttons name the amount, unless the
/// payer may add a tip to it.
pub fn offered(
    ctx: &Context,
    methods: &[OfferedMethod],
    money: Option<&Money>,
    currency: Currency,
    takes_tips: bool,
    t: &Words,
) -> Vec<MethodView> {
    let view = |method: &OfferedMethod| {
        let kind = match money {
            Some(money) => ctx.rails.offers(method, money),
            None => ctx.rails.offers_some(method, currency),
        }?;
        let texts = kind.payer;
        let label = own_name(method.wallet.as_deref()).map_or_else(|| t.say(texts.name), Into::into);
        let action = match money.filter(|_| !takes_tips) {
            Some(money) => pay_action(kind, &label, money, t.locale()),
            None => t.say_with(texts.pay_any, "wallet", &label).into_owned(),
        };
        Some(MethodView {
            id: method.id.to_string(),
            label: label.into_owned(),
            price: None,
            hint: t.say(texts.hint).into_owned(),
            confirms: t.say(confirms(kind)).into_owned(),
            action,
            test: method.test,
        })
    };
    methods.iter().filter_map(view).collect()
}

/// The methods that can take one of several prices, each with the amount in that: the main price first.
pub fn offered_prices(
    ctx: &Context,
    methods: &[OfferedMethod],
    prices: &[Money],
    takes_tips: bool,
    t: &Words,
) -> Vec<MethodView> {
    let of_price = |money: &Money| {
        let currency = money.currency();
        let price = t.locale().money(money);
        let views = offered(ctx, methods, Some(money), currency, takes_tips, t);
        views.into_iter().map(move |view| MethodView {
            id: format!("{}:{}", view.id, currency.code()),
            price: Some(price.clone()),
            ..view
        })
    };
    prices.iter().flat_map(of_price).collect()
}

/// The Fluent key of who confirms that the money of a rail arrived.
fn confirms(kind: &RailKind) -> &'static str {
    match ConfirmedBy::of(kind) {
        ConfirmedBy::Payee => "confirms-payee",
        ConfirmedBy::Provider => "confirms-itself",
        ConfirmedBy::Either => "confirms-either",
    }
}

/// The button's text for a known amount: "Pay €25.00 with Swish". `way` is the wallet's or scheme's name where the rail has several.
pub fn pay_action(kind: &RailKind, way: &str, money: &Money, locale: Locale) -> String {
    let words = Words::new(locale).with("amount", locale.money(money)).with("wallet", way);
    words.say(kind.payer.pay).into_owned()
}

/// The address of a payee's personal page as it is printed on signs, without the scheme: `chit.example/cafe`.
pub fn seller_page(ctx: &Context, handle: &Handle) -> String {
    let url = ctx.url(handle.as_str());
    url.as_str().split_once("://").map_or(url.as_str(), |(_, rest)| rest).to_owned()
}

/// Formats a timestamp for the reader, in the payee's time zone: "30 November 2026 at 18:00 UTC+1".
pub fn moment_for(t: &Words, at: Timestamp, zone: Zone) -> String {
    let words = Words::new(t.locale()).with("time", t.locale().moment(at, zone)).with("zone", zone.offset(at));
    words.say("moment").into_owned()
}

/// Formats a timestamp's date for the reader, in the payee's time zone: "30 November 2026 (UTC+1)".
pub fn day_of_for(locale: Locale, at: Timestamp, zone: Zone) -> String {
    let words = Words::new(locale).with("date", locale.day(zone.day_of(at))).with("zone", zone.offset(at));
    words.say("day-of-moment").into_owned()
}

/// The Fluent key of the reason why no method is offered.
pub fn no_way(ctx: &Context, methods: &[OfferedMethod], money: Option<&Money>, asked: &RequestAmount) -> &'static str {
    match ctx.rails.payability(methods, asked, money.copied()) {
        Payability::NotInCurrency => "no-way-currency",
        Payability::NotThisAmount => "no-way-amount",
        Payability::NoMethod | Payability::Payable => "no-way",
    }
}

/// Adds the arguments of the messages about an amount, its bounds and a note.
pub fn with_bounds(t: Words, asked: &RequestAmount) -> Words {
    let (locale, currency) = (t.locale(), asked.currency());
    let longest = i64::try_from(Memo::MAX).unwrap_or(i64::MAX);
    t.with("min", locale.money(&asked.min().unwrap_or(Money::new(1, currency))))
        .with("max", locale.money(&asked.max().unwrap_or(Money::new(MAX_MINOR, currency))))
        .with("currency", currency.code())
        .with("example", locale.example(currency))
        .with("thousands", locale.ungrouped(currency))
        .with("whole", locale.undivided(1234))
        .with("fine", locale.decimals_beyond_doubt(currency))
        .with("longest", locale.count(longest))
}

/// The Fluent key of an amount's bounds: "Between €5.00 and €50.00."
pub fn bounds(asked: &RequestAmount) -> &'static str {
    match (asked.min(), asked.max()) {
        (Some(_), Some(_)) => "bounds-between",
        (Some(_), None) => "bounds-from",
        (None, Some(_)) => "bounds-to",
        (None, None) => "any-amount",
    }
}

/// The errors in a pay form, by field, in the payer's language.
#[derive(Default)]
pub struct Wrong {
    /// The error in the amount.
    pub amount: Option<String>,
    /// The error in the note.
    pub note: Option<String>,
    /// The error in the tip.
    pub tip: Option<String>,
    /// The errors in the quantities of items, by their places.
    pub items: Vec<(usize, String)>,
    /// The error in the chosen method or in any other field.
    pub form: Option<String>,
    /// Set when the provider is out of reach; nothing was charged.
    pub away: bool,
}

impl Wrong {
    /// The form has no error, but the provider is out of reach.
    pub fn away() -> Self {
        Self { away: true, ..Self::default() }
    }

    /// Translates the errors of fields. `t` needs the arguments of [`with_bounds`].
    pub fn of(errors: &[FieldError], t: &Words) -> Self {
        let mut wrong = Self::default();
        for field in errors {
            let text = |key: &'static str| Some(t.say(key).into_owned());
            match &*field.field {
                "amount" => wrong.amount = Some(amount(field.code, field.found.as_deref(), t)),
                "note" => wrong.note = text(if field.code == "too_long" { "note-too-long" } else { "note-invalid" }),
                "tip" => wrong.tip = Some(tip(field, t)),
                item if item.starts_with("items") => {
                    let text = fields::text(field, t.locale());
                    match place_of(item) {
                        Some(at) => wrong.items.push((at, text)),
                        None => wrong.form = Some(text),
                    }
                }
                "method" => wrong.form = text("method-unavailable"),
                _ => wrong.form = Some(field.detail.clone()),
            }
        }
        wrong
    }
}

/// The message for an error of [`crate::domain::payment::tip::TipError`]. `t` needs the arguments of [`with_bounds`].
fn tip(field: &FieldError, t: &Words) -> String {
    match (field.code, field.mentions.as_slice()) {
        ("too_large", [Mention::Amount(most, currency)]) => {
            let most = t.locale().money(&Money::new(*most, *currency));
            t.say_with("tip-too-large", "most", &most).into_owned()
        }
        ("required", _) => t.say("tip-required").into_owned(),
        ("unknown", _) => t.say("tip-unknown").into_owned(),
        (code, _) => amount(code, field.found.as_deref(), t),
    }
}

/// The message for a code of [`crate::domain::money::AmountError`], or of a bound. `found` is the text that the error quotes. `t` needs
/// the arguments of [`with_bounds`].
pub fn amount(code: &str, found: Option<&str>, t: &Words) -> String {
    let key = match code {
        "required" => "amount-required",
        "too_many_decimals" => "amount-too-many-decimals",
        "not_positive" => "amount-not-positive",
        "too_small" => "amount-too-small",
        "too_large" => "amount-too-large",
        "ambiguous" => "amount-ambiguous",
        "ambiguous_decimals" => "amount-ambiguous-decimals",
        "other_currency" => "amount-other-currency",
        "unknown_currency" => "amount-unknown-currency",
        "withdrawn_currency" => "amount-withdrawn-currency",
        _ => "amount-not-a-number",
    };
    match found {
        Some(found) => t.say_with(key, "found", found).into_owned(),
        None => t.say(key).into_owned(),
    }
}

/// Redirects to the provider or to the payment's own page.
pub fn next_response(next: NextStep, reader: &Reader) -> Response {
    match next {
        NextStep::Provider(url) => Redirect::to(url.as_str()).into_response(),
        NextStep::OwnPage(token) => Redirect::to(&reader.carry(&format!("/p/{}", token.reveal()))).into_response(),
    }
}
