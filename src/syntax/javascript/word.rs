//! Names and keywords: where a word ends, what its escapes mean, which words are reserved.

use std::borrow::Cow;

use super::scan::unicode_escape;

/// What a character can do in a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameChar {
    /// It is a part of names.
    Part,
    /// It is never a part of names.
    Never,
    /// Node's version of Unicode decides, and this front end does not know it.
    Unsure,
}

/// Classifies a character as a part of names (ECMA-262 12.7). Letters of scripts that have been in Unicode from its
/// beginnings are known; the rest is not decided here, since the answer depends on Node's version of Unicode.
pub fn name_char(c: char) -> NameChar {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' | '_' | '$' => NameChar::Part,
        '\0'..='\u{A9}' | '\u{AB}'..='\u{B4}' | '\u{B6}' | '\u{B8}' | '\u{B9}' | '\u{BB}'..='\u{BF}' | '×' | '÷' => {
            NameChar::Never
        }
        '\u{AA}' | '\u{B5}' | '\u{BA}' | '\u{C0}'..='\u{24F}' => NameChar::Part,
        'Α'..='Ρ' | 'Σ'..='ώ' | '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}' => NameChar::Part,
        '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FA5}' | '\u{AC00}'..='\u{D7A3}' => {
            NameChar::Part
        }
        '\u{2000}'..='\u{200B}' | '\u{200E}'..='\u{203E}' | '\u{2041}'..='\u{2053}' | '\u{2055}'..='\u{206F}' => {
            NameChar::Never
        }
        '\u{2190}'..='\u{2BFF}' | '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => NameChar::Never,
        '\u{1F300}'..='\u{1FAFF}' | '\u{FFFD}' | '\u{FEFF}' | '\u{3000}' => NameChar::Never,
        _ => NameChar::Unsure,
    }
}

/// A word as it stands in the text.
#[derive(Debug, PartialEq, Eq)]
pub struct Word<'t> {
    /// Its characters, escapes decoded.
    pub name: Cow<'t, str>,
    /// How many bytes it takes.
    pub length: usize,
    /// Whether an escape was used.
    pub escaped: bool,
    /// Whether every character is known to be allowed where it stands.
    pub certain: bool,
}

/// The word at the beginning of a text; none where no word begins.
pub fn word(text: &str) -> Option<Word<'_>> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$');
    let bytes = text.as_bytes();
    let length = bytes.iter().position(|&byte| !plain(byte)).unwrap_or(bytes.len());
    let mut found = Word {
        name: Cow::Borrowed(""),
        length: 0,
        escaped: false,
        certain: true,
    };
    if bytes.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    if bytes.get(length).is_none_or(|&byte| byte.is_ascii() && byte != b'\\') {
        (found.name, found.length) = (Cow::Borrowed(&text[..length]), length);
        return (length > 0).then_some(found);
    }
    let mut name = String::with_capacity(length);
    loop {
        let rest = &text[found.length..];
        let Some(first) = rest.chars().next() else { break };
        let (c, length) = if first == '\\' {
            let Some((value, length)) = rest.strip_prefix("\\u").and_then(unicode_escape) else {
                break;
            };
            found.escaped = true;
            // A surrogate is no character of a name.
            match char::from_u32(value) {
                Some(c) => (c, length + 2),
                None => break,
            }
        } else {
            (first, first.len_utf8())
        };
        match name_char(c) {
            NameChar::Part if name.is_empty() && c.is_ascii_digit() => break,
            NameChar::Part => {}
            NameChar::Unsure => found.certain = false,
            NameChar::Never => break,
        }
        name.push(c);
        found.length += length;
    }
    found.name = Cow::Owned(name);
    (!found.name.is_empty()).then_some(found)
}

/// Words that no sloppy script can use as a name (ECMA-262 12.7.2).
pub fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "break"
            | "case"
            | "catch"
            | "class"
            | "const"
            | "continue"
            | "debugger"
            | "default"
            | "delete"
            | "do"
            | "else"
            | "enum"
            | "export"
            | "extends"
            | "false"
            | "finally"
            | "for"
            | "function"
            | "if"
            | "import"
            | "in"
            | "instanceof"
            | "new"
            | "null"
            | "return"
            | "super"
            | "switch"
            | "this"
            | "throw"
            | "true"
            | "try"
            | "typeof"
            | "var"
            | "void"
            | "while"
            | "with"
    )
}
