//! Turns an error of the grammar into a report, with a remedy where the text looks like a common slip.

use lalrpop_util::ParseError;

use super::layout::Spanned;
use super::token::Token;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;

/// The report of a token that cannot stand where it stands.
pub fn describe(text: &str, tokens: &[Spanned], error: &ParseError<u32, Token, ()>) -> Diagnostic {
    let (token, span) = match *error {
        ParseError::UnrecognizedToken {
            token: (start, token, end),
            ..
        }
        | ParseError::ExtraToken {
            token: (start, token, end),
        } => (Some(token), Span::new(start, end)),
        ParseError::UnrecognizedEof { location, .. } | ParseError::InvalidToken { location } => {
            (None, Span::new(location, location))
        }
        ParseError::User { error: () } => (None, Span::default()),
    };
    // Tokens are in order, so that the place is found by halving.
    let at = tokens.partition_point(|&(start, ..)| start < span.start);
    let before = at.checked_sub(1).map(|at| tokens[at]);
    let found = slice(text, span.start, span.end);
    let message = match token {
        None => String::from("the rule ends too early"),
        Some(Token::Terminator) if found != ";" => String::from("the line ends too early"),
        Some(_) => format!("unexpected `{}`", shown(found)),
    };
    let mut diagnostic = Diagnostic::new(Code::E0201, span, message);
    let previous = before.map_or("", |(start, _, end)| slice(text, start, end)).trim();
    let ends = found.trim().is_empty();
    diagnostic = if previous.is_empty() {
        diagnostic.label("nothing can begin with it here")
    } else if ends {
        diagnostic.label(format!("more must follow `{}`", shown(previous)))
    } else {
        diagnostic.label(format!("it cannot follow `{}`", shown(previous)))
    };
    let help = word(previous, found)
        .or_else(|| slip(text, span, token, before.map(|(_, token, _)| token)).map(str::to_owned))
        .or_else(|| between(previous, found));
    match help {
        Some(help) => diagnostic.help(help),
        None => diagnostic,
    }
}

/// Words and signs of other languages, at the place or before it.
fn word(previous: &str, found: &str) -> Option<String> {
    for word in [found, previous] {
        let sign = match word {
            "AND" | "And" => "&&",
            "OR" | "Or" => "||",
            "NOT" | "Not" => "!",
            "is" | "IS" | "eq" | "EQ" | "equals" => "==",
            "ne" | "NE" | "isnt" => "!=",
            "elseif" | "elif" => "elsif",
            _ => continue,
        };
        return Some(format!("Write `{sign}` instead of `{word}`."));
    }
    let sign = match (previous, found) {
        ("=", "<") => "<=",
        ("=", ">") => ">=",
        ("<", ">") => "!=",
        _ => return None,
    };
    Some(format!("Write `{sign}`."))
}

/// Two values with nothing between them.
fn between(previous: &str, found: &str) -> Option<String> {
    let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"' | '\'');
    let ends = previous.ends_with(|c| word(c) || matches!(c, ')' | ']'));
    let begins = found.starts_with(|c| word(c) || c == '@');
    (ends && begins).then(|| "Put an operator or a comma between the two.".to_owned())
}

fn slice(text: &str, start: u32, end: u32) -> &str {
    text.get(start as usize..end as usize).unwrap_or("")
}

/// A token's text, if it is short enough to be read inside a sentence.
fn shown(text: &str) -> &str {
    if text.chars().count() > 30 || text.contains('\n') {
        "this"
    } else {
        text
    }
}

/// What to write where people write another language, or forget a sign.
fn slip(text: &str, span: Span, token: Option<Token>, before: Option<Token>) -> Option<&'static str> {
    let line = line_around(text, span.start);
    let rest = text.get(span.start as usize..).unwrap_or("");
    if line.trim_end().ends_with("++") || line.trim_end().ends_with("--") {
        return Some("Ruby has no `++` and `--`: write `x += 1`.");
    }
    let Some(token) = token else {
        return Some("Add what is missing at the end.");
    };
    match token {
        Token::Terminator if rest.starts_with(';') => Some("Close the bracket before `;`, or write a comma."),
        Token::BlockOpen | Token::HashOpen | Token::CommandBlockOpen
            if starts_with_word(line, "if") || starts_with_word(line, "while") || starts_with_word(line, "unless") =>
        {
            Some("A branch has no braces in Ruby: write `if test`, the statements on lines of their own, and `end`.")
        }
        Token::Else | Token::Elsif => Some("Put it between `if` and `end`; braces do not group statements in Ruby."),
        Token::Assign(_) if rest.starts_with("= ") && text[..span.start as usize].ends_with("!=") => {
            Some("Write `!=`: Ruby has no `!==`.")
        }
        Token::Dot if text[..span.start as usize].ends_with('?') => {
            Some("Write `&.` to call a method unless the value is nil.")
        }
        Token::Arrow => Some("A lambda is written `->(x) { … }` in Ruby."),
        Token::RescueModifier => Some("Put the value and its `rescue` into parentheses."),
        Token::Infix(_) if line.trim_start().starts_with("//") => Some("Comments begin with `#` in Ruby."),
        Token::Comma if before == Some(Token::Terminator) => {
            Some("Put the comma at the end of the line before: Ruby ends an element at a newline.")
        }
        Token::Do => Some("Remove the `do`, or put the call that takes the block into parentheses."),
        Token::Not => Some("Write `!`, or put the `not …` into parentheses."),
        _ => None,
    }
}

fn line_around(text: &str, at: u32) -> &str {
    let at = at as usize;
    let (before, after) = match (text.get(..at), text.get(at..)) {
        (Some(before), Some(after)) => (before, after),
        _ => return "",
    };
    let start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let end = at + after.find('\n').unwrap_or(after.len());
    &text[start..end]
}

fn starts_with_word(line: &str, word: &str) -> bool {
    line.trim_start_matches(['}', ' ', '\t'])
        .strip_prefix(word)
        .is_some_and(|rest| rest.starts_with([' ', '(']))
}
