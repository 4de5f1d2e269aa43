use chrono::{DateTime, NaiveDate, TimeDelta};
use proptest::prelude::*;

use super::*;
use crate::domain::chance::Chance;
use crate::domain::id::MethodId;
use crate::domain::language::Language;
use crate::domain::method::OfferedMethod;
use crate::domain::money::Money;
use crate::domain::money::currency::Currency;
use crate::domain::payee::accent::Accent;
use crate::domain::payee::handle::Handle;
use crate::domain::request::order::{OrderProgress, OrderState};
use crate::domain::request::parts::{Part, PartProgress};
use crate::domain::request::prices::Prices;
use crate::domain::request::public::Underway;
use crate::domain::request::{Item, Preview, RequestAmount, Status};
use crate::domain::service_text::TextKind;
use crate::domain::text::{DisplayName, Memo};
use crate::domain::zone::Zone;
use crate::web::http::reader::Reader;

fn request(code: &str) -> PublicRequest {
    let asked = RequestAmount::Fixed(Money::new(2500, Currency::EUR));
    PublicRequest {
        code: RequestCode::parse(code).expect("a code"),
        handle: Handle::parse("anna").expect("a handle"),
        name: DisplayName::parse("Anna’s Bakery").expect("a name"),
        accent: Accent::of("anna"),
        language: Language::En,
        zone: Zone::try_from("UTC".to_owned()).expect("a zone"),
        outstanding: asked.fixed(),
        prices: Prices::default(),
        alternatives: Vec::new(),
        asked,
        suggested: Vec::new(),
        asks_note: false,
        takes_tips: false,
        pays_once: true,
        partly_paid: false,
        parts: Vec::new(),
        memo: None,
        items: Vec::new(),
        left: Vec::new(),
        order: None,
        due_on: None,
        expires_at: None,
        status: Status::Open,
        paid_at: None,
        paid_in_play_money: false,
        underway: Underway::No,
        preview: Preview::default(),
        methods: Vec::new(),
    }
}

fn code(n: usize) -> RequestCode {
    RequestCode::parse(&format!("a{n:0>11}").replace('0', "z")).expect("a code")
}

fn language(accepted: &str) -> ReaderLanguage {
    let mut headers = http::HeaderMap::new();
    headers.insert("accept-language", accepted.parse().expect("a header"));
    Reader::of(&"/".parse().expect("a path"), &headers).language(Language::En)
}

/// The number of fields whose values change the page.
const FIELDS: usize = 26;

/// Changes the value of one field. A new field has to be added here.
fn change(request: &mut PublicRequest, field: usize) {
    let PublicRequest {
        code: _,
        handle,
        name,
        accent,
        language,
        zone,
        asked,
        prices,
        alternatives,
        outstanding,
        suggested,
        asks_note,
        takes_tips,
        pays_once,
        partly_paid,
        parts,
        memo,
        items,
        left,
        order,
        due_on,
        expires_at,
        status,
        paid_at,
        paid_in_play_money,
        underway,
        preview,
        methods,
    } = request;
    let later = |at: Option<DateTime<chrono::Utc>>| Some(at.unwrap_or_default() + TimeDelta::minutes(1));
    let more = |money: Option<Money>| Money::new(money.map_or(0, |money| money.minor()) + 1, Currency::EUR);
    match field {
        0 => {
            *handle = Handle::parse(&format!("{handle}a")).unwrap_or_else(|_| Handle::parse("berta").expect("a handle"))
        }
        1 => *name = DisplayName::parse(if name.as_str() == "Anna" { "Berta" } else { "Anna" }).expect("a name"),
        2 => *accent = Accent::ALL.into_iter().find(|other| other != accent).expect("another accent"),
        3 => *language = if *language == Language::En { Language::De } else { Language::En },
        4 => {
            *zone = Zone::try_from(if zone.name() == "UTC" { "Asia/Tokyo" } else { "UTC" }.to_owned()).expect("a zone")
        }
        5 => *asked = RequestAmount::Fixed(more(asked.fixed())),
        6 => *outstanding = Some(more(*outstanding)),
        7 => suggested.push(Money::new(500, Currency::EUR)),
        8 => *asks_note = !*asks_note,
        22 => *takes_tips = !*takes_tips,
        23 => alternatives.push(more(alternatives.last().copied())),
        24 => *prices = Prices::new(more(None), &[more(None); 3][..=prices.iter().count() % 3]),
        25 => left.push((0, 5)),
        9 => *pays_once = !*pays_once,
        10 => *partly_paid = !*partly_paid,
        11 => *memo = if memo.is_some() { None } else { Memo::optional("Two loaves").expect("a memo") },
        12 => items.push(Item::fixed("Loaf", 2, "12.50")),
        13 => {
            *due_on = later(due_on.map(|day| day.and_time(Default::default()).and_utc() + TimeDelta::days(1)))
                .map(|at| at.date_naive())
        }
        14 => *expires_at = later(*expires_at),
        15 => *status = if *status == Status::Open { Status::Expired } else { Status::Open },
        16 => *paid_at = later(*paid_at),
        17 => *paid_in_play_money = !*paid_in_play_money,
        18 => *underway = if *underway == Underway::No { Underway::Claimed } else { Underway::No },
        19 => *preview = if *preview == Preview::None { Preview::Amount } else { Preview::None },
        20 => parts.push(PartProgress { part: Part { amount: 2500, due_on: NaiveDate::MIN }, paid: 0 }),
        21 => {
            let state = if order.is_some() { OrderState::Confirmed } else { OrderState::Waiting };
            *order = Some(OrderProgress { state, note: None });
        }
        _ => methods.push(OfferedMethod {
            id: MethodId::draw(&Chance::secure()),
            rail: "sepa".into(),
            test: false,
            only_currency: None,
            wallet: None,
        }),
    }
}

/// A page that spells out everything that it was rendered from.
fn made(request: &PublicRequest, language: ReaderLanguage) -> Bytes {
    format!("{request:?} {} {}", language.locale().tag(), language.carry("/")).into()
}

fn view(pages: &PageCache, request: &PublicRequest, language: ReaderLanguage) -> (Bytes, bool) {
    let mut is_made = false;
    let page = pages.page(request.clone(), language, Foot::default(), |request| {
        is_made = true;
        Ok::<_, ()>(made(&request, language))
    });
    (page.expect("a page"), is_made)
}

#[test]
fn a_page_is_kept_from_the_second_view_on_in_each_language() {
    let pages = PageCache::new();
    let request = request("abcdefghijkm");
    let (english, german) = (language("en"), language("de-AT, en;q=0.5"));
    let views = [english, english, english, german, german, english];
    let are_made = views.map(|language| {
        let (page, is_made) = view(&pages, &request, language);
        assert_eq!(page, made(&request, language));
        is_made
    });
    assert_eq!(are_made, [true, true, false, true, false, false]);
}

#[test]
fn a_change_of_any_field_makes_the_page_anew() {
    let english = language("en");
    for field in 0..FIELDS {
        let pages = PageCache::new();
        let before = request("abcdefghijkm");
        let _ = (view(&pages, &before, english), view(&pages, &before, english));
        let mut after = before.clone();
        change(&mut after, field);
        assert_ne!(before, after, "field {field}");
        assert_eq!(view(&pages, &after, english), (made(&after, english), true), "field {field}");
        assert_eq!(view(&pages, &after, english), (made(&after, english), false), "field {field}");
        assert_eq!(view(&pages, &before, english), (made(&before, english), true), "a replica may be behind: {field}");
    }
}

#[test]
fn other_links_at_the_foot_make_the_page_anew() {
    let (pages, request, english) = (PageCache::new(), request("abcdefghijkm"), language("en"));
    let view = |foot| {
        let mut is_made = false;
        let page = pages.page(request.clone(), english, foot, |_| {
            is_made = true;
            Ok::<_, ()>(Bytes::from(format!("{foot:?}")))
        });
        assert_eq!(page, Ok(Bytes::from(format!("{foot:?}"))));
        is_made
    };
    let (none, one) = (Foot::default(), Foot::of(&[TextKind::Imprint]));
    assert_eq!([none, none, none, one, one, none, none].map(view), [true, true, false, true, false, true, false]);
}

#[test]
fn the_memory_is_bounded_and_many_languages_are_not_kept() {
    let most = 256 * 1024;
    let pages = PageCache::within(most);
    let english = language("en");
    for n in 1..4000 {
        let mut request = request("abcdefghijkm");
        request.code = code(n);
        let _ = (view(&pages, &request, english), view(&pages, &request, english));
    }
    assert!(pages.0.pages.weight() <= most, "{} bytes", pages.0.pages.weight());
    assert!(pages.0.pages.len() > 20, "{} links", pages.0.pages.len());

    let request = request("abcdefghijkm");
    for tag in ["en", "de", "fr", "it", "nl", "es", "pl"] {
        let _ = (view(&pages, &request, language(tag)), view(&pages, &request, language(tag)));
    }
    let kept = pages.0.pages.get(&request.code).expect("it is kept");
    let tags: Vec<_> = kept.pages.iter().map(|(language, _)| language.locale().tag()).collect();
    assert_eq!(tags, ["it", "nl", "es", "pl"]);
}

#[tokio::test]
async fn what_has_changed_does_not_stay_in_memory() {
    let english = language("en");
    let (_tell, told) = watch::channel(false);
    for (news, left) in [
        (Subject::Request(code(1)), 1),
        (Subject::Request(code(3)), 2),
        (Subject::Payee(Handle::parse("berta").expect("a handle")), 0),
        (Subject::Anything, 0),
    ] {
        let pages = PageCache::new();
        for n in [1, 2] {
            let mut request = request("abcdefghijkm");
            request.code = code(n);
            let _ = (view(&pages, &request, english), view(&pages, &request, english));
        }
        assert_eq!(pages.0.pages.len(), 2);
        let (sender, receiver) = broadcast::channel(4);
        sender.send(news.clone()).expect("somebody listens");
        drop(sender);
        pages.clone().forget_changed(receiver, told.clone()).await;
        assert_eq!(pages.0.pages.len(), left, "{news:?}");
    }
}

#[derive(Debug, Clone)]
enum Step {
    Change(usize, usize),
    Forget(usize),
    View(usize, usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => (0..3_usize, 0..FIELDS).prop_map(|(link, field)| Step::Change(link, field)),
        1 => (0..3_usize).prop_map(Step::Forget),
        9 => (0..3_usize, 0..6_usize).prop_map(|(link, language)| Step::View(link, language)),
    ];
    prop::collection::vec(step, 1..60)
}

proptest! {
    /// Compared with rendering without a cache.
    #[test]
    fn no_page_is_ever_out_of_date(steps in steps()) {
        let languages = ["en", "en-US", "de", "de-CH", "fr", "ar"].map(language);
        // So small that links push out one another.
        let pages = PageCache::within(8 * 1024);
        let mut requests = [1, 2, 3].map(|n| PublicRequest { code: code(n), ..request("abcdefghijkm") });
        for step in steps {
            match step {
                Step::Change(link, field) => change(&mut requests[link], field),
                Step::Forget(link) => drop(pages.0.pages.remove(&requests[link].code)),
                Step::View(link, at) => {
                    let (request, language) = (&requests[link], languages[at]);
                    prop_assert_eq!(view(&pages, request, language).0, made(request, language));
                }
            }
        }
    }
}
