//! A key that its object or hash has already.

use crate::diag::{Code, Diagnostic};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1061, check);

fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let keys: Vec<(NodeId, String)> = match cx.kind(node) {
        Kind::Object(list) => cx
            .list(*list)
            .iter()
            .filter_map(|&entry| match *cx.kind(entry) {
                Kind::Property {
                    key, computed: false, ..
                } => Some((key, key_text(cx, key)?)),
                _ => None,
            })
            .collect(),
        Kind::Hash { pairs, .. } => cx
            .list(*pairs)
            .iter()
            .filter_map(|&entry| match *cx.kind(entry) {
                Kind::Pair(key, _) => Some((key, cx.literal(key)?)),
                _ => None,
            })
            .collect(),
        _ => return,
    };
    for (at, (node, key)) in keys.iter().enumerate() {
        if keys[..at].iter().any(|(_, earlier)| earlier == key) {
            found.push(
                Diagnostic::new(
                    Code::W1061,
                    cx.span(*node),
                    format!("the key `{}` is here twice", cx.quoted(*node)),
                )
                .label("the second value counts")
                .note("the first value is lost")
                .help("remove one of them, or name the key that was meant"),
            );
        }
    }
}

fn key_text(cx: &Context<'_>, key: NodeId) -> Option<String> {
    match cx.kind(key) {
        Kind::Name(name) => Some(cx.name(*name).into_owned()),
        _ => cx.literal(key),
    }
}
