//! A filter over a million submissions for one caller.
//!
//! The floor is hand-written Rust over columns of ids; the engines that read rows one by one get fewer of them, since a row costs
//! the same however many there are. Where a language can loop over the rows itself, it does.

mod peers;

use std::error::Error;

use rulec::policy::search::{Columns, Fields};
use rulec::policy::{PolicySet, Request, Settings};
use rulec::vm::Datum;
use serde_json::{Value as Json, json};

use crate::measure::rows as measure;
use crate::report;
use crate::scripts;

/// How many rows there are.
pub const ROWS: usize = 1_000_000;
/// The caller.
pub const USER: &str = "user7";
/// The caller's teams.
pub const TEAMS: [&str; 3] = ["Team 3", "Team 41", "Team 320"];
/// The state in which a submission is not shown.
pub const CLOSED: &str = "Closed";
const STATES: [&str; 5] = ["Draft", "Open", "Submitted", "Waiting", CLOSED];

/// A submission as a host holds it.
pub struct Row {
    /// Who made it.
    pub creator: String,
    /// The team that it is for.
    pub team: String,
    /// Its state.
    pub state: &'static str,
}

/// The numbers of a row: of its creator, its team and its state.
fn numbers(row: usize) -> (usize, usize, usize) {
    (row * 7_919 % 1_000, row * 104_729 % 400, row * 31 % 7 % STATES.len())
}

/// A row.
pub fn row(number: usize) -> Row {
    let (creator, team, state) = numbers(number);
    Row {
        creator: format!("user{creator}"),
        team: format!("Team {team}"),
        state: STATES[state],
    }
}

impl Fields for Row {
    fn submission(&self, key: &str) -> Datum<'_> {
        match key {
            "createdBy" => Datum::Text(&self.creator),
            _ => Datum::Absent,
        }
    }

    fn value(&self, key: &str) -> Datum<'_> {
        match key {
            "Team" => Datum::Text(&self.team),
            "State" => Datum::Text(self.state),
            _ => Datum::Absent,
        }
    }
}

/// The rule as this engine reads it.
const RULE: &str = "submission('createdBy') === identity('username') ||
  identity('teams').includes(values('Team')) && values('State') !== 'Closed'";

fn set() -> Result<(PolicySet, Request), Box<dyn Error>> {
    let element = |slug: &str| json!({"slug": slug, "name": slug});
    let definitions = json!([{"name": "Involved", "type": "Submission", "rule": RULE}]);
    let policies = json!([{"endpoint": "Submission Access", "name": "Involved"}]);
    let files = [
        ("core/space.json", element("space")),
        ("core/space/kapps/k.json", element("k")),
        ("core/space/kapps/k/securityPolicyDefinitions.json", definitions),
        (
            "core/space/kapps/k/forms/f.json",
            json!({"slug": "f", "name": "f", "securityPolicies": policies}),
        ),
    ];
    let files = files.map(|(name, json)| (name, json.to_string()));
    let request = json!({
        "element": {"kapp": "k", "form": "f"}, "endpoint": "Submission Access",
        "identity": {"username": USER, "authenticated": true, "teams": TEAMS},
    });
    Ok((
        PolicySet::from_files(files, Settings::default())?,
        Request::from_json(request)?,
    ))
}

/// The table of filters.
pub fn table() -> Result<String, Box<dyn Error>> {
    let rows: Vec<Row> = (0..ROWS).map(row).collect();
    let (mut creators, mut teams, mut states) = (Vec::new(), Vec::new(), Vec::new());
    for number in 0..ROWS {
        let (creator, team, state) = numbers(number);
        creators.push(creator as u32);
        teams.push(team as u32);
        states.push(state as u32);
    }
    let (me, closed) = (7_u32, (STATES.len() - 1) as u32);
    let mut mine = [0_u64; 7];
    for team in [3_u32, 41, 320] {
        mine[(team / 64) as usize] |= 1 << (team % 64);
    }
    let (me, closed, mine) = std::hint::black_box((me, closed, mine));
    let by_ids = || {
        let mut found: Vec<u32> = Vec::new();
        for (number, ((&creator, &team), &state)) in creators.iter().zip(&teams).zip(&states).enumerate() {
            if creator == me || mine[(team / 64) as usize] >> (team % 64) & 1 == 1 && state != closed {
                found.push(number as u32);
            }
        }
        found
    };
    let expected = by_ids();
    let mut table: Vec<(String, Vec<String>)> = Vec::new();
    let mut timed = |name: &str, count: usize, evaluate: &mut dyn FnMut() -> Vec<u32>| {
        let part = expected.partition_point(|&row| (row as usize) < count);
        assert_eq!(evaluate(), expected[..part], "{name} finds other rows");
        let (ns, ratio) = measure(count, evaluate, ROWS, &mut || by_ids());
        table.push((
            report::labelled(name),
            vec![report::nanoseconds(ns), report::ratio(ratio), format!("{count}")],
        ));
        eprintln!("a million submissions, {name}: measured");
    };
    timed("Rust, columns of ids", ROWS, &mut || by_ids());
    timed("Rust, rows of strings", ROWS, &mut || {
        let mut found = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            if row.creator == USER || TEAMS.contains(&&*row.team) && row.state != CLOSED {
                found.push(number as u32);
            }
        }
        found
    });
    let (set, request) = set()?;
    let plan = set.plan(&request);
    let mut columns = Columns::with(plan.columns());
    for row in &rows {
        assert!(columns.push(row), "a table takes a million rows");
    }
    let columns = columns.finish();
    timed("rulec, columns", ROWS, &mut || {
        let chosen = plan.select(&columns, 0..ROWS).expect("the columns are there");
        assert!(chosen.left.is_empty());
        chosen.rows
    });
    timed("rulec, row by row", ROWS, &mut || {
        let rows = (0_u32..).zip(&rows);
        rows.filter(|(_, row)| plan.may(*row).expect("decision code decides"))
            .map(|(number, _)| number)
            .collect()
    });
    peers::run(&rows, &mut timed)?;
    let input = json!({"filter": {"rows": ROWS, "user": USER, "teams": TEAMS, "states": STATES}});
    if let Some(said) = scripts::tell("node", "filter.js", &input) {
        let found: Vec<Option<u64>> = said["found"]
            .as_array()
            .into_iter()
            .flatten()
            .map(Json::as_u64)
            .collect();
        let same = found.len() == expected.len() && found.iter().zip(&expected).all(|(a, b)| *a == Some(u64::from(*b)));
        assert!(same, "V8 finds other rows");
        let floor = crate::measure::alone(ROWS, &mut || by_ids());
        let ns = said["ns"].as_f64().unwrap_or(f64::NAN);
        let figures = vec![report::nanoseconds(ns), report::ratio(ns / floor), format!("{ROWS}")];
        table.push((format!("V8 (Node) {}", crate::installed("node")), figures));
    }
    let heads = ["evaluator", "ns a row", "against columns of ids", "rows"];
    Ok(report::plain(&heads, table))
}
