//! Loads policy sets and requests for the commands.

use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::Value as Json;

use super::levels::LintArgs;
use super::terminal::say;
use super::{Failed, input};
use crate::limits::Limits;
use crate::lint::Levels;
use crate::policy::load::Reading;
use crate::policy::load::files::format_of;
use crate::policy::rules::{Located, RulesOfSet};
use crate::policy::{LoadError, PolicySet, Problem, Request, read_json};

/// The set at a path. Its errors go to standard error; with `strict` they are an error of the command.
pub(super) fn load(path: &Path, strict: bool) -> Result<PolicySet, Failed> {
    let set = usable(path, PolicySet::load(path))?;
    tell_errors(path, &set, strict)?;
    Ok(set)
}

/// The set at a path with its bundle; its errors as [`load`] tells them.
pub(super) fn bundle(path: &Path) -> Result<(PolicySet, Vec<u8>), Failed> {
    let made = PolicySet::bundle(Reading::path(path, &Limits::default()));
    let (made, bundle) = match made {
        Ok((set, bundle)) => (Ok(set), bundle),
        Err(error) => (Err(error), None),
    };
    let set = usable(path, made)?;
    tell_errors(path, &set, false)?;
    let bundle = bundle.ok_or_else(|| {
        let most = Limits::default().bundle_bytes;
        Failed::Usage(format!(
            "the bundle of {} would be larger than {most} bytes",
            path.display()
        ))
    })?;
    Ok((set, bundle))
}

/// The set that was made of what is at a path, where it holds policies.
fn usable(path: &Path, made: Result<PolicySet, LoadError>) -> Result<PolicySet, Failed> {
    let set = made.map_err(|error| {
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
    Ok(set)
}

fn tell_errors(path: &Path, set: &PolicySet, strict: bool) -> Result<(), Failed> {
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
        say(&format!("rulec: {problem}\n"));
    }
    Ok(())
}

/// What is wrong with the policies at a path.
pub(super) struct Findings {
    /// The findings about the set.
    pub problems: Vec<Problem>,
    /// Its rules.
    pub rules: RulesOfSet,
    /// The levels of the lints.
    pub levels: Levels,
    /// What the lints find in the rules.
    pub located: Vec<Located>,
    /// Distinct rules, lists and grids.
    pub programs: usize,
}

/// The findings about the exports, workflows and flow files at a path; none where it holds no policies, and no file that
/// could: then it holds rules of its own.
pub(super) fn findings(path: &Path, lints: &LintArgs) -> Option<Findings> {
    let part = path.is_file() && (format_of(&path.to_string_lossy()).is_some() || input::is_compiled(path));
    if !part && !path.is_dir() {
        return None;
    }
    let reading = Reading::path(path, &Limits::default());
    let rules = RulesOfSet::of(&reading);
    let levels = lints.levels(&rules.settings.lint);
    // The lints need nothing of the set, so that both are made at once.
    let (built, located) = std::thread::scope(|scope| {
        let located = scope.spawn(|| rules.findings(&levels));
        let built = PolicySet::build_to_look_at(reading);
        (built, located.join())
    });
    let located = located.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    let (problems, programs, is_set) = match built {
        Ok(set) => {
            let is_set = !set.models().is_empty();
            (set.problems, set.programs.len(), is_set)
        }
        Err(error) => (error.problems, 0, true),
    };
    (part || is_set).then_some(Findings {
        problems,
        rules,
        levels,
        located,
        programs,
    })
}

/// The rules of the exports at a path; none where it holds none, and no file that could.
pub(super) fn rules(path: &Path) -> Option<RulesOfSet> {
    let part = path.is_file() && format_of(&path.to_string_lossy()).is_some();
    if !part && !path.is_dir() {
        return None;
    }
    let rules = RulesOfSet::of(&Reading::path(path, &Limits::default()));
    (part || !rules.rules.is_empty()).then_some(rules)
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
    let json = read_json(text).map_err(|error| format!("The request is not JSON that can be used: {error}"))?;
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
