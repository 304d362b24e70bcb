//! Files that are put among the articles, taken out, and both undone: over real folders.

use std::fs;
use std::path::PathBuf;
use std::thread;

use pullquote::bot::{Changed, Shelf, ShelfError, Undone};
use pullquote::config::Servers;
use pullquote::corpus::{Corpus, load_kept};
use pullquote::shelf::Files;

use crate::folder::Folder;

const FERRY: &[u8] = b"---\ntitle: A ferry sank\n---\n\nThe ferry sank near Dunmore on Monday.\n";

/// A folder of articles beside a data folder.
fn folders(files: &[(&str, &str)]) -> Folder {
    let folder = Folder::with(&[("corpus/mayor.md", "Ruth Berg was elected mayor of Dunmore.")]);
    for (name, text) in files {
        folder.write(&format!("corpus/{name}"), text);
    }
    folder
}

fn files(folder: &Folder) -> Files {
    Files::new(folder.file("corpus"), folder.file("data"), Servers::All)
}

fn corpus(folder: &Folder) -> Corpus {
    load_kept(&folder.file("corpus"), &folder.file("data")).unwrap().corpus
}

/// Takes the article of this slug out.
fn remove(folder: &Folder, slug: &str) -> Result<Changed, ShelfError> {
    let corpus = corpus(folder);
    files(folder).remove(corpus.documents().iter().find(|document| document.slug == slug).unwrap())
}

fn draft(folder: &Folder, name: &str, bytes: &[u8]) -> Result<String, ShelfError> {
    files(folder).draft(name, bytes, &corpus(folder)).map(|draft| draft.id)
}

/// Everything among the articles, by its path there.
fn there(folder: &Folder) -> Vec<String> {
    let root = folder.file("corpus");
    let below = |path: PathBuf| path.strip_prefix(&root).unwrap().to_string_lossy().into_owned();
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().map(Result::unwrap);
    entries.filter(|entry| !entry.file_type().is_dir()).map(|entry| below(entry.into_path())).collect()
}

#[test]
fn a_draft_becomes_an_article_and_a_draft_again() {
    let folder = folders(&[]);
    let shown = files(&folder).draft("Ferry.MD", FERRY, &corpus(&folder)).unwrap();
    assert_eq!((shown.name.as_str(), shown.n_words, shown.fault), ("Ferry.md", 7, None));
    assert_eq!(shown.title, ("A ferry sank".to_owned(), false));
    let added = files(&folder).add(&shown.id).unwrap();
    assert_eq!(there(&folder), ["Ferry.md", "mayor.md"]);
    assert_eq!(files(&folder).undo(None), Ok(Undone::Added("Ferry.md".to_owned())));
    assert_eq!(there(&folder), ["mayor.md"]);
    assert_eq!(files(&folder).undo(Some(&added.id)), Err(ShelfError::Gone), "once is enough");
    assert_eq!(files(&folder).undo(None), Err(ShelfError::Nothing));
    // Nothing is lost: it can be added again.
    files(&folder).add(&shown.id).unwrap();
    assert_eq!(fs::read(folder.file("corpus/Ferry.md")).unwrap(), FERRY);
}

#[test]
fn of_a_draft_it_is_said_what_it_is_nearly_the_same_as() {
    let report = "The ferry Halcyon burned off Dunmore on Monday, and all of its passengers were taken off by fishing \
                  boats, the harbour master said. He did not say why the fire began in the engine room of the ship.";
    let folder = folders(&[("fire/halcyon.md", report)]);
    let fault = |text: &str| files(&folder).draft("again.md", text.as_bytes(), &corpus(&folder)).unwrap().fault;
    let nearly = "it is nearly the same as fire/halcyon.md: one of them will count as a copy";
    assert_eq!(fault(&format!("Fire at sea\n\n{}", report.replace("burned", "blazed"))).as_deref(), Some(nearly));
    assert_eq!(fault(&report.replace("Monday", "Friday")), None, "another day is another report");
    assert_eq!(fault("The marathon of Almarwick was won by a baker in little more than two hours."), None);
}

#[test]
fn changes_are_undone_one_after_the_other_the_last_one_first() {
    let folder = folders(&[("north/storm.md", "A storm came.")]);
    let ferry = draft(&folder, "ferry.md", FERRY).unwrap();
    files(&folder).add(&ferry).unwrap();
    remove(&folder, "north-storm").unwrap();
    remove(&folder, "mayor").unwrap();
    assert_eq!(there(&folder), ["ferry.md"]);
    for undone in [
        Undone::Removed("mayor.md".to_owned()),
        Undone::Removed("north/storm.md".to_owned()),
        Undone::Added("ferry.md".to_owned()),
    ] {
        assert_eq!(files(&folder).undo(None), Ok(undone));
    }
    assert_eq!(there(&folder), ["mayor.md", "north/storm.md"]);
}

#[test]
fn an_extracted_article_goes_with_its_file_and_equal_files_go_one_by_one() {
    let page = "<html><head><title>Storm</title></head><body><article><h1>Storm</h1><p>A storm came over \
                Dunmore on Monday, and the harbour was closed for three days by its master.</p></article></body></html>";
    let folder = folders(&[("storm.html", page), ("a.md", "One text."), ("b.md", "One text.")]);
    let gone = remove(&folder, "storm").unwrap();
    assert_eq!(there(&folder), ["a.md", "b.md", "mayor.md"]);
    assert_eq!(files(&folder).undo(Some(&gone.id)), Ok(Undone::Removed("storm.html".to_owned())));
    assert_eq!(fs::read_to_string(folder.file("corpus/storm.html")).unwrap(), page);
    let (a, b) = (remove(&folder, "a").unwrap(), remove(&folder, "b").unwrap());
    assert_ne!(a.id, b.id);
    files(&folder).undo(Some(&a.id)).unwrap();
    files(&folder).undo(Some(&b.id)).unwrap();
    assert_eq!(there(&folder), ["a.md", "b.md", "mayor.md", "storm.html"]);
}

#[test]
fn what_others_did_meanwhile_stays() {
    let folder = folders(&[("storm.md", "A storm came.")]);
    let ferry = draft(&folder, "ferry.md", FERRY).unwrap();
    folder.write("corpus/ferry.md", "Somebody else's.");
    assert_eq!(files(&folder).add(&ferry), Err(ShelfError::Taken("ferry.md".to_owned())));
    assert_eq!(fs::read_to_string(folder.file("corpus/ferry.md")).unwrap(), "Somebody else's.");
    fs::remove_file(folder.file("corpus/ferry.md")).unwrap();
    files(&folder).add(&ferry).expect("it is still a draft");

    folder.write("corpus/ferry.md", "It was mended.");
    assert_eq!(files(&folder).undo(Some(&ferry)), Err(ShelfError::Changed("ferry.md".to_owned())));
    assert_eq!(fs::read_to_string(folder.file("corpus/ferry.md")).unwrap(), "It was mended.");
    assert_eq!(there(&folder), ["ferry.md", "mayor.md", "storm.md"], "nothing is left behind");
    let before = corpus(&folder);
    fs::remove_file(folder.file("corpus/ferry.md")).unwrap();
    let document = before.documents().iter().find(|document| document.slug == "ferry").unwrap();
    assert_eq!(files(&folder).remove(document), Err(ShelfError::Missing("ferry.md".to_owned())));
    let storm = remove(&folder, "storm").unwrap();
    fs::create_dir(folder.file("corpus/storm.md")).unwrap();
    assert_eq!(files(&folder).undo(Some(&storm.id)), Err(ShelfError::Taken("storm.md".to_owned())));
    fs::remove_dir(folder.file("corpus/storm.md")).unwrap();
    assert_eq!(files(&folder).undo(None), Ok(Undone::Removed("storm.md".to_owned())));
    // One that is gone by other means is in nobody's way.
    assert_eq!(files(&folder).undo(None), Err(ShelfError::Missing("ferry.md".to_owned())));
    assert_eq!(files(&folder).undo(None), Err(ShelfError::Nothing));
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    use std::os::unix::fs::symlink;
    let folder = folders(&[("north/storm.md", "A storm came.")]);
    folder.write("outside/storm.md", "Not an article.");
    let before = corpus(&folder);
    let removed = remove(&folder, "north-storm").unwrap();
    fs::remove_dir(folder.file("corpus/north")).unwrap();
    symlink(folder.file("outside"), folder.file("corpus/north")).unwrap();
    let missing = || ShelfError::Missing("north/storm.md".to_owned());
    assert_eq!(files(&folder).undo(Some(&removed.id)), Err(missing()));
    let document = before.documents().iter().find(|document| document.slug == "north-storm").unwrap();
    assert_eq!(files(&folder).remove(document), Err(missing()));
    fs::remove_file(folder.file("corpus/north")).unwrap();
    // A folder that is gone is made again.
    files(&folder).undo(Some(&removed.id)).unwrap();
    assert_eq!(there(&folder), ["mayor.md", "north/storm.md"]);
    assert_eq!(fs::read_to_string(folder.file("outside/storm.md")).unwrap(), "Not an article.");

    symlink(folder.file("outside/storm.md"), folder.file("corpus/ferry.md")).unwrap();
    assert_eq!(draft(&folder, "ferry.md", FERRY), Err(ShelfError::Taken("ferry.md".to_owned())));
    let document = before.documents().iter().find(|document| document.slug == "mayor").unwrap();
    fs::remove_file(folder.file("corpus/mayor.md")).unwrap();
    symlink(folder.file("outside/storm.md"), folder.file("corpus/mayor.md")).unwrap();
    assert_eq!(files(&folder).remove(document), Err(ShelfError::Missing("mayor.md".to_owned())));
}

#[test]
fn where_nothing_can_be_written_nothing_changes() {
    let is_unwritten = |error: Option<ShelfError>| matches!(error, Some(ShelfError::Unwritten(_)));
    let folder = folders(&[]);
    let before = corpus(&folder);
    let ferry = draft(&folder, "ferry.md", FERRY).unwrap();
    // The folder of articles is gone, as when a disk is: it is not made anew.
    fs::rename(folder.file("corpus"), folder.file("elsewhere")).unwrap();
    assert!(is_unwritten(files(&folder).add(&ferry).err()));
    assert!(is_unwritten(files(&folder).remove(&before.documents()[0]).err()));
    assert!(!folder.file("corpus").exists());
    fs::rename(folder.file("elsewhere"), folder.file("corpus")).unwrap();
    files(&folder).add(&ferry).unwrap();

    // What is taken out finds no place: it goes back to where it was.
    let place = folder.file("data/shelf").join(&ferry);
    fs::remove_dir(place.join("file")).unwrap();
    fs::write(place.join("file"), "in the way").unwrap();
    assert!(is_unwritten(files(&folder).undo(None).err()));
    assert_eq!(there(&folder), ["ferry.md", "mayor.md"]);
    assert_eq!(fs::read(folder.file("corpus/ferry.md")).unwrap(), FERRY);
    fs::remove_file(place.join("file")).unwrap();
    assert_eq!(files(&folder).undo(None), Ok(Undone::Added("ferry.md".to_owned())));

    let folder = folders(&[]);
    folder.write("data/shelf", "in the way");
    assert!(is_unwritten(draft(&folder, "ferry.md", FERRY).err()));
    assert!(is_unwritten(remove(&folder, "mayor").err()));
    assert_eq!(there(&folder), ["mayor.md"]);
}

#[test]
fn of_several_at_once_one_succeeds() {
    let folder = folders(&[]);
    let ferry = draft(&folder, "ferry.md", FERRY).unwrap();
    let other = draft(&folder, "ferry.md", b"Another ferry.").unwrap();
    let all = |act: &(dyn Fn() -> bool + Sync)| {
        thread::scope(|scope| {
            let acting: Vec<_> = (0..8).map(|_| scope.spawn(act)).collect();
            acting.into_iter().map(|acting| acting.join().unwrap()).filter(|done| *done).count()
        })
    };
    let ids = [&ferry, &other];
    assert_eq!(all(&|| ids.map(|id| files(&folder).add(id).is_ok()).contains(&true)), 1);
    assert_eq!(all(&|| files(&folder).undo(None).is_ok()), 1);
    assert_eq!(there(&folder), ["mayor.md"]);
    let before = corpus(&folder);
    assert_eq!(all(&|| files(&folder).remove(&before.documents()[0]).is_ok()), 1);
    assert_eq!(all(&|| files(&folder).undo(None).is_ok()), 1);
    assert_eq!(there(&folder), ["mayor.md"]);
}

#[test]
fn drafts_are_bounded_and_what_was_taken_out_is_not_lost_for_them() {
    let folder = folders(&[("storm.md", "A storm came.")]);
    let storm = remove(&folder, "storm").unwrap();
    let text = |n: usize| format!("Ferry number {n} sank.");
    let drafts: Vec<_> = (0..55).map(|n| draft(&folder, "ferry.md", text(n).as_bytes()).unwrap()).collect();
    assert_eq!(fs::read_dir(folder.file("data/shelf")).unwrap().count(), 50 + 2, "one was taken out, one is the lock");
    assert_eq!(files(&folder).add(&drafts[4]), Err(ShelfError::Gone));
    files(&folder).add(&drafts[5]).unwrap();
    files(&folder).undo(Some(&storm.id)).unwrap();
}

#[test]
fn a_program_that_was_killed_in_between_loses_nothing() {
    let folder = folders(&[("storm.md", "A storm came.")]);
    let storm = remove(&folder, "storm").unwrap();
    // Killed while the file was on its way: it is beside its old place.
    let kept = folder.file("data/shelf").join(&storm.id).join("file/storm.md");
    fs::rename(&kept, folder.file(&format!("corpus/.pullquote-{}-0", storm.id))).unwrap();
    assert_eq!(files(&folder).undo(None), Ok(Undone::Removed("storm.md".to_owned())));
    assert_eq!(there(&folder), ["mayor.md", "storm.md"]);
    // Killed before the file was touched.
    let storm = remove(&folder, "storm").unwrap();
    fs::rename(&kept, folder.file("corpus/storm.md")).unwrap();
    assert_eq!(files(&folder).undo(Some(&storm.id)), Err(ShelfError::Gone));
    assert_eq!(there(&folder), ["mayor.md", "storm.md"]);
    // Killed while it wrote what it does: that is passed over.
    let ferry = draft(&folder, "ferry.md", FERRY).unwrap();
    fs::write(folder.file("data/shelf").join(&ferry).join("record.json"), "{\"name\": \"fer").unwrap();
    assert_eq!(files(&folder).add(&ferry), Err(ShelfError::Gone));
    let ferry = draft(&folder, "ferry.md", FERRY).expect("and can be done again");
    // Somebody changed it since it was shown.
    fs::write(folder.file("data/shelf").join(&ferry).join("file/ferry.md"), "Another text.").unwrap();
    assert_eq!(files(&folder).add(&ferry), Err(ShelfError::Gone));
    assert_eq!(there(&folder), ["mayor.md", "storm.md"]);
}

#[test]
fn a_data_folder_among_the_articles_holds_none() {
    let folder = folders(&[]);
    let (articles, data) = (folder.file("corpus"), folder.file("corpus/data"));
    let load = || load_kept(&articles, &data).unwrap();
    let files = Files::new(articles.clone(), data.clone(), Servers::All);
    let draft = files.draft("ferry.md", FERRY, &load().corpus).unwrap();
    assert_eq!(load().corpus.documents().len(), 1, "a draft is no article");
    files.add(&draft.id).unwrap();
    let loaded = load();
    assert_eq!(loaded.corpus.documents().len(), 2);
    let ferry = loaded.corpus.documents().iter().find(|document| document.slug == "ferry").unwrap();
    files.remove(ferry).unwrap();
    assert_eq!((load().corpus.documents().len(), load().problems), (1, Vec::new()));
}
