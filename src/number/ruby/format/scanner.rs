//! The template of `format`, cut into literal text and directives, with the argument of each.

use super::{Arguments, FormatError, Spec};

/// A directive and its argument.
pub(super) struct Directive<V> {
    pub(super) spec: Spec,
    pub(super) conversion: char,
    pub(super) value: V,
}

/// How arguments were named so far; CRuby lets a template use one way only.
#[derive(Clone, Copy)]
enum Style {
    Unknown,
    /// The number of the last argument.
    Unnumbered(usize),
    Numbered,
    Named,
}

/// Walks over a template.
pub(super) struct Scanner<'t> {
    rest: &'t str,
    style: Style,
    next: usize,
    limit: usize,
}

/// What was read of a directive so far.
struct Parts<V> {
    spec: Spec,
    /// Whether any flag, width or precision was read, even one without effect.
    flagged: bool,
    precision_read: bool,
    value: Option<V>,
    name: Option<String>,
}

/// Literal text, and the directive behind it.
type Step<'t, V> = (&'t str, Option<Directive<V>>);

impl<'t> Scanner<'t> {
    pub(super) fn new(template: &'t str, limit: usize) -> Self {
        Self {
            rest: template,
            style: Style::Unknown,
            next: 1,
            limit,
        }
    }

    /// The next piece of the template; none at its end.
    pub(super) fn next<A: Arguments>(&mut self, arguments: &mut A) -> Result<Option<Step<'t, A::Value>>, A::Error> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let Some(percent) = self.rest.find('%') else {
            return Ok(Some((std::mem::take(&mut self.rest), None)));
        };
        let (literal, rest) = self.rest.split_at(percent);
        if rest.len() == 1 {
            return Err(FormatError::Incomplete.into());
        }
        // A directive that is a percent sign shows the one that it begins with.
        let with_percent = &self.rest[..=percent];
        self.rest = &rest[1..];
        match self.directive(arguments)? {
            Some(directive) => Ok(Some((literal, Some(directive)))),
            None => Ok(Some((with_percent, None))),
        }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn skip(&mut self) {
        let mut chars = self.rest.chars();
        chars.next();
        self.rest = chars.as_str();
    }

    /// A directive; none for `%%` and its variants.
    fn directive<A: Arguments>(&mut self, arguments: &mut A) -> Result<Option<Directive<A::Value>>, A::Error> {
        let mut parts = Parts {
            spec: Spec::default(),
            flagged: false,
            precision_read: false,
            value: None,
            name: None,
        };
        loop {
            match self.peek() {
                Some(flag @ (' ' | '#' | '+' | '-' | '0')) => {
                    parts.flag(flag)?;
                    self.skip();
                }
                Some('1'..='9') => self.number(&mut parts, arguments)?,
                Some('<') => self.name(&mut parts, '>', arguments)?,
                Some('{') => {
                    self.name(&mut parts, '}', arguments)?;
                    return self.finish('s', parts, arguments).map(Some);
                }
                Some('*') => self.starred_width(&mut parts, arguments)?,
                Some('.') => self.precision(&mut parts, arguments)?,
                None | Some('\n' | '\0' | '%') => {
                    if parts.flagged {
                        return Err(FormatError::FlaggedPercent.into());
                    }
                    // A line feed or null stays in the text.
                    if self.peek() == Some('%') {
                        self.skip();
                    }
                    return Ok(None);
                }
                Some(
                    conversion @ ('c' | 's' | 'p' | 'd' | 'i' | 'o' | 'x' | 'X' | 'b' | 'B' | 'u' | 'f' | 'g' | 'G'
                    | 'e' | 'E' | 'a' | 'A'),
                ) => {
                    self.skip();
                    return self.finish(conversion, parts, arguments).map(Some);
                }
                Some(other) => {
                    let shown = Some(other).filter(|c| c.is_ascii_graphic());
                    return Err(FormatError::Malformed(shown).into());
                }
            }
        }
    }

    fn finish<A: Arguments>(
        &mut self,
        conversion: char,
        parts: Parts<A::Value>,
        arguments: &A,
    ) -> Result<Directive<A::Value>, A::Error> {
        let value = match parts.value {
            Some(value) => value,
            None => self.next_argument(arguments)?,
        };
        let most = parts.spec.width.max(parts.spec.precision).unwrap_or(0);
        if usize::try_from(most).is_ok_and(|most| most > self.limit) {
            return Err(FormatError::TooLarge.into());
        }
        Ok(Directive {
            spec: parts.spec,
            conversion,
            value,
        })
    }

    /// Decimal digits, at least one character before the end of the template.
    fn digits(&mut self, too_big: FormatError) -> Result<i64, FormatError> {
        let count = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.rest.split_at(count);
        let mut value: i64 = 0;
        for digit in digits.bytes() {
            value = value * 10 + i64::from(digit - b'0');
            if value > i64::from(i32::MAX) {
                return Err(too_big);
            }
        }
        self.rest = rest;
        if rest.is_empty() {
            return Err(FormatError::MalformedNumber);
        }
        Ok(value)
    }

    /// A width, or the position of the argument.
    fn number<A: Arguments>(&mut self, parts: &mut Parts<A::Value>, arguments: &A) -> Result<(), A::Error> {
        let number = self.digits(FormatError::WidthTooBig)?;
        if self.peek() == Some('$') {
            if parts.value.is_some() {
                return Err(FormatError::ValueTwice(number).into());
            }
            parts.value = Some(self.numbered_argument(number, arguments)?);
            self.skip();
            return Ok(());
        }
        parts.check_width()?;
        parts.spec.width = Some(number);
        parts.flagged = true;
        Ok(())
    }

    /// The argument that a star stands for: `*` or `*1$`.
    fn starred<A: Arguments>(&mut self, too_big: FormatError, arguments: &mut A) -> Result<i64, A::Error> {
        self.skip();
        let behind_star = self.rest;
        let number = self.digits(too_big)?;
        let value = if self.peek() == Some('$') {
            let value = self.numbered_argument(number, arguments)?;
            self.skip();
            value
        } else {
            let value = self.next_argument(arguments)?;
            self.rest = behind_star;
            value
        };
        arguments.size(&value).map(i64::from)
    }

    fn starred_width<A: Arguments>(&mut self, parts: &mut Parts<A::Value>, arguments: &mut A) -> Result<(), A::Error> {
        parts.check_width()?;
        let width = self.starred(FormatError::WidthTooBig, arguments)?;
        if width < 0 {
            parts.spec.minus = true;
        }
        if width == i64::from(i32::MIN) {
            return Err(FormatError::WidthTooBig.into());
        }
        parts.spec.width = Some(width.abs());
        parts.flagged = true;
        Ok(())
    }

    fn precision<A: Arguments>(&mut self, parts: &mut Parts<A::Value>, arguments: &mut A) -> Result<(), A::Error> {
        if parts.precision_read {
            return Err(FormatError::PrecisionTwice.into());
        }
        parts.precision_read = true;
        parts.flagged = true;
        self.skip();
        let precision = if self.peek() == Some('*') {
            self.starred(FormatError::PrecisionTooBig, arguments)?
        } else {
            self.digits(FormatError::PrecisionTooBig)?
        };
        // A negative precision is none.
        parts.spec.precision = Some(precision).filter(|precision| *precision >= 0);
        Ok(())
    }

    fn name<A: Arguments>(
        &mut self,
        parts: &mut Parts<A::Value>,
        end: char,
        arguments: &mut A,
    ) -> Result<(), A::Error> {
        let Some(length) = self.rest.find(end) else {
            return Err(FormatError::UnmatchedParenthesis.into());
        };
        let (bracketed, rest) = self.rest.split_at(length + 1);
        let name = &bracketed[1..length];
        if let Some(first) = parts.name.take() {
            return Err(FormatError::NamedTwice(bracketed.to_owned(), first).into());
        }
        match self.style {
            Style::Unnumbered(n) => {
                return Err(FormatError::NamedAfterUnnumbered(bracketed.to_owned(), n).into());
            }
            Style::Numbered => {
                return Err(FormatError::NamedAfterNumbered(bracketed.to_owned()).into());
            }
            Style::Unknown | Style::Named => self.style = Style::Named,
        }
        if !arguments.is_one_hash() {
            return Err(FormatError::OneHashRequired.into());
        }
        let Some(value) = arguments.named(name)? else {
            return Err(FormatError::KeyNotFound(bracketed.to_owned()).into());
        };
        parts.value = Some(value);
        parts.name = Some(name.to_owned());
        self.rest = rest;
        Ok(())
    }

    fn next_argument<A: Arguments>(&mut self, arguments: &A) -> Result<A::Value, A::Error> {
        match self.style {
            Style::Numbered => {
                return Err(FormatError::UnnumberedAfterNumbered(self.next).into());
            }
            Style::Named => return Err(FormatError::UnnumberedAfterNamed(self.next).into()),
            Style::Unknown | Style::Unnumbered(_) => {}
        }
        let number = self.next;
        self.style = Style::Unnumbered(number);
        self.next += 1;
        arguments
            .get(number - 1)
            .ok_or_else(|| FormatError::TooFewArguments.into())
    }

    fn numbered_argument<A: Arguments>(&mut self, number: i64, arguments: &A) -> Result<A::Value, A::Error> {
        match self.style {
            Style::Unnumbered(n) => {
                return Err(FormatError::NumberedAfterUnnumbered(number, n).into());
            }
            Style::Named => return Err(FormatError::NumberedAfterNamed(number).into()),
            Style::Unknown | Style::Numbered => {}
        }
        let Some(index) = usize::try_from(number).ok().and_then(|n| n.checked_sub(1)) else {
            return Err(FormatError::InvalidIndex(number).into());
        };
        self.style = Style::Numbered;
        arguments.get(index).ok_or_else(|| FormatError::TooFewArguments.into())
    }
}

impl<V> Parts<V> {
    fn flag(&mut self, flag: char) -> Result<(), FormatError> {
        if self.spec.width.is_some() {
            return Err(FormatError::FlagAfterWidth);
        }
        if self.precision_read {
            return Err(FormatError::FlagAfterPrecision);
        }
        self.flagged = true;
        match flag {
            ' ' => self.spec.space = true,
            '#' => self.spec.sharp = true,
            '+' => self.spec.plus = true,
            '-' => self.spec.minus = true,
            _ => self.spec.zero = true,
        }
        Ok(())
    }

    fn check_width(&self) -> Result<(), FormatError> {
        if self.spec.width.is_some() {
            return Err(FormatError::WidthTwice);
        }
        if self.precision_read {
            return Err(FormatError::WidthAfterPrecision);
        }
        Ok(())
    }
}
