use super::*;

/// What the compiler says at this level, about this line.
pub(crate) fn said(level: &str, message: &str, line: Option<u32>) -> String {
    let span = line.map_or(String::new(), |line| {
        format!(
            r#"{{"file_name":"src/main.rs","byte_start":0,"byte_end":1,"line_start":{line},"line_end":{line},"column_start":1,"column_end":2,"is_primary":true,"text":[],"label":null,"suggested_replacement":null,"suggestion_applicability":null,"expansion":null}}"#
        )
    });
    format!(
        r#"{{"message":"{message}","code":null,"level":"{level}","spans":[{span}],"children":[],"rendered":null}}"#
    )
}

const COUNT: &str = "aborting due to 1 previous error";

#[test]
fn the_first_error_counts_and_no_warning_or_line_that_counts_them() {
    let lines = [
        "not JSON".to_owned(),
        said("warning", "unused", Some(1)),
        said("error", COUNT, None),
        said("error", "wrong", Some(7)),
        said("error", "wrong as well", Some(8)),
    ];
    let error = CompileError::first(lines.iter().map(String::as_str)).unwrap();
    assert_eq!(error.in_a_line(), "wrong");
    assert_eq!(error.rendered, "wrong", "there is nothing more to show");
    assert_eq!(error.place, Some(("src/main.rs".to_owned(), 7)));
    let none = CompileError::first(lines[..3].iter().map(String::as_str));
    assert!(none.is_none(), "{none:?}");
}

#[test]
fn an_error_of_a_programs_own_may_have_the_words_of_the_line_that_counts_them() {
    let error = said("error", COUNT, Some(7));
    assert_eq!(CompileError::first([&*error]).unwrap().message, COUNT);
}

#[test]
fn a_full_disk_is_not_the_sources_fault() {
    let built = |code, has_place: bool| {
        let mut error = CompileError::for_test(code, "linking with `cc` failed");
        error.place = has_place.then(|| ("src/main.rs".to_owned(), 7));
        let build = Build {
            errors: vec![error],
            trouble: Some("could not compile".to_owned()),
            ..Build::default()
        };
        build.blaming_the_disk(Path::new("/full"))
    };
    let full = built(None, false);
    assert!(full.errors.is_empty());
    assert_eq!(
        full.trouble(),
        Some(
            "expected room to compile in /full, found hardly any; make some, and try again: \
             linking with `cc` failed"
        )
    );
    for (code, has_place) in [(None, true), (Some("E0433"), false)] {
        let build = built(code, has_place);
        assert_eq!(build.errors.len(), 1);
        assert_eq!(build.trouble(), Some("could not compile"));
    }
}
