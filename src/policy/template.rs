//! Messages as templates: `${…}` over JavaScript's bindings, ERB over Ruby's (K11, T06).
//!
//! Input: a message; output: a rule text that gives the finished message, or nothing where the message has no holes. The
//! text is compiled and run as any rule is, so a message can do no more than a rule, and stops where a rule would.

use super::programs::{Programs, RuleId};
use crate::diag::JsonFault;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::{Dialect, Source};
use crate::vm::{Bindings, World};

/// A message of a set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// As it is written.
    pub text: Box<str>,
    /// The program that fills it; none where there is nothing to fill.
    pub rule: Option<RuleId>,
}

impl Message {
    /// Compiles a message over the bindings of a schema.
    pub fn new(text: &str, dialect: Dialect, name: &str, schema: &Schema, programs: &mut Programs) -> Self {
        let rule = match dialect {
            Dialect::JavaScript => javascript(text),
            Dialect::Ruby => erb(text),
        };
        let rule = rule.map(|rule| {
            let source = Source {
                name: format!("message of {name}"),
                text: rule,
                dialect,
            };
            programs.add(source, schema)
        });
        Message {
            text: text.into(),
            rule,
        }
    }

    /// The message for a caller, what went wrong in its template, and the fuel that it took. An empty message is none.
    pub fn fill(
        &self,
        programs: &Programs,
        bindings: &dyn Bindings,
        world: World,
        limits: &Limits,
    ) -> (Option<String>, Option<JsonFault>, u64) {
        let raw = (!self.text.is_empty()).then(|| self.text.to_string());
        match self.rule {
            None => (raw, None, 0),
            Some(rule) => match programs.text(rule, bindings, world, limits) {
                (Ok(text), fuel) => (Some(text), None, fuel),
                (Err(fault), fuel) => (raw, Some(fault), fuel),
            },
        }
    }
}

/// The template literal that a message with `${…}` means; none where there is no such hole.
pub fn javascript(message: &str) -> Option<String> {
    if !message.contains("${") {
        return None;
    }
    let mut text = String::from("`");
    let mut rest = message;
    while let Some(at) = rest.find("${") {
        literal(&rest[..at], &mut text);
        let inner = &rest[at + 2..];
        // A hole that is never closed is no hole: the message is not a template at all.
        let end = hole_end(inner)?;
        text.push_str("${");
        text.push_str(&inner[..end]);
        text.push('}');
        rest = &inner[end + 1..];
    }
    literal(rest, &mut text);
    text.push('`');
    Some(text)
}

/// Writes plain text into a template literal.
fn literal(plain: &str, text: &mut String) {
    for char in plain.chars() {
        if matches!(char, '`' | '\\' | '$') {
            text.push('\\');
        }
        text.push(char);
    }
}

/// Where the expression of a hole ends: at the first `}` that closes nothing inside it and stands in no string.
fn hole_end(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut quote = None;
    let mut escaped = false;
    for (at, char) in text.char_indices() {
        if let Some(open) = quote {
            match char {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                _ if char == open => quote = None,
                _ => {}
            }
            continue;
        }
        match char {
            '\'' | '"' | '`' => quote = Some(char),
            '{' => depth += 1,
            '}' if depth == 0 => return Some(at),
            '}' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The Ruby that a message in ERB means, as Ruby's own `ERB#src` writes it; none where there are no tags.
pub fn erb(message: &str) -> Option<String> {
    if !message.contains("<%") {
        return None;
    }
    let mut text = String::from("_erbout = +''\n");
    let mut rest = message;
    let mut plain = String::new();
    while let Some(at) = rest.find("<%") {
        plain.push_str(&rest[..at]);
        let inner = &rest[at + 2..];
        if let Some(after) = inner.strip_prefix('%') {
            plain.push_str("<%");
            rest = after;
            continue;
        }
        let end = inner.find("%>")?;
        append(&mut text, &mut plain);
        let code = &inner[..end];
        match code.chars().next() {
            Some('=') => text.push_str(&format!("_erbout << (({}).to_s)\n", &code[1..])),
            Some('#') => {}
            _ => {
                text.push_str(code);
                text.push('\n');
            }
        }
        rest = &inner[end + 2..];
    }
    plain.push_str(rest);
    append(&mut text, &mut plain);
    text.push_str("_erbout\n");
    Some(text)
}

/// Writes the code that appends plain text, in which `%%>` means `%>`.
fn append(text: &mut String, plain: &mut String) {
    if plain.is_empty() {
        return;
    }
    text.push_str("_erbout << \"");
    for char in plain.replace("%%>", "%>").chars() {
        if matches!(char, '"' | '\\' | '#') {
            text.push('\\');
        }
        text.push(char);
    }
    text.push_str("\"\n");
    plain.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holes_of_javascript_end_at_their_brace() {
        assert_eq!(javascript("plain `text`"), None);
        assert_eq!(javascript("open ${values('a'"), None);
        let text = javascript("a `b` $1 ${values('}') + {x: '\\''}.x} \\n").unwrap();
        assert_eq!(text, "`a \\`b\\` \\$1 ${values('}') + {x: '\\''}.x} \\\\n`");
    }

    #[test]
    fn erb_becomes_the_code_that_erb_writes() {
        assert_eq!(erb("plain"), None);
        assert_eq!(erb("open <%= 1"), None);
        let text = erb("a \"#{b}\" <%# no %><%= @request.remote_addr %><% if true %>!<% end %> <%% %%>").unwrap();
        let expected = concat!(
            "_erbout = +''\n_erbout << \"a \\\"\\#{b}\\\" \"\n_erbout << (( @request.remote_addr ).to_s)\n",
            " if true \n_erbout << \"!\"\n end \n_erbout << \" <% %>\"\n_erbout\n"
        );
        assert_eq!(text, expected);
    }
}
