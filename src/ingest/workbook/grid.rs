//! A **grid**: the cells of a sheet that hold something, wherever they stand → CSV with one line a row.
//!
//! The trap: a single stray cell in the last row and column makes a sheet of 17 thousand million cells. Only what is there
//! is kept; a column with nothing in it does not come out, a row with nothing in it is a blank line, so that a line of the
//! ledger is a row of the sheet.

use super::Trouble;

/// Most bytes of text in a sheet, and most cells.
const MOST_TEXT: usize = 1 << 30;
const MOST_CELLS: usize = 1 << 26;

/// The cells of a sheet.
#[derive(Debug, Default)]
pub struct Grid {
    cells: Vec<Cell>,
    text: String,
}

/// A cell, and where its text stands.
#[derive(Debug, Clone, Copy)]
struct Cell {
    row: u32,
    column: u32,
    start: u32,
    length: u32,
}

impl Grid {
    /// Puts a text into a cell; a blank one changes nothing.
    pub fn put(&mut self, row: u32, column: u32, text: &str) -> Result<(), Trouble> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if self.cells.len() >= MOST_CELLS || self.text.len() + text.len() > MOST_TEXT {
            return Err(Trouble::TooLarge);
        }
        let (start, length) = (self.text.len() as u32, text.len() as u32);
        self.text.push_str(text);
        self.cells.push(Cell { row, column, start, length });
        Ok(())
    }

    /// Sets the cells in order, which most workbooks do by themselves.
    pub fn sort(&mut self) {
        let place = |cell: &Cell| (cell.row, cell.column);
        if !self.cells.is_sorted_by_key(place) {
            self.cells.sort_by_key(place);
        }
    }

    /// What stands in the topmost of cells merged over these rows stands in all of them, where the rows hold anything.
    pub fn merge_down(&mut self, column: u32, top: u32, bottom: u32) {
        let found = self.cells.binary_search_by_key(&(top, column), |cell| (cell.row, cell.column));
        let Some(&merged) = found.ok().and_then(|at| self.cells.get(at)) else { return };
        let first = self.cells.partition_point(|cell| cell.row <= top);
        let below = self.cells[first..].iter().take_while(|cell| cell.row <= bottom);
        let mut rows: Vec<u32> = below.map(|cell| cell.row).collect();
        rows.dedup();
        if self.cells.len() + rows.len() <= MOST_CELLS {
            self.cells.extend(rows.into_iter().map(|row| Cell { row, ..merged }));
            self.sort();
        }
    }

    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Whether it could be a table: several columns and several rows.
    pub fn is_table(&self) -> bool {
        let Some(first) = self.cells.first() else { return false };
        self.cells.iter().any(|cell| cell.row != first.row)
            && self.cells.iter().any(|cell| cell.column != first.column)
    }

    /// Writes it, in order.
    pub fn csv(&self) -> Vec<u8> {
        let mut columns: Vec<u32> = Vec::new();
        for cell in &self.cells {
            if let Err(at) = columns.binary_search(&cell.column) {
                columns.insert(at, cell.column);
            }
        }
        let mut out = Vec::with_capacity(self.text.len() + self.cells.len());
        let mut line = 0;
        for row in self.cells.chunk_by(|a, b| a.row == b.row) {
            out.resize(out.len() + (row[0].row - line) as usize, b'\n');
            line = row[0].row + 1;
            let mut cells = row.iter().peekable();
            for (at, column) in columns.iter().enumerate() {
                if at > 0 {
                    out.push(b',');
                }
                while let Some(cell) = cells.next_if(|cell| cell.column <= *column) {
                    // Of two cells in one place the last counts.
                    if cells.peek().is_none_or(|next| next.column != cell.column) {
                        write(&self.text[cell.start as usize..][..cell.length as usize], &mut out);
                    }
                }
            }
            out.push(b'\n');
        }
        out
    }
}

fn write(text: &str, out: &mut Vec<u8>) {
    if text.contains([',', '"', '\n', '\r']) {
        out.push(b'"');
        out.extend_from_slice(text.replace('"', "\"\"").as_bytes());
        out.push(b'"');
    } else {
        out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(cells: &[(u32, u32, &str)]) -> Grid {
        let mut grid = Grid::default();
        cells.iter().for_each(|(row, column, text)| grid.put(*row, *column, text).unwrap());
        grid.sort();
        grid
    }

    fn csv(grid: &Grid) -> String {
        String::from_utf8(grid.csv()).unwrap()
    }

    #[test]
    fn rows_keep_their_number_and_empty_columns_go() {
        let grid =
            grid(&[(3, 5, "1"), (1, 1, "id"), (1, 5, "a \"b\", c"), (3, 1, "x\ny"), (3, 3, " ")]);
        assert_eq!(csv(&grid), "\nid,\"a \"\"b\"\", c\"\n\n\"x\ny\",1\n");
        assert!(grid.is_table());
    }

    #[test]
    fn a_stray_cell_far_away_costs_little() {
        let grid = grid(&[(0, 0, "id"), (0, 1, "n"), (1, 0, "7"), (1_048_575, 16_383, "x")]);
        let text = csv(&grid);
        assert!(text.starts_with("id,n,\n7,,\n\n"), "{}", &text[..20]);
        assert!(text.ends_with("\n,,x\n"));
        assert_eq!(text.lines().count(), 1_048_576);
    }

    #[test]
    fn merged_cells_stand_in_every_row_that_holds_something() {
        let mut grid =
            grid(&[(0, 0, "id"), (0, 1, "n"), (1, 0, "A"), (1, 1, "1"), (2, 1, "2"), (5, 1, "3")]);
        grid.merge_down(0, 1, 4);
        assert_eq!(csv(&grid), "id,n\nA,1\nA,2\n\n\n,3\n");
        // A merged cell that is empty has nothing to say.
        grid.merge_down(7, 1, 4);
        assert_eq!(csv(&grid), "id,n\nA,1\nA,2\n\n\n,3\n");
    }

    #[test]
    fn notes_are_no_table() {
        assert!(!grid(&[]).is_table() && grid(&[]).is_empty());
        assert!(!grid(&[(0, 0, "a"), (9, 0, "b")]).is_table());
        assert!(!grid(&[(0, 0, "a"), (0, 4, "b")]).is_table());
    }
}
