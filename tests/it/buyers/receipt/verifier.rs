//! The verifier, alone with files that prove nothing or mean harm.

use chit::receipt::{FORMAT, Receipt, ReceiptItem, ReceiptPayee, VERSION};
use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{Desk, key, published};
use crate::support::{alone, has};

pub fn tests() -> Vec<Trial> {
    alone![a_file_that_proves_nothing_is_told_why, a_hostile_file_steers_no_terminal].into()
}

/// A receipt that a stranger has made up and signed with a key of his own.
fn made_up(change: impl FnOnce(&mut Receipt)) -> Value {
    let mut receipt = Receipt {
        format: FORMAT.into(),
        version: VERSION,
        service: "https://pay.example/".into(),
        payee: ReceiptPayee { handle: "anna".into(), name: "Anna".into() },
        request: "abcdefghijkm".into(),
        payment: "pay_1111111111111111111111".into(),
        memo: Some("Eggs".into()),
        items: vec![ReceiptItem { name: "Egg".into(), quantity: 10, amount: "2.50".into() }],
        currency: "EUR".into(),
        asked: "25.00".into(),
        received: "25.00".into(),
        tip: None,
        refunded: "0.00".into(),
        state: "settled".into(),
        settled_at: "2026-01-02T03:04:05.000000Z".into(),
        issued_at: "2026-01-02T03:04:05.000000Z".into(),
        rail: "sepa".into(),
        test: false,
        evidence: "manual".into(),
        check_words: "abandon ability able".into(),
    };
    change(&mut receipt);
    serde_json::to_value(key(9).sign(receipt).expect("signed")).expect("JSON")
}

fn a_file_that_proves_nothing_is_told_why() {
    let desk = Desk::new();
    let good = made_up(|_| {}).to_string();
    desk.put("good.json", &good);
    desk.holds(&["good.json"]);
    for (file, says) in [
        (good.replace("\"25.00\"", "\"26.00\""), "the signature does not fit"),
        (good.replacen("\"received\":", "\"received\":\"9999.00\",\"received\":", 1), "duplicate field `received`"),
        (good.replacen("\"asked\":", "\"paid_by\":\"me\",\"asked\":", 1), "unknown field `paid_by`"),
        (good.replace("\"asked\":\"25.00\",", ""), "missing field `asked`"),
        (made_up(|receipt| receipt.tip = Some("2.50".into())).to_string(), "version 2, and no other, tells a tip"),
        (made_up(|receipt| receipt.version = 2).to_string(), "version 2, and no other, tells a tip"),
        (good.replace("\"kid\":\"", "\"kid\":\"x"), "not the one that it names"),
        (good.replace("EdDSA", "none"), "signed with none"),
        (good.replace("chit-receipt", "other"), "its format is “other”"),
        (good[..200].to_owned(), "no JSON"),
        ("Dear Sir or Madam".into(), "no JSON"),
        (String::new(), "no JSON"),
        ("{}".into(), "no receipt as Chit writes them"),
        (good.clone() + &" ".repeat(300_000), "larger than any receipt"),
    ] {
        desk.put("file.json", &file);
        has(&desk.refuses(&["file.json"], 1), &["chit: file.json proves nothing: ", says]);
    }
    desk.put("file.json", good.replace("\"version\":1", "\"version\":3"));
    has(&desk.refuses(&["file.json"], 2), &["of version 3, and this program knows versions 1 and 2"]);
    has(&desk.refuses(&["nowhere.json"], 2), &["can’t read nowhere.json"]);
    has(&desk.refuses(&["."], 2), &["can’t read ."]);
    desk.put("theirs.json", published(&key(8)));
    has(&desk.refuses(&["good.json", "--keys", "theirs.json"], 1), &["not among the keys that you gave"]);
    desk.put("own.json", published(&key(9)));
    desk.holds(&["good.json", "--keys", "own.json"]);
    for (keys, says) in [("good.json", "no key set"), ("nowhere.json", "can’t read"), ("empty.json", "no Ed25519 key")]
    {
        desk.put("empty.json", "{\"keys\":[]}");
        has(&desk.refuses(&["good.json", "--keys", keys], 2), &[keys, says]);
    }
}

fn a_hostile_file_steers_no_terminal() {
    const HOSTILE: &str = "x\u{1b}[2J\u{1b}]0;owned\u{7}\r\nPROVEN\u{202e}00.52\u{2066}\u{200b}\u{9b}";
    let desk = Desk::new();
    let steers =
        |said: &str| said.contains(|c: char| (c.is_control() && c != '\n') || "\u{202e}\u{2066}\u{200b}".contains(c));
    let everywhere = made_up(|r| {
        for text in [
            &mut r.service,
            &mut r.payee.handle,
            &mut r.payee.name,
            &mut r.request,
            &mut r.payment,
            &mut r.currency,
            &mut r.asked,
            &mut r.received,
            &mut r.refunded,
            &mut r.state,
            &mut r.settled_at,
            &mut r.issued_at,
            &mut r.rail,
            &mut r.evidence,
            &mut r.check_words,
        ] {
            *text = HOSTILE.into();
        }
        r.items = vec![ReceiptItem { name: HOSTILE.into(), quantity: 1, amount: HOSTILE.into() }];
        r.memo = Some(HOSTILE.into());
    });
    desk.put("file.json", everywhere.to_string());
    let said = desk.holds(&["file.json"]);
    assert!(!steers(&said), "{said:?}");
    assert!(!said.lines().any(|line| line.starts_with("PROVEN")), "{said}");
    has(&said, &["x\\u{1b}[2J\\u{1b}]0;owned\\u{7}\\r\\nPROVEN\\u{202e}00.52\\u{2066}\\u{200b}\\u{9b}"]);
    // Nor does what is said of a file that isn't even a receipt.
    let good = made_up(|_| {});
    let with = |part: &str, name: &str, value: Value| {
        let mut file = good.clone();
        file[part][name] = value;
        file
    };
    for file in [
        with("receipt", HOSTILE, json!(1)),
        with("receipt", "format", json!(HOSTILE)),
        with("signature", "alg", json!(HOSTILE)),
        with("signature", "kid", json!(HOSTILE)),
        with("receipt", "test", json!(HOSTILE)),
    ] {
        desk.put("file.json", file.to_string());
        let said = desk.refuses(&["file.json"], 1);
        assert!(!steers(&said), "{said:?}");
    }
    desk.put("good.json", good.to_string());
    desk.put("keys.json", json!({"keys": HOSTILE}).to_string());
    let said = desk.refuses(&["good.json", "--keys", "keys.json"], 2);
    assert!(!steers(&said), "{said:?}");
}
