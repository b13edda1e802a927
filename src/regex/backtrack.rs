//! Backtracking that never visits a state twice at one position.
//!
//! The same answers as the lock-step simulation, faster where states × length is small: one bit for each pair remembers
//! that following it has failed. The bits stay valid when the search moves to a later start, since what follows from a
//! state does not depend on where the match began.

use super::program::{Context, Inst, Program};
use super::scratch::{Frame, NONE, Scratch, StepLimit, Steps};
use super::text::Input;

/// The number of bits up to which this engine is used. Clearing them costs time for every match.
const BITS: usize = 1 << 15;

/// Whether this engine takes a search over so many units of text.
pub(super) fn takes(program: &Program, length: usize) -> bool {
    program.watched.is_empty() && program.state_count.saturating_mul(length + 1) <= BITS
}

/// Finds the first match that begins at `start` or, unless `anchored`, behind it.
pub(super) fn find<I: Input>(
    program: &Program,
    input: I,
    start: usize,
    anchored: bool,
    scratch: &mut Scratch,
    steps: &mut Steps,
) -> Result<bool, StepLimit> {
    let words = (program.state_count * (input.len() - start + 1)).div_ceil(64);
    scratch.tried.clear();
    scratch.tried.resize(words, 0);
    steps.charge(words as u64 / 16)?;
    let mut at = start;
    loop {
        if !anchored {
            let candidate = program.candidate(input, at);
            steps.charge((candidate.unwrap_or(input.len()) - at) as u64)?;
            let Some(candidate) = candidate else {
                return Ok(false);
            };
            at = candidate;
        }
        if matches_at(program, input, start, at, scratch, steps)? {
            return Ok(true);
        }
        match input.next_start(at) {
            Some(next) if !anchored => at = next,
            _ => return Ok(false),
        }
    }
}

fn matches_at<I: Input>(
    program: &Program,
    input: I,
    start: usize,
    at: usize,
    scratch: &mut Scratch,
    steps: &mut Steps,
) -> Result<bool, StepLimit> {
    scratch.work.clear();
    scratch.work.resize(program.slot_count, NONE);
    scratch.stack.clear();
    // Texts are shorter than 2^32 units: the caller checks.
    scratch.stack.push(Frame::Explore {
        pc: 0,
        context: Context::default(),
        at: at as u32,
    });
    while let Some(frame) = scratch.stack.pop() {
        let (mut pc, mut context, mut at) = match frame {
            Frame::Restore { slot, value } => {
                scratch.work[slot as usize] = value;
                continue;
            }
            Frame::Explore { pc, context, at } => (pc, context, at as usize),
        };
        loop {
            let bit = (at - start) * program.state_count + program.state(pc as usize, context);
            let mask = 1 << (bit % 64);
            if scratch.tried[bit / 64] & mask != 0 {
                break;
            }
            scratch.tried[bit / 64] |= mask;
            steps.charge(1)?;
            match program.insts[pc as usize] {
                inst @ (Inst::Char(_) | Inst::Class(_)) => match input.after(at) {
                    Some((code, behind)) if program.consumes(inst, code) => {
                        context = program.after_character(pc as usize);
                        at = behind;
                        pc += 1;
                    }
                    _ => break,
                },
                Inst::Match => {
                    scratch.slots.clear();
                    scratch.slots.extend_from_slice(&scratch.work);
                    return Ok(true);
                }
                Inst::Jump(target) => pc = target,
                Inst::Split(first, second) => {
                    scratch.stack.push(Frame::Explore {
                        pc: second,
                        context,
                        at: at as u32,
                    });
                    pc = first;
                }
                Inst::Assert(assertion) => {
                    if !program.holds(assertion, input, at) {
                        break;
                    }
                    pc += 1;
                }
                Inst::Save(slot) => {
                    scratch.save(slot, at as u32);
                    pc += 1;
                }
                Inst::Clear(first, last) => {
                    steps.charge(u64::from(last - first) / 8)?;
                    (first..=last).for_each(|slot| scratch.save(slot, NONE));
                    pc += 1;
                }
                // Programs with watched groups are left to the other engine.
                Inst::Open(_) => pc += 1,
                Inst::Progress { level, otherwise } => match context.end_iteration(level, pc, otherwise) {
                    Some(next) => pc = next,
                    None => break,
                },
            }
        }
    }
    Ok(false)
}
