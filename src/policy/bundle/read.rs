//! Finds the set in a bundle again.
//!
//! Input: any bytes; output: the files and settings that the set was read from and the programs of its rules, or why there
//! are none. Every program is read and checked here, so that no set is half loaded. Programs share texts in a bundle and
//! not in memory; bytes that would grow beyond [`GROWTH`] are refused.

use crate::bytecode::{Bundle, LoadError, Program};
use crate::policy::load::files::File;
use crate::policy::programs::{Compiled, Ready};
use crate::policy::settings::Settings;
use crate::source::Span;

/// How many times longer than the bundle the texts of its programs may be: they come from the rules, whose texts are there.
const GROWTH: usize = 64;

/// What a bundle holds of a set.
pub struct Contents {
    /// Its files.
    pub files: Vec<File>,
    /// Its settings.
    pub settings: Settings,
    /// Whether the set was one file that was named.
    pub alone: bool,
    /// Its programs.
    pub compiled: Compiled,
}

/// The set in a bundle.
///
/// # Errors
/// What is wrong and what helps.
pub fn contents(bytes: Vec<u8>) -> Result<Contents, String> {
    let damaged = "it is cut off or damaged; copy it again, or compile the set again";
    let bundle = Bundle::read(bytes).map_err(|error| match error {
        LoadError::Magic => "it is no compiled policy set; `rulec compile` with a folder writes one".to_owned(),
        LoadError::Version(version) => other_version(version),
        _ => damaged.to_owned(),
    })?;
    let attached = bundle.attached();
    if attached.is_empty() {
        return Err("it holds programs and no policies; `rulec compile` with a folder writes both".to_owned());
    }
    let mut input = Input(attached);
    let contents = input.contents(&bundle).filter(|_| input.0.is_empty());
    contents.ok_or_else(|| damaged.to_owned())
}

fn other_version(found: u16) -> String {
    let known = Bundle::VERSION;
    let (age, remedy) = if found > known {
        (
            "a newer",
            "load it with that one, or compile the set again with this one",
        )
    } else {
        ("an older", "compile the set again with this one")
    };
    format!("it was compiled by {age} `rulec`: its format is {found}, and this one reads {known}; {remedy}")
}

/// About how many bytes the texts of a program take.
fn weight(program: &Program) -> usize {
    let constants = &program.constants;
    let texts = constants
        .texts
        .iter()
        .chain(&constants.symbols)
        .chain(&program.sections);
    texts.map(|text| text.len() + size_of::<Box<str>>()).sum()
}

/// The bytes that are left.
struct Input<'b>(&'b [u8]);

impl<'b> Input<'b> {
    fn number(&mut self) -> Option<u32> {
        let (head, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*head))
    }

    fn text(&mut self) -> Option<&'b str> {
        let length = self.number()? as usize;
        let text = self.0.split_off(..length)?;
        std::str::from_utf8(text).ok()
    }

    /// Every entry takes bytes, so that a count that lies ends soon; nothing is reserved for it.
    fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }

    fn contents(&mut self, bundle: &Bundle) -> Option<Contents> {
        let alone = match self.number()? {
            0 => false,
            1 => true,
            _ => return None,
        };
        let settings = serde_json::from_str(self.text()?).ok()?;
        let files = self.list(|input| {
            let name = input.text()?;
            let parts = input.list(|input| input.text().map(str::to_owned))?;
            Some(File::at(name, parts, input.text()?))
        })?;
        let mut compiled = Compiled::default();
        let mut room = bundle.size().saturating_mul(GROWTH);
        self.list(|input| {
            let rule = input.rule(bundle)?;
            room = room.checked_sub(weight(&rule.2.program))?;
            compiled.add(rule);
            Some(())
        })?;
        Some(Contents {
            files,
            settings,
            alone,
            compiled,
        })
    }

    fn rule(&mut self, bundle: &Bundle) -> Option<(String, bool, Ready)> {
        let number = self.number()? as usize;
        let flags = self.number().filter(|flags| *flags < 4)?;
        let text = self.text()?.to_owned();
        let unbound = self.list(|input| {
            let name = input.text()?.to_owned();
            let span = Span::new(input.number()?, input.number()?);
            text.get(span.start as usize..span.end as usize)?;
            Some((name, span))
        })?;
        let ready = Ready {
            program: bundle.read_program(number).ok()?,
            unbound,
            profile: flags & 2 != 0,
        };
        Some((text, flags & 1 != 0, ready))
    }
}
