//! A plot as SVG: both axes logarithmic, one line for each server.

use std::fmt::Write;

use super::SIZES;
use super::report::names;
use super::requirement::key;
use super::results::Results;

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 420.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 270.0;
const TOP: f64 = 40.0;
const BOTTOM: f64 = 50.0;
/// The height of a label.
const LABEL: f64 = 16.0;
/// Milliseconds at the lower and upper end, as powers of ten.
const DECADES: (i32, i32) = (-2, 4);
/// Distinguishable with any colour vision, on white and on black.
const COLOURS: [&str; 5] = ["#0072b2", "#e69f00", "#009e73", "#d55e00", "#cc79a7"];

/// The time from a key to its diagnostics, over the number of functions.
pub fn key_times(results: &Results) -> String {
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" font-family=\"sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"{LEFT}\" y=\"22\" font-size=\"15\">From a key to its diagnostics: milliseconds over functions in the file</text>\n"
    );
    for decade in DECADES.0..=DECADES.1 {
        let (value, y) = (10f64.powi(decade), vertical(10f64.powi(decade)));
        let _ = writeln!(
            svg,
            "<line x1=\"{LEFT}\" y1=\"{y:.1}\" x2=\"{:.1}\" y2=\"{y:.1}\" stroke=\"#dddddd\"/>\
             <text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"end\">{value}</text>",
            WIDTH - RIGHT,
            LEFT - 8.0,
            y + 4.0
        );
    }
    for functions in SIZES {
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{functions}</text>",
            horizontal(functions),
            HEIGHT - BOTTOM + 22.0
        );
    }
    let lines: Vec<Line> = names(results)
        .into_iter()
        .zip(COLOURS)
        .map(|(name, colour)| Line::of(results, name, colour))
        .collect();
    lines.iter().for_each(|line| line.draw(&mut svg));
    let ends = lines.iter().filter_map(|line| Some(line.points.last()?.1));
    let places = apart(ends.collect());
    let lines = lines.iter().filter(|line| !line.points.is_empty());
    for (line, y) in lines.zip(places) {
        line.label(&mut svg, y);
    }
    svg.push_str("</svg>\n");
    svg
}

/// Heights of labels that want to stand at these, each far enough from the others to be read.
fn apart(wanted: Vec<f64>) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|&a, &b| wanted[a].total_cmp(&wanted[b]));
    let mut places = wanted;
    for pair in order.windows(2) {
        places[pair[1]] = places[pair[1]].max(places[pair[0]] + LABEL);
    }
    places
}

/// What is drawn of a server.
struct Line<'r> {
    name: &'r str,
    colour: &'static str,
    points: Vec<(f64, f64)>,
}

impl<'r> Line<'r> {
    fn of(results: &Results, name: &'r str, colour: &'static str) -> Line<'r> {
        let point = |functions: usize| {
            let samples = results.of(name, functions)?;
            Some((horizontal(functions), vertical(key(samples))))
        };
        let points = SIZES.into_iter().filter_map(point).collect();
        Line {
            name,
            colour,
            points,
        }
    }

    fn draw(&self, svg: &mut String) {
        let (points, colour) = (&self.points, self.colour);
        let path: Vec<String> = points
            .iter()
            .map(|(x, y)| format!("{x:.1},{y:.1}"))
            .collect();
        let _ = writeln!(
            svg,
            "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
            path.join(" ")
        );
        for (x, y) in points {
            let _ = writeln!(
                svg,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>"
            );
        }
    }

    /// Its name behind the last point, at a height.
    fn label(&self, svg: &mut String, y: f64) {
        let x = self.points.last().map_or(LEFT, |(x, _)| *x);
        let name = self.name.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{}\">{name}</text>",
            x + 10.0,
            y + 4.0,
            self.colour
        );
    }
}

fn horizontal(functions: usize) -> f64 {
    let (first, last) = (SIZES[0] as f64, SIZES[SIZES.len() - 1] as f64);
    let part = (functions as f64 / first).ln() / (last / first).ln();
    LEFT + 15.0 + part * (WIDTH - LEFT - RIGHT - 30.0)
}

fn vertical(ms: f64) -> f64 {
    let (low, high) = (f64::from(DECADES.0), f64::from(DECADES.1));
    let part = (ms.max(1e-3).log10() - low) / (high - low);
    HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_keep_their_distance() {
        assert_eq!(apart(vec![50.0, 10.0, 100.0]), [50.0, 10.0, 100.0]);
        assert_eq!(apart(vec![50.0, 49.0, 60.0]), [65.0, 49.0, 81.0]);
        assert!(apart(Vec::new()).is_empty());
    }
}
