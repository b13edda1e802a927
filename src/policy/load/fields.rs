//! Reads fields of a tree with their types: what is of the wrong type is a problem that names file, path and value.
//!
//! Absent and null mean the same; fields that nobody asks for are ignored.

use serde_json::{Map, Value as Json};

use super::files::File;
use super::place::{self, Step};
use crate::diag::Code;
use crate::policy::problem::Problem;

/// A map of a file, with its path; notes what is of the wrong type.
pub struct Fields<'a> {
    /// The file.
    pub file: &'a File,
    /// The path of the map.
    pub path: Vec<Step>,
    map: &'a Map<String, Json>,
}

/// How a value appears in a message: short.
pub fn short(value: &Json) -> String {
    let text = value.to_string();
    if text.chars().count() <= 60 {
        return text;
    }
    let cut: String = text.chars().take(57).collect();
    format!("{cut}…")
}

/// A problem with a value of another type than expected.
fn wrong(file: &File, path: &[Step], value: &Json, expected: &str) -> Problem {
    let place = (super::files::format_of(&file.name) == Some(super::files::Format::Json))
        .then(|| file.line_column(file.start_of(path)));
    let message = format!("the value is {}, and {expected} is expected here", short(value));
    Problem::fatal(Code::E0803, &file.name, place::shown(path), message).at(place)
}

impl<'a> Fields<'a> {
    /// The fields of a value that must be a map.
    pub fn of(file: &'a File, path: Vec<Step>, value: &'a Json, problems: &mut Vec<Problem>) -> Option<Fields<'a>> {
        match value {
            Json::Object(map) => Some(Fields { file, path, map }),
            other => {
                problems.push(wrong(file, &path, other, "an object"));
                None
            }
        }
    }

    /// The path of a field.
    pub fn below(&self, key: &str) -> Vec<Step> {
        let mut path = self.path.clone();
        path.push(Step::Key(key.to_owned()));
        path
    }

    fn value(&self, key: &str) -> Option<&'a Json> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// A text.
    pub fn text(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
        match self.value(key)? {
            Json::String(text) => Some(text),
            other => {
                problems.push(wrong(self.file, &self.below(key), other, "a text"));
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required(&self, key: &str, problems: &mut Vec<Problem>) -> Option<&'a str> {
        if self.value(key).is_none() {
            problems.push(wrong(
                self.file,
                &self.below(key),
                &Json::Null,
                &format!("`{key}`, a text,"),
            ));
            return None;
        }
        self.text(key, problems)
    }

    /// A flag; false where it is absent.
    pub fn flag(&self, key: &str, problems: &mut Vec<Problem>) -> bool {
        match self.value(key) {
            None => false,
            Some(Json::Bool(flag)) => *flag,
            Some(other) => {
                problems.push(wrong(self.file, &self.below(key), other, "true or false"));
                false
            }
        }
    }

    /// The items of a list; none where it is absent.
    pub fn list(&self, key: &str, problems: &mut Vec<Problem>) -> &'a [Json] {
        match self.value(key) {
            None => &[],
            Some(Json::Array(items)) => items,
            Some(other) => {
                problems.push(wrong(self.file, &self.below(key), other, "a list"));
                &[]
            }
        }
    }

    /// The maps of a list.
    pub fn maps(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<Fields<'a>> {
        let items = self.list(key, problems);
        maps(self.file, &self.below(key), items, problems)
    }

    /// The texts of a list.
    pub fn texts(&self, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
        let mut texts = Vec::new();
        for (index, item) in self.list(key, problems).iter().enumerate() {
            match item {
                Json::String(text) => texts.push(text.clone()),
                other => {
                    let mut path = self.below(key);
                    path.push(Step::Item(index));
                    problems.push(wrong(self.file, &path, other, "a text"));
                }
            }
        }
        texts
    }

    /// A map; none where it is absent.
    pub fn map(&self, key: &str, problems: &mut Vec<Problem>) -> Option<Fields<'a>> {
        Fields::of(self.file, self.below(key), self.value(key)?, problems)
    }

    /// Every key with its value.
    pub fn entries(&self) -> impl Iterator<Item = (&'a String, &'a Json)> + use<'a> {
        self.map.iter()
    }

    /// A problem at a field of this map.
    pub fn problem(&self, code: Code, key: Option<&str>, message: impl Into<String>) -> Problem {
        let path = key.map_or_else(|| self.path.clone(), |key| self.below(key));
        at(self.file, &path, code, message)
    }
}

/// A problem, not fatal, at a path of a file.
pub fn at(file: &File, path: &[Step], code: Code, message: impl Into<String>) -> Problem {
    let place = (super::files::format_of(&file.name) == Some(super::files::Format::Json))
        .then(|| file.line_column(file.start_of(path)));
    Problem::new(code, &file.name, place::shown(path), message).at(place)
}

/// The maps of a list whose path is known.
pub fn maps<'a>(file: &'a File, path: &[Step], items: &'a [Json], problems: &mut Vec<Problem>) -> Vec<Fields<'a>> {
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let mut path = path.to_vec();
        path.push(Step::Item(index));
        found.extend(Fields::of(file, path, item, problems));
    }
    found
}
