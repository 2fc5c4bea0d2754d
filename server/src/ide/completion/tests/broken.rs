//! Documents that are broken elsewhere.

use super::check_offered;

macro_rules! cases {
    ($($name:ident: $text:expr, $label:expr;)*) => {
        $(#[test] fn $name() { check_offered($text, &[$label], &[]); })*
    };
}

cases! {
    a_key_without_colon: "service\nprovider:\n  $0\n", "name";
    an_open_quote_below: "provider:\n  name: $0\nservice: \"shop\n", "aliyun";
    an_open_quote_above: "service: \"shop\nprovider:\n  na$0\n", "name";
    a_dash_alone: "functions:\n  a:\n    events:\n      -\n  b:\n    ha$0\n", "handler";
    a_tab_elsewhere: "provider:\n\tname: aliyun\nfunctions:\n  a:\n    ha$0\n", "handler";
    an_open_bracket_below: "provider:\n  na$0\npackage:\n  include: [a\n", "name";
    a_bare_at_sign: "provider:\n  starter: @midwayjs/x\n  na$0\n", "name";
}
