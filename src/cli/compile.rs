//! `rulec compile`: a rule, or a policy set, as bytes that a host loads without compiling.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::rule::RuleArgs;
use super::{Failed, Found, set, style};
use crate::bytecode::Bundle;
use crate::compile::compile;
use crate::report::{Format, Level, Reporter, VERSION};
use crate::schema::Schema;

const EXAMPLES: &str = "\
Examples:
  rulec compile rule.js                     what the rule reads and uses, and whether it can fail
  rulec compile rule.rb -o rule.program
  rulec compile --lang ruby -e '@identity.teams.include?(\"HR\")' --format json
  rulec compile exports -o exports.bundle   a whole policy set in one file
  rulec decide exports.bundle --jsonl       whatever takes a set takes the file

The bundle of a set holds its settings, its files and their programs. It is loaded without compiling,
and decides, explains and lists as the folder does: a program stands for exactly the text that it was
compiled from. A rule that does not compile denies, as it does in the folder. Compile the set again
when it changes. Neither a program nor a bundle is signed: who may write it decides, as with an export.

Exit status: 0 compiled, 1 a rule is refused or the set has errors, 2 wrong usage or something could not be read or written.";

/// What can be compiled.
pub(super) const FILE: &str =
    "The file with the rule; `-` is standard input. Or a policy set: a folder, or a JSON or YAML file";

/// Arguments of `rulec compile`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompileArgs {
    #[command(flatten)]
    rule: RuleArgs,
    /// Where the program, or the bundle of a set, goes; without it the rule is described, and nothing is written.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// How to print what is known of the rule.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

/// Writes bytes where they are asked for.
fn write(args: &CompileArgs, bytes: &[u8]) -> Result<(), Failed> {
    let Some(path) = &args.output else { return Ok(()) };
    fs::write(path, bytes).map_err(|error| Failed::Usage(format!("cannot write {}: {error}", path.display())))
}

/// Compiles a policy set.
fn bundle(args: &CompileArgs, path: &Path, out: &mut dyn Write) -> Result<Found, Failed> {
    let (set, bytes) = set::bundle(path)?;
    write(args, &bytes)?;
    let length = bytes.len();
    let read = Bundle::read(bytes).map_err(|error| Failed::Usage(error.to_string()))?;
    let refused = set.programs.compiled().filter(Option::is_none).count();
    let errors = set.problems.iter().filter(|problem| problem.is_error()).count();
    let (rules, programs) = (read.len(), read.distinct());
    match args.format {
        Format::Json => writeln!(
            out,
            "{}",
            json!({"version": VERSION, "bytes": length, "rules": rules, "programs": programs, "refused": refused, "errors": errors})
        )?,
        Format::Sarif | Format::Github => {
            let mut reporter = Reporter::new(args.format, style(), out);
            for problem in set.problems.iter().filter(|problem| problem.is_error()) {
                reporter.problem(problem, Level::Error)?;
            }
            reporter.finish(Some(set.programs.len()))?;
        }
        Format::Human => {
            let refused = match refused {
                0 => "every rule compiles".to_owned(),
                1 => "1 rule does not compile and denies".to_owned(),
                many => format!("{many} rules do not compile and deny"),
            };
            let name = path.display();
            writeln!(
                out,
                "{name}: {length} bytes; programs: {programs}, names: {rules}; {refused}"
            )?;
        }
    }
    Ok(match refused + errors {
        0 => Found::Nothing,
        _ => Found::Something,
    })
}

pub(super) fn run(args: &CompileArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    if let Some(path) = args.rule.set()? {
        return bundle(args, path, out);
    }
    let source = args.rule.read()?;
    let program = match compile(&source, &Schema::batch()) {
        Ok(program) => program,
        Err(report) => {
            let mut reporter = Reporter::new(args.format, style(), out);
            reporter.rule(&source, &report.diagnostics)?;
            reporter.finish(None)?;
            return Ok(Found::Something);
        }
    };
    let bytes = program.to_bytes();
    write(args, &bytes)?;
    let facts = program.facts();
    match args.format {
        Format::Human => {}
        Format::Json => {
            writeln!(
                out,
                "{}",
                json!({"version": VERSION, "bytes": bytes.len(), "facts": facts})
            )?;
            return Ok(Found::Nothing);
        }
        Format::Sarif | Format::Github => {
            Reporter::new(args.format, style(), out).finish(Some(1))?;
            return Ok(Found::Nothing);
        }
    }
    writeln!(
        out,
        "{}: {} bytes, {} instructions",
        source.name,
        bytes.len(),
        program.code.len()
    )?;
    for binding in &facts.bindings {
        writeln!(out, "  reads     {} {}", binding.section, binding.key)?;
    }
    for section in &facts.open_sections {
        writeln!(out, "  reads     {section}, any key")?;
    }
    if !facts.members.is_empty() {
        writeln!(out, "  uses      {}", facts.members.join(", "))?;
    }
    writeln!(
        out,
        "  can fail  {}",
        if facts.can_fail { "yes, for some bindings" } else { "no" }
    )?;
    if let Some(cost) = facts.cost {
        writeln!(out, "  cost      at most {cost} instructions")?;
    }
    if let Some(constant) = facts.constant {
        writeln!(out, "  result    always {constant}")?;
    }
    Ok(Found::Nothing)
}
