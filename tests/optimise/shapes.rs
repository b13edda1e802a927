//! Draws questions that search lists by conditions of any shape, over lists that were made plain in any way.

use proptest::prelude::*;
use proptest::strategy::Union;

/// How a language writes what is drawn.
pub struct Style {
    /// Keys of bindings as the rule reads them.
    pub keys: &'static [&'static str],
    /// Conditions about an element `t`, of a text `$a`, texts `$l` and keys `$k` and `$m`.
    pub leaves: &'static [&'static str],
    /// A condition about an element by one of another list, `$p`, which knows `t`.
    pub inner: &'static str,
    /// Conditions of others, `$p`, `$q` and `$r`.
    pub joins: &'static [&'static str],
    /// Lists of a key, texts, and a condition of elements.
    pub lists: &'static [&'static str],
    /// Questions of a list `$x`, another `$y`, and conditions.
    pub questions: &'static [&'static str],
    /// What a helper does with its parameters `a` and `b` before it asks `$p` of them, given `$k` and `$m`.
    pub helpers: &'static [&'static str],
}

const TEXTS: &[&str] = &["'a'", "'b'", "'HR'", "''", "'10.0.0.7'"];

pub const JAVASCRIPT: Style = Style {
    keys: &[
        "identity('teams')",
        "identity('name')",
        "values('list')",
        "values('one')",
    ],
    leaves: &[
        "t === $a",
        "t != $a",
        "$l.includes(t)",
        "$l.indexOf(t) < 0",
        "$k.includes(t)",
        "$k.indexOf(t) !== -1",
        "$k === t",
        "t == $k",
        "t !== $k",
        "t.startsWith($a)",
        "$k === $a",
        "$k == null",
        "/^a/.test(t)",
        "$k instanceof Array",
        "$k.includes($a)",
        "t === undefined",
        "t.length > 0",
        "t",
        "true",
        "false",
    ],
    inner: "$k.some(u => u === t || $p)",
    joins: &["!($p)", "($p && $q)", "($p || $q)", "($p ? $q : $r)"],
    lists: &[
        "$k",
        "$k",
        "($k || [])",
        "(Array.isArray($k) ? $k : [$k])",
        "($k instanceof Array ? $k : [])",
        "($k == null ? [] : $k)",
        "$l",
        "[$k, $a]",
        "[].concat($k)",
        "$k.filter(t => $p)",
    ],
    questions: &[
        "$x.some(t => $p)",
        "$x.every(function(t) { return $p; })",
        "$x.find(t => $p) !== undefined",
        "$x.find(t => $p) == null",
        "$x.filter(t => $p).length > 0",
        "$x.filter(t => $p).length === 0",
        "$x.findIndex(t => $p) < 0",
        "$x.findIndex(t => $p) !== -1",
        "$x.includes($k)",
        "$x.indexOf($a) >= 0",
        "$x.length === 0",
        "hasIntersection($x, $y)",
        "hasIntersection($k, $m)",
        "(function() { var f = false; $x.forEach(function(t) { if ($p) { f = true; } }); return f; })()",
        "(function() { var x = $x; for (var i = 0; i < x.length; i++) { var t = x[i]; if ($p) { return $q; } } return $k == null; })()",
        "(function() { for (const t of $x) { if ($p) { continue; } if ($q) { return true; } break; } return false; })()",
        "(function() { for (const t of $x) { if ($p) { return false; } if ($q) { return true; } } return $k === $a; })()",
        "(function() { var p = null, d = false; for (const t of $x) { if (p === t) { d = true; } p = t; } return d; })()",
        "(function() { let seen = false; for (const t of $x) { if (seen) { return $p; } if ($q) { seen = true; } } return seen; })()",
        "(function() { var n = 0, x = $x; for (var i = 0; i < x.length; i++) { var t = x[i]; if ($p) { n = 1; } else if ($q) { n = 0; } } return n === 1; })()",
        "(function() { var f = false, g = false; for (const t of $x) { if ($p) { f = true; } if ($q) { g = true; } } return f && !g; })()",
        "(function() { var f = false; $x.forEach(t => { f = $p; }); return f; })()",
        "(function() { let n = 0; for (const t of $x) { if ($p) { n = 1; break; } } return n > 0; })()",
    ],
    helpers: &[
        "(function(a, b) { return $p; })($k, $m)",
        "(function(a, b) { a = a || []; b = b || []; return $p; })($k, $m)",
        "(function(a, b) { if (a == null || b == null) { return false; } return $p; })($k, $m)",
        "(function(a, b) { if (!(a instanceof Array)) { a = [a]; } b = Array.isArray(b) ? b : [b]; return $p; })($k, $m)",
        "((a, b) => a === undefined ? b == null : $p)($k, $m)",
        "(function(a, b) { var r = $p; if (r) { return r; } return a === b; })($k, $m)",
    ],
};

pub const RUBY: Style = Style {
    keys: &["@identity.teams", "@identity.name", "@identity.flag"],
    leaves: &[
        "t == $a",
        "t != $a",
        "$l.include?(t)",
        "!$l.include?(t)",
        "$k.include?(t)",
        "$k == t",
        "t != $k",
        "t.start_with?($a)",
        "t.end_with?($a)",
        "$k == $a",
        "$k.nil?",
        "t.nil?",
        "t.empty?",
        "t.match?(/\\Aa/)",
        "$k.include?($a)",
        "@identity.is_member_of($a)",
        "t",
        "true",
        "nil",
    ],
    inner: "$k.any? { |u| u == t || $p }",
    joins: &[
        "!($p)",
        "($p && $q)",
        "($p || $q)",
        "($p ? $q : $r)",
        "(if $p then $q end)",
        "(unless $p then $q else $r end)",
        "(not $p)",
    ],
    lists: &[
        "$k",
        "$k",
        "$k",
        "($k || [])",
        "($k.nil? ? [] : $k)",
        "$l",
        "[$k, $a]",
        "($k & $l)",
        "$k.select { |t| $p }",
    ],
    questions: &[
        "$x.any? { |t| $p }",
        "$x.all? { |t| $p }",
        "$x.none? { |t| $p }",
        "$x.find { |t| $p }.nil?",
        "!$x.detect { |t| $p }",
        "$x.select { |t| $p }.any?",
        "$x.select { |t| $p }.empty?",
        "$x.include?($k)",
        "$x.include?($a)",
        "$x.empty?",
        "$x.any?",
        "($x & $l).any?",
        "(case $k when $a then true when nil then false else true end)",
    ],
    helpers: &[
        "(h = ->(a, b) { $p }; h.call($k, $m))",
        "(a = $k; b = $m; a.nil? ? false : $p)",
        "(a = $k || []; b = $m; $p)",
    ],
};

fn key(style: &'static Style) -> impl Strategy<Value = String> {
    proptest::sample::select(style.keys).prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    proptest::sample::select(TEXTS).prop_map(str::to_owned)
}

fn texts() -> impl Strategy<Value = String> {
    proptest::collection::vec(text(), 0..3).prop_map(|texts| format!("[{}]", texts.join(", ")))
}

/// One of these, with a text, texts and two keys filled in.
fn one_of(style: &'static Style, templates: &'static [&'static str]) -> impl Strategy<Value = String> {
    let template = proptest::sample::select(templates);
    (template, text(), texts(), key(style), key(style)).prop_map(|(template, a, l, k, m)| {
        let filled = template.replace("$a", &a).replace("$l", &l);
        filled.replace("$k", &k).replace("$m", &m)
    })
}

/// With conditions in place of `$p`, `$q`, `$r`.
fn with(template: &str, [p, q, r]: &[String; 3]) -> String {
    template.replace("$p", p).replace("$q", q).replace("$r", r)
}

/// A condition about an element `t`.
fn condition(style: &'static Style) -> BoxedStrategy<String> {
    one_of(style, style.leaves)
        .prop_recursive(3, 8, 3, move |inner| {
            let three = [inner.clone(), inner.clone(), inner.clone()];
            let joined = (one_of(style, style.joins), three).prop_map(|(join, parts)| with(&join, &parts));
            let of_two =
                (key(style), inner).prop_map(move |(key, p)| style.inner.replace("$k", &key).replace("$p", &p));
            prop_oneof![4 => joined, 1 => of_two]
        })
        .boxed()
}

/// A question that searches.
fn search(style: &'static Style) -> BoxedStrategy<String> {
    let list = move || (one_of(style, style.lists), condition(style)).prop_map(|(list, p)| list.replace("$p", &p));
    let three = [condition(style), condition(style), condition(style)];
    (one_of(style, style.questions), list(), list(), three)
        .prop_map(|(question, x, y, parts)| with(&question, &parts).replace("$x", &x).replace("$y", &y))
        .boxed()
}

/// A question of a rule.
pub fn question(style: &'static Style) -> impl Strategy<Value = String> {
    let helped = (
        proptest::sample::select(style.helpers),
        key(style),
        key(style),
        search(style),
    )
        .prop_map(|(helper, k, m, search)| {
            let asked = search.replace(&k, "a").replace(&m, "b");
            helper.replace("$k", &k).replace("$m", &m).replace("$p", &asked)
        });
    Union::new_weighted(vec![(2, search(style)), (1, helped.boxed())])
}
