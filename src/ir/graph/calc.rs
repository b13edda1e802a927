//! Computed numbers: what a rule computes of the time of the request and of dates that are bound.
//!
//! A number is a row of a table and names others only by the rows before it, so that computing it ends. Each row does
//! exactly what the language does, in its order and in its floating point; what the language does not compute, because it
//! throws or the answer is not known here, leaves the question to the general code.

use super::{Relation, SubjectId};
use crate::hir::TextId;

/// Names a computed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CalcId(pub u16);

/// Most computed numbers of a graph, and most steps that computing one of them takes: an operand that is named twice is
/// computed twice.
pub const MOST_CALCS: usize = 64;

/// Whether each of some numbers names only those before it, and none takes too many steps.
pub fn are_bounded(calcs: &[Calc]) -> bool {
    let mut steps: Vec<usize> = Vec::with_capacity(calcs.len());
    calcs.len() <= MOST_CALCS
        && calcs.iter().all(|calc| {
            let mut operands = calc.operands().map(|operand| steps.get(usize::from(operand.0)));
            // There are at most two operands, each of which is small.
            let own = operands.try_fold(1, |sum, steps| Some(sum + steps?));
            let bounded = own.filter(|&steps| steps <= MOST_CALCS);
            steps.extend(bounded);
            bounded.is_some()
        })
}

/// A computed number as an expression; the functions show subjects and texts.
pub fn show(
    calcs: &[Calc],
    id: CalcId,
    subject: &dyn Fn(SubjectId) -> String,
    text: &dyn Fn(TextId) -> String,
) -> String {
    let of = |id| show(calcs, id, subject, text);
    let lower = |name: &dyn std::fmt::Debug| format!("{name:?}").to_lowercase();
    match calcs[usize::from(id.0)] {
        Calc::Number(bits) => format!("{:?}", f64::from_bits(bits)),
        Calc::Now => "now".to_owned(),
        Calc::Clip(a) => format!("clip({})", of(a)),
        Calc::Date(a) => format!("date({})", subject(a)),
        Calc::FirstDate(a) => format!("date({}[0])", subject(a)),
        Calc::TextDate(date) => format!("date({:?})", text(date)),
        Calc::Local(a) => format!("local({})", of(a)),
        Calc::RubyNow => "local(now)".to_owned(),
        Calc::Field(field, a) => format!("{}({})", lower(&field), of(a)),
        Calc::Unary(function, a) => format!("{}({})", lower(&function), of(a)),
        Calc::Binary(function, a, b) => format!("{}({}, {})", lower(&function), of(a), of(b)),
        Calc::Compare(relation, a, b) => format!("{}({}, {})", lower(&relation), of(a), of(b)),
    }
}

/// A part of the reading of a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// JavaScript `getFullYear`, Ruby `year`.
    Year,
    /// JavaScript `getMonth`, from 0.
    Month,
    /// JavaScript `getDate`, Ruby `day`.
    Date,
    /// JavaScript `getDay`, Ruby `wday`, 0 for Sunday.
    Day,
    /// JavaScript `getHours`, Ruby `hour`.
    Hours,
    /// JavaScript `getMinutes`, Ruby `min`.
    Minutes,
    /// JavaScript `getSeconds`, Ruby `sec`.
    Seconds,
    /// JavaScript `getMilliseconds`.
    Milliseconds,
}

/// A function of one number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unary {
    /// `-x`.
    Negate,
    /// `Math.floor`.
    Floor,
    /// `Math.ceil`.
    Ceil,
    /// `Math.trunc`.
    Trunc,
    /// `Math.abs`.
    Abs,
}

/// A function of two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Binary {
    /// `a + b`.
    Add,
    /// `a - b`.
    Subtract,
    /// `a * b`.
    Multiply,
    /// `a / b`.
    Divide,
    /// JavaScript `a % b`.
    Remainder,
}

/// A computed number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Calc {
    /// This number, by its bits.
    Number(u64),
    /// JavaScript `Date.now()`: now, in milliseconds.
    Now,
    /// The time value of a JavaScript date of so many milliseconds (ECMA-262 21.4.1.31).
    Clip(CalcId),
    /// The time value of JavaScript `new Date(value)`.
    Date(SubjectId),
    /// The time value of JavaScript `new Date(list[0])` of a list of texts.
    FirstDate(SubjectId),
    /// The time value of JavaScript `new Date(text)`.
    TextDate(TextId),
    /// The reading of JavaScript's local clock at a time value, in milliseconds.
    Local(CalcId),
    /// The reading of Ruby's local clock now, in milliseconds, whole seconds.
    RubyNow,
    /// A part of a reading; NaN of NaN.
    Field(Field, CalcId),
    /// A function of one number.
    Unary(Unary, CalcId),
    /// A function of two numbers.
    Binary(Binary, CalcId, CalcId),
    /// 1 where two numbers compare so, else 0.
    Compare(Relation, CalcId, CalcId),
}

impl Calc {
    /// The numbers that it is computed of.
    pub fn operands(self) -> impl Iterator<Item = CalcId> {
        let (a, b) = match self {
            Calc::Clip(a) | Calc::Local(a) | Calc::Field(_, a) | Calc::Unary(_, a) => (Some(a), None),
            Calc::Binary(_, a, b) | Calc::Compare(_, a, b) => (Some(a), Some(b)),
            Calc::Number(_) | Calc::Now | Calc::Date(_) | Calc::FirstDate(_) | Calc::TextDate(_) | Calc::RubyNow => {
                (None, None)
            }
        };
        a.into_iter().chain(b)
    }

    /// The subject that it asks for.
    pub fn subject(self) -> Option<SubjectId> {
        match self {
            Calc::Date(subject) | Calc::FirstDate(subject) => Some(subject),
            _ => None,
        }
    }

    /// Whether computing it, its operands aside, may leave to the general code.
    pub fn may_leave(self) -> bool {
        matches!(
            self,
            Calc::Date(_) | Calc::FirstDate(_) | Calc::TextDate(_) | Calc::Local(_) | Calc::RubyNow
        )
    }

    /// The same of other operands and of another subject.
    #[must_use]
    pub fn renumbered(
        self,
        operand: impl Fn(CalcId) -> CalcId,
        mut subject: impl FnMut(SubjectId) -> SubjectId,
    ) -> Self {
        match self {
            Calc::Clip(a) => Calc::Clip(operand(a)),
            Calc::Local(a) => Calc::Local(operand(a)),
            Calc::Field(field, a) => Calc::Field(field, operand(a)),
            Calc::Unary(function, a) => Calc::Unary(function, operand(a)),
            Calc::Binary(function, a, b) => Calc::Binary(function, operand(a), operand(b)),
            Calc::Compare(relation, a, b) => Calc::Compare(relation, operand(a), operand(b)),
            Calc::Date(of) => Calc::Date(subject(of)),
            Calc::FirstDate(of) => Calc::FirstDate(subject(of)),
            other => other,
        }
    }
}
