//! From questions to a residual: puts them in an order that says nothing about the code that they came from, and keeps of
//! the tables what they use.

use std::collections::HashMap;

use super::{Folder, Residual};
use crate::bytecode::operand::{Computed, Name, Nets, Set, Subject};
use crate::bytecode::tests::{At, TestInstr, Ways, lay};
use crate::bytecode::{SlotKey, Tests};
use crate::hir::TextId;
use crate::ir::graph::{Calc, CalcId, SubjectId};
use crate::value::Section;

/// Writes the questions that are reached from `root`; `absent` are subjects that must be absent.
pub(super) fn residual(folder: &Folder<'_, '_>, absent: &[u16], root: At) -> Residual {
    let mut layout = Layout {
        folder,
        residual: Residual {
            sections: Vec::new(),
            texts: Vec::new(),
            tests: Tests::default(),
        },
        subjects: vec![None; folder.code.tests.subjects.len()],
        texts: HashMap::new(),
    };
    if root == At::Leave {
        return Residual::leave();
    }
    for &subject in absent {
        let subject = layout.subject(Subject(subject)).0;
        layout.residual.tests.absent.push(subject);
    }
    let ways: Vec<Ways> = folder
        .nodes
        .iter()
        .map(|node| Ways {
            yes: node.yes,
            no: node.no,
        })
        .collect();
    let code = lay(&ways, root, |number| Some(layout.instr(folder.nodes[number].instr)));
    // Every question can be written.
    layout.residual.tests.code = code.unwrap_or_default();
    layout.residual
}

struct Layout<'f> {
    folder: &'f Folder<'f, 'f>,
    residual: Residual,
    /// The number that a subject has in the residual.
    subjects: Vec<Option<u16>>,
    texts: HashMap<&'f str, u32>,
}

impl Layout<'_> {
    /// The instruction over the tables of the residual.
    fn instr(&mut self, mut instr: TestInstr) -> TestInstr {
        match &mut instr {
            TestInstr::Kind { subject, .. } | TestInstr::Truth { subject, .. } | TestInstr::Order { subject, .. } => {
                *subject = self.subject(*subject)
            }
            TestInstr::Has { subject, set, .. }
            | TestInstr::HasAll { subject, set, .. }
            | TestInstr::First { subject, set, .. } => {
                *subject = self.subject(*subject);
                *set = self.set(*set);
            }
            TestInstr::Same { subject, other, .. } | TestInstr::Meets { subject, other, .. } => {
                *subject = self.subject(*subject);
                *other = self.subject(*other);
            }
            TestInstr::Affix { subject, text, .. } => {
                *subject = self.subject(*subject);
                *text = Name(self.text(&self.folder.code.texts[text.0 as usize]));
            }
            TestInstr::Nets { subject, nets, .. } => {
                *subject = self.subject(*subject);
                let ranges = &self.folder.code.tests.nets[nets.0 as usize];
                *nets = Nets(place(&mut self.residual.tests.nets, ranges.clone()));
            }
            TestInstr::Compute { value, .. } => *value = Computed(self.calc(CalcId(value.0)).0),
            TestInstr::Jump { .. } | TestInstr::Answer { .. } | TestInstr::Leave {} => {}
        }
        instr
    }

    /// A computed number, behind those of which it is computed; those stand before it, and there are few.
    fn calc(&mut self, id: CalcId) -> CalcId {
        let calc = self.folder.code.tests.calcs[usize::from(id.0)];
        let operands: Vec<(CalcId, CalcId)> = calc.operands().map(|operand| (operand, self.calc(operand))).collect();
        let own = |operand: CalcId| {
            let found = operands.iter().find(|(known, _)| *known == operand);
            found.map_or(operand, |(_, own)| *own)
        };
        let mut calc = calc.renumbered(own, |subject| SubjectId(self.subject(Subject(subject.0)).0));
        if let Calc::TextDate(text) = &mut calc {
            *text = TextId(self.text(&self.folder.code.texts[text.0 as usize]));
        }
        CalcId(place(&mut self.residual.tests.calcs, calc) as u16)
    }

    fn subject(&mut self, subject: Subject) -> Subject {
        let index = usize::from(subject.0);
        if let Some(known) = self.subjects[index] {
            return Subject(known);
        }
        let code = self.folder.code;
        let slot = code.tests.subjects[index];
        let section = &code.sections[usize::from(slot.section.0)];
        let section = place(&mut self.residual.sections, section.clone());
        let key = self.text(&code.texts[slot.key as usize]);
        self.residual.tests.subjects.push(SlotKey {
            // There are no more of them than in the code, where they are numbered so.
            section: Section(section as u8),
            key,
        });
        let number = (self.residual.tests.subjects.len() - 1) as u16;
        self.subjects[index] = Some(number);
        Subject(number)
    }
}

impl<'f> Layout<'f> {
    fn set(&mut self, set: Set) -> Set {
        let (code, own) = (self.folder.code, &self.folder.sets);
        let set: Vec<u32> = match code.tests.sets.get(set.0 as usize) {
            Some(set) => set.iter().map(|&text| self.text(&code.texts[text as usize])).collect(),
            None => own[set.0 as usize - code.tests.sets.len()]
                .iter()
                .map(|text| self.text(text))
                .collect(),
        };
        Set(place(&mut self.residual.tests.sets, set))
    }

    fn text(&mut self, text: &'f str) -> u32 {
        let texts = &mut self.residual.texts;
        *self.texts.entry(text).or_insert_with(|| {
            texts.push(text.into());
            (texts.len() - 1) as u32
        })
    }
}

/// The position of an item in a table, to which it is added where it is not there.
fn place<T: PartialEq>(table: &mut Vec<T>, item: T) -> u32 {
    let position = table.iter().position(|known| *known == item);
    position.unwrap_or_else(|| {
        table.push(item);
        table.len() - 1
    }) as u32
}
