//! Columns along a time line, one or more panels one above the other over the same slots: what is measured in different
//! units is never drawn over one another.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::{Linear, Slots},
    text,
    ticks::{ticks, whole_ticks},
};

const HEAD: f64 = 24.0;
const BETWEEN: f64 = 14.0;
const FOOT: f64 = 36.0;
const TEXT: f64 = 11.0;

/// A slot of the time line.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Slot {
    /// Its name, short; and what stands below the name of the first slot and where it changes, such as the year.
    pub name: String,
    pub era: String,
    /// See [`Mark::label`].
    pub label: String,
    /// Whether the data covers only a part of it.
    pub partial: bool,
}

/// One measure of the slots.
pub struct Panel<'a> {
    pub title: &'a str,
    pub height: f64,
    /// One a slot.
    pub values: Vec<f64>,
    /// Whether what is measured is counted, so that no tick lies between two whole numbers.
    pub counted: bool,
    /// How a tick is written.
    pub write: &'a dyn Fn(f64) -> String,
}

/// The panels over the slots.
pub fn columns(slots: &[Slot], panels: &[Panel], width: f64) -> Picture {
    let axes: Vec<Vec<(f64, String)>> = panels.iter().map(axis).collect();
    let names = axes.iter().flatten().map(|(_, name)| name.as_str());
    let start = text::widest(names, TEXT) + 8.0;
    let places = Slots { start, end: width, count: slots.len() };
    let column = (places.width() * 0.78).min(44.0);
    let mut under = Vec::new();
    let mut shapes: Vec<Vec<Shape>> = vec![Vec::new(); slots.len()];
    let mut top = 0.0;
    for (panel, axis) in panels.iter().zip(&axes) {
        let ground = top + HEAD + panel.height;
        let ends = (axis.first(), axis.last());
        let (Some((low, _)), Some((high, _))) = ends else { continue };
        let y = Linear { from: *low, to: *high, start: ground, end: top + HEAD };
        under.push(Shape::text("axis", (0.0, top + 11.0), Anchor::Start, panel.title));
        for (tick, name) in axis {
            let class = if *tick == 0.0 { "ground" } else { "rule" };
            under.push(Shape::Line { class, from: (start, y.at(*tick)), to: (width, y.at(*tick)) });
            under.push(Shape::text("tick", (start - 8.0, y.at(*tick) + 4.0), Anchor::End, name));
        }
        for (i, (slot, value)) in slots.iter().zip(&panel.values).enumerate() {
            let (zero, end) = (y.at(0.0), y.at(*value));
            let x = places.at(i) + (places.width() - column) / 2.0;
            let rect = Rect::new(x, zero.min(end), column, (zero - end).abs());
            let class = if slot.partial { "column partial" } else { "column" };
            shapes[i].push(Shape::Rect { class, rect });
        }
        top = ground + BETWEEN;
    }
    let ground = (top - BETWEEN).max(0.0);
    under.extend(names_below(slots, &places, ground));
    let marks = slots.iter().zip(shapes).enumerate().map(|(i, (slot, shapes))| Mark {
        area: Rect::new(places.at(i), 14.0, places.width(), ground - 14.0),
        label: slot.label.clone(),
        group: String::new(),
        shapes,
    });
    Picture {
        width,
        height: ground + FOOT,
        under,
        marks: marks.collect(),
        over: Vec::new(),
        across: slots.len(),
    }
}

/// The ticks of a panel with their names; those beyond the first that encloses the values are not there.
fn axis(panel: &Panel) -> Vec<(f64, String)> {
    let extreme = |pick: fn(f64, f64) -> f64| panel.values.iter().copied().fold(0.0, pick);
    let (low, high) = (extreme(f64::min), extreme(f64::max));
    let count = (panel.height / 36.0) as usize;
    let ticks = if panel.counted { whole_ticks(high, count) } else { ticks(low, high, count) };
    ticks.into_iter().map(|tick| (tick, (panel.write)(tick))).collect()
}

/// Every name that has room, from the last one back; an era below where it begins.
pub fn names_below(slots: &[Slot], places: &Slots, ground: f64) -> Vec<Shape> {
    let widest = text::widest(slots.iter().map(|slot| slot.name.as_str()), TEXT) + 6.0;
    let every = (widest / places.width()).ceil().max(1.0) as usize;
    let mut shapes = Vec::new();
    let mut era = "";
    let mut free_from = f64::NEG_INFINITY;
    for (i, slot) in slots.iter().enumerate() {
        let middle = places.at(i) + places.width() / 2.0;
        if (slots.len() - 1 - i).is_multiple_of(every) {
            shapes.push(Shape::text("tick", (middle, ground + 15.0), Anchor::Middle, &slot.name));
        }
        if slot.era != era {
            era = &slot.era;
            let half = text::width(era, TEXT) / 2.0;
            if middle - half > free_from {
                shapes.push(Shape::text("tick", (middle, ground + 30.0), Anchor::Middle, era));
                free_from = middle + half + 6.0;
            }
        }
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slots(count: usize) -> Vec<Slot> {
        (0..count)
            .map(|i| Slot {
                name: format!("m{}", i % 12),
                era: (2010 + i / 12).to_string(),
                ..Slot::default()
            })
            .collect()
    }

    fn panel(values: Vec<f64>) -> Panel<'static> {
        Panel {
            title: "",
            height: 120.0,
            values,
            counted: false,
            write: &|value| value.to_string(),
        }
    }

    fn rects(picture: &Picture) -> Vec<Rect> {
        let shapes = picture.marks.iter().flat_map(|mark| &mark.shapes);
        shapes
            .filter_map(|shape| match shape {
                Shape::Rect { rect, .. } => Some(*rect),
                _ => None,
            })
            .collect()
    }

    #[test]
    fn columns_stand_on_the_ground_and_hang_below_it() {
        let picture = columns(&slots(3), &[panel(vec![100.0, -50.0, 0.0])], 300.0);
        let [up, down, none] = rects(&picture)[..] else { panic!() };
        assert!((up.y + up.height - down.y).abs() < 1e-9);
        assert!((up.height - 2.0 * down.height).abs() < 1e-9);
        assert_eq!(none.height, 0.0);
    }

    #[test]
    fn panels_lie_one_below_the_other() {
        let picture = columns(&slots(2), &[panel(vec![1.0, 2.0]), panel(vec![5.0, 6.0])], 300.0);
        let rects = rects(&picture);
        assert_eq!(rects.len(), 4);
        assert!(rects[1].y > rects[0].y + rects[0].height);
        assert_eq!(picture.marks.len(), 2);
    }

    #[test]
    fn names_have_room() {
        for count in [1, 13, 60] {
            let picture = columns(&slots(count), &[panel(vec![1.0; count])], 320.0);
            let mut ends = [f64::NEG_INFINITY; 2];
            let (mut ground, mut named) = (picture.height - FOOT, 0);
            ground += 20.0;
            for shape in &picture.under {
                let Shape::Text { at, anchor: Anchor::Middle, text, .. } = shape else { continue };
                let line = usize::from(at.1 > ground);
                let half = text::width(text, TEXT) / 2.0;
                assert!(at.0 - half >= ends[line], "{count}: {text}");
                ends[line] = at.0 + half;
                named += 1;
            }
            assert!(named >= 2);
        }
    }

    #[test]
    fn nothing_to_show_is_an_empty_picture() {
        let picture = columns(&[], &[panel(Vec::new())], 300.0);
        assert!(picture.marks.is_empty() && picture.height.is_finite());
    }
}
