//! The payer's choices on a pay page: the form's fields, the amounts that the payee suggests, and tips.

use serde::Deserialize;

use super::picks::{PickFields, typed_picks};
use crate::actions::payments::payer_input::{PayerAmount, PayerInput};
use crate::domain::money::Money;
use crate::domain::payment::tip::{self, TipChoice};
use crate::locale::{Locale, Words};
use crate::web::http::reader::Reader;

/// A suggested amount, as an option of the form.
pub struct SuggestionView {
    /// The form's value, a plain decimal.
    pub value: String,
    /// The amount in the reader's notation.
    pub label: String,
    /// Set for the picked option, unless an amount is typed as well.
    pub chosen: bool,
}

/// Turns the payee's suggested amounts into the form's options.
pub(super) fn suggestions(suggested: &[Money], typed: &PayForm, locale: Locale) -> Vec<SuggestionView> {
    let view = |money: &Money| {
        let value = money.to_decimal();
        SuggestionView { label: locale.money(money), chosen: typed.amount.is_empty() && typed.pick == value, value }
    };
    suggested.iter().map(view).collect()
}

/// The pay form's fields.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct PayForm {
    /// The id of the chosen method.
    pub method: String,
    /// The typed amount, in the payer's notation.
    pub amount: String,
    /// The picked suggestion, a plain decimal. A typed amount takes precedence.
    pub pick: String,
    /// The chosen tip: `none`, a share in per cent, or `own`.
    pub tip: String,
    /// The typed tip, which counts only if it is chosen.
    pub tip_amount: String,
    /// The payer's note to the payee.
    pub note: String,
    /// The step that a choice of items goes on with, before it is paid.
    pub then: String,
    /// The quantities of a choice of items.
    #[serde(flatten)]
    pub picks: PickFields,
}

impl PayForm {
    /// Turns the fields into the input of the action.
    pub fn input(&self, reader: &Reader) -> PayerInput {
        // The page's script copies the picked suggestion into the amount's field: it is a plain decimal then, not typed text.
        let picked = !self.pick.is_empty() && (self.amount.trim().is_empty() || self.amount == self.pick);
        let amount = match picked {
            true => PayerAmount::Picked(self.pick.clone()),
            false => PayerAmount::Typed(self.amount.clone()),
        };
        let tip = self.tip();
        let picks = typed_picks(&self.picks);
        let (method, note, language) = (self.method.clone(), self.note.clone(), reader.chosen());
        PayerInput { method, amount, picks, tip, note, language }
    }

    /// Returns whether the form was sent: a page that is opened has an empty one.
    pub fn is_sent(&self) -> bool {
        !self.then.is_empty() || !self.method.is_empty() || !self.picks.is_empty()
    }

    /// The choice of a tip. A text that was typed before the payer chose another tip, or none, doesn't count: nobody pays a tip that isn't
    /// chosen.
    fn tip(&self) -> TipChoice {
        match self.tip.as_str() {
            "" | NO_TIP => TipChoice::None,
            OWN_TIP => TipChoice::Typed(self.tip_amount.clone()),
            share => share.parse().map_or(TipChoice::Unknown, TipChoice::Share),
        }
    }
}

/// The form's value for no tip, and for one that is typed.
const NO_TIP: &str = "none";
const OWN_TIP: &str = "own";

/// The tips that a payer may choose from. None is chosen for the payer.
pub struct TipsView {
    /// The shares that come to something, each with the tip and the total.
    pub shares: Vec<TipShareView>,
    /// Set when no tip is chosen, as on a new page.
    pub none: bool,
    /// Set when a typed tip is chosen.
    pub own: bool,
    /// The amount without a tip, as a total: "€25.00 in all"; empty where the payer chooses one of several prices.
    pub without: String,
    /// The hint with the bound of a typed tip; `None` where none can be typed, because its currency is chosen with the way to pay.
    pub hint: Option<String>,
}

/// A share of the amount, as a tip.
pub struct TipShareView {
    /// The form's value.
    pub percent: u8,
    /// The share in the reader's notation, such as `10 %`.
    pub share: String,
    /// The tip; empty where it is of one of several prices.
    pub tip: String,
    /// The amount with this tip: "€27.50 in all".
    pub total: String,
    /// Set for the chosen one.
    pub chosen: bool,
}

impl TipsView {
    /// The tips on an amount that is due, with what the payer chose before.
    pub(super) fn of(due: Money, typed: &PayForm, t: &Words) -> Self {
        let locale = t.locale();
        let total = |minor| {
            let money = locale.money(&Money::new(due.minor() + minor, due.currency()));
            t.say_with("tip-total", "total", &money).into_owned()
        };
        let most = tip::most(due);
        let view = |percent: u8| {
            let tip = tip::share(due, percent).filter(|tip| tip.minor() <= most.minor())?;
            Some(TipShareView {
                percent,
                share: t.say_with("charts-percent", "n", &locale.count(percent.into())).into_owned(),
                tip: locale.money(&tip),
                total: total(tip.minor()),
                chosen: typed.tip == percent.to_string(),
            })
        };
        let shares: Vec<_> = tip::SHARES.into_iter().filter_map(view).collect();
        let own = typed.tip == OWN_TIP;
        Self {
            none: !own && !shares.iter().any(|share| share.chosen),
            own,
            shares,
            without: total(0),
            hint: Some(t.say_with("tip-own-hint", "most", &locale.money(&most)).into_owned()),
        }
    }

    /// The shares that a payer may add to whichever price it pays.
    pub(super) fn of_any(typed: &PayForm, t: &Words) -> Self {
        let view = |percent: u8| TipShareView {
            percent,
            share: t.say_with("charts-percent", "n", &t.locale().count(percent.into())).into_owned(),
            tip: String::new(),
            total: String::new(),
            chosen: typed.tip == percent.to_string(),
        };
        let shares: Vec<_> = tip::SHARES.into_iter().map(view).collect();
        let none = !shares.iter().any(|share| share.chosen);
        Self { none, own: false, shares, without: String::new(), hint: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Language;
    use crate::domain::money::currency::Currency;

    fn chosen(tip: &str, tip_amount: &str) -> PayForm {
        PayForm { tip: tip.into(), tip_amount: tip_amount.into(), ..PayForm::default() }
    }

    #[test]
    fn only_a_tip_that_is_chosen_counts() {
        for (tip, typed, choice) in [
            ("", "", TipChoice::None),
            ("", "5", TipChoice::None),
            ("none", "5", TipChoice::None),
            ("10", "5", TipChoice::Share(10)),
            ("own", "5", TipChoice::Typed("5".into())),
            ("own", "", TipChoice::Typed(String::new())),
            ("1000", "", TipChoice::Unknown),
            ("ten", "5", TipChoice::Unknown),
        ] {
            assert_eq!(chosen(tip, typed).tip(), choice, "{tip} {typed}");
        }
    }

    #[test]
    fn each_tip_is_written_out_and_none_is_chosen_for_the_payer() {
        let t = Words::new(Language::De.into());
        let new = TipsView::of(Money::new(2500, Currency::EUR), &PayForm::default(), &t);
        let told: Vec<_> = new.shares.iter().map(|s| (s.percent, &*s.share, &*s.tip, &*s.total)).collect();
        assert_eq!(told[1], (10, "10\u{a0}%", "2,50\u{a0}€", "27,50\u{a0}€ insgesamt"));
        assert!(new.none && !new.own && new.shares.iter().all(|share| !share.chosen));
        let again = TipsView::of(Money::new(2500, Currency::EUR), &chosen("15", ""), &t);
        assert!(!again.none && again.shares[2].chosen);
        let yen = Money::new(9, Currency::parse("JPY").expect("yen"));
        let small: Vec<_> = TipsView::of(yen, &chosen("own", "2"), &t).shares.iter().map(|s| s.percent).collect();
        assert_eq!(small, [10, 15], "5 % of it are nothing");
    }
}
