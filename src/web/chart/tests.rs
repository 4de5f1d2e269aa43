//! Bars stay within their plot, whatever they are to show.

use proptest::prelude::*;

use super::*;

const PLOT: i64 = 120;

fn bars(values: &[i64]) -> Vec<Bar> {
    values.iter().map(|value| Bar { value: *value, is_now: false, label: None }).collect()
}

fn drawn(values: &[i64]) -> Chart {
    Chart::new(&bars(values), Range::of(values.iter().copied()), PLOT, Direction::LeftToRight)
}

fn heights(chart: &Chart) -> Vec<i64> {
    chart.bars.iter().map(|bar| bar.height).collect()
}

fn labelled(values: &[i64], at: usize, text: &str, direction: Direction) -> Label {
    let mut bars = bars(values);
    bars[at].label = Some(text.into());
    Chart::new(&bars, Range::of(values.iter().copied()), PLOT, direction).labels.pop().expect("a label")
}

#[test]
fn nothing_is_drawn_of_nothing() {
    assert_eq!((drawn(&[]).bars.len(), drawn(&[]).baseline), (0, PLOT));
    assert_eq!(heights(&drawn(&[0, 0])), [0, 0]);
}

#[test]
fn a_single_value_fills_its_plot_and_is_no_wall() {
    let chart = drawn(&[1]);
    let bar = &chart.bars[0];
    assert_eq!((bar.y, bar.height, bar.width), (0, PLOT, ChartExtent(WIDEST)));
    assert_eq!(bar.x, ChartExtent((WIDTH - WIDEST) / 2));
}

#[test]
fn bars_are_as_high_as_their_values() {
    assert_eq!(heights(&drawn(&[0, 50, 100, 1])), [0, 60, 120, LEAST], "and a little is seen");
    assert_eq!(heights(&drawn(&[i64::MAX, i64::MAX / 2])), [120, 59]);
}

#[test]
fn what_went_back_hangs_below_the_baseline() {
    let chart = drawn(&[300, -100, 0]);
    assert_eq!((chart.baseline, heights(&chart)), (90, vec![90, 30, 0]));
    assert!(!chart.bars[0].is_below && chart.bars[1].is_below);
    assert_eq!((chart.bars[0].y, chart.bars[1].y), (0, 90));
    let all = drawn(&[-5, -10]);
    assert_eq!((all.baseline, heights(&all)), (0, vec![60, 120]));
    let ends = drawn(&[i64::MAX, i64::MIN]);
    assert_eq!(ends.baseline, 59);
    // Either side can be seen, however small.
    assert_eq!(heights(&drawn(&[1, i64::MIN])), [LEAST, PLOT - LEAST]);
}

#[test]
fn charts_that_share_a_range_can_be_compared() {
    let chart = Chart::new(&bars(&[25]), Range::of([100, 25]), PLOT, Direction::LeftToRight);
    assert_eq!(heights(&chart), [30]);
}

#[test]
fn the_first_bar_is_the_rightmost_from_right_to_left() {
    let values = [1, 2, 3];
    let (there, back) = (drawn(&values), Chart::new(&bars(&values), Range::of(values), PLOT, Direction::RightToLeft));
    for (one, other) in there.bars.iter().zip(&back.bars) {
        assert_eq!(one.x.0 + one.width.0 + other.x.0, WIDTH);
        assert_eq!((one.y, one.height), (other.y, other.height));
    }
    assert!(back.bars[0].x > back.bars[2].x);
}

#[test]
fn labels_stay_on_the_chart() {
    let values = [5, 1, 1, 1, 1];
    let (ltr, rtl) = (Direction::LeftToRight, Direction::RightToLeft);
    let place = |label: Label| (label.x.0, label.anchor);
    assert_eq!(place(labelled(&values, 0, "1", ltr)), (1000, "middle"));
    assert_eq!(place(labelled(&values, 0, "€1,250.00", ltr)), (0, "start"));
    assert_eq!(place(labelled(&values, 4, "€1,250.00", ltr)), (WIDTH, "end"));
    assert_eq!(place(labelled(&values, 2, "€1,250.00", ltr)), (5000, "middle"));
    assert_eq!(place(labelled(&values, 0, "€1,250.00", rtl)), (WIDTH, "start"));
    assert_eq!(place(labelled(&values, 4, "€1,250.00", rtl)), (0, "end"));
    // The highest bar begins below its label, and nothing is written below the baseline.
    assert_eq!(labelled(&values, 0, "5", ltr).y, LETTERS);
    let mut below = bars(&[-5]);
    below[0].label = Some("-5".into());
    assert_eq!(Chart::new(&below, Range::of([-5]), PLOT, ltr).labels, []);
}

#[test]
fn shares_are_written_with_two_decimals() {
    for (share, written) in [(0, "0.00%"), (5, "0.05%"), (1234, "12.34%"), (WIDTH, "100.00%")] {
        assert_eq!(ChartExtent(share).to_string(), written);
    }
}

proptest! {
    #[test]
    fn bars_never_leave_the_plot(
        values in prop::collection::vec(prop_oneof![any::<i64>(), -1000i64..1000, Just(0)], 0..60),
        others in prop::collection::vec(any::<i64>(), 0..3),
        plot in 0i64..400,
        rtl in any::<bool>(),
    ) {
        let direction = if rtl { Direction::RightToLeft } else { Direction::LeftToRight };
        // A range that doesn't fit the values harms nothing either.
        for range in [Range::of(values.iter().chain(&others).copied()), Range::of(others.iter().copied())] {
            let chart = Chart::new(&bars(&values), range, plot, direction);
            prop_assert_eq!(chart.bars.len(), values.len());
            for (bar, value) in chart.bars.iter().zip(&values) {
                prop_assert!(bar.x.0 >= 0 && bar.width.0 > 0 && bar.x.0 + bar.width.0 <= WIDTH);
                prop_assert!(bar.y >= 0 && bar.height >= 0 && bar.y + bar.height <= chart.height);
                prop_assert!(bar.is_below == (*value < 0));
                prop_assert_eq!(if bar.is_below { bar.y } else { bar.y + bar.height }, chart.baseline);
            }
        }
    }

    #[test]
    fn a_larger_value_is_no_lower_bar(one in any::<i64>(), other in any::<i64>()) {
        let chart = drawn(&[one, other]);
        let signed = |at: usize| if chart.bars[at].is_below { -chart.bars[at].height } else { chart.bars[at].height };
        let (lower, higher) = if one < other { (0, 1) } else { (1, 0) };
        prop_assert!(signed(lower) <= signed(higher));
    }
}
