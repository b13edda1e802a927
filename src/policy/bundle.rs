//! The programs of a set in one file, for hosts that decide without the export and without a compiler.
//!
//! Input: a policy set; output: a [`Bundle`]. Each rule stands under the element and endpoint that it decides about, as
//! `kapp services, form laptop: Display`, with what is inherited resolved; and under the place of its text. A rule that did
//! not compile has no place in it, so that a host finds none and denies.

use crate::bytecode::Bundle;
use crate::policy::PolicySet;

impl PolicySet {
    /// The set's programs as a [`Bundle`]; none where it would be larger than 4 GiB.
    ///
    /// ```
    /// use rulec::bytecode::Bundle;
    /// use rulec::policy::{PolicySet, Settings};
    ///
    /// let rule = r#"[{"name": "HR", "type": "Space", "rule": "identity('teams').includes('HR')"}]"#;
    /// let files = [
    ///     ("core/space.json", r#"{"slug": "s", "securityPolicies": [{"endpoint": "Display", "name": "HR"}]}"#),
    ///     ("core/space/securityPolicyDefinitions.json", rule),
    /// ];
    /// let set = PolicySet::from_files(files, Settings::default()).unwrap();
    /// let bundle = Bundle::read(set.bundle().unwrap()).unwrap();
    /// let display = bundle.find("the space: Display").unwrap();
    /// assert!(bundle.program(display).is_ok());
    /// ```
    pub fn bundle(&self) -> Option<Vec<u8>> {
        let mut rules = Vec::new();
        if let Some(core) = &self.core {
            for (item, found) in core.items.iter().enumerate() {
                for (endpoint, row) in core.endpoints.list(found.place).iter().enumerate() {
                    let rule = core.entry(item, endpoint).filter(|_| row.scope.is_some());
                    let Some(Ok(rule)) = rule.map(|entry| &entry.rule) else {
                        continue;
                    };
                    if let Ok(program) = &self.programs.rule(*rule).program {
                        rules.push((format!("{}: {}", found.element, row.name), program));
                    }
                }
            }
        }
        let own = self.programs.rules();
        rules.extend(own.filter_map(|rule| Some((rule.source.name.clone(), rule.program.as_ref().ok()?))));
        Bundle::write(rules.iter().map(|(name, program)| (name.as_str(), *program)))
    }
}
