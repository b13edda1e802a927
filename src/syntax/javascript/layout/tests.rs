//! What the layout pass decides; each line was tried with Node 20.

use super::layout;
use crate::limits::Limits;
use crate::syntax::ast::Ast;
use crate::syntax::javascript::token::Tok;

fn tokens(text: &str) -> Vec<Tok> {
    let layout = layout(text, &mut Ast::default(), &Limits::default());
    assert!(layout.diagnostics.is_empty(), "{text:?}: {:?}", layout.diagnostics);
    layout.tokens.iter().map(|token| token.tok).collect()
}

/// How many semicolons there are, inserted ones included.
fn semicolons(text: &str) -> usize {
    tokens(text).iter().filter(|&&tok| tok == Tok::Semicolon).count()
}

fn has(text: &str, wanted: fn(Tok) -> bool) -> bool {
    tokens(text).into_iter().any(wanted)
}

#[test]
fn semicolons_are_inserted_at_line_ends() {
    for (text, count) in [
        ("a\nb", 2),
        ("a\n+b", 1),
        ("a\n(b)", 1),
        ("a\n[b]", 1),
        ("a\n.b", 1),
        ("a\n++b", 2),
        ("a++\nb", 2),
        ("a++\n(b)", 2),
        ("a\n!b", 2),
        ("a\nin b", 1),
        ("a\n/* b */ c", 2),
        ("a /*\n*/ b", 2),
        ("var a\n(b)", 2),
        ("var a = b\n(c)", 1),
        ("var [a] = b, c\n/d/.e", 2),
        ("if (a)\nb\nelse\nc", 2),
        ("do a; while (b) c", 3),
        ("do a\nwhile (b)\nc", 3),
        ("while (a)\nb", 1),
        ("for (a\n;b\n;c) d", 3),
        ("(function () { return\na })", 3),
        ("(function () { return a })", 2),
        ("l: for (;;) { break\nl }", 4),
        ("var f = function () {}\n(a)", 1),
        ("var f = () => {}\n(a)", 2),
        ("function f() {}\n(a)", 1),
        ("{ a }\n(b)", 2),
        ("({ a })\n(b)", 1),
        ("a = {\nb: c\n}\nd", 2),
        ("`a`\nb", 2),
    ] {
        assert_eq!(semicolons(text), count, "{text:?}");
    }
}

#[test]
fn a_slash_divides_after_a_value() {
    let is_regex = |tok| matches!(tok, Tok::Regex(..));
    for text in [
        "a / b / c",
        "(a) / b / c",
        "a[b] / c / d",
        "a++ / b / c",
        "({}) / a / b",
        "x = {} / a / b",
        "this / a / b",
        "`a` / b / c",
    ] {
        assert!(!has(text, is_regex), "{text:?}");
    }
    for text in [
        "/a/",
        "a = /b/",
        "(/a/)",
        "[/a/]",
        "!/a/",
        "a, /b/",
        "if (a) /b/",
        "{} /a/",
        "typeof /a/",
        "a ? /b/ : /c/",
        "x => /a/",
        "function f() {} /a/",
        "a && /b/",
        "/[/]/",
        "case_ = /=/",
        "for (;;) /a/",
        "do /a/\nwhile (b)",
    ] {
        assert!(has(text, is_regex), "{text:?}");
    }
}

#[test]
fn braces_are_blocks_where_statements_start() {
    let is_object = |tok| tok == Tok::OpenObject;
    for text in [
        "{}",
        "a; {}",
        "if (a) {}",
        "l: {}",
        "() => {}",
        "function f() {}",
        "switch (a) { case b: {} }",
        "try {} catch {}",
        "do {} while (a)",
    ] {
        assert!(!has(text, is_object), "{text:?}");
    }
    for text in [
        "({})",
        "a = {}",
        "var {} = a",
        "f({})",
        "[{}]",
        "a ? {} : b",
        "() => ({})",
        "return_ = {}",
        "for (const {} of a) ;",
        "catch_ || {}",
    ] {
        assert!(has(text, is_object), "{text:?}");
    }
}

#[test]
fn parentheses_before_an_arrow_hold_parameters() {
    let is_arrow = |tok| tok == Tok::OpenArrow;
    for text in [
        "() => a",
        "(a, b) => c",
        "f((a) => b)",
        "((a) => b)(c)",
        "(a = (b)) => c",
    ] {
        assert_eq!(
            tokens(text).into_iter().filter(|&tok| is_arrow(tok)).count(),
            1,
            "{text:?}"
        );
    }
    for text in ["(a)", "f(a)", "a => (b)", "if (a) b => c"] {
        assert!(!has(text, is_arrow), "{text:?}");
    }
}

#[test]
fn words_are_names_where_they_can_be() {
    for text in [
        "a.if",
        "a?.class",
        "({ new: 1 })",
        "({ function() {} })",
        "of = get + set + async + static + yield_",
        "let_ = await",
    ] {
        let found = tokens(text);
        let keyword = |tok: &Tok| {
            matches!(
                tok,
                Tok::If | Tok::New | Tok::Function | Tok::ForOf | Tok::Let | Tok::Error
            )
        };
        assert!(!found.iter().any(keyword), "{text:?}");
    }
    assert!(has("for (of of of) ;", |tok| tok == Tok::ForOf));
    assert!(has("for (var a in b) ;", |tok| tok == Tok::ForIn));
    assert!(!has("for (var a = (b in c); ; ) ;", |tok| tok == Tok::ForIn));
    assert!(has("do a; while (b)", |tok| tok == Tok::DoWhile));
    assert!(!has("do while (a) b; while (c)", |tok| tok == Tok::Let));
    assert_eq!(
        tokens("do while (a) b; while (c)")
            .into_iter()
            .filter(|&tok| tok == Tok::While)
            .count(),
        1
    );
}

#[test]
fn a_question_mark_before_a_digit_is_no_chain() {
    assert!(has("a?.5:b", |tok| tok == Tok::Question));
    assert!(has("a?.b", |tok| tok == Tok::OptionalDot));
}

#[test]
fn nesting_stops_the_pass() {
    let layout = layout(&"(".repeat(1000), &mut Ast::default(), &Limits::default());
    assert!(!layout.complete);
    assert!(layout.tokens.len() < 300);
}
