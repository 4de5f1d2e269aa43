//! Text that would like to be something else: whatever a payee or a payer writes is text, and the same text, wherever it comes out.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};

use chit::domain::text::{DisplayName, Memo};
use libtest_mimic::Trial;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use serde_json::json;
use url::Url;

use crate::support::{Api, App, Browser, Page, both, order};

pub fn tests() -> Vec<Trial> {
    both![
        hostile_texts_stay_texts,
        no_text_becomes_markup,
        what_could_lie_is_refused_everywhere,
        a_name_from_before_can_still_be_read,
    ]
}

/// Text with nothing to it: pages with any other text have the same elements.
const HARMLESS: &str = "Zwieback";

/// What has broken pages, templates and messengers elsewhere.
const HOSTILE: [&str; 35] = [
    "\"\"''``",
    "</title><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)",
    "' onfocus='alert(1)' autofocus='",
    "\"><img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<!--",
    "--><b>",
    "]]><b>",
    "</bdi></blockquote></body></html>",
    "<plaintext>",
    "<textarea><noscript><style>",
    "{{ 7777*7777 }} {% include %} {# #}",
    "{ $payee } { $amount } { rail-demo }",
    "{\"a\":{ -term }} { \"x\" }",
    "&lt;b&gt; &amp;amp; &#38; &#x3c;",
    "&lt",
    "&notit; &copy",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "https://example.com/?a=1&b=2#c",
    "//example.com @anna anna@example.com +49 30 901820",
    "%3Cscript%3E %00 %0d%0aSet-Cookie: a=b",
    "+1 & 2=3 ?#;",
    "\\\" \\n \\u003c \\x3c ${1} `id` $(id)",
    "'; drop table payees; --",
    "👩\u{200d}🌾 👨\u{200d}👩\u{200d}👧\u{200d}👦 🏳\u{fe0f}\u{200d}🌈 🇪🇺",
    "Z\u{351}\u{36b}\u{343}\u{36a}\u{302}\u{36b}a\u{30d}\u{350}\u{33c}l\u{301}\u{342}g\u{328}\u{489}o",
    "مقهى الزاوية (2) <b>",
    "שלום \"עולם\" & 3 > 2",
    "ＡＢＣ ﷽ ﬁ ½ ①",
    "WWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWWW",
    "a\u{a0}b\u{3000}c   d",
    "/////a/b//c///",
    "R0*<b>",
];

/// The pages that show a text, each by its name, as trees.
type Shown = BTreeMap<&'static str, Page>;

/// A seller and its payers.
struct Place<'a> {
    app: &'a App,
    api: Api,
    seller: Browser,
    payer: Browser,
    /// The shapes of the pages when the text is [`HARMLESS`].
    harmless: BTreeMap<&'static str, Vec<String>>,
}

impl<'a> Place<'a> {
    async fn new(app: &'a App) -> Self {
        let (payee, api, _) = app.seller("anna").await;
        let seller = app.signed_in(&payee).await;
        // As many memos as a new link's page offers again: another one takes the place of the oldest.
        for loaf in 1..=8 {
            api.post("requests", &json!({"memo": format!("Loaf {loaf}")})).await.status(201);
        }
        let mut place = Self { app, api, seller, payer: app.browser(), harmless: BTreeMap::new() };
        let shown = place.show(HARMLESS).await;
        place.harmless = shown.iter().map(|(name, page)| (*name, shape(page))).collect();
        assert!(place.harmless.len() > 15 && place.harmless.values().all(|shape| shape.len() > 20));
        place
    }

    /// Writes a text wherever one can be written, reads it wherever it comes out, and compares each with what was written.
    async fn show(&self, text: &str) -> Shown {
        // A reference of its own finds the request in the seller's list.
        static MADE: AtomicU32 = AtomicU32::new(0);
        let reference = format!("R-{:06}", MADE.fetch_add(1, Ordering::Relaxed));
        let (payer, seller, api) = (&self.payer, &self.seller, &self.api);
        let mut shown = Shown::new();

        let settings = [("name", text), ("currency", "EUR"), ("language", "en"), ("asks_note", "on")];
        let saved = Page::read(&seller.post("app/settings/profile", &settings).await.status(200).text());
        assert_eq!(saved.one("#name").attribute("value"), text);
        shown.insert("settings", saved);
        assert_eq!(api.get("me").await.json()["name"], text);

        let body = json!({"memo": text, "items": [{"name": text, "quantity": 2, "amount": "12.50"}], "preview": "amount",
            "asks_note": true, "max_payments": 2, "reference": reference});
        let made = api.post("requests", &body).await.status(201).json();
        let code = made["code"].as_str().expect("a code").to_owned();
        assert_eq!((made["memo"].as_str(), made["items"][0]["name"].as_str()), (Some(text), Some(text)));
        self.message(&made, text);

        let (link, pay) = (format!("r/{code}"), format!("r/{code}/pay"));
        for (name, path) in [("request", link.clone()), ("request, from right to left", format!("{link}?lang=ar"))] {
            let page = Page::read(&payer.page(&path).await);
            request_page(&page, text);
            self.preview(&page, text);
            let svg = self.app.browser().get(&format!("{link}.svg")).await.text();
            let drawn = page.one("svg.qr path").attribute("d");
            assert!(!drawn.is_empty() && svg.contains(drawn), "the code is the link's, whatever stands beside it");
            shown.insert(name, page);
        }
        let sheet = Page::read(&payer.page(&format!("{link}/print")).await);
        assert_eq!((sheet.texts("h1 bdi")[0], sheet.texts("p.memo")), (text, vec![text]));
        shown.insert("sheet", sheet);
        let report = Page::read(&payer.page(&format!("{link}/report")).await);
        assert_eq!(report.texts("article bdi")[0], text);
        shown.insert("report", report);

        self.personal(text, &mut shown).await;
        let own = self.pay(&pay, text, &mut shown).await;
        self.receipt(&own, text, &mut shown).await;
        self.sellers(&code, &reference, text, &mut shown).await;
        shown
    }

    /// The message, and the links that open a messenger with it.
    fn message(&self, made: &serde_json::Value, text: &str) {
        let share = made["share"].as_object().expect("links");
        let url = made["url"].as_str().expect("a URL");
        let message = share["text"].as_str().expect("a message");
        let plain = message.replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(plain, format!("Test: no money moves · {text}, €25.00: {url}"));
        assert!(message.ends_with(&format!(" {url}")), "nothing stands at the link: {message}");
        // What a messenger gets is the message, its link, or what stands before the link, each whole and in one value.
        let about = message.strip_suffix(url).expect("the link is last").trim_end().trim_end_matches(':');
        for (messenger, link) in share.iter().filter(|(messenger, _)| *messenger != "text") {
            let link = Url::parse(link.as_str().expect("a link")).expect("a URL");
            let mut values: Vec<_> =
                link.query_pairs().filter(|(name, _)| !name.is_empty()).map(|(_, value)| value).collect();
            assert!(values.iter().any(|value| value == message || value == url), "{messenger}: {link}");
            assert_eq!((link.fragment(), link.username()), (None, ""), "{messenger}: {link}");
            values.retain(|value| ![message, url, about].contains(&&**value));
            assert!(values.is_empty(), "{messenger}: {values:?}");
        }
    }

    /// What a chat shows of the link.
    fn preview(&self, page: &Page, text: &str) {
        let title = page.meta("og:title").replace(['\u{2068}', '\u{2069}'], "");
        let title = title.strip_prefix("Test: no money moves · ").expect("a test says so");
        let whole = format!("{text} asks for €25.00");
        if whole.chars().count() + 4 + "Test: no money moves · ".chars().count() <= 60 {
            assert_eq!(title, whole);
        } else {
            let shorter = ["A payment request: €25.00", "A payment request"];
            assert!(title == whole || shorter.contains(&title), "{title}");
        }
        assert_eq!(page.meta("og:url"), page.one("link").attribute("href"));
        assert_eq!(page.all("title").len(), 1);
    }

    /// The personal page, and what a payer types there.
    async fn personal(&self, text: &str, shown: &mut Shown) {
        let page = Page::read(&self.payer.page("anna").await);
        assert_eq!((page.texts("h1 bdi"), page.texts("label bdi")), (vec![text], vec![text]));
        shown.insert("personal", page);
        let refused = self.payer.post("anna/pay", &[("amount", "x"), ("pick", text), ("note", text)]).await.status(400);
        let page = Page::read(&refused.text());
        assert_eq!(page.one("#note").attribute("value"), text);
        shown.insert("personal, refused", page);
        // Digits in it may make it another error, but no other page.
        let typed = format!("{text}x");
        let refused = self.payer.post("anna/pay", &[("amount", &typed)]).await.status(400);
        let page = Page::read(&refused.text());
        assert_eq!(page.one("#amount").attribute("value"), typed);
        shown.insert("personal, another amount", page);
    }

    /// Pays with a note; answers the payer's own page.
    async fn pay(&self, pay: &str, text: &str, shown: &mut Shown) -> String {
        let refused = self.payer.post(pay, &[("method", text), ("note", text)]).await.status(400);
        let page = Page::read(&refused.text());
        assert_eq!(page.one("#note").attribute("value"), text);
        request_page(&page, text);
        shown.insert("request, refused", page);
        let started = self.payer.post(pay, &[("note", text)]).await.status(303);
        let told = order(started.location());
        assert_eq!(told["payee"], text);
        assert_eq!(told.as_object().map(serde_json::Map::len), Some(5), "and nothing else of what was written: {told}");
        let provider = Page::read(&self.payer.page(started.location()).await);
        assert_eq!(provider.texts("h1 bdi")[0], text);
        shown.insert("provider", provider);
        let own = told["return_url"].as_str().expect("a URL").to_owned();
        let page = Page::read(&self.payer.page(&own).await);
        assert_eq!((page.texts("h1 bdi")[0], page.texts("blockquote")), (text, vec![text, text]));
        shown.insert("payment", page);
        self.payer.post(started.location(), &[("outcome", "approve")]).await.status(303);
        own
    }

    async fn receipt(&self, own: &str, text: &str, shown: &mut Shown) {
        for (name, path) in [("receipt", own.to_owned()), ("receipt, from right to left", format!("{own}?lang=ar"))] {
            let page = Page::read(&self.payer.page(&path).await);
            assert_eq!((page.texts("h1 bdi")[0], page.texts("blockquote")), (text, vec![text, text]));
            shown.insert(name, page);
        }
        let signed = self.payer.get(&format!("{own}/receipt.json")).await.status(200).json();
        let receipt = &signed["receipt"];
        let written = [&receipt["payee"]["name"], &receipt["memo"], &receipt["items"][0]["name"]];
        assert_eq!(written, [text, text, text]);
    }

    /// The seller's side.
    async fn sellers(&self, code: &str, reference: &str, text: &str, shown: &mut Shown) {
        let path = format!("app/requests/{code}");
        let fields = [("amount", "x"), ("note", text), ("paid_on", text)];
        let refused = self.seller.post(&format!("{path}/mark-paid"), &fields).await.status(400);
        let page = Page::read(&refused.text());
        assert_eq!(page.one("#note").attribute("value"), text);
        shown.insert("mark as paid, refused", page);
        let record = json!({"note": text, "amount": "25.00"});
        self.api.post(&format!("requests/{code}/payments"), &record).await.status(201);
        let page = Page::read(&self.seller.page(&path).await);
        assert_eq!((page.texts("p.memo"), page.texts("blockquote")), (vec![text], vec![text]));
        assert!(page.texts("ol.story p.hint").contains(&text), "the seller's own note");
        shown.insert("request, to its seller", page);
        let payments = self.api.get(&format!("payments?request={code}")).await.json();
        assert_eq!(payments["data"][1]["payer_note"], text);
        let list = Page::read(&self.seller.page(&format!("app/requests?q={reference}")).await);
        assert!(list.texts("main a").iter().any(|slip| slip.contains(text)), "the list");
        shown.insert("list", list);
        // A sign of a currency with digits would be another error.
        let typed = format!("{text}x");
        let form = [("amount", typed.as_str()), ("memo", text), ("currency", text)];
        let refused = Page::read(&self.seller.post("app/new", &form).await.status(400).text());
        let values = refused.all("form input").iter().filter(|input| input.attribute("value") == text).count();
        assert!(values >= 2, "what was typed comes back");
        shown.insert("new, refused", refused);
    }

    /// Panics where a page is not what it is with a harmless text.
    async fn holds(&self, text: &str) {
        for (name, page) in self.show(text).await {
            let (shape, wanted) = (shape(&page), &self.harmless[name]);
            assert_eq!(&shape, wanted, "{text:?} changes the page “{name}”");
            assert_eq!(page.errors, Vec::<String>::new(), "{text:?} on the page “{name}”");
        }
    }
}

/// A page's shape, without the places where long text may break.
fn shape(page: &Page) -> Vec<String> {
    page.shape().into_iter().filter(|line| line.trim() != "wbr").collect()
}

/// The texts of a pay page.
fn request_page(page: &Page, text: &str) {
    assert_eq!(page.texts("h1 bdi")[0], text);
    assert_eq!(page.texts("blockquote"), [text]);
    let item = page.texts("ul.items span")[0];
    assert!(item.ends_with(&format!(" × {text}")), "{item}");
    assert_eq!(page.one("label bdi").text, text);
}

async fn hostile_texts_stay_texts(app: App) {
    let place = Place::new(&app).await;
    for text in HOSTILE {
        assert!(DisplayName::parse(text).is_ok_and(|name| name.as_str() == text), "{text:?} is refused");
        place.holds(text).await;
    }
    app.audit();
}

/// Texts of printable characters with hostile pieces in them, as the service takes them.
fn texts() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        2 => prop::sample::select(HOSTILE.to_vec()).prop_map(|text| text.chars().take(24).collect::<String>()),
        3 => "\\PC{1,6}",
        2 => "[<>&\"'{}$/= ;:#%-]{1,6}",
    ];
    prop::collection::vec(piece, 1..6)
        .prop_map(|pieces| pieces.concat().chars().take(70).collect::<String>())
        .prop_filter_map("is refused", |text| DisplayName::parse(&text).ok().map(|name| name.as_str().to_owned()))
}

async fn no_text_becomes_markup(app: App) {
    let place = Place::new(&app).await;
    let place = &place;
    // Proptest doesn't wait for anything; it runs beside this test's runtime, which has nothing else to do meanwhile.
    std::thread::scope(|scope| {
        let run = || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            let config = Config { cases: 12, max_shrink_iters: 60, failure_persistence: None, ..Config::default() };
            let holds = |text: String| {
                let held =
                    std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(place.holds(&text))));
                held.map_err(|panic| {
                    let said = panic.downcast_ref::<String>().cloned().unwrap_or_default();
                    TestCaseError::fail(said)
                })
            };
            TestRunner::new(config).run(&texts(), holds)
        };
        let ran = scope.spawn(run).join().expect("no panic");
        ran.unwrap_or_else(|e| panic!("{e}"));
    });
    app.audit();
}

/// A name that was stored when more was allowed is still read, shown and signed in with; it can be changed to a better one, and to no other.
async fn a_name_from_before_can_still_be_read(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let code = app.request(&api, &json!({"amount": "25.00", "memo": "Eggs"})).await;
    app.db().execute("update payees set name = '\u{3164}\u{200d}'").await;
    app.db().execute("update requests set memo = 'Eggs\u{2800}\u{e0041}'").await;
    assert_eq!(api.get("me").await.status(200).json()["name"], "\u{3164}\u{200d}");
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["memo"], "Eggs\u{2800}\u{e0041}");
    for path in [format!("r/{code}"), "anna".into(), format!("r/{code}/card.png")] {
        app.browser().get(&path).await.status(200);
    }
    let (page, _) = app.start_payment(&code).await;
    app.browser().post(&page, &[("outcome", "approve")]).await.status(303);
    api.get("exports/movements").await.status(200);
    for path in ["app", "app/settings", &format!("app/requests/{code}")] {
        seller.page(path).await;
    }
    let settings = |name| [("name", name), ("currency", "EUR"), ("language", "en")];
    let refused = seller.post("app/settings/profile", &settings("\u{3164}\u{200d}")).await.status(400).text();
    crate::support::has(&refused, &["U+3164", "one line of plain text"]);
    seller.post("app/settings/profile", &settings("Anna")).await.status(200);
    app.audit();
}

/// Characters that turn what follows around, that break a line, or that nobody sees.
async fn what_could_lie_is_refused_everywhere(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let open = app.request(&api, &json!({"asks_note": true})).await;
    let before = app.db().rows().await;
    let names = app.db().texts("select name from payees").await;
    for hidden in [
        '\u{202e}', '\u{202d}', '\u{202a}', '\u{202b}', '\u{202c}', '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}',
        '\u{200e}', '\u{200f}', '\u{61c}', '\u{2028}', '\u{2029}', '\u{200b}', '\u{2060}', '\u{206e}', '\u{feff}',
        '\u{7f}', '\u{85}', '\n', '\r', '\t', '\u{1b}', '\u{ad}', '\u{34f}', '\u{115f}', '\u{1160}', '\u{180e}',
        '\u{200c}', '\u{200d}', '\u{2800}', '\u{3164}', '\u{fe0f}', '\u{ffa0}', '\u{fff9}', '\u{e000}', '\u{fdd0}',
        '\u{378}',
    ]
    .into_iter()
    .chain("\u{e0041}\u{e0100}\u{10ffff}".chars())
    {
        let text = format!("pay{hidden}00.01");
        let settings = [("name", &*text), ("currency", "EUR"), ("language", "en")];
        let refused = Page::read(&seller.post("app/settings/profile", &settings).await.status(400).text());
        assert!(refused.one("#name").attributes.contains_key("aria-invalid"), "{hidden:?}");
        for body in [
            json!({"amount": "5", "memo": text}),
            json!({"amount": "5", "reference": text}),
            json!({"items": [{"name": text, "amount": "5"}]}),
        ] {
            let problems = api.post("requests", &body).await.status(400).problems();
            assert_eq!(problems[0].1, "unprintable", "{body}");
        }
        let note = [("amount", "5"), ("note", &*text)];
        for pay in [format!("r/{open}/pay"), format!("r/{open}/pay?lang=ar")] {
            let refused = Page::read(&app.browser().post(&pay, &note).await.status(400).text());
            assert!(refused.one("#note").attributes.contains_key("aria-invalid"), "{hidden:?}");
        }
        assert!(Memo::parse(&text).is_err());
    }
    assert_eq!((app.db().rows().await, app.db().texts("select name from payees").await), (before, names));
}
