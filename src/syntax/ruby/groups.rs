//! Names of the groups of a regular expression that become local variables.

/// The names of `(?<name>…)` in a pattern that can be local variables, in order, each once.
pub fn named_groups(pattern: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut in_class = 0_usize;
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        rest = &rest[next.len_utf8()..];
        match next {
            '\\' => {
                let escaped = rest.chars().next().map_or(0, char::len_utf8);
                rest = &rest[escaped..];
            }
            '[' => in_class += 1,
            ']' => in_class = in_class.saturating_sub(1),
            '(' if in_class == 0 => {
                let Some(after) = rest.strip_prefix("?<") else { continue };
                let Some((name, _)) = after.split_once('>') else {
                    continue;
                };
                let starts = name.chars().next().is_some_and(|c| c.is_lowercase() || c == '_');
                let known = names.iter().any(|other| other == name);
                if starts && !known && name.chars().all(|c| c.is_alphanumeric() || c == '_') {
                    names.push(name.to_owned());
                }
            }
            _ => {}
        }
    }
    names
}
