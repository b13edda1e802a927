//! Bundles: what was written is read again, and nothing of what was damaged.

use proptest::prelude::*;
use rulec::bytecode::{Bundle, LoadError};
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
