//! How fast rules compile: `cargo bench --bench compile`.
//!
//! Each row is a kind of rule as people write them, every time with other names, so that nothing could be known from the
//! rule before. Processor time of one thread from the text to the checked program: the median of all turns.

use std::hint::black_box;

use cpu_time::ThreadTime;
use rulec::compile::{Options, compile_with};
use rulec::policy::endpoint::Scope;
use rulec::{Schema, Source};

/// How often each kind has its turn.
const TURNS: usize = 31;

/// How many rules a turn compiles.
const RULES: usize = 200;

/// Makes the text of a rule with a number in its names.
type Write = fn(usize) -> Source;

const KINDS: &[(&str, Write)] = &[
    ("team", |number| {
        Source::javascript(
            "rule",
            format!("identity('teams').includes('Department::Team {number}')"),
        )
    }),
    ("member and address", |number| {
        let text = format!(
            "@identity.is_member_of('Team {number}') && ['10.0.0.{}', '192.168.1.7'].include?(@request.remote_addr)",
            number % 250
        );
        Source::ruby("rule", text)
    }),
    ("owner or attribute", |number| {
        let text = format!(
            "submission('createdBy') === identity('username') || identity('attribute:Site').includes('Site {number}')"
        );
        Source::javascript("rule", text)
    }),
    ("three clauses", |number| {
        let text = format!(
            "identity('authenticated') && identity('username') !== 'user{number}' && \
             hasIntersection(identity('teams'), ['HR', 'Team {number}'])"
        );
        Source::javascript("rule", text)
    }),
];

/// The helper that is published for comparing two lists, spelled out with comments.
fn helper(number: usize) -> Source {
    let text = format!(
        "(function() {{
  // Helper method that compares two objects (values or lists) and says
  // whether they share a value. A missing value counts as an empty list,
  // a single value as a list with one element.
  var hasIntersection = function(obj1, obj2) {{
    // Missing values are empty lists.
    obj1 = (obj1 === null || obj1 === undefined) ? [] : obj1;
    obj2 = (obj2 === null || obj2 === undefined) ? [] : obj2;
    // Single values are lists with one element.
    var list1 = (obj1 instanceof Array) ? obj1 : [obj1];
    var list2 = (obj2 instanceof Array) ? obj2 : [obj2];
    // The first value of one list that the other list has, too.
    var shared = list1.find(function(value) {{
      return hasValue(list2, value);
    }});
    return shared !== undefined;
  }};
  // Helper method that says whether a list has a value.
  var hasValue = function(list, value) {{
    if (!(list instanceof Array)) {{
      return false;
    }}
    return list.indexOf(value) !== -1;
  }};
  // The owning teams may do what the rule guards, and so may
  // administrators of the application.
  return (
    hasIntersection(identity('teams'), kapp('attribute:Owning Team'))
    || hasValue(identity('teams'), 'Role::Administrator {number}')
  );
}})()"
    );
    Source::javascript("rule", text)
}

fn main() {
    println!("{:<24} {:>9} {:>14}", "rule", "µs", "rules a second");
    let mut typical = Vec::new();
    for (name, write) in KINDS {
        typical.push(row(name, *write));
    }
    let mean = typical.iter().sum::<f64>() / typical.len() as f64;
    println!("{:<24} {mean:>9.1} {:>14.0}", "these in equal parts", 1e6 / mean);
    row("published helper", helper);
}

/// Prints what a kind takes, in microseconds, and gives it.
fn row(name: &str, write: Write) -> f64 {
    let mut schema = Schema::batch();
    schema.has_intersection = Scope::Space.schema().has_intersection;
    // What types prove is for people who ask about a rule; no decision needs it.
    let options = Options {
        prove: false,
        ..Options::default()
    };
    let mut turns: Vec<f64> = (0..TURNS)
        .map(|turn| {
            let rules: Vec<Source> = (0..RULES).map(|number| write(turn * RULES + number)).collect();
            let start = ThreadTime::now();
            for rule in &rules {
                let program = compile_with(rule, &schema, &options);
                assert!(
                    program.is_ok_and(|program| black_box(program).tests.is_some()),
                    "{name} has decision code"
                );
            }
            start.elapsed().as_nanos() as f64 / 1e3 / RULES as f64
        })
        .collect();
    turns.sort_by(f64::total_cmp);
    let median = turns[TURNS / 2];
    println!("{name:<24} {median:>9.1} {:>14.0}", 1e6 / median);
    median
}
