//! The known name that a writer probably meant.

/// The known name that is nearest to `name`, where one is near: a slip or two, or another case.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let length = wanted.chars().count();
    // A third of a short name may be wrong, never more than three characters.
    let allowed = (length / 3).clamp(1, 3);
    let mut best: Option<(usize, &'a str)> = None;
    for candidate in known {
        if candidate == name || candidate.chars().count().abs_diff(length) > allowed {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase());
        if distance <= allowed && distance < length && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_near_and_other_words_are_not() {
        let known = ["username", "displayName", "email", "teams"];
        assert_eq!(nearest("userName", known), Some("username"));
        assert_eq!(nearest("emial", known), Some("email"));
        assert_eq!(nearest("team", known), Some("teams"));
        assert_eq!(nearest("slug", known), None);
        assert_eq!(nearest("email", known), None);
    }
}
