//! Every page has a heading, says what it means, and shows examples that raise the code and that do not.
//!
//! An example is a fenced block whose info is `js bad`, `js good`, `ruby bad` or `ruby good`; a block `toml` gives the
//! settings of the lints for those that follow. A page about something that no
//! short text raises says so in a line that starts with `No example:`.

use rulec::batch::Batch;
use rulec::diag::Code;
use rulec::lint::{self, Config, Group, Levels, Selector, Setting};
use rulec::{Environment, Limits, Schema, Source};
use serde_json::Value as Json;

/// A fenced block of a page.
struct Example {
    ruby: bool,
    bad: bool,
    text: String,
    config: Config,
}

fn examples(page: &str) -> Vec<Example> {
    let mut found = Vec::new();
    let mut config = Config::default();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let mut block = || -> Vec<&str> { lines.by_ref().take_while(|line| *line != "```").collect() };
        let (ruby, bad) = match info {
            "toml" => {
                let table: toml::Table = toml::from_str(&block().join("\n")).expect("settings are TOML");
                let lints = table.get("lint").expect("settings of lints").clone();
                config = lints.try_into().expect("settings are known");
                continue;
            }
            "js bad" => (false, true),
            "js good" => (false, false),
            "ruby bad" => (true, true),
            "ruby good" => (true, false),
            other => panic!("a block is tagged `{other}`"),
        };
        found.push(Example {
            ruby,
            bad,
            text: block().join("\n"),
            config: config.clone(),
        });
    }
    found
}

/// A caller for whom the examples run.
fn caller() -> Environment {
    let env = serde_json::json!({
        "identity": {"username": "root", "displayName": "Root", "email": "root@example.com", "teams": ["HR"]},
        "request": {"remote_addr": "10.0.0.7", "headers": {}},
        "auth": {"signature": true},
    });
    Environment::from_json(&Schema::batch(), env).expect("the bindings are an object")
}

/// The codes that a text raises when it is checked, the lints of the page's group with it, and run.
fn raised(code: Code, example: &Example) -> Vec<String> {
    let source = if example.ruby {
        Source::ruby("example", example.text.as_str())
    } else {
        Source::javascript("example", example.text.as_str())
    };
    let group = Group::of(code).map(Selector::Group);
    // What the examples of the compiler's errors do besides is not what they are about.
    let only_names = vec![Selector::Code(Code::W1001)];
    let asked = Config {
        select: group.is_none().then_some(only_names),
        warn: group.into_iter().collect(),
        ..Config::default()
    };
    // What types say depends on what bindings can be; other pages are about any host.
    let schema = if !("W1002".."W1030").contains(&code.number()) {
        Schema::batch()
    } else if example.ruby {
        Schema::kinetic_task()
    } else {
        Schema::kinetic_core(&[
            "identity",
            "space",
            "kapp",
            "form",
            "submission",
            "values",
            "team",
            "user",
            "file",
        ])
    };
    let setting = Setting {
        schema: &schema,
        known: &example.config.known,
        levels: &Levels::new([&asked, &example.config]),
        limits: &Limits::default(),
    };
    let mut codes: Vec<String> = lint::check(&source, &setting)
        .iter()
        .map(|diagnostic| diagnostic.code.number().to_owned())
        .collect();
    let answer = Batch::default().evaluate(&source, &caller());
    if let Some(code) = answer.pointer("/fault/code").and_then(Json::as_str) {
        codes.push(code.to_owned());
    }
    if answer.get("throws").is_some() && answer.get("diagnostics").is_none() {
        codes.push("F0906".to_owned());
    }
    codes
}

#[test]
fn every_page_is_a_page() {
    for code in Code::ALL {
        let page = code.page();
        let heading = format!("# {} `{}`", code.number(), code.name());
        assert_eq!(page.lines().next(), Some(heading.as_str()));
        assert!(page.len() > 200, "{code} says too little");
        assert!(page.ends_with('\n') && !page.contains("TODO"), "{code}");
    }
}

#[test]
fn every_example_does_what_its_page_says() {
    let mut wrong = Vec::new();
    for code in Code::ALL {
        let examples = examples(code.page());
        let without = code.page().lines().any(|line| line.starts_with("No example:"));
        assert_eq!(
            without,
            examples.is_empty(),
            "{code} has examples, or a line that starts with `No example:`"
        );
        if without {
            continue;
        }
        for bad in [true, false] {
            assert!(
                examples.iter().any(|example| example.bad == bad),
                "{code} lacks an example"
            );
        }
        for example in &examples {
            let codes = raised(*code, example);
            let raises = codes.iter().any(|raised| raised == code.number());
            if raises != example.bad || !example.bad && !codes.is_empty() {
                let kind = if example.bad { "bad" } else { "good" };
                wrong.push(format!(
                    "{code}: the {kind} example raises {codes:?}:\n{}",
                    example.text
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
