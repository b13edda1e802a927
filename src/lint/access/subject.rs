//! What a rule asks about: the caller's address, name, mail address or teams; and the texts that it compares them with.

use crate::lint::Context;
use crate::lint::variables::VariableKind;
use crate::syntax::ast::{BinaryOp, Kind, NodeId};

/// How many variables are followed to what they are set to.
const DEPTH: usize = 6;

/// What a value says of the caller or the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// The address that a request comes from.
    Address,
    /// A mail address.
    Email,
    /// A user's name.
    User,
    /// The name that is shown, which users choose.
    DisplayName,
    /// The name of a team.
    Team,
    /// The list of the caller's teams.
    Teams,
}

impl Subject {
    /// How messages call it.
    pub fn words(self) -> &'static str {
        match self {
            Subject::Address => "an address",
            Subject::Email => "a mail address",
            Subject::User => "a user name",
            Subject::DisplayName => "a display name",
            Subject::Team | Subject::Teams => "a team",
        }
    }
}

/// A text of the rule that something is compared with.
#[derive(Clone, Copy, Debug)]
pub struct Compared {
    /// What is compared.
    pub subject: NodeId,
    /// The text.
    pub text: NodeId,
}

impl Context<'_> {
    /// What a value says of the caller, where the rule shows it.
    pub fn subject(&self, node: NodeId) -> Option<Subject> {
        self.subject_within(node, DEPTH)
    }

    fn subject_within(&self, node: NodeId, depth: usize) -> Option<Subject> {
        let depth = depth.checked_sub(1)?;
        let node = self.bare(node);
        if let Some(bound) = self.binding(node) {
            return match (bound.section.as_ref(), bound.key.as_deref()?) {
                ("request", "remote_addr" | "get_remote_addr" | "remoteAddr") => Some(Subject::Address),
                ("identity" | "user", "username") => Some(Subject::User),
                ("identity" | "user", "displayName" | "display_name") => Some(Subject::DisplayName),
                ("identity" | "user", "email") => Some(Subject::Email),
                ("identity", "teams") => Some(Subject::Teams),
                _ => None,
            };
        }
        if let Some(call) = self.method_call(node) {
            let kept = matches!(
                call.name,
                "toLowerCase" | "toUpperCase" | "trim" | "downcase" | "upcase" | "strip" | "to_s" | "toString"
            );
            let first = matches!(
                call.name,
                "slice" | "sort" | "filter" | "select" | "uniq" | "compact" | "to_a"
            );
            return match self.subject_within(call.receiver, depth) {
                Some(subject) if kept || (first && subject == Subject::Teams) => Some(subject),
                _ => None,
            };
        }
        match *self.kind(node) {
            Kind::Logical(_, left, _) => self.subject_within(left, depth),
            Kind::Index { object, .. } => match self.subject_within(object, depth)? {
                Subject::Teams => Some(Subject::Team),
                _ => None,
            },
            Kind::Name(_) => {
                let variable = self.variables.at(node)?;
                match (variable.kind, variable.init) {
                    (VariableKind::Parameter(Some((function, 0))), _) => self.walked(function, depth),
                    (VariableKind::Local, Some(init)) if variable.writes.is_empty() => self.subject_within(init, depth),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// What the first parameter of a function is, where the function walks over the teams.
    fn walked(&self, function: NodeId, depth: usize) -> Option<Subject> {
        let around = self.use_of(function)?;
        let call = self.method_call(around)?;
        let walks = matches!(
            call.name,
            "some"
                | "find"
                | "filter"
                | "every"
                | "forEach"
                | "map"
                | "findIndex"
                | "any?"
                | "all?"
                | "none?"
                | "select"
                | "reject"
                | "each"
                | "detect"
                | "count"
                | "collect"
        );
        let teams = self.subject_within(call.receiver, depth)? == Subject::Teams;
        (walks && teams).then_some(Subject::Team)
    }

    /// The texts that a node compares something with: by an operator, in a list, as a team.
    pub fn compared(&self, node: NodeId) -> Vec<Compared> {
        let mut found = Vec::new();
        match *self.kind(node) {
            Kind::Binary(op, left, right) if is_equality(op) => {
                for (subject, text) in [(left, right), (right, left)] {
                    if self.str(text).is_some() {
                        found.push(Compared { subject, text });
                    }
                }
            }
            Kind::Call { callee, arguments, .. } => {
                if self.name_of(callee).as_deref() == Some("hasIntersection")
                    && let [one, other] = *self.list(arguments)
                {
                    for (subject, list) in [(one, other), (other, one)] {
                        found.extend(self.texts_of(list).into_iter().map(|text| Compared { subject, text }));
                    }
                }
                self.in_call(node, &mut found);
            }
            Kind::Send { .. } => self.in_call(node, &mut found),
            _ => {}
        }
        found
    }

    fn in_call(&self, node: NodeId, found: &mut Vec<Compared>) {
        let Some(call) = self.method_call(node) else { return };
        match call.name {
            "includes" | "indexOf" | "lastIndexOf" | "include?" | "member?" | "index" | "eql?" => {
                let &[argument] = call.arguments else { return };
                let texts = self.texts_of(call.receiver).into_iter();
                found.extend(texts.map(|text| Compared {
                    subject: argument,
                    text,
                }));
                if self.str(argument).is_some() && self.subject(call.receiver) == Some(Subject::Teams) {
                    found.push(Compared {
                        subject: call.receiver,
                        text: argument,
                    });
                }
            }
            "is_member_of" | "is_member_of?" => {
                let texts = call.arguments.iter().filter(|&&argument| self.str(argument).is_some());
                found.extend(texts.map(|&text| Compared {
                    subject: call.receiver,
                    text,
                }));
            }
            _ => {}
        }
    }

    /// The texts of a list that is written in the rule.
    fn texts_of(&self, list: NodeId) -> Vec<NodeId> {
        let mut list = self.bare(list);
        if let Some(variable) = self.variables.at(list)
            && variable.writes.is_empty()
            && let Some(init) = variable.init
        {
            list = self.bare(init);
        }
        match *self.kind(list) {
            Kind::Array(items) => {
                let items = self.list(items).iter().copied();
                items.filter(|&item| self.str(item).is_some()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a comparison is about teams.
    pub fn is_about_teams(&self, compared: Compared) -> bool {
        matches!(self.subject(compared.subject), Some(Subject::Team | Subject::Teams))
            || matches!(self.bare_kind(compared.subject), Kind::InstanceVar(_))
    }
}

/// Whether an operator asks for equality.
pub fn is_equality(op: BinaryOp) -> bool {
    use BinaryOp as B;
    matches!(op, B::Eq | B::EqEqEq | B::Ne | B::NeEqEq)
}
