//! The decisions, case by case.

use super::*;
use crate::domain::chance::Chance;

fn code(n: usize) -> RequestCode {
    RequestCode::parse(&"abcdefgh".repeat(2)[n..n + 12]).expect("a code")
}

fn eur(minor: i64) -> Money {
    Money::new(minor, Currency::EUR)
}

fn incoming(minor: i64) -> Incoming {
    Incoming { money: eur(minor), booking_date: day("2026-11-26"), instructed: None }
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn candidate(n: usize, by: FoundBy, outstanding: i64) -> Candidate {
    Candidate {
        request: code(n),
        by,
        is_ambiguous: false,
        currency: Currency::EUR,
        outstanding: Some(outstanding),
        status: Status::Open,
        settled: None,
        is_booked_elsewhere: false,
        is_recorded: false,
    }
}

fn why(decision: Option<Decision>) -> Vec<(RequestCode, Reason)> {
    match decision {
        Some(Decision::Suggest(list)) => {
            list.into_iter().map(|suggestion| (suggestion.request, suggestion.why)).collect()
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_right_reference_settles_whatever_amount() {
    for by in [FoundBy::Structured, FoundBy::Text, FoundBy::Code] {
        for amount in [1, 2499, 2500, 2501, 99_999] {
            let decided = by_reference(&incoming(amount), &[candidate(0, by, 2500)]);
            assert_eq!(decided, Some(Decision::Settle(vec![(code(0), amount)])), "{by:?}");
        }
    }
    let open = Candidate { outstanding: None, ..candidate(0, FoundBy::Text, 0) };
    assert_eq!(by_reference(&incoming(7), &[open]), Some(Decision::Settle(vec![(code(0), 7)])));
    let late = Candidate { status: Status::Expired, ..candidate(0, FoundBy::Text, 7) };
    assert_eq!(by_reference(&incoming(7), &[late]), Some(Decision::Settle(vec![(code(0), 7)])));
    assert_eq!(by_reference(&incoming(7), &[]), None);
}

#[test]
fn what_is_not_certain_is_a_suggestion() {
    let plain = candidate(0, FoundBy::Structured, 2500);
    let payment = PaymentId::draw(&Chance::secure());
    for (changed, reason) in [
        (Candidate { currency: Currency::CHF, ..plain.clone() }, Reason::OtherCurrency),
        (Candidate { is_ambiguous: true, ..plain.clone() }, Reason::Ambiguous),
        (Candidate { is_booked_elsewhere: true, ..plain.clone() }, Reason::BookedFromOtherFile),
        (Candidate { is_recorded: true, ..plain.clone() }, Reason::RecordedBefore),
        (Candidate { status: Status::Paid, ..plain.clone() }, Reason::PaidAlready),
        (candidate(0, FoundBy::OwnReference, 2400), Reason::OwnReference),
        (Candidate { status: Status::Expired, ..candidate(0, FoundBy::OwnReference, 2500) }, Reason::OwnReference),
    ] {
        assert_eq!(why(by_reference(&incoming(2500), &[changed])), [(code(0), reason)]);
    }
    let kept = Incoming { instructed: Some(eur(2500)), ..incoming(2490) };
    assert_eq!(why(by_reference(&kept, std::slice::from_ref(&plain))), [(code(0), Reason::BankKept)]);
    // What is settled otherwise is not booked again.
    let settled = Candidate { settled: Some(payment.clone()), status: Status::Paid, ..plain };
    assert_eq!(by_reference(&incoming(2500), &[settled]), Some(Decision::Attach(code(0), payment)));
}

#[test]
fn several_references_split_if_they_add_up() {
    let two = [candidate(0, FoundBy::Structured, 2500), candidate(1, FoundBy::Text, 3500)];
    let split = Decision::Settle(vec![(code(0), 2500), (code(1), 3500)]);
    assert_eq!(by_reference(&incoming(6000), &two), Some(split));
    // The one in the field for references goes before that in the text.
    assert_eq!(by_reference(&incoming(2500), &two), Some(Decision::Settle(vec![(code(0), 2500)])));
    let both = [candidate(0, FoundBy::Text, 2500), candidate(1, FoundBy::Text, 3500)];
    let several = [(code(0), Reason::SeveralReferences), (code(1), Reason::SeveralReferences)];
    for amount in [2500, 5999, 6001] {
        assert_eq!(why(by_reference(&incoming(amount), &both)), several);
    }
    // Two requests with the payee's own reference are two hits, even if they add up.
    let own = [candidate(0, FoundBy::OwnReference, 2500), candidate(1, FoundBy::OwnReference, 2500)];
    assert_eq!(why(by_reference(&incoming(5000), &own)).len(), 2);
    // A surer reference goes before a less sure one.
    let unsure = [candidate(0, FoundBy::OwnReference, 2500), candidate(1, FoundBy::Code, 100)];
    assert_eq!(by_reference(&incoming(2500), &unsure), Some(Decision::Settle(vec![(code(1), 2500)])));
}

#[test]
fn amounts_alone_only_suggest() {
    let at = |text: &str| -> Timestamp { text.parse().expect("a moment") };
    let similar = |n: usize, created: &str| Similar {
        request: code(n),
        outstanding: Some(2500),
        currency: Currency::EUR,
        status: Status::Open,
        created_at: at(created),
        claimed_at: None,
    };
    let decide = |list: &[Similar]| by_amount(&incoming(2500), list, Zone::UTC);
    let newest = [similar(0, "2026-11-01T00:00:00Z"), similar(1, "2026-11-20T00:00:00Z")];
    let reasons = [(code(1), Reason::AmountAndTime), (code(0), Reason::AmountAndTime)];
    assert_eq!(why(Some(decide(&newest))), reasons);
    let claimed = Similar { claimed_at: Some(at("2026-11-22T12:00:00Z")), ..newest[0].clone() };
    let reasons = [(code(0), Reason::Claimed), (code(1), Reason::AmountAndTime)];
    assert_eq!(why(Some(decide(&[claimed.clone(), newest[0].clone(), newest[1].clone()]))), reasons);
    for (created, fits) in [
        ("2026-11-27T23:00:00Z", true),
        ("2026-11-28T00:00:00Z", false),
        ("2026-09-27T00:00:00Z", true),
        ("2026-09-26T23:00:00Z", false),
    ] {
        assert_eq!(decide(&[similar(0, created)]) != Decision::Unmatched, fits, "{created}");
        let (from, to) = window(day("2026-11-26"), Zone::UTC);
        assert!(!fits || (from..to).contains(&at(created)), "{created}");
    }
    for other in [
        Similar { outstanding: Some(2499), ..newest[0].clone() },
        Similar { currency: Currency::CHF, ..newest[0].clone() },
        Similar { status: Status::Expired, ..claimed },
    ] {
        assert_eq!(decide(&[other]), Decision::Unmatched);
    }
}
