//! The report as a page.

use std::sync::LazyLock;

use pullquote::eval::{Page, Section};
use regex::Regex;

use super::{articles, comparison, five};

fn page() -> String {
    let comparison = comparison(vec![("rules", five()), ("<b>\"&", five())]);
    let mut page = Page::default();
    page.add(Section::new("train <v2> & \"more\"", "Two articles.", &comparison).with_charts(&comparison));
    page.add(Section::new("gold", "Without diagrams.", &comparison));
    page.html()
}

/// Fails if an element is not closed where it should be, or has an attribute twice.
fn assert_well_formed(html: &str) {
    static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"<(/?)([a-z0-9]+)([^<>]*?)(/?)>").unwrap());
    static ATTRIBUTE: LazyLock<Regex> = LazyLock::new(|| Regex::new(r#"([\w-]+)="[^"]*""#).unwrap());
    let mut open: Vec<&str> = Vec::new();
    for tag in TAG.captures_iter(html) {
        let (end, name, attributes, alone) =
            (&tag[1], tag.get(2).unwrap().as_str(), tag.get(3).unwrap().as_str(), &tag[4]);
        if end == "/" {
            assert_eq!(open.pop(), Some(name), "{}", &tag[0]);
        } else if alone.is_empty() && name != "meta" {
            open.push(name);
        }
        let mut names: Vec<&str> =
            ATTRIBUTE.captures_iter(attributes).map(|found| found.get(1).unwrap().as_str()).collect();
        assert_eq!(ATTRIBUTE.replace_all(attributes, "").trim(), "", "{}", &tag[0]);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "an attribute twice: {}", &tag[0]);
    }
    assert_eq!(open, [""; 0]);
}

#[test]
fn a_page_is_whole_and_needs_nothing_else() {
    let html = page();
    assert_well_formed(html.strip_prefix("<!doctype html>\n").unwrap());
    for elsewhere in ["<script", "src=", "href=", "url(", "@import"] {
        assert!(!html.contains(elsewhere), "the page has {elsewhere}");
    }
}

#[test]
fn names_are_text_and_nothing_else() {
    let html = page();
    assert!(html.contains("<h2>train &lt;v2&gt; &amp; &quot;more&quot;</h2>"), "{html}");
    assert!(html.contains("<th scope=\"col\">&lt;b&gt;&quot;&amp;</th>"), "{html}");
    assert!(!html.contains("<b>"));
}

#[test]
fn only_a_span_set_has_diagrams_and_they_have_a_line_for_each_reader() {
    let html = page();
    assert_eq!(html.matches("<svg").count(), 2);
    assert_eq!(html.matches("<section>").count(), 2);
    for label in ["coverage: share of all questions answered, the surest first (%)", "confidence: mean of a bin (%)"] {
        assert!(html.contains(&format!(">{label}</text>")), "no axis says {label}");
    }
    // Two diagrams, two readers, and the line in the legend with each.
    assert_eq!(html.matches("<path class=\"line\"").count(), 2 * 2 * 2);
    // Five bins hold a question, for either reader.
    assert_eq!(html.matches("<circle").count(), 2 * 5);
}

#[test]
fn a_point_stands_where_its_figure_is() {
    // One article of which nothing is right: the risk is 100 % everywhere, at the upper end of the field.
    let comparison = comparison(vec![("rules", articles(1, 10, |_, _| false))]);
    let mut page = Page::default();
    page.add(Section::new("set", "", &comparison).with_charts(&comparison));
    let html = page.html();
    assert!(html.contains(" d=\"M67.2 40.0L72.4 40.0L"), "{html}");
    // All have confidence 0.5 and are wrong: one disc at the middle of the lower side.
    assert!(html.contains("<circle cx=\"322.0\" cy=\"326.0\" r=\"18.5\""), "{html}");
}
