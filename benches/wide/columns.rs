//! Rows in columns, beside hand-written Rust over columns of ids.

use std::hint::black_box;

use rulec::vm::Datum;
use rulec::vm::decision::columns::{Chosen, Table};
use rulec::{Schema, Source, compile};

use super::median;

const ROWS: usize = 1_000_000;
const KEYS: [&str; 3] = ["owner", "team", "state"];

/// The numbers of a row: one of 1,000 owners, 400 teams, 5 states.
fn row(number: usize) -> [u32; 3] {
    let numbers = [number * 7_919 % 1_000, number * 104_729 % 400, number * 31 % 7 % 5];
    numbers.map(|number| number as u32)
}

pub fn run() {
    let mut columns = KEYS.map(|_| Vec::new());
    for number in 0..ROWS {
        for (column, value) in columns.iter_mut().zip(row(number)) {
            column.push(value);
        }
    }
    let mut table = Table::with(KEYS.map(|key| ("values", key)));
    for number in 0..ROWS {
        let texts: Vec<String> = KEYS
            .iter()
            .zip(row(number))
            .map(|(key, number)| format!("{key}{number}"))
            .collect();
        assert!(table.push(|column| Datum::Text(&texts[column])));
    }
    let table = table.finish();
    let [owners, teams, states] = &columns;
    let (owner, team, state) = black_box((7, [3, 41, 320], 4));
    let mut mine = [0_u64; 7];
    for team in team {
        mine[team / 64] |= 1 << (team % 64);
    }
    let is_mine = |team: u32| mine[(team / 64) as usize] >> (team % 64) & 1 == 1;
    compare(&table, "values('owner') === 'owner7'", |row| owners[row] == owner);
    compare(
        &table,
        "['team3', 'team41', 'team320'].includes(values('team'))",
        |row| is_mine(teams[row]),
    );
    compare(
        &table,
        "values('owner') === 'owner7' || ['team3', 'team41', 'team320'].includes(values('team')) && values('state') !== 'state4'",
        |row| owners[row] == owner || is_mine(teams[row]) && states[row] != state,
    );
    compare(
        &table,
        "values('state') !== 'state4' && values('state') !== 'state1' && values('team') !== 'team9' && values('owner') === 'owner7'",
        |row| states[row] != state && states[row] != 1 && teams[row] != 9 && owners[row] == owner,
    );
}

fn compare(table: &Table, text: &str, hand: impl Fn(usize) -> bool) {
    let program = compile(&Source::javascript("rule", text), &Schema::batch()).expect("the rule compiles");
    let rules = [program.decision_code().expect("decision code").fold(|_| None)];
    let by_hand = || {
        let rows = (0..ROWS).filter(|&row| hand(row));
        rows.map(|row| row as u32).collect::<Vec<u32>>()
    };
    let ours = || {
        let mut chosen = Chosen::default();
        let filter = table.filter(&rules, false).expect("all columns are there");
        filter.run(0..ROWS, &mut chosen);
        chosen
    };
    let found = ours();
    assert_eq!((found.rows, found.left.len()), (by_hand(), 0));
    let (own, hand) = (median(ours) / ROWS as f64, median(by_hand) / ROWS as f64);
    println!(
        "columns: {own:.2} ns a row, Rust over ids {hand:.2}, ratio {:.2}: {text}",
        own / hand
    );
}
