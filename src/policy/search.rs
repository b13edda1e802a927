//! Submission search: the query runs first, the policies are checked on its result (K10).
//!
//! Input: rows as an iterator; output: the accessible ones, one at a time and in constant memory. With a limit the search
//! fails as the product's does, once more than so many rows are inaccessible; without one it is exact.

use serde_json::{Map, Value as Json};

use super::{Element, PolicySet, Request};

/// An iterator over the rows that the caller may see.
#[derive(Debug)]
pub struct Search<'a, I> {
    set: &'a PolicySet,
    request: Request,
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
            set: self,
            request,
            rows,
            limit,
            tally: Tally::default(),
        }
    }
}

impl<I: Iterator<Item = Json>> Iterator for Search<'_, I> {
    type Item = Result<Json, TooMany>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.limit.is_some_and(|limit| self.tally.inaccessible > limit) {
            return None;
        }
        loop {
            let Some(row) = self.rows.next() else {
                self.tally.complete = true;
                return None;
            };
            self.tally.examined += 1;
            if self.may(&row) {
                self.tally.accessible += 1;
                return Some(Ok(row));
            }
            self.tally.inaccessible += 1;
            if let Some(limit) = self.limit.filter(|&limit| self.tally.inaccessible > limit) {
                let inaccessible = self.tally.inaccessible;
                return Some(Err(TooMany { limit, inaccessible }));
            }
        }
    }
}

impl<I> Search<'_, I> {
    /// Whether the caller may reach a row. What is no row is not reached.
    fn may(&mut self, row: &Json) -> bool {
        let Json::Object(row) = row else { return false };
        let mut submission = row.clone();
        let values = match submission.remove("values") {
            None | Some(Json::Null) => Map::new(),
            Some(Json::Object(values)) => values,
            Some(_) => return false,
        };
        let slug = |part: &Json| match part {
            Json::String(slug) => Some(slug.clone()),
            other => other.get("slug").and_then(Json::as_str).map(str::to_owned),
        };
        let named = |kind: &str, part: Option<Json>| match part {
            Some(part) => slug(&part),
            None => self.request.element.get(kind).map(str::to_owned),
        };
        let form = submission.remove("form");
        let own_kapp = submission
            .remove("kapp")
            .or_else(|| form.as_ref().and_then(|form| form.get("kapp").cloned()));
        let (form, kapp) = (named("form", form), named("kapp", own_kapp));
        let mut request = self.request.clone();
        let parts = [("form", form), ("kapp", kapp)];
        request.element = Element::new(parts.iter().filter_map(|(kind, name)| Some((*kind, name.as_deref()?))));
        request
            .sections
            .insert("submission".to_owned(), Json::Object(submission));
        request.sections.insert("values".to_owned(), Json::Object(values));
        let decision = self.set.decide(&request);
        self.tally.faults += u64::from(decision.fault.is_some());
        decision.is_allowed()
    }
}
