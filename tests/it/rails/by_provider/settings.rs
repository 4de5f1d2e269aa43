//! Settings: what is wrong is said by name, what is right goes in and stays in.

use serde_json::{Value, json};

use super::stage::{Stage, text};
use super::{Double, rails};
use crate::rails::doubles::line::Weather;
use crate::support::{App, has_not};

pub async fn go_in_and_stay_in<D: Double>(app: App) {
    let stage = Stage::<D>::set(app).await;
    let (api, line) = (&stage.api, stage.double.line());
    let add = |settings: &Value| json!({"rail": D::RAIL, "settings": settings});
    let heard = || line.map_or(0, |line| line.heard().len());
    let (methods, asked) = (api.get("methods").await.status(200).text(), heard());

    // What is wrong by itself is told at once, all of it, and the provider isn't bothered.
    let (wrong, fields) = D::wrong();
    let problems = api.post("methods", &add(&wrong)).await.status(400).problems();
    assert_eq!(problems.iter().map(|(field, _)| field.as_str()).collect::<Vec<_>>(), fields);
    let mut more = stage.double.settings();
    more["zq7"] = json!("zq7");
    let unknown = api.post("methods", &add(&more)).await.status(400).problems();
    assert_eq!(unknown, [("settings".into(), "invalid".into())]);
    assert_eq!(heard(), asked, "the provider was asked");
    // What only the provider knows, it is asked.
    if let Some((refused, field)) = stage.double.refused() {
        let answer = api.post("methods", &add(&refused)).await.status(400);
        assert_eq!(answer.problems(), [(field.to_owned(), "refused".to_owned())]);
        has_not(&answer.text(), D::PEOPLE);
        has_not(&answer.text(), &[refused[field].as_str().expect("a text")]);
        assert!(heard() > asked);
    }
    if let Some(line) = line {
        line.be(Weather::Down);
        api.post("methods", &add(&stage.double.settings())).await.status(503).problem();
        line.be(Weather::Fine);
    }
    assert_eq!(api.get("methods").await.status(200).text(), methods, "nothing of it was kept");

    // What is right can be used, and isn't told again: neither here nor to whoever looks into the rail itself.
    let list: Value = serde_json::from_str(&methods).expect("JSON");
    assert_eq!((text(&list["data"][0], "rail"), text(&list["data"][0], "id")), (D::RAIL.into(), stage.method.clone()));
    has_not(&methods, D::SECRETS);
    let page = stage.seller.page("app/methods").await;
    // Who signs was told by the payee where to report to; others are told with each payment, or are here.
    assert_eq!(page.contains(&stage.hook), D::CAN.sign && D::CAN.be_away);
    has_not(&page, D::SECRETS);
    let rails = rails(stage.double.environment().map(|(_, url)| url));
    let kind = rails.kind(D::RAIL).expect("there is such a rail");
    let checked = (kind.check)(stage.double.settings().as_object().expect("an object"), rails.context()).expect("good");
    let rail = rails.open(D::RAIL, &checked).expect("it opens");
    has_not(&format!("{checked:?} {rail:?}"), D::SECRETS);
    stage.paid().await;
    // What the provider doesn't take isn't offered.
    for (amount, currency) in D::REFUSES {
        let code = stage.app.request(api, &json!({"amount": amount, "currency": currency})).await;
        has_not(&stage.app.browser().page(&format!("r/{code}")).await, &["name=\"method\""]);
        stage.app.browser().post(&format!("r/{code}/pay"), &[("method", &stage.method)]).await.status(400);
    }
    stage.leave_and_search().await;
}
