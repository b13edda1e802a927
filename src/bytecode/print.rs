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
            let _ = writeln!(out, "  {at:>4}  {:<46}{beside}", show(program, instr).trim_end());
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
            let shown = match sigil(&shown) {
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

fn show(program: &Program, instr: &Instr) -> String {
    let mut text = format!("{:<18}", instr.mnemonic());
    instr.for_each_operand(|operand| {
        text.push(' ');
        text.push_str(&show_operand(program, operand));
    });
    text
}

/// The sign of an operand that is a number of something; a word or a relation has none.
fn sigil(shown: &str) -> Option<&u8> {
    let (sign, number) = shown.as_bytes().split_first()?;
    let is_number = !number.is_empty() && number.iter().all(u8::is_ascii_digit);
    (is_number || *sign == b'[').then_some(sign)
}

fn show_operand(program: &Program, operand: &dyn Operand) -> String {
    let mut bytes = Vec::new();
    operand.write(&mut bytes);
    let shown = operand.show();
    let read = &mut bytes.as_slice();
    match sigil(&shown) {
        Some(b'k') => Const::read(read).map_or(shown, |constant| show_constant(program, constant)),
        Some(b'n') => Name::read(read).map_or(shown, |name| format!("{:?}", program.constants.texts[name.0 as usize])),
        Some(b's') => Slot::read(read).map_or(shown, |slot| show_slot(program, slot)),
        Some(b'c') => Site::read(read).map_or(shown, |site| show_site(program, site)),
        Some(b'[') => List::read(read).map_or(shown, |list| show_list(program, list)),
        _ => shown,
    }
}

fn show_constant(program: &Program, constant: Const) -> String {
    match program.values[constant.0 as usize] {
        Constant::BigInt(text) => program.constants.texts[text as usize].to_string(),
        Constant::Value(value) => match value {
            Value::Empty => "empty".to_owned(),
            Value::Undefined => "undefined".to_owned(),
            Value::Nil => "nil".to_owned(),
            Value::Bool(flag) => flag.to_string(),
            Value::Int(int) => int.to_string(),
            Value::Float(float) => format!("{float:?}"),
            Value::Str(StrId(id)) => format!("{:?}", program.constants.texts[(id & !StrId::CONSTANT) as usize]),
            Value::Symbol(SymbolId(id)) => {
                format!(":{}", program.constants.symbols[(id & !SymbolId::CONSTANT) as usize])
            }
            Value::Global(global) => global.name().to_owned(),
            Value::Section(section) => program.sections[usize::from(section.0)].to_string(),
            Value::Object(_) | Value::Native(_) => "?".to_owned(),
        },
    }
}

fn show_slot(program: &Program, slot: Slot) -> String {
    let key = program.slots[usize::from(slot.0)];
    format!(
        "{}.{}",
        program.sections[usize::from(key.section.0)],
        program.constants.texts[key.key as usize]
    )
}

fn show_list(program: &Program, list: List) -> String {
    let registers: Vec<String> = list
        .of(&program.lists)
        .iter()
        .map(|register| format!("r{register}"))
        .collect();
    format!("[{}]", registers.join(" "))
}

fn show_site(program: &Program, site: Site) -> String {
    let site = program.sites[site.0 as usize];
    let mut text = match site.arguments {
        Arguments::Registers(list) => show_list(program, list),
        Arguments::Array(reg) => format!("[*{}]", reg.show()),
    };
    if let Some(keywords) = site.keywords {
        text.push_str(&format!(" **{}", keywords.show()));
    }
    if let Some(block) = site.block {
        text.push_str(&format!(" &{}", block.show()));
    }
    text
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
