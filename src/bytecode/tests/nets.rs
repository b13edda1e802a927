//! Networks as sorted ranges: membership needs no longest prefix, so blocks that touch become one range.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::IpNet;

/// Addresses in sorted ranges that do not touch, of both families; the ends belong to them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Ranges {
    /// IPv4.
    pub v4: Vec<(u32, u32)>,
    /// IPv6.
    pub v6: Vec<(u128, u128)>,
}

impl Ranges {
    /// The ranges of networks and addresses; none where a text is neither.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Option<Ranges> {
        let mut ranges = Ranges::default();
        for text in texts {
            let net = text
                .parse::<IpNet>()
                .ok()
                .or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))?;
            match net {
                IpNet::V4(net) => ranges.v4.push((net.network().into(), net.broadcast().into())),
                IpNet::V6(net) => ranges.v6.push((net.network().into(), net.broadcast().into())),
            }
        }
        ranges.v4 = merged(ranges.v4, |end| end.checked_add(1));
        ranges.v6 = merged(ranges.v6, |end| end.checked_add(1));
        Some(ranges)
    }

    /// Whether an address lies in one of the ranges.
    #[inline]
    pub fn contain(&self, address: IpAddr) -> bool {
        match address {
            IpAddr::V4(address) => self.contain_v4(address.into()),
            IpAddr::V6(address) => within(&self.v6, u128::from(address)),
        }
    }

    /// Whether an IPv4 address lies in one of the ranges.
    #[inline]
    pub fn contain_v4(&self, address: u32) -> bool {
        within(&self.v4, address)
    }

    /// Whether the ranges are sorted and apart.
    pub(super) fn is_sound(&self) -> bool {
        apart(&self.v4) && apart(&self.v6)
    }
}

fn apart<T: Ord + Copy>(ranges: &[(T, T)]) -> bool {
    ranges.iter().all(|(start, end)| start <= end) && ranges.windows(2).all(|pair| pair[0].1 < pair[1].0)
}

#[inline]
fn within<T: Ord + Copy>(ranges: &[(T, T)], address: T) -> bool {
    // The last range that starts at or before the address.
    let after = ranges.partition_point(|&(start, _)| start <= address);
    after > 0 && address <= ranges[after - 1].1
}

fn merged<T: Ord + Copy>(mut ranges: Vec<(T, T)>, next: impl Fn(T) -> Option<T>) -> Vec<(T, T)> {
    ranges.sort_unstable();
    let mut out: Vec<(T, T)> = Vec::with_capacity(ranges.len());
    for (start, end) in ranges {
        match out.last_mut() {
            Some(last) if next(last.1).is_none_or(|after| start <= after) => last.1 = last.1.max(end),
            _ => out.push((start, end)),
        }
    }
    out
}

/// The address that a text is, where it is one in the plain dotted form; other forms are left to the general code.
#[inline]
pub fn address(text: &str) -> Option<u32> {
    text.parse::<Ipv4Addr>().ok().map(u32::from)
}
