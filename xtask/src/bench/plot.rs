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
    for (name, colour) in names(results).into_iter().zip(COLOURS) {
        line(&mut svg, results, name, colour);
    }
    svg.push_str("</svg>\n");
    svg
}

fn line(svg: &mut String, results: &Results, name: &str, colour: &str) {
    let mut points = Vec::new();
    for functions in SIZES {
        if let Some(samples) = results.of(name, functions) {
            points.push((horizontal(functions), vertical(key(samples))));
        }
    }
    let path: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let _ = writeln!(
        svg,
        "<polyline points=\"{}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>",
        path.join(" ")
    );
    for (x, y) in &points {
        let _ = writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"4\" fill=\"{colour}\"/>"
        );
    }
    if let Some((x, y)) = points.last() {
        let name = name.replace('&', "&amp;").replace('<', "&lt;");
        let _ = writeln!(
            svg,
            "<text x=\"{:.1}\" y=\"{:.1}\" fill=\"{colour}\">{name}</text>",
            x + 10.0,
            y + 4.0
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
