//! Decisions about a bound identity are those of the whole set.

use std::path::Path;

use rulec::policy::model::core::{Identity, Linked};
use rulec::policy::{PolicySet, Request};

fn shared<T: Send + Sync>() {}

#[test]
fn a_bound_identity_is_decided_as_by_the_whole_set() {
    shared::<Linked<'static>>();
    shared::<Identity>();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/company");
    let set = PolicySet::load(&folder).expect("the example loads");
    let core = set.core.as_ref().expect("the example has Kinetic Core");
    let linked = set.link().expect("the example has Kinetic Core");
    let text = std::fs::read_to_string(folder.join("requests.jsonl")).expect("the file can be read");
    let mut compared = 0;
    for line in text.lines() {
        let json: serde_json::Value = serde_json::from_str(line).expect("each line is JSON");
        if json["model"] != "kinetic-core" {
            continue;
        }
        let request = Request::from_json(json).expect("the request is right");
        let Ok(identity) = linked.bind(request.clone()) else {
            continue;
        };
        for (item, found) in core.items.iter().enumerate() {
            for (endpoint, row) in core.endpoints.list(found.place).iter().enumerate() {
                let whole = set.decide(&Request {
                    element: found.element.clone(),
                    endpoint: Some(row.name.clone()),
                    ..request.clone()
                });
                let quick = linked.decide(&identity, item, endpoint);
                let expected = (whole.effect, whole.reason, whole.status);
                assert_eq!(
                    (quick.effect, quick.reason, quick.status),
                    expected,
                    "{} {}: {line}",
                    found.element,
                    row.name
                );
                compared += 1;
            }
        }
    }
    assert!(compared > 1_000, "{compared} decisions were compared");
}
