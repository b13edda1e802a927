//! Runs questions over rows in batches: each question has a mask of the rows that reach it.
//!
//! A chain of questions that all lead to one place, and of which none can leave, is asked in the order in which it costs
//! least: what decides most rows for the least comes first. That is right because asking changes nothing.

use std::ops::Range;

use super::Table;
use super::question::{LEAVE, NO, Question, YES};
use crate::bytecode::operand::{Subject, Target};
use crate::bytecode::tests::{Acts, TestInstr};
use crate::ir::graph::{Act, Answer, Kind, Kinds};
use crate::vm::decision::Residual;

/// Rows of a batch: their masks stay in the nearest cache.
const BATCH: usize = 4_096;

/// A batch of which fewer than one row in this many reach a question is asked row by row.
const SPARSE: usize = 16;

/// What rows came to, by their numbers, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    /// Those that pass.
    pub rows: Vec<u32>,
    /// Those that the general code decides.
    pub left: Vec<u32>,
}

/// A column that rules ask about and that a table does not have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The section of the binding.
    pub section: String,
    /// Its key.
    pub key: String,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the rules ask about {} {:?}, which is no column",
            self.section, self.key
        )
    }
}

impl std::error::Error for Missing {}

/// Where rows go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Node(usize),
    Pass,
    Fail,
    Leave,
}

#[derive(Debug)]
struct Node<'t> {
    question: Question<'t>,
    yes: To,
    no: To,
    /// The part of rows that it says yes to, where that is known from the distinct values.
    share: f64,
}

impl Node<'_> {
    /// Where it goes on that does not lead out of its chain.
    fn on(&self, out: To) -> To {
        if self.yes == out { self.no } else { self.yes }
    }
}

/// Rules prepared for the rows of one table.
#[derive(Debug)]
pub struct Filter<'t> {
    /// Ways lead to later ones.
    nodes: Vec<Node<'t>>,
    root: To,
}

impl Table {
    /// Prepares rules for these rows: a row passes where any of them says yes, asked in order; one that leaves ends it.
    /// With `flags`, a rule that gives something else than true or false leaves.
    ///
    /// # Errors
    /// [`Missing`] where a rule asks about what is no column.
    pub fn filter<'t, R>(&'t self, rules: R, flags: bool) -> Result<Filter<'t>, Missing>
    where
        R: IntoIterator<Item = &'t Residual, IntoIter: DoubleEndedIterator>,
    {
        let mut nodes = Vec::new();
        let mut next = To::Fail;
        // From the last rule to the first, each built behind what it goes on with; the order is turned round at the end.
        for rule in rules.into_iter().rev() {
            next = self.rule(rule, flags, next, &mut nodes)?;
        }
        nodes.reverse();
        let last = nodes.len().wrapping_sub(1);
        let turn = |to: To| match to {
            To::Node(number) => To::Node(last.wrapping_sub(number)),
            end => end,
        };
        for node in &mut nodes {
            (node.yes, node.no) = (turn(node.yes), turn(node.no));
        }
        let mut filter = Filter {
            nodes,
            root: turn(next),
        };
        filter.order();
        Ok(filter)
    }

    /// Adds the questions of a rule, each behind those that it leads to; gives where it starts.
    fn rule<'t>(&'t self, rule: &'t Residual, flags: bool, next: To, nodes: &mut Vec<Node<'t>>) -> Result<To, Missing> {
        let code = rule.code();
        let mut columns = Vec::new();
        for (section, key) in code.subjects() {
            let missing = || Missing {
                section: section.to_owned(),
                key: key.to_owned(),
            };
            columns.push(Some(self.column(section, key).ok_or_else(missing)?));
        }
        let mut add = |instr: TestInstr, yes: To, no: To| {
            let question = Question::new(instr, code, self, &columns);
            match question {
                Question::Always(YES) => return yes,
                Question::Always(NO) => return no,
                Question::Always(_) => return To::Leave,
                _ => {}
            }
            let column = instr
                .subject()
                .and_then(|subject| *columns.get(usize::from(subject.0))?);
            let share = self.share(&question, column);
            nodes.push(Node {
                question,
                yes,
                no,
                share,
            });
            To::Node(nodes.len() - 1)
        };
        let mut places = vec![To::Leave; code.tests.code.len()];
        for (at, instr) in code.tests.code.iter().enumerate().rev() {
            let place = |at: usize| places.get(at).copied().unwrap_or(To::Leave);
            let mut instr = *instr;
            places[at] = match instr {
                TestInstr::Answer { answer } => match answer {
                    Answer::Truthy | Answer::Falsy if flags => To::Leave,
                    answer if answer.holds() => To::Pass,
                    _ => next,
                },
                TestInstr::Leave {} => To::Leave,
                TestInstr::Jump { target } => place(target.0 as usize),
                _ => {
                    let target = instr.target_mut().map(|target| std::mem::replace(target, Target(0)));
                    let jump = target.map_or(To::Leave, |target| place(target.0 as usize));
                    match instr.acts_mut().is_some_and(|acts| std::mem::take(&mut acts.inverted)) {
                        true => add(instr, place(at + 1), jump),
                        false => add(instr, jump, place(at + 1)),
                    }
                }
            };
        }
        let mut root = places.first().copied().unwrap_or(To::Leave);
        for &subject in code.tests.absent.iter().rev() {
            let kinds = Kinds::all(Act::Leave).with(&[Kind::Absent], Act::Yes);
            let (subject, target) = (Subject(subject), Target(0));
            let acts = Acts { kinds, inverted: false };
            root = add(TestInstr::Kind { subject, acts, target }, root, To::Leave);
        }
        Ok(root)
    }

    /// The part of rows that a question says yes to; a guess where the distinct values do not tell.
    fn share(&self, question: &Question<'_>, column: Option<usize>) -> f64 {
        let (Question::Heads(_, marks), Some(column)) = (question, column) else {
            return 0.5;
        };
        let counts = self.columns[column].counts.iter().enumerate();
        let yes = counts.filter(|(entry, _)| marks.of(*entry) == YES);
        let yes: u64 = yes.map(|(_, &count)| u64::from(count)).sum();
        yes as f64 / (self.rows.max(1)) as f64
    }
}

impl Filter<'_> {
    /// Puts the questions of each chain in the order in which they cost least.
    fn order(&mut self) {
        let mut entered = vec![0_u32; self.nodes.len()];
        let ways = self.nodes.iter().flat_map(|node| [node.yes, node.no]);
        for to in ways.chain([self.root]) {
            if let To::Node(number) = to {
                entered[number] += 1;
            }
        }
        let mut start = 0;
        while start < self.nodes.len() {
            let (end, out) = self.chain(start, &entered);
            if end - start > 1 {
                self.sort(start, end, out);
            }
            start = end.max(start + 1);
        }
    }

    /// Where the chain ends that starts with a question: each next one is reached from the one before it alone, and the
    /// other way of each leads to one place, which is given, too.
    fn chain(&self, start: usize, entered: &[u32]) -> (usize, To) {
        let node = &self.nodes[start];
        let next = To::Node(start + 1);
        let out = if node.yes == next { node.no } else { node.yes };
        let mut end = start;
        while let Some(node) = self.nodes.get(end) {
            let alone = end == start || entered.get(end) == Some(&1);
            if !alone || node.question.may_leave() || (node.yes == out) == (node.no == out) {
                break;
            }
            end += 1;
            if node.on(out) != To::Node(end) {
                break;
            }
        }
        (end, out)
    }

    fn sort(&mut self, start: usize, end: usize, out: To) {
        let chain = &mut self.nodes[start..end];
        let Some(last) = chain.last().map(|node| node.on(out)) else {
            return;
        };
        // What a question costs for each row that it decides.
        let price = |node: &Node<'_>| {
            let decided = if node.yes == out { node.share } else { 1.0 - node.share };
            node.question.cost() / decided.max(1e-9)
        };
        chain.sort_by(|a, b| price(a).total_cmp(&price(b)));
        for (number, node) in (start + 1..).zip(chain) {
            let next = if number == end { last } else { To::Node(number) };
            if node.yes == out {
                node.no = next;
            } else {
                node.yes = next;
            }
        }
    }

    /// Adds the rows of a range to `chosen`.
    pub fn run(&self, rows: Range<usize>, chosen: &mut Chosen) {
        let mut masks = Masks {
            into: vec![vec![0; BATCH]; self.nodes.len()],
            reached: vec![false; self.nodes.len()],
            pass: vec![0; BATCH],
            left: vec![0; BATCH],
            said: vec![0; BATCH],
        };
        let all = vec![1; BATCH];
        let mut start = rows.start;
        while start < rows.end {
            let len = BATCH.min(rows.end - start);
            masks.pass[..len].fill(0);
            masks.left[..len].fill(0);
            masks.said[..len].fill(YES);
            masks.reached.fill(false);
            masks.send(self.root, len, &all, YES);
            self.batch(start, len, &mut masks);
            collect(&masks.pass[..len], start, &mut chosen.rows);
            collect(&masks.left[..len], start, &mut chosen.left);
            start += len;
        }
    }

    fn batch(&self, start: usize, len: usize, masks: &mut Masks) {
        for (number, node) in self.nodes.iter().enumerate() {
            if !masks.reached[number] {
                continue;
            }
            let mask = std::mem::take(&mut masks.into[number]);
            // Parts are so short that their sums fit.
            let parts = mask[..len].chunks(128);
            let count: usize = parts.map(|rows| usize::from(rows.iter().sum::<u8>())).sum();
            if count > 0 {
                if count * SPARSE < len {
                    each(&mask[..len], |at| masks.said[at] = node.question.row(start + at));
                } else {
                    node.question.all(start, &mut masks.said[..len]);
                }
                masks.send(node.yes, len, &mask, YES);
                masks.send(node.no, len, &mask, NO);
                if node.question.may_leave() {
                    masks.send(To::Leave, len, &mask, LEAVE);
                }
            }
            masks.into[number] = mask;
        }
    }
}

/// For each row of a batch one byte.
struct Masks {
    /// The rows that reach each question.
    into: Vec<Vec<u8>>,
    reached: Vec<bool>,
    pass: Vec<u8>,
    left: Vec<u8>,
    /// What the present question says of each row; of rows that do not reach it, anything.
    said: Vec<u8>,
}

impl Masks {
    /// Sends those rows of a mask to a place of which `wanted` was said.
    fn send(&mut self, to: To, len: usize, from: &[u8], wanted: u8) {
        let mut first = false;
        let mask = match to {
            To::Fail => return,
            To::Pass => &mut self.pass,
            To::Leave => &mut self.left,
            To::Node(number) => {
                first = !std::mem::replace(&mut self.reached[number], true);
                &mut self.into[number]
            }
        };
        let rows = mask[..len].iter_mut().zip(&from[..len]).zip(&self.said[..len]);
        if first {
            for ((mask, &from), &said) in rows {
                *mask = from & u8::from(said == wanted);
            }
        } else {
            for ((mask, &from), &said) in rows {
                *mask |= from & u8::from(said == wanted);
            }
        }
    }
}

/// Calls for each marked row.
fn each(mask: &[u8], mut call: impl FnMut(usize)) {
    for (number, rows) in mask.chunks(8).enumerate() {
        let any = <[u8; 8]>::try_from(rows).map_or(1, u64::from_le_bytes);
        if any == 0 {
            continue;
        }
        for (at, &row) in rows.iter().enumerate() {
            if row != 0 {
                call(number * 8 + at);
            }
        }
    }
}

/// Adds the numbers of marked rows; a table has fewer than 2³².
fn collect(mask: &[u8], start: usize, out: &mut Vec<u32>) {
    each(mask, |at| out.push((start + at) as u32));
}
