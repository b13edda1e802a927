//! Constants: classes and modules that a rule may name, and the few numbers among them.

use super::Lowering;
use crate::diag::Code;
use crate::hir::{Const, ExprId, Kind};
use crate::source::{Dialect, Span};
use crate::syntax::ast::{self, NodeId};
use crate::value::Global;

/// What a constant's path means.
pub(super) enum Meaning {
    /// A value.
    Value(Const),
    /// Ruby has it and the subset has not.
    Refused,
    /// Ruby has no such constant.
    Unknown,
}

impl Lowering<'_> {
    /// The path of a constant, `A::B`; none where its scope is no constant.
    pub(super) fn constant_path(&self, scope: Option<NodeId>, name: ast::TextId) -> Option<String> {
        let own = self.name(name);
        let Some(scope) = scope else { return Some(own) };
        // Constants nest as deeply as the tree, which is bounded.
        match *self.ast.kind(scope) {
            ast::Kind::Constant(outer, name) => Some(format!("{}::{own}", self.constant_path(outer, name)?)),
            _ => None,
        }
    }

    pub(super) fn constant(&mut self, scope: Option<NodeId>, name: ast::TextId, span: Span) -> ExprId {
        let Some(path) = self.constant_path(scope, name) else {
            return self.unsupported(
                span,
                "a constant of something that is not a constant itself",
                "Write the path of the constant: `IPAddr::Error`.",
            );
        };
        match constant_meaning(&path) {
            Meaning::Value(value) => self.builder.constant(value, span),
            Meaning::Refused => self.refuse(
                Code::E0303,
                span,
                format!("the constant `{path}` cannot be used in a rule"),
                "A rule can name the classes of values (`String`, `Array`, `Time`, `Set`, `IPAddr`, …) and of errors.",
            ),
            Meaning::Unknown => {
                let name = self.builder.str(&path);
                self.add(Kind::Unbound(name), span)
            }
        }
    }
}

/// What a constant's path means to a rule.
pub(super) fn constant_meaning(path: &str) -> Meaning {
    if let Some(global) = Global::find(Dialect::Ruby, path) {
        return Meaning::Value(Const::Global(global));
    }
    let number = match path {
        "Float::INFINITY" => Const::Float(f64::INFINITY),
        "Float::NAN" => Const::Float(f64::NAN),
        "Float::EPSILON" => Const::Float(f64::EPSILON),
        "Float::MAX" => Const::Float(f64::MAX),
        "Float::MIN" => Const::Float(f64::MIN_POSITIVE),
        "Float::DIG" => Const::Int(15),
        "Float::MANT_DIG" => Const::Int(53),
        "Float::RADIX" => Const::Int(2),
        "Float::MAX_EXP" => Const::Int(1024),
        "Float::MIN_EXP" => Const::Int(-1021),
        "Float::MAX_10_EXP" => Const::Int(308),
        "Float::MIN_10_EXP" => Const::Int(-307),
        "Math::PI" => Const::Float(std::f64::consts::PI),
        "Math::E" => Const::Float(std::f64::consts::E),
        "Regexp::IGNORECASE" => Const::Int(1),
        "Regexp::EXTENDED" => Const::Int(2),
        "Regexp::MULTILINE" => Const::Int(4),
        _ => return absent(path),
    };
    Meaning::Value(number)
}

/// Whether Ruby surely has a constant of this name, though a rule cannot use it.
pub(super) fn is_known_constant(name: &str) -> bool {
    OBJECT.contains(&name)
}

/// A constant without a value here: Ruby's own, or nobody's.
fn absent(path: &str) -> Meaning {
    let known = match path.rsplit_once("::") {
        None => OBJECT.contains(&path),
        Some((scope, name)) => match scope {
            "Date" => DATE.contains(&name),
            "IPAddr" => IPADDR.contains(&name),
            "JSON" => JSON.contains(&name),
            "Enumerator" => ENUMERATOR.contains(&name),
            "Regexp" => matches!(name, "FIXEDENCODING" | "NOENCODING"),
            "Integer" => name == "GMP_VERSION",
            "Math" => name == "DomainError",
            "Set" => name == "InspectKey",
            // Every constant of Object is one of Object, BasicObject apart.
            "Object" => OBJECT.contains(&name) || Global::find(Dialect::Ruby, name).is_some(),
            _ => {
                // The scope itself is refused or unknown; where it is a class, it has no constants.
                return match constant_meaning(scope) {
                    Meaning::Value(_) | Meaning::Unknown => Meaning::Unknown,
                    Meaning::Refused => Meaning::Refused,
                };
            }
        },
    };
    if known { Meaning::Refused } else { Meaning::Unknown }
}

/// Constants of `Object` in CRuby 3.1 with the libraries that a rule may require, which a rule cannot use.
const OBJECT: &[&str] = &[
    "ARGF",
    "ARGV",
    "Addrinfo",
    "BasicSocket",
    "Bignum",
    "Binding",
    "CROSS_COMPILING",
    "ClosedQueueError",
    "Complex",
    "ConditionVariable",
    "DateTime",
    "DidYouMean",
    "Dir",
    "ENV",
    "Encoding",
    "Errno",
    "ErrorHighlight",
    "Fiber",
    "File",
    "FileTest",
    "Fixnum",
    "GC",
    "Gem",
    "IO",
    "IPSocket",
    "Interrupt",
    "LoadError",
    "Marshal",
    "Method",
    "Monitor",
    "MonitorMixin",
    "Mutex",
    "NIL",
    "NoMatchingPatternError",
    "NoMatchingPatternKeyError",
    "NoMemoryError",
    "ObjectSpace",
    "OpenStruct",
    "Process",
    "Queue",
    "RUBYGEMS_ACTIVATION_MONITOR",
    "RUBY_COPYRIGHT",
    "RUBY_DESCRIPTION",
    "RUBY_ENGINE",
    "RUBY_ENGINE_VERSION",
    "RUBY_PATCHLEVEL",
    "RUBY_PLATFORM",
    "RUBY_RELEASE_DATE",
    "RUBY_REVISION",
    "RUBY_VERSION",
    "Ractor",
    "Random",
    "RbConfig",
    "Refinement",
    "RubyVM",
    "STDERR",
    "STDIN",
    "STDOUT",
    "Signal",
    "SignalException",
    "SizedQueue",
    "Socket",
    "SocketError",
    "SortedSet",
    "Struct",
    "SyntaxError",
    "SystemCallError",
    "SystemExit",
    "SystemStackError",
    "TCPServer",
    "TCPSocket",
    "TOPLEVEL_BINDING",
    "Thread",
    "ThreadError",
    "ThreadGroup",
    "TracePoint",
    "UDPSocket",
    "UNIXServer",
    "UNIXSocket",
    "UnboundMethod",
    "UnicodeNormalize",
    "Warning",
];

const DATE: &[&str] = &[
    "ABBR_DAYNAMES",
    "ABBR_MONTHNAMES",
    "DAYNAMES",
    "ENGLAND",
    "GREGORIAN",
    "ITALY",
    "Infinity",
    "JULIAN",
    "MONTHNAMES",
    "VERSION",
];

const IPADDR: &[&str] = &[
    "IN4MASK",
    "IN6FORMAT",
    "IN6MASK",
    "RE_IPV4ADDRLIKE",
    "RE_IPV6ADDRLIKE_COMPRESSED",
    "RE_IPV6ADDRLIKE_FULL",
    "VERSION",
];

const JSON: &[&str] = &[
    "CircularDatastructure",
    "Ext",
    "FAST_STATE_PROTOTYPE",
    "GeneratorError",
    "GenericObject",
    "Infinity",
    "JSONError",
    "JSON_LOADED",
    "MinusInfinity",
    "MissingUnicodeSupport",
    "NaN",
    "NestingError",
    "PRETTY_STATE_PROTOTYPE",
    "Parser",
    "SAFE_STATE_PROTOTYPE",
    "State",
    "UnparserError",
    "VERSION",
    "VERSION_ARRAY",
    "VERSION_BUILD",
    "VERSION_MAJOR",
    "VERSION_MINOR",
];

const ENUMERATOR: &[&str] = &[
    "ArithmeticSequence",
    "Chain",
    "Generator",
    "Lazy",
    "Producer",
    "Yielder",
];
