//! Hostile input: whatever a text is and does, it ends in a diagnostic, a throw, a fault or a value, on a small stack and in
//! small memory. A panic or an overflow of the stack fails the whole test.

use std::thread;

use rulec::batch::Batch;
use rulec::compile::Options;
use rulec::{Dialect, Environment, Limits, Source};
use serde_json::Value as Json;

/// How often each shape is repeated: well beyond `Limits::nesting`, small enough for a build without optimisations.
const TIMES: usize = 3_000;

/// Limits that a run reaches soon.
fn small() -> Options {
    Options {
        limits: Limits {
            fuel: 200_000,
            memory: 4 << 20,
            ..Limits::default()
        },
        ..Options::default()
    }
}

/// The answers for several texts, in a thread with the stack that threads of hosts often have.
fn answers(dialect: Dialect, texts: Vec<(String, String)>) -> Vec<(String, Json)> {
    thread::Builder::new()
        .stack_size(2 << 20)
        .spawn(move || {
            let batch = Batch::new(small());
            let environment = Environment::default();
            texts
                .into_iter()
                .map(|(name, text)| {
                    let source = Source { name, text, dialect };
                    let answer = batch.evaluate(&source, &environment);
                    (source.name, answer)
                })
                .collect()
        })
        .expect("a thread can be started")
        .join()
        .expect("nothing panics")
}

/// What an answer is: `value`, `SyntaxError`, `TypeError`, `E0602`, `F0901`.
fn kind(answer: &Json) -> String {
    let text = |pointer: &str| answer.pointer(pointer).and_then(Json::as_str).map(str::to_owned);
    if answer.get("value").is_some() {
        return "value".to_owned();
    }
    text("/fault/code")
        .or_else(|| text("/throws"))
        .or_else(|| text("/diagnostics/0/code"))
        .unwrap_or_default()
}

/// Shapes with what each side of the middle is repeated: every one must end, none may be too much for the stack.
fn nest(dialect: Dialect, shapes: &[(&str, &str, &str)]) {
    for times in [10, 120, 250, 300, TIMES] {
        let texts = shapes
            .iter()
            .map(|(open, middle, close)| {
                let text = format!("{}{middle}{}", open.repeat(times), close.repeat(times));
                (format!("{times} times `{open}`"), text)
            })
            .collect();
        for (name, answer) in answers(dialect, texts) {
            assert_ne!(kind(&answer), "", "{name}: {answer}");
        }
    }
}

#[test]
fn nested_javascript_ends() {
    nest(
        Dialect::JavaScript,
        &[
            ("(", "1", ")"),
            ("(", "", ""),
            ("", "", ")"),
            ("[", "", "]"),
            ("[", "", ""),
            ("{", "", "}"),
            ("{", "", ""),
            ("({a:", "1", "})"),
            ("(function(){", "", "})"),
            ("(function(){return ", "1", "})()"),
            ("x=>", "1", ""),
            ("x=>{return ", "1", "}"),
            ("(a=", "1", ")=>1"),
            ("!", "1", ""),
            ("- ", "1", ""),
            ("~", "1", ""),
            ("typeof ", "1", ""),
            ("new ", "Date", ""),
            ("`${", "1", "}`"),
            ("[...", "[]", "]"),
            ("({...", "1", "})"),
            ("({[", "1", "]:1})"),
            ("if(1)", "1", ""),
            ("if(1){", "1", "}"),
            ("if(0){}else ", "1", ""),
            ("for(;0;)", "1", ""),
            ("while(0)", "1", ""),
            ("do ", "1", " while(0);"),
            ("switch(1){case 1:", "1", "}"),
            ("try{", "1", "}catch(e){}"),
            ("try{", "1", "}finally{}"),
            ("0?1:", "2", ""),
            ("1?", "2", ":3"),
            ("a=", "1", ""),
            ("[a]=", "[1]", ""),
            ("var {a:", "1", "}=1"),
            ("async ", "x", ""),
            ("class A{", "", "}"),
            ("'", "", ""),
            ("\\", "", ""),
            ("/", "", ""),
            ("/*", "", ""),
            ("\0", "", ""),
            ("@ ", "", ""),
            ("😀", "", ""),
            ("(;", "", ""),
            ("(]", "", ""),
        ],
    );
}

#[test]
fn nested_ruby_ends() {
    nest(
        Dialect::Ruby,
        &[
            ("(", "1", ")"),
            ("(", "", ""),
            ("", "", ")"),
            ("[", "", "]"),
            ("[", "", ""),
            ("{", "", "}"),
            ("{", "", ""),
            ("{a: ", "1", "}"),
            ("begin\n", "1\n", "end\n"),
            ("begin ", "", ""),
            ("", "", "end "),
            ("if true\n", "1\n", "end\n"),
            ("if nil\n1\nels", "e\n2\nend", ""),
            ("unless nil\n", "1\n", "end\n"),
            ("while false\n", "1\n", "end\n"),
            ("case 1\nwhen 1\n", "2\n", "end\n"),
            ("def f\n", "1\n", "end\n"),
            ("->{", "1", "}"),
            ("[1].each { |x| ", "1", "}"),
            ("[1].each do |x| ", "1", " end"),
            ("begin\n", "1\n", "rescue\nend\n"),
            ("begin\n", "1\n", "ensure\n2\nend\n"),
            ("!", "1", ""),
            ("not ", "1", ""),
            ("-", "1", ""),
            ("~", "1", ""),
            ("defined? ", "a", ""),
            ("\"#{", "1", "}\""),
            ("\"#{", "", ""),
            ("[*", "[]", "]"),
            ("nil ? 1 : ", "2", ""),
            ("1 ? ", "2", " : 3"),
            ("a=", "1", ""),
            ("(a,", "b", ")=1"),
            ("", "1", " if true"),
            ("", "1", " rescue 2"),
            ("%(", "", ")"),
            ("'", "", ""),
            ("\\", "", ""),
            ("\0", "", ""),
            ("@", "", ""),
            ("$", "", ""),
            ("😀", "", ""),
            ("(]", "", ""),
            ("class A\n", "", "end\n"),
            ("<<A\n", "", ""),
        ],
    );
}

#[test]
fn long_chains_end() {
    let join = |term: &str, operator: &str| vec![term; TIMES].join(operator);
    let javascript = ["||", "&&", "??", "+", "*", "**", "<", "==", ",", ";", "\n"];
    let texts = javascript
        .iter()
        .map(|operator| ((*operator).to_owned(), join("1", operator)))
        .chain([
            ("members".to_owned(), format!("var a = {{}}; a{}", "?.b".repeat(TIMES))),
            ("calls".to_owned(), format!("'a'{}", ".trim()".repeat(TIMES))),
            ("elements".to_owned(), format!("[{}].length", join("1", ","))),
            (
                "else if".to_owned(),
                format!("if(0){{}}{}", "else if(0){}".repeat(TIMES)),
            ),
            (
                "cases".to_owned(),
                format!("switch(1){{{}}}", "case 2:3;".repeat(TIMES)),
            ),
        ])
        .collect();
    for (name, answer) in answers(Dialect::JavaScript, texts) {
        let flat = matches!(
            name.as_str(),
            "||" | "&&" | "??" | "," | ";" | "\n" | "elements" | "cases"
        );
        let kind = kind(&answer);
        assert!(kind == "value" || !flat && kind == "E0602", "{name}: {answer}");
    }
    let ruby = ["||", "&&", " or ", " and ", "+", "*", "<<", "\n", ";"];
    let texts = ruby
        .iter()
        .map(|operator| ((*operator).to_owned(), join("1", operator)))
        .chain([
            ("calls".to_owned(), format!("'a'{}", ".strip".repeat(TIMES))),
            ("elements".to_owned(), format!("[{}].size", join("1", ","))),
            (
                "elsif".to_owned(),
                format!("if nil\n1\n{}end", "elsif nil\n1\n".repeat(TIMES)),
            ),
            (
                "whens".to_owned(),
                format!("case 1\n{}end", "when 2\n3\n".repeat(TIMES)),
            ),
            (
                "conditions".to_owned(),
                format!("case 1\nwhen {}\n3\nend", join("2", ",")),
            ),
        ])
        .collect();
    for (name, answer) in answers(Dialect::Ruby, texts) {
        let nested = matches!(name.as_str(), "+" | "*" | "<<" | "calls" | "elsif");
        let kind = kind(&answer);
        assert!(kind == "value" || nested && kind == "E0602", "{name}: {answer}");
    }
}

#[test]
fn bytes_that_are_no_rule_are_answered() {
    let batch = Batch::new(small());
    let deep = format!(
        r#"{{"id": 1, "lang": "js", "source": "1", "env": {{"identity": {}1{}}}}}"#,
        "[".repeat(TIMES),
        "]".repeat(TIMES)
    );
    let wide = format!(
        r#"{{"id": 1, "lang": "js", "source": "1", "env": {{"identity": {{"teams": [{}1]}}}}}}"#,
        "1,".repeat(TIMES)
    );
    let lines: [(&[u8], &str); 9] = [
        (b"", "error"),
        (b"\0\0\0", "error"),
        (b"\xFF\xFE{}", "error"),
        (b"{\"lang\": \"js\", \"source\": \"\\ud800\"}", "error"),
        (b"{\"lang\": \"js\", \"source\": \"1\\u0000\"}", "throws"),
        (
            b"{\"lang\": \"ruby\", \"source\": \"1\", \"env\": {\"now\": 1e308}}",
            "value error",
        ),
        (
            b"{\"lang\": \"ruby\", \"source\": \"Time.now.year\", \"env\": {\"now\": -1e300}}",
            "value error fault",
        ),
        (deep.as_bytes(), "error"),
        (wide.as_bytes(), "value"),
    ];
    for (line, expected) in lines {
        let answer = batch.answer_bytes(line);
        let json: Json = serde_json::from_str(&answer).expect("an answer is JSON");
        assert!(
            expected.split(' ').any(|key| json.get(key).is_some()),
            "{} is to be answered with {expected}: {answer}",
            String::from_utf8_lossy(line)
        );
    }
}

#[test]
fn a_text_beyond_the_limit_is_not_read() {
    let text = " ".repeat(Limits::default().source_bytes + 1);
    for dialect in [Dialect::JavaScript, Dialect::Ruby] {
        for (_, answer) in answers(dialect, vec![("long".to_owned(), text.clone())]) {
            assert_eq!(kind(&answer), "E0601");
        }
    }
}

/// Texts that never end, or ask for more than there is, with what stops them; `spent` is fuel or memory, whichever ends first.
fn stops(dialect: Dialect, cases: &[(&str, &str)]) {
    let texts = cases
        .iter()
        .map(|(text, _)| ((*text).to_owned(), (*text).to_owned()))
        .collect();
    for ((name, answer), (_, expected)) in answers(dialect, texts).into_iter().zip(cases) {
        let kind = kind(&answer);
        let spent = matches!(kind.as_str(), "F0901" | "F0902");
        assert!(
            expected
                .split(' ')
                .any(|expected| kind == expected || spent && expected == "spent"),
            "{name} is to end with {expected}: {answer}"
        );
    }
}

#[test]
fn javascript_that_never_ends_is_stopped() {
    stops(
        Dialect::JavaScript,
        &[
            ("while (true) {}", "F0901"),
            ("for (;;);", "F0901"),
            ("function f() { return f() } f()", "F0903"),
            ("function f() { return g() } function g() { return f() } f()", "F0903"),
            ("function f() { return [1].map(f) } f()", "F0903"),
            ("function f() { return [2, 1].sort(f) } f()", "F0903"),
            (
                "function f() { try { return f() } catch (e) { return f() } } f()",
                "F0903",
            ),
            ("function f() { try { f() } finally { f() } } f()", "F0903"),
            ("var o = { toString: function () { return '' + o } }; '' + o", "F0903"),
            ("var o = { valueOf: function () { return +o } }; +o", "F0903"),
            (
                "var o = { toJSON: function () { return { a: o } } }; JSON.stringify(o)",
                "F0903",
            ),
            ("var o = {}; o.o = o; JSON.stringify(o)", "TypeError"),
            ("var o = []; for (var i = 0; i < 1e4; i++) o = [o]; String(o)", "F0903"),
            (
                "var o = []; for (var i = 0; i < 1e4; i++) o = [o]; o.flat(Infinity)",
                "F0903",
            ),
            ("var o = {}; for (var i = 0; i < 1e4; i++) o = { o: o }; o", "F0903"),
            ("var s = 'ab'; while (true) s += s", "spent"),
            ("var a = [1]; for (;;) a = a.concat(a)", "spent"),
            ("var a = []; for (;;) a.push(a)", "spent"),
            ("var o = {}; for (var i = 0; ; i++) o['k' + i] = i", "spent"),
            ("'x'.repeat(1e9)", "spent RangeError"),
            ("'a'.padEnd(1e9)", "spent RangeError"),
            ("new Array(1e9).fill(0)", "spent"),
            ("new Array(4e9).join('abc')", "spent RangeError"),
            ("var a = []; a[4e9] = 1; a.map(x => x)", "spent"),
            ("Array.from({ length: 4e9 })", "spent"),
            ("Math.max.apply(null, { length: 1e9 })", "spent"),
            ("JSON.parse('['.repeat(1e5))", "SyntaxError F0903"),
            ("JSON.parse('['.repeat(1e5) + ']'.repeat(1e5))", "F0903"),
            ("/(a+)+$/.test('a'.repeat(5000) + 'b')", "value"),
            ("/(.*)*(.*)*(.*)*x/.test('a'.repeat(500))", "value"),
            ("/((a{100}){100}){100}/.test('a')", "E0304"),
            ("new RegExp('('.repeat(1e6))", "spent SyntaxError"),
            ("new Date(8.64e15 + 1).getTime()", "value"),
            ("Date.UTC(1e9, 1e9)", "value"),
            ("var a = [1]; for (var x of a) a.push(x)", "spent"),
            (
                "var s = new Set([1]); for (var x of s) { s.delete(x); s.add(x) }",
                "spent",
            ),
            ("[3, 2, 1].sort(function () { for (;;); })", "F0901"),
            ("for (;;) { try { throw 1 } catch (e) {} }", "spent"),
            ("for (;;) new Date(2020, 1, 1).toString()", "spent"),
            ("for (;;) { try { continue } finally { continue } }", "spent"),
            ("l: for (;;) { try { throw 1 } finally { continue l } }", "spent"),
            (
                "var a = [1]; for (var i = 0; i < 60; i++) a = new Array(1000).fill(a); a.flat(Infinity)",
                "spent",
            ),
            (
                "var a = [1]; for (var i = 0; i < 60; i++) a = [a, a, a]; JSON.stringify(a)",
                "spent",
            ),
            ("var s = 'x'; for (;;) s = s.replace(/x/g, '$&$&')", "spent"),
            ("var s = 'x'; for (;;) s = s.split('').join('xx')", "spent"),
            ("JSON.parse('[' + '{},'.repeat(1e7) + '{}]')", "spent"),
            ("`${'x'.repeat(1e6)}`.replace(/(x*)*y/g, '')", "value spent"),
            ("var s = 'x'.repeat(1e6), o = {}; for (;;) o[s]", "F0901"),
            ("var s = 'x'.repeat(1e6); for (;;) identity(s)", "F0901"),
            ("for (var i = 0; ; i++) identity('k' + i)", "spent"),
            ("for (;;) (5e-324).toPrecision(100)", "spent"),
        ],
    );
}

#[test]
fn ruby_that_never_ends_is_stopped() {
    stops(
        Dialect::Ruby,
        &[
            ("loop { }", "F0901"),
            ("while true; end", "F0901"),
            ("def f; f; end; f", "F0903"),
            ("def f; g; end; def g; f; end; f", "F0903"),
            ("def f(x); [1].map { |y| f(y) }; end; f(1)", "F0903"),
            ("def f; [2, 1].sort { |a, b| f }; end; f", "F0903"),
            ("def f; f; rescue Exception; 1; end; f", "F0903"),
            ("f = ->(x) { f.(x) }; f.(1)", "F0903"),
            ("begin; raise 'x'; rescue; retry; end", "spent"),
            ("s = 'ab'; loop { s += s }", "spent"),
            ("s = 'ab'; loop { s << s }", "spent"),
            ("'a' * 10**9", "spent"),
            ("[1] * 10**10", "spent ArgumentError"),
            ("10**10**10", "spent"),
            ("1 << 10**10", "spent"),
            ("x = 3; loop { x = x * x }", "spent"),
            ("'a'.ljust(10**9)", "spent ArgumentError"),
            ("format('%1000000000d', 1)", "spent ArgumentError"),
            ("Array.new(10**9)", "spent ArgumentError"),
            ("a = []; a[10**9] = 1", "spent IndexError"),
            ("a = [1]; loop { a += a }", "spent"),
            ("(1..).to_a", "spent RangeError"),
            ("(1..10**18).to_a", "spent RangeError"),
            ("(1..10**18).each { }", "F0901"),
            ("a = []; 10000.times { a = [a] }; a", "F0903"),
            ("a = []; 10000.times { a = [a] }; a.to_s", "F0903"),
            ("a = [1]; 40.times { a = [a, a] }; a", "spent"),
            ("a = [1]; 40.times { a = [a, a] }; a.flatten.size", "spent"),
            ("a = []; a << a; a.flatten", "ArgumentError"),
            ("h = {}; i = 0; loop { h[i] = i; i += 1 }", "spent"),
            ("i = 0; loop { i += 1; \"a#{i}\".to_sym }", "spent"),
            (
                "h = {}; 2000.times { |i| h[i] = 1 }; while h.shift; end; h.size",
                "value",
            ),
            ("/(a+)+$/.match?('a' * 5000 + 'b')", "value"),
            ("/((a{100}){100}){100}/ =~ 'a'", "spent E0304"),
            ("Regexp.new('(' * 1000000)", "spent RegexpError"),
            ("Time.at(10**30)", "F0904 RangeError value"),
            ("Date.today + 10**15", "F0904 RangeError value"),
            ("'a'.upto('z' * 20) { }", "spent"),
            ("9**9**9**9", "spent"),
            ("(1..100000).inject(:*)", "spent"),
            ("(7**300000).to_s", "spent"),
            ("(1..1000).to_a.product((1..1000).to_a, (1..1000).to_a).size", "spent"),
            ("(1..20).to_a.permutation.to_a.size", "spent"),
            ("(1..60).to_a.combination(30).to_a.size", "spent"),
            ("[1].cycle { }", "spent"),
            ("a = [1]; 60.times { a = [a] * 1000 }; a.flatten", "spent"),
            ("s = 'x'; loop { s = s.gsub('x', 'xx') }", "spent"),
            ("h = Hash.new { |hash, key| hash[key + 1] }; h[1]", "F0903"),
            ("[3, 1].sort { loop { } }", "spent"),
            ("def f; yield; end; f { f { loop { } } }", "spent"),
            ("x = '1' * 100000; Integer(x) * Integer(x)", "value spent"),
            ("l: loop { begin; next; ensure; next; end }", "SyntaxError spent"),
        ],
    );
}

#[test]
fn a_list_that_is_too_large_for_the_general_code_gets_the_answer_of_decision_code() {
    let limits = Limits {
        memory: 1 << 12,
        ..Limits::default()
    };
    let teams: Vec<String> = (0..1_000).map(|number| format!("Team {number}")).collect();
    let ask = |decide| {
        let options = Options {
            decide,
            limits: limits.clone(),
            ..Options::default()
        };
        let line = serde_json::json!({"lang": "js", "source": "identity('teams').includes('Team 999')", "env": {"identity": {"teams": teams}}});
        Batch::new(options).answer(&line.to_string())
    };
    assert_eq!(ask(true), r#"{"value":true,"truthy":true}"#);
    assert_eq!(ask(false), ask(true));
}
