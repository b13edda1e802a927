//! One file for each model: its levels, its defaults, its messages. All of them run programs of the same machine.

pub mod core;
pub mod flowrunner;
pub mod keep;
pub mod task;

use super::load::core::Origin;
use super::load::files::{File, Format, format_of};
use super::load::place::{Step, inside, shown};
use super::problem::{InRule, Problem};
use super::programs::{Programs, RuleId};
use crate::diag::Code;

/// A finding about a place of an export.
fn problem_at(files: &[File], origin: &Origin, code: Code, message: impl Into<String>) -> Problem {
    let Some(file) = files.get(origin.file) else {
        return Problem::new(code, "", shown(&origin.path), message);
    };
    let json = format_of(&file.name) == Some(Format::Json);
    let place = json.then(|| file.line_column(file.start_of(&origin.path)));
    Problem::new(code, &file.name, shown(&origin.path), message).at(place)
}

/// Reports a rule that did not compile, with its place in the export: the rule is the field `rule` at the origin.
fn report_rule(
    programs: &Programs,
    rule: RuleId,
    name: &str,
    files: &[File],
    origin: &Origin,
    problems: &mut Vec<Problem>,
) {
    let known = programs.rule(rule);
    let Err(report) = &known.program else { return };
    let Some(file) = files.get(origin.file) else { return };
    let mut path = origin.path.clone();
    path.push(Step::Key("rule".to_owned()));
    let start = file.start_of(&path);
    for found in report.diagnostics.iter().filter(|found| found.is_error()) {
        let byte = |offset: u32| inside(&file.text, start, offset as usize);
        let (from, until) = (byte(found.span.start), byte(found.span.end));
        let (line, column) = known.source.line_column(found.span.start);
        let message = format!(
            "the rule of {name:?} does not compile, and where it is assigned it denies; line {line}, column {column} of the rule: {} ({} {})",
            found.message,
            found.code,
            found.code.name()
        );
        let number = |byte: usize| u32::try_from(byte).unwrap_or(u32::MAX);
        let in_rule = InRule {
            source: known.source.clone(),
            diagnostic: found.clone().note("where this rule is assigned, it denies"),
            span: [number(from), number(until)],
            until: file.line_column(until),
        };
        let problem = Problem::new(Code::E0808, &file.name, shown(&path), message);
        problems.push(Problem {
            in_rule: Some(Box::new(in_rule)),
            ..problem.at(Some(file.line_column(from)))
        });
    }
}
