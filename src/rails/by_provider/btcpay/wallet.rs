//! What a payer's wallet is given: an address, an invoice of Lightning, and both in one URI (BIP 321, BOLT 11).

use std::fmt::Write;

use lightning_invoice::{Currency, RawHrp, SiPrefix};
use rust_decimal::Decimal;

use super::objects::InvoiceMethod;
use crate::rails::{Instructions, RowKind};

/// How an invoice can be paid by a wallet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ways {
    /// An address, and how much is to be sent there, in bitcoin.
    bitcoin: Option<(String, Decimal)>,
    /// An invoice, in lower case, and how much it asks for, in bitcoin.
    lightning: Option<(String, Decimal)>,
}

/// Whether it can be part of a URI as it is.
fn is_plain(text: &str) -> bool {
    (14..=2000).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric())
}

/// Whether it may be written in capitals, of which a QR code holds more (BIP 173).
fn is_bech32(address: &str) -> bool {
    ["bc1", "tb1", "bcrt1"].iter().any(|prefix| address.starts_with(prefix))
}

/// The network of a Lightning invoice and its amount in bitcoin: the part that people can read (BOLT 11). None when the amount is open,
/// or it isn't an invoice.
fn readable(invoice: &str) -> Option<(Currency, Decimal)> {
    let (head, _) = invoice.rsplit_once('1')?;
    let RawHrp { currency, raw_amount, si_prefix } = head.parse().ok()?;
    let scale = match si_prefix {
        None => 0,
        Some(SiPrefix::Milli) => 3,
        Some(SiPrefix::Micro) => 6,
        Some(SiPrefix::Nano) => 9,
        Some(SiPrefix::Pico) => 12,
    };
    Some((currency, Decimal::new(i64::try_from(raw_amount?).ok()?, scale)))
}

/// One satoshi.
fn satoshi() -> Decimal {
    Decimal::new(1, 8)
}

/// Eight decimals, or as many as there are: BTCPay may ask for parts of a satoshi by Lightning.
fn written(amount: Decimal) -> String {
    let mut amount = amount.normalize();
    amount.rescale(amount.scale().max(8));
    amount.to_string()
}

impl Ways {
    /// What BTCPay offers. Anything but Bitcoin and Lightning is left out, and an invoice of Lightning that doesn't ask for what BTCPay
    /// says that it does.
    pub fn of(methods: &[InvoiceMethod]) -> Self {
        let find = |is: fn(&InvoiceMethod) -> bool| {
            let method = methods.iter().find(|method| is(method))?;
            let destination = method.destination.as_deref().filter(|text| is_plain(text))?;
            (method.due.0 > Decimal::ZERO).then_some((destination, method.due.0))
        };
        let lightning = find(InvoiceMethod::is_lightning).and_then(|(invoice, due)| {
            let invoice = invoice.to_ascii_lowercase();
            let (_, amount) = readable(&invoice)?;
            // An invoice may be rounded up to whole satoshis.
            let fits = amount > Decimal::ZERO && (amount - due).abs() <= satoshi();
            fits.then_some((invoice, amount))
        });
        let bitcoin = find(InvoiceMethod::is_bitcoin).filter(|(_, due)| due.normalize().scale() <= 8);
        Self { bitcoin: bitcoin.map(|(address, due)| (address.to_owned(), due)), lightning }
    }

    /// Whether there is no way at all.
    pub fn is_none(&self) -> bool {
        self.bitcoin.is_none() && self.lightning.is_none()
    }

    /// Whether the coins are real ones, and not those of a network to try things out on.
    pub fn are_real(&self) -> bool {
        let address = |address: &str| ["bc1", "BC1", "1", "3"].iter().any(|prefix| address.starts_with(prefix));
        let invoice = |invoice: &str| readable(invoice).is_some_and(|(network, _)| network == Currency::Bitcoin);
        self.bitcoin.as_ref().is_none_or(|(text, _)| address(text))
            && self.lightning.as_ref().is_none_or(|(text, _)| invoice(text))
    }

    /// A URI that wallets of both kinds open. Its parts are in capitals where that changes nothing; names are not: wallets look for
    /// them as they are.
    fn uri(&self, capitals: bool) -> String {
        let cased = |text: &str| if capitals { text.to_ascii_uppercase() } else { text.to_owned() };
        match (&self.bitcoin, &self.lightning) {
            (Some((address, amount)), lightning) => {
                let address = if is_bech32(address) { cased(address) } else { address.clone() };
                let mut uri = format!("bitcoin:{address}?amount={}", written(*amount));
                if let Some((invoice, _)) = lightning {
                    let _ = write!(uri, "&lightning={}", cased(invoice));
                }
                uri
            }
            (None, Some((invoice, _))) => format!("lightning:{}", cased(invoice)),
            (None, None) => String::new(),
        }
    }

    /// What the payer copies, scans and opens.
    pub fn instructions(&self) -> Instructions {
        let mut shown = Instructions::default();
        if let Some((invoice, _)) = &self.lightning {
            shown = shown.row(RowKind::LightningInvoice, invoice);
        }
        if let Some((address, _)) = &self.bitcoin {
            shown = shown.row(RowKind::BitcoinAddress, address);
        }
        if let Some((_, amount)) = self.bitcoin.as_ref().or(self.lightning.as_ref()) {
            let amount = written(*amount);
            shown = shown.row_shown(RowKind::BitcoinAmount, format!("{amount} BTC"), &amount);
        }
        shown.code(self.uri(true)).link(self.uri(false))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Of BOLT 11's own examples: 2500 micro-bitcoin for a cup of coffee.
    const COFFEE: &str = "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpuaztrnwngzn3kdzw5hydlzf03qdgm2hdq27cqv3agm2awhz5se903vruatfhq77w3ls4evs3ch9zw97j25emudupq63nyw24cg27h2rspfj9srp";
    /// Of BIP 173's.
    const ADDRESS: &str = "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4";

    fn ways(methods: &[(&str, Option<&str>, &str)]) -> Ways {
        let methods: Vec<InvoiceMethod> = methods
            .iter()
            .map(|(id, destination, due)| {
                json!({"paymentMethodId": id, "destination": destination, "rate": "60000", "due": due, "payments": []})
            })
            .map(|method| serde_json::from_value(method).expect("a method"))
            .collect();
        Ways::of(&methods)
    }

    #[test]
    fn both_kinds_of_wallets_read_one_code() {
        for (chain, lightning) in [("BTC-CHAIN", "BTC-LN"), ("BTC", "BTC-LightningNetwork")] {
            let ways = ways(&[(chain, Some(ADDRESS), "0.0025"), (lightning, Some(COFFEE), "0.00250000")]);
            let shown = ways.instructions();
            assert!(ways.are_real());
            assert_eq!(
                shown.qr,
                Some(format!(
                    "bitcoin:{}?amount=0.00250000&lightning={}",
                    ADDRESS.to_uppercase(),
                    COFFEE.to_uppercase()
                ))
            );
            assert_eq!(shown.link, Some(format!("bitcoin:{ADDRESS}?amount=0.00250000&lightning={COFFEE}")));
            let rows: Vec<_> = shown.rows.iter().map(|row| (row.kind, &*row.shown, &*row.copied)).collect();
            assert_eq!(
                rows,
                [
                    (RowKind::LightningInvoice, COFFEE, COFFEE),
                    (RowKind::BitcoinAddress, ADDRESS, ADDRESS),
                    (RowKind::BitcoinAmount, "0.00250000 BTC", "0.00250000"),
                ]
            );
            assert!(shown.is_invoice());
        }
    }

    #[test]
    fn one_kind_is_enough() {
        let lightning = ways(&[("BTC-LN", Some(&COFFEE.to_uppercase()), "0.00249999123")]).instructions();
        assert_eq!(lightning.qr, Some(format!("lightning:{}", COFFEE.to_uppercase())));
        assert_eq!(lightning.link, Some(format!("lightning:{COFFEE}")));
        assert_eq!(lightning.rows[1].copied, "0.00250000", "what the invoice asks for");
        let bitcoin = ways(&[("BTC-CHAIN", Some(ADDRESS), "1.5"), ("BTC-LN", None, "1.5")]).instructions();
        assert_eq!(bitcoin.qr, Some(format!("bitcoin:{}?amount=1.50000000", ADDRESS.to_uppercase())));
        // Capitals would be another address.
        let old = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa";
        assert_eq!(
            ways(&[("BTC", Some(old), "0.1")]).instructions().qr,
            Some(format!("bitcoin:{old}?amount=0.10000000"))
        );
    }

    #[test]
    fn what_is_neither_or_asks_for_something_else_is_left_out() {
        let other = "lnbc2500n1pvjluez";
        for (id, destination, due) in [
            ("BTC-LNURL", Some(COFFEE), "0.0025"),
            ("LTC-CHAIN", Some("ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9"), "0.0025"),
            ("BTC-LN", Some(COFFEE), "0.0026"),
            ("BTC-LN", Some(COFFEE), "0.00250002"),
            ("BTC-LN", Some(other), "0.0025"),
            ("BTC-LN", Some("lnbc1pvjluezsp5zyg3zyg3"), "0.0025"),
            ("BTC-LN", Some(""), "0.0025"),
            ("BTC-LN", Some("javascript:alert(1)"), "0.0025"),
            ("BTC-CHAIN", Some("bc1q?amount=1&x=aaaaaaaaaaaaaaaaaaaaa"), "0.0025"),
            ("BTC-CHAIN", Some(ADDRESS), "0"),
            ("BTC-CHAIN", Some(ADDRESS), "-0.0025"),
            ("BTC-CHAIN", Some(ADDRESS), "0.000000001"),
            ("BTC-CHAIN", None, "0.0025"),
        ] {
            assert!(ways(&[(id, destination, due)]).is_none(), "{id} {destination:?} {due}");
        }
    }

    #[test]
    fn an_invoice_says_how_much_and_where() {
        for (invoice, expected) in [
            (COFFEE, Some((Currency::Bitcoin, "0.0025"))),
            ("lnbc20m1pvjluez", Some((Currency::Bitcoin, "0.020"))),
            ("lnbc9678785340p1pwmna7l", Some((Currency::Bitcoin, "0.009678785340"))),
            ("lnbc21pvjluez", Some((Currency::Bitcoin, "2"))),
            ("lnbcrt500u1pvjluez", Some((Currency::Regtest, "0.0005"))),
            ("lntb20m1pvjluez", Some((Currency::BitcoinTestnet, "0.02"))),
            ("lntbs20m1pvjluez", Some((Currency::Signet, "0.02"))),
            ("lnbc1pvjluez", None),
            ("lnbcx20m1pvjluez", None),
            ("lnbc-2m1pvjluez", None),
            ("lnbcm1pvjluez", None),
            ("lnxx20m1pvjluez", None),
            ("bc20m1pvjluez", None),
            ("lnbc20m", None),
            ("", None),
        ] {
            let read = readable(invoice);
            let expected = expected.map(|(network, amount)| (network, amount.parse().expect("a number")));
            assert_eq!(read, expected, "{invoice}");
        }
    }

    #[test]
    fn coins_of_a_test_network_are_not_real() {
        let regtest = "bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080";
        for (id, destination) in [
            ("BTC-CHAIN", regtest),
            ("BTC-CHAIN", "tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx"),
            ("BTC-CHAIN", "mibz45ze8ENqvitho6RPVE8BTpygogwt1q"),
            ("BTC-CHAIN", "2N1SP7r92ZZJvYKG2oNtzPwYnzw62up7mTo"),
            ("BTC-LN", "lnbcrt2500u1pvjluez"),
            ("BTC-LN", "lntb2500u1pvjluez"),
        ] {
            let ways = ways(&[(id, Some(destination), "0.0025")]);
            assert!(!ways.is_none() && !ways.are_real(), "{destination}");
        }
        assert!(ways(&[("BTC-CHAIN", Some("3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"), "0.0025")]).are_real());
    }
}
