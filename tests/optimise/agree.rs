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

/// A list that shares a text with itself says nothing about the one that it was compared with before.
#[test]
fn a_subject_beside_itself_is_no_pair() {
    let own = "(values('list') || []).filter(t => values('list').includes(t)).length > 0";
    let other = "values('one').find(function(t) { return values('list').indexOf(t) != -1 }) !== undefined";
    let texts = ["[]", r#"["a"]"#, r#"["b"]"#, r#"["b", "a"]"#, "null", r#""a""#];
    let environments: Vec<Json> = texts
        .iter()
        .flat_map(|one| {
            texts
                .iter()
                .map(move |list| format!(r#"{{"values": {{"one": {one}, "list": {list}}}}}"#))
        })
        .map(|text| serde_json::from_str(&text).expect("an environment"))
        .collect();
    for text in [
        format!("{other} ? true : {own}"),
        format!("{own} ? {other} : false"),
        format!("({other}) || ({own})"),
        format!("({own}) && !({other})"),
    ] {
        same_everywhere(&rule(Dialect::JavaScript, text), &environments).expect("every form says the same");
    }
}

/// What the kind of the second list decides comes before what the kind of the first one decides.
#[test]
fn the_kind_of_the_other_list_comes_first() {
    let texts = ["null", "[]", r#"["a"]"#, r#""a""#, "1", "{}"];
    let environments: Vec<Json> = texts
        .iter()
        .flat_map(|one| {
            texts
                .iter()
                .map(move |list| format!(r#"{{"values": {{"one": {one}, "list": {list}}}}}"#))
        })
        .chain([
            r#"{"values": {"one": ["a"]}}"#.to_owned(),
            r#"{"values": {"list": ["a"]}}"#.to_owned(),
            "{}".to_owned(),
        ])
        .map(|text| serde_json::from_str(&text).expect("an environment"))
        .collect();
    let meet = "hasIntersection(values('one'), values('list'))";
    for kind in ["== null", "!= null", "=== undefined", "instanceof Array"] {
        for one in ["one", "list"] {
            let is = format!("values('{one}') {kind}");
            for text in [
                format!("{meet} || {is}"),
                format!("{is} || {meet}"),
                format!("{meet} && {is}"),
                format!("{is} ? {meet} : true"),
                format!("{meet} ? true : !({is})"),
            ] {
                same_everywhere(&rule(Dialect::JavaScript, text), &environments).expect("every form says the same");
            }
        }
    }
}

/// What is searched must be a list, also where the other list answers for every element.
#[test]
fn what_is_searched_is_a_list_whatever_the_other_says() {
    let texts = ["null", "[]", r#"["a"]"#, r#""a""#, "false", "{}"];
    let environments: Vec<Json> = texts
        .iter()
        .flat_map(|one| {
            texts
                .iter()
                .map(move |list| format!(r#"{{"values": {{"one": {one}, "list": {list}}}}}"#))
        })
        .map(|text| serde_json::from_str(&text).expect("an environment"))
        .collect();
    for search in ["some", "every", "filter", "find"] {
        for condition in [
            "!(values('list') instanceof Array) && values('list').includes(t)",
            "values('list') instanceof Array ? false : values('list').includes(t)",
            "values('list') instanceof Array && values('list').indexOf(t) >= 0",
        ] {
            let text = format!("values('one').{search}(t => {condition})");
            same_everywhere(&rule(Dialect::JavaScript, text), &environments).expect("every form says the same");
        }
    }
}
