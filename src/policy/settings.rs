//! Settings of the models, as `rulec.toml` has them.

use serde::{Deserialize, Serialize};

/// How the models decide where the products leave a choice.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Settings {
    /// Kinetic Core.
    pub kinetic_core: KineticCore,
    /// Kinetic Task.
    pub kinetic_task: KineticTask,
    /// Keep.
    pub keep: Keep,
    /// FlowRunner.
    pub flowrunner: FlowRunner,
    /// Which lints count.
    pub lint: crate::lint::Config,
}

/// `[kinetic-core]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct KineticCore {
    /// Rows that a search may meet without access before it fails; none, the default, for the exact answer.
    #[serde(deserialize_with = "rows", serialize_with = "rows_or_none")]
    pub search_limit: Option<u64>,
    /// Whether a rule that gives no boolean faults.
    pub strict_boolean: bool,
    /// Further endpoints, or other names of known ones: name → the endpoint table's name.
    pub endpoints: std::collections::BTreeMap<String, String>,
}

/// `[kinetic-task]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct KineticTask {
    /// How several rules of one element combine.
    pub combine: Combine,
}

/// How several rules of one element combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Combine {
    /// Every rule must pass.
    #[default]
    All,
    /// One rule must pass.
    Any,
}

/// `[keep]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct Keep {
    /// When a scope is asked, and which.
    pub gate: Gate,
}

/// When Keep asks for a scope, and for which.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Gate {
    /// Only where the list is absent or empty: `write:workflows`.
    #[default]
    Documented,
    /// Always, before the list is read: `execute:workflows`.
    Upstream,
}

/// `[flowrunner]`
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct FlowRunner {
    /// Which cells win.
    pub precedence: Precedence,
}

/// Which cells of a flow's grid win.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Precedence {
    /// The most specific layer with an explicit cell decides; within a layer a denial wins.
    #[default]
    Layered,
    /// Any denial that applies wins.
    DenyOverrides,
}

fn rows_or_none<S: serde::Serializer>(rows: &Option<u64>, serializer: S) -> Result<S::Ok, S::Error> {
    match rows {
        Some(rows) => serializer.serialize_u64(*rows),
        None => serializer.serialize_str("none"),
    }
}

/// A number of rows, or `"none"`.
fn rows<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Option<u64>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Rows {
        Number(u64),
        Word(String),
    }
    match Rows::deserialize(deserializer)? {
        Rows::Number(number) => Ok(Some(number)),
        Rows::Word(word) if word == "none" => Ok(None),
        Rows::Word(word) => Err(serde::de::Error::custom(format!(
            "`{word}` is neither a number of rows nor \"none\""
        ))),
    }
}
