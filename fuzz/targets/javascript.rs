//! Any text as a JavaScript rule.

#![no_main]

mod rule;

use libfuzzer_sys::fuzz_target;
use rulec::Source;

fuzz_target!(|text: &str| rule::any(&Source::javascript("fuzz", text)));
