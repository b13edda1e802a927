//! Finding and calling methods.
//!
//! Input: a receiver, a name, arguments; output: what the method gives. Each class has one table, sorted by name; a look-up
//! walks the tables of the class, what it includes and what it inherits, and allocates nothing. A name that no table has
//! ends in a fault where the real class has it (`known`), else in NoMethodError.

use smallvec::SmallVec;

use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};
use crate::vm::heap;

use super::arguments::object;
use super::class::{class_of, included, is_module, superclass};
use super::object::Object;
use super::{Args, known, missing};

/// A built-in method: context, receiver, arguments.
pub(super) type Native = fn(&mut Cx<'_>, Value, Args<'_>) -> Run<Value>;

/// A built-in method and what it takes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Method {
    /// Its name.
    pub name: &'static str,
    /// Fewest positional arguments.
    pub min: u8,
    /// Most positional arguments; [`ANY`] for no bound.
    pub max: u8,
    /// Whether it takes keywords; otherwise they arrive as a hash in last position, as Ruby passes them.
    pub takes_keywords: bool,
    /// What it does.
    pub run: Native,
}

/// No bound on the number of arguments.
pub(super) const ANY: u8 = u8::MAX;

/// A method with this name and between `min` and `max` positional arguments.
pub(super) const fn method(name: &'static str, min: u8, max: u8, run: Native) -> Method {
    Method {
        name,
        min,
        max,
        takes_keywords: false,
        run,
    }
}

/// The same for a method that takes keywords.
pub(super) const fn keyword_method(name: &'static str, min: u8, max: u8, run: Native) -> Method {
    Method {
        name,
        min,
        max,
        takes_keywords: true,
        run,
    }
}

/// A method that the real class redefines and this machine does not have: it keeps the inherited one from answering.
pub(super) const fn refused(name: &'static str) -> Method {
    method(name, REFUSED, 0, |cx, _, _| Err(cx.unsupported("this method")))
}

/// The lower bound that marks [`refused`] methods.
const REFUSED: u8 = u8::MAX;

/// The instance methods that a class or module itself defines here.
fn instance_methods(class: Global) -> &'static [Method] {
    use Global::*;
    match class {
        RbObject => super::kernel::METHODS,
        RbComparable => super::comparable::METHODS,
        RbEnumerable => super::enumerable::METHODS,
        RbModule => super::module::METHODS,
        RbClass => super::module::CLASS_METHODS,
        RbNilClass => super::nil::NIL_METHODS,
        RbTrueClass => super::nil::TRUE_METHODS,
        RbFalseClass => super::nil::FALSE_METHODS,
        RbNumeric => super::numeric::METHODS,
        RbInteger => super::integer::METHODS,
        RbFloat => super::float::METHODS,
        RbRational => super::rational::METHODS,
        RbString => super::string::METHODS,
        RbSymbol => super::symbol::METHODS,
        RbArray => super::array::METHODS,
        RbHash => super::hash::METHODS,
        RbRangeClass => super::range::METHODS,
        RbSet => super::set::METHODS,
        RbEnumerator => super::enumerator::METHODS,
        RbArithmeticSequence => super::range::SEQUENCE_METHODS,
        RbProc => super::procs::METHODS,
        RbRegexpClass => super::regexp::METHODS,
        RbMatchData => super::match_data::METHODS,
        RbTime => super::time::METHODS,
        RbDate => super::date::METHODS,
        RbIpAddr => super::ipaddr::METHODS,
        RbException => super::exception::METHODS,
        _ => &[],
    }
}

/// The methods of a class or module object itself (`Time.now`).
fn singleton_methods(class: Global) -> &'static [Method] {
    use Global::*;
    match class {
        RbString => super::string::CLASS_METHODS,
        RbArray => super::array::CLASS_METHODS,
        RbHash => super::hash::CLASS_METHODS,
        RbRangeClass => super::range::CLASS_METHODS,
        RbSet => super::set::CLASS_METHODS,
        RbRegexpClass => super::regexp::CLASS_METHODS,
        RbTime => super::time::CLASS_METHODS,
        RbDate => super::date::CLASS_METHODS,
        RbIpAddr => super::ipaddr::CLASS_METHODS,
        RbProc => super::procs::CLASS_METHODS,
        RbInteger => super::integer::CLASS_METHODS,
        RbException => super::exception::CLASS_METHODS,
        RbMath => super::float::MATH_METHODS,
        RbKernel => super::kernel_functions::MODULE_METHODS,
        RbObject | RbBasicObject => super::module::OBJECT_METHODS,
        _ => &[],
    }
}

fn search(table: &'static [Method], name: &str) -> Option<&'static Method> {
    let at = table.binary_search_by(|method| method.name.cmp(name)).ok()?;
    table.get(at)
}

/// The method that an instance of a class answers with.
pub(super) fn find_instance(class: Global, name: &str) -> Option<&'static Method> {
    let mut current = Some(class);
    while let Some(at) = current {
        if let Some(found) = search(instance_methods(at), name) {
            return Some(found);
        }
        for &module in included(at) {
            if let Some(found) = search(instance_methods(module), name) {
                return Some(found);
            }
        }
        current = superclass(at);
    }
    None
}

/// The method that a class object answers with.
fn find_singleton(class: Global, name: &str) -> Option<&'static Method> {
    if name == "new" && known::without_new(class) {
        return None;
    }
    let mut current = Some(class);
    while let Some(at) = current {
        if let Some(found) = search(singleton_methods(at), name) {
            return Some(found);
        }
        current = superclass(at);
    }
    None
}

/// The method that a value answers with; sections have readers besides (see [`super::section`]).
pub(super) fn find(cx: &Cx<'_>, receiver: Value, name: &str) -> Option<&'static Method> {
    if let Value::Global(class) = receiver
        && let Some(found) = find_singleton(class, name)
    {
        return Some(found);
    }
    find_instance(class_of(cx, receiver).unwrap_or(Global::RbObject), name)
}

/// Calls a method of a value.
pub(super) fn send(cx: &mut Cx<'_>, receiver: Value, name: &str, args: Args<'_>) -> Run<Value> {
    cx.charge(1)?;
    if let Value::Section(section) = receiver {
        return super::section::send(cx, section, name, args);
    }
    match find(cx, receiver, name) {
        Some(method) => invoke(cx, method, receiver, args),
        None => Err(missing::undefined_method(cx, receiver, name)),
    }
}

/// Checks the number of arguments and runs a method.
pub(super) fn invoke(cx: &mut Cx<'_>, method: &Method, receiver: Value, args: Args<'_>) -> Run<Value> {
    if !cx.ruby_library && matches!(object(cx, receiver), Some(Object::Set(_) | Object::IpAddr(_))) {
        return in_library(cx, |cx| invoke(cx, method, receiver, args));
    }
    if method.min == REFUSED {
        return Err(missing::not_supported(cx, receiver, method.name));
    }
    // A proc is told of an empty `**{}`: it does not spread an array then.
    let is_proc = |id| matches!(cx.object(id), heap::Object::Closure(_));
    let args = if method.takes_keywords && matches!(receiver, Value::Object(id) if is_proc(id)) {
        args
    } else {
        args.without_empty_keywords(cx)
    };
    if method.takes_keywords || matches!(args.keywords, Value::Empty) {
        check_arity(cx, args.positional.len(), method.min, method.max)?;
        return (method.run)(cx, receiver, args);
    }
    let mut positional: SmallVec<[Value; 4]> = SmallVec::from_slice(args.positional);
    positional.push(args.keywords);
    check_arity(cx, positional.len(), method.min, method.max)?;
    (method.run)(
        cx,
        receiver,
        Args {
            positional: &positional,
            keywords: Value::Empty,
            block: args.block,
        },
    )
}

/// Runs a step of what is written in Ruby itself.
pub(super) fn in_library<T>(cx: &mut Cx<'_>, step: impl FnOnce(&mut Cx<'_>) -> Run<T>) -> Run<T> {
    let before = std::mem::replace(&mut cx.ruby_library, true);
    let result = step(cx);
    cx.ruby_library = before;
    result
}

/// ArgumentError unless the number of arguments is between the bounds.
pub(super) fn check_arity(cx: &mut Cx<'_>, given: usize, min: u8, max: u8) -> Run<()> {
    if given < usize::from(min) || (max != ANY && given > usize::from(max)) {
        return Err(wrong_arguments(cx, given, min, max));
    }
    Ok(())
}

/// The ArgumentError for a wrong number of arguments (`rb_error_arity`).
pub(super) fn wrong_arguments(cx: &mut Cx<'_>, given: usize, min: u8, max: u8) -> Stop {
    let expected = if max == ANY {
        format!("{min}+")
    } else if min == max {
        format!("{min}")
    } else {
        format!("{min}..{max}")
    };
    cx.raise(
        Global::RbArgumentError,
        format!("wrong number of arguments (given {given}, expected {expected})"),
    )
}

/// Whether `respond_to?` says yes to a public method.
pub(super) fn responds(cx: &Cx<'_>, receiver: Value, name: &str) -> bool {
    if let Value::Section(section) = receiver {
        return super::section::responds(cx, section, name);
    }
    if let Value::Global(class) = receiver {
        if name == "new" && (is_module(class) || known::without_new(class)) {
            return false;
        }
        if known::has_singleton(class, name) {
            return true;
        }
    }
    known::has_instance(class_of(cx, receiver).unwrap_or(Global::RbObject), name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Dialect;
    use crate::vm::ruby::class::inherits;

    #[test]
    fn tables_are_sorted() {
        for &global in Global::ALL {
            for table in [instance_methods(global), singleton_methods(global)] {
                for pair in table.windows(2) {
                    assert!(
                        pair[0].name < pair[1].name,
                        "{}: {} before {}",
                        global.name(),
                        pair[0].name,
                        pair[1].name
                    );
                }
            }
        }
    }

    #[test]
    fn every_method_is_one_that_the_real_class_has() {
        let extra: Vec<String> = Global::ALL
            .iter()
            .flat_map(|&global| instance_methods(global).iter().map(move |method| (global, method.name)))
            .filter(|&(global, name)| !known::has_instance(global, name))
            .map(|(global, name)| format!("{}#{name}", global.name()))
            .collect();
        assert_eq!(extra, Vec::<String>::new());
    }

    /// An inherited method must not answer where the real class has its own: such names are listed as refused.
    #[test]
    fn no_inherited_method_answers_for_a_missing_one() {
        let mut wrong = Vec::new();
        for &global in Global::ALL.iter().filter(|global| global.dialect() == Dialect::Ruby) {
            for name in known::own_names(global) {
                // What stands in Numeric here serves all kinds of numbers.
                let shared =
                    inherits(global, Global::RbNumeric) && search(super::super::numeric::METHODS, name).is_some();
                if search(instance_methods(global), name).is_none() && find_instance(global, name).is_some() && !shared
                {
                    wrong.push(format!("{}#{name}", global.name()));
                }
            }
            for name in known::own_singleton_names(global) {
                let kind = if is_module(global) {
                    Global::RbModule
                } else {
                    Global::RbClass
                };
                if search(singleton_methods(global), name).is_none()
                    && (find_singleton(global, name).is_some() || find_instance(kind, name).is_some())
                {
                    wrong.push(format!("{}.{name}", global.name()));
                }
            }
        }
        assert_eq!(wrong, Vec::<String>::new());
    }
}
