//! Timing: passes over all requests of the one who is measured and of the floor, in turns, on the clock of the thread.

use std::alloc::System;
use std::hint::black_box;
use std::time::Duration;

use cpu_time::ThreadTime;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::request::COUNT;

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What was measured of one rule in one engine.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// The median, in nanoseconds an evaluation.
    pub median: f64,
    /// The fifth percentile, in nanoseconds an evaluation.
    pub fifth: f64,
    /// Allocations an evaluation.
    pub allocations: f64,
    /// The median against that of the floor in the same rounds.
    pub ratio: f64,
}

/// How long one round of one side takes, about.
const ROUND: Duration = Duration::from_micros(1_500);
/// How many rounds there are.
const ROUNDS: usize = 60;

/// Measures an evaluation against the floor, in turns.
pub fn measure(evaluate: &mut dyn FnMut(usize) -> bool, floor: &mut dyn FnMut(usize) -> bool) -> Sample {
    let region = Region::new(ALLOCATOR);
    pass(evaluate, 1);
    let allocations = region.change().allocations as f64 / COUNT as f64;
    let (passes, floor_passes) = (passes(evaluate), passes(floor));
    let (mut times, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        times.push(pass(evaluate, passes));
        floors.push(pass(floor, floor_passes));
    }
    let (median, floor) = (percentile(&mut times, 50), percentile(&mut floors, 50));
    Sample {
        median,
        fifth: percentile(&mut times, 5),
        allocations,
        ratio: median / floor,
    }
}

/// How many passes a round has.
fn passes(evaluate: &mut dyn FnMut(usize) -> bool) -> usize {
    let once = pass(evaluate, 1) * COUNT as f64;
    ((ROUND.as_nanos() as f64 / once) as usize).clamp(1, 1_000)
}

/// Nanoseconds an evaluation over so many passes.
fn pass(evaluate: &mut dyn FnMut(usize) -> bool, passes: usize) -> f64 {
    let start = ThreadTime::now();
    for _ in 0..passes {
        let mut allowed = 0_usize;
        for number in 0..COUNT {
            allowed += usize::from(evaluate(black_box(number)));
        }
        black_box(allowed);
    }
    start.elapsed().as_nanos() as f64 / (passes * COUNT) as f64
}

/// Sorts, and gives the value below which so many of a hundred lie.
fn percentile(times: &mut [f64], of_a_hundred: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() * of_a_hundred / 100]
}

/// Rounds of a filter.
const FILTER_ROUNDS: usize = 15;

/// Measures a filter against the floor, in turns: nanoseconds a row, and their ratio to the floor's.
pub fn rows(
    count: usize,
    evaluate: &mut dyn FnMut() -> Vec<u32>,
    floor_count: usize,
    floor: &mut dyn FnMut() -> Vec<u32>,
) -> (f64, f64) {
    let (mut times, mut floors) = (Vec::new(), Vec::new());
    for _ in 0..FILTER_ROUNDS {
        times.push(whole(count, evaluate));
        floors.push(whole(floor_count, floor));
    }
    let (median, floor) = (percentile(&mut times, 50), percentile(&mut floors, 50));
    (median, median / floor)
}

/// Nanoseconds a row of one filter.
pub fn alone(count: usize, evaluate: &mut dyn FnMut() -> Vec<u32>) -> f64 {
    let mut times: Vec<f64> = (0..FILTER_ROUNDS).map(|_| whole(count, evaluate)).collect();
    percentile(&mut times, 50)
}

fn whole(count: usize, evaluate: &mut dyn FnMut() -> Vec<u32>) -> f64 {
    let start = ThreadTime::now();
    black_box(evaluate());
    start.elapsed().as_nanos() as f64 / count as f64
}
