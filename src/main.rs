//! The `rulec` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    rulec::cli::main()
}
