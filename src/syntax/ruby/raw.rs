//! The raw tokens of Ruby: what can be told from characters alone.
//!
//! Input: text; output: longest matches. Literals that need a mode (strings, regular expressions, numbers, `%w`) are
//! only begun here; the layout pass reads their bodies and moves the lexer on.

use logos::Logos;

/// A raw token; its text is the lexer's slice.
#[derive(Logos, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raw {
    /// Blanks and line continuations.
    #[regex(r"([ \t\r\x0b\x0c]|\\\r?\n)+")]
    Blank,
    /// The end of a line.
    #[token("\n")]
    Newline,
    /// A comment up to the end of its line.
    #[regex("#[^\n]*", allow_greedy = true)]
    Comment,
    /// A name or a keyword, without a final `?` or `!`.
    #[regex(r"[a-zA-Z_\u{80}-\u{10FFFF}][0-9a-zA-Z_\u{80}-\u{10FFFF}]*")]
    Word,
    /// `@name`.
    #[regex(r"@[a-zA-Z_\u{80}-\u{10FFFF}][0-9a-zA-Z_\u{80}-\u{10FFFF}]*")]
    InstanceVar,
    /// `@@name`.
    #[regex(r"@@[a-zA-Z_\u{80}-\u{10FFFF}][0-9a-zA-Z_\u{80}-\u{10FFFF}]*")]
    ClassVar,
    /// `$name`, `$1`, `$~`.
    #[regex(r#"\$([a-zA-Z_\u{80}-\u{10FFFF}][0-9a-zA-Z_\u{80}-\u{10FFFF}]*|[1-9][0-9]*|-[0-9a-zA-Z_\u{80}-\u{10FFFF}]|[~*$?!@/\\;,.=:<>"&`'+0])"#)]
    GlobalVar,
    /// The first digit of a number.
    #[regex("[0-9]")]
    Digit,
    #[token("\"")]
    DoubleQuote,
    #[token("'")]
    SingleQuote,
    #[token("`")]
    Backtick,
    #[token("(")]
    ParenOpen,
    #[token(")")]
    ParenClose,
    #[token("[")]
    BracketOpen,
    #[token("]")]
    BracketClose,
    #[token("{")]
    BraceOpen,
    #[token("}")]
    BraceClose,
    #[token(";")]
    Semicolon,
    #[token(",")]
    Comma,
    #[token(".")]
    Dot,
    #[token("..")]
    Dot2,
    #[token("...")]
    Dot3,
    #[token("&.")]
    SafeDot,
    #[token(":")]
    Colon,
    #[token("::")]
    Colon2,
    #[token("?")]
    Question,
    #[token("!")]
    Bang,
    #[token("~")]
    Tilde,
    #[token("=")]
    Equal,
    #[token("==")]
    EqualEqual,
    #[token("===")]
    EqualEqualEqual,
    #[token("=~")]
    Match,
    #[token("!=")]
    NotEqual,
    #[token("!~")]
    NotMatch,
    #[token("=>")]
    Arrow,
    #[token("->")]
    Lambda,
    #[token("+")]
    Plus,
    #[token("-")]
    Minus,
    #[token("*")]
    Star,
    #[token("**")]
    StarStar,
    #[token("/")]
    Slash,
    #[token("%")]
    Percent,
    #[token("&")]
    Amper,
    #[token("&&")]
    AmperAmper,
    #[token("|")]
    Pipe,
    #[token("||")]
    PipePipe,
    #[token("^")]
    Caret,
    #[token("<")]
    Less,
    #[token("<=")]
    LessEqual,
    #[token("<=>")]
    Spaceship,
    #[token("<<")]
    ShiftLeft,
    #[token(">")]
    Greater,
    #[token(">=")]
    GreaterEqual,
    #[token(">>")]
    ShiftRight,
    #[token("+=")]
    PlusEqual,
    #[token("-=")]
    MinusEqual,
    #[token("*=")]
    StarEqual,
    #[token("**=")]
    StarStarEqual,
    #[token("/=")]
    SlashEqual,
    #[token("%=")]
    PercentEqual,
    #[token("&=")]
    AmperEqual,
    #[token("&&=")]
    AmperAmperEqual,
    #[token("|=")]
    PipeEqual,
    #[token("||=")]
    PipePipeEqual,
    #[token("^=")]
    CaretEqual,
    #[token("<<=")]
    ShiftLeftEqual,
    #[token(">>=")]
    ShiftRightEqual,
}
