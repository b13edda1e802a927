//! Compares claims about expressions with what they come to in one run.
//!
//! The types of a rule claim something of every expression; this is where an unsound claim is found.

use std::cell::RefCell;

use crate::hir::{ExprId, Hir};
use crate::source::Dialect;
use crate::types::{Kinds, Known, Types};
use crate::value::{Global, Value};
use crate::vm::{Cx, javascript, ruby};

/// Claims, and the first of them that did not hold.
pub(super) struct Witness<'h> {
    types: &'h Types,
    violation: RefCell<Option<(ExprId, String)>>,
}

impl<'h> Witness<'h> {
    pub fn new(types: &'h Types) -> Self {
        Witness {
            types,
            violation: RefCell::new(None),
        }
    }

    pub fn violation(&self) -> Option<(ExprId, String)> {
        self.violation.borrow().clone()
    }

    /// An expression came to a value, or threw (true), or was left in another way.
    pub fn see(&self, cx: &Cx<'_>, hir: &Hir, expr: ExprId, value: Result<Value, bool>) {
        if self.violation.borrow().is_some() {
            return;
        }
        let ty = self.types.of(expr);
        let wrong = match value {
            _ if !self.types.is_reached(expr) => Some("reached".to_owned()),
            Ok(value) => {
                let kind = kind_of(cx, hir.dialect, value);
                let items = items_of(cx, hir.dialect, value);
                if !ty.kinds.meets(kind) {
                    Some(format!("{kind} where the type is {}", ty.kinds))
                } else if let Some(kinds) = items.filter(|kinds| !kinds.within(ty.items)) {
                    Some(format!("a list of {kinds} where the type is of {}", ty.items))
                } else {
                    known_differs(cx, hir, ty.known, value)
                }
            }
            Err(_) => None,
        };
        if let Some(wrong) = wrong {
            *self.violation.borrow_mut() = Some((expr, wrong));
        }
    }
}

fn known_differs(cx: &Cx<'_>, hir: &Hir, known: Known, value: Value) -> Option<String> {
    let differs = match (known, value) {
        (Known::Text(text), Value::Str(id)) => {
            let seen = cx.string(id);
            !seen.is_empty() && seen.to_utf8().is_some_and(|seen| seen != hir.text(text).to_str())
        }
        (Known::Number(bits), Value::Float(number)) => {
            hir.dialect == Dialect::JavaScript && number != 0.0 && !number.is_nan() && number.to_bits() != bits
        }
        (Known::Global(global), Value::Global(seen)) => global != seen,
        (Known::Section(section), Value::Section(seen)) => section != seen,
        _ => false,
    };
    differs.then(|| format!("{value:?} where the value is {known:?}"))
}

/// The kind of a value; for objects without a class of their own every kind that they may be counted as.
fn kind_of(cx: &Cx<'_>, dialect: Dialect, value: Value) -> Kinds {
    let ruby = dialect == Dialect::Ruby;
    match value {
        Value::Empty => Kinds::EMPTY,
        Value::Undefined => Kinds::UNDEFINED,
        Value::Nil => Kinds::NULL,
        Value::Bool(true) => Kinds::TRUE,
        Value::Bool(false) => Kinds::FALSE,
        Value::Int(_) => Kinds::INTEGER,
        Value::Float(number) if !ruby && (number == 0.0 || number.is_nan()) => Kinds::ZERO,
        Value::Float(_) => Kinds::NUMBER,
        Value::Str(id) if cx.string(id).is_empty() => Kinds::BLANK,
        Value::Str(_) => Kinds::TEXT,
        Value::Symbol(_) => Kinds::SYMBOL,
        Value::Global(_) | Value::Native(_) | Value::Section(_) => Kinds::BUILTIN,
        Value::Object(_) if ruby => match ruby::class_of(cx, value) {
            Some(Global::RbString) => Kinds::TEXT,
            Some(Global::RbArray) => Kinds::LIST,
            Some(Global::RbHash) => Kinds::MAP,
            Some(Global::RbProc) => Kinds::FUNCTION,
            Some(Global::RbTime) => Kinds::TIME,
            Some(Global::RbDate) => Kinds::DATE,
            Some(Global::RbRangeClass) => Kinds::RANGE,
            Some(Global::RbSet) => Kinds::SET,
            Some(Global::RbMatchData) => Kinds::MATCH,
            Some(Global::RbIpAddr) => Kinds::ADDRESS,
            Some(Global::RbRegexpClass) => Kinds::REGEX,
            Some(Global::RbInteger) => Kinds::INTEGER,
            _ => Kinds::OTHER | Kinds::ERROR,
        },
        Value::Object(_) => match javascript::constructor_of(cx, value) {
            Some(Global::JsArray) => Kinds::LIST,
            Some(Global::JsObject) => Kinds::MAP | Kinds::OTHER,
            Some(Global::JsDate) => Kinds::TIME,
            Some(Global::JsRegExp) => Kinds::REGEX,
            Some(Global::JsSet) => Kinds::SET,
            Some(Global::JsFunction) => Kinds::FUNCTION | Kinds::OTHER,
            Some(Global::JsMap | Global::JsString | Global::JsNumber | Global::JsBoolean) | None => Kinds::OTHER,
            _ => Kinds::ERROR,
        },
    }
}

/// The kinds of the elements of a list.
fn items_of(cx: &Cx<'_>, dialect: Dialect, value: Value) -> Option<Kinds> {
    if kind_of(cx, dialect, value) != Kinds::LIST {
        return None;
    }
    let items = match dialect {
        Dialect::JavaScript => javascript::array_items(cx, value),
        Dialect::Ruby => ruby::list_items(cx, value),
    };
    let mut kinds = Kinds::NONE;
    for item in items {
        let kind = kind_of(cx, dialect, item);
        // A hole reads as undefined.
        kinds |= if kind == Kinds::EMPTY { Kinds::UNDEFINED } else { kind };
    }
    // What is counted in two ways cannot be told from here.
    Some(kinds.without(Kinds::OTHER | Kinds::ERROR | Kinds::MAP | Kinds::FUNCTION))
}
