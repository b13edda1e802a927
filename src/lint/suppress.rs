//! Comments that say why a finding is right as it stands: `// rulec: allow(W1032) the reason`.
//!
//! A comment behind code holds for its line, one on a line of its own for the next line with code. A comment without a
//! reason, or one that names no lint, is a finding (`W1078`) and suppresses nothing; one that suppresses nothing is one,
//! too (`W1079`).

use std::collections::BTreeMap;

use super::comments::comments;
use super::config::{Level, Levels, Selector};
use crate::diag::{Code, Diagnostic, Edit, Fix};
use crate::source::{Source, Span};
use crate::syntax::ast::Ast;

/// A comment that suppresses.
#[derive(Clone, Debug)]
struct Suppression {
    /// The comment.
    span: Span,
    /// What it names.
    selectors: Vec<(Selector, Span)>,
    /// The line that it holds for: from its first byte to the one after the last.
    line: Span,
}

/// The suppressions of a rule.
#[derive(Clone, Debug, Default)]
pub struct Suppressions {
    list: Vec<Suppression>,
    wrong: Vec<Diagnostic>,
    text: String,
}

impl Suppressions {
    /// Reads the comments of a rule.
    pub fn read(source: &Source, ast: Option<&Ast>) -> Suppressions {
        let mut read = Suppressions {
            text: source.text.clone(),
            ..Suppressions::default()
        };
        if !source.text.contains("rulec:") {
            return read;
        }
        let all = comments(source, ast);
        let code = code_behind(&source.text, &all);
        for (&span, &code) in all.iter().zip(&code) {
            read.comment(span, code);
        }
        read
    }

    /// Reads a comment; `code` is the byte at which the code behind it starts.
    fn comment(&mut self, span: Span, code: usize) {
        let text = self.text[span.start as usize..span.end as usize].to_owned();
        let signs: &[char] = &['/', '*', '#', ' ', '\t'];
        let inner = text.trim_start_matches(signs);
        let Some(rest) = inner.strip_prefix("rulec:") else {
            return;
        };
        let rest = rest.trim_start();
        let wrong = |message: &str| {
            Diagnostic::new(Code::W1078, span, message)
                .label("suppresses nothing")
                .help("write `rulec: allow(W1032) why it is right here`, with codes, names or groups of lints")
        };
        let Some((names, reason)) = rest.strip_prefix("allow(").and_then(|rest| rest.split_once(')')) else {
            self.wrong.push(wrong("this comment to `rulec` cannot be read"));
            return;
        };
        if reason
            .trim_end_matches("*/")
            .trim()
            .trim_start_matches([':', '-'])
            .trim()
            .is_empty()
        {
            self.wrong.push(wrong("this suppression gives no reason"));
            return;
        }
        let start = span.start as usize + (text.len() - inner.len()) + (inner.len() - rest.len()) + "allow(".len();
        let mut selectors = Vec::new();
        let mut at = start;
        for name in names.split(',') {
            let from = at + (name.len() - name.trim_start().len());
            let place = Span::new(narrow(from), narrow(from + name.trim().len()));
            at += name.len() + 1;
            match name.trim().parse::<Selector>() {
                Ok(selector) => selectors.push((selector, place)),
                Err(why) => self.wrong.push(
                    Diagnostic::new(Code::W1078, place, why)
                        .label("suppresses nothing")
                        .help("name a lint by its code or its name, or a group; `rulec explain` lists them"),
                ),
            }
        }
        if !selectors.is_empty() {
            let line = self.line(span, code);
            self.list.push(Suppression { span, selectors, line });
        }
    }

    /// The line that a comment holds for.
    fn line(&self, span: Span, code: usize) -> Span {
        let text = self.text.as_str();
        let start = text[..span.start as usize].rfind('\n').map_or(0, |newline| newline + 1);
        let code_before = !text[start..span.start as usize].trim().is_empty();
        let at = if code_before { start } else { code };
        let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let end = text[at..].find('\n').map_or(text.len(), |newline| at + newline);
        Span::new(narrow(start), narrow(end))
    }

    /// Whether a finding about the whole rule is suppressed: by any comment that names it.
    pub fn covers_rule(&self, code: Code) -> bool {
        let mut selectors = self.list.iter().flat_map(|one| &one.selectors);
        selectors.any(|(selector, _)| selector.covers(code))
    }

    /// The findings that are not suppressed, and those about the suppressions.
    pub fn apply(self, found: Vec<Diagnostic>, levels: &Levels) -> Vec<Diagnostic> {
        if self.list.is_empty() && self.wrong.is_empty() {
            return found;
        }
        let mut used = vec![Vec::new(); self.list.len()];
        let mut kept = Vec::new();
        // By the lines that they hold for, so that not every finding is compared with every comment.
        let mut lines: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (number, one) in self.list.iter().enumerate() {
            lines.entry(one.line.start).or_default().push(number);
        }
        for diagnostic in found {
            let mut suppressed = false;
            let place = diagnostic.span.start;
            let above = lines.range(..=place).next_back();
            for &number in above.into_iter().flat_map(|(_, numbers)| numbers) {
                let one = &self.list[number];
                for (at, (selector, _)) in one.selectors.iter().enumerate() {
                    if place <= one.line.end && selector.covers(diagnostic.code) {
                        used[number].push(at);
                        suppressed = true;
                    }
                }
            }
            if !suppressed {
                kept.push(diagnostic);
            }
        }
        for (one, used) in self.list.iter().zip(&used) {
            for (at, (selector, place)) in one.selectors.iter().enumerate() {
                // What a policy set finds is not known here, and what is turned off cannot show whether it is needed.
                let judged = !used.contains(&at) && selector.is_judged(levels);
                if judged {
                    kept.push(self.unused(one, *selector, *place));
                }
            }
        }
        kept.extend(self.wrong);
        kept
    }

    fn unused(&self, one: &Suppression, selector: Selector, place: Span) -> Diagnostic {
        let finding = Diagnostic::new(
            Code::W1079,
            place,
            format!("nothing here raises `{selector}`, so the suppression is not needed"),
        )
        .label("suppresses nothing")
        .help("remove it, so that a later finding is not hidden");
        if one.selectors.len() > 1 {
            return finding;
        }
        finding.fix(Fix::safe(
            "remove the comment",
            [Edit::delete(self.whole_line(one.span))],
        ))
    }

    /// A comment with the blanks before it, and with its line end where it is alone on its line.
    fn whole_line(&self, span: Span) -> Span {
        let (text, from) = (self.text.as_str(), span.start as usize);
        let line = text[..from].rfind('\n').map_or(0, |newline| newline + 1);
        let before = &text[line..from];
        let start = line + before.trim_end().len();
        let mut end = span.end as usize;
        if before.trim().is_empty() && text[end..].starts_with('\n') {
            end += 1;
        }
        Span::new(narrow(start), narrow(end))
    }
}

impl Selector {
    /// Whether a suppression of this covers a finding; those about suppressions cannot be suppressed.
    fn covers(self, code: Code) -> bool {
        !matches!(code, Code::W1078 | Code::W1079)
            && match self {
                Selector::All => super::is_lint(code),
                Selector::Group(group) => super::Group::of(code) == Some(group),
                Selector::Code(known) => known == code,
            }
    }

    /// Whether it is known that a suppression of this is not needed.
    fn is_judged(self, levels: &Levels) -> bool {
        match self {
            Selector::Code(code) => levels.of(code) != Level::Allow && !super::registry::is_of_sets(code),
            _ => true,
        }
    }
}

/// Where the code behind each comment starts, past blanks and further comments.
fn code_behind(text: &str, comments: &[Span]) -> Vec<usize> {
    let mut found = vec![text.len(); comments.len()];
    // From the last on, since a comment behind a comment has the same code behind it.
    let mut next: Option<(usize, usize)> = None;
    for (at, comment) in comments.iter().enumerate().rev() {
        let end = comment.end as usize;
        let rest = &text[end..next.map_or(text.len(), |(start, _)| start)];
        let blank = rest.len() - rest.trim_start().len();
        found[at] = match next {
            Some((_, code)) if blank == rest.len() => code,
            _ => end + blank,
        };
        next = Some((comment.start as usize, found[at]));
    }
    found
}

fn narrow(at: usize) -> u32 {
    // A text is never longer than the limit on sources, which fits.
    u32::try_from(at).unwrap_or(u32::MAX)
}
