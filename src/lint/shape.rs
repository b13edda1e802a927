//! What a value can be, as far as the text alone says it: enough for lints that must not guess.

use super::context::Context;
use crate::syntax::ast::{BinaryOp, Kind, LogicalOp, NodeId, UnaryOp};

/// What a value is; `Unknown` wherever there is doubt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Nothing is known.
    Unknown,
    /// A text.
    Text,
    /// A number.
    Number,
    /// A flag.
    Flag,
    /// A list.
    List,
    /// A list, or absent: an attribute.
    Attribute,
    /// A text, or absent.
    MaybeText,
    /// A flag, or absent.
    MaybeFlag,
    /// `null`, `undefined`, `nil`.
    Nothing,
    /// A function.
    Function,
    /// A regular expression.
    Regex,
    /// A map.
    Map,
}

impl Shape {
    /// Whether it is a list wherever it is anything.
    pub fn is_list(self) -> bool {
        matches!(self, Shape::List | Shape::Attribute)
    }

    /// Whether it is a text wherever it is anything.
    pub fn is_text(self) -> bool {
        matches!(self, Shape::Text | Shape::MaybeText)
    }

    /// How messages call it.
    pub fn words(self) -> &'static str {
        match self {
            Shape::Unknown => "a value",
            Shape::Text | Shape::MaybeText => "a text",
            Shape::Number => "a number",
            Shape::Flag | Shape::MaybeFlag => "true or false",
            Shape::List | Shape::Attribute => "a list",
            Shape::Nothing => "nothing",
            Shape::Function => "a function",
            Shape::Regex => "a regular expression",
            Shape::Map => "a map",
        }
    }
}

/// Methods whose value is a list, a text, a number, a flag, in JavaScript.
const JS_LISTS: &[&str] = &["filter", "split", "flat", "flatMap"];
const JS_TEXTS: &[&str] = &[
    "toLowerCase",
    "toUpperCase",
    "trim",
    "trimStart",
    "trimEnd",
    "join",
    "toString",
    "charAt",
    "substring",
    "substr",
    "replace",
    "replaceAll",
    "padStart",
    "padEnd",
    "repeat",
    "toISOString",
];
const JS_NUMBERS: &[&str] = &[
    "indexOf",
    "lastIndexOf",
    "findIndex",
    "search",
    "charCodeAt",
    "getTime",
    "localeCompare",
];
const JS_FLAGS: &[&str] = &[
    "includes",
    "some",
    "every",
    "startsWith",
    "endsWith",
    "test",
    "hasOwnProperty",
    "has",
];

/// The same in Ruby.
const RUBY_LISTS: &[&str] = &["split", "chars", "to_a", "keys", "values"];
const RUBY_TEXTS: &[&str] = &[
    "to_s",
    "downcase",
    "upcase",
    "strip",
    "chomp",
    "join",
    "capitalize",
    "sub",
    "gsub",
];
const RUBY_NUMBERS: &[&str] = &[
    "size", "length", "count", "to_i", "to_f", "hour", "wday", "year", "month", "day",
];

/// What the product gives for a key of a section, where the documentation says it.
pub fn of_key(section: &str, key: &str) -> Shape {
    if key.starts_with("attribute:") || key.starts_with("profileAttribute:") {
        return match section {
            "identity" | "form" | "kapp" | "space" | "team" | "user" => Shape::Attribute,
            _ => Shape::Unknown,
        };
    }
    match (section, key) {
        ("identity", "teams" | "groups") => Shape::List,
        ("identity" | "user", "username" | "displayName" | "email" | "sessionToken" | "invitedBy") => Shape::MaybeText,
        ("identity", "anonymous" | "authenticated" | "spaceAdmin") | ("user", "spaceAdmin") => Shape::MaybeFlag,
        ("identity" | "form" | "kapp" | "space" | "team", "attributes" | "profileAttributes") => Shape::Map,
        ("form" | "kapp" | "space" | "team", "name" | "slug") => Shape::MaybeText,
        ("submission", "anonymous") => Shape::MaybeFlag,
        (
            "submission",
            "closedAt" | "closedBy" | "coreState" | "createdAt" | "createdBy" | "currentPage" | "id" | "sessionToken"
            | "submittedAt" | "submittedBy" | "type" | "updatedAt" | "updatedBy",
        ) => Shape::MaybeText,
        ("file", "folder" | "name" | "path") => Shape::MaybeText,
        _ => Shape::Unknown,
    }
}

impl Context<'_> {
    /// What the value of a node can be.
    pub fn shape(&self, node: NodeId) -> Shape {
        self.shape_within(node, 8)
    }

    fn shape_within(&self, node: NodeId, depth: usize) -> Shape {
        let Some(depth) = depth.checked_sub(1) else {
            return Shape::Unknown;
        };
        let node = self.bare(node);
        if self.binding(node).is_some() {
            return self.shape_of_binding(node, depth);
        }
        match self.kind(node) {
            Kind::Nil => Shape::Nothing,
            Kind::Bool(_) => Shape::Flag,
            Kind::Float(_) | Kind::Integer(_) => Shape::Number,
            Kind::Str(_) | Kind::Interpolation(crate::syntax::ast::InterpolationKind::Text, _) => Shape::Text,
            Kind::Regex { .. } => Shape::Regex,
            Kind::Array(_) => Shape::List,
            Kind::Object(_) | Kind::Hash { .. } => Shape::Map,
            Kind::Function { .. } => Shape::Function,
            Kind::Name(_) if self.is_global(node, "undefined") => Shape::Nothing,
            Kind::Name(_) => self.shape_of_variable(node, depth),
            Kind::Unary(op, _) => match op {
                UnaryOp::Not | UnaryOp::NotWord => Shape::Flag,
                UnaryOp::Plus | UnaryOp::Minus | UnaryOp::BitNot if self.is_js() => Shape::Number,
                UnaryOp::Typeof => Shape::Text,
                _ => Shape::Unknown,
            },
            Kind::Binary(op, left, right) => self.shape_of_operator(*op, *left, *right, depth),
            Kind::Conditional(_, yes, no) => self.either(*yes, *no, depth),
            Kind::Logical(LogicalOp::And | LogicalOp::Or, left, right) => self.either(*left, *right, depth),
            Kind::Member { name, .. } if self.name(*name) == "length" => Shape::Number,
            Kind::Call { .. } | Kind::Send { .. } => self.shape_of_call(node, depth),
            _ => Shape::Unknown,
        }
    }

    fn either(&self, one: NodeId, other: NodeId, depth: usize) -> Shape {
        let (one, other) = (self.shape_within(one, depth), self.shape_within(other, depth));
        if one == other { one } else { Shape::Unknown }
    }

    fn shape_of_binding(&self, node: NodeId, depth: usize) -> Shape {
        let Some(bound) = self.binding(node) else {
            return Shape::Unknown;
        };
        if self.is_ruby() {
            // `get_property` gives every scalar as a text; readers give what the host has.
            return match self.method_call(node) {
                Some(call) if call.name == "get_property" => Shape::MaybeText,
                _ => Shape::Unknown,
            };
        }
        let Some(key) = &bound.key else { return Shape::Unknown };
        let shape = of_key(&bound.section, key);
        match (bound.default, shape) {
            (None, shape) => shape,
            // The default stands in where the binding is absent.
            (Some(default), Shape::Attribute) if self.shape_within(default, depth) == Shape::List => Shape::List,
            (Some(default), Shape::MaybeText) if self.shape_within(default, depth) == Shape::Text => Shape::MaybeText,
            _ => Shape::Unknown,
        }
    }

    /// A variable that is written once, where it is declared, is what it is set to.
    fn shape_of_variable(&self, node: NodeId, depth: usize) -> Shape {
        let Some(variable) = self.variables.at(node) else {
            return Shape::Unknown;
        };
        match (variable.init, variable.writes.as_slice()) {
            (Some(init), []) => self.shape_within(init, depth),
            _ => Shape::Unknown,
        }
    }

    fn shape_of_operator(&self, op: BinaryOp, left: NodeId, right: NodeId, depth: usize) -> Shape {
        use BinaryOp as B;
        match op {
            B::Lt | B::Le | B::Gt | B::Ge | B::EqEqEq | B::NeEqEq | B::Eq | B::Ne | B::In | B::InstanceOf => {
                // In Ruby a class may define what an operator gives; those of these values give flags.
                Shape::Flag
            }
            B::NotMatch => Shape::Flag,
            B::Sub | B::Mul | B::Div | B::Mod if self.is_js() => Shape::Number,
            B::Add => {
                let (left, right) = (self.shape_within(left, depth), self.shape_within(right, depth));
                match (left, right) {
                    (Shape::Text, _) | (_, Shape::Text) if self.is_js() => Shape::Text,
                    (left, right) if left == right => left,
                    _ => Shape::Unknown,
                }
            }
            _ => Shape::Unknown,
        }
    }

    fn shape_of_call(&self, node: NodeId, depth: usize) -> Shape {
        let Some(call) = self.method_call(node) else {
            return Shape::Unknown;
        };
        let is = |names: &[&str]| names.contains(&call.name);
        if self.is_ruby() {
            return match call.name {
                _ if is(RUBY_LISTS) => Shape::List,
                _ if is(RUBY_TEXTS) => Shape::Text,
                _ if is(RUBY_NUMBERS) => Shape::Number,
                name if name.ends_with('?') => Shape::Flag,
                "validate_signature" | "is_member_of" => Shape::Flag,
                "select" | "reject" | "filter" | "map" | "sort" | "uniq" | "compact" => {
                    match self.shape_within(call.receiver, depth) {
                        shape if shape.is_list() => Shape::List,
                        _ => Shape::Unknown,
                    }
                }
                _ => Shape::Unknown,
            };
        }
        match call.name {
            _ if is(JS_LISTS) => Shape::List,
            _ if is(JS_TEXTS) => Shape::Text,
            _ if is(JS_NUMBERS) => Shape::Number,
            _ if is(JS_FLAGS) => Shape::Flag,
            "map" | "slice" | "concat" | "sort" | "reverse" => match self.shape_within(call.receiver, depth) {
                shape if shape.is_list() => Shape::List,
                shape if shape.is_text() && call.name != "map" => Shape::Text,
                _ => Shape::Unknown,
            },
            _ => Shape::Unknown,
        }
    }
}
