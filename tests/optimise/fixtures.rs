//! What each optimisation makes of a rule, as fixtures: `RULEC_RECORD=1 cargo test --test optimise` writes them anew.

use std::fs;
use std::path::Path;

use rulec::bytecode::listing;
use rulec::compile::passes;
use rulec::{Schema, Source, compile};

#[test]
fn each_pass_does_what_its_fixture_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/optimise/fixtures");
    let mut rules: Vec<_> = fs::read_dir(&folder)
        .expect("the folder can be read")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "js" || ending == "rb"))
        .collect();
    rules.sort();
    assert!(rules.len() > 5, "the fixtures are there");
    let mut schema = Schema::batch();
    schema.has_intersection = true;
    for path in rules {
        let text = fs::read_to_string(&path).expect("the rule can be read");
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let source = if name.ends_with(".rb") {
            Source::ruby(name.clone(), text)
        } else {
            Source::javascript(name.clone(), text)
        };
        let mut found = String::new();
        let mut last = String::new();
        for (pass, graph) in passes(&source, &schema) {
            if graph == last {
                found.push_str(&format!("## {pass}\nunchanged\n\n"));
            } else {
                found.push_str(&format!("## {pass}\n{graph}\n"));
            }
            last = graph;
        }
        let program = compile(&source, &schema).expect("the rule compiles");
        let listing = listing(&program, &source);
        let code = listing.split_once("decision\n").map_or("none\n", |(_, code)| code);
        found.push_str(&format!("## decision code\n{code}"));
        let expected = path.with_extension(format!(
            "{}.txt",
            path.extension().expect("an ending").to_string_lossy()
        ));
        if std::env::var_os("RULEC_RECORD").is_some() {
            fs::write(&expected, &found).expect("the fixture can be written");
        } else {
            let expected = fs::read_to_string(&expected).expect("the fixture is there");
            assert_eq!(found, expected, "{name}");
        }
    }
}
