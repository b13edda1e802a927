//! Optimisations keep every answer: decision code, the general code and the reference agree, and what each pass does is
//! written down.

mod agree;
mod clock;
mod columns;
mod fixtures;
mod fold;
mod linked;
mod rules;
mod shapes;

use proptest::test_runner::Config;

/// How many cases a property has: these, or as many as `PROPTEST_CASES` asks for beyond them.
fn at_least(cases: u32) -> Config {
    let asked = Config::default();
    Config {
        cases: asked.cases.max(cases),
        failure_persistence: None,
        ..asked
    }
}
