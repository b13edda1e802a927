//! The children of a node, in the order of the text.

use super::ast::{Ast, Kind, List, NodeId};

impl Ast {
    /// Calls `visit` with each child of a node, in the order of the text.
    pub fn children(&self, id: NodeId, visit: &mut dyn FnMut(NodeId)) {
        self.children_of(self.kind(id), visit);
    }

    /// Calls `visit` with each child of a node that is perhaps not added yet.
    pub fn children_of(&self, kind: &Kind, visit: &mut dyn FnMut(NodeId)) {
        let mut walk = Walk { ast: self, visit };
        match kind {
            Kind::Error
            | Kind::Nil
            | Kind::Bool(_)
            | Kind::Float(_)
            | Kind::Integer(_)
            | Kind::Str(_)
            | Kind::Symbol(_)
            | Kind::Hole
            | Kind::Name(_)
            | Kind::InstanceVar(_)
            | Kind::GlobalVar(_)
            | Kind::This
            | Kind::Empty
            | Kind::Before
            | Kind::Below
            | Kind::Retry => {}
            Kind::Interpolation(_, list)
            | Kind::Regex { parts: list, .. }
            | Kind::Array(list)
            | Kind::Object(list)
            | Kind::Hash { pairs: list, .. }
            | Kind::Comma(list)
            | Kind::Paren(list)
            | Kind::Stages(list)
            | Kind::Ladder(list)
            | Kind::Targets(list)
            | Kind::Block(list)
            | Kind::Declaration(_, list)
            | Kind::Yield(list) => walk.list(*list),
            Kind::Spread(node)
            | Kind::DoubleSplat(node)
            | Kind::BlockPass(node)
            | Kind::Unary(_, node)
            | Kind::Defined(node)
            | Kind::Chain(node)
            | Kind::Expression(node)
            | Kind::Throw(node)
            | Kind::Labelled(_, node)
            | Kind::Update { target: node, .. }
            | Kind::Member { object: node, .. } => walk.node(*node),
            Kind::Property {
                key: first,
                value: second,
                ..
            }
            | Kind::Pair(first, second)
            | Kind::Binary(_, first, second)
            | Kind::Logical(_, first, second)
            | Kind::Assign(_, first, second)
            | Kind::PatternDefault(first, second) => walk.all(&[*first, *second]),
            Kind::While {
                test, body, body_first, ..
            } => {
                walk.all(&if *body_first { [*body, *test] } else { [*test, *body] });
            }
            Kind::Range { low, high, .. } => walk.options(&[*low, *high]),
            Kind::Constant(node, _) | Kind::Return(node) => walk.options(&[*node]),
            Kind::Break { value, .. } | Kind::Continue { value, .. } => walk.options(&[*value]),
            Kind::Conditional(test, yes, no) => walk.all(&[*test, *yes, *no]),
            Kind::If { test, yes, no, .. } => walk.options(&[Some(*test), *yes, *no]),
            Kind::Index {
                object: node,
                arguments: list,
                ..
            }
            | Kind::Call {
                callee: node,
                arguments: list,
                ..
            }
            | Kind::New {
                callee: node,
                arguments: list,
            }
            | Kind::Switch(node, list) => {
                walk.node(*node);
                walk.list(*list);
            }
            Kind::Send {
                receiver,
                arguments,
                block,
                ..
            } => {
                walk.options(&[*receiver]);
                walk.list(*arguments);
                walk.options(&[*block]);
            }
            Kind::Function {
                params: list,
                body: node,
                ..
            }
            | Kind::When {
                conditions: list,
                body: node,
            } => {
                walk.list(*list);
                walk.node(*node);
            }
            Kind::Param { target, default, .. } => walk.options(&[Some(*target), *default]),
            Kind::Declarator { target, init } => walk.options(&[Some(*target), *init]),
            Kind::For {
                init,
                test,
                update,
                body,
            } => walk.options(&[*init, *test, *update, Some(*body)]),
            Kind::ForEach {
                target, iterable, body, ..
            } => walk.all(&[*target, *iterable, *body]),
            Kind::SwitchCase { test, body } => {
                walk.options(&[*test]);
                walk.list(*body);
            }
            Kind::Case {
                subject,
                whens,
                otherwise,
            } => {
                walk.options(&[*subject]);
                walk.list(*whens);
                walk.options(&[*otherwise]);
            }
            Kind::Try {
                body,
                param,
                handler,
                finalizer,
            } => {
                walk.options(&[Some(*body), *param, *handler, *finalizer]);
            }
            Kind::Begin {
                body,
                rescues,
                otherwise,
                ensure,
            } => {
                walk.node(*body);
                walk.list(*rescues);
                walk.options(&[*otherwise, *ensure]);
            }
            Kind::Rescue { classes, target, body } => {
                walk.list(*classes);
                walk.options(&[*target, Some(*body)]);
            }
        }
    }
}

struct Walk<'a, 'v> {
    ast: &'a Ast,
    visit: &'v mut dyn FnMut(NodeId),
}

impl Walk<'_, '_> {
    fn node(&mut self, node: NodeId) {
        (self.visit)(node);
    }

    fn all(&mut self, nodes: &[NodeId]) {
        for &node in nodes {
            self.node(node);
        }
    }

    fn options(&mut self, nodes: &[Option<NodeId>]) {
        for &node in nodes.iter().flatten() {
            self.node(node);
        }
    }

    fn list(&mut self, list: List) {
        for index in 0..list.len() {
            // Lists are as long as they say.
            let node = self.ast.list(list)[index];
            self.node(node);
        }
    }
}
