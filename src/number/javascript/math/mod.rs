//! The functions of `Math` (ECMA-262 §21.3.2) but `random`.
//!
//! The standard leaves the last bits of most of them open; the answers here are those of V8 as
//! Node 20 has it, bit by bit. V8 follows fdlibm, so this module does: with the functions of
//! `libm` where that crate computes the same, with its own where it does not.
//!
//! The algorithms and coefficients are those of fdlibm:
//! Copyright (C) 1993 by Sun Microsystems, Inc. All rights reserved.
//! Developed at SunSoft, a Sun Microsystems, Inc. business.
//! Permission to use, copy, modify, and distribute this software is freely granted, provided that
//! this notice is preserved.

mod exponential;
mod hyperbolic;
mod integral;
mod power;
mod reduction;
mod trigonometric;
mod words;

pub use exponential::{exp, expm1, log, log1p, log2, log10};
pub use hyperbolic::{acosh, asinh, atanh, cosh, sinh, tanh};
pub use integral::{abs, ceil, clz32, floor, fround, imul, max, min, round, sign, trunc};
pub use power::{cbrt, hypot, pow, sqrt};
pub use trigonometric::{acos, asin, atan, atan2, cos, sin, tan};
