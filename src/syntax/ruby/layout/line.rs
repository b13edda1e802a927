//! Ends of lines, statements and the text: newlines, `;`, comments that mean something, what is left open.

use super::frame::FrameKind;
use super::state::State;
use super::{Layout, offset};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ruby::token::Token;

impl Layout<'_, '_> {
    /// Whether the lexer stands at the start of a line.
    pub(super) fn at_line_start(&self) -> bool {
        let position = self.position();
        position == 0 || self.text.as_bytes().get(position - 1) == Some(&b'\n')
    }

    /// Skips `=begin … =end`; stops at `__END__`. Called at the start of a line.
    pub(super) fn embedded_document(&mut self) -> bool {
        let rest = self.rest();
        let line = rest.split('\n').next().unwrap_or("");
        if line.strip_suffix('\r').unwrap_or(line) == "__END__" {
            let start = self.position();
            let span = Span::new(offset(start), offset(start + "__END__".len()));
            self.unsupported(span, "`__END__`", "Remove the line and what follows it.");
            self.stopped = true;
            return true;
        }
        if !starts_document(line, "=begin") {
            return false;
        }
        let start = self.position();
        let mut length = line.len();
        for line in rest[line.len()..].split_inclusive('\n').skip(1) {
            length += line.len();
            if starts_document(line.trim_end_matches('\n'), "=end") {
                // The newline before this line is counted by the lengths of the lines before.
                self.lexer.bump((length + 1).min(rest.len()));
                return true;
            }
        }
        self.lexer.bump(rest.len());
        let span = Span::new(offset(start), offset(start + "=begin".len()));
        self.report(
            Diagnostic::new(Code::E0102, span, "unterminated comment")
                .label("`=begin` without a line that starts with `=end`")
                .help("End it with a line `=end`, or use `#` comments."),
        );
        self.broken = true;
        true
    }

    /// Comments in front of the first token that change what the text means.
    pub(super) fn magic_comments(&mut self) {
        let mut start = self.position();
        let head = self.rest();
        for line in head.split_inclusive('\n') {
            let text = line.trim();
            if !text.is_empty() && !text.starts_with('#') {
                break;
            }
            let span = Span::new(offset(start), offset(start + line.trim_end().len()));
            start += line.len();
            let lower = text.to_ascii_lowercase().replace('-', "_");
            if lower.contains("frozen_string_literal:") && lower.contains("true") {
                self.unsupported(
                    span,
                    "the comment `frozen_string_literal: true`",
                    "Remove it, and call `freeze` on the strings that must not change.",
                );
            } else if let Some((_, name)) = lower.split_once("coding:")
                && !matches!(
                    name.trim().trim_end_matches("_*_").trim(),
                    "utf_8" | "us_ascii" | "ascii"
                )
            {
                self.unsupported(
                    span,
                    "another encoding than UTF-8",
                    "Write the rule in UTF-8 and remove the comment.",
                );
            }
        }
    }

    /// A newline: ends a statement where one can end and the next line does not go on with `.`.
    pub(super) fn newline(&mut self) {
        self.skip_heredocs();
        self.space = true;
        let open = self.state.any(State::BEG.with(State::NAME).with(State::DOT)) && !self.state.any(State::LABELED);
        let labeled = self.state.all(State::ARG.with(State::LABELED));
        let unparenthesised = matches!(
            self.top().kind,
            FrameKind::Pipe | FrameKind::DefParams | FrameKind::LambdaParams
        );
        // `defined?` and `not` take a newline before their operand, whatever the state is.
        let defined = matches!(self.last(), Some(Token::Defined | Token::Not));
        if open || defined || (labeled && !unparenthesised) || self.leading_dot() {
            return;
        }
        self.command_start = true;
        self.state = State::BEG;
        if self.final_newline() {
            return;
        }
        let span = self.span();
        self.terminate(span);
    }

    /// Whether the next line goes on with `.name` or `&.name`; moves there, past comments.
    fn leading_dot(&mut self) -> bool {
        let rest = self.rest();
        let mut at = 0;
        loop {
            let line = &rest[at..];
            let blanks = line.len() - line.trim_start_matches([' ', '\t', '\r', '\u{b}', '\u{c}']).len();
            at += blanks;
            let line = &rest[at..];
            if line.starts_with('#') {
                match line.find('\n') {
                    Some(newline) => at += newline + 1,
                    None => return false,
                }
            } else if (line.starts_with('.') && !line.starts_with("..")) || line.starts_with("&.") {
                self.lexer.bump(at);
                return true;
            } else {
                return false;
            }
        }
    }

    /// Whether the newline stands before a token that it cannot separate from: a closing bracket of a list, or the `:`
    /// of a conditional.
    fn final_newline(&self) -> bool {
        let frame = self.top();
        let closers: &[char] = match frame.kind {
            FrameKind::Conditional => &[':'],
            kind if kind.drops_final_newline() => &[')', ']', '}', '|'],
            _ => return false,
        };
        let mut rest = self.rest();
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\r', '\u{b}', '\u{c}', '\n']);
            if !rest.starts_with('#') {
                return rest.starts_with(closers);
            }
            match rest.find('\n') {
                Some(newline) => rest = &rest[newline..],
                None => return false,
            }
        }
    }

    /// Ends the statement and whatever ends with it.
    fn terminate(&mut self, span: Span) {
        while self.top().kind.is_implicit() {
            self.pop();
        }
        if self.top().kind == FrameKind::Def {
            self.top_mut().header = false;
        }
        self.push(Token::Terminator, span);
        self.begin_statement();
        if self.frames.len() == 1 {
            self.statements.push(self.out.len());
        }
    }

    /// `;` ends a statement, and begins the local names of a block in its parameters.
    pub(super) fn semicolon(&mut self) {
        let span = self.span();
        if matches!(self.top().kind, FrameKind::Pipe | FrameKind::Params) {
            self.push(Token::BlockLocals, span);
            self.state = State::BEG;
            return;
        }
        self.command_start = true;
        self.state = State::BEG;
        self.terminate(span);
    }

    /// `,` between arguments, elements, parameters and targets.
    pub(super) fn comma(&mut self) {
        let span = self.span();
        while matches!(self.top().kind, FrameKind::Conditional | FrameKind::EndlessDef) {
            self.pop();
        }
        self.push(Token::Comma, span);
        self.state = State::BEG.with(State::LABEL);
        let frame = self.top_mut();
        frame.comma = true;
        frame.assigns = 0;
    }

    /// Skips the bodies of refused heredocs.
    fn skip_heredocs(&mut self) {
        for (name, indented) in std::mem::take(&mut self.heredocs) {
            let rest = self.rest();
            let mut length = 0;
            for line in rest.split_inclusive('\n') {
                length += line.len();
                let text = line.trim_end_matches(['\n', '\r']);
                if text == name || (indented && text.trim_start() == name) {
                    break;
                }
            }
            self.lexer.bump(length);
        }
    }

    /// The number of the line of a place, from 1.
    pub(super) fn line_of(&self, at: u32) -> usize {
        let before = self.text.get(..at as usize).unwrap_or(self.text);
        before.bytes().filter(|&byte| byte == b'\n').count() + 1
    }

    /// Whether the line of a place has `) {`, or ends in `{`, as a branch does in other languages.
    fn line_has_brace(&self, at: u32) -> bool {
        let rest = self.text.get(at as usize..).unwrap_or("");
        let mut lines = rest.lines();
        lines
            .next()
            .is_some_and(|line| line.trim_end().ends_with('{') || line.contains(") {"))
    }

    /// The end of the text: reports what is still open.
    pub(super) fn close_all(&mut self) {
        while self.top().kind.is_implicit() {
            self.pop();
        }
        if self.stopped {
            return;
        }
        while self.frames.len() > 1 {
            let Some(frame) = self.pop() else { break };
            if frame.kind.is_implicit() {
                continue;
            }
            self.broken = true;
            let open = frame.open;
            let word = self.text.get(open.start as usize..open.end as usize).unwrap_or("");
            let else_before = self.text[..open.start as usize]
                .trim_end_matches([' ', '\t'])
                .ends_with("else");
            let diagnostic = if frame.kind == FrameKind::If && else_before {
                Diagnostic::new(Code::E0202, open, "`if` after `else` is never closed")
                    .label("it begins a branch of its own, without an `end`")
                    .help("Write `elsif` for a further test of the same branch.")
            } else if matches!(frame.kind, FrameKind::If | FrameKind::Loop) && self.line_has_brace(open.start) {
                Diagnostic::new(Code::E0202, open, format!("`{word}` is never closed"))
                    .label("no `end` belongs to it")
                    .help(format!(
                        "Write `{word} test` and the statements on lines of their own, then `end`: no braces."
                    ))
            } else if frame.kind.closes_with_end() {
                Diagnostic::new(Code::E0202, open, format!("`{word}` is never closed"))
                    .label("no `end` belongs to it")
                    .help(format!("Add `end` where the part that `{word}` begins is over."))
            } else if let FrameKind::Interpolation(_) = frame.kind {
                Diagnostic::new(Code::E0202, open, "the interpolation is never closed")
                    .label("no `}` belongs to it")
                    .help("Close it with `}`, and the text with its quote.")
            } else {
                Diagnostic::new(Code::E0202, open, format!("`{word}` is never closed"))
                    .label("nothing closes it")
                    .help(format!("Add the missing `{}`.", closer(word)))
            };
            self.report(diagnostic);
        }
    }
}

/// What closes a bracket that opens with this text.
fn closer(open: &str) -> char {
    match open.trim_end().chars().last() {
        Some('[') => ']',
        Some('{') => '}',
        Some('|') => '|',
        _ => ')',
    }
}

fn starts_document(line: &str, marker: &str) -> bool {
    line.strip_prefix(marker)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\u{b}', '\u{c}']))
}
