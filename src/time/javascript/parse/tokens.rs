//! Tokens of date texts: numerals, symbols, words, space, and everything else.
//!
//! Input is UTF-16 code units, or the bytes of a text that is ASCII; a NUL ends the text. A word is a run of code units from `A` upwards but white space, so
//! that it takes in brackets, underscores and all that is not ASCII, and it is known by its first three letters.

/// What a word stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Word {
    /// 1 for a word that starts like January.
    Month(i32),
    /// `AM` (0) or `PM` (12).
    HalfDay(i32),
    /// The name of a zone, with its hours east of UTC.
    Zone(i32),
    /// `T`.
    TimeSeparator,
    /// Anything else.
    Unknown,
}

/// A token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    /// A run of `length` digits; `value` is made of the first nine after leading zeros.
    Number { value: i32, length: usize },
    /// One of `: - + . )`.
    Symbol(u8),
    /// A word of `length` code units.
    Word { word: Word, length: usize },
    /// One blank or line break.
    Space,
    /// A text in parentheses, or any other code unit.
    Other,
    /// The end of the text.
    End,
}

impl Token {
    /// Whether this is the word `Z`.
    pub(super) fn is_z(self) -> bool {
        matches!(
            self,
            Token::Word {
                word: Word::Zone(0),
                length: 1
            }
        )
    }
}

const MONTHS: [&[u8; 3]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];

/// Words that must be spelled out exactly, padded with NUL.
const EXACT: [(&[u8; 3], Word); 15] = [
    (b"am\0", Word::HalfDay(0)),
    (b"pm\0", Word::HalfDay(12)),
    (b"ut\0", Word::Zone(0)),
    (b"utc", Word::Zone(0)),
    (b"z\0\0", Word::Zone(0)),
    (b"gmt", Word::Zone(0)),
    (b"cdt", Word::Zone(-5)),
    (b"cst", Word::Zone(-6)),
    (b"edt", Word::Zone(-4)),
    (b"est", Word::Zone(-5)),
    (b"mdt", Word::Zone(-6)),
    (b"mst", Word::Zone(-7)),
    (b"pdt", Word::Zone(-7)),
    (b"pst", Word::Zone(-8)),
    (b"t\0\0", Word::TimeSeparator),
];

/// White space as the language has it, with the line ends of ASCII: V8's scanner of dates does not skip U+2028 and
/// U+2029.
fn is_space(unit: u16) -> bool {
    matches!(
        unit,
        0x09..=0x0D | 0x20 | 0xA0 | 0x1680 | 0x2000..=0x200A | 0x202F | 0x205F | 0x3000 | 0xFEFF
    )
}

/// A code unit of a text.
pub trait Unit: Copy + Into<u16> {}

impl Unit for u16 {}

/// A text whose bytes are all ASCII.
impl Unit for u8 {}

/// A scanner with one token of look-ahead.
pub(super) struct Scanner<'t, U> {
    text: &'t [U],
    position: usize,
    ahead: Token,
}

impl<'t, U: Unit> Scanner<'t, U> {
    pub(super) fn new(text: &'t [U]) -> Self {
        let mut scanner = Self {
            text,
            position: 0,
            ahead: Token::End,
        };
        scanner.ahead = scanner.scan();
        scanner
    }

    /// The token to come.
    pub(super) fn peek(&self) -> Token {
        self.ahead
    }

    /// Takes the token to come.
    pub(super) fn next(&mut self) -> Token {
        let token = self.ahead;
        self.ahead = self.scan();
        token
    }

    /// Takes the token to come if it is `symbol`.
    pub(super) fn skip_symbol(&mut self, symbol: u8) -> bool {
        let found = self.ahead == Token::Symbol(symbol);
        if found {
            self.ahead = self.scan();
        }
        found
    }

    /// The code unit at the position, 0 at the end.
    fn unit(&self) -> u16 {
        self.text.get(self.position).map_or(0, |&unit| unit.into())
    }

    fn scan(&mut self) -> Token {
        let unit = self.unit();
        if is_space(unit) {
            self.position += 1;
            return Token::Space;
        }
        match u8::try_from(unit).unwrap_or(b'A') {
            0 => Token::End,
            b'0'..=b'9' => self.scan_number(),
            symbol @ (b':' | b'-' | b'+' | b'.' | b')') => {
                self.position += 1;
                Token::Symbol(symbol)
            }
            b'A'.. => self.scan_word(),
            b'(' => {
                self.skip_parentheses();
                Token::Other
            }
            _ => {
                self.position += 1;
                Token::Other
            }
        }
    }

    fn scan_number(&mut self) -> Token {
        let start = self.position;
        let mut value = 0;
        let mut significant = 0;
        while let digit @ 0x30..=0x39 = self.unit() {
            if digit != 0x30 || significant > 0 {
                significant += 1;
                if significant <= 9 {
                    value = value * 10 + i32::from(digit - 0x30);
                }
            }
            self.position += 1;
        }
        Token::Number {
            value,
            length: self.position - start,
        }
    }

    fn scan_word(&mut self) -> Token {
        let start = self.position;
        let mut prefix = [0_u16; 3];
        while self.unit() >= u16::from(b'A') && !is_space(self.unit()) {
            if let Some(place) = prefix.get_mut(self.position - start) {
                // Setting the bit of the lower case is all the folding there is.
                *place = self.unit() | 0x20;
            }
            self.position += 1;
        }
        let length = self.position - start;
        let matches = |spelling: &[u8; 3]| spelling.map(u16::from) == prefix;
        let month = MONTHS.iter().position(|name| matches(name));
        let word = match month {
            Some(index) => Word::Month(index as i32 + 1),
            None if length <= 3 => EXACT
                .iter()
                .find(|(spelling, _)| matches(spelling))
                .map_or(Word::Unknown, |&(_, word)| word),
            None => Word::Unknown,
        };
        Token::Word { word, length }
    }

    /// Skips a text in balanced parentheses; an unclosed one reaches to the end.
    fn skip_parentheses(&mut self) {
        let mut depth = 0_usize;
        loop {
            match self.unit() {
                0x28 => depth += 1,
                0x29 => depth -= 1,
                _ => {}
            }
            self.position += 1;
            if depth == 0 || self.unit() == 0 {
                return;
            }
        }
    }
}
