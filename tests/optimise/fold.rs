//! Folded decision code decides as the code does at once, whatever was known.

use proptest::prelude::*;
use rulec::bytecode::tests::TestInstr;
use rulec::vm::decision::{ByName, Code, Prepared, Residual, decide};
use rulec::vm::{Bindings, Datum, Host, World};
use rulec::{Dialect, Environment, Program, Schema, Source, compile};
use serde_json::{Value as Json, json};

use crate::rules;

fn schema() -> Schema {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    schema
}

/// Bindings as the host of code without a program.
struct Of<'a> {
    code: Code<'a>,
    schema: &'a Schema,
    environment: &'a Environment,
}

impl Host for Of<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        let (section, key) = self.code.subjects().nth(usize::from(subject)).expect("a subject");
        let section = self.schema.section(section).expect("a section");
        self.environment.get(section, key)
    }

    fn world(&self) -> Option<World> {
        Some(self.environment.world)
    }
}

fn folded(code: Code<'_>, schema: &Schema, environment: &Environment, known: impl Fn(u16) -> bool) -> Residual {
    let host = Of {
        code,
        schema,
        environment,
    };
    code.fold(|subject| known(subject).then(|| host.lend(subject)))
}

/// Targets lie ahead, and nothing runs out of the code.
fn sound(residual: &Residual) -> bool {
    let mut code = residual.code().tests.code.clone();
    let last = code.len() - 1;
    code[last].leaves()
        && code.iter_mut().enumerate().all(|(at, instr)| {
            let target = instr.target_mut().map(|target| target.0 as usize);
            target.is_none_or(|target| at < target && target <= last)
        })
}

fn same(source: &Source, environments: &[Json], known: u16) -> Result<(), TestCaseError> {
    let schema = schema();
    let program = compile(source, &schema).expect("the rule compiles");
    let Some(code) = program.decision_code() else {
        return Ok(());
    };
    for json in environments {
        let environment = Environment::from_json(&schema, json.clone()).expect("an environment");
        let host = ByName {
            program: &program,
            bindings: &environment,
            world: environment.world,
        };
        let (at_once, _) = decide(&program, &host);
        let first = folded(code, &schema, &environment, |subject| known >> (subject % 16) & 1 == 1);
        prop_assert!(sound(&first), "{}", &source.text);
        let host = Of {
            code: first.code(),
            schema: &schema,
            environment: &environment,
        };
        let (then, _) = Prepared::from(first.clone()).decide(&host);
        // Ruby compares integers exactly, so that an equality with a known one is left.
        let computes = |code: Code<'_>| {
            let computes = |instr: &TestInstr| matches!(instr, TestInstr::Compute { .. });
            code.tests.code.iter().any(computes)
        };
        // A number that is computed of what is known is left, too.
        let exact = source.dialect == Dialect::JavaScript && !computes(code);
        prop_assert!(
            then == at_once || !exact && then.is_none(),
            "{} over {json} knowing {known:b}: {then:?}, at once {at_once:?}: {first:?}",
            &source.text
        );
        let rest = folded(first.code(), &schema, &environment, |_| true);
        if !computes(code) {
            prop_assert_eq!(rest.says(), Some(then), "{} over {}", &source.text, json);
        }
        let nothing = folded(code, &schema, &environment, |_| false);
        prop_assert_eq!(&folded(nothing.code(), &schema, &environment, |_| false), &nothing);
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::at_least(1_000))]

    #[test]
    fn folded_javascript_decides_as_at_once(
        text in rules::javascript(),
        environments in proptest::collection::vec(rules::environment(), 6),
        known in any::<u16>(),
    ) {
        same(&Source::javascript("rule", text), &environments, known)?;
    }

    #[test]
    fn folded_ruby_decides_as_at_once(
        text in rules::ruby(),
        environments in proptest::collection::vec(rules::environment(), 6),
        known in any::<u16>(),
    ) {
        same(&Source::ruby("rule", format!("require 'ipaddr'\n{text}")), &environments, known)?;
    }
}

fn program(text: &str) -> Program {
    compile(&Source::javascript("rule", text), &schema()).expect("the rule compiles")
}

/// What is left of a rule for a section that is known.
fn left(text: &str, section: &str, known: Json) -> Residual {
    let (schema, program) = (schema(), program(text));
    let code = program.decision_code().expect("decision code");
    let names: Vec<_> = code.subjects().collect();
    let environment = Environment::from_json(&schema, json!({ (section): known })).expect("an environment");
    folded(code, &schema, &environment, |subject| {
        names[usize::from(subject)].0 == section
    })
}

#[test]
fn rules_that_are_left_asking_the_same_are_equal() {
    let own = "submission('createdBy') === identity('username')";
    let ada = left(own, "identity", json!({"username": "ada"}));
    let named = left("submission('createdBy') === 'ada'", "identity", json!({}));
    let either = format!("identity('teams').includes('HR') && {own}");
    let member = left(&either, "identity", json!({"username": "ada", "teams": ["HR"]}));
    assert_eq!(ada, named);
    assert_eq!(ada, member);
    let other = left(&either, "identity", json!({"username": "ada", "teams": ["IT"]}));
    assert_eq!(other.says().flatten().map(|answer| answer.holds()), Some(false));
}

#[test]
fn lists_that_meet_become_sets() {
    let text = "hasIntersection(identity('teams'), values('teams'))";
    let left = left(text, "values", json!({"teams": ["b", "a", "b"]}));
    let code = left.code();
    let sets: Vec<Vec<&str>> = code
        .tests
        .sets
        .iter()
        .map(|set| set.iter().map(|&text| &*code.texts[text as usize]).collect())
        .collect();
    assert_eq!(sets, [["a", "b"]]);
    assert_eq!(code.subjects().collect::<Vec<_>>(), [("identity", "teams")]);
}
