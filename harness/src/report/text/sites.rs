//! Shows where in the source a program waited and computed, as a compiler would show it.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::sync::Arc;
use std::time::Duration;

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{seconds, visible};
use crate::trace::{Kind, Record, Site};

/// How many places are shown. What took longest comes first, and the rest is said to be there.
const PLACES: usize = 8;

/// Of how much of the run's time a place is worth a paragraph: a hundredth.
const WORTH: f64 = 0.01;

/// What the program did in a place, how often, and for how long in all.
struct Place {
    what: &'static str,
    site: Option<Arc<Site>>,
    count: usize,
    time: Duration,
}

/// A paragraph a place, `width` columns wide.
pub(super) fn show(record: &Record, total: Duration, width: u16) -> String {
    let places = places(record);
    let worth = |place: &&Place| place.time >= total.mul_f64(WORTH);
    let shown = places.iter().take(PLACES).take_while(worth).count();
    let renderer = Renderer::styled()
        .decor_style(DecorStyle::Ascii)
        .term_width(width.into());
    let mut text = String::new();
    for place in &places[..shown] {
        text += &paragraph(place, &renderer);
        text += "\n\n";
    }
    let rest = &places[shown..];
    if !rest.is_empty() {
        let time = seconds(rest.iter().map(|place| place.time).sum());
        let places = match rest.len() {
            1 => "1 more place".to_owned(),
            number => format!("{number} more places"),
        };
        text += &format!("and {time} in {places}\n\n");
    }
    text
}

/// All places, first those where it was longest.
fn places(record: &Record) -> Vec<Place> {
    let threads = || record.threads.iter();
    let waits = threads().flat_map(|thread| &thread.waits);
    // Who waits for work is nowhere in particular.
    let waits = waits.filter(|wait| wait.kind != Kind::Idle);
    let waits = waits.map(|wait| (wait.kind.word(), &wait.site, wait.to - wait.from));
    let computed = threads().flat_map(|thread| &thread.computed);
    let computed = computed.map(|one| ("busy", &one.site, one.to - one.from));
    let mut places = HashMap::<_, Place>::new();
    for (what, site, time) in waits.chain(computed) {
        let place = places.entry((what, site)).or_insert_with(|| Place {
            what,
            site: site.clone(),
            count: 0,
            time: Duration::ZERO,
        });
        place.count += 1;
        place.time += time;
    }
    let mut places: Vec<Place> = places.into_values().collect();
    places.sort_by_key(|place| {
        let line = place
            .site
            .as_ref()
            .map(|site| (site.file.clone(), site.line));
        (Reverse(place.time), place.what, line)
    });
    places
}

fn paragraph(place: &Place, renderer: &Renderer) -> String {
    let Place {
        what,
        site,
        count,
        time,
    } = place;
    let level = match *what {
        "blocked" | "busy" => Level::WARNING,
        _ => Level::NOTE,
    };
    let times = match count {
        1 => "once".to_owned(),
        count => format!("{count} times"),
    };
    let time = seconds(*time);
    let Some(site) = site else {
        let title = format!("{time}, {times}, in an unknown place");
        let title = level.with_name(*what).primary_title(title);
        return renderer.render(&[Group::with_title(title)]);
    };
    let title = format!("{time}, {times}, in `{}`", plain(&site.function));
    let title = level.with_name(*what).primary_title(visible(&title));
    let path = visible(&site.file);
    let source = fs::read_to_string(&site.source).ok();
    match source.as_deref().and_then(|source| span(source, site)) {
        Some((line, span)) => renderer.render(&[title.element(
            Snippet::source(line)
                .line_start(site.line as usize)
                .path(path)
                .annotation(AnnotationKind::Primary.span(span)),
        )]),
        None => renderer.render(&[title.element(Origin::path(path).line(site.line as usize))]),
    }
}

/// The line of a place, and in it the name that is called there.
fn span<'a>(source: &'a str, site: &Site) -> Option<(&'a str, Range<usize>)> {
    let line = source.lines().nth(site.line.checked_sub(1)? as usize)?;
    let from = site.column.saturating_sub(1) as usize;
    let rest = line.get(from..)?;
    let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let length = rest.find(|c| !is_name(c)).unwrap_or(rest.len()).max(1);
    Some((line, from..(from + length).min(line.len())))
}

/// A function without the closures in it: the body of an async function is one.
fn plain(function: &str) -> &str {
    function
        .find("::{closure")
        .or_else(|| function.find("::{{closure"))
        .map_or(function, |end| &function[..end])
}
