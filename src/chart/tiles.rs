//! Tiles: a whole cut into rectangles as large as its parts (a squarified treemap, Bruls, Huizing and van Wijk 2000).
//!
//! Tiles lie from the largest to the smallest, in rows that are filled as long as that brings them nearer to squares.
//! What is too small for its words bears none; they are in the label all the same.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    text,
};

const BETWEEN: f64 = 2.0;
const INSET: f64 = 10.0;
const NAME: f64 = 13.0;
const FIGURE: f64 = 11.0;
/// The height of a tile from which it has room for its name, and for each line of figures.
const FOR_NAME: f64 = 26.0;
const FOR_LINE: f64 = 16.0;

/// A part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Tile {
    /// What makes it large; nothing is drawn of what is not above 0.
    pub value: f64,
    pub name: String,
    /// See [`Mark::label`] and [`Mark::group`].
    pub label: String,
    pub group: String,
    /// Lines of figures below the name, as many as there is room for.
    pub figures: Vec<String>,
}

/// The tiles of a whole, one mark each, in the order given.
pub fn tiles(parts: &[Tile], width: f64, height: f64) -> Picture {
    let values: Vec<f64> = parts.iter().map(|part| part.value).collect();
    let areas = squarified(&values, Rect::new(0.0, 0.0, width, height));
    let marks = parts.iter().zip(areas).map(|(part, area)| {
        let inner = Rect::new(area.x, area.y, area.width - BETWEEN, area.height - BETWEEN);
        Mark {
            area: inner,
            label: part.label.clone(),
            group: part.group.clone(),
            shapes: shapes(part, inner),
        }
    });
    Picture { width, height, marks: marks.collect(), ..Picture::default() }
}

fn shapes(part: &Tile, area: Rect) -> Vec<Shape> {
    if area.width <= 0.0 || area.height <= 0.0 {
        return Vec::new();
    }
    let mut shapes = vec![
        Shape::Rect { class: "tile", rect: area },
        Shape::Rect {
            class: "swatch",
            rect: Rect::new(area.x, area.y, area.width.min(3.0), area.height),
        },
    ];
    // Cut off is worse than not there, but most texts are narrower than the guess.
    let fits = |words: &str, size: f64| 0.86 * text::width(words, size) + 2.0 * INSET <= area.width;
    if area.height < FOR_NAME || !fits(&part.name, NAME) {
        return shapes;
    }
    let at = |dy: f64| (area.x + INSET, area.y + dy);
    shapes.push(Shape::text("name", at(18.0), Anchor::Start, &part.name));
    for (i, figure) in part.figures.iter().enumerate() {
        let down = FOR_NAME + FOR_LINE * (i + 1) as f64;
        if down > area.height || !fits(figure, FIGURE) {
            break;
        }
        let class = if i == 0 { "figure" } else { "small" };
        shapes.push(Shape::text(class, at(down - 8.0), Anchor::Start, figure));
    }
    shapes
}

/// A rectangle for each value, in their order, as large as its share; empty for what is not above 0.
fn squarified(values: &[f64], whole: Rect) -> Vec<Rect> {
    let mut areas = vec![Rect::default(); values.len()];
    let positive = |i: &usize| values[*i].is_finite() && values[*i] > 0.0;
    let mut order: Vec<usize> = (0..values.len()).filter(positive).collect();
    order.sort_by(|&a, &b| values[b].total_cmp(&values[a]).then(a.cmp(&b)));
    let total: f64 = order.iter().map(|&i| values[i]).sum();
    let scale = whole.width * whole.height / total;
    if !scale.is_finite() || scale <= 0.0 {
        return areas;
    }
    let mut free = whole;
    let mut rest = order.as_slice();
    while !rest.is_empty() {
        let side = free.width.min(free.height);
        let sizes: Vec<f64> = rest.iter().map(|&i| values[i] * scale).collect();
        let count = (1..sizes.len())
            .find(|&n| worst(&sizes[..=n], side) > worst(&sizes[..n], side))
            .unwrap_or(sizes.len());
        let sum: f64 = sizes[..count].iter().sum();
        let depth = if side > 0.0 { sum / side } else { 0.0 };
        let mut along = 0.0;
        for (&i, size) in rest.iter().zip(&sizes[..count]) {
            let length = size / depth;
            areas[i] = if free.width >= free.height {
                Rect::new(free.x, free.y + along, depth, length)
            } else {
                Rect::new(free.x + along, free.y, length, depth)
            };
            along += length;
        }
        free = if free.width >= free.height {
            Rect::new(free.x + depth, free.y, free.width - depth, free.height)
        } else {
            Rect::new(free.x, free.y + depth, free.width, free.height - depth)
        };
        rest = &rest[count..];
    }
    areas
}

/// How far from a square the worst of a row of these sizes is, along a side.
fn worst(sizes: &[f64], side: f64) -> f64 {
    let sum: f64 = sizes.iter().sum();
    let of = |size: f64| {
        let (long, deep) = (size / sum * side, sum / side);
        (long / deep).max(deep / long)
    };
    sizes.iter().map(|&size| of(size)).fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the paper: 6, 6, 4, 3, 2, 2, 1 in a rectangle of 6 by 4.
    #[test]
    fn tiles_are_laid_as_in_the_paper() {
        let areas = squarified(&[6.0, 6.0, 4.0, 3.0, 2.0, 2.0, 1.0], Rect::new(0.0, 0.0, 6.0, 4.0));
        let close = |a: Rect, (x, y, w, h): (f64, f64, f64, f64)| {
            [(a.x, x), (a.y, y), (a.width, w), (a.height, h)]
                .iter()
                .all(|(is, should)| (is - should).abs() < 1e-9)
        };
        // The first column holds two sixes, 3 wide and 2 high; then 4 and 3 side by side in a row 7/3 deep.
        assert!(close(areas[0], (0.0, 0.0, 3.0, 2.0)), "{areas:?}");
        assert!(close(areas[1], (0.0, 2.0, 3.0, 2.0)), "{areas:?}");
        assert!(close(areas[2], (3.0, 0.0, 12.0 / 7.0, 7.0 / 3.0)), "{areas:?}");
        assert!(close(areas[3], (3.0 + 12.0 / 7.0, 0.0, 9.0 / 7.0, 7.0 / 3.0)), "{areas:?}");
    }

    #[test]
    fn shares_are_areas_and_nothing_lies_over_another() {
        let values = [5.0, 0.0, 40.0, 1.0, f64::NAN, 17.0, 3.0, -2.0, 17.0];
        let areas = squarified(&values, Rect::new(0.0, 0.0, 300.0, 200.0));
        let total = 83.0;
        for (value, area) in values.iter().zip(&areas) {
            let share = if *value > 0.0 { value / total } else { 0.0 };
            assert!((area.width * area.height - share * 60_000.0).abs() < 1e-6, "{area:?}");
        }
        for (i, a) in areas.iter().enumerate() {
            for b in &areas[..i] {
                let over = (a.x + a.width).min(b.x + b.width) - a.x.max(b.x);
                let under = (a.y + a.height).min(b.y + b.height) - a.y.max(b.y);
                assert!(over < 1e-9 || under < 1e-9, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn words_stand_only_where_there_is_room() {
        let part = |value| Tile {
            value,
            name: "Champions".into(),
            figures: vec!["1,234".into(), "$5k".into()],
            ..Tile::default()
        };
        let picture = tiles(&[part(100.0), part(1.0), part(0.0)], 400.0, 200.0);
        let texts = |i: usize| {
            let is_text = |shape: &&Shape| matches!(shape, Shape::Text { .. });
            picture.marks[i].shapes.iter().filter(is_text).count()
        };
        assert_eq!((texts(0), texts(1), texts(2)), (3, 0, 0));
        assert_eq!(picture.marks.len(), 3);
    }

    #[test]
    fn nothing_to_share_leaves_no_tile() {
        for values in [vec![], vec![0.0], vec![f64::INFINITY]] {
            let areas = squarified(&values, Rect::new(0.0, 0.0, 10.0, 10.0));
            assert!(areas.iter().all(|area| *area == Rect::default()));
        }
    }
}
