//! A folder whose files change while the bot answers from it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use pullquote::bot::{Action, Bot, Event, Message, Origin};
use pullquote::corpus::{LoadError, Stamps, load_among};
use pullquote::watch::{PATIENCE, Renew, Rest, SETTLE, Watch, When};

use crate::engine::{document, over};
use crate::folder::Folder;

/// Longer than anything here takes on a busy machine.
const LONG: Duration = Duration::from_mins(1);

fn names(stamps: &Stamps) -> BTreeSet<String> {
    let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
    stamps.differing(&Stamps::default()).map(name).collect()
}

fn set(names: &[&str]) -> BTreeSet<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn files_at_rest_are_loaded_and_those_that_move_wait() {
    let folder = Folder::with(&[("a.md", "One.")]);
    let look = || stamps(folder.path());
    let began = Instant::now();
    let mut rest = Rest::new(look());
    assert_eq!(rest.look(look(), began), None, "nothing has changed");

    folder.write("b.md", "Two");
    assert_eq!(rest.look(look(), began), None, "it may not be whole");
    assert_eq!(rest.look(look(), began + SETTLE / 2), None);
    folder.write("b.md", "Two words.");
    assert_eq!(rest.look(look(), began + SETTLE), None, "it was not");
    let files = rest.look(look(), began + SETTLE * 2).expect("now it is");
    assert_eq!(names(&files), set(&["a.md", "b.md"]));
    rest.loaded(files);
    assert_eq!(rest.look(look(), began + LONG), None, "all of it is loaded");

    // One that never rests holds up the others for so long and no longer.
    let began = began + LONG;
    folder.write("c.md", "Three.");
    let mut words = String::new();
    let mut loaded = Vec::new();
    for step in 0..30 {
        words.push_str("more ");
        folder.write("d.md", &words);
        let at = began + SETTLE / 3 * step;
        if let Some(files) = rest.look(look(), at) {
            assert!(at >= began + PATIENCE);
            loaded.push(names(&files));
            rest.loaded(files);
        }
    }
    assert_eq!(loaded, [set(&["a.md", "b.md", "c.md"])]);
    assert!(!rest.is_at_rest());
    let files = rest.look(look(), began + LONG).expect("it rests at last");
    assert_eq!(names(&files), set(&["a.md", "b.md", "c.md", "d.md"]));
}

#[test]
fn a_file_that_was_copied_over_another_with_its_time_has_changed() {
    let folder = Folder::with(&[("a.md", "Mayor Berg resigned."), ("b.md", "Mayor Holt resigned.")]);
    let before = stamps(folder.path());
    let modified = fs::metadata(folder.file("a.md")).unwrap().modified().unwrap();
    fs::File::options().write(true).open(folder.file("b.md")).unwrap().set_modified(modified).unwrap();
    fs::rename(folder.file("b.md"), folder.file("a.md")).unwrap();
    let now = stamps(folder.path());
    assert!(before.has_changed(&now));
    assert_eq!(now.differing(&before).count(), 2);
}

/// How the files of a folder look now.
fn stamps(folder: &Path) -> Stamps {
    Stamps::of(folder, &folder.join(".data")).unwrap()
}

/// Tells what is loaded and put.
struct Told {
    folder: PathBuf,
    put: Sender<Vec<(String, String)>>,
}

impl Renew for Told {
    type Loaded = Vec<(String, String)>;

    fn look(&self) -> Result<Stamps, LoadError> {
        Stamps::of(&self.folder, &self.folder.join(".data"))
    }

    fn load(&mut self, files: &Stamps) -> Option<Self::Loaded> {
        let loaded = load_among(&self.folder, &self.folder.join(".data"), files, None).ok()?;
        let documents = loaded.corpus.documents().iter();
        Some(documents.map(|document| (document.slug.clone(), document.body().to_owned())).collect())
    }

    fn put(&mut self, loaded: Self::Loaded) {
        let _ = self.put.send(loaded);
    }
}

fn watched(folder: &Folder) -> (Watch, Receiver<Vec<(String, String)>>) {
    let (put, told) = channel();
    let renew = Told { folder: folder.path().to_owned(), put };
    (Watch::start(folder.path().to_owned(), stamps(folder.path()), renew, When::Always).unwrap(), told)
}

/// Waits until these articles are loaded; what is loaded on the way there is no matter.
fn await_articles(told: &Receiver<Vec<(String, String)>>, articles: &[(&str, &str)]) {
    let wanted: Vec<_> = articles.iter().map(|(slug, body)| ((*slug).to_owned(), (*body).to_owned())).collect();
    let ends = Instant::now() + LONG;
    let mut last = None;
    while last.as_ref() != Some(&wanted) {
        let left = ends.saturating_duration_since(Instant::now());
        last = Some(told.recv_timeout(left).unwrap_or_else(|_| panic!("{wanted:?} was not loaded, but {last:?}")));
    }
}

#[test]
fn what_is_added_changed_renamed_and_deleted_is_loaded() {
    let folder = Folder::with(&[("a.md", "One.")]);
    let (_watch, told) = watched(&folder);
    folder.write("b.txt", "Two.");
    await_articles(&told, &[("a", "One."), ("b", "Two.")]);
    folder.write("a.md", "One and a half.");
    await_articles(&told, &[("a", "One and a half."), ("b", "Two.")]);
    fs::rename(folder.file("b.txt"), folder.file("c.txt")).unwrap();
    await_articles(&told, &[("a", "One and a half."), ("c", "Two.")]);
    fs::create_dir(folder.file("deep")).unwrap();
    folder.write("deep/d.md", "Four.");
    await_articles(&told, &[("a", "One and a half."), ("c", "Two."), ("deep-d", "Four.")]);
    fs::remove_dir_all(folder.file("deep")).unwrap();
    fs::remove_file(folder.file("a.md")).unwrap();
    fs::remove_file(folder.file("c.txt")).unwrap();
    await_articles(&told, &[]);
}

#[test]
fn a_file_that_is_being_written_is_never_loaded_in_part() {
    let folder = Folder::with(&[("a.md", "One.")]);
    let (_watch, told) = watched(&folder);
    let whole = "The bridge was opened on Monday. ".repeat(40);
    let path = folder.file("b.md");
    let writer = thread::spawn({
        let whole = whole.clone();
        move || {
            let mut file = fs::File::create(path).unwrap();
            for part in whole.as_bytes().chunks(33) {
                file.write_all(part).unwrap();
                // What is tested is what happens in between.
                thread::sleep(SETTLE / 8);
            }
        }
    });
    let ends = Instant::now() + LONG;
    loop {
        let loaded =
            told.recv_timeout(ends.saturating_duration_since(Instant::now())).expect("it is loaded in the end");
        match loaded.iter().find(|(slug, _)| slug == "b") {
            Some((_, body)) => break assert_eq!(*body, whole),
            None => assert!(!writer.is_finished() || loaded.len() == 1),
        }
    }
    writer.join().unwrap();
}

#[test]
fn a_folder_that_is_gone_for_a_while_takes_nothing_with_it() {
    let folder = Folder::with(&[]);
    let inside = folder.file("articles");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("a.md"), "One.").unwrap();
    let (put, told) = channel();
    let renew = Told { folder: inside.clone(), put };
    let _watch = Watch::start(inside.clone(), stamps(&inside), renew, When::Always).unwrap();
    fs::rename(&inside, folder.file("elsewhere")).unwrap();
    assert!(told.recv_timeout(PATIENCE * 3).is_err(), "nothing is loaded from a folder that is not there");
    fs::create_dir(&inside).unwrap();
    fs::write(inside.join("b.md"), "Two.").unwrap();
    await_articles(&told, &[("b", "Two.")]);
}

/// What breaks over one article.
struct Fragile(Told);

impl Renew for Fragile {
    type Loaded = Vec<(String, String)>;

    fn look(&self) -> Result<Stamps, LoadError> {
        self.0.look()
    }

    fn load(&mut self, files: &Stamps) -> Option<Self::Loaded> {
        let loaded = self.0.load(files)?;
        assert!(!loaded.iter().any(|(_, body)| body.contains("breaks")), "a fault");
        Some(loaded)
    }

    fn put(&mut self, loaded: Self::Loaded) {
        self.0.put(loaded);
    }
}

#[test]
fn a_folder_may_be_looked_at_only_when_somebody_asks() {
    let folder = Folder::with(&[("a.md", "One.")]);
    let (put, told) = channel();
    let renew = Told { folder: folder.path().to_owned(), put };
    let watch = Watch::start(folder.path().to_owned(), stamps(folder.path()), renew, When::Asked).unwrap();
    let waker = watch.waker();
    // Nothing has changed: it is looked once, and not again.
    waker.look_now();
    thread::sleep(PATIENCE);
    folder.write("b.md", "Two.");
    assert!(told.recv_timeout(PATIENCE * 2).is_err(), "nobody asked");
    waker.look_now();
    await_articles(&told, &[("a", "One."), ("b", "Two.")]);
    folder.write("c.md", "Three.");
    assert!(told.recv_timeout(PATIENCE).is_err(), "nobody asked again");
    drop(watch);
    waker.look_now();
    assert!(told.recv_timeout(LONG).is_err(), "and then it is over");
}

#[test]
fn a_fault_over_one_article_does_not_end_the_watching() {
    let folder = Folder::with(&[("a.md", "One.")]);
    let (put, told) = channel();
    let renew = Fragile(Told { folder: folder.path().to_owned(), put });
    let _watch = Watch::start(folder.path().to_owned(), stamps(folder.path()), renew, When::Always).unwrap();
    folder.write("b.md", "It breaks.");
    assert!(told.recv_timeout(PATIENCE).is_err(), "it cannot be loaded");
    folder.write("b.md", "It holds.");
    await_articles(&told, &[("a", "One."), ("b", "It holds.")]);
}

#[test]
fn an_answer_is_of_the_articles_before_or_after_and_never_of_both() {
    let article = |mayor: &str, votes: &str| {
        vec![
            document("mayor", &format!("{mayor} was elected mayor of Dunmore on Sunday.")),
            document("votes", &format!("The new mayor of Dunmore received {votes} votes on Sunday.")),
        ]
    };
    let (before, after) = (over(article("Ruth Berg", "4,120")), over(article("Ida Holt", "5,377")));
    let question = "who was elected mayor of Dunmore?";
    let message = Message { text: question.to_owned(), direct: true, ..Message::default() };
    let event = Event { origin: Origin::default(), action: Action::Message(message) };
    let replies: Vec<_> = [&before, &after].map(|engine| Bot::new(Arc::clone(engine)).handle(&event).unwrap()).into();
    assert_ne!(replies[0], replies[1]);
    let bot = Bot::new(Arc::clone(&before));
    thread::scope(|scope| {
        let asking: Vec<_> = (0..3)
            .map(|_| {
                scope.spawn(|| {
                    for _ in 0..60 {
                        let reply = bot.forgetful().handle(&event).unwrap();
                        assert!(replies.contains(&reply), "{reply:?}");
                    }
                })
            })
            .collect();
        let mut turn = [&after, &before].into_iter().cycle();
        while asking.iter().any(|asking| !asking.is_finished()) {
            bot.renew(Arc::clone(turn.next().unwrap()), None);
        }
    });
    bot.renew(after, None);
    assert_eq!(bot.handle(&event).as_ref(), Some(&replies[1]));
    bot.renew(over(Vec::new()), None);
    assert!(bot.handle(&event).unwrap().content.starts_with("There are no articles"));
}

#[test]
fn the_program_answers_from_an_article_that_was_changed_while_it_runs() {
    let folder = Folder::with(&[("corpus/mayor.md", "Ruth Berg was elected mayor of Dunmore on Sunday.")]);
    let mut chat = Command::new(env!("CARGO_BIN_EXE_pullquote"))
        .arg("chat")
        .current_dir(folder.path())
        .env_clear()
        .env("PULLQUOTE_READER", "rules")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut typed = chat.stdin.take().unwrap();
    let mut shown = BufReader::new(chat.stdout.take().unwrap()).lines().map(Result::unwrap);
    let mut logged = BufReader::new(chat.stderr.take().unwrap()).lines().map(Result::unwrap);
    typed.write_all(b"who was elected mayor?\n").unwrap();
    assert!(shown.any(|line| line.contains("Ruth Berg")));
    folder.write("corpus/mayor.md", "Ida Holt was elected mayor of Dunmore on Sunday.");
    assert!(logged.any(|line| line.contains("the articles have changed")));
    typed.write_all(b"who was elected mayor?\n/quit\n").unwrap();
    let rest: Vec<String> = shown.collect();
    assert!(rest.iter().any(|line| line.contains("Ida Holt")), "{rest:?}");
    assert!(chat.wait().unwrap().success());
}
