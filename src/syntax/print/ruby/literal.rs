//! Literals: numbers, texts, regular expressions, lists.

use super::Printer;
use crate::syntax::ast::{InterpolationKind, Kind, List, NodeId};

impl Printer<'_> {
    pub(super) fn literal(&mut self, node: NodeId) {
        match *self.ast.kind(node) {
            Kind::Integer(digits) => self.write(&self.name(digits)),
            Kind::Float(value) => self.float(value),
            Kind::Str(text) => {
                self.write("\"");
                self.quoted(&self.name(text));
                self.write("\"");
            }
            Kind::Symbol(text) => {
                self.write(":\"");
                self.quoted(&self.name(text));
                self.write("\"");
            }
            Kind::Interpolation(kind, parts) => {
                self.write(if kind == InterpolationKind::Symbol { ":\"" } else { "\"" });
                self.parts(parts, Printer::quoted);
                self.write("\"");
            }
            Kind::Regex { parts, flags } => {
                // `%r` begins a literal where `/` would divide.
                let delimiter = self.delimiter(parts);
                self.write("%r");
                self.out.push(delimiter);
                self.parts(parts, Printer::write);
                self.out.push(delimiter);
                self.write(&self.name(flags));
            }
            Kind::Array(list) => {
                self.write("[");
                self.separated(list);
                self.write("]");
            }
            Kind::Hash { pairs, braces } => {
                if braces {
                    self.write("{");
                }
                self.separated(pairs);
                if braces {
                    self.write("}");
                }
            }
            Kind::Pair(key, value) => {
                self.node(key);
                self.write(" => ");
                self.node(value);
            }
            _ => {}
        }
    }

    fn float(&mut self, value: f64) {
        // Literals too large for the format are infinite.
        let text = if value.is_infinite() {
            String::from(if value < 0.0 { "-1e999" } else { "1e999" })
        } else {
            format!("{value:?}")
        };
        self.write(&text);
    }

    fn parts(&mut self, parts: List, text: fn(&mut Self, &str)) {
        for part in self.list(parts) {
            if let Kind::Str(content) = *self.ast.kind(part) {
                let content = self.name(content);
                text(self, &content);
            } else {
                self.write("#{");
                self.node(part);
                self.write("}");
            }
        }
    }

    fn quoted(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '"' | '\\' | '#' => {
                    self.out.push('\\');
                    self.out.push(c);
                }
                '\n' => self.write("\\n"),
                '\t' => self.write("\\t"),
                '\r' => self.write("\\r"),
                c if c.is_control() => self.write(&format!("\\u{{{:X}}}", u32::from(c))),
                c => self.out.push(c),
            }
        }
    }

    /// A delimiter that no part of a pattern holds.
    fn delimiter(&self, parts: List) -> char {
        let free = |candidate: &char| {
            !self.ast.list(parts).iter().any(|&part| match *self.ast.kind(part) {
                Kind::Str(text) => self.ast.name(text).contains(*candidate),
                _ => false,
            })
        };
        let candidates = [
            '/', '!', ',', ';', '~', '@', '%', '"', '\'', '`', '=', '&', ':', '-', '_',
        ];
        candidates.into_iter().find(free).unwrap_or('/')
    }
}
