//! Loaders: from the files that the products write to what they say, names not yet resolved.
//!
//! Input: a path, or files in memory; output: a [`Reading`]. Whatever is of the wrong type, unreadable or there twice is
//! a problem that names file, path and value; unknown fields are ignored; the order of the files never matters. A bundle
//! holds files and settings, which are read as those of a folder are.

pub mod core;
mod fields;
pub mod files;
pub mod flows;
pub mod keep;
pub mod place;
pub mod settings;
pub mod task;
pub(in crate::policy) mod tree;

use std::path::Path;

use serde_json::Value as Json;

use self::core::Space;
use self::files::{File, Format, Found, format_of};
use self::task::Task;
use self::tree::{Keep, Tree};
use crate::diag::Code;
use crate::limits::Limits;
use crate::policy::Settings;
use crate::policy::bundle::contents;
use crate::policy::problem::Problem;
use crate::policy::programs::Compiled;

/// What the files of a set say.
#[derive(Debug, Default)]
pub struct Reading {
    /// The files, for places in messages.
    pub files: Vec<File>,
    /// A Kinetic Core export.
    pub space: Option<Space>,
    /// A Kinetic Task export.
    pub task: Option<Task>,
    /// Keep's workflows.
    pub workflows: Vec<keep::Workflow>,
    /// FlowRunner's apps.
    pub apps: Vec<flows::App>,
    /// How the models decide.
    pub settings: Settings,
    /// What was found.
    pub problems: Vec<Problem>,
    /// Programs of rules of the set, where it was compiled before.
    pub compiled: Compiled,
    /// Whether the set is one file that was named.
    pub(in crate::policy) alone: bool,
    /// The files that say something to the set, by their numbers.
    pub(in crate::policy) concerned: Vec<usize>,
    /// Folders of the exports that were met, to notice when there are two.
    roots: std::collections::BTreeMap<&'static str, Vec<String>>,
}

impl Reading {
    /// Reads a file or a folder, with the `rulec.toml` that is nearest to it; or a bundle, which has its settings with it.
    pub fn path(path: &Path, limits: &Limits) -> Reading {
        let (files, problems) = match files::find(path, limits) {
            Found::Files(files, problems) => (files, problems),
            Found::Bundle(bytes) => return Reading::bundle(&path.display().to_string(), bytes),
        };
        let (settings, wrong) = settings::nearest(path);
        // In a folder a file that does not concern us is none of our business; one that is named does.
        let mut reading = Reading::read(files, settings, path.is_file());
        reading.problems.extend(problems);
        reading.problems.extend(wrong);
        reading
    }

    /// Reads files that are in memory.
    pub fn files(files: Vec<File>, settings: Settings) -> Reading {
        let alone = files.len() == 1;
        Reading::read(files, settings, alone)
    }

    /// Reads what a bundle of this name holds.
    pub fn bundle(name: &str, bytes: Vec<u8>) -> Reading {
        match contents(bytes) {
            Ok(found) => Reading {
                compiled: found.compiled,
                ..Reading::read(found.files, found.settings, found.alone)
            },
            Err(why) => Reading {
                problems: vec![Problem::fatal(Code::E0813, name, "", why)],
                ..Reading::default()
            },
        }
    }

    fn read(mut files: Vec<File>, settings: Settings, alone: bool) -> Reading {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let mut reading = Reading {
            settings,
            alone,
            ..Reading::default()
        };
        // Which of two would count is what the order of the files must not say.
        for pair in files.windows(2).filter(|pair| pair[0].name == pair[1].name) {
            let message = "there are two files of this name";
            let problem = Problem::fatal(Code::E0804, &pair[0].name, "", message);
            reading.problems.push(problem);
        }
        for (number, file) in files.iter().enumerate() {
            if reading.file(number, file) {
                reading.concerned.push(number);
            }
        }
        reading.files = files;
        reading
    }

    /// Reads a file; whether it says something to the set.
    fn file(&mut self, number: usize, file: &File) -> bool {
        let parts: Vec<&str> = file.parts.iter().map(String::as_str).collect();
        if let Some((root, rest)) = export_part(&parts, "core") {
            self.root("core", root, file);
            let mut space = self.space.take().unwrap_or_default();
            core::read(&mut space, rest, number, file, self);
            self.space = Some(space);
        } else if let Some((root, rest)) = export_part(&parts, "task") {
            self.root("task", root, file);
            let mut task = self.task.take().unwrap_or_default();
            task::read(&mut task, rest, number, file, self);
            self.task = Some(task);
        } else {
            return self.other(file);
        }
        true
    }

    /// A file that is no part of an export: workflows, flows, or something that does not concern us.
    fn other(&mut self, file: &File) -> bool {
        let Some(format) = format_of(&file.name) else {
            return false;
        };
        // A quick look keeps files that cannot concern us from being parsed, and from being complained about.
        let words: &[&str] = match format {
            Format::Json => &["\"flows\"", "\"app_wide\""],
            Format::Yaml => &["workflow", "alert", "permissions", "flows", "app_wide", "triggers"],
        };
        if !words.iter().any(|word| file.text.contains(word)) {
            if self.alone {
                let message = "this is neither a part of an export nor a workflow nor a flow file";
                self.problems.push(Problem::fatal(Code::E0802, &file.name, "", message));
            }
            return false;
        }
        let outline = match tree::read(&file.text, format, Keep::Everywhere(keep::KEYS)) {
            Ok(outline) => outline,
            // A template of another tool, or several documents: no reader of ours takes it, so that what it might say is
            // unknown to the set, and what is unknown is denied.
            Err(_) if !self.alone && !looks_like_ours(&file.text) => return false,
            Err(error) => {
                self.malformed(file, format, &error);
                return true;
            }
        };
        if flows::is_flows_outline(&outline.value) {
            match tree::read(&file.text, format, Keep::All) {
                Ok(tree) if flows::is_flows(&tree.value) => flows::read(file, &tree, self),
                Ok(_) => return false,
                Err(error) => self.malformed(file, format, &error),
            }
        } else if format == Format::Yaml && keep::is_workflow(&outline.value) {
            keep::read(file, &outline, self);
        } else {
            return false;
        }
        true
    }

    fn root(&mut self, kind: &'static str, root: &[&str], file: &File) {
        let root = root.join("/");
        let known = self.roots.entry(kind).or_default();
        if known.contains(&root) {
            return;
        }
        if !known.is_empty() {
            let message = format!(
                "there is another Kinetic {kind} export in {}; a set holds one, so name the folder of one of them",
                known[0]
            );
            self.problems.push(Problem::fatal(Code::E0804, &file.name, "", message));
        }
        known.push(root);
    }

    /// The tree of a file of an export.
    fn tree(&mut self, file: &File, format: Format, keep: Keep<'_>) -> Option<Json> {
        match tree::read(&file.text, format, keep) {
            Ok(Tree { value, repeated }) => {
                for path in repeated {
                    let message = "the key is there twice, and readers disagree about which one counts";
                    self.problems
                        .push(Problem::fatal(Code::E0802, &file.name, path, message));
                }
                Some(value)
            }
            Err(error) => {
                self.malformed(file, format, &error);
                None
            }
        }
    }

    fn malformed(&mut self, file: &File, format: Format, error: &str) {
        let format = match format {
            Format::Json => "JSON",
            Format::Yaml => "YAML",
        };
        let message = format!("it cannot be read as {format}: {error}");
        self.problems.push(Problem::fatal(Code::E0802, &file.name, "", message));
    }

    fn wrong(&mut self, file: &File, value: &Json, expected: &str) {
        let message = format!("the value is {}, and {expected} is expected here", fields::short(value));
        self.problems.push(Problem::fatal(Code::E0803, &file.name, "", message));
    }
}

/// Whether some line of a text starts with a key that only our files have outermost; in JSON any line may.
fn looks_like_ours(text: &str) -> bool {
    const KEYS: &[&str] = &["workflow", "workflows", "alert", "alerts", "flows", "app_wide"];
    let text = text.trim_start();
    (text.starts_with('{') && !text.starts_with("{{"))
        || text.lines().any(|line| {
            let key = line.split(':').next().unwrap_or("").trim_matches(['"', '\'']);
            KEYS.contains(&key)
        })
}

impl File {
    /// The end of its place that says what it is in a set: from `core` or `task` on in an export, else its name.
    pub(in crate::policy) fn place_in_set(&self) -> &[String] {
        let parts: Vec<&str> = self.parts.iter().map(String::as_str).collect();
        let above = ["core", "task"]
            .iter()
            .find_map(|kind| export_part(&parts, kind).map(|(root, _)| root.len()));
        let start = above.unwrap_or(self.parts.len().saturating_sub(1));
        self.parts.get(start..).unwrap_or(&[])
    }
}

/// The folder of an export and the path below its `core` or `task`, where a file is a part of one.
fn export_part<'p, 'n>(parts: &'p [&'n str], kind: &str) -> Option<(&'p [&'n str], &'p [&'n str])> {
    let at = (0..parts.len()).rev().find(|&at| {
        let below = &parts[at + 1..];
        parts[at] == kind
            && match kind {
                "core" => below == ["space.json"] || (below.len() > 1 && below[0] == "space"),
                _ => below.len() == 2 && matches!(below[0], "policyRules" | "categories" | "sources"),
            }
    })?;
    let json = parts.last().is_some_and(|name| format_of(name) == Some(Format::Json));
    json.then(|| (&parts[..at], &parts[at + 1..]))
}
