//! What those who manage a server have set for it.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use serde::Serialize;

use super::OptionValue;
use crate::render::{Language, Phrase};

/// The settings of one server; the default is what holds where nothing was set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// The channels that the bot answers in; all of them if there are none.
    pub channels: BTreeSet<u64>,
    /// Whether slash commands are answered to those who send them alone, unless they say otherwise.
    pub private: bool,
    /// How many questions the server may ask a minute, if that is less than the bot's operator lets it.
    pub rate: Option<NonZeroU32>,
    /// The language of the bot's own words; `None` for that of each user.
    pub language: Option<Language>,
    /// The part of the articles that the server is answered from, by its folder; `None` for all of them.
    pub part: Option<String>,
    /// The parts that channels are answered from in its place.
    pub parts: BTreeMap<u64, String>,
}

impl Settings {
    /// So many channels may be named: their list fits into a message.
    pub const MOST_CHANNELS: usize = 30;
    /// So many channels may have a part of their own.
    pub const MOST_PARTS: usize = 30;
    /// The highest rate.
    pub const MOST_RATE: u32 = 10_000;

    /// Whether the bot answers in a channel, or in a thread of the channel `parent`.
    #[must_use]
    pub fn answers_in(&self, channel: u64, parent: Option<u64>) -> bool {
        let is_named = |channel| self.channels.contains(&channel);
        self.channels.is_empty() || is_named(channel) || parent.is_some_and(is_named)
    }

    /// The part of the articles that a channel, or a thread of the channel `parent`, is answered from, by its folder;
    /// `None` for all of them. A thread that was named itself goes before its channel, and both before the server.
    #[must_use]
    pub fn part_in(&self, channel: u64, parent: Option<u64>) -> Option<&str> {
        let own = self.parts.get(&channel).or_else(|| self.parts.get(&parent?));
        own.or(self.part.as_ref()).map(String::as_str)
    }

    /// Whether it matters which channel `channel` is a thread of.
    #[must_use]
    pub fn ask_for_parent(&self, channel: u64) -> bool {
        let has_own_part = self.parts.is_empty() || self.parts.contains_key(&channel);
        !(self.answers_in(channel, None) && has_own_part)
    }

    /// Everything that is kept about the server, as data.
    #[must_use]
    pub fn record(&self, server: u64) -> SettingsRecord {
        SettingsRecord {
            server: server.to_string(),
            channels: self.channels.iter().map(u64::to_string).collect(),
            private: self.private,
            rate: self.rate,
            language: self.language.map(Language::code),
            articles: self.part.clone(),
            channel_articles: self
                .parts
                .iter()
                .map(|(channel, folder)| (channel.to_string(), folder.clone()))
                .collect(),
        }
    }
}

/// The settings of a server as they are exported. Ids are text, as Discord writes them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettingsRecord {
    /// The server's id.
    pub server: String,
    /// As [`Settings::channels`].
    pub channels: Vec<String>,
    /// As [`Settings::private`].
    pub private: bool,
    /// As [`Settings::rate`].
    pub rate: Option<NonZeroU32>,
    /// The language's code in ISO 639-1.
    pub language: Option<&'static str>,
    /// As [`Settings::part`].
    pub articles: Option<String>,
    /// As [`Settings::parts`].
    pub channel_articles: BTreeMap<String, String>,
}

/// What somebody wants to be set otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Forget everything that was set before.
    pub(super) reset: bool,
    /// A channel to answer in.
    pub(super) add: Option<u64>,
    /// A channel to answer in no longer.
    pub(super) remove: Option<u64>,
    pub(super) private: Option<bool>,
    /// 0 for no rate of the server's own.
    pub(super) rate: Option<u32>,
    /// `Some(None)` for that of each user.
    #[expect(clippy::option_option, reason = "not said, that of each user, and one language are three things")]
    pub(super) language: Option<Option<Language>>,
    pub(super) articles: Option<Heard>,
    /// The channel that `articles` is for; `None` for the server.
    pub(super) channel: Option<u64>,
}

/// Which articles are to be answered from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heard {
    /// All; in a channel those of the server.
    All,
    /// Those in a folder, as somebody named it.
    Folder(String),
}

/// The value of the option for a language that leaves it to each user.
pub const LANGUAGE_OF_EACH: &str = "each";

/// The value of the option for a folder of articles that takes it back.
pub(super) const ALL_ARTICLES: &str = "all";

impl Change {
    /// What the options of the command say; `None` if one of them holds what it cannot.
    pub(super) fn of_options(options: &[(String, OptionValue)]) -> Option<Self> {
        let mut change = Self::default();
        for (name, value) in options {
            match (name.as_str(), value) {
                ("reset", OptionValue::Flag(flag)) => change.reset = *flag,
                ("private", OptionValue::Flag(flag)) => change.private = Some(*flag),
                ("add-channel", OptionValue::Number(id)) => change.add = Some(channel(*id)?),
                ("remove-channel", OptionValue::Number(id)) => change.remove = Some(channel(*id)?),
                ("articles", OptionValue::Text(folder)) => change.articles = Some(Heard::named(folder)),
                ("channel", OptionValue::Number(id)) => change.channel = Some(channel(*id)?),
                ("rate", OptionValue::Number(rate)) => {
                    change.rate = Some(u32::try_from(*rate).ok().filter(|rate| *rate <= Settings::MOST_RATE)?);
                }
                ("language", OptionValue::Text(code)) if code == LANGUAGE_OF_EACH => change.language = Some(None),
                ("language", OptionValue::Text(code)) => {
                    let named = Language::ALL.into_iter().find(|language| language.code() == code)?;
                    change.language = Some(Some(named));
                }
                _ => return None,
            }
        }
        Some(change)
    }

    /// Whether nothing is to be set otherwise. A channel alone is asked about.
    pub(super) fn is_none(&self) -> bool {
        *self == Self { channel: self.channel, ..Self::default() }
    }

    /// `settings` with this change.
    pub(super) fn of(&self, settings: &Settings) -> Settings {
        let mut changed = if self.reset { Settings::default() } else { settings.clone() };
        changed.channels.extend(self.add);
        if let Some(channel) = &self.remove {
            changed.channels.remove(channel);
        }
        changed.private = self.private.unwrap_or(changed.private);
        changed.rate = self.rate.map_or(changed.rate, NonZeroU32::new);
        changed.language = self.language.unwrap_or(changed.language);
        match (&self.articles, self.channel) {
            (None, _) => {}
            (Some(Heard::All), Some(channel)) => _ = changed.parts.remove(&channel),
            (Some(Heard::Folder(folder)), Some(channel)) => _ = changed.parts.insert(channel, folder.clone()),
            (Some(Heard::All), None) => changed.part = None,
            (Some(Heard::Folder(folder)), None) => changed.part = Some(folder.clone()),
        }
        changed
    }
}

impl Heard {
    /// What somebody means by the name of a folder: `all` takes it back, in any language, and `all/` is a folder.
    pub(super) fn named(name: &str) -> Self {
        let name = name.trim();
        let all = Language::ALL.map(|language| Phrase::OptionArticlesAll.text(language));
        if name == ALL_ARTICLES || all.contains(&name) {
            return Self::All;
        }
        Self::Folder(name.trim_end_matches('/').to_owned())
    }
}

fn channel(id: i64) -> Option<u64> {
    u64::try_from(id).ok().filter(|id| *id > 0)
}

/// Where the settings of servers are kept.
pub trait SettingsKeeper: Send + Sync {
    /// The settings of a server; what was last known if they cannot be read, which has been logged.
    fn settings(&self, server: u64) -> Settings;

    /// Puts what `change` makes of a server's settings in their place, in one step: nobody else changes them
    /// meanwhile. Returns what is kept now; `None` if it could not be kept, which has been logged.
    fn change(&self, server: u64, change: &dyn Fn(&Settings) -> Settings) -> Option<Settings>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(name: &str, value: OptionValue) -> (String, OptionValue) {
        (name.to_owned(), value)
    }

    #[test]
    fn a_thread_goes_with_its_channel() {
        let settings = Settings { channels: [7].into(), ..Settings::default() };
        assert!(settings.answers_in(7, None) && settings.answers_in(8, Some(7)));
        assert!(!settings.answers_in(8, None) && !settings.answers_in(8, Some(9)));
        assert!(Settings::default().answers_in(8, None));
    }

    #[test]
    fn values_that_cannot_be_are_refused() {
        for (name, value) in [
            ("rate", OptionValue::Number(-1)),
            ("rate", OptionValue::Number(10_001)),
            ("rate", OptionValue::Text("5".to_owned())),
            ("language", OptionValue::Text("tlh".to_owned())),
            ("language", OptionValue::Text("'; DROP TABLE server; --".to_owned())),
            ("add-channel", OptionValue::Number(0)),
            ("remove-channel", OptionValue::Number(i64::MIN)),
            ("articles", OptionValue::Number(1)),
            ("channel", OptionValue::Number(-1)),
            ("reset", OptionValue::Number(1)),
            ("colour", OptionValue::Flag(true)),
        ] {
            assert_eq!(Change::of_options(&[option(name, value.clone())]), None, "{name}: {value:?}");
        }
    }

    #[test]
    fn a_thread_s_articles_go_before_its_channel_s_and_those_before_the_server_s() {
        let part = Some("news".to_owned());
        let parts = [(7, "sport".to_owned()), (8, "arts".to_owned())].into();
        let settings = Settings { part, parts, ..Settings::default() };
        assert_eq!(settings.part_in(8, Some(7)), Some("arts"));
        assert_eq!(settings.part_in(9, Some(7)), Some("sport"));
        assert_eq!((settings.part_in(9, None), settings.part_in(9, Some(10))), (Some("news"), Some("news")));
        assert_eq!(Settings::default().part_in(9, Some(7)), None);
        // Discord is asked which channel a thread is in only where that matters.
        assert!(settings.ask_for_parent(9) && !settings.ask_for_parent(7));
        assert!(!Settings { part: Some("news".to_owned()), ..Settings::default() }.ask_for_parent(9));
        assert!(Settings { channels: [7].into(), ..Settings::default() }.ask_for_parent(9));
    }

    #[test]
    fn a_folder_is_set_and_taken_back() {
        let change = |options: &[(String, OptionValue)]| Change::of_options(options).expect("is sound");
        let articles = |name: &str| option("articles", OptionValue::Text(name.to_owned()));
        let channel = || option("channel", OptionValue::Number(7));
        let set = change(&[articles("sport"), channel()]).of(&Settings::default());
        assert_eq!(set.parts, [(7, "sport".to_owned())].into());
        let both = change(&[articles("all/")]).of(&set);
        assert_eq!((both.part.as_deref(), both.parts.len()), (Some("all"), 1));
        let taken = change(&[articles(" tous les articles "), channel()]).of(&both);
        assert_eq!((taken.part.as_deref(), taken.parts.len()), (Some("all"), 0));
        assert_eq!(change(&[articles("all")]).of(&taken), Settings::default());
        assert!(change(&[channel()]).is_none() && !change(&[channel(), articles("all")]).is_none());
    }

    #[test]
    fn a_reset_goes_before_what_is_set_with_it() {
        let old = Settings { channels: [1].into(), private: true, rate: NonZeroU32::new(9), ..Settings::default() };
        let options = [option("add-channel", OptionValue::Number(2)), option("reset", OptionValue::Flag(true))];
        let change = Change::of_options(&options).expect("is sound");
        assert_eq!(change.of(&old), Settings { channels: [2].into(), ..Settings::default() });
        let off = [option("rate", OptionValue::Number(0)), option("private", OptionValue::Flag(false))];
        let change = Change::of_options(&off).expect("is sound");
        assert_eq!(change.of(&old), Settings { channels: [1].into(), ..Settings::default() });
    }
}
