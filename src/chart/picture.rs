//! **`Picture`**: what a picture consists of, ready to be drawn.

/// A picture. The marks are drawn between what lies under and over them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Picture {
    pub width: f64,
    pub height: f64,
    pub under: Vec<Shape>,
    pub marks: Vec<Mark>,
    pub over: Vec<Shape>,
    /// How many marks stand side by side: what an arrow up or down steps over.
    pub across: usize,
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
