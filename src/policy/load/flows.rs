//! Reads flow files: the grids of FlowRunner, in JSON or YAML (F11). `docs/schemas/flows.json` is their schema.
//!
//! Every cell, name and status is checked; an unknown value is refused and never read as "inherit" (F10).

use serde_json::Value as Json;

use super::Reading;
use super::fields::Fields;
use super::files::File;
use super::tree::Tree;
use crate::diag::Code;
use crate::policy::model::flowrunner::{Cell, Grid, role_name};
use crate::policy::problem::Problem;
use crate::policy::settings::Precedence;

/// A flow as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Its name.
    pub name: String,
    /// Its status.
    pub status: String,
    /// Its cells.
    pub grid: Grid,
}

/// The flows of an app.
#[derive(Clone, Debug, PartialEq)]
pub struct App {
    /// Which cells win; the setting decides where the file does not say.
    pub precedence: Option<Precedence>,
    /// The cells that hold for every flow.
    pub app_wide: Grid,
    /// The flows.
    pub flows: Vec<Flow>,
    /// The file's name.
    pub file: String,
}

/// Whether the outline of a file has the keys of a flow file.
pub fn is_flows_outline(outline: &Json) -> bool {
    outline.get("flows").is_some() || outline.get("app_wide").is_some()
}

/// Whether a tree is a flow file.
pub fn is_flows(tree: &Json) -> bool {
    tree.get("flows").is_some_and(Json::is_array) || tree.get("app_wide").is_some_and(Json::is_object)
}

/// Reads a flow file.
pub fn read(file: &File, tree: &Tree, reading: &mut Reading) {
    let problems = &mut reading.problems;
    for path in &tree.repeated {
        let message = "the key is there twice, and readers disagree about which one counts";
        problems.push(Problem::fatal(Code::E0802, &file.name, path, message));
    }
    let Some(root) = Fields::of(file, Vec::new(), &tree.value, problems) else {
        return;
    };
    slips(&root, &["precedence", "app_wide", "flows"], problems);
    let precedence = match root.text("precedence", problems) {
        None => None,
        Some("layered") => Some(Precedence::Layered),
        Some("deny-overrides") => Some(Precedence::DenyOverrides),
        Some(other) => {
            let message = format!("there is no precedence {other:?}; write \"layered\" or \"deny-overrides\"");
            problems.push(fatal(root.problem(Code::E0803, Some("precedence"), message)));
            None
        }
    };
    let app_wide = root
        .map("app_wide", problems)
        .map(|cells| {
            slips(&cells, &["users", "roles"], problems);
            grid(&cells, problems)
        })
        .unwrap_or_default();
    if let Some(user) = app_wide.users.keys().next() {
        let message = format!("cells for the whole app belong to roles; there is one for the user {user:?}");
        problems.push(fatal(root.problem(Code::E0803, Some("app_wide"), message)));
    }
    let mut flows = Vec::new();
    for entry in root.maps("flows", problems) {
        slips(&entry, &["name", "status", "users", "roles"], problems);
        let name = entry.required("name", problems);
        let status = entry.required("status", problems);
        let (Some(name), Some(status)) = (name, status) else {
            continue;
        };
        flows.push(Flow {
            name: name.to_owned(),
            status: status.to_owned(),
            grid: grid(&entry, problems),
        });
    }
    reading.apps.push(App {
        precedence,
        app_wide,
        flows,
        file: file.name.clone(),
    });
}

fn fatal(problem: Problem) -> Problem {
    Problem { fatal: true, ..problem }
}

/// Refuses keys that are slips for one of these: in other case, with other signs, one instead of many. What is denied under
/// such a key would be granted by default (F03, F10). Other keys are nobody's business.
fn slips(fields: &Fields<'_>, known: &[&str], problems: &mut Vec<Problem>) {
    let folded = |key: &str| {
        let letters = key.chars().filter(|char| char.is_alphanumeric());
        let letters: String = letters.flat_map(char::to_lowercase).collect();
        letters.trim_end_matches('s').to_owned()
    };
    for (key, _) in fields.entries().filter(|(key, _)| !known.contains(&key.as_str())) {
        if let Some(meant) = known.iter().find(|meant| folded(meant) == folded(key)) {
            let message = format!("the key {key:?} is a slip for {meant:?}");
            problems.push(fatal(fields.problem(Code::E0803, Some(key), message)));
        }
    }
}

/// The cells of a map with `users` and `roles`.
fn grid(fields: &Fields<'_>, problems: &mut Vec<Problem>) -> Grid {
    let mut grid = Grid::default();
    for kind in ["users", "roles"] {
        let Some(cells) = fields.map(kind, problems) else {
            continue;
        };
        let mut seen = std::collections::BTreeSet::new();
        for (name, value) in cells.entries() {
            let known = if kind == "roles" { role_name(name) } else { name };
            // The role that has two names must not get two cells under them.
            if !seen.insert(known.to_owned()) {
                let message = format!("{name:?} is another name of {known:?}, which has a cell as well");
                problems.push(fatal(cells.problem(Code::E0804, Some(name), message)));
            }
            match value.as_str().and_then(Cell::read) {
                None => {
                    let shown = super::fields::short(value);
                    let message = format!("there is no cell {shown}; write \"grant\", \"deny\" or \"inherit\"");
                    problems.push(fatal(cells.problem(Code::E0803, Some(name), message)));
                }
                Some(None) => {}
                Some(Some(cell)) => {
                    let side = if kind == "users" {
                        &mut grid.users
                    } else {
                        &mut grid.roles
                    };
                    side.insert(known.to_owned(), cell);
                }
            }
        }
    }
    grid
}
