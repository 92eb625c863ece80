//! **`Picture`**: what a picture consists of, ready to be drawn.

/// A picture. The marks are drawn between what lies under and over them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub under: Vec<Shape>,
    pub marks: Vec<Mark>,
    pub over: Vec<Shape>,
    /// How many marks stand side by side: what an arrow up or down steps over. 0 where rows differ: then the arrow
    /// leads to what lies there.
    pub across: usize,
}

impl Picture {
    /// The mark that lies nearest below, or above, another.
    pub fn beyond(&self, from: usize, below: bool) -> Option<usize> {
        let (x, y) = self.marks.get(from)?.area.middle();
        let distance = |mark: &Mark| {
            let (to_x, to_y) = mark.area.middle();
            let down = if below { to_y - y } else { y - to_y };
            (down, (to_x - x).abs())
        };
        let near = |a: &(usize, (f64, f64)), b: &(usize, (f64, f64))| {
            a.1.0.total_cmp(&b.1.0).then(a.1.1.total_cmp(&b.1.1))
        };
        let others = self.marks.iter().map(distance).enumerate();
        others.filter(|(_, (down, _))| *down > 1.0).min_by(near).map(|(place, _)| place)
    }
}

/// A group of shapes that can be picked.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Mark {
    /// Where it can be hit.
    pub area: Rect,
    /// What it says in words, figures included.
    pub label: String,
    /// The customers' class it stands for, which has a colour everywhere; empty for none.
    pub group: String,
    pub shapes: Vec<Shape>,
}

/// A rectangle; `y` grows downwards.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

/// One thing to draw.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    Rect { class: &'static str, rect: Rect },
    Line { class: &'static str, from: (f64, f64), to: (f64, f64) },
    Path { class: &'static str, d: String },
    Dot { class: &'static str, at: (f64, f64), radius: f64 },
    Text { class: &'static str, at: (f64, f64), anchor: Anchor, text: String },
}

/// Which point of a text stands where it is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    /// Its name in SVG.
    pub fn name(self) -> &'static str {
        match self {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        }
    }
}

impl Rect {
    /// A rectangle; negative sizes become none.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Rect {
        Rect { x, y, width: width.max(0.0), height: height.max(0.0) }
    }

    /// Its middle.
    pub fn middle(&self) -> (f64, f64) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }
}

impl Shape {
    /// A text.
    pub fn text(class: &'static str, at: (f64, f64), anchor: Anchor, text: &str) -> Shape {
        Shape::Text { class, at, anchor, text: text.to_string() }
    }
}

/// A coordinate as SVG takes it: a tenth of a pixel is more than can be seen.
pub fn tenth(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    // No "-0", and nothing that is not a number.
    if rounded.is_finite() { (rounded + 0.0).to_string() } else { "0".into() }
}

/// The path through these points.
pub fn path(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut d = String::new();
    for (x, y) in points {
        d.push(if d.is_empty() { 'M' } else { 'L' });
        d += &tenth(x);
        d.push(' ');
        d += &tenth(y);
    }
    d
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_leads_to_what_lies_there() {
        let at = |x: f64, y: f64| Mark { area: Rect::new(x, y, 10.0, 10.0), ..Mark::default() };
        let marks = vec![
            at(0.0, 0.0),
            at(10.0, 0.0),
            at(20.0, 0.0),
            at(0.0, 10.0),
            at(10.0, 10.0),
            at(0.0, 20.0),
        ];
        let picture = Picture { marks, ..Picture::default() };
        for (from, below, to) in [
            (0, true, Some(3)),
            (2, true, Some(4)),
            (4, true, Some(5)),
            (5, true, None),
            (5, false, Some(3)),
            (4, false, Some(1)),
            (0, false, None),
            (9, true, None),
        ] {
            assert_eq!(picture.beyond(from, below), to, "{from} {below}");
        }
    }

    #[test]
    fn coordinates_are_short_and_finite() {
        for (value, expect) in
            [(1.04, "1"), (1.06, "1.1"), (-0.01, "0"), (f64::NAN, "0"), (12.0, "12")]
        {
            assert_eq!(tenth(value), expect);
        }
        assert_eq!(path([(0.0, 1.0), (2.55, 3.0)]), "M0 1L2.6 3");
        assert_eq!(path([]), "");
    }
}
