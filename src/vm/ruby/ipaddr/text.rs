//! How `IPAddr#to_s` abbreviates an IPv6 address.

/// Eight groups without leading zeros, the first longest run of two or more zero groups as `::`, and the last two groups
/// as an IPv4 address where it is mapped or compatible. A zone that is all hexadecimal digits loses leading zeros, too:
/// Ruby's substitution takes it for a group.
pub(super) fn short_v6(groups: [u16; 8], zone: Option<&str>) -> String {
    let zone = zone.map(short_zone).unwrap_or_default();
    let run = longest_run(&groups, zone.is_empty());
    let join = |groups: &[u16]| -> String {
        let groups: Vec<String> = groups.iter().map(|group| format!("{group:x}")).collect();
        groups.join(":")
    };
    let (left, right) = match run {
        Some((start, length)) => (&groups[..start], &groups[start + length..]),
        None => return join(&groups) + &zone,
    };
    if zone.is_empty()
        && left.is_empty()
        && let Some(prefix) = match right {
            [_, _] => Some(""),
            [0xffff, _, _] => Some("ffff:"),
            _ => None,
        }
    {
        let [a, b] = groups[6].to_be_bytes();
        let [c, d] = groups[7].to_be_bytes();
        return format!("::{prefix}{a}.{b}.{c}.{d}");
    }
    format!("{}::{}{zone}", join(left), join(right))
}

/// Where the first of the longest runs of zeros starts, and how long it is. With a zone behind it, the pattern for all
/// eight groups does not match and seven are taken.
fn longest_run(groups: &[u16; 8], whole: bool) -> Option<(usize, usize)> {
    let longest = if whole { 8 } else { 7 };
    (2..=longest).rev().find_map(|length| {
        let start = groups
            .windows(length)
            .position(|window| window.iter().all(|&group| group == 0))?;
        Some((start, length))
    })
}

fn short_zone(zone: &str) -> String {
    let name = zone.strip_prefix('%').unwrap_or(zone);
    if !name.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return zone.to_owned();
    }
    let zeros = name.bytes().take_while(|&byte| byte == b'0').count();
    let cut = zeros.min(3).min(name.len().saturating_sub(1));
    format!("%{}", &name[cut..])
}
