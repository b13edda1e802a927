use super::*;

fn utc(text: &str) -> f64 {
    let units: Vec<u16> = text.encode_utf16().collect();
    let zone = Zone::javascript("UTC").expect("UTC is a zone");
    let time = parse(&units, &zone).expect("UTC is known at all times");
    if text.is_ascii() {
        let of_bytes = parse(text.as_bytes(), &zone).expect("UTC is known at all times");
        assert_eq!(of_bytes.to_bits(), time.to_bits(), "{text}");
    }
    time
}

/// Expectations from Node 20 with `TZ=UTC`.
#[test]
fn texts_are_read_as_node_reads_them() {
    let cases = [
        ("2026-11-22", 1_795_305_600_000.0),
        ("2026-11-22T10:00Z", 1_795_341_600_000.0),
        ("2026-11-22T24:00:00Z", 1_795_392_000_000.0),
        ("+012026-01-01", 317_336_745_600_000.0),
        ("-000000-01-01", 978_307_200_000.0),
        ("Sat Nov 22 2026 10:00:00 GMT+0100 (CET)", 1_795_338_000_000.0),
        ("Nov 22, 2026", 1_795_305_600_000.0),
        ("2026/11/22", 1_795_305_600_000.0),
        ("22 Nov 2026 10:00 PM", 1_795_384_800_000.0),
        ("11/22/2026", 1_795_305_600_000.0),
        ("2026-11-31", 1_796_083_200_000.0),
        ("2026-13-01", f64::NAN),
        ("2026-11-22T10:00:60Z", f64::NAN),
        ("1/2/49", 2_493_158_400_000.0),
        ("1/2/50", -631_065_600_000.0),
        ("Nov 22 2026 10:00 EST", 1_795_359_600_000.0),
        ("", f64::NAN),
        ("foo", f64::NAN),
        ("2026-11-22 10:00:00.0123Z", 1_795_341_600_012.0),
        ("0001-01-01", -62_135_596_800_000.0),
    ];
    for (text, expected) in cases {
        let value = utc(text);
        assert!(
            value == expected || value.is_nan() && expected.is_nan(),
            "{text:?} gave {value}"
        );
    }
}

#[test]
fn an_unclosed_parenthesis_reaches_to_the_end() {
    assert_eq!(utc("Nov 22, 2026 (x"), 1_795_305_600_000.0);
}

#[test]
fn a_date_alone_is_what_tokens_make_of_it() {
    for year in [
        "0000", "0001", "0049", "0099", "1600", "1969", "1970", "2000", "2024", "9999", "20x0", "/000",
    ] {
        for month in ["00", "01", "02", "06", "12", "13", "1:"] {
            for day in ["00", "01", "28", "29", "30", "31", "32", "-1"] {
                let text = format!("{year}-{month}-{day}");
                let zone = Zone::javascript("UTC").expect("UTC is a zone");
                let expected = by_tokens(text.as_bytes(), &zone).expect("UTC is known at all times");
                assert_eq!(utc(&text).to_bits(), expected.to_bits(), "{text}");
            }
        }
    }
}
