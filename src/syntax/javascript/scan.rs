//! Reads what raw tokens only announce: trivia, names, numbers, strings, templates and regular expressions.
//!
//! Input: the text and a place in it. Output: tokens with decoded values, and diagnostics. Every step moves forward, so
//! scanning ends and is linear. Regexes and templates are read when the layout pass asks for them.

use logos::Logos;

use super::raw::Raw;
use super::word::{NameChar, name_char};
use crate::diag::{Code, Diagnostic};
use crate::number::javascript::{LiteralError, numeric_literal};
use crate::source::Span;
use crate::value::Text;

/// A raw token with its place.
#[derive(Clone, Copy, Debug)]
pub struct Lexeme {
    /// What it is; none for a character that starts no token.
    pub raw: Option<Raw>,
    /// Where it stands.
    pub span: Span,
    /// Whether a line ends between the token before and this one.
    pub newline: bool,
}

/// What ended a piece of a template literal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TemplateEnd {
    /// The backtick, or the end of the text.
    Closed,
    /// `${`.
    Substitution,
}

/// Walks over a text.
pub struct Scanner<'t> {
    text: &'t str,
    pos: usize,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether a character ends a line (ECMA-262 12.3).
pub fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Byte offsets fit, since `Limits::source_bytes` bounds the text.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// The range between two byte offsets.
fn span(start: usize, end: usize) -> Span {
    Span::new(offset(start), offset(end))
}

impl<'t> Scanner<'t> {
    /// Starts at the beginning; a hashbang line is skipped.
    pub fn new(text: &'t str) -> Self {
        let mut scanner = Scanner {
            text,
            pos: 0,
            diagnostics: Vec::new(),
        };
        if text.starts_with("#!") {
            scanner.skip_line();
        }
        scanner
    }

    /// What is left.
    fn rest(&self) -> &'t str {
        &self.text[self.pos..]
    }

    /// The text of a span that this scanner made.
    pub fn slice(&self, span: Span) -> &'t str {
        &self.text[span.start as usize..span.end as usize]
    }

    /// The text from a byte offset on.
    pub fn from(&self, start: u32) -> &'t str {
        &self.text[start as usize..]
    }

    fn skip_line(&mut self) {
        self.pos += self.rest().find(ends_line).unwrap_or(self.rest().len());
    }

    fn report(&mut self, code: Code, at: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(code, at, message));
        // Just pushed, so the index exists.
        let last = self.diagnostics.len() - 1;
        &mut self.diagnostics[last]
    }

    /// Goes back to the byte after a shorter token of the same start.
    pub fn cut(&mut self, end: u32) {
        self.pos = end as usize;
    }

    /// The next token that is no blank and no comment; none at the end.
    pub fn next(&mut self) -> Option<Lexeme> {
        let mut newline = self.pos == 0;
        loop {
            let start = self.pos;
            let mut lexer = Raw::lexer(self.rest());
            let raw = lexer.next()?.ok();
            let length = lexer.slice().len();
            match raw {
                Some(Raw::Space) => self.pos += length,
                Some(Raw::Newline) => {
                    newline = true;
                    self.pos += length;
                }
                Some(Raw::LineComment) => self.skip_line(),
                Some(Raw::BlockComment) => newline |= self.block_comment(),
                Some(Raw::HtmlOpen) => self.html_comment("<!--"),
                Some(Raw::HtmlClose) if newline => self.html_comment("-->"),
                Some(Raw::HtmlClose) => {
                    self.pos += 2;
                    return Some(Lexeme {
                        raw: Some(Raw::Decrement),
                        span: span(start, start + 2),
                        newline,
                    });
                }
                _ => {
                    // A character that starts no token is skipped as a whole.
                    self.pos += match raw {
                        Some(_) => length,
                        None => self.rest().chars().next().map_or(1, char::len_utf8),
                    };
                    return Some(Lexeme {
                        raw,
                        span: span(start, self.pos),
                        newline,
                    });
                }
            }
        }
    }

    /// Whether the comment holds a line end.
    fn block_comment(&mut self) -> bool {
        let start = self.pos;
        let body = &self.text[start + 2..];
        let Some(length) = body.find("*/") else {
            self.pos = self.text.len();
            self.report(Code::E0102, span(start, start + 2), "a comment is not closed")
                .help
                .push("Close it with `*/`.".to_owned());
            return false;
        };
        self.pos = start + length + 4;
        body[..length].contains(ends_line)
    }

    fn html_comment(&mut self, sign: &str) {
        let start = self.pos;
        self.report(
            Code::E0301,
            span(start, start + sign.len()),
            format!("`{sign}` starts a comment as in HTML, which is not supported"),
        )
        .help
        .push("Write `//` for a comment, or put blanks between the operators.".to_owned());
        self.skip_line();
    }

    /// Whether the next character is a digit, as after `?.` in `a?.5:b`.
    pub fn digit_follows(&self) -> bool {
        self.rest().starts_with(|c: char| c.is_ascii_digit())
    }

    /// Whether the next token is on this line and is the given sign; comments are skipped.
    pub fn peek(&self) -> Option<Lexeme> {
        Scanner {
            text: self.text,
            pos: self.pos,
            diagnostics: Vec::new(),
        }
        .next()
    }

    /// The whole number that starts at `start`.
    pub fn number(&mut self, start: u32) -> (f64, Span) {
        let begin = start as usize;
        let bytes = self.text.as_bytes();
        let run = |mut at: usize, accept: fn(u8) -> bool| {
            while bytes.get(at).is_some_and(|&byte| accept(byte)) {
                at += 1;
            }
            at
        };
        let digit = |byte: u8| byte.is_ascii_digit() || byte == b'_';
        let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
        let prefixed = bytes[begin] == b'0'
            && bytes
                .get(begin + 1)
                .is_some_and(|byte| matches!(byte, b'x' | b'X' | b'o' | b'O' | b'b' | b'B'));
        let mut end = begin;
        if !prefixed {
            end = run(begin, digit);
            let whole = &self.text[begin..end];
            let octal =
                whole.len() > 1 && whole.starts_with('0') && whole.bytes().all(|byte| (b'0'..b'8').contains(&byte));
            if !octal && bytes.get(end) == Some(&b'.') {
                end = run(end + 1, digit);
            }
            if bytes.get(end).is_some_and(|byte| matches!(byte, b'e' | b'E')) {
                let sign = usize::from(bytes.get(end + 1).is_some_and(|byte| matches!(byte, b'+' | b'-')));
                if bytes.get(end + 1 + sign).is_some_and(u8::is_ascii_digit) {
                    end = run(end + 1 + sign, digit);
                }
            }
        }
        end = run(end, word);
        self.pos = end;
        let at = span(begin, end);
        let text = &self.text[begin..end];
        let value = match numeric_literal(text) {
            Ok(value) => value,
            Err(LiteralError::BigInt) => {
                self.report(Code::E0301, at, format!("the BigInt literal `{text}` is not supported"))
                    .help
                    .push("Write a plain number without `n`.".to_owned());
                0.0
            }
            Err(LiteralError::Malformed) => {
                self.report(Code::E0104, at, format!("`{text}` is not a number"))
                    .help
                    .push("Put a blank after the digits if a word follows, and quotes around a text.".to_owned());
                0.0
            }
        };
        (value, at)
    }

    /// The whole string whose opening quote is at `start`.
    pub fn string(&mut self, start: u32) -> (Text, Span) {
        let begin = start as usize;
        let quote = if self.text.as_bytes()[begin] == b'"' { '"' } else { '\'' };
        self.pos = begin + 1;
        if let Some(length) = self.rest().find([quote, '\\', '\n', '\r'])
            && self.rest()[length..].starts_with(quote)
        {
            let text = Text::Utf8(self.rest()[..length].into());
            self.pos += length + 1;
            return (text, span(begin, self.pos));
        }
        let mut out = Decoded::default();
        loop {
            let plain = self.rest().find([quote, '\\', '\n', '\r']);
            let length = plain.unwrap_or(self.rest().len());
            out.push_str(&self.rest()[..length]);
            self.pos += length;
            match self.rest().chars().next() {
                Some(c) if c == quote => {
                    self.pos += 1;
                    return (out.finish(), span(begin, self.pos));
                }
                Some('\\') => self.escape(&mut out, false),
                _ => {
                    let end = begin + 1;
                    self.report(
                        Code::E0102,
                        span(begin, end),
                        "a string is not closed before its line ends",
                    )
                    .help
                    .push(format!("Close it with `{quote}`; write `\\n` for a line break inside."));
                    return (out.finish(), span(begin, self.pos));
                }
            }
        }
    }

    /// A piece of a template from the current place, which is after the backtick or the `}`.
    pub fn template(&mut self, start: u32) -> (Text, Span, TemplateEnd) {
        let begin = start as usize;
        let mut out = Decoded::default();
        loop {
            let length = self.rest().find(['`', '\\', '$', '\r']).unwrap_or(self.rest().len());
            out.push_str(&self.rest()[..length]);
            self.pos += length;
            let rest = self.rest();
            if rest.starts_with('`') {
                self.pos += 1;
                return (out.finish(), span(begin, self.pos), TemplateEnd::Closed);
            }
            if rest.starts_with("${") {
                self.pos += 2;
                return (out.finish(), span(begin, self.pos), TemplateEnd::Substitution);
            }
            match rest.chars().next() {
                Some('$') => {
                    out.push_str("$");
                    self.pos += 1;
                }
                Some('\r') => {
                    // ECMA-262 12.9.6: every line end is read as LF.
                    out.push_str("\n");
                    self.pos += if rest.starts_with("\r\n") { 2 } else { 1 };
                }
                Some(_) => self.escape(&mut out, true),
                None => {
                    self.report(Code::E0102, span(begin, begin + 1), "a template is not closed")
                        .help
                        .push("Close it with a backtick.".to_owned());
                    return (out.finish(), span(begin, self.pos), TemplateEnd::Closed);
                }
            }
        }
    }

    /// One escape sequence (ECMA-262 12.9.4, B.1.2); the current place is its backslash.
    fn escape(&mut self, out: &mut Decoded, template: bool) {
        let begin = self.pos;
        self.pos += 1;
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        self.pos += c.len_utf8();
        match c {
            'n' => out.push_str("\n"),
            't' => out.push_str("\t"),
            'r' => out.push_str("\r"),
            'b' => out.push_str("\u{8}"),
            'f' => out.push_str("\u{c}"),
            'v' => out.push_str("\u{b}"),
            '\r' => self.pos += usize::from(rest.starts_with("\r\n")),
            '\n' | '\u{2028}' | '\u{2029}' => {}
            'x' => match hex(rest.get(1..3)) {
                Some(value) => {
                    self.pos += 2;
                    out.push_code(value);
                }
                None => self.bad_escape(begin, "`\\x` needs two hexadecimal digits"),
            },
            'u' => match unicode_escape(&rest[1..]) {
                Some((value, length)) => {
                    self.pos += length;
                    out.push_code(value);
                }
                None => self.bad_escape(begin, "`\\u` needs four hexadecimal digits, or `{…}` with a code point"),
            },
            '0'..='7' => {
                let zero = c == '0' && !rest[1..].starts_with(|c: char| c.is_ascii_digit());
                if template && !zero {
                    self.bad_escape(begin, "octal escapes are not allowed in templates");
                    return;
                }
                let most = if c <= '3' { 3 } else { 2 };
                let length = rest
                    .bytes()
                    .take(most)
                    .take_while(|byte| (b'0'..b'8').contains(byte))
                    .count();
                self.pos = begin + 1 + length;
                let value = rest[..length]
                    .bytes()
                    .fold(0, |value, byte| value * 8 + u32::from(byte - b'0'));
                out.push_code(value);
            }
            '8' | '9' if template => self.bad_escape(begin, "`\\8` and `\\9` are not allowed in templates"),
            _ => out.push_str(&rest[..c.len_utf8()]),
        }
    }

    fn bad_escape(&mut self, begin: usize, message: &str) {
        let end = self.pos;
        self.report(Code::E0103, span(begin, end), message)
            .help
            .push("Write `\\\\` for a backslash.".to_owned());
    }

    /// The regular expression whose first `/` is at `start`: pattern and flags as written.
    pub fn regex(&mut self, start: u32) -> (&'t str, &'t str, Span) {
        let begin = start as usize;
        let mut class = false;
        let mut escaped = false;
        for (at, c) in self.text[begin + 1..].char_indices() {
            let at = begin + 1 + at;
            if ends_line(c) {
                self.pos = at;
                return self.open_regex(begin);
            }
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => class = true,
                ']' => class = false,
                '/' if !class => {
                    let flags = &self.text[at + 1..];
                    let length = flags
                        .find(|c: char| c == '\u{1680}' || name_char(c) == NameChar::Never)
                        .unwrap_or(flags.len());
                    self.pos = at + 1 + length;
                    return (&self.text[begin + 1..at], &flags[..length], span(begin, self.pos));
                }
                _ => {}
            }
        }
        self.pos = self.text.len();
        self.open_regex(begin)
    }

    fn open_regex(&mut self, begin: usize) -> (&'t str, &'t str, Span) {
        self.report(
            Code::E0102,
            span(begin, begin + 1),
            "a regular expression is not closed before its line ends",
        )
        .help
        .push("Close it with `/`; write `\\/` for a slash inside.".to_owned());
        (&self.text[begin + 1..self.pos], "", span(begin, self.pos))
    }
}

/// The value of hexadecimal digits.
fn hex(digits: Option<&str>) -> Option<u32> {
    let digits = digits?;
    (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        .then(|| u32::from_str_radix(digits, 16).ok())
        .flatten()
}

/// The code point after `\u` and the number of bytes that it takes.
pub fn unicode_escape(rest: &str) -> Option<(u32, usize)> {
    let Some(inner) = rest.strip_prefix('{') else {
        return Some((hex(rest.get(..4))?, 4));
    };
    let length = inner.find('}')?;
    let digits = inner[..length].trim_start_matches('0');
    if length == 0 || digits.len() > 6 {
        return None;
    }
    let value = if digits.is_empty() {
        inner[..length].bytes().all(|byte| byte == b'0').then_some(0)?
    } else {
        hex(Some(digits))?
    };
    (value <= 0x10_FFFF).then_some((value, length + 2))
}

/// A string value under construction: UTF-8 until a lone surrogate comes.
#[derive(Default)]
struct Decoded {
    text: String,
    units: Option<Vec<u16>>,
}

impl Decoded {
    fn push_str(&mut self, piece: &str) {
        match &mut self.units {
            Some(units) => units.extend(piece.encode_utf16()),
            None => self.text.push_str(piece),
        }
    }

    fn push_code(&mut self, value: u32) {
        if let Some(c) = char::from_u32(value) {
            self.push_str(c.encode_utf8(&mut [0; 4]));
        } else if let Ok(unit) = u16::try_from(value) {
            let text = &self.text;
            self.units
                .get_or_insert_with(|| text.encode_utf16().collect())
                .push(unit);
        }
    }

    fn finish(self) -> Text {
        match self.units {
            Some(units) => Text::from_units(&units),
            None => Text::Utf8(self.text.into()),
        }
    }
}
