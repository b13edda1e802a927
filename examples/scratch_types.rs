use rulec::{Limits, Schema, Source, compile, diag, types};
fn main() {
    let file = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(&file).unwrap();
    let rules: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let ruby = file.contains("rb.json");
    for (n, rule) in rules.iter().enumerate() {
        let text = rule["rule"].as_str().unwrap();
        let name = format!("{n} {}", rule["meta"][1].as_str().unwrap_or(""));
        let (source, schema) = if ruby {
            (Source::ruby(name, text), Schema::kinetic_task())
        } else {
            (
                Source::javascript(name, text),
                Schema::kinetic_core(&["identity", "space", "kapp", "form", "submission", "values"]),
            )
        };
        let (hir, _) = compile::front(&source, &schema, &Limits::default());
        let Some(hir) = hir else {
            println!("== {} does not compile", source.name);
            continue;
        };
        let start = std::time::Instant::now();
        let types = types::check(&hir, &schema);
        let took = start.elapsed();
        let found = types::findings(&hir, &schema, &types);
        println!(
            "== {} result {:?} {:?} complete {} nodes {} {took:?}",
            source.name,
            types.result().kinds,
            types.proof(),
            types.is_complete(),
            hir.exprs.len()
        );
        print!("{}", diag::render(&source, &found, diag::Style::Plain));
    }
}
