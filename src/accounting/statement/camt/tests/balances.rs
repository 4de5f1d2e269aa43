//! Balances: what they say is compared with the entries, and what can't be read of them is told and refuses nothing.

use super::super::super::Fault;
use super::super::super::samples::{sample, text, with};
use super::*;

const MADE: &str = "made/camt053.08.made.xml";
const OPENING: &str = "<Amt Ccy=\"CHF\">100.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>";
const CLOSING: &str = "<Amt Ccy=\"CHF\">125.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-02</Dt></Dt></Bal>";

/// The amounts of the entries, and the warnings' kinds.
fn found(file: &str) -> (Vec<i64>, Vec<Fault>) {
    let statement = entries(file).1.finish();
    let amounts = statement.items.map(|item| item.amount).collect();
    (amounts, statement.warnings.iter().map(|warning| warning.fault).collect())
}

#[test]
fn a_balance_that_cannot_be_read_is_told() {
    let made = text(MADE);
    let all = vec![2500, 6000, -6000];
    assert_eq!(found(&made), (all.clone(), vec![]));
    for balance in [OPENING, CLOSING] {
        for (from, to) in [
            // More decimals than the currency has, no number, a sign, too large, nothing.
            ("00</Amt>", "005</Amt>"),
            ("00</Amt>", "0x</Amt>"),
            (">1", ">-1"),
            (">1", ">1000000000000000000000000001"),
            ("CHF", "ZZZ"),
            ("CRDT", "BOTH"),
            ("CRDT", ""),
            ("<CdtDbtInd>CRDT</CdtDbtInd>", ""),
            ("2026-11-02", "2026-11-31"),
            ("2026-11-02", "yesterday"),
        ] {
            let broken = with(balance, from, to);
            let file = with(&made, balance, &broken);
            assert_eq!(found(&file), (all.clone(), vec![Fault::BalanceUnread]), "{broken}");
        }
        // An entry's amount is no balance: there, the same is refused.
        assert!(refusal(&with(&made, ">85.00<", ">85.005<")).contains("finer than CHF"));
    }
    assert_eq!(found(&with(&made, OPENING, "</Bal>")).1, [Fault::BalanceUnread]);
    let other = with(&made, "125.00", "126.00");
    assert_eq!(found(&other), (all, vec![Fault::BalanceOff]));
}

/// Of several balances the earliest and the latest count. Where one of them isn't known, nothing is compared: it may have been that one.
#[test]
fn an_unknown_balance_makes_no_other_wrong() {
    let made = text(MADE);
    let opening = |amount: &str, day: &str| {
        format!(
            "<Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy=\"CHF\">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd>\
            <Dt><Dt>{day}</Dt></Dt></Bal>"
        )
    };
    let begins = |balances: &str| made.replacen("<Bal>", &format!("{balances}<Bal>"), 1);
    assert_eq!(found(&begins(&opening("77.00", "2026-11-01"))).1, [Fault::BalanceOff], "the earliest counts");
    assert_eq!(found(&begins(&opening("77.00", "2026-11-03"))).1, []);
    assert_eq!(found(&begins(&opening("7x.00", "2026-11-01"))).1, [Fault::BalanceUnread]);
    let both = opening("77.00", "2026-11-01") + &opening("7x.00", "2026-10-31");
    assert_eq!(found(&begins(&both)).1, [Fault::BalanceUnread]);
}

/// In every sample, whatever the numbers and days of its balances become.
#[test]
fn no_sample_is_refused_for_its_balances() {
    for name in SAMPLES {
        let whole = String::from_utf8_lossy(&sample(name)).into_owned();
        let wanted = found(&whole).0;
        for (from, to) in [("0", "?"), ("1", ".."), ("CRDT", "?"), ("2", "99999999999999999999")] {
            // Between the tags of balances only.
            let parts = whole.split("<Bal>").enumerate().map(|(place, part)| match part.split_once("</Bal>") {
                Some((balance, rest)) if place > 0 => {
                    let (kind, values) = balance.split_once("</Tp>").expect("a type");
                    format!("<Bal>{kind}</Tp>{}</Bal>{rest}", values.replace(&format!(">{from}"), &format!(">{to}")))
                }
                _ => part.to_owned(),
            });
            let file: String = parts.collect();
            assert_eq!(found(&file).0, wanted, "{name}: {from} {to}");
        }
    }
}
