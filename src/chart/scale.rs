//! Values to places.

/// A straight scale: `from` goes to `start`, `to` to `end`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Linear {
    pub from: f64,
    pub to: f64,
    pub start: f64,
    pub end: f64,
}

impl Linear {
    /// The place of a value. Where the scale has no extent, or for what is no number, it is the start.
    pub fn at(&self, value: f64) -> f64 {
        let extent = self.to - self.from;
        if extent == 0.0 || !value.is_finite() {
            return self.start;
        }
        self.start + (value - self.from) / extent * (self.end - self.start)
    }
}

/// Equal slots side by side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slots {
    pub start: f64,
    pub end: f64,
    pub count: usize,
}

impl Slots {
    /// Width of a slot.
    pub fn width(&self) -> f64 {
        (self.end - self.start) / self.count.max(1) as f64
    }

    /// Where a slot begins.
    pub fn at(&self, index: usize) -> f64 {
        self.start + self.width() * index as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_without_extent_stays_at_its_start() {
        let scale = Linear { from: 0.0, to: 10.0, start: 100.0, end: 0.0 };
        assert_eq!(scale.at(2.5), 75.0);
        assert_eq!(scale.at(f64::NAN), 100.0);
        assert_eq!(Linear { to: 0.0, ..scale }.at(5.0), 100.0);
    }

    #[test]
    fn slots_share_the_width() {
        let slots = Slots { start: 10.0, end: 50.0, count: 4 };
        assert_eq!((slots.width(), slots.at(0), slots.at(4)), (10.0, 10.0, 50.0));
    }
}
