//! Classes: which class a value has, and what a class inherits.

use crate::value::{Global, Value};
use crate::vm::context::Cx;
use crate::vm::heap;

use super::Object;

/// The class of a value; none for the sections of bindings, whose classes no rule can name.
pub(super) fn class_of(cx: &Cx<'_>, value: Value) -> Option<Global> {
    Some(match value {
        Value::Nil | Value::Empty | Value::Undefined => Global::RbNilClass,
        Value::Bool(true) => Global::RbTrueClass,
        Value::Bool(false) => Global::RbFalseClass,
        Value::Int(_) => Global::RbInteger,
        Value::Float(_) => Global::RbFloat,
        Value::Symbol(_) => Global::RbSymbol,
        Value::Global(global) if is_module(global) => Global::RbModule,
        Value::Global(_) => Global::RbClass,
        Value::Section(_) | Value::Str(_) | Value::Native(_) => return None,
        Value::Object(id) => match cx.object(id) {
            heap::Object::Closure(_) => Global::RbProc,
            heap::Object::Rb(object) => class_of_object(object),
            heap::Object::Cell(_) | heap::Object::Js(_) => return None,
        },
    })
}

fn class_of_object(object: &Object) -> Global {
    match object {
        Object::String(_) => Global::RbString,
        Object::Array(_) => Global::RbArray,
        Object::Hash(_) => Global::RbHash,
        Object::Range(_) => Global::RbRangeClass,
        Object::BigInt(_) => Global::RbInteger,
        Object::Rational(_) => Global::RbRational,
        Object::Set(_) => Global::RbSet,
        Object::Enumerator(waiting) if waiting.sequence => Global::RbArithmeticSequence,
        Object::Enumerator(_) => Global::RbEnumerator,
        Object::Regexp(_) => Global::RbRegexpClass,
        Object::MatchData(_) => Global::RbMatchData,
        Object::Exception(exception) => exception.class,
        Object::SymbolProc(_) | Object::WrappedBlock(_) => Global::RbProc,
        Object::Time(_) => Global::RbTime,
        Object::Date(_) => Global::RbDate,
        Object::IpAddr(_) => Global::RbIpAddr,
        Object::Plain => Global::RbObject,
    }
}

/// The name of the class of a value, as messages give it.
pub(super) fn class_name(cx: &Cx<'_>, value: Value) -> &'static str {
    match class_of(cx, value) {
        Some(class) => class.name(),
        None => match value {
            Value::Section(section) => match cx.section_name(section) {
                "identity" => "RuleIdentity",
                "request" => "RuleRequest",
                _ => "RuleAuth",
            },
            _ => "Object",
        },
    }
}

/// A value as `rb_special_const_p` texts name it in conversions: `nil`, `true` and `false` by themselves, everything
/// else by its class.
pub(super) fn conversion_name(cx: &Cx<'_>, value: Value) -> &'static str {
    match value {
        Value::Nil => "nil",
        Value::Bool(true) => "true",
        Value::Bool(false) => "false",
        other => class_name(cx, other),
    }
}

/// Whether a built-in is a module rather than a class.
pub(super) fn is_module(global: Global) -> bool {
    matches!(
        global,
        Global::RbKernel | Global::RbComparable | Global::RbEnumerable | Global::RbMath | Global::RbJson
    )
}

/// The superclass of a class; none for BasicObject and for modules.
pub(super) fn superclass(class: Global) -> Option<Global> {
    use Global::*;
    Some(match class {
        RbBasicObject | RbKernel | RbComparable | RbEnumerable | RbMath | RbJson => return None,
        RbObject => RbBasicObject,
        RbClass => RbModule,
        RbInteger | RbFloat | RbRational => RbNumeric,
        RbException => RbObject,
        RbScriptError | RbStandardError => RbException,
        RbNotImplementedError => RbScriptError,
        RbArgumentError | RbEncodingError | RbFiberError | RbIoError | RbIndexError | RbLocalJumpError
        | RbMathDomainError | RbNameError | RbRangeError | RbRegexpError | RbRuntimeError | RbTypeError
        | RbZeroDivisionError => RbStandardError,
        RbSecurityError => RbException,
        RbUncaughtThrowError | RbDateError | RbIpAddrError => RbArgumentError,
        RbArithmeticSequence => RbEnumerator,
        RbEofError => RbIoError,
        RbKeyError | RbStopIteration => RbIndexError,
        RbNoMethodError => RbNameError,
        RbFloatDomainError => RbRangeError,
        RbFrozenError => RbRuntimeError,
        RbIpAddrInvalidAddressError | RbIpAddrAddressFamilyError => RbIpAddrError,
        RbIpAddrInvalidPrefixError => RbIpAddrInvalidAddressError,
        // Its parent `JSON::JSONError` has no name here; it is a StandardError.
        RbJsonParserError => RbStandardError,
        _ => RbObject,
    })
}

/// The modules that a class itself includes, besides Kernel.
pub(super) fn included(class: Global) -> &'static [Global] {
    match class {
        Global::RbString
        | Global::RbSymbol
        | Global::RbNumeric
        | Global::RbTime
        | Global::RbDate
        | Global::RbIpAddr => &[Global::RbComparable],
        Global::RbArray | Global::RbHash | Global::RbRangeClass | Global::RbSet | Global::RbEnumerator => {
            &[Global::RbEnumerable]
        }
        Global::RbObject => &[Global::RbKernel],
        _ => &[],
    }
}

/// Whether a class is, inherits from or includes another class or module.
pub(super) fn inherits(class: Global, ancestor: Global) -> bool {
    let mut current = Some(class);
    while let Some(at) = current {
        if at == ancestor || included(at).contains(&ancestor) {
            return true;
        }
        current = superclass(at);
    }
    false
}

/// Whether a value is an instance of a class or of one that inherits from it.
pub(super) fn is_a(cx: &Cx<'_>, value: Value, class: Global) -> bool {
    // The classes of sections inherit from Object alone.
    inherits(class_of(cx, value).unwrap_or(Global::RbObject), class)
}

/// Whether a class is Exception or one of its descendants.
pub(super) fn is_exception_class(class: Global) -> bool {
    inherits(class, Global::RbException)
}
