//! Rows in columns, and decision code over all of them at once.
//!
//! Input: rows of bindings, put into a [`Table`] once, and what is left of rules for one caller
//! ([`Residual`](super::Residual)); output: the numbers of the rows that pass, and of those that are left to the general
//! code. A column is a code a row and the distinct values; each question is answered for every distinct value before any
//! row is looked at (`question.rs`), by the same code that answers it for one decision. Then the rows run through the
//! questions in batches, as masks (`filter.rs`).
//! Invariant: a row passes, fails or is left exactly as [`Prepared::decide`](super::Prepared::decide) says of it.

mod codes;
mod filter;
mod question;

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::vm::data::{Datum, Host};
use codes::Codes;
pub use filter::{Chosen, Filter, Missing};

/// Rows by columns.
#[derive(Debug, Default)]
pub struct Table {
    rows: usize,
    columns: Vec<Column>,
}

/// The values of one binding in all rows.
#[derive(Debug)]
struct Column {
    section: Box<str>,
    key: Box<str>,
    /// For each row the number of its entry.
    heads: Codes,
    entries: Vec<Entry>,
    /// How many rows have each entry.
    counts: Vec<u32>,
    lists: Lists,
}

/// A distinct value.
#[derive(Debug)]
enum Entry {
    Absent,
    Null,
    Bool(bool),
    /// A number as the languages' floats have it.
    Number(f64),
    Text(Box<str>),
    /// A list of texts, which stands among the lists of the column.
    List,
    /// Anything else.
    Json(Box<Json>),
}

impl Entry {
    fn lend(&self) -> Datum<'_> {
        match self {
            Entry::Absent => Datum::Absent,
            Entry::Null => Datum::Null,
            Entry::Bool(flag) => Datum::Bool(*flag),
            Entry::Number(number) => Datum::Float(*number),
            Entry::Text(text) => Datum::Text(text),
            Entry::List => Datum::Texts(&[]),
            Entry::Json(json) => Datum::Json(json),
        }
    }
}

/// Lists of texts: where the list of each row starts, and the numbers of the texts.
#[derive(Debug, Default)]
struct Lists {
    /// One more than there are rows; empty where no row has a list.
    starts: Vec<u32>,
    items: Codes,
    texts: Vec<Box<str>>,
}

impl Lists {
    /// Where the items of a row are.
    #[inline]
    fn range(&self, row: usize) -> std::ops::Range<usize> {
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&start), Some(&end)) => start as usize..end as usize,
            _ => 0..0,
        }
    }
}

impl Table {
    /// A table with these columns, each the section and the key of a binding; rows are added to it.
    ///
    /// ```
    /// use rulec::vm::Datum;
    /// use rulec::vm::decision::columns::{Chosen, Table};
    /// use rulec::{Schema, Source, compile};
    ///
    /// let rule = Source::javascript("rule", "submission('createdBy') === identity('username')");
    /// let program = compile(&rule, &Schema::batch()).unwrap();
    /// let code = program.decision_code().unwrap();
    /// let names: Vec<_> = code.subjects().collect();
    /// let rest = code.fold(|subject| (names[usize::from(subject)].0 == "identity").then_some(Datum::Text("ada")));
    ///
    /// let mut table = Table::with([("submission", "createdBy")]);
    /// for creator in ["bob", "ada", "eve", "ada"] {
    ///     table.push(|_column| Datum::Text(creator));
    /// }
    /// let table = table.finish();
    /// let mut chosen = Chosen::default();
    /// table.filter(&[rest], false).unwrap().run(0..table.len(), &mut chosen);
    /// assert_eq!(chosen.rows, [1, 3]);
    /// ```
    pub fn with<'a>(columns: impl IntoIterator<Item = (&'a str, &'a str)>) -> Builder {
        let columns = columns.into_iter().map(|(section, key)| Building::new(section, key));
        Builder {
            rows: 0,
            columns: columns.collect(),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows == 0
    }

    fn column(&self, section: &str, key: &str) -> Option<usize> {
        self.columns
            .iter()
            .position(|column| *column.section == *section && *column.key == *key)
    }
}

/// A table to which rows are added.
#[derive(Debug)]
pub struct Builder {
    rows: usize,
    columns: Vec<Building>,
}

/// A column to which values are added.
#[derive(Debug)]
struct Building {
    section: Box<str>,
    key: Box<str>,
    heads: Vec<u32>,
    entries: Vec<Entry>,
    counts: Vec<u32>,
    /// The numbers of entries that are texts, and of those that are numbers (by their bits) or flags, null and the like.
    texts: HashMap<Box<str>, u32>,
    others: HashMap<(u8, u64), u32>,
    starts: Vec<u32>,
    items: Vec<u32>,
    item_texts: Vec<Box<str>>,
    known_items: HashMap<Box<str>, u32>,
}

impl Builder {
    /// Adds a row: `value` gives the value of each column by its number.
    ///
    /// A table takes 2³² − 1 rows, and as many items of lists; what is beyond is not added, and the answer is false.
    pub fn push<'d>(&mut self, value: impl Fn(usize) -> Datum<'d>) -> bool {
        let full = |len: usize| u32::try_from(len + 1).is_err();
        if full(self.rows) || self.columns.iter().any(|column| full(column.items.len())) {
            return false;
        }
        for (number, column) in self.columns.iter_mut().enumerate() {
            column.push(&value(number));
        }
        self.rows += 1;
        true
    }

    /// The table.
    pub fn finish(self) -> Table {
        Table {
            rows: self.rows,
            columns: self.columns.into_iter().map(Building::finish).collect(),
        }
    }
}

impl Building {
    fn new(section: &str, key: &str) -> Self {
        Building {
            section: section.into(),
            key: key.into(),
            heads: Vec::new(),
            entries: Vec::new(),
            counts: Vec::new(),
            texts: HashMap::new(),
            others: HashMap::new(),
            starts: vec![0],
            items: Vec::new(),
            item_texts: Vec::new(),
            known_items: HashMap::new(),
        }
    }

    fn push(&mut self, value: &Datum<'_>) {
        let head = self.head(value);
        self.heads.push(head);
        if let Some(count) = self.counts.get_mut(head as usize) {
            *count += 1;
        }
        // Bounded by `Builder::push`, but for one list that is longer than all that memory holds.
        self.starts.push(u32::try_from(self.items.len()).unwrap_or(u32::MAX));
    }

    fn head(&mut self, value: &Datum<'_>) -> u32 {
        match *value {
            Datum::Absent => self.other((0, 0), || Entry::Absent),
            Datum::Null | Datum::Json(Json::Null) => self.other((1, 0), || Entry::Null),
            Datum::Bool(flag) | Datum::Json(&Json::Bool(flag)) => {
                self.other((2, u64::from(flag)), || Entry::Bool(flag))
            }
            Datum::Text(text) => self.text(text),
            Datum::Json(Json::String(text)) => self.text(text),
            Datum::Texts(texts) => self.list(texts.iter().copied()),
            Datum::Strings(texts) => self.list(texts.iter().map(String::as_str)),
            Datum::Json(Json::Array(items)) if items.iter().all(Json::is_string) => {
                self.list(items.iter().filter_map(Json::as_str))
            }
            Datum::Int(_) | Datum::Float(_) | Datum::Json(Json::Number(_)) => {
                let number = super::once::number(value).unwrap_or(f64::NAN);
                self.other((3, number.to_bits()), || Entry::Number(number))
            }
            // Kept one by one: there is nothing to share, and rules hardly ever read such values.
            Datum::Json(json) => self.entry(Entry::Json(Box::new(json.clone()))),
        }
    }

    fn entry(&mut self, entry: Entry) -> u32 {
        self.entries.push(entry);
        self.counts.push(0);
        // No more than rows.
        (self.entries.len() - 1) as u32
    }

    fn other(&mut self, key: (u8, u64), entry: impl FnOnce() -> Entry) -> u32 {
        if let Some(&known) = self.others.get(&key) {
            return known;
        }
        let number = self.entry(entry());
        self.others.insert(key, number);
        number
    }

    fn text(&mut self, text: &str) -> u32 {
        if let Some(&known) = self.texts.get(text) {
            return known;
        }
        let number = self.entry(Entry::Text(text.into()));
        self.texts.insert(text.into(), number);
        number
    }

    fn list<'d>(&mut self, texts: impl Iterator<Item = &'d str>) -> u32 {
        for text in texts {
            let number = match self.known_items.get(text) {
                Some(&known) => known,
                None => {
                    let number = self.item_texts.len() as u32;
                    self.item_texts.push(text.into());
                    self.known_items.insert(text.into(), number);
                    number
                }
            };
            self.items.push(number);
        }
        self.other((4, 0), || Entry::List)
    }

    fn finish(self) -> Column {
        let lists = match self.others.contains_key(&(4, 0)) {
            true => Lists {
                starts: self.starts,
                items: Codes::new(self.items, self.item_texts.len()),
                texts: self.item_texts,
            },
            false => Lists::default(),
        };
        Column {
            section: self.section,
            key: self.key,
            heads: Codes::new(self.heads, self.entries.len()),
            entries: self.entries,
            counts: self.counts,
            lists,
        }
    }
}

/// One row as the host of decision code; texts of lists are gathered before.
struct Row<'t> {
    /// The value of each subject.
    lent: Vec<Lent<'t>>,
}

enum Lent<'t> {
    Entry(&'t Entry),
    List(Vec<&'t str>),
}

impl<'t> Row<'t> {
    /// The values of some columns, in the order of the subjects; none is an absent one.
    fn new(table: &'t Table, subjects: &[Option<usize>], row: usize) -> Row<'t> {
        let lend = |subject: &Option<usize>| {
            let Some(column) = subject.and_then(|column| table.columns.get(column)) else {
                return Lent::Entry(&Entry::Absent);
            };
            match column.entries.get(column.heads.get(row)) {
                Some(Entry::List) => {
                    let items = column.lists.range(row).map(|at| column.lists.items.get(at));
                    Lent::List(items.map(|item| &*column.lists.texts[item]).collect())
                }
                Some(entry) => Lent::Entry(entry),
                None => Lent::Entry(&Entry::Absent),
            }
        };
        Row {
            lent: subjects.iter().map(lend).collect(),
        }
    }
}

impl Host for Row<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        match self.lent.get(usize::from(subject)) {
            Some(Lent::Entry(entry)) => entry.lend(),
            Some(Lent::List(texts)) => Datum::Texts(texts),
            None => Datum::Absent,
        }
    }
}
