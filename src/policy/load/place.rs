//! Places in JSON texts, found when a finding needs one.
//!
//! Input: a text that a JSON parser accepted and a path; output: the byte at which the value starts, and the byte of the
//! file at which a byte of a decoded text stands. Nothing here reads a text that is not JSON: it then finds nothing.

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// The value of a key.
    Key(String),
    /// An item of a list.
    Item(usize),
}

/// The path as messages print it: `securityPolicies[2].endpoint`.
pub fn shown(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Key(key) => {
                if !text.is_empty() {
                    text.push('.');
                }
                text.push_str(key);
            }
            Step::Item(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// The byte at which the value of a path starts; that of the nearest value around it where the path leads nowhere.
pub fn start_of(text: &str, path: &[Step]) -> usize {
    let mut scan = Scan {
        bytes: text.as_bytes(),
        at: 0,
    };
    scan.space();
    for step in path {
        let before = scan.at;
        if scan.enter(step).is_none() {
            return before;
        }
    }
    scan.at
}

/// The byte of the file where byte `offset` of the text that starts at `start` stands, escapes counted.
pub fn inside(text: &str, start: usize, offset: usize) -> usize {
    let bytes = text.as_bytes();
    let (mut at, mut decoded) = (start + 1, 0);
    while decoded < offset && at < bytes.len() && bytes[at] != b'"' {
        let (taken, made) = match (bytes[at], bytes.get(at + 1)) {
            (b'\\', Some(b'u')) => unicode(bytes, at),
            (b'\\', _) => (2, 1),
            _ => (1, 1),
        };
        at += taken;
        decoded += made;
    }
    at.min(bytes.len())
}

/// How many bytes a `\u` escape, or a pair of them, takes, and how many bytes the character has in UTF-8.
fn unicode(bytes: &[u8], at: usize) -> (usize, usize) {
    let unit = |at: usize| {
        let digits = bytes.get(at + 2..at + 6)?;
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    };
    match unit(at) {
        Some(0xd800..=0xdbff) if bytes.get(at + 6) == Some(&b'\\') && unit(at + 6).is_some() => (12, 4),
        Some(unit) => (6, char::from_u32(u32::from(unit)).map_or(3, char::len_utf8)),
        None => (2, 1),
    }
}

/// The line and the column, from 1, of a byte.
pub fn line_column(text: &str, mut at: usize) -> (u32, u32) {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let before = &text[..at];
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    (number(line), number(column))
}

/// Where the items of the outermost list of a text and its lines start, so that many places in one text cost one pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Index {
    /// The bytes at which the items start; none where the text is no list.
    items: Vec<usize>,
    /// How many line ends and how many characters stand before each multiple of [`STRIDE`] bytes, and where the last of
    /// these lines starts.
    marks: Vec<(usize, usize, usize)>,
}

/// Bytes between two marks.
const STRIDE: usize = 1024;

impl Index {
    /// Goes over a text once.
    pub fn new(text: &str) -> Index {
        let mut scan = Scan {
            bytes: text.as_bytes(),
            at: 0,
        };
        let mut items = Vec::new();
        scan.space();
        if scan.peek() == Some(b'[') {
            scan.at += 1;
            scan.space();
            while scan.peek().is_some_and(|byte| byte != b']') {
                items.push(scan.at);
                scan.skip();
                scan.space();
                if scan.peek() != Some(b',') {
                    break;
                }
                scan.at += 1;
                scan.space();
            }
        }
        let (mut marks, mut lines, mut chars, mut start) = (Vec::new(), 0, 0, 0);
        for (at, byte) in text.bytes().enumerate() {
            if at % STRIDE == 0 {
                marks.push((lines, chars, start));
            }
            // The bytes that go on a character are no characters of their own.
            chars += usize::from(byte & 0xc0 != 0x80);
            if byte == b'\n' {
                lines += 1;
                start = at + 1;
            }
        }
        Index { items, marks }
    }

    /// As [`start_of`].
    pub fn start_of(&self, text: &str, path: &[Step]) -> usize {
        match path {
            [Step::Item(item), rest @ ..] if self.items.get(*item).is_some() => {
                let start = self.items[*item];
                start + start_of(text.get(start..).unwrap_or(""), rest)
            }
            _ => start_of(text, path),
        }
    }

    /// As [`line_column`].
    pub fn line_column(&self, text: &str, at: usize) -> (u32, u32) {
        let at = at.min(text.len());
        let Some(mark) = self.marks.get(at / STRIDE) else {
            return line_column(text, at);
        };
        let chars_before = |at: usize| {
            let (_, chars, _) = self.marks.get(at / STRIDE).copied().unwrap_or_default();
            let bytes = text.as_bytes().get(at / STRIDE * STRIDE..at).unwrap_or(&[]);
            chars + bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
        };
        let (mut lines, _, mut start) = *mark;
        let from = at / STRIDE * STRIDE;
        for (offset, byte) in text.as_bytes().get(from..at).unwrap_or(&[]).iter().enumerate() {
            if *byte == b'\n' {
                lines += 1;
                start = from + offset + 1;
            }
        }
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        (number(lines + 1), number(chars_before(at) - chars_before(start) + 1))
    }
}

struct Scan<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Scan<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn space(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    /// Goes to the value that a step leads to.
    fn enter(&mut self, step: &Step) -> Option<()> {
        let open = self.peek()?;
        self.at += 1;
        self.space();
        let mut index = 0;
        let mut found = None;
        while !matches!(self.peek()?, b'}' | b']') {
            let here = match (open, step) {
                (b'{', Step::Key(wanted)) => {
                    let key = self.string()?;
                    self.space();
                    self.at += 1;
                    self.space();
                    &key == wanted
                }
                (b'[', Step::Item(wanted)) => index == *wanted,
                _ => return None,
            };
            if here {
                // Of a key that is repeated the last counts, as it does for the parser.
                found = Some(self.at);
                if open == b'[' {
                    break;
                }
            }
            self.skip();
            self.space();
            if self.peek()? == b',' {
                self.at += 1;
                self.space();
            }
            index += 1;
        }
        self.at = found?;
        Some(())
    }

    /// Reads a key.
    fn string(&mut self) -> Option<String> {
        let start = self.at;
        self.skip();
        serde_json::from_slice(self.bytes.get(start..self.at)?).ok()
    }

    /// Goes past a value.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(byte) = self.peek() {
            match byte {
                b'"' => {
                    self.at += 1;
                    while self.peek().is_some_and(|byte| byte != b'"') {
                        self.at += if self.peek() == Some(b'\\') { 2 } else { 1 };
                    }
                }
                b'{' | b'[' => depth += 1,
                b'}' | b']' if depth == 0 => return,
                b'}' | b']' => depth -= 1,
                b',' if depth == 0 => return,
                _ => {}
            }
            self.at += 1;
            if depth == 0 && matches!(byte, b'"' | b'}' | b']') {
                return;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_leads_to_the_byte_of_its_value() {
        let text = "{\"a\": [1, {\"b \\u00e9\": \"x\"}], \"c\": {\"d\": \"]},\\\"\"}}\n";
        let path = [Step::Key("a".into()), Step::Item(1), Step::Key("b é".into())];
        assert_eq!(&text[start_of(text, &path)..][..3], "\"x\"");
        let path = [Step::Key("c".into()), Step::Key("d".into())];
        assert_eq!(&text[start_of(text, &path)..][..4], "\"]},");
    }

    #[test]
    fn an_index_finds_what_a_search_finds() {
        let rows: Vec<String> = (0..200)
            .map(|row| {
                format!(
                    "  {{\"name\": \"Größe {row}\",\n \"rule\": \"{}\"}}",
                    "é".repeat(row % 40)
                )
            })
            .collect();
        for text in [
            format!("[\n{}\n]\n", rows.join(",\n")),
            format!("[{}]", rows.join(",").replace('\n', "")),
            "{}".to_owned(),
            String::new(),
        ] {
            let index = Index::new(&text);
            for row in [0, 1, 7, 40, 133, 199, 200] {
                for path in [vec![Step::Item(row)], vec![Step::Item(row), Step::Key("rule".into())]] {
                    let at = start_of(&text, &path);
                    assert_eq!(index.start_of(&text, &path), at);
                    assert_eq!(index.line_column(&text, at), line_column(&text, at));
                }
            }
            let end = text.len();
            assert_eq!(index.line_column(&text, end), line_column(&text, end));
        }
    }

    #[test]
    fn a_path_that_leads_nowhere_gives_the_value_around_it() {
        assert_eq!(start_of(" [1, 2]", &[Step::Item(7)]), 1);
        assert_eq!(start_of(" [1, 2]", &[Step::Key("x".into())]), 1);
        assert_eq!(start_of("", &[Step::Key("x".into())]), 0);
        assert_eq!(start_of("[1", &[Step::Item(3)]), 0);
    }

    #[test]
    fn escapes_count_as_what_they_decode_to() {
        let text = r#""a\nb\u00e9c\ud83d\ude00d""#;
        let decoded: String = serde_json::from_str(text).unwrap();
        for (offset, char) in decoded.char_indices().filter(|(_, char)| char.is_ascii_alphabetic()) {
            let at = inside(text, 0, offset);
            assert_eq!(text[at..].chars().next(), Some(char), "at {offset}");
        }
        assert_eq!(line_column("a\nbc", 3), (2, 2));
    }
}
