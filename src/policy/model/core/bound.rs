//! Many decisions about one identity: a set linked once, the identity bound once, elements and endpoints by number.
//!
//! Input: a policy set, and an [`Identity`] bound from a request without an element. Output: a [`Verdict`] for an item and
//! an endpoint, the same effect and reason as [`PolicySet::decide`] gives for the request with that element and endpoint.
//! `link.rs` has written each decision as one rule over the identity, so that it takes three look-ups: the rule, the
//! values of its questions, the verdict. What needs more than the identity and what the set knows about the element, and every fault,
//! goes through the whole set.

use std::sync::Arc;

use super::Core;
use super::link::{Asker, Table};
use crate::policy::bindings::Lent;
use crate::policy::caller::{caller, section};
use crate::policy::{Effect, Model, PolicySet, Reason, Request};
use crate::vm::decision::{Binder, Bound, Values};
use crate::vm::{Datum, Host, World};

/// A policy set with its rules linked for many decisions. It is shared by any number of threads.
#[derive(Debug)]
pub struct Linked<'s> {
    set: &'s PolicySet,
    core: &'s Core,
    table: Arc<Table>,
}

/// Who asks, bound for one [`Linked`].
#[derive(Clone, Debug)]
pub struct Identity {
    request: Request,
    asking: Asking,
}

/// What decisions look at, side by side and first what most of them look at.
#[derive(Clone, Debug)]
#[repr(C, align(64))]
pub(super) struct Asking {
    /// The table that it was bound for.
    of: Arc<Table>,
    pub asker: Asker,
    pub values: Values,
    pub bound: Bound,
}

/// The answer to a decision about a bound identity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Whether the caller may.
    pub effect: Effect,
    /// Why.
    pub reason: Reason,
    /// The HTTP status that fits.
    pub status: u16,
}

impl PolicySet {
    /// Links the rules of the set for many decisions; none where it holds no part of Kinetic Core.
    pub fn link(&self) -> Option<Linked<'_>> {
        let core = self.core.as_ref()?;
        Some(Linked {
            set: self,
            core,
            table: Arc::new(Table::new(core, &self.programs)),
        })
    }
}

/// The identity alone, as the host of rules.
struct Sections<'a> {
    binder: &'a Binder,
    identity: Lent<'a>,
    world: World,
}

impl Host for Sections<'_> {
    fn lend(&self, subject: u16) -> Datum<'_> {
        match self.binder.subjects().nth(usize::from(subject)) {
            Some(("identity", key)) => self.identity.get(key),
            _ => Datum::Absent,
        }
    }

    fn world(&self) -> Option<World> {
        Some(self.world)
    }
}

impl Identity {
    /// What all verdicts that need no request depend on.
    pub(super) fn alike(&self) -> (*const Table, &Bound, usize) {
        let Asking { of, bound, asker, .. } = &self.asking;
        (Arc::as_ptr(of), bound, *asker as usize)
    }
}

impl<'s> Linked<'s> {
    /// Binds the identity of a request, and its time; its element and endpoint say nothing here. A request that names no
    /// model means Kinetic Core, since nothing else is linked.
    ///
    /// # Errors
    /// What is wrong with the identity or with another section, for people: every decision about such a request is a
    /// denial, also where no rule would look at the section.
    pub fn bind(&self, mut request: Request) -> Result<Identity, String> {
        if let Some(model) = request.model.replace(Model::KineticCore)
            && model != Model::KineticCore
        {
            return Err(format!("the request is one of the model {}", model.name()));
        }
        for name in ["team", "user", "file", "submission"] {
            section(&request, name)?;
        }
        let caller = caller(&request)?;
        let binder = &self.table.binder;
        let mut bound = binder.unbound();
        let host = Sections {
            binder,
            identity: self.core.identity(&caller),
            world: request.world,
        };
        binder.rebind(&mut bound, &host, |section, _| section == "identity");
        let asker = match (caller.flags.space_admin, caller.flags.authenticated) {
            (true, _) => Asker::SpaceAdmin,
            (false, true) => Asker::SignedIn,
            (false, false) => Asker::Anonymous,
        };
        Ok(Identity {
            request,
            asking: Asking {
                of: Arc::clone(&self.table),
                asker,
                values: self.table.values(&bound),
                bound,
            },
        })
    }

    /// The set's part that is linked.
    pub(super) fn core(&self) -> &'s Core {
        self.core
    }

    /// What all endpoints of items have that are decided by the same rule; none beyond the last.
    pub(super) fn rule(&self, item: usize, endpoint: usize) -> Option<[u16; 5]> {
        self.table.rule(item, endpoint)
    }

    /// The decision without the general machine, where that is all it takes.
    pub(super) fn quick(&self, Identity { asking, .. }: &Identity, item: usize, endpoint: usize) -> Option<Verdict> {
        if !Arc::ptr_eq(&asking.of, &self.table) {
            return None;
        }
        self.table.decide(asking, item, endpoint)
    }

    /// Decides about an item and the number of an endpoint among those of its place. An identity that another
    /// [`Linked`] has bound is decided about by its request.
    #[inline]
    pub fn decide(&self, identity: &Identity, item: usize, endpoint: usize) -> Verdict {
        let asking = &identity.asking;
        if Arc::ptr_eq(&asking.of, &self.table)
            && let Some(verdict) = self.table.quick(asking, item, endpoint)
        {
            return verdict;
        }
        self.longer(identity, item, endpoint)
    }

    /// As [`Linked::decide`], where a few look-ups do not do. It stays out of their way: what it keeps they need not save.
    #[inline(never)]
    fn longer(&self, identity: &Identity, item: usize, endpoint: usize) -> Verdict {
        self.quick(identity, item, endpoint)
            .unwrap_or_else(|| self.whole(identity, item, endpoint))
    }

    /// The decision by the whole set.
    #[cold]
    fn whole(&self, identity: &Identity, item: usize, endpoint: usize) -> Verdict {
        let invalid = Verdict {
            effect: Effect::Deny,
            reason: Reason::UnknownElement,
            status: 403,
        };
        let Some(found) = self.core.items.get(item) else {
            return invalid;
        };
        let Some(row) = self.core.endpoints.list(found.place).get(endpoint) else {
            return Verdict {
                reason: Reason::UnknownEndpoint,
                ..invalid
            };
        };
        let request = Request {
            element: found.element.clone(),
            endpoint: Some(row.name.clone()),
            ..identity.request.clone()
        };
        let decision = self.set.decide(&request);
        Verdict {
            effect: decision.effect,
            reason: decision.reason,
            status: decision.status,
        }
    }
}
