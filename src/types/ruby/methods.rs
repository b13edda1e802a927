//! Methods of Ruby's core classes whose results are known. A method that is missing here is not wrong: nothing is known of
//! it.

use super::super::analysis::Analysis;
use super::super::expr::Passed;
use super::super::kinds::Kinds;
use super::super::ty::{Known, Type};
use super::{PLAIN, boolean, equal, is_plain, kinds_of_class};
use crate::hir::{ExprId, Kind};
use crate::value::Global;

const TEXT: Type = Type::of(Kinds::TEXT);
const INTEGER: Type = Type::of(Kinds::INTEGER);

impl Analysis<'_> {
    /// Calls a method that every kind of the receiver may have.
    pub(super) fn send_known(
        &mut self,
        id: ExprId,
        ty: Type,
        name: &str,
        passed: &Passed,
        block: Option<ExprId>,
    ) -> Type {
        if passed.open {
            return self.unknown(id);
        }
        if let Some(known) = self.of_every_object(id, ty, name, passed, block) {
            return known;
        }
        let mut result = Type::NEVER;
        for kind in ty.kinds.each() {
            let own = ty.only(kind);
            let given = match block {
                Some(block) => self.with_block(id, own, name, passed, block),
                None if kind == Kinds::NULL => of_nil(name, passed),
                None if kind == Kinds::TEXT => of_text(name, passed),
                None if kind == Kinds::LIST => self.of_list(own, name, passed),
                None if kind == Kinds::MAP => of_map(own, name, passed),
                None if kind == Kinds::INTEGER => of_integer(name, passed),
                None if kind == Kinds::SYMBOL => match (name, passed.types.len()) {
                    ("to_s", 0) => Some(TEXT),
                    ("to_sym", 0) => Some(own),
                    _ => None,
                },
                None if kind == Kinds::TIME => of_time(name, passed),
                None if kind == Kinds::BUILTIN => of_global(own, name, passed),
                None if kind == Kinds::REGEX => match (name, &passed.types[..]) {
                    ("match?", [text]) if text.within(Kinds::TEXT | Kinds::NULL) => Some(Type::BOOLEAN),
                    ("=~", [text]) if text.within(Kinds::TEXT | Kinds::NULL) => {
                        Some(Type::of(Kinds::INTEGER | Kinds::NULL))
                    }
                    _ => None,
                },
                None => None,
            };
            match given {
                Some(given) => {
                    let given = self.items(given);
                    result = result.join(given);
                }
                None => return self.unknown(id),
            }
        }
        result
    }

    /// Methods that every object has.
    fn of_every_object(
        &mut self,
        id: ExprId,
        ty: Type,
        name: &str,
        passed: &Passed,
        block: Option<ExprId>,
    ) -> Option<Type> {
        if block.is_some() || ty.meets(Kinds::EMPTY | Kinds::UNDEFINED) {
            return None;
        }
        match (name, &passed.types[..]) {
            ("nil?", []) => Some(boolean(ty.meets(Kinds::NULL), !ty.within(Kinds::NULL))),
            ("==", [other]) => {
                // Numbers and objects ask each other; the rest answers alone.
                let simple = |ty: Type| is_plain(ty) || ty.within(PLAIN | Kinds::NUMBER);
                if !simple(ty) || !simple(*other) {
                    let quiet = ty.within(PLAIN) && !ty.meets(Kinds::INTEGER) && !other.meets(Kinds::FUNCTION);
                    if !quiet {
                        self.throw(id);
                        self.fault(id);
                    }
                }
                Some(equal(ty, *other))
            }
            ("is_a?" | "kind_of?", [class]) => {
                let Known::Global(class) = class.known else { return None };
                // A global that is no class is refused by the method.
                match kinds_of_class(class) {
                    Some(kinds) => Some(boolean(ty.meets(kinds), !ty.within(kinds))),
                    None => {
                        self.throw(id);
                        self.fault(id);
                        Some(Type::BOOLEAN)
                    }
                }
            }
            ("to_s", []) if ty.within(PLAIN) => Some(TEXT),
            ("frozen?", []) => Some(Type::BOOLEAN),
            ("equal?", [_]) => {
                self.fault(id);
                Some(Type::BOOLEAN)
            }
            _ => None,
        }
    }

    fn of_list(&self, ty: Type, name: &str, passed: &Passed) -> Option<Type> {
        let item = Type::of(ty.items.without(Kinds::EMPTY));
        let plain = item.within(PLAIN);
        Some(match (name, &passed.types[..]) {
            ("include?" | "member?", [other]) if plain && other.within(PLAIN) => Type::BOOLEAN,
            ("empty?" | "any?" | "all?" | "none?", []) => Type::BOOLEAN,
            ("length" | "size" | "count", []) => INTEGER,
            ("first" | "last", []) => item.join(Type::of(Kinds::NULL)),
            ("[]" | "at", [index]) if index.within(Kinds::INTEGER) => item.join(Type::of(Kinds::NULL)),
            ("&" | "|" | "-", [other]) if plain && other.within(Kinds::LIST) && other.items.within(PLAIN) => {
                Type::list(ty.items | other.items)
            }
            ("+", [other]) if other.within(Kinds::LIST) => Type::list(ty.items | other.items),
            ("intersect?", [other]) if plain && other.within(Kinds::LIST) && other.items.within(PLAIN) => Type::BOOLEAN,
            ("uniq", []) if plain => Type::list(ty.items),
            ("compact", []) => Type::list(ty.items.without(Kinds::NULL)),
            ("to_a" | "reverse", []) => Type::list(ty.items),
            ("join", []) if plain => TEXT,
            ("join", [other]) if plain && other.within(Kinds::TEXT | Kinds::NULL) => TEXT,
            _ => return None,
        })
    }

    /// Methods of lists that call their block for each element.
    fn with_block(&mut self, id: ExprId, ty: Type, name: &str, passed: &Passed, block: ExprId) -> Option<Type> {
        let literal = matches!(self.kind(block), Kind::Closure(_));
        if !ty.within(Kinds::LIST) || !passed.types.is_empty() || !literal {
            return None;
        }
        let known = [
            "any?", "all?", "none?", "one?", "select", "filter", "reject", "find", "detect", "map", "collect", "each",
            "count",
        ];
        if !known.contains(&name) {
            return None;
        }
        let item = Type::of(ty.items.without(Kinds::EMPTY));
        let given = self.callback(id, block, &[item]);
        Some(match name {
            "any?" | "all?" | "none?" | "one?" => Type::BOOLEAN,
            "select" | "filter" | "reject" => Type::list(ty.items),
            "find" | "detect" => item.join(Type::of(Kinds::NULL)),
            "map" | "collect" => Type::list(given.kinds.without(Kinds::EMPTY)),
            "count" => INTEGER,
            _ => ty,
        })
    }
}

fn of_nil(name: &str, passed: &Passed) -> Option<Type> {
    Some(match (name, passed.types.len()) {
        ("to_s" | "inspect", 0) => TEXT,
        ("to_i", 0) => INTEGER,
        ("to_f", 0) => Type::of(Kinds::NUMBER),
        ("to_a", 0) => Type::list(Kinds::NONE),
        ("to_h", 0) => Type::of(Kinds::MAP),
        ("&", 1) => Type::of(Kinds::FALSE),
        ("|", 1) => Type::BOOLEAN,
        ("=~", 1) => Type::of(Kinds::NULL),
        _ => return None,
    })
}

fn of_text(name: &str, passed: &Passed) -> Option<Type> {
    Some(match (name, &passed.types[..]) {
        ("include?" | "end_with?" | "start_with?", [other]) if other.within(Kinds::TEXT) => Type::BOOLEAN,
        ("start_with?", [other]) if other.within(Kinds::TEXT | Kinds::REGEX) => Type::BOOLEAN,
        ("empty?", []) => Type::BOOLEAN,
        ("length" | "size" | "to_i" | "bytesize", []) => INTEGER,
        ("to_f", []) => Type::of(Kinds::NUMBER),
        (
            "upcase" | "downcase" | "strip" | "lstrip" | "rstrip" | "to_s" | "to_str" | "reverse" | "chomp" | "chop",
            [],
        ) => TEXT,
        ("+", [other]) if other.within(Kinds::TEXT) => TEXT,
        ("split", [other]) if other.within(Kinds::TEXT) => Type::list(Kinds::TEXT),
        ("split" | "chars" | "lines", []) => Type::list(Kinds::TEXT),
        ("=~", [other]) if other.within(Kinds::REGEX) => Type::of(Kinds::INTEGER | Kinds::NULL),
        ("match?", [other]) if other.within(Kinds::REGEX) => Type::BOOLEAN,
        ("<" | "<=" | ">" | ">=", [other]) if other.within(Kinds::TEXT) => Type::BOOLEAN,
        ("[]", [index]) if index.within(Kinds::INTEGER | Kinds::TEXT) => Type::of(Kinds::TEXT | Kinds::NULL),
        _ => return None,
    })
}

fn of_map(ty: Type, name: &str, passed: &Passed) -> Option<Type> {
    let item = Type::of(ty.items.without(Kinds::EMPTY));
    Some(match (name, &passed.types[..]) {
        ("[]", [key]) if key.within(PLAIN) => item.join(Type::of(Kinds::NULL)),
        ("key?" | "has_key?" | "include?" | "member?", [key]) if key.within(PLAIN) => Type::BOOLEAN,
        ("empty?", []) => Type::BOOLEAN,
        ("length" | "size", []) => INTEGER,
        _ => return None,
    })
}

fn of_integer(name: &str, passed: &Passed) -> Option<Type> {
    Some(match (name, &passed.types[..]) {
        ("<" | "<=" | ">" | ">=", [other]) if other.within(Kinds::INTEGER | Kinds::NUMBER) => Type::BOOLEAN,
        ("+" | "-", [other]) if other.within(Kinds::INTEGER) => INTEGER,
        ("zero?" | "even?" | "odd?", []) => Type::BOOLEAN,
        ("to_i", []) => INTEGER,
        ("-@", []) => INTEGER,
        _ => return None,
    })
}

fn of_time(name: &str, passed: &Passed) -> Option<Type> {
    Some(match (name, passed.types.len()) {
        ("hour" | "min" | "sec" | "wday" | "yday" | "day" | "month" | "year" | "to_i", 0) => INTEGER,
        ("monday?" | "tuesday?" | "wednesday?" | "thursday?" | "friday?" | "saturday?" | "sunday?", 0) => Type::BOOLEAN,
        ("utc", 0) => Type::of(Kinds::TIME),
        _ => return None,
    })
}

/// Methods of classes.
fn of_global(ty: Type, name: &str, passed: &Passed) -> Option<Type> {
    match (ty.known, name, passed.types.len()) {
        (Known::Global(Global::RbTime), "now", 0) => Some(Type::of(Kinds::TIME)),
        _ => None,
    }
}
