//! A static host for the walks: the built page below some path, a list of what was asked for, and a switch.
//!
//! It is as plain as hosts come: no policy in its headers, one answer a connection. What holds here holds anywhere.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

/// The folder is served until this is dropped.
pub struct Host {
    /// Where the page is, to be given to a browser.
    pub address: String,
    shared: Arc<Mutex<Shared>>,
}

struct Shared {
    asked: Vec<String>,
    is_up: bool,
    /// The end of paths that get no answer.
    withheld: Option<&'static str>,
}

impl Host {
    /// Serves `folder` below `prefix` (`/`, `/some/where/`) at a free port of this computer.
    pub fn new(folder: &Path, prefix: &str) -> Host {
        Host::of(&[(prefix, folder)])
    }

    /// Serves several folders, each below its prefix; the first prefix that fits counts. The address is the first one's.
    pub fn of(folders: &[(&str, &Path)]) -> Host {
        let prefix = folders[0].0;
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        // By name: browsers allow service workers at `localhost` without TLS.
        let address = format!("http://localhost:{}{prefix}", listener.local_addr().unwrap().port());
        let shared =
            Arc::new(Mutex::new(Shared { asked: Vec::new(), is_up: true, withheld: None }));
        let folders = folders.iter().map(|(prefix, at)| ((*prefix).to_owned(), (*at).to_owned()));
        let (folders, for_thread) = (Arc::new(folders.collect::<Vec<_>>()), shared.clone());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folders, shared) = (folders.clone(), for_thread.clone());
                thread::spawn(move || answer(stream, &folders, &shared));
            }
        });
        Host { address, shared }
    }

    /// The paths asked for since the last call, in order; those asked for while switched off are among them.
    pub fn take_asked(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.lock().unwrap().asked)
    }

    /// Closes every connection from now on without an answer, as a network that is gone.
    pub fn switch_off(&self) {
        self.shared.lock().unwrap().is_up = false;
    }

    /// Gives no answer, from now on, where a path ends so; or again to all.
    pub fn withhold(&self, end: Option<&'static str>) {
        self.shared.lock().unwrap().withheld = end;
    }
}

fn answer(mut stream: TcpStream, folders: &[(String, PathBuf)], shared: &Mutex<Shared>) {
    let mut lines = BufReader::new(&stream).lines();
    // A browser may open a connection and never use it.
    let Some(Ok(request)) = lines.next() else { return };
    while lines.next().is_some_and(|line| line.is_ok_and(|line| !line.is_empty())) {}
    let path = request.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut shared = shared.lock().unwrap();
    shared.asked.push(path.clone());
    if !shared.is_up || shared.withheld.is_some_and(|end| path.ends_with(end)) {
        return;
    }
    drop(shared);
    let find = |(prefix, folder): &(String, PathBuf)| read(folder, path.strip_prefix(prefix)?);
    let (status, kind, body) = match folders.iter().find_map(find) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", b"not here".to_vec()),
    };
    // sw.js may be kept a while, as www/_headers has it.
    let keep = if path.ends_with("/sw.js") { "max-age=600" } else { "no-cache" };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: {keep}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    // The browser may be gone by now; that is its right.
    let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body));
}

fn read(folder: &Path, rest: &str) -> Option<(&'static str, Vec<u8>)> {
    let name =
        rest.split(['?', '#']).next().filter(|name| !name.is_empty()).unwrap_or("index.html");
    let path: PathBuf = folder.join(name);
    let kind = match path.extension()?.to_str()? {
        "html" => "text/html; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };
    Some((kind, std::fs::read(path).ok()?))
}
