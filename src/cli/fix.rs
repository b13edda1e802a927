//! `rulec check --fix`: applies fixes before what is left is reported.

use std::io::Write;

use super::check::{CheckArgs, diagnostics};
use super::levels::settings_of;
use super::rewrite::{self, Mode};
use super::terminal::say;
use super::{Failed, Found, input, set};
use crate::diag::Style;
use crate::fix::{Fixed, Wanted, fix};
use crate::limits::Limits;
use crate::lint::schema_of as schema;
use crate::policy::rules::RulesOfSet;
use crate::report::{Format, Reporter};
use crate::source::Source;

/// Fixes the rules at the paths; whether anything changed, or would.
pub(super) fn run(args: &CheckArgs, wanted: Wanted, out: &mut dyn Write) -> Result<bool, Failed> {
    let mode = if args.diff { Mode::Diff } else { Mode::Write };
    let mut changed = false;
    let mut paths = Vec::new();
    for path in &args.paths {
        match set::rules(path) {
            Some(rules) => changed |= of_set(args, wanted, mode, &rules, out)?,
            None if input::is_compiled(path) => return Err(input::compiled(path)),
            None => paths.push(path.clone()),
        }
    }
    if paths.is_empty() {
        return Ok(changed);
    }
    // What cannot be read is told by the report that follows.
    for path in &input::rule_files(&paths, &mut Vec::new()) {
        let Ok(source) = input::read_rule(path, args.lang) else {
            continue;
        };
        let settings = settings_of(path)?;
        let levels = args.lints.levels(&settings.lint);
        let schema = schema(source.dialect);
        let fixed = fix(&source, &schema, &Limits::default(), wanted, &|text| {
            diagnostics(text, &settings.lint, &levels)
        });
        tell(args, &source.name, &fixed);
        changed |= fixed.text != source.text;
        rewrite::file(mode, path, &source.text, &fixed.text, out)?;
    }
    Ok(changed)
}

/// Fixes the rule of standard input: its text goes to standard output, and what is left is reported on standard error.
pub(super) fn stdin(args: &CheckArgs, wanted: Wanted, out: &mut dyn Write) -> Result<Found, Failed> {
    let [path] = &args.paths[..] else {
        return Err(Failed::Usage(
            "standard input is fixed alone, since its text goes to standard output; leave the other paths out"
                .to_owned(),
        ));
    };
    let source = input::read_rule(path, args.lang)?;
    let settings = settings_of(path)?;
    let levels = args.lints.levels(&settings.lint);
    let find = |text: &Source| diagnostics(text, &settings.lint, &levels);
    let fixed = fix(&source, &schema(source.dialect), &Limits::default(), wanted, &find);
    tell(args, &source.name, &fixed);
    if args.diff {
        rewrite::file(Mode::Diff, path, &source.text, &fixed.text, out)?;
        return Ok(Found::any(fixed.text != source.text));
    }
    write!(out, "{}", fixed.text)?;
    let source = Source {
        text: fixed.text,
        ..source
    };
    let left = find(&source);
    if !left.is_empty() || args.format != Format::Human {
        out.flush()?;
        let mut report = Vec::new();
        let mut reporter = Reporter::new(args.format, Style::Plain, &mut report);
        reporter.rule(&source, &left)?;
        reporter.finish((!args.is_terse()).then_some(1))?;
        say(&String::from_utf8_lossy(&report));
    }
    Ok(Found::any(!left.is_empty()))
}

fn of_set(args: &CheckArgs, wanted: Wanted, mode: Mode, set: &RulesOfSet, out: &mut dyn Write) -> Result<bool, Failed> {
    let levels = args.lints.levels(&set.settings.lint);
    let mut changed = Vec::new();
    for rule in &set.rules {
        let fixed = fix(
            &rule.source,
            &set.schema_of(rule),
            &Limits::default(),
            wanted,
            &|text| set.check(rule, text, &levels),
        );
        tell(
            args,
            &format!("{}: the rule {:?}", set.file_of(rule), rule.source.name),
            &fixed,
        );
        if fixed.text != rule.source.text {
            changed.push((rule, fixed.text));
        }
    }
    rewrite::rules(mode, set, &changed, out)?;
    Ok(!changed.is_empty())
}

/// Says on standard error what was fixed, where that is wanted, and which fixes were not what they claim to be.
fn tell(args: &CheckArgs, name: &str, fixed: &Fixed) {
    let mut text = String::new();
    for change in fixed.applied.iter().filter(|_| !args.quiet) {
        text.push_str(&format!("rulec: {name}: fixed {}: {}\n", change.code, change.title));
    }
    for change in &fixed.dropped {
        text.push_str(&format!(
            "rulec: {name}: not fixed {}: {}; a decision would change\n",
            change.code, change.title
        ));
    }
    say(&text);
}
