//! Listings: what the bytecode of a rule looks like, with the source line beside the code.

use std::fmt::Write;
use std::net::{Ipv4Addr, Ipv6Addr};

use super::operand::{Computed, Const, Float, List, Name, Nets, Operand, Set, Site, Slot, Subject};
use super::tests::{TestInstr, Tests};
use super::{Arguments, Constant, Instr, Line, Program};
use crate::hir::TextId;
use crate::ir::graph::{CalcId, SubjectId, calc};
use crate::source::Source;
use crate::value::{StrId, SymbolId, Value};

/// The listing of a program.
pub fn listing(program: &Program, source: &Source) -> String {
    let mut out = String::new();
    let lines = lines(source);
    let (mut text, mut bytes) = (String::new(), Vec::new());
    for (index, function) in program.functions.iter().enumerate() {
        let name = function.name.map_or(String::new(), |name| {
            format!(" {}", program.constants.texts[name as usize])
        });
        let params: Vec<String> = function.params.iter().map(|param| param.reg.show()).collect();
        // Writing into a string cannot fail.
        let _ = writeln!(
            out,
            "f{index}{name} ({:?}) params [{}] registers {}",
            function.kind,
            params.join(" "),
            function.registers
        );
        let mut last_line = 0;
        for at in function.start..function.end {
            let instr = &program.code[at as usize];
            let span = program.spans[at as usize];
            let line = lines.partition_point(|(start, _)| *start <= span.start as usize);
            let beside = if line == last_line {
                String::new()
            } else {
                let text = line.checked_sub(1).map_or("", |line| lines[line].1.trim());
                format!("  ; {line}: {text}")
            };
            last_line = line;
            text.clear();
            show(program, instr, &mut text, &mut bytes);
            let _ = writeln!(out, "  {at:>4}  {:<46}{beside}", text.trim_end());
        }
        for guard in &function.guards {
            let kind = if guard.finally { "finally" } else { "catch" };
            let _ = writeln!(
                out,
                "  {kind} @{}..@{} → @{} in {}",
                guard.start,
                guard.end,
                guard.target,
                guard.reg.show()
            );
        }
    }
    if let Some(tests) = &program.tests {
        show_tests(program, tests, &mut out);
    }
    out
}

/// Where each line of a source starts, and its text.
fn lines(source: &Source) -> Vec<(usize, &str)> {
    let mut at = 0;
    let start = |line: &'_ str| {
        at += line.len();
        at - line.len()
    };
    let starts: Vec<usize> = source.text.split_inclusive('\n').map(start).collect();
    starts.into_iter().zip(source.text.lines()).collect()
}

/// The decision code, which runs first.
fn show_tests(program: &Program, tests: &Tests, out: &mut String) {
    let subject = |number: u16| {
        let key = tests.subjects[usize::from(number)];
        format!(
            "{}.{}",
            program.sections[usize::from(key.section.0)],
            program.constants.texts[key.key as usize]
        )
    };
    let _ = writeln!(out, "decision");
    for &absent in &tests.absent {
        let _ = writeln!(out, "  without {}", subject(absent));
    }
    for (at, instr) in tests.code.iter().enumerate() {
        let mut text = format!("{:<12}", instr.mnemonic());
        instr.for_each_operand(|operand| {
            let mut bytes = Vec::new();
            operand.write(&mut bytes);
            let shown = operand.show();
            let read = &mut bytes.as_slice();
            let shown = match operand.sign() {
                Some(b'b') => Subject::read(read).map_or(shown, |number| subject(number.0)),
                Some(b'n') => {
                    Name::read(read).map_or(shown, |name| format!("{:?}", program.constants.texts[name.0 as usize]))
                }
                Some(b'{') => Set::read(read).map_or(shown, |set| {
                    let texts = tests.sets[set.0 as usize].iter();
                    let texts: Vec<String> = texts
                        .map(|&text| format!("{:?}", program.constants.texts[text as usize]))
                        .collect();
                    format!("{{{}}}", texts.join(" "))
                }),
                Some(b'^') => Nets::read(read).map_or(shown, |nets| {
                    let nets = &tests.nets[nets.0 as usize];
                    let v4 = nets
                        .v4
                        .iter()
                        .map(|&(a, b)| format!("{}-{}", Ipv4Addr::from(a), Ipv4Addr::from(b)));
                    let v6 = nets
                        .v6
                        .iter()
                        .map(|&(a, b)| format!("{}-{}", Ipv6Addr::from(a), Ipv6Addr::from(b)));
                    format!("{{{}}}", v4.chain(v6).collect::<Vec<_>>().join(" "))
                }),
                Some(b'=') => Computed::read(read).map_or(shown, |value| {
                    let of = |id: SubjectId| subject(id.0);
                    let text = |id: TextId| program.constants.texts[id.0 as usize].to_string();
                    calc::show(&tests.calcs, CalcId(value.0), &of, &text)
                }),
                Some(b'%') => Float::read(read).map_or(shown, |number| format!("{:?}", f64::from_bits(number.0))),
                _ => shown,
            };
            text.push(' ');
            text.push_str(&shown);
        });
        let _ = writeln!(out, "  {at:>4}  {}", text.trim_end());
    }
}

/// Writes an instruction; `bytes` is room for its operands.
fn show(program: &Program, instr: &Instr, text: &mut String, bytes: &mut Vec<u8>) {
    let _ = write!(text, "{:<18}", instr.mnemonic());
    instr.for_each_operand(|operand| {
        text.push(' ');
        bytes.clear();
        if operand.sign().is_some_and(|sign| b"knsc[".contains(&sign)) {
            operand.write(bytes);
        }
        if show_number(program, operand.sign(), bytes, text).is_none() {
            text.push_str(&operand.show());
        }
    });
}

/// Writes what an operand is the number of; none where the listing shows the operand itself.
fn show_number(program: &Program, sign: Option<u8>, mut bytes: &[u8], text: &mut String) -> Option<()> {
    let bytes = &mut bytes;
    match sign {
        Some(b'k') => show_constant(program, Const::read(bytes)?, text),
        Some(b'n') => {
            let _ = write!(text, "{:?}", program.constants.texts[Name::read(bytes)?.0 as usize]);
        }
        Some(b's') => show_slot(program, Slot::read(bytes)?, text),
        Some(b'c') => show_site(program, Site::read(bytes)?, text),
        Some(b'[') => show_list(program, List::read(bytes)?, text),
        _ => return None,
    }
    Some(())
}

fn show_constant(program: &Program, constant: Const, text: &mut String) {
    let texts = &program.constants.texts;
    let _ = match program.values[constant.0 as usize] {
        Constant::BigInt(number) => write!(text, "{}", texts[number as usize]),
        Constant::Value(value) => match value {
            Value::Empty => write!(text, "empty"),
            Value::Undefined => write!(text, "undefined"),
            Value::Nil => write!(text, "nil"),
            Value::Bool(flag) => write!(text, "{flag}"),
            Value::Int(int) => write!(text, "{int}"),
            Value::Float(float) => write!(text, "{float:?}"),
            Value::Str(StrId(id)) => write!(text, "{:?}", texts[(id & !StrId::CONSTANT) as usize]),
            Value::Symbol(SymbolId(id)) => {
                let symbols = &program.constants.symbols;
                write!(text, ":{}", symbols[(id & !SymbolId::CONSTANT) as usize])
            }
            Value::Global(global) => write!(text, "{}", global.name()),
            Value::Section(section) => write!(text, "{}", program.sections[usize::from(section.0)]),
            Value::Object(_) | Value::Native(_) => write!(text, "?"),
        },
    };
}

fn show_slot(program: &Program, slot: Slot, text: &mut String) {
    let key = program.slots[usize::from(slot.0)];
    let section = &program.sections[usize::from(key.section.0)];
    let _ = write!(text, "{section}.{}", program.constants.texts[key.key as usize]);
}

fn show_list(program: &Program, list: List, text: &mut String) {
    text.push('[');
    for (at, register) in list.of(&program.lists).iter().enumerate() {
        let between = if at == 0 { "" } else { " " };
        let _ = write!(text, "{between}r{register}");
    }
    text.push(']');
}

fn show_site(program: &Program, site: Site, text: &mut String) {
    let site = program.sites[site.0 as usize];
    match site.arguments {
        Arguments::Registers(list) => show_list(program, list, text),
        Arguments::Array(reg) => {
            let _ = write!(text, "[*{}]", reg.show());
        }
    }
    if let Some(keywords) = site.keywords {
        let _ = write!(text, " **{}", keywords.show());
    }
    if let Some(block) = site.block {
        let _ = write!(text, " &{}", block.show());
    }
}

/// The tables of opcodes in Markdown, as `docs/bytecode.md` has them.
pub fn table() -> String {
    format!("{}\n## Decision code\n\n{}", rows(Instr::TABLE), rows(TestInstr::TABLE))
}

fn rows(table: &[Line]) -> String {
    let mut out = String::from("| code | instruction | operands | effect |\n| --- | --- | --- | --- |\n");
    for line in table {
        let operands: Vec<String> = line
            .operands
            .iter()
            .map(|(name, kind)| format!("{name}: {kind}"))
            .collect();
        let effect = line.effect.trim().trim_matches('`');
        let _ = writeln!(
            out,
            "| {:02x} | `{}` | {} | {effect} |",
            line.code,
            line.mnemonic,
            operands.join(", ")
        );
    }
    out
}
