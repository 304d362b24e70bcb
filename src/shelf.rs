//! Puts files into the folder of articles, takes them out, and undoes both.
//!
//! Whatever may become an article, and whatever was one, lies in a folder of its own below the data folder, with a
//! record of what was done to it beside it: so a change can be undone after a restart, and by another process that
//! shares the data folder. Nothing here overwrites a file of the folder of articles, follows a link there, or deletes
//! the only copy of one. This room does not decide who may do what, and does not take changes up: it says that there
//! are some.

mod name;
mod place;
mod record;

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError, TryLockError};

use crate::bot::{Changed, Draft, FollowedFeed, Shelf, ShelfError, Undone, Watched};
use crate::config::Servers;
use crate::corpus::{self, Corpus, Document, LoadError, Origin, Problem, Trouble, whole};
use crate::fetch::Fetcher;

use record::{Record, State};

/// So many drafts are kept; then the oldest go.
const DRAFTS: usize = 50;
/// So many additions can be undone. What was taken out is kept for good: it may be the only copy.
const ADDITIONS: usize = 200;
/// The opening of a draft is cut from so many characters of it.
const OPENING: usize = 600;

/// The files of the articles.
pub struct Files {
    folder: PathBuf,
    data: PathBuf,
    servers: Servers,
    fetcher: Fetcher,
    /// Held while something is fetched: one at a time.
    fetching: Mutex<()>,
    watch: Mutex<Option<Waking>>,
    problems: Mutex<Vec<String>>,
    feeds: Mutex<Option<FeedList>>,
}

/// Who knows which feeds are followed.
type FeedList = Box<dyn Fn() -> Vec<FollowedFeed> + Send>;

/// How whoever takes changes up is woken.
struct Waking {
    watched: Watched,
    wake: Box<dyn Fn() + Send>,
}

impl std::fmt::Debug for Files {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Files").field("folder", &self.folder).field("data", &self.data).finish_non_exhaustive()
    }
}

impl Files {
    /// The files of `folder`, with what becomes of them below `data`; those who manage these servers may change them.
    /// Nothing is fetched from the web.
    #[must_use]
    pub fn new(folder: PathBuf, data: PathBuf, servers: Servers) -> Self {
        Self {
            folder,
            data,
            servers,
            fetcher: Fetcher::default(),
            fetching: Mutex::default(),
            watch: Mutex::default(),
            problems: Mutex::default(),
            feeds: Mutex::default(),
        }
    }

    /// The same files, for which this one fetches from the web.
    #[must_use]
    pub fn fetching(self, fetcher: Fetcher) -> Self {
        Self { fetcher, ..self }
    }

    /// Takes note of who is to be woken when something has changed, and whether they look by themselves too.
    pub fn waking(&self, watched: Watched, wake: impl Fn() + Send + 'static) {
        *self.watch.lock().unwrap_or_else(PoisonError::into_inner) = Some(Waking { watched, wake: Box::new(wake) });
    }

    /// Takes note of who knows which feeds are followed.
    pub fn following(&self, feeds: impl Fn() -> Vec<FollowedFeed> + Send + 'static) {
        *self.feeds.lock().unwrap_or_else(PoisonError::into_inner) = Some(Box::new(feeds));
    }

    /// Takes note of what is wrong with the files that are loaded now.
    pub fn tell(&self, problems: &[Problem]) {
        let told = problems.iter().map(|problem| self.below(&problem.to_string())).collect();
        *self.problems.lock().unwrap_or_else(PoisonError::into_inner) = told;
    }

    /// A sentence without where on this machine the folders are.
    fn below(&self, sentence: &str) -> String {
        let folder = format!("{}/", self.folder.display().to_string().trim_end_matches('/'));
        let data = self.data.display().to_string();
        sentence.replace(&folder, "").replace(&data, "PULLQUOTE_DATA")
    }

    fn shelf(&self) -> PathBuf {
        corpus::shelf_below(&self.data)
    }

    /// Keeps everybody else from changing anything until it is dropped.
    fn locked(&self) -> Result<File, ShelfError> {
        let shelf = self.shelf();
        let lock = || {
            fs::create_dir_all(&shelf)?;
            let file = File::options().create(true).truncate(false).write(true).open(shelf.join(".lock"))?;
            match file.lock() {
                // Where nothing can be locked, one process is all there can be.
                Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(file),
                locked => locked.map(|()| file),
            }
        };
        lock().map_err(|error| unwritten(&shelf, &error))
    }

    /// The path of a file of the folder of articles, where no folder on the way there is a link.
    fn inside(&self, name: &str) -> Result<PathBuf, ShelfError> {
        let missing = || ShelfError::Missing(name.to_owned());
        // One that is gone is an outage: made anew it would hold one article and hide that.
        if !self.folder.is_dir() {
            return Err(unwritten(&self.folder, &io::ErrorKind::NotADirectory.into()));
        }
        let mut path = self.folder.clone();
        let mut parts = Path::new(name).components().peekable();
        while let Some(part) = parts.next() {
            let std::path::Component::Normal(part) = part else { return Err(missing()) };
            path.push(part);
            let is_folder = parts.peek().is_some();
            if is_folder && fs::symlink_metadata(&path).is_ok_and(|found| !found.is_dir()) {
                return Err(missing());
            }
        }
        if path == self.folder { Err(missing()) } else { Ok(path) }
    }

    /// The same, where a plain file is there.
    fn present(&self, name: &str) -> Result<PathBuf, ShelfError> {
        let path = self.inside(name)?;
        let is_plain = fs::symlink_metadata(&path).is_ok_and(|found| found.is_file());
        if is_plain { Ok(path) } else { Err(ShelfError::Missing(name.to_owned())) }
    }

    /// What a draft would be as an article: the loader says it.
    fn read(folder: &Path, name: &str) -> Result<(Document, Option<String>), ShelfError> {
        let unusable = |reason: String| ShelfError::Unusable(name.to_owned(), reason);
        match corpus::load(folder) {
            Ok(loaded) => {
                let fault = loaded.problems.first().map(|problem| problem.trouble.to_string());
                let document = loaded.corpus.into_documents().into_iter().next();
                Ok((document.ok_or(ShelfError::Gone)?, fault))
            }
            Err(LoadError::NoArticle { problems, .. }) => {
                let reason = problems.first().map_or_else(|| Trouble::Empty.to_string(), |it| it.trouble.to_string());
                Err(unusable(reason))
            }
            // Others with as many drafts have crowded it out meanwhile.
            Err(LoadError::NoFolder(_)) => Err(ShelfError::Gone),
        }
    }

    /// Deletes the drafts and forgets the additions that are too many.
    fn prune(&self) {
        let shelf = self.shelf();
        let mut records = record::all(&shelf);
        records.sort_by_key(|(_, record)| std::cmp::Reverse(record.turn));
        for (state, most) in [(State::Draft, DRAFTS), (State::Added, ADDITIONS)] {
            for (id, _) in records.iter().filter(|(_, record)| record.state == state).skip(most) {
                if let Err(error) = fs::remove_dir_all(shelf.join(id)) {
                    tracing::warn!(%id, %error, "an old draft of an article cannot be deleted");
                }
            }
        }
    }

    /// The draft or change of this id, if it is in this state.
    fn recorded(&self, id: &str, state: State) -> Result<(PathBuf, Record), ShelfError> {
        let place = self.shelf().join(id);
        let record = record::read(&place).filter(|record| record.state == state).ok_or(ShelfError::Gone)?;
        Ok((place, record))
    }

    fn set(&self, place: &Path, record: &Record) -> Result<(), ShelfError> {
        record::write(place, record).map_err(|error| unwritten(&self.shelf(), &error))
    }

    fn unadd(&self, id: &str, place: &Path, record: Record) -> Result<Undone, ShelfError> {
        let kept = place::kept(place, &record.name);
        let draft = Record { state: State::Draft, ..record.clone() };
        let path = match self.present(&record.name) {
            Ok(path) => path,
            Err(error) => {
                // It was taken out in another way: there is nothing left to undo, and the next one has its turn.
                if kept.is_file() {
                    self.set(place, &draft)?;
                } else {
                    place::forget(place);
                }
                return Err(error);
            }
        };
        place::take(&path, &kept, id, &record)?;
        self.set(place, &draft)?;
        Ok(Undone::Added(record.name))
    }

    fn restore(&self, id: &str, place: &Path, record: Record) -> Result<Undone, ShelfError> {
        let path = self.inside(&record.name)?;
        let kept = [place::kept(place, &record.name), place::held(&path, id, 0)];
        let Some(kept) = kept.iter().find(|kept| kept.is_file()) else {
            // The program was killed before it took the file out.
            place::forget(place);
            return Err(ShelfError::Gone);
        };
        place::put_new(kept, &path, id, &record.name)?;
        let _ = fs::remove_file(kept);
        place::forget(place);
        Ok(Undone::Removed(record.name))
    }
}

impl Shelf for Files {
    fn may_change(&self, server: u64) -> bool {
        self.servers.holds(server)
    }

    fn watched(&self) -> Watched {
        let watch = self.watch.lock().unwrap_or_else(PoisonError::into_inner);
        watch.as_ref().map_or(Watched::AtStart, |waking| waking.watched)
    }

    fn look(&self) {
        if let Some(waking) = &*self.watch.lock().unwrap_or_else(PoisonError::into_inner) {
            (waking.wake)();
        }
    }

    fn problems(&self) -> Vec<String> {
        self.problems.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn feeds(&self) -> Vec<FollowedFeed> {
        self.feeds.lock().unwrap_or_else(PoisonError::into_inner).as_ref().map(|list| list()).unwrap_or_default()
    }

    fn draft(&self, name: &str, bytes: &[u8], corpus: &Corpus) -> Result<Draft, ShelfError> {
        let name = name::safe(name).ok_or(ShelfError::Ending)?;
        if fs::symlink_metadata(self.folder.join(&name)).is_ok() {
            return Err(ShelfError::Taken(name));
        }
        let digest = whole::digest(bytes);
        let id = record::id(State::Draft, &name, &digest);
        let place = self.shelf().join(&id);
        {
            let _lock = self.locked()?;
            let record =
                Record { name: name.clone(), sha256: digest, state: State::Draft, turn: record::next(&self.shelf()) };
            let kept = place::kept(&place, &name);
            let written = whole::put(&kept, bytes).and_then(|()| record::write(&place, &record));
            written.map_err(|error| {
                place::forget(&place);
                unwritten(&self.shelf(), &error)
            })?;
            self.prune();
        }
        let (document, fault) = Self::read(&place::folder(&place), &name)
            .and_then(|read| {
                let text = read.0.body().trim();
                let same = corpus.documents().iter().find(|there| there.body().trim() == text);
                let same = same.map(|there| Trouble::Duplicate(self.below(&there.path)).to_string());
                same.map_or(Ok(read), |reason| Err(ShelfError::Unusable(name.clone(), reason)))
            })
            .map_err(|error| match error {
                ShelfError::Unusable(name, reason) => ShelfError::Unusable(name, self.below(&reason)),
                other => other,
            })
            .inspect_err(|_| {
                // Somebody else may have decided on the same file meanwhile.
                if let Ok(_lock) = self.locked()
                    && self.recorded(&id, State::Draft).is_ok()
                {
                    place::forget(&place);
                }
            })?;
        let nearly = corpus.nearly(&document).map(|there| {
            format!("it is nearly the same as {}: one of them will count as a copy", self.below(&there.path))
        });
        let faults: Vec<String> = nearly.into_iter().chain(fault).collect();
        Ok(Draft {
            id,
            name,
            title: (document.title().to_owned(), document.metadata.title_derived),
            author: document.metadata.author.clone(),
            date: document.metadata.date.clone(),
            n_words: document.n_words(),
            opening: document.body().trim().chars().take(OPENING).collect(),
            fault: (!faults.is_empty()).then(|| faults.join("; ")),
        })
    }

    fn fetch(&self, address: &str) -> Result<(String, Vec<u8>), ShelfError> {
        // Whoever answers meanwhile waits for it: one thread, and no more.
        let _turn = match self.fetching.try_lock() {
            Ok(turn) => turn,
            Err(TryLockError::Poisoned(turn)) => turn.into_inner(),
            Err(TryLockError::WouldBlock) => return Err(ShelfError::Fetching),
        };
        let article = self.fetcher.article(address).map_err(|error| ShelfError::Unfetched(error.to_string()))?;
        let title = article.extracted.title.as_deref().unwrap_or_default().replace(['/', '\\'], "-");
        let name = name::safe(&format!("{title}.md")).ok_or(ShelfError::Ending)?;
        Ok((name, corpus::markdown(article.extracted).into_bytes()))
    }

    fn add(&self, draft: &str) -> Result<Changed, ShelfError> {
        let _lock = self.locked()?;
        let (place, record) = self.recorded(draft, State::Draft)?;
        let kept = place::kept(&place, &record.name);
        if whole::digest_of(&kept).ok().as_deref() != Some(&record.sha256) {
            return Err(ShelfError::Gone);
        }
        let path = self.inside(&record.name)?;
        let added = Record { state: State::Added, turn: record::next(&self.shelf()), ..record.clone() };
        // First the record: what was added can always be undone.
        self.set(&place, &added)?;
        if let Err(error) = place::put_new(&kept, &path, draft, &record.name) {
            self.set(&place, &record)?;
            return Err(error);
        }
        let _ = fs::remove_file(&kept);
        self.prune();
        tracing::info!(file = record.name, "an article was added");
        Ok(Changed { id: draft.to_owned(), name: record.name })
    }

    fn leave_out(&self, draft: &str) -> Result<(), ShelfError> {
        let _lock = self.locked()?;
        let (place, _) = self.recorded(draft, State::Draft)?;
        place::forget(&place);
        Ok(())
    }

    fn remove(&self, document: &Document) -> Result<Changed, ShelfError> {
        let name = match corpus::source_of(document, &self.folder, &self.data) {
            Some(Origin::File(path)) => path.to_string_lossy().into_owned(),
            Some(Origin::Line(file)) => return Err(ShelfError::Line(file.to_owned())),
            None => return Err(ShelfError::Missing(document.path.clone())),
        };
        let _lock = self.locked()?;
        let path = self.present(&name)?;
        let digest = whole::digest_of(&path).map_err(|error| unwritten(&path, &error))?;
        let id = record::id(State::Removed, &name, &digest);
        let place = self.shelf().join(&id);
        let record =
            Record { name: name.clone(), sha256: digest, state: State::Removed, turn: record::next(&self.shelf()) };
        self.set(&place, &record)?;
        place::take(&path, &place::kept(&place, &name), &id, &record).inspect_err(|_| place::forget(&place))?;
        tracing::info!(file = name, kept = %place.display(), "an article was taken out");
        Ok(Changed { id, name })
    }

    fn undo(&self, change: Option<&str>) -> Result<Undone, ShelfError> {
        let _lock = self.locked()?;
        let shelf = self.shelf();
        let is_change = |record: &Record| record.state != State::Draft;
        let (id, record) = if let Some(id) = change {
            (id.to_owned(), record::read(&shelf.join(id)).filter(is_change).ok_or(ShelfError::Gone)?)
        } else {
            let changes = record::all(&shelf).into_iter().filter(|(_, record)| is_change(record));
            changes.max_by_key(|(_, record)| record.turn).ok_or(ShelfError::Nothing)?
        };
        let place = shelf.join(&id);
        let undone = if record.state == State::Added {
            self.unadd(&id, &place, record)?
        } else {
            self.restore(&id, &place, record)?
        };
        tracing::info!(?undone, "a change of the articles was undone");
        Ok(undone)
    }
}

/// The disk says no: why, in its own words and without where.
fn unwritten(path: &Path, error: &io::Error) -> ShelfError {
    tracing::warn!(path = %path.display(), %error, "the articles cannot be changed");
    ShelfError::Unwritten(error.kind().to_string())
}
