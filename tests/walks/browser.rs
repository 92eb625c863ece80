//! A browser that does as it is told, over W3C WebDriver: one small client for Chromium, Firefox and WebKit.
//!
//! The drivers and browsers are named by the environment (`scripts/env.sh`): `CARTEIRA_CHROMEDRIVER`,
//! `CARTEIRA_CHROMIUM`, `CARTEIRA_GECKODRIVER`, `CARTEIRA_FIREFOX`, `CARTEIRA_WEBKITDRIVER`, `CARTEIRA_MINIBROWSER`.

use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    os::unix::process::CommandExt,
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
    /// The profile; removed at the end.
    home: std::path::PathBuf,
}

impl Browser {
    /// Starts the driver and a browser with an empty profile.
    pub fn start(engine: Engine) -> Browser {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let home = std::env::temp_dir().join(format!("carteira-walk-{port}"));
        std::fs::create_dir_all(&home).unwrap();
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
        let wish =
            json!({ "capabilities": { "alwaysMatch": capabilities(engine, &browser.home) } });
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

    /// The value that a promise of the page comes to.
    pub fn value_of_promise(&self, expression: &str) -> Value {
        let script = format!(
            "const done = arguments[0]; ({expression}).then(done, (error) => done(String(error)))"
        );
        self.command("POST", "/execute/async", json!({ "script": script, "args": [] }))
    }

    /// Waits until a JavaScript expression has this value.
    pub fn wait_for(&self, expression: &str, expected: impl Into<Value>) {
        let (started, expected) = (Instant::now(), expected.into());
        loop {
            let value = self.value(expression);
            if value == expected {
                return;
            }
            let seen = || self.value("document.documentElement.outerHTML.slice(0, 400)");
            assert!(
                started.elapsed() < PATIENCE,
                "{expression} is {value}, not {expected}: {}",
                seen()
            );
            thread::sleep(Duration::from_millis(20));
        }
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
        let body = body.to_string();
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

fn capabilities(engine: Engine, home: &std::path::Path) -> Value {
    match engine {
        Engine::Chromium => json!({
            "goog:chromeOptions": {
                "binary": variable("CARTEIRA_CHROMIUM"),
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    format!("--user-data-dir={}", home.join("profile").display()),
                ],
            },
            "goog:loggingPrefs": { "browser": "ALL" },
        }),
        Engine::Gecko => {
            json!({ "moz:firefoxOptions": { "binary": variable("CARTEIRA_FIREFOX"), "args": ["-headless"] } })
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
        let n = stream.read(&mut part).expect("the driver answers in time");
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
