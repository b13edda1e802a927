//! `format`, `sprintf` and `String#%`: the conversions of arguments around the formatter of [`crate::number::ruby`].

use crate::diag::Code;
use crate::number::ruby::format::{Arguments, Character, FormatError, Number};
use crate::number::ruby::{Int, format as formatter};
use crate::value::{Global, Value};
use crate::vm::context::{Cx, Run, Stop};

use super::arguments::{array, hash, is_string, text, to_c_int, to_str};
use super::dispatch::wrong_arguments;
use super::hash::missing as missing_key;
use super::integer::of_value;
use super::{Args, float, hashing, inspect, missing, numeric, string_from};

/// Why formatting stopped.
enum Failure {
    /// The template is wrong.
    Format(FormatError),
    /// A conversion raised.
    Stop(Stop),
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Self {
        Failure::Format(error)
    }
}

impl From<Stop> for Failure {
    fn from(stop: Stop) -> Self {
        Failure::Stop(stop)
    }
}

/// The arguments of one call.
struct Given<'a, 'c, 'p> {
    cx: &'c mut Cx<'p>,
    values: &'a [Value],
}

impl Arguments for Given<'_, '_, '_> {
    type Value = Value;
    type Error = Failure;

    fn get(&self, index: usize) -> Option<Value> {
        self.values.get(index).copied()
    }

    fn is_one_hash(&self) -> bool {
        matches!(self.values, [only] if hash(self.cx, *only).is_some())
    }

    fn named(&mut self, name: &str) -> Result<Option<Value>, Failure> {
        let Some(&source) = self.values.first() else {
            return Ok(None);
        };
        let key = Value::Symbol(self.cx.intern(name)?);
        if let Some(position) = hashing::find(self.cx, source, key)? {
            let entry = hash(self.cx, source).and_then(|hash| hash.table.entry(position));
            return Ok(entry.map(|entry| entry.value));
        }
        let default = missing_key(self.cx, source, key)?;
        Ok(Some(default).filter(|default| !matches!(default, Value::Nil)))
    }

    fn text(&mut self, value: &Value) -> Result<String, Failure> {
        Ok(inspect::to_s(self.cx, *value)?)
    }

    fn inspect(&mut self, value: &Value) -> Result<String, Failure> {
        Ok(inspect::inspect(self.cx, *value)?)
    }

    fn integer(&mut self, value: &Value) -> Result<Int, Failure> {
        // A Float is cut towards zero.
        if let Value::Float(number) = *value {
            return match Int::from_f64(number.trunc()) {
                Ok(whole) => Ok(whole),
                Err(error) => Err(Failure::Stop(numeric::raise(self.cx, error))),
            };
        }
        Ok(of_value(self.cx, *value)?)
    }

    fn number(&mut self, value: &Value) -> Result<Number, Failure> {
        Ok(match numeric::number(self.cx, *value) {
            Some(numeric::Number::Integer(number)) => Number::Integer(number),
            Some(numeric::Number::Rational(number)) => Number::Rational(number),
            Some(numeric::Number::Float(number)) => Number::Float(number),
            None => {
                let converted = float::convert(self.cx, Args::new(&[*value]))?;
                match converted {
                    Value::Float(number) => Number::Float(number),
                    _ => Number::Float(0.0),
                }
            }
        })
    }

    fn size(&mut self, value: &Value) -> Result<i32, Failure> {
        Ok(to_c_int(self.cx, *value)?)
    }

    fn character(&mut self, value: &Value) -> Result<Character, Failure> {
        if is_string(self.cx, *value) {
            return Ok(Character::Text(text(self.cx, *value).to_owned()));
        }
        Ok(Character::Code(i64::from(to_c_int(self.cx, *value)?)))
    }
}

fn run(cx: &mut Cx<'_>, template: &str, values: &[Value]) -> Run<Value> {
    cx.charge(1 + template.len() as u64)?;
    let limit = cx.limits.memory / 4;
    let mut given = Given { cx, values };
    let result = formatter::format(template, &mut given, limit);
    match result {
        Ok(text) => {
            cx.charge(text.len() as u64 / 4)?;
            string_from(cx, text)
        }
        Err(Failure::Stop(stop)) => Err(stop),
        Err(Failure::Format(error)) => {
            let class = match error {
                FormatError::TooLarge => {
                    return Err(cx.fault(Code::F0902, "the rule used more memory than it may"));
                }
                FormatError::BrokenCharacter => return Err(cx.fault(Code::F0905, error.to_string())),
                FormatError::KeyNotFound(ref name) => {
                    let name = name.trim_matches(['<', '>', '{', '}']).to_owned();
                    let key = Value::Symbol(cx.intern(&name)?);
                    let hash = values.first().copied().unwrap_or(Value::Nil);
                    return Err(missing::key_error(cx, hash, key, error.to_string()));
                }
                _ => Global::RbArgumentError,
            };
            Err(cx.raise(class, error.to_string()))
        }
    }
}

/// `format` and `sprintf`.
pub(super) fn format(cx: &mut Cx<'_>, args: Args<'_>) -> Run<Value> {
    let mut values = args.positional.to_vec();
    if hash(cx, args.keywords).is_some_and(|hash| !hash.table.is_empty()) {
        values.push(args.keywords);
    }
    let Some((&template, rest)) = values.split_first() else {
        return Err(cx.raise(Global::RbArgumentError, "too few arguments"));
    };
    let template = to_str(cx, template)?;
    run(cx, &template, rest)
}

/// `String#%`: an array gives several arguments.
pub(super) fn percent(cx: &mut Cx<'_>, this: Value, args: Args<'_>) -> Run<Value> {
    let Some(given) = args.get(0) else {
        return Err(wrong_arguments(cx, 0, 1, 1));
    };
    let template = to_str(cx, this)?;
    let values = match array(cx, given) {
        Some(array) => array.items.clone(),
        None => vec![given],
    };
    run(cx, &template, &values)
}

/// C's `%.{precision}g` of a finite number, for messages.
pub(super) fn c_general(cx: &mut Cx<'_>, number: f64, precision: usize) -> Run<String> {
    let template = format!("%.{precision}g");
    let value = run(cx, &template, &[Value::Float(number)])?;
    Ok(text(cx, value).to_owned())
}
