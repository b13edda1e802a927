//! `rulec fmt`: rules in one layout.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::rewrite::{self, Mode};
use super::{Failed, Found, Lang, input, set, style, tell};
use crate::diag::{Code, Diagnostic};
use crate::format::{Kept, format};
use crate::lint::schema_of as schema;
use crate::policy::rules::RulesOfSet;
use crate::report::{Format, Reporter, Site};
use crate::schema::Schema;
use crate::source::{Source, Span};

const EXAMPLES: &str = "\
Examples:
  rulec fmt rules/                  write every .js and .rb file below a folder anew
  rulec fmt rules/ --check          list the files that would change
  rulec fmt export/                 the rules inside an export, and nothing else of its files
  rulec fmt a.js --diff             print what would change
  rulec fmt rules/ --check --format github   annotations for continuous integration
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
    /// Print no summary.
    #[arg(short, long)]
    quiet: bool,
    /// How to print what would change and what stays as it is.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// What is written and told, and how much of it there is.
struct Tally<'w> {
    mode: Mode,
    changed: usize,
    same: usize,
    problems: Vec<Failed>,
    /// Where findings go; people read lines about files instead.
    reporter: Option<Reporter<'w>>,
}

impl Tally<'_> {
    /// The text of a rule in the layout; none where the rule stays as it is. What is to be said of it is told.
    fn format(
        &mut self,
        source: &Source,
        name: &str,
        schema: &Schema,
        site: Option<&Site<'_>>,
    ) -> Result<Option<String>, Failed> {
        let (text, findings) = match format(source, schema) {
            Ok(text) if text == source.text => {
                self.same += 1;
                return Ok(Some(text));
            }
            Ok(text) => {
                self.changed += 1;
                let found = (self.mode != Mode::Write).then(|| other_layout(source, &text));
                (Some(text), found.into_iter().collect())
            }
            Err(kept) => {
                self.problems
                    .push(Failed::Usage(format!("{name} stays as it is: {kept}")));
                match kept {
                    Kept::Broken(report) => (None, report.diagnostics),
                    kept => (
                        None,
                        vec![Diagnostic::new(Code::W1306, Span::new(0, 0), kept.to_string())],
                    ),
                }
            }
        };
        if let Some(reporter) = &mut self.reporter {
            match site {
                Some(site) => reporter.embedded(source, site, &findings)?,
                None => reporter.rule(source, &findings)?,
            }
        }
        Ok(text)
    }

    /// Writes or lists what changed, where that is asked; a report says it already.
    fn is_shown(&self) -> bool {
        self.mode == Mode::Write || self.reporter.is_none()
    }
}

/// The finding about a rule that has another layout, at the first line that would change.
fn other_layout(source: &Source, text: &str) -> Diagnostic {
    let same = source
        .text
        .lines()
        .zip(text.lines())
        .take_while(|(old, new)| old == new);
    let mut start: usize = same.map(|(line, _)| line.len() + 1).sum();
    start = start.min(source.text.len());
    let end = source.text[start..]
        .find('\n')
        .map_or(source.text.len(), |end| start + end);
    // The text is within the limit on sources, which fits.
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Diagnostic::new(
        Code::W1305,
        Span::new(narrow(start), narrow(end)),
        "the rule has another layout",
    )
    .help("run `rulec fmt`, which changes no decision")
}

pub(super) fn run(args: &FmtArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let mode = match (args.diff, args.check) {
        (true, _) => Mode::Diff,
        (false, true) => Mode::List,
        (false, false) => Mode::Write,
    };
    let is_report = args.format != Format::Human;
    if is_report && mode == Mode::Write && args.paths.iter().any(|path| input::is_stdin(path)) {
        return Err(Failed::Usage(
            "standard output takes the rule; for a report of standard input add --check or --diff".to_owned(),
        ));
    }
    let mut report = Vec::new();
    let mut tally = Tally {
        mode,
        changed: 0,
        same: 0,
        problems: Vec::new(),
        reporter: is_report.then(|| Reporter::new(args.format, style(), &mut report)),
    };
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
        let text = tally.format(&source, &source.name, &schema(source.dialect), None)?;
        let text = text.as_deref().unwrap_or(&source.text);
        if input::is_stdin(path) && mode == Mode::Write {
            write!(out, "{text}")?;
        } else if tally.is_shown()
            && let Err(problem) = rewrite::file(mode, path, &source.text, text, out)
        {
            tally.problems.push(problem);
        }
    }
    let found = finish(args, tally, out)?;
    out.write_all(&report)?;
    Ok(found)
}

fn of_set(mode: Mode, set: &RulesOfSet, tally: &mut Tally<'_>, out: &mut dyn Write) -> Result<(), Failed> {
    let mut changed = Vec::new();
    for rule in &set.rules {
        let name = format!("{}: the rule {:?}", set.file_of(rule), rule.source.name);
        let site = set
            .files
            .get(rule.file)
            .map(|file| Site::at(file, &rule.path, rule.start));
        if let Some(text) = tally.format(&rule.source, &name, &set.schema_of(rule), site.as_ref())?
            && text != rule.source.text
        {
            changed.push((rule, text));
        }
    }
    if tally.is_shown() {
        rewrite::rules(mode, set, &changed, out)?;
    }
    Ok(())
}

fn finish(args: &FmtArgs, tally: Tally<'_>, out: &mut dyn Write) -> Result<Found, Failed> {
    let looked = tally.mode != Mode::Write;
    match tally.reporter {
        Some(reporter) => {
            reporter.finish(Some(tally.changed + tally.same + tally.problems.len()))?;
        }
        None if args.quiet || tally.changed + tally.same == 0 => {}
        None if args.diff || args.paths.iter().any(|path| input::is_stdin(path)) => {}
        None => {
            let verb = if looked { "would change" } else { "written anew" };
            let things = if tally.changed == 1 { "rule" } else { "rules" };
            writeln!(out, "{} {things} {verb}, {} unchanged", tally.changed, tally.same)?;
        }
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
