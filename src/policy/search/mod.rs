//! Submission search: the query runs first, the policies are checked on its result (K10).
//!
//! Input: rows as an iterator; output: the accessible ones, one at a time and in constant memory. With a limit the search
//! fails as the product's does, once more than so many rows are inaccessible; without one it is exact. `plan.rs` asks what
//! depends on the caller and the form once, for rows one by one or in columns; `line.rs` reads rows of JSON lines.

mod line;
mod plan;

use std::collections::{HashMap, HashSet};

use serde_json::{Map, Value as Json};

use super::{Element, PolicySet, Request};
use line::Line;
use plan::Row;
pub use plan::{Columns, ColumnsBuilder, Fields, Plan};

/// An iterator over the rows that the caller may see.
#[derive(Debug)]
pub struct Search<'a, I> {
    checker: Checker<'a>,
    rows: I,
    limit: Option<u64>,
    /// What was found so far.
    pub tally: Tally,
}

/// What a search came to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows that were looked at.
    pub examined: u64,
    /// Rows that the caller may see.
    pub accessible: u64,
    /// Rows that the caller may not see.
    pub inaccessible: u64,
    /// Rows whose policy faulted; they are among the inaccessible ones.
    pub faults: u64,
    /// Whether every row was looked at.
    pub complete: bool,
}

impl Tally {
    /// The error where more rows are inaccessible than a limit allows.
    pub fn beyond(&self, limit: Option<u64>) -> Option<TooMany> {
        let limit = limit.filter(|&limit| self.inaccessible > limit)?;
        let inaccessible = self.inaccessible;
        Some(TooMany { limit, inaccessible })
    }
}

/// A search that failed because of too many inaccessible rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// The limit.
    pub limit: u64,
    /// Inaccessible rows that were met.
    pub inaccessible: u64,
}

impl std::fmt::Display for TooMany {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "the search failed: more than {} of the rows that it found are inaccessible ({} so far); narrow the query",
            self.limit, self.inaccessible
        )
    }
}

impl std::error::Error for TooMany {}

impl PolicySet {
    /// The rows of a result that the caller of `request` may reach at its endpoint. A row is a submission: `values` and the
    /// keys that rules read; `form` and `kapp`, as slugs or as objects with a `slug`, where the rows are of several forms.
    pub fn search<I: Iterator<Item = Json>>(&self, request: Request, rows: I, limit: Option<u64>) -> Search<'_, I> {
        Search {
            checker: self.checker(request),
            rows,
            limit,
            tally: Tally::default(),
        }
    }

    /// As [`PolicySet::search`], for rows that are given one by one.
    pub fn checker(&self, request: Request) -> Checker<'_> {
        Checker::new(self, request)
    }
}

/// A row, as far as a search looks at it.
pub(crate) trait Submission: Fields {
    /// Whether it is a row at all; what is none is not reached.
    fn is_row(&self) -> bool;
    /// The slug of its form or kapp: none where it does not say, and an inner none where what it says has no slug.
    fn named(&self, kind: &str) -> Option<Option<&str>>;
    /// All of it, for the general code; none where it cannot be had.
    fn json(&self) -> Option<Json>;
}

/// The slug of a form or kapp, which is a text or has one.
fn slug(part: &Json) -> Option<&str> {
    part.as_str().or_else(|| part.get("slug")?.as_str())
}

impl Submission for Json {
    fn is_row(&self) -> bool {
        Row::of(self).is_some()
    }

    fn named(&self, kind: &str) -> Option<Option<&str>> {
        let form = self.get("form");
        let part = match kind {
            "kapp" => self.get("kapp").or_else(|| form?.get("kapp"))?,
            _ => form?,
        };
        Some(slug(part))
    }

    fn json(&self) -> Option<Json> {
        Some(self.clone())
    }
}

/// Answers for rows one by one, with one plan for each form.
#[derive(Debug)]
pub struct Checker<'a> {
    set: &'a PolicySet,
    request: Request,
    /// By form and kapp.
    known: HashMap<(Option<String>, Option<String>), usize>,
    plans: Vec<(Element, Plan)>,
    /// The form and kapp of the last row, since rows that follow one another are mostly of one form.
    last: Option<(Option<String>, Option<String>, usize)>,
    /// Values that plans ask for.
    wanted: HashSet<String>,
    /// What was found so far.
    pub tally: Tally,
}

impl<'a> Checker<'a> {
    fn new(set: &'a PolicySet, mut request: Request) -> Self {
        request
            .sections
            .retain(|name, _| name != "submission" && name != "values");
        Checker {
            set,
            request,
            known: HashMap::new(),
            plans: Vec::new(),
            last: None,
            wanted: HashSet::new(),
            tally: Tally::default(),
        }
    }

    /// Whether the caller may reach a row of JSON.
    pub fn row(&mut self, row: &Json) -> bool {
        let allowed = self.may(row);
        self.count(allowed)
    }

    /// Whether the caller may reach a row of JSON lines. Only what the rules ask for is read; that the rest is JSON in
    /// which no key is there twice is checked.
    ///
    /// # Errors
    /// What is wrong with the line, as [`read_json`](super::read_json) says it.
    pub fn line(&mut self, text: &str) -> Result<bool, String> {
        let mut wanted = self.wanted.len();
        let mut line = Line::read(text, &self.wanted)?;
        self.plan(&line);
        while self.wanted.len() > wanted {
            // The plan of a new form asks for more.
            wanted = self.wanted.len();
            line = Line::read(text, &self.wanted)?;
        }
        let allowed = self.may(&line);
        Ok(self.count(allowed))
    }

    fn count(&mut self, allowed: bool) -> bool {
        self.tally.examined += 1;
        self.tally.accessible += u64::from(allowed);
        self.tally.inaccessible += u64::from(!allowed);
        allowed
    }

    /// The plan for the form of a row.
    fn plan(&mut self, row: &impl Submission) -> usize {
        let named = |kind: &str| match row.named(kind) {
            Some(named) => named,
            None => self.request.element.get(kind),
        };
        let (form, kapp) = (named("form"), named("kapp"));
        if let Some((last_form, last_kapp, plan)) = &self.last
            && (last_form.as_deref(), last_kapp.as_deref()) == (form, kapp)
        {
            return *plan;
        }
        let key = (form.map(str::to_owned), kapp.map(str::to_owned));
        let plan = match self.known.get(&key) {
            Some(&plan) => plan,
            None => {
                let parts = [("form", form), ("kapp", kapp)];
                let element = Element::new(parts.iter().filter_map(|(kind, name)| Some((*kind, (*name)?))));
                let request = Request {
                    element: element.clone(),
                    ..self.request.clone()
                };
                let plan = self.set.plan(&request);
                self.wanted
                    .extend(plan.columns().iter().map(|(_, key)| (*key).to_owned()));
                self.plans.push((element, plan));
                self.known.insert(key.clone(), self.plans.len() - 1);
                self.plans.len() - 1
            }
        };
        self.last = Some((key.0, key.1, plan));
        plan
    }

    fn may(&mut self, row: &impl Submission) -> bool {
        if !row.is_row() {
            return false;
        }
        let number = self.plan(row);
        let Some((element, plan)) = self.plans.get(number) else {
            return false;
        };
        if let Some(allowed) = plan.may(row) {
            return allowed;
        }
        let Some(Json::Object(mut submission)) = row.json() else {
            return false;
        };
        let values = match submission.remove("values") {
            Some(Json::Object(values)) => values,
            _ => Map::new(),
        };
        for part in plan::APART {
            submission.remove(part);
        }
        let mut request = Request {
            element: element.clone(),
            ..self.request.clone()
        };
        request
            .sections
            .insert("submission".to_owned(), Json::Object(submission));
        request.sections.insert("values".to_owned(), Json::Object(values));
        let decision = self.set.decide(&request);
        self.tally.faults += u64::from(decision.fault.is_some());
        decision.is_allowed()
    }
}

impl<I: Iterator<Item = Json>> Iterator for Search<'_, I> {
    type Item = Result<Json, TooMany>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.tally.beyond(self.limit).is_some() {
            return None;
        }
        loop {
            let Some(row) = self.rows.next() else {
                self.tally.complete = true;
                return None;
            };
            let allowed = self.checker.row(&row);
            self.tally = self.checker.tally;
            if allowed {
                return Some(Ok(row));
            }
            if let Some(error) = self.tally.beyond(self.limit) {
                return Some(Err(error));
            }
        }
    }
}
