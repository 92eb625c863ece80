//! The page as one file, opened from a folder: all of it works, under its own policy, and nobody is asked for anything.

use crate::{
    browser::{Browser, Engine},
    data, dist,
    files::Folder,
    host::Host,
    independent::{VENDAS, check_list, people_of, windows_1252},
    page::Page,
};
use serde_json::json;
use std::{fs, process::Command};

#[test]
fn one_file_works_from_a_folder() {
    let folder = Folder::new("single");
    let file = folder.file("carteira.html", b"");
    let mut script = Command::new("python3");
    assert!(script.arg("scripts/single.py").arg(dist()).arg(&file).status().unwrap().success());

    let page =
        Page { browser: Browser::start(Engine::Chromium), host: Host::new(folder.path(), "/") };
    page.browser.open(&format!("file://{}?lang=en", file.display()));
    page.wait_for_state("empty");
    page.browser.wait_for("document.documentElement.dataset.offline", "ready");

    page.give(&[&data("vendas.csv")]);
    page.wait_for_state("ready");
    let orders = windows_1252(&fs::read(data("vendas.csv")).unwrap());
    check_list(&page.export("CSV"), &people_of(&orders, &VENDAS, None));
    let all = page.numbers().customers;
    assert!(page.selecting(|page| page.go_to("#/people?q=n_orders%20%3E%3D%202")).selected < all);

    // Workbooks have a worker of their own.
    page.press("button", "Forget everything");
    page.wait_for_dialog();
    page.press("button", "Forget everything");
    page.wait_for_state("empty");
    page.give(&[&data("workbooks/orders_customers.xlsx")]);
    page.wait_for_state("ready");
    assert_eq!(page.numbers().customers, 6);
    assert!(page.export("XLSX").starts_with(b"PK"));
    assert_eq!(page.browser.chromium_console(), [""; 0]);

    // It is given nothing but what it has in it, and can ask for nothing.
    let asked = "performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !name.startsWith('blob:'))";
    assert_eq!(page.browser.value(asked), json!([]));
    let fetch = format!("fetch('{}', {{ mode: 'no-cors' }})", page.host.address);
    assert_eq!(page.browser.value_of_promise(&fetch), "TypeError: Failed to fetch");
    assert_eq!(page.host.take_asked(), [""; 0]);
}
