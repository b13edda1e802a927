//! Methods of JavaScript's texts, lists, numbers and others whose results are known.
//!
//! A method that is missing here is not wrong: nothing is known of it.

use crate::types::kinds::Kinds;

/// What happens to an argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// It is used as it is.
    Any,
    /// It is converted to a text or number.
    Value,
    /// It is a regular expression, or made one.
    Pattern,
    /// It is converted to a text; a regular expression throws.
    NoRegex,
    /// It is a text or a regular expression.
    TextOrRegex,
    /// It is called with element, index and list.
    Callback,
}

/// What a method gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gives {
    /// A value of these kinds.
    Kinds(Kinds),
    /// A list of texts.
    Texts,
    /// A list of elements of the receiver.
    Same,
    /// An element of the receiver, or undefined.
    Element,
    /// What `match` gives: a list of texts, or null.
    Matches,
}

/// A method of a built-in prototype.
#[derive(Debug)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// What happens to its arguments.
    pub takes: &'static [Given],
    /// What it gives.
    pub gives: Gives,
    /// Whether it converts arguments beyond those of `takes`.
    pub strict: bool,
    /// Whether it converts the elements of the receiver to texts.
    pub joins: bool,
    /// Whether it may fault for another reason than its size.
    pub faults: bool,
}

const fn method(name: &'static str, takes: &'static [Given], gives: Gives) -> Method {
    Method {
        name,
        takes,
        gives,
        strict: false,
        joins: false,
        faults: false,
    }
}

use Given::{Any, Callback, NoRegex, Pattern, TextOrRegex, Value};

const BOOLEAN: Gives = Gives::Kinds(Kinds::BOOLEAN);
const NUMBER: Gives = Gives::Kinds(Kinds::NUMBERS);
const TEXT: Gives = Gives::Kinds(Kinds::TEXTS);

/// Sorted by nothing; there are few.
const STRING: &[Method] = &[
    method("includes", &[NoRegex, Value], BOOLEAN),
    method("startsWith", &[NoRegex, Value], BOOLEAN),
    method("endsWith", &[NoRegex, Value], BOOLEAN),
    method("indexOf", &[Value, Value], NUMBER),
    method("lastIndexOf", &[Value, Value], NUMBER),
    method("charAt", &[Value], TEXT),
    method("charCodeAt", &[Value], NUMBER),
    method(
        "codePointAt",
        &[Value],
        Gives::Kinds(Kinds::NUMBERS.or(Kinds::UNDEFINED)),
    ),
    method("at", &[Value], Gives::Kinds(Kinds::TEXTS.or(Kinds::UNDEFINED))),
    method("slice", &[Value, Value], TEXT),
    method("substring", &[Value, Value], TEXT),
    method("substr", &[Value, Value], TEXT),
    method("toLowerCase", &[], TEXT),
    method("toUpperCase", &[], TEXT),
    method("toString", &[], TEXT),
    method("valueOf", &[], TEXT),
    method("trim", &[], TEXT),
    method("trimStart", &[], TEXT),
    method("trimEnd", &[], TEXT),
    method("split", &[TextOrRegex, Value], Gives::Texts),
    method("match", &[Pattern], Gives::Matches),
    method("search", &[Pattern], NUMBER),
];

const LIST: &[Method] = &[
    method("includes", &[Any, Value], BOOLEAN),
    method("indexOf", &[Any, Value], NUMBER),
    method("lastIndexOf", &[Any, Value], NUMBER),
    method("some", &[Callback], BOOLEAN),
    method("every", &[Callback], BOOLEAN),
    method("filter", &[Callback], Gives::Same),
    method("find", &[Callback], Gives::Element),
    method("findLast", &[Callback], Gives::Element),
    method("findIndex", &[Callback], NUMBER),
    method("findLastIndex", &[Callback], NUMBER),
    method("forEach", &[Callback], Gives::Kinds(Kinds::UNDEFINED)),
    method("map", &[Callback], Gives::Same),
    method("slice", &[Value, Value], Gives::Same),
    method("reverse", &[], Gives::Same),
    method("pop", &[], Gives::Element),
    method("shift", &[], Gives::Element),
    method("at", &[Value], Gives::Element),
    Method {
        joins: true,
        ..method("join", &[Value], TEXT)
    },
    method("push", &[], NUMBER),
    method("concat", &[], Gives::Kinds(Kinds::LIST)),
];

const REGEX: &[Method] = &[
    method("test", &[Value], BOOLEAN),
    method("exec", &[Value], Gives::Matches),
];

const TIME: &[Method] = &[
    method("getTime", &[], NUMBER),
    method("valueOf", &[], NUMBER),
    method("getFullYear", &[], NUMBER),
    method("getMonth", &[], NUMBER),
    method("getDate", &[], NUMBER),
    method("getDay", &[], NUMBER),
    method("getHours", &[], NUMBER),
    method("getMinutes", &[], NUMBER),
    method("getSeconds", &[], NUMBER),
    method("getMilliseconds", &[], NUMBER),
    method("getUTCFullYear", &[], NUMBER),
    method("getUTCMonth", &[], NUMBER),
    method("getUTCDate", &[], NUMBER),
    method("getUTCDay", &[], NUMBER),
    method("getUTCHours", &[], NUMBER),
    method("getUTCMinutes", &[], NUMBER),
    method("getUTCSeconds", &[], NUMBER),
    method("getTimezoneOffset", &[], NUMBER),
];

const BOOLEANS: &[Method] = &[method("toString", &[], TEXT), method("valueOf", &[], BOOLEAN)];

/// The method of values of one kind.
pub fn find(kind: Kinds, name: &str) -> Option<&'static Method> {
    let table = if kind.within(Kinds::TEXTS) {
        STRING
    } else if kind.within(Kinds::LIST) {
        LIST
    } else if kind.within(Kinds::REGEX) {
        REGEX
    } else if kind.within(Kinds::TIME) {
        TIME
    } else if kind.within(Kinds::BOOLEAN) {
        BOOLEANS
    } else {
        return None;
    };
    table.iter().find(|method| method.name == name)
}
