//! A curve of shares against shares, from 0 to 1 both ways, with the ground under it parted into bands that can be
//! picked, and one point of it marked in words.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape, path},
    scale::Linear,
    text,
};

const HEIGHT: f64 = 236.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 42.0;
const TEXT: f64 = 11.0;

/// What to draw.
pub struct Curve<'a> {
    /// Ascending in both; from (0, 0) to (1, 1).
    pub points: &'a [(f64, f64)],
    pub bands: &'a [Band],
    /// The marked point and what it says.
    pub marked: (f64, f64),
    pub marked_label: &'a str,
    pub x_title: &'a str,
    pub y_title: &'a str,
    /// How a share is written.
    pub write: &'a dyn Fn(f64) -> String,
}

/// A part of the ground.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Band {
    /// How much of the way it takes, as a share.
    pub share: f64,
    pub name: String,
    /// See [`Mark::label`].
    pub label: String,
}

/// The picture of a curve.
pub fn curve(curve: &Curve, width: f64) -> Picture {
    let ticks = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
    let names = ticks.map(curve.write);
    let start = text::widest(names.iter().map(String::as_str), TEXT) + 6.0;
    let ground = HEIGHT - BOTTOM;
    let x = Linear { from: 0.0, to: 1.0, start, end: width - 14.0 };
    let y = Linear { from: 0.0, to: 1.0, start: ground, end: TOP };
    let mut under = vec![Shape::text("axis", (0.0, 11.0), Anchor::Start, curve.y_title)];
    for (tick, name) in ticks.into_iter().zip(&names) {
        under.push(Shape::Line {
            class: "rule",
            from: (start, y.at(tick)),
            to: (x.end, y.at(tick)),
        });
        under.push(Shape::text("tick", (start - 6.0, y.at(tick) + 4.0), Anchor::End, name));
        if tick > 0.0 {
            under.push(Shape::text("tick", (x.at(tick), ground + 15.0), Anchor::Middle, name));
        }
    }
    under.push(Shape::text("axis", (x.end, ground + 33.0), Anchor::End, curve.x_title));

    let mut marks = Vec::with_capacity(curve.bands.len());
    let mut from = 0.0;
    for band in curve.bands {
        let to = (from + band.share).min(1.0);
        let (left, right) = (x.at(from), x.at(to));
        let inside = curve.points.iter().copied().filter(|point| point.0 > from && point.0 < to);
        let top = [(from, height_at(curve.points, from))]
            .into_iter()
            .chain(inside)
            .chain([(to, height_at(curve.points, to))])
            .map(|(share, height)| (x.at(share), y.at(height)));
        let d = path([(left, ground)].into_iter().chain(top).chain([(right, ground)])) + "Z";
        let middle = (left + right) / 2.0;
        let mut shapes = vec![Shape::Path { class: "band", d }];
        if to < 1.0 {
            let top = y.at(height_at(curve.points, to));
            shapes.push(Shape::Line { class: "edge", from: (right, ground), to: (right, top) });
        }
        if right - left >= text::width(&band.name, TEXT) + 2.0 {
            shapes.push(Shape::text("name", (middle, ground - 8.0), Anchor::Middle, &band.name));
        }
        marks.push(Mark {
            area: Rect::new(left, TOP, right - left, ground - TOP),
            label: band.label.clone(),
            group: String::new(),
            shapes,
        });
        from = to;
    }

    let (px, py) = (x.at(curve.marked.0), y.at(curve.marked.1));
    // Bold is somewhat wider.
    let label = text::width(curve.marked_label, TEXT + 1.0) * 1.08;
    // Under the curve, however flat it runs.
    let left = (px + 9.0).min(x.end - label).max(start + 4.0);
    let above = y.at(height_at(curve.points, (left - start) / (x.end - start)));
    let label_at = (left, (py + 18.0).max(above + 20.0).min(ground - 26.0));
    let over = vec![
        Shape::Path {
            class: "curve",
            d: path(curve.points.iter().map(|&(share, height)| (x.at(share), y.at(height)))),
        },
        Shape::Path { class: "lead-line", d: path([(start, py), (px, py), (px, ground)]) },
        Shape::Dot { class: "dot", at: (px, py), radius: 4.5 },
        Shape::text("strong", label_at, Anchor::Start, curve.marked_label),
    ];
    let across = marks.len();
    Picture { width, height: HEIGHT, under, marks, over, across }
}

/// How high the curve is here.
fn height_at(points: &[(f64, f64)], at: f64) -> f64 {
    let next = points.partition_point(|point| point.0 < at);
    match (next.checked_sub(1).and_then(|i| points.get(i)), points.get(next)) {
        (Some(a), Some(b)) => Linear { from: a.0, to: b.0, start: a.1, end: b.1 }.at(at),
        (None, Some(b)) => b.1,
        (a, None) => a.map_or(0.0, |a| a.1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draw(bands: &[f64], marked: (f64, f64)) -> Picture {
        let bands: Vec<Band> = (bands.iter())
            .map(|&share| Band { share, name: "A".into(), ..Band::default() })
            .collect();
        let what = Curve {
            points: &[(0.0, 0.0), (0.5, 0.8), (1.0, 1.0)],
            bands: &bands,
            marked,
            marked_label: "half of them bring most",
            x_title: "",
            y_title: "",
            write: &|share| format!("{} %", share * 100.0),
        };
        curve(&what, 360.0)
    }

    #[test]
    fn heights_lie_between_the_points() {
        let points = [(0.0, 0.0), (0.5, 0.8), (1.0, 1.0)];
        for (at, expect) in
            [(-1.0, 0.0), (0.0, 0.0), (0.25, 0.4), (0.5, 0.8), (0.75, 0.9), (2.0, 1.0)]
        {
            assert!((height_at(&points, at) - expect).abs() < 1e-9, "{at}");
        }
        assert_eq!(height_at(&[], 0.5), 0.0);
    }

    #[test]
    fn bands_lie_side_by_side() {
        let picture = draw(&[0.25, 0.25, 0.5], (0.25, 0.4));
        let areas: Vec<Rect> = picture.marks.iter().map(|mark| mark.area).collect();
        for pair in areas.windows(2) {
            assert!((pair[0].x + pair[0].width - pair[1].x).abs() < 1e-9);
        }
        assert!((areas[2].width - 2.0 * areas[0].width).abs() < 1e-9);
    }

    #[test]
    fn words_at_the_point_stay_inside() {
        for at in [0.0, 0.3, 0.9, 1.0] {
            let picture = draw(&[1.0], (at, 1.0));
            let Some(Shape::Text { at: (x, _), text, .. }) = picture.over.last() else { panic!() };
            assert!(*x >= 0.0 && x + text::width(text, 12.0) <= 360.0, "{at}");
        }
    }
}
