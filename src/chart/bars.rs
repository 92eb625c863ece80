//! Bars side by side downwards, each with its name and its figures: the whole pale, the selected part in full colour.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::Linear,
    text,
};

const ROW: f64 = 28.0;
/// Where a bar lies under its name: a row is then this high.
const TALL_ROW: f64 = 44.0;
const BAR: f64 = 14.0;
const GAP: f64 = 12.0;
/// Side of the square that shows the class's colour, and the room it takes with its gap.
const SWATCH: f64 = 8.0;
const AFTER_SWATCH: f64 = 15.0;
/// Least width of a bar beside its name.
const LEAST: f64 = 72.0;
const TEXT: f64 = 13.0;

/// One bar.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Bar {
    pub name: String,
    /// See [`Mark::group`].
    pub group: String,
    /// See [`Mark::label`].
    pub label: String,
    pub whole: f64,
    /// How much of the whole is selected.
    pub part: f64,
    /// The figures behind the bar; the last may be empty for all.
    pub figures: [String; 2],
}

/// Bars of this width in all.
pub fn bars(bars: &[Bar], width: f64) -> Picture {
    let names = AFTER_SWATCH + text::widest(bars.iter().map(|bar| bar.name.as_str()), TEXT);
    let figures =
        [0, 1].map(|i| text::widest(bars.iter().map(|bar| bar.figures[i].as_str()), TEXT));
    let second = if figures[1] > 0.0 { figures[1] + GAP } else { 0.0 };
    let first_end = width - second;
    let (mut start, mut end) = (names + GAP, first_end - figures[0] - GAP);
    let stacked = end - start < LEAST;
    if stacked {
        (start, end) = (0.0, width);
    }
    let row = if stacked { TALL_ROW } else { ROW };
    let most = bars.iter().map(|bar| bar.whole).fold(0.0, f64::max);
    let scale = Linear { from: 0.0, to: most, start: 0.0, end: end - start };
    let marks = bars.iter().enumerate().map(|(i, bar)| {
        let top = row * i as f64;
        let base = top + 19.0;
        let y = if stacked { top + 26.0 } else { top + (ROW - BAR) / 2.0 };
        let rect = |class, width| Shape::Rect { class, rect: Rect::new(start, y, width, BAR) };
        // What is there is seen, however little of the whole it is.
        let seen = |value: f64| if value > 0.0 { scale.at(value).max(2.0) } else { 0.0 };
        let mut shapes = vec![
            Shape::Rect { class: "swatch", rect: Rect::new(0.0, base - 9.0, SWATCH, SWATCH) },
            Shape::text("name", (AFTER_SWATCH, base), Anchor::Start, &bar.name),
            rect("track", end - start),
            rect("whole", seen(bar.whole)),
            rect("part", seen(bar.part)),
            Shape::text("figure", (first_end, base), Anchor::End, &bar.figures[0]),
        ];
        if second > 0.0 {
            shapes.push(Shape::text("aside", (width, base), Anchor::End, &bar.figures[1]));
        }
        Mark {
            area: Rect::new(-6.0, top + 1.0, width + 12.0, row - 2.0),
            label: bar.label.clone(),
            group: bar.group.clone(),
            shapes,
        }
    });
    Picture {
        width,
        height: row * bars.len() as f64,
        marks: marks.collect(),
        across: 1,
        ..Picture::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(picture: &Picture, class: &str) -> Vec<f64> {
        let shapes = picture.marks.iter().flat_map(|mark| &mark.shapes);
        shapes
            .filter_map(|shape| match shape {
                Shape::Rect { class: own, rect } if *own == class => Some(rect.width),
                _ => None,
            })
            .collect()
    }

    fn bar(whole: f64, part: f64) -> Bar {
        Bar { name: "Active".into(), whole, part, ..Bar::default() }
    }

    #[test]
    fn bars_are_as_long_as_their_numbers() {
        let picture = bars(&[bar(100.0, 50.0), bar(25.0, 0.0), bar(0.0, 0.0)], 400.0);
        let (whole, part) = (widths(&picture, "whole"), widths(&picture, "part"));
        assert!((whole[1] - whole[0] / 4.0).abs() < 1e-9);
        assert!((part[0] - whole[0] / 2.0).abs() < 1e-9);
        assert_eq!((part[1], whole[2]), (0.0, 0.0));
        assert_eq!(picture.height, 84.0);
    }

    #[test]
    fn what_is_little_is_still_seen() {
        let picture = bars(&[bar(1e6, 1.0), bar(1.0, 1.0)], 400.0);
        assert_eq!(widths(&picture, "part"), [2.0, 2.0]);
    }

    #[test]
    fn where_room_is_short_the_bar_goes_under_its_name() {
        let picture = bars(&[bar(1.0, 1.0)], 120.0);
        assert_eq!(widths(&picture, "whole"), [120.0]);
        assert_eq!(picture.height, TALL_ROW);
        assert_eq!(bars(&[], 120.0).height, 0.0);
    }
}
