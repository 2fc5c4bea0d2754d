//! What Tencent Cloud's builder does (catalogue ids T-…).

super::rules![];
