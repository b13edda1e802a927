//! Timing of two functions in turns.

use std::hint::black_box;

use cpu_time::ThreadTime;

/// How often the two take turns.
const TURNS: usize = 61;

/// Times `ours` and `other` over `count` requests and prints a line: nanoseconds a request and their ratio.
///
/// Words of the command line choose the lines whose names have one of them.
pub fn compare(name: &str, count: usize, ours: impl Fn(usize) -> bool, other: impl Fn(usize) -> bool) {
    if !wanted(name) {
        return;
    }
    for request in 0..count {
        assert_eq!(ours(request), other(request), "{name}: request {request}");
    }
    let [a, b, ratio, fifth] = turns(count, ours, other);
    println!("{name:<34} {a:>9.2} {b:>9.2} {ratio:>7.2} {fifth:>7.2}");
}

/// Whether the words of the command line choose a line.
pub fn wanted(name: &str) -> bool {
    let mut words = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

/// Times two functions in turns, so that both see the machine as it is: nanoseconds of each, their ratio, and the fifth
/// percentile of it.
pub fn turns(count: usize, ours: impl Fn(usize) -> bool, other: impl Fn(usize) -> bool) -> [f64; 4] {
    let repeats = (200_000 / count).max(1);
    let mut left = Vec::new();
    let mut right = Vec::new();
    for _ in 0..TURNS {
        left.push(nanoseconds(count, repeats, &ours));
        right.push(nanoseconds(count, repeats, &other));
    }
    let mut ratios: Vec<f64> = left.iter().zip(&right).map(|(a, b)| a / b).collect();
    let ratio = median(&mut ratios);
    [median(&mut left), median(&mut right), ratio, ratios[ratios.len() / 20]]
}

fn nanoseconds(count: usize, repeats: usize, decide: &impl Fn(usize) -> bool) -> f64 {
    let start = ThreadTime::now();
    let mut held = 0_usize;
    for _ in 0..repeats {
        for request in 0..count {
            held += usize::from(decide(black_box(request)));
        }
    }
    black_box(held);
    start.elapsed().as_nanos() as f64 / (count * repeats) as f64
}

/// The median; sorts what it is given.
pub fn median(numbers: &mut [f64]) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers[numbers.len() / 2]
}
