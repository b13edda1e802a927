//! Writes literals.

use super::Printer;
use crate::number::javascript::to_string;
use crate::syntax::ast::{Kind, List, TextId};
use crate::value::Text;

impl Printer<'_> {
    pub(super) fn number(&mut self, value: f64) {
        if value.is_infinite() {
            self.put("1e999");
        } else {
            self.put(&to_string(value));
        }
    }

    pub(super) fn array(&mut self, list: List) {
        self.put("[");
        let items = self.ast.list(list);
        for (index, &item) in items.iter().enumerate() {
            if index > 0 {
                self.put(", ");
            }
            match *self.ast.kind(item) {
                // A hole at the end needs a comma of its own.
                Kind::Hole if index + 1 == items.len() => self.put(","),
                Kind::Hole => {}
                _ => self.expression(item),
            }
        }
        self.put("]");
    }

    pub(super) fn template(&mut self, parts: List) {
        self.put("`");
        for (index, &part) in self.ast.list(parts).iter().enumerate() {
            match *self.ast.kind(part) {
                // Strings stand at even places; a string at an odd one is an expression.
                Kind::Str(text) if index % 2 == 0 => self.escaped(text, '`'),
                _ => {
                    self.put("${");
                    self.expression(part);
                    self.put("}");
                }
            }
        }
        self.put("`");
    }

    pub(super) fn string(&mut self, text: TextId) {
        self.put("'");
        self.escaped(text, '\'');
        self.put("'");
    }

    /// A text between quotes.
    fn escaped(&mut self, text: TextId, quote: char) {
        let ast = self.ast;
        match ast.get_text(text) {
            Text::Utf8(text) => {
                let mut before = ' ';
                for c in text.chars() {
                    self.character(c, quote, before);
                    before = c;
                }
            }
            Text::Utf16(units) => {
                for unit in char::decode_utf16(units.iter().copied()) {
                    match unit {
                        Ok(c) => self.character(c, quote, '$'),
                        Err(lone) => self.put(&format!("\\u{:04x}", lone.unpaired_surrogate())),
                    }
                }
            }
        }
    }

    fn character(&mut self, c: char, quote: char, before: char) {
        match c {
            '\n' => self.put("\\n"),
            '\r' => self.put("\\r"),
            '\t' => self.put("\\t"),
            '\\' => self.put("\\\\"),
            '{' if quote == '`' && before == '$' => self.put("\\{"),
            _ if c == quote => {
                self.put("\\");
                self.out.push(c);
            }
            _ if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{FEFF}') => {
                self.put(&format!("\\u{:04x}", u32::from(c)));
            }
            _ => self.out.push(c),
        }
    }
}
