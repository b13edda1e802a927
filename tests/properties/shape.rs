//! What two trees of the same program have in common: kinds, texts and the number of their parts, without places and ids.

use rulec::syntax::ast::{Ast, TextId};

/// The tree as lines, one a node, indented by depth.
pub fn shape(ast: &Ast) -> String {
    let mut out = String::new();
    let mut pending: Vec<_> = ast.root.into_iter().map(|root| (root, 0)).collect();
    while let Some((node, depth)) = pending.pop() {
        out.push_str(&"  ".repeat(depth));
        describe(ast, &format!("{:?}", ast.kind(node)), &mut out);
        out.push('\n');
        let start = pending.len();
        ast.children(node, &mut |child| pending.push((child, depth + 1)));
        pending[start..].reverse();
    }
    out
}

/// The debug text of a kind, with the texts themselves instead of their ids, and without the ids of nodes.
fn describe(ast: &Ast, kind: &str, out: &mut String) {
    let mut rest = kind;
    while let Some(at) = rest.find(['(', ':']) {
        let (head, tail) = rest.split_at(at);
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        if head.ends_with("TextId") || head.ends_with("NodeId") {
            let count = digits(&tail[1..]);
            if head.ends_with("TextId") {
                let id = tail[1..=count].parse().expect("an id is a number");
                out.push_str(head);
                out.push_str(&format!("{:?}", ast.get_text(TextId(id))));
            } else {
                out.push_str(head);
            }
            rest = &tail[count + 1..];
        } else if head.ends_with("List { start") {
            out.push_str(head);
            rest = &tail[2 + digits(&tail[2..])..];
        } else {
            out.push_str(&rest[..=at]);
            rest = &rest[at + 1..];
        }
    }
    out.push_str(rest);
}
