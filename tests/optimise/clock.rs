//! Draws questions about the time of the request, dates that are bound, first elements and patterns.

use proptest::prelude::*;

/// Parts of a JavaScript date with a value that they may have.
const PARTS: &[(&str, i64)] = &[
    ("getHours", 9),
    ("getDay", 5),
    ("getDate", 15),
    ("getMonth", 5),
    ("getFullYear", 2025),
    ("getMinutes", 6),
    ("getUTCHours", 15),
    ("getTime", 1_750_000_000_000),
];

fn relation() -> impl Strategy<Value = &'static str> {
    proptest::sample::select(&["<", "<=", ">", ">=", "===", "!=="][..])
}

/// An instant: the host's, one that is bound, or one that the rule names.
fn instant<K: Strategy<Value = String>>(key: fn() -> K) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => Just("new Date()".to_owned()),
        2 => key().prop_map(|key| format!("new Date({key})")),
        1 => key().prop_map(|key| format!("new Date({key}[0])")),
        1 => Just("new Date('2025-03-30T02:30:00')".to_owned()),
        1 => Just("new Date(new Date(1e12))".to_owned()),
    ]
}

/// A number of a JavaScript rule that it computes.
fn number<K: Strategy<Value = String> + 'static>(key: fn() -> K) -> impl Strategy<Value = (String, i64)> {
    let part = (instant(key), proptest::sample::select(PARTS))
        .prop_map(|(instant, (part, number))| (format!("{instant}.{part}()"), number));
    prop_oneof![
        4 => part,
        3 => (instant(key), instant(key)).prop_map(|(a, b)| (format!("({a} - {b})"), 31_557_600_000)),
        1 => (instant(key), instant(key)).prop_map(|(a, b)| (format!("Math.floor(({a} - {b}) / 86400000)"), 365)),
        1 => instant(key).prop_map(|instant| (format!("(Date.now() - {instant}.getTime()) / 31557600000"), 1)),
        1 => (instant(key), instant(key))
            .prop_map(|(a, b)| (format!("({a}.getFullYear() - {b}.getFullYear())"), 1)),
        1 => instant(key).prop_map(|instant| (format!("{instant}.getDay() % 6"), 0)),
        1 => instant(key).prop_map(|instant| (format!("({instant}.getHours() * 60 + new Date().getMinutes())"), 540)),
        1 => instant(key).prop_map(|instant| (format!("+{instant}"), 1_750_000_000_000)),
    ]
}

/// A question of a JavaScript rule.
pub fn javascript<K, T>(key: fn() -> K, text: fn() -> T) -> impl Strategy<Value = String>
where
    K: Strategy<Value = String> + 'static,
    T: Strategy<Value = String> + 'static,
{
    prop_oneof![
        6 => (number(key), relation(), -2_i64..3)
            .prop_map(|((number, near), relation, by)| format!("{number} {relation} {}", near + by)),
        2 => (number(key), relation(), number(key)).prop_map(|((a, _), relation, (b, _))| format!("{a} {relation} {b}")),
        1 => number(key).prop_map(|(number, _)| number),
        1 => (instant(key), instant(key)).prop_map(|(a, b)| format!("{a} < {b}")),
        1 => (instant(key), key()).prop_map(|(instant, key)| format!(
            "(function() {{ var d = {instant}, h = d.getHours(); if ({key} === 'a') {{ return h > 9; }} return false; }})()"
        )),
        1 => (0_i64..8, 9_i64..18).prop_map(|(day, hour)| format!(
            "(function() {{ var now = new Date(); var day = now.getDay(), hour = now.getHours(); \
             return day >= 1 && day <= {day} && hour >= 9 && hour < {hour}; }})()"
        )),
        1 => instant(key).prop_map(|instant| format!("[0, 6].includes({instant}.getDay())")),
        2 => (key(), text()).prop_map(|(key, text)| format!("{key}[0] === {text}")),
        1 => (key(), text(), text()).prop_map(|(key, a, b)| format!("[{a}, {b}].includes({key}[0])")),
        1 => key().prop_map(|key| format!("{key}[0] == null")),
        2 => (pattern("^", "$"), key()).prop_map(|(pattern, key)| format!("/{pattern}/.test({key})")),
    ]
}

/// A pattern of plain characters between anchors.
fn pattern(start: &'static str, end: &'static str) -> impl Strategy<Value = String> {
    let text = proptest::sample::select(&["a", r"@x\.com", r"10\.", "HR", r"a\.b"][..]);
    let ends = prop_oneof![
        Just((start, "")),
        Just(("", end)),
        Just((start, end)),
        Just(("", "")),
        Just(("", "$")),
    ];
    (text, ends).prop_map(|(text, (start, end))| format!("{start}{text}{end}"))
}

/// A question of a Ruby rule.
pub fn ruby<K, T>(reader: fn() -> K, text: fn() -> T) -> impl Strategy<Value = String>
where
    K: Strategy<Value = String> + 'static,
    T: Strategy<Value = String> + 'static,
{
    let parts = &[
        ("hour", 9),
        ("wday", 5),
        ("day", 15),
        ("month", 6),
        ("year", 2025),
        ("min", 6),
        ("sec", 40),
    ];
    let part = proptest::sample::select(&parts[..]);
    let relation = proptest::sample::select(&["<", "<=", ">", ">=", "==", "!="][..]);
    let day = proptest::sample::select(&["saturday?", "sunday?", "monday?", "friday?"][..]);
    prop_oneof![
        3 => (part.clone(), relation, -2_i64..3)
            .prop_map(|((part, near), relation, by)| format!("Time.now.{part} {relation} {}", near + by)),
        1 => (part.clone(), 0_i64..3).prop_map(|((part, near), by)| format!("Time.now.{part}.between?({near}, {})", near + by)),
        1 => (part.clone(), 0_i64..3).prop_map(|((part, near), by)| format!("({near}..{}).cover?(Time.now.{part})", near + by)),
        1 => (part, 0_i64..3).prop_map(|((part, near), by)| format!("({near}...{}).include?(Time.now.{part})", near + by)),
        1 => day.prop_map(|day| format!("Time.now.{day}")),
        1 => (0_i64..1_440).prop_map(|minute| format!("Time.now.hour * 60 + Time.now.min < {minute}")),
        1 => (9_i64..18, reader()).prop_map(|(hour, key)| format!(
            "(t = Time.now; !t.saturday? && !t.sunday? && t.hour >= 9 && t.hour < {hour} && !{key}.nil?)"
        )),
        1 => Just("[0, 6].include?(Time.now.wday)".to_owned()),
        2 => (reader(), text()).prop_map(|(key, text)| format!("{key}.first == {text}")),
        1 => (pattern("\\A", "\\z"), reader()).prop_map(|(pattern, key)| format!("{key}.match?(/{pattern}/)")),
    ]
}

/// The time and zone of a request, a few of which the clock of one language does not know.
pub fn world() -> impl Strategy<Value = (f64, &'static str)> {
    let zones = &[
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kolkata",
        "Pacific/Apia",
        "Eire",
        "America/Tijuana",
        "Africa/Accra",
    ];
    let now = prop_oneof![
        8 => (0_i64..1_000_000).prop_map(|minutes| (1_720_000_000_000 + minutes * 60_000) as f64),
        1 => Just(1_711_846_799_999.5),
        1 => Just(-1_000_000_000_000.0),
        1 => Just(5e15),
        1 => Just(1e16),
    ];
    (now, proptest::sample::select(&zones[..]))
}
