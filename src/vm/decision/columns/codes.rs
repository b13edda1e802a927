//! Numbers of values, as narrow as they can be: the narrower, the more rows a register and a cache hold.

/// One number for each row or item.
#[derive(Debug)]
pub(super) enum Codes {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Codes::Narrow(Vec::new())
    }
}

/// For each code of a column whether it is one of some.
#[derive(Debug)]
pub(super) enum Marks {
    /// One of these, or none of these where the flag is set.
    Few(Vec<u32>, bool),
    /// By the code.
    Narrow(Box<[u8; 1 << 8]>),
    /// By the code.
    Middle(Box<[u8; 1 << 16]>),
    /// By the code; no code lies beyond.
    Wide(Vec<u8>),
}

/// Most codes that are compared one after another.
const FEW: usize = 4;

impl Codes {
    /// Codes that are all below `count`.
    pub fn new(codes: Vec<u32>, count: usize) -> Codes {
        if count <= 1 << 8 {
            Codes::Narrow(codes.into_iter().map(|code| code as u8).collect())
        } else if count <= 1 << 16 {
            Codes::Middle(codes.into_iter().map(|code| code as u16).collect())
        } else {
            Codes::Wide(codes)
        }
    }

    #[inline]
    pub fn get(&self, at: usize) -> usize {
        let code = match self {
            Codes::Narrow(codes) => codes.get(at).map(|&code| usize::from(code)),
            Codes::Middle(codes) => codes.get(at).map(|&code| usize::from(code)),
            Codes::Wide(codes) => codes.get(at).map(|&code| code as usize),
        };
        code.unwrap_or(0)
    }

    /// What is looked up for codes of this width: a mark for each.
    pub fn marks(&self, mut marks: Vec<u8>) -> Marks {
        let flags = marks.iter().all(|&mark| mark <= 1);
        let with = |wanted: u8| {
            let codes = (0_u32..).zip(&marks);
            let found = codes.filter(|(_, mark)| **mark == wanted).map(|(code, _)| code);
            found.take(FEW + 1).collect::<Vec<u32>>()
        };
        if flags {
            let (yes, no) = (with(1), with(0));
            if yes.len() <= FEW {
                return Marks::Few(yes, false);
            }
            if no.len() <= FEW {
                return Marks::Few(no, true);
            }
        }
        let size = match self {
            Codes::Narrow(_) => 1 << 8,
            Codes::Middle(_) => 1 << 16,
            Codes::Wide(_) => return Marks::Wide(marks),
        };
        marks.resize(size, 0);
        let marks = marks.into_boxed_slice();
        match self {
            Codes::Narrow(_) => marks
                .try_into()
                .map_or_else(|marks: Box<[u8]>| Marks::Wide(marks.into()), Marks::Narrow),
            _ => marks
                .try_into()
                .map_or_else(|marks: Box<[u8]>| Marks::Wide(marks.into()), Marks::Middle),
        }
    }

    /// Writes the mark of each code from `start` on.
    pub fn look_up(&self, marks: &Marks, start: usize, out: &mut [u8]) {
        let end = start + out.len();
        match (self, marks) {
            (Codes::Narrow(codes), Marks::Few(few, turned)) => compare(&codes[start..end], few, *turned, out),
            (Codes::Middle(codes), Marks::Few(few, turned)) => compare(&codes[start..end], few, *turned, out),
            (Codes::Wide(codes), Marks::Few(few, turned)) => compare(&codes[start..end], few, *turned, out),
            (Codes::Narrow(codes), Marks::Narrow(marks)) => {
                for (out, &code) in out.iter_mut().zip(&codes[start..end]) {
                    *out = marks[usize::from(code)];
                }
            }
            (Codes::Middle(codes), Marks::Middle(marks)) => {
                for (out, &code) in out.iter_mut().zip(&codes[start..end]) {
                    *out = marks[usize::from(code)];
                }
            }
            _ => {
                for (at, out) in out.iter_mut().enumerate() {
                    *out = marks.of(self.get(start + at));
                }
            }
        }
    }
}

impl Marks {
    /// The mark of one code.
    #[inline]
    pub fn of(&self, code: usize) -> u8 {
        match self {
            Marks::Few(few, turned) => u8::from(few.iter().any(|&known| known as usize == code) != *turned),
            Marks::Narrow(marks) => marks.get(code).copied().unwrap_or(0),
            Marks::Middle(marks) => marks.get(code).copied().unwrap_or(0),
            Marks::Wide(marks) => marks.get(code).copied().unwrap_or(0),
        }
    }
}

/// Marks codes that are among a few: without branches, so that many are compared at once.
fn compare<T: Copy + PartialEq + TryFrom<u32>>(codes: &[T], few: &[u32], turned: bool, out: &mut [u8]) {
    let turned = u8::from(turned);
    // What does not fit is no code of the column.
    let few: smallvec::SmallVec<[T; FEW]> = few.iter().filter_map(|&code| T::try_from(code).ok()).collect();
    match *few {
        [] => out.fill(turned),
        [only] => {
            for (out, &code) in out.iter_mut().zip(codes) {
                *out = u8::from(code == only) ^ turned;
            }
        }
        [a, b] => {
            for (out, &code) in out.iter_mut().zip(codes) {
                *out = (u8::from(code == a) | u8::from(code == b)) ^ turned;
            }
        }
        _ => {
            let (a, b, c) = (few[0], few[1], few[2]);
            let d = few.get(3).copied().unwrap_or(c);
            for (out, &code) in out.iter_mut().zip(codes) {
                let (ab, cd) = (
                    u8::from(code == a) | u8::from(code == b),
                    u8::from(code == c) | u8::from(code == d),
                );
                *out = (ab | cd) ^ turned;
            }
        }
    }
}
