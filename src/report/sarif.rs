//! SARIF 2.1.0: one run with the rules that were met and a result for each finding.

use std::collections::BTreeMap;

use serde_json::{Map, Value as Json, json};

use super::{Finding, Level, Place, Replacement};
use crate::diag::Code;

/// The log of a run.
pub(super) fn log(findings: &[Finding]) -> Json {
    let mut met: BTreeMap<&str, usize> = findings.iter().map(|finding| (finding.code.as_str(), 0)).collect();
    for (index, at) in met.values_mut().enumerate() {
        *at = index;
    }
    let rules: Vec<Json> = met.keys().filter_map(|number| Code::find(number)).map(rule).collect();
    let results: Vec<Json> = findings
        .iter()
        .map(|finding| result(finding, met[finding.code.as_str()]))
        .collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Json {
    let words = code.name().replace('-', " ");
    let level = if code.number().starts_with('W') {
        "warning"
    } else {
        "error"
    };
    json!({
        "id": code.number(),
        "name": code.name(),
        "shortDescription": {"text": words},
        "help": {"text": code.page(), "markdown": code.page()},
        "defaultConfiguration": {"level": level},
    })
}

fn result(finding: &Finding, index: usize) -> Json {
    let level = match finding.severity {
        Level::Error => "error",
        Level::Warning => "warning",
    };
    let mut physical = Map::new();
    physical.insert("artifactLocation".to_owned(), json!({"uri": uri(&finding.file)}));
    if let Some(place) = finding.place {
        physical.insert("region".to_owned(), region(place));
    }
    let mut location = json!({"physicalLocation": physical});
    if !finding.path.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": finding.path}]);
    }
    let mut result = json!({
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": level,
        "message": {"text": finding.text()},
        "locations": [location],
    });
    if let (Some(rule), false) = (&finding.rule, finding.path.is_empty()) {
        result["properties"] = json!({"rule": rule});
    }
    if let Some(fix) = &finding.fix {
        let replacements: Vec<Json> = fix.edits.iter().map(replacement).collect();
        result["fixes"] = json!([{
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": {"uri": uri(&finding.file)}, "replacements": replacements}],
        }]);
    }
    result
}

fn replacement(edit: &Replacement) -> Json {
    json!({"deletedRegion": region(edit.place), "insertedContent": {"text": edit.text}})
}

fn region(place: Place) -> Json {
    let mut region = json!({
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    });
    if let (Some(start), Some(end)) = (place.start.byte, place.end.byte) {
        region["byteOffset"] = Json::from(start);
        region["byteLength"] = Json::from(end.saturating_sub(start));
    }
    region
}

/// A path as a URI reference (RFC 3986): what is not allowed in a path is written in `%` and two digits.
fn uri(file: &str) -> String {
    let mut out = String::with_capacity(file.len());
    let file = file.replace('\\', "/");
    for byte in file.strip_prefix("./").unwrap_or(&file).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/!$&'()*+,;=@".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
