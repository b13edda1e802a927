//! Tables of decisions: elements and endpoints for one caller, callers and elements for one endpoint, and the grid of a
//! flow's permissions (F12).
//!
//! Output: a [`Table`] that prints as text, CSV, JSON and HTML.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::model::core::Identity;
use super::model::flowrunner::Cell as FlowCell;
use super::{Decision, Effect, Element, Model, PolicySet, Reason, Request};

/// A cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Cell {
    /// The sign that people read: a check, a cross, nothing.
    pub sign: &'static str,
    /// How it looks: `allow`, `deny`, `fault`, `inherit`.
    pub class: &'static str,
    /// Where it comes from.
    pub title: String,
}

/// A table of cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// What the first column names.
    pub corner: String,
    /// The columns.
    pub columns: Vec<String>,
    /// The rows, each with its name.
    pub rows: Vec<(String, Vec<Cell>)>,
}

impl Cell {
    fn of(decision: &Decision) -> Cell {
        let level = decision.level.as_deref().unwrap_or("set");
        let from = decision.definition.as_deref().map(|definition| (definition, level));
        Cell::from(decision.effect, decision.reason, from)
    }

    /// A cell for an effect, its reason, and the definition that it comes from with its level.
    fn from(effect: Effect, reason: Reason, from: Option<(&str, &str)>) -> Cell {
        let (sign, class) = match (effect, reason) {
            (_, Reason::Fault | Reason::BrokenPolicy) => ("!", "fault"),
            (Effect::Allow, _) => ("\u{2713}", "allow"),
            (Effect::Deny, _) => ("\u{2717}", "deny"),
        };
        let from = from.map_or(String::new(), |(definition, level)| format!(": {definition} ({level})"));
        Cell {
            sign,
            class,
            title: format!("{}{from}", reason.text()),
        }
    }
}

impl PolicySet {
    /// Every element of the set with its endpoints, in order.
    pub fn elements(&self) -> Vec<(Model, Element, Vec<String>)> {
        let mut found = Vec::new();
        if let Some(core) = &self.core {
            for item in &core.items {
                let endpoints = core.endpoints.list(item.place).iter();
                let asked = endpoints.filter(|endpoint| endpoint.scope.is_some());
                let names = asked.map(|endpoint| endpoint.name.clone()).collect();
                found.push((Model::KineticCore, item.element.clone(), names));
            }
        }
        if let Some(task) = &self.task {
            for item in &task.items {
                found.push((Model::KineticTask, item.element.clone(), vec![item.kind.to_owned()]));
            }
        }
        for id in self.workflows.keys() {
            found.push((
                Model::Keep,
                Element::new([("workflow", id.as_str())]),
                vec!["run".to_owned()],
            ));
        }
        for name in self.flows.keys() {
            let element = Element::new([("flow", name.as_str())]);
            found.push((Model::Flowrunner, element, vec!["activate".to_owned()]));
        }
        found.sort_by_key(|(model, _, _)| *model);
        found
    }

    /// What one caller may do: elements by endpoints, one table for each kind of element.
    pub fn matrix(&self, caller: &Request) -> Vec<Table> {
        let mut tables: Vec<Table> = Vec::new();
        for (model, element, endpoints) in self.elements() {
            let cells = endpoints
                .iter()
                .map(|endpoint| Cell::of(&self.ask(caller, model, &element, endpoint)));
            let row = (element.to_string(), cells.collect());
            match tables.iter_mut().find(|table| table.columns == endpoints) {
                Some(table) => table.rows.push(row),
                None => tables.push(Table {
                    corner: model.name().to_owned(),
                    columns: endpoints,
                    rows: vec![row],
                }),
            }
        }
        tables
    }

    /// Who may do one thing: callers by the elements that have the endpoint.
    pub fn matrix_of(&self, callers: &[(String, Request)], endpoint: &str) -> Table {
        let elements: Vec<_> = self
            .elements()
            .into_iter()
            .filter_map(|(model, element, endpoints)| {
                let known = self.named(model, &element, endpoint).unwrap_or(endpoint.to_owned());
                endpoints.contains(&known).then_some((model, element, known))
            })
            .collect();
        let linked = self.link();
        let bind = |(_, caller): &(String, Request)| {
            let model = Some(Model::KineticCore);
            let caller = Request {
                model,
                ..caller.clone()
            };
            linked.as_ref()?.bind(caller).ok()
        };
        let bound: Vec<Option<Identity>> = callers.iter().map(bind).collect();
        // Callers whose identity cannot be used have no verdicts: they are refused one by one.
        let usable = bound.iter().enumerate().filter(|(_, identity)| identity.is_some());
        let positions: HashMap<usize, usize> = usable.enumerate().map(|(at, (caller, _))| (caller, at)).collect();
        let identities: Vec<Identity> = bound.into_iter().flatten().collect();
        let everyone = linked.as_ref().map(|linked| linked.everyone(&identities, endpoint));
        let items = everyone.iter().flat_map(|everyone| everyone.elements());
        let items: HashMap<usize, usize> = items.enumerate().map(|(at, (item, _))| (item, at)).collect();
        let shared = |caller: usize, model: Model, element: &Element| {
            let core = self.core.as_ref().filter(|_| model == Model::KineticCore)?;
            let everyone = everyone.as_ref()?;
            let item = core.item(element)?;
            let element = *items.get(&item)?;
            let verdict = everyone.shared(*positions.get(&caller)?, element)?;
            let (_, endpoint) = everyone.element(element)?;
            let entry = core.rests_on(item, endpoint, verdict)?;
            let from = entry.map(|entry| (&*entry.definition, entry.level.level()));
            Some(Cell::from(verdict.effect, verdict.reason, from))
        };
        let rows = callers.iter().enumerate().map(|(number, (name, caller))| {
            let cells = elements.iter().map(|(model, element, endpoint)| {
                shared(number, *model, element)
                    .unwrap_or_else(|| Cell::of(&self.ask(caller, *model, element, endpoint)))
            });
            (name.clone(), cells.collect())
        });
        let rows = rows.collect();
        Table {
            corner: "caller".to_owned(),
            columns: elements.iter().map(|(_, element, _)| element.to_string()).collect(),
            rows,
        }
    }

    /// The API name of an endpoint that is given by its console label or another of its names.
    fn named(&self, model: Model, element: &Element, endpoint: &str) -> Option<String> {
        let core = self.core.as_ref().filter(|_| model == Model::KineticCore)?;
        let place = core.items[core.item(element)?].place;
        let rows = core.endpoints.list(place);
        Some(rows.get(core.endpoints.find(place, endpoint)?)?.name.clone())
    }

    fn ask(&self, caller: &Request, model: Model, element: &Element, endpoint: &str) -> Decision {
        self.decide(&Request {
            model: Some(model),
            element: element.clone(),
            endpoint: Some(endpoint.to_owned()),
            ..caller.clone()
        })
    }

    /// The grid of flow permissions as people know it: users and roles by flows (F12).
    pub fn grid(&self) -> Table {
        let mut names: Vec<(bool, String)> = Vec::new();
        for flow in self.flows.values() {
            let users = flow.grid.users.keys().map(|user| (false, user.clone()));
            let roles = flow
                .grid
                .roles
                .keys()
                .chain(flow.app.roles.keys())
                .map(|role| (true, role.clone()));
            names.extend(users.chain(roles));
        }
        names.sort();
        names.dedup();
        let rows = names.iter().map(|(is_role, name)| {
            let cells = self.flows.values().map(|flow| {
                let side = if *is_role { &flow.grid.roles } else { &flow.grid.users };
                grid_cell(side.get(name), flow.app.roles.get(name).filter(|_| *is_role))
            });
            let kind = if *is_role { "role" } else { "user" };
            (format!("{kind} {name}"), cells.collect())
        });
        let rows = rows.collect();
        Table {
            corner: "user or role".to_owned(),
            columns: self.flows.keys().cloned().collect(),
            rows,
        }
    }
}

/// A cell of the grid: granted, denied, or inherited from the app.
fn grid_cell(own: Option<&FlowCell>, app: Option<&FlowCell>) -> Cell {
    let (sign, class, title) = match (own, app) {
        (Some(FlowCell::Grant), _) => ("\u{2713}", "allow", "granted for this flow"),
        (Some(FlowCell::Deny), _) => ("\u{2717}", "deny", "denied for this flow"),
        (None, Some(FlowCell::Grant)) => ("(\u{2713})", "inherit", "inherited: granted for the app"),
        (None, Some(FlowCell::Deny)) => ("(\u{2717})", "inherit", "inherited: denied for the app"),
        (None, None) => ("(\u{2713})", "inherit", "inherited: granted by default"),
    };
    Cell {
        sign,
        class,
        title: title.to_owned(),
    }
}

impl Table {
    /// The table for a terminal, aligned; colours where asked for.
    pub fn text(&self, colour: bool) -> String {
        let first = self.rows.iter().map(|(name, _)| name.chars().count());
        let first = first.chain([self.corner.chars().count()]).max().unwrap_or(0);
        let mut out = format!("{:<first$}", self.corner);
        // Three columns hold the widest sign.
        let width = |column: &str| column.chars().count().max(3);
        for column in &self.columns {
            let width = width(column);
            out.push_str(&format!("  {column:<width$}"));
        }
        for (name, cells) in &self.rows {
            out.push_str(&format!("\n{name:<first$}"));
            for (column, cell) in self.columns.iter().zip(cells) {
                let width = width(column);
                let shown = format!("{:^width$}", cell.sign);
                let code = match cell.class {
                    "allow" => "32",
                    "deny" => "31",
                    "fault" => "33",
                    _ => "90",
                };
                if colour {
                    out.push_str(&format!("  \u{1b}[{code}m{shown}\u{1b}[0m"));
                } else {
                    out.push_str(&format!("  {shown}"));
                }
            }
        }
        let lines: Vec<&str> = out.lines().map(str::trim_end).collect();
        lines.join("\n")
    }

    /// The table as CSV (RFC 4180): the class of each cell. A name that a spreadsheet would take for a formula has an
    /// apostrophe before it, since names come from whoever may create a form or a team.
    pub fn csv(&self) -> String {
        let field = |text: &str| {
            let guard = if text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
                "'"
            } else {
                ""
            };
            if text.contains([',', '"', '\n', '\r']) {
                format!("\"{guard}{}\"", text.replace('"', "\"\""))
            } else {
                format!("{guard}{text}")
            }
        };
        let head = std::iter::once(field(&self.corner)).chain(self.columns.iter().map(|column| field(column)));
        let mut lines = vec![head.collect::<Vec<_>>().join(",")];
        for (name, cells) in &self.rows {
            let cells = cells.iter().map(|cell| cell.class.to_owned());
            lines.push(std::iter::once(field(name)).chain(cells).collect::<Vec<_>>().join(","));
        }
        lines.join("\n")
    }

    /// The table as JSON.
    pub fn json(&self) -> Json {
        let rows = self.rows.iter().map(|(name, cells)| {
            let cells = self.columns.iter().zip(cells);
            let cells: serde_json::Map<String, Json> = cells
                .map(|(column, cell)| (column.clone(), json!({"is": cell.class, "from": cell.title})))
                .collect();
            json!({"name": name, "cells": cells})
        });
        json!({"rows": rows.collect::<Vec<_>>()})
    }

    /// The table as HTML; each cell says where it comes from.
    pub fn html(&self) -> String {
        let head: String = self
            .columns
            .iter()
            .map(|column| format!("<th>{}</th>", escaped(column)))
            .collect();
        let mut rows = String::new();
        for (name, cells) in &self.rows {
            let cells: String = cells
                .iter()
                .map(|cell| {
                    let title = escaped(&cell.title);
                    format!("<td class=\"{}\" title=\"{title}\">{}</td>", cell.class, cell.sign)
                })
                .collect();
            rows.push_str(&format!("<tr><th>{}</th>{cells}</tr>\n", escaped(name)));
        }
        let corner = escaped(&self.corner);
        format!("<table>\n<tr><th>{corner}</th>{head}</tr>\n{rows}</table>")
    }
}

/// Tables of HTML as a page that stands alone.
pub fn page(tables: &[Table]) -> String {
    let tables: Vec<String> = tables.iter().map(Table::html).collect();
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Permissions</title>\n<style>{STYLE}</style>\n{}\n</html>",
        tables.join("\n")
    )
}

const STYLE: &str = "body{font:14px sans-serif}td,th{border:1px solid #ccc;padding:4px 8px;text-align:left}\
td{text-align:center}.allow{color:#080}.deny{color:#c00}.inherit{color:#888}.fault{color:#b60}";

/// Text within HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
