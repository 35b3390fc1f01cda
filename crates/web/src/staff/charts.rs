//! Charts as SVG, made here: colours and patterns come from the style sheet, so a chart prints, and reads without colour.
//! Each stands beside a table that says the same, so it is a picture to those who listen.

use std::fmt::Display;

use svg::Document;
use svg::node::element::{Line, Pattern, Polygon, Polyline, Rectangle, Text, Title};

/// A bar as long as its share of the largest.
pub fn bar(value: u64, largest: u64, class: &str) -> String {
    let width = share(value, largest, 100.0);
    let bar = Rectangle::new().set("class", class).set("width", width).set("height", 12);
    picture(100.0, 12.0).set("class", "bar").set("preserveAspectRatio", "none").add(bar).to_string()
}

/// One part of a whole, where it stands in it: behind `before`.
pub fn part(before: u64, value: u64, whole: u64, class: &str) -> String {
    let (at, width) = (share(before, whole, 100.0), share(value, whole, 100.0));
    let part = Rectangle::new().set("class", class).set("x", at).set("width", width).set("height", 12);
    picture(100.0, 12.0).set("class", "bar").set("preserveAspectRatio", "none").add(part).to_string()
}

/// A bar of several parts, one behind the other, as long as all together.
pub fn stacked(parts: &[(u64, &str)]) -> String {
    let all: u64 = parts.iter().map(|(value, _)| value).sum();
    let mut bar = picture(100.0, 12.0).set("class", "bar").set("preserveAspectRatio", "none");
    let mut at = 0.0;
    for (value, class) in parts.iter().filter(|(value, _)| *value > 0) {
        let width = share(*value, all, 100.0);
        bar =
            bar.add(Rectangle::new().set("class", *class).set("x", rounded(at)).set("width", width).set("height", 12));
        at += width;
    }
    bar.to_string()
}

/// Two columns for each of several days, side by side: what came and what went.
pub struct Columns<'a> {
    /// For each day: its label, and the two values.
    pub days: &'a [(String, u64, u64)],
    /// What the two are.
    pub names: [&'a str; 2],
}

const WIDTH: f64 = 720.0;
const HEIGHT: f64 = 200.0;
/// Room for the numbers on the left, and for the days below.
const LEFT: f64 = 48.0;
const BELOW: f64 = 24.0;
/// More days than these are told more sparsely: pages stay small.
const MANY: usize = 45;
const ABOVE: f64 = 8.0;

/// One figure for each of several days, as a line over its area.
pub struct Curve<'a> {
    /// For each day: its label, and the value.
    pub days: &'a [(String, u64)],
    /// What it is.
    pub name: &'a str,
}

impl Curve<'_> {
    /// As a picture.
    pub fn draw(&self) -> String {
        let axis = Axis::up_to(self.days.iter().map(|(_, value)| *value));
        let (step, bottom) = (axis.step(self.days.len()), axis.y(0));
        let middle = |n: usize| rounded(LEFT + step * (n as f64 + 0.5));
        let points = self.days.iter().enumerate().map(|(n, (_, value))| format!("{},{}", middle(n), axis.y(*value)));
        let points = points.collect::<Vec<_>>().join(" ");
        let last = middle(self.days.len().saturating_sub(1));
        let area = Polygon::new()
            .set("class", "area")
            .set("points", format!("{},{bottom} {points} {last},{bottom}", middle(0)));
        let line = Polyline::new().set("class", "curve").set("points", points);
        let mut picture = axis.drawn().add(area).add(line);
        let pointed = if self.days.len() > MANY { &[] } else { self.days };
        for (n, (day, value)) in pointed.iter().enumerate() {
            // Whoever points at a day reads its figure; of many days nobody hits one.
            let title = Title::new(format!("{day}: {} {value}", self.name));
            let over = Rectangle::new().set("class", "over").set("x", rounded(LEFT + step * n as f64)).set("y", ABOVE);
            picture = picture.add(over.set("width", rounded(step)).set("height", bottom - ABOVE).add(title));
        }
        labelled(picture, self.days.iter().map(|(day, _)| day.as_str())).to_string()
    }
}

/// The scale of a chart with days side by side.
struct Axis {
    top: u64,
}

impl Axis {
    fn up_to(values: impl Iterator<Item = u64>) -> Axis {
        Axis { top: round_up(values.max().unwrap_or_default().max(1)) }
    }

    fn y(&self, value: u64) -> f64 {
        let height = HEIGHT - BELOW - ABOVE;
        rounded(ABOVE + height - share(value, self.top, height))
    }

    /// How wide a day is.
    fn step(&self, days: usize) -> f64 {
        (WIDTH - LEFT) / days.max(1) as f64
    }

    /// The empty chart, with its lines and figures.
    fn drawn(&self) -> Document {
        let mut chart = picture(WIDTH, HEIGHT).set("class", "columns-chart");
        for value in [0, self.top / 2, self.top] {
            let at = self.y(value);
            chart = chart
                .add(Line::new().set("class", "grid").set("x1", LEFT).set("x2", WIDTH).set("y1", at).set("y2", at))
                .add(words(value).set("x", LEFT - 6.0).set("y", at + 4.0).set("text-anchor", "end"));
        }
        chart
    }
}

/// With the names of some days below, the last one among them.
fn labelled<'a>(mut chart: Document, days: impl ExactSizeIterator<Item = &'a str>) -> Document {
    let (all, step) = (days.len(), (WIDTH - LEFT) / days.len().max(1) as f64);
    let between = if all > MANY { 14 } else { 7 };
    for (n, day) in days.enumerate().filter(|(n, _)| n % between == all.saturating_sub(1) % between) {
        let label = words(day).set("x", rounded(LEFT + step * (n as f64 + 0.5))).set("y", HEIGHT - 6.0);
        chart = chart.add(label.set("text-anchor", if n + 1 == all { "end" } else { "middle" }));
    }
    chart
}

impl Columns<'_> {
    /// As a picture.
    pub fn draw(&self) -> String {
        let axis = Axis::up_to(self.days.iter().map(|(_, one, other)| (*one).max(*other)));
        let (step, bottom) = (axis.step(self.days.len()), axis.y(0));
        let mut picture = axis.drawn().add(hatched());
        for (n, (day, one, other)) in self.days.iter().enumerate() {
            let at = LEFT + step * n as f64;
            let columns = [(*one, 0.08, "came", self.names[0]), (*other, 0.5, "solved", self.names[1])];
            for (value, beside, class, name) in columns.into_iter().filter(|(value, ..)| *value > 0) {
                let (x, y) = (rounded(at + step * beside), axis.y(value));
                let column = Rectangle::new().set("class", class).set("x", x).set("y", y);
                let column = column.set("width", rounded(step * 0.4)).set("height", rounded(bottom - y));
                picture = picture.add(match self.days.len() > MANY {
                    true => column,
                    false => column.add(Title::new(format!("{day}: {name} {value}"))),
                });
            }
        }
        labelled(picture, self.days.iter().map(|(day, ..)| day.as_str())).to_string()
    }
}

/// A pattern, so that two kinds of column differ without colour too.
fn hatched() -> Pattern {
    let stripe = Line::new().set("class", "stripe").set("x1", 0).set("y1", 0).set("x2", 0).set("y2", 6);
    let ground = Rectangle::new().set("class", "ground").set("width", 6).set("height", 6);
    let pattern = Pattern::new().set("id", "viivoitus").set("width", 6).set("height", 6);
    pattern.set("patternUnits", "userSpaceOnUse").set("patternTransform", "rotate(45)").add(ground).add(stripe)
}

fn picture(width: f64, height: f64) -> Document {
    Document::new().set("viewBox", (0, 0, width, height)).set("aria-hidden", "true").set("focusable", "false")
}

fn words(text: impl Display) -> Text {
    Text::new(text.to_string())
}

fn share(value: u64, of: u64, length: f64) -> f64 {
    let exact = if of == 0 { 0.0 } else { value as f64 / of as f64 * length };
    rounded(exact)
}

/// To two digits: nobody sees more.
fn rounded(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

/// The next of 1, 2, 4, 10, 20, 40, … so that half of it is a whole number wherever that matters.
fn round_up(value: u64) -> u64 {
    let mut power = 1_u64;
    loop {
        for step in [1, 2, 4] {
            let top = power.saturating_mul(step);
            if top >= value {
                return top;
            }
        }
        power = power.saturating_mul(10);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_share() {
        assert!(bar(5, 10, "bad").contains("width=\"50\""));
        assert!(bar(0, 0, "bad").contains("width=\"0\""));
        let behind = part(5, 2, 10, "good");
        assert!(behind.contains("x=\"50\"") && behind.contains("width=\"20\""), "{behind}");
        let parts = stacked(&[(1, "good"), (0, "busy"), (3, "bad")]);
        assert!(parts.contains("width=\"25\"") && parts.contains("x=\"25\"") && !parts.contains("busy"), "{parts}");
    }

    #[test]
    fn a_curve_goes_through_the_value_of_each_day() {
        let days: Vec<(String, u64)> = [0, 10, 5].iter().map(|value| (format!("{value}."), *value)).collect();
        let curve = Curve { days: &days, name: "open" }.draw();
        // From the ground to the top, and half way down again.
        assert!(curve.contains("points=\"160,176 384,8 608,92\""), "{curve}");
        assert!(["0.: open 0", "10.: open 10", "5.: open 5"].iter().all(|title| curve.contains(title)), "{curve}");
    }

    #[test]
    fn many_days_are_drawn_without_a_text_for_each() {
        let points: Vec<(String, u64)> = (1..=90).map(|n| (format!("{n}."), n)).collect();
        let days: Vec<(String, u64, u64)> = points.iter().map(|(day, n)| (day.clone(), *n, 0)).collect();
        let (curve, columns) =
            (Curve { days: &points, name: "open" }.draw(), Columns { days: &days, names: ["came", "solved"] }.draw());
        assert!(!curve.contains("<title>") && !columns.contains("<title>") && curve.len() + columns.len() < 16_000);
        assert!(columns.matches("class=\"came\"").count() == 90 && !columns.contains("class=\"solved\""));
    }

    #[test]
    fn a_chart_holds_no_style_and_escapes_its_words() {
        let days = vec![("1.11.".to_owned(), 3, 1), ("<2.11.>".to_owned(), 0, 7)];
        let chart = Columns { days: &days, names: ["came", "a & b"] }.draw();
        assert!(!chart.contains("style") && !chart.contains("<2.11.>") && !chart.contains("a & b"), "{chart}");
        let curve = Curve { days: &[("1.11.".to_owned(), 3), ("<2.11.>".to_owned(), 8)], name: "a & b" }.draw();
        assert!(!curve.contains("style") && !curve.contains("<2.11.>") && !curve.contains("a & b"), "{curve}");
        assert_eq!((round_up(1), round_up(3), round_up(7), round_up(41)), (1, 4, 10, 100));
    }
}
