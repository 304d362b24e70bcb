//! What those who manage a server do about the articles, from Discord: the real program over a folder of its own.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use pullquote::store::Store;
use serde_json::{Value, json};
use tokio::process::{Child, Command};
use tokio::time::sleep;

use super::bot_fixture::assert_holds;
use super::fixture::options;
use crate::folder::Folder;
use crate::site::{Answer, Site};
use crate::standin::fault::Fault;
use crate::standin::options::Options;
use crate::standin::{Message, Standin, User};

const MAYOR: &str = "---\ntitle: A new mayor\n---\n\nRuth Berg was elected mayor of Dunmore on Sunday.\n";
const BRIDGE: &str = "---\ntitle: The bridge\nauthor: Nora Lindqvist\ndate: 2026-03-01\n---\n\n\
    The bridge over the Morrow was opened by Ida Holt on Monday. It had cost 4 million euros.\n";
/// A question that [`BRIDGE`] answers, and its answer.
const OPENED: (&str, &str) = ("who opened the bridge over the Morrow?", "Ida Holt");
/// Longer than anything here takes on a busy machine.
const LONG: Duration = Duration::from_mins(1);

/// The program at work over the folder `corpus`, and somebody who may manage servers.
struct Desk {
    standin: Standin,
    folder: Folder,
    program: Child,
    mia: User,
    general: u64,
}

impl Desk {
    /// With these articles and one more; changes are allowed from the server of the channel `general`.
    async fn over(files: &[(&str, &str)], settings: &[(&str, &str)]) -> Self {
        let standin = Standin::start(Options { identify_gap: Duration::ZERO, ..options() }).await;
        let (mia, general) = (standin.manager("mia"), standin.channel("general"));
        let folder = Folder::with(&[("corpus/mayor.md", MAYOR)]);
        for (name, text) in files {
            folder.write(&format!("corpus/{name}"), text);
        }
        let program = Self::start(&standin, folder.path(), general, settings).await;
        Self { standin, folder, program, mia, general }
    }

    async fn start(standin: &Standin, folder: &Path, general: u64, settings: &[(&str, &str)]) -> Child {
        let (n_before, _) = standin.sessions();
        let program = Command::new(env!("CARGO_BIN_EXE_pullquote"))
            .arg("run")
            .current_dir(folder)
            .env_clear()
            .env("PULLQUOTE_READER", "rules")
            .env("PULLQUOTE_USER_RATE", "off")
            .env("PULLQUOTE_CORPUS_SERVERS", standin.server_of(general).to_string())
            .env("DISCORD_API_URL", standin.api_url())
            .env("DISCORD_GATEWAY_URL", standin.gateway_url())
            .env("DISCORD_TOKEN", standin.token())
            .envs(settings.iter().copied())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("the program starts");
        standin.wait_sessions(n_before + 1, 0).await;
        standin.wait_commands().await;
        program
    }

    /// Kills the program and starts it again.
    async fn restarted(mut self, settings: &[(&str, &str)]) -> Self {
        self.program.kill().await.expect("it is running");
        self.standin.wait_disconnected().await;
        self.program = Self::start(&self.standin, self.folder.path(), self.general, settings).await;
        self
    }

    async fn sends(&self, user: &User, place: u64, options: &[(&str, Value)]) -> Message {
        let asked = self.standin.slash(user, place, "corpus", options);
        let shown = self.standin.response(asked).await.message.expect("it is a message");
        assert!(shown.is_ephemeral(), "{}", shown.content);
        shown
    }

    /// Mia sends the command.
    async fn corpus(&self, options: &[(&str, Value)]) -> Message {
        self.sends(&self.mia, self.general, options).await
    }

    /// Mia attaches a file to the command.
    async fn add(&self, name: &str, text: impl Into<Vec<u8>>) -> Message {
        self.corpus(&[("add", self.standin.attach(name, text))]).await
    }

    async fn presses(&self, message: &Message, label: &str) -> Message {
        let pressed = self.standin.press(&self.mia, message.id, label);
        self.standin.response(pressed).await.message.expect("it is a message")
    }

    async fn asks(&self, question: &str) -> Message {
        let asked = self.standin.slash(&self.mia, self.general, "ask", &[("question", json!(question))]);
        self.standin.response(asked).await.message.expect("it is a message")
    }

    /// Waits until the status holds these words.
    async fn until(&self, words: &str) -> Message {
        let began = Instant::now();
        loop {
            let shown = self.corpus(&[]).await;
            if shown.content.contains(words) {
                return shown;
            }
            assert!(began.elapsed() < LONG, "no {words:?} in:\n{}", shown.content);
            sleep(Duration::from_millis(150)).await;
        }
    }

    /// The names of the files among the articles, those that are passed over included.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.file("corpus")).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort_unstable();
        names
    }

    async fn end(mut self) {
        self.program.kill().await.expect("it is running");
        self.standin.wait_disconnected().await;
        self.standin.finish();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_is_shown_first_then_added_answered_from_and_taken_out_again() {
    let desk = Desk::over(&[], &[]).await;
    let status = desk.corpus(&[]).await;
    assert_holds(
        &status,
        &["**What I answer from:** 1 article", "taken up within seconds", "can add and remove", "Nothing is wrong"],
    );
    assert!(!desk.asks(OPENED.0).await.content.contains(OPENED.1));

    let preview = desk.add("bridge.md", BRIDGE).await;
    assert_holds(
        &preview,
        &[
            "**Not added yet:** bridge.md",
            "Title: The bridge",
            "Author: Nora Lindqvist",
            "2026-03-01",
            "18 words",
            "Begins: The bridge over",
        ],
    );
    assert_eq!(preview.labels(), ["Add it", "Leave it out"]);
    assert_eq!(desk.files(), ["mayor.md"], "nothing is there yet");

    let desk = desk.restarted(&[]).await;
    let added = desk.presses(&preview, "Add it").await;
    assert_eq!((added.id, added.labels()), (preview.id, vec!["Undo"]), "it takes the preview's place");
    assert_holds(&added, &["Added: bridge.md.", "in a moment"]);
    desk.until("2 articles").await;
    assert_holds(&desk.asks(OPENED.0).await, &[OPENED.1]);
    assert_eq!(fs::read_to_string(desk.folder.file("corpus/bridge.md")).unwrap(), BRIDGE);

    let undone = desk.presses(&added, "Undo").await;
    assert_holds(&undone, &["bridge.md was added and is taken out again"]);
    assert_eq!(desk.files(), ["mayor.md"]);
    desk.until("1 article,").await;
    assert!(!desk.asks(OPENED.0).await.content.contains(OPENED.1));
    assert_holds(&desk.corpus(&[("undo", json!(true))]).await, &["Nothing was added or removed"]);
    desk.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_file_that_is_left_out_leaves_nothing_behind() {
    let desk = Desk::over(&[], &[]).await;
    let (one, other) = (desk.add("bridge.md", BRIDGE).await, desk.add("bridge.md", BRIDGE).await);
    let left = desk.presses(&one, "Leave it out").await;
    assert_holds(&left, &["nothing was added"]);
    assert!(left.labels().is_empty());
    // Somebody else decides on the same file, and it is decided.
    assert_holds(&desk.presses(&other, "Add it").await, &["decided on already"]);
    assert_eq!(desk.files(), ["mayor.md"]);
    let kept = fs::read_dir(desk.folder.file(".pullquote/shelf")).unwrap();
    assert_eq!(kept.filter(|entry| entry.as_ref().unwrap().path().is_dir()).count(), 0);
    desk.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_is_removed_and_put_back_after_a_restart_and_only_once() {
    let desk = Desk::over(
        &[("bridge.md", BRIDGE), ("many.jsonl", "{\"title\": \"Ferry\", \"text\": \"A ferry sank.\"}\n")],
        &[],
    )
    .await;
    assert_holds(&desk.corpus(&[("remove", json!("many-1"))]).await, &["a line of many.jsonl"]);
    assert_holds(&desk.corpus(&[("remove", json!("nothing of the kind"))]).await, &["nothing of the kind"]);
    let removed = desk.corpus(&[("remove", json!("bridge"))]).await;
    assert_holds(&removed, &["Taken out: bridge.md.", "can be put back"]);
    assert_eq!(desk.files(), ["many.jsonl", "mayor.md"]);
    desk.until("2 articles").await;
    assert!(!desk.asks(OPENED.0).await.content.contains(OPENED.1));

    let desk = desk.restarted(&[]).await;
    fs::write(desk.folder.file("corpus/bridge.md"), "Another bridge.").unwrap();
    assert_holds(&desk.presses(&removed, "Undo").await, &["There is a file bridge.md among the articles already"]);
    assert_eq!(fs::read_to_string(desk.folder.file("corpus/bridge.md")).unwrap(), "Another bridge.");
    fs::remove_file(desk.folder.file("corpus/bridge.md")).unwrap();
    let back = desk.corpus(&[("undo", json!(true))]).await;
    assert_holds(&back, &["bridge.md was taken out and is back"]);
    assert_eq!(fs::read_to_string(desk.folder.file("corpus/bridge.md")).unwrap(), BRIDGE);
    assert_holds(&desk.presses(&removed, "Undo").await, &["decided on already"]);
    desk.until("3 articles").await;
    assert_holds(&desk.asks(OPENED.0).await, &[OPENED.1]);
    desk.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_may_not_is_refused_at_the_command_and_at_every_button() {
    let desk = Desk::over(&[("bridge.md", BRIDGE)], &[]).await;
    let (ana, standin) = (desk.standin.user("ana"), &desk.standin);
    let other = standin.add_server("other", 0, 1);
    let declared = standin.commands().into_iter().find(|command| command["name"] == "corpus").unwrap();
    assert_eq!(declared["default_member_permissions"], "32", "manage the server");
    let file = || standin.attach("ferry.md", "A ferry sank.");
    for options in [vec![], vec![("add", file())], vec![("remove", json!("bridge"))], vec![("reload", json!(true))]] {
        assert_holds(&desk.sends(&ana, desk.general, &options).await, &["Only those who may manage this server"]);
        assert_holds(&desk.sends(&desk.mia, standin.direct(&desk.mia), &options).await, &["from a server"]);
    }
    let allowed = format!("PULLQUOTE_CORPUS_SERVERS={}", standin.server_of(other));
    for options in [vec![("add", file())], vec![("remove", json!("bridge"))], vec![("undo", json!(true))], vec![]] {
        assert_holds(&desk.sends(&desk.mia, other, &options).await, &[&allowed]);
    }
    assert!(standin.requests_to("GET", "/ferry.md").is_empty(), "no file is fetched for them");
    assert_holds(&desk.corpus(&[("undo", json!(true)), ("remove", json!("bridge"))]).await, &["One thing at a time"]);
    let aloud = standin.reply_to(standin.says(&desk.mia, desk.general, "<@bot> /corpus reload:true")).await;
    assert_holds(&aloud, &["send that as a slash command"]);

    // Who could manage the server when they sent the command and cannot when they press.
    let preview = desk.add("ferry.md", "A ferry sank.").await;
    let removed = desk.corpus(&[("remove", json!("bridge"))]).await;
    standin.demote(&desk.mia);
    for (message, label) in [(&preview, "Add it"), (&preview, "Leave it out"), (&removed, "Undo")] {
        assert_holds(&desk.presses(message, label).await, &["Only those who may manage this server"]);
    }
    assert_eq!(desk.files(), ["mayor.md"]);
    standin.manager("mia");
    assert_holds(&desk.presses(&preview, "Add it").await, &["Added: ferry.md."]);
    desk.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_article_is_added_by_its_address_where_that_is_allowed() {
    let site = Site::start();
    let folder = Folder::with(&[("ca.pem", &site.authority)]);
    let (authority, address) = (folder.file("ca.pem").display().to_string(), site.address.to_string());
    let settings = [
        ("PULLQUOTE_FETCH", "news.example.org"),
        ("PULLQUOTE_FETCH_CA", authority.as_str()),
        ("PULLQUOTE_FETCH_STANDIN", address.as_str()),
    ];
    let body = BRIDGE.rsplit("---\n\n").next().unwrap();
    let page =
        format!("<html><head><title>The bridge</title></head><body><article><p>{body}</p></article></body></html>");
    site.put("news.example.org/bridge", Answer::html(&page));
    site.put("news.example.org/gone", Answer::status(404));

    let desk = Desk::over(&[], &[]).await;
    let link = |address: &str| [("link", json!(address))];
    assert_holds(&desk.corpus(&link("https://news.example.org/bridge")).await, &["whoever runs the bot can allow it"]);
    let store = Store::below(&desk.folder.file(".pullquote"));
    store.add_feed("https://news.example.org/gone", "Herald @everyone", "herald", 0).unwrap();
    let desk = desk.restarted(&settings).await;
    desk.until("Feeds that I follow: 1").await;
    let told = desk.until("everyone: the server answered with 404").await;
    assert!(!told.content.contains("@everyone"), "{}", told.content);
    assert_eq!(site.asked(), ["news.example.org/gone"]);
    for (address, said) in [
        ("https://news.example.org/gone", "there is nothing at this address"),
        ("https://mirror.example.com/bridge", "none of the sites"),
        ("https://127.0.0.1/", "a number in place of a site"),
        ("@everyone", "it is none"),
    ] {
        assert_holds(&desk.corpus(&link(address)).await, &["nothing was changed", said]);
    }
    assert_eq!(site.asked(), ["news.example.org/gone"]);
    let ana = desk.standin.user("ana");
    assert_holds(
        &desk.sends(&ana, desk.general, &link("https://news.example.org/bridge")).await,
        &["Only those who may"],
    );
    assert_eq!(site.asked(), Vec::<String>::new(), "nothing is fetched for them");

    let preview = desk.corpus(&link("https://news.example.org/bridge")).await;
    assert_holds(&preview, &["The bridge", "The bridge over the Morrow was opened"]);
    assert_eq!(desk.files(), ["mayor.md"]);
    assert_holds(&desk.presses(&preview, "Add it").await, &["Added: The bridge.md."]);
    desk.until("2 articles").await;
    assert_holds(&desk.asks(OPENED.0).await, &[OPENED.1, "https://news.example.org/bridge"]);
    desk.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_that_cannot_be_had_or_used_are_refused_with_a_sentence() {
    let desk = Desk::over(&[], &[]).await;
    let standin = &desk.standin;
    let huge = standin.attach_as("huge.md", "small", Some(8 * 1024 * 1024 + 1), None);
    assert_holds(&desk.corpus(&[("add", huge)]).await, &["more than 8 MB"]);
    let liar = standin.attach_as("liar.md", vec![b'a'; 9 * 1024 * 1024], Some(10), None);
    assert_holds(&desk.corpus(&[("add", liar)]).await, &["could not get that file"]);
    for address in ["http://127.0.0.1:9/x.md", "https://example.org/x.md", "file:///etc/passwd", "no address"] {
        let foreign = standin.attach_as("x.md", "text", None, Some(address));
        assert_holds(&desk.corpus(&[("add", foreign)]).await, &["could not get that file"]);
    }
    for fault in [Fault::Status(500), Fault::Status(404), Fault::Drop] {
        standin.plan("GET", "/failing.md", fault, 1);
        assert_holds(&desk.add("failing.md", "A ferry sank.").await, &["Attach it again"]);
    }
    for (name, text, wanted) in [
        ("empty.md", &b"  \n"[..], "it has no text"),
        ("latin.txt", b"caf\xe9 in town", "not UTF-8"),
        ("binary.txt", b"a\0b", "NUL bytes"),
        ("again.md", MAYOR.as_bytes(), "the same text as mayor.md"),
        ("broken.pdf", b"no pdf", "no PDF that can be read"),
        ("mayor.md", b"Another text.", "There is a file mayor.md"),
        ("run.exe", b"MZ", "Attach one that ends in .md"),
        ("many.jsonl", b"{}", "Attach one that ends in .md"),
    ] {
        assert_holds(&desk.add(name, text).await, &[wanted]);
    }
    assert_eq!(desk.files(), ["mayor.md"]);

    // Names and words from outside lead nowhere, and mean nothing to Discord.
    let hostile =
        desk.add("../../.ssh/**@everyone**.md", "# @everyone [x](https://example.org)\n\nA `ferry` sank.").await;
    assert!(!hostile.content.contains("@everyone") && !hostile.content.contains("**@"), "{}", hostile.content);
    assert_holds(&desk.presses(&hostile, "Add it").await, &["Added: "]);
    assert_eq!(desk.files(), ["@everyone.md", "mayor.md"]);
    let told = desk.add("faulty.md", "---\ntitle: [\n---\n\nA storm came.\n").await;
    assert_holds(&told, &["To mend: its front matter cannot be read"]);

    // One that takes longer than Discord waits is announced first.
    standin.plan("GET", "/slow.md", Fault::Slow(Duration::from_millis(1_500)), 1);
    assert_holds(&desk.add("slow.md", "A bus broke down in Dunmore.").await, &["**Not added yet:** slow.md"]);
    desk.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn files_are_looked_at_when_somebody_asks_and_faults_are_told() {
    let desk = Desk::over(&[], &[("PULLQUOTE_WATCH", "off")]).await;
    assert_holds(&desk.corpus(&[]).await, &["1 article,", "when somebody asks with the option `reload`"]);
    desk.folder.write("corpus/bridge.md", BRIDGE);
    (0..7).for_each(|n| desk.folder.write(&format!("corpus/empty-{n}.md"), ""));
    sleep(Duration::from_millis(1_500)).await;
    assert_holds(&desk.corpus(&[]).await, &["1 article,", "Nothing is wrong"]);
    assert_holds(&desk.corpus(&[("reload", json!(true))]).await, &["I am looking at the files now"]);
    let status = desk.until("2 articles").await;
    assert_holds(&status, &["(7):", "  - empty-0.md: it has no text", "empty-4.md", "… and 2 more"]);
    assert!(!status.content.contains("empty-5.md"), "{}", status.content);
    // What is added is taken up without another word.
    let preview = desk.add("ferry.md", "A ferry sank near Dunmore.").await;
    desk.presses(&preview, "Add it").await;
    desk.until("3 articles").await;
    desk.end().await;
}
