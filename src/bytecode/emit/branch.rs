//! The ends of blocks as jumps: forward, to the next block none at all.

use super::{At, Emitter, Number};
use crate::bytecode::Instr;
use crate::ir::{Block, BlockId, Term, Test};
use crate::source::{Dialect, Span};

impl Emitter<'_> {
    /// Writes the end of a block, behind which the block `next` stands.
    pub(super) fn term(&mut self, block: &Block, next: BlockId) {
        let (term, span) = &block.term;
        let span = *span;
        let instr = match term {
            Term::Jump(to) => {
                if *to != next {
                    self.jump(Instr::Jump { target: At(to.0) }, span);
                }
                return;
            }
            Term::Branch(test, yes, no) => {
                if *yes == next {
                    self.test(test, false, *no, span);
                } else {
                    self.test(test, true, *yes, span);
                    if *no != next {
                        self.jump(Instr::Jump { target: At(no.0) }, span);
                    }
                }
                return;
            }
            Term::Return(value) => Instr::Return {
                value: self.reg(*value),
            },
            Term::Throw(value) => Instr::Throw {
                value: self.reg(*value),
            },
            Term::Resume(pending) => Instr::Resume {
                pending: self.reg(*pending),
            },
            Term::BreakCall(value) => Instr::BreakCall {
                value: self.reg(*value),
            },
            Term::ReturnMethod(value) => Instr::ReturnMethod {
                value: self.reg(*value),
            },
        };
        self.push(instr, span);
    }

    /// A jump to `to` if the test's answer is `sense`.
    fn test(&mut self, test: &Test, sense: bool, to: BlockId, span: Span) {
        let target = At(to.0);
        let ruby = self.ir.dialect == Dialect::Ruby;
        let instr = match test {
            Test::Truthy(reg) => {
                let test = self.reg(*reg);
                match (ruby, sense) {
                    (false, true) => Instr::JsJumpIf { test, target },
                    (false, false) => Instr::JsJumpUnless { test, target },
                    (true, true) => Instr::RbJumpIf { test, target },
                    (true, false) => Instr::RbJumpUnless { test, target },
                }
            }
            Test::Nullish(reg) => {
                let test = self.reg(*reg);
                if sense {
                    Instr::JumpNullish { test, target }
                } else {
                    Instr::JumpNotNullish { test, target }
                }
            }
            Test::Empty(reg) => {
                let test = self.reg(*reg);
                if sense {
                    Instr::JumpEmpty { test, target }
                } else {
                    Instr::JumpNotEmpty { test, target }
                }
            }
            Test::Op(op, operands) => match **operands {
                [a, b] => {
                    let (op, a, b) = (*op, self.reg(a), self.reg(b));
                    if sense {
                        Instr::JumpOp2 { op, a, b, target }
                    } else {
                        Instr::JumpNotOp2 { op, a, b, target }
                    }
                }
                _ => {
                    let (op, operands) = (*op, self.list(operands));
                    if sense {
                        Instr::JumpOp { op, operands, target }
                    } else {
                        Instr::JumpNotOp { op, operands, target }
                    }
                }
            },
            Test::Is(reg, value) => {
                let (test, number) = (self.reg(*reg), Number(i32::try_from(*value).unwrap_or(i32::MAX)));
                if sense {
                    Instr::JumpIs { test, number, target }
                } else {
                    Instr::JumpIsNot { test, number, target }
                }
            }
        };
        self.jump(instr, span);
    }
}
