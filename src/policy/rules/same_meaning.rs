//! Definitions of one list that mean the same: their programs are the same, whatever their texts look like.

use rustc_hash::FxHashMap;

use super::SetRule;
use crate::bytecode::listing;
use crate::compile::{Options, compile_lowered};
use crate::diag::{Code, Diagnostic};
use crate::hir::Hir;
use crate::lint::Suppressions;
use crate::schema::Schema;
use crate::source::{Source, Span};

/// What makes two definitions interchangeable: the file that lists them, their type, and what they do.
type Meaning<'a> = (usize, &'a str, &'a str);

/// What a rule does: the listing of its program, without places.
pub(super) fn of(hir: &Hir, source: &Source, schema: &Schema) -> Option<String> {
    // What the optimiser makes of a program costs more than the comparison is worth.
    let options = Options {
        optimise: false,
        prove: false,
        ..Options::default()
    };
    let program = compile_lowered(hir, source, schema, &options).ok()?;
    // Without the text the listing has the instructions alone.
    let blank = Source {
        text: String::new(),
        ..source.clone()
    };
    Some(listing(&program, &blank))
}

/// The definitions that mean what an earlier one of their list means, by what each does.
pub(super) fn findings<'a>(
    rules: &'a [SetRule],
    meanings: impl Iterator<Item = Option<&'a str>>,
) -> Vec<(usize, Diagnostic)> {
    let mut first: FxHashMap<Meaning<'a>, usize> = FxHashMap::default();
    let mut found = Vec::new();
    for (number, (rule, meaning)) in rules.iter().zip(meanings).enumerate() {
        let Some(meaning) = meaning else { continue };
        let earlier = *first.entry((rule.file, &rule.kind, meaning)).or_insert(number);
        if earlier == number || Suppressions::read(&rule.source, None).covers_rule(Code::W1072) {
            continue;
        }
        let same_text = rule.source.text == rules[earlier].source.text;
        let message = format!(
            "{:?} means the same as {:?}",
            rule.source.name, rules[earlier].source.name
        );
        let line = rule.source.text.find('\n').unwrap_or(rule.source.text.len());
        let diagnostic = Diagnostic::new(
            Code::W1072,
            Span::new(0, u32::try_from(line).unwrap_or(u32::MAX)),
            message,
        )
        .label(if same_text {
            "the same text"
        } else {
            "another text, the same program"
        })
        .note("whoever changes one of them must know to change the other")
        .help("assign one of them everywhere, and remove the other");
        found.push((number, diagnostic));
    }
    found
}
