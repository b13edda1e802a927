//! `rulec fmt`: rules in one layout.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::{Failed, Found, Lang, input, rewrite, tell};
use crate::format::format;
use crate::schema::Schema;
use crate::source::Dialect;

const EXAMPLES: &str = "\
Examples:
  rulec fmt rules/                  write every .js and .rb file below a folder anew
  rulec fmt rules/ --check          list the files that would change
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

pub(super) fn run(args: &FmtArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let mut tally = Tally::default();
    for path in &input::rule_files(&args.paths, &mut tally.problems) {
        let source = match input::read_rule(path, args.lang) {
            Ok(source) => source,
            Err(problem) => {
                tally.problems.push(problem);
                continue;
            }
        };
        let text = match format(&source, &schema(source.dialect)) {
            Ok(text) => text,
            Err(kept) => {
                if input::is_stdin(path) && !args.check && !args.diff {
                    write!(out, "{}", source.text)?;
                }
                let message = format!("{} stays as it is: {kept}", source.name);
                tally.problems.push(Failed::Usage(message));
                continue;
            }
        };
        let changed = text != source.text;
        tally.changed += usize::from(changed);
        tally.same += usize::from(!changed);
        if args.diff {
            write!(out, "{}", rewrite::diff(&source.name, &source.text, &text))?;
        }
        if args.check && changed {
            writeln!(out, "{}", source.name)?;
        }
        if args.check || args.diff {
            continue;
        }
        if input::is_stdin(path) {
            write!(out, "{text}")?;
        } else if changed && let Err(problem) = rewrite::write(path, &text) {
            tally.problems.push(problem);
        }
    }
    finish(args, tally, out)
}

/// What a rule in a file of its own may name.
fn schema(dialect: Dialect) -> Schema {
    let mut schema = Schema::batch();
    // Rules of exports call it bare; the batch interface alone has no such function.
    schema.has_intersection = dialect == Dialect::JavaScript;
    schema
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
