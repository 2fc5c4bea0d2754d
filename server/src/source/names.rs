//! The names that the toolchain makes from names in code.

/// The provider id of a class without a written one: what `camelcase` (Midway 2) and `@midwayjs/core` (3 and later)
/// make of its name. `HTTPService` becomes `httpService`, `Foo_barBaz2x` becomes `fooBarBaz2X`.
pub fn camel_case(name: &str) -> String {
    let name = name.trim();
    if name.chars().nth(1).is_none() {
        return match name {
            "_" | "." | "-" | " " => String::new(),
            _ => name.to_lowercase(),
        };
    }
    let has_upper = name.chars().any(char::is_uppercase);
    let separated = if has_upper {
        separate(name)
    } else {
        name.to_owned()
    };
    let lower = separated.trim_start_matches(is_separator).to_lowercase();
    let mut out = String::with_capacity(lower.len());
    let mut raise = false;
    for c in lower.chars() {
        if is_separator(c) {
            raise = true;
        } else if raise {
            out.extend(c.to_uppercase());
            raise = c.is_ascii_digit();
        } else {
            out.push(c);
            raise = c.is_ascii_digit();
        }
    }
    out
}

/// Puts a dash where a word ends: between `aB`, and before the last capital of `ABc`.
fn separate(name: &str) -> String {
    let mut out: Vec<char> = Vec::with_capacity(name.len() + 8);
    let (mut lower, mut upper, mut upper_before) = (false, false, false);
    for c in name.chars() {
        if lower && c.is_uppercase() {
            out.push('-');
            out.push(c);
            (lower, upper_before, upper) = (false, upper, true);
        } else if upper && upper_before && c.is_lowercase() {
            let last = out.len().saturating_sub(1);
            out.insert(last, '-');
            out.push(c);
            (upper_before, upper, lower) = (upper, false, true);
        } else {
            out.push(c);
            (lower, upper_before, upper) = (c.is_lowercase(), upper, c.is_uppercase());
        }
    }
    out.into_iter().collect()
}

fn is_separator(c: char) -> bool {
    matches!(c, '_' | '.' | '-' | ' ')
}

/// How code analysis and the starter of 0.x and 1.x write a class or a method: the first letter small, and a dash
/// before every other capital. `UserService` becomes `user-service`.
pub fn kebab_name(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for (index, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() {
            if index > 0 {
                out.push('-');
            }
            out.push(c.to_ascii_lowercase());
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Expected values come from running `@midwayjs/core` 4.0.0 `camelCase`.
    #[test]
    fn classes_are_provided_in_camel_case() {
        for (name, expected) in CAMEL_CASES {
            assert_eq!(camel_case(name), *expected, "{name}");
        }
    }

    const CAMEL_CASES: &[(&str, &str)] = &[
        ("ReportService", "reportService"),
        ("HTTPService", "httpService"),
        ("HTTP", "http"),
        ("A", "a"),
        ("_", ""),
        ("a", "a"),
        ("Foo_barBaz2x", "fooBarBaz2X"),
        ("userAPIController", "userApiController"),
        ("__private", "private"),
        ("Foo2bar", "foo2Bar"),
        ("FOO_BAR", "fooBar"),
        ("x1y2Z", "x1Y2Z"),
        ("服务Service", "服务service"),
        ("ÉtatService", "étatService"),
        ("v2API", "v2Api"),
        ("a_", "a"),
        ("A1B2", "a1B2"),
        ("IOError2HTTP", "ioError2Http"),
        ("$Service", "$service"),
        ("2x", "2X"),
    ];

    #[test]
    fn old_generations_write_dashes() {
        assert_eq!(kebab_name("UserService"), "user-service");
        assert_eq!(kebab_name("getAll"), "get-all");
        assert_eq!(kebab_name(""), "");
    }
}
