//! Lints about rules that let in whom they should not, or keep out whom they should let in: `W1101` to `W1179`.
//!
//! `subject.rs` tells what a value says of the caller, `pattern.rs` takes regular expressions apart. A lint speaks only
//! where the rule itself shows what is compared, so that a sound rule stays without findings.

pub mod address_in_one_form;
pub mod address_prefix;
pub mod alternative_without_anchor;
pub mod anonymous_failure;
pub mod case_never_equal;
pub mod client_field_as_owner;
pub mod constant_rule;
pub mod deny_overridden;
pub mod display_name_trusted;
pub mod empty_name;
pub mod everyone_else;
pub mod folded_user_name;
pub mod forwarded_header;
pub mod line_anchor;
pub mod local_time;
pub mod mail_domain;
pub mod malformed_address;
mod pattern;
pub mod secret_in_rule;
mod subject;
pub mod substring_test;
pub mod team_prefix;
pub mod time_text_without_zone;
pub mod unanchored_regex;
pub mod unescaped_dot;
pub mod unused_signature;
pub mod wildcard_in_text;
