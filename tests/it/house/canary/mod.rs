//! Nobody's personal details are kept: tokens that stand for a stranger's e-mail, name, phone, account, address and browser are put
//! wherever a stranger or a provider can put something; afterwards everything the service has left behind is searched for them, as
//! they are, in base64, percent-encoded and in hex. So are a payee's bank details, which are sealed.

pub mod needles;
mod stranger;
mod visit;

use libtest_mimic::Trial;

pub fn tests() -> Vec<Trial> {
    [visit::tests(), needles::tests()].into_iter().flatten().collect()
}

const MAIL: &str = "zq7.payer+canary@zq7mail.example";

const NAME: &str = "Zq7vorname Zq7nachname";

const PHONE: &str = "+49 1579 4447719";

const ACCOUNT: &str = "GB33BUKB20201555555555";

const ADDRESS: &str = "203.0.113.249";

const ADDRESS_6: &str = "2001:db8:ca:4a27::77";

const BROWSER: &str = "Zq7Browser/9.81 (Zq7Phone; like Zq7Gecko)";

const LANGUAGE: &str = "zq7-tongue";

const TRACKER: &str = "zq7cookievalue8812";

const ELSEWHERE: &str = "https://zq7elsewhere.example/inbox?thread=zq7thread";

/// What a stranger or a provider may let slip.
const STRANGERS: [(&str, &str); 10] = [
    ("e-mail", MAIL),
    ("name", NAME),
    ("phone", PHONE),
    ("account", ACCOUNT),
    ("address", ADDRESS),
    ("IPv6 address", ADDRESS_6),
    ("browser", BROWSER),
    ("language", LANGUAGE),
    ("cookie", TRACKER),
    ("referrer", ELSEWHERE),
];

/// What a payee hands over to be shown to its payers, and to lie sealed.
const PAYEES_IBAN: &str = "DE75512108001245126199";

/// An amount that no other number looks like.
const AMOUNT: &str = "31415.93";
