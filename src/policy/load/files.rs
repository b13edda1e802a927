//! Finds the files of a set: a file, or a folder that is searched for JSON and YAML.
//!
//! Input: a path; output: texts with the names by which people know them, in the order of the names. Links to files are
//! followed, links to folders are not, so that a folder that links to itself is searched once; one in an export is a
//! problem, since a part of the export would be missing.

use std::fs;
use std::io::Read;
use std::path::Path;
use std::sync::OnceLock;

use super::place::{Index, Step};
use crate::bytecode::Bundle;
use crate::diag::Code;
use crate::limits::Limits;
use crate::policy::problem::Problem;

/// A file of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name as people wrote it, with `/` between folders.
    pub name: String,
    /// Where it stands, for recognising the parts of an export: the names of the folders and of the file.
    pub parts: Vec<String>,
    /// Its text.
    pub text: String,
    /// Where things stand in it, once somebody has asked.
    index: OnceLock<Index>,
}

impl File {
    /// A file with this name and text.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let name = name.into();
        let parts = name.split('/').map(str::to_owned).collect();
        File::at(name, parts, text)
    }

    /// A file that stands elsewhere than its name says.
    pub fn at(name: impl Into<String>, parts: Vec<String>, text: impl Into<String>) -> Self {
        File {
            name: name.into(),
            parts,
            text: text.into(),
            index: OnceLock::new(),
        }
    }

    /// The byte at which the value of a path starts.
    pub fn start_of(&self, path: &[Step]) -> usize {
        self.index().start_of(&self.text, path)
    }

    /// The line and the column, from 1, of a byte.
    pub fn line_column(&self, at: usize) -> (u32, u32) {
        self.index().line_column(&self.text, at)
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(&self.text))
    }
}

/// The formats that sets are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// The format that a file's ending says.
pub fn format_of(name: &str) -> Option<Format> {
    let (_, ending) = name.rsplit_once('.')?;
    match ending.to_ascii_lowercase().as_str() {
        "json" => Some(Format::Json),
        "yaml" | "yml" => Some(Format::Yaml),
        _ => None,
    }
}

/// Bytes that tell a bundle from a text.
const HEAD: u64 = 8;

/// Folders that never hold a part of a set.
const SKIPPED: &[&str] = &["node_modules", ".git"];

/// What was found at a path.
#[derive(Debug)]
pub enum Found {
    /// The files that may belong to a set, and what could not be read.
    Files(Vec<File>, Vec<Problem>),
    /// The bytes of a file that starts as a bundle does.
    Bundle(Vec<u8>),
}

/// Finds the files at a path.
pub fn find(path: &Path, limits: &Limits) -> Found {
    let root = fs::canonicalize(path).unwrap_or_default();
    let above: Vec<String> = root
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    let mut search = Search {
        files: Vec::new(),
        problems: Vec::new(),
        limits,
    };
    match fs::metadata(path) {
        Err(error) => search.unreadable(path, &error),
        Ok(kind) if kind.is_dir() => search.folder(path, &above, 0),
        Ok(_) => {
            if let Some(bytes) = search.named(path, above) {
                return Found::Bundle(bytes);
            }
        }
    }
    search.files.sort_by(|a, b| a.name.cmp(&b.name));
    Found::Files(search.files, search.problems)
}

/// Whether a folder, or what would be in it, is a part of an export.
fn in_export(parts: &[String]) -> bool {
    let below = |at: usize| parts.get(at + 1).map(String::as_str);
    (0..parts.len()).any(|at| match parts[at].as_str() {
        "core" => matches!(below(at), None | Some("space")),
        "task" => matches!(below(at), None | Some("policyRules" | "categories" | "sources")),
        _ => false,
    })
}

/// Whether a link leads to a folder that it is in.
fn leads_back(link: &Path) -> bool {
    let folder = link.parent().map(fs::canonicalize);
    match (fs::canonicalize(link), folder) {
        (Ok(target), Some(Ok(folder))) => folder.starts_with(target),
        _ => false,
    }
}

struct Search<'a> {
    files: Vec<File>,
    problems: Vec<Problem>,
    limits: &'a Limits,
}

impl Search<'_> {
    fn unreadable(&mut self, path: &Path, why: &dyn std::fmt::Display) {
        let message = format!("it cannot be read: {why}");
        let problem = Problem::fatal(Code::E0801, path.display().to_string(), "", message);
        self.problems.push(problem);
    }

    fn folder(&mut self, folder: &Path, above: &[String], depth: usize) {
        if depth > self.limits.folder_depth {
            return self.unreadable(folder, &"its folders are nested too deeply");
        }
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(folder, &error),
        };
        for entry in entries {
            let (path, kind, name) = match entry.and_then(|entry| {
                let kind = entry.file_type()?;
                Ok((entry.path(), kind, entry.file_name()))
            }) {
                Ok(found) => found,
                Err(error) => {
                    self.unreadable(folder, &error);
                    continue;
                }
            };
            let name = name.to_string_lossy().into_owned();
            if kind.is_dir() && SKIPPED.contains(&name.as_str()) {
                continue;
            }
            let mut parts = above.to_vec();
            parts.push(name.clone());
            if kind.is_dir() {
                self.folder(&path, &parts, depth + 1);
            } else if kind.is_file() && format_of(&name).is_some() {
                self.file(&path, parts);
            } else if kind.is_symlink() {
                self.link(&path, parts);
            }
        }
    }

    fn link(&mut self, path: &Path, parts: Vec<String>) {
        let concerns_us = format_of(&path.to_string_lossy()).is_some();
        match fs::metadata(path) {
            Ok(kind) if kind.is_file() && concerns_us => self.file(path, parts),
            // What a linked folder of an export holds would be missing, and something wider could decide in its place. A
            // folder that holds the link is read anyway.
            Ok(kind) if kind.is_dir() && in_export(&parts) && !leads_back(path) => {
                let why = "it is a link to a folder, which is not followed; copy the folder into the export";
                self.unreadable(path, &why);
            }
            Err(error) if concerns_us => self.unreadable(path, &error),
            _ => {}
        }
    }

    /// Reads the file that was named; gives its bytes where they are those of a bundle.
    fn named(&mut self, path: &Path, parts: Vec<String>) -> Option<Vec<u8>> {
        // It may be a pipe, which can be read once, so that its start is read before it is known what it is.
        let mut bytes = Vec::new();
        let mut file = match fs::File::open(path) {
            Ok(file) => file,
            Err(error) => {
                self.unreadable(path, &error);
                return None;
            }
        };
        if let Err(error) = Read::by_ref(&mut file).take(HEAD).read_to_end(&mut bytes) {
            self.unreadable(path, &error);
            return None;
        }
        if Bundle::is_compiled(&bytes) {
            let most = self.limits.bundle_bytes;
            let length = file.metadata().map_or(0, |known| known.len().min(most));
            bytes.reserve(usize::try_from(length).unwrap_or(0));
            return self.rest(path, file, &mut bytes, most).then_some(bytes);
        }
        let most = self.limits.file_bytes;
        if self.rest(path, file, &mut bytes, most) {
            self.text(path, parts, bytes);
        }
        None
    }

    fn file(&mut self, path: &Path, parts: Vec<String>) {
        let mut bytes = Vec::new();
        match fs::File::open(path) {
            Err(error) => self.unreadable(path, &error),
            Ok(file) => {
                if self.rest(path, file, &mut bytes, self.limits.file_bytes) {
                    self.text(path, parts, bytes);
                }
            }
        }
    }

    /// Reads what is left of a file; whether it could be read and has no more than `most` bytes.
    fn rest(&mut self, path: &Path, file: fs::File, bytes: &mut Vec<u8>, most: u64) -> bool {
        let left = most.saturating_add(1).saturating_sub(bytes.len() as u64);
        if let Err(error) = file.take(left).read_to_end(bytes) {
            self.unreadable(path, &error);
            return false;
        }
        let fits = bytes.len() as u64 <= most;
        if !fits {
            self.unreadable(path, &format!("it is longer than {most} bytes"));
        }
        fits
    }

    fn text(&mut self, path: &Path, parts: Vec<String>, bytes: Vec<u8>) {
        match String::from_utf8(bytes) {
            Ok(text) => {
                // A byte order mark says only that the text is UTF-8.
                let text = text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text);
                self.files.push(File::at(path.display().to_string(), parts, text));
            }
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                self.unreadable(
                    path,
                    &format!("it is not UTF-8, byte {at} starts no character; save it as UTF-8"),
                );
            }
        }
    }
}
