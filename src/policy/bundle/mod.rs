//! A whole set in one file: what it was read from, and its programs, so that loading it compiles nothing.
//!
//! Input: what the loaders read; output: the bytes of a [`Bundle`](crate::bytecode::Bundle), and a set from them. The bundle holds the programs under
//! names that say what they decide (`kapp services, form laptop: Display`, with what is inherited resolved; and the names
//! of the definitions), for hosts that run programs and have rules of their own about who is asked. Attached to it are the
//! settings and the files that say something to the set, in which `read.rs` finds the set again.
//! Invariants: the files decide, as those of the folder do. A program only stands in for its own text: language, sections
//! and text are compared, and a rule without a program, as one that did not compile, is compiled again, so that its report
//! and its denial are those of the folder. A bundle that is damaged, foreign or of another version is refused as a whole.
//! Paths of the machine are left out, but for the names by which files were asked for; so are files that say nothing.

mod read;

use super::load::Reading;
use super::load::files::File;
use super::programs::Stored;
use super::settings::Settings;
use super::{LoadError, PolicySet};
use crate::bytecode::BundleWriter;
use crate::limits::Limits;

pub(super) use read::contents;

impl PolicySet {
    /// Builds a set from what was read, and the bundle that [`PolicySet::from_bundle`] and [`PolicySet::load`] take; none
    /// where it would be larger than `Limits::bundle_bytes`.
    ///
    /// # Errors
    /// As [`PolicySet::load`].
    ///
    /// ```
    /// use rulec::bytecode::Bundle;
    /// use rulec::policy::load::{Reading, files::File};
    /// use rulec::policy::{PolicySet, Request, Settings};
    ///
    /// let rule = r#"[{"name": "HR", "type": "Space", "message": "", "rule": "identity('teams').includes('HR')"}]"#;
    /// let files = [
    ///     ("core/space.json", r#"{"slug": "s", "securityPolicies": [{"endpoint": "Display", "name": "HR"}]}"#),
    ///     ("core/space/securityPolicyDefinitions.json", rule),
    /// ];
    /// let files = files.map(|(name, text)| File::new(name, text)).to_vec();
    /// let (set, bytes) = PolicySet::bundle(Reading::files(files, Settings::default())).unwrap();
    /// let bytes = bytes.unwrap();
    /// // A host that has the resolver loads the set; nothing is compiled.
    /// let loaded = PolicySet::from_bundle(bytes.clone()).unwrap();
    /// let identity = serde_json::json!({"username": "ann", "authenticated": true, "teams": ["HR"]});
    /// let request = Request::from_json(serde_json::json!({"endpoint": "Display", "identity": identity})).unwrap();
    /// assert!(loaded.decide(&request).is_allowed());
    /// assert_eq!(loaded.decide(&request), set.decide(&request));
    /// // One that knows what it asks takes the program.
    /// let bundle = Bundle::read(bytes).unwrap();
    /// let display = bundle.find("the space: Display").unwrap();
    /// assert!(bundle.program(display).is_ok());
    /// ```
    pub fn bundle(reading: Reading) -> Result<(PolicySet, Option<Vec<u8>>), LoadError> {
        let mut attached = Attached::default();
        attached.number(u32::from(reading.alone));
        attached.settings(&reading.settings);
        let files = reading.concerned.iter().filter_map(|&file| reading.files.get(file));
        attached.list(files, Attached::file);
        let set = PolicySet::build(reading)?;
        let mut bundle = BundleWriter::default();
        let numbers: Vec<Option<u32>> = set
            .programs
            .compiled()
            .map(|program| program.map(|program| bundle.program(program)))
            .collect();
        for (name, rule) in set.named_rules() {
            if let Some(number) = numbers.get(rule).copied().flatten() {
                bundle.rule(name, number);
            }
        }
        let stored = numbers.iter().zip(set.programs.stored());
        let stored = stored.filter_map(|(number, rule)| Some((*number)?).zip(rule));
        attached.list(stored, |out, (number, rule)| out.rule(number, &rule));
        let bytes = bundle.finish(&attached.0);
        let bytes = bytes.filter(|bytes| bytes.len() as u64 <= Limits::default().bundle_bytes);
        Ok((set, bytes))
    }

    /// Loads the bytes of a bundle. Its settings are those with which it was compiled.
    ///
    /// # Errors
    /// [`LoadError`] where the bytes are no set of this version, or not as they were written; nothing of them is used.
    pub fn from_bundle(bytes: Vec<u8>) -> Result<PolicySet, LoadError> {
        PolicySet::build(Reading::bundle("the bundle", bytes))
    }

    /// The rules with the names of what they decide about, and with those of their definitions.
    fn named_rules(&self) -> Vec<(String, usize)> {
        let mut rules = Vec::new();
        if let Some(core) = &self.core {
            for (item, found) in core.items.iter().enumerate() {
                for (endpoint, row) in core.endpoints.list(found.place).iter().enumerate() {
                    let entry = core.entry(item, endpoint).filter(|_| row.scope.is_some());
                    if let Some(Ok(rule)) = entry.map(|entry| &entry.rule) {
                        rules.push((format!("{}: {}", found.element, row.name), rule.index()));
                    }
                }
            }
        }
        let own = self.programs.rules().enumerate();
        rules.extend(own.map(|(number, rule)| (rule.source.name.clone(), number)));
        rules
    }
}

/// What is attached to the programs, while it is written: numbers little-endian, texts and lists after their lengths.
#[derive(Default)]
struct Attached(Vec<u8>);

impl Attached {
    fn number(&mut self, number: u32) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    /// A length beyond what can be said makes the bundle too large, so that it is not given out.
    fn length(&mut self, length: usize) {
        self.number(u32::try_from(length).unwrap_or(u32::MAX));
    }

    fn text(&mut self, text: &str) {
        self.length(text.len());
        self.0.extend_from_slice(text.as_bytes());
    }

    fn list<T>(&mut self, items: impl Iterator<Item = T>, write: impl Fn(&mut Self, T)) {
        let at = self.0.len();
        self.number(0);
        let mut count = 0_u32;
        for item in items {
            write(self, item);
            count = count.saturating_add(1);
        }
        self.0[at..at + 4].copy_from_slice(&count.to_le_bytes());
    }

    fn settings(&mut self, settings: &Settings) {
        // Settings hold nothing that JSON cannot say.
        self.text(&serde_json::to_string(settings).unwrap_or_default());
    }

    fn file(&mut self, file: &File) {
        self.text(&file.name);
        self.list(file.place_in_set().iter(), |out, part| out.text(part));
        self.text(&file.text);
    }

    fn rule(&mut self, program: u32, rule: &Stored<'_>) {
        self.number(program);
        self.number(u32::from(rule.has_intersection) | u32::from(rule.profile) << 1);
        self.text(rule.text);
        self.list(rule.unbound.iter(), |out, (name, span)| {
            out.text(name);
            out.number(span.start);
            out.number(span.end);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Request;
    use crate::policy::programs::{Compiled, Programs};
    use crate::{Schema, Source};

    const RULE: &str = "identity('teams').includes('HR')";

    fn bundle() -> Vec<u8> {
        let rule = serde_json::json!([{"name": "HR", "type": "Space", "message": "", "rule": RULE}]);
        let files = [
            (
                "core/space.json",
                r#"{"slug": "s", "securityPolicies": [{"endpoint": "Display", "name": "HR"}]}"#.to_owned(),
            ),
            ("core/space/securityPolicyDefinitions.json", rule.to_string()),
        ];
        let files = files.map(|(name, text)| File::new(name, text)).to_vec();
        let made = PolicySet::bundle(Reading::files(files, Settings::default()));
        made.unwrap().1.unwrap()
    }

    /// Whether nobody in particular may see the space, once the bundle's programs are these.
    fn allows(change: impl FnOnce(Compiled) -> Compiled) -> bool {
        let mut reading = Reading::bundle("set", bundle());
        reading.compiled = change(std::mem::take(&mut reading.compiled));
        let set = PolicySet::build(reading).unwrap();
        let identity = serde_json::json!({"username": "ann", "authenticated": true, "teams": []});
        let request = Request::from_json(serde_json::json!({"endpoint": "Display", "identity": identity}));
        set.decide(&request.unwrap()).is_allowed()
    }

    /// A program that allows, as if it had been compiled from a text over sections.
    fn open(text: &str, sections: &[&str], has_intersection: bool) -> Compiled {
        let mut programs = Programs::default();
        let mut schema = Schema::new(sections);
        schema.has_intersection = has_intersection;
        programs.add(Source::javascript("open", "true"), &schema);
        let rule = programs.stored().flatten().next().unwrap();
        let ready = super::super::programs::Ready {
            program: programs.compiled().flatten().next().unwrap().clone(),
            unbound: rule.unbound.to_vec(),
            profile: rule.profile,
        };
        let mut compiled = Compiled::default();
        compiled.add((text.to_owned(), has_intersection, ready));
        compiled
    }

    #[test]
    fn a_small_bundle_does_not_grow_without_bounds() {
        let long = Source::javascript("long", format!("'{}'", "x".repeat(1 << 16)));
        let program = crate::compile(&long, &Schema::batch()).unwrap();
        let loads = |rules: usize| {
            let mut attached = Attached::default();
            attached.number(0);
            attached.settings(&Settings::default());
            attached.list(std::iter::empty(), Attached::file);
            let mut bundle = BundleWriter::default();
            let number = bundle.program(&program);
            attached.list(0..rules, |out, rule| {
                let rule = Stored {
                    text: &rule.to_string(),
                    has_intersection: false,
                    unbound: &[],
                    profile: false,
                };
                out.rule(number, &rule);
            });
            PolicySet::from_bundle(bundle.finish(&attached.0).unwrap()).is_ok()
        };
        assert!(loads(1) && loads(50));
        assert!(!loads(200), "200 programs of 64 KiB each, in some 70 KiB");
    }

    #[test]
    fn a_program_is_used_for_exactly_what_it_was_compiled_from() {
        let space = &["identity", "space"];
        assert!(!allows(|own| own));
        assert!(!allows(|_| Compiled::default()), "what has no program is compiled");
        // The program is not compiled again: another one in its place decides.
        assert!(allows(|_| open(RULE, space, true)));
        assert!(
            !allows(|_| open(&RULE.replace("HR", "IT"), space, true)),
            "another text"
        );
        assert!(!allows(|_| open(RULE, &["space", "identity"], true)), "other sections");
        assert!(!allows(|_| open(RULE, space, false)), "another schema");
    }
}
