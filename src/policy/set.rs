//! Policy sets: the resolver over all four models.
//!
//! Input: what the loaders read; output: a [`PolicySet`], or a [`LoadError`] where anything fatal was found, so that
//! nothing of a half-loaded set is ever used.

use std::collections::BTreeMap;
use std::path::Path;

use super::endpoint::Endpoints;
use super::load::Reading;
use super::load::files::File;
use super::model::core::Core;
use super::model::flowrunner::Flow;
use super::model::keep::{Permissions, Workflow};
use super::model::task::Task;
use super::programs::{Compiled, Programs};
use super::{Decision, Effect, Element, LoadError, Model, Problem, Reason, Request, Settings};
use crate::diag::Code;
use crate::limits::Limits;

/// Everything that decides.
#[derive(Debug, Default)]
pub struct PolicySet {
    /// The rules, each distinct one once.
    pub programs: Programs,
    /// Kinetic Core.
    pub core: Option<Core>,
    /// Kinetic Task.
    pub task: Option<Task>,
    /// Keep's workflows by id.
    pub workflows: BTreeMap<String, Workflow>,
    /// FlowRunner's flows by name.
    pub flows: BTreeMap<String, Flow>,
    /// How the models decide.
    pub settings: Settings,
    /// What was found and does not keep the set from being used.
    pub problems: Vec<Problem>,
    /// Bounds of each run.
    pub limits: Limits,
}

impl PolicySet {
    /// Loads a file, a folder, or a bundle that was compiled of one.
    ///
    /// # Errors
    /// [`LoadError`] where a file cannot be read or says something of the wrong type; the set's other problems are in
    /// [`PolicySet::problems`].
    pub fn load(path: &Path) -> Result<PolicySet, LoadError> {
        PolicySet::build(Reading::path(path, &Limits::default()))
    }

    /// Builds a set from files in memory: names with `/`, and texts.
    ///
    /// # Errors
    /// As [`PolicySet::load`].
    ///
    /// ```
    /// use rulec::policy::{PolicySet, Request, Settings};
    ///
    /// let file = ("deploy.yaml", "workflow:\n  id: deploy\n  permissions: [noc]\n  steps: []\n");
    /// let set = PolicySet::from_files([file], Settings::default()).unwrap();
    /// let request = serde_json::json!({"element": {"workflow": "deploy"}, "caller": {"role": "noc", "email": "a@b.c"}});
    /// assert!(set.decide(&Request::from_json(request).unwrap()).is_allowed());
    /// ```
    pub fn from_files<N: Into<String>, T: Into<String>>(
        files: impl IntoIterator<Item = (N, T)>,
        settings: Settings,
    ) -> Result<PolicySet, LoadError> {
        let files = files.into_iter().map(|(name, text)| File::new(name, text)).collect();
        PolicySet::build(Reading::files(files, settings))
    }

    /// Builds a set from what was read.
    ///
    /// # Errors
    /// As [`PolicySet::load`].
    pub fn build(reading: Reading) -> Result<PolicySet, LoadError> {
        PolicySet::build_with(reading, Programs::with)
    }

    /// Builds a set whose problems are asked for and hardly a decision: it is made faster, and decides the same, slower.
    ///
    /// # Errors
    /// As [`PolicySet::load`].
    pub fn build_to_look_at(reading: Reading) -> Result<PolicySet, LoadError> {
        PolicySet::build_with(reading, Programs::to_look_at)
    }

    fn build_with(reading: Reading, programs: fn(Compiled) -> Programs) -> Result<PolicySet, LoadError> {
        let mut problems = reading.problems;
        let settings = reading.settings;
        let mut set = PolicySet {
            programs: programs(reading.compiled),
            ..PolicySet::default()
        };
        let endpoints = Endpoints::with(&settings.kinetic_core.endpoints).unwrap_or_else(|why| {
            problems.push(Problem::fatal(Code::E0810, "rulec.toml", "kinetic-core.endpoints", why));
            Endpoints::default()
        });
        let (files, programs) = (&reading.files, &mut set.programs);
        if let Some(space) = &reading.space {
            super::reach::check(space, files, &endpoints, &mut problems);
            let settings = &settings.kinetic_core;
            set.core = Some(Core::build(space, files, settings, endpoints, programs, &mut problems));
        }
        if let Some(task) = &reading.task {
            let combine = settings.kinetic_task.combine;
            set.task = Some(Task::build(task, files, combine, programs, &mut problems));
        }
        for read in reading.workflows {
            set.workflow(read, &settings, &mut problems);
        }
        for app in reading.apps {
            let precedence = app.precedence.unwrap_or(settings.flowrunner.precedence);
            for read in app.flows {
                super::lint::flow(&read, &app.app_wide, &app.file, &mut problems);
                let name = read.name.clone();
                let flow = Flow::new(
                    read.name,
                    read.status,
                    read.grid,
                    &app.app_wide,
                    precedence,
                    &mut set.programs,
                );
                if set.flows.insert(name.clone(), flow).is_some() {
                    let message = format!("there are two flows named {name:?}; one entry holds for all versions");
                    problems.push(Problem::fatal(Code::E0804, &app.file, "flows", message));
                }
            }
        }
        problems.sort_by(|a, b| {
            (&a.file, a.place, &a.path, a.code, &a.message).cmp(&(&b.file, b.place, &b.path, b.code, &b.message))
        });
        problems.dedup();
        if problems.iter().any(|problem| problem.fatal) {
            return Err(LoadError { problems });
        }
        set.settings = settings;
        set.problems = problems;
        Ok(set)
    }

    /// Adds a workflow. The same id may be in several files of a folder; where they do not say the same, nobody may run it.
    fn workflow(&mut self, read: super::load::keep::Workflow, settings: &Settings, problems: &mut Vec<Problem>) {
        let gate = settings.keep.gate;
        super::lint::workflow(&read, gate, problems);
        let mut permissions = read.permissions;
        if let Some(known) = self.workflows.get(&read.id)
            && known.permissions != permissions
        {
            let what = format!(
                "there are workflows with the id {:?} and different permissions",
                read.id
            );
            let message = format!("{what}; nobody may run them");
            problems.push(Problem::new(Code::E0804, &read.file, read.path, message));
            permissions = Permissions::Malformed(what);
        }
        let mut workflow = Workflow::new(read.id.clone(), permissions, gate, &mut self.programs);
        workflow.name = read.name;
        workflow.triggers = read.triggers;
        self.workflows.insert(read.id, workflow);
    }

    /// The models that the set holds.
    pub fn models(&self) -> Vec<Model> {
        let held = [
            (Model::KineticCore, self.core.is_some()),
            (Model::KineticTask, self.task.is_some()),
            (Model::Keep, !self.workflows.is_empty()),
            (Model::Flowrunner, !self.flows.is_empty()),
        ];
        held.into_iter()
            .filter(|(_, held)| *held)
            .map(|(model, _)| model)
            .collect()
    }

    /// The model that a request means: the one that it names, or the only one that the set holds.
    ///
    /// # Errors
    /// Why none is meant, for people.
    pub fn model(&self, request: &Request) -> Result<Model, String> {
        let held = self.models();
        match (request.model, held.as_slice()) {
            (Some(model), held) if held.contains(&model) => Ok(model),
            (Some(model), _) => Err(format!("This set holds nothing of the model {}", model.name())),
            (None, [model]) => Ok(*model),
            (None, []) => Err("This set holds no policies".to_owned()),
            (None, held) => {
                let names: Vec<&str> = held.iter().map(|model| model.name()).collect();
                Err(format!("The request must name its `model`: {}", names.join(", ")))
            }
        }
    }

    /// Decides about a request. Always answers; whatever goes wrong denies.
    pub fn decide(&self, request: &Request) -> Decision {
        let text = || request.element.to_string();
        let model = match self.model(request) {
            Ok(model) => model,
            Err(message) => return Decision::invalid(text(), message),
        };
        let unknown = |kind: &str| {
            let named = request.element.get(kind).is_some();
            let message = if named {
                format!("This set knows nothing called {}", text())
            } else {
                format!("The element must name a {kind}")
            };
            Decision {
                message: Some(message),
                ..Decision::new(Effect::Deny, Reason::UnknownElement, text())
            }
        };
        let only = |kind: &str| {
            let one = request.element.kinds().count() == 1;
            request.element.get(kind).filter(|_| one)
        };
        match model {
            Model::KineticCore => match &self.core {
                Some(core) => core.decide(&self.programs, request, &self.limits),
                None => unknown("kapp"),
            },
            Model::KineticTask => match &self.task {
                Some(task) => task.decide(&self.programs, request, &self.limits),
                None => unknown("source"),
            },
            Model::Keep => match only("workflow").and_then(|id| self.workflows.get(id)) {
                Some(workflow) => {
                    let gate = self.settings.keep.gate;
                    single("run", request, |request| {
                        workflow.decide(&self.programs, request, gate, &self.limits)
                    })
                }
                None => unknown("workflow"),
            },
            Model::Flowrunner => match only("flow").and_then(|name| self.flows.get(name)) {
                Some(flow) => single("activate", request, |request| {
                    flow.decide(&self.programs, request, &self.limits)
                }),
                None => unknown("flow"),
            },
        }
    }

    /// Decides about many elements for one caller: the request with each of the elements, in order.
    pub fn decide_many<'a>(
        &'a self,
        request: &'a Request,
        elements: impl IntoIterator<Item = Element> + 'a,
    ) -> impl Iterator<Item = Decision> + 'a {
        let mut request = request.clone();
        elements.into_iter().map(move |element| {
            request.element = element;
            self.decide(&request)
        })
    }
}

/// Decides about an element that has one endpoint, which requests may leave out.
fn single(endpoint: &str, request: &Request, decide: impl FnOnce(&Request) -> Decision) -> Decision {
    match request.endpoint.as_deref() {
        Some(name) if name != endpoint => Decision {
            endpoint: Some(name.to_owned()),
            message: Some(format!("There is no endpoint {name:?} here; it is {endpoint:?}")),
            ..Decision::new(Effect::Deny, Reason::UnknownEndpoint, request.element.to_string())
        },
        _ => Decision {
            endpoint: Some(endpoint.to_owned()),
            ..decide(request)
        },
    }
}
