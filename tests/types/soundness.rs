//! What the checker claims, compared with what happens: every expression in the reference evaluator, the whole rule in the
//! machine. `RULEC_TYPES=20000 cargo test --test types` runs that many programs of each language.

use rulec::compile::{Options, compile_with, front};
use rulec::reference::Reference;
use rulec::schema::{Absence, Schema, Shape};
use rulec::types::{self, Proof};
use rulec::vm::{Failure, run};
use rulec::{Dialect, Environment, Limits, Source};
use serde_json::{Map, Value as Json, json};

use crate::grammar::Grammar;

/// A number for the seed of everything that one program needs.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % bound
    }
}

fn limits() -> Limits {
    Limits {
        fuel: 100_000,
        ..Limits::default()
    }
}

/// What is wrong with the claims about a rule in one environment.
pub fn wrong(source: &Source, schema: &Schema, env: Json) -> Option<String> {
    let (hir, _) = front(source, schema, &Limits::default());
    let hir = hir?;
    let types = types::check(&hir, schema);
    let environment = Environment::from_json(schema, env).expect("the environments are right");
    let reference = Reference::new(&hir, schema).witness(&types);
    let _ = reference.evaluate(&environment, environment.world, &limits());
    if let Some((span, what)) = reference.violation() {
        let text = &source.text[span.start as usize..span.end as usize];
        return Some(format!("`{text}`: {what}"));
    }
    let program = compile_with(source, schema, &Options::default()).ok()?;
    let (result, _) = run(&program, &environment, environment.world, &limits());
    let Proof {
        never_throws,
        never_faults,
        never_loops,
        always_fails,
        always_boolean,
        constant,
    } = *types.proof();
    match result {
        Err(Failure::Thrown(thrown)) if never_throws => Some(format!("throws {} and never should", thrown.class)),
        Err(Failure::Fault(fault)) => {
            let limit = matches!(fault.code.number(), "F0901" | "F0902" | "F0903");
            (if limit {
                never_loops && fault.code.number() == "F0901"
            } else {
                never_faults
            })
            .then(|| format!("faults with {} and never should", fault.message))
        }
        Err(_) => None,
        Ok(_) if always_fails => Some("gives a value and always should fail".to_owned()),
        Ok(answer) if always_boolean && !answer.boolean => Some("gives no boolean and always should".to_owned()),
        Ok(answer) if constant.is_some_and(|constant| constant != answer.truth) => {
            Some(format!("is {} and should never be", answer.truth))
        }
        Ok(_) => None,
    }
}

fn count() -> u64 {
    std::env::var("RULEC_TYPES")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(300)
}

fn seed() -> u64 {
    std::env::var("RULEC_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(1)
}

/// Runs on a large stack, since the reference recurses.
fn with_stack(work: impl FnOnce() + Send + 'static) {
    let thread = std::thread::Builder::new()
        .stack_size(64 << 20)
        .spawn(work)
        .expect("a thread starts");
    thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
}

/// Programs of a grammar, each in several environments.
fn sound(dialect: Dialect, grammar: &'static str, schema: Schema, envs: impl Fn(&mut Random) -> Json + Send + 'static) {
    with_stack(move || {
        let grammar = Grammar::parse(grammar);
        let mut failures = Vec::new();
        for number in 0..count() {
            let tree = grammar.generate(seed().wrapping_mul(0x9e37_79b9).wrapping_add(number));
            let mut random = Random(seed() ^ number);
            for _ in 0..4 {
                let env = envs(&mut random);
                let test = |tree: &crate::grammar::Tree| {
                    let source = Source {
                        name: "<rule>".to_owned(),
                        text: tree.text(),
                        dialect,
                    };
                    wrong(&source, &schema, env.clone())
                };
                if test(&tree).is_none() {
                    continue;
                }
                let mut best = tree.clone();
                'smaller: loop {
                    for candidate in grammar.smaller(&best).into_iter().take(400) {
                        if candidate.text().len() < best.text().len() && test(&candidate).is_some() {
                            best = candidate;
                            continue 'smaller;
                        }
                    }
                    break;
                }
                let why = test(&best).unwrap_or_default();
                failures.push(format!("--- env {env}\n{}\n  {why}", best.text()));
                break;
            }
            if failures.len() >= 12 {
                break;
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    });
}

/// Environments that fit the agreement grammars.
fn recorded(random: &mut Random) -> Json {
    let all: Vec<&str> = include_str!("../agreement/environments.jsonl").lines().collect();
    let line = all[random.below(all.len() as u64) as usize];
    serde_json::from_str(line).expect("an environment is JSON")
}

/// A value of a shape; none where it is absent.
fn value(shape: Shape, random: &mut Random, words: &[&str]) -> Option<Json> {
    const TEXTS: &[&str] = &["", "a", "ann", "HR", "IT", "Open", "10.0.0.7", "x, y", "true"];
    let text = |random: &mut Random| TEXTS[random.below(TEXTS.len() as u64) as usize];
    let texts = |random: &mut Random| -> Json { (0..random.below(3)).map(|_| Json::from(text(random))).collect() };
    let mut forms: Vec<Option<Json>> = Vec::new();
    if shape.has(Shape::ABSENT) {
        forms.push(None);
    }
    if shape.has(Shape::NULL) {
        forms.push(Some(Json::Null));
    }
    if shape.has(Shape::TEXT) {
        forms.push(Some(match words {
            [] => json!(text(random)),
            words => json!(words[random.below(words.len() as u64) as usize]),
        }));
    }
    if shape.has(Shape::TIME) {
        forms.push(Some(json!("2025-03-30T01:30:00.000Z")));
    }
    if shape.has(Shape::TEXTS) {
        forms.push(Some(texts(random)));
    }
    if shape.has(Shape::FLAG) {
        forms.push(Some(json!(random.below(2) == 0)));
    }
    if shape.has(Shape::NUMBER) {
        forms.push(Some(json!(random.below(3))));
    }
    if shape.has(Shape::LISTS) {
        forms.push(Some(json!({"A": texts(random), "Manager": texts(random)})));
    }
    if shape.has(Shape::MAP) {
        forms.push(Some(json!({"X-Token": text(random), "q": text(random)})));
    }
    forms.swap_remove(random.below(forms.len() as u64) as usize)
}

/// An environment that fits a schema.
fn fitting(schema: &Schema, random: &mut Random) -> Json {
    let mut env = Map::new();
    let anonymous = random.below(3) == 0;
    let by_nobody = random.below(3) == 0;
    for name in schema.sections() {
        let section = schema.section(name).expect("the section exists");
        let keys = schema.keys(section).expect("the schema has types");
        let mut names: Vec<&str> = keys.known.iter().map(|(key, _)| *key).collect();
        if !keys.prefixes.is_empty() {
            names.extend(["attribute:Manager", "attribute:Team"]);
        }
        if keys.other.is_some() && name == "values" {
            names.extend(["Status", "Tags"]);
        }
        let mut map = Map::new();
        for key in names {
            let binding = schema.binding(section, key);
            let signed_in = match binding.absence {
                Absence::Anonymous => name == "identity" && !anonymous,
                Absence::AnonymousSubmission => !by_nobody,
                _ => false,
            };
            loop {
                let found = match (name.as_str(), key) {
                    ("identity", "anonymous") => Some(json!(anonymous)),
                    ("submission", "anonymous") => Some(json!(by_nobody)),
                    ("identity", "authenticated") => Some(json!(!anonymous)),
                    ("identity", "spaceAdmin") => Some(json!(!anonymous && random.below(4) == 0)),
                    _ => value(binding.shape, random, binding.words),
                };
                if signed_in && found.as_ref().is_none_or(Json::is_null) {
                    continue;
                }
                if let Some(found) = found {
                    map.insert(key.to_owned(), found);
                }
                break;
            }
        }
        if name == "request" && random.below(2) == 0 {
            map.insert(
                "headers".to_owned(),
                json!({"X-Token": "HR", "x-forwarded-for": "10.0.0.7, a"}),
            );
        }
        env.insert(name.clone(), Json::Object(map));
    }
    Json::Object(env)
}

#[test]
fn javascript_of_the_agreement_grammar() {
    let grammar = include_str!("../agreement/javascript.grammar");
    sound(Dialect::JavaScript, grammar, Schema::batch(), recorded);
}

#[test]
fn ruby_of_the_agreement_grammar() {
    let grammar = include_str!("../agreement/ruby.grammar");
    sound(Dialect::Ruby, grammar, Schema::batch(), recorded);
}

const CORE: &[&str] = &["identity", "space", "kapp", "form", "submission", "values"];

#[test]
fn javascript_rules_with_types() {
    let schema = Schema::kinetic_core(CORE);
    let fit = schema.clone();
    sound(
        Dialect::JavaScript,
        include_str!("javascript.grammar"),
        schema,
        move |random| fitting(&fit, random),
    );
}

#[test]
fn ruby_rules_with_types() {
    let schema = Schema::kinetic_task();
    let fit = schema.clone();
    sound(Dialect::Ruby, include_str!("ruby.grammar"), schema, move |random| {
        fitting(&fit, random)
    });
}
