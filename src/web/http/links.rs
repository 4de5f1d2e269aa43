//! Repair of mangled links. Chats that turn an address into a link often include the punctuation after it, or invisible characters.
//! Characters that can't be part of a code, a handle or an amount are cut, and the browser is redirected to the link's canonical
//! address, which is formatted from the parsed parts.

use axum::extract::Request;
use axum::http::{Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use super::reader::Reader;
use crate::domain::payee::handle::Handle;
use crate::domain::request::code::RequestCode;
use crate::domain::text::characters;

/// The longest amount that is repaired, in characters.
const LONGEST_AMOUNT: usize = 40;

/// The percent-encoded characters of an amount: all but letters, digits, `.` and `,`, so that nothing in it separates segments.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b',');

/// Redirects a mangled link to its canonical address. `None` for all other requests.
pub fn mend(request: &Request) -> Option<Response> {
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    let link = mended(request.uri().path()).filter(|_| readable)?;
    let reader = Reader::of(request.uri(), request.headers());
    Some((StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, reader.carry(&link))]).into_response())
}

/// Returns the canonical path of a mangled link; `None` for a link that is intact, and for paths that aren't links.
fn mended(path: &str) -> Option<String> {
    // The fast path of nearly all requests: no decoding, no allocation.
    if !path.contains('%') && path.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    let decoded = percent_decode_str(path).decode_utf8().ok()?;
    // Chats add no control characters: such a path isn't repaired.
    let whole = decoded.strip_prefix('/').filter(|text| !text.contains(char::is_control))?;
    let link = whole.trim_end_matches(|c| c == '/' || is_sign_behind_amount(c));
    let (first, second) = link.split_once('/').unwrap_or((link, ""));
    let (first, second) = (cut(first, is_sign), second.trim_start_matches(is_unseen));
    // Nothing but punctuation in the place of an amount: the personal page explains how amounts are written.
    if second.is_empty()
        && whole.split_once('/').is_some_and(|(_, rest)| !cut(rest, |c| c == '/' || is_unseen(c)).is_empty())
    {
        return None;
    }
    let mended = match (first, second) {
        ("r" | "R", code) => format!("/r/{}", RequestCode::parse(cut(code, is_sign))?),
        (handle, "") => format!("/{}", Handle::parse(handle).ok()?),
        (handle, amount) => {
            let readable = amount.contains(char::is_numeric) && amount.chars().all(is_amounts);
            let short = readable && amount.chars().count() <= LONGEST_AMOUNT;
            let amount = short.then(|| utf8_percent_encode(amount, ENCODED))?;
            format!("/{}/{amount}", Handle::parse(handle).ok()?)
        }
    };
    let kept = mended.split('/').skip(1).map(|part| percent_decode_str(part).count()).sum::<usize>();
    let had = whole.split('/').map(str::len).sum::<usize>();
    (kept < had || whole.ends_with('/')).then_some(mended)
}

/// Trims invisible characters at the start and those of `is_sign` at the end.
fn cut(text: &str, is_sign: impl Fn(char) -> bool) -> &str {
    text.trim_start_matches(is_unseen).trim_end_matches(is_sign)
}

/// Returns whether a character can't be the last of a code or a handle.
fn is_sign(c: char) -> bool {
    !c.is_ascii_alphanumeric()
}

/// Returns whether a character can't be the last of an amount. Amounts have digits of any script and signs of currencies.
fn is_sign_behind_amount(c: char) -> bool {
    let currency =
        matches!(c, '$' | '¢'..='¥' | '֏' | '؋' | '৲'..='৳' | '૱' | '௹' | '฿' | '៛' | '\u{20a0}'..='\u{20cf}' | '﷼');
    !c.is_alphanumeric() && !currency
}

/// Returns whether a character occurs in amounts: digits, letters and signs of currencies, separators.
fn is_amounts(c: char) -> bool {
    !is_sign_behind_amount(c) || c.is_whitespace() || matches!(c, '.' | ',' | '\'' | '’' | '-' | '–')
}

/// Returns whether a character is invisible and harmless: spaces, joiners, variation selectors, direction marks.
fn is_unseen(c: char) -> bool {
    c.is_whitespace() || characters::is_harmless_hidden(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODE: &str = "abcdefghijkm";

    /// Characters that chats append to links.
    const GLUED: [&str; 46] = [
        ".",
        ",",
        ")",
        "!",
        "…",
        "/",
        ";",
        ":",
        "'",
        "\"",
        "”",
        "»",
        ">",
        "]",
        "*",
        "_",
        "~",
        "-",
        "|",
        "?!",
        "...",
        ".)",
        ")/",
        "/.",
        "/)",
        "**",
        "\u{200b}",
        "\u{2060}",
        "\u{feff}",
        "\u{a0}",
        "\u{200e}",
        "\u{200f}",
        "\u{2069}",
        "\u{3000}",
        " ",
        "。",
        "，",
        "！",
        "）",
        "」",
        "؟",
        "।",
        "🙂",
        "👍🏽",
        "’s".split_at(3).0,
        "\u{200b}/\u{200b}",
    ];

    fn encoded(text: &str) -> String {
        utf8_percent_encode(text, NON_ALPHANUMERIC).to_string()
    }

    #[test]
    fn what_is_glued_to_a_link_is_cut() {
        for link in
            [format!("/r/{CODE}"), "/anna".into(), "/anna-shop".into(), "/anna/25eur".into(), "/anna/25,50".into()]
        {
            assert_eq!(mended(&link), None, "{link} is whole");
            for glued in GLUED {
                // A sign in the place of an amount: the page says what belongs there.
                let takes_amount = link.matches('/').count() == 1;
                let stands_for_amount = takes_amount && glued.starts_with('/') && glued.len() > 1;
                for path in [format!("{link}{glued}"), format!("{link}{}", encoded(glued))] {
                    if stands_for_amount {
                        assert_eq!(mended(&path), None, "{path}");
                        continue;
                    }
                    let was = encoded(link.trim_start_matches('/')).replace("%2F", "/").replace("%2D", "-");
                    let wanted = format!("/{}", was.replace("%2C", ","));
                    assert_eq!(mended(&path).as_deref(), Some(&*wanted), "{path}");
                }
            }
        }
        for mark in ["\u{200b}", "\u{feff}", "\u{2060}", "\u{a0}", "\u{200e}"] {
            for (path, link) in [
                (format!("/r/{mark}{CODE}"), format!("/r/{CODE}")),
                (format!("/{mark}r/{CODE}"), format!("/r/{CODE}")),
                (format!("/{mark}anna"), "/anna".into()),
                (format!("/anna{mark}/{mark}25eur{mark}"), "/anna/25eur".into()),
            ] {
                assert_eq!(mended(&encoded(&path).replace("%2F", "/")), Some(link), "{path:?}");
            }
        }
    }

    #[test]
    fn every_mark_that_nobody_sees_is_cut() {
        let deceives = ['\u{202d}', '\u{202e}'];
        let unseen = (' '..=char::MAX).filter(|c| is_unseen(*c) && !c.is_control());
        let mut marks = 0;
        for mark in unseen {
            let path = format!("/r/{}{CODE}{}", encoded(&mark.to_string()), encoded(&mark.to_string()));
            assert_eq!(mended(&path), Some(format!("/r/{CODE}")), "{mark:?}");
            marks += 1;
        }
        assert!(marks > 300, "variants of ideographs are among them: {marks}");
        for mark in deceives {
            assert!(characters::is_hidden(mark) && !is_unseen(mark));
            assert_eq!(mended(&format!("/r/{}{CODE}", encoded(&mark.to_string()))), None, "{mark:?}");
        }
    }

    #[test]
    fn a_link_is_written_anew() {
        for (path, link) in [
            (format!("/R/{CODE}."), format!("/r/{CODE}")),
            (format!("/r/{CODE}입니다"), format!("/r/{CODE}")),
            (format!("/r/{CODE}，谢谢"), format!("/r/{CODE}")),
            ("/Anna/25EUR.".into(), "/anna/25EUR".into()),
            ("/anna/25€.".into(), "/anna/25%E2%82%AC".into()),
            ("/anna/\u{200b}/".into(), "/anna".into()),
        ] {
            assert_eq!(mended(&path), Some(link), "{path}");
        }
    }

    #[test]
    fn everything_else_is_left_alone() {
        for path in [
            "/",
            "//",
            "/r/",
            "/r/short.",
            "/p/abcdefghijkmnopqrstuvwx.",
            "/app/",
            "/api/v1/me.",
            "/robots.txt",
            "/static/",
            "/hooks/",
            "//evil.example/",
            "/\\evil.example.",
            "/..%2f..%2fapp/",
            "/anna/..%2fapp.",
            "/anna/nonsense.",
            "/anna/report.",
            "/anna/javascript:alert(1)",
            "/anna/@evil1.",
            "/anna/1\\2.",
            "/anna/%3f1.",
            "/anna/…",
            "/anna/...",
            "/anna/,",
            "/anna/-",
            "/%00anna.",
            "/anna%0d%0a",
            "/%E2%80%AEanna",
            "/anna/25%E2%82%AC",
            "/anna/%D9%A2%D9%A5",
            "/anna/25%20eur",
            "/anna/25/pay.",
            "/%ff.",
        ] {
            assert_eq!(mended(path), None, "{path}");
        }
    }
}
