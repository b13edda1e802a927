//! Any bytes as a line of the batch interface: there is one answer, and it is one line of JSON.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulec::Limits;
use rulec::batch::Batch;
use rulec::compile::Options;

fuzz_target!(|line: &[u8]| {
    let limits = Limits {
        fuel: 50_000,
        memory: 1 << 20,
        ..Limits::default()
    };
    let batch = Batch::new(Options {
        limits,
        ..Options::default()
    });
    let answer = batch.answer_bytes(line);
    assert!(answer.starts_with('{') && answer.ends_with('}') && !answer.contains('\n'));
});
