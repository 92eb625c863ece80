//! Lines over time, each named at its end.

use super::{
    columns::{Slot, names_below},
    picture::{Anchor, Mark, Picture, Rect, Shape, path},
    scale::{Linear, Slots},
    spread::spread,
    text,
    ticks::whole_ticks,
};

const HEIGHT: f64 = 220.0;
const HEAD: f64 = 10.0;
const FOOT: f64 = 36.0;
const TEXT: f64 = 13.0;
const TICK: f64 = 11.0;
const LINE: f64 = 16.0;

/// A line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Line {
    pub name: String,
    /// See [`Mark::group`] and [`Mark::label`].
    pub group: String,
    pub label: String,
    /// One a slot; none where there is nothing yet.
    pub values: Vec<Option<f64>>,
}

/// Lines of counted things over the slots of a time line. Each line is a mark.
pub fn lines(slots: &[Slot], lines: &[Line], write: &dyn Fn(f64) -> String, width: f64) -> Picture {
    let most =
        lines.iter().flat_map(|line| line.values.iter().flatten()).copied().fold(0.0, f64::max);
    let ticks = whole_ticks(most, 4);
    let named: Vec<(f64, String)> = ticks.iter().map(|&tick| (tick, write(tick))).collect();
    let start = text::widest(named.iter().map(|(_, name)| name.as_str()), TICK) + 8.0;
    let names = text::widest(lines.iter().map(|line| line.name.as_str()), TEXT) + 25.0;
    let end = width - names.min(width * 0.45);
    let places = Slots { start, end, count: slots.len() };
    let ground = HEAD + HEIGHT;
    let top = ticks.last().copied().unwrap_or(0.0);
    let y = Linear { from: 0.0, to: top, start: ground, end: HEAD };
    let x = |i: usize| places.at(i) + places.width() / 2.0;

    let mut under = Vec::new();
    for (tick, name) in &named {
        let class = if *tick == 0.0 { "ground" } else { "rule" };
        under.push(Shape::Line { class, from: (start, y.at(*tick)), to: (end, y.at(*tick)) });
        under.push(Shape::text("tick", (start - 8.0, y.at(*tick) + 4.0), Anchor::End, name));
    }
    under.extend(names_below(slots, &places, ground));

    let last = |line: &Line| line.values.iter().rposition(Option::is_some);
    let wishes: Vec<f64> = lines
        .iter()
        .map(|line| y.at(last(line).and_then(|i| line.values[i]).unwrap_or(0.0)) + 4.5)
        .collect();
    let heights = spread(&wishes, LINE, HEAD + 8.0, ground + 8.0);
    let marks = lines.iter().zip(heights).map(|(line, height)| {
        let mut shapes = Vec::new();
        // A gap in the values is a gap in the line.
        let points = |run: &[(usize, f64)]| path(run.iter().map(|&(i, value)| (x(i), y.at(value))));
        let known: Vec<(usize, f64)> =
            line.values.iter().enumerate().filter_map(|(i, value)| Some((i, (*value)?))).collect();
        for run in known.chunk_by(|a, b| a.0 + 1 == b.0) {
            shapes.push(Shape::Path { class: "hit grab", d: points(run) });
            shapes.push(Shape::Path { class: "line", d: points(run) });
        }
        if let Some(&(i, value)) = known.last() {
            shapes.push(Shape::Dot { class: "swatch", at: (x(i), y.at(value)), radius: 3.0 });
        }
        let swatch = Rect::new(end + 8.0, height - 8.0, 8.0, 8.0);
        shapes.push(Shape::Rect { class: "swatch", rect: swatch });
        shapes.push(Shape::text("name", (end + 21.0, height), Anchor::Start, &line.name));
        Mark {
            area: Rect::new(end + 3.0, height - LINE + 4.0, width - end - 3.0, LINE),
            label: line.label.clone(),
            group: line.group.clone(),
            shapes,
        }
    });
    Picture {
        width,
        height: ground + FOOT,
        under,
        marks: marks.collect(),
        over: Vec::new(),
        across: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_have_gaps_and_names() {
        let slots = vec![Slot { name: "m".into(), ..Slot::default() }; 5];
        let all = [
            Line {
                name: "a".into(),
                values: vec![Some(1.0), None, Some(2.0), Some(3.0), Some(10.0)],
                ..Line::default()
            },
            Line { name: "b".into(), values: vec![None; 5], ..Line::default() },
            Line { name: "c".into(), values: vec![Some(10.0); 5], ..Line::default() },
        ];
        let picture = lines(&slots, &all, &|value| value.to_string(), 340.0);
        let paths = |i: usize| {
            picture.marks[i]
                .shapes
                .iter()
                .filter(|s| matches!(s, Shape::Path { class: "line", .. }))
                .count()
        };
        assert_eq!([paths(0), paths(1), paths(2)], [2, 0, 1]);
        let tops: Vec<f64> = picture.marks.iter().map(|mark| mark.area.y).collect();
        assert!((tops[0] - tops[2]).abs() >= LINE - 0.1, "{tops:?}");
        assert!(picture.marks.iter().all(|mark| mark.area.x + mark.area.width <= 340.1));
    }

    #[test]
    fn nothing_to_show_is_an_empty_picture() {
        let picture = lines(&[], &[], &|value| value.to_string(), 340.0);
        assert!(picture.marks.is_empty() && picture.height.is_finite());
    }
}
