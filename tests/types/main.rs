//! What can be known of a rule before it runs: claims are sound, findings are found and have reasons.

mod findings;
#[path = "../agreement/grammar.rs"]
mod grammar;
mod soundness;
