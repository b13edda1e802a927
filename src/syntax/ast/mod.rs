//! The syntax tree of both languages: one arena of nodes that name each other by index.
//!
//! Input: what the two grammars build. Output: what `hir` lowers and `print` writes back.
//! Invariants: a node's children have smaller indices than the node; depth is bounded when the tree is built; dropping a
//! tree does not recurse. The tree is as the author wrote it: parentheses, sugar and unknown names are still there.

mod kind;
mod operator;

use crate::source::Span;
use crate::value::{Text, TextIndex};

pub use kind::{DeclKind, FunctionKind, InterpolationKind, Kind, ParamKind};
pub use operator::{AssignOp, BinaryOp, LogicalOp, UnaryOp};

/// Names a node of an [`Ast`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct NodeId(pub u32);

/// Names a list of nodes of an [`Ast`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct List {
    start: u32,
    len: u32,
}

impl List {
    /// The list without nodes.
    pub const EMPTY: List = List { start: 0, len: 0 };

    /// Whether there are no nodes.
    pub fn is_empty(self) -> bool {
        self.len == 0
    }

    /// How many nodes there are.
    pub fn len(self) -> usize {
        self.len as usize
    }
}

/// Names a text (identifier, string, digits) of an [`Ast`]; equal texts have equal ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TextId(pub u32);

/// A node: what it is and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Where it stands.
    pub span: Span,
}

/// A syntax tree.
#[derive(Clone, Debug, Default)]
pub struct Ast {
    nodes: Vec<Node>,
    lists: Vec<NodeId>,
    texts: Vec<Text>,
    text_index: TextIndex,
    /// The root: a `Block`; none before the tree is complete.
    pub root: Option<NodeId>,
}

impl Ast {
    /// Forgets everything but the texts.
    pub fn clear(&mut self) {
        self.nodes.clear();
        self.lists.clear();
        self.root = None;
    }

    /// Makes room for so many more nodes.
    pub fn reserve(&mut self, nodes: usize) {
        self.nodes.reserve(nodes);
    }

    /// Adds a node.
    pub fn add(&mut self, kind: Kind, span: Span) -> NodeId {
        let id = NodeId(u32::try_from(self.nodes.len()).unwrap_or(u32::MAX));
        self.nodes.push(Node { kind, span });
        id
    }

    /// Adds a list.
    pub fn add_list(&mut self, nodes: &[NodeId]) -> List {
        let start = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
        self.lists.extend_from_slice(nodes);
        List {
            start,
            len: u32::try_from(nodes.len()).unwrap_or(u32::MAX),
        }
    }

    /// The id of a text.
    pub fn text(&mut self, text: Text) -> TextId {
        TextId(self.text_index.text(&mut self.texts, &text))
    }

    /// The id of a well-formed text.
    pub fn str(&mut self, text: &str) -> TextId {
        TextId(self.text_index.str(&mut self.texts, text))
    }

    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The kind of the node with this id.
    pub fn kind(&self, id: NodeId) -> &Kind {
        &self.node(id).kind
    }

    /// The place of the node with this id.
    pub fn span(&self, id: NodeId) -> Span {
        self.node(id).span
    }

    /// The nodes of a list.
    pub fn list(&self, list: List) -> &[NodeId] {
        let start = list.start as usize;
        &self.lists[start..start + list.len as usize]
    }

    /// The text with this id.
    pub fn get_text(&self, id: TextId) -> &Text {
        &self.texts[id.0 as usize]
    }

    /// The name with this id.
    pub fn name(&self, id: TextId) -> std::borrow::Cow<'_, str> {
        self.get_text(id).to_str()
    }

    /// The text of a string literal, in parentheses or not, which in `#{}` is a part of the Ruby literal around it.
    pub fn literal_text(&self, node: NodeId) -> Option<String> {
        match *self.kind(node) {
            Kind::Str(text) => Some(self.name(text).into_owned()),
            Kind::Block(list) | Kind::Paren(list) => match *self.list(list) {
                [only] => self.literal_text(only),
                _ => None,
            },
            _ => None,
        }
    }

    /// How many nodes there are.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there are no nodes.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }
}
