//! Explanations in words.

use serde_json::Value as Json;

use super::{Explanation, Step, StepOutcome};
use crate::policy::{Reason, Request, words};

/// What would have to differ.
pub(super) fn advice(explanation: &Explanation) -> Vec<String> {
    let decision = &explanation.decision;
    let fixed = match decision.reason {
        Reason::SpaceAdmin => "Ask again with a caller who is no Space Admin to see what the policies say.",
        Reason::NoPolicy => "Assign a definition to the endpoint, at the form, the kapp or the space.",
        Reason::BrokenPolicy => "Mend the assignment; until then only Space Admins pass.",
        Reason::Fault => "Mend the rule: it must give an answer for this caller, too.",
        Reason::NotLive => "Make the flow LIVE.",
        Reason::UnknownElement => "Name an element of the set; `rulec ls` lists them.",
        Reason::UnknownEndpoint | Reason::InvalidRequest | Reason::AutomaticRun => "",
        Reason::UnknownRole => "Ask with a role that the product has.",
        _ => return ways(explanation),
    };
    let fixed = (!fixed.is_empty()).then(|| fixed.to_owned());
    fixed.into_iter().collect()
}

/// What would have to differ for the rule to give the other answer.
fn ways(explanation: &Explanation) -> Vec<String> {
    let decision = &explanation.decision;
    // A list or a grid gives the name of a reason: there the clause that decided is what matters.
    let names = matches!(decision.level.as_deref(), Some("workflow" | "flow"));
    let ways = &explanation.trace.ways;
    if names || ways.is_empty() {
        let decided = explanation.trace.clauses.iter().rev().find(|clause| clause.decided);
        return decided
            .and_then(|clause| {
                let other = if clause.holds? { "did not hold" } else { "held" };
                Some(format!("The answer would be another one if `{}` {other}.", clause.text))
            })
            .into_iter()
            .collect();
    }
    let definition = decision.definition.as_deref().unwrap_or("the rule");
    let would = if decision.is_allowed() {
        "would not allow it"
    } else {
        "would allow it"
    };
    vec![format!("\"{definition}\" {would} if {}.", ways.join(", or if "))]
}

/// A level in words.
fn step(step: &Step) -> String {
    let definition = step.definition.as_deref().unwrap_or("");
    let what = match step.outcome {
        StepOutcome::Skipped => "skipped, since nothing is assigned".to_owned(),
        StepOutcome::Allows => format!("\"{definition}\" allows"),
        StepOutcome::Denies => format!("\"{definition}\" denies"),
        StepOutcome::Faults => format!("\"{definition}\" gives no answer"),
        StepOutcome::Broken => "what is assigned cannot be used".to_owned(),
        StepOutcome::NotAsked if definition.is_empty() => "not asked".to_owned(),
        StepOutcome::NotAsked => format!("\"{definition}\" is not asked"),
    };
    let decided = if step.decided { "  <- decided" } else { "" };
    let of = if step.implies {
        format!(" ({})", step.element)
    } else {
        String::new()
    };
    format!("  {:<15} {:<32} {what}{of}{decided}", step.level, step.endpoint)
}

/// A value in words.
fn value(value: Option<&Json>) -> String {
    value.map_or("undefined".to_owned(), ToString::to_string)
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
    let (implying, own): (Vec<&Step>, Vec<&Step>) = explanation.steps.iter().partition(|step| step.implies);
    for (title, steps) in [
        ("Who decides, nearest first:", own),
        ("Rights that imply this one:", implying),
    ] {
        if !steps.is_empty() {
            lines.push(format!("\n{title}"));
            lines.extend(steps.into_iter().map(step));
        }
    }
    let trace = &explanation.trace;
    if !trace.reads.is_empty() {
        lines.push("\nWhat the rule read:".to_owned());
    }
    for read in &trace.reads {
        lines.push(format!("  {} = {}", read.text, value(read.value.as_ref())));
    }
    if !trace.clauses.is_empty() {
        lines.push("\nIts clauses, as they were asked:".to_owned());
    }
    for clause in &trace.clauses {
        let holds = match clause.holds {
            Some(true) => "holds",
            Some(false) => "does not hold",
            None => "gave no answer",
        };
        let decided = if clause.decided { "  <- decided" } else { "" };
        lines.push(format!("  `{}` {holds}{decided}", clause.text));
        let saw = clause.saw.iter();
        let mut facts: Vec<String> = saw
            .map(|seen| format!("{} = {}", seen.text, value(seen.value.as_ref())))
            .collect();
        facts.extend(clause.note.clone());
        if !facts.is_empty() {
            lines.push(format!("      {}", facts.join(", ")));
        }
    }
    if let Some(message) = decision.message.as_deref().filter(|_| !decision.is_allowed()) {
        lines.push(format!("\nThe user is told: {message}"));
    }
    for advice in &explanation.advice {
        lines.push(format!("\n{advice}"));
    }
    lines.join("\n")
}
