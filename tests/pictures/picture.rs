//! The pictures: what each shows, and how it is drawn.

use anstyle::RgbColor;
use anstyle_svg::{Palette, Term};

/// What the harness shows in a terminal, as it is kept in `docs/pictures`.
pub struct Picture {
    /// The file in that folder.
    pub file: &'static str,
    /// What there is to see, for those who cannot see it.
    title: &'static str,
}

pub const VERIFY: Picture = Picture {
    file: "verify.svg",
    title: "A table of all programs: what each takes, and why",
};

pub const RUN: Picture = Picture {
    file: "run-ex7-blocking.svg",
    title: "One run of ex7-blocking, drawn on a time axis, with the lines where it waits",
};

pub const GRADE: Picture = Picture {
    file: "grade-ex3-as-ex1.svg",
    title: "The grade of a copy of ex3 that is handed in as ex1: failed, and why",
};

impl Picture {
    /// Draws what the harness prints to a terminal of 80 columns.
    pub fn svg(&self, output: &str) -> String {
        let drawn = Term::new()
            .palette(PALETTE)
            .min_width_px(0)
            .render_svg(output);
        let (opening, rest) = drawn.split_once(">\n").unwrap_or_default();
        let sizes: Vec<_> = opening.split('"').collect();
        let [_, width, _, height, ..] = sizes[..] else {
            return drawn;
        };
        // A narrow page shows it smaller, instead of a part of it.
        let view = format!("0 0 {width} {height}").replace("px", "");
        let title = self.title;
        format!("{opening} viewBox=\"{view}\" role=\"img\">\n  <title>{title}</title>\n{rest}")
            .replace(ITS_FONTS, FONTS)
    }
}

/// What the crate asks for, and lets nobody choose.
const ITS_FONTS: &str = "SFMono-Regular, Consolas, Liberation Mono, Menlo";

/// On each system first those that have the marks of the time axis too, as wide as their letters.
const FONTS: &str = "Menlo, DejaVu Sans Mono, Cascadia Mono, Liberation Mono, Consolas";

const fn rgb(hex: u32) -> RgbColor {
    let [_, red, green, blue] = hex.to_be_bytes();
    RgbColor(red, green, blue)
}

/// Light on dark, so that small print can be read: each but the ground, which is the first, stands
/// out from it by 5:1 or more.
const PALETTE: Palette = Palette([
    rgb(0x161b22),
    rgb(0xff7b72),
    rgb(0x3fb950),
    rgb(0xd29922),
    rgb(0x58a6ff),
    rgb(0xbc8cff),
    rgb(0x39c5cf),
    rgb(0xd0d7de),
    rgb(0x8b949e),
    rgb(0xffa198),
    rgb(0x56d364),
    rgb(0xe3b341),
    rgb(0x79c0ff),
    rgb(0xd2a8ff),
    rgb(0x56d4dd),
    rgb(0xf0f6fc),
]);
