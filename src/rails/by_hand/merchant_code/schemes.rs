//! The table of the schemes whose codes are known by name. Codes of other schemes work as well; payers then read a neutral name.

use super::code::MerchantCode;

/// A scheme of merchants' codes.
#[derive(Debug)]
pub struct CodeScheme {
    /// The name in the API and the database.
    pub name: &'static str,
    /// The scheme's own name, which is the same in every language.
    pub label: &'static str,
    /// The ids of which one of a code's accounts has one in its first place, in either case.
    ids: &'static [&'static str],
    /// It has no id: codes are known by [`MerchantCode::is_khqr`].
    is_khqr: bool,
}

impl CodeScheme {
    const fn of(name: &'static str, label: &'static str, ids: &'static [&'static str]) -> Self {
        Self { name, label, ids, is_khqr: false }
    }
}

/// All schemes. A code that has accounts of several is called by the first: a country's own stands before those that it unites.
pub const SCHEMES: &[CodeScheme] = &[
    CodeScheme::of("qris", "QRIS", &["ID.CO.QRIS.WWW"]),
    CodeScheme::of("duitnow", "DuitNow QR", &["A0000006150001"]),
    CodeScheme::of("qrph", "QR Ph", &["ph.ppmi.p2m", "com.p2pqrpay"]),
    CodeScheme::of("fps", "FPS", &["hk.com.hkicl"]),
    CodeScheme::of("vietqr", "VietQR", &["A000000727"]),
    CodeScheme { name: "khqr", label: "KHQR", ids: &[], is_khqr: true },
    CodeScheme::of("sgqr", "SGQR", &["SG.SGQR"]),
    CodeScheme::of("paynow", "PayNow", &["SG.PAYNOW"]),
    CodeScheme::of("pix", "Pix", &["br.gov.bcb.pix"]),
    CodeScheme::of("promptpay", "PromptPay", &["A000000677010111", "A000000677010112"]),
    CodeScheme::of("jpqr", "JPQR", &["jp.or.paymentsjapan"]),
    CodeScheme::of("bharatqr", "Bharat QR", &["A000000524"]),
];

/// The scheme of a code, if it is in the table.
pub fn of(code: &MerchantCode) -> Option<&'static CodeScheme> {
    let ids: Vec<_> = code.account_ids().collect();
    SCHEMES.iter().find(|scheme| {
        let has_id = ids.iter().any(|id| scheme.ids.iter().any(|own| own.eq_ignore_ascii_case(id)));
        has_id || (scheme.is_khqr && code.is_khqr())
    })
}

/// A scheme by its name.
pub fn named(name: &str) -> Option<&'static CodeScheme> {
    SCHEMES.iter().find(|scheme| scheme.name == name)
}
