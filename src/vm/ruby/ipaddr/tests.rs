//! Addresses as Ruby 3.1 reads and prints them: every expectation was printed by `ipaddr.rb` 1.2.4.

use super::address::{Address, Family};

fn shown(text: &str) -> String {
    match Address::parse(text, Family::Unspecified) {
        Ok(address) => format!("{} {} {}", address.inspect(), address.short(), address.prefix()),
        Err(error) => format!("{}: {}", error.class.name(), error.message),
    }
}

#[test]
fn texts_are_read_as_ruby_reads_them() {
    let cases = [
        ("abc", "IPAddr::InvalidAddressError: invalid address: "),
        ("", "IPAddr::InvalidAddressError: invalid address: "),
        ("1.2.3.4/", "IPAddr::InvalidAddressError: invalid address: "),
        ("1.2.3.4/33", "IPAddr::InvalidPrefixError: invalid length: 16909060"),
        ("1.2.3.4/024", "IPAddr::InvalidPrefixError: leading zeros in prefix"),
        (
            "1.2.3.4/255.255.0.255",
            "IPAddr::InvalidPrefixError: invalid mask 255.255.0.255: 16909060",
        ),
        (
            "1.2.3.4/::",
            "IPAddr::InvalidPrefixError: address family is not same: 16909060",
        ),
        (
            "01.2.3.4",
            "IPAddr::InvalidAddressError: zero-filled number in IPv4 address is ambiguous: ",
        ),
        ("1.2.3.256", "IPAddr::InvalidAddressError: invalid address: "),
        ("[1.2.3.4]", "IPAddr::InvalidAddressError: invalid address: "),
        ("[fe80::1]%1", "IPAddr::InvalidAddressError: invalid address: "),
        (" 1.2.3.4", "IPAddr::InvalidAddressError: invalid address: "),
        ("00001::", "IPAddr::InvalidAddressError: invalid address: "),
        ("1::2::3", "IPAddr::InvalidAddressError: invalid address: "),
        (
            "1:2:3:4:5:6:7:1.2.3.4",
            "IPAddr::InvalidAddressError: invalid address: ",
        ),
        (
            "1.2.3.4/255.255.0.0/16",
            "#<IPAddr: IPv4:1.2.0.0/255.255.0.0> 1.2.0.0 16",
        ),
        ("10.0.0.0/0", "#<IPAddr: IPv4:0.0.0.0/0.0.0.0> 0.0.0.0 0"),
        (
            "fe80::1%0/64",
            "#<IPAddr: IPv6:fe80:0000:0000:0000:0000:0000:0000:0000%0/ffff:ffff:ffff:ffff:0000:0000:0000:0000> fe80::%0 64",
        ),
        (
            "::1/ffff::",
            "#<IPAddr: IPv6:0000:0000:0000:0000:0000:0000:0000:0000/ffff:0000:0000:0000:0000:0000:0000:0000> :: 16",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(shown(text), expected, "{text}");
    }
}

#[test]
fn short_texts_abbreviate_as_ruby_does() {
    let cases = [
        ("[::1]", "::1"),
        ("::%eth0", "::0%eth0"),
        ("::%0012", "::0%12"),
        ("::ffff:1.2.3.4", "::ffff:1.2.3.4"),
        ("::1.2.3.4", "::1.2.3.4"),
        ("1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:102:304"),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"),
        ("::1:2:3:4:5:6:7", "0:1:2:3:4:5:6:7"),
        ("1:0:0:2:0:0:0:3", "1:0:0:2::3"),
        ("1:0:0:2:3:0:0:4", "1::2:3:0:0:4"),
        ("ABCD::", "abcd::"),
    ];
    for (text, expected) in cases {
        let short = Address::parse(text, Family::Unspecified).map(|address| address.short());
        assert_eq!(short.as_deref(), Ok(expected), "{text}");
    }
}
