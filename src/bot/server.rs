//! What a server sets for itself, and what is kept about whom.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::settings::Change;
use super::turn::Turn;
use super::{Origin, Settings};
use crate::render::{self, Language, Phrase, Reply};

/// So many remembered questions are shown, and so many characters of each.
const QUESTIONS: usize = 3;
const QUESTION_CHARS: usize = 60;

impl Turn {
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
        let change = match self.found(change) {
            Ok(change) => change,
            Err(name) => return self.no_folder(&name, origin.language),
        };
        if change.is_none() {
            return Reply::private(self.settings_shown(&keeper.settings(server), change.channel, origin.language));
        }
        let full = Cell::new(None);
        let changed = keeper.change(server, &|settings| {
            let changed = change.of(settings);
            full.set(too_many(&changed));
            if full.get().is_some() { settings.clone() } else { changed }
        });
        match (changed, full.get()) {
            (None, _) => aside(Phrase::SettingsUnkept),
            (Some(_), Some((phrase, most))) => Reply::private(phrase.fill(origin.language, &[&most.to_string()])),
            (Some(changed), None) => {
                let language = changed.language.unwrap_or(origin.language);
                let kept = Phrase::SettingsKept.fill(language, &[]);
                Reply::private(format!("{kept}\n{}", self.settings_shown(&changed, change.channel, language)))
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
            if self.here == Settings::default() {
                lines.push(say(Phrase::PrivacyServerNothing, &[]));
            } else {
                lines.extend(self.record(server, &lines, origin.language));
            }
        }
        Reply::private(lines.join("\n"))
    }

    /// What is kept about the server, below these lines: without what channels are answered from where that is too long.
    fn record(&self, server: u64, above: &[String], language: Language) -> Vec<String> {
        let block = |settings: &Settings| {
            let record = serde_json::to_string(&settings.record(server)).unwrap_or_default();
            // Names of folders may hold anything. Written so, none can end the block.
            let record = render::printable(&record).replace('`', "\\u0060");
            format!("{}\n```json\n{record}\n```", Phrase::PrivacyServer.fill(language, &[]))
        };
        let length = |lines: &[String]| lines.iter().map(|line| length(line) + 1).sum::<usize>();
        let whole = vec![block(&self.here)];
        if length(above) + length(&whole) <= Reply::CONTENT_LIMIT {
            return whole;
        }
        let short = Settings { part: None, parts: BTreeMap::new(), ..self.here.clone() };
        vec![block(&short), Phrase::PrivacyServerMore.fill(language, &[])]
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

/// The settings of a server, a line for each but for its articles.
pub(super) fn lines(settings: &Settings, language: Language) -> Vec<String> {
    let say = |phrase: Phrase, inserts: &[&str]| phrase.fill(language, inserts);
    let Settings { channels: named, private, rate, language: own, .. } = settings;
    vec![
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
}

/// How long a line is, as Discord counts it.
pub(super) fn length(line: &str) -> usize {
    line.encode_utf16().count()
}

/// What of these settings is more than is kept, and how much would be.
fn too_many(settings: &Settings) -> Option<(Phrase, usize)> {
    let counts = [
        (Phrase::SettingsFull, settings.channels.len(), Settings::MOST_CHANNELS),
        (Phrase::SettingsFoldersFull, settings.parts.len(), Settings::MOST_PARTS),
    ];
    counts.into_iter().find(|(_, n, most)| n > most).map(|(phrase, _, most)| (phrase, most))
}
