//! Any text as a Ruby rule.

#![no_main]

mod rule;

use libfuzzer_sys::fuzz_target;
use rulec::Source;

fuzz_target!(|text: &str| rule::any(&Source::ruby("fuzz", text)));
