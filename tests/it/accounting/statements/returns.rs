//! Money that the bank takes back: a part of a payment, one part of a transfer, more than there is; and what an undo of either import does.

use libtest_mimic::Trial;
use serde_json::{Value, json};

use super::{Booking, booking, counts, entries, import, paid, request, send, today};
use crate::house::store::column;
use crate::support::{Api, App, both, has, has_not};

pub fn tests() -> Vec<Trial> {
    both![
        a_part_of_a_payment_goes_back,
        which_payment_a_part_came_back_of_is_asked,
        one_part_of_a_transfer_goes_back,
        more_than_is_left_is_not_taken,
        imports_are_undone_the_last_one_first,
        a_return_is_undone_with_its_payment,
    ]
}

async fn asked(app: &App, api: &Api, body: &Value) -> (String, String) {
    let code = app.request(api, body).await;
    let rf = request(api, &code).await["rf"].as_str().expect("a reference").to_owned();
    (code, rf)
}

fn taken<'t>(amount: &'t str, bank_ref: &'t str, text: &'t str) -> Booking<'t> {
    Booking { reversal: true, ..booking(amount, bank_ref, text) }
}

/// The amounts of all lines of the ledger.
async fn lines(api: &Api) -> Vec<String> {
    column(&api.get("exports/movements").await.status(200).body, "gross")
}

fn id(value: &Value) -> &str {
    value["id"].as_str().expect("an id")
}

async fn undo(api: &Api, statement: &Value) -> Value {
    api.post(&format!("statements/{}/undo", id(statement)), &json!({})).await.status(200).json()
}

/// By `RvslInd` of one file and by `RC` of another: the rest stays paid, and each counts once.
async fn a_part_of_a_payment_goes_back(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api, &json!({"amount": "25.00"})).await;
    assert_eq!(counts(&import(&api, &[booking("25.00", "IN-0001", &rf)]).await), [1, 1, 0, 0, 0]);
    let text = format!("return of a part {rf}");
    let part = [taken("-10.00", "BACK-0001", &text)];
    let statement = import(&api, &part).await;
    assert_eq!(counts(&statement), [1, 1, 0, 0, 0], "{:?}", entries(&api, &statement).await);
    // A request that was paid stays so, as after any refund.
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "15.00".to_owned()));
    let payment = async || api.get(&format!("payments?request={code}")).await.status(200).json()["data"][0].clone();
    assert_eq!(payment().await["state"], "partially_refunded");
    let entry = entries(&api, &statement).await.remove(0);
    assert_eq!((&entry["request"], &entry["matches"][0]["amount"]), (&json!(code), &json!("-10.00")), "{entry}");
    assert_eq!(counts(&import(&api, &part).await), [1, 0, 0, 0, 1]);
    app.audit();

    let day = today().replace('-', "").split_off(2);
    let rest = format!(
        ":20:CHIT\r\n:25:51210800/1245126199\r\n:28C:1/1\r\n:60F:C{day}EUR100,00\r\n\
         :61:{day}{}RC15,00NTRFNONREF//MT-9001\r\n:86:{rf}\r\n:62F:C{day}EUR85,00\r\n-\r\n",
        &day[2..]
    );
    for wanted in [[1, 1, 0, 0, 0], [1, 0, 0, 0, 1]] {
        assert_eq!(counts(&send(&api, "", rest.clone()).await.status(200).json()), wanted);
    }
    assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "0.00".to_owned()));
    assert_eq!(payment().await["state"], "refunded");
    assert_eq!(lines(&api).await, ["25.00", "-10.00", "-15.00"]);
    app.audit();
}

/// Of two payments, nobody but the payee knows which one a part came back of; an amount that only one of them has says it.
async fn which_payment_a_part_came_back_of_is_asked(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api, &json!({})).await;
    import(&api, &[booking("12.00", "IN-0001", &rf), booking("13.00", "IN-0002", &rf)]).await;
    let statement = import(&api, &[taken("-5.00", "BACK-0001", &rf)]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0]);
    let entry = entries(&api, &statement).await.remove(0);
    assert_eq!(
        (&entry["suggestions"][0]["request"], &entry["suggestions"][0]["why"]),
        (&json!(code), &json!("taken_back"))
    );
    assert_eq!(paid(&api, &code).await.1, "25.00");
    let page = app.signed_in(&payee).await;
    let confirm = format!("app/books/statements/{}/entries/{}/confirm", id(&statement), id(&entry));
    page.post(&confirm, &[("request", &code)]).await.status(303);
    assert_eq!(paid(&api, &code).await.1, "20.00");
    app.audit();
    assert_eq!(counts(&import(&api, &[taken("-12.00", "BACK-0002", &rf)]).await)[1], 1);
    assert_eq!(paid(&api, &code).await.1, "8.00");
    assert_eq!(lines(&api).await, ["12.00", "13.00", "-5.00", "-12.00"]);
    app.audit();
}

/// A transfer paid two requests, and the money of one of them goes back.
async fn one_part_of_a_transfer_goes_back(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (first, first_rf) = asked(&app, &api, &json!({"amount": "21.00"})).await;
    let (second, second_rf) = asked(&app, &api, &json!({"amount": "39.00"})).await;
    import(&api, &[booking("60.00", "IN-0001", &format!("{first_rf} {second_rf}"))]).await;
    assert_eq!(counts(&import(&api, &[taken("-39.00", "BACK-0001", &second_rf)]).await), [1, 1, 0, 0, 0]);
    assert_eq!(paid(&api, &first).await, ("paid".to_owned(), "21.00".to_owned()));
    assert_eq!(paid(&api, &second).await, ("paid".to_owned(), "0.00".to_owned()));
    app.audit();
}

/// The bank can't take back more than there is: that is told, and nothing is booked.
async fn more_than_is_left_is_not_taken(app: App) {
    let (_, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api, &json!({"amount": "25.00"})).await;
    import(&api, &[booking("25.00", "IN-0001", &rf), taken("-20.00", "BACK-0001", &rf)]).await;
    let statement = import(&api, &[taken("-10.00", "BACK-0002", &rf)]).await;
    assert_eq!(counts(&statement), [1, 0, 1, 0, 0]);
    let entry = entries(&api, &statement).await.remove(0);
    let confirm = format!("statements/{}/entries/{}/confirm", id(&statement), id(&entry));
    api.post(&confirm, &json!({"request": code})).await.status(409);
    assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await.len()), ("5.00", 2));
    app.audit();
}

/// What a later import took back keeps the earlier one from being undone, and is undone first.
async fn imports_are_undone_the_last_one_first(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let page = app.signed_in(&payee).await;
    let (code, rf) = asked(&app, &api, &json!({"amount": "25.00"})).await;
    let whole = taken("-25.00", "BACK-0001", &rf);
    let part = taken("-7.00", "BACK-0002", &rf);
    for (back, rest) in [(&whole, "0.00"), (&part, "18.00")] {
        let credit = [booking("25.00", "IN-0001", &rf)];
        let first = import(&api, &credit).await;
        let second = import(&api, std::slice::from_ref(back)).await;
        assert_eq!((counts(&first)[1], counts(&second)[1]), (1, 1), "{rest}");
        assert_eq!(paid(&api, &code).await.1, rest);
        let before = lines(&api).await;
        let path = format!("statements/{}/undo", id(&first));
        let refused = api.post(&path, &json!({})).await.status(409).json();
        assert!(refused["detail"].as_str().is_some_and(|detail| detail.contains("first")), "{refused}");
        has(
            &page.post(&format!("app/books/{path}"), &[]).await.status(409).text(),
            &["Undo the import of that statement first."],
        );
        assert_eq!((paid(&api, &code).await.1.as_str(), lines(&api).await), (rest, before));
        for _ in 0..2 {
            assert_eq!(counts(&undo(&api, &second).await), [1, 0, 0, 0, 0]);
        }
        assert_eq!(paid(&api, &code).await, ("paid".to_owned(), "25.00".to_owned()));
        app.audit();
        // The money is there again, so the bank may take it back again.
        let third = import(&api, std::slice::from_ref(back)).await;
        assert_eq!((counts(&third)[1], paid(&api, &code).await.1.as_str()), (1, rest));
        undo(&api, &third).await;
        undo(&api, &first).await;
        assert_eq!(paid(&api, &code).await, ("open".to_owned(), "0.00".to_owned()));
        app.audit();
    }
    let sum: i64 = lines(&api).await.iter().map(|gross| gross.replace('.', "").parse::<i64>().expect("a number")).sum();
    assert_eq!(sum, 0);
}

/// Both are in one file: the undo takes both back, and the file may be imported again.
async fn a_return_is_undone_with_its_payment(app: App) {
    let (payee, api, _) = app.seller("anna").await;
    let (code, rf) = asked(&app, &api, &json!({"amount": "25.00"})).await;
    let (other, other_rf) = asked(&app, &api, &json!({"amount": "30.00"})).await;
    let file = [
        booking("25.00", "IN-0001", &rf),
        taken("-10.00", "BACK-0001", &rf),
        booking("30.00", "IN-0002", &other_rf),
        taken("-30.00", "IN-0002", "returned"),
    ];
    for _ in 0..2 {
        let statement = import(&api, &file).await;
        assert_eq!(counts(&statement), [4, 4, 0, 0, 0], "{:?}", entries(&api, &statement).await);
        assert_eq!((paid(&api, &code).await.1, paid(&api, &other).await.1), ("15.00".to_owned(), "0.00".to_owned()));
        undo(&api, &statement).await;
        for code in [&code, &other] {
            assert_eq!(paid(&api, code).await, ("open".to_owned(), "0.00".to_owned()));
        }
        app.audit();
    }
    let page = app.signed_in(&payee).await.page(&format!("app/requests/{code}")).await;
    has_not(&page, &["15.00"]);
}
