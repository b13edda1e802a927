//! An address with its mask and zone: what `ipaddr.rb` 1.2.4 of Ruby 3.1 reads and prints, without values of a rule.
//!
//! Input: texts and integers; output: an [`Address`] or an [`AddressError`] with Ruby's class and message. The mask is
//! always a prefix, as every way to make an address but the obsolete `ipv4_compat` keeps it so.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::IpNet;

use crate::value::Global;

use super::syntax::{parse_v4, parse_v6};

/// An IPAddr.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    net: IpNet,
    zone: Option<Box<str>>,
}

/// An exception of IPAddr: its class and its message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddressError {
    /// Which class.
    pub class: Global,
    /// The text.
    pub message: String,
}

/// `Socket::AF_UNSPEC`, `AF_INET` and `AF_INET6`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// Either.
    Unspecified,
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl AddressError {
    pub(super) fn address(detail: impl std::fmt::Display) -> Self {
        AddressError {
            class: Global::RbIpAddrInvalidAddressError,
            message: format!("invalid address: {detail}"),
        }
    }

    pub(super) fn prefix(message: impl Into<String>) -> Self {
        AddressError {
            class: Global::RbIpAddrInvalidPrefixError,
            message: message.into(),
        }
    }

    pub(super) fn family(message: impl Into<String>) -> Self {
        AddressError {
            class: Global::RbIpAddrAddressFamilyError,
            message: message.into(),
        }
    }
}

impl Address {
    /// `IPAddr.new(text, family)`.
    pub fn parse(text: &str, family: Family) -> Result<Address, AddressError> {
        let (mut text, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let mut family = family;
        let mut zone = None;
        if let Some(inner) = text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'))
            && !inner.contains('\n')
        {
            text = inner;
            family = Family::V6;
        }
        if let Some((address, name)) = text.rsplit_once('%')
            && !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            && !address.contains('\n')
        {
            text = address;
            zone = Some(format!("%{name}").into_boxed_str());
            family = Family::V6;
        }
        let found = if family == Family::V6 { None } else { parse_v4(text)? };
        let ip = match found {
            Some(address) => IpAddr::V4(address),
            None if family == Family::V4 => return Err(AddressError::family("address family mismatch")),
            None => IpAddr::V6(parse_v6(text)?),
        };
        let address = Address {
            net: IpNet::from(ip),
            zone,
        };
        match prefix {
            Some(prefix) => address.mask_text(prefix),
            None => Ok(address),
        }
    }

    /// The address with this integer value, with the mask of a single host.
    pub fn from_integer(number: Option<u128>, family: Family) -> Result<Address, AddressError> {
        let ip = match family {
            Family::Unspecified => return Err(AddressError::family("address family must be specified")),
            family => to_ip(number, family == Family::V4).ok_or_else(|| AddressError::address(""))?,
        };
        Ok(Address {
            net: IpNet::from(ip),
            zone: None,
        })
    }

    /// `mask` with a text: a prefix length or another address.
    pub fn mask_text(&self, mask: &str) -> Result<Address, AddressError> {
        if !mask.is_empty() && mask.bytes().all(|byte| byte.is_ascii_digit()) {
            if mask.len() > 1 && mask.starts_with('0') {
                return Err(AddressError::prefix("leading zeros in prefix"));
            }
            return self.mask_length(mask.parse().ok());
        }
        let other = Address::parse(mask, Family::Unspecified)?;
        if other.is_v4() != self.is_v4() {
            let message = format!("address family is not same: {}", self.to_integer());
            return Err(AddressError::prefix(message));
        }
        let host = other.to_integer() ^ other.mask_integer();
        if host & host.wrapping_add(1) != 0 {
            let message = format!("invalid mask {mask}: {}", self.to_integer());
            return Err(AddressError::prefix(message));
        }
        // A mask that passed the test is ones followed by zeros.
        self.mask_length(Some(other.to_integer().count_ones().into()))
    }

    /// `mask` with a number; none stands for one that no address is long enough for.
    pub fn mask_length(&self, length: Option<i64>) -> Result<Address, AddressError> {
        let net = length
            .and_then(|length| u8::try_from(length).ok())
            .and_then(|length| IpNet::new(self.net.addr(), length).ok())
            .ok_or_else(|| AddressError::prefix(format!("invalid length: {}", self.to_integer())))?;
        Ok(Address {
            net: net.trunc(),
            zone: self.zone.clone(),
        })
    }

    /// The same mask and zone with another address: `set`.
    pub fn with_integer(&self, number: Option<u128>) -> Result<Address, AddressError> {
        let ip = to_ip(number, self.is_v4()).ok_or_else(|| AddressError::address(self.to_integer()))?;
        Ok(self.with_ip(ip, self.prefix()))
    }

    /// `ipv4_mapped`.
    pub fn to_mapped(&self) -> Result<Address, AddressError> {
        match self.net.addr() {
            IpAddr::V4(address) => {
                let length = self.prefix().saturating_add(96);
                Ok(self.with_ip(IpAddr::V6(address.to_ipv6_mapped()), length))
            }
            IpAddr::V6(_) => Err(self.not_family("IPv4")),
        }
    }

    /// `native`.
    pub fn to_native(&self) -> Address {
        let low = self.to_integer() as u32;
        if self.is_mapped() || self.is_compatible() {
            self.with_ip(IpAddr::V4(Ipv4Addr::from(low)), self.prefix().saturating_sub(96))
        } else {
            self.clone()
        }
    }

    fn with_ip(&self, ip: IpAddr, length: u8) -> Address {
        // Callers keep the length within the family; a longer one would mean a single host.
        Address {
            net: IpNet::new(ip, length).unwrap_or_else(|_| IpNet::from(ip)),
            zone: self.zone.clone(),
        }
    }

    /// `to_range`: the first and the last address.
    pub fn bounds(&self) -> (Address, Address) {
        let single = |ip| Address {
            net: IpNet::from(ip),
            zone: None,
        };
        (single(self.net.network()), single(self.net.broadcast()))
    }

    /// `include?`.
    pub fn includes(&self, other: &Address) -> bool {
        self.net.contains(&other.net)
    }

    /// Whether it is an IPv4 address.
    pub fn is_v4(&self) -> bool {
        matches!(self.net, IpNet::V4(_))
    }

    /// Its family.
    pub fn family(&self) -> Family {
        if self.is_v4() { Family::V4 } else { Family::V6 }
    }

    /// `to_i`.
    pub fn to_integer(&self) -> u128 {
        to_integer(self.net.addr())
    }

    /// `prefix`.
    pub fn prefix(&self) -> u8 {
        self.net.prefix_len()
    }

    /// `zone_id`: with its `%`.
    pub fn zone(&self) -> Option<&str> {
        self.zone.as_deref()
    }

    /// `ipv4_mapped?`.
    pub fn is_mapped(&self) -> bool {
        !self.is_v4() && self.to_integer() >> 32 == 0xffff
    }

    /// `ipv4_compat?`.
    pub fn is_compatible(&self) -> bool {
        !self.is_v4() && self.to_integer() >> 32 == 0 && self.to_integer() > 1
    }

    /// `loopback?`.
    pub fn is_loopback(&self) -> bool {
        match self.net.addr() {
            IpAddr::V4(address) => address.is_loopback(),
            IpAddr::V6(address) => address.is_loopback(),
        }
    }

    /// `private?`.
    pub fn is_private(&self) -> bool {
        match self.net.addr() {
            IpAddr::V4(address) => address.is_private(),
            IpAddr::V6(address) => address.segments()[0] & 0xfe00 == 0xfc00,
        }
    }

    /// `link_local?`.
    pub fn is_link_local(&self) -> bool {
        match self.net.addr() {
            IpAddr::V4(address) => address.is_link_local(),
            IpAddr::V6(address) => address.segments()[0] & 0xffc0 == 0xfe80,
        }
    }

    /// The mask as an integer.
    pub fn mask_integer(&self) -> u128 {
        to_integer(self.net.netmask())
    }

    /// `~`, `<<`: cut to the width of the family.
    pub fn all_ones(&self) -> u128 {
        if self.is_v4() { u32::MAX.into() } else { u128::MAX }
    }

    /// `netmask`.
    pub fn netmask(&self) -> String {
        full_text(self.net.netmask())
    }

    /// `to_string`: without abbreviation.
    pub fn full(&self) -> String {
        full_text(self.net.addr()) + self.zone().unwrap_or("")
    }

    /// `to_s`.
    pub fn short(&self) -> String {
        match self.net.addr() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => super::text::short_v6(address.segments(), self.zone()),
        }
    }

    /// `inspect`.
    pub fn inspect(&self) -> String {
        let family = if self.is_v4() { "IPv4" } else { "IPv6" };
        format!("#<IPAddr: {family}:{}/{}>", self.full(), self.netmask())
    }

    /// `reverse`, and with a suffix for IPv6 `ip6_arpa` and `ip6_int`.
    pub fn reverse(&self) -> String {
        match self.net.addr() {
            IpAddr::V4(address) => {
                let [a, b, c, d] = address.octets();
                format!("{d}.{c}.{b}.{a}.in-addr.arpa")
            }
            IpAddr::V6(_) => self.nibbles() + ".ip6.arpa",
        }
    }

    /// `ip6_arpa` or `ip6_int`: IPv6 alone.
    pub fn reverse_v6(&self, suffix: &str) -> Result<String, AddressError> {
        if self.is_v4() {
            return Err(self.not_family("IPv6"));
        }
        Ok(self.nibbles() + suffix)
    }

    fn nibbles(&self) -> String {
        let digits: Vec<String> = (0..32)
            .map(|at| format!("{:x}", (self.to_integer() >> (4 * at)) & 15))
            .collect();
        digits.join(".")
    }

    fn not_family(&self, family: &str) -> AddressError {
        AddressError {
            class: Global::RbIpAddrInvalidAddressError,
            message: format!("not an {family} address: {}", self.to_integer()),
        }
    }
}

fn to_integer(ip: IpAddr) -> u128 {
    match ip {
        IpAddr::V4(address) => u32::from(address).into(),
        IpAddr::V6(address) => address.into(),
    }
}

fn to_ip(number: Option<u128>, v4: bool) -> Option<IpAddr> {
    let number = number?;
    if v4 {
        u32::try_from(number).ok().map(|number| IpAddr::V4(number.into()))
    } else {
        Some(IpAddr::V6(number.into()))
    }
}

/// `_to_string`: dotted, or eight groups of four digits.
fn full_text(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => full_v6(address),
    }
}

fn full_v6(address: Ipv6Addr) -> String {
    address.segments().map(|group| format!("{group:04x}")).join(":")
}
