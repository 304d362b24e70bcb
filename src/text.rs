//! Spans, paragraphs, sentences, tokens and terms: views of a text that always map back to its bytes.
//!
//! Nothing here changes a text or keeps a changed copy of it: whatever is folded or stemmed is a
//! [`Term`] beside the [`Span`] it came from. This room knows nothing of documents or questions.

mod fold;
mod function_word;
mod gazetteer;
mod number;
mod paragraph;
mod reporting;
mod sentence;
mod span;
mod term;
mod token;

pub use fold::fold;
pub use function_word::{FunctionWord, is_function_word};
pub use gazetteer::{country_forms, country_meant, country_named, is_capital_city, is_demonym};
pub use number::{MONTHS, WEEKDAYS, cardinal, is_date_alone, is_month, is_weekday, month, numeral, ordinal};
pub use paragraph::paragraphs;
pub use reporting::{ReportingVerb, Strength, VerbForm, is_media_word, reporting_verb, speech_noun};
pub use sentence::{is_asked, sentences};
pub use span::Span;
pub use term::{Stemmer, Term};
pub use token::{Shape, Token, tokenize};
