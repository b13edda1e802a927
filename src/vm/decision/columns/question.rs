//! A question about rows: answered for each distinct value, before any row is looked at.

use super::codes::{Codes, Marks};
use super::{Column, Entry, Lists, Row, Table};
use crate::bytecode::operand::Subject;
use crate::bytecode::tests::{Acts, TestInstr};
use crate::ir::graph::{Act, Kind, Kinds};
use crate::vm::data::{Datum, Host};
use crate::vm::decision::Code;
use crate::vm::decision::once::answer;

/// What is said of a value.
pub(super) const NO: u8 = 0;
pub(super) const YES: u8 = 1;
/// The general code decides.
pub(super) const LEAVE: u8 = 2;
/// Its items are looked at.
const LOOK: u8 = 3;

/// A question with what it takes to answer it.
#[derive(Debug)]
pub(super) enum Question<'t> {
    /// The same for every row.
    Always(u8),
    /// By the entry of a column alone.
    Heads(&'t Codes, Marks),
    /// By the entry of a column; for a list, whether any of its items is marked.
    Items {
        heads: &'t Codes,
        marks: Marks,
        lists: &'t Lists,
        items: Marks,
        empty: u8,
    },
    /// Whether two columns have the same text: for each entry of the first that is a text, the entry of the second, and
    /// [`NO_TEXT`] where there is none; [`NOT_TEXTS`] for other entries. Whether each entry of the second is a text.
    /// Rows without texts are answered one by one.
    Pairs(Box<Pairs<'t>>),
    /// Row by row.
    Rows(Rows<'t>),
}

#[derive(Debug)]
pub(super) struct Pairs<'t> {
    own: &'t Codes,
    other: &'t Codes,
    same: Vec<u32>,
    texts: Vec<bool>,
    rows: Rows<'t>,
}

const NO_TEXT: u32 = u32::MAX;
const NOT_TEXTS: u32 = u32::MAX - 1;

/// A question that is asked about one row after another.
#[derive(Clone, Debug)]
pub(super) struct Rows<'t> {
    instr: TestInstr,
    code: Code<'t>,
    table: &'t Table,
    /// The columns of the subjects that it asks about.
    columns: Vec<Option<usize>>,
}

/// What one subject is, for a question that has no other.
struct One<'a>(Datum<'a>);

impl Host for One<'_> {
    fn lend(&self, _: u16) -> Datum<'_> {
        self.0
    }
}

fn ask<H: Host>(instr: &TestInstr, code: Code<'_>, host: &H) -> u8 {
    match answer(instr, code, host) {
        Some(true) => YES,
        Some(false) => NO,
        None => LEAVE,
    }
}

impl<'t> Question<'t> {
    /// Prepares a question, which is not turned round; `columns` are those of the code's subjects.
    pub fn new(instr: TestInstr, code: Code<'t>, table: &'t Table, columns: &[Option<usize>]) -> Self {
        let column = |subject: Subject| {
            let number = columns.get(usize::from(subject.0)).copied().flatten();
            number.and_then(|number| table.columns.get(number))
        };
        let rows = |subjects: &[Subject]| Rows {
            instr,
            code,
            table,
            columns: columns
                .iter()
                .enumerate()
                .map(|(number, column)| {
                    let asked = subjects.iter().any(|subject| usize::from(subject.0) == number);
                    column.filter(|_| asked)
                })
                .collect(),
        };
        match instr {
            TestInstr::Same {
                subject, other, acts, ..
            } => {
                let texts = acts.kinds.of(Kind::Text) == Act::Test;
                return match (column(subject), column(other)) {
                    (Some(own), Some(other_column)) if texts => {
                        Question::Pairs(Box::new(Pairs::new(own, other_column, rows(&[subject, other]))))
                    }
                    _ => Question::Rows(rows(&[subject, other])),
                };
            }
            TestInstr::Meets { subject, other, .. } => return Question::Rows(rows(&[subject, other])),
            _ => {}
        }
        // Rows have no time, of which numbers are computed.
        let (Some(subject), Some(&mut acts)) = (instr.subject(), { instr }.acts_mut()) else {
            return Question::Always(LEAVE);
        };
        let Some(column) = column(subject) else {
            return Question::Always(ask(&instr, code, &One(Datum::Absent)));
        };
        let looks = acts.kinds.of(Kind::List) == Act::Test && !column.lists.starts.is_empty();
        let said = |entry: &Entry| match entry {
            Entry::List if looks => LOOK,
            entry => ask(&instr, code, &One(entry.lend())),
        };
        let marks: Vec<u8> = column.entries.iter().map(said).collect();
        if let Some(&first) = marks.first()
            && first != LOOK
            && marks.iter().all(|&mark| mark == first)
        {
            return Question::Always(first);
        }
        if !looks {
            return Question::Heads(&column.heads, column.heads.marks(marks));
        }
        let Some(items) = items(instr, acts, code, &column.lists) else {
            return Question::Rows(rows(&[subject]));
        };
        Question::Items {
            heads: &column.heads,
            marks: column.heads.marks(marks),
            items: column.lists.items.marks(items),
            lists: &column.lists,
            empty: ask(&instr, code, &One(Datum::Texts(&[]))),
        }
    }

    /// Whether some row may be left to the general code.
    pub fn may_leave(&self) -> bool {
        let leaves = |marks: &Marks| match marks {
            Marks::Few(..) => false,
            Marks::Narrow(marks) => marks.contains(&LEAVE),
            Marks::Middle(marks) => marks.contains(&LEAVE),
            Marks::Wide(marks) => marks.contains(&LEAVE),
        };
        match self {
            Question::Always(mark) => *mark == LEAVE,
            Question::Heads(_, marks) => leaves(marks),
            Question::Items { marks, empty, .. } => leaves(marks) || *empty == LEAVE,
            Question::Pairs(_) | Question::Rows(_) => true,
        }
    }

    /// Roughly what it costs a row.
    pub fn cost(&self) -> f64 {
        match self {
            Question::Always(_) => 0.0,
            Question::Heads(_, Marks::Few(few, _)) => 0.05 + 0.05 * few.len() as f64,
            Question::Heads(_, Marks::Narrow(_)) => 0.4,
            Question::Heads(..) => 1.0,
            Question::Pairs(_) => 2.0,
            Question::Items { .. } => 4.0,
            Question::Rows(_) => 30.0,
        }
    }

    /// What is said of one row.
    #[inline]
    pub fn row(&self, row: usize) -> u8 {
        match self {
            Question::Always(mark) => *mark,
            Question::Heads(codes, marks) => marks.of(codes.get(row)),
            Question::Items {
                heads,
                marks,
                lists,
                items,
                empty,
            } => match marks.of(heads.get(row)) {
                LOOK => {
                    let range = lists.range(row);
                    if range.is_empty() {
                        return *empty;
                    }
                    u8::from(range.into_iter().any(|at| items.of(lists.items.get(at)) == YES))
                }
                mark => mark,
            },
            Question::Pairs(pairs) => pairs.row(row),
            Question::Rows(rows) => rows.row(row),
        }
    }

    /// What is said of all rows from `start` on.
    pub fn all(&self, start: usize, out: &mut [u8]) {
        match self {
            Question::Always(mark) => out.fill(*mark),
            Question::Heads(codes, marks) => codes.look_up(marks, start, out),
            _ => {
                for (at, out) in out.iter_mut().enumerate() {
                    *out = self.row(start + at);
                }
            }
        }
    }
}

/// For each text of lists whether a list with it is a yes; none where that is not how the question goes.
fn items(instr: TestInstr, acts: Acts, code: Code<'_>, lists: &Lists) -> Option<Vec<u8>> {
    let acts = Acts {
        kinds: Kinds::all(Act::Test),
        ..acts
    };
    let mut instr = instr;
    match &mut instr {
        TestInstr::Has { acts: own, .. } | TestInstr::Affix { acts: own, .. } => {
            *own = acts;
            let said = |text: &str| ask(&instr, code, &One(Datum::Text(text)));
            Some(lists.texts.iter().map(|text| said(text)).collect())
        }
        // A list that is not empty.
        TestInstr::Truth { .. } => Some(vec![YES; lists.texts.len()]),
        _ => None,
    }
}

impl<'t> Pairs<'t> {
    fn new(own: &'t Column, other: &'t Column, rows: Rows<'t>) -> Self {
        let text = |entry: &'t Entry| match entry {
            Entry::Text(text) => Some(&**text),
            _ => None,
        };
        let known: std::collections::HashMap<&str, u32> = (0_u32..)
            .zip(&other.entries)
            .filter_map(|(number, entry)| Some((text(entry)?, number)))
            .collect();
        let same = |entry: &'t Entry| match text(entry) {
            Some(text) => known.get(text).copied().unwrap_or(NO_TEXT),
            None => NOT_TEXTS,
        };
        Pairs {
            own: &own.heads,
            other: &other.heads,
            same: own.entries.iter().map(same).collect(),
            texts: other.entries.iter().map(|entry| text(entry).is_some()).collect(),
            rows,
        }
    }

    #[inline]
    fn row(&self, row: usize) -> u8 {
        let (own, other) = (self.own.get(row), self.other.get(row));
        let same = self.same.get(own).copied().unwrap_or(NOT_TEXTS);
        if same == NOT_TEXTS || !self.texts.get(other).copied().unwrap_or(false) {
            return self.rows.row(row);
        }
        u8::from(same as usize == other)
    }
}

impl Rows<'_> {
    fn row(&self, row: usize) -> u8 {
        ask(&self.instr, self.code, &Row::new(self.table, &self.columns, row))
    }
}
