//! The list of all lints.

use super::access;
use super::context::Context;
use super::{correctness, dialect, style};
use crate::diag::{Code, Diagnostic};
use crate::lint::config::Level;
use crate::syntax::ast::NodeId;

/// What lints are about; the first digits of their numbers say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// The rule does not do what it says: `W10xx`.
    Correctness,
    /// The rule lets in whom it should not, or keeps out whom it should let in: `W11xx`.
    AccessSafety,
    /// The rule says what another language means: `W12xx`.
    DialectTraps,
    /// The rule is harder to read than it must be: `W13xx`. Off unless asked for.
    Style,
}

impl Group {
    /// Every group.
    pub const ALL: &'static [Group] = &[
        Group::Correctness,
        Group::AccessSafety,
        Group::DialectTraps,
        Group::Style,
    ];

    /// The name that settings use.
    pub fn name(self) -> &'static str {
        match self {
            Group::Correctness => "correctness",
            Group::AccessSafety => "access-safety",
            Group::DialectTraps => "dialect-traps",
            Group::Style => "style",
        }
    }

    /// The group of a code; none for what the compiler and the machine report.
    pub fn of(code: Code) -> Option<Group> {
        match code.number().get(..3)? {
            "W10" => Some(Group::Correctness),
            "W11" => Some(Group::AccessSafety),
            "W12" => Some(Group::DialectTraps),
            "W13" => Some(Group::Style),
            _ => None,
        }
    }

    /// How much its findings count where settings say nothing.
    pub fn level(self) -> Level {
        match self {
            Group::Style => Level::Allow,
            _ => Level::Warn,
        }
    }
}

/// A look at one node.
pub type NodeCheck = fn(&Context<'_>, NodeId, &mut Vec<Diagnostic>);

/// A look at the whole rule.
pub type RuleCheck = fn(&Context<'_>, &mut Vec<Diagnostic>);

/// How a lint looks at a rule.
#[derive(Clone, Copy, Debug)]
pub enum Check {
    /// At each node of the tree, parents before children.
    Node(NodeCheck),
    /// At the whole rule, once.
    Rule(RuleCheck),
    /// Not here: in the types, at a text that could not be read, at the suppressions, or at a policy set.
    Elsewhere,
}

/// A lint.
#[derive(Clone, Copy, Debug)]
pub struct Lint {
    /// Its code, with name and page.
    pub code: Code,
    /// How it looks.
    pub check: Check,
}

impl Lint {
    /// A lint that looks at nodes.
    pub const fn node(code: Code, check: NodeCheck) -> Lint {
        Lint {
            code,
            check: Check::Node(check),
        }
    }

    /// A lint that looks at the rule.
    pub const fn rule(code: Code, check: RuleCheck) -> Lint {
        Lint {
            code,
            check: Check::Rule(check),
        }
    }

    /// A lint whose findings are made elsewhere.
    pub const fn elsewhere(code: Code) -> Lint {
        Lint {
            code,
            check: Check::Elsewhere,
        }
    }
}

/// Every lint, in the order of the codes.
pub const LINTS: &[Lint] = &[
    Lint::elsewhere(Code::W1002),
    Lint::elsewhere(Code::W1003),
    Lint::elsewhere(Code::W1004),
    Lint::elsewhere(Code::W1005),
    Lint::elsewhere(Code::W1006),
    Lint::elsewhere(Code::W1007),
    Lint::elsewhere(Code::W1008),
    Lint::elsewhere(Code::W1009),
    Lint::elsewhere(Code::W1010),
    Lint::elsewhere(Code::W1011),
    correctness::constant_clause::LINT,
    correctness::unreachable_clause::LINT,
    correctness::self_comparison::LINT,
    correctness::duplicate_clause::LINT,
    correctness::assignment_in_condition::LINT,
    correctness::index_as_truth::LINT,
    correctness::list_equality::LINT,
    correctness::missing_return::LINT,
    correctness::unused_helper::LINT,
    correctness::unused_variable::LINT,
    correctness::unused_parameter::LINT,
    correctness::dead_filter::LINT,
    correctness::unused_value::LINT,
    correctness::literal_alternative::LINT,
    correctness::unknown_team::LINT,
    correctness::unknown_attribute::LINT,
    correctness::unknown_field::LINT,
    correctness::unknown_key::LINT,
    correctness::suspicious_name::LINT,
    correctness::contradiction::LINT,
    correctness::list_in_list::LINT,
    correctness::negation_precedence::LINT,
    correctness::nan_comparison::LINT,
    correctness::comparison_chain::LINT,
    correctness::typeof_comparison::LINT,
    correctness::empty_block::LINT,
    correctness::duplicate_case::LINT,
    correctness::duplicate_key::LINT,
    correctness::useless_ternary::LINT,
    correctness::double_negation::LINT,
    correctness::invalid_date::LINT,
    correctness::invalid_regex::LINT,
    correctness::numeric_sort::LINT,
    correctness::mutated_binding::LINT,
    correctness::ignored_argument::LINT,
    correctness::identical_branches::LINT,
    correctness::for_in_list::LINT,
    Lint::elsewhere(Code::W1072),
    Lint::elsewhere(Code::W1078),
    Lint::elsewhere(Code::W1079),
    access::constant_rule::ALWAYS,
    access::constant_rule::NEVER,
    access::forwarded_header::LINT,
    access::malformed_address::LINT,
    access::address_in_one_form::LINT,
    access::address_prefix::LINT,
    access::unanchored_regex::LINT,
    access::alternative_without_anchor::LINT,
    access::line_anchor::LINT,
    access::unescaped_dot::LINT,
    access::team_prefix::LINT,
    access::mail_domain::LINT,
    access::case_never_equal::LINT,
    access::folded_user_name::LINT,
    access::everyone_else::USERS,
    access::everyone_else::TEAMS,
    access::empty_name::LINT,
    access::wildcard_in_text::LINT,
    access::deny_overridden::LINT,
    access::substring_test::LINT,
    access::display_name_trusted::LINT,
    access::local_time::LINT,
    access::time_text_without_zone::LINT,
    access::client_field_as_owner::LINT,
    access::secret_in_rule::LINT,
    access::unused_signature::LINT,
    access::anonymous_failure::LINT,
    dialect::loose_equality::LINT,
    dialect::word_operators::LINT,
    dialect::truthy_attribute::LINT,
    dialect::truthy_value::LINT,
    dialect::safe_navigation::LINT,
    dialect::ruby_in_javascript::LINT,
    dialect::javascript_in_ruby::LINT,
    dialect::ruby_syntax::LINT,
    dialect::javascript_syntax::LINT,
    dialect::foreign_operator::LINT,
    dialect::binding_as_object::LINT,
    dialect::text_plus_number::LINT,
    dialect::text_order::LINT,
    dialect::class_comparison::LINT,
    dialect::typeof_object::LINT,
    dialect::plain_interpolation::LINT,
    dialect::text_with_symbol::LINT,
    dialect::return_line_break::LINT,
    dialect::in_list::LINT,
    style::nested_ternary::LINT,
    style::yoda_condition::LINT,
    style::else_after_return::LINT,
    style::redundant_parentheses::LINT,
];

/// Whether a lint is about policy sets, so that a look at one rule cannot tell whether it would speak.
pub fn is_of_sets(code: Code) -> bool {
    OF_SETS.contains(&code)
}

/// The lints about policy sets.
const OF_SETS: &[Code] = &[
    Code::W1072,
    Code::W1180,
    Code::W1181,
    Code::W1182,
    Code::W1183,
    Code::W1184,
    Code::W1185,
    Code::W1190,
    Code::W1191,
];
