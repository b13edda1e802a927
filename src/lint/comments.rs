//! Comments of a rule, with their places.
//!
//! Input: a text, and the tree where it could be read: then literals are known and nothing in them is taken for a
//! comment. Without a tree, quotes are followed as well as they can be.

use crate::source::{Dialect, Source, Span};
use crate::syntax::ast::{Ast, Kind, NodeId};

/// The comments of a text, in order; with their signs.
pub fn comments(source: &Source, ast: Option<&Ast>) -> Vec<Span> {
    let literals = ast.map(literals);
    let text = source.text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < text.len() {
        if let Some(end) = literals.as_ref().and_then(|known| end_of(known, at)) {
            at = end.max(at + 1);
            continue;
        }
        let rest = &text[at..];
        if literals.is_none() && matches!(rest[0], b'"' | b'\'' | b'`') {
            at = quoted_end(text, at);
            continue;
        }
        let end = match source.dialect {
            Dialect::JavaScript if rest.starts_with(b"//") => Some(line_end(text, at)),
            Dialect::JavaScript if rest.starts_with(b"/*") => {
                let close = rest.windows(2).skip(2).position(|two| two == b"*/");
                Some(close.map_or(text.len(), |close| at + close + 4))
            }
            Dialect::Ruby if rest[0] == b'#' => Some(line_end(text, at)),
            Dialect::Ruby if rest.starts_with(b"=begin") && (at == 0 || text[at - 1] == b'\n') => {
                let close = rest.windows(5).position(|five| five == b"\n=end");
                Some(close.map_or(text.len(), |close| line_end(text, at + close + 1)))
            }
            _ => None,
        };
        match end {
            Some(end) => {
                found.push(span(at, end));
                at = end.max(at + 1);
            }
            None => at += 1,
        }
    }
    found
}

fn span(start: usize, end: usize) -> Span {
    // A text is never longer than the limit on sources, which fits.
    let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Span::new(narrow(start), narrow(end))
}

fn line_end(text: &[u8], at: usize) -> usize {
    let line = text[at..].iter().position(|&byte| byte == b'\n');
    line.map_or(text.len(), |line| at + line)
}

/// The byte after a quoted text that starts at a byte; one without an end is taken to end with its line.
fn quoted_end(text: &[u8], start: usize) -> usize {
    let quote = text[start];
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return at,
            _ if byte == quote => return at + 1,
            _ => {}
        }
        at += 1;
    }
    text.len()
}

/// The literals that can hold the signs of a comment, in the order of their places.
fn literals(ast: &Ast) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Vec<NodeId> = ast.root.into_iter().collect();
    while let Some(node) = open.pop() {
        match ast.kind(node) {
            Kind::Str(_) | Kind::Symbol(_) | Kind::Regex { .. } | Kind::Interpolation(..) => {
                found.push(ast.span(node));
            }
            _ => ast.children(node, &mut |child| open.push(child)),
        }
    }
    found.sort_by_key(|span| span.start);
    found
}

/// The end of the literal that starts at a byte.
fn end_of(literals: &[Span], at: usize) -> Option<usize> {
    let found = literals.partition_point(|span| (span.start as usize) < at);
    let span = literals.get(found).filter(|span| span.start as usize == at)?;
    (span.end > span.start).then_some(span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use crate::syntax::parse;

    fn found(source: Source) -> Vec<String> {
        let (ast, _) = parse(&source, &Limits::default());
        let texts = comments(&source, Some(&ast)).into_iter();
        texts
            .map(|span| source.text[span.start as usize..span.end as usize].to_owned())
            .collect()
    }

    #[test]
    fn signs_in_literals_start_no_comment() {
        let rule = "var a = 'x // y'; /* one\n */ a.match(/[/*]/) // two";
        assert_eq!(found(Source::javascript("r", rule)), ["/* one\n */", "// two"]);
        let rule = "a = \"#{1} # no\" # yes\n=begin\nall\n=end\na =~ /#/";
        assert_eq!(found(Source::ruby("r", rule)), ["# yes", "=begin\nall\n=end"]);
    }
}
