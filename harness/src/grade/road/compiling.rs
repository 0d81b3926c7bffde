//! Compiles each submission of a batch once, and tells its author's errors from the machine's.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::{Road, STOPPED, remove};
use crate::grade::compile::{self, Compiled, PROGRAM, compile};
use crate::grade::intake::Sources;
use crate::grade::{Error, score, workshop};
use crate::sandbox::Missing;
use crate::trace::{self, Clock, LONGEST_RUN};

impl Road<'_> {
    /// Compiles a program that does nothing, and runs it: if that fails, no student is to blame.
    pub(in crate::grade) fn try_out(&self) -> Result<(), Error> {
        let folder = self.folder.join("try-out");
        let compiled = self.compile_once(&nothing(), NOTHING, &folder);
        if let Ok(Compiled::Stopped) = compiled {
            return Ok(());
        }
        let ran = program(compiled).map(|program| self.run_nothing(&program, &folder));
        let why = match ran {
            Ok(Ok(())) => return Ok(()),
            Ok(Err(score::Error::Run(trace::Error::Refused { why }))) => {
                let layer = "how much a program uses, with all that it starts,";
                return Err(Missing { layer, why }.into());
            }
            Ok(Err(error)) => error.to_string(),
            Err(why) => why,
        };
        Err(workshop::Error::Unusable(why).into())
    }

    fn run_nothing(&self, program: &Path, folder: &Path) -> Result<(), score::Error> {
        let home = folder.join("home");
        score::make(&home)?;
        let command = score::command(program, &home, None, self.options);
        trace::run(&command, Clock::default(), LONGEST_RUN, self.stop, |_| ())?;
        Ok(())
    }

    /// Compiles `sources` in `folder`, unless that has been done before. `name` is the program's.
    ///
    /// An error that is not about the sources, as the linker's are, may be the machine's: that links no other
    /// program either.
    pub(super) fn compile(
        &self,
        sources: &Sources,
        name: &str,
        folder: &Path,
    ) -> Result<Compiled, compile::Error> {
        let compiled = self.compile_once(sources, name, folder)?;
        if let Compiled::Wrong(error) = &compiled
            && !error.is_of_source()
        {
            let folder = folder.with_extension(NOTHING);
            let nothing = program(self.compile_anew(&nothing(), NOTHING, &folder));
            remove(&folder);
            if let Err(why) = nothing {
                return Ok(Compiled::Fault(why));
            }
        }
        Ok(compiled)
    }

    fn compile_once(
        &self,
        sources: &Sources,
        name: &str,
        folder: &Path,
    ) -> Result<Compiled, compile::Error> {
        let Some(cache) = &self.cache else {
            return self.compile_anew(sources, name, folder);
        };
        let key = cache.key(&self.workshop, sources, name);
        compile::make(folder)?;
        if let Some(compiled) = cache.find(&key, &folder.join(PROGRAM)) {
            return Ok(compiled);
        }
        let compiled = self.compile_anew(sources, name, folder)?;
        cache.keep(&key, &compiled);
        Ok(compiled)
    }

    fn compile_anew(
        &self,
        sources: &Sources,
        name: &str,
        folder: &Path,
    ) -> Result<Compiled, compile::Error> {
        let Self {
            workshop,
            options,
            stop,
            ..
        } = self;
        compile(workshop, sources, name, folder, options, stop)
    }
}

/// The name of a program that does nothing.
const NOTHING: &str = "nothing";

/// Its sources.
fn nothing() -> Sources {
    Sources {
        files: vec![("main.rs".into(), b"fn main() {}".into())],
        root: "main.rs".into(),
        own: HashSet::new(),
        library: None,
        warnings: Vec::new(),
    }
}

/// The program that was compiled, or why there is none.
fn program(compiled: Result<Compiled, compile::Error>) -> Result<PathBuf, String> {
    match compiled {
        Ok(Compiled::Program(program)) => Ok(program),
        Ok(Compiled::Wrong(error)) => Err(error.rendered),
        Ok(Compiled::TooMuch(why) | Compiled::Fault(why)) => Err(why),
        Ok(Compiled::Stopped) => Err(STOPPED.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}
