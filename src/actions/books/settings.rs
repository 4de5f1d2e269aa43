//! Settings of the books: the closing day, and the accounts of exports.

use crate::accounting::accounts::Accounts;
use crate::actions::{Context, Error};
use crate::domain::id::PayeeId;
use crate::domain::ledger::ClosingDay;
use crate::domain::payee::Payee;
use crate::store;

/// A payee's settings of the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BookSettings {
    /// The day on which the month before is closed.
    pub closing_day: ClosingDay,
    /// The accounts that exports book to.
    pub accounts: Accounts,
}

/// The settings of a payee's books.
///
/// # Errors
/// The database's; [`Error::NotFound`] when there is no such payee.
pub async fn book_settings(ctx: &Context, payee: &PayeeId) -> Result<BookSettings, Error> {
    let settings = ctx.store.book_settings(payee).await?.ok_or(Error::NotFound)?;
    Ok(BookSettings { closing_day: settings.closing_day, accounts: stored_accounts(&settings.accounts)? })
}

/// Reads stored accounts.
pub(super) fn stored_accounts(json: &str) -> Result<Accounts, store::Error> {
    serde_json::from_str(json).map_err(|e| store::Error::Defect(format!("the accounts of exports: {e}")))
}

/// The accounts as they are stored.
pub(super) fn accounts_json(accounts: &Accounts) -> Result<String, store::Error> {
    serde_json::to_string(accounts).map_err(|e| store::Error::Defect(format!("the accounts of exports: {e}")))
}

/// Stores the settings of a payee's books. A month whose closing day the change skips is closed on the next one, with the month after.
///
/// # Errors
/// The database's.
pub async fn set_book_settings(ctx: &Context, payee: &Payee, settings: &BookSettings) -> Result<(), Error> {
    let (whose, day) = (payee.id.clone(), settings.closing_day);
    let accounts = accounts_json(&settings.accounts)?;
    let next = day.next(payee.zone.day_of(ctx.clock.now())).map(|day| payee.zone.midnight(day));
    ctx.store
        .write(move |mut tx| {
            Box::pin(async move {
                tx.set_closing_day(&whose, day, next).await?;
                Ok(tx.set_accounts(&whose, &accounts).await?)
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::chance::Chance;
    use crate::rails::RailContext;
    use crate::rails::registry::Rails;

    #[test]
    fn each_rail_has_a_clearing_account_of_its_own() {
        let url = "http://127.0.0.1:8080".parse().expect("a URL");
        let rails = Rails::new(RailContext::new(url, Chance::secure()).expect("a context"), Vec::new());
        let known: Vec<_> = Accounts::default().datev.clearing_accounts().map(|(rail, _)| rail).collect();
        for rail in rails.kinds().map(|kind| kind.name).chain(["manual", "stripe_test", "paypal_test", "btcpay_test"]) {
            assert!(known.contains(&rail), "{rail} would share the account of what is left");
        }
    }
}
