//! `Kernel#format` (`sprintf`, `String#%`).
//!
//! Input is a template and a source of arguments; output is the text. Directives are carried out
//! from left to right, so an argument is converted before a later mistake in the template raises.
//! The caller converts values, which can call methods of its own; numbers are formatted here.

mod arguments;
mod digits;
mod error;
mod float;
mod integer;
mod scanner;

pub use arguments::{Arguments, Character, Number};
pub use error::FormatError;

use scanner::{Directive, Scanner};

/// Flags, width and precision of a directive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spec {
    /// `#`
    sharp: bool,
    /// `-`
    minus: bool,
    /// `+`
    plus: bool,
    /// `0`
    zero: bool,
    /// Space.
    space: bool,
    width: Option<i64>,
    precision: Option<i64>,
}

impl Spec {
    fn width(self) -> usize {
        self.width.and_then(|width| usize::try_from(width).ok()).unwrap_or(0)
    }

    /// Pads with spaces on the side that the flags say.
    fn pad(self, text: String) -> String {
        let fill = self.width().saturating_sub(text.chars().count());
        if fill == 0 {
            text
        } else if self.minus {
            text + &" ".repeat(fill)
        } else {
            " ".repeat(fill) + &text
        }
    }
}

/// Formats `arguments` by `template`.
///
/// # Errors
/// A [`FormatError`], [`FormatError::TooLarge`] where the text has more than `limit` bytes, or
/// what the conversion of an argument raises.
pub fn format<A: Arguments>(template: &str, arguments: &mut A, limit: usize) -> Result<String, A::Error> {
    let mut scanner = Scanner::new(template, limit);
    let mut out = String::new();
    while let Some((literal, directive)) = scanner.next(arguments)? {
        out.push_str(literal);
        if let Some(directive) = directive {
            out.push_str(&carry_out(&directive, arguments, limit)?);
        }
        if out.len() > limit {
            return Err(FormatError::TooLarge.into());
        }
    }
    Ok(out)
}

fn carry_out<A: Arguments>(
    directive: &Directive<A::Value>,
    arguments: &mut A,
    limit: usize,
) -> Result<String, A::Error> {
    let spec = directive.spec;
    let value = &directive.value;
    Ok(match directive.conversion {
        'c' => character(spec, arguments.character(value)?)?,
        's' => text(spec, arguments.text(value)?),
        'p' => text(spec, arguments.inspect(value)?),
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' | 'b' | 'B' => {
            let number = arguments.integer(value)?;
            integer::format(spec, directive.conversion, &number)
        }
        _ => {
            let number = arguments.number(value)?;
            float::format(spec, directive.conversion, &number, limit)?
        }
    })
}

fn text(spec: Spec, text: String) -> String {
    let text = match spec.precision {
        Some(precision) => {
            let most = usize::try_from(precision).unwrap_or(0);
            text.chars().take(most).collect()
        }
        None => text,
    };
    spec.pad(text)
}

fn character(spec: Spec, character: Character) -> Result<String, FormatError> {
    let text = match character {
        Character::Text(text) => {
            if text.chars().count() != 1 {
                return Err(FormatError::CharacterRequired);
            }
            text
        }
        Character::Code(code) => match u32::try_from(code).ok().map(char::from_u32) {
            Some(Some(c)) => c.to_string(),
            // Half a surrogate pair.
            Some(None) if code < 0x11_0000 => return Err(FormatError::BrokenCharacter),
            Some(None) => return Err(FormatError::InvalidCharacter),
            // Two of the negative numbers give a single byte.
            None if code >= -2 => return Err(FormatError::BrokenCharacter),
            None => return Err(FormatError::InvalidCharacter),
        },
    };
    Ok(spec.pad(text))
}
