//! Loads policy sets and requests for the commands.

use std::io::Write;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value as Json;

use super::{Failed, input};
use crate::policy::load::files::format_of;
use crate::policy::{PolicySet, Problem, Request};

/// The set at a path. Its errors go to standard error; with `strict` they are an error of the command.
pub(super) fn load(path: &Path, strict: bool) -> Result<PolicySet, Failed> {
    let set = PolicySet::load(path).map_err(|error| {
        let fatal = error.problems.iter().filter(|problem| problem.fatal);
        let lines: Vec<String> = fatal.map(|problem| format!("  {problem}")).collect();
        Failed::Usage(format!("{} cannot be used:\n{}", path.display(), lines.join("\n")))
    })?;
    if set.models().is_empty() {
        return Err(Failed::Usage(format!(
            "{} holds no policies: no export, no workflow, no flow file",
            path.display()
        )));
    }
    let errors: Vec<_> = set.problems.iter().filter(|problem| problem.is_error()).collect();
    if strict && !errors.is_empty() {
        let lines: Vec<String> = errors.iter().map(|problem| format!("  {problem}")).collect();
        return Err(Failed::Usage(format!(
            "{} has errors, and --strict asks for none:\n{}",
            path.display(),
            lines.join("\n")
        )));
    }
    for problem in &errors {
        // Where standard error is closed, the decisions still tell what denies.
        let _ = writeln!(std::io::stderr(), "rulec: {problem}");
    }
    Ok(set)
}

/// What is wrong with the policies at a path.
#[derive(Default)]
pub(super) struct Findings {
    /// Whether the path holds policies, or a file that could: then it holds no rules of its own.
    pub is_set: bool,
    /// The findings.
    pub problems: Vec<Problem>,
    /// Distinct rules, lists and grids.
    pub rules: usize,
}

/// The findings about the exports, workflows and flow files at a path.
pub(super) fn findings(path: &Path) -> Findings {
    let part = path.is_file() && format_of(&path.to_string_lossy()).is_some();
    if !part && !path.is_dir() {
        return Findings::default();
    }
    match PolicySet::load(path) {
        Ok(set) => Findings {
            is_set: part || !set.models().is_empty(),
            rules: set.programs.len(),
            problems: set.problems,
        },
        Err(error) => Findings {
            is_set: true,
            rules: 0,
            problems: error.problems,
        },
    }
}

/// A request from JSON; one that does not say when gets the current time.
pub(super) fn request(mut json: Json) -> Result<Request, String> {
    if let Json::Object(fields) = &mut json
        && fields.get("now").is_none_or(Json::is_null)
    {
        fields.insert("now".to_owned(), Json::from(now()));
    }
    Request::from_json(json).map_err(|error| format!("The request is not usable: {error}"))
}

/// A request from a text.
pub(super) fn request_text(text: &str) -> Result<Request, String> {
    let json = serde_json::from_str(text).map_err(|error| format!("The request is not JSON: {error}"))?;
    request(json)
}

/// A request from a file.
pub(super) fn request_file(path: &Path) -> Result<Request, Failed> {
    let text = input::read_text(path)?;
    request_text(&text).map_err(|error| Failed::Usage(format!("{}: {error}", path.display())))
}

/// Milliseconds since 1970: the one place where a clock is read.
fn now() -> u64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
}
