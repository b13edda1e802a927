//! What is done with any text as a rule: it is refused, or it compiles and runs to an end within its bounds; it is looked
//! at by every lint, its fixes are applied, and it is laid out anew.

use rulec::batch::Batch;
use rulec::compile::Options;
use rulec::fix::{Wanted, fix};
use rulec::format::format;
use rulec::lint::{self, Known, Levels, Setting};
use rulec::{Environment, Limits, Source};

/// Does all that is done with a rule.
pub fn any(source: &Source) {
    let limits = Limits {
        fuel: 50_000,
        memory: 1 << 20,
        ..Limits::default()
    };
    let batch = Batch::new(Options {
        limits,
        ..Options::default()
    });
    batch.evaluate(source, &Environment::default());
    let schema = lint::schema_of(source.dialect);
    let (known, levels) = (Known::default(), Levels::default());
    let setting = Setting {
        schema: &schema,
        known: &known,
        levels: &levels,
        limits: &limits,
    };
    let found = lint::check(source, &setting);
    if found.iter().any(|diagnostic| diagnostic.fix.is_some()) {
        fix(source, &schema, &limits, Wanted::All, &|text| {
            lint::check(text, &setting)
        });
    }
    // Why it stays as it is makes no difference here.
    let _ = format(source, &schema);
}
