//! Strings, symbols, regular expressions and word lists.

use super::Builder;
use crate::diag::{Code, Diagnostic};
use crate::regex::{ErrorKind, Limits, Options, Regex, joined_parts};
use crate::source::Span;
use crate::syntax::ast::{InterpolationKind, Kind, List, NodeId, TextId};

/// A part of a literal.
#[derive(Clone, Copy, Debug)]
pub enum Piece {
    /// Text as it stands.
    Text(TextId, Span),
    /// What `#{…}` holds.
    Code(NodeId),
}

impl Builder<'_> {
    /// The statements of `#{…}`: one expression as it is, otherwise a block. A string alone is put into a block, since
    /// strings in the list of parts are the text around the code.
    pub fn interpolation(&mut self, statements: &[NodeId], l: u32, r: u32) -> Piece {
        match statements {
            [only] if !matches!(self.kind(*only), Kind::Str(_)) => Piece::Code(*only),
            _ => Piece::Code(self.block(statements, l, r)),
        }
    }

    /// The text of a literal without interpolation.
    fn plain_text(&mut self, pieces: &[Piece]) -> Option<TextId> {
        match pieces {
            [Piece::Text(text, _)] => return Some(*text),
            _ if pieces.iter().any(|piece| matches!(piece, Piece::Code(_))) => return None,
            _ => {}
        }
        let mut whole = String::new();
        for piece in pieces {
            if let Piece::Text(text, _) = piece {
                whole.push_str(&self.ast.name(*text));
            }
        }
        Some(self.ast.str(&whole))
    }

    fn parts(&mut self, pieces: &[Piece]) -> List {
        let mut nodes = Vec::with_capacity(pieces.len());
        let mut at = 0;
        while at < pieces.len() {
            match pieces[at] {
                Piece::Code(node) => {
                    nodes.push(node);
                    at += 1;
                }
                Piece::Text(_, first) => {
                    // Literals side by side are one literal.
                    let run = pieces[at..]
                        .iter()
                        .take_while(|piece| matches!(piece, Piece::Text(..)))
                        .count();
                    if let Some(text) = self.plain_text(&pieces[at..at + run]) {
                        nodes.push(self.node_at(Kind::Str(text), first));
                    }
                    at += run;
                }
            }
        }
        self.ast.add_list(&nodes)
    }

    /// A string.
    pub fn string(&mut self, pieces: Vec<Piece>, l: u32, r: u32) -> NodeId {
        if let Some(text) = self.plain_text(&pieces) {
            return self.node(Kind::Str(text), l, r);
        }
        let parts = self.parts(&pieces);
        self.node(Kind::Interpolation(InterpolationKind::Text, parts), l, r)
    }

    /// A symbol.
    pub fn symbol(&mut self, pieces: Vec<Piece>, l: u32, r: u32) -> NodeId {
        if let Some(text) = self.plain_text(&pieces) {
            return self.node(Kind::Symbol(text), l, r);
        }
        let parts = self.parts(&pieces);
        self.node(Kind::Interpolation(InterpolationKind::Symbol, parts), l, r)
    }

    /// A regular expression.
    pub fn regex(&mut self, pieces: Vec<Piece>, flags: TextId, l: u32, r: u32) -> NodeId {
        let span = Span::new(l, r);
        let parts = self.parts(&pieces);
        let texts: Vec<Option<String>> = (self.ast.list(parts).iter())
            .map(|&part| self.ast.literal_text(part))
            .collect();
        match texts.iter().cloned().collect::<Option<String>>() {
            Some(pattern) => self.check_regex(&pattern, flags, span),
            None => {
                let texts: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
                if let Err(reason) = joined_parts(&texts) {
                    self.invalid_regex(reason, span);
                }
            }
        }
        self.node(Kind::Regex { parts, flags }, l, r)
    }

    fn invalid_regex(&mut self, reason: String, span: Span) {
        self.report(Diagnostic::new(Code::E0206, span, "the regular expression is not valid").label(reason));
    }

    /// A pattern without interpolation is read when the text is.
    fn check_regex(&mut self, pattern: &str, flags: TextId, span: Span) {
        let flags = self.name_of(flags);
        let options = Options {
            ignore_case: flags.contains('i'),
            extended: flags.contains('x'),
            multiline: flags.contains('m'),
        };
        let limits = Limits {
            program: self.limits.regex_size,
            ..Limits::default()
        };
        let Err(error) = Regex::ruby(pattern, options, &limits) else {
            return;
        };
        self.report(match error.kind {
            ErrorKind::Syntax => return self.invalid_regex(error.message, span),
            ErrorKind::Unsupported(construct) => Diagnostic::new(
                Code::E0304,
                span,
                format!("{} in a regular expression cannot be used in a rule", construct.name()),
            )
            .label("not supported")
            .note("Matching is linear in the length of the text, always.")
            .help(construct.instead()),
            ErrorKind::TooLarge => Diagnostic::new(Code::E0304, span, "the regular expression is too large")
                .label("it needs more states than are allowed")
                .help("Match in several steps."),
        });
    }

    /// `%w[…]`.
    pub fn words(&mut self, words: Vec<Vec<Piece>>, l: u32, r: u32) -> NodeId {
        let nodes: Vec<NodeId> = words
            .into_iter()
            .map(|word| {
                let (start, end) = self.pieces_span(&word, l, r);
                self.string(word, start, end)
            })
            .collect();
        let list = self.ast.add_list(&nodes);
        self.node(Kind::Array(list), l, r)
    }

    /// `%i[…]`.
    pub fn symbols(&mut self, words: Vec<Vec<Piece>>, l: u32, r: u32) -> NodeId {
        let nodes: Vec<NodeId> = words
            .into_iter()
            .map(|word| {
                let (start, end) = self.pieces_span(&word, l, r);
                self.symbol(word, start, end)
            })
            .collect();
        let list = self.ast.add_list(&nodes);
        self.node(Kind::Array(list), l, r)
    }

    fn pieces_span(&self, pieces: &[Piece], l: u32, r: u32) -> (u32, u32) {
        let place = |piece: &Piece| match piece {
            Piece::Text(_, span) => *span,
            Piece::Code(node) => self.span(*node),
        };
        match (pieces.first(), pieces.last()) {
            (Some(first), Some(last)) => (place(first).start, place(last).end),
            _ => (l, r),
        }
    }
}
