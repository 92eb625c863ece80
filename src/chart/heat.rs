//! A heat map: a table of cells, each shaded by its number and bearing it.
//!
//! Shades are few **steps**, so that the style sheet can give each a colour for its figures that is legible on it.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::Slots,
    text,
};

const CELL_HEIGHT: f64 = 38.0;
const BETWEEN: f64 = 2.0;
const TEXT: f64 = 11.0;
const HEAD: f64 = 20.0;

/// The classes of the steps: nothing, then five shades; and of the figures on them.
pub const STEPS: [&str; 6] = ["heat-0", "heat-1", "heat-2", "heat-3", "heat-4", "heat-5"];
pub const FIGURES: [&str; 6] =
    ["on-heat-0", "on-heat-1", "on-heat-2", "on-heat-3", "on-heat-4", "on-heat-5"];

/// A cell.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What shades it.
    pub value: f64,
    /// See [`Mark::label`].
    pub label: String,
    /// What it bears.
    pub figure: String,
    /// What it bears below that, in ever shorter forms: the first one is taken that has room in every cell.
    pub below: Vec<String>,
}

/// What stands at the edges.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Axes {
    /// Names of the rows, from the top.
    pub rows: Vec<String>,
    /// What the rows are, above their names.
    pub row_title: String,
    pub columns: Vec<String>,
    /// What the columns are, below their names.
    pub column_title: String,
}

/// The step of a value: somewhat by its root, because a few large cells would leave the others all alike.
pub fn step(value: f64, most: f64) -> usize {
    if value <= 0.0 || most <= 0.0 {
        return 0;
    }
    let share = (value / most).clamp(0.0, 1.0).powf(0.75);
    1 + ((share * 5.0) as usize).min(4)
}

/// A map of cells, row by row; as many as the axes name.
pub fn heat(cells: &[Cell], axes: &Axes, width: f64) -> Picture {
    let start = text::widest(axes.rows.iter().map(String::as_str), TEXT) + 10.0;
    let slots = Slots { start, end: width, count: axes.columns.len() };
    let most = cells.iter().map(|cell| cell.value).fold(0.0, f64::max);
    let row_at = |row: usize| HEAD + CELL_HEIGHT * row as f64;
    let bottom = row_at(axes.rows.len());
    let mut under = vec![Shape::text("axis", (0.0, 11.0), Anchor::Start, &axes.row_title)];
    for (i, name) in axes.rows.iter().enumerate() {
        let at = (start - 8.0, row_at(i) + CELL_HEIGHT / 2.0 + 4.0);
        under.push(Shape::text("tick", at, Anchor::End, name));
    }
    for (i, name) in axes.columns.iter().enumerate() {
        let at = (slots.at(i) + slots.width() / 2.0, bottom + 15.0);
        under.push(Shape::text("tick", at, Anchor::Middle, name));
    }
    under.push(Shape::text("axis", (width, bottom + 33.0), Anchor::End, &axes.column_title));
    let fits = |form: &usize| {
        let widest = text::widest(
            cells.iter().filter_map(|cell| cell.below.get(*form)).map(String::as_str),
            TEXT,
        );
        widest <= slots.width() - BETWEEN - 4.0
    };
    let forms = cells.iter().map(|cell| cell.below.len()).max().unwrap_or(0);
    let form = (0..forms).find(fits);
    let marks = cells.iter().enumerate().map(|(i, cell)| {
        let (row, column) = (i / slots.count.max(1), i % slots.count.max(1));
        let rect = Rect::new(
            slots.at(column),
            row_at(row),
            slots.width() - BETWEEN,
            CELL_HEIGHT - BETWEEN,
        );
        let step = step(cell.value, most);
        let (x, y) = rect.middle();
        let line =
            |class, dy: f64, text: &str| Shape::text(class, (x, y + dy), Anchor::Middle, text);
        let mut shapes = vec![Shape::Rect { class: STEPS[step], rect }];
        match form.and_then(|form| cell.below.get(form)) {
            Some(below) => {
                shapes.push(line(FIGURES[step], -2.0, &cell.figure));
                shapes.push(line(SMALL[step], 11.0, below));
            }
            None => shapes.push(line(FIGURES[step], 4.0, &cell.figure)),
        }
        Mark { area: rect, label: cell.label.clone(), group: String::new(), shapes }
    });
    Picture {
        width,
        height: bottom + 40.0,
        under,
        marks: marks.collect(),
        over: Vec::new(),
        across: slots.count,
    }
}

pub const SMALL: [&str; 6] = [
    "small on-heat-0",
    "small on-heat-1",
    "small on-heat-2",
    "small on-heat-3",
    "small on-heat-4",
    "small on-heat-5",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_go_from_nothing_to_the_most() {
        for (value, expect) in
            [(0.0, 0), (1.0, 1), (110.0, 1), (120.0, 2), (500.0, 3), (1000.0, 5), (-3.0, 0)]
        {
            assert_eq!(step(value, 1000.0), expect, "{value}");
        }
        assert_eq!(step(1.0, 0.0), 0);
        assert_eq!(step(1.0, 1.0), 5);
    }

    #[test]
    fn cells_lie_row_by_row() {
        let axes = Axes {
            rows: vec!["new".into(), "old".into()],
            columns: vec!["1".into(), "2".into(), "3".into()],
            ..Axes::default()
        };
        let cells = vec![Cell::default(); 6];
        let picture = heat(&cells, &axes, 300.0);
        let areas: Vec<Rect> = picture.marks.iter().map(|mark| mark.area).collect();
        assert_eq!(picture.across, 3);
        assert_eq!(areas[0].y, areas[2].y);
        assert_eq!(areas[0].x, areas[3].x);
        assert!(areas[3].y > areas[2].y && areas[1].x > areas[0].x);
        assert!(areas.iter().all(|area| area.x + area.width <= 300.0));
    }

    #[test]
    fn a_form_is_taken_that_fits_everywhere() {
        let axes =
            Axes { rows: vec![String::new()], columns: vec![String::new(); 2], ..Axes::default() };
        let below =
            |texts: [&str; 2]| Cell { below: texts.map(String::from).to_vec(), ..Cell::default() };
        let cells = [below(["R$ 1", "1"]), below(["R$ 100.000.000", "100 mi"])];
        let texts = |width| {
            let marks = heat(&cells, &axes, width).marks;
            let shapes = marks.into_iter().flat_map(|mark| mark.shapes);
            shapes
                .filter_map(|shape| match shape {
                    Shape::Text { text, .. } if !text.is_empty() => Some(text),
                    _ => None,
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(texts(400.0), ["R$ 1", "R$ 100.000.000"]);
        assert_eq!(texts(120.0), ["1", "100 mi"]);
        assert_eq!(texts(60.0), Vec::<String>::new());
    }

    /// Figures on every shade have a contrast of 4.5 and more, in both themes.
    #[test]
    fn figures_on_every_shade_are_legible() {
        let css = include_str!("../../www/overview.css");
        for step in 0..STEPS.len() {
            let [fill, ink] =
                ["heat", "on-heat"].map(|name| colours(css, &format!("--{name}-{step}:")));
            for theme in 0..2 {
                let contrast = contrast(fill[theme], ink[theme]);
                assert!(contrast >= 4.5, "step {step}, theme {theme}: {contrast:.2}");
            }
        }
    }

    /// The colours of a token, light and dark, as WCAG's relative luminance.
    fn colours(css: &str, token: &str) -> [f64; 2] {
        let rest = &css[css.find(token).expect(token)..];
        let pair = &rest[rest.find("light-dark(").unwrap() + 11..rest.find(')').unwrap()];
        let mut colours = pair.split(',').map(|hex| luminance(hex.trim()));
        [colours.next().unwrap(), colours.next().unwrap()]
    }

    fn luminance(hex: &str) -> f64 {
        let channel = |i: usize| {
            let value = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 { value / 12.92 } else { ((value + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }

    fn contrast(a: f64, b: f64) -> f64 {
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}
