//! Findings about who reaches a form: endpoints that nothing defines, and forms that are wider than their kapp.
//!
//! Input: what an export says; output: problems. Nothing here evaluates a rule; a definition counts as open to everybody
//! where its rule is `true` and nothing else. An export without the files of its space or of a kapp is a part of one, and
//! says nothing about what is missing.

use super::endpoint::{Endpoints, Place};
use super::load::core::{Kapp, Part, Space};
use super::load::files::File;
use super::problem::Problem;
use crate::diag::Code;

/// Endpoints of a form, each with those of the kapp and the space that stand in for it (K01).
const FALLBACKS: [(&str, &str); 4] = [
    ("Display", "Default Form Display"),
    ("Modification", "Default Form Modification"),
    ("Submission Access", "Default Submission Access"),
    ("Submission Modification", "Default Submission Modification"),
];

/// Notes what is odd about the forms of a space.
pub fn check(space: &Space, files: &[File], endpoints: &Endpoints, problems: &mut Vec<Problem>) {
    let Some(own) = &space.own else { return };
    let reach = Reach {
        space,
        own,
        files,
        endpoints,
    };
    for (slug, kapp) in &space.kapps {
        if let Some(kapp_own) = &kapp.own {
            reach.undefined(slug, kapp, kapp_own, problems);
            reach.wider(slug, kapp, kapp_own, problems);
        }
    }
}

struct Reach<'a> {
    space: &'a Space,
    own: &'a Part,
    files: &'a [File],
    endpoints: &'a Endpoints,
}

impl Reach<'_> {
    /// The definition that a part assigns to an endpoint.
    fn assigned<'p>(&self, part: &'p Part, place: Place, endpoint: &str) -> Option<&'p str> {
        let wanted = self.endpoints.find(place, endpoint)?;
        let mut policies = part.policies.iter();
        let policy = policies.find(|policy| self.endpoints.find(place, &policy.endpoint) == Some(wanted))?;
        Some(&policy.definition)
    }

    fn file(&self, part: &Part) -> &str {
        self.files.get(part.file).map_or("", |file| file.name.as_str())
    }

    /// Endpoints of forms of a kapp that neither form, kapp nor space defines (K04).
    fn undefined(&self, slug: &str, kapp: &Kapp, own: &Part, problems: &mut Vec<Problem>) {
        for (endpoint, default) in FALLBACKS {
            let covered = self.assigned(own, Place::Kapp, default).is_some()
                || self.assigned(self.own, Place::Space, default).is_some();
            if covered {
                continue;
            }
            let bare: Vec<&str> = kapp
                .forms
                .iter()
                .filter(|form| self.assigned(form, Place::Form, endpoint).is_none())
                .map(|form| form.slug.as_str())
                .collect();
            let Some(first) = bare.first() else { continue };
            let forms = match bare.len() {
                1 => format!("the form {first:?}"),
                more => format!("{more} forms, {first:?} among them,"),
            };
            let message = format!(
                "nothing defines {endpoint:?} for {forms} of the kapp {slug:?}, so that space administrators alone pass; assign {default:?}"
            );
            problems.push(Problem::new(Code::W1190, self.file(own), "securityPolicies", message));
        }
    }

    /// Forms that are open to everybody in a kapp that is not (K08).
    fn wider(&self, slug: &str, kapp: &Kapp, own: &Part, problems: &mut Vec<Problem>) {
        let Some(narrow) = self.assigned(own, Place::Kapp, "Display") else {
            return;
        };
        if self.is_open(kapp, narrow) {
            return;
        }
        for form in &kapp.forms {
            let Some(wide) = self.assigned(form, Place::Form, "Display") else {
                continue;
            };
            if self.is_open(kapp, wide) {
                let message = format!(
                    "the form {:?} is open to everybody ({wide:?}), and its kapp {slug:?} is not ({narrow:?}): only who passes both sees it in the kapp",
                    form.slug
                );
                problems.push(Problem::new(Code::W1191, self.file(form), "securityPolicies", message));
            }
        }
    }

    /// Whether a definition is `true` and nothing else, comments aside.
    fn is_open(&self, kapp: &Kapp, name: &str) -> bool {
        let mut definitions = kapp.definitions.iter().chain(&self.space.definitions);
        let found = definitions.find(|definition| definition.name == name);
        found.is_some_and(|definition| {
            let lines = definition.rule.lines().map(str::trim);
            let code: Vec<&str> = lines
                .filter(|line| !line.is_empty() && !line.starts_with("//"))
                .collect();
            matches!(code[..], ["true" | "true;"])
        })
    }
}
