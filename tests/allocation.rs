//! What a decision costs, counted instead of timed: instructions of decision code and allocations.
//!
//! The numbers are the same on every machine. A larger one means that the compiler understands less of a rule than it did.

use rulec::vm::decision::{Answer, Bound, Rules, decide};
use rulec::vm::{Datum, Host};
use rulec::{Program, Schema, Source, compile};

/// A host with everything that the rules ask for.
struct Caller {
    subjects: Vec<(String, String)>,
    teams: Vec<String>,
}

impl Host for Caller {
    fn lend(&self, subject: u16) -> Datum<'_> {
        let (section, key) = &self.subjects[usize::from(subject)];
        match (section.as_str(), key.as_str()) {
            ("identity", "teams") => Datum::Strings(&self.teams),
            ("identity", "attribute:Site") => Datum::Texts(&["Berlin", "Lisbon"]),
            ("kapp", "attribute:Owning Team") => Datum::Texts(&["Finance", "HR"]),
            ("identity", "username") | ("submission", "createdBy") => Datum::Text("ann"),
            ("request", "remote_addr") => Datum::Text("192.168.1.100"),
            _ => Datum::Absent,
        }
    }
}

fn program(text: &str) -> Program {
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    let source = if text.contains('@') {
        Source::ruby("rule", text)
    } else {
        Source::javascript("rule", text)
    };
    compile(&source, &schema).expect("the rule compiles")
}

/// Decides once from the host's strings and once from bound values; gives the instructions and atoms of each.
fn counted(text: &str) -> (u64, u64) {
    let program = program(text);
    let mut caller = Caller {
        subjects: program
            .subjects()
            .map(|(section, key)| (section.to_owned(), key.to_owned()))
            .collect(),
        teams: vec!["Sales".to_owned(), "HR".to_owned()],
    };
    let mut once = (None, 0);
    let allocated = allocation_counter::measure(|| once = decide(&program, &caller));
    assert_eq!(allocated.count_total, 0, "{text}");
    assert_eq!(once.0, Some(Answer::True), "{text}");
    let rules = Rules::new([&program]);
    caller.subjects = rules
        .subjects()
        .map(|(section, key)| (section.to_owned(), key.to_owned()))
        .collect();
    let bound: Bound = rules.bind(&caller);
    let mut many = (None, 0);
    let allocated = allocation_counter::measure(|| many = rules.decide_counted(0, &bound));
    assert_eq!(allocated.count_total, 0, "{text}");
    assert_eq!(many.0, once.0, "{text}");
    (once.1, many.1)
}

#[test]
fn decisions_take_few_instructions_and_no_memory() {
    let nets: Vec<String> = (0..16)
        .map(|net| format!("IPAddr.new('192.{}.0.0/16')", 160 + net))
        .collect();
    let nets = format!(
        "require 'ipaddr'\n[{}].any? {{ |net| net.include?(@request.remote_addr) }}",
        nets.join(", ")
    );
    let terms: Vec<String> = (0..198)
        .map(|number| match number % 2 {
            0 => format!("identity('teams').includes('Team {number}')"),
            _ => format!("identity('username') === 'user{number}'"),
        })
        .chain(["identity('teams').indexOf('HR') !== -1".to_owned()])
        .collect();
    let helper = include_str!("optimise/fixtures/published_helper.js").replace("Department::", "");
    let rules: &[(&str, (u64, u64))] = &[
        ("identity('teams').includes('HR')", (2, 1)),
        ("['192.168.1.100'].include?(@request.remote_addr)", (2, 1)),
        (
            "@identity.is_member_of('HR') && ['192.168.1.100'].include?(@request.remote_addr)",
            (3, 2),
        ),
        (
            "submission('createdBy') === identity('username') || identity('attribute:Site').includes('Berlin')",
            (2, 2),
        ),
        (&nets, (2, 1)),
        (
            "hasIntersection(identity('teams'), kapp('attribute:Owning Team'))",
            (2, 1),
        ),
        (&helper, (2, 1)),
        (&terms.join(" || "), (2, 2)),
        (
            "['HR', 'Sales'].every(function(team) { return identity('teams').includes(team); })",
            (2, 1),
        ),
    ];
    for (text, expected) in rules {
        assert_eq!(counted(text), *expected, "{text}");
    }
}
