//! `chit receipt verify`: checks a receipt's file. Needs no service, no network, no settings and no database.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Subcommand;
use serde_json::json;

use super::WrongUse;
use super::reports::ascii;
use crate::domain::text::characters;
use crate::receipt::keys::KeySet;
use crate::receipt::verify::{LIMIT, Unproven, Verified, verify};
use crate::receipt::{Receipt, ReceiptItem, ReceiptPayee};

#[derive(Debug, Subcommand)]
pub(super) enum ReceiptCommand {
    /// Check a receipt's signature; exit 0 if it holds, 1 if it proves nothing, 2 if it can't be checked
    Verify {
        /// The receipt, as it was saved from the payer's page
        file: PathBuf,
        /// The service's keys, as they were saved from /.well-known/chit-keys.json
        #[arg(long)]
        keys: Option<PathBuf>,
        /// Print the receipt, its key and whether that is among the given ones as JSON
        #[arg(long)]
        json: bool,
    },
}

pub(super) fn run(command: ReceiptCommand) -> anyhow::Result<ExitCode> {
    let ReceiptCommand::Verify { file, keys, json } = command;
    let keys = match keys {
        None => None,
        Some(path) => {
            let set = KeySet::parse(&read(&path)?);
            Some(set.map_err(|e| WrongUse(format!("{}: {}", path.display(), plain(&e.to_string()))))?)
        }
    };
    let verified = match verify(&read(&file)?) {
        Ok(verified) => verified,
        // An unknown version is no verdict on the receipt, so it exits with 2 instead of 1.
        Err(newer @ Unproven::UnknownVersion(_)) => {
            return Err(WrongUse(format!("{} can’t be checked: {newer}", file.display())).into());
        }
        Err(unproven) => anyhow::bail!("{} proves nothing: {}", file.display(), plain(&unproven.to_string())),
    };
    let Verified { receipt, key_id, .. } = &verified;
    // Only keys that were given prove the issuer: the key in the file proves that the file is unchanged, and no more.
    if keys.as_ref().is_some_and(|keys| !verified.is_signed_by(keys)) {
        anyhow::bail!("{} proves nothing: its key {key_id} is not among the keys that you gave", file.display());
    }
    if json {
        let told = json!({"receipt": receipt, "key_id": key_id, "key_is_given": keys.is_some()});
        println!("{}", ascii(&told.to_string()));
        return Ok(ExitCode::SUCCESS);
    }
    print!("{}", facts(receipt));
    println!("\nWhat this proves:");
    match keys {
        Some(_) => println!(
            "The receipt is unchanged since it was signed with the key {key_id}, which is among the keys that you gave: \
             whoever holds it issued this receipt. It is as true as what the service knew when it issued it."
        ),
        None => println!(
            "The receipt is unchanged since it was signed with the key {key_id} that the file itself carries. Compare it with \
             {}.well-known/chit-keys.json to know that it is the service’s: anybody can make a key, and a file can name any \
             service. With that file saved, --keys FILE compares for you.",
            with_slash(&plain(&receipt.service))
        ),
    }
    println!("\nWhat it does not prove:");
    println!(
        "It does not say who paid. It does not say that the money is still there: a refund or a dispute may have come later."
    );
    if receipt.test {
        println!("It does not say that money moved: this way of paying is a test.");
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads a file, up to just beyond the size limit of a receipt.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let whole = |path: &Path| {
        let mut bytes = Vec::new();
        let limit = u64::try_from(LIMIT).unwrap_or(u64::MAX).saturating_add(1);
        File::open(path)?.take(limit).read_to_end(&mut bytes)?;
        Ok::<_, std::io::Error>(bytes)
    };
    Ok(whole(path).map_err(|e| WrongUse(format!("can’t read {}: {e}", path.display())))?)
}

/// The facts of a receipt, a line each.
fn facts(receipt: &Receipt) -> String {
    // Without `..`, so that a new field can't be forgotten here.
    let Receipt {
        format: _,
        version: _,
        service,
        payee: ReceiptPayee { handle, name },
        request,
        payment,
        memo,
        items,
        currency,
        asked,
        received,
        tip,
        refunded,
        state,
        settled_at,
        issued_at,
        rail,
        test,
        evidence,
        check_words,
    } = receipt;
    let evidence = match evidence.as_str() {
        "manual" => "manual: the payee said that it arrived",
        "webhook" => "webhook: the provider said so, signed",
        "poll" => "poll: the provider said so when it was asked",
        "statement" => "statement: a bank statement of the payee has it",
        other => other,
    };
    let rail = if *test { format!("{rail} (TEST: no money moved)") } else { rail.clone() };
    let mut lines = vec![
        ("Service", service.clone()),
        ("Payee", format!("{name} (@{handle})")),
        ("Received", format!("{received} {currency}")),
        ("Asked", format!("{asked} {currency}")),
        ("Refunded", format!("{refunded} {currency}")),
        ("State", state.clone()),
        ("Arrived", settled_at.clone()),
        ("Issued", issued_at.clone()),
    ];
    lines.extend(tip.iter().map(|tip| ("Tip in it", format!("{tip} {currency}"))));
    lines.extend(memo.iter().map(|memo| ("For", memo.clone())));
    lines.extend(items.iter().map(|ReceiptItem { name, quantity, amount }| {
        let line = format!("{quantity} × {name}, {amount} {currency} each");
        ("Item", line)
    }));
    lines.extend([
        ("Paid with", rail),
        ("Known by", evidence.to_owned()),
        ("Request", request.clone()),
        ("Payment", payment.clone()),
        ("Words to compare", check_words.clone()),
    ]);
    // Escaped here, on the way out, so that no field reaches the terminal as it was written.
    lines.into_iter().map(|(label, text)| format!("{label:<17}{}\n", plain(&text))).collect()
}

/// Escapes a stranger's text for the terminal. Backslashes are doubled, so that no text can imitate an escaped character.
fn plain(text: &str) -> String {
    characters::escaped(&text.replace('\\', "\\\\"))
}

fn with_slash(url: &str) -> String {
    if url.ends_with('/') { url.to_owned() } else { format!("{url}/") }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_steers_a_terminal_is_spelled_out() {
        for (text, shown) in [
            ("Anna's “Bäckerei” \"x\"", "Anna's “Bäckerei” \"x\""),
            ("مقهى الزاوية · क्षत्रिय · 👩🌾", "مقهى الزاوية · क्षत्रिय · 👩🌾"),
            ("\u{1b}[2J\u{1b}]0;x\u{7}", "\\u{1b}[2J\\u{1b}]0;x\\u{7}"),
            ("a\r\nb\u{8}", "a\\r\\nb\\u{8}"),
            ("\u{9b}31m\u{7f}", "\\u{9b}31m\\u{7f}"),
            ("25.00\u{202e}00.52", "25.00\\u{202e}00.52"),
            ("\u{2066}x\u{2069}\u{200b}\u{feff}\u{2028}", "\\u{2066}x\\u{2069}\\u{200b}\\u{feff}\\u{2028}"),
            ("\\u{1b}", "\\\\u{1b}"),
            ("\\'", "\\\\'"),
        ] {
            assert_eq!(plain(text), shown, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_shown_steers(text in any::<String>(), before in any::<char>()) {
            let shown = plain(&format!("{before}{text}"));
            prop_assert!(!shown.contains(char::is_control), "{shown:?}");
            prop_assert!(!shown.contains(characters::is_direction_mark), "{shown:?}");
        }
    }
}
