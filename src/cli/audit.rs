//! `chit audit`.

use std::process::ExitCode;

use super::open;
use crate::actions::audit::{Verdict, audit};

pub(super) async fn run() -> anyhow::Result<ExitCode> {
    let ctx = open().await?;
    let verdicts = audit(&ctx).await?;
    ctx.store.close().await;
    let mut code = ExitCode::SUCCESS;
    for Verdict { payee, chain } in verdicts {
        match chain {
            Ok(lines) => println!("{}: {lines} lines, unbroken", payee.handle),
            Err(broken) => {
                println!("{}: BROKEN: {broken}", payee.handle);
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}
