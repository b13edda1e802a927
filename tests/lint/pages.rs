//! The examples of the pages: ```` ```js bad ```` raises the code of the page, ```` ```js good ```` does not.

use rulec::diag::Code;
use rulec::lint::Config;
use rulec::{Dialect, Schema};

/// The examples of a page: language, whether it is bad, text, and the settings that a `toml` block before it gives.
fn examples(page: &str) -> Vec<(Dialect, bool, String, Config)> {
    let mut found = Vec::new();
    let mut config = Config::default();
    for block in page.split("```").skip(1).step_by(2) {
        let (head, text) = block.split_once('\n').unwrap_or((block, ""));
        match head.split_once(' ') {
            None if head == "toml" => {
                let table: toml::Table = toml::from_str(text).expect("the settings of a page can be read");
                if let Some(lint) = table.get("lint") {
                    config = lint.clone().try_into().expect("the settings of a page are settings");
                }
            }
            Some((language @ ("js" | "ruby"), kind @ ("bad" | "good"))) => {
                let dialect = if language == "js" {
                    Dialect::JavaScript
                } else {
                    Dialect::Ruby
                };
                found.push((dialect, kind == "bad", text.trim_end().to_owned(), config.clone()));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn examples_of_lints_do_what_their_page_says() {
    let mut wrong = Vec::new();
    for code in Code::ALL.iter().filter(|code| rulec::lint::is_lint(**code)) {
        let examples = examples(code.page());
        for (dialect, bad, text, config) in &examples {
            let mut found = super::lint(*dialect, text, config);
            let schema: Schema = super::schema(*dialect);
            if let Err(report) = rulec::compile(&super::source(*dialect, text), &schema) {
                found.extend(report.diagnostics);
            }
            if found.iter().any(|diagnostic| diagnostic.code == *code) != *bad {
                let codes: Vec<&str> = found.iter().map(|diagnostic| diagnostic.code.number()).collect();
                wrong.push(format!(
                    "{code}, {}: {codes:?} for\n{text}",
                    if *bad { "bad" } else { "good" }
                ));
            }
        }
        let both = examples.iter().any(|one| one.1) && examples.iter().any(|one| !one.1);
        if !both && !code.page().contains("No example") {
            wrong.push(format!("{code}: no bad and good example, and no word why"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
