//! Numbers as bytes: seven bits a byte, the lowest first, all but the last with the eighth bit set (LEB128).
//!
//! Most numbers of a program are small, and a bundle holds a hundred thousand programs.

/// Appends a number.
pub fn write(mut number: u64, out: &mut Vec<u8>) {
    while number >= 0x80 {
        // Seven bits fit.
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Reads a number and moves past it; none where it ends early or has more than 64 bits.
pub fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        // Of the tenth byte there is room for one bit.
        if shift == 63 && bits > 1 {
            return None;
        }
        number |= bits << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    #[test]
    fn numbers_are_read_as_they_were_written() {
        for number in [0, 1, 127, 128, 300, u64::from(u32::MAX), u64::MAX - 1, u64::MAX] {
            let mut bytes = Vec::new();
            super::write(number, &mut bytes);
            let mut input = bytes.as_slice();
            assert_eq!(super::read(&mut input), Some(number));
            assert!(input.is_empty());
            assert_eq!(super::read(&mut &bytes[..bytes.len() - 1]), None, "{number} is cut");
        }
        assert_eq!(super::read(&mut &[0xff; 10][..]), None, "seventy bits");
        assert_eq!(super::read(&mut &[0x80; 11][..]), None, "no end");
    }
}
