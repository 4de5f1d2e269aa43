//! The table, and what becomes of a handle and an amount: nothing that a payee types leaves its place in a link.

use std::collections::HashSet;

use proptest::prelude::*;
use serde_json::json;
use url::Url;

use super::super::transfer::tests::{charge, opened, shown, wrong};
use super::wallet::{Grade, HandleShape, LinkValues, Wallet, WalletHandleError};
use super::wallets::{WALLETS, named};
use super::*;
use crate::domain::money::Money;
use crate::domain::reference::rf::RfReference;
use crate::rails::Instructions;

const RF: &str = "RF18539007547034";

fn wallet(name: &str) -> &'static Wallet {
    named(name).expect("a row")
}

fn link(name: &str, handle: &str, amount: &str) -> Instructions {
    let currency = wallet(name).takes.iter().find(|taken| ["EUR", "SEK"].contains(&taken.currency));
    let currency = currency.or(wallet(name).takes.first()).expect("a currency").currency;
    let settings = json!({"wallet": name, "handle": handle, "beneficiary": "Zq7 Inhaberin"});
    shown::<Link>(&settings, &charge(amount, currency))
}

/// The shapes as they were read at the issuers and in public code.
#[test]
fn every_wallet_has_its_link() {
    let mobilepay = "betalingslink/betalingslink-svar?phone=12345&amount=10.00&comment=RF18539007547034&lock=1";
    let twint = "acq.AbCdEfGh0123456789AbCdEfGh";
    for (name, handle, amount, wanted) in [
        ("paypal", "anna", "12.50", "https://paypal.me/anna/12.50EUR".to_owned()),
        (
            "payme",
            "SK31 1200 0000 1987 4263 7541",
            "12.50",
            format!("https://payme.sk/?V=1&IBAN=SK3112000000198742637541&AM=12.50&CC=EUR&MSG={RF}&CN=Zq7%20Inhaberin"),
        ),
        (
            "swish",
            "+46 70-123 45 67",
            "100.00",
            format!("https://app.swish.nu/1/p/sw/?sw=0701234567&amt=100.00&cur=SEK&msg={RF}&src=qr"),
        ),
        ("mobilepay-dk", "12345", "10.00", format!("https://mobilepay.dk/erhverv/{mobilepay}")),
        (
            "mobilepay-fi",
            "+358 40 1234567",
            "10.00",
            format!(
                "https://www.mobilepay.fi/Yrityksille/Maksulinkki/maksulinkki-vastaus?phone=0401234567&amount=10.00&comment={RF}&lock=1"
            ),
        ),
        ("twint", twint, "49.00", format!("https://go.twint.ch/1/e/tw?tw={twint}&amount=49.00&trxInfo={RF}")),
        ("bunq", "anna", "12.50", format!("https://bunq.me/anna/12.50/{RF}")),
        ("cashapp", "$anna", "25.00", "https://cash.app/$anna/25.00".to_owned()),
        ("venmo", "@anna-bakes", "25.00", format!("https://venmo.com/anna-bakes?txn=pay&amount=25.00&note={RF}")),
        ("monzo", "annabakes", "25.00", format!("https://monzo.me/annabakes/25.00?d={RF}")),
        (
            "starling",
            "anna-bakes-2b95aa",
            "25.00",
            format!("https://settleup.starlingbank.com/anna-bakes-2b95aa?amount=25.00&message={RF}"),
        ),
        (
            "wave-sn",
            "M_sn_AbCdEf123456",
            "2500",
            "https://pay.wave.com/m/M_sn_AbCdEf123456/c/sn/?amount=2500".to_owned(),
        ),
        (
            "wave-ci",
            "M_ci_AbCdEf123456",
            "2500",
            "https://pay.wave.com/m/M_ci_AbCdEf123456/c/ci/?amount=2500".to_owned(),
        ),
    ] {
        let shown = link(name, handle, amount);
        assert_eq!(shown.link.as_deref(), Some(wanted.as_str()));
        if name != "swish" {
            assert_eq!(shown.qr, shown.link, "{name}: any camera reads it");
        }
        assert_eq!(shown.carried_reference(), Some(RF), "{name}: by the link, or copied");
    }
}

#[test]
fn swish_has_a_code_of_its_own_in_which_nothing_can_be_edited() {
    let shown = link("swish", "1231231231", "100.00");
    assert_eq!(shown.qr, Some(format!("C1231231231;100,00;{RF};0")));
}

#[test]
fn what_a_wallet_cannot_fill_in_is_copied() {
    let kinds = |shown: &Instructions| shown.rows.iter().map(|row| row.kind).collect::<Vec<_>>();
    let paypal = link("paypal", "anna", "12.50");
    assert_eq!(kinds(&paypal), [RowKind::WalletHandle, RowKind::Reference]);
    assert_eq!(paypal.texts().1, "pending-link-note");
    let bunq = link("bunq", "anna", "12.50");
    assert_eq!((kinds(&bunq), bunq.texts().1), (vec![RowKind::WalletHandle], "pending-link"));
    let cash = link("cashapp", "anna", "25.00");
    assert_eq!((cash.rows[0].shown.as_str(), cash.rows[0].copied.as_str()), ("$anna", "anna"));
}

#[test]
fn the_table_is_whole() {
    let names: HashSet<_> = WALLETS.iter().map(|wallet| wallet.name).collect();
    assert_eq!(names.len(), WALLETS.len());
    let docs = include_str!("../../../../docs/rails.md");
    for wallet in WALLETS {
        let name = wallet.name;
        assert!(name.len() <= 20 && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-'), "{name}");
        assert!(wallet.host.bytes().all(|b| b.is_ascii_lowercase() || b == b'.'), "{name}");
        assert!(wallet.template.starts_with('/') && wallet.template.contains("{handle}"), "{name}");
        assert!(wallet.also.iter().all(|address| address.ends_with("{handle}")), "{name}");
        assert_eq!(wallet.fills_in_note(), wallet.note.longest >= 25, "{name}: the longest reference fits");
        for taken in wallet.takes {
            let currency = Currency::parse(taken.currency).expect("a currency");
            assert!(taken.decimals <= usize::from(currency.exponent()) && taken.most > 0, "{name} {currency}");
        }
        let own = wallet.handle(wallet.example).expect("an example of a handle");
        assert_eq!(wallet.handle(&wallet.example_link()), Ok(own.clone()), "{name}");
        let rf = RfReference::parse(RF).expect("valid");
        let currency = Currency::parse(wallet.takes[0].currency).expect("a currency");
        let values = LinkValues { handle: &own, money: &Money::new(10_000, currency), rf: &rf, name: "Anna" };
        // Each place is known, and what is made is read.
        let made = wallet.link(&values).expect("a link");
        assert_eq!(wallet.handle(&made), Ok(own.clone()), "{name}");
        assert!(wallet.code(&values).is_some(), "{name}");
        let grade = if wallet.grade == Grade::Documented { "A" } else { "B" };
        let row = format!("| `{name}` | {} | {grade} |", wallet.label);
        assert!(docs.contains(&row), "docs/rails.md lacks {row}");
    }
}

#[test]
fn a_link_may_be_pasted_as_the_wallet_shares_it() {
    for (name, pasted, handle) in [
        ("paypal", "paypal.me/anna", "anna"),
        ("paypal", "HTTPS://PayPal.Me/anna/5?locale.x=de_DE", "anna"),
        ("paypal", "https://www.paypal.com/paypalme/anna", "anna"),
        ("swish", "https://app.swish.nu/1/p/sw/?sw=1231231231&msg=&src=qr", "1231231231"),
        ("swish", "https://app.swish.nu/1/p/sw/?msg=x&sw=1231231231", "1231231231"),
        ("twint", "https://go.twint.ch/1/e/tw?tw=acq.AbCdEfGh0123456789AbCdEfGh.", "acq.AbCdEfGh0123456789AbCdEfGh."),
        ("cashapp", "https://cash.app/$anna", "anna"),
        ("venmo", "https://account.venmo.com/u/anna-bakes", "anna-bakes"),
        ("monzo", "https://monzo.me/annabakes#top", "annabakes"),
        ("payme", "https://payme.sk?V=1&IBAN=SK3112000000198742637541&AM=1.00", "SK3112000000198742637541"),
        ("wave-ci", "https://pay.wave.com/m/M_ci_AbCdEf123456/c/ci/", "M_ci_AbCdEf123456"),
    ] {
        let read = wallet(name).handle(pasted).map(|handle| handle.as_str().to_owned());
        assert_eq!(read.as_deref(), Ok(handle), "{pasted}");
    }
}

#[test]
fn a_look_alike_address_is_refused() {
    for address in [
        "http://paypal.me/anna",
        "https://paypal.me.evil.example/anna",
        "https://evil.example/paypal.me/anna",
        "https://paypal.me@evil.example/anna",
        "https://paypal.me:443/anna",
        "https://paypal.me:8443/anna",
        "https://user@paypal.me/anna",
        "https://user:word@paypal.me/anna",
        "https://paypal.me./anna",
        "https://xpaypal.me/anna",
        "https://paypal.me\\@evil.example/anna",
        "https://evil.example\\paypal.me/anna",
        "https://p\u{430}ypal.me/anna",
        "https://xn--pypal-4ve.me/anna",
        "https://paypal.me%2eevil.example/anna",
        "https:///paypal.me/anna",
        "https:paypal.me/anna",
        "//paypal.me/anna",
        "javascript://paypal.me/anna",
        "paypal.me/",
        "paypal.me//anna",
        "paypal.me/../anna",
        "paypal.me/an%2fna",
        "https://paypal.me/?sw=anna",
        "https://bunq.me/anna",
        "https://venmo.com/anna",
        "evil.example/?x=https://paypal.me/anna",
        "https://paypal.me /anna",
        "https://paypal.me\t/anna",
    ] {
        assert!(wallet("paypal").handle(address).is_err(), "{address}");
        assert_eq!(wrong::<Link>(&json!({"wallet": "paypal", "handle": address})), ["handle"], "{address}");
    }
    assert_eq!(wallet("wave-sn").handle("https://pay.wave.com/m/M_x_AbCdEf12/c/ci/"), Err(WalletHandleError::Address));
}

#[test]
fn hostile_handles_are_refused() {
    for wallet in WALLETS {
        for handle in [
            "anna/../evil",
            "anna@evil.example",
            "anna:80",
            "анна",
            "ann\u{430}",
            "an\u{202e}na",
            "anna\u{200b}",
            "an\u{0}na",
            "an\nna",
            "anna%2Fevil",
            "%61nna",
            "..",
            ".",
            "../anna",
            "anna?amount=1",
            "anna&amount=1",
            "anna#x",
            "anna;1",
            "<script>",
            "{handle}",
            "{amount}",
            "$$anna",
            "@@anna-bakes",
            "٠٧٠١٢٣٤٥٦٧",
            "-anna",
            "anna\\evil",
            &"a".repeat(600),
            &"1".repeat(600),
        ] {
            assert!(wallet.handle(handle).is_err(), "{}: {handle:?}", wallet.name);
        }
    }
    assert_eq!(wallet("paypal").handle(&"a".repeat(21)), Err(WalletHandleError::Shape));
    assert!(wallet("paypal").handle(&"a".repeat(20)).is_ok());
}

#[test]
fn settings_name_what_is_wrong_with_them() {
    assert_eq!(wrong::<Link>(&json!({})), ["wallet", "handle"]);
    assert_eq!(wrong::<Link>(&json!({"wallet": "evil.example", "handle": "anna"})), ["wallet"]);
    assert_eq!(wrong::<Link>(&json!({"wallet": "paypal"})), ["handle"]);
    assert_eq!(
        wrong::<Link>(&json!({"wallet": "payme", "handle": "DE75512108001245126199"})),
        ["handle", "beneficiary"]
    );
    assert!(wrong::<Link>(&json!({"wallet": "paypal", "handle": "anna"})).is_empty(), "no name is needed");
}

#[test]
fn an_amount_that_a_link_cannot_carry_is_not_taken() {
    for (name, handle, amount, currency, taken) in [
        ("paypal", "anna", "0.01", "EUR", true),
        ("paypal", "anna", "999999.99", "EUR", true),
        ("paypal", "anna", "1000000.00", "EUR", false),
        ("paypal", "anna", "1250", "JPY", true),
        ("paypal", "anna", "1250.00", "HUF", true),
        ("paypal", "anna", "1250.50", "HUF", false),
        ("paypal", "anna", "1.000", "KWD", false),
        ("swish", "1231231231", "1.00", "EUR", false),
        ("cashapp", "anna", "1.00", "CAD", false),
        ("wave-sn", "M_sn_AbCdEf123456", "2500", "XOF", true),
    ] {
        let rail = opened::<Link>(&json!({"wallet": name, "handle": handle}));
        assert_eq!(rail.supports(&charge(amount, currency).money), taken, "{name} {amount} {currency}");
    }
    let forints = charge("1250.00", "HUF").money;
    assert_eq!(wallet("paypal").amount(&forints).as_deref(), Some("1250"));
    assert_eq!(
        opened::<Link>(&json!({"wallet": "swish", "handle": "1231231231"})).only_currency().map(|c| c.code()),
        Some("SEK")
    );
    assert_eq!(opened::<Link>(&json!({"wallet": "paypal", "handle": "anna"})).only_currency(), None);
}

/// Handles that a wallet accepts.
fn handles(wallet: &Wallet) -> BoxedStrategy<String> {
    let pattern = match wallet.shape {
        HandleShape::Iban { .. } => return Just(wallet.example.to_owned()).boxed(),
        HandleShape::Number { starts, length: (_, longest), .. } => {
            let start = starts[0];
            format!("{start}[0-9]{{{}}}", longest - start.len())
        }
        HandleShape::Name { start, signs, length: (shortest, longest), .. } => {
            let signs = signs.replace('-', "\\-");
            let (fewest, most) = (shortest.saturating_sub(start.len() + 1), longest - start.len() - 1);
            format!("{}[a-zA-Z0-9][a-zA-Z0-9{signs}]{{{fewest},{most}}}", start.replace('.', "\\."))
        }
    };
    proptest::string::string_regex(&pattern).expect("a pattern").boxed()
}

/// A wallet with one of its handles, and an amount that it may or may not take.
fn payments() -> impl Strategy<Value = (&'static Wallet, String, Money)> {
    let wallets = prop::sample::select(WALLETS.iter().collect::<Vec<_>>());
    wallets.prop_flat_map(|wallet| {
        let currencies: Vec<_> = wallet.takes.iter().map(|taken| taken.currency).collect();
        let amounts = prop_oneof![1i64..=10_000, 1i64..=99_999_999, Just(99_999_999i64), 1i64..=i64::MAX];
        (Just(wallet), handles(wallet), prop::sample::select(currencies), amounts).prop_map(
            |(wallet, handle, currency, minor)| {
                (wallet, handle, Money::new(minor, Currency::parse(currency).expect("a currency")))
            },
        )
    })
}

proptest! {
    #[test]
    fn a_link_leads_to_the_tables_host_with_exactly_what_is_asked((wallet, handle, money) in payments(), name in "\\PC{1,40}") {
        let handle = wallet.handle(&handle).expect("accepted");
        let rf = RfReference::draw(&crate::domain::chance::Chance::secure());
        let values = LinkValues { handle: &handle, money: &money, rf: &rf, name: &name };
        let Some(link) = wallet.link(&values) else {
            prop_assert!(!wallet.takes(&money));
            return Ok(());
        };
        prop_assert!(link.is_ascii());
        let url = Url::parse(&link).expect("a URL");
        prop_assert_eq!((url.scheme(), url.host_str(), url.port()), ("https", Some(wallet.host), None));
        prop_assert_eq!((url.username(), url.password(), url.fragment()), ("", None, None));
        prop_assert_eq!(url.as_str(), &link, "nothing is normalized");
        let decoded = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().expect("UTF-8").into_owned();
        let mut found: Vec<_> = url.path_segments().expect("a path").map(decoded).collect();
        found.extend(url.query_pairs().map(|(_, value)| value.into_owned()));
        let times = |wanted: &str| found.iter().filter(|value| *value == wanted).count();
        let amount = wallet.amount(&money).expect("taken");
        let of_paypal = format!("{amount}{}", money.currency());
        prop_assert_eq!(times(if wallet.name == "paypal" { &of_paypal } else { &amount }), 1, "{}", link);
        prop_assert_eq!(Money::parse(&amount, money.currency()).expect("an amount"), money);
        prop_assert_eq!(amount.split_once('.').map_or(0, |(_, decimals)| decimals.len()),
            wallet.takes.iter().find(|taken| taken.currency == money.currency().code()).expect("taken").decimals);
        let sign = if wallet.name == "cashapp" { "$" } else { "" };
        prop_assert_eq!(times(&format!("{sign}{}", handle.as_str())), 1, "{}", link);
        if wallet.fills_in_note() {
            prop_assert_eq!(times(rf.as_str()), 1, "{}", link);
            prop_assert!(rf.as_str().len() <= wallet.note.longest);
            prop_assert!(rf.as_str().bytes().all(|b| b.is_ascii_alphanumeric()));
        }
        prop_assert_eq!(wallet.names_holder(), times(&name) > 0 && wallet.name == "payme");
        prop_assert_eq!(wallet.handle(&link), Ok(handle), "it can be pasted again");
    }

    #[test]
    fn a_hostile_character_in_a_handle_is_refused(
        (wallet, handle, _) in payments(),
        place in any::<prop::sample::Index>(),
        hostile in prop_oneof![
            prop::sample::select(vec!['/', '\\', '@', '%', '.', ':', ';', '?', '#', '&', '=', '+', '$', '{', '\'', '"', '<', '*', '~']),
            prop::sample::select(vec!['\0', '\n', '\t', '\u{7f}', '\u{85}', '\u{200b}', '\u{200e}', '\u{202e}', '\u{2066}', '\u{feff}']),
            prop::char::range('\u{80}', char::MAX),
        ],
    ) {
        // TWINT's tokens have dots, but stand in a parameter.
        prop_assume!(!(wallet.name == "twint" && hostile == '.'));
        let at = 1 + place.index(handle.len());
        let mut text = handle;
        text.insert(at, hostile);
        prop_assert!(wallet.handle(&text).is_err(), "{}: {:?}", wallet.name, text);
    }

    #[test]
    fn whatever_is_accepted_is_plain(text in prop_oneof![any::<String>(), "[ -~]{0,60}", "(https://)?(paypal\\.me|cash\\.app|venmo\\.com)[/@:.$?a-z%]{0,20}"]) {
        for wallet in WALLETS {
            let Ok(handle) = wallet.handle(&text) else { continue };
            prop_assert!(handle.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)), "{:?}", handle);
            prop_assert!(handle.as_str().starts_with(|c: char| c.is_ascii_alphanumeric()));
        }
    }
}
