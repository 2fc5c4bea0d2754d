//! What aggregation does (catalogue ids AG-…).

super::rules![];
