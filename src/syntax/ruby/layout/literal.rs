//! Quoted literals: strings, symbols and word lists in all their forms, with interpolation as an entry of the bracket
//! stack, so that no recursion is needed to read the code inside.

use super::escape::{self, Problem};
use super::frame::FrameKind;
use super::state::State;
use super::{Layout, offset};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::raw::Raw;
use crate::syntax::ruby::token::Token;

/// How the inside of a literal is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// As it stands, but for an escaped quote or backslash.
    Single,
    /// With escapes and interpolation.
    Double,
    /// With interpolation; escapes are kept for the regular expression.
    Regex,
}

/// What a literal makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Product {
    /// A string.
    Str,
    /// A symbol.
    Symbol,
    /// A regular expression.
    Regex,
    /// A list of strings.
    Words,
    /// A list of symbols.
    Symbols,
}

/// A literal that is being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Literal {
    /// Where it began.
    pub start: u32,
    /// The opening delimiter, where it nests.
    pub open: Option<char>,
    /// The closing delimiter.
    pub close: char,
    /// How many opening delimiters wait for their closing one.
    pub depth: u32,
    /// How its inside is read.
    pub content: Content,
    /// What it makes.
    pub product: Product,
    /// It may be a key: `"name":`.
    pub label: bool,
    /// A token for its beginning (in a word list: of the current word) was emitted.
    pub begun: bool,
}

impl Literal {
    fn is_list(self) -> bool {
        matches!(self.product, Product::Words | Product::Symbols)
    }
}

enum Stop {
    Closed,
    /// `#{`
    Interpolation,
    /// `#@name`: the length of the name with its sign.
    Variable(usize),
    /// A blank in a word list.
    Blank,
    End,
}

impl Layout<'_, '_> {
    /// `"…"`, `'…'`, `` `…` ``.
    pub(super) fn quote(&mut self, raw: Raw, command_state: bool) {
        let span = self.span();
        if raw == Raw::Backtick {
            if self.state.names() {
                self.operator_name("`", span);
                return;
            }
            self.unsupported(span, "a command of the system", "A rule cannot start processes.");
        }
        let close = match raw {
            Raw::DoubleQuote => '"',
            Raw::SingleQuote => '\'',
            _ => '`',
        };
        let label = (self.state.any(State::LABEL.with(State::END_FN)) && !command_state) || self.state.argument();
        self.begin_literal(Literal {
            start: span.start,
            open: None,
            close,
            depth: 0,
            content: if close == '\'' {
                Content::Single
            } else {
                Content::Double
            },
            product: Product::Str,
            label: label && close != '`',
            begun: false,
        });
    }

    /// A literal whose opening delimiter was read.
    pub(super) fn begin_literal(&mut self, literal: Literal) {
        self.begin_argument();
        if literal.is_list() {
            let token = if literal.product == Product::Words {
                Token::WordsOpen
            } else {
                Token::SymbolsOpen
            };
            let span = Span::new(literal.start, offset(self.position()));
            self.push(token, span);
        }
        self.resume(literal);
    }

    /// Reads on in a literal, at its start or after an interpolation.
    pub(super) fn resume(&mut self, mut literal: Literal) {
        loop {
            let start = offset(self.position());
            let mut bytes = Vec::new();
            let (stop, taken) = self.segment(&mut literal, &mut bytes);
            let text_end = start + offset(taken);
            let part = Span::new(start, text_end);
            let text = self.decoded(bytes, part);
            match stop {
                Stop::Blank => {
                    self.lexer.bump(taken);
                    self.end_word_of_list(&mut literal, &text, part);
                    let blanks = self.rest().len() - self.rest().trim_start_matches(list_blank).len();
                    self.lexer.bump(blanks);
                }
                Stop::Closed => {
                    self.lexer.bump(taken + literal.close.len_utf8());
                    self.close_literal(literal, &text, part);
                    return;
                }
                Stop::Interpolation => {
                    self.lexer.bump(taken + 2);
                    self.begin_parts(&mut literal, &text, part);
                    let span = Span::new(text_end, text_end + 2);
                    self.push(Token::InterpolationOpen, span);
                    self.open(FrameKind::Interpolation(literal), span);
                    self.state = State::BEG;
                    self.command_start = true;
                    return;
                }
                Stop::Variable(length) => {
                    self.lexer.bump(taken + 1 + length);
                    self.begin_parts(&mut literal, &text, part);
                    self.interpolated_variable(text_end + 1, length);
                }
                Stop::End => {
                    self.lexer.bump(taken);
                    self.broken = true;
                    self.report(
                        Diagnostic::new(
                            Code::E0102,
                            Span::new(literal.start, literal.start + 1),
                            "unterminated literal",
                        )
                        .label(format!("`{}` that would end it is missing", literal.close))
                        .help(format!("Add `{}` where the text ends.", literal.close)),
                    );
                    self.begin_parts(&mut literal, &text, part);
                    self.push(Token::StrClose, part);
                    self.state = State::END;
                    return;
                }
            }
        }
    }

    /// `#@name` in a literal.
    fn interpolated_variable(&mut self, start: u32, length: usize) {
        let span = Span::new(start, start + offset(length));
        let name = &self.text[span.start as usize..span.end as usize];
        self.push(Token::InterpolationOpen, Span::new(start - 1, start));
        let token = if let Some(name) = name.strip_prefix('@') {
            Token::InstanceVar(self.ast.str(name))
        } else {
            Token::GlobalVar(self.ast.str(name))
        };
        self.push(token, span);
        self.push(Token::InterpolationClose, Span::new(span.end, span.end));
    }

    /// Reads up to the closing delimiter, an interpolation, a blank of a list or the end.
    fn segment(&mut self, literal: &mut Literal, out: &mut Vec<u8>) -> (Stop, usize) {
        let rest = self.rest();
        let mut at = 0;
        while let Some(next) = rest[at..].chars().next() {
            let width = next.len_utf8();
            if next == literal.close {
                if literal.depth == 0 {
                    return (Stop::Closed, at);
                }
                literal.depth -= 1;
            } else if Some(next) == literal.open {
                literal.depth += 1;
            } else if next == '\\' {
                at += 1 + self.escaped(*literal, &rest[at + 1..], at, out);
                continue;
            } else if next == '#' && literal.content != Content::Single {
                if rest[at + 1..].starts_with('{') {
                    return (Stop::Interpolation, at);
                }
                if let Some(length) = variable_length(&rest[at + 1..]) {
                    return (Stop::Variable(length), at);
                }
            } else if literal.is_list() && list_blank(next) {
                return (Stop::Blank, at);
            } else if next == '\r' && rest[at + 1..].starts_with('\n') {
                // Ruby reads the end of a line as one newline, however it is written.
                at += 1;
                continue;
            }
            out.extend_from_slice(&rest.as_bytes()[at..at + width]);
            at += width;
        }
        (Stop::End, at)
    }

    /// What follows a backslash at `at`; gives how many bytes it took.
    fn escaped(&mut self, literal: Literal, rest: &str, at: usize, out: &mut Vec<u8>) -> usize {
        let Some(next) = rest.chars().next() else {
            out.push(b'\\');
            return 0;
        };
        let width = next.len_utf8();
        let delimiter = next == literal.close || Some(next) == literal.open;
        if literal.is_list() && list_blank(next) {
            out.extend_from_slice(&rest.as_bytes()[..width]);
            return width;
        }
        match literal.content {
            Content::Single => {
                if !delimiter && next != '\\' {
                    out.push(b'\\');
                }
                out.extend_from_slice(&rest.as_bytes()[..width]);
                width
            }
            Content::Regex => super::regex::escaped(literal, rest, out),
            Content::Double => match escape::read(rest, out) {
                Ok(taken) => taken,
                Err(problem) => {
                    let start = offset(self.position() + at);
                    let span = Span::new(start, start + 1 + offset(width));
                    self.bad_escape(problem, span);
                    width
                }
            },
        }
    }

    pub(super) fn bad_escape(&mut self, problem: Problem, span: Span) {
        match problem {
            Problem::Invalid(why) => self.report(
                Diagnostic::new(Code::E0103, span, "invalid escape sequence")
                    .label(why)
                    .help("Write the character itself, or `\\\\` for a backslash."),
            ),
            Problem::Unsupported => self.unsupported(
                span,
                "a control or meta escape",
                "Write the character as `\\x..` or `\\u....`.",
            ),
        }
    }

    /// The bytes of a part as text; bytes that are no UTF-8 are refused.
    pub(super) fn decoded(&mut self, bytes: Vec<u8>, span: Span) -> String {
        match String::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                self.unsupported(
                    span,
                    "a string that is not valid UTF-8",
                    "Write characters as `\\u....` instead of bytes.",
                );
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        }
    }

    /// Emits the opening token if that was not done yet, and the text before an interpolation.
    fn begin_parts(&mut self, literal: &mut Literal, text: &str, span: Span) {
        if !literal.begun {
            literal.begun = true;
            let token = match literal.product {
                Product::Symbol => Token::SymbolOpen,
                Product::Regex => Token::RegexOpen,
                _ => Token::StrOpen,
            };
            let start = if literal.is_list() { span.start } else { literal.start };
            self.push(token, Span::new(start, span.start));
        }
        if !text.is_empty() {
            let text = self.ast.str(text);
            self.push(Token::Part(text), span);
        }
    }

    fn end_word_of_list(&mut self, literal: &mut Literal, text: &str, span: Span) {
        if literal.begun {
            self.begin_parts(literal, text, span);
            self.push(Token::StrClose, Span::new(span.end, span.end));
            literal.begun = false;
        } else if !text.is_empty() {
            let text = self.ast.str(text);
            self.push(Token::Str(text), span);
        }
    }

    fn close_literal(&mut self, mut literal: Literal, text: &str, part: Span) {
        let mut close = Span::new(part.end, offset(self.position()));
        let whole = Span::new(literal.start, close.end);
        self.state = State::END;
        match literal.product {
            Product::Words | Product::Symbols => {
                self.end_word_of_list(&mut literal, text, part);
                self.push(Token::WordsClose, close);
            }
            Product::Regex => {
                self.begin_parts(&mut literal, text, part);
                self.close_regex(close);
            }
            Product::Str if literal.label && self.peek_is(":") && !self.peek_is("::") => {
                self.lexer.bump(1);
                close.end += 1;
                self.state = State::ARG.with(State::LABELED);
                if literal.begun {
                    self.begin_parts(&mut literal, text, part);
                    self.push(Token::StrLabelClose, close);
                } else {
                    let text = self.ast.str(text);
                    self.push(Token::StrLabel(text), Span::new(whole.start, close.end));
                }
            }
            product if !literal.begun => {
                let text = self.ast.str(text);
                let token = if product == Product::Symbol {
                    Token::Symbol(text)
                } else {
                    Token::Str(text)
                };
                self.push(token, whole);
            }
            _ => {
                self.begin_parts(&mut literal, text, part);
                self.push(Token::StrClose, close);
            }
        }
    }
}

fn list_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{b}' | '\u{c}')
}

pub(super) fn name_length(text: &str) -> usize {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) if first.is_ascii_alphabetic() || first == '_' || !first.is_ascii() => text
            .find(|c: char| c.is_ascii() && !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(text.len()),
        _ => 0,
    }
}

/// The length of a variable that `#` interpolates without braces.
pub(super) fn variable_length(text: &str) -> Option<usize> {
    let (sign, rest) = if let Some(rest) = text.strip_prefix("@@") {
        (2, rest)
    } else if let Some(rest) = text.strip_prefix('@') {
        (1, rest)
    } else if let Some(rest) = text.strip_prefix('$') {
        if rest.starts_with([
            '~', '!', '&', '`', '+', '\'', '@', '/', ';', ',', '.', '=', ':', '<', '>', '$', '?', '*', '"',
        ]) {
            return Some(2);
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 {
            return Some(1 + digits);
        }
        (1, rest)
    } else {
        return None;
    };
    match name_length(rest) {
        0 => None,
        length => Some(sign + length),
    }
}
