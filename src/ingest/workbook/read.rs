//! Bytes of a workbook or archive → its parts, by the crate `calamine`, which reads the cells as they were saved.

use super::{
    Left, Part, Trouble, Unpacked, archive,
    cells::{iso_length, length, moment, number},
    grid::Grid,
};
use calamine::{
    DataType, Dimensions, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb,
    XlsbError, Xlsx, XlsxError,
};
use std::io::Cursor;

/// The bytes of a workbook, as its reader takes them.
type Bytes<'a> = Cursor<&'a [u8]>;

/// Everything in a file of this name with these bytes.
pub fn unpack(name: &str, bytes: &[u8]) -> Result<Unpacked, Trouble> {
    if bytes.len() as u64 > super::MOST_BYTES {
        return Err(Trouble::TooLarge);
    }
    match archive::kind(bytes)? {
        archive::Kind::Xlsx => xlsx(name, bytes),
        archive::Kind::Xlsb => xlsb(name, bytes),
        archive::Kind::Ods => ods(name, bytes),
        archive::Kind::Xls => xls(name, bytes),
        archive::Kind::Files => archive::files(name, bytes),
    }
}

fn xlsx(name: &str, bytes: &[u8]) -> Result<Unpacked, Trouble> {
    let mut book: Xlsx<Bytes> = Xlsx::new(Cursor::new(bytes))?;
    let from_1904 = book.has_1904_epoch();
    let read = |book: &mut Xlsx<Bytes>, sheet: &str, grid: &mut Grid| {
        let mut cells = book.worksheet_cells_reader(sheet)?;
        loop {
            match cells.next_cell() {
                Ok(Some(cell)) => put(grid, cell.get_position(), cell.get_value(), from_1904)?,
                Ok(None) => break,
                // An error that the reader does not know, such as #SPILL!, is one all the same.
                Err(XlsxError::CellError(_)) => {}
                Err(error) => return Err(error.into()),
            }
        }
        drop(cells);
        grid.sort();
        merge(grid, &book.merge_cells_by_sheet_name(sheet)?);
        Ok(())
    };
    sheets(name, &mut book, read)
}

fn xlsb(name: &str, bytes: &[u8]) -> Result<Unpacked, Trouble> {
    let mut book: Xlsb<Bytes> = Xlsb::new(Cursor::new(bytes))?;
    let from_1904 = book.has_1904_epoch();
    let read = |book: &mut Xlsb<Bytes>, sheet: &str, grid: &mut Grid| {
        let mut cells = book.worksheet_cells_reader(sheet)?;
        while let Some(cell) = cells.next_cell()? {
            put(grid, cell.get_position(), cell.get_value(), from_1904)?;
        }
        Ok(())
    };
    sheets(name, &mut book, read)
}

fn xls(name: &str, bytes: &[u8]) -> Result<Unpacked, Trouble> {
    let mut book: Xls<Bytes> = match Xls::new(Cursor::new(bytes)) {
        // A workbook since 2007 that is encrypted comes in the old wrapping.
        Err(error) if !matches!(error, XlsError::Password) => {
            let newer = Xlsx::<Bytes>::new(Cursor::new(bytes));
            let locked = matches!(newer, Err(XlsxError::Password));
            return Err(if locked { Trouble::Locked } else { Trouble::Torn });
        }
        book => book?,
    };
    let from_1904 = book.has_1904_epoch();
    let read = |book: &mut Xls<Bytes>, sheet: &str, grid: &mut Grid| {
        whole(book, sheet, grid, from_1904)?;
        merge(grid, &book.merge_cells_by_sheet_name(sheet)?);
        Ok(())
    };
    sheets(name, &mut book, read)
}

fn ods(name: &str, bytes: &[u8]) -> Result<Unpacked, Trouble> {
    let mut book: Ods<Bytes> = Ods::new(Cursor::new(bytes))?;
    let read =
        |book: &mut Ods<Bytes>, sheet: &str, grid: &mut Grid| whole(book, sheet, grid, false);
    sheets(name, &mut book, read)
}

/// The cells of a sheet whose reader gives it whole.
fn whole<'a, R: Reader<Bytes<'a>>>(
    book: &mut R,
    sheet: &str,
    grid: &mut Grid,
    from_1904: bool,
) -> Result<(), Trouble>
where
    Trouble: From<R::Error>,
{
    let range = book.worksheet_range(sheet)?;
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, value) in range.used_cells() {
        put(grid, (top + row as u32, left + column as u32), value, from_1904)?;
    }
    grid.sort();
    Ok(())
}

/// The sheets of a workbook: those it shows, if there is a table among them, else those it hides.
fn sheets<'a, R: Reader<Bytes<'a>>>(
    name: &str,
    book: &mut R,
    read: impl Fn(&mut R, &str, &mut Grid) -> Result<(), Trouble>,
) -> Result<Unpacked, Trouble> {
    let all = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let all: Vec<(String, bool)> =
        all.map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible)).collect();
    let mut grids = Vec::new();
    for (sheet, shown) in all {
        let mut grid = Grid::default();
        read(book, &sheet, &mut grid)?;
        grid.sort();
        if !grid.is_empty() {
            grids.push((sheet, shown, grid));
        }
    }
    let any_shown = grids.iter().any(|(_, shown, _)| *shown);
    let any_table = grids.iter().any(|(_, shown, grid)| grid.is_table() && *shown == any_shown);
    let (mut tables, mut left) = (Vec::new(), Vec::new());
    for (sheet, shown, grid) in grids {
        match () {
            () if any_shown && !shown => left.push((sheet, Left::Hidden)),
            () if any_table && !grid.is_table() => left.push((sheet, Left::NoTable)),
            () => tables.push((sheet, grid)),
        }
    }
    let several = tables.len() > 1;
    let part = |(sheet, grid): (String, Grid)| Part {
        name: if several { format!("{name} › {sheet}") } else { name.to_string() },
        bytes: grid.csv(),
        is_sheet: true,
    };
    let parts: Vec<Part> = tables.into_iter().map(part).collect();
    if parts.is_empty() { Err(Trouble::Empty) } else { Ok(Unpacked { parts, left }) }
}

fn put(
    grid: &mut Grid,
    (row, column): (u32, u32),
    value: &impl DataType,
    from_1904: bool,
) -> Result<(), Trouble> {
    if let Some(text) = value.get_string() {
        return grid.put(row, column, text);
    }
    let text = if let Some(value) = value.get_float() {
        number(value)
    } else if let Some(value) = value.get_int() {
        value.to_string()
    } else if let Some(date) = value.get_datetime() {
        match date.is_duration() {
            true => length(date.as_f64()),
            false => moment(date.as_f64(), from_1904),
        }
    } else if let Some(yes) = value.get_bool() {
        yes.to_string()
    } else if let Some(text) = value.get_datetime_iso() {
        text.to_string()
    } else if let Some(text) = value.get_duration_iso() {
        iso_length(text)
    } else {
        // An error, such as #N/A, says that there is no value.
        return Ok(());
    };
    grid.put(row, column, &text)
}

fn merge(grid: &mut Grid, merged: &[Dimensions]) {
    for Dimensions { start: (top, left), end: (bottom, right) } in merged {
        if bottom > top && left == right {
            grid.merge_down(*left, *top, *bottom);
        }
    }
}

impl From<XlsxError> for Trouble {
    fn from(error: XlsxError) -> Trouble {
        if matches!(error, XlsxError::Password) { Trouble::Locked } else { Trouble::Torn }
    }
}

impl From<XlsbError> for Trouble {
    fn from(error: XlsbError) -> Trouble {
        if matches!(error, XlsbError::Password) { Trouble::Locked } else { Trouble::Torn }
    }
}

impl From<XlsError> for Trouble {
    fn from(error: XlsError) -> Trouble {
        if matches!(error, XlsError::Password) { Trouble::Locked } else { Trouble::Torn }
    }
}

impl From<OdsError> for Trouble {
    fn from(error: OdsError) -> Trouble {
        match error {
            OdsError::Password => Trouble::Locked,
            OdsError::CellLimitExceeded { .. } => Trouble::TooLarge,
            _ => Trouble::Torn,
        }
    }
}
