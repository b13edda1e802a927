//! The layout pass: raw tokens → classified tokens, with a stack of open brackets.
//!
//! One pass, linear, without recursion. It decides what the grammar cannot: regex or division, block or object, the
//! parentheses of an arrow, prefix or postfix `++`, names that look like keywords, inserted semicolons (ECMA-262 12.10).
//! It reports lexical errors, unbalanced brackets and constructs outside the subset that a keyword gives away; the
//! statements around those are listed as spoiled, so that the parser does not report what follows from them.

mod brackets;
mod frame;
mod punctuation;
#[cfg(test)]
mod tests;
mod words;

use std::collections::BTreeSet;

use self::frame::{Frame, FrameKind, State};
use super::raw::Raw;
use super::scan::{Lexeme, Scanner};
use super::token::{Tok, Token};
use super::word::{NameChar, name_char, word};
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::Span;
use crate::syntax::ast::{Ast, TextId};

/// What the layout pass gives.
pub struct Layout {
    /// The classified tokens.
    pub tokens: Vec<Token>,
    /// Statements that hold something reported.
    pub spoiled: BTreeSet<u32>,
    /// What was reported.
    pub diagnostics: Vec<Diagnostic>,
    /// Whether the text was read to its end.
    pub complete: bool,
}

/// Classifies the tokens of a text; names and strings are added to the tree's texts.
pub fn layout(text: &str, ast: &mut Ast, limits: &Limits) -> Layout {
    let mut pass = Pass {
        scanner: Scanner::new(text),
        ast,
        nesting: limits.nesting,
        tokens: Vec::new(),
        frames: Vec::new(),
        state: State::Statement,
        statement: 0,
        statements: 0,
        fresh: true,
        spoiled: BTreeSet::new(),
        broken: false,
        group: None,
        bound: 0,
        stopped: false,
    };
    pass.push_frame(FrameKind::Script);
    while let Some(lexeme) = pass.scanner.next() {
        pass.lexeme(lexeme);
        // So many errors are no slips of a person: looking stops.
        pass.stopped |= pass.scanner.diagnostics.len() >= limits.diagnostics.max(1);
        if pass.stopped {
            break;
        }
    }
    if !pass.stopped {
        pass.end();
    }
    Layout {
        tokens: pass.tokens,
        spoiled: pass.spoiled,
        diagnostics: pass.scanner.diagnostics,
        complete: !pass.stopped,
    }
}

/// The state of the pass.
struct Pass<'t, 'a> {
    scanner: Scanner<'t>,
    ast: &'a mut Ast,
    nesting: usize,
    tokens: Vec<Token>,
    /// Never empty: the script's own frame is below all others.
    frames: Vec<Frame>,
    state: State,
    /// The statement that tokens are added to.
    statement: u32,
    /// How many statements were numbered.
    statements: u32,
    /// Whether the next token starts a statement, unless it continues the one before (`else`).
    fresh: bool,
    spoiled: BTreeSet<u32>,
    /// Whether brackets were found out of balance: stray closers are not reported any more.
    broken: bool,
    /// The opener of the group that was closed last: an arrow may make it a parameter list.
    group: Option<usize>,
    /// How many tokens there were after the last name that is declared or jumped to: what follows cannot call it.
    bound: usize,
    /// Whether the rest of the text is not looked at.
    stopped: bool,
}

impl<'t> Pass<'t, '_> {
    /// The innermost open bracket.
    fn frame(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        // `pop_frame` keeps the script's own frame.
        &mut self.frames[last]
    }

    fn kind(&self) -> FrameKind {
        self.frames.last().map_or(FrameKind::Script, |frame| frame.kind)
    }

    fn push(&mut self, tok: Tok, span: Span) {
        self.tokens.push(Token {
            tok,
            span,
            statement: self.statement,
        });
    }

    fn last(&self) -> Option<Tok> {
        self.tokens.last().map(|token| token.tok)
    }

    fn intern(&mut self, text: &str) -> TextId {
        self.ast.str(text)
    }

    /// Reports something in the current statement, which the parser then leaves out.
    fn spoil(&mut self, diagnostic: Diagnostic) {
        self.spoiled.insert(self.statement);
        self.scanner.diagnostics.push(diagnostic);
    }

    /// Reports a construct outside the subset.
    fn refuse(&mut self, span: Span, message: impl Into<String>, help: &str) {
        self.spoil(
            Diagnostic::new(Code::E0301, span, message)
                .label("not supported")
                .help(help),
        );
    }

    /// An inserted semicolon, at the end of the token before.
    fn insert_semicolon(&mut self) {
        let end = self.tokens.last().map_or(0, |token| token.span.end);
        self.push(Tok::Semicolon, Span::new(end, end));
        self.end_statement();
    }

    fn end_statement(&mut self) {
        self.state = State::Statement;
        self.fresh = true;
        let frame = self.frame();
        frame.ternaries = 0;
        frame.class = None;
        frame.declares = false;
    }

    /// Semicolon insertion between two tokens on different lines, and after `do … while (…)`.
    fn semicolon_before(&mut self, lexeme: &Lexeme) {
        if self.state == State::DoEnd {
            if lexeme.raw == Some(Raw::Semicolon) {
                self.state = State::Operator;
            } else {
                self.insert_semicolon();
            }
            return;
        }
        if !lexeme.newline || !self.kind().holds_statements() {
            return;
        }
        let insert = match self.state {
            // `a++` takes no arguments, members or tags.
            State::Operator if matches!(self.last(), Some(Tok::PostUpdate(_))) => {
                matches!(lexeme.raw, Some(Raw::OpenParen | Raw::OpenBracket | Raw::Backtick)) || !self.continues(lexeme)
            }
            State::Operator if self.bound == self.tokens.len() => !matches!(
                lexeme.raw,
                Some(Raw::Equals | Raw::Comma | Raw::Semicolon | Raw::CloseBrace)
            ),
            State::Operator => !self.continues(lexeme),
            State::ArrowEnd => !matches!(
                lexeme.raw,
                Some(Raw::Comma | Raw::Semicolon | Raw::CloseParen | Raw::CloseBracket | Raw::CloseBrace | Raw::Colon)
            ),
            State::Jump | State::Return => lexeme.raw != Some(Raw::Semicolon),
            _ => false,
        };
        if insert {
            self.insert_semicolon();
        }
    }

    /// Whether a token can continue an expression after a value, so that the grammar takes it in spite of the line end.
    fn continues(&self, lexeme: &Lexeme) -> bool {
        match lexeme.raw {
            None
            | Some(
                Raw::Number
                | Raw::Quote
                | Raw::Increment
                | Raw::Decrement
                | Raw::OpenBrace
                | Raw::Not
                | Raw::BitNot
                | Raw::Ellipsis,
            ) => false,
            Some(Raw::Word) => matches!(self.scanner.slice(lexeme.span), "in" | "instanceof"),
            Some(_) => true,
        }
    }

    /// Numbers the statement that a token belongs to.
    fn number_statement(&mut self, lexeme: &Lexeme) {
        let text = match lexeme.raw {
            Some(Raw::Word) => self.scanner.slice(lexeme.span),
            _ => "",
        };
        if self.fresh {
            self.fresh = false;
            let ends_do = text == "while" && self.ends_do();
            if !(matches!(text, "else" | "catch" | "finally") || ends_do || lexeme.raw == Some(Raw::CloseBrace)) {
                self.statements += 1;
                self.statement = self.statements;
            }
        } else if lexeme.newline
            && self.kind().holds_statements()
            && !matches!(self.state, State::Statement | State::Name)
            && matches!(
                text,
                "var"
                    | "const"
                    | "if"
                    | "for"
                    | "while"
                    | "do"
                    | "switch"
                    | "return"
                    | "break"
                    | "continue"
                    | "throw"
                    | "try"
            )
        {
            // The statement before is incomplete, which the parser reports; this one is read on its own.
            self.statements += 1;
            self.statement = self.statements;
            self.state = State::Statement;
        }
    }

    /// Whether a `while` here ends a `do`: its body is one statement, which has just ended.
    fn ends_do(&self) -> bool {
        self.state == State::Statement
            && self.frames.last().is_some_and(|frame| frame.dos > 0)
            && matches!(self.last(), Some(Tok::Semicolon | Tok::CloseBlock))
    }

    fn lexeme(&mut self, lexeme: Lexeme) {
        self.semicolon_before(&lexeme);
        self.number_statement(&lexeme);
        let span = lexeme.span;
        match lexeme.raw {
            None => self.strange(&lexeme),
            Some(Raw::Word) => self.start_word(&lexeme),
            Some(Raw::Number) => {
                let (value, span) = self.scanner.number(span.start);
                self.push(Tok::Number(value), span);
                self.value_ended();
            }
            Some(Raw::Quote) => {
                let (text, span) = self.scanner.string(span.start);
                let text = self.ast.text(text);
                self.push(Tok::Str(text), span);
                self.value_ended();
            }
            Some(Raw::Backtick) => {
                if matches!(self.state, State::Operator | State::Name) {
                    self.refuse(
                        span,
                        "tagged templates are not supported",
                        "Call the function with ordinary arguments.",
                    );
                }
                self.template(span.start);
            }
            Some(Raw::Slash | Raw::SlashEquals) if !matches!(self.state, State::Operator | State::KeyEnd) => {
                self.regex(span.start);
            }
            Some(
                raw @ (Raw::OpenBrace
                | Raw::CloseBrace
                | Raw::OpenParen
                | Raw::CloseParen
                | Raw::OpenBracket
                | Raw::CloseBracket),
            ) => self.bracket(raw, span),
            Some(raw) => self.punctuation(raw, &lexeme),
        }
    }

    /// A value or a key ended.
    fn value_ended(&mut self) {
        self.state = if self.state == State::Key {
            State::KeyEnd
        } else {
            State::Operator
        };
    }

    /// A piece of a template, after the backtick or the `}` before it.
    fn template(&mut self, start: u32) {
        use super::scan::TemplateEnd::{Closed, Substitution};
        let inside = self.kind() == FrameKind::Template;
        let (text, span, end) = self.scanner.template(start);
        let text = self.ast.text(text);
        let continued = inside && self.scanner.slice(span).starts_with('}');
        match (continued, end) {
            (false, Closed) => {
                self.push(Tok::Template(text), span);
                self.state = State::Operator;
            }
            (false, Substitution) => {
                self.push(Tok::TemplateHead(text), span);
                self.push_frame(FrameKind::Template);
                self.state = State::Operand;
            }
            (true, Substitution) => {
                self.statement = self.frame().statement;
                self.push(Tok::TemplateMiddle(text), span);
                self.frame().ternaries = 0;
                self.state = State::Operand;
            }
            (true, Closed) => {
                self.pop_frame();
                self.push(Tok::TemplateTail(text), span);
                self.state = State::Operator;
            }
        }
    }

    fn regex(&mut self, start: u32) {
        let (pattern, flags, span) = self.scanner.regex(start);
        let pattern = self.intern(pattern);
        let flags = self.intern(flags);
        self.push(Tok::Regex(pattern, flags), span);
        self.state = State::Operator;
    }

    /// A character that starts no ASCII token: a name with other letters or escapes, or an error.
    fn strange(&mut self, lexeme: &Lexeme) {
        let at = lexeme.span;
        let rest = self.scanner.from(at.start);
        if word(rest).is_some() {
            return self.start_word(lexeme);
        }
        let c = rest.chars().next().unwrap_or('\u{FFFD}');
        if matches!(self.kind(), FrameKind::Class(_)) {
            return;
        }
        if name_char(c) == NameChar::Unsure {
            return self.refuse(
                at,
                format!("the character `{c}` is not supported here"),
                "Use it in strings only.",
            );
        }
        let mut diagnostic = Diagnostic::new(
            Code::E0101,
            at,
            format!("the character `{}` does not belong here", c.escape_debug()),
        );
        diagnostic.help.extend(help_for_character(c).map(str::to_owned));
        self.spoil(diagnostic);
    }

    /// The text ended.
    fn end(&mut self) {
        if self.kind().holds_statements()
            && matches!(
                self.state,
                State::Operator | State::ArrowEnd | State::Jump | State::Return | State::DoEnd
            )
        {
            self.insert_semicolon();
        }
        self.report_open_brackets();
    }
}

/// What to write instead of a character that JavaScript does not have.
fn help_for_character(c: char) -> Option<&'static str> {
    match c {
        '“' | '”' | '„' | '‘' | '’' | '‚' | '«' | '»' => Some("Write straight quotes: `'text'`."),
        '@' => Some("`@name` is Ruby; in JavaScript a binding is a function: `identity('username')`."),
        '#' => Some("Comments start with `//`."),
        '×' => Some("Write `*`."),
        '÷' => Some("Write `/`."),
        '–' | '—' | '−' => Some("Write `-`."),
        '≠' => Some("Write `!==`."),
        '≤' => Some("Write `<=`."),
        '≥' => Some("Write `>=`."),
        '…' => Some("Write three dots: `...`."),
        _ => None,
    }
}
