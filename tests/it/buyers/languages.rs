//! Buyers' pages in thirteen languages: every page in every state, by the browser's word and by the reader's own choice, and how
//! that choice is carried on without a cookie.

use chit::domain::language::Language;
use chit::locale::{Locale, Words};
use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::{ACCEPT_LANGUAGE, HeaderValue};
use serde_json::{Value, json};
use url::Url;

use crate::house::locales::messages;
use crate::support::{Answer, Api, App, Hook, Message, Page, alone, both, form, has, has_not, order};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        every_page_speaks_every_language,
        every_switch_leads_to_a_page,
        whoever_is_slowed_down_is_told_in_its_language,
        figures_and_days_are_the_readers,
        the_browsers_word_is_weighed,
        without_a_word_it_is_the_payees_language,
        nonsense_is_no_choice,
        a_choice_is_carried_on,
        amounts_are_typed_in_the_readers_digits,
        programs_are_answered_in_english,
        a_preview_speaks_the_links_language,
    ];
    tests.extend(alone![a_wait_is_told_in_every_plural]);
    tests
}

const IBAN: &str = "DE75512108001245126199";
const UNKNOWN: &str = "abcdefghijkm";

/// How a reader says what it speaks.
#[derive(Clone, Copy)]
enum Way {
    /// Its browser does.
    Browser(&'static str),
    /// It chose on the page.
    Chosen(&'static str),
}

/// Asks for a page, or sends a form, as a reader does.
async fn ask(app: &App, path: &str, fields: Option<&[(&str, &str)]>, way: Option<Way>) -> Answer {
    let mut path = path.to_owned();
    if let Some(Way::Chosen(tag)) = way {
        path = format!("{path}{}lang={tag}", if path.contains('?') { '&' } else { '?' });
    }
    let method = if fields.is_some() { Method::POST } else { Method::GET };
    let mut request = app.browser().request(method, &path);
    if let Some(Way::Browser(tag)) = way {
        request = request.header(ACCEPT_LANGUAGE, tag);
    }
    if let Some(fields) = fields {
        request = form(request, fields).header("Sec-Fetch-Site", "same-origin");
    }
    Answer::of(request).await
}

/// A page, read by a browser that prefers this.
async fn read(app: &App, path: &str, accepted: &'static str) -> Page {
    Page::read(&ask(app, path, None, Some(Way::Browser(accepted))).await.status(200).text())
}

/// A page that a reader may meet.
struct Case {
    path: String,
    /// What is sent, where it is an answer to a form.
    fields: Option<Vec<(&'static str, String)>>,
    site: &'static str,
    status: u16,
    /// The key of a text that it must say.
    says: &'static str,
}

fn page(path: impl Into<String>, says: &'static str) -> Case {
    Case { path: path.into(), fields: None, site: "same-origin", status: 200, says }
}

fn sent(path: impl Into<String>, fields: &[(&'static str, &str)], status: u16, says: &'static str) -> Case {
    let fields = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Case { path: path.into(), fields: Some(fields), site: "same-origin", status, says }
}

impl Case {
    async fn answer(&self, app: &App, way: Way) -> Answer {
        let mut path = self.path.clone();
        let browser = app.browser();
        if let Way::Chosen(tag) = way {
            path = format!("{path}{}lang={tag}", if path.contains('?') { '&' } else { '?' });
        }
        let method = if self.fields.is_some() { Method::POST } else { Method::GET };
        let mut request = browser.request(method, &path).header("Sec-Fetch-Site", self.site);
        if let Way::Browser(tag) = way {
            request = request.header(ACCEPT_LANGUAGE, tag);
        }
        if let Some(fields) = &self.fields {
            let fields: Vec<_> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            request = form(request, &fields);
        }
        Answer::of(request).await
    }
}

/// A payee that takes transfers.
async fn bank(app: &App, handle: &str) -> Api {
    let api = app.api(&app.payee(handle).api_key);
    api.post("methods", &json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}})).await.status(201);
    api
}

/// Starts a payment; answers the payer's own page.
async fn begun(app: &App, code: &str) -> (String, String) {
    let (page, name) = app.start_payment(code).await;
    let own = order(&page)["return_url"].as_str().expect("where the payer comes back to").to_owned();
    (own, name)
}

/// A payment with an outcome: the payer's own page and the request's code.
async fn decided(app: &App, api: &Api, hook: &Hook, outcome: &'static str) -> (String, String) {
    let code = app.request(api, &json!({"amount": "25.00", "memo": "Zwieback"})).await;
    let (own, name) = begun(app, &code).await;
    hook.reported(&Message::new(&name, outcome)).await;
    (own, code)
}

/// A payment whose fate is written into the database: nothing brings it about yet.
async fn fated(app: &App, api: &Api, hook: &Hook, fate: &str) -> String {
    let (own, code) = decided(app, api, hook, "approve").await;
    assert_eq!(app.db().execute(&format!("update payments set {fate} where request_code = '{code}'")).await, 1);
    own
}

/// Every page that a buyer may meet.
async fn cases(app: &App) -> Vec<Case> {
    let (_, anna, hook) = app.seller("anna").await;
    let berta = bank(app, "berta").await;
    let clara = app.api(&app.payee("clara").api_key);
    let (_, dora, _) = app.seller("dora").await;
    dora.post("methods", &json!({"rail": "sepa", "settings": {"iban": IBAN, "beneficiary": "Anna"}})).await.status(201);
    let mut cases = requests(app, &anna, &hook, &dora, &clara).await;
    cases.extend(payments(app, &anna, &hook, &berta).await);
    let open = app.request(&anna, &json!({"min_amount": "5", "max_amount": "50", "asks_note": true})).await;
    let (open, pay) = (format!("r/{open}"), format!("r/{open}/pay"));
    let long = "Zwieback ".repeat(20);
    for (fields, says) in [
        (vec![("amount", "")], "amount-required"),
        (vec![("amount", "zwölf")], "amount-not-a-number"),
        (vec![("amount", "12,5055")], "amount-too-many-decimals"),
        (vec![("amount", "0")], "amount-not-positive"),
        (vec![("amount", "4")], "amount-too-small"),
        (vec![("amount", "51")], "amount-too-large"),
        (vec![("amount", "99999999999999")], "amount-too-large"),
        (vec![("amount", "1.234")], "amount-ambiguous"),
        (vec![("amount", "5"), ("note", &long)], "note-too-long"),
        (vec![("amount", "5"), ("note", "a\u{202e}b")], "note-invalid"),
        (vec![("amount", "5"), ("method", "x")], "method-unavailable"),
    ] {
        cases.push(sent(pay.as_str(), &fields, 400, says));
    }
    cases.push(sent("anna/pay", &[("amount", "")], 400, "amount-required"));
    for (path, says) in [("anna/25zzz", "amount-unknown-currency"), ("anna/x", "amount-in-link")] {
        cases.push(Case { status: 404, ..page(path, says) });
        cases.push(sent(format!("{path}/pay"), &[], 400, says));
    }
    cases.extend([
        page(format!("{open}/report"), "report-title"),
        page(format!("{open}/report?sent=1"), "report-sent"),
        sent(format!("{open}/report"), &[("reason", "x")], 400, "report-pick"),
        page("anna/report", "report-page-title"),
        page("anna/report?sent=1", "report-sent-paid"),
        page(format!("{open}/print"), "sheet-scan"),
        Case { status: 404, ..page(format!("r/{UNKNOWN}"), "problem-not-found") },
        Case { status: 404, ..page("nothing/at/all/here", "problem-not-found") },
        Case { status: 404, ..page("p/unknown", "problem-not-found") },
        Case { status: 404, ..page("r/%FF", "problem-not-found") },
        Case { status: 405, ..page(pay.as_str(), "problem-method") },
        Case { site: "cross-site", ..sent(pay, &[("amount", "5")], 403, "problem-cross-site") },
    ]);
    cases
}

/// The pages of requests and personal links.
async fn requests(app: &App, anna: &Api, hook: &Hook, dora: &Api, clara: &Api) -> Vec<Case> {
    let full = json!({"items": [{"name": "Zwieback", "quantity": 3, "amount": "4.00"}], "memo": "Zwieback",
        "due_on": "2071-11-30", "expires_at": "2071-12-01T18:30:00Z"});
    let full = app.request(dora, &full).await;
    let body = json!({"min_amount": "5", "max_amount": "50", "suggested_amounts": ["5", "10"], "asks_note": true});
    let open = app.request(anna, &body).await;
    let bare = app.request(clara, &json!({"amount": "25.00"})).await;
    let partly = app.request(anna, &json!({"amount": "25.00"})).await;
    anna.post(&format!("requests/{partly}/payments"), &json!({"amount": "5.00"})).await.status(201);
    let (_, underway) = decided(app, anna, hook, "pending").await;
    let (_, paid) = decided(app, anna, hook, "approve").await;
    let expired = app.request(anna, &json!({"amount": "25.00"})).await;
    app.db().execute(&format!("update requests set expires_at = created_at where code = '{expired}'")).await;
    let cancelled = app.request(anna, &json!({"amount": "25.00"})).await;
    anna.post(&format!("requests/{cancelled}/cancel"), &json!({})).await.status(200);
    let any = app.request(anna, &json!({})).await;
    let from = app.request(anna, &json!({"min_amount": "5"})).await;
    let to = app.request(anna, &json!({"max_amount": "50"})).await;
    let closed = [(&underway, "underway"), (&paid, "paid"), (&expired, "expired"), (&cancelled, "cancelled")];
    let mut cases: Vec<_> = closed
        .iter()
        .flat_map(|(code, says)| [page(format!("r/{code}"), says), sent(format!("r/{code}/pay"), &[], 409, says)])
        .collect();
    cases.extend([
        page(format!("r/{full}"), "open-until"),
        page(format!("r/{full}"), "rail-sepa-hint"),
        page(format!("r/{full}/print"), "asks-for"),
        page(format!("r/{open}"), "bounds-between"),
        page(format!("r/{open}"), "note-label"),
        page(format!("r/{any}"), "any-amount"),
        page(format!("r/{from}"), "bounds-from"),
        page(format!("r/{to}"), "bounds-to"),
        page(format!("r/{bare}"), "no-way"),
        page(format!("r/{partly}"), "part-paid"),
        page("anna", "how-much"),
        page("anna/25", "rail-demo-hint"),
        page("berta/25.50", "rail-sepa-pay"),
        page("dora/25", "choose-way"),
        page("clara", "no-way-title"),
    ]);
    cases
}

/// The pages of payers.
async fn payments(app: &App, anna: &Api, hook: &Hook, berta: &Api) -> Vec<Case> {
    let code = app.request(anna, &json!({"amount": "25.00", "asks_note": true})).await;
    let started = app.browser().post(&format!("r/{code}/pay"), &[("note", "Zwieback")]).await.status(303);
    let begun = order(started.location())["return_url"].as_str().expect("a URL").to_owned();
    let transfer = async || {
        let code = app.request(berta, &json!({"amount": "25.00", "memo": "Zwieback"})).await;
        (app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned(), code)
    };
    let (sending, _) = transfer().await;
    let (claimed, of) = transfer().await;
    app.browser().post(&format!("{claimed}/claim"), &[]).await.status(303);
    let (disputed, of_disputed) = decided(app, anna, hook, "approve").await;
    let name = app.db().texts(&format!("select external_id from payments where request_code = '{of_disputed}'")).await;
    hook.reported(&Message::new(&name[0], "dispute_lost").of("10.00", "EUR").shifted(2)).await;
    // A refund that no provider vouches for, as one by hand is booked.
    let (word, of_word) = decided(app, anna, hook, "approve").await;
    let sql = format!("select id from payments where request_code = '{of_word}'");
    let payment = app.db().texts(&sql).await.remove(0);
    anna.post(&format!("payments/{payment}/refund"), &json!({})).await.status(201);
    let sql = "update ledger_entries set evidence = 'manual' where kind = 'refund' and payment_id =";
    assert_eq!(app.db().execute(&format!("{sql} '{payment}'")).await, 1);
    vec![
        page(&*begun, "pending-resume"),
        page(&*begun, "your-note"),
        page(&*sending, "pending-transfer"),
        page(&*sending, "sent-it-help"),
        page(&*claimed, "claimed"),
        page(format!("r/{of}"), "somebody-claims"),
        page(decided(app, anna, hook, "pending").await.0, "processing"),
        page(decided(app, anna, hook, "approve").await.0, "settled"),
        page(decided(app, anna, hook, "decline").await.0, "failed"),
        page(fated(app, anna, hook, "received = 2000").await, "difference-under"),
        page(fated(app, anna, hook, "received = 3000").await, "difference-over"),
        page(fated(app, anna, hook, "state = 'expired'").await, "attempt-expired"),
        page(fated(app, anna, hook, "state = 'refunded', refunded = 2500").await, "refunded"),
        page(fated(app, anna, hook, "state = 'partially_refunded', refunded = 1000").await, "partly-refunded"),
        page(fated(app, anna, hook, "state = 'disputed'").await, "disputed"),
        page(disputed, "refunded-by-dispute"),
        page(&*word, "refunded-by-word"),
        page(&*word, "payment-refund-said"),
    ]
}

/// What stands around a text's values: `Pay only ` and `.` of `Pay only { $amount }.`
fn pieces(text: &str) -> Vec<&str> {
    let piece = |piece: &'_ str| !piece.contains('$') && !piece.trim().is_empty();
    // A plural's choices stand in a line each, after what they are for.
    let lines = text.split('\n').map(|line| line.split_once(']').map_or(line, |(_, choice)| choice));
    lines.flat_map(|line| line.split(['{', '}'])).filter(|text| piece(text)).map(str::trim).collect()
}

/// English sentences and phrases that a page in another language must not have.
fn english() -> Vec<String> {
    let texts = messages(Language::En);
    let phrase = |piece: &&str| piece.chars().count() > 12 && piece.contains(' ');
    texts.values().flat_map(|text| pieces(text)).filter(phrase).map(str::to_owned).collect()
}

/// Words in Latin letters that a page in another script may have: names that the tests chose, and what is never translated.
const NAMES: [&str; 11] = ["anna", "berta", "clara", "dora", "Zwieback", "Chit", "EUR", "IBAN", "BIC", "UTC", "SEPA"];

/// Words in Latin letters, two and more.
fn latin(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| !c.is_ascii_alphabetic());
    words.filter(|word| word.len() > 2 && !NAMES.contains(word)).collect()
}

async fn every_page_speaks_every_language(app: App) {
    let cases = cases(&app).await;
    let english = english();
    assert!(english.len() > 100, "the English texts were not found");
    let mut wrong = Vec::new();
    for language in Language::ALL {
        let tag = language.tag();
        let texts = messages(language);
        let own: String = texts.values().map(String::as_str).collect();
        let foreign: Vec<_> = english.iter().filter(|phrase| !own.contains(phrase.as_str())).collect();
        assert!(language == Language::En || foreign.len() > 100, "{tag} is English");
        for way in [Way::Browser(tag), Way::Chosen(tag)] {
            for case in &cases {
                let answer = case.answer(&app, way).await;
                let how = if matches!(way, Way::Chosen(_)) { "chosen" } else { "by the browser" };
                let what = format!("{tag}, {how}: {} ({})", case.path.replace(&app.base, ""), case.says);
                assert_eq!(answer.code, case.status, "{what}: {}", answer.text());
                assert!(!answer.headers.contains_key("set-cookie"), "{what}: a cookie");
                let page = Page::read(&answer.text());
                let root = page.one("html");
                assert_eq!((root.attribute("lang"), root.attribute("dir")), (tag, language.dir()), "{what}");
                // What says that it is in another language, or in none, is left out: codes, addresses, check words, other
                // languages' names.
                let said = page.read_out(|e| {
                    let (lang, dir) = (e.attribute("lang"), e.attribute("dir"));
                    e.name != "html" && ((!lang.is_empty() && lang != tag) || (dir == "ltr" && e.name != "bdi"))
                });
                for piece in pieces(&texts[case.says]) {
                    if !said.contains(piece) && !case.says.starts_with("problem-too-many") {
                        wrong.push(format!("{what} does not say “{piece}”"));
                    }
                }
                let left = foreign.iter().filter(|phrase| said.contains(phrase.as_str()));
                wrong.extend(left.map(|phrase| format!("{what} says “{phrase}”")));
                if matches!(language, Language::Ar | Language::Hi | Language::Ja | Language::Zh) {
                    let mut words = latin(&said);
                    words.retain(|word| !own.contains(word));
                    if !words.is_empty() {
                        wrong.push(format!("{what} has {words:?}"));
                    }
                }
            }
        }
    }
    wrong.sort();
    wrong.dedup();
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

/// The switch leads to the page itself in each language, also where a form was answered: its address takes no reader.
async fn every_switch_leads_to_a_page(app: App) {
    let mut followed = 0;
    for case in cases(&app).await {
        let answer = case.answer(&app, Way::Chosen("ar")).await.status(case.status);
        let here = Url::parse(&app.base).and_then(|base| base.join(&case.path)).expect("a URL");
        for link in Page::read(&answer.text()).all(".languages a").iter().take(2) {
            let there = here.join(link.attribute("href")).expect("a link");
            let page = app.browser().get(there.as_str()).await;
            let wanted = if case.fields.is_some() && case.status != 404 { [200, 404] } else { [case.status; 2] };
            assert!(wanted.contains(&page.code), "{} ({}) leads to {there}: {}", case.path, case.says, page.code);
            let page = Page::read(&page.text());
            assert!(there.as_str().contains(&format!("lang={}", page.one("html").attribute("lang"))), "{there}");
            followed += 1;
        }
    }
    assert!(followed > 80, "{followed}");
}

async fn whoever_is_slowed_down_is_told_in_its_language(app: App) {
    let app = app.with(&[("CHIT_LIMIT_PAYMENTS", "1")]).await;
    app.seller("anna").await;
    let pay: [(&str, &str); 1] = [("method", "none")];
    for language in Language::ALL {
        let tag = language.tag();
        for way in [Way::Browser(tag), Way::Chosen(tag)] {
            // After a minute one is let through again.
            let mut answer = ask(&app, "anna/pay", Some(&pay), Some(way)).await;
            if answer.code == 400 {
                answer = ask(&app, "anna/pay", Some(&pay), Some(way)).await;
            }
            let answer = answer.status(429);
            let page = Page::read(&answer.text());
            assert_eq!(page.one("html").attribute("lang"), tag);
            let seconds: i64 = answer.header("retry-after").parse().expect("seconds");
            assert!((1..=60).contains(&seconds), "{seconds}");
            let locale = Locale::from(language);
            let t = Words::new(locale).with_count("count", seconds).with("seconds", locale.count(seconds));
            assert_eq!(page.texts("h1"), [&*t.say("problem-too-many-title")]);
            assert_eq!(page.texts("article p"), [&*t.say("problem-too-many")]);
        }
    }
}

/// Each number takes the sentence that its language has for it, and no sentence shows how it is made.
fn a_wait_is_told_in_every_plural() {
    let say = |language: Language, seconds: i64| {
        let locale = Locale::from(language);
        let t = Words::new(locale).with_count("count", seconds).with("seconds", locale.count(seconds));
        t.say("problem-too-many").into_owned().replace(['\u{2068}', '\u{2069}'], "")
    };
    for language in Language::ALL {
        for seconds in [1, 2, 3, 5, 11, 22, 60, 100] {
            let said = say(language, seconds);
            assert!(!said.contains(['{', '}', '$', '\n']), "{}: {said}", language.tag());
            // Arabic has a word for one and two of a thing that leaves the number out.
            let counted = said.contains(&Locale::from(language).count(seconds));
            assert!(counted || (language == Language::Ar && seconds <= 2), "{}: {said}", language.tag());
        }
    }
    assert_ne!(say(Language::En, 1), say(Language::En, 2).replace('2', "1"));
    assert_eq!(say(Language::Ja, 1), say(Language::Ja, 2).replace('2', "1"));
    let polish = [1, 2, 5, 22].map(|n| say(Language::Pl, n).replace(char::is_numeric, ""));
    assert!(polish[0] != polish[1] && polish[1] != polish[2] && polish[1] == polish[3], "{polish:?}");
    let arabic = [1, 2, 3, 11, 100].map(|n| say(Language::Ar, n).replace(char::is_numeric, ""));
    assert!(arabic[0] != arabic[1] && arabic[1] != arabic[2] && arabic[2] != arabic[3], "{arabic:?}");
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
        let facts = page.texts("dl.facts dd");
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
    seller.post("app/settings", &settings).await.status(200);
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
    // The seller's own pages speak English, whatever the browser prefers.
    let page = read(&app, "app/sign-in", "ar").await;
    assert_eq!(page.one("html").attribute("lang"), "en");
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
    app.signed_in(&payee).await.post("app/settings", &settings).await.status(200);
    let page = read(&app, "anna/25", "en").await;
    assert_eq!(page.meta("og:title"), messages(Language::Zh)["preview-title"]);
    assert_eq!(page.one("html").attribute("lang"), "en", "and the page its reader's");
}
