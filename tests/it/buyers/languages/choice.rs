//! The language that is chosen: by the browser, the payee, the reader.

use chit::domain::language::Language;
use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, HeaderValue};
use serde_json::json;
use url::Url;

use super::cases::decided;
use super::{Way, ask, bank, read};
use crate::support::{Answer, App, Message, Page, both, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    both![
        the_browsers_word_is_weighed,
        without_a_word_it_is_the_payees_language,
        nonsense_is_no_choice,
        a_choice_is_carried_on,
    ]
}

async fn the_browsers_word_is_weighed(app: App) {
    app.seller("anna").await;
    for (accepted, tag) in [
        ("de", "de"),
        ("DE-de", "de"),
        ("en;q=0.5, fr;q=0.9", "fr"),
        ("fr;q=0.9, en;q=0.5", "fr"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("sv-SE, en-GB;q=0.3, pl;q=0.7", "pl"),
        ("sv, fi;q=0.9, tr;q=0.1", "tr"),
        ("de;q=0, it", "it"),
        ("zh-Hant-TW", "zh"),
        ("pt-BR", "pt"),
        ("ar-SA", "ar"),
        ("*", "en"),
        ("de;q=x, nl", "nl"),
        (" , ;q=1, es", "es"),
    ] {
        assert_eq!(read(&app, "anna", accepted).await.one("html").attribute("lang"), tag, "{accepted}");
    }
    // The reader's own word comes first, in either case, and wherever it stands in the address.
    for (path, tag) in [
        ("anna?lang=ja", "ja"),
        ("anna?lang=JA", "ja"),
        ("anna?a=1&lang=ja&b=2", "ja"),
        ("anna?lang=ja&lang=de", "ja"),
        ("anna?lang=ar", "ar"),
    ] {
        assert_eq!(read(&app, path, "fr,de;q=0.9").await.one("html").attribute("lang"), tag, "{path}");
    }
}

async fn without_a_word_it_is_the_payees_language(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let turkish = format!("r/{}", app.request(&api, &json!({"amount": "25.00", "language": "tr"})).await);
    let arabic = format!("r/{}", app.request(&api, &json!({"amount": "25.00", "language": "ar"})).await);
    let plain = format!("r/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    let lang = async |path: &str, way: Option<Way>| {
        let page = Page::read(&ask(&app, path, None, way).await.status(200).text());
        let root = page.one("html");
        format!("{} {}", root.attribute("lang"), root.attribute("dir"))
    };
    for way in [None, Some(Way::Browser("sv-SE,fi;q=0.9")), Some(Way::Browser("")), Some(Way::Chosen("xx"))] {
        assert_eq!(lang(&turkish, way).await, "tr ltr");
        assert_eq!(lang(&arabic, way).await, "ar rtl");
        assert_eq!(lang(&format!("{turkish}/print"), way).await, "tr ltr");
        assert_eq!(lang(&format!("{turkish}/report"), way).await, "tr ltr");
        assert_eq!(lang(&plain, way).await, "en ltr");
        assert_eq!(lang("anna", way).await, "en ltr");
    }
    assert_eq!(lang(&turkish, Some(Way::Browser("de"))).await, "de ltr", "the reader's language comes first");
    assert_eq!(lang(&turkish, Some(Way::Chosen("de"))).await, "de ltr");
    // A payer who says nothing gets the request's language on its own page too.
    let (provider, _) = app.start_payment(turkish.trim_start_matches("r/")).await;
    let own = order(&provider)["return_url"].as_str().expect("a URL").to_owned();
    has_not(&own, &["lang="]);
    assert_eq!(lang(&own, None).await, "tr ltr");
    // A payee that chose one: its personal page, and what it makes from then on.
    let seller = app.signed_in(&payee).await;
    let settings = [("name", "anna"), ("currency", "EUR"), ("language", "hi")];
    seller.post("app/settings/profile", &settings).await.status(200);
    for path in ["anna", "anna/25", "anna/report"] {
        assert_eq!(lang(path, None).await, "hi ltr", "{path}");
        assert_eq!(lang(path, Some(Way::Browser("it"))).await, "it ltr", "{path}");
    }
    let later = format!("r/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    assert_eq!((lang(&later, None).await, lang(&plain, None).await), ("hi ltr".into(), "en ltr".into()));
}

async fn nonsense_is_no_choice(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (own, _) = decided(&app, &api, &hook, "approve").await;
    let long = "x".repeat(4000);
    let paths =
        [&format!("r/{code}"), "anna", "anna/25", &own, &format!("r/{code}/report"), &format!("r/{code}/print")];
    for path in paths {
        for choice in ["xx", "", "%00", "%FF", "de-AT", "de%20", "%F0%9F%87%A9%F0%9F%87%AA", "../de", "<script>", &long]
        {
            let answer = ask(&app, &format!("{path}?lang={choice}"), None, None).await.status(200);
            let page = Page::read(&answer.text());
            assert_eq!(page.one("html").attribute("lang"), "en", "{path} {choice}");
            // What is no choice is not carried on.
            let links: Vec<_> =
                page.all("a").iter().chain(&page.all("form")).map(|e| format!("{:?}", e.attributes)).collect();
            let links = links.join("\n");
            for language in Language::ALL {
                assert!(links.matches(&format!("lang={}\"", language.tag())).count() <= 1, "{links}");
            }
            has_not(&links, &["lang=x", "script", "%00", "lang=\"\""]);
        }
        for choice in ["lang", "lang=de=", "lang[]=de", "Lang=de", "%6Cang=de", "&&&=", "?lang=de"] {
            ask(&app, &format!("{path}?{choice}"), None, None).await.status(200);
        }
        let eight = "de;q=0.1,".repeat(900);
        assert!(eight.len() > 8000);
        for accepted in [
            eight.as_bytes(),
            b"\xff\xfe",
            b"de\t;q=\xe9",
            b";;;===,,,",
            b"x-klingon",
            b"de-DE-x-very-long-private-use-subtag-that-is-none",
            &b"a-".repeat(300),
        ] {
            let value = HeaderValue::from_bytes(accepted).expect("a header");
            let request = app.browser().request(Method::GET, path).header(ACCEPT_LANGUAGE, value);
            let answer = Answer::of(request).await.status(200);
            let lang = Page::read(&answer.text()).one("html").attribute("lang").to_owned();
            assert!(lang == "en" || lang == "de", "{path}: {lang}");
        }
        let value = HeaderValue::from_bytes(eight.as_bytes()).expect("a header");
        let request = app.browser().request(Method::GET, path).header(ACCEPT_LANGUAGE, value);
        assert_eq!(
            Page::read(&Answer::of(request).await.text()).one("html").attribute("lang"),
            "en",
            "too long to read"
        );
    }
}

async fn a_choice_is_carried_on(app: App) {
    let (_, anna, hook) = app.seller("anna").await;
    let berta = bank(&app, "berta").await;
    let code = app.request(&anna, &json!({"amount": "25.00"})).await;
    let browser = app.browser();
    for (path, pay) in [
        (format!("r/{code}"), format!("/r/{code}/pay")),
        ("anna".to_owned(), "/anna/pay".into()),
        ("anna/25.50usd".into(), "/anna/25.50usd/pay".into()),
    ] {
        let page = Page::read(&browser.page(&format!("{path}?lang=ar")).await);
        assert_eq!(page.one("form").attribute("action"), format!("{pay}?lang=ar"));
        has(page.one("footer a.quiet-link").attribute("href"), &["/report?lang=ar"]);
        // The switch: a link in each other language, and the chosen one, which is none.
        let here = Url::parse(&format!("{}{path}?lang=ar", app.base)).expect("a URL");
        let leads = |link: &str| here.join(link).expect("a link").to_string();
        let links: Vec<_> = page.all(".languages a").iter().map(|a| leads(a.attribute("href"))).collect();
        let others = Language::ALL.into_iter().filter(|l| *l != Language::Ar);
        let wanted: Vec<_> = others.map(|l| format!("{}{path}?lang={}", app.base, l.tag())).collect();
        assert_eq!(links, wanted);
        assert_eq!(page.texts(".languages strong"), [Language::Ar.own_name()]);
        // Nobody who didn't choose gets a choice.
        let page = read(&app, &path, "ar").await;
        assert_eq!(page.one("form").attribute("action"), pay);
        let refused =
            browser.post(&format!("{}?lang=ar", page.one("form").attribute("action")), &[("method", "x")]).await;
        let refused = Page::read(&refused.status(400).text());
        assert_eq!(
            refused.one("form").attribute("action"),
            format!("{pay}?lang=ar"),
            "a form that was refused keeps it"
        );
    }
    // By a provider: there and back again.
    let started = browser.post(&format!("r/{code}/pay?lang=ar"), &[]).await.status(303);
    let own = order(started.location())["return_url"].as_str().expect("a URL").to_owned();
    assert!(own.ends_with("?lang=ar"), "{own}");
    let back = browser.post(started.location(), &[("outcome", "decline")]).await.status(303);
    assert_eq!(back.location(), own);
    let page = Page::read(&browser.page(&own).await);
    assert_eq!(page.one("html").attribute("lang"), "ar");
    assert_eq!(page.one("a.primary").attribute("href"), format!("/r/{code}?lang=ar"));
    let started = browser.post(&format!("r/{code}/pay"), &[]).await.status(303);
    has_not(order(started.location())["return_url"].as_str().expect("a URL"), &["lang"]);
    // The message that the provider sends has nothing to do with it.
    let name = order(started.location())["id"].as_str().expect("an id").to_owned();
    hook.reported(&Message::new(&name, "approve")).await;
    let own = order(started.location())["return_url"].as_str().expect("a URL").to_owned();
    let receipt = Page::read(&browser.page(&format!("{own}?lang=ja")).await);
    let onward = receipt.all("a.quiet-link").iter().any(|a| a.attribute("href") == format!("/r/{code}?lang=ja"));
    assert!(onward, "the receipt leads back in its language");
    // By hand: the payer's own page, its claim, and back.
    let code = app.request(&berta, &json!({"amount": "25.00"})).await;
    let own = browser.post(&format!("r/{code}/pay?lang=tr"), &[]).await.status(303).location().to_owned();
    assert!(own.starts_with("/p/") && own.ends_with("?lang=tr"), "{own}");
    let page = Page::read(&browser.page(&own).await);
    assert_eq!(page.one("html").attribute("lang"), "tr");
    let claim = page.one("form").attribute("action");
    assert_eq!(claim, own.replace("?lang=tr", "/claim?lang=tr"));
    assert_eq!(browser.post(claim, &[]).await.status(303).location(), own);
    // A report, and the sheet of what was paid meanwhile.
    let sent = browser.post(&format!("r/{code}/report?lang=pl"), &[("reason", "other")]).await.status(303);
    assert_eq!(sent.location(), format!("/r/{code}/report?sent=1&lang=pl"));
    let thanks = Page::read(&browser.page(sent.location()).await);
    assert_eq!(thanks.one("html").attribute("lang"), "pl");
    assert_eq!(thanks.one("main a").attribute("href"), format!("/r/{code}?lang=pl"));
    berta.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    let sheet = browser.get(&format!("r/{code}/print?lang=pl")).await.status(303);
    assert_eq!(sheet.location(), format!("/r/{code}?lang=pl"));
}
