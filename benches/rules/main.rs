//! Rules beside hand-written Rust, in one run: `cargo bench --bench rules`; words behind `--` choose rows by their names.
//!
//! Every rule is asked about the same varied requests as a function that says the same in Rust; the answers are compared
//! first, then both are timed in turns by the thread's processor time. Read the ratios: the median of all turns, and
//! their fifth percentile. `bound` is a request bound beforehand, against Rust over interned ids and bitsets; `once` is
//! straight from the host's strings, against Rust over the same strings; `bind and rule` binds everything that the rule
//! asks about and decides once, against the same. `whole decision` is [`Linked::decide`] for varied callers, forms and
//! endpoints.
//!
//! [`Linked::decide`]: rulec::policy::model::core::Linked::decide

mod cases;
mod requests;
mod sets;
mod timing;

fn main() {
    let requests = requests::requests(512);
    println!("{:<34} {:>9} {:>9} {:>7} {:>7}", "rule", "ns", "Rust ns", "ratio", "p5");
    cases::run(&requests);
    sets::run();
}
