//! Every bound of the compiler and of the machine, in one place.
//!
//! A [`Limits`] value is data that the host may change; the defaults suit rules that people write by hand.
//! Nothing in the crate is bounded by a number that is not listed here.

/// Bounds on what is compiled and on what a run may use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest source text, in bytes.
    pub source_bytes: usize,
    /// Longest line of the batch interface, in bytes: rule and bindings together.
    pub line_bytes: usize,
    /// Deepest nesting of brackets, blocks and expressions in a source text.
    pub nesting: usize,
    /// Most nodes of one syntax tree.
    pub nodes: usize,
    /// Most diagnostics that one compilation reports before it stops looking.
    pub diagnostics: usize,
    /// Most registers of one function.
    pub registers: usize,
    /// Work that one run may do, in units of about one instruction or eight bytes of text or data.
    pub fuel: u64,
    /// Memory that one run may use, in bytes, everything that it ever created counted.
    pub memory: usize,
    /// Deepest nesting of calls of functions that the rule defines.
    pub call_depth: usize,
    /// Deepest nesting of calls from built-in methods back into the rule, and of data that is printed or compared.
    pub native_depth: usize,
    /// Largest compiled size of one regular expression, in instructions.
    pub regex_size: usize,
    /// Longest integer, in bits.
    pub integer_bits: u64,
    /// Longest file of a policy set, in bytes.
    pub file_bytes: u64,
    /// Longest bundle with a policy set, in bytes.
    pub bundle_bytes: u64,
    /// Deepest folder of a policy set.
    pub folder_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            source_bytes: 1 << 20,
            line_bytes: 8 << 20,
            nesting: 256,
            nodes: 1 << 18,
            diagnostics: 50,
            registers: 1 << 15,
            fuel: 10_000_000,
            memory: 64 << 20,
            call_depth: 2_000,
            native_depth: 64,
            regex_size: 20_000,
            integer_bits: 1 << 20,
            file_bytes: 64 << 20,
            bundle_bytes: 1 << 30,
            folder_depth: 64,
        }
    }
}
