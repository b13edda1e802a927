//! Words and signs of JavaScript in a Ruby rule: `function`, `!==`, `else if`, `?.`, `identity('teams')`.

use crate::diag::{Code, Diagnostic};
use crate::lint::broken::{Meant, Piece};
use crate::lint::{Context, Lint};
use crate::syntax::ast::{Kind, NodeId};

/// The lint.
pub const LINT: Lint = Lint::node(Code::W1209, check);

/// A section that is called as JavaScript does it.
fn check(cx: &Context<'_>, node: NodeId, found: &mut Vec<Diagnostic>) {
    let Kind::Send {
        receiver: None,
        name,
        arguments,
        ..
    } = *cx.kind(node)
    else {
        return;
    };
    let name = cx.name(name);
    let [key] = cx.list(arguments) else { return };
    if !cx.is_ruby() || cx.schema.section(&name).is_none() || cx.variables.at(node).is_some() {
        return;
    }
    let reader = match cx.str(*key) {
        Some(key) if name == "identity" && key == "teams" => "@identity.is_member_of('...')".to_owned(),
        Some(key) => format!("@{name}.{key}"),
        None => format!("@{name}.…"),
    };
    found.push(
        Diagnostic::new(
            Code::W1209,
            cx.span(node),
            format!("`{}` is how JavaScript reads it", cx.quoted(node)),
        )
        .label("throws NoMethodError")
        .note("in Ruby a section of the request is an object with a reader for each key")
        .help(format!("write `{reader}`")),
    );
}

/// What a piece of a text that could not be read was meant to be.
pub fn meant(pieces: &[Piece<'_>], at: usize) -> Option<Meant> {
    let piece = pieces[at];
    let next = pieces.get(at + 1).map_or("", |next| next.text);
    let meant =
        |what: &str, help: &str, text: Option<&str>| Some(Meant::new(Code::W1209, piece.span, what, help, text));
    match piece.text {
        "function" => meant(
            "`function` is a word of JavaScript",
            "write `def name(...) ... end`, or a block",
            None,
        ),
        "!==" => meant("`!==` is a sign of JavaScript", "write `!=`", Some("!=")),
        "?." => meant("`?.` is a sign of JavaScript", "write `&.`", Some("&.")),
        "//" => meant("`//` begins a comment in JavaScript", "write `#`", None),
        "/*" => meant(
            "`/*` begins a comment in JavaScript",
            "write `#` in front of each line",
            None,
        ),
        "=>" if pieces.get(at.wrapping_sub(1)).is_some_and(|before| before.text == ")") => meant(
            "`=>` makes a function in JavaScript",
            "write a block: `{ |x| ... }`",
            None,
        ),
        "else" if next == "if" => meant("`else if` is JavaScript", "write `elsif`", None),
        "typeof" => meant(
            "`typeof` is a word of JavaScript",
            "ask `x.is_a?(String)`, `x.nil?`",
            None,
        ),
        "instanceof" => meant("`instanceof` is a word of JavaScript", "ask `x.is_a?(Array)`", None),
        "??" => meant("`??` is a sign of JavaScript", "write `||`", Some("||")),
        _ => None,
    }
}
