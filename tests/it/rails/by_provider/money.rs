//! Money arrives: once, by the provider's own word, as much as came, and also when nobody told us.

use std::collections::BTreeSet;

use futures_util::future::join_all;
use serde_json::Value;

use super::stage::{HANDLE, Payment, Stage, method, post, says, so, standing};
use super::{Double, Fact, PART, PRICE, Told};
use crate::rails::doubles::line::Heard;
use crate::support::{App, has, has_not, now};

/// The rest of [`PRICE`], or of another amount, when the provider has taken its fee.
fn net(gross: &str, fee: &str) -> String {
    let minor = |text: &str| text.replace('.', "").parse::<i64>().expect("an amount");
    let net = minor(gross) - minor(fee);
    format!("{}.{:02}", net / 100, net % 100)
}

pub async fn is_booked_once<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let before = stage.double.line().map_or(0, |line| line.heard().len());
    let payment = stage.begun().await;
    if let Some(line) = stage.double.line() {
        for heard in &line.heard()[before..] {
            says_no_more_than_it_must(&stage, &payment, heard).await;
        }
    }
    assert_eq!(stage.stands(&payment.code).await, standing("open", 0, "0.00"));
    // Who comes back without having paid can go on.
    if !payment.page.starts_with("/p/") {
        has(&stage.look(&payment).await, &[&format!("href=\"{}\"", payment.page)]);
    }

    // Whoever tells at the method of somebody else who has the same account speaks of nobody's payment.
    let berta = stage.app.api(&stage.app.payee("berta").api_key);
    let (_, other) = method(&berta, &stage.double).await;
    stage.double.pay(&payment.begun.order, PRICE, "EUR");
    let told = stage.double.tell(&payment.begun.order, Fact::Settled);
    let answer = post(&other, told.as_ref().unwrap_or(&made_up())).await;
    assert!([204, 401].contains(&answer.code), "{}", answer.text());
    assert_eq!(stage.state(&payment).await, "pending");
    assert_eq!(berta.get("payments").await.status(200).json()["data"], serde_json::json!([]));
    assert_eq!(stage.app.db().number("select count(*) from ledger_entries").await, 0);

    // Fifty times at once, and then once more under another name, as providers do.
    match &told {
        Some(told) => drop(join_all((0..50).map(|_| deliver(&stage.hook, told))).await),
        None => {
            join_all((0..50).map(|_| stage.look(&payment))).await;
            stage.tell(&payment, Fact::Settled).await;
        }
    }
    stage.tell(&payment, Fact::Settled).await;
    assert_eq!(stage.stands(&payment.code).await, standing("paid", 1, PRICE));
    let lines = stage.lines(&payment).await;
    let [line] = lines.as_slice() else { panic!("one line, not {lines:?}") };
    let net = net(PRICE, D::FEE);
    says(line, &[("type", "settlement"), ("currency", "EUR"), ("gross", PRICE), ("fee", D::FEE), ("net", &net)]);
    // An unsigned message only made the service ask.
    let evidence = if D::CAN.sign { "webhook" } else { "poll" };
    says(line, &[("status", "settled"), ("rail", D::BOOKED), ("evidence", evidence), ("reverses_id", "")]);
    says(line, &[("request_code", &payment.code), ("evidence_ref", &payment.begun.order)]);
    assert_eq!(stage.payment(&payment).await["fee"], D::FEE);
    has(&stage.app.browser().page(&payment.begun.own).await, &["PAID"]);
    stage.leave_and_search().await;
}

/// A request of ours has nothing in it but the amount, our names for the payment, the payer's own page, our door for messages, a
/// moment, and words that are the same for everybody.
async fn says_no_more_than_it_must<D: Double>(stage: &Stage<D>, payment: &Payment, heard: &Heard) {
    let request = stage.api.get(&format!("requests/{}", payment.code)).await.status(200).json();
    let rf = request["rf"].as_str().expect("a reference").replace(' ', "");
    let own = payment.begun.own.trim_start_matches('/');
    let known = [payment.id.clone(), rf, PRICE.into(), "2500".into(), "EUR".into(), "eur".into(), stage.hook.clone()];
    let is_moment = |text: &str| text.parse::<i64>().is_ok_and(|at| at.abs_diff(now().timestamp()) < 2 * 24 * 3600);
    for said in said(heard) {
        let plain = said.replace(' ', "");
        let marked = stage.double.mark(&payment.begun.order).as_ref() == Some(&said);
        let fine = marked || known.contains(&plain) || D::WORDS.contains(&said.as_str()) || is_moment(&said);
        assert!(fine || said.ends_with(own), "{} {} says {said:?}", heard.method, heard.path);
    }
    let usual = ["accept", "accept-encoding", "authorization", "content-length", "content-type", "host", "user-agent"];
    let usual: BTreeSet<_> = usual.into_iter().chain(D::HEADERS.iter().copied()).collect();
    for (name, value) in &heard.headers {
        assert!(usual.contains(name.as_str()), "{} is sent {name}: {value}", heard.path);
    }
    assert_eq!(heard.headers.get("user-agent").map(String::as_str), Some("Chit"));
    let whole = format!("{heard:?}").to_lowercase();
    has_not(&whole, &["zq7memo", "zq7-4711", "loaves", HANDLE]);
}

/// The contents of a request, one by one: the values of its query, and of its form or its JSON.
fn said(heard: &Heard) -> Vec<String> {
    let pairs = |text: &str| -> Vec<String> {
        let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text).expect("a form");
        pairs.into_iter().map(|(_, value)| value).collect()
    };
    let mut said = pairs(heard.path.split_once('?').map_or("", |(_, query)| query));
    match heard.headers.get("content-type").map(String::as_str) {
        Some("application/json") => leaves(&serde_json::from_str(&heard.body).expect("JSON"), &mut said),
        Some(_) => said.extend(pairs(&heard.body)),
        None => assert_eq!(heard.body, ""),
    }
    said
}

fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|value| leaves(value, found)),
        Value::Array(values) => values.iter().for_each(|value| leaves(value, found)),
        Value::String(text) => found.push(text.clone()),
        other => found.push(other.to_string()),
    }
}

/// A message of a provider that has none.
fn made_up() -> Told {
    Told { headers: Vec::new(), body: br#"{"status": "OK", "settled": true, "preimage": "00"}"#.to_vec() }
}

/// Delivers until the service has it, as a provider does.
async fn deliver(hook: &str, told: &Told) {
    for _ in 0..200 {
        let answer = post(hook, told).await;
        match answer.code {
            204 => return,
            503 => assert!(!answer.header("retry-after").is_empty(), "it says when"),
            other => panic!("{other}: {}", answer.text()),
        }
    }
    panic!("the service never takes it");
}

pub async fn comes_late<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    // What came to nothing leaves the link as it was, and its end is its own.
    if D::CAN.tell {
        let declined = stage.begun().await;
        stage.double.fail(&declined.begun.order);
        stage.tell(&declined, Fact::Failed).await;
        assert_eq!(stage.state(&declined).await, "failed");
        assert_eq!(stage.stands(&declined.code).await, standing("open", 0, "0.00"));
        let again = stage.begin(&declined.code).await;
        assert_ne!(again.begun.order, declined.begun.order);
        stage.double.pay(&again.begun.order, PRICE, "EUR");
        stage.tell(&again, Fact::Settled).await;
        assert_eq!(stage.stands(&declined.code).await, standing("paid", 1, PRICE));
        stage.tell(&declined, Fact::Failed).await;
        assert_eq!(stage.stands(&declined.code).await, standing("paid", 1, PRICE));
    }

    // Money is recorded even where nobody waits for it any more: what was paid before the service heard of it, or knew of its end.
    let paid = async || {
        let payment = stage.begun().await;
        stage.double.pay(&payment.begun.order, PRICE, "EUR");
        stage.double.finish(&payment.begun.order);
        payment
    };
    let cancelled = paid().await;
    stage.api.post(&format!("requests/{}/cancel", cancelled.code), &serde_json::json!({})).await.status(200);
    let expired = paid().await;
    let db = stage.app.db();
    db.execute(&format!("update requests set expires_at = created_at where code = '{}'", expired.code)).await;
    let given_up = paid().await;
    db.execute(&format!("update payments set state = 'expired' where id = '{}'", given_up.id)).await;
    for (payment, status, outcome) in [
        (&cancelled, "cancelled", "applied_cancelled"),
        (&expired, "paid", "applied_late"),
        (&given_up, "paid", "applied"),
    ] {
        stage.tell(payment, Fact::Settled).await;
        assert_eq!(stage.stands(&payment.code).await, standing(status, 1, PRICE), "{status}");
        // Ending it at the provider may have told before.
        assert!(stage.outcomes().await.contains(&outcome.to_owned()), "{outcome}");
        assert_eq!(stage.lines(payment).await.len(), 1);
    }
    stage.leave().await;
}

pub async fn moves_by_its_own_word_only<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    let payment = stage.begun().await;
    // A provider that signs is not believed without its signature although it is true; a hint is heard, and is not true. So many messages
    // about one payment of PayPal's are a hint, too.
    let is_hint = !D::CAN.sign || D::RAIL == "paypal";
    if !is_hint {
        stage.double.pay(&payment.begun.order, PRICE, "EUR");
    }
    let told = stage.double.tell(&payment.begun.order, Fact::Settled).unwrap_or_else(made_up);
    let mut forged = stage.double.forged(&told);
    for at in 0..told.headers.len() {
        let mut fewer = told.clone();
        fewer.headers.remove(at);
        forged.push(("without a header", fewer));
    }
    forged.push(("without any header", Told { headers: Vec::new(), ..told.clone() }));
    forged.push(("empty", Told { body: Vec::new(), ..told.clone() }));
    forged.push(("cut off", Told { body: told.body[..told.body.len() / 2].to_vec(), ..told.clone() }));
    forged.push(("longer", Told { body: [&told.body[..], b"{}"].concat(), ..told.clone() }));
    for bit in (0..told.body.len() * 8).step_by(told.body.len() * 8 / 40 + 1) {
        let mut flipped = told.clone();
        flipped.body[bit / 8] ^= 1 << (bit % 8);
        forged.push(("a bit is flipped", flipped));
    }
    let before = stage.app.db().rows().await;
    for (how, forged) in &forged {
        let answer = post(&stage.hook, forged).await;
        // Where the provider has to be asked whose a message is, one that names no payment of ours, can't be read or is a forgery too many is
        // turned away without asking.
        let unasked = D::RAIL == "paypal" && [204, 400, 429].contains(&answer.code);
        let refused = if D::CAN.sign { answer.code == 401 || unasked } else { answer.code < 500 };
        assert!(refused, "{how}: {} {}", answer.code, answer.text());
    }
    if is_hint {
        if !D::CAN.sign {
            post(&stage.hook, &told).await;
        }
        stage.double.pay(&payment.begun.order, PRICE, "EUR");
    }
    // A door is one method's, of one rail.
    let own = format!("/hooks/{}/", D::RAIL);
    for door in
        [stage.hook.replace(&own, "/hooks/sepa/"), stage.hook.replace(&own, "/hooks/zq7/"), format!("{}x", stage.hook)]
    {
        post(&door, &told).await.status(404).problem();
    }
    assert_eq!(stage.app.db().rows().await, before, "something was written");
    assert_eq!(stage.state(&payment).await, "pending");
    if D::RAIL == "paypal" {
        // So many forgeries have used up what may be asked about one payment within a minute. A new process has not heard them.
        stage.restart().await;
    }
    stage.tell(&payment, Fact::Settled).await;
    assert_eq!(stage.stands(&payment.code).await, standing("paid", 1, PRICE));
    stage.leave().await;
}

pub async fn is_as_the_provider_has_it<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let told = async |payment: &Payment, fact: Fact| {
        let told = stage.double.tell(&payment.begun.order, fact).expect("it tells");
        let altered = stage.double.altered(&told).expect("its messages are the payee's to sign");
        post(&stage.hook, &altered).await.status(204);
    };
    // Nobody has paid, whatever the payee signs.
    let unpaid = stage.begun().await;
    told(&unpaid, Fact::Settled).await;
    assert_eq!(stage.state(&unpaid).await, "pending");
    assert_eq!(stage.stands(&unpaid.code).await, standing("open", 0, "0.00"));
    assert_eq!(stage.lines(&unpaid).await.len(), 0);
    // Another amount in another currency than came, and than was taken back.
    let paid = stage.begun().await;
    stage.double.pay(&paid.begun.order, PRICE, "EUR");
    told(&paid, Fact::Settled).await;
    assert_eq!(stage.stands(&paid.code).await, standing("paid", 1, PRICE));
    let lines = stage.lines(&paid).await;
    says(&lines[0], &[("gross", PRICE), ("fee", D::FEE), ("currency", "EUR"), ("evidence", "webhook")]);
    if D::CAN.send_back {
        stage.double.send_back(&paid.begun.order, PART);
        told(&paid, Fact::Refunded).await;
        assert_eq!(stage.gone(&paid).await, so(PART, "partially_refunded"));
    }
    if D::CAN.dispute {
        let lost = stage.paid().await;
        told(&lost, Fact::DisputeLost).await;
        assert_eq!(stage.gone(&lost).await, so(PRICE, "refunded"));
    }
    assert!(!stage.outcomes().await.iter().any(|outcome| outcome == "wrong_currency"));
    stage.leave().await;
}

pub async fn is_booked_as_it_came<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let amounts = [("19.99", "under", "open"), ("30.00", "over", "paid")];
    for (amount, difference, status) in amounts.into_iter().filter(|_| D::CAN.take_any_amount) {
        let payment = stage.begun().await;
        stage.double.pay(&payment.begun.order, amount, "EUR");
        stage.tell(&payment, Fact::Settled).await;
        let known = stage.payment(&payment).await;
        assert_eq!(
            (&known["amount"], &known["asked"], &known["difference"]),
            (&amount.into(), &PRICE.into(), &difference.into())
        );
        assert_eq!(stage.stands(&payment.code).await, standing(status, 1, amount));
        says(&stage.lines(&payment).await[0], &[("gross", amount), ("fee", D::FEE), ("net", &net(amount, D::FEE))]);
    }
    // Another currency is kept as evidence for the payee to see, and nothing else comes of it.
    if D::CAN.take_any_currency {
        let payment = stage.begun().await;
        stage.double.pay(&payment.begun.order, PRICE, "USD");
        stage.tell(&payment, Fact::Settled).await;
        assert_eq!(stage.state(&payment).await, "pending");
        assert_eq!(stage.outcomes().await.last().map(String::as_str), Some("wrong_currency"));
        assert_eq!(stage.lines(&payment).await.len(), 0);
        has(
            &stage.seller.page(&format!("app/requests/{}", payment.code)).await,
            &["$25.00, which is not the currency"],
        );
    }
    stage.leave().await;
}

pub async fn is_asked_for<D: Double>(app: App) {
    let mut stage = Stage::<D>::set(app).await;
    // The payer comes back before the message, which is lost.
    let seen = stage.begun().await;
    has_not(&stage.look(&seen).await, &["PAID"]);
    stage.double.pay(&seen.begun.order, PRICE, "EUR");
    has(&stage.look(&seen).await, &["PAID"]);
    // Nobody comes back. The worker asks.
    let unseen = stage.begun().await;
    let waiting = stage.begun().await;
    stage.double.pay(&unseen.begun.order, PRICE, "EUR");
    stage.restart().await;
    stage.until("the worker asks", async || stage.state(&unseen).await == "settled").await;
    for payment in [&seen, &unseen] {
        let lines = stage.lines(payment).await;
        let [line] = lines.as_slice() else { panic!("one line, not {lines:?}") };
        says(line, &[("gross", PRICE), ("fee", D::FEE), ("evidence", "poll"), ("evidence_ref", &payment.begun.order)]);
        // The message comes after all, and says what is known.
        stage.tell(payment, Fact::Settled).await;
        assert_eq!(stage.lines(payment).await.len(), 1);
        assert_eq!(stage.stands(&payment.code).await, standing("paid", 1, PRICE));
    }
    assert_eq!(stage.state(&waiting).await, "pending", "what nobody paid is asked about and stays");
    stage.leave().await;
}
