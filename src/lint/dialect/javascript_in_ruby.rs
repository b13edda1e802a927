//! A method of JavaScript, or of no language, in Ruby: `.includes(x)`, `.toLowerCase`, `.isEmpty`.

use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::lint::{Context, Lint};
use crate::syntax::ast::NodeId;

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1207, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    if !cx.is_ruby() || cx.bare(node) != node {
        return;
    }
    let Some(call) = cx.method_call(node) else { return };
    let Some((_, same, instead)) = TABLE.iter().find(|(known, ..)| *known == call.name) else {
        return;
    };
    let mut diagnostic = Diagnostic::new(
        Code::W1207,
        call.name_span,
        format!("`{}` is no method of Ruby", call.name),
    )
    .label("throws NoMethodError")
    .note("texts and lists have other names for it here")
    .help(format!("write {instead}"));
    if let Some(same) = same {
        diagnostic = diagnostic.fix(Fix::risky(
            format!("write `{same}`"),
            [Edit::replace(call.name_span, *same)],
        ));
    }
    found.push(diagnostic);
}

/// The name, the method that does the same, and what to write.
const TABLE: &[(&str, Option<&str>, &str)] = &[
    ("includes", Some("include?"), "`.include?(...)`"),
    ("include", Some("include?"), "`.include?(...)`"),
    ("contains", Some("include?"), "`.include?(...)`"),
    ("contains?", Some("include?"), "`.include?(...)`"),
    ("indexOf", Some("index"), "`.index(...)`"),
    ("toLowerCase", Some("downcase"), "`.downcase`"),
    ("toUpperCase", Some("upcase"), "`.upcase`"),
    ("trim", Some("strip"), "`.strip`"),
    ("startsWith", Some("start_with?"), "`.start_with?(...)`"),
    ("starts_with?", Some("start_with?"), "`.start_with?(...)`"),
    ("startswith", Some("start_with?"), "`.start_with?(...)`"),
    ("endsWith", Some("end_with?"), "`.end_with?(...)`"),
    ("ends_with?", Some("end_with?"), "`.end_with?(...)`"),
    ("endswith", Some("end_with?"), "`.end_with?(...)`"),
    ("some", Some("any?"), "`.any?`"),
    ("every", Some("all?"), "`.all?`"),
    ("forEach", Some("each"), "`.each`"),
    ("toString", Some("to_s"), "`.to_s`"),
    ("isEmpty", Some("empty?"), "`.empty?`"),
    ("empty", Some("empty?"), "`.empty?`"),
    ("is_empty", Some("empty?"), "`.empty?`"),
    ("present?", None, "`!x.to_s.empty?`, since `present?` belongs to Rails"),
    ("blank?", None, "`x.to_s.empty?`, since `blank?` belongs to Rails"),
    ("isNull", Some("nil?"), "`.nil?`"),
    ("is_null", Some("nil?"), "`.nil?`"),
    ("null?", Some("nil?"), "`.nil?`"),
    ("equals", None, "`==`"),
    ("equalsIgnoreCase", None, "`.casecmp?(...)`"),
    ("hasOwnProperty", Some("key?"), "`.key?(...)`"),
    ("replaceAll", Some("gsub"), "`.gsub(...)`"),
    ("substring", None, "`text[from...to]`"),
    ("charAt", None, "`text[at]`"),
    ("isMemberOf", Some("is_member_of"), "`.is_member_of(...)`"),
    ("memberOf", Some("is_member_of"), "`.is_member_of(...)`"),
    ("getProperty", Some("get_property"), "`.get_property(...)`"),
    ("getHeader", Some("get_header"), "`.get_header(...)`"),
    ("remoteAddr", Some("remote_addr"), "`.remote_addr`"),
];
