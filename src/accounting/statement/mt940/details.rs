//! The text of an entry (`:86:`), whose inner structure each country has its own of.

/// The texts that are looked at: no names and no accounts.
#[derive(Default, PartialEq, Eq)]
pub(super) struct Details {
    pub structured: Vec<String>,
    pub text: String,
    pub end_to_end: Option<String>,
}

/// The width at which banks cut lines, also within a word.
const WIDTH: usize = 65;

/// Characters before the two digits of a subfield. `?` in Germany and Austria, `>` at Triodos, the others in Poland.
const SEPARATORS: &[char] = &['?', '>', '<', '^', '~', '|', '@'];

/// Tags of SEPA in the subfields for purposes, as the German banks define them; the texts behind some of them are names.
const SEPA_TAGS: &[&str] = &[
    "EREF+", "KREF+", "MREF+", "CRED+", "DEBT+", "SVWZ+", "ABWA+", "ABWE+", "COAM+", "OAMT+", "IBAN+", "BIC+", "PURP+",
    "SQTP+", "ORCR+", "ORMR+", "DDAT+", "BREF+", "RREF+", "ABWA:", "ABWE:",
];

/// Words between slashes of Dutch and some other banks.
const SLASHED: &[&str] = &[
    "TRTP", "IBAN", "BIC", "NAME", "REMI", "EREF", "MARF", "CSID", "CNTP", "ORDP", "BENM", "ULTC", "ULTD", "ULTB",
    "PURP", "ISDT", "RTRN", "PREF", "SVCL", "TRCD", "EXCH", "CHGS", "OCMT", "ACCW",
];

/// Reads the lines of one or several fields `:86:`, separated by LF.
pub(super) fn read(lines: &str) -> Details {
    let joined: String = lines.split('\n').collect();
    if let Some(purpose) = numbered(&joined) {
        return tagged(&purpose);
    }
    let segments = slashed(&joined);
    if segments.is_empty() { tagged(&without_orderer(&flowing(lines))) } else { of_segments(&segments) }
}

/// The purpose of a text of numbered subfields, `166?00GUTSCHRIFT?20SVWZ+…?32NAME`: 20–29 and 60–63. The bank cuts it anywhere, so it is joined
/// without blanks. `None` if the text isn't so.
fn numbered(text: &str) -> Option<String> {
    let text = text.trim_start();
    let behind_code = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let separator = behind_code.chars().next().filter(|c| SEPARATORS.contains(c))?;
    let code_digits = text.len() - behind_code.len();
    if code_digits > 3 || subfield(behind_code.strip_prefix(separator)?).is_none() {
        return None;
    }
    let mut purpose = String::new();
    let mut reading = false;
    for (index, part) in behind_code.split(separator).enumerate() {
        match subfield(part) {
            Some((number, value)) => {
                reading = matches!(number, 20..=29 | 60..=63);
                if reading {
                    purpose.push_str(value);
                }
            }
            // The separator's character, within the text.
            None if reading && index > 0 => {
                purpose.push(separator);
                purpose.push_str(part);
            }
            None => {}
        }
    }
    Some(purpose)
}

/// The number of a subfield and its value.
fn subfield(part: &str) -> Option<(u8, &str)> {
    let (number, value) = part.split_at_checked(2)?;
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| number.parse().ok()).flatten().map(|number| (number, value))
}

/// Cuts a purpose at its tags of SEPA. What stands before the first one is text, too.
fn tagged(purpose: &str) -> Details {
    let mut details = Details::default();
    let mut tag = "SVWZ+";
    let mut rest = purpose;
    let mut texts: Vec<&str> = Vec::new();
    loop {
        let next = next_tag(rest);
        let (value, behind) = match next {
            Some((at, found)) => (rest.get(..at).unwrap_or_default(), rest.get(at + found.len()..).unwrap_or_default()),
            None => (rest, ""),
        };
        match tag {
            "SVWZ+" if !value.trim().is_empty() => texts.push(value.trim()),
            "EREF+" => details.end_to_end = details.end_to_end.or_else(|| super::fields::reference(value)),
            _ => {}
        }
        let Some((_, found)) = next else { break };
        (tag, rest) = (found, behind);
    }
    details.text = texts.join(" ");
    details
}

/// The first tag of SEPA in a text, and where it begins. One pass, since a text may have thousands: a tag ends with a mark that it has nowhere
/// else.
fn next_tag(text: &str) -> Option<(usize, &'static str)> {
    text.match_indices(['+', ':']).find_map(|(end, mark)| {
        let read = text.get(..end + mark.len())?;
        let tag = SEPA_TAGS.iter().find(|tag| read.ends_with(**tag))?;
        Some((read.len() - tag.len(), *tag))
    })
}

/// The segments of a text such as `/EREF/…//REMI/USTD//text/`; none if the text doesn't begin with one.
fn slashed(text: &str) -> Vec<(&'static str, &str)> {
    let text = text.trim_start();
    let mut starts: Vec<(usize, &'static str)> = Vec::new();
    for (at, _) in text.match_indices('/') {
        let rest = text.get(at + 1..).unwrap_or_default();
        let word = SLASHED.iter().find(|word| rest.strip_prefix(**word).is_some_and(|behind| behind.starts_with('/')));
        // The slash that ends one word can begin no other: in `/REMI/USTD//text/` it belongs to the word.
        if let Some(word) = word
            && starts.last().is_none_or(|(last, before)| at > last + before.len() + 1)
        {
            starts.push((at, word));
        }
    }
    if starts.first().is_none_or(|(at, _)| *at != 0) {
        return Vec::new();
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([text.len()]);
    let segment =
        |(at, word): &(usize, &'static str), end| (*word, text.get(at + word.len() + 2..end).unwrap_or_default());
    starts.iter().zip(ends).map(|(start, end)| segment(start, end)).collect()
}

/// The texts of segments: remittance information, structured (`STRD/CUR/…`) or not, and the end-to-end id.
fn of_segments(segments: &[(&'static str, &str)]) -> Details {
    let mut details = Details::default();
    let mut texts: Vec<&str> = Vec::new();
    for (word, value) in segments {
        let value = value.trim_end_matches('/').trim();
        match *word {
            "EREF" => details.end_to_end = details.end_to_end.or_else(|| super::fields::reference(value)),
            "REMI" => match value.strip_prefix("STRD/") {
                Some(mark) => {
                    let (_, reference) = mark.split_once('/').unwrap_or(("", mark));
                    details.structured.push(reference.trim_matches('/').trim().to_owned());
                }
                None => texts.push(value.strip_prefix("USTD/").unwrap_or(value).trim_matches('/').trim()),
            },
            _ => {}
        }
    }
    details.structured.retain(|reference| !reference.is_empty());
    details.text = texts.join(" ");
    details
}

/// Joins lines of free text: a line of full width was cut there, a shorter one ended.
fn flowing(lines: &str) -> String {
    let mut text = String::new();
    for line in lines.split('\n') {
        text.push_str(line);
        if line.chars().count() < WIDTH {
            text.push(' ');
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A Swiss text without who has paid: `GIRO 123 AUFTRAGGEBER: name, address MITTEILUNGEN: text`.
fn without_orderer(text: &str) -> String {
    let Some((before, message)) = text.split_once("MITTEILUNGEN:") else { return text.to_owned() };
    let before = before.split_once("AUFTRAGGEBER:").map_or(before, |(kind, _)| kind);
    format!("{}{}", before, message.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_survives_the_cuts_of_a_bank() {
        let lines = "166?00SEPA-GUTSCHRIFT?20EREF+NOTPROVIDED?21SVWZ+RF18 5390 07?22\n54 7034 thanks?30GENODEF1XXX?31DE00?32MAX";
        let details = read(lines);
        assert_eq!((details.text.as_str(), details.end_to_end), ("RF18 5390 0754 7034 thanks", None));
    }

    #[test]
    fn subfields_are_cut_at_the_tags_of_sepa() {
        for (lines, text, end_to_end) in [
            (
                "166?00GUTSCHRIFT?100399?20EREF+EndToEndIdTFNR20004000?2101?22S\nVWZ+TO 13 Einga?23ng?2\n4 x?32Richter R?33enate",
                "TO 13 Eingang x",
                "EndToEndIdTFNR2000400001",
            ),
            ("008?00DAUERAUFTRAG?100599?20Miete November?3010020030?31234567?32MUELLER", "Miete November", ""),
            ("166?20KREF+K1?21Rechnung 7?22EREF+E1 ?23ABWA+MUSTERMANN?60 SVWZ+two", "two", "E1"),
            ("166?20before EREF+E1?21SVWZ+after ABWA: Finanzamt", "before after", "E1"),
            (" 020?00Wyplata?20FAKTURA 333/2?21003.?32HUTA SZKLA?60 end", "FAKTURA 333/2003. end", ""),
            (
                "000>100987654321\n>20ALGEMENE TUSSENREKENING KOS>21TEN VAN 01>310390123456",
                "ALGEMENE TUSSENREKENING KOSTEN VAN 01",
                "",
            ),
            ("020^00x^20RF18 5390 ^210754 7034^32NAME", "RF18 5390 0754 7034", ""),
            ("166?20why?no?21t?32NAME?", "why?not", ""),
            ("EREF+E2 SVWZ+without subfields", "without subfields", "E2"),
        ] {
            let details = read(lines);
            assert_eq!(
                (details.text.as_str(), details.end_to_end.unwrap_or_default().as_str()),
                (text, end_to_end),
                "{lines}"
            );
        }
    }

    #[test]
    fn dutch_segments_are_told_apart() {
        let details = read("/EREF/NOTPROVIDED//REMI/USTD//O'Neill & Co pays RF18 5390 0754 7034/");
        assert_eq!((details.text.as_str(), details.end_to_end), ("O'Neill & Co pays RF18 5390 0754 7034", None));
        let details = read(
            "/EREF/E1//CNTP/NL32INGB0000012345/INGBNL2A/ING BANK NV INZAKE WEB///REMI/USTD//EV10001REP1000000T1\n000/",
        );
        assert_eq!((details.text.as_str(), details.end_to_end.as_deref()), ("EV10001REP1000000T1000", Some("E1")));
        let details = read("/CNTP/NL32INGB0000012345/INGBNL2A/NAME///REMI/STRD/CUR/9001123412341234/");
        assert_eq!(
            (details.structured.as_slice(), details.text.as_str()),
            (["9001123412341234".to_owned()].as_slice(), "")
        );
        let details = read(
            "/TRTP/SEPA OVERBOEKING/IBAN/NL00/BIC/X/NAME/J. DE VRIES/REMI/factuur 12/7 RF18 539\n007547034/EREF/E9",
        );
        assert_eq!(
            (details.text.as_str(), details.end_to_end.as_deref()),
            ("factuur 12/7 RF18 539007547034", Some("E9"))
        );
        assert_eq!(read("/PT/FT/PY/SOMETHING FOO").text, "/PT/FT/PY/SOMETHING FOO");
    }

    #[test]
    fn free_text_is_joined_where_it_was_cut() {
        let full = "GIRO AUS ONLINE-SIC 80701 AUFTRAGGEBER: XXXXXXXXX XXX XXXXXXXXSTR";
        let text = format!("{full}\nASSE 111 MITTEILUNGEN: RF18 5390 0754\n7034");
        assert_eq!(read(&text).text, "GIRO AUS ONLINE-SIC 80701 RF18 5390 0754 7034");
        assert_eq!(
            read("BETALINGSKENM.  123456789\nFACTUURNUMMER 987654321").text,
            "BETALINGSKENM. 123456789 FACTUURNUMMER 987654321"
        );
        assert_eq!(read(&format!("{:x<63}RF\n18539", "")).text, format!("{:x<63}RF18539", ""));
        assert_eq!(read("999PN5477SCHECK-NR. 0000016703074").text, "999PN5477SCHECK-NR. 0000016703074");
        assert_eq!(read("").text, "");
    }
}
