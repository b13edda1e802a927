//! Many at once: `cargo bench --bench wide`.
//!
//! Rows in columns against hand-written Rust over columns of ids, a bundle of 100,000 rules being loaded, and the verdicts
//! of 10,000 callers about 10,000 forms. Processor time of the thread, the median of all turns.

mod columns;
mod everyone;

use std::hint::black_box;

use cpu_time::ThreadTime;
use rulec::bytecode::Bundle;
use rulec::{Program, Schema, Source, compile};

/// How often each is measured.
const TURNS: usize = 15;

/// The median time of a call, in nanoseconds.
pub fn median<T>(mut call: impl FnMut() -> T) -> f64 {
    let mut times: Vec<f64> = (0..TURNS)
        .map(|_| {
            let start = ThreadTime::now();
            black_box(call());
            start.elapsed().as_nanos() as f64
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[TURNS / 2]
}

fn main() {
    columns::run();
    bundle(100_000);
    bundle(960);
    everyone::run();
}

/// A bundle of 100,000 rules, of which so many differ.
fn bundle(different: usize) {
    let rule = |number: usize| {
        let text = format!("identity('teams').includes('Team {number}') || identity('username') === 'user{number}'");
        compile(&Source::javascript("rule", text), &Schema::batch()).expect("the rule compiles")
    };
    let programs: Vec<Program> = (0..different).map(rule).collect();
    let names: Vec<String> = (0..100_000).map(|number| format!("form {number}")).collect();
    let rules = names.iter().zip(programs.iter().cycle());
    let bytes = Bundle::write(rules.map(|(name, program)| (name.as_str(), program))).expect("it is small");
    drop(programs);
    let mut copies: Vec<Vec<u8>> = vec![bytes.clone(); TURNS];
    // Kept, since giving the memory back takes longer than loading.
    let mut kept = Vec::new();
    let load = median(|| kept.push(Bundle::read(copies.pop().unwrap_or_default()).expect("the bundle is read")));
    let loaded = Bundle::read(bytes.clone()).expect("the bundle is read");
    let start = ThreadTime::now();
    loaded.check().expect("every program passes the check");
    println!(
        "bundle of 100,000 rules, {different} programs: {:.1} MB, loaded in {:.2} ms, every program read in {:.1} ms",
        bytes.len() as f64 / 1e6,
        load / 1e6,
        start.elapsed().as_nanos() as f64 / 1e6,
    );
}
