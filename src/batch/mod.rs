//! The batch interface: one JSON line in, one out, for rules of both languages over given bindings.
//!
//! Input: `{"id", "lang": "js"|"ruby", "source", "env"}`. Output: `{"id", "value", "truthy"}`, or `{"id", "throws",
//! "message"}`, or `{"id", "unsupported": true, "diagnostics"}`, or `{"id", "fault"}`. Every line is answered, also one
//! that is not JSON (`{"error"}`). Lines are independent of each other.

use serde_json::{Map, Value as Json, json};

use crate::compile::{Options, compile_with};
use crate::diag::{JsonDiagnostic, JsonFault, Report};
use crate::schema::Schema;
use crate::source::{Dialect, Source, Span};
use crate::vm::{Environment, Failure, Fault, evaluate};

/// Answers lines; holds what they share.
#[derive(Clone, Debug)]
pub struct Batch {
    schema: Schema,
    options: Options,
}

impl Default for Batch {
    fn default() -> Self {
        Batch::new(Options::default())
    }
}

impl Batch {
    /// A batch with options of one's own.
    pub fn new(options: Options) -> Self {
        Batch {
            schema: Schema::batch(),
            options,
        }
    }

    /// The answer to a line, without a line end.
    ///
    /// ```
    /// let batch = rulec::batch::Batch::default();
    /// let answer = batch.answer(r#"{"id": 1, "lang": "js", "source": "[1, 2].includes(2)", "env": {}}"#);
    /// assert_eq!(answer, r#"{"id":1,"value":true,"truthy":true}"#);
    /// ```
    pub fn answer(&self, line: &str) -> String {
        let (id, body) = match serde_json::from_str::<Json>(line) {
            Ok(Json::Object(mut request)) => {
                let id = request.remove("id");
                (id, self.respond(request))
            }
            Ok(_) => (None, json!({"error": "bad request: a line must be a JSON object"})),
            Err(error) => (None, json!({"error": format!("bad request: {error}")})),
        };
        let mut answer = Map::new();
        if let Some(id) = id {
            answer.insert("id".to_owned(), id);
        }
        if let Json::Object(fields) = body {
            answer.extend(fields);
        }
        Json::Object(answer).to_string()
    }

    /// The answer to a line of bytes, which may be no text.
    pub fn answer_bytes(&self, line: &[u8]) -> String {
        match std::str::from_utf8(line) {
            Ok(text) => self.answer(text),
            Err(error) => {
                let message = format!("bad request: byte {} starts no UTF-8 character", error.valid_up_to());
                json!({"error": message}).to_string()
            }
        }
    }

    /// The answer to a line that is longer than `Limits::line_bytes`, and was not read.
    pub fn too_long(&self) -> String {
        let most = self.options.limits.line_bytes;
        json!({"error": format!("bad request: the line is longer than {most} bytes")}).to_string()
    }

    fn respond(&self, mut request: Map<String, Json>) -> Json {
        let dialect = match request.get("lang").and_then(Json::as_str) {
            Some("js") => Dialect::JavaScript,
            Some("ruby") => Dialect::Ruby,
            _ => return json!({"error": "bad request: `lang` must be \"js\" or \"ruby\""}),
        };
        let Some(Json::String(text)) = request.remove("source") else {
            return json!({"error": "bad request: `source` must be a text"});
        };
        let environment = request.remove("env").unwrap_or(Json::Null);
        let environment = match Environment::from_json(&self.schema, environment) {
            Ok(environment) => environment,
            Err(error) => return json!({"error": format!("bad request: {error}")}),
        };
        self.evaluate(
            &Source {
                name: "<rule>".to_owned(),
                text,
                dialect,
            },
            &environment,
        )
    }

    /// The answer for a rule over bindings, without the id.
    pub fn evaluate(&self, source: &Source, environment: &Environment) -> Json {
        match compile_with(source, &self.schema, &self.options) {
            Err(report) => refused(&report),
            Ok(program) => {
                let limits = &self.options.limits;
                let (result, _) = evaluate(&program, environment, environment.world, limits);
                match result {
                    Ok((value, truthy)) => json!({"value": value, "truthy": truthy}),
                    Err(failure) => failed(&failure),
                }
            }
        }
    }
}

fn refused(report: &Report) -> Json {
    let diagnostics: Vec<JsonDiagnostic> = report.diagnostics.iter().map(JsonDiagnostic::from).collect();
    if report.is_syntax_error() {
        let message = report.diagnostics.iter().find(|diagnostic| diagnostic.is_error());
        let message = message.map_or("", |diagnostic| diagnostic.message.as_str());
        json!({"throws": "SyntaxError", "message": message, "diagnostics": diagnostics})
    } else {
        json!({"unsupported": true, "diagnostics": diagnostics})
    }
}

fn failed(failure: &Failure) -> Json {
    match failure {
        Failure::Thrown(thrown) => {
            json!({"throws": thrown.class, "message": thrown.message, "span": [thrown.span.start, thrown.span.end]})
        }
        Failure::Fault(fault) => json!({"fault": published(fault)}),
    }
}

/// The published form of a fault.
pub fn published(fault: &Fault) -> JsonFault {
    let Span { start, end } = fault.span.unwrap_or_default();
    JsonFault {
        code: fault.code.number().to_owned(),
        name: fault.code.name().to_owned(),
        message: fault.message.clone(),
        span: [start, end],
    }
}
