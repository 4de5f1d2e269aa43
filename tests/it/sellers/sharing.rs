//! How a seller sends a link: the message in a language, the messengers' links, what the chat will show, and changes before anybody
//! has paid.

use chit::domain::language::Language;
use chit::domain::money::Money;
use chit::domain::money::currency::Currency;
use chit::locale::Locale;
use libtest_mimic::Trial;
use serde_json::{Value, json};
use url::Url;

use crate::support::{Answer, Api, App, Browser, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_message_speaks_the_language_that_is_asked_for,
        a_language_that_we_lack_is_named,
        no_memo_breaks_out_of_a_messengers_link,
        the_page_sends_what_the_api_gives,
        the_page_shows_what_the_chat_will,
        a_message_is_looked_at_in_another_language,
        a_request_is_changed_on_its_page,
        a_wrong_change_is_named_and_changes_nothing,
        what_is_paid_or_over_is_not_changed,
        anothers_request_is_not_changed,
        a_newcomers_language_is_its_browsers,
    ]
}

async fn made(api: &Api, body: &Value) -> Value {
    api.post("requests", body).await.status(201).json()
}

fn text<'v>(value: &'v Value, field: &str) -> &'v str {
    value[field].as_str().unwrap_or_else(|| panic!("{field} in {value}"))
}

/// Text as it stands in our HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&#38;").replace('<', "&#60;").replace('>', "&#62;").replace('"', "&#34;").replace('\'', "&#39;")
}

async fn a_message_speaks_the_language_that_is_asked_for(app: App) {
    let (_, api, _) = app.seller("anna").await;
    // Nothing but a demo would mark the message as a test.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    let request = made(&api, &json!({"amount": "1234.50", "memo": "Zwei Brote", "language": "fr"})).await;
    let (path, url) = (format!("requests/{}", text(&request, "code")), text(&request, "url"));
    assert_eq!(text(&request["share"], "text"), format!("Zwei Brote, 1\u{202f}234,50\u{a0}€\u{a0}: {url}"));
    let keys = |answer: &Value| answer["share"].as_object().expect("links").keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        keys(&request),
        ["email", "line", "messenger", "sms", "snapchat", "telegram", "text", "viber", "whatsapp"]
    );
    let euros = Money::parse("1234.50", Currency::EUR).expect("an amount");
    for language in Language::ALL {
        let tag = language.tag();
        let mut answer = api.get(&format!("{path}?lang={}", tag.to_uppercase())).await.status(200).json();
        let said = text(&answer["share"], "text").to_owned();
        has(&said, &["Zwei Brote", &Locale::from(language).money(&euros)]);
        assert_eq!((said.matches(url).count(), said.ends_with(url)), (1, true), "{tag}: {said}");
        let whatsapp = Url::parse(text(&answer["share"], "whatsapp")).expect("a URL");
        assert_eq!(whatsapp.query_pairs().next().expect("a value").1, said);
        assert_eq!(keys(&answer), keys(&request));
        answer["share"] = request["share"].clone();
        assert_eq!(answer, request, "{tag}: the rest is as it was, its language too");
    }
    assert_eq!(api.get(&path).await.json(), request);
}

async fn a_language_that_we_lack_is_named(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    for tag in ["sv", "de-AT", "", "%20de", "deutsch"] {
        let refused = api.get(&format!("requests/{code}?lang={tag}")).await.status(400);
        assert_eq!(refused.problems(), [("lang".to_owned(), "unknown".to_owned())], "{tag}");
        let detail = refused.problem()["errors"][0]["detail"].as_str().expect("a sentence").to_owned();
        has(&detail, &["en, de, fr, es, pt, it, nl, pl, tr, ar, hi, ja, zh"]);
    }
    assert_eq!(api.get(&format!("requests/{code}?language=de")).await.status(400).problems()[0].0, "query");
    // Who has no key learns nothing of either.
    let stranger = app.api("chit_wrong");
    assert_eq!(stranger.get(&format!("requests/{code}?lang=sv")).await.code, 401);
}

/// Memos that mean something to a URL, to HTML, to a chat, or to the eye.
const HOSTILE: [&str; 8] = [
    "50% off & more? #1 a=b+c/d;e",
    "see https://evil.example/?text=x&url=y#z",
    "\"><script>alert(1)</script>",
    "%0A%0Dtext%26body%3D",
    "خبز و 2 كعك, \u{5e9}\u{5dc}\u{5d5}\u{5dd}",
    "👩\u{200d}🌾 Eier 🥚🥚 — “süß”",
    "*bold* _it_ ~st~ `code` [a](b) @anna +49 30 1234",
    "+++&&&???###%%%===",
];

async fn no_memo_breaks_out_of_a_messengers_link(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let long = "ü&".repeat(70);
    for memo in HOSTILE.into_iter().chain([long.as_str()]) {
        for language in ["en", "ar", "ja"] {
            let request = made(&api, &json!({"amount": "25.00", "memo": memo, "language": language})).await;
            let (share, url) = (&request["share"], text(&request, "url"));
            let said = text(share, "text");
            assert!(said.ends_with(url) && said.contains(memo), "{said}");
            let told = |name: &str| -> Vec<(String, String)> {
                let link = Url::parse(text(share, name)).expect("a URL");
                assert_eq!(link.fragment(), None, "{link}");
                link.query_pairs().into_owned().collect()
            };
            let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
            for (name, field) in [("whatsapp", "text"), ("viber", "text"), ("line", "text"), ("sms", "body")] {
                assert_eq!(told(name), [pair(field, said)], "{name}");
            }
            for (name, field) in [("messenger", "link"), ("snapchat", "link")] {
                assert_eq!(told(name), [pair(field, url)], "{name}");
            }
            let [to, about] = <[_; 2]>::try_from(told("telegram")).expect("two values");
            assert_eq!((to, about.0.as_str()), (pair("url", url), "text"));
            assert!(said.starts_with(&about.1) && about.1.contains(memo) && !about.1.contains(url), "{}", about.1);
            assert_eq!(told("email"), [pair("subject", &about.1), pair("body", said)]);
        }
    }
}

/// The seller's page of a request.
async fn page(seller: &Browser, request: &Value) -> String {
    seller.page(&format!("app/requests/{}", text(request, "code"))).await
}

/// The seller's page that sends a request's link.
async fn share_page(seller: &Browser, request: &Value) -> String {
    seller.page(&format!("app/requests/{}/share", text(request, "code"))).await
}

async fn the_page_sends_what_the_api_gives(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    for memo in HOSTILE {
        let request = made(&api, &json!({"amount": "25.00", "memo": memo, "language": "de"})).await;
        let page = share_page(&seller, &request).await;
        for (name, value) in request["share"].as_object().expect("links") {
            let value = escaped(value.as_str().expect("a link"));
            match name.as_str() {
                "text" => has(&page, &[&format!("data-copy=\"{value}\""), &format!("data-text=\"{value}\"")]),
                _ => has(&page, &[&format!("href=\"{value}\"")]),
            }
        }
        has_not(&page, &["<script>alert"]);
        let code = text(&request, "code");
        // The pay button: a link around a picture that is drawn in it. Without scripts, it is copied by hand.
        let button = escaped(&format!("<a href=\"{}\"", text(&request, "url")));
        let copied = format!("{button}{}", between(&page, &format!("data-copy=\"{button}"), "\""));
        has(&copied, &[&escaped("<svg "), &escaped("</svg></a>")]);
        has(&page, &[&format!("readonly dir=\"ltr\" spellcheck=\"false\">{copied}</textarea>")]);
        has(&page, &[&format!("href=\"/r/{code}/print\""), &format!("download=\"payment-request-{code}.png\"")]);
    }
}

/// A tag's content, in a page's head.
fn tag<'p>(page: &'p str, property: &str) -> &'p str {
    between(page, &format!("<meta property=\"{property}\" content=\""), "\"")
}

async fn the_page_shows_what_the_chat_will(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let settings = [("name", "Anna’s \"Brot\" & Söhne"), ("currency", "EUR"), ("language", "en"), ("accent", "")];
    seller.post("app/settings/profile", &settings).await.status(200);
    let mut pictures = std::collections::HashSet::new();
    for dial in ["generic", "amount"] {
        for language in ["en", "ar", "ja"] {
            for amount in [json!("1234.50"), Value::Null] {
                let request = made(&api, &json!({"amount": amount, "preview": dial, "language": language})).await;
                let shown = share_page(&seller, &request).await;
                let open = app.browser().page(&format!("r/{}", text(&request, "code"))).await;
                let card = between(&shown, "<div class=\"card\"", "</div>");
                let (title, description) = (tag(&open, "og:title"), tag(&open, "og:description"));
                has(card, &[&format!("lang=\"{language}\""), &format!("<strong>{title}</strong>")]);
                has(card, &[&format!(">{description}<"), &format!("alt=\"{}\"", tag(&open, "og:image:alt"))]);
                let picture = between(card, "<img src=\"", "\"");
                assert!(tag(&open, "og:image").ends_with(between(picture, "", "?")));
                let same = app.browser().get(picture.trim_start_matches('/')).await.status(200);
                let path = tag(&open, "og:image").replace(&app.base, "");
                assert_eq!(same.body, app.browser().get(path.trim_start_matches('/')).await.body);
                pictures.insert(picture.replace(text(&request, "code"), ""));
            }
        }
    }
    assert_eq!(pictures.len(), 6, "a browser that has kept one sees the change: {pictures:?}");
    let hidden = made(&api, &json!({"amount": "25.00", "preview": "none"})).await;
    let shown = share_page(&seller, &hidden).await;
    has(&shown, &["you chose that chats show only the link", text(&hidden["share"], "text")]);
    has_not(&shown, &["class=\"card\"", "card.png"]);
    has_not(&app.browser().page(&format!("r/{}", text(&hidden, "code"))).await, &["og:"]);
}

async fn a_message_is_looked_at_in_another_language(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    // Nothing but a demo would mark the message as a test.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    let seller = app.signed_in(&payee).await;
    let request = made(&api, &json!({"amount": "25.00", "memo": "Bread", "language": "en"})).await;
    let path = format!("requests/{}", text(&request, "code"));
    let before = app.db().rows().await;
    for language in Language::ALL {
        let tag = language.tag();
        let share = api.get(&format!("{path}?lang={tag}")).await.json()["share"].clone();
        let shown = seller.page(&format!("app/{path}/share?message={tag}")).await;
        has(&shown, &[&format!("lang=\"{tag}\" dir=\"auto\">{}</p>", escaped(text(&share, "text")))]);
        has(&shown, &[&format!("href=\"{}\"", escaped(text(&share, "whatsapp")))]);
        let chosen = format!("lang=\"{tag}\" dir=\"{}\" aria-current=\"true\"", language.dir());
        has(between(&shown, "id=\"in-language\"", "</ul>"), &[&chosen]);
        // The card is what it is: everybody in the chat sees the same one.
        has(&shown, &["<strong>A payment request</strong>"]);
    }
    let own = text(&request["share"], "text");
    for nonsense in ["", "?message=sv", "?message=", "?message=%FF", "?message=\"><script>"] {
        let shown = seller.page(&format!("app/{path}/share{nonsense}")).await;
        has(&shown, &[&format!(">{own}</p>")]);
    }
    assert_eq!(app.db().rows().await, before);
    assert_eq!(api.get(&path).await.json(), request);
}

/// Sends the form of changes.
async fn change(seller: &Browser, request: &Value, fields: &[(&str, &str)]) -> Answer {
    seller.post(&format!("app/requests/{}/change", text(request, "code")), fields).await
}

const CHANGE: [(&str, &str); 3] = [("memo", "Zwei Brote"), ("language", "de"), ("preview", "amount")];

async fn a_request_is_changed_on_its_page(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let body = json!({"amount": "25.00", "memo": "Two \"loaves\"", "reference": "R-1", "due_on": "2071-01-01"});
    let request = made(&api, &body).await;
    let path = format!("requests/{}", text(&request, "code"));
    let form = page(&seller, &request).await;
    let form = between(&form, "/change\">", "</form>");
    has(form, &["value=\"Two &#34;loaves&#34;\"", "value=\"en\" lang=\"en\" dir=\"ltr\" selected"]);
    has(form, &["value=\"generic\" selected"]);

    let done = change(&seller, &request, &CHANGE).await.status(303);
    assert_eq!(done.location(), format!("/app/{path}?words=new"), "another memo has other words to compare");
    let changed = api.get(&path).await.json();
    for (field, value) in CHANGE {
        assert_eq!(changed[field], value);
    }
    for kept in ["amount", "reference", "due_on", "suggested_amounts", "asks_note", "max_payments"] {
        assert_eq!(changed[kept], request[kept], "{kept}");
    }
    has(&page(&seller, &request).await, &["value=\"Zwei Brote\"", "value=\"amount\" selected"]);
    has(&share_page(&seller, &request).await, &["Zwei Brote", "bittet um 25,00\u{a0}€"]);
    let open = app.browser().page(&format!("r/{}", text(&request, "code"))).await;
    has(&open, &["Zwei Brote"]);
    has(tag(&open, "og:title"), &["bittet um 25,00\u{a0}€"]);

    change(&seller, &request, &[("memo", "  "), ("language", "de"), ("preview", "none")]).await.status(303);
    let cleared = api.get(&path).await.json();
    assert_eq!((&cleared["memo"], &cleared["preview"]), (&Value::Null, &json!("none")));
}

async fn a_wrong_change_is_named_and_changes_nothing(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let request = made(&api, &json!({"amount": "25.00", "memo": "Bread"})).await;
    let before = app.db().rows().await;
    let long = "x".repeat(141);
    for (field, value) in [
        ("memo", long.as_str()),
        ("memo", "a\u{202e}b"),
        ("memo", "a\nb"),
        ("language", "sv"),
        ("language", ""),
        ("preview", "all"),
        ("preview", ""),
    ] {
        let fields: Vec<_> = CHANGE.into_iter().filter(|(name, _)| *name != field).chain([(field, value)]).collect();
        let page = change(&seller, &request, &fields).await.status(400).text();
        let form = between(&page, "/change\">", "</form>");
        has(form, &[&format!("id=\"{field}-error\""), "Nothing was saved yet"]);
        has_not(&page.replace(form, ""), &["Nothing was saved yet"]);
        if field != "memo" {
            has(form, &["value=\"Zwei Brote\""]);
        }
    }
    assert_eq!(app.db().rows().await, before);
    assert_eq!(api.get(&format!("requests/{}", text(&request, "code"))).await.json(), request);
}

async fn what_is_paid_or_over_is_not_changed(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let [part, paid, cancelled] = [
        made(&api, &json!({"amount": "25.00", "memo": "Bread"})).await,
        made(&api, &json!({"amount": "25.00", "memo": "Bread"})).await,
        made(&api, &json!({"amount": "25.00", "memo": "Bread"})).await,
    ];
    let path = |request: &Value| format!("requests/{}", text(request, "code"));
    api.post(&format!("{}/payments", path(&part)), &json!({"amount": "5.00"})).await.status(201);
    api.post(&format!("{}/payments", path(&paid)), &json!({})).await.status(201);
    api.post(&format!("{}/cancel", path(&cancelled)), &json!({})).await.status(200);
    has(&share_page(&seller, &part).await, &["/print\""]);
    for over in [&paid, &cancelled] {
        has_not(&share_page(&seller, over).await, &["/print\""]);
    }
    for request in [part, paid, cancelled] {
        has_not(&page(&seller, &request).await, &["Change it", "/change\""]);
        // From a page that was open before: it is sent back to what is so now.
        let sent = change(&seller, &request, &CHANGE).await.status(303);
        assert_eq!(sent.location(), format!("/app/{}", path(&request)));
        assert_eq!(api.get(&path(&request)).await.json()["memo"], "Bread");
    }
}

async fn anothers_request_is_not_changed(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mallory = app.signed_in(&app.payee("mallory")).await;
    let request = made(&api, &json!({"amount": "25.00", "memo": "Bread"})).await;
    let path = format!("requests/{}", text(&request, "code"));
    change(&mallory, &request, &CHANGE).await.status(404);
    for screen in ["", "/share", "/share?message=de", "/show"] {
        mallory.get(&format!("app/{path}{screen}")).await.status(404);
    }
    change(&app.browser(), &request, &CHANGE).await.status(401);
    assert_eq!(api.get(&path).await.json(), request);
}

async fn a_newcomers_language_is_its_browsers(app: App) {
    let app = app.with(&[("CHIT_SIGNUP", "open")]).await;
    for (handle, accepted, language) in [
        ("hana", "ja-JP,ja;q=0.9,en;q=0.8", "ja"),
        ("sven", "sv-SE,sv;q=0.9,de;q=0.3", "de"),
        ("nina", "sv", "en"),
        ("none", "", "en"),
    ] {
        let browser = app.browser();
        let request = browser.request(reqwest::Method::POST, "app/sign-up").header("Accept-Language", accepted);
        let request = request.header("Sec-Fetch-Site", "same-origin");
        let form = [("handle", handle), ("name", handle), ("currency", "EUR")];
        browser.send(crate::support::form(request, &form)).await.status(201);
        let settings = browser.page("app/settings/language").await;
        has(&settings, &[&format!("value=\"{language}\" lang=\"{language}\" dir=\"ltr\" selected")]);
    }
    assert_eq!(app.db().texts("select language from payees order by handle").await, ["ja", "en", "en", "de"]);
}
