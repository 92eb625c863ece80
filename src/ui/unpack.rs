//! Workbooks and archives on their way in: each is **unpacked** by the sheet worker into the tables it holds, which then
//! go the way of all files. That worker is started when the first is given and ended with the last, so that what it needed
//! of memory is free again.
//!
//! The trap: names lie, so the first bytes decide; and a torn workbook can end the worker, which is an answer too.

use super::{intake::Progress, opened::New, page, state::State};
use crate::{
    engine::{protocol::SheetsSay, view::Problem},
    ingest::workbook::{MARK, MOST_BYTES, Trouble, is_packed},
};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use leptos::prelude::{Set, Update};
use std::cell::RefCell;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, MessageEvent, Worker, WorkerOptions, WorkerType};

/// Where the worker's loader stands, beside the page.
const WORKER: &str = "./sheets_loader.js";
/// Bytes of a workbook from which on a worker that died had no memory left, most likely.
const LARGE: f64 = 3e7;

thread_local! {
    /// Those that are at work.
    static WORKERS: RefCell<Vec<Worker>> = const { RefCell::new(Vec::new()) };
}

/// Opens files, those that are packed by way of the sheet worker.
pub fn sort_out(state: State, files: Vec<File>) {
    wasm_bindgen_futures::spawn_local(async move {
        let mut worker = None;
        let mut tables = Vec::new();
        let of = files.len() as u32;
        for (at, file) in (0..).zip(files) {
            if !is_packed(&head(&file).await) {
                tables.push(New { file, is_sheet: false });
                continue;
            }
            let (name, total) = (file.name(), file.size() as u64);
            state.intake.progress.set(Progress {
                file: at,
                of,
                name,
                total,
                ..Progress::default()
            });
            tables.extend(unpack(state, &mut worker, &file).await);
        }
        worker.iter().for_each(finish);
        state.open_tables(tables);
    });
}

/// Ends all that is being unpacked; whether there was anything.
pub fn end() -> bool {
    WORKERS.with_borrow_mut(|workers| {
        let any = !workers.is_empty();
        workers.drain(..).for_each(|worker| worker.terminate());
        any
    })
}

/// The tables in a packed file; what cannot be had of it is told.
async fn unpack(state: State, worker: &mut Option<Worker>, file: &File) -> Vec<New> {
    let name = file.name();
    let told = |trouble| Problem::Packed { file: name.clone(), trouble };
    let tell = |problem| state.intake.refused.update(|refused| refused.push(problem));
    let ready = match worker.take() {
        _ if file.size() > MOST_BYTES as f64 => Err(told(Trouble::TooLarge)),
        Some(worker) => Ok(worker),
        None => start().await.map_err(|detail| Problem::EngineStopped { detail }),
    };
    let ready = match ready {
        Ok(ready) => ready,
        Err(problem) => {
            tell(problem);
            return Vec::new();
        }
    };
    let answer = ask(&ready, Some(file)).await;
    let Ok((say, files)) = answer else {
        finish(&ready);
        tell(told(if file.size() > LARGE { Trouble::TooLarge } else { Trouble::Torn }));
        return Vec::new();
    };
    *worker = Some(ready);
    match say {
        SheetsSay::Unpacked { are_sheets, left } => {
            for (part, left) in left {
                tell(Problem::LeftOut { file: name.clone(), part, left });
            }
            let files = files.iter().map(JsCast::unchecked_into);
            files.zip(are_sheets).map(|(file, is_sheet)| New { file, is_sheet }).collect()
        }
        SheetsSay::Failed(problem) => {
            tell(problem);
            Vec::new()
        }
        SheetsSay::Ready { .. } => Vec::new(),
    }
}

/// A worker that is ready, of the same build as the page.
async fn start() -> Result<Worker, String> {
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    let worker =
        Worker::new_with_options(WORKER, &options).map_err(|error| format!("{error:?}"))?;
    WORKERS.with_borrow_mut(|workers| workers.push(worker.clone()));
    match ask(&worker, None).await {
        Ok((SheetsSay::Ready { build }, _)) if build == page::BUILD => Ok(worker),
        Ok((say, _)) => {
            finish(&worker);
            Err(format!("{say:?}"))
        }
        Err(error) => {
            finish(&worker);
            Err(error)
        }
    }
}

fn finish(worker: &Worker) {
    worker.terminate();
    WORKERS.with_borrow_mut(|workers| workers.retain(|other| other != worker));
}

/// What the worker says next, after being given a file; an error where it dies.
async fn ask(worker: &Worker, file: Option<&File>) -> Result<(SheetsSay, Array), String> {
    let next = Promise::new(&mut |said, died| {
        worker.set_onmessage(Some(&said));
        worker.set_onerror(Some(&died));
    });
    if let Some(file) = file {
        worker.post_message(file).map_err(|error| format!("{error:?}"))?;
    }
    let event = JsFuture::from(next).await.map_err(|error| {
        if let Some(event) = error.dyn_ref::<web_sys::Event>() {
            event.prevent_default();
        }
        let message = Reflect::get(&error, &"message".into()).unwrap_or_default();
        message.as_string().unwrap_or_default()
    })?;
    let data = event.unchecked_into::<MessageEvent>().data();
    let get = |key: &str| Reflect::get(&data, &JsValue::from_str(key)).unwrap_or_default();
    let say = serde_wasm_bindgen::from_value(get("say")).map_err(|error| error.to_string())?;
    Ok((say, Array::from(&get("files"))))
}

/// The first bytes of a file; none where it cannot be read, which whoever reads it will say.
async fn head(file: &File) -> Vec<u8> {
    let Ok(blob) = file.slice_with_f64_and_f64(0.0, MARK as f64) else { return Vec::new() };
    let promise: Promise = blob.array_buffer().unchecked_into();
    let bytes = JsFuture::from(promise).await.map(|buffer| Uint8Array::new(&buffer).to_vec());
    bytes.unwrap_or_default()
}
