//! Rules in one layout: `format(rule) → text`, with the meaning proved equal.
//!
//! Input: a rule. Output: the same rule with lines of at most 100 characters, or why it stays as it is. Comments are kept;
//! literals stay as they were written. The text is given out only where it compiles to the same program as before, places
//! apart, and holds the same comments. What is left out: a rule that does not compile is not touched, since nothing can be
//! proved about it.

mod builder;
mod comments;
mod doc;
mod infix;
mod javascript;
mod paren;
mod ruby;

use std::fmt;

use self::builder::Builder;
use self::javascript::JavaScript;
use self::ruby::Ruby;
use crate::bytecode::Program;
use crate::compile;
use crate::diag::Report;
use crate::schema::Schema;
use crate::source::{Dialect, Source, Span};
use crate::syntax;

/// How long a line may be, in characters, where the layout has a choice.
pub const WIDTH: usize = 100;

/// Why a rule stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It does not compile, so nothing can be proved about it.
    Broken(Report),
    /// The new layout would not compile to the same program.
    Different,
    /// The new layout would lose a comment.
    Comment,
}

impl fmt::Display for Kept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Kept::Broken(report) => {
                let first = report.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
                f.write_str("it does not compile")?;
                first.map_or(Ok(()), |first| write!(f, " ({}: {})", first.code, first.message))
            }
            Kept::Different => f.write_str("in the new layout it would not compile to the same program"),
            Kept::Comment => f.write_str("in the new layout it would lose a comment"),
        }
    }
}

/// The rule in the layout of the project. A text that ends with a line end keeps one.
///
/// # Errors
/// Why it stays as it is.
///
/// ```
/// use rulec::{Schema, Source, format::format};
///
/// let rule = Source::javascript("rule", "identity( 'teams' ).includes('HR')&&! identity('anonymous')");
/// let text = format(&rule, &Schema::batch()).unwrap();
/// assert_eq!(text, "identity('teams').includes('HR') && !identity('anonymous')");
/// ```
pub fn format(source: &Source, schema: &Schema) -> Result<String, Kept> {
    let before = shape(source, schema).map_err(Kept::Broken)?;
    let mut kept = Kept::Different;
    for empty in [Empty::LeftOut, Empty::Kept] {
        let formatted = Source {
            text: layout(source, empty),
            ..source.clone()
        };
        if formatted.text == source.text {
            return Ok(formatted.text);
        }
        if shape(&formatted, schema).ok().as_ref() != Some(&before) {
            continue;
        }
        if comment_texts(source) == comment_texts(&formatted) {
            return Ok(formatted.text);
        }
        kept = Kept::Comment;
    }
    Err(kept)
}

/// What becomes of a JavaScript statement that is only a semicolon. It does nothing, but some programs that have one
/// compile to other code than without it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Empty {
    LeftOut,
    Kept,
}

/// What a rule compiles to, places apart: rules with the same shape do the same.
///
/// # Errors
/// As [`compile::compile`].
pub fn shape(source: &Source, schema: &Schema) -> Result<Vec<u8>, Report> {
    compile::compile(source, schema).map(|program| without_places(program).to_bytes())
}

fn without_places(mut program: Program) -> Program {
    program.spans.fill(Span::default());
    for function in &mut program.functions {
        function.span = Span::default();
    }
    program
}

/// The text of a rule in the layout, nothing proved.
fn layout(source: &Source, empty: Empty) -> String {
    let (ast, _) = syntax::parse(source, &crate::limits::Limits::default());
    let builder = Builder::new(source, &ast);
    let mut text = match source.dialect {
        Dialect::JavaScript => JavaScript::new(builder, empty).script(),
        Dialect::Ruby => Ruby::new(builder).script(),
    };
    if source.text.ends_with('\n') && !text.is_empty() {
        text.push('\n');
    }
    if source
        .text
        .find('\n')
        .is_some_and(|at| source.text[..at].ends_with('\r'))
    {
        text = text.replace("\r\n", "\n").replace('\n', "\r\n");
    }
    text
}

/// The comments of a rule, the blanks at the starts and ends of their lines apart.
fn comment_texts(source: &Source) -> Vec<String> {
    let (ast, _) = syntax::parse(source, &crate::limits::Limits::default());
    comments::find(&source.text, source.dialect, &ast)
        .iter()
        .map(|comment| {
            let text = source.text.get(comment.span.start as usize..comment.span.end as usize);
            let lines: Vec<&str> = text.unwrap_or("").lines().map(str::trim).collect();
            lines.join("\n")
        })
        .collect()
}
