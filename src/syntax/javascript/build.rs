//! What the grammar's longer actions do: statements with heads, declarations, properties, parameters.

use super::tree::Tree;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{AssignOp, DeclKind, FunctionKind, Kind, NodeId, ParamKind, TextId};

/// What stands in front of a statement that is its body.
#[derive(Clone, Debug)]
pub enum Head {
    /// `while (test)`
    While(NodeId),
    /// `for (…)`
    For(ForHead),
    /// `label:`
    Label(TextId),
}

/// The inside of a `for` header.
#[derive(Clone, Debug)]
pub enum ForHead {
    /// `init; test; update`
    Steps(Option<NodeId>, Option<NodeId>, Option<NodeId>),
    /// Declaration, targets (or declarators), whether it walks keys, and what is walked.
    Each(Option<DeclKind>, Vec<NodeId>, bool, NodeId),
}

impl Tree<'_> {
    /// `if (test) yes else no`
    pub fn if_statement(&mut self, test: NodeId, yes: NodeId, no: Option<NodeId>, left: u32, right: u32) -> NodeId {
        let yes = self.branch(yes);
        let yes = self.whole(yes);
        let no = no.map(|no| self.branch(no));
        self.rung(no, left, right, |no| Kind::If {
            test,
            yes: Some(yes),
            no,
            unless: false,
        })
    }

    /// `test ? yes : no`
    pub fn conditional(&mut self, test: NodeId, yes: NodeId, no: NodeId, left: u32, right: u32) -> NodeId {
        self.rung(Some(no), left, right, |below| {
            Kind::Conditional(test, yes, below.unwrap_or(no))
        })
    }

    /// A head and its body.
    pub fn headed(&mut self, head: Head, body: NodeId, left: u32, right: u32) -> NodeId {
        self.single_statement(body);
        let body = self.whole(body);
        let kind = match head {
            Head::While(test) => Kind::While {
                test,
                body,
                until: false,
                body_first: false,
            },
            Head::Label(label) => Kind::Labelled(label, body),
            Head::For(ForHead::Steps(init, test, update)) => {
                if let Some(init) = init
                    && let Kind::Declaration(_, list) = *self.ast.kind(init)
                {
                    for declarator in self.ast.list(list).to_vec() {
                        self.require_init(declarator);
                    }
                }
                Kind::For {
                    init,
                    test,
                    update,
                    body,
                }
            }
            Head::For(ForHead::Each(decl, targets, keys, iterable)) => {
                if !keys && matches!(self.ast.kind(iterable), Kind::Comma(_)) {
                    let span = self.ast.span(iterable);
                    self.report(
                        Diagnostic::new(Code::E0201, span, "`of` is followed by several expressions")
                            .help("Put them into brackets or parentheses."),
                    );
                }
                let target = self.each_target(decl, &targets, keys);
                Kind::ForEach {
                    decl,
                    target,
                    iterable,
                    body,
                    keys,
                }
            }
        };
        self.add(kind, left, right)
    }

    /// `do body while (test)`
    pub fn do_while(&mut self, test: NodeId, body: NodeId, left: u32, right: u32) -> NodeId {
        self.single_statement(body);
        let kind = Kind::While {
            test,
            body,
            until: false,
            body_first: true,
        };
        self.add(kind, left, right)
    }

    /// Declarations and functions are not allowed as the body of a loop, a label or `if` (ECMA-262 14.6, 14.7, 14.13);
    /// the text after `let` decides whether it is one.
    fn single_statement(&mut self, body: NodeId) {
        let span = self.ast.span(body);
        let (code, what) = match self.ast.kind(body) {
            Kind::Declaration(DeclKind::Const, _) => (Code::E0205, "a declaration"),
            Kind::Declaration(DeclKind::Let, list) => {
                let first = self.ast.list(*list).first().map(|&first| self.ast.span(first).start);
                let between = first.and_then(|first| self.text.get(span.start as usize..first as usize));
                let code = match between {
                    Some(between) if !between.contains(['\n', '\r', '\u{2028}', '\u{2029}']) => Code::E0205,
                    _ => Code::E0301,
                };
                (code, "a declaration")
            }
            Kind::Function {
                kind: FunctionKind::Declaration,
                ..
            } => (Code::E0301, "a function declaration"),
            _ => return,
        };
        self.report(
            Diagnostic::new(code, span, format!("{what} stands where one statement belongs"))
                .help("Put it into braces: `{ … }`."),
        );
    }

    /// The statement of an `if`: a function there is taken as if it stood in braces (ECMA-262 B.3.3).
    fn branch(&mut self, statement: NodeId) -> NodeId {
        if let Kind::Function {
            kind: FunctionKind::Declaration,
            ..
        } = self.ast.kind(statement)
        {
            let span = self.ast.span(statement);
            let list = self.list(&[statement]);
            return self.add_at(Kind::Block(list), span);
        }
        self.single_statement(statement);
        statement
    }

    fn each_target(&mut self, decl: Option<DeclKind>, targets: &[NodeId], keys: bool) -> NodeId {
        let Some(&first) = targets.first() else {
            return self.add(Kind::Error, 0, 0);
        };
        let span = self.ast.span(first);
        if decl.is_none() {
            return self.assignment_target(first);
        }
        if targets.len() > 1 {
            let word = if keys { "in" } else { "of" };
            self.report(
                Diagnostic::new(
                    Code::E0205,
                    span,
                    format!("a `for` with `{word}` declares one variable"),
                )
                .help("Leave one of them."),
            );
        }
        let Kind::Declarator { target, init } = *self.ast.kind(first) else {
            return first;
        };
        if init.is_some() {
            // `for (var i = 0 in o)` is an old form that sloppy scripts still have.
            let code = if keys && decl == Some(DeclKind::Var) {
                Code::E0301
            } else {
                Code::E0205
            };
            self.report(
                Diagnostic::new(code, span, "the variable of this `for` has an initial value")
                    .help("Remove the value: each turn sets the variable."),
            );
        }
        target
    }

    /// `var a = 1, b`; a `for` header checks its own.
    pub fn declaration(&mut self, kind: DeclKind, declarators: &[NodeId], left: u32, right: u32) -> NodeId {
        for &declarator in declarators {
            if kind == DeclKind::Const
                && let Kind::Declarator { target, init: None } = *self.ast.kind(declarator)
                && matches!(self.ast.kind(target), Kind::Name(_))
            {
                let span = self.ast.span(declarator);
                self.report(
                    Diagnostic::new(Code::E0205, span, "a `const` has no initial value")
                        .help("Add `= value`, or use `let`."),
                );
            }
            self.require_init(declarator);
        }
        let list = self.list(declarators);
        self.add(Kind::Declaration(kind, list), left, right)
    }

    /// Patterns need a value to take apart.
    fn require_init(&mut self, declarator: NodeId) {
        if let Kind::Declarator { target, init: None } = *self.ast.kind(declarator)
            && matches!(self.ast.kind(target), Kind::Array(_) | Kind::Object(_))
        {
            let span = self.ast.span(declarator);
            self.report(
                Diagnostic::new(Code::E0205, span, "a pattern has no value to take apart").help("Add `= value`."),
            );
        }
    }

    /// `new callee(arguments)`
    pub fn new_expression(&mut self, callee: NodeId, arguments: &[NodeId], left: u32, right: u32) -> NodeId {
        let arguments = self.list(arguments);
        self.add(Kind::New { callee, arguments }, left, right)
    }

    /// `key: value` in a literal or pattern.
    pub fn property(&mut self, (key, computed): (NodeId, bool), value: NodeId, left: u32, right: u32) -> NodeId {
        let kind = Kind::Property {
            key,
            value,
            computed,
            shorthand: false,
        };
        self.add(kind, left, right)
    }

    /// `key(params) { … }` in an object literal.
    pub fn method(&mut self, key: (NodeId, bool), params: &[NodeId], body: NodeId, left: u32, right: u32) -> NodeId {
        let name = match self.ast.kind(key.0) {
            Kind::Str(name) if !key.1 => Some(*name),
            _ => None,
        };
        let function = self.function(FunctionKind::Method, name, params, body, left, right);
        self.property(key, function, left, right)
    }

    /// `{name}` and `{name = value}` in a pattern.
    pub fn shorthand(&mut self, name: TextId, value: Option<NodeId>, left: u32, right: u32) -> NodeId {
        let key = self.add(Kind::Str(name), left, left + 1);
        let target = self.add(Kind::Name(name), left, left + 1);
        let value = match value {
            Some(value) => self.add(Kind::PatternDefault(target, value), left, right),
            None => target,
        };
        let kind = Kind::Property {
            key,
            value,
            computed: false,
            shorthand: true,
        };
        self.add(kind, left, right)
    }

    /// `{name}` in a literal, and `{name = value}`, which must turn out to be a pattern.
    pub fn shorthand_or_default(&mut self, name: TextId, value: Option<NodeId>, left: u32, right: u32) -> NodeId {
        let property = self.shorthand(name, value, left, right);
        if value.is_some() {
            self.defaults.insert(property);
        }
        property
    }

    /// `[a, , ...b]`
    pub fn array(&mut self, items: Vec<Option<NodeId>>, left: u32, right: u32) -> NodeId {
        let mut nodes = Vec::with_capacity(items.len());
        for item in items {
            nodes.push(match item {
                Some(item) => item,
                None => self.add(Kind::Hole, left, left),
            });
        }
        let list = self.list(&nodes);
        let array = self.add(Kind::Array(list), left, right);
        if self.ends_in_rest(&nodes) && self.comma_before(right) {
            self.comma_after_rest.insert(array);
        }
        array
    }

    /// `{a: 1, ...b}`
    pub fn object(&mut self, properties: &[NodeId], left: u32, right: u32) -> NodeId {
        let list = self.list(properties);
        let object = self.add(Kind::Object(list), left, right);
        if self.ends_in_rest(properties) && self.comma_before(right) {
            self.comma_after_rest.insert(object);
        }
        object
    }

    fn ends_in_rest(&self, nodes: &[NodeId]) -> bool {
        nodes
            .last()
            .is_some_and(|&last| matches!(self.ast.kind(last), Kind::Spread(_)))
    }

    /// Parameters; `right` is the index of the token after them.
    pub fn params(&mut self, params: Vec<NodeId>, right: u32) -> Vec<NodeId> {
        let is_rest = |node: &NodeId, tree: &Self| {
            matches!(
                tree.ast.kind(*node),
                Kind::Param {
                    kind: ParamKind::Rest,
                    ..
                }
            )
        };
        for (index, param) in params.iter().enumerate() {
            let last = index + 1 == params.len();
            if is_rest(param, self) && (!last || self.comma_before(right + 1)) {
                let span = self.ast.span(*param);
                self.report_rest(span);
            }
        }
        params
    }

    /// Reports a rest that is not the last.
    pub(super) fn report_rest(&mut self, span: Span) {
        self.report(
            Diagnostic::new(Code::E0203, span, "`...` must be the last, without a comma after it")
                .help("Move it to the end and remove the comma."),
        );
    }

    /// `target op value`
    pub fn assign(&mut self, op: AssignOp, target: NodeId, value: NodeId, left: u32, right: u32) -> NodeId {
        let target = match op {
            AssignOp::Plain => self.assignment_target(target),
            _ => self.simple_target(target),
        };
        self.add(Kind::Assign(op, target, value), left, right)
    }

    /// `++target` and its kin.
    pub fn update(&mut self, increment: bool, prefix: bool, target: NodeId, left: u32, right: u32) -> NodeId {
        let target = self.simple_target(target);
        let kind = Kind::Update {
            increment,
            prefix,
            target,
        };
        self.add(kind, left, right)
    }
}
