//! `rulec fmt`: rules in one layout.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::rewrite::{self, Mode};
use super::{Failed, Found, Lang, input, set, tell};
use crate::format::format;
use crate::lint::schema_of as schema;
use crate::policy::rules::RulesOfSet;
use crate::schema::Schema;
use crate::source::Source;

const EXAMPLES: &str = "\
Examples:
  rulec fmt rules/                  write every .js and .rb file below a folder anew
  rulec fmt rules/ --check          list the files that would change
  rulec fmt export/                 the rules inside an export, and nothing else of its files
  rulec fmt a.js --diff             print what would change
  rulec fmt - --lang js < a.js      from standard input to standard output

A rule is written anew only where it compiles to the same program as before and keeps every comment.

Exit status: 0 done, 1 something would change (--check, --diff), 2 wrong usage, or some rule stays as it is.";

/// Arguments of `rulec fmt`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct FmtArgs {
    /// Files and folders; `-` is standard input.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// The language, where a file's ending does not say it.
    #[arg(long, value_enum)]
    lang: Option<Lang>,
    /// Write nothing; list the files that would change.
    #[arg(long)]
    check: bool,
    /// Write nothing; print what would change.
    #[arg(long)]
    diff: bool,
}

#[derive(Default)]
struct Tally {
    changed: usize,
    same: usize,
    problems: Vec<Failed>,
}

impl Tally {
    /// The text of a rule in the layout; what stays as it is, is noted.
    fn format(&mut self, source: &Source, name: &str, schema: &Schema) -> Option<String> {
        match format(source, schema) {
            Ok(text) if text == source.text => {
                self.same += 1;
                Some(text)
            }
            Ok(text) => {
                self.changed += 1;
                Some(text)
            }
            Err(kept) => {
                let message = format!("{name} stays as it is: {kept}");
                self.problems.push(Failed::Usage(message));
                None
            }
        }
    }
}

pub(super) fn run(args: &FmtArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let mode = match (args.diff, args.check) {
        (true, _) => Mode::Diff,
        (false, true) => Mode::List,
        (false, false) => Mode::Write,
    };
    let mut tally = Tally::default();
    let mut paths = Vec::new();
    for path in &args.paths {
        match set::rules(path) {
            Some(rules) => of_set(mode, &rules, &mut tally, out)?,
            None => paths.push(path.clone()),
        }
    }
    let files = if paths.is_empty() {
        Vec::new()
    } else {
        input::rule_files(&paths, &mut tally.problems)
    };
    for path in &files {
        let source = match input::read_rule(path, args.lang) {
            Ok(source) => source,
            Err(problem) => {
                tally.problems.push(problem);
                continue;
            }
        };
        let text = tally.format(&source, &source.name, &schema(source.dialect));
        let text = text.as_deref().unwrap_or(&source.text);
        if input::is_stdin(path) && mode == Mode::Write {
            write!(out, "{text}")?;
        } else if let Err(problem) = rewrite::file(mode, path, &source.text, text, out) {
            tally.problems.push(problem);
        }
    }
    finish(args, tally, out)
}

fn of_set(mode: Mode, set: &RulesOfSet, tally: &mut Tally, out: &mut dyn Write) -> Result<(), Failed> {
    let mut changed = Vec::new();
    for rule in &set.rules {
        let name = format!("{}: the rule {:?}", set.file_of(rule), rule.source.name);
        if let Some(text) = tally.format(&rule.source, &name, &set.schema_of(rule))
            && text != rule.source.text
        {
            changed.push((rule, text));
        }
    }
    rewrite::rules(mode, set, &changed, out)
}

fn finish(args: &FmtArgs, tally: Tally, out: &mut dyn Write) -> Result<Found, Failed> {
    let looked = args.check || args.diff;
    if !args.paths.iter().any(|path| input::is_stdin(path)) && !args.diff {
        let verb = if looked { "would change" } else { "written anew" };
        let things = if tally.changed == 1 { "rule" } else { "rules" };
        writeln!(out, "{} {things} {verb}, {} unchanged", tally.changed, tally.same)?;
    }
    out.flush()?;
    tally.problems.iter().for_each(tell);
    Ok(if !tally.problems.is_empty() {
        Found::Unreadable
    } else if looked && tally.changed > 0 {
        Found::Something
    } else {
        Found::Nothing
    })
}
