//! K13 to K20, K23 and K26: what rules see, what their result means, and which rules are refused.

use serde_json::{Value as Json, json};

use crate::sets::{Export, ann, answer, ask, element, form, nobody, rule_at, set, set_with};

#[test]
fn k13_the_result_is_read_with_truthiness_unless_a_boolean_is_asked() {
    let rule = "identity('teams').length && 'yes'";
    assert_eq!(answer(&rule_at("Display", rule), form("Display", ann())), "allow rule");
    assert_eq!(answer(&rule_at("Display", "''"), form("Display", ann())), "deny rule");
    let files = Export {
        form: &[("Display", "Rule"), ("Modification", "Plain")],
        definitions: &[("Rule", "Form", rule), ("Plain", "Form", "!!identity('teams').length")],
        ..Export::default()
    }
    .files();
    let strict = set_with("[kinetic-core]\nstrict-boolean = true\n", &files);
    let decision = ask(&strict, form("Display", ann()));
    assert_eq!(decision.reason.text(), "fault");
    assert_eq!(decision.fault.map(|fault| fault.code), Some("F0907".to_owned()));
    assert_eq!(answer(&strict, form("Modification", ann())), "allow rule");
}

#[test]
fn k14_bindings_follow_the_endpoint_and_not_the_type() {
    let set = Export {
        kapp: &[("Default Submission Access", "Kapp Rule")],
        form: &[("Display", "Kapp Rule")],
        definitions: &[("Kapp Rule", "Kapp", "values('For') === identity('username')")],
        ..Export::default()
    }
    .set();
    let mut request = form("Submission Access", ann());
    request["values"] = json!({"For": "ann"});
    assert_eq!(answer(&set, request.clone()), "allow inherited");
    // Form Display has no `values`: the rule throws a ReferenceError there.
    request["endpoint"] = json!("Display");
    let decision = ask(&set, request);
    assert_eq!(decision.reason.text(), "fault");
    assert!(
        decision
            .fault
            .is_some_and(|fault| fault.message.contains("values is not defined"))
    );
    assert!(set.problems.iter().any(|problem| problem.code.number() == "W1183"));
}

#[test]
fn k15_each_endpoint_has_its_bindings_and_a_default_for_what_is_undefined() {
    let form_rule = "[identity, space, kapp, form].every(function(binding) { return typeof binding === 'function'; }) \
                     && typeof submission === 'undefined' && typeof values === 'undefined'";
    assert_eq!(
        answer(&rule_at("Display", form_rule), form("Display", ann())),
        "allow rule"
    );
    let submission_rule =
        "typeof submission === 'function' && typeof values === 'function' && typeof team === 'undefined'";
    let set = rule_at("Submission Access", submission_rule);
    assert_eq!(answer(&set, form("Submission Access", ann())), "allow rule");
    let default = rule_at(
        "Display",
        "identity('attribute:None', ['x'])[0] === 'x' && identity('username', 'y') === 'ann'",
    );
    assert_eq!(answer(&default, form("Display", ann())), "allow rule");
}

#[test]
fn k16_the_keys_of_each_section_are_there() {
    let rule = "kapp('slug') === 'k' && form('name') === 'f' && space('slug') === 's' && identity('profileAttribute:Phone')[0] === '1' \
                && submission('coreState') === 'Draft' && values('A')[1] === 'b' && identity('email') === undefined";
    let mut request = form("Submission Access", ann());
    request["identity"]["profileAttributes"] = json!({"Phone": ["1"]});
    request["submission"] = json!({"coreState": "Draft"});
    request["values"] = json!({"A": ["a", "b"]});
    assert_eq!(answer(&rule_at("Submission Access", rule), request), "allow rule");
}

/// A rule that reads each key and compares it with what the request or the export says.
fn reads(rows: &[(&str, &str, Json)]) -> String {
    let tests = rows
        .iter()
        .map(|(section, key, value)| format!("JSON.stringify({section}('{key}')) === {}", json!(value.to_string())));
    tests.collect::<Vec<_>>().join(" &&\n")
}

#[test]
fn k16_every_key_that_the_product_documents_can_be_read() {
    let identity = json!({"username": "ann", "displayName": "Ann", "email": "ann@example.com", "groups": ["g"],
        "teams": ["Department::HR"], "sessionToken": "t", "anonymous": false, "authenticated": true, "spaceAdmin": false,
        "attributes": {"Site": ["Berlin"]}, "profileAttributes": {"Phone": ["1"]}});
    let submission = json!({"anonymous": false, "closedAt": "2026-03-01T00:00:00Z", "closedBy": "bob", "coreState": "Closed",
        "createdAt": "2026-01-01T00:00:00Z", "createdBy": "ann", "currentPage": "Page 1", "id": "7", "sessionToken": "t",
        "submittedAt": "2026-02-01T00:00:00Z", "submittedBy": "ann", "type": "Service", "updatedAt": "2026-02-02T00:00:00Z", "updatedBy": "bob"});
    let mut rows: Vec<(&str, &str, Json)> = Vec::new();
    for (section, map) in [("identity", &identity), ("submission", &submission)] {
        let fields = map.as_object().expect("an object");
        rows.extend(fields.iter().map(|(key, value)| (section, key.as_str(), value.clone())));
    }
    rows.push(("identity", "attribute:Site", json!(["Berlin"])));
    rows.push(("identity", "profileAttribute:Phone", json!(["1"])));
    for (section, name) in [("form", "f"), ("kapp", "k"), ("space", "s")] {
        rows.push((section, "name", json!(name)));
        rows.push((section, "slug", json!(name)));
        rows.push((section, "attributes", json!({"Owner": [name]})));
        rows.push((section, "attribute:Owner", json!([name])));
    }
    let part = |name: &str, endpoint: Option<&str>| {
        let policies = endpoint.map(|endpoint| json!({"endpoint": endpoint, "name": "Rule"}));
        json!({"name": name, "slug": name, "attributes": [{"name": "Owner", "values": [name]}], "securityPolicies": policies.into_iter().collect::<Vec<_>>()})
            .to_string()
    };
    let rule = reads(&rows);
    let mut files = Export {
        definitions: &[("Rule", "Submission", &rule)],
        ..Export::default()
    }
    .files();
    files[0].1 = part("s", None);
    files[2].1 = part("k", None);
    files[4].1 = part("f", Some("Submission Access"));
    let mut request = form("Submission Access", identity.clone());
    request["submission"] = submission;
    assert_eq!(answer(&set(&files), request), "allow rule");
    // Teams, users and files are what the request names.
    let team = [
        ("team", "name", json!("HR")),
        ("team", "slug", json!("hr")),
        ("team", "attributes", json!({"A": ["x"]})),
        ("team", "attribute:A", json!(["x"])),
    ];
    let user = [
        ("user", "displayName", json!("Bob")),
        ("user", "email", json!("b@c.d")),
        ("user", "invitedBy", json!("ann")),
        ("user", "spaceAdmin", json!(false)),
        ("user", "username", json!("bob")),
        ("user", "attribute:A", json!(["x"])),
    ];
    let file = [
        ("file", "folder", json!("docs")),
        ("file", "name", json!("a.txt")),
        ("file", "path", json!("docs/a.txt")),
    ];
    let (team, user, file) = (reads(&team), reads(&user), reads(&file));
    let mut files = Export {
        space: &[("Team Modification", "Team"), ("User Modification", "User")],
        space_definitions: &[
            ("Team", "Team", &team),
            ("User", "User", &user),
            ("File", "File Resource", &file),
        ],
        ..Export::default()
    }
    .files();
    files.push((
        "core/space/fileResources/r.json",
        element("r", &[("File Access", "File")]),
    ));
    let set = set(&files);
    let ask = |element: Json, endpoint: &str, section: &str, value: Json| {
        let mut request = json!({"element": element, "endpoint": endpoint, "identity": identity});
        request[section] = value;
        answer(&set, request)
    };
    let named = json!({"name": "HR", "slug": "hr", "attributes": {"A": ["x"]}});
    assert_eq!(ask(json!({}), "Team Modification", "team", named), "allow rule");
    let named = json!({"displayName": "Bob", "email": "b@c.d", "invitedBy": "ann", "spaceAdmin": false, "username": "bob", "attributes": {"A": ["x"]}});
    assert_eq!(ask(json!({}), "User Modification", "user", named), "allow rule");
    let named = json!({"folder": "docs", "name": "a.txt", "path": "docs/a.txt"});
    assert_eq!(ask(json!({"file": "r"}), "File Access", "file", named), "allow rule");
}

#[test]
fn k17_teams_are_full_names_and_attributes_are_lists() {
    let hr = rule_at(
        "Display",
        "identity('teams').includes('Department::HR') && !identity('teams').includes('Department')",
    );
    assert_eq!(answer(&hr, form("Display", ann())), "allow rule");
    // A list of one, a declared one without value, one that nobody declared.
    let mut files = Export {
        form: &[("Display", "Rule")],
        definitions: &[(
            "Rule",
            "Form",
            "identity('attribute:Site').indexOf('Ber') === -1 && identity('attribute:Manager').length === 0 \
             && identity('attribute:Other') === undefined && space('attributes')['Host'].length === 2",
        )],
        ..Export::default()
    }
    .files();
    files.push((
        "core/space/userAttributeDefinitions.json",
        json!([{"name": "Manager"}]).to_string(),
    ));
    files[0].1 = json!({"slug": "s", "attributes": [{"name": "Host", "values": ["a", "b"]}]}).to_string();
    let set = set(&files);
    assert_eq!(answer(&set, form("Display", ann())), "allow rule");
    // One text counts as a list of one, so that it is never searched as a text.
    let mut scalar = form("Display", ann());
    scalar["identity"]["attributes"]["Site"] = json!("Berlin");
    assert_eq!(answer(&set, scalar), "allow rule");
}

#[test]
fn k18_has_intersection_is_a_global_that_a_local_one_hides() {
    let global = "hasIntersection(identity('teams'), 'Department::HR') && !hasIntersection(null, undefined)";
    assert_eq!(
        answer(&rule_at("Display", global), form("Display", ann())),
        "allow rule"
    );
    let local =
        "(function() { var hasIntersection = function() { return false; }; return hasIntersection([1], [1]); })()";
    assert_eq!(answer(&rule_at("Display", local), form("Display", ann())), "deny rule");
}

#[test]
fn k19_rules_as_they_are_shipped_run_and_defective_ones_are_refused() {
    let shipped = "(function() {\n  // Helper method\n  var hasIntersection = function(obj1, obj2) {\n    obj1 = (obj1 === null || obj1 === undefined) ? [] : obj1;\n    \
        var list1 = (obj1 instanceof Array) ? obj1 : [obj1];\n    var list2 = (obj2 instanceof Array) ? obj2 : [obj2];\n    \
        return list1.find(function(value) { return hasValue(list2, value); }) !== undefined;\n  };\n  \
        var hasValue = function(list, value) { return (list instanceof Array) && list.indexOf(value) != -1 };\n  \
        /* HR or IT */ return hasIntersection(identity('teams'), ['Department::HR', 'Department::IT']) && /^a/.test(identity('username'));\n})()\n";
    let set = rule_at("Display", shipped);
    assert_eq!(answer(&set, form("Display", ann())), "allow rule");
    assert_eq!(answer(&set, form("Display", nobody())), "deny rule");
    assert_eq!(
        answer(&rule_at("Display", "// nobody\nfalse"), form("Display", ann())),
        "deny rule"
    );
    let missing = "(function() { return identity('teams').includes('A'; })()";
    let semicolon = "(identity('teams').includes('A'); true)";
    for (rule, code) in [(missing, "E0202"), (semicolon, "E0202"), ("Authenticated", "E0811")] {
        let set = rule_at("Display", rule);
        let decision = ask(&set, form("Display", ann()));
        assert_eq!(decision.reason.text(), "fault", "{rule}");
        assert_eq!(decision.fault.map(|fault| fault.code).as_deref(), Some(code), "{rule}");
        let report = set.problems.iter().find(|problem| problem.code.number() == "E0808");
        let report = report.expect("the rule is reported");
        assert!(
            report.file.ends_with("securityPolicyDefinitions.json") && report.path == "[0].rule",
            "{report}"
        );
        assert!(report.place.is_some(), "{report}");
    }
}

#[test]
fn k19_a_finding_has_its_place_in_the_export() {
    let mut files = Export {
        form: &[("Display", "Rule")],
        ..Export::default()
    }
    .files();
    files[3].1 =
        "[\n  {\"name\": \"Rule\", \"type\": \"Form\", \"message\": \"\",\n   \"rule\": \"true &&\\n  (1; 2)\"}\n]"
            .to_owned();
    let set = set(&files);
    let report = set.problems.iter().find(|problem| problem.code.number() == "E0808");
    let report = report.expect("the rule is reported");
    // The bracket is on line 2 of the rule, and on line 3 of the file, where the line end is two characters.
    assert_eq!(report.place, Some((3, 24)), "{report}");
    assert!(report.message.contains("line 2, column 3 of the rule"), "{report}");
}

#[test]
fn k20_profile_attributes_are_the_users_own() {
    // The rule runs, and that it trusts what users edit themselves is reported.
    let set = rule_at("Display", "identity('profileAttribute:Role').includes('boss')");
    let mut request = form("Display", ann());
    request["identity"]["profileAttributes"] = json!({"Role": ["boss"]});
    assert_eq!(answer(&set, request), "allow rule");
    assert!(set.problems.iter().any(|problem| problem.code.number() == "W1186"));
}

#[test]
fn k23_operators_that_javascript_does_not_have_are_refused_with_a_fix() {
    let rules = [
        ("identity('username') = 'ann'", "E0301"),
        ("identity('authenticated') AND true", "E0201"),
        ("identity('authenticated') OR false", "E0201"),
        ("team('Department::HR')", "E0811"),
    ];
    for (rule, code) in rules {
        let decision = ask(&rule_at("Display", rule), form("Display", ann()));
        assert_eq!(decision.fault.map(|fault| fault.code).as_deref(), Some(code), "{rule}");
        assert!(decision.reason.text() == "fault");
    }
}

/// A rule that the seeds promise in words, with callers whom it lets in and callers whom it does not.
fn promised(rule: &str, endpoint: &str, allowed: &[Json], denied: &[Json]) {
    let mut files = Export {
        form: &[(endpoint, "Rule")],
        definitions: &[("Rule", "Kapp", rule)],
        ..Export::default()
    }
    .files();
    files[4].1 = json!({"slug": "f", "attributes": [{"name": "Site", "values": ["Berlin"]}],
        "securityPolicies": [{"endpoint": endpoint, "name": "Rule"}]})
    .to_string();
    let set = set(&files);
    for (requests, effect) in [(allowed, "allow rule"), (denied, "deny rule")] {
        for fields in requests {
            let mut request = form(endpoint, ann());
            for (key, value) in fields.as_object().expect("fields") {
                if key == "identity" {
                    for (key, value) in value.as_object().expect("an identity") {
                        request["identity"][key] = value.clone();
                    }
                } else {
                    request[key] = value.clone();
                }
            }
            assert_eq!(answer(&set, request.clone()), effect, "{rule}: {request}");
        }
    }
}

#[test]
fn k26_rules_about_teams_and_attributes() {
    let teams = |teams: &[&str]| json!({"identity": {"teams": teams}});
    promised(
        "identity('teams').indexOf('Contractors') === -1",
        "Display",
        &[teams(&["HR"]), teams(&[])],
        &[teams(&["HR", "Contractors"])],
    );
    promised(
        "['A', 'B'].every(function(team) { return identity('teams').includes(team); })",
        "Display",
        &[teams(&["A", "B"]), teams(&["B", "C", "A"])],
        &[teams(&["A"]), teams(&[])],
    );
    promised(
        "hasIntersection(identity('attribute:Site'), form('attribute:Site'))",
        "Display",
        &[json!({})],
        &[
            json!({"identity": {"attributes": {"Site": ["Rome"]}}}),
            json!({"identity": {"attributes": {}}}),
        ],
    );
    promised(
        "identity('teams').includes('Department::HR')",
        "Display",
        &[json!({})],
        &[teams(&["Department::IT"])],
    );
}

#[test]
fn k26_rules_about_time() {
    let at = |now: &str| json!({"now": now, "tz": "Europe/Berlin"});
    promised(
        "[0, 6].includes(new Date().getDay())",
        "Display",
        &[at("2026-03-07T10:00:00Z"), at("2026-03-06T23:30:00Z")],
        &[at("2026-03-06T10:00:00Z"), at("2026-03-08T23:30:00Z")],
    );
    promised(
        "(function() { var d = new Date(); return d.getDay() > 0 && d.getDay() < 6 && d.getHours() >= 9 && d.getHours() < 17; })()",
        "Display",
        &[at("2026-03-04T08:00:00Z")],
        &[
            at("2026-03-04T07:59:59Z"),
            at("2026-03-04T16:00:00Z"),
            at("2026-03-07T10:00:00Z"),
        ],
    );
    let since = |start: &str| json!({"identity": {"attributes": {"Start": [start]}}, "now": "2026-03-04T10:00:00Z"});
    promised(
        "(function() { var s = new Date(identity('attribute:Start')[0]); s.setFullYear(s.getFullYear() + 1); return new Date() > s; })()",
        "Display",
        &[since("2025-03-03"), since("2019-01-01")],
        &[since("2025-03-05"), since("2026-01-01")],
    );
}

#[test]
fn k26_rules_about_submissions() {
    let by = |user: &str| json!({"submission": {"createdBy": user}});
    promised(
        "submission('createdBy') === identity('username')",
        "Submission Access",
        &[by("ann")],
        &[by("bob"), json!({})],
    );
    let reviewed = |state: &str, reviewers: &[&str]| json!({"submission": {"coreState": state}, "values": {"Reviewers": reviewers}});
    promised(
        "submission('coreState') !== 'Draft' && hasIntersection(values('Reviewers'), identity('username'))",
        "Submission Modification",
        &[reviewed("Submitted", &["ann", "bob"])],
        &[
            reviewed("Draft", &["ann"]),
            reviewed("Submitted", &["bob"]),
            reviewed("Submitted", &[]),
        ],
    );
}

#[test]
fn a_datastore_form_takes_definitions_of_the_space() {
    let mut files = Export {
        space_definitions: &[(
            "Data",
            "Datastore Form",
            "identity('teams').includes('Department::HR') && typeof kapp === 'undefined'",
        )],
        ..Export::default()
    }
    .files();
    files.push((
        "core/space/datastore/forms/d.json",
        element("d", &[("Display", "Data")]),
    ));
    let request = json!({"element": {"form": "d"}, "endpoint": "Display", "identity": ann()});
    assert_eq!(answer(&set(&files), request), "allow rule");
}
