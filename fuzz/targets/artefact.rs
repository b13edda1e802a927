//! Any bytes as a program: they are refused, or they are a program that runs to an end within its bounds.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulec::vm::run;
use rulec::{Environment, Limits, Program};

fuzz_target!(|bytes: &[u8]| {
    let Ok(program) = Program::from_bytes(bytes) else {
        return;
    };
    let limits = Limits {
        fuel: 50_000,
        memory: 1 << 20,
        ..Limits::default()
    };
    let environment = Environment::default();
    let _ = run(&program, &environment, environment.world, &limits);
    assert_eq!(
        Program::from_bytes(&program.to_bytes()).map(|again| again.to_bytes()),
        Ok(program.to_bytes()),
        "what was read is written and read again"
    );
});
