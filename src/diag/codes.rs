//! The registry of diagnostic codes: number, name, page.
//!
//! Numbers are explicit and never used again; the first digits give the family: `E01` lexical, `E02` syntax, `E03` valid
//! in the language but outside the subset, `E04` names, `E05` types, `E06` limits, `E07` artefacts, `E08` policy sets,
//! `F09` run-time faults, `W10` correctness, `W11` access safety, `W12` dialect traps, `W13` style.
//! Each code has a page in `docs/diagnostics/`; a code without a page does not compile.

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rule runs, and probably not as its author meant.
    Warning,
    /// No program is made, or the run stopped.
    Error,
}

macro_rules! codes {
    ($($number:ident $name:literal;)*) => {
        /// A kind of finding; see the page that [`Code::page`] gives.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each code is documented by its page")]
        pub enum Code { $($number),* }

        impl Code {
            /// Every code, in the order of the numbers.
            pub const ALL: &'static [Code] = &[$(Code::$number),*];

            /// The number as people cite it: `E0301`.
            pub fn number(self) -> &'static str {
                match self { $(Code::$number => stringify!($number)),* }
            }

            /// The kebab-case name: `class-syntax`.
            pub fn name(self) -> &'static str {
                match self { $(Code::$number => $name),* }
            }

            /// The page that explains it, in Markdown.
            pub fn page(self) -> &'static str {
                match self {
                    $(Code::$number => include_str!(concat!("../../docs/diagnostics/", stringify!($number), ".md"))),*
                }
            }
        }
    };
}

codes! {
    E0101 "unexpected-character";
    E0102 "unterminated-literal";
    E0103 "invalid-escape";
    E0104 "invalid-number";
    E0201 "unexpected-token";
    E0202 "unclosed-bracket";
    E0203 "invalid-target";
    E0204 "invalid-jump";
    E0205 "invalid-declaration";
    E0206 "invalid-regex";
    E0301 "unsupported-construct";
    E0302 "unsupported-method";
    E0303 "unsupported-global";
    E0304 "unsupported-regex";
    E0305 "ambiguous-syntax";
    E0601 "source-too-long";
    E0602 "nesting-too-deep";
    E0603 "program-too-large";
    E0801 "unreadable-file";
    E0802 "malformed-file";
    E0803 "wrong-type";
    E0804 "duplicate-name";
    E0805 "dangling-assignment";
    E0806 "definition-type-not-taken";
    E0807 "unassignable-endpoint";
    E0808 "rule-does-not-compile";
    E0809 "malformed-permissions";
    E0810 "malformed-settings";
    E0811 "unknown-name";
    E0812 "incomplete-export";
    E0813 "unusable-bundle";
    F0901 "out-of-fuel";
    F0902 "out-of-memory";
    F0903 "calls-too-deep";
    F0904 "unsupported-at-run-time";
    F0905 "value-not-representable";
    F0906 "uncaught-throw";
    F0907 "not-a-boolean";
    W1001 "unbound-name";
    W1002 "absent-receiver";
    W1003 "no-such-method";
    W1004 "impossible-comparison";
    W1005 "list-compared-with-text";
    W1006 "absent-equals-absent";
    W1007 "list-as-truth-value";
    W1008 "result-not-boolean";
    W1009 "member-of-nothing";
    W1010 "never-this-text";
    W1011 "rule-always-fails";
    W1030 "constant-clause";
    W1031 "unreachable-clause";
    W1032 "self-comparison";
    W1033 "duplicate-clause";
    W1034 "assignment-in-condition";
    W1035 "index-as-truth";
    W1037 "list-equality";
    W1039 "missing-return";
    W1040 "unused-helper";
    W1041 "unused-variable";
    W1042 "unused-parameter";
    W1043 "dead-filter";
    W1044 "unused-value";
    W1045 "literal-alternative";
    W1046 "unknown-team";
    W1047 "unknown-attribute";
    W1048 "unknown-field";
    W1049 "unknown-key";
    W1050 "suspicious-name";
    W1052 "contradiction";
    W1053 "list-in-list";
    W1055 "negation-precedence";
    W1056 "nan-comparison";
    W1057 "comparison-chain";
    W1058 "typeof-comparison";
    W1059 "empty-block";
    W1060 "duplicate-case";
    W1061 "duplicate-key";
    W1062 "useless-ternary";
    W1063 "double-negation";
    W1064 "invalid-date";
    W1065 "invalid-regex";
    W1066 "numeric-sort";
    W1067 "mutated-binding";
    W1068 "ignored-argument";
    W1069 "identical-branches";
    W1070 "for-in-list";
    W1072 "same-meaning";
    W1078 "malformed-suppression";
    W1079 "unused-suppression";
    W1101 "always-true";
    W1102 "never-true";
    W1103 "forwarded-header-trusted";
    W1104 "malformed-address";
    W1105 "local-address-in-one-form";
    W1106 "address-piece-as-text";
    W1107 "unanchored-regex";
    W1108 "alternative-without-anchor";
    W1109 "line-anchor";
    W1110 "unescaped-point";
    W1111 "team-prefix";
    W1112 "mail-domain";
    W1113 "letter-case-never-equal";
    W1114 "user-name-without-case";
    W1115 "everybody-else-by-name";
    W1116 "everybody-else-by-team";
    W1117 "empty-name";
    W1118 "wildcard-in-text";
    W1119 "denial-overridden";
    W1120 "piece-of-a-name";
    W1121 "display-name-trusted";
    W1122 "time-of-server";
    W1123 "time-without-zone";
    W1124 "client-field-as-owner";
    W1125 "secret-in-rule";
    W1127 "unused-answer";
    W1131 "throws-for-anonymous";
    W1180 "web-api-without-policy";
    W1181 "entry-never-matches";
    W1182 "precedence-matters";
    W1183 "binding-missing-at-endpoint";
    W1184 "message-does-not-compile";
    W1185 "unused-definition";
    W1186 "profile-attribute-trusted";
    W1190 "endpoint-without-policy";
    W1191 "form-wider-than-kapp";
    W1201 "loose-equality";
    W1202 "word-operators";
    W1203 "truthy-attribute";
    W1204 "truthy-value";
    W1205 "safe-navigation";
    W1206 "ruby-in-javascript";
    W1207 "javascript-in-ruby";
    W1208 "ruby-syntax-in-javascript";
    W1209 "javascript-syntax-in-ruby";
    W1210 "foreign-operator";
    W1211 "binding-as-object";
    W1212 "text-plus-number";
    W1213 "text-order";
    W1214 "class-comparison";
    W1215 "typeof-object";
    W1216 "plain-interpolation";
    W1217 "text-with-symbol";
    W1223 "return-line-break";
    W1224 "in-list";
    W1301 "nested-ternary";
    W1302 "yoda-condition";
    W1303 "else-after-return";
    W1304 "redundant-parentheses";
    W1305 "other-layout";
    W1306 "layout-kept";
}

impl Code {
    /// The code with this number (`E0301`, any case) or this name (`unsupported-construct`).
    pub fn find(text: &str) -> Option<Code> {
        Code::ALL
            .iter()
            .copied()
            .find(|code| code.number().eq_ignore_ascii_case(text) || code.name() == text)
    }

    /// Errors stop a program from being made; warnings do not.
    pub fn severity(self) -> Severity {
        if self.number().starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// Whether the real language refuses such a text as well (`E01xx` and `E02xx`).
    pub fn is_language_syntax_error(self) -> bool {
        self.number().starts_with("E01") || self.number().starts_with("E02")
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.number())
    }
}
