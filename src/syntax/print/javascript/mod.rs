//! Writes JavaScript: statements here, expressions and literals in their own files.

mod expression;
mod literal;

use crate::syntax::ast::{Ast, DeclKind, Kind, List, NodeId, TextId};

/// The text of a JavaScript tree.
pub fn print(ast: &Ast) -> String {
    let mut printer = Printer {
        ast,
        out: String::new(),
        indent: 0,
    };
    if let Some(root) = ast.root
        && let Kind::Block(list) = *ast.kind(root)
    {
        for &statement in ast.list(list) {
            printer.statement(statement);
            printer.line();
        }
    }
    printer.out
}

struct Printer<'a> {
    ast: &'a Ast,
    out: String,
    indent: usize,
}

impl Printer<'_> {
    fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn line(&mut self) {
        self.out.push('\n');
        for _ in 0..self.indent {
            self.out.push_str("  ");
        }
    }

    fn name(&mut self, name: TextId) {
        let name = self.ast.name(name).into_owned();
        self.put(&name);
    }

    fn statement(&mut self, node: NodeId) {
        match *self.ast.kind(node) {
            Kind::Block(list) => self.block(list),
            Kind::Expression(inner) => {
                self.expression(inner);
                self.put(";");
            }
            Kind::Declaration(..) => {
                self.declaration(node);
                self.put(";");
            }
            Kind::If { test, yes, no, .. } => {
                self.put("if (");
                self.expression(test);
                self.put(") ");
                if let Some(yes) = yes {
                    self.statement(yes);
                }
                if let Some(no) = no {
                    self.put(" else ");
                    self.statement(no);
                }
            }
            Kind::While {
                test, body, body_first, ..
            } => {
                if body_first {
                    self.put("do ");
                    self.statement(body);
                    self.put(" while (");
                    self.expression(test);
                    self.put(");");
                } else {
                    self.put("while (");
                    self.expression(test);
                    self.put(") ");
                    self.statement(body);
                }
            }
            Kind::For {
                init,
                test,
                update,
                body,
            } => {
                self.put("for (");
                match init.map(|init| (init, self.ast.kind(init))) {
                    Some((init, Kind::Declaration(..))) => self.declaration(init),
                    Some((init, _)) => self.expression(init),
                    None => {}
                }
                for part in [test, update] {
                    self.put(";");
                    if let Some(part) = part {
                        self.put(" ");
                        self.expression(part);
                    }
                }
                self.put(") ");
                self.statement(body);
            }
            Kind::ForEach {
                decl,
                target,
                iterable,
                body,
                keys,
            } => {
                self.put("for (");
                if let Some(decl) = decl {
                    self.put(keyword(decl));
                }
                self.expression(target);
                self.put(if keys { " in " } else { " of " });
                self.expression(iterable);
                self.put(") ");
                self.statement(body);
            }
            Kind::Switch(subject, cases) => self.switch(subject, cases),
            Kind::Break { label, .. } => self.jump("break", label),
            Kind::Continue { label, .. } => self.jump("continue", label),
            Kind::Return(value) => {
                self.put("return");
                if let Some(value) = value {
                    self.put(" ");
                    self.expression(value);
                }
                self.put(";");
            }
            Kind::Throw(value) => {
                self.put("throw ");
                self.expression(value);
                self.put(";");
            }
            Kind::Labelled(label, body) => {
                self.name(label);
                self.put(": ");
                self.statement(body);
            }
            Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => {
                self.put("try ");
                self.statement(body);
                if let Some(handler) = handler {
                    self.put(" catch ");
                    if let Some(param) = param {
                        self.put("(");
                        self.expression(param);
                        self.put(") ");
                    }
                    self.statement(handler);
                }
                if let Some(finalizer) = finalizer {
                    self.put(" finally ");
                    self.statement(finalizer);
                }
            }
            Kind::Function { .. } => self.expression(node),
            Kind::Ladder(pieces) => {
                for &piece in self.ast.list(pieces) {
                    self.statement(piece);
                }
            }
            // The next piece of the ladder stands here.
            Kind::Below => {}
            _ => self.put(";"),
        }
    }

    fn block(&mut self, list: List) {
        self.put("{");
        self.indented(list);
        self.put("}");
    }

    fn indented(&mut self, list: List) {
        self.indent += 1;
        for &statement in self.ast.list(list) {
            self.line();
            self.statement(statement);
        }
        self.indent -= 1;
        if !list.is_empty() {
            self.line();
        }
    }

    fn switch(&mut self, subject: NodeId, cases: List) {
        self.put("switch (");
        self.expression(subject);
        self.put(") {");
        for &case in self.ast.list(cases) {
            let Kind::SwitchCase { test, body } = *self.ast.kind(case) else {
                continue;
            };
            self.line();
            match test {
                Some(test) => {
                    self.put("case ");
                    self.expression(test);
                    self.put(":");
                }
                None => self.put("default:"),
            }
            self.indent += 1;
            for &statement in self.ast.list(body) {
                self.line();
                self.statement(statement);
            }
            self.indent -= 1;
        }
        self.line();
        self.put("}");
    }

    fn jump(&mut self, word: &str, label: Option<TextId>) {
        self.put(word);
        if let Some(label) = label {
            self.put(" ");
            self.name(label);
        }
        self.put(";");
    }

    fn declaration(&mut self, node: NodeId) {
        let Kind::Declaration(kind, list) = *self.ast.kind(node) else {
            return;
        };
        self.put(keyword(kind));
        self.separated(list);
    }

    /// Nodes with commas between them.
    fn separated(&mut self, list: List) {
        for (index, &node) in self.ast.list(list).iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            self.expression(node);
        }
    }
}

fn keyword(kind: DeclKind) -> &'static str {
    match kind {
        DeclKind::Var => "var ",
        DeclKind::Let => "let ",
        DeclKind::Const => "const ",
    }
}
