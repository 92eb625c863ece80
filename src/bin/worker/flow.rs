//! A file's bytes in order, from any place on: a **flow**. The system reads on while what has come is worked on.
//!
//! It is a stream of bytes that are put into the same buffer time and again, where the browser can do that; buffers of their
//! own for every few bytes cost more than the reading does. Whoever asks for a place a little before the last one gets what
//! is remembered, and any other place begins a new stream.
//!
//! The traps: a stream reads ahead only so far, so large slices wait; see [`carteira::engine::intake::SLICE`]. And what is
//! there already comes at once, so that whoever reads on and on hears nobody: before each slice, messages have their turn.

use super::{
    source::{Gone, Handle},
    turn::Turn,
};
use js_sys::Uint8Array;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    File, ReadableStreamByobReader, ReadableStreamDefaultReader, ReadableStreamReadResult,
};

/// Bytes of the buffer.
const BUFFER: u32 = 1 << 20;
/// Bytes given last that are remembered.
const REMEMBERED: usize = 64 << 10;

/// A file on its way in.
pub struct Flow {
    handle: Handle,
    /// Where the next byte of the stream stands in the file.
    at: u64,
    stream: Option<Stream>,
    /// The bytes before `at`.
    last: Vec<u8>,
    turn: Turn,
}

impl Flow {
    /// Of that file; nothing is read before it is asked for.
    pub fn of(handle: Handle) -> Flow {
        Flow { handle, at: 0, stream: None, last: Vec::new(), turn: Turn::new() }
    }

    /// Bytes of the whole file, as it is stored.
    pub fn size(&self) -> u64 {
        self.handle.size()
    }

    /// The bytes from a place on: so many, fewer only at the end of the file.
    pub async fn next(&mut self, from: u64, most: usize) -> Result<Vec<u8>, Gone> {
        self.turn.take().await;
        let length = most.min(self.size().saturating_sub(from) as usize);
        let file = match &self.handle {
            Handle::Bytes(bytes) => return Ok(bytes[from as usize..][..length].to_vec()),
            Handle::File(file) | Handle::Gzip(file) => file,
        };
        let known = self.at.checked_sub(from).filter(|&known| known <= self.last.len() as u64);
        let known = match (&self.stream, known) {
            (Some(_), Some(known)) => known as usize,
            _ => {
                (self.stream, self.at) = (Some(Stream::begin(file, from)?), from);
                0
            }
        };
        let mut slice = Vec::with_capacity(length);
        slice.extend(self.last[self.last.len() - known..].iter().take(length));
        let known = slice.len();
        slice.resize(length, 0);
        if let Some(mut stream) = self.stream.take() {
            stream.fill(&mut slice[known..]).await?;
            self.stream = Some(stream);
        }
        self.at = self.at.max(from + length as u64);
        if from + length as u64 == self.at {
            self.last = slice[length.saturating_sub(REMEMBERED)..].to_vec();
        }
        Ok(slice)
    }
}

/// A stream, which ends when nobody wants it any more.
struct Stream {
    /// Of the other kind, where the browser has no streams that fill a buffer: that one takes none when it is asked to read.
    reader: ReadableStreamByobReader,
    buffer: Uint8Array,
    /// What came and was not asked for yet.
    rest: Uint8Array,
}

impl Stream {
    fn begin(file: &File, from: u64) -> Result<Stream, Gone> {
        let blob = file.slice_with_f64(from as f64).map_err(|_| Gone)?;
        let stream = blob.stream();
        let plain = || ReadableStreamDefaultReader::new(&stream).map(JsCast::unchecked_into);
        let reader =
            ReadableStreamByobReader::new(&stream).or_else(|_| plain()).map_err(|_| Gone)?;
        let (buffer, rest) = (Uint8Array::new_with_length(BUFFER), Uint8Array::new_with_length(0));
        Ok(Stream { reader, buffer, rest })
    }

    /// Fills all of it.
    async fn fill(&mut self, slice: &mut [u8]) -> Result<(), Gone> {
        let mut done = 0;
        while done < slice.len() {
            if self.rest.length() == 0 {
                self.rest = self.read(slice.len() - done).await?;
            }
            let length = self.rest.length().min((slice.len() - done) as u32);
            let own = &mut slice[done..done + length as usize];
            self.rest.subarray(0, length).copy_to(own);
            self.rest = self.rest.subarray(length, self.rest.length());
            done += length as usize;
        }
        Ok(())
    }

    /// The next bytes that come, more than none.
    async fn read(&mut self, most: usize) -> Result<Uint8Array, Gone> {
        // It went to the stream, and came back under another name.
        if self.buffer.length() == 0 {
            self.buffer = Uint8Array::new(&self.rest.buffer());
        }
        let view = self.buffer.subarray(0, (most as u32).min(self.buffer.length()));
        let read = JsFuture::from(self.reader.read_with_array_buffer_view(&view));
        let read: ReadableStreamReadResult = read.await.map_err(|_| Gone)?.unchecked_into();
        let value: Option<Uint8Array> = read.get_value().dyn_into().ok();
        value.filter(|value| value.length() > 0).ok_or(Gone)
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        let cancelled = JsFuture::from(self.reader.cancel());
        spawn_local(async move {
            let _ = cancelled.await;
        });
    }
}
