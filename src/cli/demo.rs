//! `chit demo`: the main job, with nothing to set up.

use std::io::IsTerminal;
use std::process::ExitCode;

use serde_json::Map;

use super::serve::{StopSignals, listen};
use super::{WrongUse, start_log};
use crate::actions::Context;
use crate::actions::methods::manage::{MethodDraft, add_method};
use crate::actions::payees::api_key::make_api_key;
use crate::actions::payees::{sign_in, sign_up};
use crate::actions::requests::create::create_request;
use crate::app;
use crate::config::{Config, DATABASE_URL, variable};
use crate::domain::payee::Payee;
use crate::domain::payee::handle::Handle;
use crate::domain::request::terms::RequestDraft;
use crate::domain::request::{Origin, PaymentRequest, Status};
use crate::domain::text::OwnReference;
use crate::rails::by_provider::demo;
use crate::rails::registry::allows_tests;
use crate::store::RequestFilter;

/// The URL of the demo's own database, so that real books are never touched.
const DATABASE: &str = "sqlite://chit-demo.db";
/// The own reference of the sample request, by which a second start finds it.
const SAMPLE: &str = "sample";

pub(super) async fn run() -> anyhow::Result<ExitCode> {
    // The environment may have the settings of a real service.
    let config = start_log(Config::with_database(DATABASE))?;
    if variable(DATABASE_URL).is_some() {
        eprintln!("The demo leaves the database of {DATABASE_URL} alone, and keeps to ./chit-demo.db.");
    }
    let listener = listen(&config).await?;
    let local = app::local_url(listener.local_addr()?)?;
    // Refused before anything is written.
    if !allows_tests(&demo::KIND, config.public_url.as_ref().unwrap_or(&local), &config.allowed_test_rails) {
        let wants = "The demo takes payments without money, so it stays off a public URL. Unset CHIT_PUBLIC_URL, or set \
                     CHIT_ALLOW_TEST_RAILS=demo if you mean it.";
        return Err(WrongUse(wants.into()).into());
    }
    let ctx = app::context(&config, Some(local)).await?;
    let payee = payee(&ctx).await?;
    let request = sample(&ctx, &payee).await?;
    let link = sign_in::make_link(&ctx, &payee.id).await?;
    let key = make_api_key(&ctx, &payee.id, "demo").await?;
    let mut stops = StopSignals::watch()?;
    let terminal = std::io::stdout().is_terminal();
    println!(
        "A payment request of {} is waiting. Scan it or open it:\n",
        request.asked.fixed().map(|m| m.human()).unwrap_or_default()
    );
    println!("{}", ctx.qr.matrix(&request.code).terminal(terminal));
    println!("Pay link:      {}", ctx.qr.link(&request.code));
    println!("Personal link: {}", ctx.url(&format!("{}/25eur", payee.handle)));
    println!("Sign in:       {}", ctx.url(&format!("app/sign-in/{}", link.reveal())));
    println!("API key:       {}", key.reveal());
    println!("\nNo money moves here. Stop with Ctrl-C.");
    app::run(&config, ctx, listener, async || stops.next().await).await?;
    Ok(ExitCode::SUCCESS)
}

/// The payee `demo`, with the demo rail as its method; created on the first start.
async fn payee(ctx: &Context) -> anyhow::Result<Payee> {
    let handle = Handle::parse("demo")?;
    let payee = match ctx.store.payee_by_handle(&handle).await? {
        Some(payee) => payee,
        None => {
            let wish = sign_up::SignUp {
                handle: handle.to_string(),
                name: "Demo Bakery".into(),
                currency: "EUR".into(),
                ..sign_up::SignUp::default()
            };
            sign_up::sign_up(ctx, &wish, None).await?.payee
        }
    };
    let methods = ctx.store.methods(&payee.id).await?;
    if !methods.iter().any(|method| method.rail == demo::KIND.name) {
        let draft = MethodDraft { id: None, rail: demo::KIND.name, label: None, settings: &Map::new(), misread: &[] };
        add_method(ctx, &payee.id, draft, None).await?;
    }
    Ok(payee)
}

/// The open sample request; created if there is none.
async fn sample(ctx: &Context, payee: &Payee) -> anyhow::Result<PaymentRequest> {
    let now = ctx.clock.now();
    let filter = RequestFilter {
        status: Some(Status::Open),
        reference: OwnReference::parse(SAMPLE).ok(),
        ..RequestFilter::default()
    };
    if let Some(request) = ctx.store.requests(&payee.id, &filter, 1, now).await?.pop() {
        return Ok(request);
    }
    let draft = RequestDraft {
        amount: Some("25.00".into()),
        memo: Some("Two loaves of rye and a cake".into()),
        reference: Some(SAMPLE.into()),
        preview: Some("amount".into()),
        ..RequestDraft::default()
    };
    let terms = draft.check(payee.currency, payee.language, now).map_err(crate::actions::Error::Invalid)?;
    Ok(create_request(ctx, &payee.id, &terms, Origin::Page, None).await?)
}
