//! Lints for texts that could not be read: what another language's word or sign was meant to be.
//!
//! Input: a text that the parser has errors about, and the errors; output: the errors with a remedy and a fix where such a
//! word or sign is what they are about, and a finding for each one that no error is about, on the line of an error or the
//! one before it. Comments and quoted texts are left out.

use std::collections::BTreeSet;

use super::comments::comments;
use super::dialect::{foreign_operator, javascript_syntax, ruby_syntax};
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::source::{Dialect, Source, Span};

/// A word or a sign of a text.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// What it is.
    pub text: &'a str,
    /// Where it stands.
    pub span: Span,
}

/// What a piece was meant to be.
#[derive(Clone, Debug)]
pub struct Meant {
    code: Code,
    span: Span,
    what: String,
    help: String,
    fix: Option<Fix>,
}

impl Meant {
    /// What a piece is and what to write instead, with what stands in its place after the fix.
    pub fn new(code: Code, span: Span, what: &str, help: &str, text: Option<&str>) -> Meant {
        Meant {
            code,
            span,
            what: what.to_owned(),
            help: help.to_owned(),
            fix: text.map(|text| Fix::risky(format!("write `{text}`"), [Edit::replace(span, text)])),
        }
    }

    /// Tells an error what it is probably about, so that one slip is one message. An error that stands elsewhere than the
    /// slip shows its place, too.
    fn explain(self, error: &mut Diagnostic, beside: bool) {
        if !beside {
            error.related.push((self.span, self.what));
        }
        if !beside || error.help.is_empty() {
            *error = error.clone().help(self.help);
        }
        error.fix = error.fix.take().or(self.fix);
    }

    /// A finding of its own, for a slip that no error is about: the parser did not come that far.
    fn alone(self) -> Diagnostic {
        let mut diagnostic = Diagnostic::new(self.code, self.span, self.what)
            .label("of another language")
            .note("the rule does not compile, and denies where it is assigned")
            .help(self.help);
        diagnostic.fix = self.fix;
        diagnostic
    }
}

/// Tells the errors about a text that could not be read what they are probably about, and adds what no error tells.
pub fn check(source: &Source, found: &mut Vec<Diagnostic>) {
    let rest = explain(source, found);
    found.extend(rest.into_iter().map(Meant::alone));
}

/// How many slips of a text are told: nobody mends more of them at once.
const MOST: usize = 100;

/// Tells errors what they are probably about; gives the slips that are left.
pub fn explain(source: &Source, errors: &mut [Diagnostic]) -> Vec<Meant> {
    let ends: Vec<usize> = source.text.match_indices('\n').map(|(at, _)| at).collect();
    let line = |at: u32| ends.partition_point(|&end| end < at as usize);
    let lines: BTreeSet<usize> = errors.iter().map(|error| line(error.span.start)).collect();
    let pieces = pieces(source);
    let mut slips = Vec::new();
    for at in 0..pieces.len() {
        let here = line(pieces[at].span.start);
        if slips.len() == MOST || lines.range(here..=here + 1).next().is_none() {
            continue;
        }
        let meant = match source.dialect {
            Dialect::JavaScript => ruby_syntax::meant(&pieces, at),
            Dialect::Ruby => javascript_syntax::meant(&pieces, at),
        };
        slips.extend(meant.or_else(|| foreign_operator::meant(source.dialect, &pieces, at)));
    }
    let mut told = vec![false; errors.len()];
    let beside = |error: &Diagnostic, slip: &Meant| is_beside(source, error.span, slip.span);
    let astray = |error: &Diagnostic, slip: &Meant| {
        matches!(error.code, Code::E0201 | Code::E0202)
            && error.span.start >= slip.span.start
            && line(error.span.start) <= line(slip.span.start) + 1
    };
    // First the errors at the slips themselves, then those at which the parser found that it had gone astray.
    for about in [&beside as &dyn Fn(&Diagnostic, &Meant) -> bool, &astray] {
        let mut left = Vec::new();
        for slip in slips {
            let error = (0..errors.len()).find(|&at| !told[at] && about(&errors[at], &slip));
            match error {
                Some(at) => {
                    told[at] = true;
                    let here = beside(&errors[at], &slip);
                    slip.explain(&mut errors[at], here);
                }
                None => left.push(slip),
            }
        }
        slips = left;
    }
    slips
}

/// Whether two places overlap, or nothing but blanks is between them.
fn is_beside(source: &Source, one: Span, other: Span) -> bool {
    let (first, last) = if one.start <= other.start {
        (one, other)
    } else {
        (other, one)
    };
    let between = source.text.get(first.end as usize..last.start as usize);
    last.start <= first.end || between.is_some_and(|between| between.trim().is_empty())
}

/// The words and signs of a text, comments and quoted texts left out.
fn pieces(source: &Source) -> Vec<Piece<'_>> {
    let text = source.text.as_str();
    let comments = comments(source, None);
    let mut ahead = comments.iter().peekable();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        while ahead.next_if(|comment| (comment.start as usize) < at).is_some() {}
        if let Some(comment) = ahead.next_if(|comment| comment.start as usize == at) {
            at = comment.end as usize;
            continue;
        }
        let length = match first {
            _ if first.is_whitespace() => {
                at += first.len_utf8();
                continue;
            }
            '\'' | '"' | '`' => {
                at = quoted_end(text, at, first);
                continue;
            }
            _ if is_word(first) => text[at..].find(|char| !is_word(char)).unwrap_or(text.len() - at),
            _ => SIGNS
                .iter()
                .find(|sign| text[at..].starts_with(**sign))
                .map_or(first.len_utf8(), |sign| sign.len()),
        };
        // The text is within the limit on sources, which fits.
        let narrow = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        found.push(Piece {
            text: &text[at..at + length],
            span: Span::new(narrow(at), narrow(at + length)),
        });
        at += length;
    }
    found
}

/// Signs of more than one character that must not be taken apart, longer ones first.
const SIGNS: &[&str] = &[
    "===", "!==", "**=", "&&=", "||=", "==", "!=", "<=", ">=", "=>", "=~", "=<", "<>", "&&", "||", "??", "?.", "//",
    "/*", "+=", "-=", "*=", "/=", "&.",
];

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_' || char == '$'
}

/// The byte after a quoted text; one without an end is taken to end with its line.
fn quoted_end(text: &str, start: usize, quote: char) -> usize {
    let mut escaped = false;
    for (at, char) in text[start + 1..].char_indices() {
        let at = start + 1 + at;
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '\n' if quote != '`' => return at,
            _ if char == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
