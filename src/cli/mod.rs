//! The `rulec` command: arguments → library calls → text and an exit status.
//!
//! Status 0: nothing to report. 1: findings, a refused rule, a throw or a fault. 2: wrong usage, or something could not
//! be read or written. Colour only on a terminal; a closed pipe ends the command quietly.

mod check;
mod compile;
mod completions;
mod decide;
mod disasm;
mod eval;
mod explain;
mod explain_decision;
mod fix;
mod fmt;
mod input;
mod levels;
mod ls;
mod man;
mod matrix;
mod progress;
mod rewrite;
mod rule;
mod search;
mod set;
mod terminal;

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};

use self::terminal::{Terminal, say};
use crate::diag::Style;
use crate::source::Dialect;

const EXAMPLES: &str = "\
Examples:
  rulec eval --lang js -e \"['HR', 'IT'].includes('HR')\"
  rulec check rules/
  rulec explain E0301

Exit status: 0 fine, 1 findings, 2 wrong usage or something could not be read or written.";

/// Compiles, checks and runs access rules written in JavaScript and Ruby.
#[derive(Debug, Parser)]
#[command(
    name = "rulec",
    version,
    about,
    after_help = EXAMPLES,
    arg_required_else_help = true,
    propagate_version = true
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Tell what is wrong with rules: files, folders that are searched for `.js` and `.rb`, and exports.
    #[command(visible_alias = "lint")]
    Check(check::CheckArgs),
    /// Write rules in one layout, with the same meaning.
    Fmt(fmt::FmtArgs),
    /// Run a rule and print its value and whether it is true.
    Eval(eval::EvalArgs),
    /// Compile a rule or a policy set, say what is known of it, and write what a host loads.
    #[command(mut_arg("file", |file| file.help(compile::FILE)))]
    Compile(compile::CompileArgs),
    /// Print the bytecode of a rule with the source beside it.
    Disasm(disasm::DisasmArgs),
    /// Decide requests with a policy set: exports, workflows, flow files.
    Decide(decide::DecideArgs),
    /// Explain a decision: who decides, what the rule saw, which clause decided.
    ExplainDecision(explain_decision::ExplainDecisionArgs),
    /// List what a policy set holds.
    Ls(ls::LsArgs),
    /// Print a table of who may do what.
    Matrix(matrix::MatrixArgs),
    /// Keep those submissions of standard input that a caller may see.
    Search(search::SearchArgs),
    /// Explain a diagnostic code: what it means and what to write instead.
    Explain(explain::ExplainArgs),
    /// Print what a shell needs to complete this command's arguments.
    Completions(completions::CompletionsArgs),
    /// Print the manual page, or write one for each command into a folder.
    Man(man::ManArgs),
}

/// A language, as options name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Lang {
    /// JavaScript.
    #[value(alias = "javascript")]
    Js,
    /// Ruby.
    #[value(alias = "rb")]
    Ruby,
}

impl From<Lang> for Dialect {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Js => Dialect::JavaScript,
            Lang::Ruby => Dialect::Ruby,
        }
    }
}

/// How a command that answers prints.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// What a command found.
enum Found {
    /// Nothing to report.
    Nothing,
    /// Something to report, which was printed.
    Something,
    /// Something could not be read, which was told; the rest was done.
    Unreadable,
}

impl Found {
    /// Whether there is something to report.
    fn any(something: bool) -> Found {
        if something { Found::Something } else { Found::Nothing }
    }
}

/// Why a command could not do its work.
#[derive(Debug)]
enum Failed {
    /// Wrong usage or unreadable input: the text for the user.
    Usage(String),
    /// Standard input could not be read.
    Input(io::Error),
    /// Output could not be written.
    Output(io::Error),
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Failed::Output(error)
    }
}

/// Runs the command line of this process.
pub fn main() -> ExitCode {
    let cli = Cli::parse();
    let stdout = io::stdout();
    let mut out: Box<dyn Write> = if stdout.is_terminal() {
        Box::new(io::BufWriter::new(Terminal::new(stdout.lock())))
    } else {
        Box::new(io::BufWriter::new(stdout.lock()))
    };
    let result = run(cli, &mut *out).and_then(|found| out.flush().map(|()| found).map_err(Failed::Output));
    match result {
        Ok(Found::Nothing) => ExitCode::SUCCESS,
        Ok(Found::Something) => ExitCode::from(1),
        Ok(Found::Unreadable) => ExitCode::from(2),
        Err(Failed::Output(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(failed) => {
            tell(&failed);
            ExitCode::from(2)
        }
    }
}

/// Says on standard error why something could not be done.
fn tell(failed: &Failed) {
    let message = match failed {
        Failed::Usage(message) => message.clone(),
        Failed::Input(error) => format!("cannot read standard input: {error}"),
        Failed::Output(error) => format!("cannot write: {error}"),
    };
    say(&format!("rulec: {message}\n"));
}

fn run(cli: Cli, out: &mut dyn Write) -> Result<Found, Failed> {
    match cli.command {
        Command::Check(args) => check::run(&args, out),
        Command::Fmt(args) => fmt::run(&args, out),
        Command::Eval(args) => eval::run(&args, out),
        Command::Compile(args) => compile::run(&args, out),
        Command::Disasm(args) => disasm::run(&args, out),
        Command::Decide(args) => decide::run(&args, out),
        Command::ExplainDecision(args) => explain_decision::run(&args, out),
        Command::Ls(args) => ls::run(&args, out),
        Command::Matrix(args) => matrix::run(&args, out),
        Command::Search(args) => search::run(&args, out),
        Command::Explain(args) => explain::run(&args, out),
        Command::Completions(args) => completions::run(&args, out),
        Command::Man(args) => man::run(&args, out),
    }
}

fn style() -> Style {
    // As https://no-color.org has it: an empty variable asks for nothing.
    let plain = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if io::stdout().is_terminal() && !plain {
        Style::Colour
    } else {
        Style::Plain
    }
}
