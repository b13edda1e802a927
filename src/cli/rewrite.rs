//! Writes files anew: the old text or the new one is there at every moment, never a part.
//!
//! Input: a path and its new text. The text goes to a file beside, which then takes the place of the old one; a link is
//! not followed, since what it leads to may lie outside of the folder that was named.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use similar::TextDiff;

use super::{Failed, input};
use crate::fix::embedded;
use crate::policy::rules::{RulesOfSet, SetRule};

/// How many names are tried for the file beside.
const TRIES: u32 = 100;

/// Gives a file a new text.
fn write(path: &Path, text: &str) -> Result<(), Failed> {
    let failed = |error: &io::Error| Failed::Usage(format!("cannot write {}: {error}", path.display()));
    let known = fs::symlink_metadata(path).map_err(|error| failed(&error))?;
    if known.file_type().is_symlink() {
        return Err(Failed::Usage(format!(
            "{} is a link and is not written through; name the file that it leads to",
            path.display()
        )));
    }
    let (beside, mut file) = create_beside(path).map_err(|error| failed(&error))?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.set_permissions(known.permissions()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::rename(&beside, path));
    written.map_err(|error| {
        // What is left of an attempt that failed is of no use; that it cannot be removed either changes nothing.
        let _ = fs::remove_file(&beside);
        failed(&error)
    })
}

fn create_beside(path: &Path) -> io::Result<(PathBuf, fs::File)> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
    for number in 0..TRIES {
        let beside = path.with_file_name(format!(".{name}.{number}.new"));
        match OpenOptions::new().write(true).create_new(true).open(&beside) {
            Ok(file) => return Ok((beside, file)),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
            Err(error) => return Err(error),
        }
    }
    Err(last)
}

/// What becomes of changed texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// They are written.
    Write,
    /// What changes is printed.
    Diff,
    /// The names of their files are printed.
    List,
}

/// Writes or prints what changes in a file.
pub(super) fn file(mode: Mode, path: &Path, old: &str, new: &str, out: &mut dyn Write) -> Result<(), Failed> {
    if old == new {
        return Ok(());
    }
    match mode {
        Mode::Write => write(path, new)?,
        Mode::Diff => write!(out, "{}", diff(&path.display().to_string(), old, new))?,
        Mode::List => writeln!(out, "{}", path.display())?,
    }
    Ok(())
}

/// Writes or prints what changes in the files of a set, where rules get other texts.
pub(super) fn rules(
    mode: Mode,
    set: &RulesOfSet,
    changed: &[(&SetRule, String)],
    out: &mut dyn Write,
) -> Result<(), Failed> {
    for (number, known) in set.files.iter().enumerate() {
        let mut here: Vec<&(&SetRule, String)> = changed.iter().filter(|(rule, _)| rule.file == number).collect();
        if here.is_empty() {
            continue;
        }
        // From the last place to the first, so that the places before stay right.
        here.sort_by_key(|(rule, _)| std::cmp::Reverse(rule.start));
        let path = Path::new(&known.name);
        let old = input::read_text(path)?;
        // The loader leaves a byte order mark out; the file keeps it.
        let mark = if old.starts_with('\u{feff}') { "\u{feff}" } else { "" };
        if old.strip_prefix(mark) != Some(known.text.as_str()) {
            let message = format!("{} has changed while it was read; run the command again", known.name);
            return Err(Failed::Usage(message));
        }
        let mut text = known.text.clone();
        for (rule, new) in here {
            text = embedded::replace(&text, rule.start, new).ok_or_else(|| {
                Failed::Usage(format!("cannot find the rule {:?} in {}", rule.source.name, known.name))
            })?;
        }
        file(mode, path, &old, &format!("{mark}{text}"), out)?;
    }
    Ok(())
}

/// What changes between two texts, in the form of `diff -u`.
fn diff(name: &str, old: &str, new: &str) -> String {
    TextDiff::from_lines(old, new)
        .unified_diff()
        .context_radius(3)
        .header(name, name)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_diff_names_the_file_and_the_lines() {
        let text = diff("rule.js", "a\nb\n", "a\nc\n");
        assert_eq!(text, "--- rule.js\n+++ rule.js\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n");
    }
}
