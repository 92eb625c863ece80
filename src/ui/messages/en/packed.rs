use crate::ui::messages::*;

pub const PACKED: Packed = Packed {
    locked: "{file} is protected by a password. Open it in your spreadsheet, save it without one, and drop that file.",
    torn: "{file} cannot be opened: it is damaged or was not copied to its end. Save it again and drop the new file.",
    too_large: "{file} is too large to be opened here. Save its sheets as CSV, which may be of any size, and drop those files.",
    empty: "There is no table in {file}. Drop the file that has your orders.",
    hidden: "The sheet “{part}” of {file} is hidden and was left out. To use it, unhide it, save the file, and drop it again.",
    no_table: "“{part}” in {file} holds no table and was left out.",
    no_customers: "{file} was left out: no column of it tells who the customer is. If it should count, add a customer number to it.",
    too_many_rows: "A sheet of Excel has room for 1,048,575 people, and this list is longer. Select fewer, or export it as CSV.",
    rule_sheet: "Sheet of rules",
};
