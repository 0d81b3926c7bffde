//! From addresses to functions, files and lines.

use std::collections::HashMap;
use std::path::PathBuf;
use std::rc::Rc;
use std::sync::Arc;

use addr2line::Loader;

use super::{Address, Frame};

/// The symbols of all files that have been asked for.
#[derive(Default)]
pub(in crate::trace) struct Symbols {
    loaders: HashMap<Arc<PathBuf>, Option<Loader>>,
    known: HashMap<Address, Rc<[Frame]>>,
}

impl Symbols {
    /// The functions at an address, innermost first: more than one where some were inlined.
    pub(in crate::trace) fn frames(&mut self, address: &Address) -> Rc<[Frame]> {
        if let Some(known) = self.known.get(address) {
            return Rc::clone(known);
        }
        let loader = self
            .loaders
            .entry(Arc::clone(&address.file))
            .or_insert_with(|| Loader::new(address.file.as_path()).ok());
        let frames: Rc<[Frame]> = loader
            .as_ref()
            .map(|loader| frames(loader, address.offset))
            .unwrap_or_default()
            .into();
        self.known.insert(address.clone(), Rc::clone(&frames));
        frames
    }
}

fn frames(loader: &Loader, offset: u64) -> Vec<Frame> {
    let mut found = Vec::new();
    if let Ok(mut frames) = loader.find_frames(offset) {
        while let Ok(Some(frame)) = frames.next() {
            let name = frame
                .function
                .as_ref()
                .and_then(|name| name.demangle().ok());
            let location = frame.location;
            found.push(Frame {
                function: name.map(|name| plain(&name)).unwrap_or_default(),
                file: location
                    .as_ref()
                    .and_then(|one| one.file)
                    .map(str::to_owned),
                line: location.and_then(|one| one.line),
            });
        }
    }
    // The symbol table knows functions that debug information says nothing of.
    if found.iter().all(|frame| frame.function.is_empty())
        && let Some(symbol) = loader.find_symbol(offset)
    {
        let name = addr2line::demangle_auto(symbol.into(), None);
        let place = found.pop().unwrap_or(Frame {
            function: String::new(),
            file: None,
            line: None,
        });
        found.push(Frame {
            function: plain(&name),
            ..place
        });
    }
    found
}

/// A function's name without the hash that makes it unique.
fn plain(name: &str) -> String {
    match name.rsplit_once("::h") {
        Some((path, hash)) if hash.len() == 16 && hash.chars().all(|c| c.is_ascii_hexdigit()) => {
            path.to_owned()
        }
        _ => name.to_owned(),
    }
}
