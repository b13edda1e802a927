//! Rules that are linked together decide as each does alone, whatever is bound first.

use proptest::prelude::*;
use rulec::compile::{Options, compile_with};
use rulec::value::Section;
use rulec::vm::decision::{ByName, Rules, decide};
use rulec::vm::{Bindings, Datum, Host, World};
use rulec::{Dialect, Environment, Program, Schema, Source};
use serde_json::Value as Json;

use crate::rules;

/// Bindings as the host of linked rules.
struct Linked<'a> {
    names: Vec<(Option<u8>, String)>,
    environment: &'a Environment,
}

impl<'a> Linked<'a> {
    fn new(rules: &Rules, schema: &Schema, environment: &'a Environment) -> Self {
        let number = |name: &str| schema.sections().iter().position(|known| known == name);
        let names = rules
            .subjects()
            .map(|(section, key)| (number(section).map(|number| number as u8), key.to_owned()))
            .collect();
        Linked { names, environment }
    }
}

impl Host for Linked<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        match &self.names[usize::from(subject)] {
            (Some(section), key) => self.environment.get(Section(*section), key),
            (None, _) => Datum::Absent,
        }
    }

    fn world(&self) -> Option<World> {
        Some(self.environment.world)
    }
}

fn same_together(dialect: Dialect, texts: &[String], environments: &[Json]) -> Result<(), TestCaseError> {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    let programs: Vec<Program> = texts
        .iter()
        .map(|text| {
            let source = Source {
                name: "rule".to_owned(),
                text: text.clone(),
                dialect,
            };
            compile_with(&source, &schema, &Options::default()).expect("the rule compiles")
        })
        .collect();
    let rules = Rules::new(&programs);
    prop_assert_eq!(rules.len(), programs.len());
    let mut late = rules.unbound();
    for environment in environments {
        let environment = Environment::from_json(&schema, environment.clone()).expect("an environment");
        let host = Linked::new(&rules, &schema, &environment);
        let bound = rules.bind(&host);
        // The identity again, over what another environment left behind; then everything else with it.
        rules.rebind(&mut late, &host, |section, _| section == "identity");
        let half = late.clone();
        rules.rebind(&mut late, &host, |_, _| true);
        prop_assert_eq!(&late, &bound);
        let mut identity = rules.unbound();
        rules.rebind(&mut identity, &host, |section, _| section == "identity");
        for (number, program) in programs.iter().enumerate() {
            let own = ByName {
                program,
                bindings: &environment,
                world: environment.world,
            };
            let (once, _) = decide(program, &own);
            let told = || format!("{}: {:?}", texts[number], &environment);
            prop_assert_eq!(rules.decide(number, &bound), once, "{}", told());
            prop_assert_eq!(rules.decide_counted(number, &bound).0, once, "{}", told());
            // What the identity alone decides is right already.
            if let Some(answer) = rules.decide(number, &identity) {
                prop_assert_eq!(Some(answer), once, "{}", told());
            }
            if program.subjects().all(|(section, _)| section == "identity") {
                prop_assert_eq!(rules.decide(number, &half), once, "{}", told());
            }
        }
        // A bound made for other rules is no reason to panic.
        let other = Rules::new(&programs[..1]);
        let _ = rules.decide(programs.len() - 1, &other.unbound());
        prop_assert_eq!(rules.decide(programs.len(), &bound), None);
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::at_least(300))]

    #[test]
    fn linked_javascript_decides_as_each_rule_alone(
        texts in proptest::collection::vec(rules::javascript(), 1..6),
        environments in proptest::collection::vec(rules::environment(), 4),
    ) {
        same_together(Dialect::JavaScript, &texts, &environments)?;
    }

    #[test]
    fn linked_ruby_decides_as_each_rule_alone(
        texts in proptest::collection::vec(rules::ruby(), 1..6),
        environments in proptest::collection::vec(rules::environment(), 4),
    ) {
        let texts: Vec<String> = texts.iter().map(|text| format!("require 'ipaddr'\n{text}")).collect();
        same_together(Dialect::Ruby, &texts, &environments)?;
    }
}
