//! Settings from the environment, and the errors of wrong ones.

use std::collections::HashMap;

use super::KEY as KEY_OF_REQUEST;
use super::*;
use crate::domain::secret::SecretKey;

const KEY: &str = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

fn read(settings: &[(&str, &str)]) -> Result<Config, Vec<&'static str>> {
    let settings: HashMap<_, _> = settings.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
    Config::read(&|name| settings.get(name).cloned(), "sqlite:///nowhere/at/all/chit.db")
        .map_err(|bad| bad.0.into_iter().map(|b| b.name).collect())
}

#[test]
fn defaults_are_those_of_the_interface() {
    let config = read(&[("CHIT_SECRET_KEY", KEY)]).expect("good");
    assert_eq!(config.listen.to_string(), "127.0.0.1:8080");
    assert_eq!((config.database.connections, config.database.patience.as_secs()), (8, 5));
    assert_eq!((config.signup, config.edge.proxies, config.public_url), (Signup::Closed, Proxies::Hops(0), None));
}

/// A setting that is read but not listed would be reported as unknown.
#[test]
fn every_setting_that_is_read_is_known() {
    let asked = std::cell::RefCell::new(std::collections::BTreeSet::from([KEY_OF_REQUEST, URL].map(str::to_owned)));
    let variable = |name: &str| {
        asked.borrow_mut().insert(name.to_owned());
        None
    };
    let read = Config::read(&variable, "postgres://nobody@127.0.0.1/nothing");
    assert!(read.is_err(), "without a key");
    assert_eq!(asked.into_inner(), names::NAMES.map(str::to_owned).into());
}

#[test]
fn everything_wrong_is_told_at_once_by_name() {
    let wrong = read(&[
        ("CHIT_LISTEN", "here"),
        ("CHIT_PUBLIC_URL", "ftp://x/y"),
        ("CHIT_DATABASE_URL", "mysql://x"),
        ("CHIT_DATABASE_PATIENCE", "0"),
        ("CHIT_SECRET_KEY_FALLBACKS", "short"),
        ("CHIT_SECRET_KEY", "short"),
        ("CHIT_SIGNUP", "maybe"),
        ("CHIT_REQUIRE_PASSKEY", "yes"),
        ("CHIT_OPERATORS", "anna @berta, Carla No!"),
        ("CHIT_KEEP_LEDGER_DAYS", "0"),
        ("CHIT_ALLOW_TEST_RAILS", "demo, sepa"),
        ("CHIT_ALLOW_SERVERS", "http://lnbits:5000 lnbits"),
        ("CHIT_RATES_URL", "http://8.8.8.8"),
        ("CHIT_STRIPE_URL", "http://api.stripe.com"),
        ("CHIT_PAYPAL_URL", "here"),
        ("CHIT_PROXY_HOPS", "-1"),
        ("CHIT_LIMIT_API", "many"),
        ("CHIT_LOG_FORMAT", "xml"),
        ("CHIT_LOG", "chit=loud"),
    ]);
    assert_eq!(
        wrong.err(),
        Some(vec![
            "CHIT_LISTEN",
            "CHIT_PUBLIC_URL",
            "CHIT_DATABASE_URL",
            "CHIT_DATABASE_PATIENCE",
            "CHIT_SECRET_KEY_FALLBACKS",
            "CHIT_SECRET_KEY",
            "CHIT_SIGNUP",
            "CHIT_REQUIRE_PASSKEY",
            "CHIT_OPERATORS",
            "CHIT_KEEP_LEDGER_DAYS",
            "CHIT_ALLOW_TEST_RAILS",
            "CHIT_ALLOW_SERVERS",
            "CHIT_RATES_URL",
            "CHIT_STRIPE_URL",
            "CHIT_PAYPAL_URL",
            "CHIT_PROXY_HOPS",
            "CHIT_LIMIT_API",
            "CHIT_LOG_FORMAT",
            "CHIT_LOG",
        ])
    );
}

#[test]
fn operators_are_named_by_their_handles() {
    let operators = |setting| {
        let config = read(&[("CHIT_SECRET_KEY", KEY), ("CHIT_OPERATORS", setting)]).expect("good");
        config.operators.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(operators("@Anna, berta carla-shop"), ["anna", "berta", "carla-shop"]);
    assert!(operators(" ,").is_empty());
}

#[test]
fn prices_come_from_where_payees_servers_may_be() {
    let rates = |settings: &[(&str, &str)]| {
        let settings: Vec<_> = [("CHIT_SECRET_KEY", KEY)].iter().chain(settings).copied().collect();
        read(&settings).map(|config| config.rates.map(|rates| rates.server.origin()))
    };
    let (public, at_home) = (("CHIT_PUBLIC_URL", "https://chit.example"), ("CHIT_RATES_URL", "http://lnbits:5000/"));
    assert_eq!(rates(&[public]), Ok(None));
    assert_eq!(
        rates(&[public, ("CHIT_RATES_URL", "https://lnbits.example/")]),
        Ok(Some("https://lnbits.example".into()))
    );
    assert_eq!(rates(&[("CHIT_RATES_URL", "http://127.0.0.1:5000")]), Ok(Some("http://127.0.0.1:5000".into())));
    for refused in [at_home, ("CHIT_RATES_URL", "https://10.0.0.7"), ("CHIT_RATES_URL", "lnbits.example")] {
        assert_eq!(rates(&[public, refused]), Err(vec!["CHIT_RATES_URL"]), "{refused:?}");
    }
    let allowed = ("CHIT_ALLOW_SERVERS", "http://lnbits:5000");
    assert_eq!(rates(&[public, at_home, allowed]), Ok(Some("http://lnbits:5000".into())));
    // A store is one of a BTCPay Server, and its key is not repeated.
    let server = ("CHIT_RATES_URL", "https://btcpay.example");
    let (store, key) = (("CHIT_RATES_STORE", "9CiNzKoANXx"), ("CHIT_RATES_KEY", "e8f9aa0b"));
    assert_eq!(rates(&[public, server, store, key]), Ok(Some("https://btcpay.example".into())));
    assert_eq!(rates(&[public, server, store]), Err(vec!["CHIT_RATES_KEY"]));
    assert_eq!(rates(&[public, server, key]), Err(vec!["CHIT_RATES_STORE"]));
    assert_eq!(rates(&[public, store, key]), Err(vec!["CHIT_RATES_STORE", "CHIT_RATES_KEY"]));
    let spaced = [("CHIT_RATES_STORE", "a store"), ("CHIT_RATES_KEY", "a key")];
    let refused = [("CHIT_SECRET_KEY", KEY), public, server].into_iter().chain(spaced).collect::<Vec<_>>();
    assert_eq!(read(&refused).map(|_| ()), Err(vec!["CHIT_RATES_STORE", "CHIT_RATES_KEY"]));
}

#[test]
fn a_public_service_calls_no_private_provider() {
    let local = ("CHIT_STRIPE_URL", "http://127.0.0.1:4010");
    for own in [None, Some("http://192.168.1.20:8080")] {
        let own = own.map(|url| ("CHIT_PUBLIC_URL", url));
        let settings: Vec<_> = [("CHIT_SECRET_KEY", KEY), local].into_iter().chain(own).collect();
        let config = read(&settings).expect("good");
        assert!(config.providers.stripe.is_some_and(|base| base.is_private()));
    }
    let public = ("CHIT_PUBLIC_URL", "https://chit.example");
    assert_eq!(read(&[("CHIT_SECRET_KEY", KEY), public, local]).err(), Some(vec!["CHIT_STRIPE_URL"]));
    let proxy = ("CHIT_STRIPE_URL", "https://proxy.example/stripe");
    assert!(read(&[("CHIT_SECRET_KEY", KEY), public, proxy]).is_ok());
}

#[test]
fn a_public_url_may_have_a_path() {
    let public = |url| {
        let config = read(&[("CHIT_SECRET_KEY", KEY), ("CHIT_PUBLIC_URL", url)]);
        config.map(|config| config.public_url.expect("set").to_string())
    };
    for (url, wanted) in [
        ("https://shop.example", "https://shop.example/"),
        ("https://shop.example/pay", "https://shop.example/pay/"),
        ("https://shop.example/a-b/pay.v1/", "https://shop.example/a-b/pay.v1/"),
    ] {
        assert_eq!(public(url).as_deref(), Ok(wanted));
    }
    for url in [
        "https://shop.example/a//b",
        "https://shop.example/a%20b",
        "https://shop.example/ä",
        "https://x.example/p?q",
        "https://x.example/@",
    ] {
        assert_eq!(public(url), Err(vec!["CHIT_PUBLIC_URL"]), "{url}");
    }
}

#[test]
fn a_bad_secret_is_not_repeated() {
    for name in ["CHIT_SECRET_KEY", "CHIT_SECRET_KEY_FALLBACKS"] {
        let bad = Config::read(&|asked| (asked == name).then(|| "hunter2".into()), "sqlite:///nowhere/x.db");
        let text = bad.err().map(|e| e.to_string()).unwrap_or_default();
        assert!(text.contains(&format!("{name} ")) && !text.contains("hunter2"), "{text}");
    }
}

#[test]
fn fallbacks_stand_one_after_another() {
    let keys: Vec<_> = [1, 2, 3].map(|byte| SecretKey::from_bytes([byte; 32])).to_vec();
    let [a, b, c] = [0, 1, 2].map(|at| keys[at].to_base64());
    for text in [format!("{},{}", *a, *b), format!(" {} , {}\n", *a, *b), format!("{} {}", *a, *b)] {
        let config = read(&[("CHIT_SECRET_KEY", &c), ("CHIT_SECRET_KEY_FALLBACKS", &text)]).expect("good");
        let names: Vec<_> = config.keys.all().map(SecretKey::fingerprint).collect();
        assert_eq!(names, [&keys[2], &keys[0], &keys[1]].map(SecretKey::fingerprint));
    }
    let bad = format!("{},x", *a);
    assert_eq!(
        read(&[("CHIT_SECRET_KEY", &c), ("CHIT_SECRET_KEY_FALLBACKS", &bad)]).err(),
        Some(vec!["CHIT_SECRET_KEY_FALLBACKS"])
    );
}

#[test]
fn a_key_file_that_was_put_aside_is_a_fallback() {
    let dir = tempfile::tempdir().expect("a directory");
    let url = format!("sqlite://{}", dir.path().join("chit.db").display());
    let names = || {
        let config = Config::read(&|_| None, &url).expect("good");
        config.new_key.map(|new| new.save().expect("kept"));
        config.keys.all().map(SecretKey::fingerprint).collect::<Vec<_>>()
    };
    let [first] = names().try_into().expect("one key");
    let (current, old) = (dir.path().join("chit.key"), dir.path().join("chit.key.old"));
    std::fs::rename(&current, &old).expect("put aside");
    let [second, fallback] = names().try_into().expect("two keys");
    assert!(second != first && fallback == first);
    // The same key twice is one.
    std::fs::copy(&old, &current).expect("copied");
    assert_eq!(names(), [first]);
    std::fs::write(&old, "broken").expect("written");
    let bad = Config::read(&|_| None, &url).err().map(|e| e.to_string()).unwrap_or_default();
    assert!(bad.contains("CHIT_SECRET_KEY is not set, and") && bad.contains("chit.key.old can't be used"), "{bad}");
}

#[test]
fn postgres_wants_a_key_of_its_own() {
    assert_eq!(read(&[("CHIT_DATABASE_URL", "postgres://localhost/chit")]).err(), Some(vec!["CHIT_SECRET_KEY"]));
}

#[test]
fn a_key_is_made_once_and_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a directory");
    let (path, url) = (dir.path().join("chit.key"), format!("sqlite://{}", dir.path().join("chit.db").display()));
    let read = || Config::read(&|_| None, &url).expect("good");
    let secret = |keys: &Keyring| keys.current().to_base64().to_string();
    let (first, second) = (read(), read());
    assert_ne!(secret(&first.keys), secret(&second.keys));
    assert_eq!(std::fs::read_dir(dir.path()).expect("a directory").count(), 0, "reading settings writes nothing");
    let [first, second] = [first, second].map(|config| config.new_key.expect("drawn"));
    assert!(first.load().expect("no error").is_none());
    let kept = first.save().expect("kept");
    assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
    // The second process uses the key that is there.
    assert_eq!(secret(&second.save().expect("kept")), secret(&kept));
    assert_eq!(second.load().expect("no error").map(|keys| secret(&keys)), Some(secret(&kept)));
    let later = read();
    assert!(later.new_key.is_none() && secret(&later.keys) == secret(&kept));
    assert_eq!(std::fs::read_dir(dir.path()).expect("a directory").count(), 1, "nothing is left lying about");
}

#[test]
fn debug_tells_no_secrets() {
    let config = read(&[("CHIT_SECRET_KEY", KEY), ("CHIT_DATABASE_URL", "postgres://u:hunter2@h/d")]).expect("good");
    let text = format!("{config:?}");
    assert!(!text.contains("hunter2") && !text.contains(&KEY[..10]), "{text}");
}
