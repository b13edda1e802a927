//! From raw tokens to classified tokens: everything about Ruby's syntax that is not context-free.
//!
//! Input: text. Output: [`Token`]s with places, and diagnostics. The pass keeps what CRuby's own lexer keeps: its states
//! (`parse.y`, `enum lex_state_e`), the assigned local names, and a stack of what is open; it is one pass, linear in the
//! text, without recursion. What Ruby has and the subset has not is refused here where a token tells it.
//! Left out: which expressions may stand where; that is the grammar's.

mod bracket;
mod command;
mod escape;
mod frame;
mod keyword;
mod line;
mod literal;
mod number;
mod operator;
mod percent;
mod punctuation;
mod regex;
mod state;
mod symbol;
#[cfg(test)]
mod tests;
mod word;

use logos::{Lexer, Logos};

use self::frame::{Frame, FrameKind, Scope};
use self::state::State;
use super::raw::Raw;
use super::token::Token;
use crate::diag::{Code, Diagnostic};
use crate::limits::Limits;
use crate::source::Span;
use crate::syntax::ast::{Ast, TextId};

/// A token with the offsets of its first byte and of the byte after its last.
pub type Spanned = (u32, Token, u32);

/// The classified tokens of a text.
#[derive(Debug)]
pub struct Tokens {
    /// The tokens in order.
    pub tokens: Vec<Spanned>,
    /// What was found wrong.
    pub diagnostics: Vec<Diagnostic>,
    /// Which tokens begin statements of the script itself, the first apart.
    pub statements: Vec<usize>,
    /// Brackets do not match or a limit was reached: the grammar could only repeat it.
    pub broken: bool,
}

/// Classifies the tokens of a text; names and literals go into the tree's texts.
pub fn classify(text: &str, ast: &mut Ast, limits: &Limits) -> Tokens {
    let mut layout = Layout {
        text,
        lexer: Raw::lexer(text),
        ast,
        limits,
        out: Vec::new(),
        diagnostics: Vec::new(),
        statements: Vec::new(),
        frames: vec![Frame::new(FrameKind::Top, Span::default(), 1, 0)],
        scopes: vec![Scope {
            opaque: true,
            ..Scope::default()
        }],
        state: State::BEG,
        space: false,
        command_start: true,
        heredocs: Vec::new(),
        stopped: false,
        broken: false,
    };
    layout.run();
    Tokens {
        tokens: layout.out,
        diagnostics: layout.diagnostics,
        statements: layout.statements,
        broken: layout.broken,
    }
}

struct Layout<'s, 'a> {
    text: &'s str,
    lexer: Lexer<'s, Raw>,
    ast: &'a mut Ast,
    limits: &'a Limits,
    out: Vec<Spanned>,
    diagnostics: Vec<Diagnostic>,
    statements: Vec<usize>,
    frames: Vec<Frame>,
    scopes: Vec<Scope>,
    state: State,
    /// Blanks stand before the current token.
    space: bool,
    /// The current token is the first of a statement.
    command_start: bool,
    /// Terminators of the refused heredocs that begin on this line, and whether they may be indented.
    heredocs: Vec<(String, bool)>,
    /// Nothing more is read.
    stopped: bool,
    broken: bool,
}

impl<'s> Layout<'s, '_> {
    fn run(&mut self) {
        if let Some(rest) = self.text.strip_prefix('\u{feff}') {
            self.lexer.bump(self.text.len() - rest.len());
        }
        self.magic_comments();
        while !self.stopped {
            if self.at_line_start() && self.embedded_document() {
                continue;
            }
            match self.lexer.next() {
                None => break,
                Some(Err(())) => self.unknown_character(),
                Some(Ok(raw)) => self.raw(raw),
            }
        }
        self.close_all();
    }

    fn raw(&mut self, raw: Raw) {
        match raw {
            Raw::Blank => self.space = true,
            Raw::Comment => {}
            Raw::Newline => self.newline(),
            _ => {
                let command_state = std::mem::take(&mut self.command_start);
                self.before_token(raw);
                self.token(raw, command_state);
                self.space = false;
            }
        }
    }

    fn token(&mut self, raw: Raw, command_state: bool) {
        match raw {
            Raw::Blank | Raw::Comment | Raw::Newline => {}
            Raw::Word => self.word(command_state),
            Raw::InstanceVar | Raw::ClassVar | Raw::GlobalVar => self.sigil(raw),
            Raw::Digit => self.number(None),
            Raw::DoubleQuote | Raw::SingleQuote | Raw::Backtick => self.quote(raw, command_state),
            Raw::ParenOpen | Raw::BracketOpen | Raw::BraceOpen => self.open_bracket(raw),
            Raw::ParenClose | Raw::BracketClose | Raw::BraceClose => self.close_bracket(raw),
            Raw::Semicolon => self.semicolon(),
            Raw::Comma => self.comma(),
            _ => self.operator(raw),
        }
    }

    /// The place of the current raw token.
    fn span(&self) -> Span {
        let range = self.lexer.span();
        Span::new(offset(range.start), offset(range.end))
    }

    /// Where the lexer stands.
    fn position(&self) -> usize {
        self.lexer.span().end
    }

    /// The text that was not read yet.
    fn rest(&self) -> &'s str {
        self.lexer.remainder()
    }

    /// The first character that was not read yet.
    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn peek_is(&self, text: &str) -> bool {
        self.rest().starts_with(text)
    }

    /// Whether a blank or the end follows.
    fn space_follows(&self) -> bool {
        self.peek()
            .is_none_or(|next| next.is_ascii_whitespace() || next == '\u{b}')
    }

    fn last(&self) -> Option<Token> {
        self.out.last().map(|&(_, token, _)| token)
    }

    fn top(&self) -> &Frame {
        // The frame of the whole text is never popped.
        &self.frames[self.frames.len() - 1]
    }

    fn top_mut(&mut self) -> &mut Frame {
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    /// Opens a frame; refuses texts that nest too deeply.
    fn open(&mut self, kind: FrameKind, span: Span) {
        self.open_with(kind, span, self.scopes.len());
    }

    fn open_with(&mut self, kind: FrameKind, span: Span, scopes: usize) {
        if self.frames.len() > self.limits.nesting {
            self.report(
                Diagnostic::new(Code::E0602, span, "the text nests too deeply")
                    .label(format!(
                        "more than {} brackets and blocks are open here",
                        self.limits.nesting
                    ))
                    .help("Give parts of it names, or move them into methods with `def`."),
            );
            self.stopped = true;
            self.broken = true;
            return;
        }
        let inherits = matches!(kind, FrameKind::If | FrameKind::Loop | FrameKind::Case | FrameKind::For);
        let base = inherits && self.top().command;
        let mut frame = Frame::new(kind, span, scopes, self.out.len());
        frame.base_command = base;
        frame.command = base;
        self.frames.push(frame);
    }

    /// Closes the innermost frame and the scopes that were opened in it.
    fn pop(&mut self) -> Option<Frame> {
        if self.frames.len() == 1 {
            return None;
        }
        let frame = self.frames.pop()?;
        self.scopes.truncate(frame.scopes);
        Some(frame)
    }

    /// Emits a token that cannot begin a value.
    fn push(&mut self, token: Token, span: Span) {
        self.out.push((span.start, token, span.end));
    }

    /// Emits a token that begins a value: a name before it becomes a command.
    fn push_value(&mut self, token: Token, span: Span) {
        self.begin_argument();
        self.push(token, span);
    }

    /// A new statement begins after the last token.
    fn begin_statement(&mut self) {
        let statement = self.out.len();
        let frame = self.top_mut();
        frame.statement = statement;
        frame.comma = false;
        frame.multiple = false;
        frame.assigns = 0;
        frame.command_value = false;
        frame.command = frame.base_command;
        frame.condition = false;
    }

    fn report(&mut self, diagnostic: Diagnostic) {
        if self.diagnostics.len() < self.limits.diagnostics {
            self.diagnostics.push(diagnostic);
        }
    }

    fn unsupported(&mut self, span: Span, what: &str, help: &str) {
        let diagnostic = Diagnostic::new(Code::E0301, span, format!("{what} cannot be used in a rule"))
            .label("Ruby has it, rules do without it")
            .help(help);
        self.report(diagnostic);
    }

    fn is_local(&self, name: TextId) -> bool {
        for scope in self.scopes.iter().rev() {
            if scope.names.contains(&name) {
                return true;
            }
            if scope.opaque {
                return false;
            }
        }
        false
    }

    fn declare(&mut self, name: TextId) {
        if !self.is_local(name)
            && let Some(scope) = self.scopes.last_mut()
        {
            scope.names.insert(name);
        }
    }

    /// A parameter always belongs to its own function, even where a name around it is the same.
    fn declare_param(&mut self, name: TextId) {
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.insert(name);
        }
    }

    fn unknown_character(&mut self) {
        let span = self.span();
        let text = self.lexer.slice();
        self.space = false;
        if matches!(text, "\0" | "\u{4}" | "\u{1a}") {
            self.unsupported(
                span,
                "a control character that ends the text for Ruby",
                "Remove the character; Ruby would not read what follows it.",
            );
            self.stopped = true;
            return;
        }
        let shown: String = text.chars().flat_map(char::escape_debug).collect();
        self.report(
            Diagnostic::new(Code::E0101, span, format!("unexpected character `{shown}`"))
                .label("no token begins with it")
                .help("Remove it, or put it into a string."),
        );
        self.push(Token::Error, span);
        self.state = State::END;
    }
}

/// Sources are bounded far below 4 GiB by `Limits::source_bytes`; `parse` refuses longer ones.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
