//! The way people type: chat spellings written out.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

/// Spellings of question words and small words that nobody means otherwise.
const SPELLINGS: &[(&str, &str)] = &[
    ("whats", "what is"),
    ("what's", "what is"),
    ("wats", "what is"),
    ("wat", "what"),
    ("wot", "what"),
    ("whta", "what"),
    ("whos", "who is"),
    ("who's", "who is"),
    ("wheres", "where is"),
    ("where's", "where is"),
    ("whens", "when is"),
    ("when's", "when is"),
    ("hows", "how is"),
    ("how's", "how is"),
    ("whys", "why is"),
    ("why's", "why is"),
    ("wich", "which"),
    ("whcih", "which"),
    ("wen", "when"),
    ("wher", "where"),
    ("hwo", "how"),
    ("hw", "how"),
    ("y", "why"),
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("n", "and"),
    ("w", "with"),
    ("abt", "about"),
    ("bc", "because"),
    ("cuz", "because"),
    ("cus", "because"),
    ("coz", "because"),
    ("cos", "because"),
    ("acc", "according"),
    ("b4", "before"),
    ("til", "until"),
    ("thru", "through"),
    ("w/", "with"),
    ("w/o", "without"),
    ("em", "them"),
    ("eachother", "each other"),
    ("some1", "someone"),
    ("any1", "anyone"),
    ("every1", "everyone"),
    ("2day", "today"),
    ("wanna", "want to"),
    ("gonna", "going to"),
    ("gotta", "got to"),
    ("didnt", "did not"),
    ("doesnt", "does not"),
    ("dont", "do not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wasnt", "was not"),
    ("werent", "were not"),
    ("wont", "will not"),
    ("cant", "can not"),
    ("couldnt", "could not"),
    ("wouldnt", "would not"),
    ("hasnt", "has not"),
    ("havent", "have not"),
    ("hadnt", "had not"),
    ("didn't", "did not"),
    ("doesn't", "does not"),
    ("don't", "do not"),
    ("isn't", "is not"),
    ("aren't", "are not"),
    ("wasn't", "was not"),
    ("weren't", "were not"),
    ("won't", "will not"),
    ("can't", "can not"),
    ("couldn't", "could not"),
    ("wouldn't", "would not"),
    ("hasn't", "has not"),
    ("haven't", "have not"),
    ("hadn't", "had not"),
    ("theyre", "they are"),
    ("they're", "they are"),
    ("ppl", "people"),
    ("govt", "government"),
    ("gov't", "government"),
    ("intl", "international"),
    ("approx", "about"),
    ("thx", "thanks"),
    ("tmrw", "tomorrow"),
];

/// Words of chat that say nothing about what is asked.
const FILLERS: &[&str] = &[
    "pls", "plz", "please", "lol", "lmao", "btw", "tbh", "rn", "tldr", "tl;dr", "idk", "imo", "bro", "dude", "guys",
    "hey", "ok", "okay", "um", "uh", "hmm", "yo", "hi", "asap", "omg",
];

/// What people put before a question to make it polite, and the question.
static POLITE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let knowing = r"(?:do(?:es)? )?(?:you|any(?:one|body)|some(?:one|body)) (?:happen to )?(?:knows?|remembers?)";
    let telling = r"(?:(?:can|could|will|would) (?:you|any(?:one|body)|some(?:one|body)) )?(?:tell|remind) (?:me|us)";
    let asking = r"(?:can|could|will|would) (?:you|any(?:one|body)|some(?:one|body))(?: please)?";
    let wondering = r"i(?: am|'m|’m| was)? (?:just )?(?:wonder(?:ing)?|(?:want|would like|need) to know)";
    Regex::new(&format!(
        r"(?i)^(?:(?:{knowing}|{telling}|{wondering}),? (?P<question>(?:who|whom|whose|what|when|where|why|how|which)\b.*)|{asking} (?P<request>(?:list|name|enumerate)\b.*))$"
    ))
    .ok()
});

static SPELLED: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| SPELLINGS.iter().copied().collect());
static MENTION: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"<[@#:a-zA-Z][^<>\s]{0,60}>|(?:^|\s)@[\p{L}\p{N}_.-]{1,40}|https?://\S+").ok());

/// Whether several words are all in capitals, which then tell nothing: of one word they do.
fn is_shouted(text: &str) -> bool {
    let letters = || text.chars().filter(|c| c.is_alphabetic());
    text.split_whitespace().count() > 1 && letters().count() > 4 && !letters().any(char::is_lowercase)
}

/// `asked` with chat spellings written out, fillers, mentions, links and emoji left out, one space between
/// words, in small letters where all of it is in capitals, and without what makes it polite ("does anyone know …"). Empty if nothing else was there.
///
/// At most 500 characters are read: no question needs more.
#[must_use]
pub fn plain(asked: &str) -> String {
    const LONGEST: usize = 500;
    let short: String = asked.chars().take(LONGEST).collect();
    let short = if is_shouted(&short) { short.to_lowercase() } else { short };
    let cleaned = MENTION.as_ref().map_or_else(|| short.clone().into(), |mention| mention.replace_all(&short, " "));
    let mut words: Vec<String> = Vec::new();
    let mut fillers: Vec<String> = Vec::new();
    for word in cleaned.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase().replace('’', "'");
        let tail: String = word.chars().rev().take_while(|c| matches!(c, '?' | '!' | ',' | '.' | ';' | ':')).collect();
        let tail: String = tail.chars().rev().collect();
        if FILLERS.contains(&bare.as_str()) {
            fillers.push(bare);
            // A filler's question mark still ends the question.
            if tail.contains('?')
                && let Some(last) = words.last_mut()
            {
                last.push('?');
            }
        } else if let Some(spelled) = SPELLED.get(bare.as_str()) {
            words.push(format!("{spelled}{tail}"));
        } else if word.chars().any(char::is_alphanumeric) {
            words.push(word.to_owned());
        } else if tail.contains('?')
            && let Some(last) = words.last_mut()
        {
            last.push_str(&tail);
        }
    }
    // Where nothing else was said, they are what was said: "hi", "ok", "lol".
    if words.is_empty() {
        return fillers.join(" ");
    }
    let said = words.join(" ");
    let asked = POLITE.as_ref().and_then(|polite| {
        let captures = polite.captures(&said)?;
        captures.name("question").or_else(|| captures.name("request"))
    });
    asked.map(|question| question.as_str().to_owned()).unwrap_or(said)
}
