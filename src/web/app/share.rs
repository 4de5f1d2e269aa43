//! The share section of a request's page: the message, the preview of the link in a chat, and links to messengers.

use crate::actions::Context;
use crate::actions::requests::test_mark::TestMarks;
use crate::domain::language::Language;
use crate::domain::payee::Payee;
use crate::domain::request::PaymentRequest;
use crate::locale::Words;
use crate::share::button;
use crate::share::links::Messenger;
use crate::share::message::ShareMessage;
use crate::web::pay::preview::PreviewTags;
use crate::web::view::{LanguageView, QrView, languages};

/// The message of a request with everything needed to send it.
pub struct ShareMessageView {
    /// The message, in the language that the seller chose for it.
    pub message: ShareMessage,
    /// The BCP 47 tag of the message's language.
    pub lang: &'static str,
    /// The language selector, with the message's language selected.
    pub languages: Vec<LanguageView>,
    /// The link's preview in messengers, from the same tags as the pay page.
    pub preview: PreviewTags,
    /// The preview's language: the request's own, whatever the message is in.
    pub preview_lang: &'static str,
    /// The URL of the preview card. Browsers cache it for an hour, so the URL changes with the card.
    pub card: String,
    /// The public URL's host, which messengers show beneath a preview.
    pub host: String,
    /// All messengers with their links.
    pub messengers: Vec<MessengerView>,
    /// The HTML of a pay button for a web page.
    pub button: String,
    /// The link's QR code.
    pub qr: QrView,
}

/// A messenger that takes the message, or at least the link.
pub struct MessengerView {
    /// The messenger.
    pub which: Messenger,
    /// The messenger's name, a brand.
    pub label: &'static str,
    /// The link that opens the messenger with the message.
    pub href: String,
    /// Set when the messenger exists for phones only.
    pub on_phones_only: bool,
}

impl ShareMessageView {
    /// Makes the view of a request. The message is in the request's language unless another was `chosen`.
    pub fn of(
        ctx: &Context,
        payee: &Payee,
        request: &PaymentRequest,
        marks: &TestMarks,
        chosen: Option<Language>,
    ) -> Self {
        let message = |language, url: &str, test| ShareMessage::of(request, language, url, test);
        Self::with(ctx, payee, request, marks, chosen, message)
    }

    /// Makes the view with a reminder as its message.
    pub fn reminding(
        ctx: &Context,
        payee: &Payee,
        request: &PaymentRequest,
        marks: &TestMarks,
        chosen: Option<Language>,
    ) -> Self {
        let today = payee.zone.day_of(ctx.clock.now());
        let message = |language, url: &str, test| ShareMessage::reminder(request, language, url, test, today);
        Self::with(ctx, payee, request, marks, chosen, message)
    }

    fn with(
        ctx: &Context,
        payee: &Payee,
        request: &PaymentRequest,
        marks: &TestMarks,
        chosen: Option<Language>,
        message: impl Fn(Language, &str, bool) -> ShareMessage,
    ) -> Self {
        let (url, language) = (ctx.qr.link(&request.code), chosen.unwrap_or(request.language));
        let test = marks.is_offered_as_test(request);
        let message = message(language, &url, test);
        let look = if test { "test" } else { "plain" };
        let PaymentRequest { code, preview, .. } = request;
        let asked = &request.named();
        let view = |messenger: Messenger| MessengerView {
            which: messenger,
            label: messenger.label(),
            href: messenger.link(&message),
            on_phones_only: messenger.on_phones_only(),
        };
        Self {
            lang: language.tag(),
            languages: languages(Some(language)),
            preview: PreviewTags::of_request(*preview, request.language, &payee.name, asked, &url, test),
            preview_lang: request.language.tag(),
            card: format!("/r/{code}/card.png?{}-{}-{look}", preview.as_str(), request.language.tag()),
            host: ctx.public_url.host_str().unwrap_or_default().to_owned(),
            messengers: Messenger::ALL.map(view).into(),
            button: button::html(payee, request, &url, &Words::new(language.into())),
            qr: QrView::from(&ctx.qr.matrix(&request.code)),
            message,
        }
    }
}
