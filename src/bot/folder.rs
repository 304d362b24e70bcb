//! Which folders of articles a server, or a channel of it, may be answered from.

use std::collections::BTreeMap;

use super::server::{self, length};
use super::settings::{ALL_ARTICLES, Change, Heard};
use super::turn::Turn;
use super::{CHOICE_CHARS, CHOICES, Choice, Settings};
use crate::corpus::Part;
use crate::render::{self, Language, Phrase, Reply};
use crate::text::fold;

/// So many characters are shown of a folder's name, and of one that there is not.
const NAME_CHARS: usize = 60;
/// So many folders are named where another is not there.
const NAMED: usize = 10;
/// Room in a message for what stands around the list of settings, in UTF-16 units.
const ROOM_AROUND: usize = 300;

impl Turn {
    /// The change with its folder as the articles have it, whose capitals may be others; the name if there is no folder of
    /// it with articles, or several that differ in capitals alone.
    pub(super) fn found(&self, change: &Change) -> Result<Change, String> {
        let Some(Heard::Folder(name)) = &change.articles else { return Ok(change.clone()) };
        let corpus = self.engine.corpus();
        let part = corpus.part(name).or_else(|| {
            let wanted = fold(name);
            let mut alike = corpus.parts().iter().filter(|part| fold(part.folder()) == wanted);
            alike.next().filter(|_| alike.next().is_none())
        });
        let part = part.ok_or_else(|| name.clone())?;
        Ok(Change { articles: Some(Heard::Folder(part.folder().to_owned())), ..change.clone() })
    }

    /// That there is no such folder, and which there are.
    pub(super) fn no_folder(&self, name: &str, language: Language) -> Reply {
        let parts = self.engine.corpus().parts();
        let name = render::shortened(name, NAME_CHARS);
        if parts.is_empty() {
            return Reply::private(Phrase::SettingsNoFolders.fill(language, &[&name]));
        }
        let named = parts.iter().take(NAMED).map(|part| shown(part.folder()));
        let more = (parts.len() > NAMED).then(|| "…".to_owned());
        let folders: Vec<String> = named.chain(more).collect();
        Reply::private(Phrase::SettingsNoFolder.fill(language, &[&name, &folders.join(", ")]))
    }

    /// The folders whose names hold `partial`, behind what takes one back.
    pub(super) fn folders(&self, partial: &str) -> Vec<Choice> {
        let wanted = fold(partial.trim());
        let fits = |text: &str| fold(text).contains(&wanted);
        let all = Phrase::OptionArticlesAll.text(self.language());
        let all = Choice { name: all.to_owned(), value: ALL_ARTICLES.to_owned() };
        let all = Some(all).filter(|all| fits(&all.name) || fits(&all.value));
        let choice = |part: &Part| {
            let folder = part.folder().to_owned();
            // A folder may be called as what takes one back.
            let value = if Heard::named(&folder) == Heard::All { format!("{folder}/") } else { folder.clone() };
            Choice { name: folder, value }
        };
        let parts = self.engine.corpus().parts().iter();
        let fitting = parts.filter(|part| part.folder().chars().count() < CHOICE_CHARS && fits(part.folder()));
        all.into_iter().chain(fitting.map(choice)).take(CHOICES).collect()
    }

    /// The settings of a server, and what `channel` is answered from.
    pub(super) fn settings_shown(&self, settings: &Settings, channel: Option<u64>, language: Language) -> String {
        let mut lines = server::lines(settings, language);
        lines.push(match &settings.part {
            None => Phrase::SettingsAllArticles.fill(language, &[]),
            Some(folder) => self.told((Phrase::SettingsArticles, Phrase::SettingsArticlesGone), folder, None, language),
        });
        let here = channel.map(|channel| {
            let place = format!("<#{channel}>");
            match settings.part_in(channel, None) {
                None => Phrase::SettingsAllArticlesIn.fill(language, &[&place]),
                Some(folder) => self.told(IN, folder, Some(&place), language),
            }
        });
        let mut filled: usize = lines.iter().chain(&here).map(|line| length(line) + 1).sum();
        let mut by_folder: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
        // What `channel` is answered from has a line of its own.
        for (channel, folder) in settings.parts.iter().filter(|(other, _)| Some(**other) != channel) {
            by_folder.entry(folder).or_default().push(*channel);
        }
        let mut n_more = 0;
        for (folder, channels) in by_folder {
            let places = channels.iter().map(|channel| format!("<#{channel}>")).collect::<Vec<_>>().join(" ");
            let line = self.told(IN, folder, Some(&places), language);
            filled += length(&line) + 1;
            if filled + ROOM_AROUND <= Reply::CONTENT_LIMIT {
                lines.push(line);
            } else {
                n_more += channels.len();
            }
        }
        lines.extend((n_more > 0).then(|| Phrase::SettingsArticlesMore.fill(language, &[&n_more.to_string()])));
        lines.extend(here);
        lines.join("\n")
    }

    /// The first phrase for a folder with articles, and the second for one without.
    fn told(&self, (there, gone): (Phrase, Phrase), folder: &str, places: Option<&str>, language: Language) -> String {
        let phrase = if self.engine.corpus().part(folder).is_some() { there } else { gone };
        phrase.fill(language, &[&shown(folder), places.unwrap_or_default()])
    }

    /// The language of what is said here.
    fn language(&self) -> Language {
        self.here.language.unwrap_or(self.place.language)
    }
}

/// What is said of a channel's folder, with articles and without.
const IN: (Phrase, Phrase) = (Phrase::SettingsArticlesIn, Phrase::SettingsArticlesInGone);

/// A folder's name so that nothing in it means anything.
fn shown(folder: &str) -> String {
    render::shortened(folder, NAME_CHARS)
}
