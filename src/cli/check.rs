//! `rulec check`: what is wrong with rules, in files of their own and in exports.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::levels::{LintArgs, settings_of};
use super::progress::Progress;
use super::{Failed, Found, Lang, fix, input, set, style, tell};
use crate::compile;
use crate::diag::{Code, Diagnostic};
use crate::fix::Wanted;
use crate::limits::Limits;
use crate::lint::{self, Levels, Setting};
use crate::report::{Format, Level, Reporter, Site};
use crate::source::Source;

const EXAMPLES: &str = "\
Examples:
  rulec check rules/                        every .js and .rb file below a folder
  rulec check export/                       the policies and rules of an export
  rulec check export/ --format sarif        for code scanning; json and github as well
  rulec check rules/ --deny correctness --ignore W1044 --warn style
  rulec check rules/ --fix                  apply the fixes that change no decision, then report what is left
  rulec check rules/ --unsafe-fixes --diff  what all fixes would change
  echo \"identity('teams'\" | rulec check - --lang js
  rulec check - --lang js --fix < a.js      the rule with its fixes, to standard output

A comment `// rulec: allow(W1032) why it is right here` takes a finding away; `rulec.toml` chooses lints for a folder.

Exit status: 0 nothing found, 1 findings, 2 wrong usage or something could not be read.";

/// Arguments of `rulec check`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CheckArgs {
    /// Files and folders; `-` is standard input.
    #[arg(required = true)]
    pub(super) paths: Vec<PathBuf>,
    /// The language, where a file's ending does not say it.
    #[arg(long, value_enum)]
    pub(super) lang: Option<Lang>,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    pub(super) format: Format,
    /// Apply the fixes that change no decision.
    #[arg(long)]
    fix: bool,
    /// Apply the fixes that change decisions, too.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Write nothing; print what the fixes would change.
    #[arg(long)]
    pub(super) diff: bool,
    /// Print the findings alone: no summary, no progress, nothing of what was fixed.
    #[arg(short, long)]
    pub(super) quiet: bool,
    #[command(flatten)]
    pub(super) lints: LintArgs,
}

impl CheckArgs {
    /// Whether people read the findings and nothing else.
    pub(super) fn is_terse(&self) -> bool {
        self.quiet && self.format == Format::Human
    }
}

pub(super) fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    if args.fix || args.unsafe_fixes || args.diff {
        let wanted = if args.unsafe_fixes { Wanted::All } else { Wanted::Safe };
        if args.paths.iter().any(|path| input::is_stdin(path)) {
            return fix::stdin(args, wanted, out);
        }
        let changed = fix::run(args, wanted, out)?;
        if args.diff {
            return Ok(Found::any(changed));
        }
    }
    let mut reporter = Reporter::new(args.format, style(), out);
    let (mut rules, mut looked, mut unreadable) = (0, false, false);
    let mut paths = Vec::new();
    for path in &args.paths {
        let Some(found) = set::findings(path, &args.lints) else {
            paths.push(path.clone());
            continue;
        };
        // Scripts beside an export are no rules.
        rules += found.programs;
        looked = true;
        unreadable |= found.problems.iter().any(|problem| problem.code == Code::E0801);
        report_set(&mut reporter, found)?;
    }
    let mut problems = Vec::new();
    let files = if paths.is_empty() {
        Vec::new()
    } else {
        input::rule_files(&paths, &mut problems)
    };
    let mut progress = Progress::new("checking", if args.quiet { 0 } else { files.len() });
    for path in &files {
        progress.step();
        let source = match input::read_rule(path, args.lang) {
            Ok(source) => source,
            // What one file lacks does not hide what is wrong with the others.
            Err(problem) => {
                problems.push(problem);
                continue;
            }
        };
        let settings = settings_of(path)?;
        let found = diagnostics(&source, &settings.lint, &args.lints.levels(&settings.lint));
        rules += 1;
        looked = true;
        if !found.is_empty() {
            progress.clear();
        }
        reporter.rule(&source, &found)?;
    }
    progress.clear();
    let counts = reporter.finish((!args.is_terse() && looked).then_some(rules))?;
    if !problems.is_empty() {
        out.flush()?;
        problems.iter().for_each(tell);
        unreadable = true;
    }
    if unreadable {
        return Ok(Found::Unreadable);
    }
    Ok(Found::any(!counts.is_empty()))
}

/// What the compiler and the lints say about a rule in a file of its own.
pub(super) fn diagnostics(source: &Source, settings: &lint::Config, levels: &Levels) -> Vec<Diagnostic> {
    let schema = lint::schema_of(source.dialect);
    let limits = Limits::default();
    let setting = Setting {
        schema: &schema,
        known: &settings.known,
        levels,
        limits: &limits,
    };
    let mut found = lint::check(source, &setting);
    if !found.iter().any(|diagnostic| !lint::is_lint(diagnostic.code))
        && let Err(report) = compile(source, &schema)
    {
        found.extend(report.diagnostics);
    }
    found
}

/// What is wrong with a policy set, and what the lints find in its rules.
fn report_set(reporter: &mut Reporter<'_>, mut found: set::Findings) -> Result<(), Failed> {
    found.rules.keep_problems(&mut found.problems, &found.levels);
    for problem in &found.problems {
        if let Some((rule, diagnostic)) = found.rules.broken(problem)
            && let Some(file) = found.rules.files.get(rule.file)
        {
            let site = Site::at(file, &rule.path, rule.start);
            reporter.embedded(&rule.source, &site, &[diagnostic])?;
            continue;
        }
        let error = problem.is_error() || found.levels.of(problem.code) == lint::Level::Deny;
        reporter.problem(problem, if error { Level::Error } else { Level::Warning })?;
    }
    for located in found.located {
        let rule = &found.rules.rules[located.rule];
        let Some(file) = found.rules.files.get(rule.file) else {
            continue;
        };
        let site = Site::at(file, &rule.path, rule.start);
        reporter.embedded(&rule.source, &site, &[located.diagnostic])?;
    }
    Ok(())
}
