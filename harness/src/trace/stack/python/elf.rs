//! What the file that holds CPython tells of it.

use std::fs::File;
use std::ops::Range;
use std::path::Path;

use object::{Object, ObjectSymbol, ReadCache};

/// Where things are, by the file's own addresses. All of these are exported, so that a stripped file has
/// them, too.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Exported {
    /// `_PyRuntime`: all that CPython knows.
    pub(super) runtime: Range<u64>,
    /// `Py_Version`, which there is since 3.11.
    pub(super) version: u64,
    /// `_PyEval_EvalFrameDefault`: what runs Python code.
    pub(super) eval: Range<u64>,
    /// `PyCode_Type`, which every function's code points to.
    pub(super) code_type: u64,
}

impl Exported {
    /// Reads the file; `None` where it is not one that holds CPython.
    pub(super) fn of(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        // An executable has all of it, or a library beside it.
        if !name.starts_with("python") && !name.starts_with("libpython") {
            return None;
        }
        let source = ReadCache::new(File::open(path).ok()?);
        let file = object::File::parse(&source).ok()?;
        let mut found = Self::default();
        for symbol in file
            .dynamic_symbols()
            .filter(|symbol| !symbol.is_undefined())
        {
            let (address, size) = (symbol.address(), symbol.size());
            let range = address..address.saturating_add(size);
            match symbol.name() {
                Ok("_PyRuntime") => found.runtime = range,
                Ok("Py_Version") => found.version = address,
                Ok("_PyEval_EvalFrameDefault") => found.eval = range,
                Ok("PyCode_Type") => found.code_type = address,
                _ => {}
            }
        }
        let is_whole = !found.runtime.is_empty()
            && !found.eval.is_empty()
            && found.version != 0
            && found.code_type != 0;
        is_whole.then_some(found)
    }
}
