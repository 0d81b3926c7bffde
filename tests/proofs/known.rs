//! What is known to differ, and why.

/// A test that comes to something else when it is traced.
#[derive(Debug, Clone, Copy)]
pub struct Known {
    /// The suite: a crate's name, or a module of Python's tests.
    pub suite: &'static str,
    /// The test: its program and its name, as the proof prints them.
    pub test: &'static str,
    /// What it rests on that the tracer cannot keep, in a sentence.
    pub reason: &'static str,
}

/// All that is known to differ, at most five: whatever else differs is to be mended.
pub const KNOWN: &[Known] = &[];

/// Why a test may differ, if it may.
pub fn reason(suite: &str, test: &str) -> Option<&'static str> {
    let mut known = KNOWN.iter();
    let known = known.find(|one| (one.suite, one.test) == (suite, test));
    known.map(|known| known.reason)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn little_is_known_to_differ_and_each_of_it_has_a_reason() {
        assert!(KNOWN.len() <= 5);
        for known in KNOWN {
            let is_sentence = known.reason.split_whitespace().count() > 5;
            assert!(is_sentence, "{known:?}");
        }
    }
}
