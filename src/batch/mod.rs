//! The batch interface: one JSON line in, one out, for rules of both languages over given bindings.
//!
//! Input: `{"id", "lang": "js"|"ruby", "source", "env"}`. Output: `{"id", "value", "truthy"}`, or `{"id", "throws",
//! "message"}`, or `{"id", "unsupported": true, "diagnostics"}`, or `{"id", "fault"}`. Every line is answered, also one
//! that is not JSON (`{"error"}`). Lines are independent of each other.

mod line;

use serde_json::{Value as Json, json};

use self::line::{Answer, Body, Request};
use crate::bytecode::Program;
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
            // A program is gone once it has answered its line, so that nobody asks what its types prove.
            options: Options {
                prove: false,
                ..options
            },
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
        let (id, body) = match serde_json::from_str::<Request>(line) {
            Ok(mut request) => (request.id.take(), self.respond(request)),
            Err(_) => (None, Body::Other(not_a_request(line))),
        };
        let answer = Answer { id, body };
        // Writing to memory does not fail, and every key is a text.
        serde_json::to_string(&answer).unwrap_or_default()
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

    fn respond(&self, request: Request) -> Body {
        let bad = |what: String| Body::Other(json!({"error": format!("bad request: {what}")}));
        let dialect = match request.lang.as_ref().and_then(Json::as_str) {
            Some("js") => Dialect::JavaScript,
            Some("ruby") => Dialect::Ruby,
            _ => return bad("`lang` must be \"js\" or \"ruby\"".to_owned()),
        };
        let Some(Json::String(text)) = request.source else {
            return bad("`source` must be a text".to_owned());
        };
        let environment = request.env.unwrap_or(Json::Null);
        let environment = match Environment::from_json(&self.schema, environment) {
            Ok(environment) => environment,
            Err(error) => return bad(error.to_string()),
        };
        self.run(
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
        self.run(source, environment).into()
    }

    fn run(&self, source: &Source, environment: &Environment) -> Body {
        let body = match compile_with(source, &self.schema, &self.options) {
            Ok(program) => self.run_program(&program, environment),
            Err(report) => return Body::Other(refused(&report)),
        };
        if !body.is_fault() || !self.options.optimise || self.options.decide {
            return body;
        }
        // Decision code reads less than the general code: what is too much for the one can be little for the other.
        let options = Options {
            decide: true,
            ..self.options.clone()
        };
        match compile_with(source, &self.schema, &options) {
            Ok(program) if program.decision_code().is_some() => self.run_program(&program, environment),
            _ => body,
        }
    }

    fn run_program(&self, program: &Program, environment: &Environment) -> Body {
        match evaluate(program, environment, environment.world, &self.options.limits).0 {
            Ok((value, truthy)) => Body::Value(value, truthy),
            Err(failure) => Body::Other(failed(&failure)),
        }
    }
}

/// What is wrong with a line that is no object.
fn not_a_request(line: &str) -> Json {
    match serde_json::from_str::<Json>(line) {
        Ok(_) => json!({"error": "bad request: a line must be a JSON object"}),
        Err(error) => json!({"error": format!("bad request: {error}")}),
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
