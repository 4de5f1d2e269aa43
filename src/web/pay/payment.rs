//! `/p/{token}`: the payer's page of one payment, with instructions, state and receipt.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};

use super::instructions;
use super::payer::{pay_action, seller_page};
use crate::actions::payments::claim::claim_payment;
use crate::actions::payments::poll::{self, poll_briefly};
use crate::domain::id::PaymentId;
use crate::domain::money::Money;
use crate::domain::payee::accent::Accent;
use crate::domain::payment::refund::Returned;
use crate::domain::payment::{Difference, Payment, PaymentState};
use crate::domain::request::readable::is_readable;
use crate::domain::secret::token::Token;
use crate::domain::text::DisplayName;
use crate::locale::{Html, Locale, Words};
use crate::rails::by_hand::link::wallets;
use crate::rails::by_hand::qr_bill::QrBill;
use crate::rails::registry::own_name;
use crate::rails::{Instructions, RowKind};
use crate::share::avatar::Avatar;
use crate::store::PayerView;
use crate::web::App;
use crate::web::after_view::AfterView;
use crate::web::error::{Error, PageError};
use crate::web::http::client::Client;
use crate::web::http::extract::{Claim, DeedForm, PagePath, PageQuery};
use crate::web::http::feet::Foot;
use crate::web::http::guesses::GuessTarget;
use crate::web::http::live::{self, LiveState, OpenPage, Since};
use crate::web::http::reader::Reader;
use crate::web::view::render;
use crate::web::view::{AmountView, ItemView, LanguageView, QrView, languages};

/// The interval at which a waiting page has the provider polled, since a webhook may be lost.
const LOOK: Duration = Duration::from_secs(10);

/// A payment's state, as the page shows it.
#[derive(Clone, PartialEq, Eq)]
pub enum PaymentStanding {
    /// Started; no money is reported or claimed.
    Pending,
    /// The payer claims that the money is sent.
    Claimed,
    /// The provider reports that the money is in transit.
    Processing,
    /// The money arrived, on this day.
    Settled(String),
    /// The provider reports that the money will not arrive.
    Failed,
    /// The payer did not complete it in time.
    Expired,
    /// Refunded in full or in part; the state's Fluent key.
    Refunded(&'static str),
    /// The payer disputes it at the provider.
    Disputed,
}

/// A row of the instructions, to be copied.
pub struct CopyRow {
    pub label: String,
    pub value: String,
    pub copy: String,
    /// The button's text for copying it: "Copy IBAN". Empty where the payer has no need to.
    pub step: String,
    /// Set for text of the payee's, of any script.
    pub prose: bool,
}

#[derive(Template)]
#[template(path = "pay/payment.html")]
struct PaymentPage {
    /// Texts with the payee, the rail and the remaining minutes as arguments.
    t: Words,
    languages: Vec<LanguageView>,
    here: String,
    accent: Accent,
    avatar: String,
    /// The address of the payee's page, without the scheme.
    seller: String,
    amount: AmountView,
    /// The sentence about the tip in the amount, if there is one.
    tip: Option<String>,
    /// The payer's picks, with the fixed lines beside it.
    items: Vec<ItemView>,
    memo: Option<String>,
    payer_note: Option<String>,
    check_words: Option<String>,
    foot: Foot,
    /// The text or link for who has paid.
    after: Option<AfterView>,
    standing: PaymentStanding,
    rail: String,
    test: bool,
    /// Set when the instructions can't be decrypted, because their key was given up.
    instructions_lost: bool,
    rows: Vec<CopyRow>,
    /// The Fluent keys of the heading above the rows, and of the sentence on their use.
    texts: (&'static str, &'static str),
    /// The Fluent keys for opening the rail's app, and for scanning with it.
    app: (&'static str, &'static str),
    /// Set when the payer's bank compares the account holder's name.
    compares_name: bool,
    /// The path of the printable Swiss QR-bill.
    bill_url: Option<String>,
    /// Set when an app on phones opens the link.
    opens_app: bool,
    /// Set for an invoice with an expiry, whose QR code isn't offered for saving.
    ends: bool,
    qr: Option<QrView>,
    qr_picture: String,
    open_link: Option<String>,
    /// The text of the button that opens the link, where it is one of the payee's at a wallet.
    pay_by_link: Option<String>,
    resume: Option<String>,
    claim_action: Option<String>,
    /// The page's own address, for the payer to keep.
    own_url: String,
    request_url: String,
    receipt: Option<String>,
    /// Set while a refund is in progress at the provider.
    returns: bool,
    code: String,
    refresh: Option<u32>,
    difference: Option<String>,
    /// One sentence for each source of reversals.
    returned: Vec<Html>,
    live: Option<String>,
}

/// Describes the difference between the received and the requested amount. `None` if there is none.
pub fn difference(difference: Difference, locale: Locale) -> Option<String> {
    let (key, money) = match difference {
        Difference::None => return None,
        Difference::Under(money) => ("difference-under", money),
        Difference::Over(money) => ("difference-over", money),
    };
    Some(Words::new(locale).with("amount", locale.money(&money)).say(key).into_owned())
}

/// The sentence about a tip in an amount: "Including a tip of €2.50".
pub fn tip_sentence(tip: Option<Money>, locale: Locale) -> Option<String> {
    tip.map(|tip| Words::new(locale).with("tip", locale.money(&tip)).say("tip-included").into_owned())
}

/// The Fluent key of a refunded payment's state. The payee's word alone is never stated as a fact.
fn refunded(returned: Returned, whole: bool) -> &'static str {
    match whole {
        _ if returned.by_word > 0 => "payment-refund-said",
        true => "payment-refunded",
        false => "payment-partly-refunded",
    }
}

/// Sentences about reversals. Only refunds by the provider are stated as facts; a refund by hand is the payee's statement.
fn returned_texts(returned: Returned, payment: &Payment, payee: &DisplayName, locale: Locale) -> Vec<Html> {
    let Returned { by_provider, by_word, by_dispute } = returned;
    let whole = payment.state == PaymentState::Refunded && by_word == 0 && by_dispute == 0;
    let said = [
        (by_provider, if whole { "refunded" } else { "partly-refunded" }),
        (by_word, "refunded-by-word"),
        (by_dispute, "refunded-by-dispute"),
    ];
    let text = |(minor, key): (i64, &str)| {
        let money = locale.money(&Money::new(minor, payment.currency));
        (minor > 0).then(|| Words::new(locale).with("payee", payee.as_str()).with("refunded", money).html(key))
    };
    said.into_iter().filter_map(text).collect()
}

impl PaymentPage {
    async fn of(app: &App, token: &Token, mut view: PayerView, reader: &Reader) -> Result<Self, Error> {
        let (ctx, foot) = (&app.ctx, app.feet.foot());
        let (state, shown) = (view.state(), instructions::instructions(&mut view)?);
        let PayerView {
            payment,
            handle,
            name,
            accent,
            zone,
            language,
            memo,
            wallet,
            instructions: _,
            instructions_lost,
            returning,
            over: _,
        } = view;
        let payment = Payment { state, ..payment };
        let qr = shown.as_ref().and_then(instructions::code);
        let texts = shown.as_ref().map(Instructions::texts).unwrap_or_default();
        let app = shown.as_ref().map(Instructions::app_texts).unwrap_or_default();
        let compares_name = shown.as_ref().is_some_and(Instructions::compares_name);
        let opens_app = shown.as_ref().is_some_and(Instructions::opens_app);
        let is_bill = shown.as_ref().is_some_and(|shown| QrBill::of(shown).is_some());
        let invoice = shown.as_ref().is_some_and(Instructions::is_invoice);
        let kind = ctx.rails.kind(&payment.rail);
        let by_hand = ctx.rails.is_confirmed_by_payee(&payment);
        let (rows, open_link, resume) = shown.map(|s| (s.rows, s.link, s.resume)).unwrap_or_default();
        let locale = reader.locale(language);
        let t = Words::new(locale).with("payee", name.as_str());
        let seller = seller_page(ctx, &handle);
        let t = t.with("address", seller.as_str());
        let left = payment.expires_at.map(|at| (at - ctx.clock.now()).num_minutes().max(0));
        let t = t.with("minutes", locale.count(left.unwrap_or_default()));
        let t = t.with("returning", locale.money(&Money::new(returning, payment.currency)));
        let by_link = wallets::of(wallet.as_deref());
        let rail = match own_name(wallet.as_deref()) {
            Some(name) => name.to_owned(),
            None => t.say(kind.map_or("rail-other", |kind| kind.payer.name)).into_owned(),
        };
        let t = t.with("rail", rail.as_str()).with("wallet", rail.as_str());
        let pay_by_link = kind.filter(|_| by_link.is_some());
        let pay_by_link = pay_by_link.map(|kind| pay_action(kind, &rail, &payment.requested(), locale));
        let path = format!("/p/{}", token.reveal());
        let pending = payment.state == PaymentState::Pending;
        let has_settled = payment.state.has_settled();
        // Check words are part of the receipt; before, the request's own page has them.
        let request = match has_settled {
            true => ctx.store.request(&payment.payee_id, &payment.request_code).await?,
            false => None,
        };
        let after = match &request {
            Some(request) if is_readable(request, &payment) => ctx.store.after_payment(&request.code).await?,
            _ => None,
        };
        let money = payment.shown();
        let went_back = matches!(payment.state, PaymentState::Refunded | PaymentState::PartiallyRefunded);
        let returned = if went_back { ctx.store.returned(&payment).await? } else { Returned::default() };
        Ok(Self {
            foot,
            languages: languages(Some(locale.language())),
            accent,
            avatar: Avatar::of(handle.as_str()).path(),
            seller,
            amount: AmountView::of(&money, locale),
            tip: tip_sentence(payment.tip_shown(), locale),
            items: payment.picked.lines.iter().map(|i| ItemView::of(i.clone(), payment.currency, locale)).collect(),
            memo: memo.map(|m| m.to_string()),
            payer_note: payment.payer_note.as_ref().map(ToString::to_string),
            check_words: request.map(|request| ctx.check_words.of_own(&request, &handle).to_string()),
            after: after.as_ref().map(AfterView::of),
            standing: match payment.state {
                PaymentState::Pending => PaymentStanding::Pending,
                PaymentState::Claimed => PaymentStanding::Claimed,
                PaymentState::Processing => PaymentStanding::Processing,
                PaymentState::Settled => {
                    PaymentStanding::Settled(payment.settled_on(zone).map(|day| locale.day(day)).unwrap_or_default())
                }
                PaymentState::Failed => PaymentStanding::Failed,
                PaymentState::Expired => PaymentStanding::Expired,
                PaymentState::Refunded => PaymentStanding::Refunded(refunded(returned, true)),
                PaymentState::PartiallyRefunded => PaymentStanding::Refunded(refunded(returned, false)),
                PaymentState::Disputed => PaymentStanding::Disputed,
            },
            rail,
            test: payment.test,
            instructions_lost,
            rows: rows
                .into_iter()
                .map(|row| CopyRow {
                    label: t.say(row.kind.label()).into_owned(),
                    step: match row.kind {
                        RowKind::Words => String::new(),
                        // The button under the thumb opens the wallet.
                        _ if by_link.is_some() => String::new(),
                        kind => t.say_with("copy-what", "what", &t.say(kind.label())).into_owned(),
                    },
                    // Shown in the reader's notation, but copied in the one that banks accept.
                    value: if row.kind == RowKind::Amount { locale.money(&payment.requested()) } else { row.shown },
                    copy: row.copied,
                    prose: row.kind == RowKind::Words,
                })
                .collect(),
            texts,
            app,
            compares_name,
            bill_url: is_bill.then(|| reader.carry(&format!("{path}/qr-bill"))),
            opens_app,
            ends: invoice && left.is_some(),
            qr: qr.as_ref().map(QrView::from),
            qr_picture: format!("{path}/qr.png?size=1024"),
            open_link,
            pay_by_link,
            resume: resume.filter(|_| pending).map(|url| url.to_string()),
            own_url: ctx.url(path.trim_start_matches('/')).to_string(),
            claim_action: (by_hand && pending).then(|| reader.carry(&format!("{path}/claim"))),
            request_url: reader.carry(&format!("/r/{}", payment.request_code)),
            returns: returning > 0,
            receipt: has_settled.then(|| format!("{path}/receipt.json")),
            code: payment.request_code.to_string(),
            refresh: matches!(payment.state, PaymentState::Claimed | PaymentState::Processing).then_some(15),
            difference: difference(payment.difference(), locale),
            returned: returned_texts(returned, &payment, &name, locale),
            live: (!payment.state.is_final())
                .then(|| reader.carry(&format!("{path}/live?since={}", payment.state.as_str()))),
            here: String::new(),
            t,
        })
    }
}

/// Finds the payment of a payer's token. A miss counts against the client's address.
pub(super) async fn find_payment(app: &App, client: Client, token: &Token) -> Result<PayerView, Error> {
    let hash = token.hash();
    app.guesses.look_up(client, GuessTarget::Payment(&hash), app.ctx.store.payment_by_token(&hash)).await
}

/// `GET /p/{token}`: polls the provider briefly before.
pub async fn show(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
) -> Result<Response, PageError> {
    let mut view = find_payment(&app, client, &token).await?;
    // A payer may return from the provider before its webhook arrives.
    if poll_briefly(&app.ctx, &view.payment.id).await? {
        view = find_payment(&app, client, &token).await?;
    }
    render(StatusCode::OK, &PaymentPage::of(&app, &token, view, &reader).await?)
}

/// `GET /p/{token}/live`: the page's event stream.
pub async fn live(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
    PageQuery(Since { since }): PageQuery<Since>,
) -> Result<Response, PageError> {
    let (view, hash) = (find_payment(&app, client, &token).await?, token.hash());
    let shown = since.clone();
    let now = move |app: App| {
        let (hash, shown) = (hash.clone(), shown.clone());
        async move {
            let Some(view) = app.ctx.store.payment_by_token(&hash).await? else {
                return Ok(None);
            };
            let stands = view.state().as_str();
            if stands == shown && view.payment.external_id.is_some() {
                poll_meanwhile(&app, view.payment.id.clone());
            }
            // The worker expires the payment shortly after `expires_at`.
            let changes_at = view.payment.expires_at.filter(|_| view.state() == PaymentState::Pending);
            Ok(Some(LiveState { state: stands.to_owned(), changes_at }))
        }
    };
    let told = reader.words(view.language).say("page-changed").into_owned();
    // Each read has the provider polled, if it knows the payment.
    let every = if view.payment.external_id.is_some() { LOOK } else { live::QUIET };
    let page = OpenPage { code: Some(view.payment.request_code), payee: view.handle, shown: since, told, every };
    Ok(live::stream(&app, client, page, now).await)
}

/// Polls the provider in the background while the payer's page waits. A change is notified to the page like any other.
fn poll_meanwhile(app: &App, payment: PaymentId) {
    // Without a free slot, the page's next read tries again.
    let Ok(place) = Arc::clone(&app.looking_pages).try_acquire_owned() else { return };
    let ctx = app.ctx.clone();
    tokio::spawn(async move {
        let _place = place;
        if let Err(error) = poll::poll_viewed(&ctx, &payment).await {
            tracing::info!(%error, "a provider could not be asked");
        }
    });
}

/// `POST /p/{token}/claim`: records the payer's claim that the money is sent.
pub async fn claim(
    State(app): State<App>,
    client: Client,
    reader: Reader,
    PagePath(token): PagePath<Token>,
    DeedForm(Claim {}): DeedForm<Claim>,
) -> Result<Response, PageError> {
    app.limits.payments.count(&client)?;
    find_payment(&app, client, &token).await?;
    claim_payment(&app.ctx, &token).await?;
    Ok(Redirect::to(&reader.carry(&format!("/p/{}", token.reveal()))).into_response())
}
