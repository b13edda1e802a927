//! How `ipaddr.rb` 1.2.4 reads the two kinds of addresses: `in_addr` and `in6_addr`.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::address::AddressError;

/// `in_addr`: none where the text is not four numbers with dots.
pub(super) fn parse_v4(text: &str) -> Result<Option<Ipv4Addr>, AddressError> {
    let parts: Vec<&str> = text.split('.').collect();
    match <[&str; 4]>::try_from(parts) {
        Ok(parts) if parts.iter().all(|part| is_number(part)) => octets(parts).map(Some),
        _ => Ok(None),
    }
}

fn octets(parts: [&str; 4]) -> Result<Ipv4Addr, AddressError> {
    let mut octets = [0; 4];
    for (octet, part) in octets.iter_mut().zip(parts) {
        let digits = part.trim_start_matches('0');
        *octet = if digits.is_empty() { Ok(0) } else { digits.parse() }.map_err(|_| AddressError::address(""))?;
        if part.len() > 1 && part.starts_with('0') {
            return Err(AddressError {
                message: String::from("zero-filled number in IPv4 address is ambiguous: "),
                ..AddressError::address("")
            });
        }
    }
    Ok(Ipv4Addr::from(octets))
}

/// `in6_addr`: eight groups, fewer with `::`, and the last two may be an IPv4 address.
pub(super) fn parse_v6(text: &str) -> Result<Ipv6Addr, AddressError> {
    let invalid = || AddressError::address("");
    let colons = text.matches(':').count();
    let (head, tail) = match text.rsplit_once(':') {
        Some((head, tail)) if tail.contains('.') => {
            let parts: Vec<&str> = tail.split('.').collect();
            let parts = <[&str; 4]>::try_from(parts).map_err(|_| invalid())?;
            if !parts.iter().all(|part| is_number(part)) {
                return Err(invalid());
            }
            (head, Some(parts))
        }
        _ => (text, None),
    };
    let groups = match text.split_once("::") {
        None => {
            let groups = read_groups(head).ok_or_else(invalid)?;
            if groups.len() != if tail.is_some() { 6 } else { 8 } {
                return Err(invalid());
            }
            with_tail(groups, tail)?
        }
        Some((left, right)) => {
            // The groups after the gap, without the IPv4 address; `::1.2.3.4` has none.
            let right_groups = match tail {
                Some(_) => right.rsplit_once(':').map_or("", |(groups, _)| groups),
                None => right,
            };
            let left_groups = read_optional_groups(left).ok_or_else(invalid)?;
            let right_groups = read_optional_groups(right_groups).ok_or_else(invalid)?;
            let most = match tail {
                Some(_) => 6,
                None if left.is_empty() || right.is_empty() => 8,
                None => 7,
            };
            if colons > most {
                return Err(invalid());
            }
            let right_groups = with_tail(right_groups, tail)?;
            let mut groups = left_groups;
            let gap = 8usize.saturating_sub(groups.len() + right_groups.len());
            groups.resize(groups.len() + gap, 0);
            groups.extend(right_groups);
            groups
        }
    };
    let groups = <[u16; 8]>::try_from(groups).map_err(|_| invalid())?;
    Ok(Ipv6Addr::from(groups))
}

fn with_tail(mut groups: Vec<u16>, tail: Option<[&str; 4]>) -> Result<Vec<u16>, AddressError> {
    if let Some(parts) = tail {
        let [a, b, c, d] = octets(parts)?.octets();
        groups.push(u16::from_be_bytes([a, b]));
        groups.push(u16::from_be_bytes([c, d]));
    }
    Ok(groups)
}

fn read_optional_groups(text: &str) -> Option<Vec<u16>> {
    if text.is_empty() {
        Some(Vec::new())
    } else {
        read_groups(text)
    }
}

fn read_groups(text: &str) -> Option<Vec<u16>> {
    text.split(':')
        .map(|group| {
            let digits = (1..=4).contains(&group.len()) && group.bytes().all(|byte| byte.is_ascii_hexdigit());
            digits.then(|| u16::from_str_radix(group, 16).ok()).flatten()
        })
        .collect()
}

fn is_number(part: &str) -> bool {
    !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit())
}
