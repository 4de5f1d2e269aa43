//! Files that are broken, endless, huge, or meant badly.

use std::io::{self, Cursor};

use proptest::prelude::*;

use super::super::super::samples::{mutated, mutations, sample, short, text, texts, with};
use super::*;

#[test]
fn a_file_that_was_cut_is_refused_wherever() {
    for name in SAMPLES {
        let bytes = sample(name);
        let end = bytes.len() - bytes.iter().rev().position(|byte| *byte == b'>').expect("a tag") - 1;
        for cut in (1..end).step_by(37) {
            let error = read_bytes(&bytes[..cut]).map(|(format, _)| format).expect_err(name);
            assert!(!error.to_string().contains("CANARY"), "{error}");
        }
    }
}

#[test]
fn bad_files_cost_little() {
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><Document><BkToCstmrStmt>&b;</BkToCstmrStmt></Document>";
    assert!(refusal(laughs).contains("DOCTYPE"));
    assert!(refusal(&"<a>".repeat(100_000)).contains("nested deeper"));
    let opening = "<Document><BkToCstmrStmt><Stmt><Acct><Id><IBAN>X</IBAN></Id></Acct>";
    for (start, piece) in [
        ("<Ntry><Amt>", "9"),
        ("<Dbtr><Nm>", "A"),
        ("<Ntry a=\"", "A"),
        ("<", "A"),
        ("<!--", "-"),
        ("<![CDATA[", "]"),
        ("<?", "?"),
        ("</", "A"),
        ("&", "a"),
        ("", " "),
        ("<Ntry ", "a=\"\" "),
    ] {
        // Longer than what may be kept of it.
        let mut endless =
            Cursor::new(format!("{opening}{start}")).chain(Cursor::new(piece.repeat((5 << 19) / piece.len())));
        let error = read(&mut endless, &mut Collector::default()).expect_err(start);
        assert!(error.detail.contains("1 MiB"), "{start}: {error}");
    }
    let many = format!(
        "{opening}<Ntry><NtryDtls><TxDtls><RmtInf>{}",
        format!("<Ustrd>{}</Ustrd>", "A".repeat(1000)).repeat(1100)
    );
    assert!(refusal(&many).starts_with("<Ustrd> in line 1: An entry or a detail of one holds more than 1 MiB"));
}

/// A file that is written while it is read.
struct Written<F> {
    piece: Cursor<Vec<u8>>,
    next: F,
}

impl<F: FnMut() -> Option<String>> Read for Written<F> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.piece.read(into)?;
            if read > 0 || into.is_empty() {
                return Ok(read);
            }
            let Some(next) = (self.next)() else { return Ok(0) };
            self.piece = Cursor::new(next.into_bytes());
        }
    }
}

#[test]
fn a_file_of_fifty_megabytes_is_read_in_pieces() {
    let made = text("made/camt053.08.made.xml");
    let (head, rest) = made.split_once("<TxDtls>").expect("a transaction");
    let (transaction, rest) = rest.split_once("</TxDtls>").expect("an end");
    let (_, tail) = rest.split_once("</NtryDtls>").expect("an end");
    let head = with(head, "85.00", "500000.00");
    // What a bank says of parties and purposes, and nobody reads.
    let skipped = "CANARY ".repeat(300);
    let mut count = 0;
    let next = || {
        count += 1;
        match count {
            1 => Some(head.clone()),
            2..=20_001 => Some(format!("<TxDtls>{transaction}<Purp>{skipped}</Purp></TxDtls>")),
            20_002 => Some(format!("</NtryDtls>{tail}")),
            _ => None,
        }
    };
    let mut out = Collector::default();
    let mut source = Written { piece: Cursor::default(), next };
    read(&mut source, &mut out).expect("a statement");
    assert_eq!(short(&out.raw[0]), "50000000 CHF 2026-11-02");
    assert_eq!(out.len(), 20_001, "the batch's transactions in its place, and the reversal");
    // Nothing of the transactions' texts is kept in the entry.
    assert_eq!(texts(&out.raw[0]), (vec![], "", None, Some("ASR1")));
}

proptest! {
    #![proptest_config(mutations())]

    #[test]
    fn mutated_samples_are_read_or_refused(bytes in mutated(SAMPLES.iter().map(|name| sample(name)))) {
        if let Err(error) = read_bytes(&bytes).map(|(format, _)| format) {
            let error = error.to_string();
            for told in ["CANARY", "COMPANY", "Company", "NL26", "CH28", "Oxford"] {
                prop_assert!(!error.contains(told), "{error}");
            }
        }
    }
}
