//! Findings about lists and grids that load and decide, and probably not as their authors meant.

use super::load::{flows, keep};
use super::model::flowrunner::{Cell, Grid, SYSTEM_ROLES};
use super::model::keep::ROLES;
use super::problem::Problem;
use super::settings::Gate;
use crate::diag::Code;

/// Entries of a workflow's list that never match a caller (W06).
pub fn workflow(workflow: &keep::Workflow, gate: Gate, problems: &mut Vec<Problem>) {
    for entry in &workflow.entries {
        let folded = entry.trim().to_lowercase();
        let role = ROLES.iter().find(|(role, _)| *role == folded);
        let why = if folded.is_empty() {
            Some("it is blank")
        } else if folded.contains(['*', '?', '%']) {
            Some("it is no pattern, every entry is compared as it stands")
        } else if folded.contains(char::is_whitespace) {
            Some("no role and no address has blanks inside")
        } else if gate == Gate::Upstream && role.is_some_and(|(role, _)| *role == "webhook") {
            Some("the role webhook lacks execute:workflows and is refused before the list is read")
        } else if role.is_some() || is_address(&folded) {
            None
        } else if folded.contains('@') || folded.contains('.') {
            Some("it is no whole address, and domains are not compared")
        } else {
            Some("there is no such role; the roles are admin, noc, webhook and workflowrunner")
        };
        if let Some(why) = why {
            let path = format!("{}.permissions", workflow.path);
            let message = format!(
                "the entry {entry:?} of workflow {:?} matches nobody: {why}",
                workflow.id
            );
            let path = path.trim_start_matches('.');
            problems.push(Problem::new(Code::W1181, &workflow.file, path, message));
        }
    }
}

/// Whether a text has the shape of an address: something, `@`, something.
fn is_address(text: &str) -> bool {
    text.split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'))
}

/// Flows where the two readings of the grid differ for some caller (F09).
///
/// They differ exactly where a grant of one layer can meet a denial of a later layer: a caller with one user cell and one
/// cell of each other layer is enough to see it.
pub fn flow(flow: &flows::Flow, app: &Grid, file: &str, problems: &mut Vec<Problem>) {
    let system = |role: &str| SYSTEM_ROLES.contains(&role);
    let cells = |grid: &Grid, of_system: bool| -> Vec<(String, Cell)> {
        let roles = grid.roles.iter().filter(|(role, _)| system(role) == of_system);
        roles.map(|(role, cell)| (format!("role {role}"), *cell)).collect()
    };
    let users = flow.grid.users.iter();
    let layers: [Vec<(String, Cell)>; 5] = [
        users.map(|(user, cell)| (format!("user {user}"), *cell)).collect(),
        cells(&flow.grid, false),
        cells(&flow.grid, true),
        cells(app, false),
        cells(app, true),
    ];
    for (at, layer) in layers.iter().enumerate() {
        let grant = layer.iter().find(|(_, cell)| *cell == Cell::Grant);
        let later = layers[at + 1..].iter().flatten();
        let deny = later.into_iter().find(|(_, cell)| *cell == Cell::Deny);
        if let (Some((grant, _)), Some((deny, _))) = (grant, deny) {
            let message = format!(
                "for a caller with {grant} and {deny} the flow {:?} is granted under \"layered\" and denied under \"deny-overrides\"",
                flow.name
            );
            problems.push(Problem::new(Code::W1182, file, "flows", message));
            return;
        }
    }
}
