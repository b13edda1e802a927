//! Escapes and classes of JavaScript patterns (ECMA-262 AtomEscape and CharacterClass, with Annex B).

use super::super::ast::Node;
use super::super::error::Error;
use super::super::set::CodeSet;
use super::super::text::pair;
use super::super::unicode::javascript_property;
use super::fold::close;
use super::parser::Parser;

/// A part of a class: one character, or a set such as `\d`.
enum ClassAtom {
    Char(u32),
    Set(CodeSet),
}

impl Parser<'_> {
    /// AtomEscape, except for the assertions; the backslash is next.
    pub(super) fn atom_escape(&mut self) -> Result<Node, Error> {
        let letter = self.byte_at(self.at + 1);
        match letter {
            b'1'..=b'9' => {
                if let Some(node) = self.back_reference() {
                    return Ok(node);
                }
                if self.flags.unicode {
                    return Err(self.error("Invalid escape"));
                }
                if letter >= b'8' {
                    self.at += 2;
                    return Ok(self.char(u32::from(letter)));
                }
                self.at += 1;
                let code = self.octal();
                return Ok(self.char(code));
            }
            b'0' => {
                self.at += 1;
                if self.flags.unicode && self.byte_at(self.at + 1).is_ascii_digit() {
                    return Err(self.error("Invalid decimal escape"));
                }
                let code = self.octal();
                return Ok(self.char(code));
            }
            b'k' if self.flags.unicode || self.has_names => return self.named_reference(),
            _ => {}
        }
        if let Some(set) = self.class_escape(false)? {
            return Ok(Node::Set(self.folded(set)));
        }
        let code = self.character_escape(false)?;
        Ok(self.char(code))
    }

    /// CharacterClassEscape, if it is next.
    fn class_escape(&mut self, in_class: bool) -> Result<Option<CodeSet>, Error> {
        let letter = self.byte_at(self.at + 1);
        let set = match letter.to_ascii_lowercase() {
            b'd' => CodeSet::range(u32::from('0'), u32::from('9')),
            b's' => spaces(),
            b'w' => {
                let words = CodeSet::of_ranges(
                    [('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')].map(|(a, z)| (u32::from(a), u32::from(z))),
                );
                // WordCharacters: closed before it is negated.
                if self.flags.unicode && self.flags.ignore_case {
                    close(&words, true)
                } else {
                    words
                }
            }
            b'p' if self.flags.unicode => {
                self.at += 2;
                let set = self.property();
                let reason = if in_class {
                    "Invalid property name in character class"
                } else {
                    "Invalid property name"
                };
                let set = set.ok_or_else(|| self.error(reason))?;
                return Ok(Some(if letter == b'P' { set.complement() } else { set }));
            }
            _ => return Ok(None),
        };
        self.at += 2;
        Ok(Some(if letter.is_ascii_uppercase() {
            set.complement()
        } else {
            set
        }))
    }

    /// `{Name}` or `{Name=Value}`.
    fn property(&mut self) -> Option<CodeSet> {
        if !self.eat(b'{') {
            return None;
        }
        let name = self.property_word();
        let value = if self.eat(b'=') {
            Some(self.property_word())
        } else {
            None
        };
        if !self.eat(b'}') {
            return None;
        }
        let find = |kind: &str, name: &str| javascript_property(kind, name);
        match (name.as_str(), value.as_deref()) {
            (name, None) => find("gc", name).or_else(|| find("bin", name)),
            ("gc" | "General_Category", Some(value)) => find("gc", value),
            ("sc" | "Script", Some(value)) => find("sc", value),
            ("scx" | "Script_Extensions", Some(value)) => find("scx", value).or_else(|| find("sc", value)),
            _ => None,
        }
    }

    fn property_word(&mut self) -> String {
        let mut word = String::new();
        while self.peek_byte().is_ascii_alphanumeric() || self.peek_byte() == b'_' {
            word.push(char::from(self.peek_byte()));
            self.at += 1;
        }
        word
    }

    /// CharacterEscape; the backslash is next.
    fn character_escape(&mut self, in_class: bool) -> Result<u32, Error> {
        self.at += 1;
        let Some(code) = self.peek() else {
            return Err(self.error("\\ at end of pattern"));
        };
        let simple = match u8::try_from(code).unwrap_or(0) {
            b'f' => Some(0x0C),
            b'n' => Some(0x0A),
            b'r' => Some(0x0D),
            b't' => Some(0x09),
            b'v' => Some(0x0B),
            b'c' => return self.control_escape(in_class),
            b'0' if !self.byte_at(self.at + 1).is_ascii_digit() => Some(0),
            b'0'..=b'7' if self.flags.unicode => {
                return Err(self.error(if in_class {
                    "Invalid class escape"
                } else {
                    "Invalid decimal escape"
                }));
            }
            b'0'..=b'7' => return Ok(self.octal()),
            b'x' => {
                self.at += 1;
                return match self.hex(2) {
                    Some(value) => Ok(value),
                    None if self.flags.unicode => Err(self.error("Invalid escape")),
                    None => Ok(code),
                };
            }
            b'u' => {
                self.at += 1;
                return match self.unicode_escape() {
                    Some(value) => Ok(value),
                    None if self.flags.unicode => Err(self.error("Invalid Unicode escape")),
                    None => Ok(code),
                };
            }
            _ => None,
        };
        if let Some(value) = simple {
            self.at += 1;
            return Ok(value);
        }
        // IdentityEscape.
        let allowed = if self.flags.unicode {
            matches!(u8::try_from(code), Ok(byte) if b"^$\\.*+?()[]{}|/".contains(&byte))
        } else {
            !(self.has_names && code == u32::from('k'))
        };
        if !allowed {
            return Err(self.error("Invalid escape"));
        }
        self.next();
        Ok(code)
    }

    /// `\cX`; the `c` is next. Without `u` a `\c` with no letter is a backslash before a `c`.
    fn control_escape(&mut self, in_class: bool) -> Result<u32, Error> {
        let letter = self.byte_at(self.at + 1);
        let also = in_class && !self.flags.unicode && (letter.is_ascii_digit() || letter == b'_');
        if letter.is_ascii_alphabetic() || also {
            self.at += 2;
            return Ok(u32::from(letter & 0x1F));
        }
        if self.flags.unicode {
            return Err(self.error("Invalid Unicode escape"));
        }
        Ok(u32::from('\\'))
    }

    /// Up to three octal digits with a value below 256.
    fn octal(&mut self) -> u32 {
        let mut value = 0;
        for _ in 0..3 {
            let digit @ b'0'..=b'7' = self.peek_byte() else {
                break;
            };
            if value >= 32 {
                break;
            }
            self.at += 1;
            value = value * 8 + u32::from(digit - b'0');
        }
        value
    }

    /// Exactly so many hexadecimal digits, if they are next.
    fn hex(&mut self, length: usize) -> Option<u32> {
        let mut value = 0;
        for index in 0..length {
            value = value * 16 + char::from(self.byte_at(self.at + index)).to_digit(16)?;
        }
        self.at += length;
        Some(value)
    }

    /// What follows `\u`: `XXXX`, with `u` also `{…}` and a surrogate pair in two escapes.
    pub(super) fn unicode_escape(&mut self) -> Option<u32> {
        let start = self.at;
        if self.flags.unicode && self.eat(b'{') {
            let mut value = 0_u32;
            let first = self.at;
            while let Some(digit) = char::from(self.peek_byte()).to_digit(16) {
                value = value.saturating_mul(16).saturating_add(digit);
                self.at += 1;
            }
            if self.at > first && value <= 0x10_FFFF && self.eat(b'}') {
                return Some(value);
            }
            self.at = start;
            return None;
        }
        let lead = self.hex(4)?;
        let behind = self.at;
        if self.flags.unicode && self.eat(b'\\') && self.eat(b'u') {
            let units = self
                .hex(4)
                .and_then(|trail| Some((u16::try_from(lead).ok()?, u16::try_from(trail).ok()?)));
            if let Some(code) = units.and_then(|(lead, trail)| pair(lead, trail)) {
                return Some(code);
            }
        }
        self.at = behind;
        Some(lead)
    }

    /// CharacterClass; the bracket is next.
    pub(super) fn class(&mut self) -> Result<CodeSet, Error> {
        self.at += 1;
        let negated = self.eat(b'^');
        let mut set = CodeSet::empty();
        let mut ranges = Vec::new();
        let add = |atom: ClassAtom, ranges: &mut Vec<(u32, u32)>, set: &mut CodeSet| match atom {
            ClassAtom::Char(code) => ranges.push((code, code)),
            ClassAtom::Set(more) => *set = set.union(&more),
        };
        while self.peek().is_some() && self.peek_byte() != b']' {
            let first = self.class_atom()?;
            if !self.eat(b'-') {
                add(first, &mut ranges, &mut set);
                continue;
            }
            if self.peek().is_none() {
                break;
            }
            if self.peek_byte() == b']' {
                add(first, &mut ranges, &mut set);
                ranges.push((u32::from('-'), u32::from('-')));
                break;
            }
            match (first, self.class_atom()?) {
                (ClassAtom::Char(first), ClassAtom::Char(last)) => {
                    if first > last {
                        return Err(self.error("Range out of order in character class"));
                    }
                    ranges.push((first, last));
                }
                _ if self.flags.unicode => return Err(self.error("Invalid character class")),
                (first, last) => {
                    add(first, &mut ranges, &mut set);
                    ranges.push((u32::from('-'), u32::from('-')));
                    add(last, &mut ranges, &mut set);
                }
            }
        }
        if !self.eat(b']') {
            return Err(self.error("Unterminated character class"));
        }
        let set = self.folded(set.union(&CodeSet::of_ranges(ranges)));
        Ok(if negated { set.complement() } else { set })
    }

    /// ClassAtom.
    fn class_atom(&mut self) -> Result<ClassAtom, Error> {
        if self.peek_byte() != b'\\' {
            // The caller has seen that there is a character.
            return Ok(ClassAtom::Char(self.next().unwrap_or(0)));
        }
        match self.byte_at(self.at + 1) {
            b'b' => {
                self.at += 2;
                return Ok(ClassAtom::Char(0x08));
            }
            b'-' if self.flags.unicode => {
                self.at += 2;
                return Ok(ClassAtom::Char(u32::from('-')));
            }
            _ => {}
        }
        if let Some(set) = self.class_escape(true)? {
            return Ok(ClassAtom::Set(set));
        }
        self.character_escape(true).map(ClassAtom::Char)
    }
}

/// ECMA-262 WhiteSpace and LineTerminator: `\s`.
fn spaces() -> CodeSet {
    CodeSet::of_ranges([
        (0x09, 0x0D),
        (0x20, 0x20),
        (0xA0, 0xA0),
        (0x1680, 0x1680),
        (0x2000, 0x200A),
        (0x2028, 0x2029),
        (0x202F, 0x202F),
        (0x205F, 0x205F),
        (0x3000, 0x3000),
        (0xFEFF, 0xFEFF),
    ])
}
