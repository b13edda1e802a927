//! Which clause of a rule decided, and what the rule read.
//!
//! Input: a rule and its bindings; output: the bindings that it read with their values, and the clauses on the way to its
//! answer, the last of which decided. A clause is evaluated by running the rule with its answer replaced by the clause,
//! so that helpers and variables of the rule are there and the machine is the one that decides.
//! Left out: rules whose answer is not an expression (a completion value of `if`), which get reads and no clauses.

use std::cell::RefCell;

use serde::Serialize;
use serde_json::Value as Json;

use crate::compile::compile;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::{Dialect, Source, Span};
use crate::syntax;
use crate::syntax::ast::{Ast, FunctionKind, Kind, LogicalOp, NodeId, UnaryOp};
use crate::value::Section;
use crate::vm::{Bindings, Datum, World, evaluate};

/// A binding that a rule read.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Read {
    /// The section: `identity`.
    pub section: String,
    /// The key: `teams`.
    pub key: String,
    /// Its value; absent where there is no such key.
    pub value: Option<Json>,
}

/// A clause on the way to the answer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Clause {
    /// Its text.
    pub text: String,
    /// Where it stands in the rule.
    pub span: [u32; 2],
    /// Its value, where it has one that JSON can say.
    pub value: Option<Json>,
    /// Whether it holds, where it gave an answer.
    pub holds: Option<bool>,
    /// Whether it decided.
    pub decided: bool,
}

/// What was seen of a run.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Trace {
    /// What was read, in the order of the first reading.
    pub reads: Vec<Read>,
    /// The clauses, in the order in which they were asked.
    pub clauses: Vec<Clause>,
}

/// Runs a rule and looks on.
pub fn trace(source: &Source, schema: &Schema, bindings: &dyn Bindings, world: World, limits: &Limits) -> Trace {
    let recorder = Recorder {
        inner: bindings,
        schema,
        reads: RefCell::new(Vec::new()),
    };
    let tracer = Tracer {
        source,
        schema,
        world,
        limits,
        bindings: &recorder,
    };
    // The first run notes what the rule itself reads; later runs of parts of it read the same or less.
    let _ = tracer.run(&source.text);
    let reads = recorder.reads.borrow().clone();
    let (ast, diagnostics) = syntax::parse(source, limits);
    let mut clauses = Vec::new();
    if !diagnostics.iter().any(|found| found.is_error())
        && let Some(answer) = tracer.answer(&ast)
    {
        tracer.follow(&ast, answer, answer, &mut clauses);
        if let Some(last) = clauses.last_mut() {
            last.decided = true;
        }
    }
    Trace { reads, clauses }
}

/// Methods of Ruby's `@identity`, `@request` and `@auth` that are no keys.
const METHODS: &[&str] = &[
    "is_member_of",
    "is_member_of?",
    "get_property",
    "get_header",
    "get_remote_addr",
    "validate_signature",
];

/// Notes what is read.
struct Recorder<'a> {
    inner: &'a dyn Bindings,
    schema: &'a Schema,
    reads: RefCell<Vec<Read>>,
}

impl Bindings for Recorder<'_> {
    fn get(&self, section: Section, key: &str) -> Datum<'_> {
        let value = self.inner.get(section, key);
        let name = self.schema.name(section);
        // Ruby asks for a reader of a method's name before it calls the method itself.
        if matches!(value, Datum::Absent) && METHODS.contains(&key) {
            return value;
        }
        let mut reads = self.reads.borrow_mut();
        if !reads.iter().any(|read| read.section == name && read.key == key) {
            reads.push(Read {
                section: name.to_owned(),
                key: key.to_owned(),
                value: json(value),
            });
        }
        value
    }

    fn keys(&self, section: Section) -> Vec<&str> {
        self.inner.keys(section)
    }
}

fn json(value: Datum<'_>) -> Option<Json> {
    Some(match value {
        Datum::Absent => return None,
        Datum::Null => Json::Null,
        Datum::Bool(flag) => Json::Bool(flag),
        Datum::Int(number) => Json::from(number),
        Datum::Float(number) => Json::from(number),
        Datum::Text(text) => Json::from(text),
        Datum::Json(value) => value.clone(),
    })
}

struct Tracer<'a> {
    source: &'a Source,
    schema: &'a Schema,
    world: World,
    limits: &'a Limits,
    bindings: &'a Recorder<'a>,
}

impl Tracer<'_> {
    /// The value and truth of a text that is run in place of the rule.
    fn run(&self, text: &str) -> Option<(Json, bool)> {
        let source = Source {
            name: self.source.name.clone(),
            text: text.to_owned(),
            dialect: self.source.dialect,
        };
        let program = compile(&source, self.schema).ok()?;
        evaluate(&program, self.bindings, self.world, self.limits).0.ok()
    }

    fn text(&self, span: Span) -> &str {
        self.source
            .text
            .get(span.start as usize..span.end as usize)
            .unwrap_or("")
    }

    /// The rule with an expression replaced.
    fn with(&self, place: Span, text: &str) -> String {
        let whole = &self.source.text;
        let before = whole.get(..place.start as usize).unwrap_or("");
        let after = whole.get(place.end as usize..).unwrap_or("");
        format!("{before}({text}){after}")
    }

    /// The expression that gave the rule's answer.
    fn answer(&self, ast: &Ast) -> Option<NodeId> {
        let Kind::Block(statements) = ast.kind(ast.root?) else {
            return None;
        };
        let last = ast
            .list(*statements)
            .iter()
            .rev()
            .copied()
            .find(|&statement| !matches!(ast.kind(statement), Kind::Empty))?;
        let expression = match ast.kind(last) {
            Kind::Expression(inner) => *inner,
            _ if self.source.dialect == Dialect::Ruby => last,
            _ => return None,
        };
        let Kind::Call { callee, .. } = ast.kind(expression) else {
            return Some(expression);
        };
        let Kind::Function { kind, body, .. } = ast.kind(plain(ast, *callee)) else {
            return Some(expression);
        };
        if *kind == FunctionKind::ArrowExpression {
            return Some(*body);
        }
        let mut returns = Vec::new();
        find_returns(ast, *body, 0, &mut returns);
        if let [only] = returns.as_slice() {
            return Some(*only);
        }
        // Which of several returns was reached shows when it gives a mark of its own.
        returns.into_iter().find(|&candidate| {
            let marked = self.with(ast.span(candidate), "'\\u0001reached'");
            self.run(&marked).is_some_and(|(value, _)| value == "\u{1}reached")
        })
    }

    /// Follows the operators that skip a side down to the clause that decided.
    fn follow(&self, ast: &Ast, answer: NodeId, node: NodeId, clauses: &mut Vec<Clause>) {
        let node = plain(ast, node);
        match ast.kind(node) {
            Kind::Logical(op, left, right) => {
                self.follow(ast, answer, *left, clauses);
                let Some((value, truth)) = self.run(&self.with(ast.span(answer), self.text(ast.span(*left)))) else {
                    return;
                };
                let further = match op {
                    LogicalOp::And | LogicalOp::AndWord => truth,
                    LogicalOp::Or | LogicalOp::OrWord => !truth,
                    LogicalOp::Nullish => value.is_null(),
                };
                if further {
                    self.follow(ast, answer, *right, clauses);
                }
            }
            Kind::Conditional(test, yes, no) => {
                self.follow(ast, answer, *test, clauses);
                let test = self.run(&self.with(ast.span(answer), self.text(ast.span(*test))));
                if let Some((_, truth)) = test {
                    self.follow(ast, answer, if truth { *yes } else { *no }, clauses);
                }
            }
            Kind::Unary(UnaryOp::Not | UnaryOp::NotWord, inner)
                if matches!(ast.kind(plain(ast, *inner)), Kind::Logical(..)) =>
            {
                self.follow(ast, answer, *inner, clauses);
            }
            // The answers of lists and grids are names of reasons, which are no clauses.
            Kind::Str(_) => {}
            _ => {
                let span = ast.span(node);
                let found = self.run(&self.with(ast.span(answer), self.text(span)));
                clauses.push(Clause {
                    text: self.text(span).split_whitespace().collect::<Vec<_>>().join(" "),
                    span: [span.start, span.end],
                    holds: found.as_ref().map(|(_, truth)| *truth),
                    value: found.map(|(value, _)| value),
                    decided: false,
                });
            }
        }
    }
}

/// The node inside parentheses.
fn plain(ast: &Ast, mut node: NodeId) -> NodeId {
    while let Kind::Paren(inner) = ast.kind(node)
        && let [only] = ast.list(*inner)
    {
        node = *only;
    }
    node
}

/// The expressions of the `return`s of a function, not those of functions inside it. The tree's depth is bounded when it
/// is built, and this goes no deeper.
fn find_returns(ast: &Ast, node: NodeId, depth: usize, found: &mut Vec<NodeId>) {
    match ast.kind(node) {
        Kind::Function { .. } => {}
        Kind::Return(Some(value)) => found.push(*value),
        _ if depth < 512 => ast.children(node, &mut |child| find_returns(ast, child, depth + 1, found)),
        _ => {}
    }
}
