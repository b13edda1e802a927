//! Rules of the shapes that decision code is made of, over bindings of every kind: decision code, general code and the
//! reference give the same.

use proptest::prelude::*;
use rulec::bytecode::tests::TestInstr;
use rulec::compile::{Options, compile_with, front};
use rulec::reference::Reference;
use rulec::vm::decision::{ByName, Rules, decide};
use rulec::vm::{Failure, Fault, Thrown, evaluate, run};
use rulec::{Dialect, Environment, Limits, Program, Schema, Source, Span};
use serde_json::Value as Json;

use crate::rules;

fn schema() -> Schema {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    schema
}

fn same_everywhere(source: &Source, environments: &[Json]) -> Result<(), TestCaseError> {
    let (schema, limits) = (schema(), Limits::default());
    let optimised = compile_with(source, &schema, &Options::default()).expect("the rule compiles");
    let plain = Options {
        optimise: false,
        ..Options::default()
    };
    let plain = compile_with(source, &schema, &plain).expect("the rule compiles");
    prop_assert!(plain.tests.is_none());
    let stored = Program::from_bytes(&optimised.to_bytes()).expect("the program is read again");
    prop_assert_eq!(&stored.tests, &optimised.tests);
    let (hir, _) = front(source, &schema, &limits);
    let hir = hir.expect("the rule lowers");
    let rules = Rules::new([&optimised]);
    let asks_more = optimised.tests.as_ref().is_some_and(|tests| {
        let more = |instr: &TestInstr| matches!(instr, TestInstr::Compute { .. });
        tests.code.iter().any(more)
    });
    for environment in environments {
        let environment = Environment::from_json(&schema, environment.clone()).expect("an environment");
        let world = environment.world;
        let (expected, _) = evaluate(&plain, &environment, world, &limits);
        let (found, _) = evaluate(&optimised, &environment, world, &limits);
        prop_assert_eq!(&found, &expected, "{}: {:?}", &source.text, &environment);
        let reference = Reference::new(&hir, &schema).evaluate(&environment, world, &limits);
        prop_assert_eq!(
            unplaced(reference),
            unplaced(expected),
            "{}: {:?}",
            &source.text,
            &environment
        );
        let host = ByName {
            program: &optimised,
            bindings: &environment,
            world,
        };
        let (once, _) = decide(&optimised, &host);
        let bound = rules.decide(0, &rules.bind(&host));
        // What is bound knows no time.
        if bound.is_some() || !asks_more {
            prop_assert_eq!(bound, once, "{}: {:?}", &source.text, &environment);
        }
        let (answer, _) = run(&optimised, &environment, world, &limits);
        let (general, _) = run(&plain, &environment, world, &limits);
        prop_assert_eq!(&answer, &general, "{}: {:?}", &source.text, &environment);
    }
    Ok(())
}

/// A result without the place of its throw, which the reference does not know.
fn unplaced(result: Result<(Json, bool), Failure>) -> Result<(Json, bool), Failure> {
    result.map_err(|failure| match failure {
        Failure::Thrown(thrown) => Failure::Thrown(Thrown {
            span: Span::default(),
            ..thrown
        }),
        Failure::Fault(fault) => Failure::Fault(Fault { span: None, ..fault }),
    })
}

fn rule(dialect: Dialect, text: String) -> Source {
    Source {
        name: "rule".to_owned(),
        text,
        dialect,
    }
}

proptest! {
    #![proptest_config(crate::at_least(1_000))]

    #[test]
    fn javascript_means_the_same_in_every_form(
        text in rules::javascript(),
        environments in proptest::collection::vec(rules::environment(), 6),
    ) {
        same_everywhere(&rule(Dialect::JavaScript, text), &environments)?;
    }

    #[test]
    fn ruby_means_the_same_in_every_form(
        text in rules::ruby(),
        environments in proptest::collection::vec(rules::environment(), 6),
    ) {
        same_everywhere(&rule(Dialect::Ruby, format!("require 'ipaddr'\n{text}")), &environments)?;
    }
}

/// A value of every kind, and none.
const VALUES: [Option<&str>; 9] = [
    None,
    Some("null"),
    Some("[]"),
    Some(r#"["a"]"#),
    Some(r#"["b", "a"]"#),
    Some(r#""a""#),
    Some("false"),
    Some("1"),
    Some("{}"),
];

/// A rule over two bindings, `one` and `list`, means the same in every form whatever they are.
fn same_for_two(text: String) {
    let environments: Vec<Json> = VALUES
        .iter()
        .flat_map(|one| VALUES.iter().map(move |list| [("one", one), ("list", list)]))
        .map(|both| {
            let bound = both
                .iter()
                .filter_map(|(key, value)| Some(format!("\"{key}\": {}", value.as_ref()?)));
            let bound: Vec<String> = bound.collect();
            let text = format!("{{\"values\": {{{}}}}}", bound.join(", "));
            serde_json::from_str(&text).expect("an environment")
        })
        .collect();
    same_everywhere(&rule(Dialect::JavaScript, text), &environments).expect("every form says the same");
}

/// A list that shares a text with itself says nothing about the one that it was compared with before.
#[test]
fn a_subject_beside_itself_is_no_pair() {
    let own = "(values('list') || []).filter(t => values('list').includes(t)).length > 0";
    let other = "values('one').find(function(t) { return values('list').indexOf(t) != -1 }) !== undefined";
    same_for_two(format!("{other} ? true : {own}"));
    same_for_two(format!("{own} ? {other} : false"));
    same_for_two(format!("({other}) || ({own})"));
    same_for_two(format!("({own}) && !({other})"));
}

/// What the kind of the second list decides comes before what the kind of the first one decides.
#[test]
fn the_kind_of_the_other_list_comes_first() {
    let meet = "hasIntersection(values('one'), values('list'))";
    for kind in ["== null", "!= null", "=== undefined", "instanceof Array"] {
        for one in ["one", "list"] {
            let is = format!("values('{one}') {kind}");
            same_for_two(format!("{meet} || {is}"));
            same_for_two(format!("{is} || {meet}"));
            same_for_two(format!("{meet} && {is}"));
            same_for_two(format!("{is} ? {meet} : true"));
            same_for_two(format!("{meet} ? true : !({is})"));
        }
    }
}

/// What is searched must be a list, also where the other list answers for every element.
#[test]
fn what_is_searched_is_a_list_whatever_the_other_says() {
    for search in ["some", "every", "filter", "find"] {
        for condition in [
            "!(values('list') instanceof Array) && values('list').includes(t)",
            "values('list') instanceof Array ? false : values('list').includes(t)",
            "values('list') instanceof Array && values('list').indexOf(t) >= 0",
        ] {
            same_for_two(format!("values('one').{search}(t => {condition})"));
        }
    }
}

/// A loop is one question only where no further turn does what is left to the general code.
#[test]
fn further_turns_of_a_loop_are_understood() {
    let environments: Vec<Json> = [
        "[]",
        r#"["a"]"#,
        r#"["a", "a"]"#,
        r#"["b", "a"]"#,
        r#"["a", "bb"]"#,
        r#"["a", "b", "a"]"#,
        "null",
        r#"["a", 1]"#,
    ]
    .iter()
    .flat_map(|list| {
        ["null", "[]", r#"["bb"]"#, "1"].map(|one| format!(r#"{{"values": {{"list": {list}, "one": {one}}}}}"#))
    })
    .map(|text| serde_json::from_str(&text).expect("an environment"))
    .collect();
    for turn in [
        "if (last === x) { found = true } last = x",
        "if (found) { found = x.length === 3 } if (x === 'a') { found = true }",
        "if (found) { last = values('one').length } if (x === 'a') { found = true }",
        "if (last) { found = values('one').includes(x) } last = x === 'a'",
        "if (found && x === 'bb') { throw x } if (x === 'a') { found = true }",
        "if (values('one').includes(x)) { found = true }",
        "if (x === 'a' && values('one').includes(x)) { found = true } last = x",
    ] {
        for text in [
            format!("let found = false, last = null; for (const x of values('list')) {{ {turn} }} found"),
            format!(
                "var found = false, last = null; for (var i = 0; i < values('list').length; i++) \
                 {{ var x = values('list')[i]; {turn} }} found"
            ),
            format!(
                "function any(list) {{ let found = false, last = null; for (const x of list) \
                 {{ {turn}; if (found && x === 'b') return true }} return found }} any(values('list'))"
            ),
        ] {
            same_everywhere(&rule(Dialect::JavaScript, text), &environments).expect("every form says the same");
        }
    }
}

/// `includes` finds NaN, which is the time of no date.
#[test]
fn the_time_of_no_date_is_included() {
    let times = [r#""never""#, r#""2024-02-29""#, "null", "0", r#""2023-02-29""#];
    let environments: Vec<Json> = times
        .iter()
        .flat_map(|one| times.map(|list| format!(r#"{{"values": {{"one": {one}, "list": {list}}}}}"#)))
        .map(|text| serde_json::from_str(&text).expect("an environment"))
        .collect();
    for text in [
        "[new Date(values('one')).getTime()].includes(new Date(values('list')).getTime())",
        "[new Date(values('one')).getTime()].indexOf(new Date(values('list')).getTime()) >= 0",
        "[1, new Date(values('one')).getTime() + 1, NaN].includes(new Date(values('list')).getTime() + 1)",
        "const time = new Date(values('one')).getDay(); [time, 4].includes(time)",
    ] {
        same_everywhere(&rule(Dialect::JavaScript, text.to_owned()), &environments).expect("every form says the same");
    }
}

/// The element of a search may stand on either side.
#[test]
fn the_element_of_a_search_is_either_of_two_that_meet() {
    let texts = ["null", "[]", r#"["a"]"#, r#"["b", "a"]"#, r#""a""#, "1", r#"["c", 1]"#];
    let environments: Vec<Json> = texts
        .iter()
        .flat_map(|one| texts.map(|list| format!(r#"{{"values": {{"one": {one}, "list": {list}}}}}"#)))
        .map(|text| serde_json::from_str(&text).expect("an environment"))
        .collect();
    for search in ["some", "every", "filter", "find"] {
        for condition in [
            "hasIntersection(values('one'), t)",
            "hasIntersection(t, values('one'))",
            "!hasIntersection(values('one'), t)",
            "hasIntersection(values('one'), t) || t === 'c'",
            "values('one').some(u => hasIntersection(u, t))",
            "values('one').some(u => hasIntersection(t, u))",
        ] {
            let text = format!("values('list').{search}(t => {condition})");
            same_everywhere(&rule(Dialect::JavaScript, text), &environments).expect("every form says the same");
        }
    }
}
