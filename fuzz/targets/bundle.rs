//! Any bytes as a bundle: they are refused, or every rule is found under its name and is refused or a program; and as a
//! policy set they are refused, or can be used.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulec::bytecode::Bundle;
use rulec::policy::PolicySet;

fuzz_target!(|bytes: &[u8]| {
    let Ok(bundle) = Bundle::read(bytes.to_vec()) else {
        return;
    };
    if let Ok(set) = PolicySet::from_bundle(bytes.to_vec()) {
        assert!(set.problems.iter().all(|problem| !problem.fatal));
    }
    for rule in 0..bundle.len() {
        assert!(bundle.find(bundle.name(rule)).is_some(), "names are in order");
        let _ = bundle.program(rule).map(|program| program.to_bytes());
    }
});
