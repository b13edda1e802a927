//! Makes policy sets and requests for the tests, in memory.

use rulec::policy::load::{Reading, files::File};
use rulec::policy::{Decision, LoadError, PolicySet, Request, Settings};
use serde_json::{Value as Json, json};

/// A set of files with the default settings.
pub fn set(files: &[(&str, String)]) -> PolicySet {
    load(files).unwrap_or_else(|error| panic!("the set must load: {error}"))
}

/// As [`set`], with the error.
pub fn load(files: &[(&str, String)]) -> Result<PolicySet, LoadError> {
    load_with(Settings::default(), files)
}

/// A set; one that comes out of its bundle is the same to the last field, so that it answers the same, and one that cannot
/// be used has no bundle.
fn load_with(settings: Settings, files: &[(&str, String)]) -> Result<PolicySet, LoadError> {
    let files = || files.iter().map(|(name, text)| (*name, text.as_str()));
    let set = PolicySet::from_files(files(), settings.clone());
    let files = files().map(|(name, text)| File::new(name, text));
    match (&set, PolicySet::bundle(Reading::files(files.collect(), settings))) {
        (Ok(set), Ok((built, bytes))) => {
            let loaded = PolicySet::from_bundle(bytes.expect("it is small")).expect("the bundle is read");
            let set = format!("{set:#?}");
            assert!(
                set == format!("{built:#?}"),
                "the set from which the bundle was made differs"
            );
            let loaded = format!("{loaded:#?}");
            let differs = set.lines().zip(loaded.lines()).find(|(one, other)| one != other);
            assert!(set == loaded, "the set of the bundle differs: {differs:?}");
        }
        (Err(error), Err(also)) => assert_eq!(*error, also),
        (_, bundle) => panic!("one of both loads: {bundle:?}"),
    }
    set
}

/// A set with settings, as `rulec.toml` says them.
pub fn set_with(settings: &str, files: &[(&str, String)]) -> PolicySet {
    let settings = rulec::policy::load::settings::read(settings).expect("the settings are right");
    load_with(settings, files).expect("the set must load")
}

/// The answer to a request.
pub fn ask(set: &PolicySet, request: Json) -> Decision {
    set.decide(&Request::from_json(request).expect("the request is right"))
}

/// Effect and reason of an answer.
pub fn answer(set: &PolicySet, request: Json) -> String {
    let decision = ask(set, request);
    let effect = if decision.is_allowed() { "allow" } else { "deny" };
    format!("{effect} {}", decision.reason.text())
}

/// Definitions: name, type, rule; the message is the name.
pub fn definitions(rows: &[(&str, &str, &str)]) -> String {
    let rows = rows
        .iter()
        .map(|(name, kind, rule)| json!({"name": name, "type": kind, "message": format!("Not {name}"), "rule": rule}));
    json!(rows.collect::<Vec<_>>()).to_string()
}

/// An element with assignments: endpoint, definition.
pub fn element(slug: &str, policies: &[(&str, &str)]) -> String {
    let policies = policies
        .iter()
        .map(|(endpoint, name)| json!({"endpoint": endpoint, "name": name}));
    json!({"name": slug, "slug": slug, "securityPolicies": policies.collect::<Vec<_>>()}).to_string()
}

/// An export with one kapp `k` and one form `f`: definitions of the space and of the kapp, and assignments of each level.
#[derive(Default)]
pub struct Export<'a> {
    pub space: &'a [(&'a str, &'a str)],
    pub kapp: &'a [(&'a str, &'a str)],
    pub form: &'a [(&'a str, &'a str)],
    pub space_definitions: &'a [(&'a str, &'a str, &'a str)],
    pub definitions: &'a [(&'a str, &'a str, &'a str)],
}

impl Export<'_> {
    /// The files of the export.
    pub fn files(&self) -> Vec<(&'static str, String)> {
        vec![
            ("core/space.json", element("s", self.space)),
            (
                "core/space/securityPolicyDefinitions.json",
                definitions(self.space_definitions),
            ),
            ("core/space/kapps/k.json", element("k", self.kapp)),
            (
                "core/space/kapps/k/securityPolicyDefinitions.json",
                definitions(self.definitions),
            ),
            ("core/space/kapps/k/forms/f.json", element("f", self.form)),
        ]
    }

    /// The set.
    pub fn set(&self) -> PolicySet {
        set(&self.files())
    }
}

/// A set whose form `f` has one rule at an endpoint.
pub fn rule_at(endpoint: &str, rule: &str) -> PolicySet {
    Export {
        form: &[(endpoint, "Rule")],
        definitions: &[("Rule", "Kapp", rule)],
        ..Export::default()
    }
    .set()
}

/// A request about the form `f`.
pub fn form(endpoint: &str, identity: Json) -> Json {
    json!({"element": {"kapp": "k", "form": "f"}, "endpoint": endpoint, "identity": identity})
}

/// A request about the kapp `k`.
pub fn kapp(endpoint: &str, identity: Json) -> Json {
    json!({"element": {"kapp": "k"}, "endpoint": endpoint, "identity": identity})
}

/// Somebody who is signed in.
pub fn ann() -> Json {
    json!({"username": "ann", "authenticated": true, "anonymous": false, "spaceAdmin": false, "teams": ["Department::HR"], "attributes": {"Site": ["Berlin"]}})
}

/// Nobody in particular.
pub fn nobody() -> Json {
    json!({"authenticated": false, "anonymous": true, "teams": []})
}

/// A Space Admin.
pub fn root() -> Json {
    json!({"username": "root", "authenticated": true, "spaceAdmin": true, "teams": []})
}
