use crate::time::ruby::{Date, Instant, Mode, Time};
use crate::time::{TimeError, Zone};

/// 2026-11-22 10:00:00.123456789 UTC in Berlin; expectations from CRuby 3.1.
#[test]
fn directives_flags_and_widths() {
    let zone = Zone::ruby("Europe/Berlin").expect("a zone");
    let instant = Instant::from_parts(1_795_341_600, 123_456_789).expect("a time");
    let time = Time::new(instant, Mode::Local(zone));
    let cases = [
        ("%Y-%m-%dT%H:%M:%S.%L%:z", "2026-11-22T11:00:00.123+01:00"),
        ("%-d.%-m.%y", "22.11.26"),
        ("%^a %b %e", "SUN Nov 22"),
        ("%j %U %W %V %G %u", "326 47 46 47 2026 7"),
        ("%12N|%3N|%-N", "123456789000|123|123456789"),
        ("%10A|%-10A", "    Sunday|Sunday"),
        ("%::z|%:::z|%_10z|%-z", "+01:00:00|+01|      +100|+0100"),
        ("%Z %^#Z", "CET cet"),
        ("%I:%M %p %P", "11:00 AM am"),
        ("%E|%Ey|%Q|%+", "%E|26|%Q|%+"),
        ("%s", "1795341600"),
        ("%c|%30c", "Sun Nov 22 11:00:00 2026|      Sun Nov 22 11:00:00 2026"),
        ("%:::::z", "+01:00"),
        ("\u{e9}%\u{e9}%%", "\u{e9}%\u{e9}%"),
    ];
    for (format, expected) in cases {
        assert_eq!(time.strftime(format).as_deref(), Ok(expected), "{format}");
    }
}

#[test]
fn an_unfinished_directive_is_an_error_for_times_only() {
    let time = Time::new(Instant::EPOCH, Mode::Utc);
    let error = TimeError::argument("invalid format: %d%");
    assert_eq!(time.strftime("%d%"), Err(error));
    let date = Date::new(2001, 2, 3).expect("a date");
    assert_eq!(date.strftime("%d%").as_deref(), Ok("03%"));
}

#[test]
fn a_wide_directive_is_refused() {
    let time = Time::new(Instant::EPOCH, Mode::Utc);
    assert_eq!(time.strftime("%1024d").map(|text| text.len()), Ok(1_024));
    assert!(matches!(time.strftime("%1025d"), Err(TimeError::Unsupported(_))));
}
