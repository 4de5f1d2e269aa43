//! Whatever there is only one of, or only so many of: asked for at the same moment, through two replicas, it is given as often as it may be,
//! and everybody else is told why not.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use chit::actions::payees::api_key::KeyDraft;
use chit::actions::payees::members::{self, Invitation};
use chit::actions::payees::{api_key, passkeys, recovery, sign_in};
use chit::actions::payments::payer_input::PayerInput;
use chit::actions::payments::start::start_payment;
use chit::actions::{Context, Error};
use chit::domain::chance::Chance;
use chit::domain::id::{MemberId, PasskeyId, PayeeId};
use chit::domain::request::Status;
use chit::domain::request::code::RequestCode;
use chit::domain::secret::token::Token;
use chit::store::NewPasskey;
use futures_util::future::join_all;
use libtest_mimic::Trial;
use serde_json::{Value, json};

use crate::house::store::context;
use crate::rails::doubles::stripe::{KEY, WEBHOOK_SECRET};
use crate::support::{Answer, Api, App, both, client, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_payee_has_no_more_methods_than_it_may,
        a_methods_id_is_taken_once,
        a_taken_id_is_no_dead_end_on_the_page,
        a_call_that_two_replicas_get_is_done_once,
        a_handle_is_taken_once,
        a_link_that_is_good_once_is_used_once,
        a_new_key_puts_an_end_to_every_other,
        whoever_is_removed_leaves_nothing_behind,
        an_owner_who_is_gone_makes_nothing,
        a_member_has_as_many_passkeys_and_codes_as_it_may,
        a_payee_has_as_many_members_as_it_may,
        a_payment_is_refunded_in_no_more_parts_than_it_may,
        a_request_that_is_cancelled_meanwhile_begins_no_payment,
    ]
}

/// How often each status was answered.
fn counted(answers: &[Answer]) -> BTreeMap<u16, usize> {
    let mut counted = BTreeMap::new();
    for answer in answers {
        *counted.entry(answer.code).or_default() += 1;
    }
    counted
}

/// Panics unless every answer of this status names this field and nothing else.
#[track_caller]
fn each_names(answers: &[Answer], code: u16, field: &str, problem: &str) {
    for answer in answers.iter().filter(|answer| answer.code == code) {
        assert_eq!(answer.problems(), [(field.to_owned(), problem.to_owned())]);
    }
}

/// A body, posted to both replicas in turn at the same moment, so many times.
async fn at_once(apis: [&Api; 2], path: &str, times: usize, body: impl Fn(usize) -> Value) -> Vec<Answer> {
    join_all((0..times).map(|n| {
        let (api, body) = (apis[n % 2].clone(), body(n));
        async move { api.post(path, &body).await }
    }))
    .await
}

async fn a_payee_has_no_more_methods_than_it_may(app: App) {
    let other = app.replica().await;
    let anna = app.payee("anna");
    let apis = [&app.api(&anna.api_key), &other.api(&anna.api_key)];
    let made = at_once(apis, "methods", 25, |_| json!({"rail": "demo"})).await;
    assert_eq!(counted(&made), [(201, 20), (400, 5)].into());
    each_names(&made, 400, "rail", "too_many");
    assert_eq!(app.db().number("select count(*) from methods").await, 20);
    assert_eq!(apis[0].get("methods").await.json()["data"].as_array().map(Vec::len), Some(20));
    // One that is taken away makes room for one.
    let id = made.iter().find(|answer| answer.code == 201).expect("one was made").json()["id"].clone();
    apis[0].delete(&format!("methods/{}", id.as_str().expect("an id"))).await.status(204);
    let again = at_once(apis, "methods", 6, |_| json!({"rail": "demo"})).await;
    assert_eq!(counted(&again), [(201, 1), (400, 5)].into());
    // Another payee's are counted by themselves.
    app.api(&app.payee("berta").api_key).post("methods", &json!({"rail": "demo"})).await.status(201);
}

async fn a_methods_id_is_taken_once(app: App) {
    let other = app.replica().await;
    let apis = [&app.api(&app.payee("anna").api_key), &other.api(&app.payee("berta").api_key)];
    for round in 0..3 {
        let id = format!("mtd_{round}{}", "a".repeat(21));
        let body = json!({"id": id, "rail": "demo"});
        let made = at_once(apis, "methods", 8, |_| body.clone()).await;
        assert_eq!(counted(&made), [(201, 1), (409, 7)].into());
        each_names(&made, 409, "id", "taken");
        // Later, and when the method is gone, it is the same.
        for api in apis {
            each_names(&[api.post("methods", &body).await.status(409)], 409, "id", "taken");
            api.delete(&format!("methods/{id}")).await;
            each_names(&[api.post("methods", &body).await.status(409)], 409, "id", "taken");
        }
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 3);
}

async fn a_taken_id_is_no_dead_end_on_the_page(app: App) {
    let payee = app.payee("anna");
    let (api, seller) = (app.api(&payee.api_key), app.signed_in(&payee).await);
    let id = format!("mtd_{}", "a".repeat(22));
    api.post("methods", &json!({"id": id, "rail": "demo"})).await.status(201);
    let iban = "DE75512108001245126199";
    let fields = [("rail", "sepa"), ("id", id.as_str()), ("iban", iban), ("beneficiary", "Anna Beispiel")];
    let page = seller.post("app/methods", &fields).await.status(409).text();
    has(&page, &["A method has or had this id.", iban, "Anna Beispiel"]);
    let stripe = [("rail", "stripe"), ("id", id.as_str()), ("secret_key", KEY), ("webhook_secret", WEBHOOK_SECRET)];
    let page = seller.post("app/methods", &stripe).await.status(409).text();
    has_not(&page, &[&format!("value=\"{id}\"")]);
}

async fn a_call_that_two_replicas_get_is_done_once(app: App) {
    let other = app.replica().await;
    let anna = app.payee("anna");
    let apis = [app.api(&anna.api_key), other.api(&anna.api_key)];
    for round in 0..5 {
        let body = json!({"id": format!("mtd_{round}{}", "b".repeat(21)), "rail": "demo"});
        let key = format!("key-{round}");
        let [one, two] = &apis;
        let (one, two) = tokio::join!(one.post_once("methods", &key, &body), two.post_once("methods", &key, &body));
        assert_eq!((one.code, two.code), (201, 201), "{}\n{}", one.text(), two.text());
        assert_eq!(one.body, two.body);
    }
    assert_eq!(app.db().number("select count(*) from methods").await, 5);
}

async fn a_handle_is_taken_once(app: App) {
    let open = [("CHIT_SIGNUP", "open")];
    let app = app.with(&open).await;
    let other = app.replica().await.with(&open).await;
    // Two of them look like one another.
    let wanted = ["anna1", "annal", "anna1", "annal", "anna1", "annal", "anna1", "annal"];
    let made = join_all(wanted.iter().enumerate().map(|(n, handle)| {
        let browser = [&app, &other][n % 2].browser();
        async move { browser.post("app/sign-up", &[("handle", handle), ("name", "Anna & Söhne")]).await }
    }))
    .await;
    assert_eq!(counted(&made), [(201, 1), (400, 7)].into());
    for refused in made.iter().filter(|answer| answer.code == 400) {
        has(&refused.text(), &["is taken. Choose another.", "Anna &#38; Söhne"]);
    }
    assert_eq!(app.db().number("select count(*) from payees").await, 1);
    assert_eq!(app.db().number("select count(*) from credentials").await, 1);
}

async fn a_link_that_is_good_once_is_used_once(app: App) {
    let invite = [("CHIT_SIGNUP", "invite")];
    let app = app.with(&invite).await;
    let other = app.replica().await.with(&invite).await;
    let link = app.cli_ok(&["payee", "invite"]);
    let invitation = link.trim().rsplit("invite=").next().expect("a token");
    let made = join_all((0..8).map(|n| {
        let browser = [&app, &other][n % 2].browser();
        async move {
            let handle = format!("anna-{n}");
            browser.post("app/sign-up", &[("handle", handle.as_str()), ("invite", invitation)]).await
        }
    }))
    .await;
    assert_eq!(counted(&made), [(201, 1), (403, 7)].into());
    let berta = app.payee("berta");
    let path = berta.sign_in_url.trim_start_matches(&app.base).to_owned();
    let path = path.split_once("/app/").map_or(path.clone(), |(_, rest)| format!("app/{rest}"));
    let signed_in = join_all((0..8).map(|n| {
        let (browser, path) = ([&app, &other][n % 2].browser(), path.as_str());
        async move { browser.post(path, &[]).await }
    }))
    .await;
    assert_eq!(counted(&signed_in), [(303, 1), (403, 7)].into());
    assert_eq!(app.db().number("select count(*) from sessions").await, 2);
}

async fn a_new_key_puts_an_end_to_every_other(mut app: App) {
    app.payee("anna");
    let ctx = context(&mut app).await;
    let (payee, owner) = first_owner(&ctx).await;
    for _ in 0..5 {
        let keys = join_all((0..6).map(|_| sign_in::new_owner_key(&ctx, &payee, &owner))).await;
        let opens =
            join_all(keys.iter().map(|key| sign_in::by_owner_key(&ctx, key.as_ref().expect("a key"), false))).await;
        assert_eq!(opens.iter().filter(|opened| opened.is_ok()).count(), 1);
        let keys = join_all((0..6).map(|_| api_key::make_api_key(&ctx, &payee, "shop"))).await;
        let hashes: Vec<_> = keys.iter().map(|key| key.as_ref().expect("a key").hash()).collect();
        let known = join_all(hashes.iter().map(|hash| ctx.store.api_key(hash))).await;
        assert_eq!(known.iter().filter(|record| record.as_ref().expect("a look").is_some()).count(), 1);
    }
    ctx.store.close().await;
    assert_eq!(app.db().number("select count(*) from credentials").await, 1);
    let valid = "select count(*) from api_keys where label = 'shop' and revoked_at is null";
    assert_eq!(app.db().number(valid).await, 1);
}

/// The only payee, and its first owner.
async fn first_owner(ctx: &Context) -> (PayeeId, MemberId) {
    let payee = ctx.store.payees().await.expect("payees").remove(0).id;
    let owner = ctx.store.members(&payee).await.expect("members").remove(0).id;
    (payee, owner)
}

async fn invited(ctx: &Context, payee: &PayeeId, by: &MemberId) -> Result<Token, Error> {
    members::invite(ctx, payee, by, &Invitation { role: "owner".into(), label: "Second".into() }).await
}

/// A second owner.
async fn second_owner(ctx: &Context, payee: &PayeeId, first: &MemberId) -> MemberId {
    let invitation = invited(ctx, payee, first).await.expect("an invitation");
    let session = members::join(ctx, &invitation).await.expect("a member");
    let session = ctx.store.session(&session.hash(), ctx.clock.now()).await.expect("a look");
    session.expect("a session").member_id
}

fn passkey(member: &MemberId) -> NewPasskey {
    let id = PasskeyId::draw(&Chance::secure());
    let (credential_id, label, credential) = (id.to_string(), "Phone".into(), "{}".into());
    NewPasskey { id, member: member.clone(), credential_id, label, counter: 0, credential }
}

async fn whoever_is_removed_leaves_nothing_behind(mut app: App) {
    app.payee("anna");
    let ctx = context(&mut app).await;
    let (payee, first) = first_owner(&ctx).await;
    for _ in 0..8 {
        let second = second_owner(&ctx, &payee, &first).await;
        let key = sign_in::new_owner_key(&ctx, &payee, &second).await.expect("a key");
        let again = async |_| sign_in::by_owner_key(&ctx, &key, false).await.is_ok();
        let invites = async |_| invited(&ctx, &payee, &second).await.is_ok();
        let draws = async |_| sign_in::new_owner_key(&ctx, &payee, &second).await.is_ok();
        let adds = async |_| passkeys::keep(&ctx, &payee, passkey(&second)).await.is_ok();
        let (.., removed) = tokio::join!(
            join_all((0..6).map(again)),
            join_all((0..3).map(invites)),
            join_all((0..3).map(adds)),
            join_all((0..3).map(draws)),
            members::remove(&ctx, &payee, &first, &second),
        );
        removed.expect("removed");
        for table in ["sessions", "credentials", "passkeys", "ceremonies", "recovery_codes"] {
            let left = format!("select count(*) from {table} where member_id = '{second}'");
            assert_eq!(app.db().number(&left).await, 0, "{table}");
        }
        assert_eq!(app.db().number("select count(*) from one_time_links where purpose = 'join'").await, 0);
    }
    ctx.store.close().await;
}

/// What was allowed when its page was asked for comes after the removal here.
async fn an_owner_who_is_gone_makes_nothing(mut app: App) {
    app.payee("anna");
    let ctx = context(&mut app).await;
    let (payee, first) = first_owner(&ctx).await;
    let second = second_owner(&ctx, &payee, &first).await;
    members::remove(&ctx, &payee, &first, &second).await.expect("removed");
    let tables = ["sessions", "credentials", "passkeys", "recovery_codes", "one_time_links", "api_keys", "members"];
    let count = async || {
        let mut rows = Vec::new();
        for table in tables {
            rows.push(app.db().number(&format!("select count(*) from {table}")).await);
        }
        rows
    };
    let draft = || KeyDraft { name: Some("shop".into()), scopes: Some(vec!["admin".into()]), ..KeyDraft::default() };
    let key = api_key::add_api_key(&ctx, &payee, Some(&first), draft(), None).await.expect("a key").key.id;
    let before = count().await;
    let refused = [
        invited(&ctx, &payee, &second).await.err(),
        sign_in::new_owner_key(&ctx, &payee, &second).await.err(),
        api_key::add_api_key(&ctx, &payee, Some(&second), draft(), None).await.err(),
        api_key::rotate_api_key(&ctx, &payee, Some(&second), &key, None).await.err(),
        passkeys::keep(&ctx, &payee, passkey(&second)).await.err(),
        recovery::renew(&ctx, &payee, &second).await.err(),
        members::remove(&ctx, &payee, &second, &first).await.err(),
    ];
    for (n, error) in refused.iter().enumerate() {
        assert!(matches!(error, Some(Error::Denied)), "{n}: {error:?}");
    }
    assert_eq!(count().await, before);
    ctx.store.close().await;
}

async fn a_member_has_as_many_passkeys_and_codes_as_it_may(mut app: App) {
    app.payee("anna");
    let ctx = context(&mut app).await;
    let (payee, owner) = first_owner(&ctx).await;
    let added = join_all((0..24).map(|_| passkeys::keep(&ctx, &payee, passkey(&owner)))).await;
    assert_eq!(added.iter().filter(|added| added.is_ok()).count(), 20);
    let refused = added.iter().filter(|added| matches!(added, Err(Error::Conflict("error-many-passkeys"))));
    assert_eq!(refused.count(), 4);
    for drawn in join_all((0..3).map(|_| recovery::renew(&ctx, &payee, &owner))).await {
        assert_eq!(drawn.expect("codes").len(), 10);
    }
    ctx.store.close().await;
    assert_eq!(app.db().number("select count(*) from passkeys").await, 20);
    assert_eq!(app.db().number("select count(*) from recovery_codes").await, 10);
}

async fn a_payee_has_as_many_members_as_it_may(mut app: App) {
    app.payee("anna");
    let ctx = context(&mut app).await;
    let (payee, owner) = first_owner(&ctx).await;
    let invitations = join_all((0..53).map(|_| invited(&ctx, &payee, &owner))).await;
    let invitations: Vec<_> = invitations.into_iter().map(|made| made.expect("an invitation")).collect();
    let joined = join_all(invitations.iter().map(|invitation| members::join(&ctx, invitation))).await;
    assert_eq!(joined.iter().filter(|joined| joined.is_ok()).count(), 49);
    let many = |error: &Error| matches!(error, Error::Conflict("error-many-members"));
    assert_eq!(joined.iter().filter_map(|joined| joined.as_ref().err()).filter(|error| many(error)).count(), 4);
    assert!(invited(&ctx, &payee, &owner).await.is_err_and(|error| many(&error)));
    // Whom there was no room for joins by the same invitation once there is.
    let late = joined.iter().position(Result::is_err).expect("somebody");
    let others = ctx.store.members(&payee).await.expect("members");
    assert_eq!(others.len(), 50);
    let seller = "update members set role = 'seller' where role = 'owner' and label = 'Second'";
    assert_eq!(app.db().execute(seller).await, 49);
    let gone = others.iter().find(|other| other.id != owner).expect("another");
    members::remove(&ctx, &payee, &owner, &gone.id).await.expect("removed");
    members::join(&ctx, &invitations[late]).await.expect("room");
    ctx.store.close().await;
}

async fn a_payment_is_refunded_in_no_more_parts_than_it_may(app: App) {
    let other = app.replica().await;
    let (payee, api, _) = app.seller("anna").await;
    let apis = [&api, &other.api(&payee.api_key)];
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let paid = api.post(&format!("requests/{code}/payments"), &json!({})).await.status(201).json();
    let refund = format!("payments/{}/refund", paid["id"].as_str().expect("an id"));
    for _ in 0..97 {
        api.post(&refund, &json!({"amount": "0.01"})).await.status(201);
    }
    let parts = at_once(apis, &refund, 10, |_| json!({"amount": "0.01"})).await;
    assert_eq!(counted(&parts), [(201, 3), (409, 7)].into());
    assert_eq!(app.db().number("select count(*) from refunds").await, 100);
    assert_eq!(app.db().number("select refunded from payments").await, 100);
    app.audit();
}

/// A request is cancelled between the moment in which a payer's choice is read and the one in which the payment is stored.
async fn a_request_that_is_cancelled_meanwhile_begins_no_payment(mut app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let other = app.replica().await;
    let (base, path) = (other.base.clone(), format!("requests/{code}/cancel"));
    let sound = context(&mut app).await;
    let cancelled = AtomicBool::new(false);
    let chance = Chance::scripted(move |length| {
        if !cancelled.swap(true, Ordering::SeqCst) {
            let api = Api::new(client(), &base, &payee.api_key);
            let path = path.clone();
            let cancelling = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime.block_on(async { api.post(&path, &json!({})).await.status(200) })
            });
            cancelling.join().expect("it is cancelled");
        }
        Chance::secure().bytes(length)
    });
    let ctx = Context { chance, ..sound.clone() };
    let code = RequestCode::parse(&code).expect("a code");
    let refused = start_payment(&ctx, &code, &PayerInput::default()).await.expect_err("it is cancelled");
    assert!(matches!(refused, Error::NotOpen(Status::Cancelled)), "{refused}");
    sound.store.close().await;
    assert_eq!(app.db().number("select count(*) from payments").await, 0);
}
