//! Every page in every language, and the switch on it.

use chit::domain::language::Language;
use chit::locale::{Locale, Words};
use libtest_mimic::Trial;
use url::Url;

use super::cases::cases;
use super::{Way, ask, pieces};
use crate::house::locales::messages;
use crate::support::{App, Backend, Page, alone, both};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        every_page_speaks_every_language,
        every_switch_leads_to_a_page,
        whoever_is_slowed_down_is_told_in_its_language,
    ];
    tests.extend(alone![a_wait_is_told_in_every_plural]);
    tests
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
    // What a page says depends on no database: with one, all languages; with the other, one of each direction and script.
    let is_embedded = app.db().backend == Backend::Sqlite;
    let few = [Language::En, Language::Ar, Language::Ja];
    for language in Language::ALL.into_iter().filter(|language| is_embedded || few.contains(language)) {
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
