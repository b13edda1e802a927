//! The global names of Node 20's scripts: which are supported, and what to write instead of the others.

use crate::hir::Const;
use crate::schema::Schema;
use crate::source::Dialect;
use crate::value::Global;

/// A global name that Node has.
#[derive(Clone, Copy, Debug)]
pub enum Builtin {
    /// It is supported and has this value.
    Value(Const),
    /// It is not; the text says what to write instead.
    Refused(&'static str),
}

/// The global with this name; none where Node has none in a fresh context.
pub fn find(name: &str, schema: &Schema) -> Option<Builtin> {
    match name {
        "undefined" => return Some(Builtin::Value(Const::Undefined)),
        "NaN" => return Some(Builtin::Value(Const::Float(f64::NAN))),
        "Infinity" => return Some(Builtin::Value(Const::Float(f64::INFINITY))),
        "hasIntersection" if !schema.has_intersection => return None,
        _ => {}
    }
    if let Some(global) = Global::find(Dialect::JavaScript, name) {
        return Some(Builtin::Value(Const::Global(global)));
    }
    refused(name).map(Builtin::Refused)
}

/// What to write instead of a global that is not supported.
fn refused(name: &str) -> Option<&'static str> {
    Some(match name {
        "eval" => "Write the code itself: rules are compiled ahead of time.",
        "Symbol" => "Use strings as keys.",
        "Promise" => "Rules run to their end without waiting; compute the value directly.",
        "Proxy" | "Reflect" => "Use plain objects and the functions of `Object`.",
        "globalThis" => "Name the binding itself.",
        "Intl" => "Use the methods of strings, numbers and dates that do not depend on a language.",
        "BigInt" | "BigInt64Array" | "BigUint64Array" => "Use plain numbers.",
        "WeakMap" | "WeakSet" | "WeakRef" | "FinalizationRegistry" => "Use `Map` or `Set`.",
        "encodeURIComponent" | "decodeURIComponent" | "encodeURI" | "decodeURI" | "escape" | "unescape" => {
            "Compare the plain texts instead."
        }
        "AggregateError" => "Throw an `Error`.",
        "ArrayBuffer" | "SharedArrayBuffer" | "DataView" | "Atomics" | "Uint8Array" | "Int8Array" | "Uint16Array"
        | "Int16Array" | "Uint32Array" | "Int32Array" | "Float32Array" | "Float64Array" | "Uint8ClampedArray" => {
            "Use plain arrays."
        }
        "WebAssembly" => "Write the rule in JavaScript alone.",
        // The global object inherits these from Object.prototype.
        "constructor"
        | "__defineGetter__"
        | "__defineSetter__"
        | "hasOwnProperty"
        | "__lookupGetter__"
        | "__lookupSetter__"
        | "isPrototypeOf"
        | "propertyIsEnumerable"
        | "toString"
        | "valueOf"
        | "__proto__"
        | "toLocaleString" => "Call it as a method of a value.",
        _ => return None,
    })
}

/// Functions of built-in objects that Node has and the subset leaves out on purpose, with what to write instead.
pub fn refused_member(global: Global, name: &str) -> Option<&'static str> {
    Some(match (global, name) {
        (Global::JsMath, "random") => "A rule must give the same answer every time; pass the number in as a binding.",
        (
            Global::JsObject,
            "defineProperty"
            | "defineProperties"
            | "create"
            | "setPrototypeOf"
            | "getPrototypeOf"
            | "getOwnPropertyDescriptor"
            | "getOwnPropertyDescriptors"
            | "getOwnPropertySymbols",
        ) => "Write an object literal.",
        _ => return None,
    })
}

/// Property names that reach prototypes, which the subset does not have.
pub fn is_prototype_name(name: &str) -> bool {
    matches!(
        name,
        "prototype" | "__proto__" | "__defineGetter__" | "__defineSetter__" | "__lookupGetter__" | "__lookupSetter__"
    )
}
