//! Layout decisions, each as CRuby 3.1's own lexer and parser decide them (`ruby -rripper`, `RubyVM::AbstractSyntaxTree`).

use super::classify;
use crate::limits::Limits;
use crate::syntax::ast::{Ast, BinaryOp};
use crate::syntax::ruby::token::{Infix, Prefix, Token};

/// The kinds of the tokens of a text, without what they hold.
fn words(text: &str) -> Vec<String> {
    let mut ast = Ast::default();
    let classified = classify(text, &mut ast, &Limits::default());
    classified
        .tokens
        .iter()
        .map(|(_, token, _)| {
            let shown = format!("{token:?}");
            shown.split(['(', ' ', '{']).next().unwrap_or_default().to_owned()
        })
        .collect()
}

fn tokens(text: &str) -> Vec<Token> {
    let mut ast = Ast::default();
    classify(text, &mut ast, &Limits::default())
        .tokens
        .iter()
        .map(|&(_, token, _)| token)
        .collect()
}

#[test]
fn a_minus_subtracts_or_negates_by_the_blanks_around_it() {
    let minus = Token::Infix(Infix::Binary(BinaryOp::Sub));
    assert!(tokens("foo - 1").contains(&minus));
    assert!(tokens("foo-1").contains(&minus));
    assert!(tokens("foo = 2; foo -1").contains(&minus));
    assert!(!tokens("foo -1").contains(&minus));
    assert!(tokens("foo -x").contains(&Token::Prefix(Prefix::Minus)));
}

#[test]
fn a_negative_number_is_a_literal_unless_a_power_follows() {
    assert_eq!(words("-2.abs"), ["Integer", "Dot", "Method"]);
    assert_eq!(words("-2 ** 2"), ["Prefix", "Integer", "Infix", "Integer"]);
}

#[test]
fn a_bracket_indexes_a_local_and_begins_an_argument_of_a_call() {
    assert_eq!(
        words("a = 1; a [0]")[4..],
        ["Local", "IndexOpen", "Integer", "BracketClose"]
    );
    assert_eq!(words("a [0]"), ["Command", "ArrayOpen", "Integer", "BracketClose"]);
    assert_eq!(words("a[0]"), ["Ident", "IndexOpen", "Integer", "BracketClose"]);
}

#[test]
fn a_name_is_local_from_its_assignment_on() {
    assert_eq!(words("x"), ["Ident"]);
    assert_eq!(words("x = x"), ["Ident", "Assign", "Local"]);
    assert_eq!(
        words("x if x = 1"),
        ["Ident", "IfModifier", "Ident", "Assign", "Integer"]
    );
    assert_eq!(words("x = 5 if false; x").last().map(String::as_str), Some("Local"));
    assert_eq!(words("f { y = 1 }; y").last().map(String::as_str), Some("Ident"));
    assert_eq!(words("y = 1; f { y }")[6], "Local");
    assert_eq!(words("y = 1; def f; y; end")[7], "Ident");
    assert_eq!(words("a, (b, *c) = x; c").last().map(String::as_str), Some("Local"));
    assert_eq!(words("/(?<n>.)/ =~ s; n").last().map(String::as_str), Some("Local"));
    assert_eq!(words("begin; rescue => e; e; end")[6..8], ["Local", "Terminator"]);
}

#[test]
fn do_belongs_to_the_command_the_loop_the_lambda_or_the_call() {
    assert!(words("foo bar do end").contains(&String::from("DoCommand")));
    assert!(words("foo(bar) do end").contains(&String::from("Do")));
    assert!(words("foo do end").contains(&String::from("Do")));
    assert!(words("while foo do end").contains(&String::from("DoLoop")));
    assert!(words("while a and foo do end").contains(&String::from("DoLoop")));
    assert!(words("x = -> do end").contains(&String::from("DoLambda")));
    let nested = words("foo -> do end do end");
    assert!(nested.contains(&String::from("DoLambda")) && nested.contains(&String::from("DoCommand")));
}

#[test]
fn a_brace_opens_a_block_a_hash_or_a_lambda() {
    assert!(words("foo { }").contains(&String::from("BlockOpen")));
    assert!(words("foo({ })").contains(&String::from("HashOpen")));
    assert!(words("{ }").contains(&String::from("HashOpen")));
    assert!(words("->(x = {}) { }").contains(&String::from("LambdaOpen")));
    assert!(words("return {}").contains(&String::from("HashOpen")));
    assert!(words("foo (1) { }").contains(&String::from("CommandBlockOpen")));
}

#[test]
fn newlines_end_statements_only_where_one_can_end() {
    assert_eq!(words("a +\nb"), ["Ident", "Infix", "Ident"]);
    assert_eq!(words("a\n+b"), ["Ident", "Terminator", "Prefix", "Ident"]);
    assert_eq!(words("a\n  .b"), ["Ident", "Dot", "Method"]);
    assert_eq!(words("a\n  # why\n  &.b"), ["Ident", "SafeDot", "Method"]);
    assert_eq!(words("a\n\n.b"), ["Ident", "Terminator", "Dot", "Method"]);
    assert_eq!(words("a\n..b"), ["Ident", "Terminator", "Prefix", "Ident"]);
    assert_eq!(
        words("[1,\n2\n]"),
        ["ArrayOpen", "Integer", "Comma", "Integer", "BracketClose"]
    );
    assert_eq!(words("a \\\n + b"), ["Ident", "Infix", "Ident"]);
}

#[test]
fn a_question_mark_asks_or_quotes() {
    assert_eq!(words("x ? y : z"), ["Ident", "Question", "Ident", "Colon", "Ident"]);
    assert_eq!(words("x ? y: z"), ["Ident", "Question", "Ident", "Colon", "Ident"]);
    assert_eq!(words("?a"), ["Str"]);
    assert_eq!(words("x.nil? ? 1 : 2")[2..4], ["Method", "Question"]);
    assert_eq!(words("x = 1; x ?1:2")[5], "Question");
}

#[test]
fn keywords_begin_or_follow_a_statement() {
    assert_eq!(words("if a then b end")[0], "If");
    assert_eq!(words("b if a")[1], "IfModifier");
    assert_eq!(words("x = if a then b end")[2], "If");
    assert_eq!(words("x = a rescue b")[3], "RescueValue");
    assert_eq!(words("x = foo a rescue b")[4], "RescueCommand");
    assert_eq!(words("a rescue b")[1], "RescueModifier");
    assert_eq!(words("a, b = c rescue d")[5], "RescueMultiple");
    assert_eq!(words("a.if.end"), ["Ident", "Dot", "Method", "Dot", "Method"]);
    assert_eq!(words("{ if: 1 }")[1], "Label");
}

#[test]
fn interpolation_is_an_entry_of_the_stack() {
    assert_eq!(
        words("\"a#{b + \"#{c}\"}d\""),
        [
            "StrOpen",
            "Part",
            "InterpolationOpen",
            "Ident",
            "Infix",
            "StrOpen",
            "InterpolationOpen",
            "Ident",
            "InterpolationClose",
            "StrClose",
            "InterpolationClose",
            "Part",
            "StrClose"
        ]
    );
    assert_eq!(words("%w[a b#{c}]"), ["WordsOpen", "Str", "Str", "WordsClose"]);
    assert_eq!(words("%W[a b#{c}]")[..4], ["WordsOpen", "Str", "StrOpen", "Part"]);
}

#[test]
fn a_slash_and_a_percent_divide_or_quote() {
    assert_eq!(words("x = 1; x /1")[5], "Infix");
    assert_eq!(words("x /1/")[0..2], ["Command", "RegexOpen"]);
    assert_eq!(words("x / 1")[1], "Infix");
    assert_eq!(words("x % 2")[1], "Infix");
    assert_eq!(words("x %w[a]")[1], "WordsOpen");
}

#[test]
fn brackets_in_great_number_stay_within_bounds() {
    for open in ["(", "[", "{", "f(", "->{", "if ", "\"#{", "x ? "] {
        let text = open.repeat(100_000);
        let mut ast = Ast::default();
        let classified = classify(&text, &mut ast, &Limits::default());
        assert!(classified.broken, "{open}");
        assert!(classified.diagnostics.len() <= Limits::default().diagnostics, "{open}");
    }
}
