//! What each stage costs: `cargo bench --bench parts`, or with a name, as in `cargo bench --bench parts -- compiling`.
//!
//! Each line is one stage of the way from a rule's text to a decision, over rules as administrators write
//! them. Rules beside hand-written Rust are in `benches/rules`, other engines in `benches/peers`.

mod compiling;
mod running;

use rulec::{Schema, Source};

/// Rules of the usual kinds.
const RULES: &[&str] = &["team", "caller", "attribute", "hours", "helper"];

/// The text of a rule.
fn rule(name: &str) -> Source {
    match name {
        "team" => Source::javascript(name, "identity('teams').includes('Department::HR')"),
        "caller" => Source::ruby(
            name,
            "@identity.is_member_of('Team::Approvers') &&\n  ['192.168.1.100'].include?(@request.remote_addr)",
        ),
        "attribute" => Source::javascript(
            name,
            "submission('createdBy') === identity('username') || identity('attribute:Site').indexOf('Berlin') !== -1",
        ),
        "hours" => Source::javascript(
            name,
            "(function() { var now = new Date(); return now.getHours() >= 9 && now.getHours() < 17; })()",
        ),
        _ => Source::javascript(name, include_str!("../../tests/optimise/fixtures/published_helper.js")),
    }
}

fn schema() -> Schema {
    Schema::batch()
}

fn main() {
    divan::main();
}
