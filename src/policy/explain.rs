//! Explanations: the chain that led to a decision, the clause that decided with what it saw, and what would have to differ.

use serde::Serialize;

use super::trace::{Trace, trace};
use super::{Decision, Model, PolicySet, Reason, Request, words};
use crate::source::Source;

/// A level that was asked.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The level: `form`, `kapp`, `space`, `source`, …
    pub level: String,
    /// The endpoint that it would define.
    pub endpoint: String,
    /// What it assigns; none where it assigns nothing and is skipped.
    pub definition: Option<String>,
    /// Whether this level decided.
    pub decided: bool,
}

/// Why a decision is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// The levels, nearest first.
    pub steps: Vec<Step>,
    /// The rule that decided, as it is written.
    pub rule: Option<String>,
    /// What it read, and its clauses.
    pub trace: Trace,
    /// What would have to differ for the other answer.
    pub advice: Vec<String>,
}

impl PolicySet {
    /// Decides and explains. The decision is that of [`PolicySet::decide`].
    pub fn explain(&self, request: &Request) -> Explanation {
        let decision = self.decide(request);
        let mut explanation = Explanation {
            steps: Vec::new(),
            rule: None,
            trace: Trace::default(),
            advice: Vec::new(),
            decision,
        };
        match self.model(request) {
            Ok(Model::KineticCore) => self.explain_core(request, &mut explanation),
            Ok(Model::KineticTask) => self.explain_task(request, &mut explanation),
            Ok(Model::Keep) => self.explain_list(request, "workflow", &mut explanation),
            Ok(Model::Flowrunner) => self.explain_list(request, "flow", &mut explanation),
            Err(_) => {}
        }
        explanation.advice = advice(&explanation);
        explanation
    }

    fn explain_core(&self, request: &Request, explanation: &mut Explanation) {
        let Some(core) = &self.core else { return };
        let Ok(grounds) = core.grounds(request) else { return };
        let entry = core.entry(grounds.item, grounds.endpoint);
        explanation.steps = core.chain(grounds.item, grounds.endpoint);
        let place = core.items[grounds.item].place;
        let (Some(entry), Some(scope)) = (entry, core.scope(place, grounds.endpoint)) else {
            return;
        };
        for step in &mut explanation.steps {
            step.decided = step.level == entry.level.level() && explanation.decision.reason != Reason::SpaceAdmin;
        }
        let Ok(rule) = entry.rule else { return };
        let source = &self.programs.rule(rule).source;
        explanation.rule = Some(source.text.clone());
        if explanation.decision.reason != Reason::SpaceAdmin {
            let bindings = core.bindings(&grounds, grounds.item, scope);
            explanation.trace = trace(source, &scope.schema(), &bindings, request.world, &self.limits);
        }
    }

    fn explain_task(&self, request: &Request, explanation: &mut Explanation) {
        let Some(task) = &self.task else { return };
        let endpoint = explanation.decision.endpoint.clone().unwrap_or_default();
        for (level, definition) in task.chain(request) {
            explanation.steps.push(Step {
                decided: explanation.decision.level.as_deref() == Some(level.as_str())
                    && (explanation.decision.definition.is_none() || explanation.decision.definition == definition),
                level,
                endpoint: endpoint.clone(),
                definition,
            });
        }
        let name = explanation.decision.definition.as_deref();
        let Some(rule) = name.and_then(|name| task.rule_of(request, name)) else {
            return;
        };
        let source = &self.programs.rule(rule).source;
        explanation.rule = Some(source.text.clone());
        if let Some(bindings) = task.bindings(request) {
            let schema = super::model::task::schema();
            let bindings = bindings.scoped();
            explanation.trace = trace(source, &schema, &bindings, request.world, &self.limits);
        }
    }

    /// Lists and grids: the rule that they mean is the explanation.
    fn explain_list(&self, request: &Request, kind: &str, explanation: &mut Explanation) {
        let Some(name) = request.element.get(kind) else { return };
        let (rule, definition) = if kind == "workflow" {
            let workflow = self.workflows.get(name);
            (workflow.and_then(|workflow| workflow.rule), "permissions")
        } else {
            (self.flows.get(name).map(|flow| flow.rule), "the grid of permissions")
        };
        let Some(rule) = rule else { return };
        explanation.steps.push(Step {
            level: kind.to_owned(),
            endpoint: explanation.decision.endpoint.clone().unwrap_or_default(),
            definition: Some(definition.to_owned()),
            decided: true,
        });
        let source: &Source = &self.programs.rule(rule).source;
        explanation.rule = Some(source.text.clone());
        let (schema, caller) = if kind == "workflow" {
            (super::model::keep::schema(), super::model::keep::caller(request))
        } else {
            (
                super::model::flowrunner::schema(),
                super::model::flowrunner::caller(request),
            )
        };
        if let Ok(caller) = caller {
            let bindings = crate::vm::Environment::from_sections(&schema, [("caller", caller)], request.world);
            explanation.trace = trace(source, &schema, &bindings, request.world, &self.limits);
        }
    }
}

/// What would have to differ.
fn advice(explanation: &Explanation) -> Vec<String> {
    let decision = &explanation.decision;
    let mut advice = Vec::new();
    match decision.reason {
        Reason::SpaceAdmin => {
            advice.push("Ask again with a caller who is no Space Admin to see what the policies say.".to_owned());
        }
        Reason::NoPolicy => {
            advice.push("Assign a definition to the endpoint, at the form, the kapp or the space.".to_owned())
        }
        Reason::BrokenPolicy => advice.push("Mend the assignment; until then only Space Admins pass.".to_owned()),
        Reason::Fault => advice.push("Mend the rule: it must give an answer for this caller, too.".to_owned()),
        Reason::NotLive => advice.push("Make the flow LIVE.".to_owned()),
        _ => {
            let decided = explanation.trace.clauses.iter().rev().find(|clause| clause.decided);
            if let Some(clause) = decided
                && let Some(holds) = clause.holds
            {
                let other = if holds { "did not hold" } else { "held" };
                advice.push(format!("The answer would be another one if `{}` {other}.", clause.text));
            }
        }
    }
    advice
}

/// The explanation for people.
pub fn text(explanation: &Explanation, request: &Request) -> String {
    let decision = &explanation.decision;
    let verdict = if decision.is_allowed() { "may" } else { "may not" };
    let endpoint = decision.endpoint.as_deref().unwrap_or("access");
    let mut lines = vec![format!(
        "{} {verdict} use {endpoint} of {}: {}.",
        words::who(request),
        decision.element,
        words::why(decision)
    )];
    if !explanation.steps.is_empty() {
        lines.push("\nWho decides, nearest first:".to_owned());
    }
    for step in &explanation.steps {
        let what = match &step.definition {
            None => "nothing is assigned, so the next level is asked".to_owned(),
            Some(definition) if step.decided => format!("\"{definition}\" decides"),
            Some(definition) => format!("\"{definition}\", which is not what decides here"),
        };
        lines.push(format!("  {:<15} {:<32} {what}", step.level, step.endpoint));
    }
    if !explanation.trace.reads.is_empty() {
        lines.push("\nWhat the rule saw:".to_owned());
    }
    for read in &explanation.trace.reads {
        let value = read.value.as_ref().map_or("undefined".to_owned(), ToString::to_string);
        lines.push(format!("  {}('{}') = {value}", read.section, read.key));
    }
    if !explanation.trace.clauses.is_empty() {
        lines.push("\nIts clauses, as they were asked:".to_owned());
    }
    for clause in &explanation.trace.clauses {
        let holds = match clause.holds {
            Some(true) => "holds",
            Some(false) => "does not hold",
            None => "gave no answer",
        };
        let decided = if clause.decided { "  <- decided" } else { "" };
        lines.push(format!("  `{}` {holds}{decided}", clause.text));
    }
    if let Some(message) = decision.message.as_deref().filter(|_| !decision.is_allowed()) {
        lines.push(format!("\nThe user is told: {message}"));
    }
    for advice in &explanation.advice {
        lines.push(format!("\n{advice}"));
    }
    lines.join("\n")
}
