//! The functions that Ruby has without a receiver, and the methods that a rule may not call.

/// Functions that the machine has.
const SUPPORTED: &[&str] = &[
    "Integer",
    "Float",
    "String",
    "Array",
    "Hash",
    "format",
    "sprintf",
    "raise",
    "fail",
    "require",
    "loop",
    "lambda",
    "proc",
    "catch",
    "throw",
    "block_given?",
];

/// Methods of every object in CRuby 3.1, public and private, that a rule cannot call without a receiver.
const REFUSED: &[&str] = &[
    "Complex",
    "JSON",
    "Rational",
    "__callee__",
    "__dir__",
    "__id__",
    "__method__",
    "__send__",
    "abort",
    "at_exit",
    "autoload",
    "autoload?",
    "binding",
    "caller",
    "caller_locations",
    "class",
    "clone",
    "define_singleton_method",
    "display",
    "dup",
    "enum_for",
    "eql?",
    "equal?",
    "eval",
    "exec",
    "exit",
    "exit!",
    "extend",
    "fork",
    "freeze",
    "frozen?",
    "gem",
    "gem_original_require",
    "gets",
    "global_variables",
    "hash",
    "initialize",
    "initialize_clone",
    "initialize_copy",
    "initialize_dup",
    "inspect",
    "instance_eval",
    "instance_exec",
    "instance_of?",
    "instance_variable_defined?",
    "instance_variable_get",
    "instance_variable_set",
    "instance_variables",
    "is_a?",
    "iterator?",
    "itself",
    "j",
    "jj",
    "kind_of?",
    "load",
    "local_variables",
    "method",
    "method_missing",
    "methods",
    "nil?",
    "object_id",
    "open",
    "p",
    "pp",
    "print",
    "printf",
    "private_methods",
    "protected_methods",
    "public_method",
    "public_methods",
    "public_send",
    "putc",
    "puts",
    "rand",
    "readline",
    "readlines",
    "remove_instance_variable",
    "require_relative",
    "respond_to?",
    "respond_to_missing?",
    "rule_binding",
    "select",
    "send",
    "set_trace_func",
    "singleton_class",
    "singleton_method",
    "singleton_method_added",
    "singleton_method_removed",
    "singleton_method_undefined",
    "singleton_methods",
    "sleep",
    "spawn",
    "srand",
    "syscall",
    "system",
    "taint",
    "tainted?",
    "tap",
    "test",
    "then",
    "to_enum",
    "to_json",
    "to_s",
    "trace_var",
    "trap",
    "trust",
    "untaint",
    "untrace_var",
    "untrust",
    "untrusted?",
    "warn",
    "yield_self",
];

/// Methods that no receiver may be asked for: they look into objects or run texts and names as code.
const REFUSED_METHODS: &[&str] = &[
    "__id__",
    "binding",
    "class_eval",
    "class_exec",
    "class_variable_get",
    "class_variable_set",
    "const_get",
    "const_set",
    "define_method",
    "define_singleton_method",
    "eval",
    "extend",
    "instance_eval",
    "instance_exec",
    "instance_method",
    "instance_methods",
    "instance_variable_defined?",
    "instance_variable_get",
    "instance_variable_set",
    "instance_variables",
    "method",
    "methods",
    "module_eval",
    "object_id",
    "private_methods",
    "public_method",
    "public_methods",
    "remove_instance_variable",
    "singleton_class",
    "singleton_method",
    "singleton_methods",
];

/// Whether the machine has a function of this name.
pub(super) fn is_supported(name: &str) -> bool {
    SUPPORTED.contains(&name)
}

/// Whether Ruby has a function of this name that a rule cannot call.
pub(super) fn is_refused(name: &str) -> bool {
    REFUSED.contains(&name)
}

/// Whether a rule may not call this method on anything.
pub(super) fn is_refused_method(name: &str) -> bool {
    REFUSED_METHODS.contains(&name)
}

/// What to write instead of a refused function.
pub(super) fn instead(name: &str) -> &'static str {
    match name {
        "puts" | "print" | "p" | "pp" | "printf" | "putc" | "warn" | "display" => {
            "Remove it: a rule has no output; its value is that of the last statement."
        }
        "rand" | "srand" | "sleep" => "Remove it: the same request must always get the same answer.",
        "system" | "exec" | "spawn" | "fork" | "open" | "load" | "gets" | "readline" | "readlines" | "syscall" => {
            "Remove it: a rule reads nothing but what it is asked about."
        }
        "exit" | "exit!" | "abort" | "at_exit" => "Let the value of the last statement decide.",
        "eval" | "binding" | "instance_eval" | "instance_exec" => "Write the code itself.",
        "send" | "public_send" | "__send__" | "method" => "Call the method by its name.",
        "test" | "select" | "then" | "tap" | "class" | "hash" => "Call it on a value: `value.name`.",
        "Rational" | "Complex" => "Use integers and floats.",
        _ => "Call the method on a value, or define one of your own with `def`.",
    }
}

/// Whether a rule may define a method of this name: one that no call of Ruby's own would reach.
pub(super) fn may_define(name: &str) -> bool {
    let plain = name.trim_end_matches(['?', '!']);
    let word = plain.chars().all(|c| c.is_alphanumeric() || c == '_');
    let own = matches!(
        name,
        "puts" | "print" | "p" | "pp" | "printf" | "putc" | "warn" | "test" | "select" | "open" | "load" | "system"
    );
    word && !is_supported(name) && (own || !is_refused(name))
}

/// Whether `value.send(:name)` is what `value.name` is.
pub(super) fn may_send(name: &str) -> bool {
    let hidden = is_supported(name) || (is_refused(name) && is_private(name));
    !hidden && !is_refused_method(name) && !matches!(name, "send" | "public_send" | "__send__")
}

/// Whether a refused function is a private one, which only `send` reaches on a value.
fn is_private(name: &str) -> bool {
    !matches!(
        name,
        "class"
            | "clone"
            | "display"
            | "dup"
            | "enum_for"
            | "eql?"
            | "equal?"
            | "freeze"
            | "frozen?"
            | "hash"
            | "inspect"
            | "instance_of?"
            | "is_a?"
            | "itself"
            | "kind_of?"
            | "nil?"
            | "respond_to?"
            | "tap"
            | "then"
            | "to_enum"
            | "to_json"
            | "to_s"
            | "yield_self"
    )
}
