//! The set in the engines of the field, each in the way that suits it best: the forms as data, one rule over all of them.

use std::collections::HashSet;
use std::error::Error;
use std::str::FromStr;
use std::sync::Arc;

use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};
use serde_json::{Map, json};

use super::{ENDPOINTS, FORMS, Set, implied, slug};
use crate::request::team;

/// Measures an evaluation under a name.
type Timed<'a> = &'a mut dyn FnMut(&str, &mut dyn FnMut(usize) -> bool);

/// Measures all of them.
pub fn run(set: &Set, timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    regorus(set, timed)?;
    cedar(set, timed)
}

fn names(teams: &[usize]) -> Vec<String> {
    teams.iter().map(|&number| team(number)).collect()
}

fn regorus(set: &Set, timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let text = "package set\nimport rego.v1\ndefault allow := false\n\
        allow if { some team in data.forms[input.form][input.endpoint]; team in input.teams }\n\
        allow if { input.implied; some team in data.forms[input.form].Modification; team in input.teams }\n";
    let mut forms = Map::new();
    for (form, granted) in set.granted.iter().enumerate() {
        let endpoints = ENDPOINTS.iter().zip(granted);
        let endpoints: Map<_, _> = endpoints
            .map(|(name, teams)| ((*name).to_owned(), json!(names(teams))))
            .collect();
        forms.insert(slug(form), json!(endpoints));
    }
    let mut engine = Engine::new();
    engine.add_policy("set.rego".to_owned(), text.to_owned())?;
    engine.add_data(Value::from_json_str(&json!({ "forms": forms }).to_string())?)?;
    let policy = engine.compile_with_entrypoint(&Arc::from("data.set.allow"))?;
    let program = Compiler::compile_from_policy(&policy, &["data.set.allow"]).map_err(|error| error.to_string())?;
    let mut machine = RegoVM::new_with_policy(policy);
    machine.load_program(program);
    machine.set_data(Value::from_json_str(&json!({ "forms": forms }).to_string())?)?;
    let mut bound = Vec::new();
    for ask in &set.asks {
        let input = json!({
            "form": slug(ask.form), "endpoint": ENDPOINTS[ask.endpoint], "implied": implied(ask.endpoint),
            "teams": names(&set.callers[ask.caller]),
        });
        bound.push(Value::from_json_str(&input.to_string())?);
    }
    timed("Regorus (regorus)", &mut |number| {
        machine.set_input(bound[number].clone());
        machine.execute().expect("the rule runs") == Value::from(true)
    });
    Ok(())
}

fn cedar(set: &Set, timed: Timed<'_>) -> Result<(), Box<dyn Error>> {
    let attributes = ["display", "modification", "access", "change"];
    let policies: String = ENDPOINTS
        .iter()
        .zip(attributes)
        .enumerate()
        .map(|(number, (name, attribute))| {
            let or = if implied(number) {
                " || resource.modification.containsAny(principal.teams)"
            } else {
                ""
            };
            format!(
                "permit(principal, action == Action::\"{name}\", resource) \
                 when {{ resource.{attribute}.containsAny(principal.teams){or} }};\n"
            )
        })
        .collect();
    let policies = PolicySet::from_str(&policies)?;
    let texts =
        |teams: &[usize]| RestrictedExpression::new_set(names(teams).into_iter().map(RestrictedExpression::new_string));
    let uid = |text: String| EntityUid::from_str(&text);
    let mut entities = Vec::new();
    for form in 0..FORMS {
        let granted = attributes.iter().zip(&set.granted[form]);
        let granted = granted.map(|(name, teams)| ((*name).to_owned(), texts(teams)));
        let entity = uid(format!("Form::\"{}\"", slug(form)))?;
        entities.push(Entity::new(entity, granted.collect(), HashSet::new())?);
    }
    for (number, teams) in set.callers.iter().enumerate() {
        let entity = uid(format!("User::\"caller-{number}\""))?;
        let attributes = [("teams".to_owned(), texts(teams))];
        entities.push(Entity::new(entity, attributes.into_iter().collect(), HashSet::new())?);
    }
    let entities = Entities::from_entities(entities, None)?;
    let mut bound = Vec::new();
    for ask in &set.asks {
        bound.push(Request::new(
            uid(format!("User::\"caller-{}\"", ask.caller))?,
            uid(format!("Action::\"{}\"", ENDPOINTS[ask.endpoint]))?,
            uid(format!("Form::\"{}\"", slug(ask.form)))?,
            Context::empty(),
            None,
        )?);
    }
    let authorizer = Authorizer::new();
    timed("Cedar (cedar-policy)", &mut |number| {
        authorizer
            .is_authorized(&bound[number], &policies, &entities)
            .decision()
            == Decision::Allow
    });
    Ok(())
}
