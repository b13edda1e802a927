//! Expressions, each by its kind.

use super::analysis::{Analysis, DEEPEST};
use super::kinds::Kinds;
use super::state::Place;
use super::ty::{Known, Type};
use crate::hir::{Arg, Entry, ExprId, Kind, VarId};
use crate::op::Op;

/// What a call passes.
#[derive(Clone, Debug, Default)]
pub(super) struct Passed {
    /// The types of the arguments by position.
    pub types: Vec<Type>,
    /// The expressions that they come from.
    pub exprs: Vec<ExprId>,
    /// Whether there may be more or others: a spread or keywords.
    pub open: bool,
}

impl Passed {
    /// The type of an argument, `missing` where it is not given.
    pub fn get(&self, at: usize, missing: Type) -> Type {
        match self.types.get(at) {
            _ if self.open => Type::ANY,
            Some(ty) => *ty,
            None => missing,
        }
    }
}

impl Analysis<'_> {
    /// Walks an expression; its type.
    pub(super) fn expr(&mut self, id: ExprId) -> Type {
        if !self.arrive(id) {
            return Type::NEVER;
        }
        let ty = self.evaluate(id);
        self.depth -= 1;
        self.note(id, ty)
    }

    /// Whether an expression is reached and there is budget for it; ends with `depth` one higher if so.
    pub(super) fn arrive(&mut self, id: ExprId) -> bool {
        if self.state.dead || !self.step(1) {
            self.state.dead = true;
            return false;
        }
        if self.depth >= DEEPEST {
            self.exhausted = true;
            self.state.dead = true;
            return false;
        }
        self.depth += 1;
        self.reached[id.0 as usize] = true;
        true
    }

    /// Records the type of a visit.
    pub(super) fn note(&mut self, id: ExprId, ty: Type) -> Type {
        let ty = if self.state.dead { Type::NEVER } else { ty };
        let known = &mut self.types[id.0 as usize];
        *known = known.join(ty);
        ty
    }

    fn evaluate(&mut self, id: ExprId) -> Type {
        match self.kind(id) {
            Kind::Const(constant) => self.constant(*constant),
            Kind::Var(var) => self.read(*var),
            Kind::SetVar(var, value) => {
                let ty = self.expr(*value);
                self.write(*var, ty);
                ty
            }
            Kind::CheckedVar { var, .. } => {
                let ty = self.read(*var);
                if ty.meets(Kinds::EMPTY) {
                    self.throw(id);
                    let ty = ty.without(Kinds::EMPTY);
                    if ty.is_never() {
                        return self.die(id);
                    }
                    if self.tracked(*var) {
                        self.state.set(Place::Var(*var), ty);
                    }
                    return ty;
                }
                ty
            }
            Kind::Fresh { vars, copy } => {
                for &var in vars {
                    if !copy {
                        self.write(var, Type::of(Kinds::EMPTY));
                    }
                }
                Type::of(Kinds::EMPTY)
            }
            Kind::Binding(..) => self.binding(id),
            Kind::Unbound(_) => self.die(id),
            Kind::Op(op, operands) => self.operator(id, *op, operands),
            Kind::Concat(parts) => {
                for &part in parts {
                    self.expr(part);
                }
                Type::of(if self.ruby() { Kinds::TEXT } else { Kinds::TEXTS })
            }
            Kind::Logic(..) | Kind::If(..) => {
                let (ty, fails) = self.split(id);
                let holds = std::mem::replace(&mut self.state, fails);
                self.merge(&holds);
                ty
            }
            Kind::Seq(list) => {
                let mut ty = Type::of(Kinds::EMPTY);
                for &part in list {
                    ty = self.expr(part);
                }
                ty
            }
            Kind::Loop(label, body) => self.repeat(*label, *body),
            Kind::Block(label, body) => self.block(*label, *body),
            Kind::Break(label, value) => self.leave(Some(*label), *value),
            Kind::Continue(label) => self.turn(*label),
            Kind::Return(value) => self.leave(None, *value),
            Kind::BreakCall(value) => self.break_call(*value),
            Kind::ReturnMethod(value) => self.return_method(*value),
            Kind::Throw(value) => {
                self.expr(*value);
                self.die(id)
            }
            Kind::Try { body, catch, finally } => self.guarded(*body, *catch, *finally),
            Kind::Call { callee, args } => self.call(id, *callee, args),
            Kind::CallMethod {
                receiver,
                name,
                args,
                block,
            } => {
                if self.ruby() {
                    self.send(id, *receiver, *name, args, *block)
                } else {
                    self.call_member(id, *receiver, *name, args)
                }
            }
            Kind::CallIndex { receiver, key, args } => {
                self.expr(*receiver);
                self.expr(*key);
                self.passed(args);
                self.unknown(id)
            }
            Kind::CallKernel { name, args, block, .. } => self.kernel(id, *name, args, *block),
            Kind::CallDefined { var, args, block } => self.call_defined(id, *var, args, *block),
            Kind::Yield(args) => self.yielded(id, args),
            Kind::New { callee, args } => self.construct(id, *callee, args),
            Kind::Closure(func) => {
                self.made[func.0 as usize] = true;
                Type::known(Known::Function(*func))
            }
            Kind::This => {
                self.fault(id);
                Type::ANY
            }
            Kind::Member(object, name) => {
                let ty = self.expr(*object);
                self.member(id, *object, ty, *name)
            }
            Kind::SetMember(object, _, value) => {
                self.expr(*object);
                let ty = self.expr(*value);
                self.throw(id);
                self.fault(id);
                ty
            }
            Kind::Array(items) => self.list(items),
            Kind::Object(entries) | Kind::Hash(entries) => self.map(id, entries),
            Kind::Regex { .. } => Type::of(Kinds::REGEX),
        }
    }

    /// Whether the type of a variable at this point is that of the one instance that code here uses.
    pub(super) fn tracked(&self, var: VarId) -> bool {
        let owner = self.hir.var(var).func;
        let Some(frame) = self.frames.last() else { return false };
        frame.func == owner
            || frame.around.contains(&owner)
            || (self.once.contains(&owner) && !self.fresh[var.0 as usize])
    }

    pub(super) fn read(&self, var: VarId) -> Type {
        if self.tracked(var) {
            let ty = self.state.get(Place::Var(var));
            match ty.slot {
                // What was learnt of the binding since holds of its copy as well.
                Some(slot) => ty.only(self.state.get(Place::Slot(slot as usize)).kinds),
                None => ty,
            }
        } else {
            self.anywhere[var.0 as usize]
        }
    }

    pub(super) fn write(&mut self, var: VarId, ty: Type) {
        if self.state.dead {
            return;
        }
        let place = Place::Var(var);
        let ty = if self.tracked(var) {
            ty
        } else {
            self.state.get(place).join(ty)
        };
        self.state.set(place, ty);
    }

    /// Reads a binding with a constant key.
    pub(super) fn binding(&mut self, id: ExprId) -> Type {
        let Some(slot) = self.slots.find(self.hir, self.schema, id) else {
            return Type::ANY;
        };
        let mut ty = self.state.get(Place::Slot(slot));
        if ty.meets(Kinds::NULLISH) && self.slots.get(slot).binding.shape != crate::schema::Shape::ANY {
            ty.absent = Some(id);
        }
        ty.slot = u32::try_from(slot).ok();
        ty
    }

    /// Joins another way into the state.
    pub(super) fn merge(&mut self, other: &crate::types::state::State) {
        self.step(1 + self.state.vars.len() / 16);
        let own = std::mem::replace(&mut self.state, other.unreachable());
        self.state = own.join(other);
    }

    /// Walks arguments.
    pub(super) fn passed(&mut self, args: &[Arg]) -> Passed {
        let mut passed = Passed::default();
        for arg in args {
            let ty = self.expr(arg.expr());
            match arg {
                Arg::One(expr) => {
                    passed.types.push(ty);
                    passed.exprs.push(*expr);
                }
                Arg::Spread(expr) => {
                    self.spread(*expr, ty);
                    passed.open = true;
                }
                Arg::Keywords(_) => passed.open = true,
            }
        }
        passed
    }

    /// What a value gives as several ones: the kinds of its elements.
    fn spread(&mut self, at: ExprId, ty: Type) -> Kinds {
        if self.ruby() {
            let plain = Kinds::LIST | Kinds::NULL | Kinds::PRIMITIVE | Kinds::MAP;
            if !ty.within(plain) {
                self.fault(at);
                self.throw(at);
                return Kinds::ALL;
            }
            let mut kinds = ty.without(Kinds::LIST | Kinds::NULL | Kinds::MAP).kinds;
            if ty.meets(Kinds::LIST) {
                kinds |= ty.items;
            }
            if ty.meets(Kinds::MAP) {
                kinds |= Kinds::LIST;
            }
            return kinds;
        }
        if !ty.within(Kinds::LIST | Kinds::TEXTS) {
            self.throw(at);
            self.fault(at);
            return Kinds::ALL;
        }
        let mut kinds = ty.only(Kinds::LIST).items.without(Kinds::EMPTY);
        if ty.items.meets(Kinds::EMPTY) {
            kinds |= Kinds::UNDEFINED;
        }
        if ty.meets(Kinds::TEXTS) {
            kinds |= Kinds::TEXT;
        }
        kinds
    }

    fn list(&mut self, items: &[Arg]) -> Type {
        let mut kinds = Kinds::NONE;
        for item in items {
            let ty = self.expr(item.expr());
            match item {
                Arg::One(_) => kinds |= ty.kinds,
                Arg::Spread(expr) => kinds |= self.spread(*expr, ty),
                Arg::Keywords(_) => kinds |= Kinds::MAP,
            }
        }
        if kinds.meets(Kinds::EMPTY) {
            kinds |= Kinds::UNDEFINED;
        }
        self.items(Type::list(kinds))
    }

    fn map(&mut self, id: ExprId, entries: &[Entry]) -> Type {
        let mut items = Kinds::NONE;
        for entry in entries {
            match entry {
                Entry::Pair(key, value) => {
                    let key_type = self.expr(*key);
                    if !self.ruby() {
                        self.property_key(id, key_type);
                    } else if !key_type.within(Kinds::PRIMITIVE) {
                        // A key is asked for its hash value.
                        self.fault(id);
                        self.throw(id);
                    }
                    items |= self.expr(*value).kinds;
                }
                Entry::Spread(source) => {
                    self.expr(*source);
                    self.throw(id);
                    self.fault(id);
                    items = Kinds::ALL;
                }
            }
        }
        self.items(Type {
            items,
            ..Type::of(Kinds::MAP)
        })
    }

    /// Walks the operands of an operator.
    pub(super) fn operands(&mut self, operands: &[ExprId]) -> Vec<Type> {
        operands.iter().map(|&operand| self.expr(operand)).collect()
    }

    fn operator(&mut self, id: ExprId, op: Op, operands: &[ExprId]) -> Type {
        if matches!(op, Op::JsNot | Op::RbNot) {
            let (ty, fails) = self.split(id);
            let holds = std::mem::replace(&mut self.state, fails);
            self.merge(&holds);
            return ty;
        }
        let types = self.operands(operands);
        if self.state.dead {
            return Type::NEVER;
        }
        if self.ruby() {
            self.ruby_operator(id, op, &types)
        } else {
            self.javascript_operator(id, op, operands, &types)
        }
    }
}
