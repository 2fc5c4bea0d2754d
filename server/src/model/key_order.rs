//! The order in which JavaScript goes over the keys of an object: those that are numbers first, by size, then the
//! others as they are written.

use std::borrow::Cow;

/// The number of a key that JavaScript keeps in front of the others (an array index of ECMAScript).
pub(crate) fn array_index(key: &str) -> Option<u32> {
    if !key.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let index: u32 = key.parse().ok()?;
    (index < u32::MAX && index.to_string() == key).then_some(index)
}

/// Puts what has such names into the order in which the toolchain meets it.
pub(super) fn in_key_order<'d, T>(items: &mut [T], name: impl Fn(&T) -> Cow<'d, str>) {
    if items.iter().any(|item| array_index(&name(item)).is_some()) {
        items.sort_by_key(|item| array_index(&name(item)).map_or((1, 0), |index| (0, index)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_first() {
        let mut names = ["user", "10", "01", "9", "4294967295", "cart"];
        in_key_order(&mut names, |name| Cow::Borrowed(*name));
        assert_eq!(names, ["9", "10", "user", "01", "4294967295", "cart"]);
    }
}
