//! Elements as prose.

use dom_query::NodeRef;

use crate::extract::prose::{self, Prose};

/// Writes the text of everything in `node`.
pub(super) fn write(node: &NodeRef<'_>, prose: &mut Prose) {
    for child in node.children_it(false) {
        if child.is_text() {
            prose.push(&child.text());
        } else if child.is_element() {
            write_element(&child, prose);
        }
    }
}

fn write_element(node: &NodeRef<'_>, prose: &mut Prose) {
    let Some(name) = node.node_name() else { return };
    match &*name {
        "script" | "style" | "template" | "noscript" | "img" | "picture" | "video" | "audio" | "svg" | "math"
        | "iframe" | "object" | "button" | "select" | "input" | "textarea" | "rt" | "rp" => {}
        "br" => prose.break_line(),
        "q" => {
            prose.push("“");
            write(node, prose);
            prose.push("”");
        }
        "sup" => {
            if !is_note_mark(node) {
                write(node, prose);
            }
        }
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
            prose.end();
            write(node, prose);
            prose.end_heading(name.bytes().last().map_or(2, |digit| usize::from(digit - b'0')));
        }
        "li" | "dt" => {
            prose.begin_item();
            write(node, prose);
            if &*name == "dt" { prose.push(": ") } else { prose.end() }
        }
        "pre" => {
            prose.end();
            prose.lines(&node.text());
            prose.end();
        }
        "table" if is_data(node) => write_table(node, prose),
        // A definition goes on where its term stands.
        "dd" => {
            write(node, prose);
            prose.end();
        }
        name if is_block(name) => {
            // The paragraph that an item of a list begins with is the item.
            if !(matches!(name, "p" | "div") && is_first_of_item(node)) {
                prose.end();
            }
            write(node, prose);
            prose.end();
        }
        _ => write(node, prose),
    }
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "nav"
            | "blockquote"
            | "figure"
            | "figcaption"
            | "ul"
            | "ol"
            | "dl"
            | "table"
            | "tbody"
            | "thead"
            | "tfoot"
            | "tr"
            | "td"
            | "th"
            | "caption"
            | "address"
            | "hr"
            | "details"
            | "summary"
            | "fieldset"
            | "form"
            | "body"
            | "center"
    )
}

fn is_first_of_item(node: &NodeRef<'_>) -> bool {
    let is_item = node.parent().is_some_and(|parent| parent.has_name("li") || parent.has_name("dd"));
    is_item && node.prev_element_sibling().is_none()
}

/// Whether it is no more than a mark that leads to a note: `[12]`, `3`.
fn is_note_mark(node: &NodeRef<'_>) -> bool {
    let text = node.text();
    let inner = text.trim().trim_matches(['[', ']']);
    let is_link = node.descendants_it().any(|inner| inner.has_name("a"));
    is_link && inner.len() <= 4 && inner.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Whether a table is one, and not a means to place paragraphs beside each other.
fn is_data(table: &NodeRef<'_>) -> bool {
    let rows = rows(table);
    let has_columns = rows.iter().filter(|row| row.len() > 1).count() > 1;
    has_columns
        && !table.descendants_it().any(|inner| {
            inner.has_name("table") || inner.has_name("ul") || inner.has_name("h2") || inner.has_name("blockquote")
        })
        && rows.iter().flatten().all(|cell| cell.children_it(false).filter(|inner| inner.has_name("p")).count() < 2)
}

fn rows<'a>(table: &NodeRef<'a>) -> Vec<Vec<NodeRef<'a>>> {
    let is_cell = |cell: &NodeRef<'_>| cell.has_name("td") || cell.has_name("th");
    let rows = table.descendants_it().filter(|row| row.has_name("tr"));
    rows.map(|row| row.children_it(false).filter(is_cell).collect()).collect()
}

/// Writes each row as an item, every cell with its column's name: `Country: Norway; Gold: 16`.
fn write_table(table: &NodeRef<'_>, prose: &mut Prose) {
    prose.end();
    if let Some(caption) = table.children_it(false).find(|child| child.has_name("caption")) {
        write(&caption, prose);
        prose.end();
    }
    let mut columns: Vec<String> = Vec::new();
    for row in rows(table) {
        let cells: Vec<String> = row.iter().map(|cell| prose::line(&cell_text(cell))).collect();
        if columns.is_empty() && row.len() > 1 && row.iter().all(|cell| cell.has_name("th")) {
            columns = cells;
            continue;
        }
        prose.begin_item();
        for (place, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            prose.separate();
            if let Some(column) = columns.get(place).filter(|column| !column.is_empty() && cells.len() == columns.len())
            {
                prose.push(column);
                prose.push(": ");
            }
            prose.push(cell);
        }
        prose.end();
    }
}

/// The text of a cell, whose paragraphs and lines are parts of one line.
fn cell_text(cell: &NodeRef<'_>) -> String {
    let mut inside = Prose::default();
    write(cell, &mut inside);
    inside.finish()
}
