//! What the types of a rule say is probably wrong with it, with the places that led there.
//!
//! Input: a rule and its types; output: diagnostics in the order of their places, at most one of a code for each place.
//! Nothing is left out for taste here; which of them a project wants to see is decided by whoever asks.

mod absent;
mod compare;
mod method;
mod result;

use std::collections::BTreeSet;

use super::kinds::Kinds;
use super::{Type, Types};
use crate::diag::Diagnostic;
use crate::hir::{Const, ExprId, Func, FuncId, FuncKind, Hir, Kind, VarId};
use crate::op::Op;
use crate::schema::Schema;
use crate::source::Dialect;

/// What a rule is looked over with.
struct Look<'a> {
    hir: &'a Hir,
    schema: &'a Schema,
    types: &'a Types,
    /// Parameters of functions that the rule calls by a name, which are written for more than their calls here.
    general: BTreeSet<VarId>,
    found: Vec<Diagnostic>,
}

/// What the types of a rule say is probably wrong with it.
pub fn findings(hir: &Hir, schema: &Schema, types: &Types) -> Vec<Diagnostic> {
    if !types.is_complete() {
        return Vec::new();
    }
    let mut look = Look {
        hir,
        schema,
        types,
        general: general(hir),
        found: Vec::new(),
    };
    for at in 0..hir.exprs.len() {
        // Sizes are bounded by `Limits::nodes`.
        let id = ExprId(u32::try_from(at).unwrap_or(u32::MAX));
        if !types.is_reached(id) {
            continue;
        }
        look.absent(id);
        look.method(id);
        look.compare(id);
        look.truth(id);
    }
    look.result();
    let mut found = look.found;
    found.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.span.end, diagnostic.code));
    found.dedup_by(|a, b| a.code == b.code && a.span == b.span);
    found
}

/// The parameters of functions that are kept in variables.
fn general(hir: &Hir) -> BTreeSet<VarId> {
    let mut named = BTreeSet::new();
    for expr in &hir.exprs {
        if let Kind::SetVar(_, value) = expr.kind
            && let Kind::Closure(func) = *hir.kind(value)
        {
            named.insert(func);
        }
    }
    let params = |func: FuncId| hir.func(func).params.iter().map(|param| param.var);
    named.into_iter().flat_map(params).collect()
}

impl Look<'_> {
    fn ruby(&self) -> bool {
        self.hir.dialect == Dialect::Ruby
    }

    fn of(&self, id: ExprId) -> Type {
        self.types.of(id)
    }

    /// The operands of a comparison for equality: left, right, whether it is the strict one, whether it asks for
    /// inequality.
    fn equality(&self, id: ExprId) -> Option<Equality> {
        match self.hir.kind(id) {
            Kind::Op(op, operands) => {
                let &[left, right] = &operands[..] else { return None };
                let (strict, negated) = match op {
                    Op::JsEq => (false, false),
                    Op::JsNe => (false, true),
                    Op::JsStrictEq => (true, false),
                    Op::JsStrictNe => (true, true),
                    _ => return None,
                };
                Some(Equality {
                    left,
                    right,
                    strict,
                    negated,
                })
            }
            Kind::CallMethod {
                receiver, name, args, ..
            } if self.ruby() && self.hir.text(*name).to_str() == "==" => match args[..] {
                [crate::hir::Arg::One(right)] => Some(Equality {
                    left: *receiver,
                    right,
                    strict: true,
                    negated: false,
                }),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether an expression reads a parameter of a function that is written for more than its calls here.
    fn is_general(&self, id: ExprId) -> bool {
        match self.hir.kind(id) {
            Kind::Var(var) | Kind::CheckedVar { var, .. } => self.general.contains(var),
            _ => false,
        }
    }

    fn is_constant(&self, id: ExprId) -> bool {
        matches!(self.hir.kind(id), Kind::Const(_))
    }

    /// How the source names a binding, if the expression reads one.
    fn binding_name(&self, id: ExprId) -> Option<String> {
        let hir = self.hir;
        match hir.kind(id) {
            Kind::Binding(section, key) => {
                Some(format!("{}('{}')", self.schema.name(*section), hir.text(*key).to_str()))
            }
            Kind::Call { callee, args } => {
                let Kind::Const(Const::Section(section)) = *hir.kind(*callee) else {
                    return None;
                };
                let key = match args.first()?.expr() {
                    key if let Kind::Const(Const::Str(text)) = *hir.kind(key) => hir.text(text).to_str(),
                    _ => return None,
                };
                Some(format!("{}('{key}')", self.schema.name(section)))
            }
            Kind::CallMethod {
                receiver, name, args, ..
            } if self.ruby() => {
                let Kind::Const(Const::Section(section)) = *hir.kind(*receiver) else {
                    return None;
                };
                let argument = match args.first().map(|arg| hir.kind(arg.expr())) {
                    Some(Kind::Const(Const::Str(text))) => format!("('{}')", hir.text(*text).to_str()),
                    Some(_) => "(…)".to_owned(),
                    None => String::new(),
                };
                Some(format!(
                    "@{}.{}{argument}",
                    self.schema.name(section),
                    hir.text(*name).to_str()
                ))
            }
            _ => None,
        }
    }

    /// Why a binding can be missing.
    fn why(&self, id: ExprId) -> Option<String> {
        let name = self.binding_name(id)?;
        let when = match self.hir.kind(id) {
            Kind::Binding(section, key) => {
                let key = self.hir.text(*key).to_str();
                self.schema.binding(*section, &key).absence.when()
            }
            Kind::Call { callee, args } => {
                let Kind::Const(Const::Section(section)) = *self.hir.kind(*callee) else {
                    return None;
                };
                let key = match self.hir.kind(args.first()?.expr()) {
                    Kind::Const(Const::Str(key)) => self.hir.text(*key).to_str(),
                    _ => return None,
                };
                self.schema.binding(section, &key).absence.when()
            }
            Kind::CallMethod { name, .. } => match &*self.hir.text(*name).to_str() {
                "username" | "email" => "when the caller is anonymous",
                "get_header" => "where the request has no such header",
                "get_property" => "where the caller has no such property",
                _ => "where the request does not carry it",
            },
            _ => return None,
        };
        Some(format!("`{name}` can be absent {when}"))
    }

    /// Adds the place where a value was read that can be absent.
    fn with_origin(&self, diagnostic: Diagnostic, ty: Type, at: ExprId) -> Diagnostic {
        let Some(origin) = ty.absent else { return diagnostic };
        let Some(why) = self.why(origin) else { return diagnostic };
        if origin == at || self.hir.expr(origin).span == self.hir.expr(at).span {
            diagnostic.note(why)
        } else {
            diagnostic.related(self.hir.expr(origin).span, why)
        }
    }

    /// Kinds in the words of the rule's language.
    fn kinds_for_people(&self, kinds: Kinds) -> String {
        let text = kinds.to_string();
        if self.ruby() { text.replace("null", "nil") } else { text }
    }
}

/// A comparison for equality.
struct Equality {
    left: ExprId,
    right: ExprId,
    strict: bool,
    negated: bool,
}

/// Whether a function is a block or arrow that is written where it is used.
fn is_callback(func: &Func) -> bool {
    matches!(func.kind, FuncKind::Arrow | FuncKind::Proc | FuncKind::Lambda)
}
