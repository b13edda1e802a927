//! Rows in columns pass, fail and are left as decision code says of each of them.

use proptest::prelude::*;
use rulec::vm::decision::columns::{Chosen, Table};
use rulec::vm::decision::{Prepared, Residual};
use rulec::vm::{Bindings, Datum, Host};
use rulec::{Environment, Schema, Source, compile};
use serde_json::{Value as Json, json};

use crate::rules;

fn schema() -> Schema {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    schema
}

struct Of<'a> {
    rule: &'a Residual,
    schema: &'a Schema,
    environment: &'a Environment,
}

impl Host for Of<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        let (section, key) = self
            .rule
            .code()
            .subjects()
            .nth(usize::from(subject))
            .expect("a subject");
        self.environment
            .get(self.schema.section(section).expect("a section"), key)
    }
}

/// The rows, their bindings from JSON, in a table with the columns that rules ask about.
fn table(rules: &[Residual], schema: &Schema, rows: &[Environment]) -> Table {
    let mut names: Vec<(&str, &str)> = rules.iter().flat_map(|rule| rule.code().subjects()).collect();
    names.sort_unstable();
    names.dedup();
    let mut table = Table::with(names.iter().copied());
    for row in rows {
        assert!(table.push(|column| {
            let (section, key) = names[column];
            row.get(schema.section(section).expect("a section"), key)
        }));
    }
    table.finish()
}

fn same(sources: &[Source], rows: &[Json], known: Option<&Json>) -> Result<(), TestCaseError> {
    let schema = schema();
    let read = |json: &Json| Environment::from_json(&schema, json.clone()).expect("an environment");
    let known = known.map(read);
    let rules: Vec<Residual> = sources
        .iter()
        .map(|source| {
            let program = compile(source, &schema).expect("the rule compiles");
            let Some(code) = program.decision_code() else {
                return Residual::leave();
            };
            let names: Vec<_> = code.subjects().collect();
            code.fold(|subject| {
                let (section, key) = names[usize::from(subject)];
                let known = known.as_ref().filter(|_| section == "identity")?;
                Some(known.get(schema.section(section)?, key))
            })
        })
        .collect();
    let rows: Vec<Environment> = rows.iter().map(read).collect();
    let table = table(&rules, &schema, &rows);
    let mut chosen = Chosen::default();
    table
        .filter(&rules, false)
        .expect("all columns are there")
        .run(0..table.len(), &mut chosen);
    let mut expected = Chosen::default();
    for (number, environment) in (0_u32..).zip(&rows) {
        for rule in &rules {
            let host = Of {
                rule,
                schema: &schema,
                environment,
            };
            match Prepared::from(rule.clone()).decide(&host).0 {
                Some(answer) if answer.holds() => expected.rows.push(number),
                Some(_) => continue,
                None => expected.left.push(number),
            }
            break;
        }
    }
    let texts: Vec<&str> = sources.iter().map(|source| &*source.text).collect();
    prop_assert_eq!(chosen, expected, "{:?} over {:?}", texts, rows);
    Ok(())
}

proptest! {
    #![proptest_config(crate::at_least(600))]

    #[test]
    fn javascript_over_columns(
        texts in proptest::collection::vec(rules::javascript(), 1..3),
        rows in proptest::collection::vec(rules::environment(), 1..40),
        known in proptest::option::of(rules::environment()),
    ) {
        let sources: Vec<Source> = texts.into_iter().map(|text| Source::javascript("rule", text)).collect();
        same(&sources, &rows, known.as_ref())?;
    }

    #[test]
    fn ruby_over_columns(
        text in rules::ruby(),
        rows in proptest::collection::vec(rules::environment(), 1..40),
        known in proptest::option::of(rules::environment()),
    ) {
        let source = Source::ruby("rule", format!("require 'ipaddr'\n{text}"));
        same(&[source], &rows, known.as_ref())?;
    }
}

/// More rows than a batch has, of which few pass each question, and more distinct values than a byte holds.
#[test]
fn many_rows_of_many_values() {
    let schema = schema();
    let text = "values('list').includes('t7') && values('one') === 'u123' && values('n') > 5 || values('one') === 'u4'";
    let rows: Vec<Json> = (0..20_000)
        .map(|row: u32| {
            let list = [format!("t{}", row % 9), format!("t{}", row % 300)];
            json!({"values": {"list": list, "one": format!("u{}", row % 1_000), "n": row % 11}})
        })
        .collect();
    same(&[Source::javascript("rule", text)], &rows, None).expect("the same");
    let environments: Vec<Environment> = rows
        .iter()
        .map(|row| Environment::from_json(&schema, row.clone()).expect("an environment"))
        .collect();
    let program = compile(&Source::javascript("rule", text), &schema).expect("the rule compiles");
    let rules = [program.decision_code().expect("decision code").fold(|_| None)];
    let table = table(&rules, &schema, &environments);
    let mut chosen = Chosen::default();
    table
        .filter(&rules, false)
        .expect("all columns")
        .run(0..table.len(), &mut chosen);
    let expected = (0..20_000_u32).filter(|row| {
        let member = row % 9 == 7 || row % 300 == 7;
        member && row % 1_000 == 123 && row % 11 > 5 || row % 1_000 == 4
    });
    assert_eq!(chosen.rows, expected.collect::<Vec<_>>());
    assert!(chosen.left.is_empty());
}

#[test]
fn a_column_that_is_not_there_is_an_error() {
    let schema = schema();
    let program = compile(&Source::javascript("rule", "!values('secret')"), &schema).expect("the rule compiles");
    let rules = [program.decision_code().expect("decision code").fold(|_| None)];
    let table = Table::with([("values", "other")]).finish();
    let missing = table.filter(&rules, false).expect_err("no such column");
    assert_eq!((&*missing.section, &*missing.key), ("values", "secret"));
}
