use super::*;

fn offset(name: &str, seconds: i64) -> i32 {
    Zone::javascript(name)
        .and_then(|zone| zone.at(seconds))
        .expect("a known zone and time")
        .offset
}

/// Expectations from Node 20 and from the C library's tables.
#[test]
fn offsets_before_within_and_after_the_tables() {
    assert_eq!(offset("Europe/Berlin", -10_000_000_000), 3_208);
    assert_eq!(offset("Europe/Berlin", 1_795_305_600), 3_600);
    assert_eq!(offset("Europe/Berlin", 253_386_316_800), 7_200);
    assert_eq!(offset("Africa/Casablanca", 7_270_000_000), 3_600);
    assert_eq!(offset("UTC", i64::MAX), 0);
    assert_eq!(offset("UTC", i64::MIN), 0);
}

#[test]
fn what_is_not_known_is_refused() {
    assert!(Zone::javascript("Mars/Olympus").is_err());
    assert!(Zone::javascript("Eire").is_err());
    let tijuana = Zone::javascript("America/Tijuana").expect("a zone");
    assert!(tijuana.at(0).is_err());
    assert!(tijuana.at(1_000_000_000).is_ok());
    let gaza = Zone::javascript("Asia/Gaza").expect("a zone");
    assert!(gaza.at(4_102_444_800).is_err());
    let amsterdam = Zone::ruby("Europe/Amsterdam").expect("a zone");
    assert!(amsterdam.at(-2_000_000_000).is_err());
}

#[test]
fn the_tables_of_exceptions_are_ordered() {
    for table in [JAVASCRIPT_SINCE, RUBY_SINCE] {
        assert!(table.is_sorted_by_key(|(name, _)| *name));
        assert!(table.iter().all(|(name, _)| name.parse::<Tz>().is_ok()));
    }
}

#[test]
fn abbreviations_are_words_or_numbers() {
    let at = |name: &str| {
        Zone::ruby(name)
            .and_then(|zone| zone.at(1_795_305_600))
            .map(|span| span.abbreviation())
    };
    assert_eq!(at("Europe/Berlin").as_deref(), Ok("CET"));
    assert_eq!(at("America/Sao_Paulo").as_deref(), Ok("-03"));
    assert_eq!(at("Asia/Kathmandu").as_deref(), Ok("+0545"));
}
