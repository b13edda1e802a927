//! Resolves escapes that name bytes and code points, as Ruby does before the pattern is parsed.
//!
//! `\u00e9`, `\u{e9 ea}` and the UTF-8 bytes `\xC3\xA9` become the characters; escapes of ASCII characters (`\x41`,
//! `\0`, `\cA`, `\C-a`) become `\xHH`, which the parser reads as one character that no neighbour joins. Everything else is
//! kept. Each character remembers where in the pattern it came from.

use super::super::error::Error;

/// A pattern whose escapes of bytes and code points are resolved.
pub(super) struct Source {
    /// The characters.
    pub(super) chars: Vec<char>,
    /// For each character and for the end, the byte in the pattern.
    pub(super) offsets: Vec<usize>,
}

/// A syntax error with Ruby's reason.
pub(super) fn error(pattern: &str, at: usize, reason: &str) -> Error {
    let at = at.min(pattern.len());
    let end = pattern
        .get(at..)
        .and_then(|rest| rest.chars().next())
        .map_or(at, |next| at + next.len_utf8());
    Error::syntax(at..end, reason)
}

/// Resolves the escapes of a pattern.
pub(super) fn unescape(pattern: &str) -> Result<Source, Error> {
    let mut reader = Reader {
        pattern,
        chars: pattern.char_indices().collect(),
        at: 0,
    };
    let mut source = Source {
        chars: Vec::new(),
        offsets: Vec::new(),
    };
    while let Some(&(offset, char)) = reader.chars.get(reader.at) {
        let mut put = |chars: &mut dyn Iterator<Item = char>| {
            for char in chars {
                source.chars.push(char);
                source.offsets.push(offset);
            }
        };
        if char != '\\' {
            reader.at += 1;
            put(&mut std::iter::once(char));
            continue;
        }
        match reader.peek(1) {
            None => return Err(reader.error("too short escape sequence")),
            Some('1'..='7') if reader.octal_at(reader.at + 1).0 <= 0o177 => {
                put(&mut ['\\', reader.peek(1).unwrap_or('0')].into_iter());
                reader.at += 2;
            }
            Some('0'..='7' | 'x' | 'c' | 'C' | 'M') => {
                let code = reader.character()?;
                put(&mut written(code).chars());
            }
            Some('u') => {
                reader.at += 2;
                if reader.peek(0).is_none() {
                    return Err(reader.error("too short escape sequence"));
                }
                for code in reader.code_points()? {
                    put(&mut written(code).chars());
                }
            }
            Some(other) => {
                put(&mut ['\\', other].into_iter());
                reader.at += 2;
            }
        }
    }
    source.offsets.push(pattern.len());
    Ok(source)
}

/// The pattern of an interpolated literal, whose parts CRuby reads one by one (`rb_reg_preprocess_dstr`); none where the
/// whole would be read in another way, since an escape goes over the end of a part.
///
/// # Errors
/// The reason why a part is no part of a pattern.
pub fn joined_parts(parts: &[&str]) -> Result<Option<String>, String> {
    let mut chars = Vec::new();
    for part in parts {
        chars.extend(unescape(part).map_err(|error| error.message)?.chars);
    }
    let whole = parts.concat();
    let same = unescape(&whole).is_ok_and(|source| source.chars == chars);
    Ok(same.then_some(whole))
}

/// How a resolved character is written: an ASCII character as an escape, so that it has no special meaning.
fn written(char: char) -> String {
    if char.is_ascii() {
        format!("\\x{:02X}", u32::from(char))
    } else {
        char.to_string()
    }
}

struct Reader<'p> {
    pattern: &'p str,
    chars: Vec<(usize, char)>,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).map(|&(_, char)| char)
    }

    fn error(&self, reason: &str) -> Error {
        let at = self
            .chars
            .get(self.at)
            .map_or(self.pattern.len(), |&(offset, _)| offset);
        error(self.pattern, at, reason)
    }

    /// Up to three octal digits at an index: their value and number.
    fn octal_at(&self, at: usize) -> (u32, usize) {
        self.digits_at(at, 3, 8)
    }

    fn digits_at(&self, at: usize, most: usize, radix: u32) -> (u32, usize) {
        let digits = self
            .chars
            .iter()
            .skip(at)
            .take(most)
            .map_while(|&(_, char)| char.to_digit(radix));
        digits.fold((0_u32, 0), |(value, count), digit| {
            (value.saturating_mul(radix).saturating_add(digit), count + 1)
        })
    }

    /// A character that is given by the escapes of its bytes.
    fn character(&mut self) -> Result<char, Error> {
        let start = self.at;
        let mut bytes = vec![self.byte()?];
        loop {
            match std::str::from_utf8(&bytes) {
                Ok(text) => return Ok(text.chars().next().unwrap_or('\0')),
                // More bytes could complete the character.
                Err(error) if error.error_len().is_none() => bytes.push(self.byte()?),
                Err(_) => {
                    self.at = start;
                    return Err(self.error("invalid multibyte escape"));
                }
            }
        }
    }

    /// One byte, given as `\xHH`, an octal, a control or a meta escape.
    fn byte(&mut self) -> Result<u8, Error> {
        if self.peek(0) != Some('\\') {
            return Err(self.error("too short escaped multibyte character"));
        }
        self.at += 1;
        let (mut meta, mut control) = (false, false);
        let code = loop {
            let Some(letter) = self.peek(0) else {
                return Err(self.error("too short escape sequence"));
            };
            self.at += 1;
            let prefix = match letter {
                '\\' => break 0x5C,
                'n' => break 0x0A,
                't' => break 0x09,
                'r' => break 0x0D,
                'f' => break 0x0C,
                'v' => break 0x0B,
                'a' => break 0x07,
                'e' => break 0x1B,
                '0'..='7' => {
                    let (value, count) = self.octal_at(self.at - 1);
                    self.at += count - 1;
                    break value;
                }
                'x' => {
                    let (value, count) = self.digits_at(self.at, 2, 16);
                    if count == 0 {
                        return Err(self.error("invalid hex escape"));
                    }
                    self.at += count;
                    break value;
                }
                'M' => &mut meta,
                'C' | 'c' => &mut control,
                _ => return Err(self.error("unexpected escape sequence")),
            };
            let name = if letter == 'M' { "meta" } else { "control" };
            if std::mem::replace(prefix, true) {
                return Err(self.error(&format!("duplicate {name} escape")));
            }
            if letter != 'c' {
                if self.peek(0) != Some('-') {
                    return Err(self.error(&format!("too short {name} escape")));
                }
                self.at += 1;
            }
            match self.peek(0) {
                Some('\\') => self.at += 1,
                Some(plain) if plain.is_ascii() => {
                    self.at += 1;
                    break u32::from(plain);
                }
                _ => return Err(self.error(&format!("too short {name} escape"))),
            }
        };
        let Ok(mut byte) = u8::try_from(code) else {
            return Err(self.error("invalid escape code"));
        };
        if control {
            byte &= 0x1F;
        }
        if meta {
            byte |= 0x80;
        }
        Ok(byte)
    }

    /// What follows `\u`: four digits, or a list in braces.
    fn code_points(&mut self) -> Result<Vec<char>, Error> {
        if self.peek(0) != Some('{') {
            let (value, count) = self.digits_at(self.at, 4, 16);
            if count != 4 {
                return Err(self.error("invalid Unicode escape"));
            }
            let code = self.scalar(value)?;
            self.at += 4;
            return Ok(vec![code]);
        }
        self.at += 1;
        let mut codes = Vec::new();
        loop {
            while self.peek(0).is_some_and(|char| matches!(char, ' ' | '\t'..='\r')) {
                self.at += 1;
            }
            let (value, count) = self.digits_at(self.at, 7, 16);
            if count == 0 {
                break;
            }
            if count > 6 {
                return Err(self.error("invalid Unicode range"));
            }
            codes.push(self.scalar(value)?);
            self.at += count;
        }
        if codes.is_empty() || self.peek(0) != Some('}') {
            return Err(self.error("invalid Unicode list"));
        }
        self.at += 1;
        Ok(codes)
    }

    fn scalar(&self, value: u32) -> Result<char, Error> {
        char::from_u32(value).ok_or_else(|| self.error("invalid Unicode range"))
    }
}
