//! The house rules that a compiler does not know: the layers of `lib.rs`, a core without a browser, documented
//! modules, words that do not belong in code, the page's policy, and what the built wasm asks of the browser.
//!
//! The trap: a rule that reads text can be fooled by text. These read code as it is written here, formatted by
//! rustfmt, with comments and test modules left out where only the code counts.

#![cfg(not(target_arch = "wasm32"))]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines from which on a file is told to be long, and from which on it is too long. Tests within count.
const LONG: usize = 350;
const TOO_LONG: usize = 700;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files of a folder, sorted, with their paths from the root; built and installed things left out.
fn files(folder: &str) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).into_iter().flatten() {
            let path = entry.expect("an entry").path();
            match path.is_dir() {
                true if path.ends_with("node_modules") => {}
                true => walk(&path, found),
                false => found.push(path),
            }
        }
    }
    let mut found = Vec::new();
    walk(&root().join(folder), &mut found);
    found.sort();
    found.iter().map(|path| path.strip_prefix(root()).expect("below").to_path_buf()).collect()
}

fn rust(folder: &str) -> Vec<PathBuf> {
    files(folder).into_iter().filter(|p| p.extension().is_some_and(|e| e == "rs")).collect()
}

fn read(path: &Path) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Whether the file holds tests and nothing else.
fn is_test(path: &Path) -> bool {
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    let inside = path.components().any(|part| part.as_os_str() == "tests");
    inside || name.ends_with("tests") || ["testing", "testkit", "published"].contains(&name)
}

/// The code of a file: comments and the test module at its end left out.
fn code(path: &Path) -> String {
    let text = read(path);
    let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
    let lines = text[..end].lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The module of `src` that a file belongs to: `ingest` for `src/ingest/reader.rs`.
fn module(path: &Path) -> String {
    let part = path.components().nth(1).expect("below src").as_os_str().to_string_lossy();
    part.trim_end_matches(".rs").to_string()
}

// ---- Layers ----

/// The order of the layers, as the documentation of `lib.rs` says.
fn layers() -> Vec<String> {
    let text = read(Path::new("src/lib.rs"));
    let (_, rest) = text.split_once("//! # Layers").expect("a section on layers");
    let (section, _) = rest.split_once("//! # ").expect("a section after it");
    section.split('`').skip(1).step_by(2).map(String::from).collect()
}

/// The modules that code names behind `crate::`, one by one or in braces.
fn used_modules(code: &str) -> Vec<String> {
    let mut used = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        if let Some(group) = rest.strip_prefix('{') {
            let (mut depth, mut name, mut names) = (0, String::new(), Vec::new());
            for c in group.chars() {
                match c {
                    '{' => depth += 1,
                    '}' if depth == 0 => break,
                    '}' => depth -= 1,
                    ',' if depth == 0 => names.push(std::mem::take(&mut name)),
                    c if depth == 0 => name.push(c),
                    _ => {}
                }
            }
            names.push(name);
            used.extend(names.iter().map(|name| first_word(name.trim())));
        } else {
            used.push(first_word(rest));
        }
    }
    used.retain(|name| !name.is_empty());
    used
}

fn first_word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn every_module_has_its_layer_and_uses_none_above_it() {
    let layers = layers();
    let declared: Vec<String> = read(Path::new("src/lib.rs"))
        .lines()
        .filter_map(|line| Some(line.strip_prefix("pub mod ")?.trim_end_matches(';').to_string()))
        .collect();
    let mut sorted = layers.clone();
    sorted.sort();
    assert_eq!(sorted, declared, "lib.rs names all its modules as layers, each once");
    let mut wrong = Vec::new();
    for path in rust("src") {
        let module = module(&path);
        let Some(floor) = layers.iter().position(|layer| *layer == module) else { continue };
        if is_test(&path) {
            continue;
        }
        for used in used_modules(&code(&path)) {
            let above = layers.iter().position(|layer| *layer == used);
            if above.is_none_or(|above| above > floor) {
                wrong.push(format!("{} uses {used}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// ---- The core ----

/// What only the page and the programs may name.
const OUTSIDE: [&str; 16] = [
    "leptos",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "gloo",
    "std::fs",
    "std::io::stdin",
    "std::net",
    "std::env",
    "std::process",
    "std::time",
    "Instant::now",
    "SystemTime",
    "Utc::now",
    "Local::now",
    "println!",
];

#[test]
fn the_core_knows_no_browser_no_clock_and_no_disk() {
    let mut wrong = Vec::new();
    for path in rust("src") {
        if is_test(&path) || ["bin", "ui", "lib"].contains(&module(&path).as_str()) {
            continue;
        }
        let code = code(&path);
        let found = OUTSIDE.iter().filter(|word| code.contains(**word));
        wrong.extend(found.map(|word| format!("{} names {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn no_crate_is_asked_for_its_network_part() {
    let manifest = read(Path::new("Cargo.toml"));
    let gloo = manifest.lines().find(|line| line.starts_with("gloo =")).expect("gloo is used");
    assert!(gloo.contains("default-features = false"), "{gloo}");
    for feature in ["net", "http", "websocket", "eventsource"] {
        assert!(!gloo.contains(&format!("\"{feature}\"")), "{gloo}");
    }
    let sys = manifest.split("dependencies.web-sys]").nth(1).expect("web-sys is used");
    let features: Vec<&str> =
        sys.split('[').nth(1).unwrap_or(sys).split('"').skip(1).step_by(2).collect();
    let reaching = [
        "WebSocket",
        "XmlHttpRequest",
        "EventSource",
        "RtcPeerConnection",
        "WebTransport",
        "Request",
    ];
    for feature in reaching {
        assert!(!features.contains(&feature), "web-sys has the feature {feature}");
    }
}

// ---- Words ----

/// What stands in nobody's code: places on one machine, and the talk of those who write it.
const BANNED: [&str; 13] = [
    concat!("/", "tmp/"),
    concat!("/", "home/"),
    concat!("/", "Users/"),
    concat!("/", "root/"),
    concat!("/", "work/"),
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("todo", "!("),
    concat!("unimplemented", "!("),
    concat!("Clau", "de"),
    concat!("Anthro", "pic"),
    concat!("Chat", "GPT"),
    concat!("as an ", "AI"),
];

#[test]
fn no_file_names_places_or_people_of_the_workshop() {
    let mut wrong = Vec::new();
    let top = ["Cargo.toml", "Trunk.toml", "Makefile", "README.md", "LICENSE"].map(PathBuf::from);
    let top = top.into_iter().filter(|path| root().join(path).exists());
    for path in ["src", "tests", "www", "scripts", "benches"].into_iter().flat_map(files).chain(top)
    {
        let Ok(text) = fs::read_to_string(root().join(&path)) else { continue };
        let found = BANNED.iter().filter(|word| text.contains(**word));
        wrong.extend(found.map(|word| format!("{} has {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn numbers_with_two_meanings_are_not_named() {
    let mut wrong = Vec::new();
    for path in rust("src") {
        // Headers of files may say what they like; the page speaks to people.
        if path.starts_with("src/schema/words") || module(&path) == "ui" || is_test(&path) {
            continue;
        }
        let code = code(&path).to_lowercase();
        let found = ["recency", "monetary"].into_iter().filter(|word| code.contains(word));
        wrong.extend(found.map(|word| format!("{} says {word}", path.display())));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// ---- Files ----

#[test]
fn every_module_opens_with_its_words() {
    for path in rust("src").iter().chain(&rust("tests")) {
        let text = read(path);
        let first = text.lines().next().unwrap_or_default();
        // The words of one language are documented where their structure is.
        let words = path.starts_with("src/ui/messages") && path.components().count() == 5;
        assert!(
            words || is_test(path) || first.starts_with("//! "),
            "{} has no documentation",
            path.display()
        );
    }
}

#[test]
fn files_stay_small() {
    let mut too_long = Vec::new();
    for path in rust("src").into_iter().chain(rust("tests")) {
        let n = read(&path).lines().count();
        if n > TOO_LONG {
            too_long.push(format!("{} has {n} lines", path.display()));
        } else if n > LONG {
            println!("long: {} has {n} lines", path.display());
        }
    }
    assert!(too_long.is_empty(), "{too_long:#?}");
}

// ---- The page ----

/// What the page's policy must say; nothing in it may name a host.
const POLICY: [&str; 9] = [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "connect-src 'self'",
    "img-src 'self' blob: data:",
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
];

/// Pages of a folder: those written, and those built where they are.
fn pages() -> Vec<PathBuf> {
    let built = files("dist").into_iter();
    let built = built.filter(|path| path.extension().is_some_and(|e| e == "html"));
    std::iter::once(PathBuf::from("www/index.html")).chain(built).collect()
}

#[test]
fn the_policy_comes_first_and_nothing_is_inline() {
    for path in pages() {
        let text = without_comments(&read(&path));
        let name = path.display();
        let (_, head) = text.split_once("<head>").expect("a head");
        let first = &head[head.find('<').expect("a tag")..];
        let tag = &first[..=first.find('>').expect("its end")];
        assert!(tag.starts_with("<meta http-equiv=\"Content-Security-Policy\""), "{name}: {tag}");
        let policy = tag.split("content=\"").nth(1).and_then(|rest| rest.split('"').next());
        let policy = policy.expect("a policy").replace("&#39;", "'").replace("&#x27;", "'");
        for rule in POLICY {
            assert!(policy.split(';').any(|said| said.trim() == rule), "{name}: no {rule}");
        }
        assert!(!policy.contains("http") && !policy.contains("unsafe-inline"), "{name}: {policy}");
        for script in text.split("<script").skip(1) {
            let (attributes, rest) = script.split_once('>').expect("its end");
            assert!(attributes.contains("src="), "{name}: a script without a source");
            assert!(rest.trim_start().starts_with("</script>"), "{name}: an inline script");
        }
        assert!(!text.contains("<style"), "{name}: an inline style sheet");
        let attribute = |word: &str| text.contains(&format!(" {word}="));
        assert!(!["style", "onclick", "onload", "onerror"].into_iter().any(attribute), "{name}");
    }
}

fn without_comments(text: &str) -> String {
    let mut parts = text.split("<!--");
    let first = parts.next().unwrap_or_default().to_string();
    parts.fold(first, |kept, part| kept + part.split_once("-->").map_or("", |(_, rest)| rest))
}

// ---- The built wasm ----

/// What would reach out of the browser, as the glue would name it.
const REACHING: [&str; 8] = [
    "fetch",
    "xmlhttprequest",
    "websocket",
    "eventsource",
    "webtransport",
    "rtcpeerconnection",
    "sendbeacon",
    "importscripts",
];

#[test]
fn no_built_wasm_asks_for_the_network() {
    let built = files("dist").into_iter().filter(|p| p.extension().is_some_and(|e| e == "wasm"));
    let built: Vec<PathBuf> = built.collect();
    if built.is_empty() {
        eprintln!("SKIPPED: there is no built page in dist/");
        return;
    }
    for path in built {
        let bytes = fs::read(root().join(&path)).expect("the file");
        let imports = imports(&bytes).unwrap_or_else(|| panic!("{} is torn", path.display()));
        assert!(!imports.is_empty(), "{} imports nothing", path.display());
        for import in imports {
            let plain = import.to_lowercase();
            let found = REACHING.iter().find(|word| plain.contains(**word));
            assert!(found.is_none(), "{} imports {import}", path.display());
        }
    }
}

/// The names that a module imports, by the binary format of WebAssembly 2.0, §5.5.5; none where it is torn.
fn imports(bytes: &[u8]) -> Option<Vec<String>> {
    let mut rest = bytes.strip_prefix(b"\0asm\x01\0\0\0")?;
    while let Some((&id, after)) = rest.split_first() {
        rest = after;
        let size = number(&mut rest)?;
        let (mut section, after) = rest.split_at_checked(size)?;
        rest = after;
        if id != 2 {
            continue;
        }
        let mut names = Vec::new();
        for _ in 0..number(&mut section)? {
            let (module, name) = (text(&mut section)?, text(&mut section)?);
            names.push(format!("{module}.{name}"));
            let (&kind, after) = section.split_first()?;
            section = after;
            match kind {
                0 => drop(number(&mut section)?),
                1 => {
                    section = section.get(1..)?;
                    limits(&mut section)?;
                }
                2 => limits(&mut section)?,
                3 => section = section.get(2..)?,
                4 => {
                    section = section.get(1..)?;
                    number(&mut section)?;
                }
                _ => return None,
            }
        }
        return Some(names);
    }
    Some(Vec::new())
}

fn limits(rest: &mut &[u8]) -> Option<()> {
    let (&flags, after) = rest.split_first()?;
    *rest = after;
    number(rest)?;
    if flags & 1 == 1 {
        number(rest)?;
    }
    Some(())
}

fn text(rest: &mut &[u8]) -> Option<String> {
    let length = number(rest)?;
    let (text, after) = rest.split_at_checked(length)?;
    *rest = after;
    String::from_utf8(text.to_vec()).ok()
}

/// An unsigned LEB128 number.
fn number(rest: &mut &[u8]) -> Option<usize> {
    let mut value = 0usize;
    for shift in (0..35).step_by(7) {
        let (&byte, after) = rest.split_first()?;
        *rest = after;
        value |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[test]
fn imports_are_read_as_the_format_says() {
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    // A custom section, then imports: a function, a table, a memory with a maximum, a global, a tag.
    module.extend(b"\0\x03\x02ab");
    let section = b"\x05\x01a\x01b\0\x81\x01\x01a\x01c\x01\x70\0\x05\x01a\x01d\x02\x01\x01\x02\x01a\x01e\x03\x7F\x01\x01a\x05fetch\x04\0\x02";
    module.extend([2, section.len() as u8]);
    module.extend(section);
    assert_eq!(imports(&module).unwrap(), ["a.b", "a.c", "a.d", "a.e", "a.fetch"]);
    assert!(imports(&module[..module.len() - 1]).is_none());
    assert!(imports(b"PK").is_none());
}
