//! Words: names, keywords, and what looks like the one and is the other.

use super::Pass;
use super::frame::{BodyEnd, FrameKind, Paren, State};
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{BinaryOp, UnaryOp};
use crate::syntax::javascript::raw::Raw;
use crate::syntax::javascript::scan::Lexeme;
use crate::syntax::javascript::token::{Infix, Tok};
use crate::syntax::javascript::word::{is_reserved, word};

impl Pass<'_, '_> {
    /// Reads the whole word and classifies it.
    pub(super) fn start_word(&mut self, lexeme: &Lexeme) {
        let Some(found) = word(self.scanner.from(lexeme.span.start)) else {
            return;
        };
        // A word is not longer than the text, whose length fits.
        let span = Span::new(lexeme.span.start, lexeme.span.start + found.length as u32);
        self.scanner.cut(span.end);
        if !found.certain {
            self.refuse(
                span,
                format!(
                    "the name `{}` holds a character that is not supported in names",
                    found.name
                ),
                "Use letters, digits, `_` and `$`.",
            );
        }
        let reserved = is_reserved(&found.name);
        if self.state == State::Name || self.state == State::Key {
            return self.property_name(&found.name, reserved, span);
        }
        if found.escaped && (reserved || matches!(&*found.name, "let" | "of" | "async" | "static" | "yield" | "await"))
        {
            self.refuse(
                span,
                format!("the keyword `{}` is written with an escape", found.name),
                "Write it plainly.",
            );
        }
        if matches!(self.state, State::FunctionName(_)) && !(found.name == "extends" && self.frame().class.is_some()) {
            let text = self.intern(&found.name);
            self.push(if reserved { Tok::Word(text) } else { Tok::Name(text) }, span);
            return;
        }
        if reserved {
            self.keyword(&found.name, span);
        } else {
            self.name(&found.name, span);
        }
    }

    fn property_name(&mut self, name: &str, reserved: bool, span: Span) {
        if self.state == State::Key && matches!(name, "get" | "set" | "async" | "static") && self.accessor_follows() {
            let what = if name == "async" {
                "async methods"
            } else {
                "getters and setters"
            };
            self.refuse(
                span,
                format!("{what} are not supported"),
                "Write a plain property or method.",
            );
            return;
        }
        let text = self.intern(name);
        self.push(if reserved { Tok::Word(text) } else { Tok::Name(text) }, span);
        self.value_ended();
    }

    /// Whether a key follows, so that the word before is a modifier.
    fn accessor_follows(&self) -> bool {
        self.scanner.peek().is_some_and(|next| {
            !matches!(
                next.raw,
                Some(Raw::Comma | Raw::Colon | Raw::OpenParen | Raw::CloseBrace | Raw::Equals)
            )
        })
    }

    fn next_word(&self) -> Option<(&str, bool)> {
        let next = self.scanner.peek()?;
        (next.raw == Some(Raw::Word)).then(|| (self.scanner.slice(next.span), next.newline))
    }

    fn name(&mut self, name: &str, span: Span) {
        let starts = matches!(
            self.state,
            State::Statement | State::Operand | State::ArrowBody | State::Return
        );
        match name {
            "let" if self.starts_let() => {
                if self.is_let_alone() {
                    self.refuse(
                        span,
                        "`let` before a line break is not supported here",
                        "Put the declaration into braces, or choose another name.",
                    );
                }
                self.push(Tok::Let, span);
                self.state = State::Binding;
                self.frame().declares = true;
                return;
            }
            "let" => self.refuse(span, "`let` as a name is not supported", "Choose another name."),
            "of" if self.state == State::Operator && self.kind() == FrameKind::Paren(Paren::For(false)) => {
                if let Some(before) = self.tokens.last()
                    && self.scanner.slice(before.span) == "async"
                {
                    let span = before.span;
                    self.refuse(span, "`async` before `of` is not supported", "Choose another name.");
                }
                self.frame().kind = FrameKind::Paren(Paren::For(true));
                self.push(Tok::ForOf, span);
                self.state = State::Operand;
                return;
            }
            "async" if starts => {
                if let Some((next, false)) = self.next_word()
                    && !matches!(next, "in" | "instanceof" | "of")
                {
                    self.refuse_async(span);
                    return;
                }
            }
            "await" if self.state == State::Header(Paren::For(false)) => {
                self.refuse(
                    span,
                    "`for await` is not supported",
                    "Rules run without waiting; write a plain `for`.",
                );
                return;
            }
            _ => {}
        }
        let text = self.intern(name);
        self.push(Tok::Name(text), span);
        if matches!(self.state, State::Binding | State::Jump) {
            self.bound = self.tokens.len();
        }
        self.state = State::Operator;
    }

    pub(super) fn refuse_async(&mut self, span: Span) {
        self.refuse(
            span,
            "`async` functions are not supported",
            "Rules run to their end without waiting; write a plain function.",
        );
    }

    /// Whether `let` declares (ECMA-262 14.3.1): at the start of a statement or `for` header, before a name or pattern.
    fn starts_let(&self) -> bool {
        let place = self.state == State::Statement
            || (self.kind() == FrameKind::Paren(Paren::For(false)) && self.last() == Some(Tok::OpenParen));
        place
            && self.scanner.peek().is_some_and(|next| match next.raw {
                Some(Raw::OpenBracket | Raw::OpenBrace) | None => true,
                Some(Raw::Word) => !is_reserved(self.scanner.slice(next.span)),
                _ => false,
            })
    }

    /// Whether this `let` is a name where one statement belongs: a line break ends it there (ECMA-262 14.5).
    fn is_let_alone(&self) -> bool {
        let one = matches!(self.last(), Some(Tok::CloseParen | Tok::Else | Tok::Do | Tok::Colon));
        one && self
            .scanner
            .peek()
            .is_some_and(|next| next.newline && next.raw != Some(Raw::OpenBracket))
    }

    fn keyword(&mut self, word: &str, span: Span) {
        let starts = self.state == State::Statement;
        let end = if starts { BodyEnd::Statement } else { BodyEnd::Value };
        let (tok, state) = match word {
            "var" | "const" => {
                self.frame().declares = true;
                (if word == "var" { Tok::Var } else { Tok::Const }, State::Binding)
            }
            "if" => (Tok::If, State::Header(Paren::Condition)),
            "else" => (Tok::Else, State::Statement),
            "for" => (Tok::For, State::Header(Paren::For(false))),
            "while" if self.ends_do() => {
                self.frame().dos -= 1;
                (Tok::DoWhile, State::Header(Paren::DoWhile))
            }
            "while" => (Tok::While, State::Header(Paren::Condition)),
            "do" => {
                self.frame().dos += 1;
                (Tok::Do, State::Statement)
            }
            "switch" => (Tok::Switch, State::Header(Paren::Switch)),
            "case" | "default" => {
                if self.kind() == FrameKind::Switch {
                    self.statement = self.frame().statement;
                }
                match word {
                    "case" => (Tok::Case, State::Operand),
                    _ => (Tok::Default, State::Operator),
                }
            }
            "break" => (Tok::Break, State::Jump),
            "continue" => (Tok::Continue, State::Jump),
            "return" => (Tok::Return, State::Return),
            "throw" => (Tok::Throw, State::Return),
            "try" => (Tok::Try, State::Brace(FrameKind::Block)),
            "catch" => (Tok::Catch, State::Header(Paren::Catch)),
            "finally" => (Tok::Finally, State::Brace(FrameKind::Block)),
            "function" if starts => (Tok::FunctionDeclaration, State::FunctionName(end)),
            "function" => (Tok::Function, State::FunctionName(end)),
            "new" => {
                if self.scanner.peek().is_some_and(|next| next.raw == Some(Raw::Dot)) {
                    self.refuse(
                        span,
                        "`new.target` is not supported",
                        "Leave it out: the rule's functions are not constructors.",
                    );
                }
                (Tok::New, State::Operand)
            }
            "this" => (Tok::This, State::Operator),
            "null" => (Tok::Null, State::Operator),
            "true" => (Tok::True, State::Operator),
            "false" => (Tok::False, State::Operator),
            "typeof" => (Tok::Prefix(UnaryOp::Typeof), State::Operand),
            "void" => (Tok::Prefix(UnaryOp::Void), State::Operand),
            "delete" => (Tok::Prefix(UnaryOp::Delete), State::Operand),
            "instanceof" => (Tok::Infix(Infix::Binary(BinaryOp::InstanceOf)), State::Operand),
            "in" if self.kind() == FrameKind::Paren(Paren::For(false)) && self.frame().ternaries == 0 => {
                self.frame().kind = FrameKind::Paren(Paren::For(true));
                (Tok::ForIn, State::Operand)
            }
            "in" => (Tok::Infix(Infix::Binary(BinaryOp::In)), State::Operand),
            _ => return self.refused_keyword(word, starts, span),
        };
        self.push(tok, span);
        self.state = state;
    }

    /// Keywords of constructs outside the subset, and `enum`, which no script may use.
    fn refused_keyword(&mut self, word: &str, starts: bool, span: Span) {
        self.push(Tok::Error, span);
        match word {
            "class" => {
                self.refuse(
                    span,
                    "classes are not supported",
                    "Write functions that take and return plain objects.",
                );
                self.frame().class = Some(starts);
                self.state = State::FunctionName(BodyEnd::Value);
            }
            "extends" if self.frame().class.is_some() => self.state = State::Operand,
            "with" => {
                self.refuse(
                    span,
                    "`with` is not supported",
                    "Name the object in front of each property.",
                );
                self.state = State::Header(Paren::Condition);
            }
            "import" | "export" => {
                self.refuse(
                    span,
                    format!("`{word}` is not supported"),
                    "A rule is one script: write its helpers into it.",
                );
                self.state = if word == "import" {
                    State::Operator
                } else {
                    State::Statement
                };
            }
            "super" => {
                self.refuse(span, "`super` is not supported", "Call the function by its name.");
                self.state = State::Operator;
            }
            "debugger" => {
                self.refuse(span, "`debugger` is not supported", "Remove it.");
                self.state = State::Operator;
            }
            _ => {
                self.spoil(Diagnostic::new(
                    Code::E0201,
                    span,
                    format!("`{word}` is a reserved word"),
                ));
                self.state = State::Operator;
            }
        }
    }
}
