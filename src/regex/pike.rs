//! Lock-step simulation: all threads move through the text together.
//!
//! Input: a program, a text and a start. Output: whether there is a match, with its slots in the scratch. At each
//! position every state is visited at most once, so the time is at most states × length, whatever the pattern; the
//! memory does not depend on the text. Threads are kept in the order in which a backtracking engine would try them, so
//! the first to reach the end is the match that it would find.

use super::program::{Context, Held, Inst, Program};
use super::scratch::{Frame, NONE, Scratch, StepLimit, Steps};
use super::text::Input;

/// Finds the first match that begins at `start` or, unless `anchored`, behind it.
pub(super) fn find<I: Input>(
    program: &Program,
    input: I,
    start: usize,
    anchored: bool,
    scratch: &mut Scratch,
    steps: &mut Steps,
) -> Result<bool, StepLimit> {
    if scratch.visited.len() < program.state_count {
        scratch.visited.resize(program.state_count, 0);
    }
    scratch.current.clear();
    scratch.next.clear();
    scratch.begin_round();
    let mut at = start;
    let mut matched = false;
    loop {
        if scratch.current.pcs.is_empty() {
            if matched || anchored && at > start {
                return Ok(matched);
            }
            if !anchored {
                let candidate = program.candidate(input, at);
                steps.charge((candidate.unwrap_or(input.len()) - at) as u64)?;
                let Some(candidate) = candidate else {
                    return Ok(false);
                };
                at = candidate;
                scratch.begin_round();
            }
        }
        if !matched && (!anchored || at == start) {
            scratch.work.clear();
            scratch.work.resize(program.slot_count, NONE);
            // A later start has the lowest priority: its threads go behind those that are there.
            std::mem::swap(&mut scratch.current, &mut scratch.next);
            follow(program, input, at, (0, Context::default()), scratch, steps)?;
            std::mem::swap(&mut scratch.current, &mut scratch.next);
        }
        let character = input.after(at);
        scratch.begin_round();
        let current = std::mem::take(&mut scratch.current);
        for (index, &pc) in current.pcs.iter().enumerate() {
            let slots = &current.slots[index * program.slot_count..][..program.slot_count];
            let inst = program.insts[pc as usize];
            if inst == Inst::Match {
                scratch.slots.clear();
                scratch.slots.extend_from_slice(slots);
                matched = true;
                break;
            }
            if let Some((code, behind)) = character
                && program.consumes(inst, code)
            {
                scratch.work.clear();
                scratch.work.extend_from_slice(slots);
                let context = program.after_character(pc as usize);
                follow(program, input, behind, (pc + 1, context), scratch, steps)?;
            }
        }
        scratch.current = current;
        scratch.current.clear();
        std::mem::swap(&mut scratch.current, &mut scratch.next);
        let Some((_, behind)) = character else {
            return Ok(matched);
        };
        if !matched && !anchored && program.first.is_none() && input.next_start(at) != Some(behind) {
            matched = empty_match(program, input, at + 1, scratch, steps)?;
        }
        at = behind;
    }
}

/// Tries a match that begins at a position where no character begins, behind the threads that are there already.
fn empty_match<I: Input>(
    program: &Program,
    input: I,
    at: usize,
    scratch: &mut Scratch,
    steps: &mut Steps,
) -> Result<bool, StepLimit> {
    scratch.begin_round();
    scratch.work.clear();
    scratch.work.resize(program.slot_count, NONE);
    follow(program, input, at, (0, Context::default()), scratch, steps)?;
    let found = scratch
        .next
        .pcs
        .iter()
        .position(|&pc| program.insts[pc as usize] == Inst::Match);
    if let Some(index) = found {
        scratch.slots.clear();
        scratch
            .slots
            .extend_from_slice(&scratch.next.slots[index * program.slot_count..][..program.slot_count]);
    }
    scratch.next.clear();
    scratch.begin_round();
    Ok(found.is_some())
}

/// Follows a thread to the instructions that consume a character or end the match, and adds those to the next threads.
fn follow<I: Input>(
    program: &Program,
    input: I,
    at: usize,
    (pc, context): (u32, Context),
    scratch: &mut Scratch,
    steps: &mut Steps,
) -> Result<(), StepLimit> {
    // Texts are shorter than 2^32 units: the caller checks.
    let position = at as u32;
    scratch.stack.clear();
    scratch.stack.push(Frame::Explore {
        pc,
        context,
        at: position,
    });
    while let Some(frame) = scratch.stack.pop() {
        let (mut pc, mut context) = match frame {
            Frame::Restore { slot, value } => {
                scratch.work[slot as usize] = value;
                continue;
            }
            Frame::Explore { pc, context, .. } => (pc, context),
        };
        loop {
            let first = if program.watched.is_empty() {
                scratch.visit(program.state(pc as usize, context))
            } else {
                steps.charge(program.watched.len() as u64)?;
                let state = program.watched_state(pc as usize, context, &scratch.work, position);
                scratch.seen.insert((pc, state))
            };
            if !first {
                break;
            }
            steps.charge(1)?;
            match program.insts[pc as usize] {
                Inst::Char(_) | Inst::Class(_) | Inst::Match => {
                    steps.charge(program.slot_count as u64 / 8)?;
                    scratch.next.pcs.push(pc);
                    scratch.next.slots.extend_from_slice(&scratch.work);
                    break;
                }
                Inst::Jump(target) => pc = target,
                Inst::Split(first, second) => {
                    scratch.stack.push(Frame::Explore {
                        pc: second,
                        context,
                        at: position,
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
                    scratch.save(slot, position);
                    pc += 1;
                }
                Inst::Clear(first, last) => {
                    steps.charge(u64::from(last - first) / 8)?;
                    (first..=last).for_each(|slot| scratch.save(slot, NONE));
                    pc += 1;
                }
                Inst::Open(group) => {
                    let held = Held::of(&scratch.work, group, position);
                    context.open_group(program.depths[pc as usize], held);
                    pc += 1;
                }
                Inst::Progress { level, otherwise } => match context.end_iteration(level, pc, otherwise) {
                    Some(next) => pc = next,
                    None => break,
                },
            }
        }
    }
    Ok(())
}
