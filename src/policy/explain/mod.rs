//! Explanations: the chain that led to a decision, the clause that decided with what it saw, and what would have to differ.
//!
//! Input: a request; output: an [`Explanation`], whose decision is that of [`PolicySet::decide`]. `text.rs` puts it in words.

mod text;

use serde::Serialize;
use serde_json::{Map, Value as Json};

use super::model::{flowrunner, keep, task};
use super::programs::{Outcome, RuleId};
use super::trace::{Trace, trace};
use super::{Decision, Model, PolicySet, Reason, Request};
use crate::schema::Schema;
use crate::vm::{Bindings, Environment};

pub use text::text;

/// What became of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepOutcome {
    /// It assigns nothing, so that the next level is asked.
    Skipped,
    /// It lets the caller.
    Allows,
    /// It does not let the caller.
    Denies,
    /// Its rule gave no answer.
    Faults,
    /// Its assignment cannot be used.
    Broken,
    /// Something before it decided.
    NotAsked,
}

/// A level of the chain.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// The level: `form`, `kapp`, `space`, `source`, …
    pub level: String,
    /// The element of the level: `kapp services`.
    pub element: String,
    /// The endpoint that it would define.
    pub endpoint: String,
    /// What it assigns; none where it assigns nothing and is skipped.
    pub definition: Option<String>,
    /// What became of it.
    pub outcome: StepOutcome,
    /// Whether this level decided.
    pub decided: bool,
    /// Whether this is another right, which implies the one that was asked for.
    pub implies: bool,
}

/// Why a decision is what it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The decision.
    pub decision: Decision,
    /// The levels, nearest first, and then the rights that would imply what was asked for.
    pub steps: Vec<Step>,
    /// The rule that decided, as it is written.
    pub rule: Option<String>,
    /// What it read, and its clauses.
    pub trace: Trace,
    /// What would have to differ for the other answer.
    pub advice: Vec<String>,
}

/// Rights of other elements that are listed where they did not grant.
const LISTED: usize = 8;

impl PolicySet {
    /// Decides and explains. The decision is that of [`PolicySet::decide`].
    pub fn explain(&self, request: &Request) -> Explanation {
        let mut explanation = Explanation {
            steps: Vec::new(),
            rule: None,
            trace: Trace::default(),
            advice: Vec::new(),
            decision: self.decide(request),
        };
        match self.model(request) {
            Ok(Model::KineticCore) => self.explain_core(request, &mut explanation),
            Ok(Model::KineticTask) => self.explain_task(request, &mut explanation),
            Ok(Model::Keep) => {
                let workflow = request.element.get("workflow").and_then(|id| self.workflows.get(id));
                let rule = workflow.and_then(|workflow| workflow.rule);
                let caller = keep::caller(request);
                self.explain_list(request, rule, "permissions", &keep::schema(), caller, &mut explanation);
            }
            Ok(Model::Flowrunner) => {
                let flow = request.element.get("flow").and_then(|name| self.flows.get(name));
                let (rule, caller) = (flow.map(|flow| flow.rule), flowrunner::caller(request));
                let name = "the grid of permissions";
                self.explain_list(request, rule, name, &flowrunner::schema(), caller, &mut explanation);
            }
            Err(_) => {}
        }
        explanation.advice = text::advice(&explanation);
        explanation
    }

    /// Looks on while a rule runs.
    fn watch(&self, rule: RuleId, schema: &Schema, bindings: &dyn Bindings, request: &Request, to: &mut Explanation) {
        let source = &self.programs.rule(rule).source;
        to.rule = Some(source.text.clone());
        to.trace = trace(source, schema, bindings, request.world, &self.limits);
    }

    fn explain_core(&self, request: &Request, explanation: &mut Explanation) {
        let Some(core) = &self.core else { return };
        let Ok(grounds) = core.grounds(request) else { return };
        explanation.steps = core.chain(grounds.item, grounds.endpoint);
        let reason = explanation.decision.reason;
        if reason == Reason::SpaceAdmin {
            let steps = explanation.steps.iter_mut();
            steps.for_each(|step| step.outcome = StepOutcome::NotAsked);
            return;
        }
        let implied = matches!(
            reason,
            Reason::ImpliedByFormModification | Reason::ImpliedByKappModification
        );
        let asked = core.asked(&self.programs, &grounds, &self.limits);
        let mut decider = None;
        for asked in &asked {
            let place = core.items[asked.item].place;
            let own = (asked.item, asked.endpoint) == (grounds.item, grounds.endpoint);
            // What grants an implied right is the last that is asked.
            let decided = own != implied && (own || asked.outcome == StepOutcome::Allows);
            if decided {
                decider = Some(asked);
            }
            if own {
                let step = explanation
                    .steps
                    .iter_mut()
                    .find(|step| step.level == asked.level.level());
                if let Some(step) = step {
                    (step.outcome, step.decided) = (asked.outcome, decided);
                }
            } else if decided || explanation.steps.len() < LISTED {
                let name = core
                    .endpoints
                    .list(place)
                    .get(asked.endpoint)
                    .map(|row| row.name.clone());
                explanation.steps.push(Step {
                    level: asked.level.level().to_owned(),
                    element: core.items[asked.item].element.to_string(),
                    endpoint: name.unwrap_or_default(),
                    definition: Some(asked.definition.clone()),
                    outcome: asked.outcome,
                    decided,
                    implies: true,
                });
            }
        }
        if let Some(asked) = decider
            && let Some(rule) = asked.rule
            && let Some(scope) = core.scope(core.items[asked.item].place, asked.endpoint)
        {
            let bindings = core.bindings(&grounds, asked.item, scope);
            self.watch(rule, &scope.schema(), &bindings, request, explanation);
        }
    }

    fn explain_task(&self, request: &Request, explanation: &mut Explanation) {
        let Some(task) = &self.task else { return };
        let Some(given) = task.bindings(request) else { return };
        let bindings = given.scoped();
        let endpoint = explanation.decision.endpoint.clone().unwrap_or_default();
        let mut decider = None;
        for (level, rule) in task.chain(request) {
            let decided = rule.is_some_and(|rule| explanation.decision.definition.as_ref() == Some(&rule.name));
            let outcome = match rule.map(|rule| &rule.rule) {
                None => StepOutcome::Skipped,
                Some(Err(_)) => StepOutcome::Broken,
                Some(Ok(id)) => match self.programs.run(*id, &bindings, request.world, &self.limits).0 {
                    Outcome::Truth { holds: true, .. } => StepOutcome::Allows,
                    Outcome::Truth { holds: false, .. } => StepOutcome::Denies,
                    Outcome::Fault(_) => StepOutcome::Faults,
                },
            };
            if let Some(Ok(id)) = rule.map(|rule| &rule.rule)
                && decided
            {
                decider = Some(*id);
            }
            explanation.steps.push(Step {
                level,
                element: explanation.decision.element.clone(),
                endpoint: endpoint.clone(),
                definition: rule.map(|rule| rule.name.clone()),
                outcome,
                decided,
                implies: false,
            });
        }
        if let Some(rule) = decider {
            self.watch(rule, &task::schema(), &bindings, request, explanation);
        }
    }

    /// Lists and grids: the rule that they mean is the explanation.
    fn explain_list(
        &self,
        request: &Request,
        rule: Option<RuleId>,
        definition: &str,
        schema: &Schema,
        caller: Result<Map<String, Json>, String>,
        explanation: &mut Explanation,
    ) {
        let decision = &explanation.decision;
        let Some(level) = decision.level.clone() else { return };
        let outcome = match (decision.is_allowed(), decision.reason) {
            (true, _) => StepOutcome::Allows,
            (false, Reason::Fault) => StepOutcome::Faults,
            (false, Reason::BrokenPolicy) => StepOutcome::Broken,
            (false, _) => StepOutcome::Denies,
        };
        let automatic = decision.reason == Reason::AutomaticRun;
        explanation.steps.push(Step {
            level,
            element: decision.element.clone(),
            endpoint: decision.endpoint.clone().unwrap_or_default(),
            definition: Some(definition.to_owned()),
            outcome: if automatic { StepOutcome::NotAsked } else { outcome },
            decided: !automatic,
            implies: false,
        });
        if let (Some(rule), Ok(caller), false) = (rule, caller, automatic) {
            let bindings = Environment::from_sections(schema, [("caller", caller)], request.world);
            self.watch(rule, schema, &bindings, request, explanation);
        }
    }
}
