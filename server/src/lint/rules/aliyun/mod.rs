//! What Alibaba Cloud's builders do (catalogue ids A-…).

super::rules![apigw_ignored];
