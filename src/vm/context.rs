//! One run: its heap, its bounds, its bindings, and the way from a built-in method back into the rule.
//!
//! Built-ins get a [`Cx`] and values and give `Run<Value>`: a value, or a [`Stop`] that they pass on with `?`.
//! Every allocation goes through this file, so that nothing escapes the memory limit; loops in built-ins call
//! [`Cx::charge`] in proportion to the data that they walk.

use std::sync::Arc;

use crate::bytecode::{Constants, ParamShape};
use crate::diag::Code;
use crate::limits::Limits;
use crate::regex::Regex;
use crate::source::{Dialect, Span};
use crate::value::{Global, JsString, ObjId, Section, StrId, SymbolId, Value};

use super::data::{Bindings, Datum, World};
use super::heap::{Heap, Object};

/// Why a run stopped without a value: a limit, or something that cannot be represented. No rule can catch it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Which kind (`F09xx`).
    pub code: Code,
    /// What happened.
    pub message: String,
    /// Where in the source, once known.
    pub span: Option<Span>,
}

/// Why an instruction or built-in gave no value.
#[derive(Clone, Debug)]
pub enum Stop {
    /// A thrown value: any in JavaScript, an exception object in Ruby. `catch` and `rescue` can take it.
    Throw(Value),
    /// A fault: ends the run.
    Fault(Box<Fault>),
    /// Ruby `break` or `return` out of a block: ends every activation up to the one named, which gives the value.
    /// Built-ins pass it on.
    Unwind {
        /// Serial number of the activation, or the number of a `catch`.
        target: u64,
        /// Whether the activation's pending method call gives the value (`break`) or the activation itself (`return`).
        call: bool,
        /// The value.
        value: Value,
    },
}

/// What an instruction or built-in gives.
pub type Run<T> = Result<T, Stop>;

/// Runs functions of a rule: the bytecode machine, or the reference evaluator.
pub trait Engine {
    /// Calls a closure of the rule. In JavaScript `this` is the receiver or the marker; in Ruby it is ignored.
    /// `block` is Ruby's block or nil. `keywords` is a Ruby hash or the marker.
    fn call(
        &self,
        cx: &mut Cx<'_>,
        closure: ObjId,
        this: Value,
        args: &[Value],
        keywords: Value,
        block: Value,
    ) -> Run<Value>;

    /// How many parameters a function declares and whether it takes a rest: required and optional positional ones.
    fn arity(&self, func: u32) -> Arity;

    /// The function's name.
    fn name(&self, func: u32) -> Option<&str>;
}

/// What a function of the rule declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arity {
    /// Positional parameters without a default (JavaScript: before the first default or rest, which is `length`).
    pub required: usize,
    /// Positional parameters with a default.
    pub optional: usize,
    /// Whether there is a rest parameter.
    pub rest: bool,
    /// Whether a keyword is required.
    pub required_keyword: bool,
}

impl Arity {
    /// What these parameters add up to.
    pub fn of(params: impl Iterator<Item = ParamShape>) -> Self {
        let mut arity = Arity {
            required: 0,
            optional: 0,
            rest: false,
            required_keyword: false,
        };
        for param in params {
            match param {
                ParamShape::Required | ParamShape::Post => arity.required += 1,
                ParamShape::Optional => arity.optional += 1,
                ParamShape::Rest => arity.rest = true,
                ParamShape::Keyword { required, .. } => arity.required_keyword |= required,
                ParamShape::KeywordRest | ParamShape::Block => {}
            }
        }
        arity
    }
}

/// One run.
pub struct Cx<'p> {
    /// What the run created.
    pub heap: Heap,
    /// The bounds.
    pub limits: &'p Limits,
    /// The time and the zone.
    pub world: World,
    /// Ruby's `$~` of the current method: a MatchData or nil.
    pub last_match: Value,
    /// Whether what runs is written in Ruby itself (Set, IPAddr): `error_highlight` quotes its source into the text of
    /// a NoMethodError.
    pub ruby_library: bool,
    /// Whether the rule may hold an ASCII text that is US-ASCII in Ruby: of a number, a symbol or a time, a message that the
    /// machine wrote, what `inspect` says of most objects.
    pub ascii_bytes: bool,
    /// Whether the rule may hold an ASCII text that is bytes without an encoding in Ruby: `String.new` and what grows of it, a
    /// message that the machine wrote, what `inspect` says of an enumerator, a match or an error.
    pub byte_texts: bool,
    /// Tags of Ruby's `catch` calls under way with numbers that [`Stop::Unwind`] names them by, the innermost last.
    pub catches: Vec<(Value, u64)>,
    pub(super) stack: Vec<Value>,
    pub(super) throw_span: Option<Span>,
    pub(super) activations: u64,
    pub(super) call_depth: usize,
    literals: Vec<(usize, Value)>,
    read: Vec<(Section, Box<str>, Value)>,
    /// What JavaScript's built-in methods keep between calls.
    pub(super) javascript: super::javascript::State,
    engine: &'p dyn Engine,
    bindings: &'p dyn Bindings,
    constants: &'p Constants,
    sections: &'p [Box<str>],
    fuel: u64,
    depth: usize,
}

impl<'p> Cx<'p> {
    /// A fresh run.
    pub fn new(
        engine: &'p dyn Engine,
        constants: &'p Constants,
        sections: &'p [Box<str>],
        bindings: &'p dyn Bindings,
        world: World,
        limits: &'p Limits,
    ) -> Self {
        Cx {
            heap: Heap::default(),
            limits,
            world,
            last_match: Value::Nil,
            ruby_library: false,
            ascii_bytes: false,
            byte_texts: false,
            catches: Vec::new(),
            stack: Vec::new(),
            throw_span: None,
            activations: 0,
            call_depth: 0,
            literals: Vec::new(),
            read: Vec::new(),
            javascript: super::javascript::State::default(),
            engine,
            bindings,
            constants,
            sections,
            fuel: limits.fuel,
            depth: 0,
        }
    }

    /// Fuel that is left.
    pub fn fuel(&self) -> u64 {
        self.fuel
    }

    /// Pays for work: about one unit an element or eight bytes.
    pub fn charge(&mut self, units: u64) -> Run<()> {
        match self.fuel.checked_sub(units) {
            Some(left) => {
                self.fuel = left;
                Ok(())
            }
            None => {
                self.fuel = 0;
                Err(self.fault(Code::F0901, "the rule did more work than its fuel allows"))
            }
        }
    }

    /// Counts memory that an existing object is about to grow by; call it before growing.
    pub fn charge_memory(&mut self, bytes: usize) -> Run<()> {
        self.heap.charge(bytes);
        if self.heap.used() > self.limits.memory {
            return Err(self.fault(Code::F0902, "the rule used more memory than it may"));
        }
        Ok(())
    }

    /// A fault: something that this machine does not do, or a limit.
    pub fn fault(&self, code: Code, message: impl Into<String>) -> Stop {
        Stop::Fault(Box::new(Fault {
            code,
            message: message.into(),
            span: None,
        }))
    }

    /// The fault for what the real language does and this machine does not.
    pub fn unsupported(&self, what: impl Into<String>) -> Stop {
        self.fault(Code::F0904, what)
    }

    /// Adds an object.
    pub fn alloc(&mut self, object: Object) -> Run<ObjId> {
        self.charge_memory(64)?;
        Ok(self.heap.add_object(object))
    }

    /// The object with this id.
    pub fn object(&self, id: ObjId) -> &Object {
        self.heap.object(id)
    }

    /// The object with this id, to be changed; charge growth first.
    pub fn object_mut(&mut self, id: ObjId) -> &mut Object {
        self.heap.object_mut(id)
    }

    /// Adds a JavaScript string.
    pub fn new_string(&mut self, string: impl Into<JsString>) -> Run<Value> {
        let string = string.into();
        self.charge_memory(32 + string.footprint())?;
        Ok(Value::Str(self.heap.add_string(string)))
    }

    /// The regular expression literal of these constants, where the program has it compiled.
    pub fn pattern(&self, pattern: u32, flags: u32) -> Option<Arc<Regex>> {
        let known = self.constants.patterns.get(pattern, flags, self.limits.regex_size);
        known.map(Arc::clone)
    }

    /// The JavaScript string with this id.
    pub fn string(&self, id: StrId) -> &JsString {
        if id.0 & StrId::CONSTANT != 0 {
            &self.constants.strings[(id.0 & !StrId::CONSTANT) as usize]
        } else {
            self.heap.string(id)
        }
    }

    /// The Ruby symbol with this name.
    pub fn intern(&mut self, name: &str) -> Run<SymbolId> {
        if let Some(found) = self.constants.symbols.iter().position(|symbol| &**symbol == name) {
            // Programs have fewer than 2³¹ constants (`Limits::nodes`).
            return Ok(SymbolId(found as u32 | SymbolId::CONSTANT));
        }
        self.charge(1 + self.constants.symbols.len() as u64 / 8)?;
        self.charge_memory(96 + 2 * name.len())?;
        Ok(self.heap.add_symbol(name))
    }

    /// The name of a Ruby symbol.
    pub fn symbol(&self, id: SymbolId) -> &str {
        if id.0 & SymbolId::CONSTANT != 0 {
            &self.constants.symbols[(id.0 & !SymbolId::CONSTANT) as usize]
        } else {
            self.heap.symbol(id)
        }
    }

    /// The name of a section.
    pub fn section_name(&self, section: Section) -> &'p str {
        self.sections.get(usize::from(section.0)).map_or("", |name| name)
    }

    /// The host's value of a key of a section.
    pub fn binding(&self, section: Section, key: &str) -> Datum<'p> {
        self.bindings.get(section, key)
    }

    /// The keys of a section.
    pub fn binding_keys(&self, section: Section) -> Vec<&'p str> {
        self.bindings.keys(section)
    }

    /// A binding as the rule sees it: the same object each time it is read. JavaScript gives undefined where it is
    /// absent, Ruby nil.
    pub fn binding_value(&mut self, section: Section, key: &str, dialect: Dialect) -> Run<Value> {
        // A rule can compute keys, so that neither their length nor their number has a bound of its own.
        self.charge((key.len() / 64 + self.read.len() / 16) as u64)?;
        if let Some((_, _, value)) = self
            .read
            .iter()
            .find(|(read, name, _)| *read == section && &**name == key)
        {
            return Ok(*value);
        }
        let datum = self.binding(section, key);
        let value = match dialect {
            Dialect::JavaScript => super::javascript::import(self, datum)?,
            Dialect::Ruby => super::ruby::import(self, datum)?,
        };
        self.charge_memory(64 + key.len())?;
        self.read.push((section, key.into(), value));
        Ok(value)
    }

    /// Whether a binding was read before, so that the rule may have changed its object.
    pub fn binding_was_read(&self, section: Section, key: &str) -> bool {
        self.read
            .iter()
            .any(|(read, name, _)| *read == section && &**name == key)
    }

    /// The UTF-8 text of a constant of the program.
    pub fn text(&self, number: u32) -> &'p str {
        &self.constants.texts[number as usize]
    }

    /// What a function of the rule declares.
    pub fn arity(&self, func: u32) -> Arity {
        self.engine.arity(func)
    }

    /// The name of a function of the rule.
    pub fn function_name(&self, func: u32) -> Option<&'p str> {
        self.engine.name(func)
    }

    /// The object of a literal that is one object however often it is evaluated; `make` makes it the first time.
    pub fn literal(&mut self, place: usize, make: impl FnOnce(&mut Self) -> Run<Value>) -> Run<Value> {
        if let Some((_, value)) = self.literals.iter().find(|(known, _)| *known == place) {
            return Ok(*value);
        }
        let value = make(self)?;
        self.literals.push((place, value));
        Ok(value)
    }

    /// The number of a new activation.
    pub fn next_activation(&mut self) -> u64 {
        self.activations += 1;
        self.activations
    }

    /// Calls a closure of the rule; see [`Engine::call`].
    pub fn call_closure(
        &mut self,
        closure: ObjId,
        this: Value,
        args: &[Value],
        keywords: Value,
        block: Value,
    ) -> Run<Value> {
        let engine = self.engine;
        let library = std::mem::take(&mut self.ruby_library);
        let result = self.nested(|cx| engine.call(cx, closure, this, args, keywords, block));
        self.ruby_library = library;
        result
    }

    /// Runs a step that may nest (a callback, a comparison or printing of nested data) one level deeper; the fault for
    /// too much nesting comes before the stack runs out.
    pub fn nested<T>(&mut self, step: impl FnOnce(&mut Self) -> Run<T>) -> Run<T> {
        if self.depth >= self.limits.native_depth {
            return Err(self.fault(Code::F0903, "calls or data are nested too deeply"));
        }
        self.depth += 1;
        let result = step(self);
        self.depth -= 1;
        result
    }

    /// Throws a JavaScript error of the given constructor with the text that V8 gives it.
    pub fn throw(&mut self, constructor: Global, message: impl Into<String>) -> Stop {
        super::javascript::new_error(self, constructor, Some(message.into())).map_or_else(|stop| stop, Stop::Throw)
    }

    /// Throws a JavaScript error whose text V8 takes from the source and we do not reproduce: a rule that reads the text
    /// faults.
    pub fn throw_opaque(&mut self, constructor: Global) -> Stop {
        super::javascript::new_error(self, constructor, None).map_or_else(|stop| stop, Stop::Throw)
    }

    /// Raises a Ruby exception of the given class with its message.
    pub fn raise(&mut self, class: Global, message: impl Into<String>) -> Stop {
        super::ruby::new_exception(self, class, Some(message.into())).map_or_else(|stop| stop, Stop::Throw)
    }

    /// Raises a Ruby exception whose message (an object's address, a source excerpt) we do not reproduce: a rule that
    /// reads it faults.
    pub fn raise_opaque(&mut self, class: Global) -> Stop {
        super::ruby::new_exception(self, class, None).map_or_else(|stop| stop, Stop::Throw)
    }
}
