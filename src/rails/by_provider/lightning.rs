//! Lightning invoices by BOLT 11: <https://github.com/lightning/bolts/blob/master/11-payment-encoding.md>.

use chrono::{DateTime, TimeDelta};
use lightning_invoice::{Currency, SignedRawBolt11Invoice};
use sha2::{Digest, Sha256};

use crate::domain::clock::Timestamp;
use crate::domain::text::in_threes;
use crate::rails::{Instructions, RowKind};

/// The default expiry of an invoice without one, in seconds.
const USUAL: u64 = 3600;

/// The parts of an invoice that a wallet acts on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightningInvoice {
    /// The invoice in lower case.
    pub text: String,
    /// The payment hash in hex.
    pub hash: String,
    /// The amount in satoshis.
    pub sats: u64,
    /// The time at which wallets stop paying it.
    pub ends_at: Timestamp,
    /// The invoice is for mainnet bitcoin, and not for a test network.
    pub real: bool,
    /// The SHA-256 of a description that isn't in the invoice, in hex.
    pub description_hash: Option<String>,
}

impl LightningInvoice {
    /// Parses an invoice with a valid signature and a whole number of satoshis. Parts that later versions of the standard require are
    /// optional, as LNbits' fake node omits them: a wallet that needs them rejects the invoice itself.
    pub fn read(text: &str) -> Option<Self> {
        let signed: SignedRawBolt11Invoice = text.parse().ok()?;
        if !signed.check_signature() {
            return None;
        }
        let raw = signed.raw_invoice();
        // A bitcoin is 10⁸ satoshis and 10¹² of the invoice's units, so a satoshi is 10⁴ of those.
        let pico = raw.amount_pico_btc().filter(|pico| *pico > 0 && pico.is_multiple_of(10_000))?;
        let lasts = raw.expiry_time().map_or(USUAL, lightning_invoice::ExpiryTime::as_seconds);
        let made_at = DateTime::from_timestamp(i64::try_from(raw.data.timestamp.as_unix_timestamp()).ok()?, 0)?;
        let ends_at = made_at.checked_add_signed(TimeDelta::try_seconds(i64::try_from(lasts).ok()?)?)?;
        let hash = raw.payment_hash()?.0.to_string();
        Some(Self {
            hash,
            sats: pico / 10_000,
            ends_at,
            real: raw.currency() == Currency::Bitcoin,
            description_hash: raw.description_hash().map(|hash| hash.0.to_string()),
            text: text.to_ascii_lowercase(),
        })
    }

    /// Returns whether it has this payment hash and this amount in millisatoshis.
    pub fn is(&self, hash: &str, msat: i64) -> bool {
        let sats = u64::try_from(msat).ok().filter(|msat| msat.is_multiple_of(1000)).map(|msat| msat / 1000);
        self.hash == hash && sats == Some(self.sats)
    }

    /// Returns whether it is bound to a description by its SHA-256, as invoices of Lightning addresses are.
    pub fn is_described(&self, text: &str) -> bool {
        self.description_hash.as_deref() == Some(hex::encode(Sha256::digest(text)).as_str())
    }

    /// The instructions for the payer: the amount in satoshis, and the invoice as code, link and text.
    pub fn instructions(&self) -> Instructions {
        let sats = self.sats.to_string();
        let text = &self.text;
        Instructions::default()
            // Narrow no-break spaces are the same in every language.
            .row_shown(RowKind::BitcoinAmount, format!("{} sat", in_threes(&sats, '\u{202f}')), &sats)
            .row(RowKind::LightningInvoice, text)
            // Upper case makes the code smaller. The scheme stays in lower case, since phones match it as the app registered it.
            .code(format!("lightning:{}", text.to_ascii_uppercase()))
            .link(format!("lightning:{text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The examples of BOLT 11, word for word.
    const COFFEE: &str = "lnbc2500u1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpu9qrsgquk0rl77nj30yxdy8j9vdx85fkpmdla2087ne0xh8nhedh8w27kyke0lp53ut353s06fv3qfegext0eh0ymjpf39tuven09sam30g4vgpfna3rh";
    const HASHED: &str = "lnbc20m1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqhp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk98klysy043l2ahrqs9qrsgq7ea976txfraylvgzuxs8kgcw23ezlrszfnh8r6qtfpr6cxga50aj6txm9rxrydzd06dfeawfk6swupvz4erwnyutnjq7x39ymw6j38gp7ynn44";
    const TESTNET: &str = "lntb20m1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygshp58yjmdan79s6qqdhdzgynm4zwqd5d7xmw5fk98klysy043l2ahrqspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqfpp3x9et2e20v6pu37c5d9vax37wxq72un989qrsgqdj545axuxtnfemtpwkc45hx9d2ft7x04mt8q7y6t0k2dge9e7h8kpy9p34ytyslj3yu569aalz2xdk8xkd7ltxqld94u8h2esmsmacgpghe9k8";
    const CAPITALS: &str = "LNBC25M1PVJLUEZPP5QQQSYQCYQ5RQWZQFQQQSYQCYQ5RQWZQFQQQSYQCYQ5RQWZQFQYPQDQ5VDHKVEN9V5SXYETPDEESSP5ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYG3ZYGS9Q5SQQQQQQQQQQQQQQQQSGQ2A25DXL5HRNTDTN6ZVYDT7D66HYZSYHQS4WDYNAVYS42XGL6SGX9C4G7ME86A27T07MDTFRY458RTJR0V92CNMSWPSJSCGT2VCSE3SGPZ3UAPA";
    /// Of 967 878.534 satoshis.
    const SPLIT: &str = "lnbc9678785340p1pwmna7lpp5gc3xfm08u9qy06djf8dfflhugl6p7lgza6dsjxq454gxhj9t7a0sd8dgfkx7cmtwd68yetpd5s9xar0wfjn5gpc8qhrsdfq24f5ggrxdaezqsnvda3kkum5wfjkzmfqf3jkgem9wgsyuctwdus9xgrcyqcjcgpzgfskx6eqf9hzqnteypzxz7fzypfhg6trddjhygrcyqezcgpzfysywmm5ypxxjemgw3hxjmn8yptk7untd9hxwg3q2d6xjcmtv4ezq7pqxgsxzmnyyqcjqmt0wfjjq6t5v4khxsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygsxqyjw5qcqp2rzjq0gxwkzc8w6323m55m4jyxcjwmy7stt9hwkwe2qxmy8zpsgg7jcuwz87fcqqeuqqqyqqqqlgqqqqn3qq9q9qrsgqrvgkpnmps664wgkp43l22qsgdw4ve24aca4nymnxddlnp8vh9v2sdxlu5ywdxefsfvm0fq3sesf08uf6q9a2ke0hc9j6z6wlxg5z5kqpu2v9wz";
    const ANY_AMOUNT: &str = "lnbc1pvjluezsp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygspp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6twvus8g6rfwvs8qun0dfjkxaq9qrsgq357wnc5r2ueh7ck6q93dj32dlqnls087fxdwk8qakdyafkq3yap9us6v52vjjsrvywa6rt52cm9r9zqt8r2t7mlcwspyetp5h2tztugp9lfyql";
    /// A checksum, letters of two sizes, a signature that can't be, too short, a multiplier that there isn't, a part of a thousandth.
    const INVALID: [&str; 6] = [
        "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpquwpc4curk03c9wlrswe78q4eyqc7d8d0xqzpuyk0sg5g70me25alkluzd2x62aysf2pyy8edtjeevuv4p2d5p76r4zkmneet7uvyakky2zr4cusd45tftc9c5fh0nnqpnl2jfll544esqchsrnt",
        "LNBC2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpquwpc4curk03c9wlrswe78q4eyqc7d8d0xqzpuyk0sg5g70me25alkluzd2x62aysf2pyy8edtjeevuv4p2d5p76r4zkmneet7uvyakky2zr4cusd45tftc9c5fh0nnqpnl2jfll544esqchsrny",
        "lnbc2500u1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpusp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygs9qrsgqwgt7mcn5yqw3yx0w94pswkpq6j9uh6xfqqqtsk4tnarugeektd4hg5975x9am52rz4qskukxdmjemg92vvqz8nvmsye63r5ykel43pgz7zq0g2",
        "lnbc1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdpl2pkx2ctnv5sxxmmwwd5kgetjypeh2ursdae8g6na6hlh",
        "lnbc2500x1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpusp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygs9qrsgqrrzc4cvfue4zp3hggxp47ag7xnrlr8vgcmkjxk3j5jqethnumgkpqp23z9jclu3v0a7e0aruz366e9wqdykw6dxhdzcjjhldxq0w6wgqcnu43j",
        "lnbc2500000001p1pvjluezpp5qqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqqqsyqcyq5rqwzqfqypqdq5xysxxatsyp3k7enxv4jsxqzpusp5zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zyg3zygs9qrsgq0lzc236j96a95uv0m3umg28gclm5lqxtqqwk32uuk4k6673k6n5kfvx3d2h8s295fad45fdhmusm8sjudfhlf6dcsxmfvkeywmjdkxcp99202x",
    ];
    const HASH: &str = "0001020304050607080900010203040506070809000102030405060708090102";

    fn read(text: &str) -> LightningInvoice {
        LightningInvoice::read(text).expect("an invoice")
    }

    #[test]
    fn the_standards_examples_are_read() {
        let coffee = read(COFFEE);
        assert_eq!((coffee.hash.as_str(), coffee.sats, coffee.real), (HASH, 250_000, true));
        assert_eq!(coffee.ends_at.timestamp(), 1_496_314_658 + 60);
        let hashed = read(HASHED);
        assert_eq!((hashed.sats, hashed.ends_at.timestamp()), (2_000_000, 1_496_314_658 + 3600));
        // Of "One piece of chocolate cake, one icecream cone, one pickle, one slice of swiss cheese, …".
        let described = "3925b6f67e2c340036ed12093dd44e0368df1b6ea26c53dbe4811f58fd5db8c1";
        assert_eq!((hashed.description_hash.as_deref(), coffee.description_hash), (Some(described), None));
        assert!(!read(TESTNET).real);
        let capitals = read(CAPITALS);
        assert_eq!((capitals.text.as_str(), capitals.sats), (CAPITALS.to_ascii_lowercase().as_str(), 2_500_000));
    }

    #[test]
    fn what_nobody_can_pay_here_is_none() {
        for bad in INVALID.into_iter().chain([SPLIT, ANY_AMOUNT, "", "lnbc", "lightning:lnbc1"]) {
            assert_eq!(LightningInvoice::read(bad), None, "{bad}");
        }
        // One sign is another.
        for at in [10, 60, 150, COFFEE.len() - 1] {
            let other = if COFFEE.as_bytes()[at] == b'q' { "p" } else { "q" };
            let mut changed = COFFEE.to_owned();
            changed.replace_range(at..=at, other);
            assert_eq!(LightningInvoice::read(&changed), None, "{at}");
        }
    }

    #[test]
    fn an_invoice_is_of_one_hash_and_one_amount() {
        let coffee = read(COFFEE);
        assert!(coffee.is(HASH, 250_000_000));
        for (hash, msat) in [
            (HASH, 250_000),
            (HASH, 250_001_000),
            (HASH, 250_000_500),
            (HASH, -250_000_000),
            (HASH, 0),
            ("", 250_000_000),
            (&HASH.replace('2', "3"), 250_000_000),
        ] {
            assert!(!coffee.is(hash, msat), "{hash} {msat}");
        }
    }
}
