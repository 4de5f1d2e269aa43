//! The people and devices of a payee: joining, removing, recovery codes, ceremonies, and forms that outlive a session.

use chrono::TimeDelta;
use libtest_mimic::Trial;
use reqwest::Method;

use crate::support::{App, Browser, Page, between, both, form, has, has_not, now};

pub fn tests() -> Vec<Trial> {
    both![
        a_member_joins_once_and_is_gone_when_removed,
        owners_cannot_remove_themselves_and_take_the_owner_key_along,
        an_owner_key_is_its_owners_own,
        a_recovery_code_signs_in_once,
        a_challenge_is_answered_once_on_any_replica,
        passkeys_need_a_host_name,
        owner_keys_end_with_the_first_passkey_where_that_is_set,
        what_was_typed_outlives_a_session,
        a_session_goes_on_while_it_is_used,
    ]
}

async fn invited(owner: &Browser, label: &str, role: &str) -> String {
    let made = owner.post("app/settings/people", &[("label", label), ("role", role)]).await.status(201).text();
    between(&made, "data-copy=\"", "\"").to_owned()
}

async fn a_member_joins_once_and_is_gone_when_removed(app: App) {
    let payee = app.payee("anna");
    let owner = app.signed_in(&payee).await;
    for (label, role, field) in [("", "seller", "label"), ("Till", "admin", "role")] {
        let refused = owner.post("app/settings/people", &[("label", label), ("role", role)]).await.status(400).text();
        has(&refused, &[&format!("id=\"{field}-error\"")]);
    }
    let link = invited(&owner, "Till at the window", "seller").await;
    let till = app.browser();
    // A chat's preview looks as often as it likes.
    for _ in 0..2 {
        has(&till.page(&link).await, &["anna", "Till at the window", "Seller"]);
    }
    let joined = till.post(&link, &[]).await.status(303);
    assert_eq!(joined.location(), "/app/settings/devices");
    let devices = till.page("app/settings/devices").await;
    has_not(&devices, &["Invite somebody", "invite-member"]);
    till.get("app/methods").await.status(403);
    app.browser().get(&link).await.status(403);
    has(&app.browser().post(&link, &[]).await.status(403).text(), &["was used or has expired"]);
    // The owner sees and removes it; the session ends at once.
    let page = owner.page("app/settings/devices").await;
    has(&page, &["Till at the window", "Seller"]);
    let member = between(&page, "/app/settings/people/", "/remove").to_owned();
    till.post(&format!("app/settings/people/{member}/remove"), &[]).await.status(403);
    owner.post(&format!("app/settings/people/{member}/remove"), &[]).await.status(303);
    till.get("app").await.status(303);
    has_not(&owner.page("app/settings/devices").await, &["Till at the window"]);
    owner.post(&format!("app/settings/people/{member}/remove"), &[]).await.status(404);
    // Another payee's people can't be removed.
    let other = app.signed_in(&app.payee("berta")).await;
    let own = app.db().texts("select m.id from members m join payees p on p.id = m.payee_id where p.handle = 'anna' and m.removed_at is null").await;
    other.post(&format!("app/settings/people/{}/remove", own[0]), &[]).await.status(404);
}

async fn owners_cannot_remove_themselves_and_take_the_owner_key_along(app: App) {
    let payee = app.payee("anna");
    let first = app.signed_in(&payee).await;
    let key = new_owner_key(&first).await;
    let second = app.browser();
    second.post(&invited(&first, "Second", "owner").await, &[]).await.status(303);
    let ids = app.db().texts("select id from members order by created_at").await;
    first.post(&format!("app/settings/people/{}/remove", ids[0]), &[]).await.status(409);
    let open = invited(&first, "Third", "owner").await;
    app.browser().post("app/sign-in", &[("owner_key", &key)]).await.status(303);
    second.post(&format!("app/settings/people/{}/remove", ids[0]), &[]).await.status(303);
    // Whoever was removed knows the key and the invitation: neither opens anything.
    app.browser().post("app/sign-in", &[("owner_key", &key)]).await.status(403);
    app.browser().post(&open, &[]).await.status(403);
    first.get("app").await.status(303);
    second.get("app").await.status(200);
    assert_eq!(app.db().number("select count(*) from sessions").await, 1);
}

/// The key that a page of keys makes.
pub async fn new_owner_key(owner: &Browser) -> String {
    let made = owner.post("app/settings/owner-key", &[]).await.status(200).text();
    format!("owner_{}", between(&made, "data-copy=\"owner_", "\""))
}

async fn an_owner_key_is_its_owners_own(app: App) {
    let first = app.signed_in(&app.payee("anna")).await;
    let second = app.browser();
    second.post(&invited(&first, "Second", "owner").await, &[]).await.status(303);
    let ids = app.db().texts("select id from members order by created_at").await;
    let (remove_first, remove_second) = (format!("people/{}/remove", ids[0]), format!("people/{}/remove", ids[1]));
    let (of_first, of_second) = (new_owner_key(&first).await, new_owner_key(&second).await);
    let signed_in = async |key: &str| {
        let browser = app.browser();
        browser.post("app/sign-in", &[("owner_key", key)]).await.status(303);
        browser
    };
    // Each opens as whoever drew it, and one replaces no other's.
    let (as_first, as_second) = (signed_in(&of_first).await, signed_in(&of_second).await);
    let people = as_first.page("app/settings/devices").await;
    has(&people, &[&remove_second, "So does their owner key."]);
    has_not(&people, &[&remove_first]);
    let people = as_second.page("app/settings/devices").await;
    has(&people, &[&remove_first]);
    has_not(&people, &[&remove_second]);
    // What the second makes by its key is its own, too, and ends with it.
    let codes = as_second.post("app/settings/recovery-codes", &[]).await.status(201).text();
    let code = Page::read(&codes).texts("code")[0].to_owned();
    assert_eq!(app.db().execute(&passkey_of(&ids[1])).await, 1);
    first.post(&format!("app/settings/{remove_second}"), &[]).await.status(303);
    for browser in [&second, &as_second] {
        browser.get("app").await.status(303);
    }
    app.browser().post("app/sign-in", &[("owner_key", &of_second)]).await.status(403);
    app.browser().post("app/sign-in/recovery", &[("code", &code)]).await.status(403);
    signed_in(&of_first).await;
    as_first.get("app").await.status(200);
    for (table, left) in [("credentials", 1), ("passkeys", 0), ("recovery_codes", 0), ("sessions", 3)] {
        assert_eq!(app.db().number(&format!("select count(*) from {table}")).await, left, "{table}");
    }
}

async fn a_recovery_code_signs_in_once(app: App) {
    let payee = app.payee("anna");
    let owner = app.signed_in(&payee).await;
    has(&owner.page("app/settings/devices").await, &["0 codes are left"]);
    let codes = |page: &str| Page::read(page).texts("code").into_iter().map(str::to_owned).collect::<Vec<_>>();
    let old = codes(&owner.post("app/settings/recovery-codes", &[]).await.status(201).text());
    let new = codes(&owner.post("app/settings/recovery-codes", &[]).await.status(201).text());
    assert_eq!((old.len(), new.len()), (10, 10));
    let stored = app.db().texts("select hash from recovery_codes").await;
    assert!(stored.len() == 10 && stored.iter().all(|hash| hash.starts_with("$argon2id$")));
    let typed = new[0].to_lowercase().replace('-', " ");
    let back = app.browser();
    let signed_in = back.post("app/sign-in/recovery", &[("code", &typed)]).await.status(303);
    assert_eq!(signed_in.location(), "/app/settings/devices");
    has(&back.page("app/settings/devices").await, &["9 codes are left"]);
    for wrong in [new[0].as_str(), &old[0], "AAAA-AAAA-AAAA-AAAA", "", "nonsense"] {
        let refused = app.browser().post("app/sign-in/recovery", &[("code", wrong)]).await.status(403).text();
        has(&refused, &["This code opens nothing"]);
    }
    // Two at the same moment: one of them.
    let (one, two) = (app.browser(), app.browser());
    let fields = [("code", new[1].as_str())];
    let (one, two) = tokio::join!(one.post("app/sign-in/recovery", &fields), two.post("app/sign-in/recovery", &fields));
    let mut answers = [one.code, two.code];
    answers.sort_unstable();
    assert_eq!(answers, [303, 403]);
}

async fn a_challenge_is_answered_once_on_any_replica(app: App) {
    let app = app.with(&[("CHIT_PUBLIC_URL", "https://chit.example")]).await;
    let replica = app.replica().await.with(&[("CHIT_PUBLIC_URL", "https://chit.example")]).await;
    let (here, there) = (app.browser(), replica.browser());
    let send = async |browser: &Browser, path: &str, fields: &[(&str, &str)]| {
        let request = form(browser.request(Method::POST, path), fields);
        browser.send(request.header("Origin", "https://chit.example").header("Sec-Fetch-Site", "same-origin")).await
    };
    let started = send(&here, "app/sign-in/start", &[]).await.status(200).json();
    let options = &started["options"];
    assert_eq!((&options["rpId"], &options["userVerification"]), (&"chit.example".into(), &"required".into()));
    assert!(options["challenge"].as_str().is_some_and(|challenge| challenge.len() >= 22));
    assert_eq!(app.db().number("select count(*) from ceremonies").await, 1);
    let ceremony = started["ceremony"].as_str().expect("a token");
    // An answer that is none ends the ceremony, on whichever replica.
    let fields = [("ceremony", ceremony), ("answer", "{}")];
    has(&send(&there, "app/sign-in/passkey", &fields).await.status(403).text(), &["This passkey opens nothing here"]);
    assert_eq!(app.db().number("select count(*) from ceremonies").await, 0);
    send(&here, "app/sign-in/passkey", &fields).await.status(403);
    // Adding one needs a session, and asks for a key that the device finds by itself.
    let payee = app.payee("anna");
    send(&here, &payee.sign_in_url.replace("https://chit.example/", &app.base), &[]).await.status(303);
    let adding = send(&here, "app/settings/passkeys/start", &[]).await.status(200).json();
    let selection = &adding["options"]["authenticatorSelection"];
    assert_eq!((&selection["residentKey"], &selection["userVerification"]), (&"required".into(), &"required".into()));
    // It is no challenge for signing in.
    let ceremony = adding["ceremony"].as_str().expect("a token");
    send(&there, "app/sign-in/passkey", &[("ceremony", ceremony), ("answer", "{}")]).await.status(403);
    assert_eq!(app.db().number("select count(*) from ceremonies").await, 1);
    assert_eq!(send(&there, "app/settings/passkeys/start", &[]).await.status(303).location(), "/app/sign-in");
}

async fn passkeys_need_a_host_name(app: App) {
    let owner = app.signed_in(&app.payee("anna")).await;
    has(&owner.page("app/settings/devices").await, &["Passkeys need a host name and https"]);
    has_not(&app.browser().page("app/sign-in").await, &["data-passkey"]);
    app.browser().post("app/sign-in/start", &[]).await.status(409);
    owner.post("app/settings/passkeys/start", &[]).await.status(409);
    assert_eq!(app.db().number("select count(*) from ceremonies").await, 0);
}

/// The statement that gives a member a passkey.
fn passkey_of(member: &str) -> String {
    format!(
        "insert into passkeys (id, member_id, credential_id, label, counter, created_at, credential) \
        select 'psk_' || id, id, id, 'Phone', 0, created_at, '{{}}' from members where id = '{member}'"
    )
}

async fn owner_keys_end_with_the_first_passkey_where_that_is_set(app: App) {
    let payee = app.payee("anna");
    let owner = app.signed_in(&payee).await;
    let key = new_owner_key(&owner).await;
    app.browser().post(&invited(&owner, "Second", "owner").await, &[]).await.status(303);
    let ids = app.db().texts("select id from members order by created_at").await;
    let app = app.with(&[("CHIT_REQUIRE_PASSKEY", "on")]).await;
    let try_key = async || app.browser().post("app/sign-in", &[("owner_key", &key)]).await;
    try_key().await.status(303);
    // Another owner's passkey opens nothing to whoever has this key.
    assert_eq!(app.db().execute(&passkey_of(&ids[1])).await, 1);
    try_key().await.status(303);
    assert_eq!(app.db().execute(&passkey_of(&ids[0])).await, 1);
    has(&try_key().await.status(403).text(), &["Owner keys don’t sign in here once there is a passkey"]);
    // Whoever runs the service can still let somebody in who has lost everything.
    let link = app.cli_ok(&["payee", "sign-in", "anna"]);
    app.browser().post(link.trim(), &[]).await.status(303);
    let app = app.with(&[("CHIT_REQUIRE_PASSKEY", "off")]).await;
    app.browser().post("app/sign-in", &[("owner_key", &key)]).await.status(303);
}

async fn what_was_typed_outlives_a_session(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let key = new_owner_key(&seller).await;
    seller.post("app/sign-out-everywhere", &[]).await.status(303);
    let fields = [("amount", "25.00"), ("currency", "EUR"), ("memo", "Two \"loaves\" & <a cake>")];
    let kept = seller.post("app/new", &fields).await.status(401).text();
    has(&kept, &["Sign in to go on. What you typed is kept."]);
    assert_eq!(app.db().number("select count(*) from requests").await, 0);
    let page = Page::read(&kept);
    let kept =
        page.all("input").into_iter().find(|input| input.attribute("name") == "kept").expect("kept").attribute("value");
    // A mistake at signing in loses it neither.
    let wrong = seller.post("app/sign-in", &[("owner_key", "wrong"), ("kept", kept)]).await.status(403).text();
    let again = Page::read(&wrong);
    assert!(again.all("input").iter().any(|input| input.attribute("value") == kept));
    let back = seller.post("app/sign-in", &[("owner_key", &key), ("kept", kept)]).await.status(200).text();
    has(&back, &["You are signed in", "anna"]);
    let page = Page::read(&back);
    let fields: Vec<_> =
        page.all("input").iter().map(|input| (input.attribute("name"), input.attribute("value"))).collect();
    assert_eq!(page.one("form").attribute("action"), "/app/new");
    seller.post("app/new", &fields).await.status(303);
    assert_eq!(app.db().texts("select memo from requests").await, ["Two \"loaves\" & <a cake>"]);
    // So does a page that was asked for.
    let asked = app.browser().get("app/requests?q=cakes").await.status(303).location().to_owned();
    let page = Page::read(&app.browser().page(asked.trim_start_matches('/')).await);
    let kept = page.all("input").into_iter().find(|input| input.attribute("name") == "kept").expect("kept");
    let fields = [("owner_key", key.as_str()), ("kept", kept.attribute("value"))];
    let answer = app.browser().post("app/sign-in", &fields).await.status(303);
    assert_eq!(answer.location(), "/app/requests?q=cakes");
    // An address that somebody else wrote names no form.
    let page = app.browser().page("app/sign-in?to=%2Fapp%2Fnew%20do%3Dnew-request%26amount%3D500").await;
    has_not(&page, &["name=\"kept\"", "What you typed"]);
    // What leads elsewhere is not kept, nor what may be a secret.
    for path in ["https://evil.example/", "//evil.example", "/app/methods", "/r/x/pay"] {
        let kept = format!("{path} do=new-request");
        let answer = app.browser().post("app/sign-in", &[("owner_key", &key), ("kept", &kept)]).await.status(303);
        assert_eq!(answer.location(), "/app");
        let answer = app.browser().post("app/sign-in", &[("owner_key", &key), ("kept", path)]).await.status(303);
        assert_eq!(answer.location(), if path == "/app/methods" { path } else { "/app" });
    }
    let secret = app.browser().post("app/methods", &[("rail", "stripe"), ("secret_key", "sk_test_secret")]).await;
    assert_eq!(secret.status(303).location(), "/app/sign-in");
}

async fn a_session_goes_on_while_it_is_used(app: App) {
    let payee = app.payee("anna");
    let seller = app.signed_in(&payee).await;
    let at = |days: i64| (now() + TimeDelta::days(days)).format("%Y-%m-%dT%H:%M:%S%.6f+00:00").to_string();
    let set = async |column: &str, days: i64| {
        app.db().execute(&format!("update sessions set {column} = '{}'", at(days))).await;
    };
    let renewed = async || seller.get("app").await.status(200).headers.contains_key("set-cookie");
    assert!(!renewed().await, "on its first day it has its whole time");
    set("expires_at", 3).await;
    let shown = seller.get("app").await.status(200);
    has(shown.header("set-cookie"), &["chit=", "Max-Age=2591", "HttpOnly", "SameSite=Lax"]);
    assert_eq!(app.db().number(&format!("select count(*) from sessions where expires_at > '{}'", at(29))).await, 1);
    assert!(!renewed().await, "once a day is enough");
    // After a year it ends, however often it is used.
    set("created_at", -350).await;
    set("expires_at", 3).await;
    has(seller.get("app").await.header("set-cookie"), &["Max-Age=1295"]);
    assert_eq!(app.db().number(&format!("select count(*) from sessions where expires_at > '{}'", at(16))).await, 0);
    set("created_at", -364).await;
    set("expires_at", 1).await;
    assert!(!renewed().await);
    // One that has ended stays so.
    set("created_at", -3).await;
    set("expires_at", -1).await;
    let ended = seller.get("app").await.status(303);
    assert!(ended.location().starts_with("/app/sign-in"), "{}", ended.location());
    assert!(!ended.headers.contains_key("set-cookie"));
    // What ends a session does not renew it.
    set("expires_at", 3).await;
    has(seller.post("app/sign-out", &[]).await.status(303).header("set-cookie"), &["Max-Age=0"]);
    assert_eq!(app.db().number("select count(*) from sessions").await, 0);
}
