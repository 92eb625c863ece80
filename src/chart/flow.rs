//! Who went from where to where: two columns of bars, and ribbons between them as wide as those who went.
//!
//! Ribbons leave and reach a bar in the order of the bars on the other side, so that they cross as little as can be. A ribbon
//! bears the class it leads to: its colour says what became of them.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape, tenth},
    spread::spread,
    text,
};

const BAR: f64 = 10.0;
const GAP: f64 = 8.0;
const TEXT: f64 = 13.0;
const LINE: f64 = 17.0;
const HEAD: f64 = 26.0;
/// Room that names may take of the width, on each side.
const NAMES: f64 = 0.36;

/// A bar at either side.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Side {
    pub name: String,
    /// Its number as text.
    pub figure: String,
    /// See [`Mark::group`].
    pub group: String,
    /// See [`Mark::label`]; of the right side alone.
    pub label: String,
    pub value: f64,
}

/// A ribbon.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ribbon {
    pub from: usize,
    pub to: usize,
    pub value: f64,
    pub label: String,
}

/// The picture. Marks: the ribbons in their order, then the bars of the right side.
pub fn flow(
    left: &[Side],
    right: &[Side],
    ribbons: &[Ribbon],
    titles: [&str; 2],
    width: f64,
) -> Picture {
    let most = left.len().max(right.len());
    let height = (most as f64 * 44.0).clamp(160.0, 420.0);
    let sum = |sides: &[Side]| sides.iter().map(|side| side.value).sum::<f64>();
    let total = sum(left).max(sum(right));
    let gaps = GAP * most.saturating_sub(1) as f64;
    let scale = if total > 0.0 { (height - gaps).max(0.0) / total } else { 0.0 };
    let room = |sides: &[Side]| {
        let widest = sides.iter().map(name_width).fold(0.0, f64::max);
        (widest + 8.0).min(width * NAMES)
    };
    let (start, end) = (room(left), width - room(right));
    let tops = |sides: &[Side]| {
        let mut top = HEAD;
        let mut tops = Vec::with_capacity(sides.len());
        for side in sides {
            tops.push(top);
            top += side.value * scale + GAP;
        }
        tops
    };
    let (left_tops, right_tops) = (tops(left), tops(right));

    let mut under = vec![
        Shape::text("axis", (start + BAR, 11.0), Anchor::End, titles[0]),
        Shape::text("axis", (end - BAR, 11.0), Anchor::Start, titles[1]),
    ];
    for (side, top) in left.iter().zip(&left_tops) {
        let rect = Rect::new(start, *top, BAR, (side.value * scale).max(1.0));
        under.push(Shape::Rect { class: "pillar", rect });
    }
    under.extend(names(left, &left_tops, scale, height, (start - 6.0, Anchor::End)));

    let mut marks = Vec::new();
    let mut left_free = left_tops.clone();
    let mut right_free = right_tops.clone();
    // Each side's ribbons stand in the order of the other side, whatever order they are given in.
    let mut places = vec![(0.0, 0.0); ribbons.len()];
    let mut order: Vec<usize> = (0..ribbons.len()).collect();
    order.sort_by_key(|&i| (ribbons[i].from, ribbons[i].to));
    for &i in &order {
        places[i].0 = left_free[ribbons[i].from];
        left_free[ribbons[i].from] += ribbons[i].value * scale;
    }
    order.sort_by_key(|&i| (ribbons[i].to, ribbons[i].from));
    for &i in &order {
        places[i].1 = right_free[ribbons[i].to];
        right_free[ribbons[i].to] += ribbons[i].value * scale;
    }
    for (ribbon, &(y0, y1)) in ribbons.iter().zip(&places) {
        let thick = (ribbon.value * scale).max(1.0);
        let (x0, x1) = (start + BAR, end - BAR);
        let d = ribbon_path((x0, y0), (x1, y1), thick);
        let middle = Rect::new((x0 + x1) / 2.0, (y0 + y1 + thick) / 2.0, 0.0, 0.0);
        marks.push(Mark {
            area: middle,
            label: ribbon.label.clone(),
            group: right[ribbon.to].group.clone(),
            shapes: vec![Shape::Path { class: "ribbon", d }],
        });
    }
    let right_names = names(right, &right_tops, scale, height, (end + 6.0, Anchor::Start));
    for ((side, top), name) in right.iter().zip(&right_tops).zip(right_names) {
        let rect = Rect::new(end - BAR, *top, BAR, (side.value * scale).max(1.0));
        let y = match &name {
            Shape::Text { at, .. } => at.1,
            _ => *top,
        };
        marks.push(Mark {
            area: Rect::new(end + 1.0, y - LINE + 4.0, width - end - 1.0, LINE),
            label: side.label.clone(),
            group: side.group.clone(),
            shapes: vec![Shape::Rect { class: "pillar", rect }, name],
        });
    }
    Picture { width, height: HEAD + height + 6.0, under, marks, over: Vec::new(), across: 1 }
}

/// The names of the bars, one line each, apart from each other.
fn names(
    sides: &[Side],
    tops: &[f64],
    scale: f64,
    height: f64,
    (x, anchor): (f64, Anchor),
) -> Vec<Shape> {
    let wishes: Vec<f64> =
        sides.iter().zip(tops).map(|(side, top)| top + side.value * scale / 2.0 + 4.5).collect();
    let places = spread(&wishes, LINE, HEAD + 10.0, HEAD + height);
    let line = |(side, y): (&Side, f64)| {
        let text = format!("{} {}", side.name, side.figure);
        Shape::text("name", (x, y), anchor, text.trim())
    };
    sides.iter().zip(places).map(line).collect()
}

fn name_width(side: &Side) -> f64 {
    text::width(&side.name, TEXT) + text::width(&side.figure, TEXT) + text::width(" ", TEXT)
}

/// A ribbon of this thickness between two points, level at both ends.
fn ribbon_path((x0, y0): (f64, f64), (x1, y1): (f64, f64), thick: f64) -> String {
    let middle = (x0 + x1) / 2.0;
    let point = |x: f64, y: f64| format!("{} {}", tenth(x), tenth(y));
    format!(
        "M{}C{} {} {}L{}C{} {} {}Z",
        point(x0, y0),
        point(middle, y0),
        point(middle, y1),
        point(x1, y1),
        point(x1, y1 + thick),
        point(middle, y1 + thick),
        point(middle, y0 + thick),
        point(x0, y0 + thick),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(name: &str, value: f64) -> Side {
        Side {
            name: name.into(),
            figure: value.to_string(),
            group: name.into(),
            value,
            ..Side::default()
        }
    }

    fn ribbon(from: usize, to: usize, value: f64) -> Ribbon {
        Ribbon { from, to, value, ..Ribbon::default() }
    }

    #[test]
    fn ribbons_fill_their_bars() {
        let (left, right) =
            ([side("a", 30.0), side("b", 70.0)], [side("a", 60.0), side("b", 40.0)]);
        // Out of order: places go by the bars, not by the list.
        let ribbons =
            [ribbon(1, 1, 30.0), ribbon(0, 0, 20.0), ribbon(0, 1, 10.0), ribbon(1, 0, 40.0)];
        let picture = flow(&left, &right, &ribbons, ["then", "now"], 600.0);
        assert_eq!(picture.marks.len(), 6);
        let start = |i: usize| match &picture.marks[i].shapes[0] {
            Shape::Path { d, .. } => d[1..d.find('C').unwrap()]
                .split(' ')
                .map(|n| n.parse::<f64>().unwrap())
                .nth(1)
                .unwrap(),
            _ => unreachable!("a ribbon"),
        };
        let scale = (160.0 - GAP) / 100.0;
        assert_eq!(start(1), HEAD);
        assert!((start(2) - HEAD - 20.0 * scale).abs() < 0.1);
        assert!((start(3) - HEAD - 30.0 * scale - GAP).abs() < 0.1);
        assert!((start(0) - start(3) - 40.0 * scale).abs() < 0.1);
        assert_eq!(picture.marks[0].group, "b");
    }

    #[test]
    fn nobody_and_everybody_make_a_picture() {
        let empty = flow(&[], &[], &[], ["", ""], 340.0);
        assert!(empty.marks.is_empty() && empty.height.is_finite());
        let one = flow(&[side("a", 1.0)], &[side("b", 1.0)], &[ribbon(0, 0, 1.0)], ["", ""], 340.0);
        assert_eq!(one.marks.len(), 2);
        let none = flow(&[side("a", 0.0)], &[side("b", 0.0)], &[], ["", ""], 340.0);
        assert!(none.marks[0].area.y.is_finite());
        // Eleven small classes: their names do not overlap, and stay in the picture.
        let many: Vec<Side> =
            (0..11).map(|i| side("class", if i == 0 { 1000.0 } else { 1.0 })).collect();
        let picture = flow(&many, &many, &[], ["", ""], 340.0);
        let mut tops: Vec<f64> = picture.marks.iter().map(|mark| mark.area.y).collect();
        tops.sort_by(f64::total_cmp);
        assert!(tops.windows(2).all(|pair| pair[1] - pair[0] > LINE - 0.1), "{tops:?}");
        assert!(tops[10] + LINE <= picture.height);
    }
}
