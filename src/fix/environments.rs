//! Environments that a rule can tell apart: its bindings in every form, with the texts that it names.
//!
//! Input: programs; output: environments. Each binding that a program reads is absent, null, empty, a text of the rule, a
//! list of texts, a flag, a number; first each alone against a quiet and a full background, then mixed by a fixed sequence
//! of numbers. The same programs give the same environments.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

use crate::bytecode::Program;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::Source;
use crate::syntax;
use crate::syntax::ast::{Kind, NodeId};
use crate::vm::{Environment, World};

/// How many mixed environments there are.
const MIXED: u64 = 160;

/// How many texts of a rule are tried.
const TEXTS: usize = 32;

type Key = (String, String);

/// The environments for some rules with their programs.
pub(super) fn of(rules: &[(&Source, &Program)], schema: &Schema) -> Vec<Environment> {
    let mut keys: BTreeSet<Key> = [
        ("identity", "anonymous"),
        ("identity", "teams"),
        ("identity", "username"),
    ]
    .map(|(section, key)| (section.to_owned(), key.to_owned()))
    .into();
    let mut texts: BTreeSet<String> = BTreeSet::new();
    for (source, program) in rules {
        keys.extend(readers(source));
        for slot in &program.slots {
            let key = program.constants.texts.get(slot.key as usize);
            keys.insert((
                schema.name(slot.section).to_owned(),
                key.map_or(String::new(), |key| key.to_string()),
            ));
        }
        texts.extend(program.constants.texts.iter().map(|text| text.to_string()));
        texts.extend(program.constants.strings.iter().filter_map(|text| text.to_utf8()));
    }
    // What a regular expression asks for is in its text.
    let pieces: Vec<String> = texts
        .iter()
        .flat_map(|text: &String| text.split(|c: char| !c.is_alphanumeric()))
        .filter(|piece| !piece.is_empty())
        .map(str::to_owned)
        .collect();
    texts.extend(pieces);
    let values = values(&texts);
    let mut all = vec![environment(schema, &[])];
    for background in [Json::Null, json!("x"), json!(["x"])] {
        for key in &keys {
            for value in &values {
                let others = keys
                    .iter()
                    .filter(|other| *other != key)
                    .map(|other| (other, Some(&background)));
                let pairs: Vec<(&Key, Option<&Json>)> = others.chain([(key, value.as_ref())]).collect();
                all.push(environment(schema, &pairs));
            }
        }
    }
    let mut state = 1;
    for _ in 0..MIXED {
        let pairs: Vec<(&Key, Option<&Json>)> = keys
            .iter()
            .map(|key| {
                let index = usize::try_from(next(&mut state)).unwrap_or(0) % values.len();
                (key, values[index].as_ref())
            })
            .collect();
        all.push(environment(schema, &pairs));
    }
    all
}

/// What a Ruby rule reads: there a binding is a method of its section.
fn readers(source: &Source) -> Vec<Key> {
    let (ast, _) = syntax::parse(source, &Limits::default());
    let mut found = Vec::new();
    let mut pending: Vec<NodeId> = ast.root.into_iter().collect();
    while let Some(node) = pending.pop() {
        ast.children(node, &mut |child| pending.push(child));
        let Kind::Send {
            receiver: Some(receiver),
            name,
            arguments,
            ..
        } = *ast.kind(node)
        else {
            continue;
        };
        let Kind::InstanceVar(section) = *ast.kind(receiver) else {
            continue;
        };
        let section = ast.name(section).into_owned();
        found.push((section.clone(), ast.name(name).into_owned()));
        for &argument in ast.list(arguments) {
            if let Kind::Str(key) = *ast.kind(argument) {
                found.push((section.clone(), ast.name(key).into_owned()));
            }
        }
    }
    found
}

/// Absent, null, empty, scalars and lists.
fn values(texts: &BTreeSet<String>) -> Vec<Option<Json>> {
    let mut values = vec![
        None,
        Some(Json::Null),
        Some(json!("")),
        Some(json!([])),
        Some(json!(true)),
        Some(json!(false)),
        Some(json!(0)),
        Some(json!(7)),
        Some(json!("Z::other")),
        Some(json!(["Z::other", "x"])),
    ];
    for text in texts.iter().take(TEXTS) {
        values.push(Some(json!(text)));
        values.push(Some(json!([text])));
        values.push(Some(json!(format!("{text} x"))));
        values.push(Some(json!(format!("x\n{text}"))));
        values.push(Some(json!(text.to_uppercase())));
    }
    let all: Vec<&String> = texts.iter().take(TEXTS).collect();
    values.push(Some(json!(all)));
    values
}

/// The sequence of splitmix64.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn environment(schema: &Schema, pairs: &[(&Key, Option<&Json>)]) -> Environment {
    let mut sections: Map<String, Json> = Map::new();
    for ((section, key), value) in pairs {
        let Some(value) = value else { continue };
        let entry = sections.entry(section.clone()).or_insert_with(|| json!({}));
        if let Json::Object(fields) = entry {
            fields.insert(key.clone(), (*value).clone());
        }
    }
    let given = sections.iter().filter_map(|(name, fields)| match fields {
        Json::Object(fields) => Some((name.as_str(), fields.clone())),
        _ => None,
    });
    Environment::from_sections(schema, given, World::default())
}
