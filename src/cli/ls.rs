//! `rulec ls`: what a policy set holds, who assigns what, and what is unused.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Value as Json, json};

use super::{Failed, Format, Found};
use crate::policy::PolicySet;
use crate::policy::model::keep::Permissions;
use crate::report::count;

const EXAMPLES: &str = "\
Examples:
  rulec ls exports
  rulec ls exports.bundle --format json";

/// Arguments of `rulec ls`.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(super) struct LsArgs {
    /// The set: a folder or a file with exports, workflows or flows, or a bundle of `rulec compile`.
    set: PathBuf,
    /// Refuse a set that has errors, instead of denying where they are.
    #[arg(long)]
    strict: bool,
    /// How to print.
    #[arg(long, value_enum, default_value = "human")]
    format: Format,
}

pub(super) fn run(args: &LsArgs, out: &mut dyn Write) -> Result<Found, Failed> {
    let set = super::set::load(&args.set, args.strict)?;
    match args.format {
        Format::Human => human(&set, out)?,
        Format::Json => writeln!(out, "{}", listing(&set))?,
    }
    Ok(Found::Nothing)
}

fn human(set: &PolicySet, out: &mut dyn Write) -> Result<(), Failed> {
    if let Some(core) = &set.core {
        writeln!(
            out,
            "Kinetic Core: {}, {}",
            count(core.items.len(), "element"),
            count(core.definitions.len(), "definition")
        )?;
        for item in &core.items {
            let anonymous = if item.anonymous {
                "  (takes anonymous submissions)"
            } else {
                ""
            };
            writeln!(out, "  {}{anonymous}", item.element)?;
            for endpoint in core.endpoints.list(item.place) {
                let number = core.endpoints.find(item.place, &endpoint.name);
                let own = item
                    .assigned
                    .iter()
                    .find(|(name, _)| core.endpoints.find(item.place, name) == number);
                let Some((_, definition)) = own else { continue };
                let label = if endpoint.label == endpoint.name {
                    String::new()
                } else {
                    format!(" ({})", endpoint.label)
                };
                writeln!(out, "    {:<60} {definition}", format!("{}{label}", endpoint.name))?;
            }
        }
        writeln!(out, "  definitions")?;
        for definition in &core.definitions {
            let owner = definition
                .kapp
                .as_deref()
                .map_or("the space".to_owned(), |kapp| format!("kapp {kapp}"));
            let used = match definition.used.len() {
                0 => "unused".to_owned(),
                1 => "used once".to_owned(),
                times => format!("used {times} times"),
            };
            writeln!(out, "    {owner}: {} [{}] {used}", definition.name, definition.kind)?;
        }
    }
    if let Some(task) = &set.task {
        writeln!(
            out,
            "Kinetic Task: {}, {}",
            count(task.items.len(), "element"),
            count(task.rules.len(), "rule")
        )?;
        for item in task.items.iter().filter(|item| !item.rules.is_empty()) {
            let names = item.rules.iter().filter_map(|&rule| task.rules.get(rule));
            let names: Vec<&str> = names.map(|rule| rule.name.as_str()).collect();
            writeln!(out, "  {}: {}", item.element, names.join(" and "))?;
        }
        for rule in task.rules.iter().filter(|rule| rule.uses == 0) {
            writeln!(out, "  unused: {} [{}]", rule.name, rule.kind)?;
        }
    }
    if !set.workflows.is_empty() {
        writeln!(out, "Keep: {}", count(set.workflows.len(), "workflow"))?;
        for workflow in set.workflows.values() {
            let who = match &workflow.permissions {
                Permissions::List(list) if list.is_empty() => "whoever holds the scope".to_owned(),
                Permissions::List(list) => list.join(", "),
                Permissions::Malformed(why) => format!("nobody: {why}"),
            };
            writeln!(out, "  {}: {who}", workflow.id)?;
        }
    }
    if !set.flows.is_empty() {
        writeln!(out, "FlowRunner: {}", count(set.flows.len(), "flow"))?;
        for flow in set.flows.values() {
            let cells = flow.grid.users.len() + flow.grid.roles.len();
            writeln!(
                out,
                "  {} [{}]: {}",
                flow.name,
                flow.status,
                count(cells, "explicit cell")
            )?;
        }
    }
    let errors = set.problems.iter().filter(|problem| problem.is_error()).count();
    writeln!(
        out,
        "{}; {} and {} (see `rulec check`)",
        count(set.programs.len(), "distinct rule"),
        count(errors, "error"),
        count(set.problems.len() - errors, "warning")
    )?;
    Ok(())
}

/// The listing for programs.
fn listing(set: &PolicySet) -> Json {
    let elements = set.elements().into_iter().map(
        |(model, element, endpoints)| json!({"model": model, "element": element.to_string(), "endpoints": endpoints}),
    );
    let definitions = set.core.iter().flat_map(|core| &core.definitions).map(|definition| {
        let used = definition
            .used
            .iter()
            .map(|(element, endpoint)| json!({"element": element.to_string(), "endpoint": endpoint}));
        json!({
            "kapp": definition.kapp,
            "name": definition.name,
            "type": definition.kind,
            "used": used.collect::<Vec<_>>(),
        })
    });
    json!({
        "elements": elements.collect::<Vec<_>>(),
        "definitions": definitions.collect::<Vec<_>>(),
        "rules": set.programs.len(),
        "problems": set.problems,
    })
}
