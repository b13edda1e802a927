//! Rows one by one, from JSON lines and in columns are decided as requests about each of them are.

use rulec::policy::search::Columns;
use rulec::policy::{PolicySet, Request};
use serde_json::{Map, Value as Json, json};

use crate::sets::{Export, ann, form, nobody, root};

/// Rules over submissions, of which some throw for some rows.
const RULES: &[&str] = &[
    "true",
    "submission('createdBy') === identity('username')",
    "hasIntersection(identity('teams'), values('Teams')) || values('Owner') == identity('username')",
    "values('Status').includes('Open')",
    "values('Status')",
    "values('Amount') < 100 && submission('coreState') !== 'Closed'",
    "identity('attribute:Site').includes(values('Site')) && form('name') === 'f'",
    "values(submission('type')) === 'x'",
];

fn rows() -> Vec<Json> {
    let values = [
        json!({}),
        json!({"Owner": "ann", "Status": "Open", "Site": "Berlin"}),
        json!({"Owner": "bob", "Teams": ["Department::HR", "IT"], "Status": ["Open"], "Amount": 7}),
        json!({"Owner": ["ann"], "Teams": "Department::HR", "Status": "Closed", "Amount": "7"}),
        json!({"Owner": null, "Teams": [1, "IT"], "Status": {"a": [true]}, "Amount": 1e3, "Site": "Bo\u{301}ston \"x\""}),
        json!(null),
    ];
    let more = [
        json!({}),
        json!({"createdBy": "ann", "coreState": "Draft", "type": "Owner"}),
        json!({"createdBy": "bob", "coreState": "Closed", "createdAt": 5, "id": "1"}),
        json!({"createdBy": ["ann"]}),
        json!({"createdBy": null, "closedAt": {}, "type": 1}),
    ];
    let mut rows = vec![json!([]), json!({"values": []}), json!({"values": {}, "form": 5})];
    for values in &values {
        for more in &more {
            let mut row = more.clone();
            row["values"] = values.clone();
            rows.push(row.clone());
            row["form"] = json!({"slug": "f", "kapp": {"slug": "k"}});
            rows.push(row);
        }
    }
    rows
}

/// A row decided as a request of its own.
fn decided(set: &PolicySet, base: &Json, row: &Json) -> bool {
    let mut submission = row.as_object().cloned().unwrap_or_default();
    let values = submission.remove("values").unwrap_or_default();
    if !row.is_object() || !(values.is_null() || values.is_object()) || row["form"].is_number() {
        return false;
    }
    submission.remove("form");
    let mut request = base.clone();
    request["submission"] = Json::Object(submission);
    request["values"] = match values {
        Json::Null => Json::Object(Map::new()),
        values => values,
    };
    set.decide(&Request::from_json(request).expect("the request is right"))
        .is_allowed()
}

#[test]
fn rows_are_decided_alike_however_they_come() {
    for rule in RULES {
        for implied in ["false", "identity('teams').includes('IT')", "identity('nothing').x"] {
            let set = Export {
                form: &[("Submission Access", "Rule")],
                kapp: &[("Modification", "Implied")],
                definitions: &[("Rule", "Submission", rule), ("Implied", "Kapp", implied)],
                ..Export::default()
            }
            .set();
            for identity in [ann(), nobody(), root()] {
                alike(&set, &form("Submission Access", identity), rule);
            }
        }
    }
}

fn alike(set: &PolicySet, base: &Json, rule: &str) {
    let rows = rows();
    let expected: Vec<bool> = rows.iter().map(|row| decided(set, base, row)).collect();
    let request = || Request::from_json(base.clone()).expect("the request is right");
    let mut checker = set.checker(request());
    let by_row: Vec<bool> = rows.iter().map(|row| checker.row(row)).collect();
    assert_eq!(by_row, expected, "{rule} over {base}");
    let mut lines = set.checker(request());
    let by_line: Vec<bool> = rows
        .iter()
        .map(|row| lines.line(&row.to_string()).expect("a row"))
        .collect();
    assert_eq!(by_line, expected, "{rule} over {base}");
    assert_eq!(lines.tally, checker.tally);

    let plan = set.plan(&request());
    let mut columns = Columns::with(plan.columns());
    let mut numbers = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        // What is no row, or a row of no form, is not put into columns of this form.
        if !row["form"].is_number() && columns.push_json(row) {
            numbers.push(number);
        }
    }
    let columns = columns.finish();
    let chosen = plan
        .select(&columns, 0..columns.len())
        .expect("the plan's columns are there");
    for (at, number) in numbers.into_iter().enumerate() {
        let at = at as u32;
        if !chosen.left.contains(&at) {
            assert_eq!(chosen.rows.contains(&at), expected[number], "{rule}: {}", rows[number]);
        }
    }
}

#[test]
fn lines_that_are_no_json_are_told_as_always() {
    let set = Export::default().set();
    let request = Request::from_json(form("Submission Access", ann())).expect("the request is right");
    let mut checker = set.checker(request);
    for text in [
        "{",
        "{\"a\": 1} x",
        "{\"a\": 1, \"a\": 2}",
        "{\"values\": {\"b\": {\"c\": 1, \"c\": 1}}}",
        "{\"b\": \"\\ud800\"}",
        "{\"b\": [1e999]}",
        "{\"b\": \"\u{1}\"}",
    ] {
        let expected = rulec::policy::read_json(text).expect_err("no JSON");
        assert_eq!(checker.line(text), Err(expected), "{text}");
    }
    let many: Vec<String> = (0..60).map(|key| format!("\"k{}\": 1", key % 59)).collect();
    assert!(checker.line(&format!("{{{}}}", many.join(", "))).is_err());
}
