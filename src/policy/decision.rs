//! Decisions: one shape for all models, and the closed list of reasons.

use serde::{Deserialize, Serialize};

use crate::diag::JsonFault;

/// Whether the caller may.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// Yes.
    Allow,
    /// No.
    Deny,
}

macro_rules! reasons {
    ($($(#[doc = $doc:literal])+ $name:ident $text:literal;)*) => {
        /// Why a decision is what it is. The list is closed; `docs/policy-models.md` has an example of each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Reason { $($(#[doc = $doc])+ #[serde(rename = $text)] $name),* }

        impl Reason {
            /// Every reason.
            pub const ALL: &'static [Reason] = &[$(Reason::$name),*];

            /// The reason as decisions print it.
            pub fn text(self) -> &'static str {
                match self { $(Reason::$name => $text),* }
            }

            /// The reason with this text.
            pub fn find(text: &str) -> Option<Reason> {
                Reason::ALL.iter().copied().find(|reason| reason.text() == text)
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Reason::$name => concat!($($doc),+)),* }
            }
        }
    };
}

reasons! {
    /// The caller is a Space Admin, whom no Kinetic Core policy stops.
    SpaceAdmin "space-admin";
    /// The rule that the element itself assigns decided.
    Rule "rule";
    /// The rule of a higher level decided, since the element assigns none.
    Inherited "inherited";
    /// The caller may change a form of the kapp and so may see the kapp.
    ImpliedByFormModification "implied-by-form-modification";
    /// The caller may change the kapp and so may use its forms and submissions.
    ImpliedByKappModification "implied-by-kapp-modification";
    /// No level assigns a policy.
    NoPolicy "no-policy";
    /// Nothing was configured, and the product's default decides.
    Default "default";
    /// The caller is an admin, for whom the list is not read.
    Admin "admin";
    /// The caller's role is in the list.
    Role "role";
    /// The caller's e-mail address is in the list.
    Email "email";
    /// Neither the caller's role nor address is in the list.
    NotListed "not-listed";
    /// The caller holds the scope that is asked where there is no list.
    Scope "scope";
    /// The caller lacks a scope that is asked.
    ScopeMissing "scope-missing";
    /// The caller's role does not exist.
    UnknownRole "unknown-role";
    /// The list covers manual runs only, and this is another kind.
    AutomaticRun "automatic-run";
    /// A cell grants.
    Grant "grant";
    /// A cell denies the caller or one of the caller's roles.
    NotPermitted "not-permitted";
    /// The flow is not live.
    NotLive "not-live";
    /// The rule threw, ran out of fuel or could not be compiled.
    Fault "fault";
    /// The assignment names a definition that does not exist, or one that the endpoint does not take.
    BrokenPolicy "broken-policy";
    /// The set has no such element.
    UnknownElement "unknown-element";
    /// The element has no such endpoint.
    UnknownEndpoint "unknown-endpoint";
    /// The request lacks something or says it wrongly.
    InvalidRequest "invalid-request";
}

/// The answer to a request.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// Whether the caller may.
    pub effect: Effect,
    /// Why.
    pub reason: Reason,
    /// The level whose policy decided: `form`, `kapp`, `space`, `source`, `system-default`, `workflow`, `flow`, …
    pub level: Option<String>,
    /// The element that was asked for, for people: `kapp services, form onboarding`.
    pub element: String,
    /// The endpoint that was asked for.
    pub endpoint: Option<String>,
    /// The definition or rule that decided.
    pub definition: Option<String>,
    /// What the user is told on a denial.
    pub message: Option<String>,
    /// The HTTP status that fits: 200, 401 or 403.
    pub status: u16,
    /// What went wrong, where a rule faulted.
    pub fault: Option<JsonFault>,
    /// What went wrong in the template of the message; the message is then the template's own text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message_fault: Option<JsonFault>,
    /// Work that the rules took.
    pub fuel: u64,
}

impl Decision {
    /// A decision without level, definition or message.
    pub fn new(effect: Effect, reason: Reason, element: impl Into<String>) -> Self {
        Decision {
            effect,
            reason,
            level: None,
            element: element.into(),
            endpoint: None,
            definition: None,
            message: None,
            status: if effect == Effect::Allow { 200 } else { 403 },
            fault: None,
            message_fault: None,
            fuel: 0,
        }
    }

    /// A denial of a request that cannot be used, with what is wrong with it.
    pub fn invalid(element: impl Into<String>, message: impl Into<String>) -> Self {
        Decision {
            message: Some(message.into()),
            ..Decision::new(Effect::Deny, Reason::InvalidRequest, element)
        }
    }

    /// Whether the caller may.
    pub fn is_allowed(&self) -> bool {
        self.effect == Effect::Allow
    }
}
