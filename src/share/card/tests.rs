use proptest::prelude::*;
use resvg::usvg::{Group, Node};

use super::text::{LineWords, TextDirection, Voice, missing};
use super::*;
use crate::domain::language::Language;
use crate::domain::money::currency::Currency;
use crate::domain::money::{MAX_MINOR, Money};
use crate::domain::payee::handle::Handle;
use crate::domain::text::DisplayName;
use crate::locale;

/// The heading of a card in every language.
fn headings() -> [String; 13] {
    Language::ALL.map(|language| locale::Words::new(language.into()).say("preview-title").into_owned())
}

/// Names that imitate something else.
const HOSTILE: [&str; 14] = [
    "</text><text x=\"0\" y=\"0\">mine",
    "<script>alert(1)</script>",
    "]]>",
    "<![CDATA[x]]>",
    "&amp; &#0; &#x1F; &lol;",
    "\"' onload=\"x",
    "<!-- -- -->",
    "<?xml version=\"1.1\"?>",
    "url(#x) href='file:///etc/passwd'",
    "{{ 7 * 7 }} {% if x %}",
    "W\u{300}\u{301}\u{302}\u{303}\u{304}\u{300}\u{301}\u{302}\u{303}\u{304}\u{300}\u{301}\u{302}",
    "\u{FFFD}\u{FFFC}",
    "\u{AD}\u{AD}\u{AD}",
    "﷽﷽﷽﷽",
];

fn euros(minor: i64) -> CardFigures {
    figures(Money::new(minor, Currency::EUR))
}

fn figures(money: Money) -> CardFigures {
    let (sign, figures) = money.parts();
    CardFigures { sign: sign.to_owned(), sign_last: false, figures, code: money.currency().code() }
}

fn card(name: &str, amount: CardFigures) -> Face {
    Face::Amount {
        heading: "A payment request".to_owned(),
        amount,
        name: name.to_owned(),
        handle: "anna".to_owned(),
        accent: Accent::Blue,
        test: None,
    }
}

/// The drawn texts of a face with their left and right edges, in pixels. Panics if a box is drawn for a character, or if anything extends
/// beyond the slip.
fn drawn(face: &Face) -> Vec<(String, i32, i32)> {
    fn walk(group: &Group, found: &mut Vec<(String, i32, i32)>) {
        for node in group.children() {
            match node {
                Node::Group(group) => walk(group, found),
                Node::Text(text) => {
                    let said: String = text.chunks().iter().map(|chunk| chunk.text()).collect();
                    assert!(!missing(text), "a box in {said:?}");
                    let ink = text.flattened().abs_bounding_box().round().expect("a box");
                    assert!(ink.top() >= 40 && ink.bottom() <= 590, "{said:?} reaches {ink:?}");
                    let place = text.abs_bounding_box().round().expect("a box");
                    found.push((said.replace('\u{200F}', ""), place.left(), place.right()));
                }
                _ => {}
            }
        }
    }
    let svg = scene::svg(face).expect("it renders");
    let tree = Tree::from_str(&svg, &text::options()).unwrap_or_else(|e| panic!("{e}: {svg}"));
    assert_eq!((tree.size().width(), tree.size().height()), (1200.0, 630.0));
    let mut found = Vec::new();
    walk(tree.root(), &mut found);
    for (said, left, right) in &found {
        // The central square of the card, which is all that some messengers show.
        assert!(*left >= 285 && *right <= 915, "{said:?} reaches from {left} to {right}");
    }
    found
}

/// The font sizes of the drawn texts, in pixels, in the order of [`texts`].
fn sizes(face: &Face) -> Vec<u32> {
    let svg = scene::svg(face).expect("it renders");
    let sizes = svg.split(" font-size=\"").skip(1).filter_map(|rest| rest.split('"').next());
    sizes.map(|size| size.parse().expect("a size")).collect()
}

fn texts(face: &Face) -> Vec<String> {
    drawn(face).into_iter().map(|(said, ..)| said).collect()
}

fn picture(face: &Face) -> Vec<u8> {
    let png = face.draw().expect("a picture");
    let mut reader = png::Decoder::new(std::io::Cursor::new(&png)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("all of it");
    assert_eq!((info.width, info.height, info.color_type), (1200, 630, png::ColorType::Rgb));
    assert!(png.len() < 300_000, "{} bytes", png.len());
    png
}

#[test]
fn a_card_says_what_its_face_says() {
    assert_eq!(texts(&Face::Blank), [""; 0]);
    for heading in headings() {
        assert_eq!(texts(&Face::Generic { heading: heading.clone(), test: None }).concat(), heading);
    }
    assert_eq!(
        texts(&card("Anna’s Coffee", euros(123_450))),
        ["Anna’s Coffee", "@anna", "€", "1,234.50", "A payment request"]
    );
    assert_eq!(texts(&card("anna", euros(100))), ["anna", "€", "1.00", "A payment request"]);
    let last = CardFigures { sign: "€".into(), sign_last: true, figures: "25,00".into(), code: "EUR" };
    assert_eq!(texts(&card("Anna", last))[2..4], ["25,00", "€"]);
    let sizes = [Face::Blank, Face::Generic { heading: headings()[0].clone(), test: None }, card("Anna", euros(1))]
        .map(|f| picture(&f));
    assert!(sizes[0] != sizes[1] && sizes[1] != sizes[2]);
}

#[test]
fn names_are_drawn_as_they_are_written() {
    for name in [
        "Bäckerei Müller & Söhne",
        "Żółć Łódź",
        "Ağaoğlu Şirketi",
        "Quán Phở Nguyễn",
        "Cafe\u{301}",
        "Καφενείο",
        "Кав’ярня Їжак",
        "مقهى الزاوية",
        "چای‌خانه",
        "श्री कृष्ण मिठाई",
        "さくらコーヒー",
        "田中商店",
        "鬱金香と喫茶の店",
        "彙剝塡頰𠮟",
        "王小明的咖啡店",
        "齐齐哈尔饺子馆（总店）",
        "ＣＡＦÉ １号店",
        "珈琲さくら",
        "ร้านกาแฟน้ำผึ้ง",
        "קפה של אנה",
        "קָפֶה",
        "No 7 – “Déli” №1 ™",
        "Straße 24/7 #1 @home",
    ] {
        assert_eq!(drawn_name(name), name);
    }
}

#[test]
fn pictures_go_and_letters_stay() {
    for (name, said) in [
        ("👩\u{200D}🌾 Farm", "Farm"),
        ("Anna 💶", "Anna"),
        ("💶Anna💶💶 Café💶", "Anna Café"),
        ("Anna ❤\u{FE0F} ☕\u{FE0E}", "Anna"),
        ("👋🏽 Anna", "Anna"),
        ("\u{1F1E9}\u{1F1EA} Bäckerei", "Bäckerei"),
        ("\u{1F3F4}\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F} Pub", "Pub"),
        ("Bar 7\u{FE0F}\u{20E3}", "Bar 7"),
        ("Anna™ 🌾", "Anna™"),
        ("田中商店🍵", "田中商店"),
        ("چای\u{200C}خانه 🫖", "چای\u{200C}خانه"),
        ("葛\u{E0100}城", "葛城"),
        ("ＣＡＦÉ\u{3000}１号店", "ＣＡＦÉ １号店"),
    ] {
        assert_eq!(drawn_name(name), said);
    }
    assert_eq!(texts(&card("anna 💶", euros(100)))[..2], ["anna", "@anna"]);
}

#[test]
fn the_handle_stands_in_for_a_name_that_no_font_has() {
    for name in ["커피", "আনা", "ቡና", "💶", "🍞 + 🥖", "👩\u{200D}🌾", "\u{1F1E9}\u{1F1EA}", "a\u{E000}", "Anna 커피 💶"]
    {
        let face = card(name, euros(100));
        assert_eq!(texts(&face), ["@anna", "€", "1.00", "A payment request"], "{name}");
        assert_eq!(sizes(&face)[0], sizes(&card("Anna", euros(100)))[0], "{name}");
    }
    // The longest handle is drawn completely: a truncated one could be another payee's.
    let Face::Amount { heading, amount, name, accent, test, .. } = card("💶", euros(100)) else {
        panic!("an amount")
    };
    let handle = "w".repeat(20);
    assert!(Handle::parse(&handle).is_ok() && Handle::parse(&format!("{handle}w")).is_err());
    let face = Face::Amount { heading, amount, name, handle: handle.clone(), accent, test };
    assert_eq!(texts(&face)[0], format!("@{handle}"));
}

/// The same card with a test mark.
fn marked(face: &Face, mark: &str) -> Face {
    let test = Some(mark.to_owned());
    match face.clone() {
        Face::Blank => Face::Blank,
        Face::Generic { heading, .. } => Face::Generic { heading, test },
        Face::Amount { heading, amount, name, handle, accent, .. } => {
            Face::Amount { heading, amount, name, handle, accent, test }
        }
    }
}

#[test]
fn a_card_says_in_every_language_that_no_money_moves() {
    for (language, heading) in Language::ALL.iter().zip(headings()) {
        let mark = locale::Words::new((*language).into()).say("test-only").into_owned();
        for face in [card("Anna", euros(123_450)), Face::Generic { heading, test: None }] {
            assert!(texts(&marked(&face, &mark)).concat().ends_with(&mark), "{language:?}");
            assert!(!texts(&face).concat().contains(&mark), "{language:?}");
            picture(&marked(&face, &mark));
        }
    }
}

#[test]
fn every_offered_language_has_fonts() {
    for (language, heading) in Language::ALL.iter().zip(headings()) {
        assert_eq!(drawn_name(&heading).replace('\u{200F}', ""), heading, "{language:?}");
    }
    assert!(text::are_whole());
}

/// The name on a card, its runs joined in the order of drawing.
fn drawn_name(name: &str) -> String {
    let all = texts(&card(name, euros(100)));
    let handle = all.iter().position(|text| text == "@anna").expect("a handle");
    all[..handle].concat()
}

#[test]
fn mixed_directions_stand_as_they_are_read() {
    // From left to right: the Latin word, a bracket, the Arabic word in brackets, …
    assert_eq!(drawn_name("مقهى (الزاوية) Café"), ["Café", ") ", "الزاوية", "(", "مقهى "].concat());
    assert_eq!(drawn_name("Café مقهى"), "Café مقهى");
    let amount =
        CardFigures {
            sign: "ر.س.\u{200F}".into(), sign_last: true, figures: "\u{200F}١٬٢٣٤٫٥٠".into(), code: "SAR"
        };
    assert_eq!(texts(&card("Anna", amount))[2..4], ["١٬٢٣٤٫٥٠", "ر.س."]);
}

#[test]
fn what_no_font_has_is_never_a_box() {
    let nameless = |code, sign: &str, figures: &str| CardFigures {
        sign: sign.into(),
        sign_last: false,
        figures: figures.into(),
        code,
    };
    // A missing sign is replaced by its code; missing figures leave a card without an amount.
    assert_eq!(texts(&card("Anna", nameless("BDT", "৳", "25.00")))[2..4], ["BDT", "25.00"]);
    assert_eq!(texts(&card("Anna", nameless("BDT", "৳", "২৫"))), ["A payment request"]);
    assert_eq!(texts(&Face::Generic { heading: "결제 요청".into(), test: None }), [""; 0]);
}

#[test]
fn every_amount_fits_on_its_line() {
    for code in
        ["EUR", "USD", "GBP", "JPY", "INR", "KRW", "ILS", "VND", "UAH", "TRY", "PHP", "THB", "CHF", "BHD", "CLF"]
    {
        let currency = Currency::parse(code).expect("a currency");
        for minor in [1, 2500, 123_456_789, MAX_MINOR] {
            let amount = figures(Money::new(minor, currency));
            let written = [amount.sign.clone(), amount.figures.clone()];
            assert_eq!(texts(&card("Anna", amount))[2..4], written, "{code}");
        }
    }
    for (sign, figures) in [
        ("₹", "9,99,99,99,999.99"),
        ("zł", "9\u{a0}999\u{a0}999\u{a0}999,99"),
        ("€", "9\u{202f}999\u{202f}999\u{202f}999,99"),
        ("￥", "９９"),
    ] {
        let amount = CardFigures { sign: sign.into(), sign_last: true, figures: figures.into(), code: "EUR" };
        let shown = texts(&card("Anna", amount));
        assert!(shown.len() == 5 && shown[3] == sign || figures == "９９" && shown.len() == 1, "{shown:?}");
    }
}

#[test]
fn figures_are_of_one_width() {
    let width = |text: &str| LineWords::set(text, Voice::Figures, TextDirection::Left).expect("figures").width;
    assert!(width("11111111").abs_diff(width("88888888")) <= 2);
}

#[test]
fn long_names_are_wrapped_then_shortened() {
    let name = "The Extraordinarily Long-Named Society of Amateur Beekeepers Utrecht";
    let lines = texts(&card(name, euros(100)));
    assert_eq!(lines[..2], ["The Extraordinarily Long-Named", "Society of Amateur Beekeepers Utrecht"]);
    let wide = "W".repeat(DisplayName::MAX);
    let line = drawn_name(&wide);
    assert!(line.ends_with('…') && line.len() > 20, "{line}");
}

#[test]
fn hostile_names_stay_names() {
    for name in HOSTILE {
        let face = card(name, euros(100));
        let all = texts(&face);
        assert_eq!(all[all.len() - 4..], ["@anna", "€", "1.00", "A payment request"], "{name}");
        assert!(name.starts_with(&all[..all.len() - 4].concat()) || all[0].contains(' '), "{all:?}");
        picture(&face);
    }
    assert_eq!(drawn_name("]]>"), "]]>");
    assert_eq!(drawn_name("&#0;"), "&#0;");
    assert_eq!(drawn_name("بّّّّّّ"), "", "marks on marks would paint over what is above");
    assert_eq!(drawn_name("بِسْمِ"), "بِسْمِ");
}

#[test]
fn a_key_is_of_all_that_is_drawn() {
    let Face::Amount { heading, amount, name, handle, accent, .. } = card("Anna", euros(2500)) else {
        panic!("an amount")
    };
    let with = |heading: &str, amount: CardFigures, name: &str, handle: &str, accent| {
        Face::Amount { heading: heading.into(), amount, name: name.into(), handle: handle.into(), accent, test: None }
            .key()
    };
    let same = || with(&heading, amount.clone(), &name, &handle, accent);
    assert_eq!(same(), same());
    let keys = [
        same(),
        Face::Blank.key(),
        Face::Generic { heading: heading.clone(), test: None }.key(),
        Face::Generic { heading: heading.clone(), test: Some("Test".into()) }.key(),
        marked(&card("Anna", euros(2500)), "Test").key(),
        Face::Generic { heading: String::new(), test: None }.key(),
        with("Other", amount.clone(), &name, &handle, accent),
        with(&heading, euros(2501), &name, &handle, accent),
        with(&heading, CardFigures { sign_last: true, ..amount.clone() }, &name, &handle, accent),
        with(&heading, CardFigures { code: "USD", ..amount.clone() }, &name, &handle, accent),
        with(&heading, amount.clone(), "Ann", "aanna", accent),
        with(&heading, amount.clone(), "Anna", "berta", accent),
        with(&heading, amount.clone(), &name, &handle, Accent::Indigo),
    ];
    let different: std::collections::HashSet<_> = keys.iter().collect();
    assert_eq!(different.len(), keys.len());
}

#[test]
fn colours_are_those_of_the_style_sheet() {
    let css = include_str!("../../../static/chit.css");
    let (light, _dark) = css.split_once("@media (prefers-color-scheme:dark)").expect("two themes");
    let house = light.split_once("--accent:#").and_then(|(_, rest)| rest.get(..6)).expect("an accent");
    assert_eq!(colour(Accent::Blue), format!("#{house}"));
    for accent in &Accent::ALL[1..] {
        let rule = format!(".{}{{--accent:{}}}", accent.class(), colour(*accent));
        assert!(light.contains(&rule), "{rule}");
    }
}

/// Names in complex scripts, with marks, with markup, and arbitrary ones.
fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{1,70}",
        "[\u{600}-\u{6ff} a-c()0-9]{1,70}",
        "[\u{900}-\u{97f}\u{200c}\u{200d} a-c()0-9]{1,70}",
        "[a-e\u{300}-\u{36f}\u{1ea0}-\u{1ef9} ]{1,70}",
        "[\u{3040}-\u{30ff}付款A ]{1,70}",
        "[<>&\"';#x0-9\\[\\]!-]{1,70}",
        "[田中商店王小明饺子馆鬱🍵💶a-c ]{1,70}",
        "[\u{e01}-\u{e3a}\u{e40}-\u{e5b}\u{591}-\u{5f4}\u{1f1e6}-\u{1f1ff}\u{200d}\u{fe0f} a-c]{1,70}",
        "[\u{5d0}-\u{5ea}\u{620}-\u{64a}a-c ().]{1,70}",
    ]
}

proptest! {
    #[test]
    fn any_name_gives_a_whole_drawing_without_boxes(name in names(), minor in 1..=MAX_MINOR) {
        if let Ok(name) = DisplayName::parse(&name) {
            let all = texts(&card(name.as_str(), euros(minor)));
            prop_assert_eq!(&all[all.len() - 1], "A payment request");
            prop_assert!(all.len() >= 4 && !all[0].trim().is_empty(), "it says who: {all:?}");
            prop_assert!(sizes(&card(name.as_str(), euros(minor)))[0] >= 26, "as large as a name");
            prop_assert_eq!(&all[all.len() - 2], &euros(minor).figures);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn any_name_gives_a_picture(name in names()) {
        if let Ok(name) = DisplayName::parse(&name) {
            picture(&card(name.as_str(), euros(2500)));
        }
    }
}
