//! The table of opcodes of the register machine; `tests/opcode.rs` has that of decision code, from the same macro.
//!
//! Each line gives an instruction's name, its operands and its effect; the enum, the encoder, the decoder, the checker,
//! the printer and `docs/bytecode.md` are made from it. Where the languages differ there are different opcodes, so the
//! machine needs no mode. Registers are relative to the activation; targets are indices of instructions.

use super::operand::{Const, Function, List, Name, Number, Operand, Reg, Site, Slot, Target};
use crate::op::Op;

macro_rules! opcodes {
    ($(#[doc = $about:literal])+ $set:ident $($(#[doc = $doc:literal])+ $code:literal $name:ident $mnemonic:literal { $($operand:ident: $type:ty),* })*) => {
        $(#[doc = $about])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $set {
            $($(#[doc = $doc])+ $name { $(#[doc = stringify!($operand)] $operand: $type),* }),*
        }

        impl $set {
            /// The names of all instructions with their operands and effects, in the order of the table.
            pub const TABLE: &'static [Line] = &[$(Line {
                code: $code,
                mnemonic: $mnemonic,
                operands: &[$((stringify!($operand), stringify!($type))),*],
                effect: concat!($($doc),+),
            }),*];

            /// The name in a listing.
            pub fn mnemonic(&self) -> &'static str {
                match self { $($set::$name { .. } => $mnemonic),* }
            }

            /// Appends the instruction's bytes.
            pub fn encode(&self, out: &mut Vec<u8>) {
                match *self {
                    $($set::$name { $($operand),* } => {
                        out.push($code);
                        $($operand.write(out);)*
                    })*
                }
            }

            /// Reads one instruction and moves past it; `None` for an unknown code or a cut-off operand.
            pub fn decode(bytes: &mut &[u8]) -> Option<$set> {
                let (&code, rest) = bytes.split_first()?;
                *bytes = rest;
                match code {
                    $($code => Some($set::$name { $($operand: <$type as Operand>::read(bytes)?),* }),)*
                    _ => None,
                }
            }

            /// Calls `visit` with every operand.
            pub fn for_each_operand(&self, mut visit: impl FnMut(&dyn Operand)) {
                match self {
                    $($set::$name { $($operand),* } => { $(visit($operand);)* let _ = &mut visit; })*
                }
            }
        }
    };
}

/// A line of the table.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The byte that starts it.
    pub code: u8,
    /// Its name in a listing.
    pub mnemonic: &'static str,
    /// Names and kinds of its operands.
    pub operands: &'static [(&'static str, &'static str)],
    /// What it does.
    pub effect: &'static str,
}

pub(super) use opcodes;

opcodes! {
    /// An instruction of the register machine.
    Instr
    /// `dst ← constant`
    0x01 Load "load" { dst: Reg, value: Const }
    /// `dst ← a new Ruby string with the constant's text`
    0x02 RbString "rb.string" { dst: Reg, text: Name }
    /// `dst ← src`
    0x03 Move "move" { dst: Reg, src: Reg }
    /// `dst ← a new cell that holds src`
    0x04 NewCell "cell.new" { dst: Reg, src: Reg }
    /// `dst ← what the cell holds`
    0x05 LoadCell "cell.load" { dst: Reg, cell: Reg }
    /// `the cell holds src`
    0x06 StoreCell "cell.store" { cell: Reg, src: Reg }
    /// `dst ← the captured cell of that number`
    0x07 Capture "capture" { dst: Reg, index: Number }
    /// `throws ReferenceError if src is in its dead zone`
    0x08 CheckDeadZone "js.check" { src: Reg, name: Name }
    /// `throws ReferenceError if the global src was never assigned`
    0x09 CheckGlobal "js.check-global" { src: Reg, name: Name }
    /// `dst ← the binding, undefined where it is absent`
    0x0a JsBinding "js.binding" { dst: Reg, slot: Slot }
    /// `dst ← the binding, nil where it is absent`
    0x0b RbBinding "rb.binding" { dst: Reg, slot: Slot }
    /// `throws ReferenceError: name is not defined`
    0x0c JsUnbound "js.unbound" { name: Name }
    /// `raises NameError: undefined local variable or method`
    0x0d RbUnbound "rb.unbound" { name: Name }
    /// `dst ← op()`
    0x10 Op0 "op0" { dst: Reg, op: Op }
    /// `dst ← op(a)`
    0x11 Op1 "op1" { dst: Reg, op: Op, a: Reg }
    /// `dst ← op(a, b)`
    0x12 Op2 "op2" { dst: Reg, op: Op, a: Reg, b: Reg }
    /// `dst ← op(operands)`
    0x13 OpN "opn" { dst: Reg, op: Op, operands: List }
    /// `dst ← the strings joined`
    0x14 JsConcat "js.concat" { dst: Reg, parts: List }
    /// `dst ← a new string of the strings joined`
    0x15 RbConcat "rb.concat" { dst: Reg, parts: List }
    /// `dst ← callee(arguments of the site)`
    0x18 JsCall "js.call" { dst: Reg, callee: Reg, site: Site }
    /// `dst ← callee(arguments of the site) with receiver as this`
    0x19 JsCallMember "js.call-member" { dst: Reg, callee: Reg, receiver: Reg, site: Site }
    /// `dst ← new callee(arguments of the site)`
    0x1a JsNew "js.new" { dst: Reg, callee: Reg, site: Site }
    /// `dst ← receiver.name(arguments of the site)`
    0x1b RbSend "rb.send" { dst: Reg, receiver: Reg, name: Name, site: Site }
    /// `dst ← Kernel function name(arguments of the site)`
    0x1c RbKernel "rb.kernel" { dst: Reg, name: Name, site: Site }
    /// `dst ← local variable or Kernel function name, written like a variable`
    0x1d RbVariable "rb.variable" { dst: Reg, name: Name, site: Site }
    /// `dst ← the rule's own method in callee (NameError where it is not defined yet)`
    0x1e RbDefined "rb.call" { dst: Reg, callee: Reg, name: Name, site: Site }
    /// `dst ← the block of the current method, called`
    0x1f RbYield "rb.yield" { dst: Reg, site: Site }
    /// `dst ← a new function value with these cells`
    0x20 Closure "closure" { dst: Reg, function: Function, cells: List }
    /// `dst ← this`
    0x21 This "js.this" { dst: Reg }
    /// `dst ← object.name`
    0x22 Member "js.member" { dst: Reg, object: Reg, name: Name }
    /// `object.name ← value`
    0x23 SetMember "js.set-member" { object: Reg, name: Name, value: Reg }
    /// `dst ← a new JavaScript array`
    0x24 JsArray "js.array" { dst: Reg, items: List }
    /// `dst ← a new Ruby array`
    0x25 RbArray "rb.array" { dst: Reg, items: List }
    /// `appends value to the array that is being built`
    0x26 JsPush "js.push" { array: Reg, value: Reg }
    /// `appends value to the array that is being built`
    0x27 RbPush "rb.push" { array: Reg, value: Reg }
    /// `appends what the iterable yields`
    0x28 JsPushAll "js.push-all" { array: Reg, values: Reg }
    /// `appends what the splat gives`
    0x29 RbPushAll "rb.push-all" { array: Reg, values: Reg }
    /// `dst ← a new object`
    0x2a JsObject "js.object" { dst: Reg }
    /// `dst ← a new hash`
    0x2b RbHash "rb.hash" { dst: Reg }
    /// `object[key] ← value, in a literal`
    0x2c JsDefine "js.define" { object: Reg, key: Reg, value: Reg }
    /// `hash[key] ← value, in a literal`
    0x2d RbDefine "rb.define" { hash: Reg, key: Reg, value: Reg }
    /// `copies the own properties of source`
    0x2e JsCopyAll "js.copy-all" { object: Reg, source: Reg }
    /// `copies the entries of source`
    0x2f RbCopyAll "rb.copy-all" { hash: Reg, source: Reg }
    /// `dst ← a new RegExp`
    0x30 JsRegex "js.regex" { dst: Reg, pattern: Name, flags: Name }
    /// `dst ← the Regexp of this literal`
    0x31 RbRegex "rb.regex" { dst: Reg, pattern: Name, flags: Name }
    /// `goes on at target`
    0x40 Jump "jump" { target: Target }
    /// `goes on at target if test is true (ToBoolean)`
    0x41 JsJumpIf "js.jump-if" { test: Reg, target: Target }
    /// `goes on at target unless test is true (ToBoolean)`
    0x42 JsJumpUnless "js.jump-unless" { test: Reg, target: Target }
    /// `goes on at target if test is neither nil nor false`
    0x43 RbJumpIf "rb.jump-if" { test: Reg, target: Target }
    /// `goes on at target if test is nil or false`
    0x44 RbJumpUnless "rb.jump-unless" { test: Reg, target: Target }
    /// `goes on at target if test is null or undefined`
    0x45 JumpNullish "js.jump-nullish" { test: Reg, target: Target }
    /// `goes on at target unless test is null or undefined`
    0x46 JumpNotNullish "js.jump-not-nullish" { test: Reg, target: Target }
    /// `goes on at target if test holds the hidden marker`
    0x47 JumpEmpty "jump-empty" { test: Reg, target: Target }
    /// `goes on at target unless test holds the hidden marker`
    0x48 JumpNotEmpty "jump-not-empty" { test: Reg, target: Target }
    /// `goes on at target if test is the number`
    0x49 JumpIs "jump-is" { test: Reg, number: Number, target: Target }
    /// `goes on at target unless test is the number`
    0x4a JumpIsNot "jump-is-not" { test: Reg, number: Number, target: Target }
    /// `goes on at target if op(operands) is true`
    0x4b JumpOp "jump-op" { op: Op, operands: List, target: Target }
    /// `goes on at target unless op(operands) is true`
    0x4c JumpNotOp "jump-not-op" { op: Op, operands: List, target: Target }
    /// `goes on at target if op(a, b) is true`
    0x4d JumpOp2 "jump-op2" { op: Op, a: Reg, b: Reg, target: Target }
    /// `goes on at target unless op(a, b) is true`
    0x4e JumpNotOp2 "jump-not-op2" { op: Op, a: Reg, b: Reg, target: Target }
    /// `leaves the function with value`
    0x50 Return "return" { value: Reg }
    /// `throws value`
    0x51 Throw "throw" { value: Reg }
    /// `goes on with the exit that a finally interrupted`
    0x52 Resume "resume" { pending: Reg }
    /// `leaves the method call that this block was given to, with value`
    0x53 BreakCall "rb.break" { value: Reg }
    /// `leaves the method around this block, with value`
    0x54 ReturnMethod "rb.return" { value: Reg }
}

impl Instr {
    /// The target of a jump.
    pub fn target_mut(&mut self) -> Option<&mut Target> {
        match self {
            Instr::Jump { target }
            | Instr::JsJumpIf { target, .. }
            | Instr::JsJumpUnless { target, .. }
            | Instr::RbJumpIf { target, .. }
            | Instr::RbJumpUnless { target, .. }
            | Instr::JumpNullish { target, .. }
            | Instr::JumpNotNullish { target, .. }
            | Instr::JumpEmpty { target, .. }
            | Instr::JumpNotEmpty { target, .. }
            | Instr::JumpIs { target, .. }
            | Instr::JumpIsNot { target, .. }
            | Instr::JumpOp { target, .. }
            | Instr::JumpNotOp { target, .. }
            | Instr::JumpOp2 { target, .. }
            | Instr::JumpNotOp2 { target, .. } => Some(target),
            _ => None,
        }
    }

    /// The call site of a call.
    pub fn site(&self) -> Option<Site> {
        match *self {
            Instr::JsCall { site, .. }
            | Instr::JsCallMember { site, .. }
            | Instr::JsNew { site, .. }
            | Instr::RbSend { site, .. }
            | Instr::RbKernel { site, .. }
            | Instr::RbVariable { site, .. }
            | Instr::RbDefined { site, .. }
            | Instr::RbYield { site, .. } => Some(site),
            _ => None,
        }
    }

    /// Whether the instruction never goes on with the next one.
    pub fn leaves(&self) -> bool {
        matches!(
            self,
            Instr::Jump { .. }
                | Instr::Return { .. }
                | Instr::Throw { .. }
                | Instr::Resume { .. }
                | Instr::BreakCall { .. }
                | Instr::ReturnMethod { .. }
        )
    }
}
