//! Operators of both languages, with what is written for them and how tightly they bind.
//!
//! One table serves whoever writes rules: the printer, the formatter, and the lowering of Ruby, where an operator is a
//! method of the same name.

use crate::source::Dialect;

/// Unary operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the operators' own")]
pub enum UnaryOp {
    Plus,
    Minus,
    Not,
    BitNot,
    Typeof,
    Void,
    Delete,
    /// Ruby's `not`, which binds loosely.
    NotWord,
}

/// Binary operators without short-circuit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the operators' own")]
pub enum BinaryOp {
    Add,
    Sub,
    Mul,
    Div,
    Mod,
    Pow,
    BitAnd,
    BitOr,
    BitXor,
    Shl,
    Shr,
    UShr,
    /// `==`: loose in JavaScript, the method in Ruby.
    Eq,
    Ne,
    /// `===`: strict equality in JavaScript, case equality in Ruby.
    EqEqEq,
    NeEqEq,
    Lt,
    Le,
    Gt,
    Ge,
    In,
    InstanceOf,
    /// Ruby's `<=>`.
    Spaceship,
    /// Ruby's `=~`.
    Match,
    /// Ruby's `!~`.
    NotMatch,
}

/// Operators that may skip their right side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the operators' own")]
pub enum LogicalOp {
    And,
    Or,
    Nullish,
    /// Ruby's `and`.
    AndWord,
    /// Ruby's `or`.
    OrWord,
}

/// What an assignment does with the old value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssignOp {
    /// `=`
    Plain,
    /// `+=` and its kin.
    Binary(BinaryOp),
    /// `&&=`, `||=`, `??=`.
    Logical(LogicalOp),
}

impl UnaryOp {
    /// What is written before the operand. Operators that a language does not have are written as in the other.
    pub fn sign(self, dialect: Dialect) -> &'static str {
        match self {
            UnaryOp::Plus => "+",
            UnaryOp::Minus => "-",
            UnaryOp::NotWord if dialect == Dialect::Ruby => "not",
            UnaryOp::Not | UnaryOp::NotWord => "!",
            UnaryOp::BitNot => "~",
            UnaryOp::Typeof => "typeof",
            UnaryOp::Void => "void",
            UnaryOp::Delete => "delete",
        }
    }
}

impl BinaryOp {
    /// What is written between the operands; no two operators that one language has are written alike.
    pub fn sign(self) -> &'static str {
        match self {
            BinaryOp::Add => "+",
            BinaryOp::Sub => "-",
            BinaryOp::Mul => "*",
            BinaryOp::Div => "/",
            BinaryOp::Mod => "%",
            BinaryOp::Pow => "**",
            BinaryOp::BitAnd => "&",
            BinaryOp::BitOr => "|",
            BinaryOp::BitXor => "^",
            BinaryOp::Shl => "<<",
            BinaryOp::Shr => ">>",
            BinaryOp::UShr => ">>>",
            BinaryOp::Eq => "==",
            BinaryOp::Ne => "!=",
            BinaryOp::EqEqEq => "===",
            BinaryOp::NeEqEq => "!==",
            BinaryOp::Lt => "<",
            BinaryOp::Le => "<=",
            BinaryOp::Gt => ">",
            BinaryOp::Ge => ">=",
            BinaryOp::In => "in",
            BinaryOp::InstanceOf => "instanceof",
            BinaryOp::Spaceship => "<=>",
            BinaryOp::Match => "=~",
            BinaryOp::NotMatch => "!~",
        }
    }

    /// How tightly JavaScript's operator binds (ECMA-262 13.6 to 13.12): the larger, the tighter. Operators of one level
    /// associate to the left, but for `**`, which has the highest level for itself.
    pub fn level(self) -> u8 {
        match self {
            BinaryOp::BitOr => 1,
            BinaryOp::BitXor => 2,
            BinaryOp::BitAnd => 3,
            BinaryOp::Eq | BinaryOp::Ne | BinaryOp::EqEqEq | BinaryOp::NeEqEq => 4,
            BinaryOp::Lt | BinaryOp::Le | BinaryOp::Gt | BinaryOp::Ge | BinaryOp::In | BinaryOp::InstanceOf => 5,
            BinaryOp::Shl | BinaryOp::Shr | BinaryOp::UShr => 6,
            BinaryOp::Add | BinaryOp::Sub => 7,
            BinaryOp::Mul | BinaryOp::Div | BinaryOp::Mod => 8,
            // Ruby's own operators do not stand in JavaScript trees.
            BinaryOp::Pow | BinaryOp::Spaceship | BinaryOp::Match | BinaryOp::NotMatch => 9,
        }
    }

    /// Whether it asks a question about its operands, so that its answer is a flag. `<=>` gives a number.
    pub fn is_comparison(self) -> bool {
        matches!(
            self,
            BinaryOp::Eq
                | BinaryOp::Ne
                | BinaryOp::EqEqEq
                | BinaryOp::NeEqEq
                | BinaryOp::Lt
                | BinaryOp::Le
                | BinaryOp::Gt
                | BinaryOp::Ge
                | BinaryOp::In
                | BinaryOp::InstanceOf
                | BinaryOp::Match
                | BinaryOp::NotMatch
        )
    }
}

impl LogicalOp {
    /// What is written between the operands.
    pub fn sign(self) -> &'static str {
        match self {
            LogicalOp::And => "&&",
            LogicalOp::Or => "||",
            LogicalOp::Nullish => "??",
            LogicalOp::AndWord => "and",
            LogicalOp::OrWord => "or",
        }
    }
}
