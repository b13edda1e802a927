//! A search prepared for one caller and one form: what is left to ask of each row.
//!
//! What depends on the caller and the form alone was asked when the plan was made. Output: the answer for a row, or for
//! all rows of a table in columns; rows that are left need the general code, as [`PolicySet::search`] runs it.

use std::ops::Range;

use serde_json::{Map, Value as Json};

use crate::policy::caller::fits;
use crate::policy::{PolicySet, Request};
use crate::vm::decision::columns::{Builder, Chosen, Missing, Table};
use crate::vm::decision::{Answer, Prepared, Residual};
use crate::vm::{Datum, Host};

/// What a caller's rules ask of the submissions of one form.
#[derive(Debug)]
pub struct Plan {
    rules: Vec<Prepared>,
    /// What each rule asks about.
    asked: Vec<Vec<Asked>>,
    /// Whether a rule must give true or false itself.
    flags: bool,
}

/// A binding of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Asked {
    Submission(String),
    Values(String),
}

/// The keys of a row, lent.
pub trait Fields {
    /// A key of the submission itself.
    fn submission(&self, key: &str) -> Datum<'_>;
    /// A value of its form.
    fn value(&self, key: &str) -> Datum<'_>;
}

/// Keys of a row that are no part of its submission.
pub(super) const APART: [&str; 3] = ["values", "form", "kapp"];

/// A row as JSON.
pub(super) struct Row<'r> {
    pub fields: &'r Map<String, Json>,
    pub values: Option<&'r Map<String, Json>>,
}

impl Fields for Row<'_> {
    fn submission(&self, key: &str) -> Datum<'_> {
        let value = self.fields.get(key).filter(|_| !APART.contains(&key));
        value.map_or(Datum::Absent, Datum::from)
    }

    fn value(&self, key: &str) -> Datum<'_> {
        let value = self.values.and_then(|values| values.get(key));
        value.map_or(Datum::Absent, Datum::from)
    }
}

impl Fields for Json {
    fn submission(&self, key: &str) -> Datum<'_> {
        let value = self.get(key).filter(|_| !APART.contains(&key));
        value.map_or(Datum::Absent, Datum::from)
    }

    fn value(&self, key: &str) -> Datum<'_> {
        let value = self.get("values").and_then(|values| values.get(key));
        value.map_or(Datum::Absent, Datum::from)
    }
}

impl<'r> Row<'r> {
    /// A row of JSON; none where it is none.
    pub fn of(row: &'r Json) -> Option<Row<'r>> {
        let fields = row.as_object()?;
        let values = match fields.get("values") {
            None | Some(Json::Null) => None,
            Some(Json::Object(values)) => Some(values),
            Some(_) => return None,
        };
        Some(Row { fields, values })
    }
}

struct Lent<'a, F: ?Sized> {
    asked: &'a [Asked],
    fields: &'a F,
}

impl<F: Fields + ?Sized> Host for Lent<'_, F> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        match self.asked.get(usize::from(subject)) {
            Some(Asked::Submission(key)) => self.fields.submission(key),
            Some(Asked::Values(key)) => self.fields.value(key),
            None => Datum::Absent,
        }
    }
}

impl PolicySet {
    /// Prepares a search: a request that names a form, an endpoint and a caller. What it says of a submission does not
    /// matter.
    pub fn plan(&self, request: &Request) -> Plan {
        let mut request = request.clone();
        request
            .sections
            .retain(|name, _| name != "submission" && name != "values");
        let core = self.core.as_ref();
        let known = self
            .model(&request)
            .is_ok_and(|model| model == crate::policy::Model::KineticCore);
        let rules = match core.filter(|_| known) {
            Some(core) => core.row_rules(&self.programs, &request),
            None => vec![Residual::leave()],
        };
        let asked = rules.iter().map(|rule| {
            let name = |(section, key): (&str, &str)| match section {
                "values" => Asked::Values(key.to_owned()),
                _ => Asked::Submission(key.to_owned()),
            };
            rule.code().subjects().map(name).collect()
        });
        Plan {
            asked: asked.collect(),
            rules: rules.into_iter().map(Prepared::from).collect(),
            flags: core.is_some_and(|core| core.strict_boolean()),
        }
    }
}

impl Plan {
    /// What rows are asked about: section and key of each column that [`Plan::select`] needs.
    pub fn columns(&self) -> Vec<(&str, &str)> {
        let mut columns: Vec<_> = self
            .rules
            .iter()
            .flat_map(|rule| rule.residual().code().subjects())
            .collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }

    /// Whether the caller may reach a row; none where the general code decides.
    pub fn may(&self, row: &(impl Fields + ?Sized)) -> Option<bool> {
        fits("submission", |key| row.submission(key)).ok()?;
        for (rule, asked) in self.rules.iter().zip(&self.asked) {
            match rule.decide(&Lent { asked, fields: row }).0? {
                Answer::Truthy | Answer::Falsy if self.flags => return None,
                answer if answer.holds() => return Some(true),
                _ => {}
            }
        }
        Some(false)
    }

    /// The rows of a table that the caller may reach, by their numbers, and those that the general code decides.
    ///
    /// # Errors
    /// [`Missing`] where the rules ask about what is no column.
    pub fn select(&self, rows: &Columns, range: Range<usize>) -> Result<Chosen, Missing> {
        let mut chosen = Chosen::default();
        let rules = self.rules.iter().map(Prepared::residual);
        let filter = rows.table.filter(rules, self.flags)?;
        filter.run(range.start..range.end.min(rows.table.len()), &mut chosen);
        if !rows.misfits.is_empty() {
            let misfit = |row: &u32| rows.misfits.binary_search(row).is_ok();
            chosen.rows.retain(|row| !misfit(row));
            chosen.left.retain(|row| !misfit(row));
            let within = rows.misfits.iter().filter(|row| range.contains(&(**row as usize)));
            chosen.left.extend(within);
            chosen.left.sort_unstable();
        }
        Ok(chosen)
    }
}

/// Submissions of one form in columns.
#[derive(Debug)]
pub struct Columns {
    table: Table,
    /// Rows that have a value which the product never gives there; the general code refuses them.
    misfits: Vec<u32>,
}

/// Submissions that are put into columns.
#[derive(Debug)]
pub struct ColumnsBuilder {
    names: Vec<Asked>,
    table: Builder,
    count: u32,
    misfits: Vec<u32>,
}

impl Columns {
    /// No rows yet, with these columns: `submission` or `values`, and the key.
    pub fn with<'a>(names: impl IntoIterator<Item = (&'a str, &'a str)>) -> ColumnsBuilder {
        let names: Vec<(&str, &str)> = names.into_iter().collect();
        let asked = names.iter().map(|(section, key)| match *section {
            "values" => Asked::Values((*key).to_owned()),
            _ => Asked::Submission((*key).to_owned()),
        });
        ColumnsBuilder {
            names: asked.collect(),
            table: Table::with(names.iter().copied()),
            count: 0,
            misfits: Vec::new(),
        }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.table.is_empty()
    }
}

impl ColumnsBuilder {
    /// Adds a row; false where a table takes no more.
    pub fn push(&mut self, row: &(impl Fields + ?Sized)) -> bool {
        let added = self.table.push(|column| match &self.names[column] {
            Asked::Submission(key) => row.submission(key),
            Asked::Values(key) => row.value(key),
        });
        if added {
            if fits("submission", |key| row.submission(key)).is_err() {
                self.misfits.push(self.count);
            }
            self.count += 1;
        }
        added
    }

    /// Adds a row of JSON, as [`PolicySet::search`] takes it; false where it is no row, or a table takes no more.
    pub fn push_json(&mut self, row: &Json) -> bool {
        Row::of(row).is_some_and(|row| self.push(&row))
    }

    /// The rows.
    pub fn finish(self) -> Columns {
        Columns {
            table: self.table.finish(),
            misfits: self.misfits,
        }
    }
}
