//! A pay button for any web page: a link around a picture that is drawn in the page itself, so nothing is loaded from anywhere.

use askama::Template;

use crate::domain::payee::Payee;
use crate::domain::request::{PaymentRequest, RequestAmount};
use crate::locale::Words;

/// The height in CSS pixels. Fingers want 44 at least.
const HEIGHT: usize = 48;
/// The width of a letter in CSS pixels, generously: fonts differ from page to page.
const LETTER: usize = 11;
/// The space beside the text in CSS pixels, both sides together.
const SPACE: usize = 44;

#[derive(Template)]
#[template(path = "share/button.svg.html", escape = "html")]
struct Button<'b> {
    url: &'b str,
    label: &'b str,
    width: usize,
    height: usize,
}

/// The HTML of a button that leads to a request's link.
pub fn html(payee: &Payee, request: &PaymentRequest, url: &str, words: &Words) -> String {
    let locale = words.locale();
    let label = match &request.asked {
        RequestAmount::Fixed(amount) => {
            Words::new(locale).with("amount", locale.money(amount)).say("pay-button").into_owned()
        }
        RequestAmount::Open { .. } => {
            Words::new(locale).with("payee", payee.name.to_string()).say("pay-whom").into_owned()
        }
    };
    draw(url, &label)
}

fn draw(url: &str, label: &str) -> String {
    let width = label.chars().count() * LETTER + SPACE;
    Button { url, label, width, height: HEIGHT }.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_stays_text() {
        let html = draw("https://pay.example/r/eHjoWFdqKzvU", "Pay <b>\"Anna\" & Co</b>");
        assert!(html.starts_with("<a href=\"https://pay.example/r/eHjoWFdqKzvU\""), "{html}");
        assert!(!html.contains("<b>") && html.matches('<').count() == 7, "{html}");
        assert!(!html.contains("script") && !html.contains("style=") && !html.contains("\n"), "{html}");
    }
}
