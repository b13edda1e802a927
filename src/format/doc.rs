//! Documents: what is to be printed, with the places where a line may end; and the layout that chooses among them.
//!
//! Input: a document in an arena; output: a text of lines that fit the width where the document allows it (the algorithm
//! is Wadler's, *A prettier printer*, as Lindig made it strict). A group that holds a forced line end is broken; a comment
//! that runs to the end of its line waits for the next line end, so that nothing is ever swallowed by it.

/// Names a document of [`Docs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocId(u32);

/// The document without text.
pub const NOTHING: DocId = DocId(0);

#[derive(Debug)]
enum Doc {
    Nothing,
    /// Text without a line end.
    Text(String),
    /// Text that may have line ends, which are kept as they are.
    Verbatim(String),
    /// A blank, or a line end in a broken group.
    Line,
    /// Nothing, or a line end in a broken group.
    Soft,
    /// A line end.
    Hard,
    /// An empty line.
    Empty,
    Concat(Vec<DocId>),
    Indent(DocId),
    /// Broken as a whole, or not at all.
    Group(DocId),
    /// The first in a broken group, the second in one that is not.
    IfBroken(DocId, DocId),
    /// A comment that runs to the end of its line.
    Suffix(String),
    /// Text that starts at the left margin, whatever the indentation is.
    Margin(String),
}

/// An arena of documents.
#[derive(Debug)]
pub struct Docs {
    docs: Vec<Doc>,
    /// Whether a line end is forced inside.
    forced: Vec<bool>,
}

impl Default for Docs {
    fn default() -> Self {
        Docs {
            docs: vec![Doc::Nothing],
            forced: vec![false],
        }
    }
}

impl Docs {
    fn add(&mut self, doc: Doc, forced: bool) -> DocId {
        let id = DocId(u32::try_from(self.docs.len()).unwrap_or(0));
        self.docs.push(doc);
        self.forced.push(forced);
        id
    }

    /// Text without a line end.
    pub fn text(&mut self, text: impl Into<String>) -> DocId {
        self.add(Doc::Text(text.into()), false)
    }

    /// Text of the source; its line ends stay as they are.
    pub fn verbatim(&mut self, text: &str) -> DocId {
        if text.contains('\n') {
            self.add(Doc::Verbatim(text.to_owned()), false)
        } else {
            self.text(text)
        }
    }

    /// A blank, or a line end in a broken group.
    pub fn line(&mut self) -> DocId {
        self.add(Doc::Line, false)
    }

    /// Nothing, or a line end in a broken group.
    pub fn soft(&mut self) -> DocId {
        self.add(Doc::Soft, false)
    }

    /// A line end.
    pub fn hard(&mut self) -> DocId {
        self.add(Doc::Hard, true)
    }

    /// A line end and an empty line.
    pub fn empty_line(&mut self) -> DocId {
        self.add(Doc::Empty, true)
    }

    /// Documents one after the other.
    pub fn concat(&mut self, parts: impl Into<Vec<DocId>>) -> DocId {
        let parts = parts.into();
        let forced = parts.iter().any(|&part| self.is_forced(part));
        self.add(Doc::Concat(parts), forced)
    }

    /// A document whose lines after the first stand further in.
    pub fn indent(&mut self, inner: DocId) -> DocId {
        let forced = self.is_forced(inner);
        self.add(Doc::Indent(inner), forced)
    }

    /// A document whose lines end all or none.
    pub fn group(&mut self, inner: DocId) -> DocId {
        let forced = self.is_forced(inner);
        self.add(Doc::Group(inner), forced)
    }

    /// One text for a broken group, another for one that is not.
    pub fn if_broken(&mut self, broken: DocId, flat: DocId) -> DocId {
        self.add(Doc::IfBroken(broken, flat), false)
    }

    /// A comment that runs to the end of its line.
    pub fn suffix(&mut self, text: impl Into<String>) -> DocId {
        self.add(Doc::Suffix(text.into()), true)
    }

    /// Text that starts at the left margin: Ruby's `=begin` has no meaning elsewhere.
    pub fn margin(&mut self, text: &str) -> DocId {
        self.add(Doc::Margin(text.to_owned()), true)
    }

    /// Whether a line ends inside whatever the width is.
    pub fn is_forced(&self, id: DocId) -> bool {
        self.forced.get(id.0 as usize).copied().unwrap_or(false)
    }

    fn get(&self, id: DocId) -> &Doc {
        // Ids come from this arena; one of another would be a mistake of the printer, and prints nothing.
        self.docs.get(id.0 as usize).unwrap_or(&Doc::Nothing)
    }

    /// The text of a document in lines of at most `width` characters, where it can.
    pub fn layout(&self, root: DocId, width: usize) -> String {
        let mut out = Output::default();
        let mut stack = vec![Item {
            indent: 0,
            broken: true,
            doc: root,
        }];
        while let Some(item) = stack.pop() {
            let inner = |doc| Item { doc, ..item };
            match self.get(item.doc) {
                Doc::Nothing => {}
                Doc::Text(text) => out.text(text),
                Doc::Verbatim(text) => out.verbatim(text),
                Doc::Line if !item.broken => out.text(" "),
                Doc::Soft if !item.broken => {}
                Doc::Line | Doc::Soft | Doc::Hard => out.line(item.indent),
                Doc::Empty => {
                    out.line(0);
                    out.line(item.indent);
                }
                Doc::Concat(parts) => stack.extend(parts.iter().rev().map(|&part| inner(part))),
                Doc::Indent(doc) => stack.push(Item {
                    indent: item.indent + STEP,
                    ..inner(*doc)
                }),
                Doc::Group(doc) => {
                    let flat = Item {
                        broken: false,
                        ..inner(*doc)
                    };
                    let fits = !self.is_forced(*doc) && self.fits(flat, &stack, width.saturating_sub(out.column));
                    stack.push(if fits { flat } else { Item { broken: true, ..flat } });
                }
                Doc::IfBroken(broken, flat) => stack.push(inner(if item.broken { *broken } else { *flat })),
                Doc::Suffix(text) => out.suffix.push_str(text),
                Doc::Margin(text) => {
                    out.pending = 0;
                    out.verbatim(text);
                }
            }
        }
        out.finish()
    }

    /// Whether what comes up to the next line end has room.
    fn fits(&self, first: Item, rest: &[Item], room: usize) -> bool {
        let mut room = room;
        let mut rest = rest.iter().rev();
        let mut stack = vec![first];
        loop {
            let Some(item) = stack.pop().or_else(|| rest.next().copied()) else {
                return true;
            };
            let inner = |doc| Item { doc, ..item };
            match self.get(item.doc) {
                Doc::Nothing | Doc::Suffix(_) => {}
                Doc::Text(text) => match room.checked_sub(text.chars().count()) {
                    Some(left) => room = left,
                    None => return false,
                },
                Doc::Verbatim(text) => return text.lines().next().is_none_or(|line| line.chars().count() <= room),
                Doc::Line if !item.broken => match room.checked_sub(1) {
                    Some(left) => room = left,
                    None => return false,
                },
                Doc::Soft if !item.broken => {}
                Doc::Line | Doc::Soft | Doc::Hard | Doc::Empty | Doc::Margin(_) => return true,
                Doc::Concat(parts) => stack.extend(parts.iter().rev().map(|&part| inner(part))),
                Doc::Indent(doc) => stack.push(inner(*doc)),
                Doc::Group(doc) => stack.push(Item {
                    broken: item.broken && self.is_forced(*doc),
                    ..inner(*doc)
                }),
                Doc::IfBroken(broken, flat) => stack.push(inner(if item.broken { *broken } else { *flat })),
            }
        }
    }
}

/// How many blanks a level of indentation has.
const STEP: usize = 2;

#[derive(Clone, Copy)]
struct Item {
    indent: usize,
    broken: bool,
    doc: DocId,
}

/// The text so far. Indentation is written when text follows it, so that no line ends with blanks.
#[derive(Default)]
struct Output {
    text: String,
    column: usize,
    pending: usize,
    suffix: String,
}

impl Output {
    fn text(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        self.text.extend(std::iter::repeat_n(' ', self.pending));
        self.pending = 0;
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn verbatim(&mut self, text: &str) {
        self.text(text);
        if let Some((_, last)) = text.rsplit_once('\n') {
            self.column = last.chars().count();
        }
    }

    fn line(&mut self, indent: usize) {
        self.end_line();
        self.text.push('\n');
        self.pending = indent;
        self.column = indent;
    }

    fn end_line(&mut self) {
        // Blanks before a line end belong to the layout, unless a text of the source ends with them.
        while self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push_str(&std::mem::take(&mut self.suffix));
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_breaks_where_it_does_not_fit() {
        let mut docs = Docs::default();
        let (open, close) = (docs.text("f("), docs.text(")"));
        let (first, second) = (docs.text("aaaa,"), docs.text("bbbb"));
        let (soft, line, end) = (docs.soft(), docs.line(), docs.soft());
        let inner = docs.concat([soft, first, line, second]);
        let inner = docs.indent(inner);
        let whole = docs.concat([open, inner, end, close]);
        let whole = docs.group(whole);
        assert_eq!(docs.layout(whole, 20), "f(aaaa, bbbb)");
        assert_eq!(docs.layout(whole, 10), "f(\n  aaaa,\n  bbbb\n)");
    }

    #[test]
    fn a_comment_waits_for_the_end_of_its_line() {
        let mut docs = Docs::default();
        let (open, comment, text, hard) = (docs.text("a"), docs.suffix(" // c"), docs.text("b"), docs.hard());
        let whole = docs.concat([open, comment, text, hard, text]);
        assert_eq!(docs.layout(whole, 20), "ab // c\nb");
    }
}
