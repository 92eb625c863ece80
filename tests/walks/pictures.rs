//! Pictures of the screens: `make screenshots` takes them anew for README.md, and to be
//! looked at; any other run takes them aside, so that the README can always be made again.

use crate::{browser::Engine, page::Page};
use serde_json::json;
use std::path::{Path, PathBuf};

/// Bytes of a picture, so that the repository stays small.
const MOST: usize = 300_000;

#[test]
fn pictures_of_all_screens_are_taken_and_small() {
    let asked = std::env::var_os("CARTEIRA_SCREENSHOTS").map(PathBuf::from);
    let passing = std::env::temp_dir().join(format!("carteira-pictures-{}", std::process::id()));
    let folder = asked.as_deref().unwrap_or(&passing);
    std::fs::create_dir_all(folder).unwrap();
    let page = Page::open(Engine::Chromium);
    take(&page, folder, "start", "en", "light", DESKTOP);
    for (language, theme, size, screens) in [
        (
            "en",
            "light",
            DESKTOP,
            &["overview", "people", "segments", "time", "act", "cleanup", "report"][..],
        ),
        ("pt", "dark", DESKTOP, &["overview", "people"]),
        ("pt", "light", PHONE, &["overview", "people"]),
    ] {
        page.load_sample_by_address(language);
        for screen in screens {
            page.go_to(&format!("#/{screen}"));
            take(&page, folder, screen, language, theme, size);
        }
    }
    if asked.is_none() {
        std::fs::remove_dir_all(&passing).unwrap();
    }
}

/// A window, by name, width and height.
type Size = (&'static str, u32, u32);

const DESKTOP: Size = ("desktop", 1440, 900);
const PHONE: Size = ("phone", 390, 844);

fn take(
    page: &Page,
    folder: &Path,
    screen: &str,
    language: &str,
    theme: &str,
    (size, width, height): Size,
) {
    let theme_wish = json!({ "features": [{ "name": "prefers-color-scheme", "value": theme }] });
    page.browser.devtools("Emulation.setEmulatedMedia", theme_wish);
    page.browser.devtools(
        "Emulation.setDeviceMetricsOverride",
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone" }),
    );
    page.settle();
    let picture = page.browser.screenshot();
    assert!(picture.len() <= MOST, "{screen}: {} bytes", picture.len());
    let name = format!("{screen}-{language}-{theme}-{size}.png");
    std::fs::write(folder.join(name), picture).unwrap();
}
