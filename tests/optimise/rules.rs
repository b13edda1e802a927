//! Draws rules of the shapes that the compiler understands, and bindings of every kind for them.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::{clock, shapes};

/// Texts that rules and bindings share.
const TEXTS: &[&str] = &[
    "a",
    "b",
    "c",
    "HR",
    "",
    "Ünï",
    "10.0.0.7",
    "192.168.1.9",
    "a.b",
    "2024-02-29",
    "2025-06-15T12:00:00",
    "b@x.com",
];

/// Keys that rules read.
const KEYS: &[&str] = &[
    "identity.teams",
    "identity.name",
    "identity.flag",
    "values.list",
    "values.one",
    "values.n",
];

fn text() -> impl Strategy<Value = String> {
    proptest::sample::select(TEXTS).prop_map(|text| format!("'{text}'"))
}

fn key() -> impl Strategy<Value = String> {
    proptest::sample::select(KEYS).prop_map(|key| {
        let (section, key) = key.split_once('.').expect("a key has a section");
        format!("{section}('{key}')")
    })
}

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(text(), 0..4).prop_map(|texts| format!("[{}]", texts.join(", ")))
}

/// A question of a JavaScript rule.
fn javascript_test() -> impl Strategy<Value = String> {
    prop_oneof![
        12 => binding_test(),
        5 => clock::javascript(key, text),
        8 => shapes::question(&shapes::JAVASCRIPT),
    ]
}

fn binding_test() -> impl Strategy<Value = String> {
    prop_oneof![
        (key(), text()).prop_map(|(key, text)| format!("{key} === {text}")),
        (text(), key()).prop_map(|(text, key)| format!("{text} != {key}")),
        (key(), text()).prop_map(|(key, text)| format!("{key}.includes({text})")),
        (key(), text()).prop_map(|(key, text)| format!("{key}.indexOf({text}) !== -1")),
        (key(), text()).prop_map(|(key, text)| format!("{key}.indexOf({text}) < 0")),
        (texts(), key()).prop_map(|(texts, key)| format!("{texts}.includes({key})")),
        (texts(), key()).prop_map(|(texts, key)| format!("{texts}.some(function(t) {{ return {key}.includes(t) }})")),
        (texts(), key()).prop_map(|(texts, key)| format!("{texts}.every(t => {key}.indexOf(t) >= 0)")),
        (key(), texts()).prop_map(|(key, texts)| format!("{key}.some(t => {texts}.includes(t))")),
        (key(), texts()).prop_map(|(key, texts)| format!("{key}.every(t => !{texts}.includes(t))")),
        (key(), key()).prop_map(|(a, b)| format!("{a}.find(function(t) {{ return {b}.indexOf(t) != -1 }}) !== undefined")),
        (key(), key()).prop_map(|(a, b)| format!("({a} || []).filter(t => {b}.includes(t)).length > 0")),
        (key(), text()).prop_map(|(key, text)| format!("{key}.some(t => t.startsWith({text}))")),
        (key(), text(), key())
            .prop_map(|(a, text, b)| format!("{a}.some(t => t === {text} || {b}.indexOf(t) != -1)")),
        (key(), key(), key())
            .prop_map(|(a, b, c)| format!("{a}.some(t => {b}.includes(t) || {c}.includes(t))")),
        (key(), key(), text())
            .prop_map(|(a, b, text)| format!("{a}.every(t => {b} === {text} && t !== {text})")),
        (key(), text()).prop_map(|(key, text)| format!("{key}.endsWith({text})")),
        (key(), key()).prop_map(|(a, b)| format!("{a} === {b}")),
        (key(), key()).prop_map(|(a, b)| format!("{a} == {b}")),
        (key(), text()).prop_map(|(key, text)| format!("hasIntersection({key}, {text})")),
        (key(), texts()).prop_map(|(key, texts)| format!("hasIntersection({texts}, {key})")),
        (key(), key()).prop_map(|(a, b)| format!("hasIntersection({a}, {b})")),
        key().prop_map(|key| format!("{key} instanceof Array")),
        key().prop_map(|key| format!("{key} == null")),
        key().prop_map(|key| format!("{key} !== undefined")),
        key().prop_map(|key| format!("{key} === false")),
        key().prop_map(|key| format!("{key} > 2")),
        key().prop_map(|key| format!("{key}.length > 0")),
        key(),
        (key(), text(), text()).prop_map(|(key, a, b)| format!(
            "(function() {{ var f = false; for (var i = 0; i < {key}.length; i++) {{ if ({key}[i] === {a} || {key}[i] == {b}) f = true; }} return f; }})()"
        )),
        (key(), key()).prop_map(|(a, b)| format!(
            "(function(x, y) {{ for (var i = 0; i < x.length; i++) {{ for (var j = 0; j < y.length; j++) {{ if (x[i] === y[j]) return true; }} }} return false; }})({a}, {b})"
        )),
        (key(), texts()).prop_map(|(key, texts)| format!(
            "(function() {{ for (const t of {key}) {{ if ({texts}.indexOf(t) > -1) {{ return true; }} }} return false; }})()"
        )),
        (key(), key()).prop_map(|(a, b)| format!(
            "(function() {{ var has = function(a, b) {{ a = (a === null || a === undefined) ? [] : a; var l = (a instanceof Array) ? a : [a]; var m = (b instanceof Array) ? b : [b]; \
             return l.find(function(v) {{ return (m instanceof Array) && m.indexOf(v) != -1; }}) !== undefined; }}; return has({a}, {b}); }})()"
        )),
        (key(), key()).prop_map(|(a, b)| format!(
            "(function() {{ var list = function(v) {{ if (v === null || v === undefined) {{ return []; }} return Array.isArray(v) ? v : [v]; }}; \
             var x = list({a}), y = list({b}); return x.some(v => y.indexOf(v) != -1); }})()"
        )),
        (key(), texts()).prop_map(|(key, texts)| format!(
            "(function() {{ var has = function(a, b) {{ a = (a === null || a === undefined) ? [] : a; var l = (a instanceof Array) ? a : [a]; var m = (b instanceof Array) ? b : [b]; \
             return l.find(function(v) {{ return (m instanceof Array) && m.indexOf(v) != -1; }}) !== undefined; }}; return has({key}, {texts}); }})()"
        )),
    ]
}

/// A rule as it is drawn, or with two keys alone, so that its questions are about the same subjects.
fn perhaps_of_two_keys(rule: impl Strategy<Value = String>) -> impl Strategy<Value = String> {
    (rule, any::<bool>()).prop_map(|(mut rule, of_two)| {
        if of_two {
            for (key, other) in [("name", "teams"), ("flag", "teams"), ("one", "list"), ("n", "list")] {
                rule = rule.replace(&format!("('{key}')"), &format!("('{other}')"));
                rule = rule.replace(&format!("@identity.{key}"), &format!("@identity.{other}"));
            }
        }
        rule
    })
}

/// A JavaScript rule.
pub fn javascript() -> impl Strategy<Value = String> {
    perhaps_of_two_keys(any_javascript())
}

fn any_javascript() -> impl Strategy<Value = String> {
    let test = javascript_test().prop_map(|test| format!("({test})"));
    test.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.clone().prop_map(|a| format!("!{a}")),
            (inner.clone(), inner.clone(), inner.clone()).prop_map(|(a, b, c)| format!("({a} ? {b} : {c})")),
            (inner.clone(), inner)
                .prop_map(|(a, b)| format!("(function() {{ var x = {a}; if (x) {{ return true; }} return {b}; }})()")),
        ]
    })
}

fn reader() -> impl Strategy<Value = String> {
    proptest::sample::select(
        &[
            "@identity.teams",
            "@identity.name",
            "@identity.flag",
            "@request.remote_addr",
        ][..],
    )
    .prop_map(str::to_owned)
}

/// A question of a Ruby rule.
fn ruby_test() -> impl Strategy<Value = String> {
    prop_oneof![
        2 => ruby_binding_test(),
        1 => shapes::question(&shapes::RUBY),
    ]
}

fn ruby_binding_test() -> impl Strategy<Value = String> {
    let net = proptest::sample::select(&["10.0.0.0/8", "192.168.1.0/24", "10.0.0.7", "2001:db8::/32"][..]);
    prop_oneof![
        clock::ruby(reader, text),
        clock::ruby(reader, text),
        clock::ruby(reader, text),
        (reader(), text()).prop_map(|(key, text)| format!("{key} == {text}")),
        (reader(), text()).prop_map(|(key, text)| format!("{key} != {text}")),
        text().prop_map(|text| format!("@identity.is_member_of({text})")),
        (texts(), reader()).prop_map(|(texts, key)| format!("{texts}.include?({key})")),
        (reader(), text()).prop_map(|(key, text)| format!("{key}.include?({text})")),
        (texts(), reader()).prop_map(|(texts, key)| format!("{texts}.any? {{ |t| {key}.include?(t) }}")),
        (reader(), texts()).prop_map(|(key, texts)| format!("{key}.any? {{ |t| {texts}.include?(t) }}")),
        (reader(), texts()).prop_map(|(key, texts)| format!("({key} & {texts}).any?")),
        (reader(), text()).prop_map(|(key, text)| format!("{key}.start_with?({text})")),
        reader().prop_map(|key| format!("{key}.nil?")),
        reader().prop_map(|key| format!("{key}.empty?")),
        (reader(), reader()).prop_map(|(a, b)| format!("{a} == {b}")),
        net.clone()
            .prop_map(|net| format!("IPAddr.new('{net}').include?(@request.remote_addr)")),
        proptest::collection::vec(net, 1..4).prop_map(|nets| {
            let nets: Vec<String> = nets.iter().map(|net| format!("IPAddr.new('{net}')")).collect();
            format!(
                "[{}].any? {{ |net| net.include?(@request.remote_addr) }}",
                nets.join(", ")
            )
        }),
        Just("@auth.validate_signature".to_owned()),
        reader(),
    ]
}

/// A Ruby rule.
pub fn ruby() -> impl Strategy<Value = String> {
    perhaps_of_two_keys(any_ruby())
}

fn any_ruby() -> impl Strategy<Value = String> {
    let test = ruby_test().prop_map(|test| format!("({test})"));
    test.prop_recursive(3, 12, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} && {b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a} || {b})")),
            inner.clone().prop_map(|a| format!("!{a}")),
            (inner.clone(), inner.clone(), inner).prop_map(|(a, b, c)| format!("(if {a} then {b} else {c} end)")),
        ]
    })
}

/// A bound value of any kind.
fn value() -> impl Strategy<Value = Option<Json>> {
    let text = || proptest::sample::select(TEXTS).prop_map(Json::from);
    prop_oneof![
        1 => Just(None),
        1 => Just(Some(Json::Null)),
        1 => any::<bool>().prop_map(|flag| Some(Json::from(flag))),
        1 => proptest::sample::select(&[0.0, 1.0, 2.5, 3.0][..]).prop_map(|number| Some(json!(number))),
        1 => (0_i64..4).prop_map(|number| Some(json!(number))),
        3 => text().prop_map(Some),
        4 => proptest::collection::vec(text(), 0..4).prop_map(|texts| Some(Json::Array(texts))),
        1 => Just(Some(json!(["a", null, 1, ["b"], true]))),
        1 => Just(Some(json!({"a": "b"}))),
    ]
}

/// An environment for all keys.
pub fn environment() -> impl Strategy<Value = Json> {
    (proptest::collection::vec(value(), 8), clock::world()).prop_map(|(values, (now, zone))| {
        let mut environment = json!({"identity": {}, "values": {}, "request": {}, "auth": {}, "now": now, "tz": zone});
        let keys = [
            "identity.teams",
            "identity.name",
            "identity.flag",
            "values.list",
            "values.one",
            "values.n",
        ];
        for (key, value) in keys
            .iter()
            .chain(&["request.remote_addr", "auth.signature"])
            .zip(values)
        {
            let (section, key) = key.split_once('.').expect("a key has a section");
            if let Some(value) = value {
                environment[section][key] = value;
            }
        }
        environment
    })
}
