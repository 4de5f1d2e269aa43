//! Every call, in the order in which it is described: what its signature doesn't tell.

use axum::http::{Method, StatusCode};

use super::call::DescribedCall;
use super::signature::{Handler, call_of};
use crate::accounting::export::FORMATS;
use crate::web::api::batches::BatchResource;
use crate::web::api::closes::CloseResource;
use crate::web::api::deliveries::DeliveryResource;
use crate::web::api::entries::EntryResource;
use crate::web::api::keys::KeyResource;
use crate::web::api::methods::MethodResource;
use crate::web::api::payments::PaymentResource;
use crate::web::api::requests::RequestResource;
use crate::web::api::splits::SplitResource;
use crate::web::api::statements::StatementResource;
use crate::web::api::webhooks::WebhookResource;
use crate::web::api::{
    archive, batches, bulk, catalogue, closes, deliveries, entries, events, exports, keys, me, methods, payments,
    refunds, request_change, request_list, requests, splits, statements, webhooks,
};

const OK: StatusCode = StatusCode::OK;
const CREATED: StatusCode = StatusCode::CREATED;
const ACCEPTED: StatusCode = StatusCode::ACCEPTED;
const CONFLICT: StatusCode = StatusCode::CONFLICT;
const GONE: StatusCode = StatusCode::GONE;

/// The places of a payment's id and of its first refund's.
const REFUND: [(&str, &str); 2] = [("id", "$response.body#/id"), ("refund", "$response.body#/refunds/0/id")];

/// The groups of calls, with a sentence about each.
pub const GROUPS: [(&str, &str); 13] = [
    ("Me", "The payee of the API key."),
    ("Requests", "Requests for money, each with a link to pass on."),
    ("Payments", "Attempts to pay a request, and money that was received outside of the service."),
    ("Refunds", "Money that goes back to a payer."),
    ("Catalogue", "The products that buyers order on the payee's order page."),
    ("Methods", "The ways in which a payee is paid: a rail and its settings."),
    ("Export", "The ledger as a file."),
    ("Batches", "Exports that are delivered once, with no line left out and none twice."),
    ("Closes", "Days of the books that don't change any more."),
    ("Statements", "Bank statements, and the decisions about their entries."),
    ("Webhooks", "Addresses of the payee's own that events are sent to, by Standard Webhooks 1.0."),
    ("Events", "The same facts as a list, for whoever can't be called."),
    ("Keys", "API keys and their scopes."),
];

fn get<A, H: Handler<A>>(route: &'static str, handler: H) -> DescribedCall {
    call_of(Method::GET, route, handler)
}

fn post<A, H: Handler<A>>(route: &'static str, handler: H) -> DescribedCall {
    call_of(Method::POST, route, handler)
}

fn put<A, H: Handler<A>>(route: &'static str, handler: H) -> DescribedCall {
    call_of(Method::PUT, route, handler)
}

fn patch<A, H: Handler<A>>(route: &'static str, handler: H) -> DescribedCall {
    call_of(Method::PATCH, route, handler)
}

fn delete<A, H: Handler<A>>(route: &'static str, handler: H) -> DescribedCall {
    call_of(Method::DELETE, route, handler)
}

/// All calls.
pub fn calls() -> impl Iterator<Item = DescribedCall> {
    let me = [get("/me", me::show).named("Me", "getMe", "The payee of the key")];
    me.into_iter()
        .chain(of_requests())
        .chain(of_payments())
        .chain(of_catalogue())
        .chain(of_methods())
        .chain(of_books())
        .chain(of_statements())
        .chain(of_webhooks())
        .chain(of_keys())
}

fn of_requests() -> [DescribedCall; 11] {
    const GROUP: &str = "Requests";
    [
        get("/requests", request_list::list)
            .named(GROUP, "listRequests", "The requests, newest first")
            .leads_to(["getRequest"], [("code", "$response.body#/data/0/code")]),
        post("/requests", requests::create)
            .named(GROUP, "createRequest", "Makes a request")
            .about("Answers the request with its link. `warnings` says what its payee should know, such as that nobody can pay it.")
            .answers::<RequestResource>(CREATED)
            .with_location()
            .leads_to(
                [
                    "getRequest",
                    "changeRequest",
                    "cancelRequest",
                    "eraseRequest",
                    "archiveRequest",
                    "unarchiveRequest",
                    "recordPayment",
                ],
                [("code", "$response.body#/code")],
            ),
        post("/requests/bulk", bulk::create)
            .named(GROUP, "createRequests", "Makes a request of each row of a table")
            .about(
                "The answer is the table with `code`, `url` and `error` for each row. All rows are checked before any is made: one that is \
                wrong keeps the others from being made, unless `partial` is set.",
            )
            .answers_table(),
        post("/splits", splits::create)
            .named(GROUP, "splitAmount", "Makes a request for each share of an amount")
            .about(
                "The shares add up to the amount; what is left over of it is on the first ones. All are made, or none. Each has a link of \
                its own, to send to one person: nothing that its payer sees tells of the others.",
            )
            .answers::<SplitResource>(CREATED)
            .with_location()
            .leads_to(["getSplit"], [("id", "$response.body#/id")]),
        get("/splits/{id}", splits::show).named(GROUP, "getSplit", "A split with what has become of its shares"),
        get("/requests/{code}", requests::show)
            .named(GROUP, "getRequest", "A request in its current state"),
        patch("/requests/{code}", request_change::change)
            .named(GROUP, "changeRequest", "Changes a request that nobody has paid")
            .about(
                "A member that is absent stays as it is; `null` clears it, or sets it to what a new request has. It is a conflict once \
                something is paid, or when it is cancelled; `labels` alone can be changed at any time.",
            )
            .refuses([CONFLICT]),
        post("/requests/{code}/cancel", requests::cancel)
            .named(GROUP, "cancelRequest", "Cancels an open request")
            .about("No further payments are accepted. A second call answers the same.")
            .answers::<RequestResource>(OK),
        post("/requests/{code}/erase", requests::erase)
            .named(GROUP, "eraseRequest", "Erases the texts of a request that is over")
            .answers::<RequestResource>(OK),
        post("/requests/{code}/archive", archive::archive)
            .named(GROUP, "archiveRequest", "Puts a request that isn't open out of the seller's list")
            .answers::<RequestResource>(OK),
        post("/requests/{code}/unarchive", archive::unarchive)
            .named(GROUP, "unarchiveRequest", "Puts a request back into the seller's list")
            .answers::<RequestResource>(OK),
    ]
}

fn of_payments() -> [DescribedCall; 7] {
    const GROUP: &str = "Payments";
    [
        post("/requests/{code}/payments", payments::record)
            .named(GROUP, "recordPayment", "Records money that was received outside of the service")
            .about("If a payer has said that it sent exactly this, that payment is the one that settles.")
            .answers::<PaymentResource>(CREATED)
            .with_location()
            .leads_to(["getPayment", "refundPayment", "setPaymentAside"], [("id", "$response.body#/id")]),
        get("/payments", payments::list)
            .named(GROUP, "listPayments", "The payments, newest first")
            .leads_to(["getPayment"], [("id", "$response.body#/data/0/id")]),
        get("/payments/{id}", payments::show).named(GROUP, "getPayment", "A payment with its refunds"),
        post("/payments/{id}/set-aside", payments::set_aside)
            .named(GROUP, "setPaymentAside", "Gives up a payment that its provider calls on its way")
            .about("What arrives later is booked all the same.")
            .answers::<PaymentResource>(OK),
        post("/payments/{id}/refund", refunds::refund)
            .named("Refunds", "refundPayment", "Sends money back")
            .about(
                "201 when it is done, 202 while the provider has not answered or not finished. Where the provider sends nothing back, the \
                call is the payee's word that it has sent the money itself.",
            )
            .answers::<PaymentResource>(CREATED)
            .with_location()
            .leads_to(["concludeRefundAsSent", "concludeRefundAsNotSent"], REFUND)
            .answers::<PaymentResource>(ACCEPTED)
            .with_location()
            .leads_to(["concludeRefundAsSent", "concludeRefundAsNotSent"], REFUND)
            .refuses([GONE]),
        post("/payments/{id}/refunds/{refund}/sent", refunds::refund_sent)
            .named("Refunds", "concludeRefundAsSent", "Says that an unanswered refund went back")
            .answers::<PaymentResource>(OK),
        post("/payments/{id}/refunds/{refund}/not-sent", refunds::refund_not_sent)
            .named("Refunds", "concludeRefundAsNotSent", "Says that an unanswered refund did not go back")
            .answers::<PaymentResource>(OK),
    ]
}

fn of_catalogue() -> [DescribedCall; 3] {
    const GROUP: &str = "Catalogue";
    [
        get("/catalogue", catalogue::show).named(GROUP, "getCatalogue", "The products of the order page"),
        put("/catalogue", catalogue::replace)
            .named(GROUP, "replaceCatalogue", "Replaces the catalogue; answers it")
            .about("A product with an id is changed, one without is added, one that is missing is removed. Orders keep their lines."),
        post("/requests/{code}/confirm", catalogue::confirm_order)
            .named(GROUP, "confirmOrder", "Confirms an order")
            .about("Repeating it changes nothing: the first note stays.")
            .answers::<RequestResource>(OK)
            .refuses([CONFLICT]),
    ]
}

fn of_methods() -> [DescribedCall; 4] {
    const GROUP: &str = "Methods";
    [
        get("/methods", methods::list)
            .named(GROUP, "listMethods", "The methods, in the payee's order")
            .refuses([GONE]),
        post("/methods", methods::add)
            .named(GROUP, "addMethod", "Adds a method")
            .about("Credentials are tried by a call that changes nothing before they are saved. A payee has 20 methods at most.")
            .answers::<MethodResource>(CREATED)
            .leads_to(["moveMethod", "removeMethod"], [("id", "$response.body#/id")]),
        patch("/methods/{id}", methods::reorder)
            .named(GROUP, "moveMethod", "Puts a method in its place; answers the list"),
        delete("/methods/{id}", methods::remove)
            .named(GROUP, "removeMethod", "Removes a method")
            .about("Ends what its payers have begun at the provider, as far as it can be ended."),
    ]
}

fn of_books() -> [DescribedCall; 7] {
    let media_types = || FORMATS.iter().map(|format| format.media_type);
    [
        get("/exports/movements", exports::movements)
            .named("Export", "exportMovements", "The ledger as a file")
            .about("A failure after the first byte cuts the file off, and the connection with it.")
            .answers_file(media_types()),
        get("/batches", batches::list)
            .named("Batches", "listBatches", "The batches, newest first")
            .leads_to(["getBatch", "getBatchFile"], [("id", "$response.body#/data/0/id")]),
        post("/batches", batches::make)
            .named("Batches", "makeBatch", "Delivers every line that no earlier batch delivered")
            .answers::<BatchResource>(CREATED)
            .with_location()
            .leads_to(["getBatch", "getBatchFile"], [("id", "$response.body#/id")]),
        get("/batches/{id}", batches::show).named("Batches", "getBatch", "A batch"),
        get("/batches/{id}/file", batches::file)
            .named("Batches", "getBatchFile", "A batch's file: the same bytes for ever")
            .answers_file(media_types()),
        get("/closes", closes::list).named("Closes", "listCloses", "The closes, newest first"),
        post("/closes", closes::close)
            .named("Closes", "closeBooks", "Closes the books up to and including a day")
            .about("Answers 200, with the close that covers the day, where it is closed already.")
            .answers::<CloseResource>(CREATED)
            .answers::<CloseResource>(OK),
    ]
}

fn of_statements() -> [DescribedCall; 7] {
    const GROUP: &str = "Statements";
    [
        get("/statements", statements::list)
            .named(GROUP, "listStatements", "The imports, newest first")
            .leads_to(["getStatement", "listEntries"], [("id", "$response.body#/data/0/id")]),
        post("/statements", statements::import)
            .named(GROUP, "importStatement", "Imports a bank statement")
            .about(
                "Reads camt, MT940, OFX and CSV. What its references name is booked, and requests are suggested for the rest. A file that \
                can't be read changes nothing.",
            )
            .answers::<StatementResource>(OK)
            .leads_to(["getStatement", "listEntries", "undoStatement"], [("id", "$response.body#/id")]),
        get("/statements/{id}", statements::show).named(GROUP, "getStatement", "An import"),
        post("/statements/{id}/undo", statements::undo)
            .named(GROUP, "undoStatement", "Takes an import back as a whole, by corrections")
            .answers::<StatementResource>(OK),
        get("/statements/{id}/entries", entries::list)
            .named(GROUP, "listEntries", "An import's entries in the file's order, without those that were known before")
            .leads_to(
                ["confirmEntry", "dismissEntry"],
                [("id", "$request.path.id"), ("entry", "$response.body#/data/0/id")],
            ),
        post("/statements/{id}/entries/{entry}/confirm", entries::confirm)
            .named(GROUP, "confirmEntry", "Books an entry's money for a request, or says which payment it is")
            .answers::<EntryResource>(OK),
        post("/statements/{id}/entries/{entry}/dismiss", entries::dismiss)
            .named(GROUP, "dismissEntry", "Puts an entry aside")
            .answers::<EntryResource>(OK),
    ]
}

fn of_webhooks() -> [DescribedCall; 10] {
    const GROUP: &str = "Webhooks";
    [
        get("/webhooks", webhooks::list)
            .named(GROUP, "listWebhooks", "The webhooks, oldest first")
            .leads_to(["getWebhook", "listDeliveries"], [("id", "$response.body#/data/0/id")]),
        post("/webhooks", webhooks::add)
            .named(GROUP, "addWebhook", "Adds a webhook")
            .about("The secret is shown once. A payee has 10 webhooks at most.")
            .answers::<WebhookResource>(CREATED)
            .with_location()
            .leads_to(
                [
                    "getWebhook",
                    "changeWebhook",
                    "removeWebhook",
                    "rotateWebhookSecret",
                    "testWebhook",
                    "listDeliveries",
                ],
                [("id", "$response.body#/id")],
            ),
        get("/webhooks/{id}", webhooks::show).named(GROUP, "getWebhook", "A webhook"),
        patch("/webhooks/{id}", webhooks::change).named(
            GROUP,
            "changeWebhook",
            "Changes a webhook, stops it, or starts it again",
        ),
        delete("/webhooks/{id}", webhooks::remove).named(GROUP, "removeWebhook", "Removes a webhook"),
        post("/webhooks/{id}/rotate", webhooks::rotate)
            .named(GROUP, "rotateWebhookSecret", "Gives a webhook a new secret")
            .about("For 24 hours messages have two signatures, so that receivers can change over.")
            .answers::<WebhookResource>(OK),
        post("/webhooks/{id}/test", deliveries::test)
            .named(GROUP, "testWebhook", "Sends an event `webhook.test`")
            .answers::<DeliveryResource>(ACCEPTED)
            .leads_to(["retryDelivery"], [("id", "$request.path.id"), ("delivery", "$response.body#/id")]),
        get("/webhooks/{id}/deliveries", deliveries::list).named(
            GROUP,
            "listDeliveries",
            "What was sent in the last 30 days, newest first",
        ),
        post("/webhooks/{id}/deliveries/{delivery}/retry", deliveries::retry)
            .named(GROUP, "retryDelivery", "Sends a delivery again at once")
            .answers::<DeliveryResource>(ACCEPTED),
        get("/events", events::list).named("Events", "listEvents", "The events after a number, oldest first").about(
            "`seq` counts from 1 without a gap: pass the last one that was seen as `after`, and nothing is missed.",
        ),
    ]
}

fn of_keys() -> [DescribedCall; 4] {
    const GROUP: &str = "Keys";
    [
        get("/keys", keys::list).named(GROUP, "listKeys", "The keys that aren't revoked, newest first"),
        post("/keys", keys::add)
            .named(GROUP, "makeKey", "Makes a key")
            .about("It is shown once. A payee has 50 keys at most.")
            .answers::<KeyResource>(CREATED)
            .leads_to(["rotateKey", "revokeKey"], [("id", "$response.body#/id")]),
        post("/keys/{id}/rotate", keys::rotate)
            .named(GROUP, "rotateKey", "Gives a key another secret")
            .about("The one before stops working at once; id, name and scopes stay.")
            .answers::<KeyResource>(OK),
        delete("/keys/{id}", keys::revoke).named(GROUP, "revokeKey", "Revokes a key"),
    ]
}
