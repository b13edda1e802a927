//! Any bytes as a bundle: they are refused, or every rule is found under its name and is refused or a program.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulec::bytecode::Bundle;

fuzz_target!(|bytes: &[u8]| {
    let Ok(bundle) = Bundle::read(bytes.to_vec()) else {
        return;
    };
    for rule in 0..bundle.len() {
        assert!(bundle.find(bundle.name(rule)).is_some(), "names are in order");
        let _ = bundle.program(rule).map(|program| program.to_bytes());
    }
});
