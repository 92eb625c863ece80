//! **`Track`**: where the rows of a long list stand when only those in sight are drawn. The list scrolls in a box; the rows
//! are drawn where they belong, relative to its top.
//!
//! The trap: browsers cannot make a box as tall as a million rows. Its height ends at [`MOST_SPACE`], and a place on the
//! scroll bar then stands for a longer stretch of rows: dragging the bar goes by proportion, a turn of the wheel by as
//! many pixels as it always does. The bar is put right ([`Track::bar`]) once the list rests.

use std::ops::Range;

/// Most pixels that a list pretends to be tall. Firefox ends at 17.9 million, Chromium at 33.5 million divided by the zoom.
pub const MOST_SPACE: f64 = 8_000_000.0;

/// A list in its box; all in pixels but the number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Track {
    pub rows: u32,
    /// Height of a row.
    pub row: f64,
    /// Height of the box.
    pub view: f64,
}

impl Track {
    /// How tall the box's content pretends to be.
    pub fn space(&self) -> f64 {
        self.height().min(MOST_SPACE)
    }

    fn height(&self) -> f64 {
        f64::from(self.rows) * self.row
    }

    /// The last place that the top can have.
    fn last(&self) -> f64 {
        (self.height() - self.view).max(0.0)
    }

    fn is_true(&self) -> bool {
        self.height() <= MOST_SPACE
    }

    /// Pixels of rows for one pixel of the bar.
    fn ratio(&self) -> f64 {
        self.last() / (self.space() - self.view).max(1.0)
    }

    /// The top within the list.
    pub fn limit(&self, top: f64) -> f64 {
        top.clamp(0.0, self.last())
    }

    /// The top after the bar went from one place to another.
    pub fn scrolled(&self, top: f64, from: f64, to: f64) -> f64 {
        let top = if self.is_true() {
            to
        } else if (to - from).abs() <= self.view {
            top + to - from
        } else {
            to * self.ratio()
        };
        self.limit(top)
    }

    /// Where the bar stands for a top.
    pub fn bar(&self, top: f64) -> f64 {
        if self.is_true() { top } else { (top / self.ratio()).round() }
    }

    /// The rows in sight.
    pub fn visible(&self, top: f64) -> Range<u32> {
        if self.row <= 0.0 {
            return 0..0;
        }
        let first = (top / self.row).floor().max(0.0) as u32;
        let end = ((top + self.view) / self.row).ceil() as u32;
        first.min(self.rows)..end.min(self.rows)
    }

    /// The rows to have at hand: those in sight and as many as `ahead` before and after them.
    pub fn window(&self, top: f64, ahead: u32) -> Range<u32> {
        let visible = self.visible(top);
        visible.start.saturating_sub(ahead)..visible.end.saturating_add(ahead).min(self.rows)
    }

    /// The top nearest to this one from which the row is in full sight.
    pub fn reveal(&self, top: f64, row: u32) -> f64 {
        let start = f64::from(row) * self.row;
        self.limit(top.min(start).max(start + self.row - self.view))
    }

    /// The top nearest to this one that shows only rows that are there.
    pub fn hold(&self, top: f64, there: Range<u32>) -> f64 {
        let (start, end) = (f64::from(there.start) * self.row, f64::from(there.end) * self.row);
        top.min(end - self.view).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SHORT: Track = Track { rows: 100, row: 30.0, view: 600.0 };
    const LONG: Track = Track { rows: 1_000_000, row: 33.0, view: 610.0 };

    #[test]
    fn a_short_list_scrolls_as_it_is() {
        assert_eq!(SHORT.space(), 3000.0);
        assert_eq!(SHORT.scrolled(0.0, 0.0, 1234.0), 1234.0);
        assert_eq!(SHORT.bar(1234.0), 1234.0);
        assert_eq!(SHORT.visible(45.0), 1..22);
        assert_eq!(SHORT.window(45.0, 10), 0..32);
        assert_eq!(SHORT.visible(2400.0), 80..100);
    }

    #[test]
    fn a_long_list_is_reached_from_end_to_end() {
        assert_eq!(LONG.space(), MOST_SPACE);
        let end = LONG.space() - LONG.view;
        assert_eq!(LONG.scrolled(0.0, 0.0, end), LONG.last());
        assert_eq!(LONG.visible(LONG.last()).end, 1_000_000);
        assert_eq!(LONG.scrolled(LONG.last(), end, 0.0), 0.0);
        assert_eq!(LONG.bar(LONG.last()), end);
        // Every row can be shown, and the bar then stands where dragging it would lead nearby.
        for row in [0, 1, 499_999, 999_998, 999_999] {
            let top = LONG.reveal(0.0, row);
            assert!(LONG.visible(top).contains(&row), "{row}");
            assert!((LONG.bar(top) * LONG.ratio() - top).abs() <= LONG.ratio(), "{row}");
        }
    }

    #[test]
    fn the_wheel_moves_a_long_list_by_pixels() {
        let (top, bar) = (10_000_000.0, LONG.bar(10_000_000.0));
        assert_eq!(LONG.scrolled(top, bar, bar + 100.0), top + 100.0);
        assert_eq!(LONG.scrolled(50.0, 12.0, 0.0), 38.0);
    }

    #[test]
    fn a_row_is_shown_by_the_shortest_way() {
        for (top, row, expect) in
            [(300.0, 9, 270.0), (300.0, 10, 300.0), (300.0, 29, 300.0), (300.0, 30, 330.0)]
        {
            assert_eq!(SHORT.reveal(top, row), expect, "{row}");
        }
    }

    #[test]
    fn what_is_not_there_yet_is_waited_for() {
        assert_eq!(SHORT.hold(1500.0, 0..40), 600.0);
        assert_eq!(SHORT.hold(0.0, 30..70), 900.0);
        assert_eq!(SHORT.hold(1000.0, 30..70), 1000.0);
        // Fewer rows than fit stand at the top.
        assert_eq!(SHORT.hold(0.0, 0..3), 0.0);
        let empty = Track { rows: 0, row: 30.0, view: 600.0 };
        assert_eq!((empty.limit(9.0), empty.visible(0.0), empty.space()), (0.0, 0..0, 0.0));
    }
}
