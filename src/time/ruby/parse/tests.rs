use super::{inspect, parse};
use crate::time::Zone;
use crate::time::ruby::{Date, Instant, Mode, Time, date};

/// Expectations from CRuby 3.1 with the zone Europe/Berlin, now at 1750000000.
#[test]
fn times() {
    let zone = Zone::ruby("Europe/Berlin").expect("a zone");
    let instant = Instant::from_seconds(1_750_000_000).expect("a time");
    let now = Time::new(instant, Mode::Local(zone));
    let cases = [
        ("2026-11-22", "2026-11-22 00:00:00 +0100"),
        ("2026-11-22 10:00:00 UTC", "2026-11-22 10:00:00 UTC"),
        ("22 Nov 2026 10:00 PM", "2026-11-22 22:00:00 +0100"),
        ("Sat, 21 Nov 2026 10:00:00 EST", "2026-11-21 10:00:00 -0500"),
        ("11/22/2026", "ArgumentError: argument out of range"),
        ("10:15", "2025-06-15 10:15:00 +0200"),
        ("Nov 22", "2025-11-22 00:00:00 +0100"),
        ("20261122T101112.5Z", "2026-11-22 10:11:12.5 UTC"),
        ("2026-326", "2026-11-22 00:00:00 +0100"),
        ("H31.04.30 1:2", "2019-04-30 01:02:00 +0200"),
        ("2026-11-22T10:00:00+05:30", "2026-11-22 10:00:00 +0530"),
        ("3rd Feb 2001 04:05:06 PM", "2001-02-03 16:05:06 +0100"),
        ("", "ArgumentError: no time information in \"\""),
        ("foo", "ArgumentError: no time information in \"foo\""),
        ("2026-13-01", "ArgumentError: mon out of range"),
        ("25:00", "ArgumentError: hour out of range"),
        ("2026-400", "ArgumentError: yday 400 out of range"),
    ];
    for (text, expected) in cases {
        let read = parse(text, &now, zone).and_then(|time| time.inspect());
        let shown = read.unwrap_or_else(|error| error.to_string());
        assert_eq!(shown, expected, "{text}");
    }
}

/// Expectations from CRuby 3.1 on 22 November 2026.
#[test]
fn dates() {
    let today = Date::new(2026, 11, 22).expect("a date");
    let cases = [
        ("2001-02-03", "2001-02-03"),
        ("3 feb 99", "1999-02-03"),
        ("'99 mon", "Date::Error: invalid date"),
        ("2001-W05-6", "2001-02-03"),
        ("10:00", "Date::Error: invalid date"),
        ("sat", "2026-11-28"),
        ("02-03", "2026-11-02"),
        ("20010203", "2001-02-03"),
        ("1582-10-10", "Date::Error: invalid date"),
        ("5th", "2026-11-05"),
    ];
    for (text, expected) in cases {
        let read = date::parse(text, &today).and_then(|date| date.to_s());
        let shown = read.unwrap_or_else(|error| error.to_string());
        assert_eq!(shown, expected, "{text}");
    }
}

#[test]
fn long_and_foreign_texts() {
    let today = Date::new(2026, 11, 22).expect("a date");
    let error = date::parse(&"2001-02-03".repeat(20), &today).expect_err("too long");
    assert_eq!(
        error.to_string(),
        "ArgumentError: string length (200) exceeds the limit 128"
    );
    assert!(date::parse("2001\u{5e74}", &today).is_err());
}

#[test]
fn texts_are_quoted_as_ruby_quotes_them() {
    assert_eq!(
        inspect("a\"\\#{#x\t\u{1}\u{7f}"),
        "\"a\\\"\\\\\\#{#x\\t\\u0001\\u007F\""
    );
}
