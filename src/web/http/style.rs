//! The inline style sheet. It is part of each page, because an external one would cost a second round trip before the first paint;
//! browsers accept it by its hash in the content security policy (CSP3 §6.7.3.3).

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

static INLINE: LazyLock<String> = LazyLock::new(|| compact(include_str!("../../../static/chit.css")));
static SOURCE: LazyLock<String> =
    LazyLock::new(|| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(INLINE.as_bytes()))));

/// The text between `<style>` and `</style>`, byte for byte the same in every page.
pub fn inline() -> &'static str {
    &INLINE
}

/// The source expression that allows [`inline`] and no other style: `'sha256-…'`.
pub fn source() -> &'static str {
    &SOURCE
}

/// Strips comments and line breaks from a style sheet whose strings contain neither.
fn compact(sheet: &str) -> String {
    let mut text = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, after)| after);
    }
    text.push_str(rest);
    text.lines().map(str::trim).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_line_breaks_go_and_rules_stay() {
        assert_eq!(compact("/* a\n b */\na{b:c}\n\n@media x{\n a{d:e f}\n}/* g */\n"), "a{b:c}@media x{a{d:e f}}");
        assert_eq!(compact("a{b:c}/* never closed"), "a{b:c}");
    }

    #[test]
    fn the_style_is_whole_and_ends_no_element() {
        let style = inline();
        assert!(!style.contains("/*") && !style.contains('\n') && !style.contains('<'), "{style}");
        assert_eq!(style.matches('{').count(), style.matches('}').count());
        let rules = |sheet: &str| sheet.matches('{').count();
        assert_eq!(rules(style), rules(include_str!("../../../static/chit.css")), "a comment holds a brace");
    }
}
