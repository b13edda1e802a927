//! Blocks, lambdas and methods, and their parameters.

use rustc_hash::FxHashSet;

use super::Builder;
use crate::diag::{Code, Diagnostic};
use crate::source::Span;
use crate::syntax::ast::{AssignOp, FunctionKind, Kind, List, NodeId, ParamKind, TextId};

/// A parameter that was read.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    kind: ParamKind,
    name: Option<TextId>,
    pattern: Option<NodeId>,
    default: Option<NodeId>,
    span: Span,
}

impl Parameter {
    /// A parameter with a name.
    pub fn named(kind: ParamKind, name: TextId, l: u32, r: u32) -> Self {
        Parameter {
            name: Some(name),
            ..Parameter::anonymous(kind, l, r)
        }
    }

    /// A parameter without a name: `*`, `**`.
    pub fn anonymous(kind: ParamKind, l: u32, r: u32) -> Self {
        Parameter {
            kind,
            name: None,
            pattern: None,
            default: None,
            span: Span::new(l, r),
        }
    }

    /// `name: default`.
    pub fn keyword(name: TextId, default: NodeId, l: u32, r: u32) -> Self {
        Parameter {
            default: Some(default),
            ..Parameter::named(ParamKind::Keyword, name, l, r)
        }
    }

    /// Its place in the order that Ruby wants.
    fn rank(self) -> u8 {
        match self.kind {
            ParamKind::Positional if self.default.is_none() => 0,
            ParamKind::Positional => 1,
            ParamKind::Rest => 2,
            ParamKind::Keyword => 4,
            ParamKind::KeywordRest => 5,
            ParamKind::Block => 6,
            ParamKind::BlockLocal => 7,
        }
    }
}

/// A block: a `Function` node.
#[derive(Clone, Copy, Debug)]
pub struct Block(pub NodeId);

/// A lambda's parameters and body.
#[derive(Clone, Debug)]
pub struct Lambda(pub Vec<Parameter>, pub NodeId);

impl Builder<'_> {
    /// `name = default`.
    pub fn optional(&mut self, name: TextId, operator: AssignOp, default: NodeId, l: u32, r: u32) -> Parameter {
        if operator != AssignOp::Plain {
            self.error(
                Code::E0201,
                Span::new(l, r),
                "a parameter's default is given with `=`",
                "Write `=`.",
            );
        }
        Parameter {
            default: Some(default),
            ..Parameter::named(ParamKind::Positional, name, l, r)
        }
    }

    /// `(a, *b)` as a parameter.
    pub fn destructuring(&mut self, pattern: Vec<NodeId>, l: u32, r: u32) -> Parameter {
        let pattern = self.pattern(&pattern, l, r);
        Parameter {
            pattern: Some(pattern),
            ..Parameter::anonymous(ParamKind::Positional, l, r)
        }
    }

    /// The targets in parentheses of a parameter.
    pub fn pattern(&mut self, targets: &[NodeId], l: u32, r: u32) -> NodeId {
        self.targets(targets, false, l, r)
    }

    /// `**nil`.
    pub fn no_keywords(&mut self, l: u32, r: u32) -> Parameter {
        self.unsupported(Span::new(l, r), "the parameter `**nil`", "Remove it.");
        Parameter::anonymous(ParamKind::KeywordRest, l, r)
    }

    /// `&` as a parameter.
    pub fn anonymous_block_param(&mut self, l: u32, r: u32) -> Parameter {
        self.unsupported(
            Span::new(l, r),
            "an anonymous block parameter",
            "Give the block parameter a name: `&block`.",
        );
        Parameter::anonymous(ParamKind::Block, l, r)
    }

    /// The comma of `|a,|`.
    pub fn excess_comma(&mut self, params: &mut Vec<Parameter>, l: u32, r: u32) {
        if params.iter().any(|param| param.rank() > 0) {
            self.error(
                Code::E0201,
                Span::new(l, r),
                "unexpected `,` after the last parameter",
                "Remove the comma.",
            );
        }
        // A positional parameter without a name stands for the comma.
        params.push(Parameter::anonymous(ParamKind::Positional, l, r));
    }

    /// Parameters and block-local names.
    pub fn with_locals(&mut self, params: Option<Vec<Parameter>>, locals: Option<Vec<Parameter>>) -> Vec<Parameter> {
        let mut all = params.unwrap_or_default();
        all.extend(locals.unwrap_or_default());
        all
    }

    /// `Param` nodes; checks order and names.
    fn params(&mut self, params: &[Parameter]) -> List {
        let mut nodes = Vec::with_capacity(params.len());
        let mut rank = 0;
        let mut names = FxHashSet::default();
        for param in params {
            let mut own = param.rank();
            // Required parameters may follow optional ones or the rest.
            if own == 0 && (rank == 1 || rank == 2) {
                own = 3;
            }
            let repeated = own == rank && matches!(own, 2 | 5 | 6);
            let again = own == 0 && rank == 3;
            if (own < rank && !again) || repeated || (own == 2 && rank == 3) {
                self.error(
                    Code::E0205,
                    param.span,
                    "this parameter stands in the wrong place",
                    "Write required ones first, then optional ones, `*rest`, required ones, `key:`, `**rest`, `&block`.",
                );
            }
            if !again {
                rank = rank.max(own);
            }
            let target = match (param.name, param.pattern) {
                (Some(name), _) => {
                    self.unique(&mut names, name, param.span);
                    self.node_at(Kind::Name(name), param.span)
                }
                (None, Some(pattern)) => {
                    self.unique_targets(&mut names, pattern);
                    pattern
                }
                (None, None) => self.node_at(Kind::Hole, param.span),
            };
            if let Some(default) = param.default {
                self.value(default);
            }
            let kind = Kind::Param {
                kind: param.kind,
                target,
                default: param.default,
            };
            nodes.push(self.node_at(kind, param.span));
        }
        self.ast.add_list(&nodes)
    }

    fn unique(&mut self, names: &mut FxHashSet<TextId>, name: TextId, span: Span) {
        let text = self.name_of(name);
        if matches!(text.as_bytes(), [b'_', b'1'..=b'9']) {
            self.error(
                Code::E0205,
                span,
                "a numbered parameter cannot be declared",
                "Choose another name.",
            );
        }
        if !names.insert(name) && !text.starts_with('_') {
            self.report(
                Diagnostic::new(Code::E0205, span, format!("the parameter `{text}` is declared twice"))
                    .help("Give each parameter a name of its own."),
            );
        }
    }

    /// Patterns are bounded in depth like all nodes.
    fn unique_targets(&mut self, names: &mut FxHashSet<TextId>, node: NodeId) {
        let span = self.span(node);
        match *self.kind(node) {
            Kind::Name(name) => self.unique(names, name, span),
            Kind::Spread(inner) => self.unique_targets(names, inner),
            Kind::Targets(list) => {
                for target in self.ast.list(list).to_vec() {
                    self.unique_targets(names, target);
                }
            }
            _ => {}
        }
    }

    fn function(
        &mut self,
        kind: FunctionKind,
        name: Option<TextId>,
        params: &[Parameter],
        body: NodeId,
        span: Span,
    ) -> NodeId {
        let params = self.params(params);
        self.node_at(
            Kind::Function {
                kind,
                name,
                params,
                body,
            },
            span,
        )
    }

    /// A block.
    pub fn block_of(&mut self, braces: bool, params: Option<Vec<Parameter>>, body: NodeId, l: u32, r: u32) -> Block {
        // `||` declares that there are no parameters; the tree says so by an empty list as well, since only numbered
        // parameters would tell the difference.
        let params = params.unwrap_or_default();
        Block(self.function(FunctionKind::Block { braces }, None, &params, body, Span::new(l, r)))
    }

    /// `->(…) { … }`.
    pub fn lambda(&mut self, lambda: Lambda, l: u32, r: u32) -> NodeId {
        self.function(FunctionKind::Lambda, None, &lambda.0, lambda.1, Span::new(l, r))
    }

    /// `def name … end`.
    pub fn def(&mut self, name: TextId, params: Vec<Parameter>, body: NodeId, l: u32, r: u32) -> NodeId {
        self.function(FunctionKind::Def, Some(name), &params, body, Span::new(l, r))
    }

    /// `def name(…) = body`.
    pub fn endless_def(&mut self, head: (TextId, Vec<Parameter>), body: NodeId, l: u32, r: u32) -> NodeId {
        if self.name_of(head.0).ends_with('=') {
            self.error(
                Code::E0205,
                Span::new(l, r),
                "a setter cannot be defined without `end`",
                "Write the body on lines of its own and close it with `end`.",
            );
        }
        self.def(head.0, head.1, body, l, r)
    }
}
