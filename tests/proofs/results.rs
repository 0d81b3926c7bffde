//! Reads the results of single tests out of what test programs print.

use std::collections::BTreeMap;

/// What each test that has ended came to, by its name: the word that its program has for it.
pub type Results = BTreeMap<String, String>;

/// How a program prints its tests' results.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// As Rust's own test programs do: `test NAME ... ok`.
    Libtest,
    /// As Python's `unittest -v` does: `NAME (MODULE.CLASS.NAME) ... ok`, where the description of a test
    /// and whatever it prints may come between the two.
    Unittest,
}

/// The words with which `unittest` ends a test; behind `skipped` stands why.
const UNITTEST_ENDS: [&str; 5] = [
    "ok",
    "FAIL",
    "ERROR",
    "expected failure",
    "unexpected success",
];

impl Dialect {
    /// The results in these lines, in whatever order they came.
    pub fn results<'a>(self, lines: impl Iterator<Item = &'a str>) -> Results {
        match self {
            Self::Libtest => lines.filter_map(libtest).collect(),
            Self::Unittest => unittest(lines),
        }
    }
}

fn libtest(line: &str) -> Option<(String, String)> {
    let (name, end) = line.strip_prefix("test ")?.split_once(" ... ")?;
    // Behind `ignored` stands why.
    let end = end.split([' ', ',']).next()?;
    let is_end = ["ok", "FAILED", "ignored"].contains(&end);
    is_end.then(|| (name.to_owned(), end.to_owned()))
}

fn unittest<'a>(lines: impl Iterator<Item = &'a str>) -> Results {
    let mut results = Results::new();
    let mut running = None;
    for line in lines {
        running = unittest_name(line).or(running);
        let end = line.rsplit_once(" ... ").map_or(line, |(_, end)| end);
        let is_end = UNITTEST_ENDS.contains(&end) || end.starts_with("skipped ");
        if is_end && let Some(name) = running.take() {
            results.insert(name, end.to_owned());
        }
    }
    results
}

/// The name in `NAME (MODULE.CLASS.NAME)` at the beginning of a line.
fn unittest_name(line: &str) -> Option<String> {
    let (name, rest) = line.split_once(" (")?;
    let (whole, _) = rest.split_once(')')?;
    let is_name = |text: &str| text.chars().all(|one| one.is_alphanumeric() || one == '_');
    let is_test = is_name(name) && whole.contains('.') && whole.split('.').all(is_name);
    is_test.then(|| match whole.ends_with(name) {
        true => whole.to_owned(),
        false => format!("{whole}.{name}"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dialect: Dialect, text: &str) -> Vec<(String, String)> {
        dialect.results(text.lines()).into_iter().collect()
    }

    fn pair(name: &str, end: &str) -> (String, String) {
        (name.to_owned(), end.to_owned())
    }

    #[test]
    fn libtest_names_each_test_with_its_end_in_one_line() {
        let text = "running 4 tests\ntest a::b ... ok\ntest c - should panic ... FAILED\n\
                    test d ... ignored, for its length\ntest e ... \n\ntest result: ok. 1 passed";
        let expected = [
            pair("a::b", "ok"),
            pair("c - should panic", "FAILED"),
            pair("d", "ignored"),
        ];
        assert_eq!(of(Dialect::Libtest, text), expected);
    }

    #[test]
    fn unittest_may_put_anything_between_a_test_and_its_end() {
        let text = "test_a (test.test_x.T.test_a) ... ok\n\
                    test_b (test.test_x.T.test_b)\nWhat it is about. ... skipped 'no reason'\n\
                    test_c (test.test_x.T.test_c) ... Warning (really): it prints\nok\n\
                    test_d (test.test_x.T) ... FAIL\n\
                    test_e (test.test_x.T.test_e) ... Ran out";
        let expected = [
            pair("test.test_x.T.test_a", "ok"),
            pair("test.test_x.T.test_b", "skipped 'no reason'"),
            pair("test.test_x.T.test_c", "ok"),
            pair("test.test_x.T.test_d", "FAIL"),
        ];
        assert_eq!(of(Dialect::Unittest, text), expected);
    }
}
