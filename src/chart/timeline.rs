//! A story in days: dots on a line for each sort of thing, as large as their amount.
//!
//! The trap: areas. What is seen as the size of a dot is its area, so the radius goes by the square root.

use super::{
    picture::{Anchor, Mark, Picture, Rect, Shape},
    scale::Linear,
};
use crate::calendar::Day;

const LANE: f64 = 30.0;
const NAME: f64 = 14.0;
const FOOT: f64 = 18.0;
const MOST: f64 = 11.0;
const LEAST: f64 = 2.5;
/// Of what has no amount.
const PLAIN: f64 = 4.0;
/// Least distance of two years that are named.
const YEAR: f64 = 34.0;

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Dot {
    pub day: i32,
    /// None where it has no amount.
    pub amount: Option<f64>,
    /// Place of its line among the lanes.
    pub lane: usize,
    /// See [`Mark::label`].
    pub label: String,
}

/// A line of the picture: its name and the class of its dots.
pub struct Lane<'a> {
    pub name: &'a str,
    pub class: &'static str,
}

/// The dots, by day, from the first to the last of these days.
pub fn timeline(dots: &[Dot], lanes: &[Lane], span: (i32, i32), width: f64) -> Picture {
    let (first, last) = span;
    let x = Linear {
        from: f64::from(first),
        to: f64::from(last.max(first + 1)),
        start: MOST,
        end: width - MOST,
    };
    let most = dots.iter().filter_map(|dot| dot.amount).map(f64::abs).fold(0.0, f64::max);
    let height = NAME + LANE;
    let ground = |lane: usize| height * lane as f64 + NAME + LANE / 2.0;
    let foot = height * lanes.len() as f64;
    let mut under = Vec::new();
    for (i, lane) in lanes.iter().enumerate() {
        let y = ground(i);
        under.push(Shape::text("tick", (0.0, y - LANE / 2.0 - 2.0), Anchor::Start, lane.name));
        under.push(Shape::Line { class: "rule", from: (0.0, y), to: (width, y) });
    }
    let mut named = f64::NEG_INFINITY;
    for year in Day(first).ymd().0..=Day(last).ymd().0 {
        let Some(start) = Day::from_ymd(year, 1, 1) else { continue };
        let at = x.at(f64::from(start.0.max(first)));
        if start.0 > first {
            under.push(Shape::Line { class: "rule", from: (at, NAME), to: (at, foot) });
        }
        // A year that has hardly begun before the next has no room for its name.
        let next = Day::from_ymd(year + 1, 1, 1).map_or(width, |day| x.at(f64::from(day.0)));
        if start.0 < first && next - at < YEAR {
            continue;
        }
        if at - named >= YEAR && at + YEAR <= width + MOST {
            named = at;
            under.push(Shape::text("tick", (at, foot + 13.0), Anchor::Start, &year.to_string()));
        }
    }
    let mark = |dot: &Dot| {
        let radius = match dot.amount {
            Some(amount) if most > 0.0 => (amount.abs() / most).sqrt() * MOST,
            _ => PLAIN,
        };
        let radius = radius.max(LEAST);
        let at = (x.at(f64::from(dot.day)), ground(dot.lane));
        let reach = radius.max(5.0);
        let class = lanes.get(dot.lane).map_or("bubble", |lane| lane.class);
        Mark {
            area: Rect::new(at.0 - reach, at.1 - reach, 2.0 * reach, 2.0 * reach),
            label: dot.label.clone(),
            group: String::new(),
            shapes: vec![Shape::Dot { class, at, radius }],
        }
    };
    let marks = dots.iter().map(mark).collect();
    Picture { width, height: foot + FOOT, under, marks, over: Vec::new(), across: 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn radius(picture: &Picture, mark: usize) -> f64 {
        match picture.marks[mark].shapes[0] {
            Shape::Dot { radius, .. } => radius,
            ref other => panic!("{other:?}"),
        }
    }

    #[test]
    fn dots_lie_in_their_days_and_grow_by_area() {
        let day = |text: &str| text.parse::<Day>().unwrap().0;
        let dot = |on: &str, amount, lane| Dot { day: day(on), amount, lane, ..Dot::default() };
        let dots = [
            dot("2022-12-01", Some(100.0), 0),
            dot("2023-06-01", Some(-25.0), 1),
            dot("2024-12-01", None, 0),
            dot("2024-12-01", Some(0.0), 0),
        ];
        let lanes = [Lane { name: "Orders", class: "a" }, Lane { name: "Returns", class: "b" }];
        let picture = timeline(&dots, &lanes, (day("2022-12-01"), day("2024-12-01")), 300.0);
        let radii: Vec<f64> = (0..4).map(|i| radius(&picture, i)).collect();
        assert_eq!(radii, [MOST, MOST / 2.0, PLAIN, LEAST]);
        for mark in &picture.marks {
            assert!(mark.area.x >= 0.0 && mark.area.x + mark.area.width <= 300.0);
            assert!(mark.area.y >= 0.0 && mark.area.y + mark.area.height <= picture.height);
        }
        assert!(picture.marks[1].area.y > picture.marks[0].area.y);
        let years: Vec<&str> = picture
            .under
            .iter()
            .filter_map(|shape| match shape {
                Shape::Text { text, .. } => Some(text.as_str()),
                _ => None,
            })
            .collect();
        // 2022 has but a month, and no room for its name beside the next.
        assert_eq!(years, ["Orders", "Returns", "2023", "2024"]);
    }

    #[test]
    fn one_day_is_a_picture_too() {
        let dots = [Dot { day: 5, amount: Some(1.0), ..Dot::default() }];
        let picture = timeline(&dots, &[Lane { name: "Orders", class: "a" }], (5, 5), 200.0);
        assert!(picture.marks[0].area.x.is_finite());
        assert_eq!(radius(&picture, 0), MOST);
    }
}
