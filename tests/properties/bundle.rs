//! Bundles: what was written is read again, and nothing of what was damaged.

use std::sync::LazyLock;

use proptest::prelude::*;
use rulec::bytecode::{Bundle, LoadError};
use rulec::policy::load::{Reading, files::File};
use rulec::policy::{PolicySet, Request, Settings};
use rulec::{Program, Schema, Source, compile};

fn programs() -> Vec<Program> {
    let javascript = [
        "identity('teams').includes('HR')",
        "true",
        "values('a\\ud800') === 'Ünï' || /^a+$/.test(values('b'))",
        "(function (x) { try { return x.y } catch (e) { return false } })(values('c'))",
    ];
    let rules = javascript.map(|text| Source::javascript("rule", text));
    let ruby = Source::ruby("rule", "@identity.teams.any? { |team| team == 'HR' }");
    let rules = rules.into_iter().chain([ruby]);
    rules
        .map(|source| compile(&source, &Schema::batch()).expect("the rule compiles"))
        .collect()
}

fn bundle(programs: &[Program]) -> Vec<u8> {
    let names: Vec<String> = (0..40).map(|number| format!("rule {number}")).collect();
    let rules = names.iter().enumerate();
    let rules = rules.map(|(number, name)| (name.as_str(), &programs[number * 7 % programs.len()]));
    Bundle::write(rules).expect("it is small")
}

#[test]
fn what_was_written_is_read_again() {
    let programs = programs();
    let bytes = bundle(&programs);
    let bundle = Bundle::read(bytes.clone()).expect("the bundle is read");
    assert_eq!((bundle.len(), bundle.distinct()), (40, programs.len()));
    bundle.check().expect("every program passes the check");
    for number in 0..40 {
        let rule = bundle.find(&format!("rule {number}")).expect("the rule is there");
        let program = bundle.program(rule).expect("the program is read");
        assert_eq!(program.to_bytes(), programs[number * 7 % programs.len()].to_bytes());
    }
    assert_eq!(bundle.find("rule"), None);
    assert_eq!(bundle.find("rule 99"), None);
    // Equal programs are one, also where they were compiled apart.
    let again = self::programs();
    let both = Bundle::write([("a", &programs[0]), ("b", &again[0])]).expect("it is small");
    assert_eq!(Bundle::read(both).expect("the bundle is read").distinct(), 1);
    let none = Bundle::write([]).expect("it is small");
    assert!(Bundle::read(none).expect("an empty bundle is one").is_empty());
}

#[test]
fn another_version_is_refused() {
    let mut bytes = bundle(&programs());
    bytes[6] ^= 0x40;
    assert!(matches!(Bundle::read(bytes), Err(LoadError::Version(_))));
    assert!(matches!(Bundle::read(b"rulec\0".to_vec()), Err(LoadError::Magic)));
}

#[test]
fn every_changed_byte_is_seen() {
    let bytes = bundle(&programs());
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(Bundle::read(damaged).is_err(), "byte {at}");
    }
    for len in 0..bytes.len() {
        assert!(Bundle::read(bytes[..len].to_vec()).is_err(), "{len} bytes");
    }
}

/// The sum of a bundle, as `Bundle::write` makes it: forged, so that what stands behind it is reached.
fn forged(mut bytes: Vec<u8>) -> Vec<u8> {
    const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;
    let step = |lane: u64, word: u64| (lane ^ word).wrapping_mul(FACTOR).rotate_left(29);
    let word = |bytes: &[u8]| {
        let mut word = [0; 8];
        word[..bytes.len()].copy_from_slice(bytes);
        u64::from_le_bytes(word)
    };
    let body = &bytes[16..];
    let mut lanes = [1_u64, 2, 3, 4];
    let mut chunks = body.chunks_exact(32);
    for chunk in &mut chunks {
        for (lane, bytes) in lanes.iter_mut().zip(chunk.chunks_exact(8)) {
            *lane = step(*lane, word(bytes));
        }
    }
    let sum = lanes.iter().fold(body.len() as u64, |sum, lane| step(sum, *lane));
    let sum = chunks
        .remainder()
        .chunks(8)
        .fold(sum, |sum, bytes| step(sum, word(bytes)));
    bytes[8..16].copy_from_slice(&sum.to_le_bytes());
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_panic(changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = bundle(&programs()[..2]);
        let original = bytes.clone();
        prop_assert_eq!(&forged(bytes.clone()), &original);
        for (at, byte) in changes {
            let at = 16 + at.index(bytes.len() - 16);
            bytes[at] = byte;
        }
        if let Ok(bundle) = Bundle::read(forged(bytes)) {
            for rule in 0..bundle.len() {
                let _ = bundle.find(bundle.name(rule));
                let _ = bundle.program(rule).map(Program::to_bytes);
            }
        }
    }

    #[test]
    fn any_bytes_are_refused_or_read(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let mut whole = b"rulecs".to_vec();
        whole.extend(bytes);
        let _ = Bundle::read(whole);
    }
}

/// A bundle with a small set of each model.
fn set() -> &'static [u8] {
    static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let definitions = serde_json::json!([
            {"name": "HR", "type": "Space", "message": "Ask ${identity('username')}.", "rule": "identity('teams').includes('HR')"},
            {"name": "Loop", "type": "Form", "message": "", "rule": "(function (x) { for (var i = 0; i < 3; i++) { x += values('a') } return x > /^a/.test(x) })('')"},
            {"name": "Bad", "type": "Form", "message": "", "rule": "(1"},
        ]);
        let space = serde_json::json!({"slug": "s", "securityPolicies": [
            {"endpoint": "Display", "name": "HR"},
            {"endpoint": "Default Form Display", "name": "Loop"},
            {"endpoint": "Default Form Modification", "name": "Bad"},
        ]});
        let rule = serde_json::json!({"type": "API Access", "name": "Local", "message": "not <%= @request.remote_addr %>",
            "rule": "['127.0.0.1'].any? { |one| one == @request.remote_addr }"});
        let source = serde_json::json!({"name": "Local", "policyRules": [rule]});
        let flows = serde_json::json!({"flows": [{"name": "pay", "status": "LIVE", "users": {"ann": "deny"}}]});
        let files = [
            ("core/space.json", space.to_string()),
            ("core/space/securityPolicyDefinitions.json", definitions.to_string()),
            ("core/space/kapps/k.json", "{\"slug\": \"k\"}".to_owned()),
            ("core/space/kapps/k/forms/f.json", "{\"slug\": \"f\"}".to_owned()),
            ("task/sources/local.json", source.to_string()),
            (
                "deploy.yaml",
                "workflow:\n  id: deploy\n  permissions: [noc]\n".to_owned(),
            ),
            ("flows.json", flows.to_string()),
        ];
        let files = files.map(|(name, text)| File::new(name, text)).to_vec();
        let made = PolicySet::bundle(Reading::files(files, Settings::default()));
        made.expect("the set loads").1.expect("it is small")
    });
    &BYTES
}

/// Asks a set everything that it knows.
fn ask_everything(set: &PolicySet) {
    let request = |json| Request::from_json(json).expect("the request is right");
    let caller = request(serde_json::json!({
        "identity": {"username": "ann", "authenticated": true, "teams": ["HR"]},
        "caller": {"user": "ann", "role": "noc", "email": "a@b.c"},
        "request": {"remote_addr": "10.0.0.1"}, "values": {"a": "b"}, "submission": {},
    }));
    for (model, element, endpoints) in set.elements() {
        for endpoint in endpoints {
            let request = Request {
                model: Some(model),
                element: element.clone(),
                endpoint: Some(endpoint),
                ..caller.clone()
            };
            let _ = set.explain(&request);
            let _ = set.checker(request).line("{\"values\": {\"a\": \"b\"}}");
        }
    }
    let _ = set.matrix(&caller);
    if let Some(linked) = set.link() {
        let callers: Vec<_> = linked.bind(caller).into_iter().collect();
        let _ = linked.everyone(&callers, "Display").allowed();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_of_a_set_panic_or_run_on(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..3),
        cut in proptest::option::weighted(0.1, any::<prop::sample::Index>()),
    ) {
        let mut bytes = set().to_vec();
        for (at, byte) in changes {
            let at = 16 + at.index(bytes.len() - 16);
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(16 + cut.index(bytes.len() - 16));
        }
        if let Ok(set) = PolicySet::from_bundle(forged(bytes)) {
            ask_everything(&set);
        }
    }
}

#[test]
fn the_set_that_is_changed_can_be_asked() {
    let set = PolicySet::from_bundle(set().to_vec()).expect("the bundle is read");
    assert_eq!((set.models().len(), set.programs.len()), (4, 8));
    ask_everything(&set);
    for len in 0..self::set().len() {
        assert!(
            PolicySet::from_bundle(self::set()[..len].to_vec()).is_err(),
            "{len} bytes"
        );
    }
}
