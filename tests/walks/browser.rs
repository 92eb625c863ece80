//! A browser that does as it is told, over W3C WebDriver: one small client for Chromium, Firefox and WebKit.
//!
//! The drivers and browsers are named by the environment (`scripts/env.sh`): `CARTEIRA_CHROMEDRIVER`,
//! `CARTEIRA_CHROMIUM`, `CARTEIRA_GECKODRIVER`, `CARTEIRA_FIREFOX`, `CARTEIRA_WEBKITDRIVER`, `CARTEIRA_MINIBROWSER`.

use serde_json::{Value, json};
use std::{
    io::{ErrorKind, Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long a page may take to come to the state that is waited for, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The rendering engines the page is walked in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Chrome, Edge and their kin.
    Chromium,
    /// Firefox.
    Gecko,
    /// Safari's engine, in WebKitGTK's MiniBrowser.
    WebKit,
}

/// One browser with one window, and the driver that holds it. Both end when this is dropped.
pub struct Browser {
    driver: Child,
    port: u16,
    session: String,
    /// Profile and downloads; removed at the end.
    home: PathBuf,
}

/// An element of the page, by the driver's name for it.
#[derive(Debug, Clone)]
pub struct Element(String);

/// The key under which WebDriver hands elements over.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

impl Browser {
    /// Starts the driver and a browser with an empty profile.
    pub fn start(engine: Engine) -> Browser {
        Browser::start_with(engine, &[])
    }

    /// The same, with switches of Chromium's command line.
    pub fn start_with(engine: Engine, switches: &[&str]) -> Browser {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let home = std::env::temp_dir().join(format!("carteira-walk-{port}"));
        std::fs::create_dir_all(home.join("downloads")).unwrap();
        std::fs::create_dir_all(home.join(".config")).unwrap();
        // Where WebKit looks for the folder of downloads.
        let folders = format!("XDG_DOWNLOAD_DIR=\"{}\"\n", home.join("downloads").display());
        std::fs::write(home.join(".config/user-dirs.dirs"), folders).unwrap();
        let mut command = driver_command(engine);
        command.arg(format!("--port={port}")).env("HOME", &home);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        // A group of its own, so that what the driver starts ends with it.
        command.process_group(0);
        let driver = command.spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let mut browser = Browser { driver, port, session: String::new(), home };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < PATIENCE, "{command:?} does not answer");
            thread::sleep(Duration::from_millis(50));
        }
        let wish = capabilities(engine, &browser.home, switches);
        let wish = json!({ "capabilities": { "alwaysMatch": wish } });
        let session = browser.call("POST", "/session", &wish);
        browser.session = session["sessionId"].as_str().expect("a session id").to_owned();
        browser
    }

    /// Opens an address and waits until it is loaded.
    pub fn open(&self, address: &str) {
        self.command("POST", "/url", json!({ "url": address }));
    }

    /// The value of a JavaScript expression in the page.
    pub fn value(&self, expression: &str) -> Value {
        self.command(
            "POST",
            "/execute/sync",
            json!({ "script": format!("return {expression}"), "args": [] }),
        )
    }

    /// What a function of JavaScript returns for these arguments.
    pub fn call_function(&self, function: &str, arguments: Value) -> Value {
        let script = format!("return ({function})(...arguments)");
        self.command("POST", "/execute/sync", json!({ "script": script, "args": arguments }))
    }

    /// The value that a promise of the page comes to.
    pub fn value_of_promise(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; ({expression}).then(done, (error) => done(String(error)))"
        );
        self.command("POST", "/execute/async", json!({ "script": script, "args": [] }))
    }

    /// Asks again until there is an answer; none when patience is at its end.
    pub fn wait_until<T>(&self, mut ask: impl FnMut() -> Option<T>) -> Option<T> {
        let started = Instant::now();
        loop {
            let answer = ask();
            if answer.is_some() || started.elapsed() > PATIENCE {
                return answer;
            }
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Waits until a JavaScript expression has this value.
    pub fn wait_for(&self, expression: &str, expected: impl Into<Value>) {
        let expected = expected.into();
        if self.wait_until(|| (self.value(expression) == expected).then_some(())).is_none() {
            let seen = self.value("document.documentElement.outerHTML.slice(0, 250)");
            let text = self.value("document.body.innerText");
            panic!("{expression} is {}, not {expected}: {seen} {text}", self.value(expression));
        }
    }

    /// The first element that a CSS selector finds.
    pub fn find(&self, css: &str) -> Element {
        Element::of(&self.command(
            "POST",
            "/element",
            json!({ "using": "css selector", "value": css }),
        ))
    }

    /// Clicks as a person does: where the element is, if it can be seen there.
    pub fn click(&self, element: &Element) {
        self.command("POST", &format!("/element/{}/click", element.0), json!({}));
    }

    /// Types into an element; into a file input, paths, one a line.
    pub fn type_into(&self, element: &Element, text: &str) {
        self.command("POST", &format!("/element/{}/value", element.0), json!({ "text": text }));
    }

    /// Sets the size of the window.
    pub fn resize(&self, width: u32, height: u32) {
        self.command("POST", "/window/rect", json!({ "width": width, "height": height }));
    }

    /// What the window shows, as PNG.
    pub fn screenshot(&self) -> Vec<u8> {
        let text = self.call("GET", &format!("/session/{}/screenshot", self.session), &Value::Null);
        base64(text.as_str().expect("a picture"))
    }

    /// A command of the DevTools protocol, in Chromium.
    pub fn devtools(&self, name: &str, parameters: Value) -> Value {
        self.command("POST", "/goog/cdp/execute", json!({ "cmd": name, "params": parameters }))
    }

    /// Waits for a download of this name and takes it away.
    pub fn take_download(&self, name: &str) -> Vec<u8> {
        let path = self.home.join("downloads").join(name);
        // Firefox puts an empty file of the final name beside the one it writes; Chromium renames at the end;
        // WebKit writes what the page made under the final name, piece by piece, and closes it at the end.
        let unfinished = || {
            let size = std::fs::metadata(&path).map_or(0, |found| found.len());
            let names = std::fs::read_dir(self.home.join("downloads")).unwrap();
            let mut names = names.map(|entry| entry.unwrap().file_name().into_string().unwrap());
            size == 0 || names.any(|name| name.ends_with(".part")) || is_open(&path)
        };
        if self.wait_until(|| (!unfinished()).then_some(())).is_none() {
            let there = std::fs::read_dir(self.home.join("downloads")).unwrap();
            panic!("{name} is not among {:?}", there.map(|entry| entry.unwrap().path()));
        }
        let bytes = std::fs::read(&path).unwrap();
        std::fs::remove_file(&path).unwrap();
        bytes
    }

    /// The processes of the browser and its driver: their resident memory together, in bytes.
    pub fn resident_memory(&self) -> u64 {
        let group = self.driver.id().to_string();
        let processes = std::fs::read_dir("/proc").unwrap().flatten().map(|entry| entry.path());
        let of_group = processes.filter(|path| {
            let stat = std::fs::read_to_string(path.join("stat")).unwrap_or_default();
            let after_name = stat.rsplit(") ").next().unwrap_or_default();
            after_name.split(' ').nth(2) == Some(&group)
        });
        let resident = of_group.map(|path| {
            let pages = std::fs::read_to_string(path.join("statm")).unwrap_or_default();
            pages.split(' ').nth(1).and_then(|n| n.parse::<u64>().ok()).unwrap_or(0) * 4096
        });
        resident.sum()
    }

    /// What Chromium wrote to its console since the last call: warnings and errors, refusals by the policy among them.
    pub fn chromium_console(&self) -> Vec<String> {
        let entries = self.command("POST", "/se/log", json!({ "type": "browser" }));
        entries.as_array().unwrap().iter().map(|entry| entry["message"].to_string()).collect()
    }

    fn command(&self, method: &str, path: &str, body: Value) -> Value {
        self.call(method, &format!("/session/{}{path}", self.session), &body)
    }

    /// One request and its answer: WebDriver is JSON over HTTP, so a socket is all it takes.
    fn call(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if body.is_null() { String::new() } else { body.to_string() };
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).expect("the driver listens");
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            self.port,
            body.len()
        );
        stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).unwrap();
        let answer = read_body(&mut stream);
        let answer: Value = serde_json::from_slice(&answer).expect("drivers answer in JSON");
        let value = answer["value"].clone();
        assert!(value["error"].is_null(), "{method} {path} {body}: {value}");
        value
    }
}

impl Element {
    /// The element that a script returned.
    pub fn of(value: &Value) -> Element {
        Element(value[ELEMENT].as_str().unwrap_or_else(|| panic!("no element: {value}")).to_owned())
    }

    /// As an argument of a script.
    pub fn as_argument(&self) -> Value {
        json!({ ELEMENT: self.0 })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Asked first, so that the browser can leave by itself; no matter if it cannot.
        if !self.session.is_empty() && !thread::panicking() {
            self.command("DELETE", "", json!({}));
        }
        let group = format!("-{}", self.driver.id());
        let _ = Command::new("kill").args(["-TERM", "--", &group]).status();
        let _ = self.driver.wait();
        let _ = std::fs::remove_dir_all(&self.home);
    }
}

fn variable(name: &str) -> String {
    match std::env::var(name) {
        Ok(value) if !value.is_empty() => value,
        _ => panic!("{name} is not set; `make test-walks` finds the browsers and sets it"),
    }
}

fn driver_command(engine: Engine) -> Command {
    match engine {
        Engine::Chromium => Command::new(variable("CARTEIRA_CHROMEDRIVER")),
        Engine::Gecko => Command::new(variable("CARTEIRA_GECKODRIVER")),
        Engine::WebKit => {
            // It has no headless mode; and its sandbox and graphics want more than a container gives.
            let mut command = Command::new("xvfb-run");
            command.args(["-a", &variable("CARTEIRA_WEBKITDRIVER")]);
            command.env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
            command.env("WEBKIT_DISABLE_COMPOSITING_MODE", "1").env("LIBGL_ALWAYS_SOFTWARE", "1");
            command
        }
    }
}

fn capabilities(engine: Engine, home: &Path, switches: &[&str]) -> Value {
    let profile = format!("--user-data-dir={}", home.join("profile").display());
    let always = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        &profile,
    ];
    match engine {
        Engine::Chromium => json!({
            "goog:chromeOptions": {
                "binary": variable("CARTEIRA_CHROMIUM"),
                "args": always.into_iter().chain(switches.iter().copied()).collect::<Vec<_>>(),
                "prefs": {
                    "download.default_directory": home.join("downloads"),
                    "download.prompt_for_download": false,
                    "profile.default_content_setting_values.automatic_downloads": 1,
                },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        }),
        Engine::Gecko => {
            json!({ "moz:firefoxOptions": {
                "binary": variable("CARTEIRA_FIREFOX"),
                "args": ["-headless"],
                "prefs": {
                    "browser.download.folderList": 2,
                    "browser.download.dir": home.join("downloads"),
                    "browser.download.alwaysOpenPanel": false,
                },
            } })
        }
        Engine::WebKit => json!({
            "webkitgtk:browserOptions": { "binary": variable("CARTEIRA_MINIBROWSER"), "args": ["--automation"] }
        }),
    }
}

/// The body of an HTTP answer. Not to the end of the stream: some drivers leave it open.
fn read_body(stream: &mut TcpStream) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut part = [0; 64 << 10];
    let mut needed = usize::MAX;
    let mut start = 0;
    while bytes.len() < needed {
        let n = match stream.read(&mut part) {
            // Whoever was stopped and goes on waits on.
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            read => read.expect("the driver answers in time"),
        };
        if n == 0 {
            break;
        }
        bytes.extend_from_slice(&part[..n]);
        if needed == usize::MAX
            && let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n")
        {
            start = end + 4;
            let head = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = head.lines().find_map(|line| line.strip_prefix("content-length:"));
            needed = start + length.and_then(|n| n.trim().parse::<usize>().ok()).expect("a length");
        }
    }
    bytes.split_off(start)
}

/// The bytes that a text in base64 stands for.
fn base64(text: &str) -> Vec<u8> {
    const DIGITS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let digits = text.bytes().filter_map(|byte| DIGITS.iter().position(|&digit| digit == byte));
    let (mut bytes, mut held, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0usize, 0);
    for digit in digits {
        (held, bits) = (held << 6 | digit, bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((held >> bits) as u8);
            held &= (1 << bits) - 1;
        }
    }
    bytes
}

/// Whether some process has this file open.
fn is_open(path: &Path) -> bool {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let processes = std::fs::read_dir("/proc").unwrap().flatten();
    // A process that has ended meanwhile, or is another user's, has none of ours.
    let files = processes.filter_map(|process| std::fs::read_dir(process.path().join("fd")).ok());
    files.flatten().flatten().any(|file| std::fs::read_link(file.path()).is_ok_and(|to| to == path))
}
