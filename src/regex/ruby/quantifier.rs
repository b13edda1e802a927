//! Quantifiers of Ruby patterns, and what Onigmo makes of quantifiers on quantifiers.

use super::super::error::Error;
use super::escape::digit;
use super::parser::{Parser, Quantified, Tree};

/// A quantifier.
pub(super) struct Quantifier {
    pub(super) min: u32,
    pub(super) max: Option<u32>,
    pub(super) greedy: bool,
    pub(super) possessive: bool,
}

impl Parser<'_> {
    /// Takes a quantifier if it is next.
    pub(super) fn quantifier(&mut self) -> Result<Option<Quantifier>, Error> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => return self.interval(),
            _ => return Ok(None),
        };
        self.at += 1;
        let greedy = !self.eat('?');
        let possessive = greedy && self.eat('+');
        Ok(Some(Quantifier {
            min,
            max,
            greedy,
            possessive,
        }))
    }

    /// Takes `{n}`, `{n,}`, `{,m}` or `{n,m}` if it is next; any other brace is literal.
    fn interval(&mut self) -> Result<Option<Quantifier>, Error> {
        let start = self.at;
        let interval = self.interval_bounds();
        if !matches!(interval, Ok(Some(_))) {
            self.at = start;
        }
        interval
    }

    fn interval_bounds(&mut self) -> Result<Option<Quantifier>, Error> {
        self.at += 1;
        let low = self.repeat_count()?;
        let exact = !self.eat(',');
        let high = if exact { low } else { self.repeat_count()? };
        if !self.eat('}') || low.is_none() && high.is_none() {
            return Ok(None);
        }
        let min = low.unwrap_or(0);
        if high.is_some_and(|high| min > high) {
            return Err(self.error("upper is smaller than lower in repeat range"));
        }
        // A `?` behind `{n}` is a quantifier of its own.
        let greedy = exact || !self.eat('?');
        Ok(Some(Quantifier {
            min,
            max: high,
            greedy,
            possessive: false,
        }))
    }

    /// The greatest count of a repetition.
    const MOST: u32 = 100_000;

    fn repeat_count(&mut self) -> Result<Option<u32>, Error> {
        let mut count = None;
        while let Some(digit) = self.peek().and_then(digit) {
            self.at += 1;
            count = Some(count.unwrap_or(0_u32).saturating_mul(10).saturating_add(digit));
        }
        if count.is_some_and(|count| count > Self::MOST) {
            return Err(self.error("too big number for repeat range"));
        }
        Ok(count)
    }
}

/// The six quantifiers that Onigmo reduces when they are nested: `?`, `*`, `+` and their lazy forms.
fn popular(min: u32, max: Option<u32>, greedy: bool) -> Option<usize> {
    let kind = match (min, max) {
        (0, Some(1)) => 0,
        (0, None) => 1,
        (1, None) => 2,
        _ => return None,
    };
    Some(if greedy { kind } else { kind + 3 })
}

/// What becomes of a quantifier on a quantifier.
#[derive(Clone, Copy)]
enum Reduction {
    /// Both stay.
    Keep,
    /// The inner one alone.
    Inner,
    /// `*`.
    Star,
    /// `*?`.
    LazyStar,
    /// `??`.
    LazyOptional,
    /// `(?:+)??`.
    LazyOptionalPlus,
}

/// Onigmo's table of reductions, by the inner and the outer quantifier.
const REDUCTIONS: [[Reduction; 6]; 6] = {
    use Reduction::{Inner as I, Keep as K, LazyOptional as O, LazyOptionalPlus as P, LazyStar as L, Star as S};
    [
        [I, S, S, O, L, K],
        [I, I, I, P, P, I],
        [S, S, I, K, P, I],
        [I, L, L, I, L, L],
        [I, I, I, I, I, I],
        [K, K, K, L, L, I],
    ]
};

/// Applies a quantifier.
pub(super) fn quantify(tree: Tree, quantifier: &Quantifier) -> Tree {
    let &Quantifier {
        min, mut max, greedy, ..
    } = quantifier;
    let new = |body, min, max, greedy| Tree::Quantified(Box::new(Quantified { body, min, max, greedy }));
    let Tree::Quantified(inner) = tree else {
        return new(tree, min, max, greedy);
    };
    let kinds = (popular(inner.min, inner.max, inner.greedy), popular(min, max, greedy));
    let (Some(of_inner), Some(of_outer)) = kinds else {
        if matches!(kinds, (Some(1 | 2), None)) && greedy && max.is_some_and(|max| max > 1) {
            // `(?:a*){n,m}` is `(?:a*){n,n}`.
            max = Some(min.max(1));
        }
        return new(Tree::Quantified(inner), min, max, greedy);
    };
    match REDUCTIONS[of_inner][of_outer] {
        Reduction::Keep => new(Tree::Quantified(inner), min, max, greedy),
        Reduction::Inner => Tree::Quantified(inner),
        Reduction::Star => new(inner.body, 0, None, true),
        Reduction::LazyStar => new(inner.body, 0, None, false),
        Reduction::LazyOptional => new(inner.body, 0, Some(1), false),
        Reduction::LazyOptionalPlus => new(new(inner.body, 1, None, true), 0, Some(1), false),
    }
}
