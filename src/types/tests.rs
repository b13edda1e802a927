//! Tests of sets of kinds, of types and of joins of what is known.

use super::kinds::Kinds;
use super::state::{Place, State};
use super::ty::{Known, Type};
use crate::hir::{ExprId, FuncId, VarId};

#[test]
fn kinds_are_called_as_people_call_them() {
    assert_eq!(Kinds::NONE.to_string(), "nothing");
    assert_eq!(Kinds::BOOLEAN.to_string(), "a boolean");
    assert_eq!((Kinds::TEXTS | Kinds::NULLISH).to_string(), "undefined, null or a text");
    assert_eq!(Kinds::ANY.to_string(), "anything");
}

#[test]
fn a_join_keeps_what_both_ways_know() {
    let function = Type::known(Known::Function(FuncId(1)));
    let absent = function.join(Type::UNDEFINED);
    assert_eq!(absent.known, Known::Function(FuncId(1)));
    assert_eq!(
        absent.join(Type::known(Known::Function(FuncId(2)))).known,
        Known::Nothing
    );
    assert_eq!(absent.join(function), absent);
    let texts = Type::list(Kinds::TEXTS).join(Type::list(Kinds::NULL));
    assert_eq!(texts.items, Kinds::TEXTS | Kinds::NULL);
}

#[test]
fn what_is_left_of_a_type_forgets_what_is_gone() {
    let ty = Type {
        absent: Some(ExprId(3)),
        ..Type::list(Kinds::TEXTS).join(Type::UNDEFINED)
    };
    let present = ty.without(Kinds::NULLISH);
    assert_eq!(present, Type::list(Kinds::TEXTS));
    assert_eq!(ty.only(Kinds::NULLISH).items, Kinds::NONE);
    assert_eq!(ty.only(Kinds::NULLISH).absent, Some(ExprId(3)));
    assert!(ty.only(Kinds::TEXTS).is_never());
}

#[test]
fn single_values() {
    assert!(Type::UNDEFINED.is_single());
    assert!(Type::of(Kinds::BLANK).is_single());
    assert!(!Type::BOOLEAN.is_single() && !Type::of(Kinds::ZERO).is_single());
    assert!(!Type::of(Kinds::TEXT).is_single() && !Type::NEVER.is_single());
    let number = Type::known(Known::Number(1.0_f64.to_bits()));
    assert!(number.is_single() && !number.join(Type::UNDEFINED).is_single());
}

#[test]
fn a_way_that_is_never_taken_adds_nothing() {
    let alive = State {
        vars: vec![Type::TEXT],
        slots: Vec::new(),
        dead: false,
    };
    let dead = alive.unreachable();
    assert_eq!(alive.clone().join(&dead), alive);
    assert_eq!(dead.join(&alive), alive);
    let mut other = alive.clone();
    other.set(Place::Var(VarId(0)), Type::UNDEFINED);
    assert_eq!(
        alive.join(&other).get(Place::Var(VarId(0))),
        Type::TEXT.join(Type::UNDEFINED)
    );
    assert_eq!(other.get(Place::Var(VarId(7))), Type::ALL);
}
