//! Who is locked out for guessing at links, and who is not: visitors behind proxies, scanners, neighbours of a guesser.

use libtest_mimic::Trial;
use reqwest::Method;
use serde_json::json;

use crate::support::{Answer, App, both, form, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        visitors_of_an_unannounced_proxy_count_one_by_one,
        an_explicit_number_of_proxies_is_taken_at_its_word,
        what_scanners_try_is_no_guess,
        a_payer_beside_a_guesser_goes_on,
    ]
}

const GUESSER: &str = "198.51.100.7";
const PAYER: &str = "198.51.100.8";

/// A GET that a proxy passes on, with its `X-Forwarded-For`.
async fn get(app: &App, forwarded: &str, path: &str) -> Answer {
    Answer::of(app.browser().request(Method::GET, path).header("X-Forwarded-For", forwarded)).await
}

/// Guesses at codes until the address is locked out.
async fn guess(app: &App, forwarded: &str) {
    for at in 0..20 {
        // Twelve characters that no draw has given: the alphabet's first, and two that count.
        let answer =
            get(app, forwarded, &format!("r/11111111{}{}zz", at / 10 + 1, at % 10 + 1).replace('0', "x")).await;
        if answer.code == 429 {
            let wait: u32 = answer.header("retry-after").parse().expect("seconds");
            assert!((1..=60).contains(&wait), "{wait}");
            return;
        }
        assert_eq!(answer.code, 404, "{}", answer.text());
    }
    panic!("it never is too much");
}

async fn visitors_of_an_unannounced_proxy_count_one_by_one(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let link = format!("r/{code}");
    // As docs/operating.md has it, and nothing else: a proxy on this machine ends TLS.
    let app = app.with(&[("CHIT_PUBLIC_URL", "https://pay.example"), ("CHIT_LIMIT_MISSES", "5")]).await;
    guess(&app, GUESSER).await;
    has(&app.log(), &["CHIT_PROXY_HOPS is not set"]);
    for who in [PAYER, "198.51.100.9:4711", "[2001:db8::1]:4711", "\"[2001:db8:1::1]:4711\"", "unknown"] {
        get(&app, who, &link).await.status(200);
    }
    // The guesser is the same at every port, and whatever it says of itself.
    for who in
        ["198.51.100.7:4711", "\"198.51.100.7:1\"", "198.51.100.8, 198.51.100.7", "unknown, [::ffff:198.51.100.7]:2"]
    {
        assert_eq!(get(&app, who, &link).await.code, 429, "{who}");
    }
    let log = app.log();
    has(&log, &["an address was locked out for a minute", "last=\"code\"", "misses=5", "addresses=1"]);
    has_not(&log, &[GUESSER, &code]);
}

async fn an_explicit_number_of_proxies_is_taken_at_its_word(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let link = format!("r/{}", app.request(&api, &json!({"amount": "25.00"})).await);
    let settings = [("CHIT_PUBLIC_URL", "https://pay.example"), ("CHIT_LIMIT_MISSES", "5"), ("CHIT_PROXY_HOPS", "0")];
    let app = app.with(&settings).await;
    guess(&app, GUESSER).await;
    assert_eq!(get(&app, PAYER, &link).await.code, 429, "with no proxies the header is the caller's invention");
    let app = app.with(&[("CHIT_PROXY_HOPS", "2")]).await;
    guess(&app, &format!("{GUESSER}, 10.0.0.2")).await;
    get(&app, &format!("{PAYER}, 10.0.0.2"), &link).await.status(200);
    assert_eq!(get(&app, &format!("{PAYER}, {GUESSER}:4711, 10.0.0.3"), &link).await.code, 429);
}

async fn what_scanners_try_is_no_guess(app: App) {
    let app = app.with(&[("CHIT_LIMIT_MISSES", "1"), ("CHIT_PROXY_HOPS", "1")]).await;
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let paths = [
        "wp-login.php",
        "wp-admin",
        "wp-admin/setup-config.php",
        "wordpress/index.php",
        "shop/wp-login.php",
        "xmlrpc.php",
        ".env",
        ".git/config",
        ".aws/credentials",
        "favicon.png",
        "apple-touch-icon-precomposed.png",
        "sitemap.xml",
        "ads.txt",
        "admin",
        "login",
        "admin/login.php",
        "phpmyadmin",
        "phpmyadmin/index.php",
        "cgi-bin/luci",
        "actuator/health",
        "_ignition/execute-solution",
        "vendor/phpunit/phpunit/src/Util/PHP/eval-stdin.php",
        "index.html",
        "config.json",
        "r/wp-login.php",
        "r/short",
        "r/.env",
        "p/nothing",
        "p/index.php",
        "p/1",
        "R/x",
        "r/abcdefghijkmnopq",
        "anna.php/25",
        "a/b",
    ];
    for path in paths {
        assert_eq!(get(&app, GUESSER, path).await.code, 404, "{path}");
    }
    let login = app.browser().request(Method::POST, "wp-login.php").header("X-Forwarded-For", GUESSER);
    assert_eq!(Answer::of(form(login, &[("log", "admin")])).await.code, 405);
    get(&app, GUESSER, &format!("r/{code}")).await.status(200);
    has_not(&app.log(), &["locked out"]);
    guess(&app, GUESSER).await;
}

async fn a_payer_beside_a_guesser_goes_on(app: App) {
    let app = app.with(&[("CHIT_LIMIT_MISSES", "5"), ("CHIT_PROXY_HOPS", "1")]).await;
    let (_, api, _) = app.seller("anna").await;
    let open = app.request(&api, &json!({"amount": "25.00"})).await;
    let other = app.request(&api, &json!({"amount": "26.00"})).await;
    get(&app, GUESSER, &format!("r/{open}")).await.status(200);
    guess(&app, GUESSER).await;
    // Both have one address, as in an office. What it has found before tells a guesser nothing new.
    get(&app, GUESSER, &format!("r/{open}")).await.status(200);
    let pay = app.browser().request(Method::POST, &format!("r/{open}/pay")).header("X-Forwarded-For", GUESSER);
    Answer::of(form(pay, &[])).await.status(303);
    for path in [format!("r/{other}"), "anna".into()] {
        assert_eq!(get(&app, GUESSER, &path).await.code, 429, "{path}");
        get(&app, PAYER, &path).await.status(200);
        assert_eq!(get(&app, GUESSER, &path).await.code, 429, "{path}: what others find is not the guesser's");
    }
}
