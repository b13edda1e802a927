//! A sum that every single change of a byte changes.
//!
//! It guards against damage, not against forgery, for which the check of each program is there.

const FACTOR: u64 = 0x9e37_79b9_7f4a_7c15;

fn step(lane: u64, word: u64) -> u64 {
    (lane ^ word).wrapping_mul(FACTOR).rotate_left(29)
}

/// The sum of bytes.
pub fn checksum(bytes: &[u8]) -> u64 {
    // Four lanes, since each step waits for the one before it.
    let mut lanes = [1_u64, 2, 3, 4];
    let (chunks, rest) = bytes.as_chunks::<32>();
    for chunk in chunks {
        // Whole words are not copied byte by byte: much of the time of loading goes here.
        let (words, _) = chunk.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = step(*lane, u64::from_le_bytes(*word));
        }
    }
    let mut sum = bytes.len() as u64;
    for lane in lanes {
        sum = step(sum, lane);
    }
    rest.chunks(8).fold(sum, |sum, bytes| {
        let word = bytes.iter().rev().fold(0, |word, &byte| word << 8 | u64::from(byte));
        step(sum, word)
    })
}
