//! The live comparison: random programs of both languages, run here and by the real language, must not differ.
//!
//! `RULEC_LIVE=20000 cargo test --test agreement` runs that many programs of each language whose real one is on this
//! machine; `RULEC_SEED` chooses others (a number, or `fresh`). Without `RULEC_LIVE` the comparison is left out and says
//! so. A difference is shrunk to a small program before it is printed; `RULEC_SHOW` prints the programs whose line of the
//! tally holds that text, too.

mod grammar;
#[path = "../oracle/mod.rs"]
mod oracle;

use std::collections::BTreeMap;

use rulec::batch::Batch;
use serde_json::{Value as Json, json};

use grammar::{Grammar, Tree};
use oracle::compare::{Verdict, compare};
use oracle::{Case, Language, Oracle};

/// Programs that are sent to the real language at a time.
const BATCH: usize = 500;

/// The line of the tally that a verdict counts in.
fn label(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Agrees => "agree".to_owned(),
        Verdict::Refused(why) => format!("refused {why}"),
        Verdict::Faulted(why) => format!("faulted {why}"),
        Verdict::Undecided => "undecided: the real language ran out of time or room".to_owned(),
        Verdict::Differs => "DIFFER".to_owned(),
    }
}

/// This project's answer.
fn ours(language: Language, case: &Case) -> Json {
    let lang = match language {
        Language::JavaScript => "js",
        Language::Ruby => "ruby",
    };
    let line = json!({"lang": lang, "source": case.source, "env": case.env}).to_string();
    serde_json::from_str(&Batch::default().answer(&line)).expect("an answer is JSON")
}

fn live(language: Language, grammar_text: &str, environments: &str) {
    let Some(count) = std::env::var("RULEC_LIVE")
        .ok()
        .and_then(|text| text.parse::<usize>().ok())
    else {
        println!("left out: set RULEC_LIVE to a number of programs to compare with {language:?}");
        return;
    };
    let Some(mut oracle) = Oracle::start(language) else {
        assert!(std::env::var_os("CI").is_none(), "CI must have {language:?}");
        println!("left out: {language:?} is not on this machine");
        return;
    };
    let wanted = std::env::var("RULEC_SEED");
    let fresh = wanted.as_deref() == Ok("fresh");
    let seed = match wanted.as_deref() {
        Ok("fresh") => std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .map_or(0, |time| time.as_nanos() as u64),
        Ok(text) => text.parse().expect("RULEC_SEED is a number or `fresh`"),
        Err(_) => 1,
    };
    let grammar = Grammar::parse(grammar_text);
    let environments: Vec<serde_json::Value> = environments
        .lines()
        .map(|line| serde_json::from_str(line).expect("an environment is JSON"))
        .collect();
    let mut tally: BTreeMap<String, usize> = BTreeMap::new();
    let mut differences = Vec::new();
    let shown = std::env::var("RULEC_SHOW").ok();
    let mut made = 0;
    while made < count {
        let batch = BATCH.min(count - made);
        let trees: Vec<(Tree, Case)> = (0..batch)
            .map(|index| {
                let number = (made + index) as u64;
                let tree = grammar.generate(seed.wrapping_mul(0x9e37_79b9).wrapping_add(number));
                let env = environments[(made + index) % environments.len()].clone();
                let case = Case {
                    source: tree.text(),
                    env,
                };
                (tree, case)
            })
            .collect();
        let cases: Vec<Case> = trees.iter().map(|(_, case)| case.clone()).collect();
        for ((tree, case), theirs) in trees.iter().zip(oracle.ask(&cases)) {
            let verdict = compare(&ours(language, case), &theirs);
            let label = label(&verdict);
            if shown.as_ref().is_some_and(|wanted| label.contains(wanted)) {
                println!("--- {label}\n{}\n  theirs {theirs}", case.source);
            }
            *tally.entry(label).or_default() += 1;
            if let Verdict::Differs = verdict {
                differences.push(shrink(&mut oracle, language, &grammar, tree, case));
            }
        }
        made += batch;
        if differences.len() >= 60 {
            break;
        }
    }
    println!("{language:?}: {made} programs with seed {seed}");
    for (label, number) in &tally {
        println!("  {number:>8}  {label}");
    }
    if !differences.is_empty() {
        println!("{} programs differ:\n{}", differences.len(), differences.join("\n"));
    }
    // Programs that stay the same must all agree. Among programs that never ran before a difference is a finding, to be
    // mended with a case of its own; more than one in two thousand is a regression.
    let tolerated = if fresh { count / 2_000 } else { 0 };
    assert!(
        differences.len() <= tolerated,
        "{} programs differ, see above",
        differences.len()
    );
}

/// A smaller program that still differs, with both answers.
fn shrink(oracle: &mut Oracle, language: Language, grammar: &Grammar, tree: &Tree, case: &Case) -> String {
    let mut best = tree.clone();
    'smaller: for _ in 0..200 {
        for candidate in grammar.smaller(&best).into_iter().take(400) {
            let smaller = Case {
                source: candidate.text(),
                env: case.env.clone(),
            };
            if smaller.source.len() >= best.text().len() {
                continue;
            }
            let theirs = oracle.ask(std::slice::from_ref(&smaller)).remove(0);
            if matches!(compare(&ours(language, &smaller), &theirs), Verdict::Differs) {
                best = candidate;
                continue 'smaller;
            }
        }
        break;
    }
    let smallest = Case {
        source: best.text(),
        env: case.env.clone(),
    };
    let theirs = oracle.ask(std::slice::from_ref(&smallest)).remove(0);
    let answer = ours(language, &smallest);
    format!(
        "--- env {}\n{}\n  ours   {answer}\n  theirs {theirs}",
        smallest.env, smallest.source
    )
}

#[test]
fn javascript_agrees_with_node() {
    live(
        Language::JavaScript,
        include_str!("javascript.grammar"),
        include_str!("environments.jsonl"),
    );
}

#[test]
fn ruby_agrees_with_ruby() {
    live(
        Language::Ruby,
        include_str!("ruby.grammar"),
        include_str!("environments.jsonl"),
    );
}
