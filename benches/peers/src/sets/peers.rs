//! The set in the engines of the field, each in the way that suits it best: the forms as data, one rule over all of them.

use std::collections::HashSet;
use std::error::Error;
use std::str::FromStr;
use std::sync::Arc;

use casbin::{CoreApi, DefaultModel, Enforcer, MemoryAdapter, MgmtApi};
use cedar_policy::{
    Authorizer, Context, Decision, Entities, Entity, EntityUid, PolicySet, Request, RestrictedExpression,
};
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::RegoVM;
use regorus::{Engine, Value};
use serde_json::{Map, Value as Json, json};

use super::{ENDPOINTS, FORMS, Set, implied, slug};
use crate::request::team;
use crate::scripts;

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

/// The model of the set in Casbin: a row for each team that a form lets in at an endpoint; `right` is the endpoint that
/// implies the one that is asked, or that one again.
const MODEL: &str = "[request_definition]\nr = sub, form, endpoint, right\n\
    [policy_definition]\np = role, form, endpoint\n[role_definition]\ng = _, _\n\
    [policy_effect]\ne = some(where (p.eft == allow))\n\
    [matchers]\nm = r.form == p.form && (r.endpoint == p.endpoint || r.right == p.endpoint) && g(r.sub, p.role)\n";

/// Casbin, which goes through all rows for each question: lends the evaluation.
pub fn casbin(set: &Set, body: &mut dyn FnMut(&mut dyn FnMut(usize) -> bool)) -> Result<(), Box<dyn Error>> {
    let caller = |number: usize| format!("caller-{number}");
    let mut rows = Vec::new();
    for (form, granted) in set.granted.iter().enumerate() {
        for (endpoint, teams) in ENDPOINTS.iter().zip(granted) {
            rows.extend(
                names(teams)
                    .into_iter()
                    .map(|team| vec![team, slug(form), (*endpoint).to_owned()]),
            );
        }
    }
    let roles = set.callers.iter().enumerate();
    let roles = roles.flat_map(|(number, teams)| names(teams).into_iter().map(move |team| vec![caller(number), team]));
    let roles: Vec<Vec<String>> = roles.collect();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let enforcer = runtime.block_on(async {
        let model = DefaultModel::from_str(MODEL).await?;
        let mut enforcer = Enforcer::new(model, MemoryAdapter::default()).await?;
        enforcer.add_policies(rows).await?;
        enforcer.add_grouping_policies(roles).await?;
        casbin::Result::Ok(enforcer)
    })?;
    body(&mut |number| {
        let ask = set.asks[number];
        let right = if implied(ask.endpoint) { 1 } else { ask.endpoint };
        let (caller, form) = (caller(ask.caller), slug(ask.form));
        enforcer
            .enforce((&*caller, &*form, ENDPOINTS[ask.endpoint], ENDPOINTS[right]))
            .expect("the question has the form of the model")
    });
    Ok(())
}

/// V8, in a process that times itself: nanoseconds a decision, and the answers; nothing where Node is not installed.
pub fn v8(set: &Set) -> Option<(f64, Vec<bool>)> {
    let granted: Vec<Json> = set
        .granted
        .iter()
        .map(|granted| json!(granted.each_ref().map(|teams| names(teams))))
        .collect();
    let callers: Vec<Vec<String>> = set.callers.iter().map(|teams| names(teams)).collect();
    let asks: Vec<Json> = set
        .asks
        .iter()
        .map(|ask| json!([ask.caller, slug(ask.form), ask.endpoint, implied(ask.endpoint)]))
        .collect();
    let slugs: Vec<String> = (0..FORMS).map(slug).collect();
    let input = json!({"granted": granted, "slugs": slugs, "callers": callers, "asks": asks});
    let said = scripts::tell("node", "set.js", &input)?;
    let answers = said["answers"]
        .as_array()?
        .iter()
        .map(|answer| answer == &Json::Bool(true));
    Some((said["ns"].as_f64()?, answers.collect()))
}
