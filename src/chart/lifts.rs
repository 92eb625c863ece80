//! Lifts with their intervals: a dot on a line from the interval's low end to its high one, beside the line of "as often as
//! all". The scale is one of ratios: half as often lies as far to the left as twice to the right.
//!
//! The trap: nought. A lift of 0 lies nowhere on a scale of ratios; it stands at the edge, as all beyond it do.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::Linear,
    text,
};

const ROW: f64 = 30.0;
const TALL_ROW: f64 = 46.0;
const GAP: f64 = 12.0;
const TEXT: f64 = 13.0;
/// Least width of the scale beside the names.
const LEAST: f64 = 150.0;
/// The scale never goes beyond so many times as often, or so little.
const MOST: f64 = 16.0;

/// One lift.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct LiftBar {
    pub name: String,
    /// See [`Mark::label`].
    pub label: String,
    pub lift: f64,
    pub low: f64,
    pub high: f64,
    pub figure: String,
}

/// Lifts below one another; `one` says what the line in the middle is.
pub fn lifts(bars: &[LiftBar], one: &str, width: f64) -> Picture {
    let names = text::widest(bars.iter().map(|bar| bar.name.as_str()), TEXT).min(width * 0.5);
    let figures = text::widest(bars.iter().map(|bar| bar.figure.as_str()), TEXT);
    let stacked = width - names - figures - 2.0 * GAP < LEAST;
    let start = if stacked { 6.0 } else { names + GAP };
    let end = if stacked { width - 6.0 } else { width - figures - GAP };
    let reach = bars.iter().flat_map(|bar| [bar.lift, bar.high, 1.0 / bar.lift.max(1.0 / MOST)]);
    let most = reach.filter(|value| value.is_finite()).fold(2.0, f64::max).min(MOST);
    let scale = Linear { from: -most.ln(), to: most.ln(), start, end };
    let at = |value: f64| scale.at(value.clamp(1.0 / most, most).ln());
    let row = if stacked { TALL_ROW } else { ROW };
    let (top, height) = (18.0, row * bars.len() as f64);
    let under = match bars {
        [] => Vec::new(),
        _ => vec![
            Shape::text("axis", (at(1.0), 11.0), Anchor::Middle, one),
            Shape::Line { class: "ground", from: (at(1.0), top), to: (at(1.0), top + height) },
        ],
    };
    let marks = bars.iter().enumerate().map(|(i, bar)| {
        let above = top + row * i as f64;
        let base = above + 19.0;
        let y = above + if stacked { 32.0 } else { row / 2.0 };
        let room = if stacked { width - figures - GAP } else { names };
        let class = if bar.lift >= 1.0 { "more" } else { "less" };
        Mark {
            area: Rect::new(-6.0, above + 1.0, width + 12.0, row - 2.0),
            label: bar.label.clone(),
            group: String::new(),
            shapes: vec![
                Shape::text("name", (0.0, base), Anchor::Start, &text::fit(&bar.name, TEXT, room)),
                Shape::Line { class, from: (at(bar.low), y), to: (at(bar.high), y) },
                Shape::Dot { class, at: (at(bar.lift), y), radius: 5.0 },
                Shape::text("figure", (width, base), Anchor::End, &bar.figure),
            ],
        }
    });
    Picture {
        width,
        height: top + height,
        under,
        marks: marks.collect(),
        across: 1,
        ..Picture::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dots(picture: &Picture) -> Vec<f64> {
        let shapes = picture.marks.iter().flat_map(|mark| &mark.shapes);
        shapes
            .filter_map(|shape| match shape {
                Shape::Dot { at, .. } => Some(at.0),
                _ => None,
            })
            .collect()
    }

    fn bar(lift: f64) -> LiftBar {
        LiftBar {
            name: "Tea".into(),
            lift,
            low: lift / 1.5,
            high: lift * 1.5,
            ..LiftBar::default()
        }
    }

    #[test]
    fn twice_and_half_lie_as_far_from_one() {
        let at = dots(&lifts(&[bar(2.0), bar(1.0), bar(0.5)], "", 500.0));
        assert!((at[0] - at[1] - (at[1] - at[2])).abs() < 1e-9 && at[0] > at[1]);
    }

    #[test]
    fn what_lies_beyond_the_scale_stands_at_its_edge() {
        for width in [90.0, 320.0, 900.0] {
            let picture = lifts(&[bar(0.0), bar(1000.0)], "as all", width);
            assert!(dots(&picture).iter().all(|x| (0.0..=width).contains(x)), "{width}");
        }
        assert!(lifts(&[], "", 300.0).under.is_empty());
    }
}
