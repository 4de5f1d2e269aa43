//! PAY by square, the code of Slovak banks: one payment order by version 1.2.0 of the Slovak Banking Association's standard.
//!
//! Fields are separated by tabs, prefixed with their CRC-32, compressed by LZMA and encoded in base32hex, so that QR's alphanumeric mode
//! can hold them. The LZMA stream has neither header nor end marker: its parameters are in the standard, its length is in a two-byte
//! prefix.

use std::io::Write;

use crc::{CRC_32_ISO_HDLC, Crc};
use data_encoding::BASE32HEX_NOPAD;
use lzma_rust2::{LzmaOptions, LzmaWriter};

const CHECKSUM: Crc<u32> = Crc::<u32>::new(&CRC_32_ISO_HDLC);

/// Four nibbles: type PAY, version 1.2.0, document type, reserved.
const HEADER: [u8; 2] = [0x02, 0x00];
/// The LZMA dictionary's size, fixed by the standard.
const DICTIONARY: u32 = 1 << 17;

/// A single payment order.
#[derive(Debug, Clone, Copy)]
pub struct PaymentOrder<'a> {
    /// In major units, with a decimal point.
    pub amount: &'a str,
    /// An ISO 4217 code.
    pub currency: &'a str,
    /// The beneficiary's account, without spaces.
    pub iban: &'a str,
    /// The beneficiary's name, 70 characters at most.
    pub name: &'a str,
    /// The message for the beneficiary, 140 characters at most.
    pub note: &'a str,
}

/// Reasons why an order can't be encoded.
#[derive(Debug, thiserror::Error)]
pub enum BySquareError {
    /// The content is longer than the length's two bytes can express.
    #[error("a PAY by square code holds 65535 bytes")]
    Size,
    /// The LZMA compressor failed.
    #[error("the code could not be compressed: {0}")]
    Compression(#[from] std::io::Error),
}

impl PaymentOrder<'_> {
    /// The QR code's payload.
    ///
    /// # Errors
    /// [`BySquareError`].
    pub fn code(&self) -> Result<String, BySquareError> {
        let fields = self.fields();
        let mut content = CHECKSUM.checksum(fields.as_bytes()).to_le_bytes().to_vec();
        content.extend_from_slice(fields.as_bytes());
        let length = u16::try_from(content.len()).map_err(|_| BySquareError::Size)?;
        let mut code = HEADER.to_vec();
        code.extend_from_slice(&length.to_le_bytes());
        code.extend_from_slice(&compressed(&content)?);
        Ok(BASE32HEX_NOPAD.encode(&code))
    }

    /// The fields in the order of the standard's table 15.
    fn fields(&self) -> String {
        let Self { amount, currency, iban, name, note } = self;
        let invoice = "";
        let (payments, order) = ("1", "1");
        let (due, variable, constant, specific, originators_reference) = ("", "", "", "", "");
        let (accounts, bic) = ("1", "");
        let (no_standing_order, no_direct_debit) = ("0", "0");
        let (street, city) = ("", "");
        let fields = [
            invoice,
            payments,
            order,
            amount,
            currency,
            due,
            variable,
            constant,
            specific,
            originators_reference,
            note,
            accounts,
            iban,
            bic,
            no_standing_order,
            no_direct_debit,
            name,
            street,
            city,
        ];
        fields.map(|field| field.replace('\t', " ")).join("\t")
    }
}

fn compressed(content: &[u8]) -> Result<Vec<u8>, std::io::Error> {
    // The presets' lc 3, lp 0 and pb 2 are the standard's.
    let mut options = LzmaOptions::with_preset(9);
    options.dict_size = DICTIONARY;
    let mut writer = LzmaWriter::new_no_header(Vec::with_capacity(content.len()), &options, false)?;
    writer.write_all(content)?;
    writer.finish()
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use lzma_rust2::LzmaReader;
    use proptest::prelude::*;

    use super::*;

    /// The properties byte of lc 3, lp 0, pb 2.
    const PROPERTIES: u8 = 0x5d;

    /// Decodes a code and verifies its checksum. Returns the fields.
    pub fn fields(code: &str) -> Vec<String> {
        let bytes = BASE32HEX_NOPAD.decode(code.as_bytes()).expect("base32hex");
        let (head, body) = bytes.split_at(4);
        assert_eq!(head[..2], [0x02, 0x00], "PAY, version 1.2.0");
        let length = u16::from_le_bytes([head[2], head[3]]);
        let mut content = Vec::new();
        LzmaReader::new_with_props(body, length.into(), PROPERTIES, DICTIONARY, None)
            .expect("a stream")
            .read_to_end(&mut content)
            .expect("it decompresses");
        let (sum, text) = content.split_at(4);
        assert_eq!(u32::from_le_bytes(sum.try_into().expect("four bytes")), CHECKSUM.checksum(text));
        String::from_utf8(text.to_vec()).expect("text").split('\t').map(str::to_owned).collect()
    }

    const ORDER: PaymentOrder<'_> = PaymentOrder {
        amount: "480.50",
        currency: "EUR",
        iban: "SK3112000000198742637541",
        name: "Pekaren Anna",
        note: "RF18539007547034",
    };

    #[test]
    fn the_fields_stand_in_their_order() {
        let read = fields(&ORDER.code().expect("a code"));
        assert_eq!(
            read.join("|"),
            "|1|1|480.50|EUR||||||RF18539007547034|1|SK3112000000198742637541||0|0|Pekaren Anna||"
        );
    }

    #[test]
    fn a_tab_starts_no_field() {
        let read = fields(&PaymentOrder { name: "a\tb", ..ORDER }.code().expect("a code"));
        assert_eq!((read.len(), read[16].as_str()), (19, "a b"));
    }

    proptest! {
        #[test]
        fn every_code_reads_back(name in "\\PC{1,70}", note in "[A-Z0-9]{0,140}") {
            let code = PaymentOrder { name: &name, note: &note, ..ORDER }.code().expect("a code");
            prop_assert!(code.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase()), "alphanumeric mode");
            let read = fields(&code);
            prop_assert_eq!((&read[10], &read[16]), (&note, &name));
        }
    }
}
