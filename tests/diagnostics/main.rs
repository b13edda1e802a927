//! The pages of `docs/diagnostics/` and the reports that people read: what the pages show is run, and every report of a
//! fixture is compared as a whole.

mod beginners;
mod pages;
mod reports;
