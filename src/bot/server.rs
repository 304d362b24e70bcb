//! What a server sets for itself, and what is kept about whom.

use std::cell::Cell;

use super::settings::Change;
use super::turn::Turn;
use super::{Origin, Settings};
use crate::render::{self, Language, Phrase, Reply};

/// So many remembered questions are shown, and so many characters of each.
const QUESTIONS: usize = 3;
const QUESTION_CHARS: usize = 60;

impl Turn {
    /// What the server of `origin` has set.
    pub(super) fn settings_at(&self, origin: &Origin) -> Settings {
        let keeper = self.settings.as_ref();
        keeper.zip(origin.server).map(|(keeper, server)| keeper.settings(server)).unwrap_or_default()
    }

    /// Shows or changes what the server has set.
    pub(super) fn set(&self, change: Option<&Change>, origin: &Origin) -> Reply {
        let aside = |phrase| render::aside(phrase, origin.language);
        let Some(server) = origin.server else { return aside(Phrase::SettingsDirect) };
        if !origin.manages {
            return aside(Phrase::SettingsManagers);
        }
        let Some(keeper) = &self.settings else { return aside(Phrase::SettingsUnkept) };
        let Some(change) = change else {
            let (most, codes) = (Settings::MOST_RATE.to_string(), Language::ALL.map(Language::code).join(", "));
            return Reply::private(Phrase::SettingsWrong.fill(origin.language, &[&most, &codes]));
        };
        if change.is_none() {
            return Reply::private(shown(&keeper.settings(server), origin.language));
        }
        let is_full = Cell::new(false);
        let changed = keeper.change(server, &|settings| {
            let changed = change.of(settings);
            is_full.set(changed.channels.len() > Settings::MOST_CHANNELS);
            if is_full.get() { settings.clone() } else { changed }
        });
        match changed {
            None => aside(Phrase::SettingsUnkept),
            Some(_) if is_full.get() => {
                Reply::private(Phrase::SettingsFull.fill(origin.language, &[&Settings::MOST_CHANNELS.to_string()]))
            }
            Some(changed) => {
                let language = changed.language.unwrap_or(origin.language);
                Reply::private(format!("{}\n{}", Phrase::SettingsKept.fill(language, &[]), shown(&changed, language)))
            }
        }
    }

    /// Says what is kept about the user, and about the server to those who manage it; forgets what can be forgotten.
    pub(super) fn privacy(&self, forget: bool, origin: &Origin) -> Reply {
        let say = |phrase: Phrase, inserts: &[&str]| phrase.fill(origin.language, inserts);
        if forget {
            self.memory.forget(origin.user);
            return Reply::private(say(Phrase::PrivacyForgotten, &[]));
        }
        let (questions, n_votes) = self.memory.about(origin.user);
        let mut lines = Vec::new();
        if questions.is_empty() && n_votes == 0 {
            lines.push(say(Phrase::PrivacyNothing, &[]));
        } else {
            lines.push(say(Phrase::PrivacyRemembered, &[&questions.len().to_string(), &n_votes.to_string()]));
            let shown = questions.iter().take(QUESTIONS).map(|question| render::shortened(question, QUESTION_CHARS));
            lines.extend(shown.map(|question| format!("- “{question}”")));
            lines.push(say(Phrase::PrivacyForget, &[]));
        }
        lines.push(say(Phrase::PrivacyVotes, &[]));
        if let Some(server) = origin.server.filter(|_| origin.manages) {
            let settings = self.settings_at(origin);
            if settings == Settings::default() {
                lines.push(say(Phrase::PrivacyServerNothing, &[]));
            } else {
                // Numbers and codes alone: nothing in it can end the block.
                let record = serde_json::to_string(&settings.record(server)).unwrap_or_default();
                lines.push(format!("{}\n```json\n{record}\n```", say(Phrase::PrivacyServer, &[])));
            }
        }
        Reply::private(lines.join("\n"))
    }
}

/// That the bot answers in other channels of this server.
pub(super) fn elsewhere(settings: &Settings, language: Language) -> Reply {
    Reply::private(Phrase::Elsewhere.fill(language, &[&channels(settings)]))
}

/// The channels as Discord shows them: by their names, to those who may see them.
fn channels(settings: &Settings) -> String {
    settings.channels.iter().map(|channel| format!("<#{channel}>")).collect::<Vec<_>>().join(" ")
}

fn shown(settings: &Settings, language: Language) -> String {
    let say = |phrase: Phrase, inserts: &[&str]| phrase.fill(language, inserts);
    let Settings { channels: named, private, rate, language: own } = settings;
    [
        say(Phrase::SettingsOf, &[]),
        if named.is_empty() {
            say(Phrase::SettingsAllChannels, &[])
        } else {
            say(Phrase::SettingsChannels, &[&channels(settings)])
        },
        say(if *private { Phrase::SettingsPrivate } else { Phrase::SettingsPublic }, &[]),
        rate.map_or_else(|| say(Phrase::SettingsNoRate, &[]), |rate| say(Phrase::SettingsRate, &[&rate.to_string()])),
        own.map_or_else(|| say(Phrase::SettingsNoLanguage, &[]), |own| say(Phrase::SettingsLanguage, &[own.name()])),
    ]
    .join("\n")
}
