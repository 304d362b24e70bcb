//! Parts of the articles: what is heard where a channel is answered from one folder, and that nothing else is.

mod heard;
mod isolation;

use std::sync::Arc;

use pullquote::answer::Engine;
use pullquote::bot::{Action, Bot, Event, Message, OptionValue, Origin, SettingsKeeper};
use pullquote::corpus::Document;
use pullquote::render::{Language, Reply};
use pullquote::store::Store;

use crate::engine::{document, over};
use crate::folder::Folder;

const SERVER: u64 = 9;

fn inside(folder: &str, slug: &str, body: &str) -> Document {
    document(slug, body).in_folder(folder.to_owned())
}

/// Two folders whose articles say different things of one event, one below one of them, and one at the top.
fn newspaper() -> Vec<Document> {
    vec![
        inside(
            "",
            "top",
            "The editor of the Harbour Herald is Nora Lindqvist. She said the ferry sails again in June.",
        ),
        inside(
            "politics",
            "council",
            "The council of Brightsea met on Monday.\n\nThe mayor, Ingrid Solheim, said the repair of the ferry will cost \
             4 million euros.\n\nThe HWA spoke against the repair of the ferry.",
        ),
        inside(
            "politics/eu",
            "union",
            "The union pays for ferries in the north.\n\nIts commissioner, Daniel Okoye, opened the new bridge in \
             Lindholm on March 3, 2025.",
        ),
        inside(
            "sport",
            "regatta",
            "Leila Haddad won the regatta on Sunday.\n\nThe insurer said the repair of the ferry will cost 6 million \
             euros.\n\nThe Harbour Watch Association (HWA) watched the regatta with a xylophonist.",
        ),
    ]
}

/// A bot whose server can set something, and who does it.
struct Scene {
    bot: Bot,
    _state: Folder,
}

impl Scene {
    fn over(engine: Arc<Engine>) -> Self {
        let state = Folder::new();
        let keeper: Arc<dyn SettingsKeeper> = Arc::new(Store::below(state.path()));
        Self { bot: Bot::new(engine).keeping_settings(keeper), _state: state }
    }

    fn newspaper() -> Self {
        Self::over(over(newspaper()))
    }

    fn does(&self, origin: Origin, action: Action) -> Reply {
        self.bot.handle(&Event { origin, action }).expect("it is for the bot")
    }

    fn slash(&self, channel: u64, name: &str, options: &[(&str, OptionValue)]) -> Reply {
        let options = options.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect();
        self.does(by_manager(channel), Action::Slash { name: name.to_owned(), options })
    }

    /// Sets the articles of a channel, or of the server for `None`.
    fn set(&self, channel: Option<u64>, folder: &str) -> Reply {
        let mut options = vec![("articles", text(folder))];
        options.extend(channel.map(|channel| ("channel", number(channel))));
        self.slash(1, "settings", &options)
    }

    fn asks(&self, channel: u64, question: &str) -> Reply {
        self.does(at(channel), mention(question))
    }

    fn presses(&self, channel: u64, reply: &Reply, label: &str) -> Reply {
        let button = reply.buttons.iter().find(|button| button.label == label);
        let id = button.unwrap_or_else(|| panic!("no {label} under {}", reply.content)).id.clone();
        let ids = reply.buttons.iter().map(|button| button.id.clone()).collect();
        self.does(at(channel), Action::Press { id, ids })
    }

    fn suggests(&self, origin: Origin, option: &str, partial: &str) -> Vec<String> {
        self.bot.complete(&origin, option, partial).into_iter().map(|choice| choice.value).collect()
    }
}

fn text(words: &str) -> OptionValue {
    OptionValue::Text(words.to_owned())
}

fn number(number: u64) -> OptionValue {
    OptionValue::Number(i64::try_from(number).unwrap())
}

fn at(channel: u64) -> Origin {
    Origin { id: channel, user: 5, channel, server: Some(SERVER), ..Origin::default() }
}

fn by_manager(channel: u64) -> Origin {
    Origin { manages: true, ..at(channel) }
}

fn mention(question: &str) -> Action {
    Action::Message(Message { text: question.to_owned(), mentions_bot: true, ..Message::default() })
}

#[track_caller]
fn assert_says(reply: &Reply, words: &[&str], lacks: &[&str]) {
    assert!(!reply.content.contains("Something went wrong"), "a reply was withheld");
    for words in words {
        assert!(reply.content.contains(words), "no {words:?} in:\n{}", reply.content);
    }
    for words in lacks {
        assert!(!reply.content.contains(words), "{words:?} in:\n{}", reply.content);
    }
}

const COST: &str = "how much will the repair of the ferry cost?";

#[test]
fn a_channel_hears_its_folder_and_those_below_and_others_hear_all() {
    let scene = Scene::newspaper();
    assert_says(
        &scene.set(Some(2), "politics"),
        &["Kept", "- In <#2> and threads there: from articles in “politics” alone."],
        &[],
    );
    let answer = scene.asks(2, COST);
    assert_says(&answer, &["4 million euros"], &["6 million", "differ"]);
    assert_says(&scene.asks(3, COST), &["4 million", "6 million"], &[]);
    assert_says(&scene.asks(2, "who opened the new bridge?"), &["Daniel Okoye"], &[]);
    assert_says(&scene.asks(2, "who won the regatta?"), &[], &["Haddad"]);
    // The answer that was kept for others is none for here, and the other way round.
    assert_says(&scene.asks(2, COST), &["4 million euros"], &["6 million"]);
    let in_thread = Origin { channel: 20, parent: Some(2), ..at(20) };
    assert_says(&scene.does(in_thread, mention(COST)), &["4 million"], &["6 million"]);
    for label in ["Show context", "Why?"] {
        assert_says(&scene.presses(2, &answer, label), &[], &["6 million", "Haddad", "insurer"]);
    }
    // Pressed where all is heard, it shows what is heard there: the channel decides, not the button.
    let everywhere = scene.asks(3, COST);
    assert_says(&scene.presses(3, &everywhere, "More quotes"), &["6 million"], &[]);
    for button in &everywhere.buttons {
        assert_says(&scene.presses(2, &everywhere, &button.label), &[], &["6 million", "Haddad", "insurer"]);
    }
}

#[test]
fn every_command_hears_the_same() {
    let scene = Scene::newspaper();
    scene.set(Some(2), "politics");
    let outside = ["Haddad", "6 million", "regatta.md", "top.md", "Lindqvist", "insurer"];
    let all = [
        ("ask", "question", COST, "4 million"),
        ("search", "words", "repair ferry", "4 million"),
        ("compare", "topic", "repair of the ferry", "4 million"),
        ("timeline", "topic", "new bridge", "March 3, 2025"),
        ("timeline", "topic", "regatta", ""),
        ("search", "words", "regatta", ""),
        ("source", "source", "union", "union.md"),
        ("source", "source", "regatta", "There is no"),
        ("source", "source", "top", "There is no"),
    ];
    for (name, option, words, expected) in all {
        assert_says(&scene.slash(2, name, &[(option, text(words))]), &[expected], &outside);
    }
    let from = [("question", text(COST)), ("source", text("regatta"))];
    assert_says(&scene.slash(2, "ask", &from), &["There is no"], &outside);
    assert_says(&scene.slash(3, "ask", &from), &["6 million"], &[]);
    // Who is named stands outside: as if there were nobody of that name.
    let named = "according to Leila Haddad, how much will the repair of the ferry cost?";
    let unknown = scene.asks(2, named);
    assert_says(&unknown, &["None of the articles is from"], &["Only 1 article searched"]);
    assert_says(&scene.slash(2, "sources", &[]), &["**2 articles**", "1. ", "council.md", "2. ", "union.md"], &outside);
    assert_says(&scene.slash(2, "help", &[]), &["2 articles"], &[]);
    assert_says(&scene.slash(2, "about", &[]), &["2 articles"], &[]);
    assert_says(&scene.slash(3, "about", &[]), &["4 articles"], &[]);
    assert_says(&scene.asks(2, "help"), &["2 articles"], &[]);
    assert_eq!(scene.suggests(at(2), "source", ""), ["council", "union"]);
    assert_eq!(scene.suggests(by_manager(2), "source", ""), ["council", "union"]);
    assert_eq!(scene.suggests(by_manager(2), "remove", "").len(), 4, "managers look after all articles");
    assert_eq!(scene.suggests(at(2), "remove", "").len(), 2);
    assert_eq!(scene.suggests(at(3), "source", "").len(), 4);
}

/// What other articles spell, and what they call otherwise, is not said either.
#[test]
fn spellings_and_names_of_other_articles_are_not_said() {
    let scene = Scene::newspaper();
    scene.set(Some(2), "politics");
    let misspelt = "who is the xylophonsit?";
    assert_says(&scene.asks(3, misspelt), &["xylophonist"], &[]);
    assert_says(&scene.asks(2, misspelt), &[], &["xylophonist"]);
    let acronym = "what did the HWA speak against?";
    let everywhere = scene.asks(3, acronym);
    assert_says(&scene.presses(3, &everywhere, "Why?"), &["Harbour Watch Association"], &[]);
    let here = scene.asks(2, acronym);
    assert_says(&here, &["HWA"], &["Watch"]);
    assert_says(&scene.presses(2, &here, "Why?"), &["HWA"], &["Watch"]);
    scene.set(Some(4), "sport");
    let there = scene.asks(4, "who watched the regatta with a xylophonsit?");
    assert_says(&scene.presses(4, &there, "Why?"), &["xylophonist", "HWA"], &[]);
}

#[test]
fn a_follow_up_goes_on_in_the_same_folder() {
    let scene = Scene::newspaper();
    scene.set(Some(2), "politics");
    scene.asks(2, "who opened the new bridge?");
    assert_says(&scene.asks(2, "and when?"), &["Read as", "March 3, 2025"], &[]);
    scene.asks(2, "who won the regatta?");
    assert_says(&scene.asks(2, "and when?"), &[], &["Sunday", "Haddad"]);
}

#[test]
fn a_server_s_folder_holds_where_no_channel_has_its_own() {
    let scene = Scene::newspaper();
    assert_says(&scene.set(None, "sport"), &["- Articles: I answer from those in “sport” alone."], &[]);
    let kept = scene.set(Some(2), "politics/eu");
    assert_eq!(kept.content.matches("<#2>").count(), 1, "said once: {}", kept.content);
    assert_says(&scene.asks(1, COST), &["6 million"], &["4 million"]);
    assert_says(&scene.asks(2, "who opened the new bridge?"), &["Daniel Okoye"], &[]);
    assert_says(&scene.asks(2, COST), &[], &["4 million", "6 million"]);
    // A channel alone asks what is set there, and sets nothing.
    let told = scene.slash(1, "settings", &[("channel", number(2))]);
    assert_says(&told, &["- In <#2> and threads there: from articles in “politics/eu” alone."], &["Kept"]);
    assert_says(
        &scene.set(Some(2), "all"),
        &["Kept", "- In <#2> and threads there: from articles in “sport” alone."],
        &[],
    );
    assert_says(&scene.asks(2, COST), &["6 million"], &["4 million"]);
    assert_says(&scene.set(None, "alle Artikel"), &["- Articles: I answer from all of them."], &["sport"]);
    assert_says(&scene.asks(2, COST), &["4 million", "6 million"], &[]);
    // Other servers and direct messages never noticed.
    scene.set(None, "sport");
    let other = Origin { server: Some(SERVER + 1), ..at(1) };
    assert_says(&scene.does(other, mention(COST)), &["4 million", "6 million"], &[]);
    let direct = Message { text: COST.to_owned(), direct: true, ..Message::default() };
    let direct = scene.does(Origin { server: None, ..at(1) }, Action::Message(direct));
    assert_says(&direct, &["4 million", "6 million"], &[]);
    assert_says(&scene.slash(1, "settings", &[("reset", OptionValue::Flag(true))]), &["all of them"], &["sport"]);
    assert_says(&scene.asks(1, COST), &["4 million", "6 million"], &[]);
}

#[test]
fn what_is_no_folder_is_refused_with_what_to_do() {
    let scene = Scene::newspaper();
    let long = "x".repeat(1000);
    for wrong in [
        "nowhere",
        "..",
        "../politics",
        "/politics",
        "politics/..",
        "./politics",
        "politics//eu",
        "",
        "/",
        "polit",
        &long,
        "\u{0}",
    ] {
        let refused = scene.set(None, wrong);
        let expected = ["with articles, so nothing was changed. Pick one of these", "politics, politics/eu, sport"];
        assert_says(&refused, &expected, &["Kept"]);
        assert!(refused.private);
    }
    let hostile = scene.set(Some(2), "**x** <@123> @everyone `y` [a](http://b)");
    assert_says(&hostile, &["nothing was changed"], &["<@123>", "@everyone", "**x**"]);
    assert_says(&scene.slash(1, "settings", &[]), &["- Articles: I answer from all of them."], &["<#"]);
    // A phone begins with a capital, and a path may end with a stroke.
    assert_says(&scene.set(None, " Politics/EU/ "), &["in “politics/eu” alone"], &[]);
    let nobody = Event {
        origin: at(1),
        action: Action::Slash { name: "settings".to_owned(), options: vec![("articles".to_owned(), text("sport"))] },
    };
    assert_says(&scene.bot.handle(&nobody).unwrap(), &["Only those who may manage this server"], &[]);
    let flat = Scene::over(over(vec![document("a", "The ferry sails in June.")]));
    assert_says(&flat.set(None, "politics"), &["the articles are in no folders at all"], &["Kept"]);
}

#[test]
fn folders_are_suggested_to_those_who_manage_the_server() {
    let named = |folder: &str| inside(folder, &folder.replace('/', "-"), &format!("Nothing is said of {folder}."));
    let long = "long".repeat(30);
    let documents = || ["all", "Élan", "a/b c", "alle Artikel", &long].map(named);
    let scene = Scene::over(over(documents().into()));
    assert_eq!(scene.suggests(by_manager(1), "articles", ""), ["all", "a", "a/b c", "all/", "alle Artikel/", "Élan"]);
    assert_eq!(scene.suggests(by_manager(1), "articles", "elan"), ["Élan"]);
    assert_eq!(scene.suggests(at(1), "articles", ""), [""; 0], "others are not told what there is");
    let german = Origin { language: Language::German, ..by_manager(1) };
    assert_eq!(scene.bot.complete(&german, "articles", "alle")[0].name, "alle Artikel");
    assert_says(&scene.set(None, "all/"), &["in “all” alone"], &[]);
    assert_says(&scene.set(None, &long), &["Kept"], &[]);
    let many = documents().into_iter().chain((0..40).map(|n| named(&format!("n{n:02}")))).collect();
    assert_eq!(Scene::over(over(many)).suggests(by_manager(1), "articles", "").len(), 25);
}

#[test]
fn a_folder_that_is_gone_is_said_and_never_answered_for_by_others() {
    let scene = Scene::newspaper();
    scene.set(Some(2), "sport");
    let (answer, found) = (scene.asks(2, COST), scene.slash(2, "search", &[("words", text("ferry"))]));
    assert_says(&found, &["6 million"], &[]);
    let left: Vec<Document> = newspaper().into_iter().filter(|document| document.folder != "sport").collect();
    scene.bot.renew(over(left), None);
    let gone = "Here I answer from the articles in “sport”, and there are none now, so I cannot answer.";
    let mut replies = vec![scene.asks(2, COST), scene.asks(2, "hello"), scene.presses(2, &answer, "Show context")];
    for (name, option) in
        [("ask", "question"), ("search", "words"), ("timeline", "topic"), ("compare", "topic"), ("source", "source")]
    {
        replies.push(scene.slash(2, name, &[(option, text("ferry"))]));
    }
    replies.push(scene.slash(2, "sources", &[]));
    for reply in replies {
        assert_says(&reply, &[gone, "`/settings`"], &["million"]);
    }
    assert_eq!(scene.suggests(at(2), "source", ""), [""; 0]);
    assert_says(&scene.slash(1, "settings", &[]), &["from articles in “sport” alone, and there are none now"], &[]);
    assert_says(&scene.asks(3, COST), &["4 million"], &[]);
    scene.set(Some(2), "politics");
    assert_says(&scene.asks(2, COST), &["4 million"], &[]);
}

#[test]
fn thirty_channels_with_long_folders_are_shown_as_far_as_there_is_room() {
    let folders: Vec<String> = (0..31).map(|n| format!("{}{n}", "*_`".repeat(30))).collect();
    let documents =
        folders.iter().map(|folder| inside(folder, folder, &format!("The ferry {folder} sails."))).collect();
    let scene = Scene::over(over(documents));
    for (channel, folder) in (100_000_000_000_000_000..).zip(&folders[..30]) {
        assert_says(&scene.set(Some(channel), folder), &["Kept"], &[]);
    }
    let one_more = scene.set(Some(7), &folders[30]);
    assert_says(&one_more, &["30 channels at most can have articles of their own"], &["Kept"]);
    let last = 100_000_000_000_000_029;
    let shown = scene.slash(1, "settings", &[("channel", number(last))]);
    assert!(shown.length() <= Reply::CONTENT_LIMIT);
    assert_says(&shown, &["more channels have articles of their own", &format!("- In <#{last}>")], &[]);
    let told = scene.slash(1, "privacy", &[]);
    assert_says(&told, &["\"channel_articles\":{}", "too long to be shown"], &[]);
    scene.slash(1, "settings", &[("reset", OptionValue::Flag(true))]);
    scene.set(Some(7), &folders[0]);
    let told = scene.slash(1, "privacy", &[]);
    assert_says(&told, &["\"channel_articles\":{\"7\":\"*_\\u0060*"], &["too long"]);
    assert_eq!(told.content.matches("```").count(), 2, "no name ends the block: {}", told.content);
}
