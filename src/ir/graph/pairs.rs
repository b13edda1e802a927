//! One test instead of several about two subjects of which it is asked, in the end, whether they have a text in common.
//!
//! A helper that compares two lists asks of each whether it is null or a list before it searches one for the values of the
//! other. For each two kinds of values it is followed where the tests of the two subjects lead; where that is what one
//! `Meets` does, it takes their place. It may leave more to the general code: rows and columns of kinds, not single pairs,
//! are what one test can say; but lists and texts must stay answered.

use super::cond::Maker;
use super::{Act, At, Cond, Context, Equality, Kind, Kinds, Node, Pred, SubjectId};

/// How many tests a way may pass.
const LONGEST: usize = 64;

/// Where two values go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    To(At),
    /// By whether they have a text in common: where a yes goes, and a no.
    Meet(At, At),
}

/// Runs the pass.
pub fn run(cond: Cond, _: &Context<'_>) -> Cond {
    if !cond.nodes.iter().any(|node| other(&node.pred).is_some()) {
        return cond;
    }
    let mut taken: Vec<Option<Node>> = vec![None; cond.nodes.len()];
    let mut covered = vec![false; cond.nodes.len()];
    // Parents stand after their children; what is tried first stands at the head of all tests of its two subjects.
    for number in (0..cond.nodes.len()).rev() {
        if covered[number] {
            continue;
        }
        let Some((a, b)) = subjects(&cond, number) else {
            continue;
        };
        taken[number] = one_test(&cond, number, a, b);
        if taken[number].is_some() {
            cover(&cond, number, a, b, &mut covered);
        }
    }
    let nodes = cond.nodes.into_iter().zip(taken);
    let nodes = nodes.map(|(node, taken)| taken.unwrap_or(node)).collect();
    Cond { nodes, ..cond }.rebuilt(Maker::node)
}

/// The subject that a test compares with.
fn other(pred: &Pred) -> Option<SubjectId> {
    match pred {
        Pred::Same(other, _) | Pred::Meets(other, _) => Some(*other),
        _ => None,
    }
}

/// The two subjects that a node's tests may be about: its own, and the one that it is compared with further on.
fn subjects(cond: &Cond, head: usize) -> Option<(SubjectId, SubjectId)> {
    let own = cond.nodes[head].subject;
    let mut open = vec![head];
    for at in 0..LONGEST {
        let node = &cond.nodes[*open.get(at)?];
        if let Some(compared) = other(&node.pred) {
            return match (node.subject == own, compared == own) {
                (true, false) => Some((own, compared)),
                (false, true) => Some((own, node.subject)),
                _ => None,
            };
        }
        for way in [node.yes, node.no] {
            if let At::Node(next) = way
                && !open.contains(&(next as usize))
            {
                open.push(next as usize);
            }
        }
    }
    None
}

/// Whether a test asks of the two subjects alone: of one of them, or of the one beside the other. One that is compared with
/// itself says nothing about the two.
fn is_about(node: &Node, a: SubjectId, b: SubjectId) -> bool {
    let beside = |other| (node.subject, other) == (a, b) || (node.subject, other) == (b, a);
    other(&node.pred).map_or(node.subject == a || node.subject == b, beside)
}

/// Notes the tests of two subjects that follow a node.
fn cover(cond: &Cond, head: usize, a: SubjectId, b: SubjectId, covered: &mut [bool]) {
    let mut open = vec![head];
    while let Some(number) = open.pop() {
        let node = &cond.nodes[number];
        if !is_about(node, a, b) || std::mem::replace(&mut covered[number], true) {
            continue;
        }
        for way in [node.yes, node.no] {
            if let At::Node(next) = way {
                open.push(next as usize);
            }
        }
    }
}

/// The one test that does what a node and those of the two subjects after it do.
fn one_test(cond: &Cond, head: usize, a: SubjectId, b: SubjectId) -> Option<Node> {
    let node = &cond.nodes[head];
    let follows = |at: At| cond.node(at).is_some_and(|next| is_about(next, a, b));
    if !is_about(node, a, b) || (!follows(node.yes) && !follows(node.no)) {
        return None;
    }
    let mut ways = Vec::with_capacity(Kind::ALL.len());
    for own in Kind::ALL {
        let mut row = Vec::with_capacity(Kind::ALL.len());
        for compared in Kind::ALL {
            row.push(
                Pair {
                    cond,
                    a,
                    b,
                    own,
                    compared,
                }
                .way(At::Node(head as u32))?,
            );
        }
        ways.push(row);
    }
    let of = |own: Kind, compared: Kind| ways[own as usize][compared as usize];
    let Way::Meet(yes, no) = of(Kind::List, Kind::List) else {
        return None;
    };
    let act = |way: Way| match way {
        Way::To(At::Leave) => Some(Act::Leave),
        Way::To(at) if at == no => Some(Act::No),
        Way::To(at) if at == yes => Some(Act::Yes),
        Way::To(_) => None,
        Way::Meet(..) => (way == Way::Meet(yes, no)).then_some(Act::Test),
    };
    // A kind of the other subject that lists leave is left whatever the first one is.
    let mut others = Kinds::all(Act::Yes);
    for compared in Kind::ALL {
        if act(of(Kind::List, compared))? == Act::Leave {
            others = others.with(&[compared], Act::Leave);
        }
    }
    let mut kinds = Kinds::all(Act::Leave);
    for own in Kind::ALL {
        let mut fits = [Act::No, Act::Test, Act::Yes].to_vec();
        for compared in Kind::ALL {
            if others.of(compared) == Act::Leave {
                continue;
            }
            let found = act(of(own, compared))?;
            // Values of which one has no texts have none in common.
            let none = !has_texts(own) || !has_texts(compared);
            fits.retain(|&fit| fit == found || (fit == Act::Test && found == Act::No && none));
        }
        if let Some(&fit) = fits.first() {
            kinds = kinds.with(&[own], fit);
        }
    }
    let answered = |kind| kinds.of(kind) != Act::Leave && others.of(kind) != Act::Leave;
    (answered(Kind::List) && (answered(Kind::Text) || act(of(Kind::Text, Kind::Text))? == Act::Leave)).then_some(Node {
        subject: a,
        pred: Pred::Meets(b, others),
        kinds,
        yes,
        no,
    })
}

fn has_texts(kind: Kind) -> bool {
    matches!(kind, Kind::Text | Kind::List | Kind::Mixed)
}

/// Two subjects whose values have known kinds.
struct Pair<'c> {
    cond: &'c Cond,
    a: SubjectId,
    b: SubjectId,
    own: Kind,
    compared: Kind,
}

impl Pair<'_> {
    /// Where they go; none where something else is asked about them.
    fn way(&self, at: At) -> Option<Way> {
        let both_have_texts = has_texts(self.own) && has_texts(self.compared);
        let no = self.follow(at, false)?;
        let yes = if both_have_texts { self.follow(at, true)? } else { no };
        Some(if yes == no { Way::To(no) } else { Way::Meet(yes, no) })
    }

    /// Where they go, given whether they have a text in common.
    fn follow(&self, mut at: At, meet: bool) -> Option<At> {
        for _ in 0..LONGEST {
            let Some(node) = self.cond.node(at) else {
                return Some(at);
            };
            let is_own = node.subject == self.a;
            let (subject, compared) = if is_own {
                (self.own, self.compared)
            } else {
                (self.compared, self.own)
            };
            match self.answer(node, subject, compared, meet)? {
                Asked::Answer(true) => at = node.yes,
                Asked::Answer(false) => at = node.no,
                Asked::Leave => return Some(At::Leave),
                Asked::Elsewhere => return Some(at),
            }
        }
        None
    }

    /// What a node answers; none where that depends on the values.
    fn answer(&self, node: &Node, subject: Kind, compared: Kind, meet: bool) -> Option<Asked> {
        if !is_about(node, self.a, self.b) {
            return Some(Asked::Elsewhere);
        }
        if let Pred::Meets(_, others) = node.pred {
            match others.of(compared) {
                Act::Leave => return Some(Asked::Leave),
                Act::No => return Some(Asked::Answer(false)),
                Act::Yes | Act::Test => {}
            }
        }
        Some(match node.kinds.of(subject) {
            Act::No => Asked::Answer(false),
            Act::Yes => Asked::Answer(true),
            Act::Leave => Asked::Leave,
            Act::Test => match &node.pred {
                Pred::Meets(..) => Asked::Answer(meet),
                Pred::Has(texts) if texts.is_empty() => Asked::Answer(false),
                Pred::Same(_, equality) => same(subject, compared, *equality, meet),
                _ => return None,
            },
        })
    }
}

/// What a node says of two values.
enum Asked {
    Answer(bool),
    Leave,
    /// It is about something else.
    Elsewhere,
}

/// Whether two values are equal; left to the general code where more than kinds and texts count.
fn same(a: Kind, b: Kind, equality: Equality, meet: bool) -> Asked {
    let empty = |kind| matches!(kind, Kind::Absent | Kind::Null);
    let object = |kind| matches!(kind, Kind::List | Kind::Mixed | Kind::Other);
    match (a, b) {
        (Kind::Text, Kind::Text) => Asked::Answer(meet),
        _ if empty(a) || empty(b) => Asked::Answer(match equality {
            Equality::Strict => a == b,
            Equality::Loose | Equality::Ruby => empty(a) && empty(b),
        }),
        // Two bindings are two objects; Ruby compares what they hold.
        _ if object(a) && object(b) && equality != Equality::Ruby => Asked::Answer(false),
        _ if a != b && !(object(a) && object(b)) && equality != Equality::Loose => Asked::Answer(false),
        _ => Asked::Leave,
    }
}
