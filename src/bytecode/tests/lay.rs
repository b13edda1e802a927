//! Puts questions in an order in which every way leads forwards.
//!
//! Input: where each question goes on; output: instructions. The order is a reverse postorder, in which the no of a question
//! follows it wherever nothing else leads there, so that a chain of alternatives runs straight ahead.

use super::TestInstr;
use crate::bytecode::operand::Target;
use crate::ir::graph::Answer;

/// Where a question goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum At {
    /// At another question.
    Node(usize),
    /// At an answer.
    Answer(Answer),
    /// With the general code.
    Leave,
}

/// Where a question goes on in either case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ways {
    /// After a yes.
    pub yes: At,
    /// After a no.
    pub no: At,
}

/// The code of questions that lead to each other without a circle, from one of them on. `write` gives the instruction of a
/// question, which is neither turned round nor has a target; each is written once, in the order of the code. None where
/// one cannot be written.
pub fn lay(ways: &[Ways], root: At, mut write: impl FnMut(usize) -> Option<TestInstr>) -> Option<Vec<TestInstr>> {
    let order = reverse_postorder(ways, root);
    let mut laid = Laid::default();
    let mut places = vec![0_u32; ways.len()];
    for (position, &number) in order.iter().enumerate() {
        let Ways { yes, no } = ways[number];
        let next = order.get(position + 1).map(|&next| At::Node(next));
        places[number] = laid.here();
        // Where a way ends at once and the other one goes on with the next question, the first is the jump.
        let (inverted, jump, rest) = if Some(no) == next || Some(yes) != next {
            (false, yes, no)
        } else {
            (true, no, yes)
        };
        let mut instr = write(number)?;
        if let Some(acts) = instr.acts_mut() {
            acts.inverted = inverted;
        }
        laid.jumps.push((laid.code.len(), jump));
        laid.code.push(instr);
        if Some(rest) != next {
            laid.go(rest);
        }
    }
    if order.is_empty() {
        laid.go(root);
    }
    // Ends that are jumped to stand behind everything.
    let mut ends: Vec<(At, u32)> = Vec::new();
    for (instr, at) in std::mem::take(&mut laid.jumps) {
        let place = match at {
            At::Node(number) => places[number],
            end => match ends.iter().find(|(known, _)| *known == end) {
                Some((_, place)) => *place,
                None => {
                    let place = laid.here();
                    laid.go(end);
                    ends.push((end, place));
                    place
                }
            },
        };
        if let Some(target) = laid.code[instr].target_mut() {
            *target = Target(place);
        }
    }
    Some(laid.code)
}

#[derive(Default)]
struct Laid {
    code: Vec<TestInstr>,
    /// Instructions whose target is known at the end.
    jumps: Vec<(usize, At)>,
}

impl Laid {
    fn here(&self) -> u32 {
        // At most two instructions for each question, of which there are few (`specialise` bounds them).
        self.code.len() as u32
    }

    /// Goes on at a place that is not next.
    fn go(&mut self, at: At) {
        let instr = match at {
            At::Node(_) => {
                self.jumps.push((self.code.len(), at));
                TestInstr::Jump { target: Target(0) }
            }
            At::Answer(answer) => TestInstr::Answer { answer },
            At::Leave => TestInstr::Leave {},
        };
        self.code.push(instr);
    }
}

/// Questions in an order in which every way leads forwards and, where it can be, the no comes next.
fn reverse_postorder(ways: &[Ways], root: At) -> Vec<usize> {
    let mut seen = vec![false; ways.len()];
    let mut order = Vec::with_capacity(ways.len());
    let mut stack: Vec<(usize, u8)> = Vec::new();
    let mut visit = |at: At, stack: &mut Vec<(usize, u8)>| {
        if let At::Node(number) = at
            && !std::mem::replace(&mut seen[number], true)
        {
            stack.push((number, 0));
        }
    };
    visit(root, &mut stack);
    while let Some((number, stage)) = stack.last_mut() {
        let Ways { yes, no } = ways[*number];
        *stage += 1;
        match *stage {
            1 => visit(yes, &mut stack),
            2 => visit(no, &mut stack),
            _ => {
                order.push(*number);
                stack.pop();
            }
        }
    }
    order.reverse();
    order
}
