//! What a transcript expects of a reply.

use serde::Deserialize;

use super::Played;

/// What a reply should be. Everything that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expectation {
    /// Whether the bot keeps silent.
    #[serde(default)]
    pub silent: bool,
    /// Whether only the asker sees the reply.
    pub private: Option<bool>,
    /// Words that the reply holds, each of them.
    #[serde(default)]
    pub contains: Vec<String>,
    /// Words that the reply does not hold, none of them.
    #[serde(default)]
    pub lacks: Vec<String>,
    /// The labels of its buttons, in order; one that cannot be pressed has brackets around it.
    pub buttons: Option<Vec<String>>,
    /// Whether it opens a form.
    pub form: Option<bool>,
    /// The values of the suggestions, in order.
    pub suggests: Option<Vec<String>>,
}

impl Expectation {
    fn speaks_of_a_reply(&self) -> bool {
        self.private.is_some()
            || self.form.is_some()
            || self.buttons.is_some()
            || !self.contains.is_empty()
            || !self.lacks.is_empty()
    }

    /// What differs, a sentence each; empty if all is as expected.
    #[must_use]
    pub fn mismatches(&self, played: &Played) -> Vec<String> {
        match played {
            Played::NoSuchButton(label) => {
                vec![format!("expected a button {label:?} under the last reply, but there is none that can be pressed")]
            }
            Played::NoSuchForm => vec!["expected a form, but the last reply opens none".to_owned()],
            Played::Silent if self.silent => Vec::new(),
            Played::Silent => vec!["expected a reply, got silence".to_owned()],
            _ if self.silent => vec!["expected silence, got a reply".to_owned()],
            Played::Suggested(_) if self.speaks_of_a_reply() => vec!["expected a reply, got suggestions".to_owned()],
            Played::Suggested(choices) => {
                let values: Vec<String> = choices.iter().map(|choice| choice.value.clone()).collect();
                differs("suggestions", self.suggests.as_ref(), &values).into_iter().collect()
            }
            Played::Replied(_) if self.suggests.is_some() => vec!["expected suggestions, got a reply".to_owned()],
            Played::Replied(reply) => {
                let mut found = Vec::new();
                let missing = self.contains.iter().filter(|words| !reply.content.contains(words.as_str()));
                found.extend(missing.map(|words| format!("expected it to hold {words:?}")));
                let present = self.lacks.iter().filter(|words| reply.content.contains(words.as_str()));
                found.extend(present.map(|words| format!("expected it not to hold {words:?}")));
                if self.private.is_some_and(|private| private != reply.private) {
                    found.push(format!("expected private to be {}, got {}", !reply.private, reply.private));
                }
                if self.form.is_some_and(|form| form != reply.form.is_some()) {
                    found.push(format!("expected form to be {}, got {}", reply.form.is_none(), reply.form.is_some()));
                }
                let label = |button: &crate::render::Button| {
                    if button.enabled { button.label.clone() } else { format!("({})", button.label) }
                };
                found.extend(differs(
                    "buttons",
                    self.buttons.as_ref(),
                    &reply.buttons.iter().map(label).collect::<Vec<_>>(),
                ));
                found
            }
        }
    }
}

fn differs(what: &str, expected: Option<&Vec<String>>, got: &[String]) -> Option<String> {
    let expected = expected?;
    (expected != got).then(|| format!("expected {what} {expected:?}, got {got:?}"))
}
