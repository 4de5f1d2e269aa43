//! Check words, the bank's code as a picture, and codes in capitals.

use libtest_mimic::Trial;
use serde_json::json;

use super::{bank, begun, paid, receipt};
use crate::support::{App, between, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        both_sides_see_the_same_words,
        the_banks_code_is_a_picture_while_it_is_needed,
        a_code_in_capitals_leads_to_the_same_page,
    ]
}

async fn both_sides_see_the_same_words(app: App) {
    let (payee, api, hook) = app.seller("anna").await;
    let made = api.post("requests", &json!({"amount": "25.00", "memo": "Eggs"})).await.status(201).json();
    let (code, words) = (made["code"].as_str().expect("a code"), made["check_words"].as_str().expect("words"));
    assert_eq!(words.split(' ').filter(|word| (3..=8).contains(&word.len())).count(), 3, "{words}");
    let path = format!("app/requests/{code}");
    let seller = app.signed_in(&payee).await;
    has(&seller.page(&path).await, &[&format!(">{words}<"), "Say these on the phone or in person"]);
    // Another memo is another request to trust; when it is due is not.
    let api_path = format!("requests/{code}");
    let later = json!({"due_on": "2071-01-01", "expires_at": "2071-01-02T00:00:00Z", "reference": "R"});
    assert_eq!(api.patch(&api_path, &later).await.status(200).json()["check_words"], words);
    let other = api.patch(&api_path, &json!({"memo": "Egg"})).await.status(200).json();
    assert_ne!(other["check_words"], words);
    let words = other["check_words"].as_str().expect("words");
    has(&seller.page(&path).await, &[&format!(">{words}<")]);
    let own = paid(&app, &hook, code).await;
    assert_eq!(receipt(&app, &own).await["receipt"]["check_words"], words);
    assert_eq!(api.get(&api_path).await.json()["check_words"], words);
    // There is nothing to compare any more.
    has_not(&seller.page(&path).await, &["Say these on the phone or in person"]);
}

async fn the_banks_code_is_a_picture_while_it_is_needed(app: App) {
    let api = bank(&app).await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let own = app.browser().post(&format!("r/{code}/pay"), &[]).await.status(303).location().to_owned();
    let picture = format!("{own}/qr.png");
    let width = |png: &[u8]| {
        let reader = png::Decoder::new(std::io::Cursor::new(png.to_vec())).read_info().expect("a picture");
        reader.info().width
    };
    for claimed in [false, true] {
        if claimed {
            app.browser().post(&format!("{own}/claim"), &[]).await.status(303);
        }
        let answer = app.browser().get(&picture).await.status(200);
        assert_eq!((answer.header("content-type"), answer.header("cache-control")), ("image/png", "no-store"));
        assert_eq!(width(&answer.body), 512);
        assert_eq!(width(&app.browser().get(&format!("{picture}?size=300")).await.status(200).body), 300);
    }
    for size in ["0", "1", "99999", "x", "-5", ""] {
        app.browser().get(&format!("{picture}?size={size}")).await.status(400);
    }
    app.browser().get("p/111111111111111111111111/qr.png").await.status(404);
    // Paid: nobody should pay by it again.
    api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201);
    app.browser().get(&picture).await.status(404);
    // A provider's page has no code of a bank's.
    let demo = app.api(&app.payee("berta").api_key);
    app.demo_method(&demo).await;
    let code = app.request(&demo, &json!({"amount": "25.00"})).await;
    let (own, _) = begun(&app, &code).await;
    app.browser().get(&format!("{own}/qr.png")).await.status(404);
}

async fn a_code_in_capitals_leads_to_the_same_page(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let page = app.browser().page(&format!("r/{code}")).await;
    assert_eq!(app.browser().page(&format!("R/{code}")).await, page);
    has(&page, &[&format!("action=\"/r/{code}/pay\"")]);
    // Codes are told apart by case. A few are of capitals alone, so each letter is turned.
    let turn = |c: char| if c.is_ascii_lowercase() { c.to_ascii_uppercase() } else { c.to_ascii_lowercase() };
    app.browser().get(&format!("R/{}", code.chars().map(turn).collect::<String>())).await.status(404);
    // By capitals, a code of version 2 (25 modules and the quiet zone); a longer name has version 3 either way.
    for (url, size) in [("https://chit.me", 33), ("https://chit.example", 37)] {
        let app = app.replica().await.with(&[("CHIT_PUBLIC_URL", url), ("CHIT_ALLOW_TEST_RAILS", "demo")]).await;
        let svg = app.browser().get(&format!("r/{code}.svg")).await.status(200).text();
        assert_eq!(between(&svg, "viewBox=\"0 0 ", " "), size.to_string(), "{url}");
        has(&app.browser().page(&format!("r/{code}")).await, &[&format!("{url}/r/{code}")]);
    }
}
