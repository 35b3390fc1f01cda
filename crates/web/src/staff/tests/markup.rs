//! Reads a page as a browser does and lists what is wrong with it.

use std::collections::HashSet;

use scraper::{ElementRef, Html, Selector};

/// Everything that is wrong with a page in a language.
pub fn faults(html: &str, lang: &str) -> Vec<String> {
    let page = Html::parse_document(html);
    let mut faults: Vec<String> = page.errors.iter().map(|error| format!("parser: {error}")).collect();
    let count = |css: &str| page.select(&selector(css)).count();
    for (css, wanted) in [("h1", 1), ("main", 1), ("head > title", 1), (&format!("html[lang={lang}]") as &str, 1)] {
        if count(css) != wanted {
            faults.push(format!("{css}: {} instead of {wanted}", count(css)));
        }
    }
    let ids: Vec<&str> = page.select(&selector("[id]")).filter_map(|element| element.attr("id")).collect();
    let unique: HashSet<&str> = ids.iter().copied().collect();
    if unique.len() != ids.len() {
        faults.push("an id stands twice".to_owned());
    }
    faults.extend(unlabelled(&page));
    faults.extend(dangling(&page, &unique));
    faults.extend(nameless(&page));
    faults.extend(skipped_levels(&page));
    faults
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).unwrap()
}

/// Fields without a label.
fn unlabelled(page: &Html) -> Vec<String> {
    let labels: HashSet<&str> = page.select(&selector("label[for]")).filter_map(|label| label.attr("for")).collect();
    let fields = selector("input:not([type=hidden]), select, textarea, progress");
    let bare = |field: &ElementRef<'_>| {
        let within = field.ancestors().filter_map(ElementRef::wrap).any(|around| around.value().name() == "label");
        let named = field.attr("id").is_some_and(|id| labels.contains(id)) || field.attr("aria-label").is_some();
        !named && !within
    };
    page.select(&fields).filter(bare).map(|field| format!("no label: {}", field.html())).collect()
}

/// References to ids that are not there.
fn dangling(page: &Html, ids: &HashSet<&str>) -> Vec<String> {
    let mut faults = Vec::new();
    for attribute in ["aria-describedby", "aria-labelledby", "for"] {
        for element in page.select(&selector(&format!("[{attribute}]"))) {
            let wanted = element.attr(attribute).unwrap_or_default().split_whitespace();
            faults.extend(wanted.filter(|id| !ids.contains(id)).map(|id| format!("{attribute} names {id}")));
        }
    }
    for link in page.select(&selector("a[href^='#']")) {
        let target = link.attr("href").unwrap_or_default().trim_start_matches('#');
        if !ids.contains(target) {
            faults.push(format!("a link to #{target}"));
        }
    }
    faults
}

/// Links and buttons that say nothing.
fn nameless(page: &Html) -> Vec<String> {
    let silent = |element: &ElementRef<'_>| element.text().all(|text| text.trim().is_empty());
    page.select(&selector("a, button, th, h1, h2, h3, option")).filter(silent).map(|element| element.html()).collect()
}

/// Headings that skip a level.
fn skipped_levels(page: &Html) -> Vec<String> {
    let mut last = 0;
    let mut faults = Vec::new();
    for heading in page.select(&selector("h1, h2, h3, h4")) {
        let level: u8 = heading.value().name()[1..].parse().unwrap_or_default();
        if level > last + 1 {
            faults.push(format!("h{level} after h{last}"));
        }
        last = level;
    }
    faults
}

#[test]
fn a_badly_made_page_is_found_out() {
    let bad = "<!doctype html><html lang=\"fi\"><title>x</title><main><h1>x</h1><h3 id=\"a\">y</h3><p id=\"a\"></p>\
               <input id=\"q\"><a href=\"#nowhere\"></a></main></html>";
    let found = faults(bad, "sv");
    for part in ["html[lang=sv]", "twice", "no label", "#nowhere", "h3 after h1", "<a href"] {
        assert!(found.iter().any(|fault| fault.contains(part)), "{part} in {found:?}");
    }
}
