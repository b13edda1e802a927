//! Random programs from a grammar file, and smaller ones from a program.
//!
//! A grammar is lines `sort: text with {sort} in it`, or several texts joined by ` ‖ `; a doubled brace stands for itself.
//! Lines that start with `#` are comments; ` *N` at the end of a sort's name gives a line the weight N. A program is a tree of
//! productions, so that any subtree can be replaced by a smaller one of the same sort.

use std::collections::HashMap;

/// Deepest nesting of productions before only the simplest ones are taken.
const DEEP: usize = 7;

#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Sort(usize),
}

#[derive(Clone, Debug)]
struct Production {
    pieces: Vec<Piece>,
    weight: u64,
}

/// A grammar.
#[derive(Debug, Default)]
pub struct Grammar {
    names: HashMap<String, usize>,
    productions: Vec<Vec<Production>>,
}

/// A program: a production and what fills its gaps.
#[derive(Clone, Debug)]
pub struct Tree {
    sort: usize,
    production: usize,
    texts: Vec<String>,
    children: Vec<Tree>,
}

impl Tree {
    /// The program's text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (index, text) in self.texts.iter().enumerate() {
            out.push_str(text);
            if let Some(child) = self.children.get(index) {
                out.push_str(&child.text());
            }
        }
        out
    }

    fn descendants<'t>(&'t self, sort: usize, found: &mut Vec<&'t Tree>) {
        for child in &self.children {
            if child.sort == sort {
                found.push(child);
            }
            child.descendants(sort, found);
        }
    }
}

/// A small generator of random numbers: splitmix64.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound.max(1)
    }
}

impl Grammar {
    /// Reads a grammar; the first sort is where programs start.
    pub fn parse(text: &str) -> Grammar {
        let mut grammar = Grammar::default();
        for line in text
            .lines()
            .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        {
            let (head, body) = line.split_once(": ").unwrap_or_else(|| panic!("no `: ` in {line:?}"));
            let (name, weight) = match head.split_once(" *") {
                Some((name, weight)) => (name, weight.parse().expect("a weight is a number")),
                None => (head, 1),
            };
            let sort = grammar.sort(name.trim());
            for alternative in body.split(" ‖ ") {
                let pieces = grammar.pieces(&alternative.replace("\\n", "\n"));
                grammar.productions[sort].push(Production { pieces, weight });
            }
        }
        for (name, &sort) in &grammar.names {
            assert!(
                !grammar.productions[sort].is_empty(),
                "the grammar has no line for {name}"
            );
        }
        grammar
    }

    fn sort(&mut self, name: &str) -> usize {
        let next = self.productions.len();
        let sort = *self.names.entry(name.to_owned()).or_insert(next);
        if sort == next {
            self.productions.push(Vec::new());
        }
        sort
    }

    fn pieces(&mut self, text: &str) -> Vec<Piece> {
        let mut pieces = vec![];
        let mut plain = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            plain.push_str(&rest[..at]);
            let (brace, after) = rest[at..].split_at(1);
            if after.starts_with(brace) {
                plain.push_str(brace);
                rest = &after[1..];
                continue;
            }
            let end = after.find('}').unwrap_or_else(|| panic!("an open brace in {text:?}"));
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
            let sort = self.sort(&after[..end]);
            pieces.push(Piece::Sort(sort));
            rest = &after[end + 1..];
        }
        plain.push_str(rest);
        pieces.push(Piece::Text(plain));
        pieces
    }

    /// The program of a seed.
    pub fn generate(&self, seed: u64) -> Tree {
        let mut random = Random(seed);
        self.tree(0, 0, &mut random)
    }

    fn tree(&self, sort: usize, depth: usize, random: &mut Random) -> Tree {
        let productions = &self.productions[sort];
        let gaps = |production: &Production| {
            production
                .pieces
                .iter()
                .filter(|piece| matches!(piece, Piece::Sort(_)))
                .count()
        };
        let fewest = productions.iter().map(gaps).min().unwrap_or(0);
        let allowed: Vec<usize> = (0..productions.len())
            .filter(|&index| depth < DEEP || gaps(&productions[index]) == fewest)
            .collect();
        let total: u64 = allowed.iter().map(|&index| productions[index].weight).sum();
        let mut draw = random.below(total);
        let chosen = allowed
            .iter()
            .copied()
            .find(|&index| {
                let weight = productions[index].weight;
                let here = draw < weight;
                draw = draw.saturating_sub(weight);
                here
            })
            .unwrap_or(allowed[0]);
        let mut tree = Tree {
            sort,
            production: chosen,
            texts: Vec::new(),
            children: Vec::new(),
        };
        for piece in &productions[chosen].pieces {
            match piece {
                Piece::Text(text) => tree.texts.push(text.clone()),
                Piece::Sort(sort) => tree.children.push(self.tree(*sort, depth + 1, random)),
            }
        }
        tree
    }

    /// Programs that are one step smaller: a subtree is replaced by one inside it, or by the simplest of its sort.
    pub fn smaller(&self, tree: &Tree) -> Vec<Tree> {
        let mut found = Vec::new();
        let mut inner = Vec::new();
        tree.descendants(tree.sort, &mut inner);
        found.extend(inner.into_iter().cloned());
        let simplest = self.tree(tree.sort, DEEP, &mut Random(0));
        if simplest.production != tree.production || !tree.children.is_empty() {
            found.push(simplest);
        }
        for (index, child) in tree.children.iter().enumerate() {
            for smaller in self.smaller(child) {
                let mut changed = tree.clone();
                changed.children[index] = smaller;
                found.push(changed);
            }
        }
        found
    }
}
