//! When to try again: soon at first, then more and more rarely, and not all at the same moment.

use chrono::TimeDelta;

use super::chance::Chance;

/// The first pause, and the longest one.
const FIRST: TimeDelta = TimeDelta::seconds(60);
const LONGEST: TimeDelta = TimeDelta::hours(6);

/// The pause before the next attempt after so many: 1 minute, doubled each time up to 6 hours, and up to a fifth longer by chance,
/// so that what failed together is not tried again together.
pub fn pause(attempts: i64, chance: &Chance) -> TimeDelta {
    let doubled = u32::try_from(attempts.max(0)).ok().and_then(|n| 2_i32.checked_pow(n)).unwrap_or(i32::MAX);
    let pause = FIRST.checked_mul(doubled).unwrap_or(LONGEST).min(LONGEST);
    let part = chance.bytes(1).first().map_or(0, |byte| i32::from(*byte));
    pause + pause / 5 * part / 255
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_doubles_up_to_six_hours_and_a_fifth() {
        let (short, long) = (Chance::scripted(|n| vec![0; n]), Chance::scripted(|n| vec![255; n]));
        let minutes = |attempts| pause(attempts, &short).num_minutes();
        assert_eq!([0, 1, 2, 8, 9, 62, i64::MAX].map(minutes), [1, 2, 4, 256, 360, 360, 360]);
        assert_eq!(minutes(-1), 1);
        assert_eq!((pause(0, &long).num_seconds(), pause(50, &long).num_minutes()), (72, 432));
    }
}
