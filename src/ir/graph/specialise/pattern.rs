//! Regular expressions that only ask how a text starts, ends or what it contains.

use super::{Cond, Specialiser};
use crate::hir::TextId;
use crate::ir::graph::specialise::state::Sym;
use crate::ir::graph::{Act, Kind, Kinds, Pred, Side};
use crate::source::Dialect;
use crate::value::Text;

/// A plain text, and whether it must stand at the start and at the end.
#[derive(Debug, PartialEq, Eq)]
struct Plain {
    text: String,
    start: bool,
    end: bool,
}

impl Specialiser<'_> {
    /// Whether a bound text matches; only without flags, since the others fold case, change what anchors mean, or keep
    /// a position.
    pub(super) fn matches(&mut self, pattern: TextId, flags: TextId, value: &Sym) -> Option<Cond> {
        let Sym::Subject(subject) = value else { return None };
        if !self.text(flags)?.is_empty() {
            return None;
        }
        let plain = read(self.text(pattern)?, self.ir.dialect)?;
        let text = self.ir.text(Text::Utf8(plain.text.into()));
        let pred = match (plain.start, plain.end) {
            (true, true) => Pred::Has(vec![text]),
            (true, false) => Pred::Affix(Side::Start, text),
            (false, true) => Pred::Affix(Side::End, text),
            (false, false) => Pred::Affix(Side::Inside, text),
        };
        let kinds = Kinds::all(Act::Leave).with(&[Kind::Text], Act::Test);
        Some(self.ask(*subject, pred, kinds))
    }
}

/// Reads a pattern of plain characters and anchors. Ruby's `^` and `$` are about lines, so that only `\A` and `\z` are
/// anchors there.
fn read(pattern: &str, dialect: Dialect) -> Option<Plain> {
    let (first, last) = match dialect {
        Dialect::JavaScript => ("^", "$"),
        Dialect::Ruby => ("\\A", "\\z"),
    };
    let (start, rest) = match pattern.strip_prefix(first) {
        Some(rest) => (true, rest),
        None => (false, pattern),
    };
    let mut text = String::new();
    let mut rest = rest;
    while let Some(sign) = rest.chars().next() {
        if rest == last {
            return Some(Plain { text, start, end: true });
        }
        rest = &rest[sign.len_utf8()..];
        match sign {
            '\\' => {
                let escaped = rest.chars().next().filter(char::is_ascii_punctuation)?;
                rest = &rest[escaped.len_utf8()..];
                text.push(escaped);
            }
            '^' | '$' | '.' | '*' | '+' | '?' | '(' | ')' | '[' | ']' | '{' | '}' | '|' => return None,
            ' '..='~' => text.push(sign),
            // What else a character may match depends on the encoding.
            _ => return None,
        }
    }
    Some(Plain {
        text,
        start,
        end: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str, start: bool, end: bool) -> Option<Plain> {
        let text = text.to_owned();
        Some(Plain { text, start, end })
    }

    #[test]
    fn plain_patterns_are_texts_with_anchors() {
        let javascript = |pattern| read(pattern, Dialect::JavaScript);
        assert_eq!(javascript(r"@x\.com$"), plain("@x.com", false, true));
        assert_eq!(javascript("^abc"), plain("abc", true, false));
        assert_eq!(javascript(r"^a\/b$"), plain("a/b", true, true));
        assert_eq!(javascript("mid"), plain("mid", false, false));
        assert_eq!(javascript(r"cost\$"), plain("cost$", false, false));
        for other in [r"\d", "a.c", "a|b", "a$b", r"\bword", "a{2}", "[ab]", "\u{e9}"] {
            assert_eq!(javascript(other), None, "{other}");
        }
    }

    #[test]
    fn anchors_of_lines_are_no_anchors_of_texts() {
        let ruby = |pattern| read(pattern, Dialect::Ruby);
        assert_eq!(ruby(r"@x\.com\z"), plain("@x.com", false, true));
        assert_eq!(ruby(r"\Aabc"), plain("abc", true, false));
        for other in ["^abc", "abc$", r"abc\Z"] {
            assert_eq!(ruby(other), None, "{other}");
        }
    }
}
