//! Whether two pictures differ in nothing but the figures of a run.
//!
//! Figures are numbers, and where on a time axis something stands: the CPU time of a run moves it.

/// By how many columns a mark on a time axis may be moved.
const MOVED: usize = 2;

/// What stands in one column: the attributes of its span, which are its colours, and a character.
type Cell<'a> = (&'a str, char);

/// The first line that does not say the same words in the same colours and places, of each.
pub fn first_difference<'a>(one: &'a str, other: &'a str) -> Option<(&'a str, &'a str)> {
    let (mut ones, mut others) = (one.lines(), other.lines());
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return None,
            (Some(one), Some(other)) if alike(one, other) => (),
            (one, other) => return Some((one.unwrap_or_default(), other.unwrap_or_default())),
        }
    }
}

fn alike(one: &str, other: &str) -> bool {
    let ((place, one), (other_place, other)) = (cells(one), cells(other));
    let are_drawn = is_drawn(&one) && is_drawn(&other);
    place == other_place
        && (masked(&one) == masked(&other) || are_drawn && is_moved(&marks(&one), &marks(&other)))
}

/// Where a line of text is, and what stands in its columns. Any other line of a picture has none.
fn cells(line: &str) -> (&str, Vec<Cell<'_>>) {
    let is_text = line.trim_start().starts_with("<tspan x=");
    let Some((place, spans)) = line.split_once("><tspan").filter(|_| is_text) else {
        return (line, Vec::new());
    };
    let mut cells = Vec::new();
    for span in spans.split("<tspan") {
        let (attributes, text) = span.split_once('>').unwrap();
        let text = text.split('<').next().unwrap();
        cells.extend(text.chars().map(|character| match character {
            '0'..='9' => (attributes, '0'),
            other => (attributes, other),
        }));
    }
    (place, cells)
}

/// A number is as good as any other, and may have more digits.
fn masked<'a>(cells: &[Cell<'a>]) -> Vec<Cell<'a>> {
    let mut masked = cells.to_vec();
    masked.dedup_by(|next, one| next.1 == '0' && next == one);
    masked
}

/// Whether it is a time axis, or a line with marks below one.
fn is_drawn(cells: &[Cell]) -> bool {
    let is_mark = |cell: &Cell| "━█·╌▾".contains(cell.1);
    let is_on_axis = |cell: &Cell| "0. s".contains(cell.1);
    cells.iter().any(is_mark) || cells.iter().all(is_on_axis)
}

/// Each stretch of one mark: its first column, its last, and the mark. A column in which one mark
/// gives way to another may show neither.
fn marks<'a>(cells: &[Cell<'a>]) -> Vec<(usize, usize, Cell<'a>)> {
    let mut marks: Vec<(usize, usize, Cell)> = Vec::new();
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| cell.1 != ' ') {
        match marks.last_mut() {
            Some((_, last, mark)) if mark == cell && column - *last <= 2 => *last = column,
            _ => marks.push((column, column, *cell)),
        }
    }
    marks
}

fn is_moved(one: &[(usize, usize, Cell)], other: &[(usize, usize, Cell)]) -> bool {
    let pairs = || one.iter().zip(other);
    one.len() == other.len()
        && pairs().all(|(one, other)| {
            let is_near = one.0.abs_diff(other.0) <= MOVED && one.1.abs_diff(other.1) <= MOVED;
            is_near && one.2 == other.2
        })
}

const PICTURE: &str = "\
    .fg-red { fill: #FF7B72 }
    <tspan x=\"10px\" y=\"28px\"><tspan>      0 s       0.5</tspan>
    <tspan x=\"10px\" y=\"46px\"><tspan>main  </tspan><tspan class=\"fg-red\">━</tspan>\
<tspan class=\"fg-red\">━━━━</tspan><tspan class=\"fg-green\">·····</tspan>
    <tspan x=\"10px\" y=\"64px\"><tspan>lines ▾         4</tspan>
    <tspan x=\"10px\" y=\"82px\"><tspan>took 1.002 s  </tspan><tspan class=\"fg-green\">passed</tspan>
</tspan>";

/// What a picture becomes when a part of it, which is there, is replaced.
fn with(part: &str, by: &str) -> String {
    assert!(PICTURE.contains(part), "no {part}");
    PICTURE.replace(part, by)
}

#[test]
fn other_figures_make_no_other_picture() {
    for (part, by) in [
        ("1.002", "1.003"),
        ("1.002", "10.01"),
        ("0 s       0.5", "0 s        0.5"),
        ("━━━━<", "━━━<"),
        ("━━━━<", "━━━━━<"),
        ("━━━━</tspan>", "━━━</tspan><tspan> </tspan>"),
        ("▾         4", "▾        4"),
    ] {
        assert_eq!(
            first_difference(PICTURE, &with(part, by)),
            None,
            "{part} → {by}"
        );
    }
}

#[test]
fn other_words_colours_or_places_make_another_picture() {
    for (part, by) in [
        ("took", "takes"),
        ("FF7B72", "FF7B73"),
        ("class=\"fg-green\">passed", "class=\"fg-red\">passed"),
        ("class=\"fg-green\">·", "class=\"fg-red\">·"),
        (" s  <", " s   <"),
        ("46px", "47px"),
        ("0 s       0.5", "0 s     0.5   1.0"),
        ("0 s       0.5", "0 s   0.5"),
        ("━━━━<", "<"),
        ("·····", ""),
        ("▾         4", "▾   ▾     4"),
        ("▾         4", "▾     4"),
        ("main", "Main"),
        ("\n</tspan>", ""),
    ] {
        assert!(
            first_difference(PICTURE, &with(part, by)).is_some(),
            "{part} → {by}"
        );
    }
}
