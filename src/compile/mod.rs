//! The whole way from a rule's text to a program: parse → lower → IR → optimise → emit.
//!
//! Input: a [`Source`] and the [`Schema`] of what it may name. Output: a [`Program`], or a [`Report`] of what is wrong.
//! A program is made only where no diagnostic is an error; it is checked before it is given out.

mod evaluate;
pub mod names;

use crate::bytecode::{self, Program};
use crate::diag::{Code, Diagnostic, Report};
use crate::hir::{self, Hir};
use crate::ir;
use crate::limits::Limits;
use crate::schema::Schema;
use crate::source::{Source, Span};
use crate::syntax;
use crate::types;

/// How a rule is compiled.
#[derive(Clone, Debug)]
pub struct Options {
    /// Bounds on what is compiled.
    pub limits: Limits,
    /// Whether the optimisations run; without them the program does the same, slower.
    pub optimise: bool,
    /// Whether decision code is made of what was optimised; making it takes longer than running a rule once.
    pub decide: bool,
    /// Whether [`Program::facts`] is to say what types prove; a decision needs none of it.
    pub prove: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            limits: Limits::default(),
            optimise: true,
            decide: true,
            prove: true,
        }
    }
}

/// Compiles a rule.
///
/// # Errors
/// The [`Report`] of what is wrong, with at least one error in it.
///
/// ```
/// use rulec::{Schema, Source, compile};
///
/// let rule = Source::javascript("on the team", "identity('teams').includes('HR')");
/// assert!(compile(&rule, &Schema::batch()).is_ok());
///
/// let slip = Source::javascript("slip", "identity('teams').includes('HR'");
/// let report = compile(&slip, &Schema::batch()).unwrap_err();
/// assert!(report.is_syntax_error());
/// ```
pub fn compile(source: &Source, schema: &Schema) -> Result<Program, Report> {
    compile_with(source, schema, &Options::default())
}

/// Compiles a rule with options of one's own; see [`compile`].
///
/// # Errors
/// As [`compile`].
pub fn compile_with(source: &Source, schema: &Schema, options: &Options) -> Result<Program, Report> {
    let (hir, report) = front(source, schema, &options.limits);
    match hir {
        Some(hir) => compile_lowered(&hir, source, schema, options),
        None => Err(report),
    }
}

/// Compiles a rule of which [`front`] gave the lowered tree already; see [`compile`].
///
/// # Errors
/// The [`Report`] says that it is too large.
pub fn compile_lowered(hir: &Hir, source: &Source, schema: &Schema, options: &Options) -> Result<Program, Report> {
    let mut ir = ir::lower(hir);
    let mut graph = None;
    if options.optimise {
        ir::pass::optimise(&mut ir, &evaluate::Folding);
        if options.decide {
            graph = ir::graph::specialise(&mut ir, schema.sections(), &evaluate::Folding);
        }
        if let Some(graph) = &mut graph {
            graph.optimise();
        }
    }
    let made = bytecode::emit(&ir, graph.as_ref(), schema, &options.limits)
        .map_err(|_| "it needs more registers than a program has");
    let checked = made.and_then(|mut program| match bytecode::check(&program) {
        Ok(()) => {
            if options.prove {
                program.proofs = types::prove(hir, schema);
            }
            Ok(program)
        }
        Err(_) => Err("its bytecode does not pass the check"),
    });
    checked.map_err(|why| {
        let whole = Span::new(0, u32::try_from(source.text.len()).unwrap_or(u32::MAX));
        let diagnostic = Diagnostic::new(Code::E0603, whole, "the rule is too large to compile")
            .note(why)
            .help("split it into several rules, or replace repeated code by a helper function");
        Report {
            diagnostics: vec![diagnostic],
        }
    })
}

/// The decision graph of a rule before and after each of its optimisations, as text: what each pass did. Empty where the
/// rule has none.
pub fn passes(source: &Source, schema: &Schema) -> Vec<(&'static str, String)> {
    let (hir, _) = front(source, schema, &Limits::default());
    let Some(hir) = hir else { return Vec::new() };
    let mut ir = ir::lower(&hir);
    ir::pass::optimise(&mut ir, &evaluate::Folding);
    let Some(mut graph) = ir::graph::specialise(&mut ir, schema.sections(), &evaluate::Folding) else {
        return Vec::new();
    };
    let mut stages = vec![("specialise", ir::graph::show(&graph, &ir, schema.sections()))];
    for (name, pass) in ir::graph::PASSES {
        graph.cond = pass(graph.cond.clone(), &graph.context());
        stages.push((name, ir::graph::show(&graph, &ir, schema.sections())));
    }
    stages
}

/// What is wrong with a rule, for editors and linters, warnings included; no program is made.
pub fn check(source: &Source, schema: &Schema) -> Report {
    let limits = Limits::default();
    let (hir, mut report) = front(source, schema, &limits);
    if let Some(hir) = hir {
        report
            .diagnostics
            .extend(names::unbound(&hir, schema, limits.diagnostics));
        let types = types::check(&hir, schema);
        report.diagnostics.extend(types::findings(&hir, schema, &types));
        report.diagnostics.truncate(limits.diagnostics);
        report
            .diagnostics
            .sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
    }
    report
}

/// The lowered tree of a rule, where it has no errors, and what was found.
pub fn front(source: &Source, schema: &Schema, limits: &Limits) -> (Option<Hir>, Report) {
    let (ast, mut diagnostics) = syntax::parse(source, limits);
    let readable = !diagnostics.iter().any(Diagnostic::is_error);
    // Names are resolved only in a tree that is whole: in a broken one, each missing piece would raise errors of its own.
    let hir = readable.then(|| {
        let (hir, found) = hir::lower(source, &ast, schema);
        diagnostics.extend(found);
        hir
    });
    diagnostics.sort_by_key(|diagnostic| (diagnostic.span.start, diagnostic.code));
    diagnostics.truncate(limits.diagnostics);
    let report = Report { diagnostics };
    let hir = if report.has_errors() { None } else { hir };
    (hir, report)
}
