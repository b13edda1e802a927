//! The flags of a JavaScript regular expression and the text of its `source`.

use super::super::error::{Construct, Error};

/// Flags of a JavaScript regular expression.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// `g`: matching goes on from `lastIndex`.
    pub global: bool,
    /// `i`: case is ignored.
    pub ignore_case: bool,
    /// `m`: `^` and `$` match at lines.
    pub multiline: bool,
    /// `s`: `.` matches line terminators.
    pub dot_all: bool,
    /// `u`: the text is read by code points.
    pub unicode: bool,
    /// `y`: a match begins at `lastIndex`.
    pub sticky: bool,
}

impl Flags {
    /// Reads the flags of a literal or of the `RegExp` constructor.
    ///
    /// A flag that does not exist or is there twice is a syntax error, with the message of the constructor; `d` and `v`
    /// are refused by name, and so are letters that only V8 takes for flags.
    pub fn parse(text: &str) -> Result<Flags, Error> {
        let invalid = || {
            Error::syntax(
                0..text.len(),
                format!("Invalid flags supplied to RegExp constructor '{text}'"),
            )
        };
        // V8 looks at the low byte of a code unit alone, so that it takes `ũ` for `i`. U+FFFD stands for any surrogate.
        let taken = |unit: u16| unit == 0xFFFD || unit > 0x7F && b"dgimsuvy".contains(&(unit as u8));
        if let Some((at, letter)) = text
            .char_indices()
            .find(|(_, letter)| letter.encode_utf16(&mut [0; 2]).iter().copied().any(taken))
        {
            return Err(Error::unsupported(Construct::Flag, at..at + letter.len_utf8()));
        }
        let mut flags = Flags::default();
        let mut unsupported = None;
        let (mut indices, mut sets) = (false, false);
        for (at, letter) in text.char_indices() {
            let flag = match letter {
                'd' => &mut indices,
                'g' => &mut flags.global,
                'i' => &mut flags.ignore_case,
                'm' => &mut flags.multiline,
                's' => &mut flags.dot_all,
                'u' => &mut flags.unicode,
                'v' => &mut sets,
                'y' => &mut flags.sticky,
                _ => return Err(invalid()),
            };
            if std::mem::replace(flag, true) {
                return Err(invalid());
            }
            if matches!(letter, 'd' | 'v') {
                unsupported.get_or_insert(at);
            }
        }
        if sets && flags.unicode {
            return Err(invalid());
        }
        match unsupported {
            Some(at) => Err(Error::unsupported(Construct::Flag, at..at + 1)),
            None => Ok(flags),
        }
    }
}

impl std::fmt::Display for Flags {
    /// The text of the `flags` property.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let letters = [
            (self.global, "g"),
            (self.ignore_case, "i"),
            (self.multiline, "m"),
            (self.dot_all, "s"),
            (self.unicode, "u"),
            (self.sticky, "y"),
        ];
        letters
            .iter()
            .filter(|(set, _)| *set)
            .try_for_each(|(_, letter)| f.write_str(letter))
    }
}

/// The text of the `source` property (ECMA-262 EscapeRegExpPattern): a pattern that a literal could hold.
///
/// A slash outside a class gets a backslash, line terminators are written as escapes, and the empty pattern is `(?:)`.
pub fn escape_source(pattern: &[u16]) -> Vec<u16> {
    if pattern.is_empty() {
        return "(?:)".encode_utf16().collect();
    }
    let mut source = Vec::with_capacity(pattern.len());
    let (mut escaped, mut in_class) = (false, false);
    for &unit in pattern {
        let terminator = match unit {
            0x0A => Some("n"),
            0x0D => Some("r"),
            0x2028 => Some("u2028"),
            0x2029 => Some("u2029"),
            _ => None,
        };
        if let Some(name) = terminator {
            if !escaped {
                source.push(u16::from(b'\\'));
            }
            source.extend(name.encode_utf16());
            escaped = false;
            continue;
        }
        if !escaped {
            match u8::try_from(unit) {
                Ok(b'/') if !in_class => source.push(u16::from(b'\\')),
                Ok(b'[') => in_class = true,
                Ok(b']') => in_class = false,
                _ => {}
            }
        }
        source.push(unit);
        escaped = !escaped && unit == u16::from(b'\\');
    }
    source
}
