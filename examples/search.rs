//! Which of many submissions a caller may see: rows in columns, and rows of JSON lines.
//!
//! `cargo run --release --example search -- ROWS` prints what was found and how long each way took, the second beside
//! `serde_json` reading the same lines.

use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

use rulec::policy::search::Columns;
use rulec::policy::{PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

/// A form whose submissions are seen by who made them, and by teams that they name.
fn set() -> Result<PolicySet, Box<dyn Error>> {
    let rule = "submission('createdBy') === identity('username') || identity('teams').includes(values('Team'))";
    let definitions = json!([{"name": "Involved", "type": "Submission", "rule": rule}]);
    let policies = json!([{"endpoint": "Submission Access", "name": "Involved"}]);
    let element = |slug: &str| json!({"name": slug, "slug": slug, "securityPolicies": []});
    let form = json!({"name": "Laptop", "slug": "laptop", "securityPolicies": policies});
    let files = [
        ("core/space.json", element("company")),
        ("core/space/kapps/services.json", element("services")),
        ("core/space/kapps/services/securityPolicyDefinitions.json", definitions),
        ("core/space/kapps/services/forms/laptop.json", form),
    ];
    let files = files.map(|(name, json)| (name, json.to_string()));
    Ok(PolicySet::from_files(files, Settings::default())?)
}

fn request() -> Result<Request, Box<dyn Error>> {
    let identity = json!({"username": "user7", "authenticated": true, "teams": ["Team 3", "Team 41"]});
    Ok(Request::from_json(json!({
        "element": {"kapp": "services", "form": "laptop"}, "endpoint": "Submission Access", "identity": identity
    }))?)
}

fn row(number: usize) -> Json {
    json!({
        "id": format!("{number:08x}-0000"), "handle": format!("H{number}"), "coreState": "Draft",
        "createdBy": format!("user{}", number * 7_919 % 1_000), "createdAt": "2026-11-22T10:00:00Z",
        "values": {
            "Team": format!("Team {}", number * 104_729 % 400), "Summary": "A laptop for the new colleague",
            "Amount": number % 5_000, "Watchers": [format!("user{}", number % 1_000)],
        },
    })
}

/// What was found, and how long looking at all rows took.
struct Found {
    columns: (usize, Duration),
    lines: (usize, Duration),
    parser: Duration,
}

fn search(count: usize) -> Result<Found, Box<dyn Error>> {
    let (set, request) = (set()?, request()?);
    // What depends on the caller alone is asked here, once.
    let plan = set.plan(&request);
    let mut columns = Columns::with(plan.columns());
    let lines: Vec<String> = (0..count.min(100_000)).map(|number| row(number).to_string()).collect();
    for number in 0..count {
        assert!(columns.push_json(&row(number)), "a table takes so many rows");
    }
    let columns = columns.finish();
    let start = Instant::now();
    let chosen = plan.select(&columns, 0..columns.len())?;
    let in_columns = (chosen.rows.len(), start.elapsed());
    // The rules of this form decide every row alone; rows that are left are asked with `PolicySet::checker`.
    assert!(chosen.left.is_empty());

    let start = Instant::now();
    for line in &lines {
        black_box(serde_json::from_str::<Json>(line)?);
    }
    let parser = start.elapsed();
    let mut checker = set.checker(request);
    let start = Instant::now();
    let mut found = 0;
    for line in &lines {
        found += usize::from(checker.line(line)?);
    }
    Ok(Found {
        columns: in_columns,
        lines: (found, start.elapsed()),
        parser,
    })
}

fn main() -> Result<(), Box<dyn Error>> {
    let count = std::env::args().nth(1).map_or(Ok(1_000_000), |text| text.parse())?;
    let found = search(count)?;
    let each = |time: Duration, rows: usize| time.as_secs_f64() * 1e9 / rows.max(1) as f64;
    let (rows, time) = found.columns;
    println!("columns: {rows} of {count} rows, {:.2} ns a row", each(time, count));
    let (rows, time) = found.lines;
    let lines = count.min(100_000);
    println!(
        "JSON lines: {rows} of {lines} rows, {:.0} ns a row; serde_json reads one in {:.0} ns",
        each(time, lines),
        each(found.parser, lines)
    );
    Ok(())
}

#[test]
fn both_ways_find_the_same() {
    let found = search(10_000).expect("the example is right");
    assert_eq!(found.columns.0, found.lines.0);
    // One in a thousand made it, and two of four hundred teams see it.
    assert_eq!(found.columns.0, 60);
}
