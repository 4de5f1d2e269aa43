//! Codes that stand in public code bases, as static and as a payment's, and the property that a payment's code differs in four places.

use proptest::prelude::*;
use serde_json::json;

use super::super::code::emv::Objects;
use super::super::code::emv::tests::{parsed, row};
use super::super::transfer::tests::{charge, opened, shown, wrong};
use super::*;
use crate::domain::chance::Chance;
use crate::domain::money::Money;
use crate::domain::reference::rf::RfReference;
use crate::rails::by_hand::link::wallets::WALLETS;
use crate::rails::registry::own_name;

const QRIS: &str = "00020101021126570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI5204581253033605802ID5922Warung Sayur Bu Sugeng6010Kab. Demak610559567630458C7";
const DUITNOW: &str = "00020201021126420014A000000615000101066033460210MD001295465204939953034585802MY5913MASJID NEGARA6002MY627303251704936237869008996045430052017072988178750084448071617049359619050076304FD9C";
const QR_PH: &str = "00020101021128500011ph.ppmi.p2m0111PAPHPHM1XXX030920143184005033105204539953036085802PH5916Jverlin Contrano6004Naic62440014com.paymaya.qr0522RCjLbs2j7swGVvnBuZGXtL63049320";
const SGQR: &str = "00020101021126520008com.grab01365af16fa7-25d5-442b-8c19-b88ddafb14c727330015sg.com.dash.www0110000000464728810011SG.COM.NETS01231198500065G99123123590002111118778720003088778720199084136B4AE51800007SG.SGQR011218090900176B020700.00210306079027040201050213060400000708201809115204581253037025802SG5909TOAST BOX6009Singapore6304B081";
const JPQR: &str = "0002016003xxx01021129300012D156000000000510A93FO3230Q31280012D1560000000103081234567826680019jp.or.paymentsjapan01130000000000001020400010306000001040600000153033925903xxx64180002JA0108メルペイ カフェ520441115802JP610710661436304DEE9";
const PIX: &str = "00020126580014br.gov.bcb.pix0136123e4567-e12b-12d1-a456-4266554400005204000053039865802BR5913Fulano de Tal6008BRASILIA62070503***63041D3D";
const PROMPTPAY: &str = "00020101021129370016A000000677010111011300668012345675802TH530376463046197";

/// A code of objects, with its checksum.
fn sealed(objects: &str) -> String {
    Objects::read(objects).expect("objects").payload().expect("within bounds")
}

fn until() -> crate::domain::clock::Timestamp {
    chrono::DateTime::from_timestamp(1_798_473_600, 0).expect("in range")
}

fn rf() -> RfReference {
    RfReference::parse("RF18539007547034").expect("valid")
}

fn money(amount: &str, currency: &str) -> Money {
    Money::parse(amount, Currency::parse(currency).expect("a currency")).expect("an amount")
}

fn read(code: &str) -> MerchantCode {
    MerchantCode::read(code).unwrap_or_else(|error| panic!("{error}: {code}"))
}

fn scheme(code: &str) -> Option<&'static str> {
    schemes::of(&read(code)).map(|scheme| scheme.name)
}

/// The key of the reason for which a code is refused.
fn refused(code: &str) -> &'static str {
    use crate::domain::field::Problem;
    MerchantCode::read(code).err().and_then(|unfit| unfit.key()).unwrap_or("taken")
}

#[test]
fn each_code_is_called_by_its_scheme() {
    let account = |tag: u8, id: &str, country: &str, number: &str| {
        let account = Objects::new().with(0, id).with(1, "1");
        let code = Objects::code_used(false).within(tag, account).with(53, number).with(58, country).payload();
        code.expect("within bounds")
    };
    for (code, name) in [
        (QRIS.to_owned(), Some("qris")),
        (DUITNOW.to_owned(), Some("duitnow")),
        (QR_PH.to_owned(), Some("qrph")),
        (SGQR.to_owned(), Some("sgqr")),
        (JPQR.to_owned(), Some("jpqr")),
        (PIX.to_owned(), Some("pix")),
        (PROMPTPAY.to_owned(), Some("promptpay")),
        (account(26, "hk.com.hkicl", "HK", "344"), Some("fps")),
        (account(38, "A000000727", "VN", "704"), Some("vietqr")),
        (account(29, "anna@aclb", "KH", "116"), Some("khqr")),
        (account(29, "anna@aclb", "NP", "524"), None),
        (account(26, "SG.PAYNOW", "SG", "702"), Some("paynow")),
        (account(26, "BR.GOV.BCB.PIX", "BR", "986"), Some("pix")),
        (account(26, "A000000524", "IN", "356"), Some("bharatqr")),
        (account(27, "com.p2pqrpay", "PH", "608"), Some("qrph")),
        (account(26, "com.example", "KE", "404"), None),
    ] {
        assert_eq!(scheme(&code), name, "{code}");
    }
}

#[test]
fn a_wallet_and_a_scheme_never_have_the_same_name() {
    let names = || WALLETS.iter().map(|wallet| wallet.name).chain(schemes::SCHEMES.iter().map(|scheme| scheme.name));
    assert_eq!(names().collect::<std::collections::HashSet<_>>().len(), names().count());
    assert!(names().all(|name| own_name(Some(name)).is_some()));
    assert_eq!((own_name(None), own_name(Some("gone")), own_name(Some("qris"))), (None, None, Some("QRIS")));
}

/// The codes that public code bases make of the same static ones, letter by letter but for the reference.
#[test]
fn a_payments_code_is_the_merchants_with_four_changes() {
    for (code, amount, currency, written) in [
        (QRIS, "25000", "IDR", "25000"),
        (QRIS, "25000.00", "IDR", "25000"),
        (QR_PH, "100", "PHP", "100.00"),
        (DUITNOW, "10", "MYR", "10.00"),
        (SGQR, "4.5", "SGD", "4.50"),
        (JPQR, "498", "JPY", "498"),
        (PIX, "0.01", "BRL", "0.01"),
        (PROMPTPAY, "4.22", "THB", "4.22"),
    ] {
        let made = read(code).of_payment(&money(amount, currency), &rf(), until()).expect("it fits");
        let (before, after) = (parsed(code), parsed(&made));
        let value = |id: &str| after.iter().find(|(at, _)| at == id).map(|(_, value)| value.as_str());
        assert_eq!((value("01"), value("54")), (Some("12"), Some(written)), "{made}");
        assert!(row(value("62").expect("there")).contains(&("05".into(), "RF18539007547034".into())), "{made}");
        let kept = |objects: &[(String, String)]| {
            objects.iter().filter(|(id, _)| !["01", "54", "62"].contains(&id.as_str())).cloned().collect::<Vec<_>>()
        };
        assert_eq!(kept(&before), kept(&after));
        let ascends = |objects: &[(String, String)]| objects.is_sorted_by_key(|(id, _)| id.clone());
        assert_eq!(ascends(&before), ascends(&after), "{made}");
    }
    assert_eq!(
        read(QRIS).of_payment(&money("10000", "IDR"), &rf(), until()).as_deref(),
        Some(
            "00020101021226570011ID.DANA.WWW011893600915302259148102090225914810303UMI51440014ID.CO.QRIS.WWW0215ID10200176114730303UMI520458125303360540510000\
            5802ID5922Warung Sayur Bu Sugeng6010Kab. Demak61055956762200516RF185390075470346304ADFC"
        ),
    );
    // What the additional data had stays, but for the reference.
    let made = read(DUITNOW).of_payment(&money("10", "MYR"), &rf(), until()).expect("it fits");
    assert!(made.starts_with("00020201021226420014A0000006150001"), "{made}");
    let additional = parsed(&made).into_iter().find(|(id, _)| id == "62").expect("there").1;
    let wanted = [("03", "1704936237869008996045430"), ("05", "RF18539007547034"), ("07", "1704935961905007")];
    assert_eq!(row(&additional), wanted.map(|(id, value)| (id.to_owned(), value.to_owned())));
}

#[test]
fn amounts_are_written_as_their_country_does() {
    for (amount, currency, written) in [
        ("12500", "IDR", Some("12500")),
        ("12500.50", "IDR", None),
        ("4000", "KHR", Some("4000")),
        ("0.50", "KHR", None),
        ("150000", "VND", Some("150000")),
        ("1.234", "KWD", Some("1.234")),
        ("12.50", "HKD", Some("12.50")),
        ("9999999999.99", "USD", Some("9999999999.99")),
    ] {
        assert_eq!(code::amount(&money(amount, currency)).as_deref(), written, "{amount} {currency}");
    }
    assert_eq!(code::amount(&Money::new(1_000_000_000_000, Currency::EUR)), None, "14 characters");
    assert_eq!(read(QRIS).of_payment(&money("5", "USD"), &rf(), until()), None, "another currency");
}

#[test]
fn what_cant_be_made_a_payments_code_is_refused() {
    let objects = &QRIS[..QRIS.len() - 8];
    let with = |part: &str, instead: &str| {
        assert!(objects.contains(part));
        sealed(&objects.replacen(part, instead, 1))
    };
    let and = |more: &str| sealed(&format!("{objects}{more}"));
    let full = |id: u8| format!("{id}99{}", "x".repeat(99));
    assert_eq!(with("5802ID", "5802ID"), QRIS);
    for (code, key) in [
        (String::new(), "error-code-shape"),
        ("https://chit.example/anna".to_owned(), "error-code-shape"),
        (QRIS[..QRIS.len() - 1].to_owned(), "error-code-shape"),
        (objects.to_owned(), "error-code-shape"),
        (QRIS.replace("000201", "000203"), "error-code-shape"),
        (QRIS.replace("Warung", "Warong"), "error-code-checksum"),
        (format!("{objects}630458C8"), "error-code-checksum"),
        (with("010211", "010212"), "error-code-once"),
        (with("010211", "010213"), "error-code-shape"),
        (with("5802ID", "5405100005802ID"), "error-code-amount"),
        (with("5802ID", "5502015802ID"), "error-code-tip"),
        (with("5802ID", "550202560420005802ID"), "error-code-tip"),
        (with("5802ID", "57045.005802ID"), "error-code-tip"),
        (with("5303360", "5303999"), "error-code-currency"),
        (with("5303360", "5303191"), "error-code-currency"),
        (with("5303360", "5303IDR"), "error-code-currency"),
        (with("5303360", ""), "error-code-currency"),
        (with("5802ID", ""), "error-code-country"),
        (with("5802ID", "5802id"), "error-code-country"),
        (with("5802ID", "5803IDN"), "error-code-country"),
        (with("5802ID", "5802ID5802MY"), "error-code-twice"),
        (and("62100501a0501b"), "error-code-twice"),
        (and("6203abc"), "error-code-shape"),
        // No account, and one that is no sequence.
        (sealed("00020153033605802ID"), "error-code-shape"),
        (sealed("0002012603abc53033605802ID"), "error-code-shape"),
        // Nothing more fits: into the code, into its additional data.
        (and(&(full(80) + &full(81) + &full(82))), "error-code-long"),
        (and(&format!("62790875{}", "x".repeat(75))), "error-code-long"),
        ("0".repeat(100_000), "error-code-long"),
    ] {
        assert_eq!(refused(&code), key, "{code}");
    }
    for good in [QRIS.to_owned(), with("010211", ""), and(&full(80)), and(&format!("62690865{}", "x".repeat(65)))] {
        assert_eq!(refused(&good), "taken", "{good}");
    }
}

#[test]
fn a_code_is_read_as_it_is_pasted() {
    let lines = format!("\u{feff} {}\r\n{}\u{200b}\n", &QRIS[..60], &QRIS[60..]);
    for pasted in [lines.as_str(), &QRIS.replace("58C7", "58c7"), QRIS] {
        let code = shown::<Merchant>(&json!({"code": pasted}), &charge("25000", "IDR")).qr.expect("a code");
        assert_eq!(Some(code), read(QRIS).of_payment(&money("25000", "IDR"), &rf(), until()), "{pasted}");
    }
}

#[test]
fn the_payer_copies_the_code_and_sees_whose_it_is() {
    let settings = json!({"code": QRIS});
    let shown = shown::<Merchant>(&settings, &charge("25000", "IDR"));
    let rows: Vec<_> = shown.rows.iter().map(|row| (row.kind, row.copied.as_str())).collect();
    let code = shown.qr.as_deref().expect("a code");
    assert_eq!(
        rows,
        [
            (RowKind::MerchantCode, code),
            (RowKind::Merchant, "Warung Sayur Bu Sugeng"),
            (RowKind::Amount, "25000.00"),
            (RowKind::Reference, "RF18539007547034"),
        ]
    );
    assert_eq!(shown.carried_reference(), Some("RF18539007547034"));
    let rail = opened::<Merchant>(&settings);
    assert_eq!(rail.only_currency().map(|only| only.code()), Some("IDR"));
    assert!(rail.supports(&money("25000", "IDR")));
    assert!(!rail.supports(&money("25000.50", "IDR")) && !rail.supports(&money("25", "EUR")));
    assert_eq!(wrong::<Merchant>(&json!({})), ["code"]);
    assert_eq!(wrong::<Merchant>(&json!({"code": "x", "city": "Zq7"})), ["settings", "code"]);
}

/// A static code of any merchant: ids in any order, some parts there and some not.
fn any_code() -> impl Strategy<Value = String> {
    let account = (26u8..52, "[A-Za-z.]{1,20}", "[ -~]{1,30}");
    let others = prop::collection::btree_map(prop_oneof![Just(52u8), 59u8..=61, 64u8..=99], "[ -~]{1,20}", 0..6);
    let additional = prop::option::of(prop::collection::btree_map(1u8..=9, "[ -~]{1,9}", 1..4));
    (account, others, additional, any::<bool>(), any::<u64>()).prop_map(
        |((tag, id, number), others, additional, says, order)| {
            let text = |row: Objects| row.written().expect("short");
            let mut objects: Vec<(u8, String)> = others.into_iter().collect();
            objects.push((tag, text(Objects::new().with(0, id).with(1, number))));
            objects.extend([(53, "764".to_owned()), (58, "TH".to_owned())]);
            objects.extend(says.then(|| (1, "11".to_owned())));
            let row = |row: std::collections::BTreeMap<u8, String>| {
                text(row.into_iter().fold(Objects::new(), |row, (id, value)| row.with(id, value)))
            };
            objects.extend(additional.map(|of| (62, row(of))));
            // In order as most are, or in another.
            objects.sort_by_key(
                |(id, _)| if order % 2 == 0 { u64::from(*id) } else { u64::from(*id).wrapping_mul(order) },
            );
            let code = objects.into_iter().fold(Objects::code(), |code, (id, value)| code.with(id, value));
            code.payload().expect("short")
        },
    )
}

proptest! {
    /// Read by the reader of the tests, which shares nothing with ours.
    #[test]
    fn only_four_things_differ(code in any_code(), minor in 1i64..1_000_000_000, seed in any::<u8>()) {
        let merchant = read(&code);
        let money = Money::new(minor, merchant.currency());
        let rf = RfReference::draw(&Chance::scripted(move |length| vec![seed; length]));
        let made = merchant.of_payment(&money, &rf, until()).expect("it fits");
        let (before, after) = (parsed(&code), parsed(&made));
        let without = |objects: &[(String, String)]| {
            objects.iter().filter(|(id, _)| !["01", "54", "62"].contains(&id.as_str())).cloned().collect::<Vec<_>>()
        };
        prop_assert_eq!(without(&before), without(&after));
        let value = |objects: &[(String, String)], id: &str| objects.iter().find(|(at, _)| at == id).map(|(_, value)| value.clone());
        prop_assert_eq!(value(&after, "01"), Some("12".to_owned()));
        prop_assert_eq!(value(&after, "54"), Some(money.to_decimal()));
        let rows = |objects: &[(String, String)]| value(objects, "62").map(|text| row(&text)).unwrap_or_default();
        let but_reference = |row: Vec<(String, String)>| row.into_iter().filter(|(id, _)| id != "05").collect::<Vec<_>>();
        prop_assert_eq!(but_reference(rows(&before)), but_reference(rows(&after)));
        prop_assert!(rows(&after).contains(&("05".to_owned(), rf.to_string())));
        let mut ids: Vec<_> = after.iter().map(|(id, _)| id).collect();
        ids.dedup();
        prop_assert_eq!(ids.len(), after.len(), "each once");
        if before.is_sorted() {
            prop_assert!(after.is_sorted(), "{}", made);
        }
        prop_assert!(made.chars().count() <= 512);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), digits in "[0-9]{0,60}") {
        let _ = MerchantCode::read(&text);
        let _ = MerchantCode::read(&format!("000201{digits}6304"));
        if let Some(objects) = Objects::read(&format!("000201{digits}")) {
            let _ = MerchantCode::read(&objects.payload().expect("as it was read"));
        }
    }

    /// Whatever letter is changed, the checksum says so.
    #[test]
    fn a_slip_of_one_letter_is_noticed(at in 6usize..160, letter in "[A-Z]") {
        let mut slipped = QRIS.to_owned();
        slipped.replace_range(at..=at, &letter);
        prop_assert!(slipped == QRIS || MerchantCode::read(&slipped).is_err());
    }
}

/// Both libraries for KHQR refuse an amount without an end; `tests/peers` asks one of them.
#[test]
fn a_khqr_says_when_it_ends() {
    let account = "29130009anna@devb52045999530311658";
    let read_khqr = |rest: &str| read(&sealed(&format!("000201010211{account}02KH5904Anna6010Phnom Penh{rest}")));
    let code = read_khqr("");
    let made = code.of_payment(&money("5000", "KHR"), &rf(), until()).expect("it fits");
    assert!(made.contains("9917011317984736000006304"), "{made}");
    // What it said of its making stays.
    let code = read_khqr("991700131795881831627");
    let made = code.of_payment(&money("5000", "KHR"), &rf(), until()).expect("it fits");
    assert!(made.contains("99340013179588183162701131798473600000"), "{made}");
    // Codes of other schemes say nothing of it, nor those of Cambodia without an address.
    let other = read(QRIS).of_payment(&money("25000", "IDR"), &rf(), until()).expect("it fits");
    assert!(!other.contains("1798473600000"), "{other}");
}
