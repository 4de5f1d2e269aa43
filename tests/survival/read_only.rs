//! A server that takes no writes, as the old one after a failover, or one whose disk is nearly full.

use libtest_mimic::Trial;
use serde_json::json;
use sqlx::{AssertSqlSafe, Connection, PgConnection};

use crate::support::{App, Message};
use crate::{behind_proxy, on_postgres, soon};

pub fn tests() -> Vec<Trial> {
    vec![on_postgres(module_path!(), "connections_that_only_read_are_replaced", |app| {
        Box::pin(connections_that_only_read_are_replaced(app))
    })]
}

/// Sets the database to read only for connections that are opened from now on, or back. Those that are open stay as they are.
async fn set_read_only(app: &App, read_only: bool) {
    let database = app.db().texts("select current_database()").await.remove(0);
    let value = if read_only { "on" } else { "off" };
    let mut connection = PgConnection::connect(&app.db().url).await.expect("the database opens");
    // A connection of the test's own only reads, too, unless it says otherwise.
    for sql in [
        "set default_transaction_read_only = off",
        &format!("alter database {database} set default_transaction_read_only = {value}"),
    ] {
        sqlx::raw_sql(AssertSqlSafe(sql.to_owned())).execute(&mut connection).await.expect("the statement runs");
    }
    connection.close().await.expect("the database closes");
}

async fn connections_that_only_read_are_replaced(app: App) {
    let (app, proxy) = behind_proxy(app).await;
    let (_, api, hook) = app.seller("anna").await;
    let code = app.request(&api, &json!({"amount": "25.00"})).await;
    let (_, order) = app.start_payment(&code).await;
    let (browser, body) = (app.browser(), json!({"amount": "7.00"}));
    for _ in 0..2 {
        // The way leads to a server that only reads.
        set_read_only(&app, true).await;
        proxy.reset();
        soon("a pay page", 200, async || (browser.get(&format!("r/{code}")).await.code, ())).await;
        browser.get("readyz").await.status(503);
        api.post("requests", &body).await.status(503).problem();
        hook.report(&Message::new(&order, "approve")).await.status(503);
        browser.get("readyz").await.status(503);

        // New connections lead to one that writes; nobody closes the old ones but the service.
        set_read_only(&app, false).await;
        soon("readiness", 200, async || (browser.get("readyz").await.code, ())).await;
        soon("a new request", 201, async || (api.post("requests", &body).await.code, ())).await;
    }
    hook.reported(&Message::new(&order, "approve")).await;
    assert_eq!(api.get(&format!("requests/{code}")).await.status(200).json()["status"], "paid");
    app.audit();
}
