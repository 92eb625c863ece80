use crate::ui::messages::*;

pub const START: Start = Start {
    promise: ["Know your customers", "without giving them away"],
    pitch: "Drop your orders. See who buys at which rhythm, who matters, who is leaving and what to do about it. Your file never leaves this device.",
    drop: "Drop files anywhere",
    formats: "CSV, Excel, OpenDocument, TSV or text · any size your computer can hold",
    choose: "Choose files",
    paste: "Paste",
    paste_hint: "Copy cells in your spreadsheet, then press Ctrl+V (⌘V) here.",
    sample: "Try the sample",
    picture: "What you get, here from the sample",
    requests: Plural::two(
        "{n} request since this page loaded",
        "{n} requests since this page loaded",
    ),
    offline: "works with the network off",
    rule_waiting: "This link holds a rule and no data. Drop your file to see whom it selects:",
    not_loaded: "Carteira could not be loaded in full. Look to your connection and try again; what you gave is still where it was.",
};
