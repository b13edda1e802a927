//! T01 to T13: policy rules in Ruby.

use rulec::policy::{PolicySet, Request, words};
use serde_json::{Value as Json, json};

use crate::sets::{ann, answer, ask, load, root, set, set_with};

fn rule(kind: &str, name: &str, rule: &str) -> Json {
    json!({"type": kind, "name": name, "rule": rule, "message": format!("Not {name}")})
}

/// An export with rules and the categories that use them.
fn export(rules: &[Json], categories: &[(&str, &[&str])]) -> Vec<(&'static str, String)> {
    let names = ["a", "b", "c", "d", "e"];
    let mut files = Vec::new();
    for (at, rule) in rules.iter().enumerate() {
        let name: &'static str = Box::leak(format!("task/policyRules/{}.json", names[at]).into_boxed_str());
        files.push((name, rule.to_string()));
    }
    for (at, (category, rules)) in categories.iter().enumerate() {
        let name: &'static str = Box::leak(format!("task/categories/{}.json", names[at]).into_boxed_str());
        files.push((
            name,
            json!({"name": category, "policyRules": rules, "trees": []}).to_string(),
        ));
    }
    files
}

fn request(element: Json, identity: Json, addr: &str) -> Json {
    json!({"model": "kinetic-task", "element": element, "identity": identity,
        "request": {"remote_addr": addr, "headers": {"X-Forwarded-For": "10.0.0.1, 10.0.0.2"}, "params": {"id": "7"}},
        "auth": {"signature": true}})
}

/// A set with one rule of a category, and its answer for Ann.
fn one(text: &str) -> PolicySet {
    set(&export(&[rule("Category Access", "Rule", text)], &[("Cat", &["Rule"])]))
}

fn category(addr: &str) -> Json {
    request(json!({"category": "Cat"}), ann(), addr)
}

#[test]
fn t01_consoles_categories_and_sources_have_rules_of_their_types() {
    let mut files = export(&[rule("Category Access", "Same", "true")], &[("Cat", &["Same"])]);
    let console = json!({"type": "Console Access", "name": "Same", "rule": "false", "message": "",
        "consolePolicyRules": [{"name": "Handlers", "policyRule": "Same"}]});
    files.push(("task/policyRules/x.json", console.to_string()));
    let source = json!({"name": "S", "policyRules": [rule("API Access", "Same", "@request.remote_addr == '1.1.1.1'")]});
    files.push(("task/sources/s.json", source.to_string()));
    let set = set(&files);
    assert_eq!(answer(&set, category("1.1.1.1")), "allow rule");
    assert_eq!(
        answer(&set, request(json!({"console": "Handlers"}), ann(), "1.1.1.1")),
        "deny rule"
    );
    assert_eq!(
        answer(&set, request(json!({"source": "S"}), ann(), "1.1.1.1")),
        "allow rule"
    );
    assert_eq!(
        answer(&set, request(json!({"source": "S"}), ann(), "2.2.2.2")),
        "deny rule"
    );
    let mut wrong = request(json!({"source": "S"}), ann(), "1.1.1.1");
    wrong["endpoint"] = json!("Console Access");
    assert_eq!(answer(&set, wrong), "deny unknown-endpoint");
}

#[test]
fn t02_membership_is_asked_in_both_spellings() {
    for text in [
        "@identity.is_member_of('Department::HR')",
        "@identity.is_member_of?('Department::HR')",
    ] {
        assert_eq!(answer(&one(text), category("")), "allow rule", "{text}");
    }
    assert_eq!(
        answer(&one("@identity.is_member_of('Team::Admins')"), category("")),
        "deny rule"
    );
}

#[test]
fn t03_addresses_are_listed_and_joined_over_a_line_end() {
    let local = "['127.0.0.1'].include?(@request.remote_addr)";
    assert_eq!(answer(&one(local), category("127.0.0.1")), "allow rule");
    assert_eq!(answer(&one(local), category("127.0.0.2")), "deny rule");
    let both = "@identity.is_member_of('Department::HR') &&\n  ['192.168.1.100'].include?(@request.remote_addr)";
    assert_eq!(answer(&one(both), category("192.168.1.100")), "allow rule");
    assert_eq!(answer(&one(both), category("192.168.1.101")), "deny rule");
}

#[test]
fn t04_request_identity_and_auth_have_their_methods() {
    let rules = [
        ("@request.get_remote_addr() == '9.9.9.9'", "allow"),
        (
            "@request.get_header('x-forwarded-for').split(', ').first == '10.0.0.1'",
            "allow",
        ),
        ("@request.get_header('absent').nil?", "allow"),
        ("@request.params['id'] == '7'", "allow"),
        ("@identity.username == 'ann'", "allow"),
        ("@identity.get_property('spaceAdmin') == 'true'", "deny"),
        ("@identity.get_property('spaceAdmin') == 'false'", "allow"),
        ("@auth.validate_signature()", "allow"),
        ("@auth.validate_signature('a key')", "allow"),
    ];
    for (text, effect) in rules {
        assert_eq!(
            answer(&one(text), category("9.9.9.9")),
            format!("{effect} rule"),
            "{text}"
        );
    }
    let mut unsigned = category("");
    unsigned["auth"] = json!({});
    assert_eq!(answer(&one("@auth.validate_signature()"), unsigned), "deny rule");
}

#[test]
fn t05_the_last_statement_decides_and_networks_are_known() {
    let text = "require 'ipaddr'\nrange = IPAddr.new('192.168.1.0/24')\nrange.include?(@request.remote_addr)";
    assert_eq!(answer(&one(text), category("192.168.1.77")), "allow rule");
    assert_eq!(answer(&one(text), category("192.168.2.77")), "deny rule");
    let six = "require 'ipaddr'\nIPAddr.new('2001:db8::/32').include?(@request.remote_addr)";
    assert_eq!(answer(&one(six), category("2001:db8::7")), "allow rule");
    assert_eq!(answer(&one("true\nfalse"), category("")), "deny rule");
}

#[test]
fn t06_the_message_is_erb() {
    let mut text = rule("Category Access", "Rule", "false");
    text["message"] =
        json!("not on the whitelist (<%= @request.remote_addr %>)<% if @identity.username == 'ann' %>, ann<% end %>");
    let set = set(&export(&[text], &[("Cat", &["Rule"])]));
    let decision = ask(&set, category("8.8.8.8"));
    assert_eq!(decision.message.as_deref(), Some("not on the whitelist (8.8.8.8), ann"));
    assert_eq!(decision.status, 403);
}

#[test]
fn t07_all_rules_must_pass_or_any_where_that_is_set() {
    let files = export(
        &[
            rule("Category Access", "B yes", "true"),
            rule("Category Access", "C no", "false"),
            rule("Category Access", "A no", "false"),
        ],
        &[("Cat", &["B yes", "C no", "A no"])],
    );
    let decision = ask(&set(&files), category(""));
    assert_eq!(
        (decision.reason.text(), decision.definition.as_deref()),
        ("rule", Some("A no"))
    );
    assert_eq!(decision.message.as_deref(), Some("Not A no"));
    let any = set_with("[kinetic-task]\ncombine = \"any\"\n", &files);
    let decision = ask(&any, category(""));
    assert!(decision.is_allowed());
    assert_eq!(decision.definition.as_deref(), Some("B yes"));
}

#[test]
fn t08_what_has_no_rule_takes_the_system_default() {
    let none = set(&export(&[], &[("Cat", &[])]));
    assert_eq!(answer(&none, category("")), "allow default");
    let shipped = set(&export(&[rule("System Default", "Allow All", "true")], &[("Cat", &[])]));
    assert_eq!(ask(&shipped, category("")).level.as_deref(), Some("system-default"));
    let shut = set(&export(&[rule("System Default", "Nobody", "false")], &[("Cat", &[])]));
    assert_eq!(answer(&shut, category("")), "deny default");
    assert_eq!(
        answer(&shut, request(json!({"console": "Runs"}), ann(), "")),
        "deny default"
    );
}

#[test]
fn t09_nobody_bypasses() {
    let set = one("@identity.is_member_of('Team::Admins')");
    assert_eq!(
        answer(&set, request(json!({"category": "Cat"}), root(), "")),
        "deny rule"
    );
    let itself = one("@identity.get_property('spaceAdmin') == 'true'");
    assert_eq!(
        answer(&itself, request(json!({"category": "Cat"}), root(), "")),
        "allow rule"
    );
}

#[test]
fn t10_the_consoles_of_the_product_are_known() {
    let set = set(&export(&[], &[("Cat", &[])]));
    assert_eq!(rulec::policy::model::task::CONSOLES.len(), 20);
    for console in rulec::policy::model::task::CONSOLES {
        assert_eq!(
            answer(&set, request(json!({"console": console}), ann(), "")),
            "allow default",
            "{console}"
        );
    }
    assert_eq!(
        answer(&set, request(json!({"console": "Nothing"}), ann(), "")),
        "deny unknown-element"
    );
}

#[test]
fn t11_an_export_may_stand_anywhere_and_repeats_its_rules() {
    let signature = rule("API Access", "Valid Signature", "@auth.validate_signature()");
    let files = vec![
        (
            "x/export/task/policyRules/api-access-valid-signature.json",
            signature.to_string(),
        ),
        (
            "x/export/task/sources/one.json",
            json!({"name": "One", "policyRules": [signature], "properties": {}}).to_string(),
        ),
        (
            "x/export/task/categories/c.json",
            json!({"name": "C", "policyRules": ["Gone"]}).to_string(),
        ),
    ];
    let set = set(&files);
    assert_eq!(answer(&set, request(json!({"source": "One"}), ann(), "")), "allow rule");
    assert_eq!(
        answer(&set, request(json!({"category": "C"}), ann(), "")),
        "deny broken-policy"
    );
    assert_eq!(set.problems.iter().filter(|problem| problem.is_error()).count(), 1);
    let other = json!({"name": "Two", "policyRules": [rule("API Access", "Valid Signature", "true")]});
    let mut files = files;
    files.push(("x/export/task/sources/two.json", other.to_string()));
    let set = load(&files).expect("the set loads");
    assert_eq!(
        answer(&set, request(json!({"source": "One"}), ann(), "")),
        "deny broken-policy"
    );
    assert_eq!(
        answer(&set, request(json!({"source": "Two"}), ann(), "")),
        "deny broken-policy"
    );
}

#[test]
fn t12_a_rule_that_raises_denies() {
    let decision = ask(&one("@identity.nothing.upcase"), category(""));
    assert_eq!(decision.reason.text(), "fault");
    assert_eq!(decision.definition.as_deref(), Some("Rule"));
    assert!(
        decision
            .fault
            .is_some_and(|fault| fault.message.contains("NoMethodError"))
    );
    let files = export(
        &[
            rule("Category Access", "A", "raise 'no'"),
            rule("Category Access", "B", "true"),
        ],
        &[("Cat", &["A", "B"])],
    );
    let any = set_with("[kinetic-task]\ncombine = \"any\"\n", &files);
    assert_eq!(answer(&any, category("")), "deny fault");
}

#[test]
fn t13_a_decision_is_one_line_of_a_log() {
    let set = one("false");
    let mut json = category("1.2.3.4");
    json["now"] = json!("2026-03-04T10:00:00Z");
    let request = Request::from_json(json).expect("the request is right");
    let line = words::log_line(
        Some(&request),
        &set.decide(&request),
        &["message".to_owned(), "fuel".to_owned()],
    );
    let expected = json!({"time": "2026-03-04T10:00:00.000Z", "model": "kinetic-task", "caller": "ann", "element": "category Cat",
        "endpoint": "Category Access", "effect": "deny", "reason": "rule", "level": "category", "definition": "Rule", "status": 403, "fault": null});
    assert_eq!(line, expected);
}
