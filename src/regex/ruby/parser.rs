//! Reads the grammar of Onigmo's Ruby syntax.
//!
//! The tree keeps what Onigmo's later stages look at: which characters stand in one string, and which node a quantifier
//! was applied to directly. A valid construct that the engine does not take is remembered and reported when the rest of
//! the pattern has turned out to be valid.

use super::super::ast::{Assertion, Node};
use super::super::error::{Construct, Error, Limits};
use super::Options;
use super::quantifier::quantify;
use super::source::{Source, error};

/// What the parser reads.
#[derive(Clone, Debug)]
pub(super) enum Tree {
    /// A string: characters that case folding may join.
    Text { chars: Vec<char>, ignore_case: bool },
    /// A quantified tree.
    Quantified(Box<Quantified>),
    /// Parts one after the other. One part alone is a group with options, which quantifiers do not look into.
    List(Vec<Tree>),
    /// Alternatives.
    Either(Vec<Tree>),
    /// A capturing group.
    Group(u32, Box<Tree>),
    /// `.`, which with `m` matches a newline too.
    Dot { multiline: bool },
    /// A node of the common tree.
    Plain(Node),
}

/// A quantified tree.
#[derive(Clone, Debug)]
pub(super) struct Quantified {
    pub(super) body: Tree,
    pub(super) min: u32,
    /// `None` is without bound.
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
}

/// What a pattern says.
pub(super) struct Read {
    pub(super) tree: Tree,
    pub(super) groups: u32,
    pub(super) names: Vec<(String, u32)>,
}

/// What `d`, `a` and `u` in `(?dau)` select: which characters `\d \s \w`, POSIX brackets and `\b` know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// `d`: ASCII for `\d \s \w`, Unicode for the others.
    Default,
    /// `a`: ASCII for all.
    Ascii,
    /// `u`: Unicode for all.
    Unicode,
}

/// The options at a point of the pattern.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    pub(super) ignore_case: bool,
    pub(super) extended: bool,
    pub(super) multiline: bool,
    pub(super) range: Range,
}

/// Reads a pattern. With `only_named`, groups without a name do not capture.
pub(super) fn read(
    pattern: &str,
    source: &Source,
    options: Options,
    limits: &Limits,
    only_named: bool,
) -> Result<Read, Error> {
    let Options {
        ignore_case,
        extended,
        multiline,
    } = options;
    let mut parser = Parser {
        pattern,
        chars: &source.chars,
        offsets: &source.offsets,
        at: 0,
        state: State {
            ignore_case,
            extended,
            multiline,
            range: Range::Default,
        },
        nesting: 0,
        limit: limits.nesting,
        only_named,
        groups: 0,
        numbered: 0,
        names: Vec::new(),
        highest_reference: 0,
        unsupported: None,
    };
    let tree = parser.subexpression()?;
    if parser.at < parser.chars.len() {
        return Err(parser.error("unmatched close parenthesis"));
    }
    if parser.highest_reference > 0 && !parser.names.is_empty() {
        return Err(parser.error("numbered backref/call is not allowed. (use name)"));
    }
    if parser.highest_reference > parser.numbered {
        return Err(parser.error("invalid backref number/name"));
    }
    match parser.unsupported {
        Some(error) => Err(error),
        None => Ok(Read {
            tree,
            groups: parser.groups,
            names: parser.names,
        }),
    }
}

pub(super) struct Parser<'p> {
    pattern: &'p str,
    pub(super) chars: &'p [char],
    offsets: &'p [usize],
    pub(super) at: usize,
    pub(super) state: State,
    pub(super) nesting: usize,
    limit: usize,
    pub(super) only_named: bool,
    /// The capturing groups so far.
    pub(super) groups: u32,
    /// The groups so far, with those that do not capture because others have names.
    pub(super) numbered: u32,
    pub(super) names: Vec<(String, u32)>,
    /// The highest number that a back-reference names.
    pub(super) highest_reference: u32,
    unsupported: Option<Error>,
}

impl Parser<'_> {
    pub(super) fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    pub(super) fn peek_at(&self, ahead: usize) -> Option<char> {
        self.chars.get(self.at + ahead).copied()
    }

    pub(super) fn eat(&mut self, char: char) -> bool {
        let found = self.peek() == Some(char);
        self.at += usize::from(found);
        found
    }

    /// A syntax error here, in Ruby's words.
    pub(super) fn error(&self, reason: &str) -> Error {
        let at = self.offsets.get(self.at).copied().unwrap_or(self.pattern.len());
        error(self.pattern, at, reason)
    }

    /// Remembers a valid construct that is not accepted.
    pub(super) fn refuse(&mut self, construct: Construct, start: usize) {
        let offset = |index: usize| self.offsets.get(index).copied().unwrap_or(self.pattern.len());
        let span = offset(start)..offset(self.at);
        self.unsupported
            .get_or_insert_with(|| Error::unsupported(construct, span));
    }

    /// One level deeper, if the limit allows.
    pub(super) fn nest(&mut self) -> Result<(), Error> {
        self.nesting += 1;
        if self.nesting > self.limit {
            Err(Error::too_large(self.pattern.len()))
        } else {
            Ok(())
        }
    }

    /// Skips comments and, with `x`, white space.
    pub(super) fn skip(&mut self) -> Result<(), Error> {
        while let Some(char) = self.peek() {
            match char {
                '(' if self.peek_at(1) == Some('?') && self.peek_at(2) == Some('#') => {
                    self.at += 3;
                    loop {
                        let Some(char) = self.peek() else {
                            return Err(self.error("end pattern in group"));
                        };
                        self.at += 1;
                        match char {
                            '\\' => self.at += usize::from(self.peek().is_some()),
                            ')' => break,
                            _ => {}
                        }
                    }
                }
                '#' if self.state.extended => {
                    while let Some(char) = self.peek() {
                        self.at += 1;
                        if char == '\n' {
                            break;
                        }
                    }
                }
                ' ' | '\t' | '\n' | '\r' | '\x0C' if self.state.extended => self.at += 1,
                _ => break,
            }
        }
        Ok(())
    }

    /// Alternatives up to a `)` or the end. Options that change inside hold up to there.
    pub(super) fn subexpression(&mut self) -> Result<Tree, Error> {
        let state = self.state;
        let mut alternatives = vec![self.branch()?];
        while self.eat('|') {
            alternatives.push(self.branch()?);
        }
        self.state = state;
        Ok(match alternatives.pop() {
            Some(only) if alternatives.is_empty() => only,
            last => {
                alternatives.extend(last);
                Tree::Either(alternatives)
            }
        })
    }

    fn branch(&mut self) -> Result<Tree, Error> {
        let mut parts = Vec::new();
        loop {
            self.skip()?;
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(_) => self.expression(&mut parts)?,
            }
        }
        Ok(match parts.pop() {
            None => Tree::Text {
                chars: Vec::new(),
                ignore_case: self.state.ignore_case,
            },
            Some(only) if parts.is_empty() => only,
            last => {
                parts.extend(last);
                Tree::List(parts)
            }
        })
    }

    /// One expression with its quantifiers.
    fn expression(&mut self, parts: &mut Vec<Tree>) -> Result<(), Error> {
        let start = self.at;
        if self.quantifier()?.is_some() {
            self.at = start;
            return Err(self.error("target of repeat operator is not specified"));
        }
        if let Some(first) = self.literal()? {
            return self.text(first, parts);
        }
        let mut is_group = false;
        let tree = match self.peek() {
            Some('(') => {
                let (tree, group) = self.group()?;
                is_group = group;
                tree
            }
            Some('[') => {
                let class = self.class()?;
                if let Some(only) = class.single().and_then(char::from_u32) {
                    // A class of one character is that character in a string.
                    return self.text(only, parts);
                }
                class.tree(self.state.ignore_case)
            }
            Some('\\') => self.escape()?,
            Some('.') => {
                self.at += 1;
                Tree::Dot {
                    multiline: self.state.multiline,
                }
            }
            Some('^') => {
                self.at += 1;
                Tree::Plain(Node::Assert(Assertion::RubyLineStart))
            }
            // All other characters are literal.
            _ => {
                self.at += 1;
                Tree::Plain(Node::Assert(Assertion::RubyLineEnd))
            }
        };
        self.quantified(tree, is_group, parts)
    }

    /// A string that begins with a character that has been taken.
    fn text(&mut self, first: char, parts: &mut Vec<Tree>) -> Result<(), Error> {
        let mut chars = vec![first];
        loop {
            self.skip()?;
            if self.peek_quantifier()? {
                break;
            }
            match self.literal()? {
                Some(char) => chars.push(char),
                None => break,
            }
        }
        self.quantified(
            Tree::Text {
                chars,
                ignore_case: self.state.ignore_case,
            },
            false,
            parts,
        )
    }

    fn peek_quantifier(&mut self) -> Result<bool, Error> {
        let start = self.at;
        let found = self.quantifier()?.is_some();
        self.at = start;
        Ok(found)
    }

    /// Takes a character that stands for itself, or an escape that gives one, if it is next.
    fn literal(&mut self) -> Result<Option<char>, Error> {
        match self.peek() {
            None | Some('(' | ')' | '[' | '|' | '.' | '^' | '$') => Ok(None),
            Some('\\') => Ok(self.literal_escape()),
            Some(char) => {
                self.at += 1;
                Ok(Some(char))
            }
        }
    }

    /// Applies the quantifiers that follow and adds the result to the parts.
    fn quantified(&mut self, mut tree: Tree, is_group: bool, parts: &mut Vec<Tree>) -> Result<(), Error> {
        let start = self.at;
        let nesting = self.nesting;
        loop {
            self.skip()?;
            let Some(quantifier) = self.quantifier()? else { break };
            self.nest()?;
            if quantifier.possessive {
                self.refuse(Construct::Possessive, start);
            }
            if quantifier.min == 1 && quantifier.max == Some(1) {
                continue;
            }
            if let Tree::Text { chars, ignore_case } = &mut tree
                && !is_group
                && chars.len() > 1
            {
                // Only the last character is repeated.
                let ignore_case = *ignore_case;
                let last = chars.split_off(chars.len() - 1);
                parts.push(std::mem::replace(
                    &mut tree,
                    Tree::Text {
                        chars: last,
                        ignore_case,
                    },
                ));
            }
            tree = quantify(tree, &quantifier);
        }
        self.nesting = nesting;
        parts.push(tree);
        Ok(())
    }
}
