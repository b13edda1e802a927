//! Decision graphs as text, for fixtures.

use std::fmt::Write;

use super::{Act, At, Graph, Kind, Kinds, Pred, Subject, SubjectId, calc};
use crate::hir::TextId;
use crate::ir::Ir;

/// The graph, one test a line, in the order in which tests may be reached.
pub fn show(graph: &Graph, ir: &Ir, sections: &[String]) -> String {
    let mut out = String::new();
    let count = graph.cond.nodes.len();
    // Parents stand after their children; the numbers shown count from the root.
    let place = |at: At| match at {
        At::Node(number) => format!("@{}", count - 1 - number as usize),
        At::End(number) => ["false", "true", "falsy", "truthy"]
            .get(number as usize)
            .map_or_else(|| format!("end {number}"), |name| (*name).to_owned()),
        At::Leave => "leave".to_owned(),
        At::Label(number) => format!("label {number}"),
    };
    let binding = |id: SubjectId| match graph.subjects[usize::from(id.0)] {
        Subject::Binding(section, key) => {
            format!(
                "{}.{}",
                sections[usize::from(section.0)],
                ir.texts[key.0 as usize].to_str()
            )
        }
        Subject::Element(level) => format!("element {level}"),
        Subject::Computed(calc) => format!("number {}", calc.0),
    };
    let subject = |id: SubjectId| match graph.subjects[usize::from(id.0)] {
        Subject::Computed(calc) => {
            let text = |id: TextId| ir.texts[id.0 as usize].to_str().into_owned();
            calc::show(&graph.calcs, calc, &binding, &text)
        }
        _ => binding(id),
    };
    let texts = |ids: &[TextId]| {
        let texts: Vec<String> = ids
            .iter()
            .map(|id| format!("{:?}", ir.texts[id.0 as usize].to_str()))
            .collect();
        texts.join(" ")
    };
    let pred = |pred: &Pred| match pred {
        Pred::Kind => "is".to_owned(),
        Pred::Truth => "true".to_owned(),
        Pred::Has(list) => format!("has {}", texts(list)),
        Pred::HasAll(list) => format!("has all of {}", texts(list)),
        Pred::Same(other, equality) => format!("same as {} ({equality:?})", subject(*other)),
        Pred::Meets(other, other_kinds) => format!("meets {} [{}]", subject(*other), kinds(*other_kinds)),
        Pred::First(list) => format!("first is {}", texts(list)),
        Pred::Affix(side, text) => format!("{side:?} {}", texts(&[*text])),
        Pred::Nets(list) => format!("in networks {}", texts(list)),
        Pred::Order(relation, bits) => format!("{relation:?} {:?}", f64::from_bits(*bits)),
    };
    // Writing into a string cannot fail.
    let _ = writeln!(out, "start {}", place(graph.cond.root));
    for (number, node) in graph.cond.nodes.iter().enumerate().rev() {
        let _ = writeln!(
            out,
            "@{} {} {} [{}] → {} : {}",
            count - 1 - number,
            subject(node.subject),
            pred(&node.pred),
            kinds(node.kinds),
            place(node.yes),
            place(node.no)
        );
    }
    for id in &graph.absent {
        let _ = writeln!(out, "absent {}", subject(*id));
    }
    out
}

/// What a test does for each kind that it does not leave.
fn kinds(kinds: Kinds) -> String {
    let words = Kind::ALL.into_iter().filter_map(|kind| {
        let word = match kinds.of(kind) {
            Act::No => "no",
            Act::Yes => "yes",
            Act::Test => "ask",
            Act::Leave => return None,
        };
        Some(format!("{kind:?}:{word}").to_lowercase())
    });
    words.collect::<Vec<_>>().join(" ")
}
