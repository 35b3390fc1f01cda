//! The figure: memory over time, with the events written beside it.

use std::fmt::Write;

use super::server::Sample;

const WIDTH: f64 = 860.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 60.0;
const RIGHT: f64 = 90.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;
/// Lines across.
const STEPS: u64 = 5;

/// A line in the figure.
struct Curve {
    name: &'static str,
    colour: &'static str,
    /// Where its value reaches the top.
    most: f64,
    value: fn(&Sample) -> f64,
}

/// An SVG picture.
pub fn draw(samples: &[Sample]) -> String {
    let most = |value: fn(&Sample) -> f64| samples.iter().map(value).fold(1.0, f64::max);
    let memory = round_up(most(resident_mb));
    let events = round_up(most(thousands_of_events));
    let minutes = most(minutes);
    let curves = [
        Curve { name: "RSS (MB)", colour: "#9ab8d8", most: memory, value: resident_mb },
        Curve { name: "RssAnon (MB)", colour: "#0041dc", most: memory, value: anonymous_mb },
        Curve { name: "events (thousands, right)", colour: "#b5651d", most: events, value: thousands_of_events },
    ];
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" \
         font-size=\"12\">\n<rect width=\"{WIDTH}\" height=\"{HEIGHT}\" fill=\"white\"/>\n"
    );
    for step in 0..=STEPS {
        let share = step as f64 / STEPS as f64;
        let (x, y) = (across(share), up(share));
        // Writing to a string cannot fail.
        let _ = write!(
            svg,
            "<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" stroke=\"#ddd\"/>\n\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{:.0}</text>\n\
             <text x=\"{:.1}\" y=\"{:.1}\">{:.0}</text>\n\
             <text x=\"{x:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{:.0}</text>\n",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0,
            memory * share,
            WIDTH - RIGHT + 8.0,
            y + 4.0,
            events * share,
            HEIGHT - BOTTOM + 18.0,
            minutes * share,
        );
    }
    let _ = writeln!(
        svg,
        "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">minutes</text>",
        across(0.5),
        HEIGHT - BOTTOM + 38.0
    );
    for (n, curve) in curves.iter().enumerate() {
        let at = |sample| (across(self::minutes(sample) / minutes), up((curve.value)(sample) / curve.most));
        let points: Vec<String> = samples.iter().map(at).map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        let Curve { name, colour, .. } = curve;
        let _ = writeln!(
            svg,
            "<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" points=\"{}\"/>\n\
             <text x=\"{:.1}\" y=\"24\" fill=\"{colour}\">{name}</text>",
            points.join(" "),
            LEFT + n as f64 * 150.0
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn minutes(sample: &Sample) -> f64 {
    sample.seconds as f64 / 60.0
}

fn resident_mb(sample: &Sample) -> f64 {
    sample.resident_kb as f64 / 1024.0
}

fn anonymous_mb(sample: &Sample) -> f64 {
    sample.anonymous_kb as f64 / 1024.0
}

fn thousands_of_events(sample: &Sample) -> f64 {
    sample.events as f64 / 1000.0
}

/// From the left edge of the plot, 0 to 1.
fn across(share: f64) -> f64 {
    LEFT + share * (WIDTH - LEFT - RIGHT)
}

/// From the lower edge of the plot, 0 to 1.
fn up(share: f64) -> f64 {
    HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)
}

/// To a whole number of steps that people like to read.
fn round_up(value: f64) -> f64 {
    let of_ten = 10_f64.powf(value.log10().floor());
    let whole = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.5, 10.0].map(|step| step * of_ten);
    whole.into_iter().find(|whole| *whole >= value).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_a_round_number_above_everything() {
        assert_eq!(round_up(178.0), 200.0);
        assert_eq!(round_up(200.0), 200.0);
        assert_eq!(round_up(1.0), 1.0);
        assert_eq!(round_up(576.0), 750.0);
    }

    #[test]
    fn each_sample_is_a_point_of_each_curve() {
        let sample =
            |seconds| Sample { seconds, resident_kb: 2048, anonymous_kb: 1024, events: 9, ..Sample::default() };
        let svg = draw(&[sample(0), sample(60), sample(120)]);
        let points = |line: &str| line.split("points=\"").nth(1).map(|rest| rest.split(' ').count());
        let curves: Vec<usize> = svg.lines().filter_map(points).collect();
        assert_eq!(curves, [3, 3, 3]);
    }
}
