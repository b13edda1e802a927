//! Built-in objects, classes and constructors that a rule can name.

use crate::source::Dialect;

macro_rules! globals {
    ($($dialect:ident $variant:ident $name:literal;)*) => {
        /// A built-in that a rule can name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs, reason = "each variant is the built-in of its name")]
        pub enum Global { $($variant),* }

        impl Global {
            /// Every built-in.
            pub const ALL: &'static [Global] = &[$(Global::$variant),*];

            /// Its name in its language.
            pub fn name(self) -> &'static str {
                match self { $(Global::$variant => $name),* }
            }

            /// Its language.
            pub fn dialect(self) -> Dialect {
                match self { $(Global::$variant => Dialect::$dialect),* }
            }
        }
    };
}

globals! {
    JavaScript JsObject "Object";
    JavaScript JsFunction "Function";
    JavaScript JsArray "Array";
    JavaScript JsString "String";
    JavaScript JsNumber "Number";
    JavaScript JsBoolean "Boolean";
    JavaScript JsMath "Math";
    JavaScript JsJson "JSON";
    JavaScript JsDate "Date";
    JavaScript JsRegExp "RegExp";
    JavaScript JsSet "Set";
    JavaScript JsMap "Map";
    JavaScript JsError "Error";
    JavaScript JsTypeError "TypeError";
    JavaScript JsRangeError "RangeError";
    JavaScript JsSyntaxError "SyntaxError";
    JavaScript JsReferenceError "ReferenceError";
    JavaScript JsEvalError "EvalError";
    JavaScript JsUriError "URIError";
    JavaScript JsParseInt "parseInt";
    JavaScript JsParseFloat "parseFloat";
    JavaScript JsIsNaN "isNaN";
    JavaScript JsIsFinite "isFinite";
    JavaScript JsHasIntersection "hasIntersection";
    Ruby RbBasicObject "BasicObject";
    Ruby RbObject "Object";
    Ruby RbKernel "Kernel";
    Ruby RbComparable "Comparable";
    Ruby RbEnumerable "Enumerable";
    Ruby RbModule "Module";
    Ruby RbClass "Class";
    Ruby RbNilClass "NilClass";
    Ruby RbTrueClass "TrueClass";
    Ruby RbFalseClass "FalseClass";
    Ruby RbNumeric "Numeric";
    Ruby RbInteger "Integer";
    Ruby RbFloat "Float";
    Ruby RbRational "Rational";
    Ruby RbString "String";
    Ruby RbSymbol "Symbol";
    Ruby RbArray "Array";
    Ruby RbHash "Hash";
    Ruby RbRangeClass "Range";
    Ruby RbRegexpClass "Regexp";
    Ruby RbMatchData "MatchData";
    Ruby RbProc "Proc";
    Ruby RbTime "Time";
    Ruby RbDate "Date";
    Ruby RbSet "Set";
    Ruby RbIpAddr "IPAddr";
    Ruby RbEnumerator "Enumerator";
    Ruby RbArithmeticSequence "Enumerator::ArithmeticSequence";
    Ruby RbMath "Math";
    Ruby RbJson "JSON";
    Ruby RbException "Exception";
    Ruby RbScriptError "ScriptError";
    Ruby RbNotImplementedError "NotImplementedError";
    Ruby RbStandardError "StandardError";
    Ruby RbArgumentError "ArgumentError";
    Ruby RbUncaughtThrowError "UncaughtThrowError";
    Ruby RbEncodingError "EncodingError";
    Ruby RbFiberError "FiberError";
    Ruby RbIoError "IOError";
    Ruby RbEofError "EOFError";
    Ruby RbIndexError "IndexError";
    Ruby RbKeyError "KeyError";
    Ruby RbStopIteration "StopIteration";
    Ruby RbLocalJumpError "LocalJumpError";
    Ruby RbNameError "NameError";
    Ruby RbNoMethodError "NoMethodError";
    Ruby RbRangeError "RangeError";
    Ruby RbFloatDomainError "FloatDomainError";
    Ruby RbRegexpError "RegexpError";
    Ruby RbRuntimeError "RuntimeError";
    Ruby RbFrozenError "FrozenError";
    Ruby RbSecurityError "SecurityError";
    Ruby RbTypeError "TypeError";
    Ruby RbZeroDivisionError "ZeroDivisionError";
    Ruby RbMathDomainError "Math::DomainError";
    Ruby RbDateError "Date::Error";
    Ruby RbIpAddrError "IPAddr::Error";
    Ruby RbIpAddrInvalidAddressError "IPAddr::InvalidAddressError";
    Ruby RbIpAddrAddressFamilyError "IPAddr::AddressFamilyError";
    Ruby RbIpAddrInvalidPrefixError "IPAddr::InvalidPrefixError";
    Ruby RbJsonParserError "JSON::ParserError";
}

impl Global {
    /// The built-in that a language calls by this name (Ruby: with `::` where it is nested).
    pub fn find(dialect: Dialect, name: &str) -> Option<Global> {
        Global::ALL
            .iter()
            .copied()
            .find(|global| global.dialect() == dialect && global.name() == name)
    }
}
