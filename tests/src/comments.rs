//! Comments, as somebody sees them who does not read YAML.

/// What stands behind a `#` that begins a comment, by line.
pub fn comments(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut quote = None;
        let mut before = ' ';
        for (at, character) in line.char_indices() {
            match quote {
                Some(open) if character == open => quote = None,
                Some(_) => {}
                None if character == '#' && before.is_whitespace() => {
                    found.push(line[at..].trim_end().to_owned());
                    break;
                }
                None if matches!(character, '\'' | '"') && !before.is_alphanumeric() => {
                    quote = Some(character);
                }
                None => {}
            }
            before = character;
        }
    }
    found
}
