//! Checks a JSON value against a JSON Schema, as far as the schemas of this project go.

use serde_json::Value as Json;

/// Every way in which `value` is not what `schema` says; `root` is the whole schema, for `$ref`.
pub fn errors(root: &Json, value: &Json) -> Vec<String> {
    let mut found = Vec::new();
    check(root, root, value, "", &mut found);
    found
}

fn check(root: &Json, schema: &Json, value: &Json, at: &str, found: &mut Vec<String>) {
    let schema = match schema.get("$ref").and_then(Json::as_str) {
        Some(path) => root
            .pointer(path.trim_start_matches('#'))
            .expect("the reference leads somewhere"),
        None => schema,
    };
    for (keyword, wanted) in schema.as_object().expect("a schema is an object") {
        let fine = match keyword.as_str() {
            "type" => match wanted {
                Json::Array(kinds) => kinds.iter().any(|kind| is(value, kind)),
                kind => is(value, kind),
            },
            "enum" => wanted.as_array().is_some_and(|values| values.contains(value)),
            "minimum" => value
                .as_i64()
                .is_none_or(|number| number >= wanted.as_i64().unwrap_or(0)),
            "pattern" => value.as_str().is_none_or(code),
            "required" => list(wanted).all(|name| value.get(name).is_some()),
            "anyOf" => {
                let mut options = wanted.as_array().into_iter().flatten();
                options.any(|option| {
                    let mut wrong = Vec::new();
                    check(root, option, value, at, &mut wrong);
                    wrong.is_empty()
                })
            }
            "additionalProperties" if wanted == false => value
                .as_object()
                .is_none_or(|fields| fields.keys().all(|name| schema["properties"].get(name).is_some())),
            "properties" => {
                for (name, schema) in wanted.as_object().expect("properties are an object") {
                    if let Some(inner) = value.get(name) {
                        check(root, schema, inner, &format!("{at}/{name}"), found);
                    }
                }
                true
            }
            "items" => {
                for (index, inner) in value.as_array().into_iter().flatten().enumerate() {
                    check(root, wanted, inner, &format!("{at}/{index}"), found);
                }
                true
            }
            "$schema"
            | "$defs"
            | "definitions"
            | "title"
            | "description"
            | "format"
            | "uniqueItems"
            | "minItems"
            | "additionalProperties" => true,
            other => panic!("the keyword `{other}` is not known here"),
        };
        if !fine {
            found.push(format!("{at}: {keyword} {wanted}, but {value}"));
        }
    }
}

fn is(value: &Json, kind: &Json) -> bool {
    match kind.as_str().expect("a type is a text") {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        other => panic!("the type `{other}` is not known here"),
    }
}

fn list(names: &Json) -> impl Iterator<Item = &str> {
    names.as_array().into_iter().flatten().filter_map(Json::as_str)
}

/// The one pattern that there is: that of a code.
fn code(text: &str) -> bool {
    text.len() == 5 && text.starts_with(['E', 'F', 'W']) && text[1..].bytes().all(|byte| byte.is_ascii_digit())
}
