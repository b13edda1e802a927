//! Operators that the language does not have: `AND`, `OR`, `NOT`, `<>`, `and` in JavaScript, `=` for equality.

use crate::diag::Code;
use crate::lint::Lint;
use crate::lint::broken::{Meant, Piece};
use crate::source::Dialect;

/// The lint.
pub const LINT: Lint = Lint::elsewhere(Code::W1210);

/// What a piece of a text that could not be read was meant to be.
pub fn meant(dialect: Dialect, pieces: &[Piece<'_>], at: usize) -> Option<Meant> {
    let piece = pieces[at];
    let before = at.checked_sub(1).map_or("", |before| pieces[before].text);
    if before == "." {
        return None;
    }
    let javascript = dialect == Dialect::JavaScript;
    let sign = match piece.text {
        "AND" | "And" => "&&",
        "OR" | "Or" => "||",
        "NOT" | "Not" => "!",
        "and" if javascript => "&&",
        "or" if javascript => "||",
        "not" if javascript => "!",
        "<>" => "!=",
        "=<" => "<=",
        // A comparison of what a call gives: nothing can be assigned to it.
        "=" if matches!(before, ")" | "]") => {
            if javascript {
                "==="
            } else {
                "=="
            }
        }
        _ => return None,
    };
    let what = match piece.text {
        "=" => "`=` assigns, and does not compare".to_owned(),
        text => format!("`{text}` is no operator of {dialect}"),
    };
    Some(Meant::new(
        Code::W1210,
        piece.span,
        &what,
        &format!("write `{sign}`"),
        Some(sign),
    ))
}
