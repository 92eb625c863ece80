use crate::ui::messages::*;

pub const PROBLEMS: Problems = Problems {
    empty_file: "{file} is empty. Export it again and drop the new file.",
    image: "{file} is a picture, not a table. Export your orders as CSV and drop that file.",
    pdf: "{file} is a PDF, not a table. Export your orders as CSV and drop that file.",
    spreadsheet: "{file} is a spreadsheet. In it choose Save as, then CSV (UTF-8), and drop that file; or copy the cells and paste them here.",
    archive: "{file} is a compressed archive. Unpack it and drop the file that is inside.",
    json: "{file} is JSON, which cannot be read here. Export your orders as CSV and drop that file.",
    web: "{file} is a web page by the name of a spreadsheet. Open it in your spreadsheet, choose Save as, then CSV (UTF-8), and drop that file.",
    not_a_table: "{file} holds no table we can read. Export your orders as CSV and drop that file.",
    only_header: "{file} has column names but no records below them. Export it again, with the dates you want.",
    no_customer: "No column of {file} tells who the customer is. Export it again with a customer number, e-mail or name, or choose the column on the Files screen.",
    no_orders: "There are customers here but no orders. Add the file of orders too.",
    unreadable: "{file} could not be read to the end: it was moved, changed or taken away. Choose it again; what was there before is still here.",
    stopped: "The engine stopped, most likely for lack of memory, and what it knew is lost. Close other tabs, or leave out columns you do not need, and open your files again. ({detail})",
    stopped_not_lost: "The engine stopped, most likely for lack of memory. What was there before is being opened again. To add more, close other tabs or leave out columns you do not need. ({detail})",
    no_such_customer: "There is no customer {key} in this data.",
    dismiss: "Dismiss",
    rule_too_early: "In the rules of “{field}”, “{uses}” cannot be used: it is worked out after it.",
    name_missing: "Give the classification a name.",
    name_taken: "Something here is called “{name}” already. Choose another name.",
};
