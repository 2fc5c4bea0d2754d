//! Shape, judged by the schema: keys nobody reads, values of the wrong type.

super::rules![
    missing_key,
    out_of_range,
    unknown_key,
    unknown_value,
    wrong_type
];
