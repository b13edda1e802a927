//! The built-in functions as values: one table for each object that owns some, and the names that the real objects have
//! beyond them.
//!
//! A [`NativeId`] holds the number of its table and its place there. Tables are sorted by name, so that a look-up is a
//! binary search without allocation. A name that Node has and no table has is known by [`names`] and faults.

use crate::schema::javascript as names;
use crate::value::{Global, JsString, NativeId, Value};
use crate::vm::context::{Cx, Run};

use super::{array, boolean, collections, date, error, function, iterator, json, math, number};
use super::{objects, regexp, string};

/// What a built-in function does: receiver and arguments to value.
pub(super) type NativeFn = fn(&mut Cx<'_>, Value, &[Value]) -> Run<Value>;

/// A built-in function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Native {
    /// Its property name.
    pub(super) name: &'static str,
    /// Its `length`.
    pub(super) length: u8,
    /// What it does.
    pub(super) run: NativeFn,
}

/// A table of built-in functions: `(name, length, function)` for each, sorted by name.
macro_rules! natives {
    ($($name:literal $length:literal $run:path;)*) => {
        &[$($crate::vm::javascript::native::Native { name: $name, length: $length, run: $run }),*]
    };
}
pub(super) use natives;

macro_rules! owners {
    ($($owner:ident $label:literal $natives:path, $names:path;)*) => {
        /// An object that owns built-in functions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Owner { $($owner),* }

        impl Owner {
            const ALL: &'static [Owner] = &[$(Owner::$owner),*];

            /// How people write it.
            pub(super) fn label(self) -> &'static str {
                match self { $(Owner::$owner => $label),* }
            }

            fn natives(self) -> &'static [Native] {
                match self { $(Owner::$owner => $natives),* }
            }

            /// Every own name of the real object, sorted.
            fn names(self) -> &'static [&'static str] {
                match self { $(Owner::$owner => $names),* }
            }
        }
    };
}

owners! {
    Object "Object" objects::STATICS, names::OBJECT;
    ObjectPrototype "Object.prototype" objects::METHODS, names::OBJECT_PROTOTYPE;
    Function "Function" function::STATICS, names::FUNCTION;
    FunctionPrototype "Function.prototype" function::METHODS, names::FUNCTION_PROTOTYPE;
    Array "Array" array::STATICS, names::ARRAY;
    ArrayPrototype "Array.prototype" array::METHODS, names::ARRAY_PROTOTYPE;
    String "String" string::STATICS, names::STRING;
    StringPrototype "String.prototype" string::METHODS, names::STRING_PROTOTYPE;
    Number "Number" number::STATICS, names::NUMBER;
    NumberPrototype "Number.prototype" number::METHODS, names::NUMBER_PROTOTYPE;
    Boolean "Boolean" boolean::STATICS, names::BOOLEAN;
    BooleanPrototype "Boolean.prototype" boolean::METHODS, names::BOOLEAN_PROTOTYPE;
    Math "Math" math::STATICS, names::MATH;
    Json "JSON" json::STATICS, names::JSON;
    Date "Date" date::STATICS, names::DATE;
    DatePrototype "Date.prototype" date::METHODS, names::DATE_PROTOTYPE;
    RegExp "RegExp" regexp::STATICS, names::REGEXP;
    RegExpPrototype "RegExp.prototype" regexp::METHODS, names::REGEXP_PROTOTYPE;
    Map "Map" collections::MAP_STATICS, names::MAP;
    MapPrototype "Map.prototype" collections::MAP_METHODS, names::MAP_PROTOTYPE;
    Set "Set" collections::SET_STATICS, names::SET;
    SetPrototype "Set.prototype" collections::SET_METHODS, names::SET_PROTOTYPE;
    Error "Error" error::STATICS, names::ERROR;
    ErrorPrototype "Error.prototype" error::METHODS, names::ERROR_PROTOTYPE;
    NativeError "Error" error::NATIVE_STATICS, names::NATIVE_ERROR;
    ArrayIterator "%ArrayIteratorPrototype%" iterator::OF_ARRAYS, names::ITERATOR_PROTOTYPE;
    MapIterator "%MapIteratorPrototype%" iterator::OF_MAPS, names::ITERATOR_PROTOTYPE;
    SetIterator "%SetIteratorPrototype%" iterator::OF_SETS, names::ITERATOR_PROTOTYPE;
    MatchIterator "%RegExpStringIteratorPrototype%" iterator::OF_MATCHES, names::ITERATOR_PROTOTYPE;
}

impl Owner {
    /// The built-in function of this name.
    pub(super) fn find(self, name: &JsString) -> Option<NativeId> {
        match name {
            JsString::Ascii(name) => self.find_text(name),
            JsString::Wide(_) => None,
        }
    }

    /// The built-in function of this name.
    pub(super) fn find_text(self, name: &str) -> Option<NativeId> {
        let name = self.canonical(name);
        let at = self.natives().binary_search_by(|native| native.name.cmp(name)).ok()?;
        // Both numbers are far below 256: a test counts them.
        Some(NativeId(((self as u16) << 8) | at as u16))
    }

    /// The name under which a function that has two names stands in the table.
    fn canonical(self, name: &str) -> &str {
        match (self, name) {
            (Owner::StringPrototype, "trimLeft") => "trimStart",
            (Owner::StringPrototype, "trimRight") => "trimEnd",
            (Owner::DatePrototype, "toGMTString") => "toUTCString",
            (Owner::SetPrototype, "keys") => "values",
            _ => name,
        }
    }

    /// Whether the real object has an own property of this name.
    pub(super) fn has(self, name: &JsString) -> bool {
        match name {
            JsString::Ascii(name) => self.names().binary_search(&&**name).is_ok(),
            JsString::Wide(_) => false,
        }
    }

    /// The object that holds the static functions of a built-in.
    pub(super) fn of_global(global: Global) -> Option<Owner> {
        Some(match global {
            Global::JsObject => Owner::Object,
            Global::JsFunction => Owner::Function,
            Global::JsArray => Owner::Array,
            Global::JsString => Owner::String,
            Global::JsNumber => Owner::Number,
            Global::JsBoolean => Owner::Boolean,
            Global::JsMath => Owner::Math,
            Global::JsJson => Owner::Json,
            Global::JsDate => Owner::Date,
            Global::JsRegExp => Owner::RegExp,
            Global::JsSet => Owner::Set,
            Global::JsMap => Owner::Map,
            Global::JsError => Owner::Error,
            Global::JsTypeError
            | Global::JsRangeError
            | Global::JsSyntaxError
            | Global::JsReferenceError
            | Global::JsEvalError
            | Global::JsUriError => Owner::NativeError,
            _ => return None,
        })
    }
}

/// The function with this id; none for a number that no table has.
pub(super) fn native(id: NativeId) -> Option<&'static Native> {
    let owner = Owner::ALL.get(usize::from(id.0 >> 8))?;
    owner.natives().get(usize::from(id.0 & 0xff))
}

#[cfg(test)]
mod tests {
    use super::Owner;

    #[test]
    fn tables_are_sorted_and_hold_real_names_only() {
        assert!(Owner::ALL.len() < 256);
        for owner in Owner::ALL {
            let natives = owner.natives();
            assert!(natives.len() < 256);
            assert!(natives.is_sorted_by(|a, b| a.name < b.name), "{owner:?}");
            assert!(owner.names().is_sorted_by(|a, b| a < b), "{owner:?}");
            for native in natives {
                assert!(owner.names().contains(&native.name), "{owner:?}.{}", native.name);
            }
        }
    }
}
