//! Labels of a request: the payee's own words, which only the payee sees.

use crate::domain::field::FieldError;
use crate::domain::text::Label;

/// The largest number of labels of a request.
pub const MOST: usize = 10;

/// Reads the labels of a request, each once, in the order in which they were given.
///
/// # Errors
/// One is invalid, or there are more than [`MOST`].
pub fn parse(texts: &[String]) -> Result<Vec<Label>, FieldError> {
    let mut labels: Vec<Label> = Vec::new();
    for text in texts {
        let label = Label::parse(text).map_err(|e| FieldError::new("labels", &e))?;
        if !labels.contains(&label) {
            labels.push(label);
        }
    }
    if labels.len() > MOST {
        return Err(FieldError::plain("labels", "too_many", format!("A request has {MOST} labels at most.")));
    }
    Ok(labels)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_few_short_and_different() {
        let read = |texts: &[&str]| parse(&texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
        let texts = |labels: Vec<Label>| labels.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(read(&[" Market ", "Wedding", "Market"]).map(texts), Ok(vec!["Market".into(), "Wedding".into()]));
        let many: Vec<_> = (0..11).map(|n| n.to_string()).collect();
        assert_eq!(parse(&many).map_err(|e| e.code), Err("too_many"));
        assert!(parse(&many[..10]).is_ok());
        assert_eq!(read(&[&"x".repeat(41)]).map_err(|e| e.code), Err("too_long"));
        assert_eq!(read(&[""]).map_err(|e| (e.field, e.code)), Err(("labels".into(), "empty")));
    }
}
