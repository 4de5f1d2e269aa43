//! Medians, ratios and the tables they are printed in.

use std::fmt::Write;
use std::time::Duration;

use chit::domain::text::in_threes;

use super::client::Tally;

/// The results of one kind of turn, round by round.
#[derive(Debug, Default)]
pub struct Series {
    rates: Vec<f64>,
    p50: Vec<f64>,
    p99: Vec<f64>,
    cpu: Vec<f64>,
}

impl Series {
    /// Adds the result of a round.
    pub fn push(&mut self, tally: &Tally) {
        let mut latencies = tally.latencies.clone();
        latencies.sort_unstable();
        let at = |share: f64| {
            let place = (latencies.len() as f64 * share) as usize;
            latencies.get(place).or(latencies.last()).map_or(0.0, |us| f64::from(*us) / 1000.0)
        };
        let count = latencies.len() as f64;
        self.rates.push(count / tally.took.as_secs_f64());
        self.p50.push(at(0.50));
        self.p99.push(at(0.99));
        self.cpu.push(tally.cpu.as_secs_f64() * 1e6 / count.max(1.0));
    }

    /// The median rate per second.
    pub fn rate(&self) -> f64 {
        median(&self.rates)
    }

    /// The slowest hundredth's time as a multiple of another's, round by round.
    pub fn p99_against(&self, other: &Self) -> f64 {
        ratio(&self.p99, &other.p99)
    }

    /// The median over the rounds of the ratio to another's rate.
    pub fn against(&self, other: &Self) -> f64 {
        ratio(&self.rates, &other.rates)
    }
}

/// The median of some durations.
pub fn middle(mut took: Vec<Duration>) -> Duration {
    took.sort_unstable();
    took.get(took.len() / 2).copied().unwrap_or_default()
}

fn ratio(of: &[f64], to: &[f64]) -> f64 {
    median(&of.iter().zip(to).map(|(a, b)| a / b).collect::<Vec<_>>())
}

/// The median of some values.
pub fn median(values: &[f64]) -> f64 {
    let mut values = values.to_vec();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => 0.0,
        n if n % 2 == 1 => values[middle],
        _ => f64::midpoint(values[middle - 1], values[middle]),
    }
}

/// A line of a table.
pub struct Row<'a> {
    name: String,
    series: &'a Series,
    limit: &'a Series,
}

impl<'a> Row<'a> {
    /// A measured series, and the one it is held against.
    pub fn new(name: &str, series: &'a Series, limit: &'a Series) -> Self {
        Self { name: name.to_owned(), series, limit }
    }
}

/// A table. `each` says what is counted.
pub fn table(title: &str, each: &str, rows: &[Row<'_>]) -> String {
    let mut out = format!(
        "\n{title:<46}{each:>10}  × bare   p50 ms   p99 ms  p99 × bare  CPU µs each\n{}\n",
        "-".repeat(46 + 10 + 8 + 9 + 9 + 12 + 13)
    );
    for Row { name, series, limit } in rows {
        let _ = writeln!(
            out,
            "{name:<46}{:>10}{:>8.3}{:>9.2}{:>9.2}{:>12.2}{:>13.1}",
            grouped(series.rate()),
            series.against(limit),
            median(&series.p50),
            median(&series.p99),
            ratio(&series.p99, &limit.p99),
            median(&series.cpu),
        );
    }
    out
}

/// A number with separators: `136,000`.
pub fn grouped(number: f64) -> String {
    in_threes(&format!("{number:.0}"), ',')
}
