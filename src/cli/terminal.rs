//! What people read: nothing of a name or a text from outside commands their terminal.
//!
//! Input: what a command prints. Output: the same with control characters, and characters that turn the direction of
//! writing, as escapes: `\u{1b}`. Line ends, tabs and the colours of this command stay. Standard output is changed only
//! where it is a terminal, so that a pipe or a file gets every byte as it is; messages on standard error always are for
//! people. Not here: what is quoted from a rule in a report, which `diag::render` makes harmless for every output.

use std::io::{self, Write};

use crate::diag::is_harmless;

/// Writes to a terminal.
pub(super) struct Terminal<W> {
    inner: W,
    /// The beginning of a character or of a colour whose end has not come.
    held: Vec<u8>,
}

impl<W: Write> Terminal<W> {
    /// Writes to `inner`, which is a terminal.
    pub(super) fn new(inner: W) -> Self {
        Terminal {
            inner,
            held: Vec::new(),
        }
    }

    /// Writes what is held; with `all` also what has no end yet.
    fn pass(&mut self, all: bool) -> io::Result<()> {
        let held = std::mem::take(&mut self.held);
        let mut rest = &held[..];
        let mut out = String::with_capacity(held.len());
        while !rest.is_empty() {
            let Some(chunk) = rest.utf8_chunks().next() else { break };
            let valid = chunk.valid();
            let (known, kept) = harmless(valid, &mut out);
            rest = &rest[known..];
            if kept {
                break;
            }
            let wrong = chunk.invalid().len();
            if wrong == 0 {
                continue;
            }
            // Up to three bytes at the end may begin a character.
            if rest.len() == wrong && !all {
                break;
            }
            out.push(char::REPLACEMENT_CHARACTER);
            rest = &rest[wrong..];
        }
        if all && !rest.is_empty() {
            rest.utf8_chunks().for_each(|chunk| escape(chunk.valid(), &mut out));
        } else {
            self.held = rest.to_vec();
        }
        self.inner.write_all(out.as_bytes())
    }
}

impl<W: Write> Write for Terminal<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.held.extend_from_slice(bytes);
        self.pass(false)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.pass(true)?;
        self.inner.flush()
    }
}

/// Adds a text without what could command a terminal; gives how many bytes were taken, and whether the rest waits for
/// the end of a colour.
fn harmless(text: &str, out: &mut String) -> (usize, bool) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c == '\u{1B}' {
            let rest = &text[at..];
            let length = 2 + rest
                .bytes()
                .skip(2)
                .take_while(|byte| byte.is_ascii_digit() || *byte == b';')
                .count();
            if rest.len() < 2 || rest.as_bytes()[1] == b'[' && rest.len() <= length && length < 16 {
                return (at, true);
            }
            if let Some(parameters) = rest.strip_prefix("\u{1B}[").and_then(|rest| rest.get(..length - 2))
                && rest.as_bytes().get(length) == Some(&b'm')
                && is_colour(parameters)
            {
                out.push_str(&rest[..=length]);
                at += length + 1;
                continue;
            }
        }
        escape(c.encode_utf8(&mut [0; 4]), out);
        at += c.len_utf8();
    }
    (at, false)
}

/// Whether these are the parameters of a colour that this command uses: none that hides a text.
fn is_colour(parameters: &str) -> bool {
    matches!(
        parameters,
        "0" | "1" | "39" | "31" | "32" | "33" | "34" | "35" | "36" | "90"
    ) || parameters
        .strip_prefix("38;5;")
        .is_some_and(|colour| colour.parse::<u8>().is_ok())
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if c == '\n' || c == '\t' || is_harmless(c) {
            out.push(c);
        } else {
            out.extend(c.escape_default());
        }
    }
}

/// Says something on standard error.
pub(super) fn say(text: &str) {
    let mut line = String::with_capacity(text.len());
    escape(text, &mut line);
    // Where standard error is closed, only the status can tell.
    let _ = io::stderr().write_all(line.as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]]) -> String {
        let mut bytes = Vec::new();
        let mut terminal = Terminal::new(&mut bytes);
        for piece in pieces {
            terminal.write_all(piece).expect("a vector takes it");
        }
        terminal.flush().expect("a vector takes it");
        drop(terminal);
        String::from_utf8(bytes).expect("it is UTF-8")
    }

    #[test]
    fn commands_are_shown_and_colours_pass() {
        let red = "\u{1b}[31mError:\u{1b}[0m \u{1b}[38;5;246m|\u{1b}[0m \u{e9}\t\u{1F600}\n";
        assert_eq!(written(&[red.as_bytes()]), red);
        assert_eq!(written(&[b"\x1b]0;title\x07"]), "\\u{1b}]0;title\\u{7}");
        assert_eq!(written(&[b"\x1b[2Jgone\r"]), "\\u{1b}[2Jgone\\r");
        assert_eq!(written(&[b"\x1b[8mhidden"]), "\\u{1b}[8mhidden");
        assert_eq!(written(&["\u{9b}2J\u{202e}".as_bytes()]), "\\u{9b}2J\\u{202e}");
        assert_eq!(written(&[b"\xff\x1b"]), "\u{fffd}\\u{1b}");
    }

    #[test]
    fn pieces_are_put_together() {
        let text = "\u{1b}[31m\u{e9}\u{1F600}\u{1b}[0m";
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(written(&bytes), text);
        assert_eq!(written(&[b"\x1b", b"[", b"2", b"J"]), "\\u{1b}[2J");
    }

    #[test]
    fn what_never_ends_is_not_held_for_ever() {
        let digits = "1".repeat(100);
        assert_eq!(written(&[b"\x1b[", digits.as_bytes()]), format!("\\u{{1b}}[{digits}"));
    }
}
