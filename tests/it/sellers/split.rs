//! A bill that is split: each share has a link of its own, the payee sees how far it is, and no payer finds another's share.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::operations::keys::{NEXT, done, secrets};
use crate::support::{Api, App, Backend, Browser, Message, SECRET_KEY, both, form_id, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_bill_becomes_links_and_its_page_says_who_has_paid,
        what_is_wrong_names_its_field_and_is_kept,
        a_form_makes_its_links_once,
        whoever_holds_one_link_finds_nothing_of_another,
        nobody_else_sees_a_split,
        a_name_is_sealed_and_found_nowhere_else,
        erasing_a_share_erases_its_name,
        names_are_sealed_anew_with_the_secret_and_go_with_it,
    ]
}

const NAMES: &str = "Zq7Anna\r\n\r\n Zq7Ben & <i>co</i> \r\nZq7Cleo";

fn named(once: &str) -> [(&str, &str); 7] {
    [
        ("once", once),
        ("amount", "100"),
        ("currency", "EUR"),
        ("memo", "Dinner at Rosa’s"),
        ("how", "named"),
        ("shares", "2"),
        ("names", NAMES),
    ]
}

/// Splits a bill of 100 euros among three who are named, and returns the address of its page.
async fn split(seller: &Browser) -> String {
    seller.post("app/split", &named(&form_id())).await.status(303).location().to_owned()
}

/// The shares by the API.
async fn shares(api: &Api, place: &str) -> Vec<Value> {
    let id = place.rsplit('/').next().expect("an id");
    let split = api.get(&format!("splits/{id}")).await.status(200).json();
    split["shares"].as_array().expect("shares").clone()
}

fn code(share: &Value) -> &str {
    share["code"].as_str().expect("a code")
}

async fn requests(app: &App) -> i64 {
    app.db().number("select count(*) from requests").await
}

async fn a_bill_becomes_links_and_its_page_says_who_has_paid(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/new").await, &["href=\"/app/split\"", "href=\"/app/bulk\""]);
    has(&seller.page("app/split").await, &["Split a bill", "Equal shares", "Only you see them.", "Make the links"]);
    let place = split(&seller).await;
    let shares = shares(&api, &place).await;
    assert_eq!(shares.iter().map(|share| share["amount"].clone()).collect::<Vec<_>>(), ["33.34", "33.33", "33.33"]);
    let page = seller.page(&place).await;
    has(&page, &["0 of 3 paid", "€0.00 of €100.00", "3 links. Send each to one person; nobody sees the others."]);
    has(&page, &["Dinner at Rosa’s", "Zq7Anna", "Zq7Ben &#38; &#60;i&#62;co", "€33.34"]);
    for share in &shares {
        let code = code(share);
        has(&page, &[&format!("data-copy=\"{}r/{code}\"", app.base), &format!("/app/requests/{code}/share?remind=1")]);
        has(&seller.page(&format!("app/requests/{code}")).await, &[&format!("href=\"{place}\""), "All shares of this"]);
    }
    let order = app.start_payment(code(&shares[0])).await.1;
    hook.reported(&Message::new(&order, "approve").of("33.34", "EUR")).await;
    let page = seller.page(&place).await;
    has(&page, &["1 of 3 paid", "€33.34 of €100.00"]);
    // The one that is paid comes last, and is asked for nothing more.
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}: {page}"));
    assert!(at("Zq7Cleo") < at("Zq7Anna"), "{page}");
    has_not(&page, &[&format!("/app/requests/{}/share", code(&shares[0]))]);
    for share in &shares[1..] {
        let order = app.start_payment(code(share)).await.1;
        hook.reported(&Message::new(&order, "approve").of("33.33", "EUR")).await;
    }
    let page = seller.page(&place).await;
    has(&page, &["3 of 3 paid", "€100.00 of €100.00"]);
    has_not(&page, &["Send each", "remind=1"]);
    // Equal shares are counted.
    let fields = [("once", &*form_id()), ("amount", "120"), ("currency", "EUR"), ("how", "equal"), ("shares", "6")];
    let place = seller.post("app/split", &fields).await.status(303).location().to_owned();
    has(&seller.page(&place).await, &["0 of 6 paid", "€0.00 of €120.00", "Share 1", "Share 6", "€20.00"]);
    // A link that is no share leads to no split.
    let alone = app.request(&api, &json!({"amount": "5.00"})).await;
    has_not(&seller.page(&format!("app/requests/{alone}")).await, &["/app/splits/"]);
    app.audit();
}

async fn what_is_wrong_names_its_field_and_is_kept(app: App) {
    let (payee, ..) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let send = async |changes: &[(&str, &str)]| {
        let once = form_id();
        let mut fields = named(&once).to_vec();
        for (name, value) in changes {
            fields.retain(|(field, _)| field != name);
            fields.push((name, value));
        }
        seller.post("app/split", &fields).await.status(400).text()
    };
    for (changes, field, told) in [
        (&[("amount", "")][..], "amount", "This is needed"),
        (&[("amount", "0.02")], "amount", "at least €0.03"),
        (&[("amount", "ten")], "amount", "12.50"),
        (&[("currency", "XXQ")], "currency", "XXQ"),
        (&[("names", "Zq7Anna")], "names", "2 to 50"),
        (&[("names", "Zq7Anna\n\na\u{202e}b")], "names", "Row 3: "),
        (&[("how", "equal"), ("shares", "1")], "shares", "2 to 50"),
        (&[("how", "equal"), ("shares", "six")], "shares", "2 to 50"),
        (&[("due_on", "soon")], "due_on", "Write a day"),
    ] {
        let page = send(changes).await;
        let input = page.split(&format!(" name=\"{field}\"")).nth(1).expect(field).split('>').next().expect("a tag");
        has(input, &["aria-invalid=\"true\"", "autofocus"]);
        has(&page, &[told, "href=\"#", "Dinner at Rosa’s"]);
        if !changes.iter().any(|(name, _)| *name == "names") {
            has(&page, &["Zq7Ben &#38; &#60;i&#62;co"]);
        }
    }
    assert_eq!(requests(&app).await, 0);
    app.cli_ok(&["payee", "disable", "anna"]);
    let page = seller.post("app/split", &named(&form_id())).await.status(409).text();
    has(&page, &["Zq7Cleo"]);
    assert_eq!(requests(&app).await, 0);
}

async fn a_form_makes_its_links_once(app: App) {
    let (payee, ..) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let once = form_id();
    let first = seller.post("app/split", &named(&once)).await.status(303).location().to_owned();
    let again = seller.post("app/split", &named(&once)).await.status(303).location().to_owned();
    assert_eq!((first, requests(&app).await), (again, 3));
    seller.post("app/split", &named("nonsense")).await.status(400);
    assert_eq!(requests(&app).await, 3);
}

/// A page with what is a share's own replaced by one word: its code, its amount, and tokens.
fn without_its_own(page: &str, own: &[&str]) -> String {
    own.iter().fold(page.to_owned(), |page, own| page.replace(own, "OWN"))
}

async fn whoever_holds_one_link_finds_nothing_of_another(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let place = split(&seller).await;
    let id = place.rsplit('/').next().expect("an id").to_owned();
    let all = shares(&api, &place).await;
    // The second and third ask for the same amount, so that nothing but codes may tell them apart.
    let (one, other) = (code(&all[1]).to_owned(), code(&all[2]).to_owned());
    let stranger = app.browser();
    let words = async |code: &str| {
        api.get(&format!("requests/{code}")).await.json()["check_words"].as_str().expect("words").to_owned()
    };
    let secrets = |mine: &str| {
        let others = all.iter().map(code).filter(|code| *code != mine).map(str::to_owned);
        others.chain([id.clone(), "spl_".to_owned(), "Zq7".to_owned(), "/splits".to_owned()]).collect::<Vec<_>>()
    };
    for path in ["r/CODE", "r/CODE/print", "r/CODE/report"] {
        let mut seen = Vec::new();
        for code in [&one, &other] {
            let answer = stranger.get(&path.replace("CODE", code)).await.status(200);
            let heads = format!("{:?}", answer.headers);
            let page = answer.text();
            for secret in secrets(code) {
                has_not(&page, &[&secret]);
                has_not(&heads, &[&secret]);
            }
            let page = without_its_own(&page, &[code, &words(code).await]);
            // The drawing of the link as a QR code is the link.
            seen.push(without_its_own(&page, &drawings(&page)));
        }
        assert_eq!(seen[0], seen[1], "{path}");
    }
    // Neither does the payer's own page, before and after paying, nor the receipt.
    let mut pages = Vec::new();
    for code in [&one, &other] {
        let (page, order) = app.start_payment(code).await;
        let own = crate::support::order(&page)["return_url"].as_str().expect("a page").to_owned();
        hook.reported(&Message::new(&order, "approve").of("33.33", "EUR")).await;
        let receipt = app.browser().get(&format!("{own}/receipt.json")).await.status(200).text();
        let page = app.browser().page(&own).await;
        for secret in secrets(code) {
            has_not(&page, &[&secret]);
            has_not(&receipt, &[&secret]);
        }
        let token = own.rsplit('/').next().expect("a token");
        let page = without_its_own(&page, &[token, code, &words(code).await]);
        // Times are the payment's own.
        pages.push(page.replace(|c: char| c.is_ascii_digit(), "0"));
    }
    assert_eq!(pages[0], pages[1], "the payers’ own pages");
    // Codes and references follow no order, and the number of shares stands nowhere.
    let rfs = app.db().texts("select rf from requests order by created_at").await;
    let numbers: Vec<i128> = rfs.iter().map(|rf| digits(rf)).collect();
    assert!(numbers.windows(2).all(|pair| (pair[0] - pair[1]).abs() > 1000), "{rfs:?}");
}

/// The paths of drawings on a page.
fn drawings(page: &str) -> Vec<&str> {
    page.split(" d=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A reference as a number.
fn digits(rf: &str) -> i128 {
    rf.bytes().filter(u8::is_ascii_alphanumeric).fold(0, |sum, byte| (sum * 37 + i128::from(byte)) % (1 << 100))
}

async fn nobody_else_sees_a_split(app: App) {
    let (anna, api, _) = app.seller("anna").await;
    let (berta, other_api, _) = app.seller("berta").await;
    let (seller, other) = (app.signed_in(&anna).await, app.signed_in(&berta).await);
    let place = split(&seller).await;
    has_not(&other.get(&place).await.status(404).text(), &["Zq7", "Dinner"]);
    app.browser().get(&place).await.status(303);
    let id = place.rsplit('/').next().expect("an id");
    has_not(&other_api.get(&format!("splits/{id}")).await.status(404).text(), &["Zq7"]);
    let code = shares(&api, &place).await[0]["code"].as_str().expect("a code").to_owned();
    other.get(&format!("app/requests/{code}")).await.status(404);
    seller.get("app/splits/spl_aaaaaaaaaaaaaaaaaaaaaa").await.status(404);
}

async fn a_name_is_sealed_and_found_nowhere_else(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let place = split(&seller).await;
    let body = json!({"amount": "9.00", "shares": [{"name": "Zq7Dora"}, {"name": "Zq7Emil"}]});
    api.post("splits", &body).await.status(201);
    let shares = shares(&api, &place).await;
    let code = code(&shares[0]);
    let order = app.start_payment(code).await.1;
    hook.reported(&Message::new(&order, "approve")).await;
    let sealed = app.db().texts("select sealed from split_shares").await;
    assert!(sealed.len() == 5 && sealed.iter().all(|text| text.starts_with("v2.")), "{sealed:?}");
    let nowhere = [
        api.get(&format!("requests/{code}")).await.text(),
        api.get("requests").await.text(),
        api.get("events").await.text(),
        api.get("exports/movements?format=jsonl&from=2020-01-01&to=2100-01-01").await.text(),
        seller.page("app/requests").await,
        seller.page(&format!("app/requests/{code}/share")).await,
        app.browser().page(&format!("r/{code}")).await,
        app.db().texts("select body from idempotency_keys").await.join(" "),
        app.db().texts("select coalesce(location, '') from idempotency_keys").await.join(" "),
        app.log(),
    ];
    for text in nowhere {
        has_not(&text, &["Zq7"]);
    }
    if app.db().backend == Backend::Sqlite {
        for file in ["chit.db", "chit.db-wal"] {
            let bytes = std::fs::read(app.dir().join(file)).unwrap_or_default();
            assert!(!bytes.windows(3).any(|at| at == b"Zq7"), "{file}");
        }
    }
    // Bound to its request: moved to another one, it doesn't open there.
    app.db().tamper("update split_shares set sealed = (select sealed from split_shares s where s.position = 1 limit 1) where position = 0").await;
    let page = seller.page(&place).await;
    has(&page, &["Share 1", "Zq7Cleo"]);
    has_not(&page, &["Zq7Anna"]);
}

async fn erasing_a_share_erases_its_name(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let seller = app.signed_in(&payee).await;
    let fields =
        [("once", &*form_id()), ("amount", "9"), ("currency", "EUR"), ("how", "named"), ("names", "Zq7A\nZq7B")];
    let place = seller.post("app/split", &fields).await.status(303).location().to_owned();
    let shares = shares(&api, &place).await;
    let path = format!("app/requests/{}", code(&shares[0]));
    seller.post(&format!("{path}/cancel"), &[]).await.status(303);
    // The page offers it although nothing else is left to erase.
    has(&seller.page(&path).await, &["/erase"]);
    seller.post(&format!("{path}/erase"), &[]).await.status(303);
    has_not(&seller.page(&path).await, &["/erase"]);
    assert_eq!(app.db().number("select count(*) from split_shares where sealed is not null").await, 1);
    let page = seller.page(&place).await;
    has(&page, &["0 of 2 paid", "Share 1", "Zq7B", "Cancelled"]);
    has_not(&page, &["Zq7A"]);
    app.audit();
}

async fn names_are_sealed_anew_with_the_secret_and_go_with_it(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let place = split(&app.signed_in(&payee).await).await;
    let names = async |app: &App| {
        let shares = shares(&app.api(api.key()), &place).await;
        shares.iter().map(|share| share["name"].clone()).collect::<Vec<_>>()
    };
    has(&done(&app, &secrets(NEXT, SECRET_KEY), &["rekey"], 0), &["names of shares: 3 sealed anew"]);
    let app = app.with(&secrets(NEXT, "")).await;
    assert_eq!(names(&app).await, ["Zq7Anna", "Zq7Ben & <i>co</i>", "Zq7Cleo"]);
    // Once their key is given up, shares go by their numbers.
    let told = done(&app, &secrets(SECRET_KEY, ""), &["rekey", "--lost"], 1);
    has(&told, &["share_name:", "CAN'T BE OPENED"]);
    let app = app.with(&secrets(SECRET_KEY, "")).await;
    assert_eq!(names(&app).await, [Value::Null, Value::Null, Value::Null]);
}
