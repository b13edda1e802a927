//! Escapes of Ruby patterns outside classes, and the sets that escapes name.

use super::super::ast::{Assertion, Node, Words};
use super::super::error::{Construct, Error};
use super::super::set::CodeSet;
use super::super::unicode::ruby_property;
use super::class::Class;
use super::parser::{Parser, Range, Tree};
use std::sync::LazyLock;

/// The character of an escape that stands for a control character, or the escaped character itself.
pub(super) fn control(letter: char) -> char {
    match letter {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'f' => '\x0C',
        'v' => '\x0B',
        'a' => '\x07',
        'b' => '\x08',
        'e' => '\x1B',
        other => other,
    }
}

/// The value of a digit in a number. Onigmo takes any of Unicode's decimal digits and counts from `0`, so that `٣` is
/// 1587.
pub(super) fn digit(char: char) -> Option<u32> {
    let is_digit = char.is_ascii_digit() || !char.is_ascii() && known("digit").contains(u32::from(char));
    is_digit.then(|| u32::from(char) - u32::from('0'))
}

/// A property that the tables are known to have.
fn known(name: &str) -> CodeSet {
    ruby_property(name).unwrap_or_default()
}

/// The ASCII characters.
pub(super) fn ascii() -> CodeSet {
    CodeSet::range(0, 0x7F)
}

/// The set of a letter such as `d` or `W`, if it names one.
pub(super) fn type_set(letter: char, range: Range) -> Option<CodeSet> {
    let (name, ranges): (_, &[(char, char)]) = match letter.to_ascii_lowercase() {
        'd' => ("digit", &[('0', '9')]),
        's' => ("space", &[('\t', '\r'), (' ', ' ')]),
        'w' => ("word", &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
        'h' => ("xdigit", &[('0', '9'), ('A', 'F'), ('a', 'f')]),
        _ => return None,
    };
    let set = match range {
        Range::Unicode => known(name),
        _ => CodeSet::of_ranges(ranges.iter().map(|&(first, last)| (u32::from(first), u32::from(last)))),
    };
    Some(if letter.is_ascii_uppercase() {
        set.complement()
    } else {
        set
    })
}

/// The names of POSIX brackets, in the order in which Onigmo tries them.
pub(super) const POSIX_NAMES: [&str; 14] = [
    "alnum", "alpha", "blank", "cntrl", "digit", "graph", "lower", "print", "punct", "space", "upper", "xdigit",
    "ascii", "word",
];

/// The set of a POSIX bracket. `[[:punct:]]` has the symbols of ASCII, too, which `\p{Punct}` has not.
pub(super) fn posix_set(name: &str, range: Range) -> CodeSet {
    let mut set = known(name);
    if name == "punct" {
        set = set.union(&CodeSet::of_ranges("$+<=>^`|~".chars().map(|symbol| {
            let code = u32::from(symbol);
            (code, code)
        })));
    }
    if range == Range::Ascii {
        set.intersection(&ascii())
    } else {
        set
    }
}

/// Unicode's word characters outside classes, and for `\b`.
///
/// Onigmo asks a table of its own for the characters of Latin-1, which also has the superscripts and fractions.
pub(in super::super) fn words() -> CodeSet {
    static WORDS: LazyLock<CodeSet> =
        LazyLock::new(|| known("word").union(&CodeSet::of_ranges([(0xB2, 0xB3), (0xB9, 0xB9), (0xBC, 0xBE)])));
    WORDS.clone()
}

impl Parser<'_> {
    /// Takes an escape that gives a character of a string, if it is next.
    pub(super) fn literal_escape(&mut self) -> Option<char> {
        let letter = self.peek_at(1)?;
        let special = match letter {
            'w' | 'W' | 'd' | 'D' | 's' | 'S' | 'h' | 'H' | 'b' | 'B' | 'A' | 'Z' | 'z' | 'G' | 'x' | 'R' | 'X'
            | 'K' => true,
            'k' | 'g' => matches!(self.peek_at(2), Some('<' | '\'')),
            'p' | 'P' => self.peek_at(2) == Some('{'),
            '1'..='9' => {
                if self.reference_number().is_none() && letter >= '8' {
                    self.at += 2;
                    return Some(letter);
                }
                true
            }
            _ => false,
        };
        if special {
            return None;
        }
        self.at += 2;
        Some(control(letter))
    }

    /// The number of the back-reference that is next, if the digits are one: at most 9 or the number of groups so far.
    fn reference_number(&self) -> Option<u32> {
        let digits = self.chars[self.at + 1..].iter().map_while(|&char| digit(char));
        let number = digits.fold(0_u32, |number, digit| number.saturating_mul(10).saturating_add(digit));
        (number <= 9 || number <= 1000 && number <= self.numbered).then_some(number)
    }

    /// An escape that gives no character of a string.
    pub(super) fn escape(&mut self) -> Result<Tree, Error> {
        let start = self.at;
        let letter = self.peek_at(1).unwrap_or('\\');
        if let Some(mut set) = type_set(letter, self.state.range) {
            self.at += 2;
            if self.state.range == Range::Unicode && matches!(letter, 'w' | 'W') {
                set = if letter == 'w' { words() } else { words().complement() };
            }
            return Ok(Tree::Plain(Node::Set(set)));
        }
        let assertion = match letter {
            'b' | 'B' => {
                let words = if self.state.range == Range::Ascii {
                    Words::Ascii
                } else {
                    Words::RubyUnicode
                };
                Some(Assertion::Word {
                    words,
                    negated: letter == 'B',
                })
            }
            'A' => Some(Assertion::TextStart),
            'z' => Some(Assertion::TextEnd),
            'Z' => Some(Assertion::RubyTextEnd),
            _ => None,
        };
        if let Some(assertion) = assertion {
            self.at += 2;
            return Ok(Tree::Plain(Node::Assert(assertion)));
        }
        let construct = match letter {
            'G' => Construct::SearchStart,
            'K' => Construct::Keep,
            'X' => Construct::GraphemeCluster,
            'R' => {
                self.at += 2;
                return Ok(Tree::Plain(line_break()));
            }
            'p' | 'P' => {
                self.at += 2;
                let negated = self.peek_at(1) == Some('^');
                let (set, is_ascii) = self.property()?;
                let class = Class {
                    asc: if is_ascii { CodeSet::empty() } else { set.clone() },
                    set,
                    negated: false,
                };
                let class = Class {
                    negated: (letter == 'P') != negated,
                    ..class
                };
                return Ok(class.tree(self.state.ignore_case && !is_ascii));
            }
            'x' => {
                self.at += 2;
                let char = self.hexadecimal();
                return Ok(Tree::Text {
                    chars: vec![char],
                    ignore_case: self.state.ignore_case,
                });
            }
            '1'..='9' => match self.reference_number() {
                Some(number) => {
                    self.highest_reference = self.highest_reference.max(number);
                    self.at += 1;
                    while self.peek().and_then(digit).is_some() {
                        self.at += 1;
                    }
                    Construct::BackReference
                }
                None => {
                    self.at += 1;
                    let char = self.octal();
                    return Ok(Tree::Text {
                        chars: vec![char],
                        ignore_case: self.state.ignore_case,
                    });
                }
            },
            _ => return self.named_reference(letter),
        };
        if !letter.is_ascii_digit() {
            self.at += 2;
        }
        self.refuse(construct, start);
        Ok(Tree::Plain(Node::Empty))
    }

    /// `\k<name>` or `\g<name>`.
    fn named_reference(&mut self, letter: char) -> Result<Tree, Error> {
        let start = self.at;
        let close = if self.peek_at(2) == Some('<') { '>' } else { '\'' };
        self.at += 3;
        if self.peek().is_none_or(|char| char == close) {
            return Err(self.error("group name is empty"));
        }
        let first = self.at;
        while self.peek().is_some_and(|char| char != close && char != ')') {
            self.at += 1;
        }
        let name: String = self.chars[first..self.at].iter().collect();
        if !self.eat(close) {
            return Err(self.error(&format!("invalid group name <{name}>")));
        }
        let plain = name.chars().all(|char| char.is_alphabetic() || char == '_');
        if letter == 'k' && plain && !self.names.iter().any(|(known, _)| *known == name) {
            return Err(self.error(&format!("undefined name <{name}> reference")));
        }
        self.refuse(
            if letter == 'k' {
                Construct::NamedBackReference
            } else {
                Construct::SubexpressionCall
            },
            start,
        );
        Ok(Tree::Plain(Node::Empty))
    }

    /// What follows `\p`: `{Name}` or `{^Name}`; gives the set without the `^`, and whether it is `ASCII`.
    pub(super) fn property(&mut self) -> Result<(CodeSet, bool), Error> {
        self.at += 1;
        self.eat('^');
        let start = self.at;
        while self
            .peek()
            .is_some_and(|char| !matches!(char, '}' | '(' | ')' | '{' | '|'))
        {
            self.at += 1;
        }
        let written: String = self.chars[start..self.at].iter().collect();
        let closed = self.eat('}');
        let name: String = written
            .chars()
            .filter(|char| !matches!(char, ' ' | '-' | '_'))
            .map(|char| char.to_ascii_lowercase())
            .collect();
        let set = if closed { ruby_property(&name) } else { None };
        match set {
            Some(set) => Ok((set, name == "ascii")),
            None => {
                let shown = if closed || self.peek().is_some() {
                    written
                } else {
                    drop_last(&written)
                };
                Err(self.error(&format!("invalid character property name {{{shown}}}")))
            }
        }
    }

    /// Up to two hexadecimal digits; the escapes before have been resolved, so that the value is below 128.
    pub(super) fn hexadecimal(&mut self) -> char {
        self.digits(2, 16)
    }

    /// Up to three octal digits.
    pub(super) fn octal(&mut self) -> char {
        self.digits(3, 8)
    }

    fn digits(&mut self, most: usize, radix: u32) -> char {
        let mut value = 0;
        for _ in 0..most {
            let Some(digit) = self.peek().and_then(|char| char.to_digit(radix)) else {
                break;
            };
            self.at += 1;
            value = value * radix + digit;
        }
        char::from_u32(value).unwrap_or('\0')
    }
}

/// At the end of the pattern Ruby shows a property name without its last character.
fn drop_last(name: &str) -> String {
    let mut chars = name.chars();
    chars.next_back();
    chars.collect()
}

/// `\R`: `\r\n` as a whole, or one character that ends a line.
fn line_break() -> Node {
    let char = |char: char| Node::Set(CodeSet::of(u32::from(char)));
    let others = CodeSet::of_ranges([(0x0A, 0x0C), (0x85, 0x85), (0x2028, 0x2029)]);
    Node::Alternate(vec![
        Node::Concat(vec![char('\r'), char('\n')]),
        Node::Concat(vec![char('\r'), Node::Assert(Assertion::NotBeforeNewline)]),
        Node::Set(others),
    ])
}
