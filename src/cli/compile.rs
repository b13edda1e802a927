//! `rulec compile`: a rule, or the rules of a set, as bytes that a host loads without a compiler.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::json;

use super::rule::RuleArgs;
use super::{Failed, Found, set, style};
use crate::bytecode::Bundle;
use crate::compile::compile;
use crate::report::{Format, Reporter, VERSION};
use crate::schema::Schema;

const EXAMPLES: &str = "\
Examples:
  rulec compile rule.js                     what the rule reads and uses, and whether it can fail
  rulec compile rule.rb -o rule.program
  rulec compile exports -o exports.bundle   every rule of a policy set in one file, identical ones once
  rulec compile --lang ruby -e '@identity.teams.include?(\"HR\")' --format json

Exit status: 0 compiled, 1 refused, 2 wrong usage or something could not be read or written.";

/// Arguments of `rulec compile`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct CompileArgs {
    #[command(flatten)]
    rule: RuleArgs,
    /// Where the program goes; without it the rule is compiled and described, and nothing is written.
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

/// Compiles the set in a folder.
fn bundle(args: &CompileArgs, folder: &Path, out: &mut dyn Write) -> Result<Found, Failed> {
    let set = set::load(folder, false)?;
    let bytes = set
        .bundle()
        .ok_or_else(|| Failed::Usage(format!("the rules of {} are too many for one file", folder.display())))?;
    let read = Bundle::read(bytes.clone()).map_err(|error| Failed::Usage(error.to_string()))?;
    write(args, &bytes)?;
    let refused = set.programs.compiled().filter(Option::is_none).count();
    let (rules, programs) = (read.len(), read.distinct());
    match args.format {
        Format::Json => writeln!(
            out,
            "{}",
            json!({"version": VERSION, "bytes": bytes.len(), "rules": rules, "programs": programs, "refused": refused})
        )?,
        _ => writeln!(
            out,
            "{}: {} bytes, {rules} rules, {programs} programs, {refused} rules were refused",
            folder.display(),
            bytes.len()
        )?,
    }
    Ok(if refused == 0 { Found::Nothing } else { Found::Something })
}

pub(super) fn run(args: &CompileArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    if let Some(folder) = args.rule.folder() {
        return bundle(args, folder, out);
    }
    let source = args.rule.read()?;
    let program = match compile(&source, &Schema::batch()) {
        Ok(program) => program,
        Err(report) => {
            let mut reporter = Reporter::new(args.format, style(), out);
            reporter.rule(&source, &report.diagnostics)?;
            reporter.finish(0)?;
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
            Reporter::new(args.format, style(), out).finish(1)?;
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
