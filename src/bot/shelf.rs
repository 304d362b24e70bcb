//! What those who manage a server do about the articles: see them, add one, take one out, undo either.

use super::button::is_shelf_id;
use super::turn::Turn;
use super::{OptionValue, Origin, Upload};
use crate::corpus::{Corpus, Document};
use crate::render::{self, Button, Language, Phrase, Reply};

/// So many problems of files are shown, and so many characters of each: escaped they may take twice that.
const PROBLEMS: usize = 5;
const PROBLEM_CHARS: usize = 120;
/// So many characters are shown of a name or a title, and of how an article begins.
const NAME_CHARS: usize = 100;
const OPENING_CHARS: usize = 300;

/// What somebody wants to be done about the articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Say what they are in.
    Show,
    /// Look at the files again.
    Reload,
    /// Show what a file would be as an article.
    Draft(Upload),
    /// Show what is at this address of the web would be as an article.
    Fetch(String),
    /// Add the draft of this id.
    Add(String),
    /// Do not add it.
    LeaveOut(String),
    /// Take out the article of this name: as for [`Command::Source`](super::Command::Source).
    Remove(String),
    /// Take a change back: that of this id, or the last one.
    Undo(Option<String>),
}

impl Errand {
    /// What the options of the command say; `None` if they say several things, or something that cannot be.
    pub(super) fn of_options(options: &[(String, OptionValue)]) -> Option<Self> {
        // What is set to "no" is as good as left out.
        let mut said = options.iter().filter(|(_, value)| *value != OptionValue::Flag(false));
        let errand = match said.next() {
            None => Self::Show,
            Some((name, value)) => match (name.as_str(), value) {
                ("add", OptionValue::File(file)) => Self::Draft(file.clone()),
                ("link", OptionValue::Text(address)) => Self::Fetch(address.clone()),
                ("remove", OptionValue::Text(name)) => Self::Remove(name.clone()),
                ("reload", OptionValue::Flag(true)) => Self::Reload,
                ("undo", OptionValue::Flag(true)) => Self::Undo(None),
                _ => return None,
            },
        };
        said.next().is_none().then_some(errand)
    }

    /// What a button means: `add`, `leave` or `undo`, and an id.
    pub(super) fn of_button(rest: &str) -> Option<Self> {
        let (verb, id) = rest.split_once(':')?;
        let id = is_shelf_id(id).then(|| id.to_owned())?;
        match verb {
            "add" => Some(Self::Add(id)),
            "leave" => Some(Self::LeaveOut(id)),
            "undo" => Some(Self::Undo(Some(id))),
            _ => None,
        }
    }
}

/// When changes of the files are taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// By themselves.
    Always,
    /// When somebody asks.
    WhenAsked,
    /// When the program is started again.
    AtStart,
}

/// A file that may become an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What [`Shelf::add`] and [`Shelf::leave_out`] know it by: 16 hexadecimal digits.
    pub id: String,
    /// The name that the file would have.
    pub name: String,
    /// The headline, and whether it was made of the first words.
    pub title: (String, bool),
    /// Who wrote it.
    pub author: Option<String>,
    /// When it was published.
    pub date: Option<String>,
    /// How many words it has.
    pub n_words: usize,
    /// How it begins.
    pub opening: String,
    /// What is wrong with it all the same.
    pub fault: Option<String>,
}

/// A change that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// What [`Shelf::undo`] knows it by: 16 hexadecimal digits.
    pub id: String,
    /// The path of the file below the folder of articles.
    pub name: String,
}

/// A change that was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undone {
    /// This file had been added.
    Added(String),
    /// This file had been taken out.
    Removed(String),
}

/// A feed whose entries become articles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowedFeed {
    /// What it is called.
    pub title: String,
    /// Why it cannot be read, if it cannot.
    pub trouble: Option<String>,
}

/// Why nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfError {
    /// Files with this ending are no articles.
    Ending,
    /// This file cannot become an article, for this reason.
    Unusable(String, String),
    /// No article can be had from the web, for this reason.
    Unfetched(String),
    /// Somebody else is having one fetched.
    Fetching,
    /// There is a file of this name.
    Taken(String),
    /// What was asked about has been decided on already, or is forgotten.
    Gone,
    /// This file is not what it was.
    Changed(String),
    /// The article is a line of this file.
    Line(String),
    /// This file is not there, or is none.
    Missing(String),
    /// There is nothing to take back.
    Nothing,
    /// The disk does not let us, for this reason.
    Unwritten(String),
}

/// Where the files of the articles are, and whoever puts them there and takes them out.
///
/// Nothing that it is asked overwrites a file or loses one.
pub trait Shelf: Send + Sync {
    /// Whether those who manage a server may change the articles.
    fn may_change(&self, server: u64) -> bool;

    /// When changes of the files are taken up.
    fn watched(&self) -> Watched;

    /// Has the files looked at soon.
    fn look(&self);

    /// What is wrong with files, in the order of their paths.
    fn problems(&self) -> Vec<String>;

    /// The feeds that are followed.
    fn feeds(&self) -> Vec<FollowedFeed>;

    /// Keeps a file that may become an article beside those that are there.
    ///
    /// # Errors
    /// Where it cannot become one, or cannot be kept.
    fn draft(&self, name: &str, bytes: &[u8], corpus: &Corpus) -> Result<Draft, ShelfError>;

    /// Fetches what may become an article from an address of the web: the name that its file would have, and what it
    /// would hold. May take a minute.
    ///
    /// # Errors
    /// Where nothing may be fetched, there is no article, or another one is being fetched.
    fn fetch(&self, address: &str) -> Result<(String, Vec<u8>), ShelfError>;

    /// Makes a draft an article.
    ///
    /// # Errors
    /// Where it is not there any more, its name is taken, or it cannot be written.
    fn add(&self, draft: &str) -> Result<Changed, ShelfError>;

    /// Forgets a draft.
    ///
    /// # Errors
    /// Where it is not there any more.
    fn leave_out(&self, draft: &str) -> Result<(), ShelfError>;

    /// Takes the file of an article out, and keeps it.
    ///
    /// # Errors
    /// Where it has no file of its own, is not there any more, or cannot be taken out.
    fn remove(&self, document: &Document) -> Result<Changed, ShelfError>;

    /// Takes a change back; the last one that is not taken back yet, if none is named.
    ///
    /// # Errors
    /// Where there is none, the file is not what it was, its place is taken, or it cannot be written.
    fn undo(&self, change: Option<&str>) -> Result<Undone, ShelfError>;
}

impl Turn {
    /// Does something about the articles for somebody who may; `None` is what cannot be done.
    pub(super) fn tend(&self, errand: Option<&Errand>, origin: &Origin) -> Reply {
        let language = origin.language;
        let aside = |phrase| render::aside(phrase, language);
        let Some(server) = origin.server else { return aside(Phrase::CorpusDirect) };
        if !origin.manages {
            return aside(Phrase::CorpusManagers);
        }
        let Some(shelf) = self.shelf.as_deref() else { return aside(Phrase::CorpusNone) };
        let Some(errand) = errand else { return aside(Phrase::CorpusWrong) };
        if *errand == Errand::Show {
            return Reply::private(self.shown(shelf, server, language));
        }
        if !shelf.may_change(server) {
            return Reply::private(closed(server, language).trim_start_matches("- "));
        }
        let done = match errand {
            Errand::Show | Errand::Reload => Ok(reload(shelf, language)),
            Errand::Draft(file) => self.draft(shelf, file, language),
            Errand::Fetch(address) => {
                shelf.fetch(address).and_then(|(name, bytes)| self.drafted(shelf, &name, &bytes, language))
            }
            Errand::Add(id) => shelf
                .add(id)
                .map(|changed| changing(shelf, Phrase::CorpusAdded, &changed.name, Some(&changed.id), language)),
            Errand::LeaveOut(id) => {
                shelf.leave_out(id).map(|()| Reply { replaces: true, ..aside(Phrase::CorpusLeftOut) })
            }
            Errand::Remove(name) => self.remove(shelf, name, language),
            Errand::Undo(id) => shelf.undo(id.as_deref()).map(|undone| match undone {
                Undone::Added(name) => changing(shelf, Phrase::CorpusUnadded, &name, None, language),
                Undone::Removed(name) => changing(shelf, Phrase::CorpusRestored, &name, None, language),
            }),
        };
        done.unwrap_or_else(|error| Reply::private(said(&error, language)))
    }

    fn shown(&self, shelf: &dyn Shelf, server: u64, language: Language) -> String {
        let say = |phrase: Phrase, inserts: &[&str]| phrase.fill(language, inserts);
        let corpus = self.engine.corpus();
        let articles = render::articles(corpus.documents().len(), language);
        let mut lines = vec![say(Phrase::CorpusHolds, &[&articles, &corpus.passages().len().to_string()])];
        // Discord shows the time in the reader's own zone.
        lines.extend(self.indexed_at.map(|at| format!("- {}", say(Phrase::IndexedAt, &[&format!("<t:{at}:f>")]))));
        let watched = match shelf.watched() {
            Watched::Always => Phrase::CorpusWatched,
            Watched::WhenAsked => Phrase::CorpusWhenAsked,
            Watched::AtStart => Phrase::CorpusUnwatched,
        };
        lines.push(say(watched, &[]));
        let may = shelf.may_change(server);
        lines.push(if may { say(Phrase::CorpusOpen, &[]) } else { closed(server, language) });
        let feeds = shelf.feeds();
        if !feeds.is_empty() {
            lines.push(say(Phrase::CorpusFeeds, &[&feeds.len().to_string()]));
            let failing = feeds.iter().filter_map(|feed| Some(format!("{}: {}", feed.title, feed.trouble.as_ref()?)));
            lines.extend(failing.take(PROBLEMS).map(|said| format!("  - {}", render::shortened(&said, PROBLEM_CHARS))));
        }
        let problems = shelf.problems();
        if problems.is_empty() {
            lines.push(say(Phrase::CorpusSound, &[]));
        } else {
            lines.push(say(Phrase::CorpusFaults, &[&problems.len().to_string()]));
            let first = problems.iter().take(PROBLEMS);
            lines.extend(first.map(|problem| format!("  - {}", render::shortened(problem, PROBLEM_CHARS))));
            let more = problems.len().saturating_sub(PROBLEMS);
            lines.extend((more > 0).then(|| format!("  {}", say(Phrase::CorpusMoreFaults, &[&more.to_string()]))));
        }
        lines.join("\n")
    }

    /// Shows what an attached file would be as an article, with buttons to decide.
    fn draft(&self, shelf: &dyn Shelf, file: &Upload, language: Language) -> Result<Reply, ShelfError> {
        if file.size > Upload::MOST_BYTES {
            let megabytes = (Upload::MOST_BYTES / 1024 / 1024).to_string();
            return Ok(Reply::private(Phrase::CorpusHuge.fill(language, &[&megabytes])));
        }
        let Some(bytes) = &file.bytes else { return Ok(render::aside(Phrase::CorpusUnfetched, language)) };
        self.drafted(shelf, &file.name, bytes, language)
    }

    fn drafted(&self, shelf: &dyn Shelf, name: &str, bytes: &[u8], language: Language) -> Result<Reply, ShelfError> {
        let draft = shelf.draft(name, bytes, self.engine.corpus())?;
        // They are no quotes: nobody can look them up yet.
        let line = |phrase: Phrase, words: &str, chars| phrase.fill(language, &[&render::shortened(words, chars)]);
        let (title, is_made) = &draft.title;
        let titled = if *is_made { Phrase::CorpusDraftTitleMade } else { Phrase::CorpusDraftTitle };
        let counted = if draft.n_words == 1 { Phrase::OneWord } else { Phrase::Words };
        let length = counted.fill(language, &[&draft.n_words.to_string()]);
        let lines = [
            Some(line(Phrase::CorpusDraft, &draft.name, NAME_CHARS)),
            Some(line(titled, title, NAME_CHARS)),
            draft.author.map(|author| line(Phrase::CorpusDraftAuthor, &author, NAME_CHARS)),
            draft.date.map(|date| line(Phrase::CorpusDraftDate, &date, NAME_CHARS)),
            Some(Phrase::CorpusDraftLength.fill(language, &[&length])),
            Some(line(Phrase::CorpusDraftBegins, &draft.opening, OPENING_CHARS)),
            draft.fault.map(|fault| line(Phrase::CorpusDraftFault, &fault, PROBLEM_CHARS)),
        ];
        let text = lines.into_iter().flatten().collect::<Vec<_>>().join("\n");
        let buttons = [("add", Phrase::ButtonAdd), ("leave", Phrase::ButtonLeaveOut)];
        let buttons = buttons.map(|(verb, label)| button(verb, &draft.id, label, language)).to_vec();
        Ok(Reply { buttons, ..Reply::private(text) })
    }

    fn remove(&self, shelf: &dyn Shelf, name: &str, language: Language) -> Result<Reply, ShelfError> {
        let found = self.engine.sources(name, None);
        match found[..] {
            [] => Ok(render::unknown_source(name, language)),
            [document] => {
                let changed = shelf.remove(document)?;
                Ok(changing(shelf, Phrase::CorpusRemoved, &changed.name, Some(&changed.id), language))
            }
            _ => Ok(render::several_sources(name, &found, language)),
        }
    }
}

fn reload(shelf: &dyn Shelf, language: Language) -> Reply {
    if shelf.watched() == Watched::AtStart {
        return render::aside(Phrase::CorpusUnlooked, language);
    }
    shelf.look();
    render::aside(Phrase::CorpusLooking, language)
}

/// What was done to a file, and that it is taken up; with a button that undoes it, if it can be.
fn changing(shelf: &dyn Shelf, done: Phrase, name: &str, undo: Option<&str>, language: Language) -> Reply {
    shelf.look();
    let when = if shelf.watched() == Watched::AtStart { Phrase::CorpusAtStart } else { Phrase::CorpusSoon };
    let done = done.fill(language, &[&render::shortened(name, NAME_CHARS)]);
    let buttons = undo.map(|id| button("undo", id, Phrase::ButtonUndo, language));
    let text = format!("{done} {}", when.fill(language, &[]));
    // What was decided on with a button needs no more deciding; what failed does, and is said beside it.
    Reply { replaces: true, buttons: buttons.into_iter().collect(), ..Reply::private(text) }
}

fn closed(server: u64, language: Language) -> String {
    Phrase::CorpusClosed.fill(language, &[&server.to_string()])
}

fn said(error: &ShelfError, language: Language) -> String {
    let named = |phrase: Phrase, name: &str| phrase.fill(language, &[&render::shortened(name, NAME_CHARS)]);
    match error {
        ShelfError::Ending => Phrase::CorpusEnding.fill(language, &[]),
        ShelfError::Unusable(name, reason) => {
            let shown = [render::shortened(name, NAME_CHARS), render::shortened(reason, OPENING_CHARS)];
            Phrase::CorpusUnusable.fill(language, &[&shown[0], &shown[1]])
        }
        ShelfError::Unfetched(reason) => {
            Phrase::CorpusUnlinked.fill(language, &[&render::shortened(reason, OPENING_CHARS)])
        }
        ShelfError::Fetching => Phrase::CorpusFetching.fill(language, &[]),
        ShelfError::Taken(name) => named(Phrase::CorpusTaken, name),
        ShelfError::Gone => Phrase::CorpusGone.fill(language, &[]),
        ShelfError::Changed(name) => named(Phrase::CorpusChanged, name),
        ShelfError::Line(file) => named(Phrase::CorpusLine, file),
        ShelfError::Missing(name) => named(Phrase::CorpusMissing, name),
        ShelfError::Nothing => Phrase::CorpusNothing.fill(language, &[]),
        ShelfError::Unwritten(reason) => named(Phrase::CorpusUnwritten, reason),
    }
}

fn button(verb: &str, id: &str, label: Phrase, language: Language) -> Button {
    Button { id: format!("shelf:{verb}:{id}"), label: label.text(language).to_owned(), enabled: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(name: &str, value: OptionValue) -> (String, OptionValue) {
        (name.to_owned(), value)
    }

    #[test]
    fn one_thing_is_done_at_a_time() {
        let remove = || option("remove", OptionValue::Text("a".to_owned()));
        let (undo, no_reload) = (option("undo", OptionValue::Flag(true)), option("reload", OptionValue::Flag(false)));
        assert_eq!(Errand::of_options(&[]), Some(Errand::Show));
        assert_eq!(Errand::of_options(std::slice::from_ref(&no_reload)), Some(Errand::Show));
        assert_eq!(Errand::of_options(&[no_reload, remove()]), Some(Errand::Remove("a".to_owned())));
        for wrong in [vec![undo, remove()], vec![option("add", OptionValue::Number(7))]] {
            assert_eq!(Errand::of_options(&wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn foreign_ids_mean_nothing() {
        assert_eq!(Errand::of_button("undo:0123456789abcdef"), Some(Errand::Undo(Some("0123456789abcdef".to_owned()))));
        for id in ["add:", "add:../../etc/passwd", "add:0123456789ABCDEF", "wipe:0123456789abcdef", "undo", ":"] {
            assert_eq!(Errand::of_button(id), None, "{id}");
        }
    }
}
