//! Reads rules and data from files, folders and standard input; everything that is read is bounded.

use std::fs;
use std::io::{self, BufRead, Read};
use std::path::{Path, PathBuf};

use super::{Failed, Lang};
use crate::bytecode::Bundle;
use crate::limits::Limits;
use crate::source::{Dialect, Source};

/// Deepest folder that is searched, so that a cycle of mounts ends.
const DEEPEST: usize = 64;

/// Largest file of data that is read, in bytes.
const DATA: u64 = 64 << 20;

/// The language that a file's ending says.
pub(super) fn dialect_of(path: &Path) -> Option<Dialect> {
    match path.extension()?.to_str()? {
        "js" => Some(Dialect::JavaScript),
        "rb" => Some(Dialect::Ruby),
        _ => None,
    }
}

/// Whether a path stands for standard input.
pub(super) fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// Whether a file is compiled; a pipe is not looked into, since what is read of it is gone.
pub(super) fn is_compiled(path: &Path) -> bool {
    let mut head = Vec::new();
    let mut read = || fs::File::open(path).and_then(|file| file.take(8).read_to_end(&mut head));
    path.is_file() && read().is_ok() && Bundle::is_compiled(&head)
}

/// What is to be said where a text is expected and a compiled file is named.
pub(super) fn compiled(path: &Path) -> Failed {
    let name = path.display();
    Failed::Usage(format!("{name} is compiled; name what it was compiled from"))
}

/// The files with rules among `paths`, folders searched, each once, in order; what cannot be read goes to `problems`.
pub(super) fn rule_files(paths: &[PathBuf], problems: &mut Vec<Failed>) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match fs::metadata(path) {
            _ if is_stdin(path) => files.push(path.clone()),
            Ok(kind) if kind.is_dir() => {
                let before = files.len();
                search(path, 0, &mut files, problems);
                if files.len() == before {
                    problems.push(Failed::Usage(format!(
                        "there are no rules in {}: no file ends in `.js` or `.rb`",
                        path.display()
                    )));
                }
            }
            Ok(_) => files.push(path.clone()),
            Err(error) => problems.push(unreadable(path, &error)),
        }
    }
    files.sort();
    files.dedup();
    files
}

fn search(folder: &Path, depth: usize, files: &mut Vec<PathBuf>, problems: &mut Vec<Failed>) {
    if depth > DEEPEST {
        return;
    }
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) => return problems.push(unreadable(folder, &error)),
    };
    for entry in entries {
        // Links are not followed, so that a folder that links to itself is searched once.
        match entry.and_then(|entry| Ok((entry.path(), entry.file_type()?))) {
            Ok((path, kind)) if kind.is_dir() => search(&path, depth + 1, files, problems),
            Ok((path, kind)) if kind.is_file() && dialect_of(&path).is_some() => files.push(path),
            Ok(_) => {}
            Err(error) => problems.push(unreadable(folder, &error)),
        }
    }
}

/// The rule in a file; `-` is standard input. No more is read than one byte beyond what a rule may have: the compiler
/// then says that it is too long.
pub(super) fn read_rule(path: &Path, lang: Option<Lang>) -> Result<Source, Failed> {
    let name = if is_stdin(path) {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    };
    if path.is_dir() {
        return Err(Failed::Usage(format!("{name} is a folder; name the file of one rule")));
    }
    if is_compiled(path) {
        return Err(compiled(path));
    }
    let dialect = lang.map(Dialect::from).or_else(|| dialect_of(path)).ok_or_else(|| {
        Failed::Usage(format!(
            "cannot tell the language of {name}; name it with --lang js or --lang ruby"
        ))
    })?;
    let most = Limits::default().source_bytes as u64;
    let mut bytes = read(path, most + 1)?;
    if bytes.len() as u64 > most {
        // The cut may go through a character.
        let whole = bytes.len() - bytes.utf8_chunks().last().map_or(0, |chunk| chunk.invalid().len());
        bytes.truncate(whole);
        bytes.resize(most as usize + 1, b' ');
    }
    let text = text(&name, bytes)?;
    Ok(Source { name, text, dialect })
}

/// The text of a file with data; `-` is standard input.
pub(super) fn read_text(path: &Path) -> Result<String, Failed> {
    let mut bytes = read(path, DATA + 1)?;
    if bytes.len() as u64 > DATA {
        return Err(Failed::Usage(format!(
            "{} is too large: more than {DATA} bytes",
            path.display()
        )));
    }
    bytes.drain(..mark(&bytes));
    text(&path.display().to_string(), bytes)
}

/// The length of the mark of UTF-8 that editors of Windows write before data; JSON has no word for it.
fn mark(bytes: &[u8]) -> usize {
    const MARK: &str = "\u{FEFF}";
    if bytes.starts_with(MARK.as_bytes()) {
        MARK.len()
    } else {
        0
    }
}

fn read(path: &Path, most: u64) -> Result<Vec<u8>, Failed> {
    let mut bytes = Vec::new();
    let result = if is_stdin(path) {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        fs::File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes))
    };
    result.map_err(|error| unreadable(path, &error))?;
    Ok(bytes)
}

fn text(name: &str, bytes: Vec<u8>) -> Result<String, Failed> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let before = &error.as_bytes()[..at];
        let line = before.iter().filter(|&&byte| byte == b'\n').count() + 1;
        Failed::Usage(format!(
            "{name} is not UTF-8: byte {at}, in line {line}, starts no character; save it as UTF-8"
        ))
    })
}

pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failed {
    Failed::Usage(format!("cannot read {}: {error}", path.display()))
}

/// A line of a stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// It is in the buffer, without its end.
    Whole,
    /// It is longer than allowed; it was passed over.
    TooLong,
    /// There is none: the stream has ended.
    End,
}

/// Reads the next line into `line`, which never holds more than `most` bytes; a mark of UTF-8 at its start is left out.
pub(super) fn next_line(input: &mut dyn BufRead, line: &mut Vec<u8>, most: usize) -> io::Result<Line> {
    line.clear();
    let mut found = Line::End;
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if bytes.is_empty() {
            line.drain(..mark(line));
            return Ok(found);
        }
        let end = bytes.iter().position(|&byte| byte == b'\n');
        let part = &bytes[..end.unwrap_or(bytes.len())];
        if found != Line::TooLong && line.len() + part.len() <= most {
            line.extend_from_slice(part);
            found = Line::Whole;
        } else {
            // The memory of a line that nobody reads is given back.
            *line = Vec::new();
            found = Line::TooLong;
        }
        let used = part.len() + usize::from(end.is_some());
        input.consume(used);
        if end.is_some() {
            line.drain(..mark(line));
            return Ok(found);
        }
    }
}
