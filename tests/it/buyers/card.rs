//! The preview card: what it shows and what it doesn't, and that nobody can wear the service out with it.

use std::collections::HashSet;

use futures_util::future::join_all;
use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, Api, App, Message, both, has};

pub fn tests() -> Vec<Trial> {
    both![
        a_card_is_a_small_picture,
        a_card_tells_as_much_as_the_dial_allows,
        a_card_never_tells_what_for_or_that_it_was_paid,
        a_personal_link_has_a_card_that_names_nobody,
        who_has_the_card_is_told_so,
        a_card_of_nothing_is_the_page_of_nothing,
        guessing_cards_is_guessing_links,
        any_name_has_a_card,
        a_crowd_has_it_drawn_once,
    ]
}

const UNKNOWN: &str = "abcdefghijkm";

/// The card of a path, checked for what every card is.
async fn card(app: &App, path: &str) -> Answer {
    let answer = app.browser().get(&format!("{path}/card.png")).await.status(200);
    assert_eq!(answer.header("content-type"), "image/png");
    assert!(answer.body.len() < 300_000, "{} bytes", answer.body.len());
    let mut reader = png::Decoder::new(std::io::Cursor::new(&answer.body)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("all of it");
    assert_eq!((info.width, info.height), (1200, 630));
    answer
}

/// The picture of a new request.
async fn drawn(app: &App, api: &Api, body: &Value) -> Vec<u8> {
    let code = app.request(api, body).await;
    card(app, &format!("r/{code}")).await.body
}

async fn a_card_is_a_small_picture(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "preview": "amount"})).await;
    let answer = card(&app, &format!("r/{code}")).await;
    has(answer.header("cache-control"), &["public", "max-age=3600"]);
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cross-origin-resource-policy"), "cross-origin");
    assert_eq!(answer.header("set-cookie"), "");
    let head = app.browser().request(Method::HEAD, &format!("r/{code}/card.png"));
    let head = Answer::of(head).await.status(200);
    assert!(head.body.is_empty());
    assert_eq!(head.header("content-length"), answer.body.len().to_string());
    assert_eq!(head.header("etag"), answer.header("etag"));
    // What it is not made for is refused like anywhere else, and an amount of this name is none.
    app.browser().post(&format!("r/{code}/card.png"), &[]).await.status(405);
}

async fn a_card_tells_as_much_as_the_dial_allows(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (_, other, _) = app.seller("berta").await;
    let amount = async |api: &Api, amount: &str, preview: &str| {
        drawn(&app, api, &json!({"amount": amount, "preview": preview})).await
    };
    let (none, generic, full) = (
        amount(&api, "25.00", "none").await,
        amount(&api, "25.00", "generic").await,
        amount(&api, "25.00", "amount").await,
    );
    let different: HashSet<_> = [&none, &generic, &full].into_iter().collect();
    assert_eq!(different.len(), 3);
    // Below the whole dial, neither the amount nor the payee makes a difference.
    assert_eq!(amount(&other, "31.00", "none").await, none);
    assert_eq!(amount(&other, "31.00", "generic").await, generic);
    assert_eq!(drawn(&app, &other, &json!({"preview": "none"})).await, none);
    assert_eq!(drawn(&app, &other, &json!({"preview": "generic"})).await, generic);
    assert_eq!(drawn(&app, &api, &json!({"amount": "5.00"})).await, generic, "what is told by default");
    assert_ne!(amount(&other, "25.00", "amount").await, full, "it says who asks");
    assert_ne!(amount(&api, "25.01", "amount").await, full, "it says how much");
    // Without an amount there is none to tell, and the page's title tells no name either.
    assert_eq!(drawn(&app, &api, &json!({"preview": "amount"})).await, generic);
    // Turning the dial back turns the card back.
    let code = app.request(&api, &json!({"amount": "25.00", "preview": "amount"})).await;
    api.patch(&format!("requests/{code}"), &json!({"preview": "none"})).await.status(200);
    assert_eq!(card(&app, &format!("r/{code}")).await.body, none);
}

async fn a_card_never_tells_what_for_or_that_it_was_paid(app: App) {
    let (_, api, hook) = app.seller("anna").await;
    for preview in ["none", "generic", "amount"] {
        let plain = drawn(&app, &api, &json!({"amount": "25.00", "preview": preview})).await;
        let body = json!({
            "amount": "25.00", "preview": preview, "memo": "Nobody’s business", "reference": "R-1", "due_on": "2071-11-30",
            "max_payments": 3,
        });
        assert_eq!(drawn(&app, &api, &body).await, plain, "{preview}");
        let code = app.request(&api, &json!({"amount": "25.00", "preview": preview})).await;
        let (_, order) = app.start_payment(&code).await;
        hook.reported(&Message::new(&order, "pending")).await;
        assert_eq!(card(&app, &format!("r/{code}")).await.body, plain, "{preview}, underway");
        hook.reported(&Message::new(&order, "approve")).await;
        assert_eq!(api.get(&format!("requests/{code}")).await.json()["status"], "paid");
        assert_eq!(card(&app, &format!("r/{code}")).await.body, plain, "{preview}, paid");
        let code = app.request(&api, &json!({"amount": "25.00", "preview": preview})).await;
        api.post(&format!("requests/{code}/cancel"), &json!({})).await.status(200);
        assert_eq!(card(&app, &format!("r/{code}")).await.body, plain, "{preview}, cancelled");
    }
}

async fn a_personal_link_has_a_card_that_names_nobody(app: App) {
    let (_, api, _) = app.seller("anna").await;
    // Nothing but a demo would be marked as a test.
    let cash = json!({"rail": "cash", "settings": {"directions": "At the counter."}});
    api.post("methods", &cash).await.status(201);
    app.payee("berta");
    let generic = drawn(&app, &api, &json!({"amount": "25.00", "preview": "generic"})).await;
    assert_eq!(card(&app, "anna").await.body, generic);
    assert_eq!(card(&app, "Berta").await.body, generic);
    // The amounts beside it are still amounts.
    has(&app.browser().page("anna/25").await, &["<bdi>anna</bdi> asks for"]);
}

async fn who_has_the_card_is_told_so(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00", "preview": "amount"})).await;
    let path = format!("r/{code}/card.png");
    let ask =
        async |tag: &str| Answer::of(app.browser().request(Method::GET, &path).header("If-None-Match", tag)).await;
    let first = card(&app, &format!("r/{code}")).await;
    let tag = first.header("etag");
    assert!(tag.len() > 10 && tag.starts_with('"') && tag.ends_with('"'), "{tag}");
    for tags in [tag, &format!("W/{tag}"), &format!("\"other\", {tag}"), "*"] {
        let same = ask(tags).await.status(304);
        assert!(same.body.is_empty());
        assert_eq!((same.header("etag"), same.header("cache-control")), (tag, first.header("cache-control")));
    }
    for tags in ["\"other\"", &tag[1..], ""] {
        assert_eq!(ask(tags).await.status(200).body, first.body, "{tags}");
    }
    // What the picture is made of is what the tag is made of.
    let again = app.request(&api, &json!({"amount": "25.00", "preview": "amount", "memo": "Tea"})).await;
    assert_eq!(card(&app, &format!("r/{again}")).await.header("etag"), tag);
    api.patch(&format!("requests/{code}"), &json!({"preview": "generic"})).await.status(200);
    let changed = ask(tag).await.status(200);
    assert_ne!(changed.header("etag"), tag);
    assert_ne!(changed.body, first.body);
}

async fn a_card_of_nothing_is_the_page_of_nothing(app: App) {
    let (_, api, _) = app.seller("berta").await;
    let disabled = app.request(&api, &json!({"amount": "25.00", "preview": "amount"})).await;
    card(&app, &format!("r/{disabled}")).await;
    app.cli_ok(&["payee", "disable", "berta"]);
    let stranger = app.browser();
    let page = stranger.get(&format!("r/{UNKNOWN}")).await.status(404);
    for path in [
        format!("r/{UNKNOWN}/card.png"),
        format!("r/{disabled}/card.png"),
        "r/short/card.png".into(),
        "r/%00/card.png".into(),
        "nobody/card.png".into(),
        "berta/card.png".into(),
        "x/card.png".into(),
        format!("r/{UNKNOWN}/card.jpg"),
    ] {
        let missing = stranger.get(&path).await.status(404);
        assert_eq!(missing.body, page.body, "{path}");
        for name in ["content-type", "cache-control", "etag"] {
            assert_eq!(missing.header(name), page.header(name), "{path}: {name}");
        }
    }
    // Having had it once is no way round.
    let request = stranger.request(Method::GET, &format!("r/{disabled}/card.png")).header("If-None-Match", "*");
    Answer::of(request).await.status(404);
}

async fn guessing_cards_is_guessing_links(app: App) {
    let app = app.with(&[("CHIT_LIMIT_MISSES", "5")]).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let unseen = app.request(&api, &json!({"amount": "30.00"})).await;
    let guesser = app.browser();
    for _ in 0..10 {
        guesser.get(&format!("r/{code}/card.png")).await.status(200);
    }
    let mut codes = Vec::new();
    for n in 0..20 {
        let path = if n % 2 == 0 { format!("r/{UNKNOWN}/card.png") } else { "nobody/card.png".into() };
        codes.push(guesser.get(&path).await.code);
    }
    assert!(codes[..5].iter().all(|code| *code == 404) && codes.last() == Some(&429), "{codes:?}");
    // Of what it has not found before, the good is refused like the bad; what it has found tells it nothing new.
    guesser.get(&format!("r/{unseen}/card.png")).await.status(429);
    guesser.get("anna/card.png").await.status(429);
    guesser.get(&format!("r/{code}/card.png")).await.status(200);
}

async fn any_name_has_a_card(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00", "preview": "amount"})).await;
    let mut seen = HashSet::new();
    for name in [
        "Bäckerei Müller & Söhne",
        "مقهى (الزاوية) Café 24",
        "श्री कृष्ण मिठाई",
        "さくらコーヒー",
        "田中商店",
        "ร้านกาแฟ",
        "👩\u{200D}🌾 Farm",
        "</text><text>mine",
        "]]> &#0; <!-- <?xml",
        "\"'><svg onload=alert(1)>",
        &"W".repeat(70),
        &"WWWW ".repeat(14),
    ] {
        seller.post("app/settings/profile", &[("name", name), ("currency", "EUR")]).await.status(200);
        assert_eq!(api.get("me").await.json()["name"], name.trim());
        assert!(seen.insert(card(&app, &format!("r/{code}")).await.body), "{name} is not on its card");
    }
    // The handle stands for names that our fonts have not all of.
    let mut nameless = HashSet::new();
    for name in ["커피", "👩\u{200D}🌾", "চা ঘর"] {
        seller.post("app/settings/profile", &[("name", name), ("currency", "EUR")]).await.status(200);
        assert_eq!(api.get("me").await.json()["name"], name);
        nameless.insert(card(&app, &format!("r/{code}")).await.body);
    }
    assert_eq!(nameless.len(), 1);
    assert!(nameless.is_disjoint(&seen));
}

async fn a_crowd_has_it_drawn_once(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(app.request(&api, &json!({"amount": "25.00", "preview": "amount"})).await);
        codes.push(app.request(&api, &json!({"amount": "25.00", "preview": "generic"})).await);
    }
    let crowd = (0..200).map(|n| {
        let (app, code) = (&app, &codes[n % codes.len()]);
        async move { app.browser().get(&format!("r/{code}/card.png")).await }
    });
    for answer in join_all(crowd).await {
        answer.status(200);
    }
    let drawings = || app.log().lines().filter(|line| line.contains("drew a card")).count();
    assert_eq!(drawings(), 2, "one for the amount, one for nothing");
    // As many different ones as somebody likes: they are drawn one after the other, and who comes too often waits.
    let mut codes = Vec::new();
    for n in 0..40 {
        codes.push(app.request(&api, &json!({"amount": format!("{n}.50"), "preview": "amount"})).await);
    }
    let answers = join_all(codes.iter().map(async |code| app.browser().get(&format!("r/{code}/card.png")).await)).await;
    let count = |code: u16| answers.iter().filter(|answer| answer.code == code).count();
    assert_eq!(count(200) + count(503), 40);
    assert!(count(200) >= 17, "the queue takes some");
    assert_eq!(drawings(), 2 + count(200));
    for answer in answers.iter().filter(|answer| answer.code == 503) {
        assert!(answer.header("retry-after").parse::<u32>().is_ok());
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    for code in codes {
        app.browser().get(&format!("r/{code}/card.png")).await.status(200);
    }
    assert_eq!(drawings(), 42);
    // What was logged says nothing of whose cards they were.
    for line in app.log().lines().filter(|line| line.contains("drew a card")) {
        assert!(!line.contains("anna") && !line.contains("25.00"), "{line}");
    }
}
