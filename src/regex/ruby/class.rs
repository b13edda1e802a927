//! Classes of Ruby patterns: ranges, POSIX brackets, nested classes and intersections.
//!
//! Reads as Onigmo reads, from left to right with one pending value, so that odd classes (`[a-\d]`, `[--x]`, `[a[b]-c]`)
//! mean or are refused as there. Beside the members a class keeps those that did not come from `\w` or `[:word:]`:
//! only they have equals across the border of ASCII under `i`.

use super::super::ast::Node;
use super::super::error::Error;
use super::super::set::CodeSet;
use super::escape::{POSIX_NAMES, control, posix_set, type_set};
use super::fold::fold_class;
use super::parser::{Parser, Range, Tree};

/// A class before case folding.
#[derive(Clone, Debug, Default)]
pub(super) struct Class {
    /// The members, before the negation of the whole class.
    pub(super) set: CodeSet,
    /// The members that may have equals across the border of ASCII.
    pub(super) asc: CodeSet,
    pub(super) negated: bool,
}

impl Class {
    /// The only member of a class that is not negated.
    pub(super) fn single(&self) -> Option<u32> {
        if self.negated { None } else { self.set.single() }
    }

    /// What the class matches.
    pub(super) fn tree(&self, ignore_case: bool) -> Tree {
        Tree::Plain(if ignore_case {
            fold_class(self)
        } else if self.negated {
            Node::Set(self.set.complement())
        } else {
            Node::Set(self.set.clone())
        })
    }

    fn add(&mut self, set: &CodeSet, crosses: bool) {
        self.set = self.set.union(set);
        if crosses {
            self.asc = self.asc.union(set);
        }
    }

    fn intersect(&mut self, other: &Class) {
        self.set = self.set.intersection(&other.set);
        self.asc = self.asc.intersection(&other.asc);
    }
}

/// A part of a class.
enum Part {
    Char(u32),
    /// A set, and whether its members may have equals across the border of ASCII.
    Set(CodeSet, bool),
    Range,
    And,
    Open,
    Close,
}

/// What stands before the next part.
#[derive(Clone, Copy, PartialEq)]
enum Before {
    /// Nothing.
    Start,
    /// A character that may begin a range.
    Value(u32),
    /// A set.
    Set,
    /// The start of a range and its `-`.
    Range(u32),
    /// A complete range.
    Complete,
}

impl Parser<'_> {
    /// A class; its bracket is next.
    pub(super) fn class(&mut self) -> Result<Class, Error> {
        self.nest()?;
        self.at += 1;
        let negated = self.eat('^');
        let mut part = self.class_part()?;
        if matches!(part, Some(Part::Close)) {
            if !self.has_close() {
                return Err(self.error("empty char-class"));
            }
            part = Some(Part::Char(u32::from(']')));
        }
        let (mut class, mut left) = (Class::default(), None::<Class>);
        let mut before = Before::Start;
        loop {
            let Some(current) = part else {
                return Err(self.error("premature end of char-class"));
            };
            let mut fetched = None;
            match current {
                Part::Close => break,
                Part::Char(code) => before = self.value(&mut class, before, code)?,
                Part::Set(set, crosses) => {
                    if matches!(before, Before::Range(_)) {
                        return Err(self.error("char-class value at end of range"));
                    }
                    flush(&mut class, before);
                    class.add(&set, crosses);
                    before = Before::Set;
                }
                Part::Range => {
                    let dash = u32::from('-');
                    match before {
                        Before::Set if !matches!(self.peek(), Some(']' | '&')) => {
                            return Err(self.error("unmatched range specifier in char-class"));
                        }
                        Before::Value(_) | Before::Set | Before::Complete => {
                            let next = self.class_part()?;
                            let literal = matches!(next, Some(Part::Close | Part::And)) || before == Before::Complete;
                            if literal {
                                before = self.value(&mut class, before, dash)?;
                            } else if let Before::Value(first) = before {
                                before = Before::Range(first);
                            } else {
                                return Err(self.error("unmatched range specifier in char-class"));
                            }
                            fetched = Some(next);
                        }
                        _ => before = self.value(&mut class, before, dash)?,
                    }
                }
                Part::Open => {
                    self.at -= 1;
                    let inner = self.class()?;
                    let with_sign = |set: &CodeSet| if inner.negated { set.complement() } else { set.clone() };
                    class.set = class.set.union(&with_sign(&inner.set));
                    class.asc = class.asc.union(&with_sign(&inner.asc));
                }
                Part::And => {
                    flush(&mut class, before);
                    before = Before::Start;
                    let right = std::mem::take(&mut class);
                    left = Some(intersected(left, right));
                }
            }
            part = match fetched {
                Some(next) => next,
                None => self.class_part()?,
            };
        }
        flush(&mut class, before);
        let mut class = intersected(left, class);
        class.negated = negated;
        self.nesting -= 1;
        Ok(class)
    }

    /// Takes in a character; gives what then stands before the next part.
    fn value(&self, class: &mut Class, before: Before, code: u32) -> Result<Before, Error> {
        match before {
            Before::Range(first) if first > code => Err(self.error("empty range in char class")),
            Before::Range(first) => {
                class.add(&CodeSet::range(first, code), true);
                Ok(Before::Complete)
            }
            _ => {
                flush(class, before);
                Ok(Before::Value(code))
            }
        }
    }

    /// Whether a `]` stands in the rest of the pattern; Onigmo counts escaped ones too.
    fn has_close(&self) -> bool {
        self.chars[self.at..].contains(&']')
    }

    /// Takes the next part; `None` at the end of the pattern.
    fn class_part(&mut self) -> Result<Option<Part>, Error> {
        let Some(char) = self.peek() else { return Ok(None) };
        self.at += 1;
        Ok(Some(match char {
            ']' => Part::Close,
            '-' => Part::Range,
            '&' if self.eat('&') => Part::And,
            '[' if self.peek() == Some(':') && self.posix_close() => self.posix_bracket()?,
            '[' => Part::Open,
            '\\' => self.class_escape()?,
            other => Part::Char(u32::from(other)),
        }))
    }

    /// Whether `:]` comes before the next `]`; the first colon is next.
    fn posix_close(&self) -> bool {
        let mut at = self.at + 1;
        while let Some(&char) = self.chars.get(at) {
            match char {
                '\\' => at += 1,
                ':' if self.chars.get(at + 1) == Some(&']') => return true,
                ']' => return false,
                _ => {}
            }
            at += 1;
        }
        false
    }

    /// `[:name:]`, or the bracket as a character; the colon is next.
    fn posix_bracket(&mut self) -> Result<Part, Error> {
        /// The characters in which Onigmo looks for the end of an unknown name.
        const LOOK: usize = 20;
        /// The characters that must be left of the pattern: the shortest name and `:]]`.
        const LEAST: usize = 7;
        let start = self.at;
        self.at += 1;
        let negated = self.eat('^');
        let rest = &self.chars[self.at..];
        let begins = |name: &str| name.chars().zip(rest).all(|(letter, char)| letter == *char);
        let known = POSIX_NAMES
            .into_iter()
            .find(|name| begins(name))
            .filter(|_| rest.len() >= LEAST);
        if let Some(name) = known {
            if rest.get(name.len()..name.len() + 2) != Some(&[':', ']']) {
                return Err(self.error("invalid POSIX bracket type"));
            }
            self.at += name.len() + 2;
            let set = posix_set(name, self.state.range);
            let set = if negated { set.complement() } else { set };
            let crosses = !matches!(name, "word" | "ascii") && self.state.range != Range::Ascii;
            return Ok(Part::Set(set, crosses));
        }
        let colon = rest.iter().take(LOOK + 1).position(|char| matches!(char, ':' | ']'));
        if colon.is_some_and(|at| rest[at] == ':' && rest.get(at + 1) == Some(&']')) {
            return Err(self.error("invalid POSIX bracket type"));
        }
        self.at = start;
        Ok(Part::Char(u32::from('[')))
    }

    fn class_escape(&mut self) -> Result<Part, Error> {
        // The escapes have been checked before: a backslash is never last.
        let letter = self.peek().unwrap_or('\\');
        self.at += 1;
        if let Some(set) = type_set(letter, self.state.range) {
            return Ok(Part::Set(set, !matches!(letter, 'w' | 'W')));
        }
        Ok(match letter {
            'p' | 'P' if self.peek() == Some('{') => {
                let negated = (self.peek_at(1) == Some('^')) != (letter == 'P');
                let (set, is_ascii) = self.property()?;
                Part::Set(if negated { set.complement() } else { set }, !is_ascii)
            }
            'x' => Part::Char(u32::from(self.hexadecimal())),
            '1'..='7' => {
                self.at -= 1;
                Part::Char(u32::from(self.octal()))
            }
            other => Part::Char(u32::from(control(other))),
        })
    }
}

/// Adds the character that stands before.
fn flush(class: &mut Class, before: Before) {
    if let Before::Value(code) = before {
        class.add(&CodeSet::of(code), true);
    }
}

fn intersected(left: Option<Class>, right: Class) -> Class {
    match left {
        None => right,
        Some(mut left) => {
            left.intersect(&right);
            left
        }
    }
}
