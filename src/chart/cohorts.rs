//! Cohorts as a triangle: a row for each, a cell for each period since, shaded by its number; the average of all below.
//!
//! The trap: the first column. There everybody ordered, so that shades measured by it would be all alike: the most is
//! that of the later ones.

use super::{
    heat::{FIGURES, SMALL, STEPS},
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::Slots,
    text,
};

const ROW: f64 = 26.0;
const BETWEEN: f64 = 2.0;
const TEXT: f64 = 11.0;
const HEAD: f64 = 36.0;

/// A cohort.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Row {
    pub name: String,
    /// How many they are.
    pub size: String,
    /// See [`Mark::label`].
    pub label: String,
    pub cells: Vec<Cell>,
}

/// A cohort in one period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cell {
    /// What shades it; none where there is nobody.
    pub value: Option<f64>,
    pub text: String,
    pub label: String,
    /// Whether the period is not over.
    pub partial: bool,
}

/// What stands at the edges.
#[derive(Debug, Clone, Copy, Default)]
pub struct Titles<'a> {
    pub rows: &'a str,
    pub sizes: &'a str,
    pub columns: &'a str,
    pub average: &'a str,
}

/// The triangle. Marks go row by row: the cohort as a whole, then its cells. `average` has a value and a text a column.
pub fn cohorts(
    rows: &[Row],
    average: &[(Option<f64>, String)],
    titles: Titles,
    width: f64,
) -> Picture {
    let names = rows.iter().map(|row| row.name.as_str());
    let name_end = text::widest(names.chain([titles.average]), TEXT).max(40.0);
    let sizes = rows.iter().map(|row| row.size.as_str());
    let size_end = name_end + 10.0 + text::widest(sizes, TEXT);
    let count = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let slots = Slots { start: size_end + 8.0, end: width, count };
    let cell_width = slots.width() - if slots.width() > 16.0 { BETWEEN } else { 0.5 };
    let later = rows.iter().flat_map(|row| row.cells.iter().skip(1)).filter_map(|cell| cell.value);
    let most = later.fold(0.0, f64::max);
    let row_at = |row: usize| HEAD + ROW * row as f64;
    let text_at = |row: usize| row_at(row) + ROW / 2.0 + 3.0;

    let mut under = vec![Shape::text("axis", (0.0, 11.0), Anchor::Start, titles.rows)];
    if text::width(titles.rows, TEXT) + text::width(titles.columns, TEXT) + 16.0 < width {
        under.push(Shape::text("axis", (width, 11.0), Anchor::End, titles.columns));
    }
    let every = (text::width("00", TEXT) / slots.width()).ceil().max(1.0) as usize;
    for column in (0..count).step_by(every) {
        let at = (slots.at(column) + cell_width / 2.0, 30.0);
        under.push(Shape::text("tick", at, Anchor::Middle, &column.to_string()));
    }
    under.push(Shape::text("tick", (size_end, 30.0), Anchor::End, titles.sizes));

    // In narrow cells the figures are small and light, so that two side by side stay two.
    let figures = if text::width("00", TEXT) + 5.0 <= slots.width() { FIGURES } else { SMALL };
    let fits = |shown: &str| text::width(shown, TEXT) <= slots.width();
    let cell = |row: usize, column: usize, value: Option<f64>, shown: &str| {
        let rect = Rect::new(slots.at(column), row_at(row), cell_width, ROW - BETWEEN);
        let step = step(value, most);
        let mut shapes = vec![Shape::Rect { class: STEPS[step], rect }];
        if fits(shown) {
            let at = (rect.x + rect.width / 2.0, text_at(row));
            shapes.push(Shape::text(figures[step], at, Anchor::Middle, shown));
        }
        (rect, shapes)
    };
    let mut marks = Vec::new();
    for (i, row) in rows.iter().enumerate() {
        let name = Shape::text("tick", (name_end, text_at(i)), Anchor::End, &row.name);
        let size = Shape::text("tick", (size_end, text_at(i)), Anchor::End, &row.size);
        let area = Rect::new(0.0, row_at(i), size_end + 4.0, ROW - BETWEEN);
        let label = row.label.clone();
        marks.push(Mark { area, label, shapes: vec![name, size], ..Mark::default() });
        for (since, known) in row.cells.iter().enumerate() {
            let (area, mut shapes) = cell(i, since, known.value, &known.text);
            if known.partial {
                let inner =
                    Rect::new(area.x + 1.0, area.y + 1.0, area.width - 2.0, area.height - 2.0);
                shapes.push(Shape::Rect { class: "unfinished", rect: inner });
            }
            marks.push(Mark { area, label: known.label.clone(), shapes, ..Mark::default() });
        }
    }
    let last = rows.len();
    let mut height = row_at(last);
    // Where its figures have no room the row would be empty.
    if average.iter().any(|(value, shown)| value.is_some() && fits(shown)) {
        under.push(Shape::text(
            "tick",
            (name_end, text_at(last) + 6.0),
            Anchor::End,
            titles.average,
        ));
        for (since, (value, shown)) in average.iter().enumerate() {
            if value.is_some() && fits(shown) {
                let at = (slots.at(since) + cell_width / 2.0, text_at(last) + 6.0);
                let class = if figures == SMALL { "small" } else { "strong" };
                under.push(Shape::text(class, at, Anchor::Middle, shown));
            }
        }
        height += ROW + 6.0;
    }
    Picture { width, height, under, marks, over: Vec::new(), across: 0 }
}

/// The step of a value, in equal parts of the most.
fn step(value: Option<f64>, most: f64) -> usize {
    match value {
        Some(value) if value > 0.0 && most > 0.0 => {
            1 + ((value / most).clamp(0.0, 1.0) * 5.0).min(4.0) as usize
        }
        Some(value) if value > 0.0 => 5,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(count: usize) -> Vec<Row> {
        (0..count)
            .map(|row| Row {
                name: format!("Jan 20{row:02}"),
                size: "1,234".into(),
                label: "row".into(),
                cells: (row..count)
                    .map(|i| Cell {
                        value: Some(if i == row { 1.0 } else { 0.3 }),
                        text: "30".into(),
                        label: format!("{row} {i}"),
                        partial: i + 1 == count,
                    })
                    .collect(),
            })
            .collect()
    }

    #[test]
    fn shades_are_measured_by_the_later_periods() {
        for (value, most, expect) in [
            (None, 1.0, 0),
            (Some(0.0), 0.5, 0),
            (Some(0.05), 0.5, 1),
            (Some(0.25), 0.5, 3),
            (Some(0.5), 0.5, 5),
            (Some(1.0), 0.5, 5),
            (Some(1.0), 0.0, 5),
            (Some(-1.0), 0.5, 0),
        ] {
            assert_eq!(step(value, most), expect, "{value:?} {most}");
        }
    }

    #[test]
    fn every_cohort_and_cell_is_a_mark_inside_of_the_picture() {
        for (count, width) in [(0, 340.0), (1, 340.0), (13, 340.0), (24, 340.0), (24, 1200.0)] {
            let rows = rows(count);
            let average = vec![(Some(0.3), "30".to_string()); count];
            let picture = cohorts(&rows, &average, Titles::default(), width);
            assert_eq!(picture.marks.len(), count + count * (count + 1) / 2);
            for mark in &picture.marks {
                let area = mark.area;
                assert!(area.x >= 0.0 && area.x + area.width <= width + 0.01, "{count} {width}");
                assert!(area.width > 0.0 && area.y + area.height <= picture.height);
            }
        }
        // The figures are there where they have room.
        let texts = |width| {
            let picture = cohorts(&rows(13), &[], Titles::default(), width);
            let shapes = picture.marks.into_iter().flat_map(|mark| mark.shapes);
            shapes.filter(|shape| matches!(shape, Shape::Text { text, .. } if text == "30")).count()
        };
        assert_eq!((texts(1200.0), texts(160.0)), (91, 0));
    }
}
