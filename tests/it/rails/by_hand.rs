//! Every rail that a payer pays by hand, held against one contract: what is wrong with its settings is said by name, it is offered only
//! for what it can carry, its code reads back, its reference is the request's, and nothing of its settings comes back or lies readable.

use std::collections::BTreeSet;

use chit::domain::chance::Chance;
use chit::domain::reference::qr::QrReference;
use chit::rails::RailContext;
use chit::rails::registry::Rails;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::support::{Api, App, Payee, alone, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    let mut tests = both![
        sepa,
        swiss_with_an_ordinary_account,
        swiss_with_a_qr_iban,
        spayd,
        spayd_in_slovakia,
        pix,
        promptpay,
        promptpay_to_a_wallet,
        paynow,
        upi,
        cash,
    ];
    tests.extend(alone![every_rail_by_hand_is_here]);
    tests
}

/// What one rail is like.
pub struct Case {
    pub rail: &'static str,
    pub settings: Value,
    /// Settings that are wrong, and where.
    pub wrong: (Value, &'static [&'static str]),
    /// Amounts that it can't carry.
    pub refused: &'static [(&'static str, &'static str)],
    /// One that it can.
    pub amount: (&'static str, &'static str),
    /// What can be copied, in this order. `{rf}` is the request's reference, `{code}` what is scanned.
    pub copied: &'static [&'static str],
    /// Parts of what the code holds, and of the link that opens an app.
    pub code: &'static [&'static str],
    pub link: Option<&'static str>,
    /// What must not lie readable.
    pub hidden: &'static [&'static str],
}

const RAILS: [&str; 10] =
    ["cash", "link", "merchant_code", "paynow", "pix", "promptpay", "sepa", "spayd", "swiss", "upi"];

async fn sepa(app: App) {
    let case = Case {
        rail: "sepa",
        settings: json!({"iban": "DE75 5121 0800 1245 1261 99", "beneficiary": "Zq7 Inhaberin"}),
        wrong: (json!({"iban": "DE75 5121 0800 1245 1261 98", "bic": "X"}), &["iban", "beneficiary", "bic"]),
        refused: &[("25.00", "CHF")],
        amount: ("12.50", "EUR"),
        copied: &["Zq7 Inhaberin", "DE75512108001245126199", "12.50", "{rf}"],
        code: &["BCD\n002\n1\nSCT\n\nZq7 Inhaberin\nDE75512108001245126199\nEUR12.5\n\n{rf}"],
        link: Some("payto://iban/DE75512108001245126199?amount=EUR:12.50&receiver-name=Zq7%20Inhaberin&message={rf}"),
        hidden: &["Zq7 Inhaberin", "DE75512108001245126199", "5121 0800"],
    };
    contract(app, case).await;
}

/// The rows of a QR-bill but for the reference.
const SWISS: &str = "S\nZq7 Inhaber\nZq7gasse\n4a\n8000\nZürich\nCH\n\n\n\n\n\n\n\n1949.75\nCHF\n\n\n\n\n\n\n\n";

async fn swiss_with_an_ordinary_account(app: App) {
    let case = Case {
        rail: "swiss",
        settings: json!({"iban": "CH58 0079 1123 0008 8901 2", "beneficiary": "Zq7 Inhaber", "street": "Zq7gasse",
            "building": "4a", "postcode": "8000", "town": "Zürich"}),
        wrong: (
            json!({"iban": "DE75512108001245126199", "country": "Suisse"}),
            &["iban", "beneficiary", "postcode", "town", "country"],
        ),
        refused: &[("25.00", "USD")],
        amount: ("1949.75", "CHF"),
        copied: &["Zq7 Inhaber", "Zq7gasse 4a, CH-8000 Zürich", "CH5800791123000889012", "1949.75", "{rf}"],
        code: &["SPC\n0200\n1\nCH5800791123000889012\n", SWISS, "\nSCOR\n{rf}\n\nEPD"],
        link: Some("payto://iban/CH5800791123000889012?amount=CHF:1949.75&receiver-name=Zq7%20Inhaber&message={rf}"),
        hidden: &["Zq7 Inhaber", "CH5800791123000889012", "0079 1123", "Zq7gasse"],
    };
    contract(app, case).await;
}

async fn swiss_with_a_qr_iban(app: App) {
    let (payee, api) = seller(&app);
    let settings =
        json!({"iban": "CH4431999123000889012", "beneficiary": "Anna", "postcode": "8000", "town": "Zürich"});
    api.post("methods", &json!({"rail": "swiss", "settings": settings})).await.status(201);
    let (_, own, rf) = start(&app, &api, ("0.05", "CHF")).await;
    let page = app.browser().page(&own).await;
    let code = scanned(&app, &own).await;
    let lines: Vec<_> = code.split('\n').collect();
    assert_eq!((lines.len(), lines[18], lines[27]), (31, "0.05", "QRR"));
    // Of a statement's reference the request's own can be found again.
    let reference = QrReference::parse(lines[28]).expect("valid");
    assert_eq!(reference.rf().expect("ours").as_str(), rf);
    has(&page, &[lines[28], &reference.printed(), "fill-rule=\"evenodd\""]);
    drop(payee);
}

async fn spayd(app: App) {
    let case = Case {
        rail: "spayd",
        settings: json!({"iban": "CZ58 5500 0000 0012 6509 8001", "beneficiary": "Pekařství Zq7"}),
        wrong: (json!({"iban": "DE75512108001245126199"}), &["iban", "beneficiary"]),
        refused: &[("25.00", "PLN"), ("10000000.00", "CZK")],
        amount: ("480.50", "CZK"),
        copied: &["Pekařství Zq7", "1265098001/5500", "CZ5855000000001265098001", "480.50", "{rf}"],
        code: &["SPD*1.0*ACC:CZ5855000000001265098001*AM:480.50*CC:CZK*RN:PEKARSTVI ZQ7*MSG:{rf}"],
        link: Some("payto://iban/CZ5855000000001265098001?amount=CZK:480.50&"),
        hidden: &["Pekařství Zq7", "CZ5855000000001265098001", "1265098001"],
    };
    contract(app, case).await;
}

async fn spayd_in_slovakia(app: App) {
    let case = Case {
        rail: "spayd",
        settings: json!({"iban": "SK31 1200 0000 1987 4263 7541", "beneficiary": "Pekáreň Zq7"}),
        wrong: (json!({"iban": "SK31 1200 0000 1987 4263 7542", "beneficiary": "Zq7"}), &["iban"]),
        refused: &[("25.00", "PLN"), ("10000000.00", "EUR")],
        amount: ("480.50", "EUR"),
        copied: &["Pekáreň Zq7", "19-8742637541/1200", "SK3112000000198742637541", "480.50", "{rf}"],
        // PAY by square 1.2.0; tests/peers reads all of it.
        code: &["080"],
        link: Some("https://payme.sk/?V=1&IBAN=SK3112000000198742637541&AM=480.50&CC=EUR&MSG={rf}&CN=Pekaren%20Zq7"),
        hidden: &["Pekáreň Zq7", "SK3112000000198742637541", "198742637541"],
    };
    contract(app, case).await;
}

async fn pix(app: App) {
    let case = Case {
        rail: "pix",
        settings: json!({"key": "zq7.chave@zq7.example", "beneficiary": "Padaria São Zq7", "city": "São Paulo"}),
        wrong: (json!({"key": "123.456.789-00"}), &["key"]),
        refused: &[("25.00", "EUR")],
        amount: ("1234.50", "BRL"),
        copied: &["{code}", "Padaria São Zq7", "zq7.chave@zq7.example", "1234.50", "{rf}"],
        code: &[
            "0014br.gov.bcb.pix0121zq7.chave@zq7.example",
            "54071234.505802BR5915Padaria Sao Zq76009Sao Paulo",
            "0516{rf}6304",
        ],
        link: None,
        hidden: &["zq7.chave@zq7.example", "São Zq7"],
    };
    contract(app, case).await;
}

async fn promptpay(app: App) {
    let case = Case {
        rail: "promptpay",
        settings: json!({"id": "081-234-5678"}),
        wrong: (json!({"id": "1234567890122"}), &["id"]),
        refused: &[("25.00", "EUR")],
        amount: ("4.22", "THB"),
        copied: &["0812345678", "4.22"],
        code: &["00020101021229370016A000000677010111011300668123456785802TH530376454044.226304"],
        link: None,
        hidden: &["0812345678", "081-234-5678", "0066812345678"],
    };
    contract(app, case).await;
}

/// The whole code is a vector of a public implementation (npm promptpay-qr).
async fn promptpay_to_a_wallet(app: App) {
    let case = Case {
        rail: "promptpay",
        settings: json!({"id": "0123-4567890-1234"}),
        wrong: (json!({"id": "0123456789012345"}), &["id"]),
        refused: &[("25.00", "EUR")],
        amount: ("42.00", "THB"),
        copied: &["012345678901234", "42.00"],
        code: &["00020101021229390016A00000067701011103150123456789012345802TH5303764540542.006304EBB8"],
        link: None,
        hidden: &["012345678901234", "0123-4567890-1234"],
    };
    contract(app, case).await;
}

async fn paynow(app: App) {
    let case = Case {
        rail: "paynow",
        settings: json!({"id": "+65 9090 1234", "beneficiary": "Zq7 Bakery"}),
        wrong: (json!({"id": "S1234567D"}), &["id"]),
        refused: &[("25.00", "EUR")],
        amount: ("12.50", "SGD"),
        copied: &["Zq7 Bakery", "+6590901234", "12.50", "{rf}"],
        code: &[
            "00020101021226500009SG.PAYNOW010100211+6590901234030100408",
            "540512.505802SG5910Zq7 Bakery6009Singapore",
            "0116{rf}6304",
        ],
        link: None,
        hidden: &["Zq7 Bakery", "90901234", "9090 1234"],
    };
    contract(app, case).await;
}

async fn upi(app: App) {
    let case = Case {
        rail: "upi",
        settings: json!({"id": "zq7.bakes@okbank", "beneficiary": "Zq7 Bakery"}),
        wrong: (json!({"id": "anna"}), &["id"]),
        refused: &[("25.00", "EUR")],
        amount: ("1250.00", "INR"),
        copied: &["Zq7 Bakery", "zq7.bakes@okbank", "1250.00", "{rf}"],
        code: &["upi://pay?pa=zq7.bakes@okbank&pn=Zq7%20Bakery&tr={rf}&tn={rf}&am=1250.00&cu=INR"],
        link: Some("upi://pay?pa=zq7.bakes@okbank&pn=Zq7%20Bakery&tr={rf}&tn={rf}&am=1250.00&cu=INR"),
        hidden: &["Zq7 Bakery", "zq7.bakes"],
    };
    contract(app, case).await;
}

async fn cash(app: App) {
    let case = Case {
        rail: "cash",
        settings: json!({"directions": "At Zq7gasse 4, or see https://zq7.example/pay"}),
        wrong: (json!({"directions": "two\nlines"}), &["directions"]),
        refused: &[],
        amount: ("1.500", "KWD"),
        copied: &["At Zq7gasse 4, or see https://zq7.example/pay", "1.500", "{rf}"],
        code: &[],
        link: None,
        hidden: &["Zq7gasse", "zq7.example"],
    };
    contract(app, case).await;
}

/// A rail that joins the others joins this contract.
fn every_rail_by_hand_is_here() {
    let public_url = "http://127.0.0.1".parse().expect("a URL");
    let surroundings = RailContext::new(public_url, Chance::secure()).expect("good");
    let rails = Rails::new(surroundings, Vec::new());
    let by_hand: BTreeSet<_> = rails.kinds().filter(|kind| kind.by_hand).map(|kind| kind.name).collect();
    assert_eq!(by_hand, BTreeSet::from(RAILS));
}

fn seller(app: &App) -> (Payee, Api) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    (payee, api)
}

/// Makes a request, and starts its payment by the only way there is; answers its code, the payer's own page and the reference.
async fn start(app: &App, api: &Api, (amount, currency): (&str, &str)) -> (String, String, String) {
    let code = app.request(api, &json!({"amount": amount, "currency": currency})).await;
    let rf = api.get(&format!("requests/{code}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let started = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303);
    let own = started.location().to_owned();
    assert!(own.starts_with("/p/"), "{own}");
    (code, own, rf)
}

/// What a reader that is none of ours sees in the picture to save.
pub async fn scanned(app: &App, own: &str) -> String {
    decoded(app.browser().get(&format!("{own}/qr.png?size=800")).await.status(200).body)
}

/// The text of the code in a picture of one bit a pixel.
pub fn decoded(picture: Vec<u8>) -> String {
    let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().expect("a PNG");
    let mut pixels = vec![0; reader.output_buffer_size().expect("a size")];
    let info = reader.next_frame(&mut pixels).expect("a picture");
    let side = usize::try_from(info.width).expect("small");
    let light = |x: usize, y: usize| pixels[y * info.line_size + x / 8] >> (7 - x % 8) & 1 == 1;
    let mut picture = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| if light(x, y) { 255 } else { 0 });
    let grids = picture.detect_grids();
    assert_eq!(grids.len(), 1, "one code");
    grids[0].decode().expect("it reads").1
}

/// What can be copied off a page, in order.
pub fn copied(page: &str) -> Vec<String> {
    let values = page.split("data-copy=\"").skip(1);
    values.map(|rest| unescaped(rest.split('"').next().unwrap_or_default())).collect()
}

fn unescaped(html: &str) -> String {
    html.replace("&#38;", "&").replace("&#39;", "'").replace("&amp;", "&")
}

pub async fn contract(app: App, case: Case) {
    let Case { rail, settings, wrong, refused, amount, copied: values, code: parts, link, hidden } = case;
    assert!(RAILS.contains(&rail));
    let (payee, api) = seller(&app);

    // Settings: what is wrong is said by name, what is right goes in and stays in.
    let add = |settings: &Value| json!({"rail": rail, "settings": settings});
    let problems = api.post("methods", &add(&wrong.0)).await.status(400).problems();
    let fields: Vec<_> = problems.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, wrong.1);
    let unknown = api.post("methods", &add(&json!({"zq7": "zq7"}))).await.status(400).problems();
    assert!(unknown.contains(&("settings".into(), "invalid".into())), "{unknown:?}");
    let made = api.post("methods", &add(&settings)).await.status(201);
    has_not(&made.text(), hidden);
    assert_eq!(made.json()["webhook_url"], Value::Null);

    // It is offered for what it can carry, and for nothing else.
    for (amount, currency) in refused {
        let code = app.request(&api, &json!({"amount": amount, "currency": currency})).await;
        has_not(&app.browser().page(&format!("r/{code}")).await, &["name=\"method\""]);
        app.browser().post(&format!("r/{code}/pay"), &[]).await.status(400);
    }
    for (currency, offered) in [(amount.1, true), ("XPF", refused.is_empty())] {
        let open = app.request(&api, &json!({"currency": currency})).await;
        let page = app.browser().page(&format!("r/{open}")).await;
        assert_eq!(page.contains("name=\"method\""), offered, "while no amount of {currency} is known");
    }
    let (code, own, rf) = start(&app, &api, amount).await;
    let filled = |text: &str| text.replace("{rf}", &rf);

    // The payer who asked is shown what to copy, scan and open; nobody else is.
    let stranger = app.browser().page(&format!("r/{code}")).await;
    has(&stranger, &["name=\"method\""]);
    has_not(&stranger, hidden);
    let page = app.browser().page(&own).await;
    let rows = copied(&page);
    let scanned = if parts.is_empty() {
        app.browser().get(&format!("{own}/qr.png")).await.status(404);
        String::new()
    } else {
        scanned(&app, &own).await
    };
    for part in parts {
        has(&scanned, &[&filled(part)]);
    }
    // A code to paste is the code that is scanned.
    let wanted: Vec<_> = values.iter().map(|value| filled(&value.replace("{code}", &scanned))).collect();
    assert_eq!(rows, wanted);
    match link {
        Some(link) => has(&unescaped(&page), &[&format!("href=\"{}", filled(link))]),
        None => has_not(&page, &["href=\"payto:", "href=\"upi:", "href=\"https://payme", "href=\"https://zq7"]),
    }

    // A claim is not a settlement; the payee's word is.
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    let payments = api.get(&format!("payments?request={code}")).await.json();
    assert_eq!((&payments["data"][0]["state"], &payments["data"][0]["rail"]), (&json!("claimed"), &json!(rail)));
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 0);
    assert_eq!(copied(&app.browser().page(&own).await), rows, "it can still be sent");

    // At rest it is sealed.
    let mut kept = app.db().texts("select settings from methods").await;
    kept.extend(app.db().texts("select instructions from payments").await);
    assert_eq!(kept.len(), 2);
    for text in &kept {
        has_not(text, hidden);
    }

    let seller = app.signed_in(&payee).await;
    let waiting = seller.page(&format!("app/requests/{code}")).await;
    let confirm = format!("app/payments/{}/confirm", between(&waiting, "action=\"/app/payments/", "/"));
    seller.post(&confirm, &[]).await.status(303);
    let request = api.get(&format!("requests/{code}")).await.json();
    assert_eq!((&request["status"], &request["paid_total"]), (&json!("paid"), &json!(amount.0)));
    let line = api.get("exports/movements").await.text();
    has(&line, &[&rf, &format!("{},{}", amount.1, amount.0)]);
    assert_eq!(app.db().number("select count(*) from ledger_entries").await, 1);
    app.audit();

    // Nothing of it comes back, to anybody.
    let receipt = app.browser().page(&own).await;
    let list = api.get("methods").await.status(200).text();
    for said in [&receipt, &list, &line, &seller.page("app/methods").await, &app.log(), &app.printed()] {
        has_not(said, hidden);
    }
}
