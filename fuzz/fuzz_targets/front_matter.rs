//! The front matter of an article: the body begins inside the text, and a link is a web address.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| pullquote::corpus::fuzzing::front_matter(text));
