//! The filter in the engines of the field.

use std::error::Error;
use std::sync::Arc;

use cel::{Context as Names, Program};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};
use rquickjs::{Context, Function, Runtime};
use serde_json::json;
use starlark::environment::{Globals, Module};
use starlark::eval::Evaluator;
use starlark::syntax::{AstModule, Dialect};
use starlark::values::list::ListRef;

use super::{CLOSED, Row, TEAMS, USER};
use crate::engines::cedar::Condition;

/// Measures an evaluation under a name, over so many rows.
type Timed<'a> = &'a mut dyn FnMut(&str, usize, &mut dyn FnMut() -> Vec<u32>);

/// Rows for engines that loop themselves.
const MANY: usize = 100_000;
/// Rows for engines that are asked about one after another.
const FEW: usize = 20_000;

/// Measures all of them.
pub fn run(rows: &[Row], timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    starlark(&rows[..MANY], timed)?;
    quickjs(&rows[..MANY], timed)?;
    cel(&rows[..FEW], timed)?;
    regorus(&rows[..FEW], timed)?;
    cedar(&rows[..FEW], timed)
}

fn json_of(row: &Row) -> serde_json::Value {
    json!({"creator": row.creator, "team": row.team, "state": row.state})
}

/// The rows for which an engine says yes, asked one by one.
fn each(count: usize, mut holds: impl FnMut(usize) -> bool) -> Vec<u32> {
    (0..count).filter(|&row| holds(row)).map(|row| row as u32).collect()
}

fn starlark(rows: &[Row], timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let text = format!(
        "def find(rows, user, teams):\n    return [n for n, r in enumerate(rows) if r['creator'] == user or \
         (r['team'] in teams and r['state'] != '{CLOSED}')]\nfind\n"
    );
    let globals = Globals::standard();
    Module::with_temp_heap(|module| {
        let mut evaluator = Evaluator::new(&module);
        let find = evaluator.eval_module(AstModule::parse("rule", text, &Dialect::Standard)?, &globals)?;
        let heap = module.heap();
        let rows_value = heap.alloc(rows.iter().map(json_of).collect::<Vec<_>>());
        let arguments = [rows_value, heap.alloc(USER), heap.alloc(TEAMS.to_vec())];
        timed("Starlark (starlark)", rows.len(), &mut || {
            let found = evaluator.eval_function(find, &arguments, &[]).expect("the rule runs");
            let found = ListRef::from_value(found).expect("a list");
            found
                .iter()
                .filter_map(|number| Some(number.unpack_i32()? as u32))
                .collect()
        });
        starlark::Result::Ok(())
    })
    .map_err(|error| error.to_string().into())
}

fn quickjs(rows: &[Row], timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let runtime = Runtime::new()?;
    let context = Context::full(&runtime)?;
    context.with(|context| {
        context.eval::<(), _>(format!("var user = '{USER}', teams = {TEAMS:?}, rows = [];"))?;
        for row in rows {
            context.eval::<(), _>(format!("rows.push({})", json_of(row)))?;
        }
        let find: Function<'_> = context.eval(format!(
            "(function () {{ var found = []; for (var n = 0; n < rows.length; n++) {{ var r = rows[n]; \
             if (r.creator === user || teams.includes(r.team) && r.state !== '{CLOSED}') found.push(n); }} return found; }})"
        ))?;
        timed("QuickJS (rquickjs)", rows.len(), &mut || {
            find.call::<_, Vec<u32>>(()).expect("the rule gives rows")
        });
        Ok(())
    })
}

fn cel(rows: &[Row], timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let text = format!("creator == user || team in teams && state != '{CLOSED}'");
    let program = Program::compile(&text).map_err(|error| error.to_string())?;
    let bound: Vec<Names<'_, '_>> = rows
        .iter()
        .map(|row| {
            let mut names = Names::default();
            names.add_variable_from_value("creator", row.creator.as_str());
            names.add_variable_from_value("team", row.team.as_str());
            names.add_variable_from_value("state", row.state);
            names.add_variable_from_value("user", USER);
            names.add_variable_from_value("teams", TEAMS.to_vec());
            names
        })
        .collect();
    timed("CEL (cel)", rows.len(), &mut || {
        each(rows.len(), |row| {
            matches!(program.execute(&bound[row]), Ok(cel::Value::Bool(true)))
        })
    });
    Ok(())
}

fn regorus(rows: &[Row], timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let text = format!(
        "package rule\nimport rego.v1\ndefault allow := false\nallow if input.creator == \"{USER}\"\n\
         allow if {{ input.team in {{{}}}; input.state != \"{CLOSED}\" }}\n",
        TEAMS.map(|team| format!("{team:?}")).join(", ")
    );
    let mut engine = Engine::new();
    engine.add_policy("rule.rego".to_owned(), text)?;
    let policy = engine.compile_with_entrypoint(&Arc::from("data.rule.allow"))?;
    let program = Compiler::compile_from_policy(&policy, &["data.rule.allow"]).map_err(|error| error.to_string())?;
    let mut machine = RegoVM::new_with_policy(policy);
    machine.load_program(program);
    let mut bound = Vec::new();
    for row in rows {
        bound.push(Value::from_json_str(&json_of(row).to_string())?);
    }
    timed("Regorus (regorus)", rows.len(), &mut || {
        each(rows.len(), |row| {
            machine.set_input(bound[row].clone());
            machine.execute().expect("the rule runs") == Value::from(true)
        })
    });
    Ok(())
}

fn cedar(rows: &[Row], timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let text =
        format!("context.creator == \"{USER}\" || ({TEAMS:?}.contains(context.team) && context.state != \"{CLOSED}\")");
    let condition = Condition::new(&text, rows.iter().map(json_of))?;
    timed("Cedar (cedar-policy)", rows.len(), &mut || {
        each(rows.len(), |row| condition.holds(row))
    });
    Ok(())
}
