//! Parses a JavaScript pattern (ECMA-262 Pattern with Annex B) into the tree.
//!
//! Follows the order in which V8 reads, so that of several errors the same one is reported, with V8's message. A valid
//! construct that the engine does not take is remembered and reported when the rest of the pattern has turned out to be
//! valid. Groups may nest as deep as the limits allow.

use super::super::ast::{Assertion, EmptyIteration, Node, Repeat, Words};
use super::super::error::{Construct, Error, Limits};
use super::super::set::CodeSet;
use super::super::text::pair;
use super::super::unicode::javascript_property;
use super::Flags;
use super::fold::close;
use std::ops::Range;

/// What a pattern says.
#[derive(Debug)]
pub(in super::super) struct Parsed {
    pub(in super::super) node: Node,
    /// The number of capturing groups.
    pub(in super::super) groups: u32,
    /// The names of groups in the order of the source.
    pub(in super::super) names: Vec<(String, u32)>,
}

/// Parses a pattern.
pub(in super::super) fn parse(pattern: &[u16], flags: Flags, limits: &Limits) -> Result<Parsed, Error> {
    let mut parser = Parser {
        units: pattern,
        at: 0,
        flags,
        nesting: 0,
        limit: limits.nesting,
        groups: 0,
        names: Vec::new(),
        references: Vec::new(),
        unsupported: None,
        group_total: 0,
        has_names: false,
    };
    parser.count_groups();
    let node = parser.disjunction()?;
    if parser.peek().is_some() {
        return Err(parser.error("Unmatched ')'"));
    }
    let named = |name: &String| parser.names.iter().any(|(known, _)| known == name);
    if !parser.references.iter().all(named) {
        return Err(parser.error("Invalid named capture referenced"));
    }
    parser.names.sort_by_key(|&(_, index)| index);
    match parser.unsupported {
        Some(error) => Err(error),
        None => Ok(Parsed {
            node,
            groups: parser.groups,
            names: parser.names,
        }),
    }
}

/// The greatest count that V8 tells from no bound.
const UNBOUNDED: u32 = i32::MAX as u32;

pub(super) struct Parser<'p> {
    units: &'p [u16],
    pub(super) at: usize,
    pub(super) flags: Flags,
    nesting: usize,
    limit: usize,
    groups: u32,
    names: Vec<(String, u32)>,
    /// The names that `\k<…>` refers to.
    references: Vec<String>,
    /// The first valid construct that is not accepted.
    unsupported: Option<Error>,
    /// The number of groups in the whole pattern, which decides what `\1` is.
    group_total: u32,
    /// Whether some group has a name, which decides what `\k` is.
    pub(super) has_names: bool,
}

impl Parser<'_> {
    /// The character at an index, read by code point with `u`.
    fn char_at(&self, at: usize, by_point: bool) -> Option<u32> {
        let &unit = self.units.get(at)?;
        let joined = if by_point {
            self.units.get(at + 1).and_then(|&trail| pair(unit, trail))
        } else {
            None
        };
        Some(joined.unwrap_or(u32::from(unit)))
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<u32> {
        self.char_at(self.at, self.flags.unicode)
    }

    /// The next character as an ASCII byte; 0 stands for any other and for the end.
    pub(super) fn peek_byte(&self) -> u8 {
        self.byte_at(self.at)
    }

    /// The unit at an index as an ASCII byte; 0 stands for any other and for the end.
    pub(super) fn byte_at(&self, at: usize) -> u8 {
        self.units
            .get(at)
            .and_then(|&unit| u8::try_from(unit).ok())
            .filter(u8::is_ascii)
            .unwrap_or(0)
    }

    /// Takes the next character.
    pub(super) fn next(&mut self) -> Option<u32> {
        let code = self.peek()?;
        self.at += if code > 0xFFFF { 2 } else { 1 };
        Some(code)
    }

    /// Takes an ASCII character if it is next.
    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek_byte() == byte;
        self.at += usize::from(found);
        found
    }

    /// A syntax error here, in V8's words.
    pub(super) fn error(&self, reason: &str) -> Error {
        let source = String::from_utf16_lossy(self.units);
        let message = format!("Invalid regular expression: /{source}/{}: {reason}", self.flags);
        let at = self.at.min(self.units.len());
        Error::syntax(at..(at + 1).min(self.units.len()), message)
    }

    /// Remembers a valid construct that is not accepted.
    fn refuse(&mut self, construct: Construct, span: Range<usize>) {
        self.unsupported
            .get_or_insert_with(|| Error::unsupported(construct, span));
    }

    /// Counts the groups of the whole pattern and looks for names.
    fn count_groups(&mut self) {
        let mut at = 0;
        let mut in_class = false;
        while let Some(&unit) = self.units.get(at) {
            at += 1;
            match u8::try_from(unit).unwrap_or(0) {
                b'\\' => at += 1,
                b'[' => in_class = true,
                b']' => in_class = false,
                b'(' if !in_class => {
                    if self.byte_at(at) != b'?' {
                        self.group_total += 1;
                    } else if self.byte_at(at + 1) == b'<' && !matches!(self.byte_at(at + 2), b'=' | b'!') {
                        self.group_total += 1;
                        self.has_names = true;
                    }
                }
                _ => {}
            }
        }
    }

    /// Disjunction, up to the end or a `)`.
    fn disjunction(&mut self) -> Result<Node, Error> {
        let mut alternatives = Vec::new();
        loop {
            alternatives.push(self.alternative()?);
            if !self.eat(b'|') {
                break;
            }
        }
        Ok(match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Node::Alternate(alternatives)
            }
        })
    }

    fn alternative(&mut self) -> Result<Node, Error> {
        let mut terms = Vec::new();
        while let Some(code) = self.peek() {
            match u8::try_from(code).unwrap_or(0) {
                b'|' | b')' => break,
                _ => {
                    if let Some(node) = self.term(code)? {
                        terms.push(node);
                    }
                }
            }
        }
        Ok(match terms.pop() {
            None => Node::Empty,
            Some(only) if terms.is_empty() => only,
            last => {
                terms.extend(last);
                Node::Concat(terms)
            }
        })
    }

    /// Term: an assertion, or an atom with its quantifier.
    fn term(&mut self, code: u32) -> Result<Option<Node>, Error> {
        let start = self.at;
        let mut quantifiable = true;
        let atom = match u8::try_from(code).unwrap_or(0) {
            b'*' | b'+' | b'?' => return Err(self.error("Nothing to repeat")),
            b'^' => {
                self.at += 1;
                let assertion = if self.flags.multiline {
                    Assertion::LineStart
                } else {
                    Assertion::TextStart
                };
                return Ok(Some(Node::Assert(assertion)));
            }
            b'$' => {
                self.at += 1;
                let assertion = if self.flags.multiline {
                    Assertion::LineEnd
                } else {
                    Assertion::TextEnd
                };
                return Ok(Some(Node::Assert(assertion)));
            }
            b'.' => {
                self.at += 1;
                if self.flags.dot_all {
                    Node::Set(CodeSet::all())
                } else {
                    let terminators = CodeSet::of_ranges([(0x0A, 0x0A), (0x0D, 0x0D), (0x2028, 0x2029)]);
                    Node::Set(terminators.complement())
                }
            }
            b'(' => {
                let (node, can_repeat) = self.group()?;
                quantifiable = can_repeat;
                node
            }
            b'[' => Node::Set(self.class()?),
            b'\\' => match self.byte_at(start + 1) {
                b'b' | b'B' => {
                    self.at += 2;
                    let folded = self.flags.unicode && self.flags.ignore_case;
                    let words = if folded { Words::AsciiFolded } else { Words::Ascii };
                    let negated = self.byte_at(start + 1) == b'B';
                    return Ok(Some(Node::Assert(Assertion::Word { words, negated })));
                }
                _ => self.atom_escape()?,
            },
            b'{' if self.interval().is_some() => {
                self.at = start;
                return Err(self.error("Nothing to repeat"));
            }
            b'{' | b'}' | b']' if self.flags.unicode => {
                return Err(self.error("Lone quantifier brackets"));
            }
            _ => {
                self.next();
                self.char(code)
            }
        };
        self.quantified(atom, quantifiable)
    }

    /// A quantifier, if there is one, applied to an atom.
    fn quantified(&mut self, atom: Node, quantifiable: bool) -> Result<Option<Node>, Error> {
        let (min, max) = match self.peek_byte() {
            b'*' => (0, UNBOUNDED),
            b'+' => (1, UNBOUNDED),
            b'?' => (0, 1),
            b'{' => match self.interval() {
                Some((min, max)) if max < min => {
                    return Err(self.error("numbers out of order in {} quantifier"));
                }
                // The interval has been taken; step back so that the step below fits all quantifiers.
                Some(bounds) => {
                    self.at -= 1;
                    bounds
                }
                None if self.flags.unicode => return Err(self.error("Incomplete quantifier")),
                None => return Ok(Some(atom)),
            },
            _ => return Ok(Some(atom)),
        };
        self.at += 1;
        let greedy = !self.eat(b'?');
        if !quantifiable {
            return Err(self.error("Invalid quantifier"));
        }
        let max = (max != UNBOUNDED).then_some(max);
        Ok(Some(Node::Repeat(Box::new(Repeat {
            body: atom,
            min,
            max,
            greedy,
            empty: EmptyIteration::Fails,
        }))))
    }

    /// Takes `{n}`, `{n,}` or `{n,m}` if it is next.
    fn interval(&mut self) -> Option<(u32, u32)> {
        let start = self.at;
        let bounds = self.interval_bounds();
        if bounds.is_none() {
            self.at = start;
        }
        bounds
    }

    fn interval_bounds(&mut self) -> Option<(u32, u32)> {
        if !self.eat(b'{') || !self.peek_byte().is_ascii_digit() {
            return None;
        }
        let min = self.count();
        let max = if !self.eat(b',') {
            min
        } else if self.peek_byte() == b'}' {
            UNBOUNDED
        } else {
            self.count()
        };
        self.eat(b'}').then_some((min, max))
    }

    fn count(&mut self) -> u32 {
        let mut value = 0_u32;
        while let digit @ b'0'..=b'9' = self.peek_byte() {
            self.at += 1;
            value = value
                .saturating_mul(10)
                .saturating_add(u32::from(digit - b'0'))
                .min(UNBOUNDED);
        }
        value
    }

    /// A group and whether it may be quantified.
    fn group(&mut self) -> Result<(Node, bool), Error> {
        let start = self.at;
        self.nesting += 1;
        if self.nesting > self.limit {
            return Err(Error::too_large(self.units.len()));
        }
        self.at += 1;
        let mut index = None;
        let mut look = None;
        if self.eat(b'?') {
            match (self.peek_byte(), self.byte_at(self.at + 1)) {
                (b':', _) => self.at += 1,
                (b'=' | b'!', _) => {
                    self.at += 1;
                    look = Some(Construct::LookAhead);
                }
                (b'<', b'=' | b'!') => {
                    self.at += 2;
                    look = Some(Construct::LookBehind);
                }
                (b'<', _) => {
                    self.at += 1;
                    self.groups += 1;
                    let own = self.groups;
                    let name = self.group_name()?;
                    let group = self.group_body(start, Some(own), None)?;
                    // V8 finds a name that is there twice when the group ends.
                    if self.names.iter().any(|(known, _)| *known == name) {
                        return Err(self.error("Duplicate capture group name"));
                    }
                    self.names.push((name, own));
                    return Ok(group);
                }
                _ => return Err(self.error("Invalid group")),
            }
        } else {
            self.groups += 1;
            index = Some(self.groups);
        }
        self.group_body(start, index, look)
    }

    fn group_body(&mut self, start: usize, index: Option<u32>, look: Option<Construct>) -> Result<(Node, bool), Error> {
        let body = self.disjunction()?;
        if !self.eat(b')') {
            return Err(self.error("Unterminated group"));
        }
        self.nesting -= 1;
        if let Some(construct) = look {
            self.refuse(construct, start..self.at);
            return Ok((Node::Empty, construct == Construct::LookAhead && !self.flags.unicode));
        }
        let node = match index {
            Some(index) => Node::Group {
                index,
                body: Box::new(body),
                watched: false,
            },
            None => body,
        };
        Ok((node, true))
    }

    /// The name of a group up to its `>`, read by code point whatever the flags.
    fn group_name(&mut self) -> Result<String, Error> {
        let mut name = String::new();
        loop {
            let mut code = self.char_at(self.at, true);
            if self.peek_byte() == b'\\' && self.byte_at(self.at + 1) == b'u' {
                self.at += 2;
                let unicode = std::mem::replace(&mut self.flags.unicode, true);
                code = self.unicode_escape();
                self.flags.unicode = unicode;
                if code.is_none() {
                    return Err(self.error("Invalid Unicode escape"));
                }
            } else if let Some(code) = code {
                self.at += if code > 0xFFFF { 2 } else { 1 };
            }
            match code.and_then(char::from_u32) {
                Some('>') if !name.is_empty() => return Ok(name),
                Some(letter) if is_identifier(letter, name.is_empty()) => name.push(letter),
                _ => return Err(self.error("Invalid capture group name")),
            }
        }
    }

    /// A back-reference, if the escape that is next is one.
    pub(super) fn back_reference(&mut self) -> Option<Node> {
        let start = self.at;
        self.at += 1;
        let number = self.count();
        if number > self.group_total {
            self.at = start;
            return None;
        }
        self.refuse(Construct::BackReference, start..self.at);
        Some(Node::Empty)
    }

    /// `\k<name>`, whose `\k` is next.
    pub(super) fn named_reference(&mut self) -> Result<Node, Error> {
        let start = self.at;
        self.at += 2;
        if !self.eat(b'<') {
            return Err(self.error("Invalid named reference"));
        }
        let name = self.group_name()?;
        self.references.push(name);
        self.refuse(Construct::NamedBackReference, start..self.at);
        Ok(Node::Empty)
    }

    /// The node of a character.
    pub(super) fn char(&self, code: u32) -> Node {
        Node::Set(self.folded(CodeSet::of(code)))
    }

    /// A set with what `i` holds equal.
    pub(super) fn folded(&self, set: CodeSet) -> CodeSet {
        if self.flags.ignore_case {
            close(&set, self.flags.unicode)
        } else {
            set
        }
    }
}

/// ECMA-262 IdentifierStartChar and IdentifierPartChar.
fn is_identifier(letter: char, first: bool) -> bool {
    match letter {
        '$' | '_' => true,
        _ if letter.is_ascii() => letter.is_ascii_alphabetic() || !first && letter.is_ascii_digit(),
        '\u{200C}' | '\u{200D}' => !first,
        _ => {
            let name = if first { "ID_Start" } else { "ID_Continue" };
            javascript_property("bin", name).is_some_and(|set| set.contains(u32::from(letter)))
        }
    }
}
