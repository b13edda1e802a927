//! Syntax errors in human words.

use super::token::{Infix, Tok, Token};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::LogicalOp;

/// The report for a token that does not fit; `at` is its index, or the number of tokens at the end.
pub fn unexpected(text: &str, tokens: &[Token], at: usize, expected: &[String]) -> Diagnostic {
    let before = at.checked_sub(1).and_then(|at| tokens.get(at)).copied();
    let Some(token) = tokens.get(at).copied() else {
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let span = before.map_or(Span::new(end, end), |token| token.span);
        return Diagnostic::new(Code::E0201, span, "the rule ends too early")
            .label("more must follow")
            .help(format!("Add {}.", wanted(expected)));
    };
    let inserted = token.tok == Tok::Semicolon && token.span.start == token.span.end;
    if inserted {
        let span = before.map_or(token.span, |token| token.span);
        return Diagnostic::new(
            Code::E0201,
            span,
            format!("the line ends after `{}`", slice(text, span)),
        )
        .label(format!("{} must follow", wanted(expected)))
        .help(if line_before(text, token.span.start).contains("?(") {
            "Method names do not end in `?` in JavaScript: write `.includes(…)`."
        } else {
            "Complete the statement on this line."
        });
    }
    let found = slice(text, token.span);
    let shown = if found.chars().count() > 30 { "this" } else { found };
    let mut diagnostic = Diagnostic::new(Code::E0201, token.span, format!("`{shown}` does not belong here"))
        .label(format!("expected {}", wanted(expected)));
    let around = Around {
        before: before.map_or("", |token| slice(text, token.span)),
        before_tok: before.map(|token| token.tok),
        found,
        tok: token.tok,
        after: tokens.get(at + 1).map_or("", |token| slice(text, token.span)),
        line: line_before(text, token.span.start),
    };
    diagnostic.help.extend(slip(&around));
    diagnostic
}

fn slice(text: &str, span: Span) -> &str {
    text.get(span.start as usize..span.end as usize).unwrap_or("")
}

fn line_before(text: &str, at: u32) -> &str {
    let before = text.get(..at as usize).unwrap_or("");
    before.rsplit('\n').next().unwrap_or("")
}

/// The tokens that would fit, as people call them.
fn wanted(expected: &[String]) -> String {
    let has = |token: &str| expected.iter().any(|one| one.trim_matches('"') == token);
    if has("number") {
        return String::from(if has("if") { "a statement" } else { "an expression" });
    }
    let mut words: Vec<String> = Vec::new();
    for sign in [")", "]", "object}", "}", ";", ",", ":", "(", "{", "=>", "="] {
        // After a whole operand almost anything can follow; what ends the place is worth naming.
        if has(sign) && !(has("infix") && matches!(sign, "=" | "(" | ":" | "=>" | ",")) {
            words.push(match sign {
                "object}" => String::from("`}`"),
                ";" => String::from("`;` or a line end"),
                _ => format!("`{sign}`"),
            });
        }
    }
    if has("name") || has("word") {
        words.push(String::from("a name"));
    }
    if has("infix") {
        words.push(String::from("an operator"));
    }
    for word in ["catch", "finally", "case", "do while"] {
        if has(word) {
            words.push(format!("`{}`", word.rsplit(' ').next().unwrap_or(word)));
        }
    }
    match words.split_last() {
        None => String::from("something else"),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// What stands around an error.
struct Around<'t> {
    before: &'t str,
    before_tok: Option<Tok>,
    found: &'t str,
    tok: Tok,
    after: &'t str,
    line: &'t str,
}

/// Help for slips that people make often.
fn slip(around: &Around<'_>) -> Option<String> {
    let name_before = matches!(around.before_tok, Some(Tok::Name(_)));
    let operator = |word: &str| match word {
        "AND" | "and" | "And" => Some("&&"),
        "OR" | "or" | "Or" => Some("||"),
        "NOT" | "not" | "Not" => Some("!"),
        "is" | "IS" | "eq" | "EQ" | "equals" => Some("==="),
        "ne" | "NE" | "isnt" => Some("!=="),
        _ => None,
    };
    for word in [around.found, if name_before { around.before } else { "" }] {
        if let Some(sign) = operator(word) {
            return Some(format!("Write `{sign}` instead of `{word}`."));
        }
    }
    match around.before {
        "=" if around.found == "<" => return Some("Write `<=`.".to_owned()),
        "=" if around.found == ">" => return Some("Write `>=`.".to_owned()),
        "unless" => return Some("`unless` is Ruby: write `if (!(…)) { … }`.".to_owned()),
        "elsif" | "elseif" | "elif" => return Some("Write `else if (…)`.".to_owned()),
        "<" if around.found == ">" => return Some("Write `!==`.".to_owned()),
        "," if around.found == "," => {
            return Some("Remove one of the commas, or write `undefined` between them.".to_owned());
        }
        "puts" | "print" | "p" | "require" if name_before => {
            return Some(format!(
                "`{}` is Ruby: remove it, a rule's value is that of its last expression.",
                around.before
            ));
        }
        "def" | "then" | "do" | "end" if name_before => {
            return Some(format!(
                "`{}` is not JavaScript: blocks stand in braces.",
                around.before
            ));
        }
        "if" | "while" | "switch" if around.tok != Tok::OpenParen => {
            return Some(format!("Put the condition into parentheses: `{} (…)`.", around.before));
        }
        _ => {}
    }
    match around.line.split_whitespace().next() {
        Some("unless") => return Some("`unless` is Ruby: write `if (!(…)) { … }`.".to_owned()),
        Some("elsif" | "elseif" | "elif") => return Some("Write `else if (…)`.".to_owned()),
        Some(word @ ("puts" | "require" | "def" | "end")) => {
            return Some(format!(
                "`{word}` is Ruby: JavaScript has functions, and blocks stand in braces."
            ));
        }
        _ => {}
    }
    match around.found {
        "elsif" | "elseif" | "elif" => return Some("Write `else if (…)`.".to_owned()),
        "if" | "unless" => {
            return Some(format!(
                "`… {} …` behind a statement is Ruby: write `if (…) {{ … }}` around it.",
                around.found
            ));
        }
        "end" | "then" => {
            return Some(format!(
                "`{}` is Ruby: JavaScript puts blocks into braces.",
                around.found
            ));
        }
        "<" if around.after == ">" => return Some("Write `!==`.".to_owned()),
        "else" => return Some("An `else` needs its `if` before it; use braces around several statements.".to_owned()),
        _ => {}
    }
    if around.line.contains("elsif") || around.line.contains("elseif") {
        return Some("Write `else if (…)`.".to_owned());
    }
    if around.line.contains("unless") {
        return Some("`unless` is Ruby: write `if (!(…)) { … }`.".to_owned());
    }
    if around.line.contains("=>") && around.found == ":" {
        return Some("Put an object behind `=>` into parentheses: `x => ({ … })`.".to_owned());
    }
    if around.line.contains(".include?") || around.line.contains("?(") {
        return Some("Method names do not end in `?` in JavaScript: write `.includes(…)`.".to_owned());
    }
    let value = |tok: Tok| matches!(tok, Tok::Name(_) | Tok::Number(_) | Tok::Str(_));
    if around
        .before_tok
        .is_some_and(|tok| value(tok) || tok == Tok::CloseParen)
        && value(around.tok)
    {
        return Some("Put an operator or a comma between the two.".to_owned());
    }
    match around.tok {
        Tok::Infix(Infix::Logical(LogicalOp::And | LogicalOp::Or)) => {
            Some("An operator needs an operand on each side.".to_owned())
        }
        _ => None,
    }
}
