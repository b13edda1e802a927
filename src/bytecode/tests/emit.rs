//! From a decision graph to decision code: writes each test with the tables that it needs, in the order of
//! [`lay`](super::lay).

use super::nets::Ranges;
use super::opcode::{Acts, TestInstr};
use super::{At, Tests, Ways, lay, order};
use crate::bytecode::SlotKey;
use crate::bytecode::operand::{Computed, Float, Name, Nets, Set, Subject as SubjectRef, Target};
use crate::hir::TextId;
use crate::ir::graph::{self, Answer, CalcId, Graph, Node, Pred, Subject, SubjectId};

/// Writes the decision code of a graph; none where it has a set that cannot be written. Texts have the numbers of the
/// rule's.
pub fn emit(graph: &Graph, texts: &[Box<str>]) -> Option<Tests> {
    let mut emitter = Emitter {
        graph,
        texts,
        tests: Tests::default(),
        subjects: vec![None; graph.subjects.len()],
        calcs: vec![None; graph.calcs.len()],
    };
    for &absent in &graph.absent {
        let subject = emitter.subject(absent)?;
        emitter.tests.absent.push(subject.0);
    }
    emitter.code()?;
    Some(emitter.tests)
}

struct Emitter<'g> {
    graph: &'g Graph,
    texts: &'g [Box<str>],
    tests: Tests,
    /// The number that a subject has in the code.
    subjects: Vec<Option<u16>>,
    /// The number that a computed number has in the code.
    calcs: Vec<Option<u16>>,
}

impl Emitter<'_> {
    fn code(&mut self) -> Option<()> {
        let cond = &self.graph.cond;
        let ways = cond.nodes.iter().map(|node| Ways {
            yes: place(node.yes),
            no: place(node.no),
        });
        let ways: Vec<Ways> = ways.collect();
        self.tests.code = lay(&ways, place(cond.root), |number| self.instr(&cond.nodes[number]))?;
        Some(())
    }

    fn instr(&mut self, node: &Node) -> Option<TestInstr> {
        if let Subject::Computed(calc) = self.graph.subjects[usize::from(node.subject.0)] {
            return self.compute(node, calc);
        }
        let subject = self.subject(node.subject)?;
        let (acts, target) = (
            Acts {
                kinds: node.kinds,
                inverted: false,
            },
            Target(0),
        );
        Some(match &node.pred {
            Pred::Kind => TestInstr::Kind { subject, acts, target },
            Pred::Truth => TestInstr::Truth { subject, acts, target },
            Pred::Has(texts) => TestInstr::Has {
                subject,
                acts,
                set: self.set(texts),
                target,
            },
            Pred::HasAll(texts) => TestInstr::HasAll {
                subject,
                acts,
                set: self.set(texts),
                target,
            },
            Pred::First(texts) => TestInstr::First {
                subject,
                acts,
                set: self.set(texts),
                target,
            },
            Pred::Same(other, equality) => TestInstr::Same {
                subject,
                acts,
                equality: *equality,
                other: self.subject(*other)?,
                target,
            },
            Pred::Meets(other, kinds) => TestInstr::Meets {
                subject,
                acts,
                other: self.subject(*other)?,
                others: Acts {
                    kinds: *kinds,
                    inverted: false,
                },
                target,
            },
            Pred::Affix(side, text) => TestInstr::Affix {
                subject,
                acts,
                side: *side,
                text: Name(text.0),
                target,
            },
            Pred::Nets(texts) => {
                let ranges = Ranges::new(texts.iter().map(|text| &*self.texts[text.0 as usize]))?;
                let number = self.tests.nets.iter().position(|known| *known == ranges);
                let number = number.unwrap_or_else(|| {
                    self.tests.nets.push(ranges);
                    self.tests.nets.len() - 1
                });
                TestInstr::Nets {
                    subject,
                    acts,
                    nets: Nets(number as u32),
                    target,
                }
            }
            Pred::Order(relation, number) => TestInstr::Order {
                subject,
                acts,
                relation: *relation,
                number: Float(*number),
                target,
            },
        })
    }

    /// A test of a computed number, of which only its order is asked.
    fn compute(&mut self, node: &Node, calc: CalcId) -> Option<TestInstr> {
        let Pred::Order(relation, number) = node.pred else {
            return None;
        };
        Some(TestInstr::Compute {
            value: Computed(self.calc(calc)?.0),
            acts: Acts {
                kinds: node.kinds,
                inverted: false,
            },
            relation,
            number: Float(number),
            target: Target(0),
        })
    }

    /// The number of a computed number in the code, behind those of which it is computed. Those stand before it in the
    /// graph, which has few.
    fn calc(&mut self, id: CalcId) -> Option<CalcId> {
        let index = usize::from(id.0);
        if let Some(known) = self.calcs[index] {
            return Some(CalcId(known));
        }
        let calc = self.graph.calcs[index];
        for operand in calc.operands() {
            self.calc(operand)?;
        }
        let subject = match calc.subject() {
            Some(subject) => SubjectId(self.subject(subject)?.0),
            None => SubjectId(0),
        };
        let places = &self.calcs;
        let place = |operand: CalcId| CalcId(places[usize::from(operand.0)].unwrap_or(0));
        self.tests.calcs.push(calc.renumbered(place, |_| subject));
        let number = u16::try_from(self.tests.calcs.len() - 1).ok()?;
        self.calcs[index] = Some(number);
        Some(CalcId(number))
    }

    fn set(&mut self, texts: &[TextId]) -> Set {
        let all = self.texts;
        let mut set: Vec<u32> = texts.iter().map(|text| text.0).collect();
        set.sort_by(|&a, &b| order(&all[a as usize], &all[b as usize]));
        set.dedup_by(|a, b| all[*a as usize] == all[*b as usize]);
        let number = self.tests.sets.iter().position(|known| *known == set);
        let number = number.unwrap_or_else(|| {
            self.tests.sets.push(set);
            self.tests.sets.len() - 1
        });
        Set(number as u32)
    }

    /// The number of a subject in the code; elements of searches are none.
    fn subject(&mut self, id: SubjectId) -> Option<SubjectRef> {
        let index = usize::from(id.0);
        if let Some(known) = self.subjects[index] {
            return Some(SubjectRef(known));
        }
        let Subject::Binding(section, key) = self.graph.subjects[index] else {
            return None;
        };
        self.tests.subjects.push(SlotKey { section, key: key.0 });
        let number = u16::try_from(self.tests.subjects.len() - 1).ok()?;
        self.subjects[index] = Some(number);
        Some(SubjectRef(number))
    }
}

/// Where a way of the graph leads.
fn place(at: graph::At) -> At {
    match at {
        graph::At::Node(number) => At::Node(number as usize),
        graph::At::End(number) => At::Answer(Answer::ALL.get(number as usize).copied().unwrap_or(Answer::False)),
        graph::At::Leave | graph::At::Label(_) => At::Leave,
    }
}
