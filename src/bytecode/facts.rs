//! What can be said of a program without running it.
//!
//! Input: a program; output: [`Facts`], which hosts, editors and audits print. A fact is proved or not claimed: `constant`
//! is none and `cost` is none where the program is not simple enough to tell.

use serde::{Deserialize, Serialize};

use super::{Constant, Instr, Program};
use crate::types::Proofs;
use crate::value::{StrId, Value};

/// A binding that a program reads with a constant key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Binding {
    /// The section: `identity`.
    pub section: String,
    /// The key: `teams`.
    pub key: String,
}

/// What can be said of a program without running it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// The bindings that it reads with constant keys, in order of section and key.
    pub bindings: Vec<Binding>,
    /// The sections that it uses as values, so that it may read any key of them.
    pub open_sections: Vec<String>,
    /// The names of the members and methods that it uses, in order.
    pub members: Vec<String>,
    /// Whether a run can throw or fault for some bindings that fit into its memory. False is proved.
    pub can_fail: bool,
    /// The most instructions that a run executes, where nothing repeats and nothing is called.
    pub cost: Option<u64>,
    /// The truth of the result, where it is the same for all bindings.
    pub constant: Option<bool>,
    /// The sections that the result may depend on; it is independent of any other.
    pub depends_on: Vec<String>,
    /// What the compiler proved for bindings that fit the schema; nothing for a program that was loaded.
    pub proofs: Proofs,
}

impl Facts {
    /// Whether the result is the same whatever a section holds.
    pub fn is_independent_of(&self, section: &str) -> bool {
        !self.depends_on.iter().any(|name| name == section)
    }

    /// Whether the result depends on who asks and on nothing else that a host binds.
    pub fn depends_on_identity_alone(&self) -> bool {
        self.depends_on.iter().all(|name| name == "identity")
    }
}

impl Program {
    /// What can be said of the program without running it.
    ///
    /// ```
    /// use rulec::{Schema, Source, compile};
    ///
    /// let rule = Source::javascript("rule", "identity('teams').includes('HR')");
    /// let facts = compile(&rule, &Schema::batch()).unwrap().facts();
    /// assert_eq!(facts.bindings[0].key, "teams");
    /// assert_eq!(facts.members, ["includes"]);
    /// assert!(facts.can_fail, "`teams` may be absent");
    ///
    /// let core = Schema::kinetic_core(&["identity", "space", "kapp"]);
    /// let facts = compile(&rule, &core).unwrap().facts();
    /// assert!(facts.proofs.all.never_throws && facts.proofs.all.always_boolean);
    /// assert!(facts.is_independent_of("kapp") && facts.depends_on_identity_alone());
    ///
    /// let never = Source::javascript("never", "// closed\nfalse");
    /// assert_eq!(compile(&never, &Schema::batch()).unwrap().facts().constant, Some(false));
    /// ```
    pub fn facts(&self) -> Facts {
        let mut bindings: Vec<Binding> = self
            .slots
            .iter()
            .map(|slot| Binding {
                section: self.sections[usize::from(slot.section.0)].to_string(),
                key: self.constants.texts[slot.key as usize].to_string(),
            })
            .collect();
        bindings.sort();
        let mut members: Vec<String> = self.code.iter().filter_map(|instr| self.member(instr)).collect();
        members.sort();
        members.dedup();
        let mut open_sections: Vec<String> = self
            .values
            .iter()
            .filter_map(|value| match value {
                Constant::Value(Value::Section(section)) => Some(self.sections[usize::from(section.0)].to_string()),
                _ => None,
            })
            .collect();
        open_sections.sort();
        let script = &self.functions[0];
        let code = &self.code[script.start as usize..script.end as usize];
        let forward = code.iter().enumerate().all(|(offset, instr)| {
            let mut instr = *instr;
            let here = script.start as usize + offset;
            let ahead = instr.target_mut().is_none_or(|target| target.0 as usize > here);
            ahead && instr.site().is_none()
        });
        let constant = self.constant(code).or(self.proofs.all.constant);
        let known = self.proofs.all.never_throws && self.proofs.all.never_faults && constant.is_some();
        let mut depends_on: Vec<String> = open_sections.clone();
        depends_on.extend(bindings.iter().map(|binding| binding.section.clone()));
        depends_on.sort();
        depends_on.dedup();
        if known {
            depends_on.clear();
        }
        Facts {
            bindings,
            open_sections,
            members,
            can_fail: !(forward && code.iter().all(is_safe)),
            cost: (forward && code.iter().all(is_safe)).then_some(code.len() as u64),
            constant,
            depends_on,
            proofs: self.proofs.clone(),
        }
    }

    fn member(&self, instr: &Instr) -> Option<String> {
        match instr {
            Instr::Member { name, .. }
            | Instr::SetMember { name, .. }
            | Instr::RbSend { name, .. }
            | Instr::RbKernel { name, .. }
            | Instr::RbVariable { name, .. } => Some(self.constants.texts[name.0 as usize].to_string()),
            _ => None,
        }
    }

    /// The truth of the result of code that loads a constant and returns it.
    fn constant(&self, code: &[Instr]) -> Option<bool> {
        let &[
            ref before @ ..,
            Instr::Load { dst, value },
            Instr::Return { value: returned },
        ] = code
        else {
            return None;
        };
        if dst != returned || !before.iter().all(|instr| is_safe(instr) && !instr.leaves()) {
            return None;
        }
        match self.values[value.0 as usize] {
            Constant::Value(Value::Undefined | Value::Nil | Value::Bool(false)) => Some(false),
            Constant::Value(Value::Bool(true)) => Some(true),
            Constant::Value(Value::Int(_)) => Some(true),
            Constant::Value(Value::Float(number)) if self.dialect == crate::source::Dialect::JavaScript => {
                Some(number != 0.0 && !number.is_nan())
            }
            Constant::Value(Value::Str(StrId(id))) => {
                Some(!self.constants.strings[(id & !StrId::CONSTANT) as usize].is_empty())
            }
            _ => None,
        }
    }
}

/// Whether an instruction can neither throw nor fault.
fn is_safe(instr: &Instr) -> bool {
    use crate::op::Op;
    let operator = |op: Op| {
        matches!(
            op,
            Op::IsEmpty | Op::JsNot | Op::RbNot | Op::JsIsUndefined | Op::JsIsNullish | Op::JsStrictEq | Op::JsStrictNe
        )
    };
    match *instr {
        Instr::Load { .. }
        | Instr::JsBinding { .. }
        | Instr::RbBinding { .. }
        | Instr::Move { .. }
        | Instr::Jump { .. }
        | Instr::JsJumpIf { .. }
        | Instr::JsJumpUnless { .. }
        | Instr::RbJumpIf { .. }
        | Instr::RbJumpUnless { .. }
        | Instr::JumpNullish { .. }
        | Instr::JumpNotNullish { .. }
        | Instr::JumpEmpty { .. }
        | Instr::JumpNotEmpty { .. }
        | Instr::JumpIs { .. }
        | Instr::JumpIsNot { .. }
        | Instr::Return { .. } => true,
        Instr::Op1 { op, .. }
        | Instr::Op2 { op, .. }
        | Instr::JumpOp2 { op, .. }
        | Instr::JumpNotOp2 { op, .. }
        | Instr::JumpOp { op, .. }
        | Instr::JumpNotOp { op, .. } => operator(op),
        _ => false,
    }
}
