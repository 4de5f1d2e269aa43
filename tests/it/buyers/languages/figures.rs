//! Figures, days, previews, and programs, which are answered in English.

use chit::domain::language::Language;
use chit::locale::Locale;
use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::ACCEPT_LANGUAGE;
use serde_json::{Value, json};

use super::{Way, ask, pieces, read};
use crate::house::locales::messages;
use crate::support::{Answer, Api, App, Page, both, has, order};

pub fn tests() -> Vec<Trial> {
    both![
        figures_and_days_are_the_readers,
        amounts_are_typed_in_the_readers_digits,
        programs_are_answered_in_english,
        a_preview_speaks_the_links_language,
    ]
}

async fn figures_and_days_are_the_readers(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let made = async |currency: &str, amount: &str| {
        let body = json!({"amount": amount, "currency": currency, "due_on": "2071-11-30",
            "items": [{"name": "Zwieback", "quantity": 3, "amount": "411.50"}]});
        let body = if currency == "EUR" { body } else { json!({"amount": amount, "currency": currency}) };
        format!("r/{}", app.request(&api, &body).await)
    };
    let euro = made("EUR", "1234.50").await;
    for (accepted, amount, day, item) in [
        ("en", "€1,234.50", "30 November 2071", "3 × Zwieback €411.50"),
        ("en-US", "€1,234.50", "November 30, 2071", "3 × Zwieback €411.50"),
        ("de", "1.234,50\u{a0}€", "30. November 2071", "3 × Zwieback 411,50\u{a0}€"),
        ("de-AT", "€\u{a0}1.234,50", "30. November 2071", "3 × Zwieback €\u{a0}411,50"),
        ("fr", "1\u{202f}234,50\u{a0}€", "30 novembre 2071", "3 × Zwieback 411,50\u{a0}€"),
        ("pl", "1234,50\u{a0}€", "30 listopada 2071", "3 × Zwieback 411,50\u{a0}€"),
        ("ar-EG", "\u{200f}١٬٢٣٤٫٥٠\u{a0}€", "٣٠ نوفمبر ٢٠٧١", "٣ × Zwieback \u{200f}٤١١٫٥٠\u{a0}€"),
        ("hi", "€1,234.50", "30 नवंबर, 2071", "3 × Zwieback €411.50"),
        ("ja", "€1,234.50", "2071年11月30日", "3 × Zwieback €411.50"),
    ] {
        let page = read(&app, &euro, accepted).await;
        // The first fact is the day; those after it are not the reader's to write.
        let facts: Vec<_> = page.texts("dl.facts dd").into_iter().take(1).collect();
        assert_eq!(page.texts("bdi.amount"), [amount], "{accepted}");
        assert_eq!((facts, page.texts("ul.items li")), (vec![day], vec![item]), "{accepted}");
        assert!(page.one("form button").text.contains(amount), "{accepted}: {}", page.one("form button").text);
    }
    let francs = made("CHF", "1234.50").await;
    let shown = read(&app, &francs, "de-CH").await.one("bdi.amount").text.replace('’', "'");
    assert_eq!(shown, "CHF\u{a0}1'234.50");
    let rupees = made("INR", "123456.50").await;
    assert_eq!(read(&app, &rupees, "en-IN").await.texts("bdi.amount"), ["₹1,23,456.50"]);
    let dinars = made("IQD", "1234.567").await;
    assert!(read(&app, &dinars, "ar-EG").await.one("bdi.amount").text.contains("١٬٢٣٤٫٥٦٧"), "nothing is rounded");
    // The sheet, the receipt and the sentences with amounts in them write them alike.
    has(&read(&app, &format!("{euro}/print"), "ar-EG").await.one("bdi.amount").text, &["١٬٢٣٤٫٥٠"]);
    let open = format!("r/{}", app.request(&api, &json!({"min_amount": "5", "suggested_amounts": ["10"]})).await);
    let page = read(&app, &open, "ar-EG").await;
    has(&page.one("#amount-hint").text, &["٥٫٠٠"]);
    has(&page.one("fieldset.picks").text, &["١٠٫٠٠"]);
    assert_eq!(page.one("fieldset.picks input").attribute("value"), "10.00", "what is sent is no figure of speech");
    let fields = [("amount", "1")];
    let refused = ask(&app, &format!("{open}/pay"), Some(&fields), Some(Way::Browser("ar-EG"))).await.status(400);
    has(&Page::read(&refused.text()).one("#amount-error").text, &["٥٫٠٠"]);
}

async fn amounts_are_typed_in_the_readers_digits(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let pay = format!("r/{}/pay", app.request(&api, &json!({})).await);
    for (tag, typed, minor) in [
        ("ar-EG", "١٢٫٥٠", 1250),
        ("ar-EG", "١٬٢٣٤٫٥٠", 123_450),
        ("ar-EG", "٧", 700),
        ("ar", "12.50", 1250),
        ("hi", "१२.५०", 1250),
        ("hi", "1,23,456.50", 12_345_650),
        ("ja", "１２５０", 125_000),
        ("de", "1.234,50", 123_450),
        ("fr", "1\u{202f}234,50", 123_450),
        ("de-CH", "1’234.50", 123_450),
    ] {
        let fields = [("amount", typed)];
        let started = ask(&app, &pay, Some(&fields), Some(Way::Browser(tag))).await.status(303);
        assert_eq!(order(started.location())["amount"], minor, "{tag}: {typed}");
    }
    // What can't be read comes back as it was typed, with what is wrong in the reader's words.
    for (tag, typed, says) in [
        ("ar-EG", "٠", "amount-not-positive"),
        ("hi", "बारह", "amount-not-a-number"),
        ("ja", "千円", "amount-not-a-number"),
        ("de", "1.234", "amount-ambiguous"),
    ] {
        let fields = [("amount", typed)];
        let refused = ask(&app, &pay, Some(&fields), Some(Way::Browser(tag))).await.status(400);
        let page = Page::read(&refused.text());
        assert_eq!(page.one("#amount").attribute("value"), typed);
        let language = Language::parse(tag.split('-').next().expect("a tag")).expect("ours");
        for piece in pieces(&messages(language)[says]) {
            has(&page.one("#amount-error").text, &[piece]);
        }
    }
}

async fn programs_are_answered_in_english(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "1234.50", "language": "ar"})).await;
    let bare = app.api("no-key");
    let mut answers = Vec::new();
    for accepted in [None, Some("de"), Some("ar-EG")] {
        let call = async |api: &Api, method: Method, path: &str, body: Option<Value>| {
            let mut call = api.call(method, path);
            if let Some(accepted) = accepted {
                call = call.header(ACCEPT_LANGUAGE, accepted);
            }
            if let Some(body) = body {
                call = call.json(&body);
            }
            let answer = Answer::of(call).await;
            (answer.code, answer.json())
        };
        let request = format!("requests/{code}?lang=ja");
        let bad = json!({"amount": "-1", "memo": "", "language": "xx"});
        answers.push([
            call(&api, Method::GET, "me", None).await,
            call(&api, Method::GET, &request, None).await,
            call(&api, Method::GET, "requests/none", None).await,
            call(&api, Method::PUT, "me", None).await,
            call(&api, Method::POST, "requests", Some(bad)).await,
            call(&bare, Method::GET, "me", None).await,
        ]);
    }
    let told = &answers[0];
    assert!(answers.iter().all(|other| other == told), "{answers:?}");
    assert_eq!(told[1].1["amount"], "1234.50", "amounts are plain for programs");
    assert_eq!(told.iter().map(|(status, _)| *status).collect::<Vec<_>>(), [200, 200, 404, 405, 400, 401]);
    assert_eq!(told[2].1["title"], "Nothing here");
    has(told[4].1["errors"][0]["detail"].as_str().expect("a sentence"), &["such as 25"]);
    // So are the provider's messages, and what they are answered.
    let forged = hook.deliver(Some("t=1,v1=00"), b"{}".to_vec()).await.status(401).problem();
    assert_eq!(forged["title"], "Not signed");
    // A page for people is in the reader's language.
    let page = read(&app, "app/sign-in", "ar").await;
    assert_eq!(page.one("html").attribute("lang"), "ar");
}

/// A page as those who draw previews get it. None of them says what its readers speak; two say what their makers do.
async fn unfurl(app: &App, path: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    for (agent, query, accepted) in [
        ("WhatsApp/2.23.20.0", "", None),
        ("TelegramBot (like TwitterBot)", "", Some("en-US,en;q=0.9")),
        ("facebookexternalhit/1.1", "?lang=nl", Some("fr")),
    ] {
        let mut request = app.browser().request(Method::GET, &format!("{path}{query}")).header("User-Agent", agent);
        if let Some(accepted) = accepted {
            request = request.header(ACCEPT_LANGUAGE, accepted);
        }
        pages.push(Page::read(&Answer::of(request).await.status(200).text()));
    }
    pages
}

async fn a_preview_speaks_the_links_language(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    // Nothing but a demo would be marked as a test.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    for language in Language::ALL {
        let (tag, texts) = (language.tag(), messages(language));
        let locale = Locale::from(language);
        let money =
            |minor| locale.money(&chit::domain::money::Money::new(minor, chit::domain::money::currency::Currency::EUR));
        let made = async |preview: &str| {
            let body = json!({"amount": "1234.50", "language": tag, "preview": preview});
            format!("r/{}", app.request(&api, &body).await)
        };
        let (generic, amount, none) = (made("generic").await, made("amount").await, made("none").await);
        for page in unfurl(&app, &generic).await {
            assert_eq!(page.meta("og:title"), texts["preview-title"]);
            assert_eq!(page.meta("og:description"), texts["preview-description"]);
            assert_eq!(page.meta("description"), texts["preview-description"]);
            assert_eq!(page.meta("og:image:alt"), texts["preview-picture"]);
        }
        for page in unfurl(&app, &amount).await {
            let plain = page.meta("og:title").replace(['\u{2068}', '\u{2069}'], "");
            let whole =
                texts["preview-title-amount"].replace("{ $payee }", "anna").replace("{ $amount }", &money(123_450));
            assert_eq!(plain, whole);
        }
        for page in unfurl(&app, &none).await {
            assert!(page.all("meta").iter().all(|m| !m.attribute("property").starts_with("og:")), "{tag}");
        }
    }
    // A personal link speaks its payee's.
    let settings = [("name", "anna"), ("currency", "EUR"), ("language", "zh")];
    app.signed_in(&payee).await.post("app/settings/profile", &settings).await.status(200);
    let page = read(&app, "anna/25", "en").await;
    assert_eq!(page.meta("og:title"), messages(Language::Zh)["preview-title"]);
    assert_eq!(page.one("html").attribute("lang"), "en", "and the page its reader's");
}
