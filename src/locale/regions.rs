//! Regions with number or date formats that differ from their language's in CLDR.

use crate::domain::language::Language;

/// The regions of each language, by ISO 3166-1 and UN M49. A closed list, so that a request header only selects from it. A test compares it
/// with all of CLDR and names what is missing.
pub(super) const REGIONS: [(Language, &str); 13] = [
    (
        Language::En,
        "AE AG AI AS AT AU BB BI BM BS BW BZ CA CC CH CK CM CX DG DM ER FJ FK GB GD GG GH GI GM GS GU GY ID \
        IE IL IM IN IO JE JM JP KE KI KN KY LC LR LS MG MH MO MP MS MT MU MV MW MY NA NF NG NR NU NZ PG PH \
        PK PN PR RW SB SC SG SH SL SS SX SZ TK TO TT TV TZ UG UM US VC VI VU WS ZA ZM ZW 150",
    ),
    (Language::De, "AT CH IT LI"),
    (Language::Fr, "BI CA CD CH DJ DZ GN HT KM LU MA MG MR MU RW SC SY TD TN VU"),
    (Language::Es, "AR BO BR BZ CL CO CR CU DO EC GQ GT HN JP MX NI PA PE PH PR PY SV US UY VE 419"),
    (Language::Pt, "AO CH CV FR GQ GW LU MO MZ PT ST TL"),
    (Language::It, "CH"),
    (Language::Nl, "AW BQ CW SR SX"),
    (Language::Pl, ""),
    (Language::Tr, "CY"),
    (Language::Ar, "BH DJ DZ EG ER IL IQ JO KM KW LB LY MA MR OM PS QA SA SD SO SS SY TD TN YE"),
    (Language::Hi, ""),
    (Language::Ja, ""),
    (Language::Zh, "AU BN GB GF HK ID MO MY PA PF PH SG SR TH TW US VN"),
];

/// Regions of English whose numbers CLDR formats as the country does (`1.234,50`), but euros as English does (`€1,234.50`). ICU only has
/// the marks of numbers, so these are served as English without a region.
#[cfg(test)]
const LIKE_THE_LANGUAGE: &str = "BE CZ DE DK EE ES FI FR GE HU IT LT LV NL NO PL PT RO SE SI SK UA";

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveDate};

    use super::*;
    use crate::domain::money::Money;
    use crate::domain::money::currency::Currency;
    use crate::locale::format::Formats;

    /// Samples of a locale's formats: money, and the names of all months.
    fn written(tag: &str) -> Option<Vec<String>> {
        let formats = Formats::load(tag)?;
        let day = |month| NaiveDate::from_ymd_opt(2026, month, 30 - u32::from(month == 2) * 2);
        let mut written: Vec<_> = (1..=12).filter_map(day).map(|day| formats.day(day)).collect();
        written.push(formats.moment(DateTime::from_timestamp(1_700_000_000, 0)?, crate::domain::zone::Zone::UTC));
        for (minor, code) in [(123_456_789, "EUR"), (123_450, "USD"), (123_450, "CHF")] {
            written.push(formats.figures(&Money::new(minor, Currency::parse(code).ok()?)).to_string());
        }
        Some(written)
    }

    /// Every code in the form of a region's, assigned or not.
    fn codes() -> impl Iterator<Item = String> {
        let letters = || 'A'..='Z';
        let pairs = letters().flat_map(move |a| letters().map(move |b| format!("{a}{b}")));
        pairs.chain(["001", "150", "419"].map(str::to_owned))
    }

    #[test]
    fn every_region_that_writes_otherwise_is_named() {
        let lacking = REGIONS.map(|(language, regions)| {
            let named: Vec<_> = regions.split(' ').collect();
            let alone = written(language.tag()).expect("CLDR has it");
            // An unassigned region: in English that is the American format, not that of the language alone.
            let nowhere = written(&format!("{}-AA", language.tag())).expect("CLDR falls back");
            let lacking: Vec<_> = codes()
                .filter(|code| !named.contains(&code.as_str()))
                .filter(|code| language != Language::En || !LIKE_THE_LANGUAGE.split(' ').any(|like| like == code))
                .filter(|code| {
                    let written = written(&format!("{}-{code}", language.tag()));
                    written.as_ref() != Some(&alone) && written.as_ref() != Some(&nowhere)
                })
                .collect();
            (language.tag(), lacking.join(" "))
        });
        assert!(lacking.iter().all(|(_, codes)| codes.is_empty()), "{lacking:?}");
    }

    #[test]
    fn each_language_has_its_line() {
        assert_eq!(REGIONS.map(|(language, _)| language), Language::ALL);
    }
}
