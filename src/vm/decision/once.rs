//! One decision straight from the host's values: nothing is interned and nothing is allocated.

use serde_json::Value as Json;

use super::Code;
use super::computed::{Memo, clock, computed};
use crate::bytecode::Program;
use crate::bytecode::tests::straight::{Ask, First, Needle, Needles, Straight, equal};
use crate::bytecode::tests::{Ranges, TestInstr, address, order};
use crate::ir::graph::{Act, Answer, Equality, Kind, Kinds, Side};
use crate::vm::data::{Datum, Host};

/// Runs the decision code of a program: its answer, none where the general code must decide; and how many questions were
/// asked, the answer included.
#[inline]
pub fn decide<H: Host + ?Sized>(program: &Program, host: &H) -> (Option<Answer>, u64) {
    match &program.straight {
        Some(straight) => run(straight, &|| program.decision_code(), host),
        None => (None, 0),
    }
}

/// Runs decision code; `code` is what the straight code was made of, which is needed for the rarer questions alone.
#[inline]
pub(super) fn run<'c, H: Host + ?Sized>(
    straight: &Straight,
    code: &impl Fn() -> Option<Code<'c>>,
    host: &H,
) -> (Option<Answer>, u64) {
    if let Some(only) = &straight.only
        && let Datum::Text(text) = host.lend(only.subject)
    {
        return (Some(only.answers[usize::from(only.needles.short_have(text))]), 2);
    }
    run_longer(straight, code, host)
}

/// As [`run`], where more than one value is asked for. It stays out of the way of that one, and each call is its last, so
/// that it keeps nothing for later.
#[inline(never)]
fn run_longer<'c, H: Host + ?Sized>(
    straight: &Straight,
    code: &impl Fn() -> Option<Code<'c>>,
    host: &H,
) -> (Option<Answer>, u64) {
    match straight.first {
        First::Guards => run_guards(straight, code, host),
        First::Texts => run_texts(straight, code, host),
        First::Others => run_steps(straight, (straight.start, 0), code, host),
    }
}

/// As [`run`], where some subjects must be absent.
#[inline(never)]
fn run_guards<'c, H: Host + ?Sized>(
    straight: &Straight,
    code: &impl Fn() -> Option<Code<'c>>,
    host: &H,
) -> (Option<Answer>, u64) {
    for &subject in &straight.absent {
        if !matches!(host.lend(subject), Datum::Absent) {
            return (None, 0);
        }
    }
    run_texts(straight, code, host)
}

/// As [`run`], as long as texts are compared; what else is asked stays out of the way.
#[inline(never)]
fn run_texts<'c, H: Host + ?Sized>(
    straight: &Straight,
    code: &impl Fn() -> Option<Code<'c>>,
    host: &H,
) -> (Option<Answer>, u64) {
    let mut place = straight.start;
    let mut steps = 0;
    // Places lie ahead or are ends.
    while let Some(step) = straight.steps.get(place as usize) {
        let holds = match &step.ask {
            Ask::Texts(needles) => match host.lend(step.subject) {
                Datum::Text(text) if step.kinds.of(Kind::Text) == Act::Test => needles.have(text),
                Datum::Strings(texts) if step.kinds.of(Kind::List) == Act::Test => needles.have_any(texts),
                _ => return run_steps(straight, (place, steps), code, host),
            },
            Ask::Same(other, _) => match (host.lend(step.subject), host.lend(*other)) {
                (Datum::Text(a), Datum::Text(b)) => equal(a, b),
                _ => return run_steps(straight, (place, steps), code, host),
            },
            _ => return run_steps(straight, (place, steps), code, host),
        };
        steps += 1;
        place = step.ways[usize::from(holds)];
    }
    (Straight::end(place), steps + 1)
}

/// As [`run`], for any code from a place on, after some steps.
#[inline(never)]
fn run_steps<'c, H: Host + ?Sized>(
    straight: &Straight,
    (mut place, mut steps): (u32, u64),
    code: &impl Fn() -> Option<Code<'c>>,
    host: &H,
) -> (Option<Answer>, u64) {
    let mut memo = Memo::default();
    while let Some(step) = straight.steps.get(place as usize) {
        steps += 1;
        let answer = match &step.ask {
            Ask::Texts(needles) => has(step.kinds, &host.lend(step.subject), needles),
            Ask::Same(other, equality) => same(&host.lend(step.subject), &host.lend(*other), *equality),
            Ask::Clock(asked) => clock(asked, host),
            Ask::Other(number) => other(*number, code, host, &mut memo),
        };
        match answer {
            Some(holds) => place = step.ways[usize::from(holds)],
            None => return (None, steps),
        }
    }
    (Straight::end(place), steps + 1)
}

/// Whether a text, or a text of a list, is one of those wanted, where its kind leaves it to that.
#[inline(never)]
fn has(kinds: Kinds, datum: &Datum<'_>, wanted: &Needles) -> Option<bool> {
    by_kind(kinds, datum, |datum| Some(any(datum, |text| wanted.have(text))))
}

/// What the instruction of a number answers; all the other questions stay out of the way of the short ones.
#[inline(never)]
fn other<'c, H: Host + ?Sized>(
    number: u32,
    code: &impl Fn() -> Option<Code<'c>>,
    host: &H,
    memo: &mut Memo,
) -> Option<bool> {
    let code = code()?;
    answer_with(code.tests.code.get(number as usize)?, code, host, memo)
}

/// What a question answers before it is turned round; none where the general code must decide.
pub(super) fn answer<H: Host + ?Sized>(instr: &TestInstr, code: Code<'_>, host: &H) -> Option<bool> {
    answer_with(instr, code, host, &mut Memo::default())
}

/// As [`answer`], with what the decision remembers.
#[inline]
fn answer_with<H: Host + ?Sized>(instr: &TestInstr, code: Code<'_>, host: &H, memo: &mut Memo) -> Option<bool> {
    let Code { texts, tests, .. } = code;
    match *instr {
        TestInstr::Answer { .. } | TestInstr::Leave {} | TestInstr::Jump { .. } => None,
        TestInstr::Kind { subject, acts, .. } => by_kind(acts.kinds, &host.lend(subject.0), |_| None),
        TestInstr::Truth { subject, acts, .. } => by_kind(acts.kinds, &host.lend(subject.0), truth),
        TestInstr::Has { subject, acts, set, .. }
        | TestInstr::First { subject, acts, set, .. }
        | TestInstr::HasAll { subject, acts, set, .. } => {
            let set = &*tests.sets[set.0 as usize];
            by_kind(acts.kinds, &host.lend(subject.0), |datum| {
                Some(match instr {
                    TestInstr::First { .. } => first(datum).is_some_and(|text| contains(texts, set, text)),
                    TestInstr::HasAll { .. } => set
                        .iter()
                        .all(|&wanted| any(datum, |text| *text == *texts[wanted as usize])),
                    _ => any(datum, |text| contains(texts, set, text)),
                })
            })
        }
        TestInstr::Same {
            subject,
            acts,
            equality,
            other,
            ..
        } => by_kind(acts.kinds, &host.lend(subject.0), |datum| {
            same(datum, &host.lend(other.0), equality)
        }),
        TestInstr::Meets {
            subject,
            acts,
            other,
            others,
            ..
        } => {
            let other = host.lend(other.0);
            match others.kinds.of(kind(&other, others.kinds)) {
                Act::Leave => None,
                Act::No => Some(false),
                Act::Yes | Act::Test => by_kind(acts.kinds, &host.lend(subject.0), |datum| Some(meets(datum, &other))),
            }
        }
        TestInstr::Affix {
            subject,
            acts,
            side,
            text,
            ..
        } => {
            let piece = &*texts[text.0 as usize];
            by_kind(acts.kinds, &host.lend(subject.0), |datum| {
                Some(any(datum, |text| has_affix(text, side, piece)))
            })
        }
        TestInstr::Nets {
            subject, acts, nets, ..
        } => {
            let nets = &tests.nets[nets.0 as usize];
            by_kind(acts.kinds, &host.lend(subject.0), |datum| in_nets(nets, datum))
        }
        TestInstr::Order {
            subject,
            acts,
            relation,
            number: bits,
            ..
        } => by_kind(acts.kinds, &host.lend(subject.0), |datum| {
            number(datum).map(|number| relation.holds(number, f64::from_bits(bits.0)))
        }),
        TestInstr::Compute {
            value,
            relation,
            number,
            ..
        } => {
            let value = computed(code, host, value.0, memo)?;
            Some(relation.holds(value, f64::from_bits(number.0)))
        }
    }
}

/// What a value's kind says, or the question where it does not say all.
#[inline]
fn by_kind<'a>(kinds: Kinds, datum: &Datum<'a>, ask: impl FnOnce(&Datum<'a>) -> Option<bool>) -> Option<bool> {
    match kinds.of(kind(datum, kinds)) {
        Act::No => Some(false),
        Act::Yes => Some(true),
        Act::Test => ask(datum),
        Act::Leave => None,
    }
}

/// The kind of a value; a list is only looked into where it makes a difference.
#[inline]
pub(super) fn kind(datum: &Datum<'_>, kinds: Kinds) -> Kind {
    match datum {
        Datum::Absent => Kind::Absent,
        Datum::Null => Kind::Null,
        Datum::Bool(_) => Kind::Bool,
        Datum::Int(_) | Datum::Float(_) => Kind::Number,
        Datum::Text(_) => Kind::Text,
        Datum::Texts(_) | Datum::Strings(_) => Kind::List,
        Datum::Json(json) => match json {
            Json::Null => Kind::Null,
            Json::Bool(_) => Kind::Bool,
            Json::Number(_) => Kind::Number,
            Json::String(_) => Kind::Text,
            Json::Array(items) => {
                let alike = kinds.of(Kind::List) == kinds.of(Kind::Mixed);
                if alike || items.iter().all(Json::is_string) {
                    Kind::List
                } else {
                    Kind::Mixed
                }
            }
            Json::Object(_) => Kind::Other,
        },
    }
}

/// Whether a text, or any text of a list, fits.
#[inline]
pub(super) fn any(datum: &Datum<'_>, fits: impl Fn(&str) -> bool) -> bool {
    match datum {
        Datum::Text(text) => fits(text),
        Datum::Texts(texts) => texts.iter().any(|text| fits(text)),
        Datum::Strings(texts) => texts.iter().any(|text| fits(text)),
        Datum::Json(Json::String(text)) => fits(text),
        Datum::Json(Json::Array(items)) => items.iter().any(|item| item.as_str().is_some_and(&fits)),
        _ => false,
    }
}

/// Whether two values have a text in common.
#[inline(never)]
fn meets(one: &Datum<'_>, other: &Datum<'_>) -> bool {
    let meets = |wanted: Needle<&str>, others: &[String]| others.iter().any(|other| wanted.is(other));
    match (one, other) {
        (Datum::Strings(ones), Datum::Strings(others)) => ones.iter().any(|one| meets(Needle::new(one), others)),
        _ => any(one, |one| any(other, |other| equal(other, one))),
    }
}

/// The first text of a list of texts.
pub(super) fn first<'a>(datum: &Datum<'a>) -> Option<&'a str> {
    match datum {
        Datum::Texts(texts) => texts.first().copied(),
        Datum::Strings(texts) => texts.first().map(String::as_str),
        Datum::Json(Json::Array(items)) => items.first().and_then(Json::as_str),
        _ => None,
    }
}

/// Whether a set, shorter texts first, has a text.
#[inline]
fn contains(texts: &[Box<str>], set: &[u32], text: &str) -> bool {
    match *set {
        [only] => *texts[only as usize] == *text,
        [a, b] => *texts[a as usize] == *text || *texts[b as usize] == *text,
        _ => set
            .binary_search_by(|&known| order(&texts[known as usize], text))
            .is_ok(),
    }
}

#[inline]
pub(super) fn has_affix(text: &str, side: Side, piece: &str) -> bool {
    match side {
        Side::Start => text.starts_with(piece),
        Side::End => text.ends_with(piece),
        Side::Inside => text.contains(piece),
    }
}

#[inline]
pub(super) fn in_nets(nets: &Ranges, datum: &Datum<'_>) -> Option<bool> {
    match datum {
        Datum::Text(text) => address(text).map(|address| nets.contain_v4(address)),
        Datum::Json(Json::String(text)) => address(text).map(|address| nets.contain_v4(address)),
        _ => None,
    }
}

pub(super) fn truth(datum: &Datum<'_>) -> Option<bool> {
    Some(match datum {
        Datum::Bool(flag) | Datum::Json(Json::Bool(flag)) => *flag,
        Datum::Text(text) => !text.is_empty(),
        Datum::Texts(texts) => !texts.is_empty(),
        Datum::Strings(texts) => !texts.is_empty(),
        Datum::Json(Json::String(text)) => !text.is_empty(),
        Datum::Json(Json::Array(items)) => !items.is_empty(),
        other => {
            let number = number(other)?;
            number != 0.0 && !number.is_nan()
        }
    })
}

/// The number of a datum, as JavaScript has it.
pub(super) fn number(datum: &Datum<'_>) -> Option<f64> {
    match datum {
        Datum::Int(number) => Some(*number as f64),
        Datum::Float(number) => Some(*number),
        Datum::Json(Json::Number(number)) => Some(number.as_f64().unwrap_or(f64::NAN) + 0.0),
        _ => None,
    }
}

fn as_text<'a>(datum: &Datum<'a>) -> Option<&'a str> {
    match datum {
        Datum::Text(text) => Some(text),
        Datum::Json(Json::String(text)) => Some(text),
        _ => None,
    }
}

#[inline]
pub(super) fn same(a: &Datum<'_>, b: &Datum<'_>, equality: Equality) -> Option<bool> {
    if let (Some(a), Some(b)) = (as_text(a), as_text(b)) {
        return Some(a == b);
    }
    // Lists are compared by what they are, whatever they hold.
    let any_list = Kinds::all(Act::Leave);
    let flag = |datum: &Datum<'_>| match datum {
        Datum::Bool(flag) | Datum::Json(Json::Bool(flag)) => Some(*flag),
        _ => None,
    };
    let (left, right) = (kind(a, any_list), kind(b, any_list));
    same_kinds(left, right, equality).unwrap_or_else(|| match (flag(a), flag(b)) {
        (Some(a), Some(b)) => Some(a == b),
        _ => same_numbers(number(a)?, number(b)?, equality),
    })
}

/// Whether values of these kinds are equal; none where it depends on the values: flags or numbers.
pub(super) fn same_kinds(a: Kind, b: Kind, equality: Equality) -> Option<Option<bool>> {
    let empty = |kind| matches!(kind, Kind::Absent | Kind::Null);
    let object = |kind| matches!(kind, Kind::List | Kind::Mixed | Kind::Other);
    if empty(a) || empty(b) {
        let equal = match equality {
            Equality::Strict => a == b,
            Equality::Loose | Equality::Ruby => empty(a) && empty(b),
        };
        return Some(Some(equal));
    }
    if object(a) && object(b) {
        // Two bindings are two objects; Ruby compares what they hold.
        return Some((equality != Equality::Ruby).then_some(false));
    }
    if a == b {
        return None;
    }
    // JavaScript's `==` converts.
    Some((equality != Equality::Loose).then_some(false))
}

/// Whether two numbers are equal; Ruby compares integers exactly, which is left to the general code where it matters.
pub(super) fn same_numbers(a: f64, b: f64, equality: Equality) -> Option<bool> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let exact = a.abs() < EXACT && b.abs() < EXACT;
    (equality != Equality::Ruby || exact).then_some(a == b)
}
