//! "Did you mean …?"

/// The candidate that `typed` most likely means; `None` if nothing is near enough to be worth a guess.
///
/// Case aside, a candidate fits if one is a prefix of the other (`desc` for `description`), or if it is within a
/// third of its length in edits (a swap of neighbours counts as one).
pub fn did_you_mean<'c>(typed: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let typed = typed.to_lowercase();
    let length = typed.chars().count();
    if length < 2 {
        return None;
    }
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        let is_prefix = length >= 3 && (lower.starts_with(&typed) || typed.starts_with(&lower));
        let letters = lower.chars().count();
        let most = (length.max(letters) / 3).max(1);
        let distance = match is_prefix {
            true => usize::from(lower != typed),
            // so many letters must come or go: most candidates are done with here
            false if length.abs_diff(letters) > most => continue,
            false => strsim::osa_distance(&typed, &lower),
        };
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::did_you_mean;

    #[test]
    fn near_words_are_found_and_far_ones_are_not() {
        let keys = [
            "events",
            "environment",
            "description",
            "handler",
            "timeout",
            "memorySize",
        ];
        for (typed, expected) in [
            ("evnts", Some("events")),
            ("env", Some("environment")),
            ("desc", Some("description")),
            ("memorysize", Some("memorySize")),
            ("timout", Some("timeout")),
            ("foo", None),
            ("x", None),
        ] {
            assert_eq!(did_you_mean(typed, keys.into_iter()), expected, "{typed}");
        }
    }
}
