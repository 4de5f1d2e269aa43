//! Delays between attempts: exponential, with random jitter.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBuilder};
use chrono::TimeDelta;

use super::chance::Chance;
use super::clock::Timestamp;

/// The first and the longest delay between attempts.
const FIRST: Duration = Duration::from_mins(1);
const LONGEST: Duration = Duration::from_hours(6);

/// The first and the longest time for which a failing server isn't called.
const FIRST_REST: Duration = Duration::from_secs(15);
const LONGEST_REST: Duration = Duration::from_mins(15);

/// The first and the longest delay before a panicked background task restarts.
const FIRST_RESTART: Duration = Duration::from_secs(1);
const LONGEST_RESTART: Duration = Duration::from_mins(1);

/// The first and the longest interval of polls for a settled payment, and their end. Cards can be disputed for 120 days, PayPal payments
/// for 180; refunds are possible for about as long.
const SETTLED_FIRST: TimeDelta = TimeDelta::days(1);
const SETTLED_LONGEST: TimeDelta = TimeDelta::days(30);
const SETTLED_ASKING: TimeDelta = TimeDelta::days(180);

/// The delay after `attempts` failures: 1 minute, doubled each time up to 6 hours, plus up to a fifth of jitter, so that attempts that
/// failed together aren't repeated together.
pub fn pause(attempts: i64, chance: &Chance) -> TimeDelta {
    // The limit was reached long before.
    let attempts = usize::try_from(attempts.clamp(0, 20)).unwrap_or_default();
    spread(doubled(FIRST, LONGEST, attempts), chance)
}

/// The time for which a failing server isn't called, after `rests` such times in a row: 15 seconds, doubled each time up to 15 minutes,
/// plus up to a fifth of jitter.
pub fn rest(rests: u32, chance: &Chance) -> TimeDelta {
    let rests = usize::try_from(rests.min(20)).unwrap_or_default();
    spread(doubled(FIRST_REST, LONGEST_REST, rests), chance)
}

/// The delay before a background task restarts, after `panics` earlier panics: 1 second, doubled each time up to 1 minute, plus up to a
/// fifth of jitter.
pub fn restart(panics: u32, chance: &Chance) -> TimeDelta {
    let panics = usize::try_from(panics.min(20)).unwrap_or_default();
    spread(doubled(FIRST_RESTART, LONGEST_RESTART, panics), chance)
}

fn doubled(first: Duration, longest: Duration, times: usize) -> TimeDelta {
    let pauses = ExponentialBuilder::new().with_min_delay(first).with_max_delay(longest).without_max_times();
    let pause = pauses.build().nth(times).unwrap_or(longest);
    TimeDelta::from_std(pause).unwrap_or(SETTLED_FIRST)
}

/// The delay before the next poll of a settled payment, which finds refunds and disputes whose webhook was lost. It equals the time since
/// the settlement: polls after about 1, 2, 4, 8, 16 and 32 days and then monthly, some ten in all. `None` after half a year.
pub fn after_settling(settled_at: Timestamp, now: Timestamp, chance: &Chance) -> Option<TimeDelta> {
    let age = now - settled_at;
    (age < SETTLED_ASKING).then(|| spread(age.clamp(SETTLED_FIRST, SETTLED_LONGEST), chance))
}

/// Adds up to a fifth of jitter.
fn spread(pause: TimeDelta, chance: &Chance) -> TimeDelta {
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

    #[test]
    fn what_has_settled_is_asked_about_for_half_a_year() {
        let settled = chrono::DateTime::from_timestamp(1_700_000_000, 0).expect("in range");
        for byte in [0, 100, 255] {
            let chance = Chance::scripted(move |n| vec![byte; n]);
            let (mut at, mut days) = (settled, Vec::new());
            while let Some(pause) = after_settling(settled, at, &chance) {
                at += pause;
                days.push((at - settled).num_days());
            }
            assert!((9..=12).contains(&days.len()), "{days:?}");
            assert!(
                days[0] == 1 && days[3] >= 8 && days.last().is_some_and(|last| (180..220).contains(last)),
                "{days:?}"
            );
            assert!(days.windows(2).all(|two| two[1] - two[0] <= 36), "{days:?}");
        }
    }
}
