//! The report: what is left with a client says the same as the screens, and can do nothing.

use crate::{browser::Engine, page::Page};

#[test]
fn the_saved_report_says_what_the_screens_say_and_runs_nothing() {
    let page = Page::open(Engine::Chromium);
    page.load_sample();
    let export = page.export("CSV");
    let mut rows = csv::Reader::from_reader(export.as_slice());
    let class = rows.headers().unwrap().iter().position(|name| name == "rfm_segment").unwrap();
    let champions = rows.records().filter(|row| &row.as_ref().unwrap()[class] == "Champions");
    let champions = champions.count();

    page.go_to("#/overview");
    page.settle();
    let lead = page.browser.value("document.querySelector('.overview-lead').innerText");
    page.go_to("#/report");
    page.wait_for_text("fm >= 4");
    page.settle();
    page.press("button", "Save as one file");
    let html = page.browser.take_download("carteira-report.html");
    let html = String::from_utf8(html).unwrap();
    for acts in ["<script", "<button", "<input", "<a ", "http://", "https://"] {
        // The name of SVG is an address that nobody visits.
        let rest = html.replace("http://www.w3.org/2000/svg", "");
        assert!(!rest.contains(acts), "{acts}");
    }

    let file = std::env::temp_dir().join(format!("carteira-report-{}.html", std::process::id()));
    std::fs::write(&file, &html).unwrap();
    page.browser.open(&format!("file://{}", file.display()));
    let text = page.text();
    std::fs::remove_file(&file).unwrap();
    let lead = lead.as_str().unwrap();
    assert!(lead.len() > 40 && text.contains(lead), "{text}");
    let row = page.browser.value(
        "[...document.querySelectorAll('tr')].map((row) => row.innerText).find((row) => row.startsWith('Champions'))",
    );
    let row = row.as_str().unwrap_or_default();
    assert!(row.split_whitespace().any(|cell| cell == champions.to_string()), "{champions}: {row}");
    assert!(text.contains("Rules and settings") && text.contains("r >= 4 and fm >= 4"), "{text}");
}
