//! Sets of characters as `tr`, `delete`, `count` and `squeeze` write them: ranges, negation, escapes.

use crate::diag::Code;
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run};
use crate::vm::ruby::Args;
use crate::vm::ruby::arguments::{check_frozen, expect_string, text};
use crate::vm::ruby::dispatch::wrong_arguments;

use super::{make, set};

/// A list of characters, as ranges in the order written.
#[derive(Clone, Debug)]
struct Characters {
    ranges: Vec<(char, char)>,
    negated: bool,
}

/// The number of a character among all characters, surrogates left out.
fn ordinal(character: char) -> u64 {
    let code = u64::from(u32::from(character));
    if code > 0xdfff { code - 0x800 } else { code }
}

/// The character with a number.
fn character(ordinal: u64) -> Option<char> {
    let code = if ordinal >= 0xd800 { ordinal + 0x800 } else { ordinal };
    u32::try_from(code).ok().and_then(char::from_u32)
}

impl Characters {
    /// Reads a list (`trnext`): `\` takes the next character as it is, `a-z` is a range, `^` in front of others negates.
    ///
    /// Reading stops once there are `wanted` characters: what is behind them may be wrong.
    fn parse(cx: &mut Cx<'_>, source: &str, wanted: u64) -> Run<Characters> {
        cx.charge(1 + source.len() as u64 / 4)?;
        let mut characters: Vec<char> = source.chars().collect();
        let negated = characters.len() > 1 && characters.first() == Some(&'^');
        if negated {
            characters.remove(0);
        }
        let mut ranges = Vec::new();
        let mut at = 0;
        let mut count = 0;
        while let Some(&first) = characters.get(at).filter(|_| count < wanted) {
            let mut first = first;
            if first == '\\'
                && let Some(&escaped) = characters.get(at + 1)
            {
                first = escaped;
                at += 1;
            }
            at += 1;
            let (Some('-'), Some(&last)) = (characters.get(at), characters.get(at + 1)) else {
                ranges.push((first, first));
                count += 1;
                continue;
            };
            if first > last {
                let message = if first.is_ascii() && last.is_ascii() {
                    format!("invalid range \"{first}-{last}\" in string transliteration")
                } else {
                    String::from("invalid range in string transliteration")
                };
                return Err(cx.raise(Global::RbArgumentError, message));
            }
            ranges.push((first, last));
            count += ordinal(last) - ordinal(first) + 1;
            at += 2;
        }
        Ok(Characters { ranges, negated })
    }

    fn contains(&self, character: char) -> bool {
        let listed = self
            .ranges
            .iter()
            .any(|&(first, last)| (first..=last).contains(&character));
        listed != self.negated
    }

    /// The last place of a character in the list, counted in characters.
    fn place(&self, wanted: char) -> Option<u64> {
        let mut before = 0;
        let mut found = None;
        for &(first, last) in &self.ranges {
            if (first..=last).contains(&wanted) {
                found = Some(before + ordinal(wanted) - ordinal(first));
            }
            before += ordinal(last) - ordinal(first) + 1;
        }
        found
    }

    /// The character at a place; the last one beyond the end.
    fn at(&self, place: u64) -> Option<char> {
        let mut left = place;
        for &(first, last) in &self.ranges {
            let count = ordinal(last) - ordinal(first) + 1;
            if left < count {
                return character(ordinal(first) + left);
            }
            left -= count;
        }
        self.last()
    }

    /// How many characters are listed, repeated ones counted each time.
    fn count(&self) -> u64 {
        self.ranges
            .iter()
            .map(|&(first, last)| ordinal(last) - ordinal(first) + 1)
            .sum()
    }

    fn last(&self) -> Option<char> {
        self.ranges.last().map(|&(_, last)| last)
    }
}

/// The characters on which the lists of several arguments agree, as CRuby finds them (`tr_setup_table`, `tr_find`).
///
/// Below 256 a character belongs where all lists have it. Above, CRuby keeps tables of what lists name: one that all lists
/// without `^` share, if one of the first had any, and one of what lists with `^` name.
#[derive(Debug, Default)]
struct Agreed {
    lists: Vec<Characters>,
    /// The lists whose characters above 255 must all have a character; none where there is no table.
    named: Option<Vec<usize>>,
    /// The lists whose characters above 255 are left out; none where there is no table.
    left_out: Option<Vec<usize>>,
    /// Whether every list so far has `^`.
    others: bool,
}

impl Agreed {
    fn of(lists: Vec<Characters>) -> Agreed {
        // No lists at all agree on every character.
        let mut agreed = Agreed {
            others: true,
            ..Agreed::default()
        };
        for (at, list) in lists.iter().enumerate() {
            agreed.others = list.negated && (at == 0 || agreed.others);
            let wide = list.ranges.iter().any(|&(_, last)| u32::from(last) > 0xff);
            let kept = wide && (at == 0 || agreed.named.is_some() || agreed.others);
            match (kept, list.negated) {
                (true, true) => agreed.left_out.get_or_insert_default().push(at),
                (true, false) => agreed.named.get_or_insert_default().push(at),
                (false, false) => agreed.named = None,
                (false, true) => {}
            }
        }
        agreed.lists = lists;
        agreed
    }

    fn lists(&self, at: usize, character: char) -> bool {
        self.lists.get(at).is_some_and(|list| list.place(character).is_some())
    }

    fn contains(&self, character: char) -> bool {
        if u32::from(character) <= 0xff {
            return self.lists.iter().all(|list| list.contains(character));
        }
        let left_out = (self.left_out.as_ref()).is_some_and(|lists| lists.iter().any(|&at| self.lists(at, character)));
        match &self.named {
            Some(lists) if !left_out && lists.iter().all(|&at| self.lists(at, character)) => true,
            None if left_out => false,
            _ => self.others,
        }
    }
}

/// The characters that all arguments agree on; pays for looking up every character of the receiver.
fn agreed(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Agreed> {
    let mut lists = Vec::with_capacity(args.len());
    for &argument in args.positional {
        expect_string(cx, argument)?;
        let source = text(cx, argument).to_owned();
        lists.push(Characters::parse(cx, &source, u64::MAX)?);
    }
    charge(cx, this, &lists)?;
    Ok(Agreed::of(lists))
}

/// Pays for looking up every character of the receiver in sets.
fn charge(cx: &mut Cx<'_>, this: Value, sets: &[Characters]) -> Run<()> {
    let ranges: usize = sets.iter().map(|set| set.ranges.len() + 1).sum();
    let work = (text(cx, this).len() as u64).saturating_mul(1 + ranges as u64) / 8;
    cx.charge(1 + work)
}

/// `count`.
pub(super) fn count(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if args.len() == 0 {
        return Err(wrong_arguments(cx, 0, 1, u8::MAX));
    }
    let agreed = agreed(cx, this, args)?;
    let count = text(cx, this)
        .chars()
        .filter(|&character| agreed.contains(character))
        .count();
    Ok(Value::Int(count as i64))
}

fn without(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<String> {
    if args.len() == 0 {
        return Err(wrong_arguments(cx, 0, 1, u8::MAX));
    }
    let agreed = agreed(cx, this, args)?;
    Ok(text(cx, this)
        .chars()
        .filter(|&character| !agreed.contains(character))
        .collect())
}

/// `delete`.
pub(super) fn delete(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if text(cx, this).is_empty() {
        // Not even the arguments are looked at.
        return make(cx, String::new());
    }
    let left = without(cx, this, args)?;
    make(cx, left)
}

/// `delete!`.
pub(super) fn delete_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    if text(cx, this).is_empty() {
        // Not even the arguments are looked at.
        return Ok(Value::Nil);
    }
    let left = without(cx, this, args)?;
    check_frozen(cx, this)?;
    super::set_if_changed(cx, this, left)
}

fn squeezed(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<String> {
    let agreed = agreed(cx, this, args)?;
    let mut previous = None;
    Ok(text(cx, this)
        .chars()
        .filter(|&character| {
            let repeated = previous == Some(character) && agreed.contains(character);
            previous = Some(character);
            !repeated
        })
        .collect())
}

/// `squeeze`.
pub(super) fn squeeze(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let left = squeezed(cx, this, args)?;
    make(cx, left)
}

/// `squeeze!`.
pub(super) fn squeeze_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let left = squeezed(cx, this, args)?;
    check_frozen(cx, this)?;
    super::set_if_changed(cx, this, left)
}

/// What `tr` makes of the receiver; none where no character was replaced.
fn translated(cx: &mut Cx<'_>, this: Value, args: Args<'_>, squeeze: bool) -> Run<Option<String>> {
    expect_string(cx, args.at(0))?;
    expect_string(cx, args.at(1))?;
    if text(cx, this).is_empty() {
        return Ok(None);
    }
    if text(cx, args.at(1)).is_empty() {
        let left = without(cx, this, Args::new(&args.positional[..1]))?;
        let changed = left.len() != text(cx, this).len();
        return Ok(changed.then_some(left));
    }
    let (from, to) = (text(cx, args.at(0)).to_owned(), text(cx, args.at(1)).to_owned());
    let from = Characters::parse(cx, &from, u64::MAX)?;
    let wanted = if from.negated { u64::MAX } else { from.count() };
    // `^` negates in the first list only.
    let to = match to.strip_prefix('^') {
        Some(_) => Characters::parse(cx, &format!("\\{to}"), wanted)?,
        None => Characters::parse(cx, &to, wanted)?,
    };
    charge(cx, this, &[from.clone(), to.clone()])?;
    let plain_list = !from.ranges.iter().any(|&(_, last)| u32::from(last) > 0xff);
    let mut to = to;
    if from.negated && plain_list && !squeeze && text(cx, this).is_ascii() {
        // CRuby works on bytes then and keeps the low byte of the replacement.
        let last = to.last().map_or(0, u32::from) & 0xff;
        match char::from_u32(last).filter(char::is_ascii) {
            Some(byte) => to.ranges = vec![(byte, byte)],
            None if text(cx, this).chars().any(|character| from.contains(character)) => {
                return Err(cx.fault(Code::F0905, "the bytes of the text would not be valid UTF-8"));
            }
            None => {}
        }
    }
    let replacement = |character: char| {
        if from.negated {
            if squeeze && plain_list && u32::from(character) > 0xff {
                // CRuby looks such characters up only where the list has some as well.
                return None;
            }
            from.contains(character).then(|| to.last()).flatten()
        } else {
            from.place(character).and_then(|place| to.at(place))
        }
    };
    let mut out = String::with_capacity(text(cx, this).len());
    let mut changed = false;
    let mut previous = None;
    for character in text(cx, this).chars() {
        match replacement(character) {
            Some(new) => {
                if squeeze && previous == Some(new) {
                    continue;
                }
                previous = Some(new);
                changed = true;
                out.push(new);
            }
            None => {
                previous = None;
                out.push(character);
            }
        }
    }
    Ok(changed.then_some(out))
}

fn plain(cx: &mut Cx<'_>, this: Value, args: Args<'_>, squeeze: bool) -> Run<Value> {
    match translated(cx, this, args, squeeze)? {
        Some(new) => make(cx, new),
        None => super::copy(cx, this),
    }
}

fn bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>, squeeze: bool) -> Run<Value> {
    let translated = translated(cx, this, args, squeeze)?;
    if !text(cx, this).is_empty() {
        check_frozen(cx, this)?;
    }
    match translated {
        Some(new) => {
            set(cx, this, new)?;
            Ok(this)
        }
        None => Ok(Value::Nil),
    }
}

/// `tr`.
pub(super) fn tr(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    plain(cx, this, args, false)
}

/// `tr!`.
pub(super) fn tr_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    bang(cx, this, args, false)
}

/// `tr_s`.
pub(super) fn tr_s(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    plain(cx, this, args, true)
}

/// `tr_s!`.
pub(super) fn tr_s_bang(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    bang(cx, this, args, true)
}
