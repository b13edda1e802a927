//! Groups of Ruby patterns: capturing and not, with options, with names.

use super::super::ast::Node;
use super::super::error::{Construct, Error};
use super::escape::digit;
use super::parser::{Parser, Range, Tree};

impl Parser<'_> {
    /// What stands in parentheses, and whether a quantifier takes a string in it as a whole.
    pub(super) fn group(&mut self) -> Result<(Tree, bool), Error> {
        let start = self.at;
        self.nest()?;
        self.at += 1;
        let tree = if self.eat('?') {
            self.special_group(start)
        } else {
            self.plain_group().map(|tree| (tree, true))
        };
        self.nesting -= 1;
        tree
    }

    /// A group without `?`.
    fn plain_group(&mut self) -> Result<Tree, Error> {
        self.numbered += 1;
        if self.only_named {
            return self.body();
        }
        self.groups += 1;
        let index = self.groups;
        Ok(Tree::Group(index, Box::new(self.body()?)))
    }

    /// The inside of a group and its `)`.
    fn body(&mut self) -> Result<Tree, Error> {
        let tree = self.subexpression()?;
        if self.eat(')') {
            Ok(tree)
        } else {
            Err(self.error("end pattern with unmatched parenthesis"))
        }
    }

    /// A group whose `(?` has been taken.
    fn special_group(&mut self, start: usize) -> Result<(Tree, bool), Error> {
        let Some(letter) = self.peek() else {
            return Err(self.error("end pattern in group"));
        };
        let construct = match letter {
            ':' => {
                self.at += 1;
                return Ok((self.body()?, true));
            }
            '=' | '!' => Construct::LookAhead,
            '>' => Construct::AtomicGroup,
            '~' => Construct::AbsenceOperator,
            '(' => return self.conditional(start),
            '<' => match self.peek_at(1) {
                None => return Err(self.error("end pattern with unmatched parenthesis")),
                Some('=' | '!') => {
                    self.at += 1;
                    Construct::LookBehind
                }
                Some(_) => return self.named_group('>'),
            },
            '\'' => return self.named_group('\''),
            '-' | 'i' | 'm' | 'x' | 'a' | 'd' | 'u' => return self.options(),
            _ => return Err(self.error("undefined group option")),
        };
        self.at += 1;
        self.body()?;
        self.refuse(construct, start);
        Ok((Tree::Plain(Node::Empty), true))
    }

    /// `(?(1)…|…)`.
    fn conditional(&mut self, start: usize) -> Result<(Tree, bool), Error> {
        self.at += 1;
        if !self
            .peek()
            .is_some_and(|char| char.is_ascii_digit() || matches!(char, '<' | '\''))
        {
            return Err(self.error("invalid conditional pattern"));
        }
        while self.peek().is_some_and(|char| char != ')') {
            self.at += 1;
        }
        self.at += 1;
        self.refuse(Construct::Conditional, start);
        Ok((self.body()?, true))
    }

    /// `(?<name>…)`; the bracket before the name is next.
    fn named_group(&mut self, close: char) -> Result<(Tree, bool), Error> {
        self.at += 1;
        let name = self.name(close)?;
        self.numbered += 1;
        self.groups += 1;
        let index = self.groups;
        self.names.push((name, index));
        Ok((Tree::Group(index, Box::new(self.body()?)), true))
    }

    /// A name up to its closing character, which is taken.
    pub(super) fn name(&mut self, close: char) -> Result<String, Error> {
        let start = self.at;
        if self.peek().is_none_or(|char| char == close) {
            return Err(self.error("group name is empty"));
        }
        while self.peek().is_some_and(|char| char != close && char != ')') {
            self.at += 1;
        }
        let name: String = self.chars[start..self.at].iter().collect();
        let reserved = name.starts_with(|first: char| first == '-' || digit(first).is_some()) || name.is_empty();
        if reserved || !self.eat(close) {
            self.at = start;
            let shown = if reserved { name } else { self.rest() };
            return Err(self.error(&format!("invalid group name <{shown}>")));
        }
        Ok(name)
    }

    fn rest(&self) -> String {
        self.chars[self.at..].iter().collect()
    }

    /// `(?imx-imx)` or `(?imx-imx:…)`; the first letter is next.
    fn options(&mut self) -> Result<(Tree, bool), Error> {
        let before = self.state;
        let mut state = before;
        let mut on = true;
        loop {
            let Some(letter) = self.peek() else {
                return Err(self.error("end pattern in group"));
            };
            self.at += 1;
            match letter {
                ')' => {
                    // The rest of the group around, alternatives included.
                    self.state = state;
                    self.nest()?;
                    let rest = self.subexpression()?;
                    self.nesting -= 1;
                    self.state = before;
                    return Ok((Tree::List(vec![rest]), false));
                }
                ':' => {
                    self.state = state;
                    let body = self.body();
                    self.state = before;
                    return Ok((Tree::List(vec![body?]), true));
                }
                '-' => on = false,
                'x' => state.extended = on,
                'i' => state.ignore_case = on,
                'm' => state.multiline = on,
                'd' if on => state.range = Range::Default,
                'a' if on => state.range = Range::Ascii,
                'u' if on => state.range = Range::Unicode,
                _ => return Err(self.error("undefined group option")),
            }
        }
    }
}
