//! The table of wallets. A wallet is a row here and nowhere else; CONTRIBUTING.md says how to add one, docs/rails.md where the shapes are
//! from.

use super::wallet::{Grade, HandleShape, Note, Takes, Wallet};

/// The largest amount, in minor units, where an issuer documents none for its links. What an account may receive, its wallet says.
const UNDOCUMENTED: i64 = 99_999_999;

const fn cents(currency: &'static str) -> Takes {
    Takes { currency, decimals: 2, most: UNDOCUMENTED }
}

const fn whole(currency: &'static str) -> Takes {
    Takes { currency, decimals: 0, most: UNDOCUMENTED }
}

const fn name(signs: &'static str, shortest: usize, longest: usize) -> HandleShape {
    HandleShape::Name { sigil: None, start: "", signs, length: (shortest, longest) }
}

/// A note of letters and digits alone: where a reference is all that is written, other signs need not be known.
const fn note(longest: usize) -> Note {
    Note { longest, signs: "" }
}

/// The wallets, in the order in which payees are offered them.
pub const WALLETS: &[Wallet] = &[
    Wallet {
        name: "paypal",
        label: "PayPal",
        host: "paypal.me",
        template: "/{handle}/{amount}{currency}",
        code: None,
        also: &["www.paypal.me/{handle}", "paypal.com/paypalme/{handle}", "www.paypal.com/paypalme/{handle}"],
        shape: name("", 1, 20),
        example: "anna",
        takes: &[
            cents("AUD"),
            cents("BRL"),
            cents("CAD"),
            cents("CHF"),
            cents("CZK"),
            cents("DKK"),
            cents("EUR"),
            cents("GBP"),
            cents("HKD"),
            whole("HUF"),
            cents("ILS"),
            whole("JPY"),
            cents("MXN"),
            cents("NOK"),
            cents("NZD"),
            cents("PHP"),
            cents("PLN"),
            cents("SEK"),
            cents("SGD"),
            cents("THB"),
            whole("TWD"),
            cents("USD"),
        ],
        note: note(0),
        grade: Grade::Common,
    },
    Wallet {
        name: "payme",
        label: "Payme",
        host: "payme.sk",
        template: "/?V=1&IBAN={handle}&AM={amount}&CC={currency}&MSG={note}&CN={name}",
        code: None,
        also: &["www.payme.sk/?IBAN={handle}"],
        shape: HandleShape::Iban { country: "SK" },
        example: "SK3112000000198742637541",
        takes: &[Takes { currency: "EUR", decimals: 2, most: 999_999_999 }],
        note: note(140),
        grade: Grade::Documented,
    },
    Wallet {
        name: "swish",
        label: "Swish",
        host: "app.swish.nu",
        template: "/1/p/sw/?sw={handle}&amt={amount}&cur={currency}&msg={note}&src=qr",
        // The last number says what the payer may edit: 2 the amount, 4 the message. Nothing.
        code: Some("C{handle};{amount,};{note};0"),
        also: &[],
        shape: HandleShape::Number { country: ("+46", "0"), starts: &["07", "123"], length: (10, 10) },
        example: "1231231231",
        takes: &[cents("SEK")],
        note: note(50),
        grade: Grade::Documented,
    },
    Wallet {
        name: "mobilepay-dk",
        label: "MobilePay",
        host: "mobilepay.dk",
        template: "/erhverv/betalingslink/betalingslink-svar?phone={handle}&amount={amount}&comment={note}&lock=1",
        code: None,
        also: &["www.mobilepay.dk/erhverv/betalingslink/betalingslink-svar?phone={handle}"],
        shape: HandleShape::Number { country: ("+45", ""), starts: &[""], length: (5, 8) },
        example: "12345",
        takes: &[cents("DKK")],
        note: note(60),
        grade: Grade::Documented,
    },
    Wallet {
        name: "mobilepay-fi",
        label: "MobilePay",
        host: "www.mobilepay.fi",
        template: "/Yrityksille/Maksulinkki/maksulinkki-vastaus?phone={handle}&amount={amount}&comment={note}&lock=1",
        code: None,
        also: &["mobilepay.fi/Yrityksille/Maksulinkki/maksulinkki-vastaus?phone={handle}"],
        shape: HandleShape::Number { country: ("+358", "0"), starts: &[""], length: (5, 11) },
        example: "12345",
        takes: &[cents("EUR")],
        note: note(60),
        grade: Grade::Documented,
    },
    Wallet {
        name: "twint",
        label: "TWINT",
        host: "go.twint.ch",
        template: "/1/e/tw?tw={handle}&amount={amount}&trxInfo={note}",
        code: None,
        also: &[],
        shape: HandleShape::Name { sigil: None, start: "acq.", signs: "-_.", length: (24, 132) },
        example: "acq.AbCdEfGh0123456789AbCdEfGh",
        takes: &[cents("CHF")],
        note: note(35),
        grade: Grade::Common,
    },
    Wallet {
        name: "bunq",
        label: "bunq",
        host: "bunq.me",
        template: "/{handle}/{amount}/{note}",
        code: None,
        also: &["www.bunq.me/{handle}"],
        shape: name("-_", 2, 40),
        example: "anna",
        takes: &[cents("EUR")],
        note: note(60),
        grade: Grade::Common,
    },
    Wallet {
        name: "cashapp",
        label: "Cash App",
        host: "cash.app",
        template: "/${handle}/{amount}",
        code: None,
        also: &["www.cash.app/${handle}"],
        shape: HandleShape::Name { sigil: Some('$'), start: "", signs: "", length: (1, 20) },
        example: "anna",
        takes: &[cents("USD")],
        note: note(0),
        grade: Grade::Common,
    },
    Wallet {
        name: "venmo",
        label: "Venmo",
        host: "venmo.com",
        template: "/{handle}?txn=pay&amount={amount}&note={note}",
        code: None,
        also: &[
            "venmo.com/u/{handle}",
            "www.venmo.com/u/{handle}",
            "account.venmo.com/u/{handle}",
            "www.venmo.com/{handle}",
        ],
        shape: HandleShape::Name { sigil: Some('@'), start: "", signs: "-_", length: (5, 30) },
        example: "anna-bakes",
        takes: &[cents("USD")],
        note: note(280),
        grade: Grade::Common,
    },
    Wallet {
        name: "monzo",
        label: "Monzo",
        host: "monzo.me",
        template: "/{handle}/{amount}?d={note}",
        code: None,
        also: &["www.monzo.me/{handle}"],
        shape: name("-_", 2, 40),
        example: "annabakes",
        takes: &[cents("GBP")],
        note: note(60),
        grade: Grade::Common,
    },
    Wallet {
        name: "starling",
        label: "Starling",
        host: "settleup.starlingbank.com",
        template: "/{handle}?amount={amount}&message={note}",
        code: None,
        also: &[],
        shape: name("-", 2, 60),
        example: "anna-bakes-2b95aa",
        takes: &[cents("GBP")],
        note: note(60),
        grade: Grade::Common,
    },
    Wallet {
        name: "wave-sn",
        label: "Wave Sénégal",
        host: "pay.wave.com",
        template: "/m/{handle}/c/sn/?amount={amount}",
        code: None,
        also: &[],
        shape: HandleShape::Name { sigil: None, start: "M_", signs: "-_", length: (8, 40) },
        example: "M_sn_AbCdEf123456",
        takes: &[whole("XOF")],
        note: note(0),
        grade: Grade::Common,
    },
    Wallet {
        name: "wave-ci",
        label: "Wave Côte d’Ivoire",
        host: "pay.wave.com",
        template: "/m/{handle}/c/ci/?amount={amount}",
        code: None,
        also: &[],
        shape: HandleShape::Name { sigil: None, start: "M_", signs: "-_", length: (8, 40) },
        example: "M_ci_AbCdEf123456",
        takes: &[whole("XOF")],
        note: note(0),
        grade: Grade::Common,
    },
];

/// The wallet that a method names; `None` where its rail has none, or not this one.
pub fn of(name: Option<&str>) -> Option<&'static Wallet> {
    name.and_then(named)
}

/// A wallet by its name.
pub fn named(name: &str) -> Option<&'static Wallet> {
    WALLETS.iter().find(|wallet| wallet.name == name)
}
