//! The page about what people get wrong first shows the messages that `rulec check` prints.

use std::fs;
use std::path::Path;

use rulec::diag::{Style, render};
use rulec::lint::{self, Known, Levels, Setting};
use rulec::{Diagnostic, Limits, Source};

/// What the compiler and the lints find in a rule.
fn found(source: &Source) -> Vec<Diagnostic> {
    let (known, levels, limits) = (Known::default(), Levels::default(), Limits::default());
    let setting = Setting {
        schema: &lint::schema_of(source.dialect),
        known: &known,
        levels: &levels,
        limits: &limits,
    };
    lint::check(source, &setting)
}

/// The page with the messages anew, and how many rules of each language it shows.
fn renewed(page: &str) -> (String, [usize; 2]) {
    let (mut out, mut rules) = (String::new(), [0, 0]);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if line == "```text" {
            // An old message, and the blank line before the next heading or block.
            lines.by_ref().find(|line| *line == "```");
            lines.next();
            continue;
        }
        out.push_str(line);
        out.push('\n');
        let (index, name) = match line {
            "```js" => (0, "rule.js"),
            "```ruby" => (1, "rule.rb"),
            _ => continue,
        };
        rules[index] += 1;
        let text: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let text = text.join("\n");
        let source = match index {
            0 => Source::javascript(name, text.as_str()),
            _ => Source::ruby(name, text.as_str()),
        };
        let found = found(&source);
        assert!(!found.is_empty(), "nothing is found in\n{text}");
        for diagnostic in &found {
            assert!(
                !diagnostic.help.is_empty(),
                "{} names no remedy for\n{text}",
                diagnostic.code
            );
        }
        let report = render(&source, &found, Style::Plain);
        let report: String = report.lines().map(|line| format!("{}\n", line.trim_end())).collect();
        out.push_str(&format!("{text}\n```\n\n```text\n{report}```\n"));
        // The blank line behind the rule stays, now behind the message.
    }
    (out, rules)
}

#[test]
fn the_page_for_beginners_shows_the_messages_as_printed() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/beginners.md");
    let page = fs::read_to_string(&path).expect("the page can be read");
    let (expected, rules) = renewed(&page);
    assert!(rules[0] >= 10 && rules[1] >= 10, "ten slips in each language");
    if std::env::var_os("RULEC_RECORD").is_some() {
        fs::write(&path, expected).expect("the page can be written");
    } else {
        assert_eq!(page, expected, "run `RULEC_RECORD=1 cargo test --test diagnostics`");
    }
}
