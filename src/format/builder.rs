//! What the printers of both languages share: the source, the arena of documents, and the comments not yet written.
//!
//! Invariants: documents are built in the order of the text, so that comments are written in their order; a comment that
//! no printer has a place for makes its statement stay as it was, and is never lost.

use super::comments::{self, Comment};
use super::doc::{DocId, Docs, NOTHING};
use crate::source::{Dialect, Source, Span};
use crate::syntax::ast::{Ast, NodeId};

/// Builds the document of a rule.
pub struct Builder<'a> {
    pub ast: &'a Ast,
    pub text: &'a str,
    pub docs: Docs,
    dialect: Dialect,
    comments: Vec<Comment>,
    /// The first comment that is not written yet.
    next: usize,
}

/// A printer of one language.
pub trait Printer<'a> {
    /// Where it writes.
    fn out(&mut self) -> &mut Builder<'a>;
}

/// Writes nodes on lines of their own with the comments around them, up to `end`; an empty line between two stays,
/// several become one. With `opened` something stands before on the first line, and a line end comes first.
pub fn lines<'a, P: Printer<'a>>(
    printer: &mut P,
    nodes: &[NodeId],
    opened: Option<u32>,
    end: u32,
    print: fn(&mut P, NodeId) -> DocId,
) -> DocId {
    let mut lines = Lines {
        parts: Vec::new(),
        last: opened,
        first: opened.is_some(),
        commented: false,
    };
    for &node in nodes {
        let span = printer.out().ast.span(node);
        let inline = printer.out().comment_lines(&mut lines, span.start);
        printer.out().separate(&mut lines, span.start, inline);
        let before = printer.out().next;
        let mut doc = print(printer, node);
        let out = printer.out();
        if out.pending(span.end) {
            // Some comment has no place in the layout, so the text stays as the author wrote it.
            out.next = before;
            while out.take(span.end).is_some() {}
            let text = out.slice(span).trim_end();
            doc = out.docs.verbatim(text);
        }
        lines.parts.push(doc);
        lines.commented = false;
        // A place may take in the end of its line.
        let length = out.slice(span).trim_end().len();
        lines.last = Some(span.start + u32::try_from(length).unwrap_or(0));
        lines.first = false;
    }
    let out = printer.out();
    out.comment_lines(&mut lines, end);
    out.join(lines.parts)
}

impl<'a> Builder<'a> {
    pub fn new(source: &'a Source, ast: &'a Ast) -> Self {
        Builder {
            ast,
            text: &source.text,
            docs: Docs::default(),
            dialect: source.dialect,
            comments: comments::find(&source.text, source.dialect, ast),
            next: 0,
        }
    }

    /// The text of the source at a place.
    pub fn slice(&self, span: Span) -> &'a str {
        self.text.get(span.start as usize..span.end as usize).unwrap_or("")
    }

    /// The text of a node as it was written.
    pub fn written(&mut self, node: NodeId) -> DocId {
        let text = self.slice(self.ast.span(node));
        self.docs.verbatim(text)
    }

    pub fn put(&mut self, text: impl Into<String>) -> DocId {
        self.docs.text(text)
    }

    pub fn start(&self, node: NodeId) -> u32 {
        self.ast.span(node).start
    }

    pub fn end(&self, node: NodeId) -> u32 {
        self.ast.span(node).end
    }

    /// Whether a comment that is not written yet starts before a place.
    pub fn pending(&self, before: u32) -> bool {
        self.comments
            .get(self.next)
            .is_some_and(|comment| comment.span.start < before)
    }

    /// Where a word stands between two places, comments apart; the later place where it does not.
    pub fn find_word(&self, from: u32, to: u32, word: &str) -> u32 {
        self.find(from, to, |rest| rest.starts_with(word))
    }

    /// Where a sign stands between two places, comments apart; the later place where it does not.
    pub fn find_sign(&self, from: u32, to: u32, sign: char) -> u32 {
        self.find(from, to, |rest| rest.starts_with(sign))
    }

    fn find(&self, from: u32, to: u32, found: impl Fn(&str) -> bool) -> u32 {
        let mut at = from;
        while at < to {
            if let Some(comment) = self.comments.iter().find(|comment| comment.span.start == at) {
                at = comment.span.end.max(at + 1);
                continue;
            }
            let rest = self.slice(Span::new(at, to));
            if found(rest) {
                return at;
            }
            at += rest
                .chars()
                .next()
                .map_or(1, |c| u32::try_from(c.len_utf8()).unwrap_or(1));
        }
        to
    }

    /// Whether a comment stands in a range of the text.
    pub fn commented(&self, from: u32, to: u32) -> bool {
        self.comments
            .iter()
            .any(|comment| comment.span.start >= from && comment.span.end <= to)
    }

    fn take(&mut self, before: u32) -> Option<Comment> {
        let comment = self.comments.get(self.next)?.clone();
        (comment.span.start < before).then(|| {
            self.next += 1;
            comment
        })
    }

    /// The comment at the end of the line that a comma or an operator ends.
    pub fn after(&mut self, place: u32) -> DocId {
        let trailing = self
            .comments
            .get(self.next)
            .is_some_and(|comment| comment.ends_line && !comment.own_line);
        match self.take(place) {
            Some(comment) if trailing => self.trailing(&comment),
            Some(_) => {
                self.next -= 1;
                NOTHING
            }
            None => NOTHING,
        }
    }

    /// The comments before an element of a list or an operand, on lines of their own.
    pub fn before(&mut self, place: u32) -> DocId {
        let mut parts = Vec::new();
        while let Some(comment) = self.take(place) {
            parts.push(self.comment(&comment));
            parts.push(if comment.ends_line {
                self.docs.hard()
            } else {
                self.put(" ")
            });
        }
        self.join(parts)
    }

    /// The comments before what closes a list.
    pub fn closing(&mut self, place: u32) -> DocId {
        let mut parts = Vec::new();
        while let Some(comment) = self.take(place) {
            if !comment.own_line && parts.is_empty() {
                parts.push(self.trailing(&comment));
            } else {
                parts.push(self.docs.hard());
                parts.push(self.comment(&comment));
            }
        }
        self.join(parts)
    }

    /// A comment on the line of what stands before it.
    fn trailing(&mut self, comment: &Comment) -> DocId {
        let text = format!(" {}", self.slice(comment.span).trim_end());
        self.docs.suffix(text)
    }

    fn comment(&mut self, comment: &Comment) -> DocId {
        let text = self.slice(comment.span).trim_end();
        if self.dialect == Dialect::Ruby && !comment.line {
            return self.docs.margin(text);
        }
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let framed = lines.len() > 1 && lines[1..].iter().all(|line| line.starts_with('*'));
        if !framed {
            return self.docs.verbatim(text);
        }
        // The stars of a framed comment stand below each other.
        let mut parts = vec![self.put(lines[0])];
        for line in &lines[1..] {
            parts.push(self.docs.hard());
            parts.push(self.put(format!(" {line}")));
        }
        self.join(parts)
    }

    /// Documents one after the other; one alone stays as it is.
    pub fn join(&mut self, parts: impl Into<Vec<DocId>>) -> DocId {
        let parts = parts.into();
        match parts[..] {
            [] => NOTHING,
            [only] => only,
            _ => self.docs.concat(parts),
        }
    }

    /// Writes the comments before a place; true if the last one stands on the line of what comes next.
    fn comment_lines(&mut self, lines: &mut Lines, place: u32) -> bool {
        let mut inline = false;
        while let Some(comment) = self.take(place) {
            if !comment.own_line && lines.last.is_some() && !inline && !lines.commented {
                let doc = self.trailing(&comment);
                lines.parts.push(doc);
                lines.commented = comment.line;
            } else {
                self.separate(lines, comment.span.start, inline);
                let doc = self.comment(&comment);
                lines.parts.push(doc);
                lines.first = false;
                inline = !comment.ends_line;
                lines.commented = comment.line;
            }
            lines.last = Some(comment.span.end);
        }
        inline
    }

    /// What stands between two lines: a line end, and an empty line where the author left one.
    fn separate(&mut self, lines: &mut Lines, start: u32, inline: bool) {
        let Some(last) = lines.last else { return };
        if inline {
            let blank = self.put(" ");
            return lines.parts.push(blank);
        }
        let gap = self.slice(Span::new(last.min(start), start));
        let empty = gap.matches('\n').count() > 1 && !lines.first;
        let doc = if empty {
            self.docs.empty_line()
        } else {
            self.docs.hard()
        };
        lines.parts.push(doc);
    }
}

struct Lines {
    parts: Vec<DocId>,
    /// Where the last line ended in the source; none at the start of the text.
    last: Option<u32>,
    /// Whether nothing was written since the opening.
    first: bool,
    /// Whether a comment runs to the end of the last line.
    commented: bool,
}
