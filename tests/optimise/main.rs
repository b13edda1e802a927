//! Optimisations keep every answer: decision code, the general code and the reference agree, and what each pass does is
//! written down.

mod agree;
mod clock;
mod columns;
mod fixtures;
mod fold;
mod linked;
mod rules;
