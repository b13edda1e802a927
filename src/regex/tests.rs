//! Checks across the module: the two engines against each other, limits, and refusals by name.

use super::compile::compile;
use super::scratch::{Scratch, StepLimit, Steps};
use super::text::{Input, Points, Scalars, Text, Units};
use super::{
    Anchors, Construct, Error, ErrorKind, Flags, Limits, Options, Regex, backtrack, escape_source, javascript, pike,
    ruby,
};

fn units(text: &str) -> Vec<u16> {
    text.encode_utf16().collect()
}

fn js(pattern: &str, flags: &str) -> Result<Regex, Error> {
    Regex::javascript(&units(pattern), Flags::parse(flags)?, &Limits::default())
}

fn js_error(pattern: &str, flags: &str) -> ErrorKind {
    js(pattern, flags).expect_err(pattern).kind
}

/// The groups that `exec` finds.
fn exec(pattern: &str, flags: &str, text: &str) -> Option<Vec<Option<String>>> {
    let regex = js(pattern, flags).unwrap();
    let text = units(text);
    let mut scratch = Scratch::new();
    let found = regex
        .find_at(Text::Utf16(&text), 0, false, &mut scratch, &mut Steps::new(1 << 20))
        .unwrap();
    let group = |index| {
        scratch
            .group(index)
            .map(|(start, end)| String::from_utf16_lossy(&text[start..end]))
    };
    found.then(|| (0..regex.group_count()).map(group).collect())
}

fn slots<I: Input>(
    engine: impl Fn(&super::Program, I, &mut Scratch) -> Result<bool, StepLimit>,
    program: &super::Program,
    input: I,
) -> Option<Vec<u32>> {
    let mut scratch = Scratch::new();
    engine(program, input, &mut scratch).unwrap().then_some(scratch.slots)
}

fn engines_agree<I: Input>(program: &super::Program, input: I, anchored: bool, what: &str) {
    let steps = || Steps::new(1 << 30);
    let lockstep = slots(|p, i, s| pike::find(p, i, 0, anchored, s, &mut steps()), program, input);
    let memoised = slots(
        |p, i, s| backtrack::find(p, i, 0, anchored, s, &mut steps()),
        program,
        input,
    );
    assert_eq!(lockstep, memoised, "{what}");
}

#[test]
fn both_engines_find_the_same() {
    for line in include_str!("../../tests/regex/javascript.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let (Some(pattern), Some(text)) = (case["p"].as_str(), case["t"].as_str()) else {
            continue;
        };
        let flags = Flags::parse(case["f"].as_str().unwrap()).unwrap();
        let Ok(parsed) = javascript::parse(&units(pattern), flags, &Limits::default()) else {
            continue;
        };
        let program = compile(&parsed.node, parsed.groups, 20_000).unwrap();
        let text = units(text);
        if flags.unicode {
            engines_agree(&program, Points(&text), flags.sticky, line);
        } else {
            engines_agree(&program, Units(&text), flags.sticky, line);
        }
    }
}

#[test]
fn both_engines_find_the_same_in_ruby() {
    for line in include_str!("../../tests/regex/ruby.jsonl").lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let (Some(pattern), Some(text)) = (case["p"].as_str(), case["t"].as_str()) else {
            continue;
        };
        let Ok(parsed) = ruby::parse(pattern, Options::default(), &Limits::default()) else {
            continue;
        };
        let program = compile(&parsed.node, parsed.groups, 20_000).unwrap();
        engines_agree(&program, Scalars(text), false, line);
    }
}

#[test]
fn groups_are_forgotten_in_each_iteration() {
    // Node: /(?:(a)|(b))*/.exec('ab') is ['ab', undefined, 'b'].
    assert_eq!(
        exec("(?:(a)|(b))*", "", "ab"),
        Some(vec![Some("ab".into()), None, Some("b".into())])
    );
    // Node: /(a*)*/.exec('b') is ['', undefined].
    assert_eq!(exec("(a*)*", "", "b"), Some(vec![Some(String::new()), None]));
}

#[test]
fn refusals_have_names() {
    let cases = [
        ("(?=a)", Construct::LookAhead),
        ("(?!a)", Construct::LookAhead),
        ("(?<=a)", Construct::LookBehind),
        ("(?<!a)", Construct::LookBehind),
        (r"(a)\1", Construct::BackReference),
        (r"(?<n>a)\k<n>", Construct::NamedBackReference),
    ];
    for (pattern, construct) in cases {
        assert_eq!(js_error(pattern, ""), ErrorKind::Unsupported(construct), "{pattern}");
    }
    for flag in ["d", "v"] {
        assert_eq!(js_error("a", flag), ErrorKind::Unsupported(Construct::Flag));
    }
    // A pattern that Node refuses is a syntax error even if it also has a construct that is not accepted here.
    assert_eq!(js_error("(?=a)(", ""), ErrorKind::Syntax);
    assert_eq!(js_error(r"(?<n>a)\k<m>", ""), ErrorKind::Syntax);
    for flags in ["gg", "x", "uv", "dd"] {
        assert_eq!(js_error("a", flags), ErrorKind::Syntax, "{flags}");
    }
}

#[test]
fn ruby_refusals_have_names() {
    let cases = [
        ("(?=a)", Construct::LookAhead),
        ("(?<!a)", Construct::LookBehind),
        (r"(a)\1", Construct::BackReference),
        (r"(?<n>a)\k<n>", Construct::NamedBackReference),
        ("(?>a)", Construct::AtomicGroup),
        ("a++", Construct::Possessive),
        ("(?~a)", Construct::AbsenceOperator),
        ("(a)(?(1)b|c)", Construct::Conditional),
        (r"(?<n>a)\g<n>", Construct::SubexpressionCall),
        (r"\Ga", Construct::SearchStart),
        (r"a\Kb", Construct::Keep),
        (r"\X", Construct::GraphemeCluster),
        ("(?:(a)?b?){20}", Construct::EmptyLoop),
        (r"\b.*x", Construct::StarAfterAssertion),
    ];
    for (pattern, construct) in cases {
        let error = Regex::ruby(pattern, Options::default(), &Limits::default()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Unsupported(construct), "{pattern}");
    }
    for pattern in [r"(a)\2", "(?=a)(", r"(?<n>a)\k<m>", r"(?<n>a)(b)\1"] {
        let error = Regex::ruby(pattern, Options::default(), &Limits::default()).unwrap_err();
        assert_eq!(error.kind, ErrorKind::Syntax, "{pattern}");
    }
}

#[test]
fn ruby_folds_to_several_characters() {
    let found = |pattern: &str, text: &str| {
        let options = Options {
            ignore_case: true,
            ..Options::default()
        };
        let regex = Regex::ruby(pattern, options, &Limits::default()).unwrap();
        let mut scratch = Scratch::new();
        let found = regex
            .find_at(Text::Utf8(text), 0, false, &mut scratch, &mut Steps::new(1 << 20))
            .unwrap();
        found.then(|| scratch.group(0)).flatten()
    };
    // Ruby: "Straße" =~ /STRASSE/i, and so on.
    assert_eq!(found("STRASSE", "Straße"), Some((0, 7)));
    assert_eq!(found("ß", "SS"), Some((0, 2)));
    assert_eq!(found("s{2}", "ß"), Some((0, 2)));
    assert_eq!(found("s+s", "ß"), None);
    assert_eq!(found("[ßx]", "ss"), Some((0, 2)));
}

#[test]
fn ruby_counts_with_any_digit() {
    // Ruby: "a" * 1587 =~ /\Aa{٣}\z/ is 0.
    let regex = Regex::ruby(r"\Aa{٣}\z", Options::default(), &Limits::default()).unwrap();
    let find = |length: usize| {
        let text = "a".repeat(length);
        regex
            .find_at(
                Text::Utf8(&text),
                0,
                false,
                &mut Scratch::new(),
                &mut Steps::new(1 << 20),
            )
            .unwrap()
    };
    assert!(find(1587) && !find(3));
}

#[test]
fn size_and_depth_are_bounded() {
    assert_eq!(js_error("a{1000}{1000}", ""), ErrorKind::Syntax);
    assert_eq!(js_error("(?:a{1000}){1000}", ""), ErrorKind::TooLarge);
    assert_eq!(
        js_error(&format!("{}{}", "(".repeat(5000), ")".repeat(5000)), ""),
        ErrorKind::TooLarge
    );
    assert!(js("(?:(?:){1000000000}){1000000000}", "").is_ok());
}

#[test]
fn time_is_linear_and_charged() {
    let regex = js("(?:a*)*(?:a|aa)*(a?){20}b", "").unwrap();
    let spent = |length: usize| {
        let text = vec![b'a'; length];
        let mut steps = Steps::new(u64::MAX);
        assert_eq!(
            regex.find_at(Text::Ascii(&text), 0, false, &mut Scratch::new(), &mut steps),
            Ok(false)
        );
        steps.spent()
    };
    assert!(spent(20_000) < 3 * spent(10_000));
    let text = [b'a'; 10_000];
    let limited = regex.find_at(Text::Ascii(&text), 0, false, &mut Scratch::new(), &mut Steps::new(1000));
    assert_eq!(limited, Err(StepLimit));
}

#[test]
fn source_is_escaped_as_node_escapes_it() {
    // Node: new RegExp(pattern).source.
    let cases = [
        ("", "(?:)"),
        ("a/b", r"a\/b"),
        (r"a\/b", r"a\/b"),
        ("[/]/", r"[/]\/"),
        ("a\nb\r\u{2028}\u{2029}", r"a\nb\r\u2028\u2029"),
        ("a\\\nb", r"a\nb"),
        (r"\[/", r"\[\/"),
    ];
    for (pattern, source) in cases {
        assert_eq!(
            String::from_utf16(&escape_source(&units(pattern))).unwrap(),
            source,
            "{pattern:?}"
        );
    }
}

#[test]
fn literal_patterns_have_a_shape() {
    let shape = |pattern: &str| {
        js(pattern, "")
            .unwrap()
            .literal_shape()
            .map(|s| (s.anchors, s.texts.join(",")))
    };
    assert_eq!(shape("^foo$"), Some((Anchors::Equals, "foo".into())));
    assert_eq!(
        shape(r"@(a|b)\.x\.com$"),
        Some((Anchors::EndsWith, "@a.x.com,@b.x.com".into()))
    );
    assert_eq!(shape("^(?:get|put)"), Some((Anchors::StartsWith, "get,put".into())));
    assert_eq!(shape("a[bc]"), Some((Anchors::Contains, "ab,ac".into())));
    assert_eq!(shape("a+"), None);
    assert_eq!(shape("^a|b$"), None);
}
