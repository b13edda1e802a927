//! Computed numbers: the time of the request, dates that are bound, and what a rule computes of them.

use super::explore::Flow;
use super::state::{State, Sym};
use super::{Cond, Specialiser};
use crate::hir::Const;
use crate::ir::Reg;
use crate::ir::graph::calc::{Binary, Calc, CalcId, Field, Unary, are_bounded};
use crate::ir::graph::{Act, At, Kind, Kinds, Pred, Relation, Subject, SubjectId};
use crate::op::Op;
use crate::value::Global;

/// Whole numbers below this have one floating-point number each, so that Ruby's integers can be computed with those.
const EXACT: i64 = 1 << 53;

impl Specialiser<'_> {
    /// The number of a computation, which is added where it is new; none where there are too many.
    pub(super) fn calc(&mut self, calc: Calc) -> Option<CalcId> {
        let found = self.calcs.iter().position(|known| *known == calc);
        let index = match found {
            Some(index) => index,
            None => {
                self.calcs.push(calc);
                if !are_bounded(&self.calcs) {
                    self.calcs.pop();
                    return None;
                }
                self.calcs.len() - 1
            }
        };
        u16::try_from(index).ok().map(CalcId)
    }

    /// The computed number that a value is, converted to one where it is a date.
    fn number(&mut self, value: &Sym) -> Option<CalcId> {
        match value {
            Sym::Number(calc) | Sym::Date(calc) => Some(*calc),
            Sym::Const(exact) => {
                let number = number_of(exact.0)?;
                self.calc(Calc::Number(number.to_bits()))
            }
            _ => None,
        }
    }

    /// How a computed number compares with a constant.
    pub(super) fn compare_calc(&mut self, calc: CalcId, relation: Relation, number: f64) -> Option<Cond> {
        let subject = self.subject(Subject::Computed(calc))?;
        let kinds = Kinds::all(Act::Leave).with(&[Kind::Number], Act::Test);
        // No two numbers but the zeros are equal with different bits, and those compare alike.
        Some(Cond::test(
            subject,
            Pred::Order(relation, (number + 0.0).to_bits()),
            kinds,
        ))
    }

    /// Computes a number for the sake of what may leave; goes on with any.
    fn must_compute(&mut self, calc: CalcId) -> Option<Cond> {
        let cond = self.compare_calc(calc, Relation::Equal, 0.0)?;
        Some(cond.with_ends(|_| At::YES))
    }

    /// How two numbers compare of which one at least is computed; none where neither is.
    pub(super) fn order_of_numbers(&mut self, a: &Sym, b: &Sym, relation: Relation) -> Option<Cond> {
        let computed = |value: &Sym| matches!(value, Sym::Number(_) | Sym::Date(_));
        if !computed(a) && !computed(b) {
            return None;
        }
        let (one, other) = (self.number(a)?, self.number(b)?);
        if let Calc::Number(bits) = self.calcs[usize::from(other.0)] {
            return self.compare_calc(one, relation, f64::from_bits(bits));
        }
        let both = self.calc(Calc::Compare(relation, one, other))?;
        self.compare_calc(both, Relation::Equal, 1.0)
    }

    /// Whether two numbers are equal, where neither is a date, which is an object.
    pub(super) fn equal_numbers(&mut self, a: &Sym, b: &Sym) -> Option<Cond> {
        if matches!(a, Sym::Date(_)) || matches!(b, Sym::Date(_)) {
            return None;
        }
        self.order_of_numbers(a, b, Relation::Equal)
    }

    /// Whether a computed number is neither zero nor NaN.
    pub(super) fn truth_of_number(&mut self, calc: CalcId) -> Option<Cond> {
        let above = self.compare_calc(calc, Relation::Greater, 0.0)?;
        Some(above.or(&self.compare_calc(calc, Relation::Less, 0.0)?))
    }

    /// An operator over numbers that gives one; none where it is no such thing.
    pub(super) fn arithmetic(&mut self, op: Op, operands: &[Sym]) -> Option<Sym> {
        let is_computed = |value: &&Sym| matches!(value, Sym::Number(_) | Sym::Date(_));
        operands.iter().find(is_computed)?;
        let calc = match (op, operands) {
            (Op::JsToNumeric | Op::JsToNumber, [value]) => return self.number(value).map(Sym::Number),
            (Op::JsNeg, [value]) => Calc::Unary(Unary::Negate, self.number(value)?),
            (_, [a, b]) => {
                let function = match op {
                    // A date becomes a text here.
                    Op::JsAdd if !matches!(a, Sym::Date(_)) && !matches!(b, Sym::Date(_)) => Binary::Add,
                    Op::JsSub => Binary::Subtract,
                    Op::JsMul => Binary::Multiply,
                    Op::JsDiv => Binary::Divide,
                    Op::JsMod => Binary::Remainder,
                    _ => return None,
                };
                Calc::Binary(function, self.number(a)?, self.number(b)?)
            }
            _ => return None,
        };
        self.calc(calc).map(Sym::Number)
    }

    /// Ruby `a + b`, `a - b`, `a * b` of a part of the clock and a small integer, which stay exact.
    pub(super) fn ruby_arithmetic(&mut self, receiver: &Sym, name: &str, value: &Sym) -> Option<Sym> {
        let function = match name {
            "+" => Binary::Add,
            "-" => Binary::Subtract,
            "*" => Binary::Multiply,
            _ => return None,
        };
        let small = |value: &Sym, calcs: &[Calc]| match value {
            Sym::Number(calc) => matches!(calcs[usize::from(calc.0)], Calc::Field(..)),
            Sym::Const(exact) => matches!(exact.0, Const::Int(number) if number.abs() <= 1_000_000),
            _ => false,
        };
        if !small(receiver, &self.calcs) && !is_sum(receiver, &self.calcs) || !small(value, &self.calcs) {
            return None;
        }
        let (a, b) = (self.number(receiver)?, self.number(value)?);
        self.calc(Calc::Binary(function, a, b)).map(Sym::Number)
    }

    /// JavaScript `new Date(…)`.
    pub(super) fn new_date(&mut self, state: &mut State, dst: Reg, args: &[Sym]) -> Flow {
        match self.time_value(args) {
            Some(calc) => self.give(state, dst, Sym::Date(calc), calc),
            None => Flow::Leave,
        }
    }

    fn time_value(&mut self, args: &[Sym]) -> Option<CalcId> {
        let calc = match args {
            [] => Calc::Clip(self.calc(Calc::Now)?),
            [Sym::Date(calc)] => return Some(*calc),
            [Sym::Subject(subject)] if !self.is_element(*subject) => Calc::Date(*subject),
            [Sym::First(list)] => Calc::FirstDate(*list),
            [value] => match value.as_text() {
                Some(text) => {
                    self.text(text)?;
                    Calc::TextDate(text)
                }
                None => Calc::Clip(self.number(value)?),
            },
            _ => return None,
        };
        self.calc(calc)
    }

    /// Fills a register with what was computed, and leaves where it cannot be computed.
    fn give(&mut self, state: &mut State, dst: Reg, value: Sym, calc: CalcId) -> Flow {
        state.set(dst, value);
        if !self.calcs[usize::from(calc.0)].may_leave() {
            return Flow::On;
        }
        match self.must_compute(calc) {
            Some(cond) => Flow::Guard(cond),
            None => Flow::Leave,
        }
    }

    /// A method of a JavaScript date, or a function of `Date` or `Math`.
    pub(super) fn number_method(
        &mut self,
        state: &mut State,
        dst: Reg,
        receiver: &Sym,
        name: &str,
        args: &[Sym],
    ) -> Flow {
        let made = match (receiver, args) {
            (Sym::Date(calc), []) => self.part(*calc, name),
            (Sym::Const(exact), args) => match (exact.0, name, args) {
                (Const::Global(Global::JsDate), "now", []) => self.calc(Calc::Now).map(|calc| (calc, calc)),
                (Const::Global(Global::JsMath), name, [value @ Sym::Number(_)]) => self.rounded(name, value),
                _ => None,
            },
            _ => None,
        };
        match made {
            Some((number, guard)) => self.give(state, dst, Sym::Number(number), guard),
            None => Flow::Leave,
        }
    }

    /// The number that a method without arguments gives of a date, and what must be computed for it.
    fn part(&mut self, time: CalcId, name: &str) -> Option<(CalcId, CalcId)> {
        if matches!(name, "getTime" | "valueOf") {
            return Some((time, time));
        }
        let (utc, part) = match name.strip_prefix("getUTC") {
            Some(part) => (true, part),
            None => (false, name.strip_prefix("get")?),
        };
        let field = match part {
            "FullYear" => Field::Year,
            "Month" => Field::Month,
            "Date" => Field::Date,
            "Day" => Field::Day,
            "Hours" => Field::Hours,
            "Minutes" => Field::Minutes,
            "Seconds" => Field::Seconds,
            "Milliseconds" => Field::Milliseconds,
            _ => return None,
        };
        let reading = if utc { time } else { self.calc(Calc::Local(time))? };
        Some((self.calc(Calc::Field(field, reading))?, reading))
    }

    fn rounded(&mut self, name: &str, value: &Sym) -> Option<(CalcId, CalcId)> {
        let function = match name {
            "floor" => Unary::Floor,
            "ceil" => Unary::Ceil,
            "trunc" => Unary::Trunc,
            "abs" => Unary::Abs,
            _ => return None,
        };
        let value = self.number(value)?;
        let calc = self.calc(Calc::Unary(function, value))?;
        Some((calc, calc))
    }

    /// Ruby `Time.now`.
    pub(super) fn time_now(&mut self, state: &mut State, dst: Reg) -> Flow {
        match self.calc(Calc::RubyNow) {
            Some(calc) => self.give(state, dst, Sym::Time(calc), calc),
            None => Flow::Leave,
        }
    }

    /// A part of a Ruby time, an Integer.
    pub(super) fn time_part(&mut self, reading: CalcId, name: &str) -> Option<Sym> {
        let field = match name {
            "year" => Field::Year,
            "mon" | "month" => Field::Month,
            "day" | "mday" => Field::Date,
            "wday" => Field::Day,
            "hour" => Field::Hours,
            "min" => Field::Minutes,
            "sec" => Field::Seconds,
            _ => return None,
        };
        let calc = self.calc(Calc::Field(field, reading))?;
        if field != Field::Month {
            return Some(Sym::Number(calc));
        }
        let one = self.calc(Calc::Number(1.0_f64.to_bits()))?;
        self.calc(Calc::Binary(Binary::Add, calc, one)).map(Sym::Number)
    }

    /// Ruby `saturday?` and its siblings.
    pub(super) fn is_weekday(&mut self, reading: CalcId, name: &str) -> Option<Cond> {
        const DAYS: [&str; 7] = [
            "sunday?",
            "monday?",
            "tuesday?",
            "wednesday?",
            "thursday?",
            "friday?",
            "saturday?",
        ];
        let day = DAYS.iter().position(|day| *day == name)?;
        let calc = self.calc(Calc::Field(Field::Day, reading))?;
        self.compare_calc(calc, Relation::Equal, day as f64)
    }

    /// Whether a number lies between two constants, the second of which may be left out of the range.
    pub(super) fn between(&mut self, number: &Sym, low: Const, high: Const, exclusive: bool) -> Option<Cond> {
        let Sym::Number(calc) = number else { return None };
        let (low, high) = (number_of(low)?, number_of(high)?);
        let below = if exclusive { Relation::Less } else { Relation::AtMost };
        let above = self.compare_calc(*calc, Relation::AtLeast, low)?;
        Some(above.and(&self.compare_calc(*calc, below, high)?))
    }

    /// The first element of a list of texts, and what must hold for it to be that.
    pub(super) fn first(&mut self, state: &mut State, dst: Reg, list: SubjectId) -> Flow {
        if self.is_element(list) {
            return Flow::Leave;
        }
        state.set(dst, Sym::First(list));
        Flow::Guard(Cond::only(list, &[Kind::List]))
    }
}

/// A constant as a number that computations can use; none of NaN, which compares with nothing.
fn number_of(constant: Const) -> Option<f64> {
    match constant {
        Const::Float(number) => (!number.is_nan()).then_some(number),
        Const::Int(number) => (number.abs() < EXACT).then_some(number as f64),
        _ => None,
    }
}

/// Whether a value is a part of a Ruby clock times, plus or minus a small constant, which no operator makes large.
fn is_sum(value: &Sym, calcs: &[Calc]) -> bool {
    let Sym::Number(calc) = value else { return false };
    let small = |calc: CalcId| match calcs[usize::from(calc.0)] {
        Calc::Field(..) => true,
        Calc::Number(bits) => f64::from_bits(bits).abs() <= 1_000_000.0,
        _ => false,
    };
    match calcs[usize::from(calc.0)] {
        Calc::Binary(_, a, b) => small(a) && small(b),
        _ => false,
    }
}
