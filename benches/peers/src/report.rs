//! The table: what a person reads on the terminal, and the same as Markdown.

use std::fmt::Write;

use crate::measure::Sample;
use crate::rules::Rule;

/// One row: an evaluator and its sample of each rule.
pub struct Row {
    /// The evaluator, with its version.
    pub name: String,
    /// In the order of [`Rule::ALL`]; nothing where it has no words for the rule.
    pub samples: Vec<Option<Sample>>,
}

/// A table of one figure of each sample.
pub fn table(rows: &[Row], figure: fn(&Sample) -> String) -> String {
    let mut text = String::from("| evaluator |");
    for rule in Rule::ALL {
        let _ = write!(text, " {} |", rule.name());
    }
    text.push_str("\n| --- |");
    text.push_str(&" ---: |".repeat(Rule::ALL.len()));
    for row in rows {
        let _ = write!(text, "\n| {} |", row.name);
        for sample in &row.samples {
            let _ = write!(text, " {} |", sample.as_ref().map_or("–".to_owned(), figure));
        }
    }
    text.push('\n');
    text
}

/// A table of other figures.
pub fn plain(heads: &[&str], rows: impl IntoIterator<Item = (String, Vec<String>)>) -> String {
    let mut text = format!("| {} |\n| --- |", heads.join(" | "));
    text.push_str(&" ---: |".repeat(heads.len() - 1));
    for (name, figures) in rows {
        let _ = write!(text, "\n| {name} | {} |", figures.join(" | "));
    }
    text.push('\n');
    text
}

/// An evaluator with the version of the package that it names in brackets.
pub fn labelled(name: &str) -> String {
    match name.strip_suffix(')').and_then(|name| name.split_once('(')) {
        Some((name, package)) => format!("{name}({package} {})", version(package)),
        None => name.replacen("rulec", &format!("rulec {}", version("rulec")), 1),
    }
}

/// Nanoseconds with as many digits as they carry.
pub fn nanoseconds(ns: f64) -> String {
    match ns {
        ns if ns < 10.0 => format!("{ns:.1}"),
        ns if ns < 10_000.0 => format!("{ns:.0}"),
        ns => format!("{:.0} µs", ns / 1_000.0),
    }
}

/// A ratio with as many digits as it carries.
pub fn ratio(ratio: f64) -> String {
    if ratio < 10.0 {
        format!("{ratio:.2}")
    } else {
        format!("{ratio:.0}")
    }
}

/// The version of a package in the lock file of this one.
pub fn version(package: &str) -> &'static str {
    let lock = include_str!("../Cargo.lock");
    let wanted = format!("name = \"{package}\"\nversion = \"");
    lock.split_once(&wanted)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map_or("", |(version, _)| version)
}

/// The processor and the system that this ran on.
pub fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map(|line| line.trim_start_matches([' ', '\t', ':']));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    format!(
        "{} ({}), {cores} cores",
        model.unwrap_or("unknown processor"),
        std::env::consts::OS
    )
}
