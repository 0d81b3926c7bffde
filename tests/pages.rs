//! The pages that users read, taken apart: blocks of code, links, and what a link can lead to.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use crate::workspace::CATALOG;

/// A file of Markdown.
pub struct Page {
    /// Where it is in the checkout.
    pub path: PathBuf,
    pub text: String,
    pub blocks: Vec<Block>,
    /// What its links and pictures lead to, as they are written.
    pub links: Vec<String>,
    /// What a link to it can have behind `#`.
    pub anchors: Vec<String>,
}

/// What stands between two fences.
pub struct Block {
    pub language: String,
    pub text: String,
}

/// All pages beside the README, and in `docs/`.
pub static PAGES: LazyLock<Vec<Page>> = LazyLock::new(|| {
    let folders = ["", "docs"];
    let files = folders.iter().flat_map(|folder| {
        let entries = fs::read_dir(CATALOG.root.join(folder)).unwrap();
        let names = entries.map(|entry| entry.unwrap().file_name());
        names.map(|name| Path::new(folder).join(name))
    });
    let mut pages: Vec<PathBuf> = files.collect();
    pages.retain(|file| file.extension().is_some_and(|ending| ending == "md"));
    pages.sort();
    pages.into_iter().map(page).collect()
});

pub static README: LazyLock<&Page> = LazyLock::new(|| the("README.md"));

/// The page at this place in the checkout.
pub fn the(path: &str) -> &'static Page {
    let page = PAGES.iter().find(|page| page.path == Path::new(path));
    page.unwrap_or_else(|| panic!("there is no {path}"))
}

/// The README, and all that stands in `docs/`: what is shown there is held against what comes out.
pub fn users() -> impl Iterator<Item = &'static Page> {
    let is_users = |page: &&Page| page.path.starts_with("docs") || page.path == README.path;
    PAGES.iter().filter(is_users)
}

impl Page {
    /// Its blocks of a language, in order.
    pub fn blocks<'a>(&'a self, language: &'a str) -> impl Iterator<Item = &'a str> {
        let blocks = self.blocks.iter();
        blocks
            .filter(move |block| block.language == language)
            .map(|block| &*block.text)
    }

    /// The cells of each row of the table with this head, without code's backticks.
    pub fn table(&self, head: &str) -> Vec<Vec<String>> {
        let Some((_, table)) = self.text.split_once(head) else {
            panic!("{} has no table {head}", self.path.display());
        };
        let rows = table.lines().skip(2).map(str::trim);
        let rows = rows.take_while(|row| row.starts_with('|'));
        let cells = |row: &str| {
            let cells = row.trim_matches('|').split('|');
            cells.map(|cell| cell.trim().replace('`', "")).collect()
        };
        rows.map(cells).collect()
    }
}

fn page(path: PathBuf) -> Page {
    let text = fs::read_to_string(CATALOG.root.join(&path)).unwrap();
    let (mut blocks, mut links, mut anchors) = (Vec::new(), Vec::new(), Vec::new());
    // The heading that is being read, and whether a block is.
    let mut heading: Option<String> = None;
    let mut is_in_block = false;
    for event in Parser::new_ext(&text, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                is_in_block = true;
                let language = match kind {
                    CodeBlockKind::Fenced(language) => language.to_string(),
                    CodeBlockKind::Indented => String::new(),
                };
                let text = String::new();
                blocks.push(Block { language, text });
            }
            Event::End(TagEnd::CodeBlock) => is_in_block = false,
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.to_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => anchors.extend(heading.take().as_deref().map(anchor)),
            Event::Text(part) | Event::Code(part) if heading.is_some() => {
                heading.get_or_insert_default().push_str(&part);
            }
            Event::Text(part) if is_in_block => {
                blocks.last_mut().unwrap().text.push_str(&part);
            }
            _ => {}
        }
    }
    Page {
        path,
        blocks,
        links,
        anchors,
        text,
    }
}

/// What a platform that shows Markdown makes of a heading.
fn anchor(heading: &str) -> String {
    let heading = heading.to_lowercase();
    let kept = heading
        .chars()
        .filter(|c| c.is_alphanumeric() || " -_".contains(*c));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}
