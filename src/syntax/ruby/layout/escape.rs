//! Escape sequences of texts in double quotes (Ruby's `read_escape` and `tokadd_utf8`).

/// What is wrong with an escape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Ruby refuses it too.
    Invalid(&'static str),
    /// Ruby has it and the subset has not.
    Unsupported,
}

/// Reads the escape that follows a backslash; appends its bytes and gives how many bytes of text it took.
pub fn read(text: &str, out: &mut Vec<u8>) -> Result<usize, Problem> {
    let Some(first) = text.chars().next() else {
        return Ok(0);
    };
    let simple = match first {
        'n' => b'\n',
        't' => b'\t',
        's' => b' ',
        'r' => b'\r',
        'a' => 7,
        'b' => 8,
        'e' => 27,
        'f' => 12,
        'v' => 11,
        '\n' => return Ok(1),
        '\r' if text.starts_with("\r\n") => return Ok(2),
        '0'..='7' => return Ok(octal(text, out)),
        'x' => return hexadecimal(text, out),
        'u' => return unicode(text, out),
        'c' | 'C' | 'M' => return Err(Problem::Unsupported),
        other => {
            let mut buffer = [0; 4];
            out.extend_from_slice(other.encode_utf8(&mut buffer).as_bytes());
            return Ok(other.len_utf8());
        }
    };
    out.push(simple);
    Ok(1)
}

fn octal(text: &str, out: &mut Vec<u8>) -> usize {
    let digits = text
        .bytes()
        .take(3)
        .take_while(|byte| (b'0'..=b'7').contains(byte))
        .count();
    let value = text
        .bytes()
        .take(digits)
        .fold(0_u32, |value, byte| value * 8 + u32::from(byte - b'0'));
    // Ruby keeps the low eight bits.
    out.push((value & 0xff) as u8);
    digits
}

fn hexadecimal(text: &str, out: &mut Vec<u8>) -> Result<usize, Problem> {
    let digits = text[1..].bytes().take(2).take_while(u8::is_ascii_hexdigit).count();
    let value = u8::from_str_radix(&text[1..=digits], 16)
        .map_err(|_| Problem::Invalid("`\\x` needs one or two hexadecimal digits"))?;
    out.push(value);
    Ok(1 + digits)
}

fn unicode(text: &str, out: &mut Vec<u8>) -> Result<usize, Problem> {
    let rest = &text[1..];
    let Some(inside) = rest.strip_prefix('{') else {
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_hexdigit).count();
        if digits < 4 {
            return Err(Problem::Invalid("`\\u` needs four hexadecimal digits, or braces"));
        }
        code_point(&rest[..4], out)?;
        return Ok(5);
    };
    let Some(end) = inside.find('}') else {
        return Err(Problem::Invalid("the braces of `\\u{` are not closed"));
    };
    let inside = &inside[..end];
    let mut points = inside.split([' ', '\t']).filter(|point| !point.is_empty()).peekable();
    if points.peek().is_none() {
        return Err(Problem::Invalid("`\\u{}` names no character"));
    }
    for point in points {
        if point.len() > 6 || !point.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(Problem::Invalid("`\\u{…}` takes hexadecimal numbers up to 10FFFF"));
        }
        code_point(point, out)?;
    }
    Ok(3 + end)
}

fn code_point(digits: &str, out: &mut Vec<u8>) -> Result<(), Problem> {
    let value = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
    let Some(value) = value else {
        return Err(Problem::Invalid("no character has this number"));
    };
    let mut buffer = [0; 4];
    out.extend_from_slice(value.encode_utf8(&mut buffer).as_bytes());
    Ok(())
}
