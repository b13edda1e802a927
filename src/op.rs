//! The strict operators that all stages share: name, number of operands, meaning.
//!
//! An operator evaluates all of its operands first; it may throw, call back into the rule (`valueOf` of a user's object)
//! and allocate, as its line says by citing the standard's algorithm.

macro_rules! ops {
    ($($(#[doc = $doc:literal])+ $name:ident $arity:literal;)*) => {
        /// A strict operator.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Op { $($(#[doc = $doc])+ $name),* }

        impl Op {
            /// Every operator.
            pub const ALL: &'static [Op] = &[$(Op::$name),*];

            /// How many operands it takes.
            pub fn arity(self) -> usize {
                match self { $(Op::$name => $arity),* }
            }
        }
    };
}

ops! {
    /// Whether the operand is the hidden marker: a boolean. Both dialects.
    IsEmpty 1;
    /// JavaScript: whether the operand is `undefined`: a boolean.
    JsIsUndefined 1;
    /// JavaScript: whether the operand is null or undefined: a boolean.
    JsIsNullish 1;
    /// JavaScript `!x`, ECMA-262 13.5.7.
    JsNot 1;
    /// JavaScript `+x`: ToNumber.
    JsToNumber 1;
    /// JavaScript ToNumeric, as `++` and `--` read their operand.
    JsToNumeric 1;
    /// JavaScript `-x`.
    JsNeg 1;
    /// JavaScript `~x`.
    JsBitNot 1;
    /// JavaScript `typeof x`.
    JsTypeof 1;
    /// JavaScript ToString, as a template literal applies it.
    JsToString 1;
    /// JavaScript ToPropertyKey: a string (or the number itself where it is an array index).
    JsToPropertyKey 1;
    /// JavaScript: throws TypeError for null and undefined, else gives the operand (destructuring of an object).
    JsRequireObject 1;
    /// JavaScript `a + b`, ECMA-262 13.15.3.
    JsAdd 2;
    /// JavaScript `a - b`.
    JsSub 2;
    /// JavaScript `a * b`.
    JsMul 2;
    /// JavaScript `a / b`.
    JsDiv 2;
    /// JavaScript `a % b`.
    JsMod 2;
    /// JavaScript `a ** b`.
    JsPow 2;
    /// JavaScript `a & b`.
    JsBitAnd 2;
    /// JavaScript `a | b`.
    JsBitOr 2;
    /// JavaScript `a ^ b`.
    JsBitXor 2;
    /// JavaScript `a << b`.
    JsShl 2;
    /// JavaScript `a >> b`.
    JsShr 2;
    /// JavaScript `a >>> b`.
    JsUShr 2;
    /// JavaScript `a == b`, ECMA-262 7.2.14.
    JsEq 2;
    /// JavaScript `a != b`.
    JsNe 2;
    /// JavaScript `a === b`, ECMA-262 7.2.15.
    JsStrictEq 2;
    /// JavaScript `a !== b`.
    JsStrictNe 2;
    /// JavaScript `a < b`.
    JsLt 2;
    /// JavaScript `a <= b`.
    JsLe 2;
    /// JavaScript `a > b`.
    JsGt 2;
    /// JavaScript `a >= b`.
    JsGe 2;
    /// JavaScript `key in object`.
    JsIn 2;
    /// JavaScript `value instanceof constructor`.
    JsInstanceOf 2;
    /// JavaScript `object[key]`.
    JsGetIndex 2;
    /// JavaScript `object[key] = value`; the value is what was written.
    JsSetIndex 3;
    /// JavaScript `delete object[key]`: a boolean.
    JsDelete 2;
    /// JavaScript: the iterator of an iterable (`for-of`, spread, array patterns); TypeError where there is none.
    JsIterator 1;
    /// JavaScript: the iterator's next value, the hidden marker at its end.
    JsIteratorNext 1;
    /// JavaScript: what is left of an iterator, as an array (rest of an array pattern).
    JsIteratorRest 1;
    /// JavaScript: the enumerable keys that `for-in` visits, as an iterator that skips keys deleted meanwhile.
    JsKeysIterator 1;
    /// JavaScript: a new object with the own properties of the first operand but those in the array of keys (rest of an
    /// object pattern).
    JsObjectRest 2;
    /// Ruby `!x` for values whose `!` is the built-in one.
    RbNot 1;
    /// Ruby interpolation `"#{x}"` of one part: its `to_s`.
    RbToS 1;
    /// Ruby `*x`: `to_a`, or a list of one.
    RbSplat 1;
    /// Ruby multiple assignment: the operand as an array (`to_ary`, or a list of one); nil becomes `[nil]`.
    RbToAry 1;
    /// Ruby: element of the array that multiple assignment reads (nil where missing): array, index.
    RbElement 2;
    /// Ruby: what `*rest` takes in multiple assignment: array, first index, number of targets after it.
    RbRest 3;
    /// Ruby: element counted for targets after a splat: array, number of targets before the splat, offset after it, number of targets after it.
    RbPostElement 4;
    /// Ruby `a..b`; ArgumentError for a bad range.
    RbRange 2;
    /// Ruby `a...b`.
    RbRangeExclusive 2;
    /// Ruby `&x` as an argument: a proc, from a proc, a symbol or nil.
    RbToProc 1;
    /// Ruby `when pattern` against a subject: `pattern === subject`, as a boolean. Operands: pattern, subject.
    RbCaseEq 2;
    /// Ruby `when *list`: whether any element `===` the subject. Operands: list, subject.
    RbCaseEqAny 2;
    /// Ruby `rescue A, *B`: whether the exception (second) is one of the classes (first, a class, module or array).
    RbRescues 2;
    /// Ruby `$~`: the last match of this frame, or nil.
    RbLastMatch 0;
    /// Ruby `$1` … : the group (an Int) of the last match, or nil.
    RbLastGroup 1;
    /// Ruby regexp literal with interpolation: pattern text, flags text.
    RbRegexp 2;
    /// Ruby `"a".to_sym` of an interpolated symbol.
    RbToSymbol 1;
    /// Ruby `defined?(receiver.method)`: whether the value responds to the name (a Str): a boolean.
    RbResponds 2;
    /// Ruby `block_given?`.
    RbBlockGiven 0;
    /// Ruby `**x` alone among keywords: the hash itself; TypeError for anything else.
    RbToHash 1;
    /// Ruby `@identity` as a value rather than as the receiver of a call: the section; a fault where it has readers that
    /// Ruby would call for it.
    RbObject 1;
}

impl Op {
    /// Whether the result is always a boolean.
    pub fn gives_boolean(self) -> bool {
        matches!(
            self,
            Op::IsEmpty
                | Op::JsIsUndefined
                | Op::JsIsNullish
                | Op::JsNot
                | Op::JsEq
                | Op::JsNe
                | Op::JsStrictEq
                | Op::JsStrictNe
                | Op::JsLt
                | Op::JsLe
                | Op::JsGt
                | Op::JsGe
                | Op::JsIn
                | Op::JsInstanceOf
                | Op::JsDelete
                | Op::RbNot
                | Op::RbCaseEq
                | Op::RbCaseEqAny
                | Op::RbRescues
                | Op::RbResponds
                | Op::RbBlockGiven
        )
    }
}
