//! The lines of a name on a card: one if it fits, else two, broken by UAX #14, and truncated as a last resort.

use super::ROOM;
use super::text::{LineWords, TextDirection, Voice, without_pictures};

/// Font sizes of a name: the largest, the largest on two lines, the smallest on one line, the smallest.
pub const NAME: [u32; 4] = [46, 36, 32, 26];

/// Sets a name in one or two lines, each with its size: with its emoji if the fonts have them, else without. Returns no lines if the fonts
/// lack any of its letters.
pub fn name_lines(name: &str) -> Vec<(LineWords, u32)> {
    let [most, of_two, of_one, least] = NAME;
    let drawn = |text: String| set(&text).map(|words| (text, words));
    let plain = || without_pictures(name).and_then(drawn);
    let Some((name, whole)) = drawn(name.to_owned()).or_else(plain) else { return Vec::new() };
    let size = whole.size(most, ROOM);
    if size >= of_one {
        return vec![(whole, size)];
    }
    // In two lines of similar length.
    let length = |text: &str| text.trim().chars().count();
    let even = halves(&name).min_by_key(|(first, second)| length(first).max(length(second)));
    if let Some((Some(first), Some(second))) = even.map(|(first, second)| (set(first.trim()), set(second.trim()))) {
        let size = first.size(of_two, ROOM).min(second.size(of_two, ROOM));
        if size >= least {
            return vec![(first, size), (second, size)];
        }
    }
    filled(&name, &whole, least).into_iter().map(|words| (words, least)).collect()
}

fn set(text: &str) -> Option<LineWords> {
    LineWords::set(text, Voice::Strong, TextDirection::Own)
}

/// Every way to break a name into two lines.
fn halves(name: &str) -> impl Iterator<Item = (&str, &str)> {
    let breaks = unicode_linebreak::linebreaks(name).map(|(at, _)| at).filter(|at| *at < name.len());
    breaks.map(|at| name.split_at(at))
}

/// Sets two lines at a size: the first as long as possible, the second truncated if necessary. One line, if no break leaves a first line
/// that fits.
fn filled(name: &str, whole: &LineWords, size: u32) -> Vec<LineWords> {
    let fitting = |text: &str| set(text).filter(|words| words.width * size <= ROOM * 1000);
    let halves: Vec<_> = halves(name).collect();
    let broken = halves.iter().rev().find_map(|(first, second)| Some((fitting(first.trim())?, second.trim())));
    let Some((first, rest)) = broken else { return shortened(name, whole, size).into_iter().collect() };
    let second = fitting(rest).or_else(|| shortened(rest, &set(rest)?, size));
    [Some(first), second].into_iter().flatten().collect()
}

/// The longest beginning of a name, with an ellipsis, that fits a line at a size. Truncation can't leave a mark without its letter.
fn shortened(name: &str, whole: &LineWords, size: u32) -> Option<LineWords> {
    let length = u32::try_from(name.chars().count()).ok()?;
    let mut kept = usize::try_from(length * (ROOM * 1000 / size) / whole.width.max(1)).ok()?;
    // The estimate is off by a few characters if letters differ in width.
    while kept > 0 {
        let text: String = name.chars().take(kept).chain(['…']).collect();
        let words = set(&text)?;
        if words.width * size <= ROOM * 1000 {
            return Some(words);
        }
        kept -= 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(name: &str) -> Vec<String> {
        let text = |words: &LineWords| words.runs.iter().map(|run| run.text.replace('\u{200F}', "")).collect();
        name_lines(name).iter().map(|(words, _)| text(words)).collect()
    }

    /// Chinese, Japanese and Thai have no spaces; the first two are broken between characters, but never before closing punctuation.
    #[test]
    fn long_names_without_spaces_are_wrapped() {
        for (name, wanted) in [
            ("王小明的手工烘焙咖啡豆与甜品专卖店（上海总店）", ["王小明的手工烘焙咖啡豆", "与甜品专卖店（上海总店）"]),
            ("さくら珈琲と手づくりケーキのお店・東京駅前本店", ["さくら珈琲と手づくりケー", "キのお店・東京駅前本店"]),
        ] {
            let drawn = lines(name);
            assert_eq!(drawn.concat(), name, "all of it");
            assert_eq!(drawn, wanted);
        }
        // Too long for two lines: both are full, and only the end is cut.
        let longest = "株式会社さくら珈琲と手づくりケーキのお店".repeat(3);
        let drawn = lines(&longest);
        assert_eq!(drawn.len(), 2);
        let kept = drawn.concat();
        let (kept, left) = kept.split_at(kept.len() - "…".len());
        assert!(left == "…" && longest.starts_with(kept) && kept.chars().count() > 40, "{kept}");
        for closes in ['、', '。', '）', '」', 'ー', 'っ', '・'] {
            let name = format!("{0}{closes}{0}", "珈琲店珈琲店珈琲店珈");
            let drawn = lines(&name);
            assert!(drawn.len() == 2 && !drawn[1].starts_with(closes), "{drawn:?}");
        }
    }

    #[test]
    fn what_fits_stays_on_one_line_and_words_stay_whole() {
        for name in ["田中商店", "Anna’s Coffee", "ร้านกาแฟน้ำผึ้ง"] {
            assert_eq!(lines(name), [name]);
        }
        assert_eq!(
            lines("Bäckerei-Konditorei Müller-Lüdenscheidt am Hauptbahnhof"),
            ["Bäckerei-Konditorei Müller-", "Lüdenscheidt am Hauptbahnhof"]
        );
        // No break: one line, truncated.
        let drawn = lines(&"W".repeat(60));
        assert!(drawn.len() == 1 && drawn[0].ends_with('…'), "{drawn:?}");
        // A word too long for two lines leaves the first one as full as its words allow.
        let society = lines("The Extraordinarily Long-Named Society of Amateur Beekeepers of Greater Utrecht & Co");
        assert!(society.len() == 2 && society[0].starts_with("The Extraordinarily"), "{society:?}");
    }
}
