//! Reads rules from files and folders.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use super::{Failed, Lang};
use crate::limits::Limits;
use crate::source::{Dialect, Source};

/// Deepest folder that is searched, so that a cycle of links ends.
const DEEPEST: usize = 64;

/// The language that a file's ending says.
pub(super) fn dialect_of(path: &Path) -> Option<Dialect> {
    match path.extension()?.to_str()? {
        "js" => Some(Dialect::JavaScript),
        "rb" => Some(Dialect::Ruby),
        _ => None,
    }
}

/// The files with rules among `paths`, folders searched, each once, in order.
pub(super) fn rule_files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Failed> {
    let mut files = Vec::new();
    for path in paths {
        let kind = fs::metadata(path).map_err(|error| unreadable(path, &error))?;
        if kind.is_dir() {
            search(path, 0, &mut files)?;
        } else {
            files.push(path.clone());
        }
    }
    files.sort();
    files.dedup();
    Ok(files)
}

fn search(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Failed> {
    if depth > DEEPEST {
        return Ok(());
    }
    for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let entry = entry.map_err(|error| unreadable(folder, &error))?;
        let path = entry.path();
        // Links are not followed, so that a folder that links to itself is searched once.
        let kind = entry.file_type().map_err(|error| unreadable(&path, &error))?;
        if kind.is_dir() {
            search(&path, depth + 1, files)?;
        } else if kind.is_file() && dialect_of(&path).is_some() {
            files.push(path);
        }
    }
    Ok(())
}

/// The rule in a file; `-` is standard input. Bytes that are no UTF-8 are an error, and no more is read than a rule may
/// have.
pub(super) fn read_rule(path: &Path, lang: Option<Lang>) -> Result<Source, Failed> {
    let dialect = lang.map(Dialect::from).or_else(|| dialect_of(path)).ok_or_else(|| {
        Failed::Usage(format!(
            "cannot tell the language of {}; name it with --lang js or --lang ruby",
            path.display()
        ))
    })?;
    let text = read_text(path)?;
    Ok(Source {
        name: path.display().to_string(),
        text,
        dialect,
    })
}

/// The text of a file; `-` is standard input.
pub(super) fn read_text(path: &Path) -> Result<String, Failed> {
    let most = Limits::default().source_bytes as u64 + 1;
    let mut bytes = Vec::new();
    let result = if path == Path::new("-") {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    result.map_err(|error| unreadable(path, &error))?;
    let cut = bytes.len() as u64 == most;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        // A text that was cut may end within a character; the compiler then says that it is too long.
        Err(error) if cut && error.utf8_error().error_len().is_none() => {
            Ok(String::from_utf8_lossy(error.as_bytes()).into_owned())
        }
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            Err(Failed::Usage(format!(
                "{} is not UTF-8: byte {at} starts no character",
                path.display()
            )))
        }
    }
}

pub(super) fn unreadable(path: &Path, error: &std::io::Error) -> Failed {
    Failed::Usage(format!("cannot read {}: {error}", path.display()))
}
