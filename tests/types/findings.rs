//! What is found, and what is not: each line is a rule and the codes that it raises.

use rulec::compile::front;
use rulec::types::{self, Types};
use rulec::{Dialect, Limits, Schema, Source};

fn schema(dialect: Dialect) -> Schema {
    match dialect {
        Dialect::JavaScript => {
            Schema::kinetic_core(&["identity", "space", "kapp", "form", "submission", "values", "user"])
        }
        Dialect::Ruby => Schema::kinetic_task(),
    }
}

fn checked(dialect: Dialect, text: &str) -> (Types, Vec<rulec::Diagnostic>) {
    let source = Source {
        name: "rule".to_owned(),
        text: text.to_owned(),
        dialect,
    };
    let schema = schema(dialect);
    let (hir, report) = front(&source, &schema, &Limits::default());
    let hir = hir.unwrap_or_else(|| panic!("{text}: {report:?}"));
    let types = types::check(&hir, &schema);
    assert!(types.is_complete(), "{text}");
    let found = types::findings(&hir, &schema, &types);
    (types, found)
}

fn raises(dialect: Dialect, cases: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (text, expected) in cases {
        let (_, found) = checked(dialect, text);
        let codes: Vec<&str> = found.iter().map(|found| found.code.number()).collect();
        if codes != *expected {
            wrong.push(format!("{text}\n    raises {codes:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn javascript() {
    raises(
        Dialect::JavaScript,
        &[
            // Values that can be absent.
            ("identity('teams').includes('HR')", &[]),
            ("identity('email').endsWith('@a.b')", &["W1002"]),
            ("identity('attribute:Manager').includes('bob')", &["W1002"]),
            ("identity('attributes')['Manager'].includes('bob')", &["W1002"]),
            ("identity('attributes').Manager.includes('bob')", &["W1002"]),
            (
                "identity('attributes').Manager ? identity('attributes').Manager.includes('bob') : false",
                &[],
            ),
            ("(identity('attribute:Manager') || []).includes('bob')", &[]),
            ("(identity('attribute:Manager') ?? []).includes('bob')", &[]),
            ("identity('attribute:Manager')?.includes('bob') === true", &[]),
            (
                "identity('attribute:A') !== undefined && identity('attribute:A').length > 0",
                &[],
            ),
            (
                "identity('attribute:A') === undefined || identity('attribute:A').length > 0",
                &[],
            ),
            (
                "typeof identity('attribute:A') !== 'undefined' && identity('attribute:A').length > 0",
                &[],
            ),
            (
                "identity('attribute:A') instanceof Array && identity('attribute:A').includes('x')",
                &[],
            ),
            (
                "Array.isArray(identity('attribute:A')) && identity('attribute:A').includes('x')",
                &[],
            ),
            (
                "!!identity('attribute:A') && identity('attribute:A').includes('x')",
                &[],
            ),
            (
                "Boolean(identity('attribute:A')) && identity('attribute:A').includes('x')",
                &[],
            ),
            (
                "!identity('attribute:A') ? false : identity('attribute:A').includes('x')",
                &[],
            ),
            (
                "var m = identity('attribute:A'); m !== undefined && m.includes('x')",
                &[],
            ),
            (
                "var m = identity('attribute:A'); m !== null && m.includes('x')",
                &["W1002"],
            ),
            ("var m = identity('attribute:A') || []; m.includes('x')", &[]),
            ("values('A', []).length > 0", &["W1002"]),
            (
                "identity('authenticated') && identity('username').startsWith('svc-')",
                &[],
            ),
            ("!identity('anonymous') && identity('username').startsWith('svc-')", &[]),
            ("identity('anonymous') || identity('username').startsWith('svc-')", &[]),
            (
                "(function () { if (identity('anonymous')) return false; return identity('email').endsWith('x') })()",
                &[],
            ),
            (
                "(function () { var e = identity('email'); if (!e) { return false; } return e.endsWith('x') })()",
                &[],
            ),
            (
                "(function () { var e = identity('email'); if (!e) { throw 'no' } return e.endsWith('x') })()",
                &[],
            ),
            (
                "(function () { var e = identity('email'); return e.endsWith('x') })()",
                &["W1002"],
            ),
            (
                "(function () { var has = function (l, v) { return l.includes(v) }; return has(identity('attribute:A'), 'x') })()",
                &["W1002"],
            ),
            (
                "(function () { var has = function (l, v) { return l instanceof Array && l.includes(v) }; return has(identity('attribute:A'), 'x') })()",
                &[],
            ),
            (
                "identity('attribute:A').filter(t => t.startsWith('x')).length > 0",
                &["W1002"],
            ),
            ("identity('teams').some(t => t.startsWith('Role::'))", &[]),
            (
                "switch (identity('email')) { case null: case undefined: false; break; default: identity('email').endsWith('x') }",
                &[],
            ),
            // Methods that do not exist.
            ("identity('teams').contains('HR')", &["W1003"]),
            ("identity('teams').toLowerCase() === 'hr'", &["W1003"]),
            ("identity('teams').some(t => t.contains('HR'))", &["W1003"]),
            ("values('Status').toLowerCase() === 'open'", &["W1002"]),
            ("'a'.include('a')", &["W1003"]),
            // Comparisons.
            ("identity('teams') === 'HR'", &["W1005"]),
            ("identity('teams') == 'HR'", &["W1005"]),
            ("identity('attribute:Role') == 'Admin'", &["W1005"]),
            ("'Admin' !== identity('attribute:Role')", &["W1005"]),
            ("identity('teams')[0] === 'HR'", &[]),
            ("identity('spaceAdmin') === 'true'", &["W1004"]),
            ("identity('spaceAdmin') == 'true'", &["W1004"]),
            ("identity('spaceAdmin') == true", &[]),
            ("identity('username') === 1", &["W1004"]),
            ("identity('teams').length === '2'", &["W1004"]),
            ("submission('coreState') == 'draft'", &["W1010"]),
            ("submission('coreState') == 'Draft'", &[]),
            ("submission('createdBy') == identity('username')", &["W1006"]),
            (
                "identity('username') && submission('createdBy') == identity('username')",
                &["W1008"],
            ),
            (
                "!submission('anonymous') && submission('createdBy') == identity('username')",
                &[],
            ),
            (
                "submission('anonymous') && submission('sessionToken') == identity('sessionToken')",
                &["W1006"],
            ),
            ("submission('createdBy') !== identity('username')", &[]),
            ("identity('email') == null", &[]),
            // Truth and results.
            ("identity('teams') ? true : false", &["W1007"]),
            ("!identity('teams')", &["W1007"]),
            ("identity('teams') && identity('teams').includes('HR')", &[]),
            ("identity('username')", &["W1008"]),
            ("identity('teams').find(t => t === 'HR')", &["W1008"]),
            ("identity('teams').indexOf('HR')", &["W1008"]),
            ("identity('authenticated')", &[]),
            ("var x = null; x.length === 1", &["W1009"]),
            ("var x; x.length === 1", &["W1009"]),
            ("(function () { throw new Error('x') })()", &["W1011"]),
            ("true", &[]),
            // A helper of the rule's own is written for more than its calls.
            (
                "(function () { var is = function (a) { return a === null || a === undefined }; return is(identity('teams')) })()",
                &[],
            ),
        ],
    );
}

#[test]
fn ruby() {
    raises(
        Dialect::Ruby,
        &[
            ("@identity.teams.include?('HR')", &[]),
            ("@identity.username.start_with?('svc')", &["W1002"]),
            ("@identity.username&.start_with?('svc') == true", &[]),
            ("!@identity.username.nil? && @identity.username.start_with?('svc')", &[]),
            (
                "@identity.username && @identity.username.start_with?('svc') ? true : false",
                &[],
            ),
            (
                "return false if @identity.username.nil?\n@identity.username.start_with?('svc')",
                &[],
            ),
            (
                "return false unless @identity.username\n@identity.username.start_with?('svc')",
                &[],
            ),
            (
                "x = @identity.username\ncase x\nwhen String then x.start_with?('svc')\nelse false\nend",
                &[],
            ),
            (
                "x = @identity.username\ncase x\nwhen nil then false\nelse x.start_with?('svc')\nend",
                &[],
            ),
            ("x = @identity.username\nx.is_a?(String) && x.start_with?('svc')", &[]),
            ("x = @identity.username || ''\nx.start_with?('svc')", &[]),
            (
                "def has(l, v)\n  l.include?(v)\nend\nhas(@identity.username, 'x')",
                &["W1002"],
            ),
            ("@request.get_header('X').split(', ').first == 'a'", &["W1002"]),
            ("@request.get_header('X')&.split(', ').first == 'a'", &[]),
            (
                "['127.0.0.1'].include?(!@request.get_header('X').nil? ? @request.get_header('X').split(', ').first : @request.get_remote_addr())",
                &[],
            ),
            ("@identity.teams.includes('HR')", &["W1003"]),
            ("@identity.teams.downcase.include?('hr')", &["W1003"]),
            ("@identity.teams.any? { |t| t.starts_with?('Role') }", &["W1003"]),
            ("nil.include?('x')", &["W1009"]),
            ("@identity.teams == 'HR'", &["W1005"]),
            ("@auth.validate_signature('k') == 'true'", &["W1004"]),
            ("@identity.get_property('spaceAdmin') == 'true'", &[]),
            ("@identity.get_property('spaceAdmin') == true", &["W1004"]),
            ("@identity.username == @request.get_header('X-User')", &["W1006"]),
            (
                "!@identity.username.nil? && @identity.username == @request.get_header('X-User')",
                &[],
            ),
            ("@identity.teams ? true : false", &["W1007"]),
            ("@identity.username", &["W1008"]),
            ("@identity.get_property('spaceAdmin')", &["W1008"]),
            ("raise 'no'", &["W1011"]),
            (
                "@identity.is_member_of?('HR') && ['127.0.0.1'].include?(@request.remote_addr)",
                &[],
            ),
            (
                "range = IPAddr.new('192.168.1.0/24')\nrange.include?(@request.remote_addr)",
                &[],
            ),
        ],
    );
}

#[test]
fn the_place_where_a_value_can_be_absent_is_told() {
    let (_, found) = checked(
        Dialect::JavaScript,
        "var mail = identity('email');\nmail.endsWith('@a.b')",
    );
    assert_eq!(
        found[0].related[0].1,
        "`identity('email')` can be absent when the caller is anonymous"
    );
    assert_eq!(found[0].related[0].0.start, 11);
}

#[test]
fn javascript_proofs() {
    let proof = |text: &str| checked(Dialect::JavaScript, text).0.proof().clone();
    let safe = proof("identity('teams').includes('HR') && identity('spaceAdmin')");
    assert!(safe.never_throws && safe.never_faults && safe.never_loops && safe.always_boolean);
    assert_eq!(proof("identity('teams').length >= 0 || true").constant, Some(true));
    assert_eq!(proof("identity('teams') ? true : false").constant, Some(true));
    assert_eq!(
        proof("typeof identity('teams') === 'undefined' || false").constant,
        None
    );
    assert_eq!(proof("identity('teams') === undefined || false").constant, Some(false));
    assert!(!proof("identity('email').length").never_throws);
    assert!(proof("null.x").always_fails);
    assert!(!proof("for (;;) {}").never_loops);
    // A list may be changed behind the walk's back.
    assert!(!proof("var a = ['x']; a[identity('username')] = 1; a.includes('x')").never_throws);
}

#[test]
fn anonymous_callers() {
    let prove = |text: &str| {
        let schema = schema(Dialect::JavaScript);
        let source = Source::javascript("rule", text);
        let (hir, _) = front(&source, &schema, &Limits::default());
        types::prove(&hir.expect("the rule compiles"), &schema)
    };
    assert_eq!(prove("identity('authenticated')").anonymous.constant, Some(false));
    assert_eq!(prove("identity('authenticated')").all.constant, None);
    assert!(prove("identity('email').endsWith('x')").anonymous.always_fails);
    assert!(!prove("identity('email').endsWith('x')").all.always_fails);
}

#[test]
fn deep_rules_fit_on_a_small_stack() {
    let nested = |open: &str, inner: &str, close: &str, times: usize| {
        format!("{}{inner}{}", open.repeat(times), close.repeat(times))
    };
    let texts = [
        nested("!", "identity('email')", "", 200),
        nested("[", "1", "]", 200),
        nested("(identity('email') ? ", "1", " : 2)", 200),
        nested("(identity('email') && ", "1", ")", 200),
        nested("(function () { return ", "1", " })()", 60),
        nested("[1].some(function (t) { return ", "t", " })", 60),
        nested("`${", "1", "}`", 100),
        nested("try { ", "1", " } finally { 2 }", 100),
        nested("for (;;) { ", "1", " break }", 100),
        vec!["identity('email')"; 400].join(" + "),
        vec!["identity('email')"; 2_000].join(" || "),
    ];
    for text in texts {
        let source = Source::javascript("rule", text);
        let schema = schema(Dialect::JavaScript);
        let (hir, _) = front(&source, &schema, &Limits::default());
        let Some(hir) = hir else { continue };
        let types = types::check(&hir, &schema);
        types::findings(&hir, &schema, &types);
    }
}
