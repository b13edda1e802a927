use super::*;
use crate::diag::{Code, Diagnostic, Style};
use crate::policy::load::place::Step;
use crate::source::{Source, Span};

fn printed(format: Format, print: impl Fn(&mut Reporter<'_>)) -> String {
    let mut out = Vec::new();
    let mut reporter = Reporter::new(format, Style::Plain, &mut out);
    print(&mut reporter);
    reporter.finish(Some(1)).expect("a vector takes everything");
    String::from_utf8(out).expect("it is text")
}

fn diagnostic(start: u32, end: u32) -> Diagnostic {
    Diagnostic::new(Code::E0201, Span::new(start, end), "no `,` here, 100%")
        .note("a comma\nis wrong")
        .help("leave it out")
}

#[test]
fn a_place_in_an_export_counts_escapes() {
    let text = "{\n  \"rules\": [{\"rule\": \"caf\\u00e9\\n== \\\"x\\\"\"}]\n}\n";
    let path = [Step::Key("rules".into()), Step::Item(0), Step::Key("rule".into())];
    let site = Site::new("a b.json", text, &path);
    let rule = "café\n== \"x\"";
    let source = Source::javascript("Is x", rule);
    // The text `"x"` of the rule.
    let start = rule.find('"').expect("it is there") as u32;
    let finding = Finding::of_rule(&source, Some(&site), &diagnostic(start, start + 3));
    let place = finding.place.expect("it has a place");
    let inner = finding.rule.expect("it is in a rule").place;
    assert_eq!((inner.start.line, inner.start.column), (2, 4));
    let bytes = place.start.byte.expect("it is known") as usize..place.end.byte.expect("it is known") as usize;
    assert_eq!(&text[bytes], "\\\"x\\\"");
    assert_eq!((place.start.line, place.start.column), (2, 37));
    assert_eq!(finding.path, "rules[0].rule");
}

#[test]
fn annotations_escape_what_separates() {
    let source = Source::javascript("a,b:c.js", "one,\ntwo");
    let line = printed(Format::Github, |reporter| {
        reporter.rule(&source, &[diagnostic(3, 4)]).expect("it is written");
    });
    assert_eq!(
        line,
        "::error file=a%2Cb%3Ac.js,line=1,endLine=1,col=4,endColumn=4,title=E0201 unexpected-token::no `,` here, \
         100%25%0AA comma%0Ais wrong.%0ALeave it out.\n"
    );
    let line = printed(Format::Github, |reporter| {
        reporter.rule(&source, &[diagnostic(3, 6)]).expect("it is written");
    });
    assert!(
        line.contains(",line=1,endLine=2,title="),
        "columns mean nothing over lines: {line}"
    );
}

#[test]
fn a_document_can_be_read_again() {
    let source = Source::ruby("a.rb", "1 2");
    let text = printed(Format::Json, |reporter| {
        reporter.rule(&source, &[diagnostic(2, 3)]).expect("it is written");
    });
    let document: Document = serde_json::from_str(&text).expect("it is a document");
    assert_eq!(document.version, VERSION);
    assert_eq!(
        (
            document.summary.rules,
            document.summary.errors,
            document.summary.warnings
        ),
        (1, 1, 0)
    );
    assert_eq!(document.findings, [Finding::of_rule(&source, None, &diagnostic(2, 3))]);
}

#[test]
fn sarif_names_files_as_uris() {
    let source = Source::ruby("./päth/a b.rb", "1 2");
    let text = printed(Format::Sarif, |reporter| {
        reporter.rule(&source, &[diagnostic(2, 3)]).expect("it is written");
    });
    let log: serde_json::Value = serde_json::from_str(&text).expect("it is JSON");
    let at = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    assert_eq!(log.pointer(at).and_then(|uri| uri.as_str()), Some("p%C3%A4th/a%20b.rb"));
    let rule = "/runs/0/tool/driver/rules/0/id";
    assert_eq!(log.pointer(rule).and_then(|id| id.as_str()), Some("E0201"));
}
