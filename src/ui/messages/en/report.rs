//! The Report screen, in English.

use crate::ui::messages::Report;

pub const REPORT: Report = Report {
    title: "Customer report",
    lead: "To leave with a client: print it, or save it as one file that opens in any browser. It holds figures, no list of customers.",
    save: "Save as one file",
    print: "Print",
    span: "Orders from {first} to {last}, measured as of {as_of}",
    rules: "Rules and settings",
    classification: "Classification",
    returns: "Returns",
    returns_net: "taken off",
    returns_ignored: "left out",
    model: "Purchase model",
    discount: "Discount rate, a year",
    margin: "Margin on revenue",
    made: "Made with Carteira, on this machine; no data was sent anywhere.",
};
