//! Names that are declared twice (ECMA-262 14.2.1, 14.12.1, 14.15.1, 15.2.1, 16.1.1).

use rustc_hash::FxHashMap;

use super::Check;
use crate::diag::Code;
use crate::source::Span;
use crate::syntax::ast::{DeclKind, FunctionKind, Kind, NodeId, TextId};

/// What a name of a scope is to other declarations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Declared {
    /// `let`, `const`, a `catch` pattern: nothing else may have the name.
    Lexical,
    /// A function in a block: another function may.
    BlockFunction,
    /// The plain parameter of a `catch`: a `var` may, except the one of a `for` with `of`.
    CatchName,
    /// A `var` or function of a function's top: another may.
    Var,
    /// A parameter: a `var` or function may.
    Param,
}

/// The declared names of a scope.
#[derive(Debug)]
pub struct Scope {
    names: FxHashMap<TextId, Declared>,
    /// Whether `var` stops here.
    function: bool,
}

impl Scope {
    /// The scope of a function or of the script.
    pub fn function() -> Self {
        Scope {
            names: FxHashMap::default(),
            function: true,
        }
    }

    /// Any other.
    pub fn block() -> Self {
        Scope {
            names: FxHashMap::default(),
            function: false,
        }
    }
}

impl Check<'_> {
    fn repeated(&mut self, name: TextId, span: Span) {
        let name = self.ast.name(name).into_owned();
        self.report(
            Code::E0205,
            span,
            format!("`{name}` is declared twice in one scope"),
            "Rename one of the two, or assign without declaring again.",
        );
    }

    /// Adds a name to the innermost scope; a clash is reported.
    fn declare(&mut self, name: TextId, what: Declared, span: Span) {
        let Some(scope) = self.scopes.last_mut() else { return };
        let clash = match (scope.names.get(&name), what) {
            (None, _) => false,
            (Some(Declared::BlockFunction), Declared::BlockFunction) => false,
            (Some(Declared::Var | Declared::Param), Declared::Var) => false,
            (Some(_), _) => true,
        };
        scope.names.insert(name, what);
        if clash {
            self.repeated(name, span);
        }
    }

    /// The names of a target.
    fn names(&self, target: NodeId, names: &mut Vec<(TextId, Span)>) {
        let mut pending = vec![target];
        while let Some(node) = pending.pop() {
            match *self.ast.kind(node) {
                Kind::Name(name) => names.push((name, self.ast.span(node))),
                Kind::Array(list) | Kind::Object(list) => pending.extend(self.ast.list(list).iter().rev()),
                Kind::Property { value, .. } => pending.push(value),
                Kind::PatternDefault(inner, _) | Kind::Spread(inner) => pending.push(inner),
                _ => {}
            }
        }
    }

    /// `let`, `const` and `catch` names.
    pub(super) fn lexical_names(&mut self, target: NodeId, catch_name: bool) {
        let mut names = Vec::new();
        self.names(target, &mut names);
        let script = self.scopes.len() == 1;
        for (name, span) in names {
            let text = self.ast.name(name);
            if script && matches!(&*text, "undefined" | "NaN" | "Infinity") {
                // Node reports it when it starts to run the script.
                let message = format!("`{text}` is declared again");
                self.report(Code::E0301, span, message, "Choose another name.");
            }
            let what = if catch_name {
                Declared::CatchName
            } else {
                Declared::Lexical
            };
            self.declare(name, what, span);
        }
    }

    /// Names of parameters, which only plain `function`s may repeat.
    pub(super) fn param_names(&mut self, target: NodeId, repeats: bool) {
        let mut names = Vec::new();
        self.names(target, &mut names);
        for (name, span) in names {
            let known = self.scopes.last().is_some_and(|scope| scope.names.contains_key(&name));
            if known && !repeats {
                self.repeated(name, span);
            } else if !known {
                self.declare(name, Declared::Param, span);
            }
        }
    }

    /// Declares what statements declare in their own scope, before any of them is looked at.
    pub(super) fn predeclare(&mut self, statements: &[NodeId], top: bool) {
        for &statement in statements {
            match *self.ast.kind(statement) {
                Kind::Declaration(DeclKind::Let | DeclKind::Const, list) => {
                    for &declarator in self.ast.list(list) {
                        if let Kind::Declarator { target, .. } = *self.ast.kind(declarator) {
                            self.lexical_names(target, false);
                        }
                    }
                }
                Kind::Function {
                    kind: FunctionKind::Declaration,
                    name: Some(name),
                    ..
                } => {
                    let what = if top { Declared::Var } else { Declared::BlockFunction };
                    self.declare(name, what, self.ast.span(statement));
                }
                _ => {}
            }
        }
    }

    /// Names of `var`: no scope up to the function may have them as lexical names.
    pub(super) fn var_names(&mut self, target: NodeId, of: bool) {
        let mut names = Vec::new();
        self.names(target, &mut names);
        for (name, span) in names {
            let mut clash = false;
            let mut unsure = false;
            for scope in self.scopes.iter_mut().rev() {
                match scope.names.get(&name) {
                    Some(Declared::Lexical | Declared::BlockFunction) => clash = true,
                    // Node refuses it, but not behind a label.
                    Some(Declared::CatchName) => unsure |= of,
                    Some(Declared::Var | Declared::Param) | None => {}
                }
                if scope.function {
                    scope.names.entry(name).or_insert(Declared::Var);
                    break;
                }
            }
            if clash {
                self.repeated(name, span);
            } else if unsure {
                let message = "a `for` with `of` declares the name of the `catch` around it";
                self.report(Code::E0301, span, message, "Rename one of the two.");
            }
        }
    }
}
