//! Words and signs of Ruby in a JavaScript rule that therefore cannot be read: `elsif`, `.include?(x)`, `@identity`.

use crate::diag::Code;
use crate::lint::Lint;
use crate::lint::broken::{Meant, Piece};

/// The lint.
pub const LINT: Lint = Lint::elsewhere(Code::W1208);

/// What a piece of a text that could not be read was meant to be.
pub fn meant(pieces: &[Piece<'_>], at: usize) -> Option<Meant> {
    let piece = pieces[at];
    let after_dot = at > 0 && pieces[at - 1].text == ".";
    let next = pieces.get(at + 1).map_or("", |next| next.text);
    let meant =
        |what: &str, help: &str, text: Option<&str>| Some(Meant::new(Code::W1208, piece.span, what, help, text));
    match piece.text {
        "elsif" => meant("`elsif` is a word of Ruby", "write `else if`", Some("else if")),
        "unless" => meant("`unless` is a word of Ruby", "write `if (!(...))`", None),
        "then" if !after_dot => meant(
            "`then` is a word of Ruby",
            "write the branch in braces: `if (...) { ... }`",
            None,
        ),
        "end" if !after_dot => meant("`end` is a word of Ruby", "close the branch with `}`", None),
        "def" if !after_dot => meant("`def` is a word of Ruby", "write `function name(...) { ... }`", None),
        "@" if matches!(
            next,
            "identity" | "request" | "auth" | "submission" | "values" | "form" | "kapp" | "space"
        ) =>
        {
            let help = format!("write `{next}('...')`");
            Some(Meant::new(
                Code::W1208,
                piece.span,
                "`@` begins a name in Ruby",
                &help,
                None,
            ))
        }
        name if after_dot && next == "?" => {
            let javascript = match name {
                "include" | "member" => "`.includes(...)`",
                "nil" => "`== null`",
                "empty" => "`.length === 0`",
                "any" => "`.some(...)`",
                "all" => "`.every(...)`",
                "start_with" => "`.startsWith(...)`",
                "end_with" => "`.endsWith(...)`",
                "is_a" | "kind_of" => "`instanceof`",
                "is_member_of" => "`identity('teams').includes(...)`",
                _ => return None,
            };
            let what = format!("`.{name}?` is a method of Ruby");
            Some(Meant::new(
                Code::W1208,
                piece.span,
                &what,
                &format!("write {javascript}"),
                None,
            ))
        }
        _ => None,
    }
}
