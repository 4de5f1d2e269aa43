//! The times of a delivery's attempts, by Standard Webhooks' recommendation.

use chrono::TimeDelta;

use crate::domain::chance::Chance;

/// The pauses after the first, the second and each further attempt that failed. After the last of them, an attempt that fails ends the
/// delivery.
const PAUSES: [TimeDelta; 9] = [
    TimeDelta::seconds(5),
    TimeDelta::minutes(5),
    TimeDelta::minutes(30),
    TimeDelta::hours(2),
    TimeDelta::hours(5),
    TimeDelta::hours(10),
    TimeDelta::hours(14),
    TimeDelta::hours(20),
    TimeDelta::hours(24),
];

/// The longest pause that a receiver can ask for by `Retry-After`.
const LONGEST: TimeDelta = TimeDelta::hours(24);

/// The pause after `attempts` attempts that failed, the last of which was answered with a pause that the receiver asks for, if with any.
/// Up to a fifth is added at random, so that deliveries that failed together aren't repeated together. `None` when it is given up.
pub fn pause(attempts: i64, asked: Option<TimeDelta>, chance: &Chance) -> Option<TimeDelta> {
    let pause = *PAUSES.get(usize::try_from(attempts).ok()?.checked_sub(1)?)?;
    let part = chance.bytes(1).first().map_or(0, |byte| i32::from(*byte));
    let spread = pause + pause / 5 * part / 255;
    Some(spread.max(asked.unwrap_or_default().min(LONGEST)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pauses_are_those_of_the_recommendation_and_a_fifth() {
        let (short, long) = (Chance::scripted(|n| vec![0; n]), Chance::scripted(|n| vec![255; n]));
        let seconds = |chance| (1..=10).map(|n| pause(n, None, chance).map(|p| p.num_seconds())).collect::<Vec<_>>();
        let table = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400];
        assert_eq!(seconds(&short), table.map(Some).into_iter().chain([None]).collect::<Vec<_>>());
        assert_eq!(seconds(&long), table.map(|s| Some(s + s / 5)).into_iter().chain([None]).collect::<Vec<_>>());
        for nonsense in [i64::MIN, -1, 0, i64::MAX] {
            assert_eq!(pause(nonsense, None, &short), None);
        }
    }

    #[test]
    fn a_receiver_may_ask_for_a_longer_pause_and_no_shorter_one() {
        let chance = Chance::scripted(|n| vec![0; n]);
        let asked = |asked| pause(2, Some(TimeDelta::seconds(asked)), &chance).map(|p| p.num_seconds());
        assert_eq!([-5, 0, 299, 301, 10_000_000].map(asked), [300, 300, 300, 301, 86_400].map(Some));
        assert_eq!(pause(10, Some(TimeDelta::seconds(5)), &chance), None);
    }
}
