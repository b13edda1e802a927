//! Reads Keep workflows (W10): YAML files with everything that real ones contain.
//!
//! Input: one YAML file; output: the workflows in it with their `permissions`. Steps, actions and templates are skipped,
//! whatever they hold.

use serde_json::{Map, Value as Json};

use super::Reading;
use super::fields::short;
use super::files::File;
use super::tree::Tree;
use crate::diag::Code;
use crate::policy::model::keep::Permissions;
use crate::policy::problem::Problem;

/// A workflow as its file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct Workflow {
    /// Its id, by which requests name it.
    pub id: String,
    /// Its name for people.
    pub name: Option<String>,
    /// What starts it.
    pub triggers: Vec<String>,
    /// Who may run it.
    pub permissions: Permissions,
    /// The entries as they are written.
    pub entries: Vec<String>,
    /// The file's name.
    pub file: String,
    /// The path of the workflow inside the file.
    pub path: String,
}

/// The keys that matter, at any depth.
pub const KEYS: &[&str] = &[
    "workflow",
    "workflows",
    "alert",
    "alerts",
    "id",
    "name",
    "description",
    "triggers",
    "type",
    "permissions",
];

/// Keys of the outermost map under which workflows stand, in the order in which the product looks.
const ROOTS: &[&str] = &["workflows", "alerts", "workflow", "alert"];

/// Keys that only a workflow has.
const MARKS: &[&str] = &["steps", "actions", "triggers", "permissions"];

/// Whether a tree is a file of workflows.
pub fn is_workflow(tree: &Json) -> bool {
    let Json::Object(root) = tree else { return false };
    let holds = |value: &Json| match value {
        Json::Object(map) => map.contains_key("id") || MARKS.iter().any(|mark| map.contains_key(*mark)),
        Json::Array(items) => items
            .iter()
            .any(|item| item.get("id").is_some() || MARKS.iter().any(|mark| item.get(mark).is_some())),
        _ => false,
    };
    ROOTS.iter().any(|key| root.get(*key).is_some_and(holds))
        || (root.contains_key("id") && MARKS.iter().any(|mark| root.contains_key(*mark)))
}

/// Reads the workflows of a file.
pub fn read(file: &File, tree: &Tree, reading: &mut Reading) {
    let Json::Object(root) = &tree.value else { return };
    for path in &tree.repeated {
        if !matches!(path.rsplit('.').next(), Some("type" | "name" | "description")) {
            let message = "the key is there twice, and readers disagree about which one counts";
            reading
                .problems
                .push(Problem::fatal(Code::E0802, &file.name, path, message));
        }
    }
    let full = |key: &&&str| root.get(**key).is_some_and(|value| !is_empty(value));
    match ROOTS.iter().find(full) {
        None => workflow(file, "", root, false, reading),
        Some(&key) => {
            // The product reads nothing beside this key.
            let misplaced = root.contains_key("permissions");
            match &root[key] {
                Json::Object(map) => workflow(file, key, map, misplaced, reading),
                Json::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        let path = format!("{key}[{index}]");
                        match item {
                            Json::Object(map) => workflow(file, &path, map, misplaced, reading),
                            other => reading.problems.push(wrong(file, &path, other, "a workflow")),
                        }
                    }
                }
                other => reading.problems.push(wrong(file, key, other, "a workflow")),
            }
        }
    }
}

fn is_empty(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Object(map) => map.is_empty(),
        Json::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn wrong(file: &File, path: &str, value: &Json, expected: &str) -> Problem {
    let message = format!("the value is {}, and {expected} is expected here", short(value));
    Problem::fatal(Code::E0803, &file.name, path, message)
}

/// Whether a key is `permissions` with a slip: the product would read no list, and let run whoever holds the scope (W07).
fn is_slip(key: &str) -> bool {
    let folded = key.trim().to_lowercase();
    key != "permissions" && (folded == "permissions" || folded == "permission")
}

fn workflow(file: &File, path: &str, map: &Map<String, Json>, misplaced: bool, reading: &mut Reading) {
    let below = |key: &str| super::tree::joined(path, key);
    let id = match map.get("id") {
        Some(Json::String(id)) => id.clone(),
        // YAML reads an id such as `42` as a number; requests name it as a text.
        Some(Json::Number(id)) => id.to_string(),
        other => {
            let value = other.unwrap_or(&Json::Null);
            reading.problems.push(wrong(file, &below("id"), value, "`id`, a text,"));
            return;
        }
    };
    let name = map.get("name").and_then(Json::as_str).map(str::to_owned);
    let triggers = map.get("triggers").and_then(Json::as_array);
    let triggers = triggers.into_iter().flatten();
    let triggers = triggers.filter_map(|trigger| trigger.get("type")?.as_str().map(str::to_owned));
    let mut permissions = Permissions::read(map.get("permissions"));
    if misplaced {
        permissions = Permissions::Malformed(
            "`permissions` stands beside the workflow, where the product does not read it; write it inside".to_owned(),
        );
    }
    if let Some(key) = map.keys().find(|key| is_slip(key)) {
        permissions = Permissions::Malformed(format!("the key {key:?} is a slip for `permissions`"));
    }
    if let Permissions::Malformed(what) = &permissions {
        let message = format!("{what}; nobody may run the workflow until it is a list of texts");
        let problem = Problem::new(Code::E0809, &file.name, below("permissions"), message);
        reading.problems.push(problem);
    }
    let entries = map.get("permissions").and_then(Json::as_array);
    let entries = entries.into_iter().flatten().filter_map(Json::as_str);
    reading.workflows.push(Workflow {
        id,
        name,
        triggers: triggers.collect(),
        permissions,
        entries: entries.map(str::to_owned).collect(),
        file: file.name.clone(),
        path: path.to_owned(),
    });
}
