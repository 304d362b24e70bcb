//! The lines that drive the stand-in by hand, as `tests/STANDIN.md` has them.

use pullquote::discord::Exit;

use super::fixture::meet;
use crate::standin::Standin;
use crate::standin::hand::Awaited;

/// Types a line, waits for what comes of it, and returns what the bot did since `seen`.
async fn typed(standin: &Standin, seen: &mut usize, line: &str) -> String {
    match standin.type_line(line).unwrap_or_else(|advice| panic!("{line}: {advice}")) {
        Awaited::Reply(message) => drop(standin.reply_to(message).await),
        Awaited::Response(interaction) => drop(standin.response(interaction).await),
        Awaited::Nothing => return String::new(),
    }
    let news = standin.news(*seen).await;
    *seen += news.len();
    news.iter().map(|request| standin.shown(request)).collect::<Vec<_>>().join("\n")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_do_what_the_manual_says() {
    let (standin, client) = meet().await;
    let mut seen = standin.requests().len();
    let table = [
        ("ana #general <@bot> who mediated?", "bot in #general: > "),
        ("bob dm who mediated?", "bot there: > who mediated?\n  [Again]"),
        ("dm who mediated?", "bot there: > who"),
        ("press Again", "bot changes the message to: > pressed again"),
        ("reply and when?", "bot there: > and when?"),
        ("/ask question:who mediated? private:true", "bot responds: (only you see this)\n  > ask with 2 options"),
        ("bob dm /sources page:2", "bot responds: > sources with 1 options"),
        ("type ask source:tal", "bot suggests: source: tal"),
        ("ana #general <@bot> a form", "[Fill in]"),
        ("press Fill in", "bot opens the form \"Fill in\""),
        ("send who knows", "(only you see this)\n  > sent [(\"words\", \"who knows\")]"),
        ("lost /messages", ""),
        ("dm is it lost?", "and the connection is dropped"),
        ("disconnect", ""),
        ("dm and after that?", "> and after that?"),
    ];
    for (line, expected) in table {
        let shown = typed(&standin, &mut seen, line).await;
        assert!(shown.contains(expected), "{line}: {shown}");
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.finish();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn lines_that_mean_nothing_are_answered_with_advice() {
    let (standin, client) = meet().await;
    let table = [
        ("bogus", "try help"),
        ("ana #nowhere hello", "there are #general"),
        ("press Nothing", "no button"),
        ("/nothing", "no command"),
        ("/ask", "needs"),
        ("/ask who?", "NAME:VALUE"),
        ("/sources page:two", "not a number"),
        ("type ask question:x", "no suggestions"),
        ("pick Ask", "nobody has said anything"),
        ("reply hello", "the bot has said nothing"),
        ("send hello", "no form is open"),
        ("advance soon", "MINUTES"),
    ];
    for (line, expected) in table {
        let Err(advice) = standin.type_line(line) else { panic!("{line} means something") };
        assert!(advice.contains(expected), "{line}: {advice}");
    }
    assert_eq!(client.stop().await, Exit::Stopped);
    standin.wait_disconnected().await;
    let Err(advice) = standin.type_line("disconnect") else { panic!("nobody is there") };
    assert!(advice.contains("not connected"), "{advice}");
    standin.finish();
}
