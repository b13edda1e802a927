//! Any text as a Ruby rule: it is refused, or it compiles and runs to an end within its bounds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulec::batch::Batch;
use rulec::compile::Options;
use rulec::{Environment, Limits, Source};

fuzz_target!(|text: &str| {
    let limits = Limits {
        fuel: 50_000,
        memory: 1 << 20,
        ..Limits::default()
    };
    let batch = Batch::new(Options {
        limits,
        ..Options::default()
    });
    batch.evaluate(&Source::ruby("fuzz", text), &Environment::default());
});
