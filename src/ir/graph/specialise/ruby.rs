//! Ruby: readers and methods of the sections, and built-ins as questions.

use std::rc::Rc;

use super::explore::Flow;
use super::state::{Mode, State, Sym};
use super::step::{choose, flag};
use super::{Cond, Specialiser};
use crate::hir::{Const, TextId};
use crate::ir::graph::{Act, Equality, Kind, Kinds, Pred, Relation, Side, SubjectId};
use crate::ir::{Reg, Target};
use crate::value::{Global, Section, Text};

impl Specialiser<'_> {
    /// A Ruby call.
    pub(super) fn send(
        &mut self,
        state: &mut State,
        dst: Reg,
        target: Target,
        args: &[Sym],
        block: Option<&Sym>,
    ) -> Flow {
        match target {
            Target::Method(receiver, name) => {
                let receiver = state.get(receiver);
                let name = self.name(name).to_owned();
                self.send_method(state, dst, &receiver, &name, args, block)
            }
            Target::Kernel(name, false) if block.is_none() && self.name(name) == "require" => {
                // Whether it was loaded before is nobody's business.
                match args {
                    [library] if library.as_text().is_some_and(|text| is_library(self.name(text))) => {
                        state.set(dst, Sym::Unknown);
                        Flow::On
                    }
                    _ => Flow::Leave,
                }
            }
            Target::Defined(reg, _) if block.is_none() => {
                let callee = state.get(reg);
                if self.push_closure(state, &callee, args, Some(dst)) {
                    Flow::On
                } else {
                    Flow::Leave
                }
            }
            _ => Flow::Leave,
        }
    }

    fn send_method(
        &mut self,
        state: &mut State,
        dst: Reg,
        receiver: &Sym,
        name: &str,
        args: &[Sym],
        block: Option<&Sym>,
    ) -> Flow {
        if let Some(Const::Section(section)) = receiver.as_const() {
            return match block {
                None => self.send_section(state, dst, section, name, args),
                Some(_) => Flow::Leave,
            };
        }
        if let Some(block) = block {
            let mode = match name {
                "any?" => Mode::Some,
                "all?" => Mode::Every,
                "none?" => Mode::None,
                "find" | "detect" => Mode::Find,
                "select" | "filter" => Mode::Filter,
                _ => return Flow::Leave,
            };
            return match (receiver, args) {
                (Sym::List(items), []) if mode != Mode::Find => {
                    self.start_each(state, dst, mode, &items.clone(), block)
                }
                (Sym::Subject(list), []) => self.callback(state, dst, mode, *list, block),
                _ => Flow::Leave,
            };
        }
        if let Some(flow) = self.clock_method(state, dst, receiver, name, args) {
            return flow;
        }
        if let (Some(Const::Global(Global::RbIpAddr)), "new", [text]) = (receiver.as_const(), name, args) {
            return match text.as_text().filter(|&text| is_network(self.name(text))) {
                Some(text) => {
                    state.set(dst, Sym::Net(text));
                    Flow::On
                }
                None => Flow::Leave,
            };
        }
        if let (Sym::Subject(list), "&", [Sym::List(items)]) = (receiver, name, args) {
            let cond = self.texts(items).filter(|_| !self.is_element(*list)).map(|texts| {
                let kinds = Kinds::all(Act::Leave).with(&[Kind::List], Act::Test);
                self.ask(*list, Pred::Has(texts), kinds)
            });
            return match cond {
                Some(cond) => choose(state, cond, dst, Sym::Filled, Sym::List(Rc::from([]))),
                None => Flow::Leave,
            };
        }
        match self.question(receiver, name, args) {
            Some(cond) => choose(state, cond, dst, Sym::flag(true), Sym::flag(false)),
            None => Flow::Leave,
        }
    }

    /// A method that reads or computes with a clock, or takes a list's first element.
    fn clock_method(&mut self, state: &mut State, dst: Reg, receiver: &Sym, name: &str, args: &[Sym]) -> Option<Flow> {
        let value = match (receiver, name, args) {
            (Sym::Const(exact), "now", []) if matches!(exact.0, Const::Global(Global::RbTime)) => {
                return Some(self.time_now(state, dst));
            }
            (Sym::Subject(list), "first", []) => return Some(self.first(state, dst, *list)),
            (Sym::Time(reading), _, []) => self.time_part(*reading, name)?,
            (Sym::Number(_), "+" | "-" | "*", [value]) => self.ruby_arithmetic(receiver, name, value)?,
            _ => return None,
        };
        state.set(dst, value);
        Some(Flow::On)
    }

    /// A method that gives a flag.
    fn question(&mut self, receiver: &Sym, name: &str, args: &[Sym]) -> Option<Cond> {
        match (receiver, name, args) {
            (_, "==" | "!=", [value]) => {
                let equal = self.equal(receiver, value, Equality::Ruby)?;
                Some(if name == "==" { equal } else { equal.not() })
            }
            (Sym::Subject(subject), "nil?", []) => {
                let kinds = Kinds::all(Act::No).with(&[Kind::Absent, Kind::Null], Act::Yes);
                Some(self.ask(*subject, Pred::Kind, kinds))
            }
            (Sym::List(items), "include?" | "member?", [value]) => self.among(value, items),
            (Sym::Subject(list), "include?" | "member?", [value]) => self.contains(*list, value),
            (Sym::Subject(text), "start_with?", [value]) => self.affix(*text, Side::Start, value),
            (Sym::Subject(text), "end_with?", [value]) => self.affix(*text, Side::End, value),
            (Sym::Subject(subject), "empty?", []) => {
                let kinds = Kinds::all(Act::Leave).with(&[Kind::Text, Kind::List], Act::Test);
                Some(self.ask(*subject, Pred::Truth, kinds).not())
            }
            (Sym::Subject(list), "any?", []) if !self.is_element(*list) => Some(self.filled(*list)),
            (Sym::Filled, "any?", []) | (Sym::List(_), "any?", []) | (Sym::Filled, "empty?", []) => {
                let filled = match receiver {
                    Sym::List(items) if !items.is_empty() => return None,
                    receiver => *receiver == Sym::Filled,
                };
                Some(Cond::end(flag(filled == (name == "any?"))))
            }
            (Sym::List(items), "empty?", []) => Some(Cond::end(flag(items.is_empty()))),
            (Sym::Time(reading), _, []) => self.is_weekday(*reading, name),
            (Sym::Number(_), "<" | "<=" | ">" | ">=", [value @ (Sym::Number(_) | Sym::Const(_))]) => {
                let relation = match name {
                    "<" => Relation::Less,
                    "<=" => Relation::AtMost,
                    ">" => Relation::Greater,
                    _ => Relation::AtLeast,
                };
                self.order_of_numbers(receiver, value, relation)
            }
            (Sym::Number(_), "between?", [Sym::Const(low), Sym::Const(high)]) => {
                self.between(receiver, low.0, high.0, false)
            }
            (Sym::Range(low, high, exclusive), "cover?" | "include?" | "member?" | "===", [number]) => {
                self.between(number, low.0, high.0, *exclusive)
            }
            (Sym::Subject(_), "match?", [Sym::Regex(pattern, flags)]) => self.matches(*pattern, *flags, receiver),
            (Sym::Regex(pattern, flags), "match?", [value]) => self.matches(*pattern, *flags, value),
            (Sym::Net(text), "include?" | "===", [Sym::Subject(address)]) => {
                let kinds = Kinds::all(Act::Leave).with(&[Kind::Text], Act::Test);
                Some(self.ask(*address, Pred::Nets(vec![*text]), kinds))
            }
            _ => None,
        }
    }

    /// A reader or method of `@identity`, `@request` or `@auth`.
    fn send_section(&mut self, state: &mut State, dst: Reg, section: Section, name: &str, args: &[Sym]) -> Flow {
        let own = self.section_name(section).to_owned();
        match (own.as_str(), name, args) {
            ("identity", "is_member_of" | "is_member_of?", [team]) => {
                let cond = self.reader(section, name).and_then(|reader| {
                    let cond = self.member_of(section, team)?;
                    self.forbid(reader);
                    Some(cond)
                });
                match cond {
                    Some(cond) => choose(state, cond, dst, Sym::flag(true), Sym::flag(false)),
                    None => Flow::Leave,
                }
            }
            ("identity" | "request", _, []) if is_reader(name) => match self.reader(section, name) {
                Some(subject) => {
                    // A key that is absent has no reader.
                    let kinds = Kinds::all(Act::Yes).with(&[Kind::Absent], Act::Leave);
                    state.set(dst, Sym::Subject(subject));
                    Flow::Guard(self.ask(subject, Pred::Kind, kinds))
                }
                None => Flow::Leave,
            },
            ("auth", "validate_signature", []) => {
                let flags = Kinds::all(Act::No).with(&[Kind::Bool], Act::Test);
                match self.reader(section, "signature") {
                    Some(subject) => {
                        let cond = self.ask(subject, Pred::Truth, flags);
                        choose(state, cond, dst, Sym::flag(true), Sym::flag(false))
                    }
                    None => Flow::Leave,
                }
            }
            _ => Flow::Leave,
        }
    }

    /// `Array(teams).include?(team)`.
    fn member_of(&mut self, section: Section, team: &Sym) -> Option<Cond> {
        let text = team.as_text()?;
        self.text(text)?;
        let teams = self.reader(section, "teams")?;
        let kinds = Kinds::all(Act::Leave)
            .with(&[Kind::Absent, Kind::Null], Act::No)
            .with(&[Kind::Text, Kind::List, Kind::Mixed], Act::Test);
        Some(self.ask(teams, Pred::Has(vec![text]), kinds))
    }

    /// The binding that a reader reads.
    fn reader(&mut self, section: Section, name: &str) -> Option<SubjectId> {
        let key: TextId = self.ir.text(Text::Utf8(name.into()));
        self.binding(section, key)
    }

    /// Notes that the graph is right only where a binding is absent.
    fn forbid(&mut self, subject: SubjectId) {
        if !self.absent.contains(&subject) {
            self.absent.push(subject);
        }
    }

    fn section_name(&self, section: Section) -> &str {
        self.sections.get(usize::from(section.0)).map_or("", String::as_str)
    }
}

/// Whether a name can be a reader's; see `vm::ruby::section`.
fn is_reader(name: &str) -> bool {
    let stem = name.strip_suffix('?').unwrap_or(name);
    let word = stem
        .bytes()
        .enumerate()
        .all(|(at, byte)| byte.is_ascii_lowercase() || byte == b'_' || (at > 0 && byte.is_ascii_alphanumeric()));
    word && !stem.is_empty() && !matches!(name, "object_id" | "class")
}

/// Libraries that a rule may require without effect.
fn is_library(name: &str) -> bool {
    matches!(name, "set" | "time" | "date" | "json" | "ipaddr")
}

/// Whether a text is an address or network that Ruby and this compiler read alike: in canonical form.
fn is_network(text: &str) -> bool {
    match text.parse::<ipnet::IpNet>() {
        Ok(net) => net.to_string() == text,
        Err(_) => text
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.to_string() == text),
    }
}
