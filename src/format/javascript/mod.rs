//! Lays out JavaScript: statements here, expressions, chains, lists and functions in their own files.
//!
//! Input: a tree and its text; output: a document. Literals and names are written as they stand in the text; semicolons
//! are written where the language would insert them, but for a rule that is one expression; parentheses are left out
//! where the place takes any expression.

mod chain;
mod expression;
mod function;
mod list;
mod paren;
mod statement;

use super::builder::{self, Builder, Printer};
use super::doc::{DocId, NOTHING};
use super::{Empty, WIDTH};
use crate::syntax::ast::{Kind, List, NodeId};

/// Writes JavaScript.
pub struct JavaScript<'a> {
    out: Builder<'a>,
    /// Inside the head of a `for`, where `in` outside parentheses has another meaning.
    head: bool,
    empty: Empty,
}

impl<'a> Printer<'a> for JavaScript<'a> {
    fn out(&mut self) -> &mut Builder<'a> {
        &mut self.out
    }
}

impl<'a> JavaScript<'a> {
    pub fn new(out: Builder<'a>, empty: Empty) -> Self {
        JavaScript {
            out,
            head: false,
            empty,
        }
    }

    /// The text of the whole rule, without a line end after it.
    pub fn script(mut self) -> String {
        let doc = self.whole();
        self.out.docs.layout(doc, WIDTH)
    }

    fn whole(&mut self) -> DocId {
        let ast = self.out.ast;
        let end = u32::try_from(self.out.text.len()).unwrap_or(u32::MAX);
        let Some(&Kind::Block(list)) = ast.root.map(|root| ast.kind(root)) else {
            return NOTHING;
        };
        if let [only] = *ast.list(list)
            && matches!(ast.kind(only), Kind::Expression(_))
            && !self.out.slice(ast.span(only)).ends_with(';')
        {
            return builder::lines(self, &[only], None, end, Self::bare_expression);
        }
        self.statements(list, None, end)
    }

    /// The statements of a list on lines of their own.
    fn statements(&mut self, list: List, opened: Option<u32>, end: u32) -> DocId {
        let ast = self.out.ast;
        let keep = self.empty == Empty::Kept;
        let nodes: Vec<NodeId> = ast
            .list(list)
            .iter()
            .copied()
            .filter(|&node| keep || *ast.kind(node) != Kind::Empty)
            .collect();
        builder::lines(self, &nodes, opened, end, Self::statement)
    }

    fn put(&mut self, text: &str) -> DocId {
        self.out.put(text)
    }

    fn join(&mut self, parts: impl Into<Vec<DocId>>) -> DocId {
        self.out.join(parts)
    }
}
