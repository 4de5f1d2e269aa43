//! A merchant's own code: seen before it is saved, pasted or sent as a picture, refused for what no payment's code can be made of, and paid.

use chit::share::qr::Matrix;
use libtest_mimic::Trial;
use reqwest::Method;
use reqwest::header::{CONTENT_TYPE, ORIGIN};
use serde_json::{Value, json};

use super::by_hand::{Case, contract, copied, scanned};
use crate::accounting::statements::{booking, import};
use crate::support::{Answer, App, Browser, Page, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        qris,
        promptpay_without_a_name,
        a_code_of_no_known_scheme,
        a_code_is_seen_before_it_is_saved,
        a_picture_is_read_and_forgotten,
        what_is_wrong_with_a_picture_is_said,
        what_is_wrong_with_a_code_is_said,
        a_statement_finds_the_payment_by_the_reference,
    ]
}

const QRIS: &str = "00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567630458C7";
/// The same but for the checksum.
const BODY: &str = "00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567";

/// A code with its checksum, by the definition of CRC-16/CCITT-FALSE.
fn sealed(objects: &str) -> String {
    let covered = format!("{objects}6304");
    let sum = covered.bytes().fold(0xFFFF_u16, |sum, byte| {
        (0..8).fold(sum ^ u16::from(byte) << 8, |sum, _| if sum & 0x8000 == 0 { sum << 1 } else { sum << 1 ^ 0x1021 })
    });
    format!("{covered}{sum:04X}")
}

async fn qris(app: App) {
    assert_eq!(sealed(BODY), QRIS);
    let case = Case {
        rail: "merchant_code",
        settings: json!({"code": QRIS}),
        wrong: (json!({"code": &QRIS[1..]}), &["code"]),
        refused: &[("25.00", "EUR"), ("25000.50", "IDR")],
        amount: ("25000.00", "IDR"),
        copied: &["{code}", "Warung Sayur Bu Sugeng", "25000.00", "{rf}"],
        code: &[
            "00020101021226570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI520458125303360\
             5405250005802ID5922Warung Sayur Bu Sugeng6010Kab. Demak61055956762200516{rf}6304",
        ],
        link: None,
        hidden: &["Warung", "ID.DANA", "936009153022591481"],
    };
    contract(app, case).await;
}

async fn promptpay_without_a_name(app: App) {
    let case = Case {
        rail: "merchant_code",
        settings: json!({"code": "00020101021129370016A000000677010111011300668012345675802TH530376463046197"}),
        wrong: (json!({}), &["code"]),
        refused: &[("25.00", "EUR")],
        amount: ("4.22", "THB"),
        copied: &["{code}", "4.22", "{rf}"],
        code: &["00020101021229370016A000000677010111011300668012345675802TH530376454044.2262200516{rf}6304"],
        link: None,
        hidden: &["0066801234567"],
    };
    contract(app, case).await;
}

async fn a_code_of_no_known_scheme(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let code = sealed("00020126200007ke.zq7a0105zq7id5204000053034045802KE5904Anna");
    let made = api.post("methods", &json!({"rail": "merchant_code", "settings": {"code": code}})).await.status(201);
    assert_eq!(made.json()["wallet"], Value::Null);
    let request = app.request(&api, &json!({"amount": "25.00", "currency": "KES"})).await;
    has(&app.browser().page(&format!("r/{request}")).await, &["Pay KES\u{a0}25.00 with QR code"]);
    let own = app.browser().post(&format!("r/{request}/pay"), &[]).await.status(303).location().to_owned();
    // 01 wasn't there, and comes behind the version.
    has(&scanned(&app, &own).await, &["00020101021226200007ke.zq7a", "5303404540525.005802KE5904Anna62200516RF"]);
    has(&app.browser().page(&own).await, &["Pay with <bdi>QR code</bdi>", "Recipient in the code"]);
}

/// Sends the form with the text as a browser does.
async fn send(seller: &Browser, code: &str, seen: &str) -> Answer {
    seller.post("app/methods", &[("rail", "merchant_code"), ("code", code), ("seen", seen)]).await
}

/// Sends the form with the picture as a browser does.
async fn upload(seller: &Browser, name: &str, file: &[u8]) -> Answer {
    let mut body = format!(
        "--cut\r\nContent-Disposition: form-data; name=\"do\"\r\n\r\nread-code-picture\r\n\
         --cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: image/png\r\n\r\n"
    )
    .into_bytes();
    body.extend(file);
    body.extend(b"\r\n--cut--\r\n");
    let request = seller.request(Method::POST, "app/methods/picture").body(body);
    let request = request.header(CONTENT_TYPE, "multipart/form-data; boundary=cut");
    seller.send(request.header(ORIGIN, seller.url("").trim_end_matches('/'))).await
}

async fn a_code_is_seen_before_it_is_saved(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    has(&seller.page("app/methods/add").await, &["/app/methods/add/merchant_code\"", "QR code"]);
    let form = seller.page("app/methods/add/merchant_code").await;
    has(
        &form,
        &[
            "enctype=\"multipart/form-data\"",
            "accept=\"image/png,image/jpeg\"",
            "name=\"code\"",
            "See what payers get",
            "it tells the name, the city and the account that are in it",
        ],
    );
    has_not(&form, &["name=\"seen\"", "Add QR code"]);
    let number = "select count(*) from methods";
    let shown = send(&seller, QRIS, "").await.status(200).text();
    has(
        &shown,
        &[
            "<bdi>Warung Sayur Bu Sugeng</bdi>",
            "<bdi>Kab. Demak · ID · IDR</bdi>",
            "with QRIS",
            "Add QRIS",
            "Try the code",
            "<svg class=\"qr\"",
        ],
    );
    has_not(&shown, &["app/methods/picture"]);
    assert_eq!(app.db().number(number).await, 0, "nothing is saved yet");
    // Another code than the one that was shown is shown first, too.
    let seen = between(&shown, "name=\"seen\" value=\"", "\"").to_owned();
    let other = sealed(&BODY.replace("Warung", "Zarung"));
    has(&send(&seller, &other, &seen).await.status(200).text(), &["Zarung Sayur"]);
    assert_eq!(app.db().number(number).await, 0);
    let added = send(&seller, QRIS, &seen).await.status(303).location().to_owned();
    let page = seller.page(added.trim_start_matches('/')).await;
    has(&page, &["QRIS is added.", "<strong>QRIS</strong>", "IDR · you confirm"]);
    has_not(&page, &["Warung", "ID.DANA"]);
    let methods = app.api(&payee.api_key).get("methods").await.json();
    assert_eq!((&methods["data"][0]["rail"], &methods["data"][0]["wallet"]), (&json!("merchant_code"), &json!("qris")));
    assert_eq!(app.db().texts("select wallet || only_currency from methods").await, ["qrisIDR"]);
    has(&app.browser().page("anna/25000idr").await, &["with QRIS"]);
    has_not(&app.browser().page("anna/25000idr").await, &["Warung", "ID.DANA"]);
}

async fn a_picture_is_read_and_forgotten(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    for name in ["photo.jpg", "opacity.png", "interlaced.png"] {
        let path = format!("{}/tests/data/codes/{name}", env!("CARGO_MANIFEST_DIR"));
        let shown = upload(&seller, "zq7name.png", &std::fs::read(path).expect("a file")).await.status(200).text();
        let read = Page::read(&shown);
        assert_eq!(read.one("input#merchant_code-code").attribute("value"), QRIS, "{name}");
        has(&shown, &["<bdi>Warung Sayur Bu Sugeng</bdi>", "Add QRIS", "name=\"seen\""]);
        has_not(&shown, &["zq7name"]);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0, "a picture saves nothing");
    for said in [&app.log(), &app.printed()] {
        has_not(said, &["Warung", "ID.DANA", "zq7name"]);
    }
    // Another QR code than a payment's is said to be one, with its text.
    let link = Matrix::encode("https://chit.example/zq7").expect("short").png(256).expect("a size");
    let page = upload(&seller, "a.png", &link).await.status(400).text();
    has(&page, &["This is not the whole text of a payment code.", "value=\"https://chit.example/zq7\""]);
}

async fn what_is_wrong_with_a_picture_is_said(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    for (name, file, said) in [
        ("a.gif", &b"GIF89a"[..], "This is not a picture that can be read here."),
        ("a.jpg", b"\xFF\xD8\xFF\xE0", "This is not a picture that can be read here."),
        ("a.png", &vec![0x89; 13 * 1024 * 1024], "This picture is too large."),
        ("a.png", &blank(300, 200), "No QR code can be read in this picture."),
        ("a.png", &blank(6000, 6000), "This picture is too large."),
        ("", b"", "This is needed"),
    ] {
        let page = upload(&seller, name, file).await.status(400).text();
        has(&page, &[said, "Nothing was saved yet", "id=\"file-error\"", "aria-invalid=\"true\""]);
    }
    // A form that was led here from elsewhere does nothing.
    seller.post("app/methods/picture", &[]).await.status(400);
    has(&seller.page("app/methods").await, &["app/methods/add"]);
}

/// A white PNG.
fn blank(width: u32, height: u32) -> Vec<u8> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, width, height);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.set_depth(png::BitDepth::One);
    let row = usize::try_from(width.div_ceil(8)).expect("small");
    let rows = vec![0xFF; row * usize::try_from(height).expect("small")];
    encoder.write_header().and_then(|mut writer| writer.write_image_data(&rows)).expect("written");
    file
}

async fn what_is_wrong_with_a_code_is_said(app: App) {
    let payee = app.payee("anna");
    let (seller, api) = (app.signed_in(&payee).await, app.api(&payee.api_key));
    let full = |id: u8| format!("{id}99{}", "x".repeat(99));
    for (code, said) in [
        ("https://chit.example/anna".to_owned(), "This is not the whole text of a payment code."),
        (QRIS.replace("Warung", "Warong"), "check doesn’t fit"),
        (sealed(&BODY.replace("010211", "010212")), "for one payment only"),
        (sealed(&BODY.replace("5802ID", "5405100005802ID")), "has an amount in it"),
        (sealed(&BODY.replace("5802ID", "5502015802ID")), "asks payers for a tip or adds a fee"),
        (sealed(&BODY.replace("5303360", "5303999")), "in no currency that is known here"),
        (sealed(&BODY.replace("5802ID", "5802i1")), "by two letters which country"),
        (sealed(&BODY.replace("5802ID", "5802ID5802ID")), "has its part 58 twice"),
        (sealed(&format!("{BODY}{}{}{}", full(80), full(81), full(82))), "This code is too long"),
    ] {
        let page = send(&seller, &code, "").await.status(400).text();
        let field = Page::read(&page);
        let field = field.one("input#merchant_code-code");
        assert_eq!((field.attribute("value"), field.attribute("aria-invalid")), (code.as_str(), "true"));
        has(&page, &[said, "Nothing was saved yet", "id=\"merchant_code-code-error\""]);
        let body = json!({"rail": "merchant_code", "settings": {"code": code}});
        let problem = api.post("methods", &body).await.status(400);
        has(&problem.text(), &[said]);
        assert_eq!(problem.problems(), [("code".to_owned(), "invalid".to_owned())]);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 0);
    for said in [&app.log(), &app.printed()] {
        has_not(said, &["Warung", "ID.DANA"]);
    }
}

async fn a_statement_finds_the_payment_by_the_reference(app: App) {
    let payee = app.payee("anna");
    let api = app.api(&payee.api_key);
    let code = sealed("00020126200007de.zq7a0105zq7id5204000053039785802DE5906Zq7Bar6006Berlin");
    api.post("methods", &json!({"rail": "merchant_code", "settings": {"code": code}})).await.status(201);
    let request = app.request(&api, &json!({"amount": "12.50"})).await;
    let rf = api.get(&format!("requests/{request}")).await.json()["rf"].as_str().expect("a reference").to_owned();
    let own = app.browser().post(&format!("r/{request}/pay"), &[]).await.status(303).location().to_owned();
    let page = app.browser().page(&own).await;
    assert_eq!(copied(&page)[1..], ["Zq7Bar".to_owned(), "12.50".to_owned(), rf.clone()]);
    app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
    import(&api, &[booking("12.50", "B001", &rf)]).await;
    let payment = api.get(&format!("payments?request={request}")).await.json()["data"][0].clone();
    assert_eq!((&payment["state"], &payment["evidence"]), (&json!("settled"), &json!("statement")));
    let receipt = app.browser().page(&own).await;
    has(&receipt, &["<dd>QR code</dd>"]);
    has_not(&receipt, &["Zq7Bar"]);
    app.audit();
}
