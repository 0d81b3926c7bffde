//! The pictures in `docs/pictures` show the harness as it is now.

mod alike;
pub mod picture;

use std::fs;

use crate::docs_commands::{EX3_AS_EX1, RUN_EX7, VERIFY, coloured, printed};
use crate::traced::can_trace;
use crate::workspace::CATALOG;
use alike::first_difference;
use picture::Picture;

fn committed(picture: &Picture) -> String {
    let path = CATALOG.root.join("docs/pictures").join(picture.file);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Draws a view again, and holds the picture against that.
fn is_up_to_date(picture: &Picture, view: &str) {
    let (shown, now) = (committed(picture), picture.svg(view));
    if let Some((shown, now)) = first_difference(&shown, &now) {
        panic!(
            "{} is out of date; `cargo run --package tests --example pictures` makes it anew.\n\
             It shows:\n{shown}\nNow there is:\n{now}",
            picture.file
        );
    }
}

#[test]
fn the_picture_of_verify_is_up_to_date() {
    if can_trace() {
        is_up_to_date(&picture::VERIFY, coloured(VERIFY));
    }
}

#[test]
fn the_picture_of_a_run_is_up_to_date() {
    if can_trace() {
        is_up_to_date(&picture::RUN, coloured(RUN_EX7));
    }
}

#[test]
fn the_picture_of_a_grade_is_up_to_date() {
    if can_trace() {
        is_up_to_date(&picture::GRADE, coloured(EX3_AS_EX1));
    }
}

/// All that is said, whatever is between it.
fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

#[test]
fn a_picture_says_all_that_its_view_says() {
    if !can_trace() {
        return;
    }
    let drawn = picture::RUN.svg(coloured(RUN_EX7));
    let (_, text) = drawn.split_once("<text").unwrap();
    let text: String = text
        .split('<')
        .map(|part| part.split_once('>').map_or("", |(_, text)| text))
        .collect();
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    assert_eq!(words(&text), words(&printed(RUN_EX7)));
}

#[test]
fn a_picture_needs_nothing_from_elsewhere_and_has_a_title() {
    for picture in [picture::VERIFY, picture::RUN, picture::GRADE] {
        let svg = committed(&picture);
        for foreign in ["<script", "href", "@import", "url("] {
            assert!(!svg.contains(foreign), "{foreign} in {}", picture.file);
        }
        // The one address is the name of SVG itself.
        assert_eq!(svg.matches("://").count(), 1, "{}", picture.file);
        assert!(svg.contains(" role=\"img\">\n  <title>"), "{svg}");
        assert!(svg.contains(" viewBox=\"0 0 "), "{svg}");
        assert!(svg.contains("font: 14px Menlo, DejaVu Sans Mono,"), "{svg}");
    }
}
