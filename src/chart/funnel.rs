//! Stages of a way, one under the other: a bar is as long as the number of those who came at least so far. The part
//! that went on is pale and leads down to the next stage, the part that stands here is in full colour.
//!
//! Classes that are no stage stand below, each with a bar of its own.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::Linear,
    text,
};

/// The line that says how many go on, the line of the name, the bar.
const ON: f64 = 22.0;
const LINE: f64 = 22.0;
const BAR: f64 = 16.0;
const GAP: f64 = 12.0;
const SWATCH: f64 = 8.0;
const AFTER_SWATCH: f64 = 15.0;
const TEXT: f64 = 13.0;

/// A stage.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stage {
    pub name: String,
    /// See [`Mark::group`].
    pub group: String,
    /// See [`Mark::label`].
    pub label: String,
    /// Who stands here, how many of them are selected, and who came at least so far.
    pub at: f64,
    pub selected: f64,
    pub reached: f64,
    /// What is said between the stage before and this one; empty for nothing.
    pub on: String,
    /// Who stands here and what they bring; the last may be empty.
    pub figures: [String; 2],
}

/// The stages, and what is aside of them, in this width.
pub fn funnel(stages: &[Stage], aside: &[Stage], width: f64) -> Picture {
    let most =
        stages.iter().chain(aside).map(|stage| stage.reached.max(stage.at)).fold(0.0, f64::max);
    let scale = Linear { from: 0.0, to: most, start: 0.0, end: width };
    let seen = |value: f64| if value > 0.0 { scale.at(value).max(2.0) } else { 0.0 };
    let second =
        text::widest(stages.iter().chain(aside).map(|stage| stage.figures[1].as_str()), TEXT);
    let mut picture = Picture { width, across: 1, ..Picture::default() };
    let mut top = 0.0;
    for (place, stage) in stages.iter().enumerate() {
        let band = if place == 0 { 0.0 } else { ON };
        if place > 0 {
            let rect = Rect::new(0.0, top, seen(stage.reached), ON + LINE);
            picture.under.push(Shape::Rect { class: "track", rect });
            picture.under.push(Shape::text(
                "axis",
                (AFTER_SWATCH, top + 15.0),
                Anchor::Start,
                &stage.on,
            ));
        }
        let on = stages.get(place + 1).map_or(0.0, |next| next.reached);
        picture.marks.push(mark(stage, top + band, (on, second), width, &seen));
        top += band + LINE + BAR;
    }
    for stage in aside {
        top += GAP;
        picture.marks.push(mark(stage, top, (0.0, second), width, &seen));
        top += LINE + BAR;
    }
    picture.height = top + 2.0;
    picture
}

fn mark(
    stage: &Stage,
    top: f64,
    (on, second): (f64, f64),
    width: f64,
    seen: &dyn Fn(f64) -> f64,
) -> Mark {
    let (base, y) = (top + 15.0, top + LINE);
    let rect = |class, x: f64, width: f64| Shape::Rect { class, rect: Rect::new(x, y, width, BAR) };
    let first = if second > 0.0 { width - second - GAP } else { width };
    let start = seen(on);
    let here =
        if stage.at > 0.0 { (seen(stage.reached.max(stage.at)) - start).max(2.0) } else { 0.0 };
    let mut shapes = vec![
        Shape::Rect { class: "swatch", rect: Rect::new(0.0, base - 9.0, SWATCH, SWATCH) },
        Shape::text("name", (AFTER_SWATCH, base), Anchor::Start, &stage.name),
        Shape::text("figure", (first, base), Anchor::End, &stage.figures[0]),
        rect("passed", 0.0, start),
        rect("whole", start, here),
    ];
    if stage.at > 0.0 {
        shapes.push(rect("part", start, here * (stage.selected / stage.at).clamp(0.0, 1.0)));
    }
    if second > 0.0 {
        shapes.push(Shape::text("aside", (width, base), Anchor::End, &stage.figures[1]));
    }
    Mark {
        area: Rect::new(-6.0, top - 1.0, width + 12.0, LINE + BAR + 3.0),
        label: stage.label.clone(),
        group: stage.group.clone(),
        shapes,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(at: f64, reached: f64) -> Stage {
        Stage { at, selected: at, reached, on: "on".into(), ..Stage::default() }
    }

    fn bars(picture: &Picture, class: &str) -> Vec<(f64, f64)> {
        let shapes = picture.marks.iter().flat_map(|mark| &mark.shapes);
        shapes
            .filter_map(|shape| match shape {
                Shape::Rect { class: own, rect } if *own == class => Some((rect.x, rect.width)),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn who_stands_here_begins_where_those_end_who_went_on() {
        let picture =
            funnel(&[stage(60.0, 100.0), stage(30.0, 40.0), stage(10.0, 10.0)], &[], 400.0);
        assert_eq!(bars(&picture, "passed"), [(0.0, 160.0), (0.0, 40.0), (0.0, 0.0)]);
        assert_eq!(bars(&picture, "part"), [(160.0, 240.0), (40.0, 120.0), (0.0, 40.0)]);
        // Each stage but the first hangs on a band as wide as itself.
        let bands = picture.under.iter().filter_map(|shape| match shape {
            Shape::Rect { rect, .. } => Some(rect.width),
            _ => None,
        });
        assert_eq!(bands.collect::<Vec<f64>>(), [160.0, 40.0]);
    }

    #[test]
    fn what_is_aside_stands_below_and_nobody_is_nothing() {
        let lost = Stage { at: 5.0, reached: 5.0, ..Stage::default() };
        let picture = funnel(&[stage(0.0, 10.0), stage(10.0, 10.0)], &[lost], 200.0);
        assert_eq!(picture.marks.len(), 3);
        assert!(picture.marks[2].area.y > picture.marks[1].area.y);
        assert_eq!(bars(&picture, "whole")[0].1, 0.0);
        let empty = funnel(&[], &[], 200.0);
        assert!(empty.marks.is_empty() && empty.height.is_finite());
    }
}
