//! Any text as a file of a policy set: it is refused with a reason, or it decides.
//!
//! The first byte chooses which file it is, so that every loader is reached.

#![no_main]

use libfuzzer_sys::fuzz_target;
use rulec::policy::{PolicySet, Settings};

/// A file for each loader.
const NAMES: [&str; 8] = [
    "core/space.json",
    "core/space/securityPolicyDefinitions.json",
    "core/space/kapps/services.json",
    "core/space/kapps/services/forms/laptop.json",
    "task/policyRules/rule.json",
    "task/sources/source.json",
    "workflows/deploy.yaml",
    "flows/flows.json",
];

fuzz_target!(|input: (u8, &str)| {
    let (name, text) = input;
    let name = NAMES[usize::from(name) % NAMES.len()];
    if let Ok(set) = PolicySet::from_files([(name, text)], Settings::default()) {
        assert!(set.problems.iter().all(|problem| !problem.fatal));
    }
});
