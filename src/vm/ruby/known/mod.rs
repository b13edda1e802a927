//! What the real classes have: the names of the public and private methods of every class, as CRuby 3.1 with `set`,
//! `time`, `date`, `json` and `ipaddr` lists them.
//!
//! `methods.txt` has one line a class and kind: `Class#` public instance methods, `Class-` private ones, `Class~` protected
//! ones, `Class.` methods of the class object. A name that is listed and not written here faults; one that is not listed is a NoMethodError.

use crate::value::Global;

use super::class::{included, is_module, superclass};

const METHODS: &str = include_str!("methods.txt");

/// The names of a line.
fn names(class: &str, kind: char) -> impl Iterator<Item = &'static str> {
    METHODS
        .lines()
        .find_map(|line| line.strip_prefix(class)?.strip_prefix(kind))
        .unwrap_or("")
        .split_ascii_whitespace()
}

/// Whether a class itself lists a public instance method.
fn lists(class: Global, name: &str) -> bool {
    names(class.name(), '#').any(|listed| listed == name)
}

/// A class and everything that it includes and inherits, in the order of look-up.
pub(super) fn ancestors(class: Global) -> impl Iterator<Item = Global> {
    std::iter::successors(Some(class), |&at| superclass(at))
        .flat_map(|at| std::iter::once(at).chain(included(at).iter().copied()))
}

/// Whether instances of a class have a public method of this name.
pub(super) fn has_instance(class: Global, name: &str) -> bool {
    ancestors(class).any(|at| lists(at, name))
}

/// Whether every object has a private method of this name (`puts`).
pub(super) fn has_private(class: Global, name: &str) -> bool {
    matches!(name, "initialize") || ancestors(class).any(|at| names(at.name(), '-').any(|listed| listed == name))
}

/// Whether instances of a class have a protected method of this name.
pub(super) fn has_protected(class: Global, name: &str) -> bool {
    protected_names(class).any(|listed| listed == name)
}

/// The names of all protected methods that instances of a class have.
pub(super) fn protected_names(class: Global) -> impl Iterator<Item = &'static str> {
    ancestors(class).flat_map(|at| names(at.name(), '~'))
}

/// Whether a class object has a method of its own of this name (`Time.now`), inherited ones included.
pub(super) fn has_singleton(class: Global, name: &str) -> bool {
    std::iter::successors(Some(class), |&at| superclass(at))
        .any(|at| names(at.name(), '.').any(|listed| listed == name))
}

/// The classes whose objects only literals and methods make: `new` is undefined for them.
pub(super) fn without_new(class: Global) -> bool {
    matches!(
        class,
        Global::RbInteger
            | Global::RbFloat
            | Global::RbRational
            | Global::RbSymbol
            | Global::RbNilClass
            | Global::RbTrueClass
            | Global::RbFalseClass
            | Global::RbMatchData
    )
}

/// The names of all public methods that instances of a class have.
pub(super) fn instance_names(class: Global) -> impl Iterator<Item = &'static str> {
    ancestors(class).flat_map(|at| names(at.name(), '#'))
}

/// The names of all methods that a class object has, those of Class or Module included.
pub(super) fn singleton_names(class: Global) -> impl Iterator<Item = &'static str> {
    let kind = if is_module(class) {
        Global::RbModule
    } else {
        Global::RbClass
    };
    std::iter::successors(Some(class), |&at| superclass(at))
        .flat_map(|at| names(at.name(), '.'))
        .chain(instance_names(kind))
}

/// The names of the public methods that a class itself has.
#[cfg(test)]
pub(super) fn own_names(class: Global) -> impl Iterator<Item = &'static str> {
    names(class.name(), '#')
}

/// The names of the methods that a class object itself has.
#[cfg(test)]
pub(super) fn own_singleton_names(class: Global) -> impl Iterator<Item = &'static str> {
    names(class.name(), '.')
}
