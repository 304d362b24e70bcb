//! Scenes as pages that look like Discord's dark theme, and as words.

use pullquote::render::{Button, Reply};

use super::markdown::{escaped, html, text};
use super::scene::Scene;

const STYLE: &str = include_str!("page.css");
const PERSON: &str = "ana";
const BOT: &str = "pullquote";
/// How wide the README shows a picture, in CSS pixels: two fit beside each other.
const WIDTH: u32 = 400;
/// No clock: the same pictures whenever they are made.
const WHEN: &str = "Today at 14:02";

/// The whole page of a scene. It loads nothing and runs nothing.
pub(crate) fn page(scene: &Scene) -> String {
    let question = escaped(scene.question);
    let asked = format!("<i class=\"mention\">@{BOT}</i> {question}");
    let messages = match &scene.pressed {
        None => {
            let person = message(PERSON, "", "", &format!("<div class=\"content\"><p>{asked}</p></div>"));
            person + &answer(&preview(PERSON, &asked), &scene.reply)
        }
        Some((_, reply)) => answer(&preview(BOT, &escaped(&one_line(&scene.reply))), reply),
    };
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\
         <meta name=\"viewport\" content=\"width=device-width\">\
         <title>{}: {question}</title><style>{STYLE}</style></head><body><main>{messages}</main></body></html>\n",
        scene.name
    )
}

/// The README's line that shows a scene.
pub(crate) fn in_readme(scene: &Scene) -> String {
    let Scene { name, .. } = scene;
    format!("<img src=\"docs/{name}.png\" width=\"{WIDTH}\" align=\"top\" alt=\"{}\">", escaped(&words(scene)))
}

/// The words of a scene, for those who do not see its picture.
fn words(scene: &Scene) -> String {
    let offered: Vec<&str> = scene.reply.buttons.iter().map(|button| button.label.as_str()).collect();
    match &scene.pressed {
        None => format!(
            "{PERSON}: @{BOT} {} — {BOT}: {} — Buttons: {}",
            scene.question,
            one_line(&scene.reply),
            offered.join(", ")
        ),
        Some((label, reply)) => format!(
            "“{label}”, pressed under the answer to “{}” — {BOT}: {} — Only you can see this",
            scene.question,
            one_line(reply)
        ),
    }
}

fn one_line(reply: &Reply) -> String {
    text(&html(&reply.content)).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What the bot wrote, below the HTML of what it replies to.
fn answer(above: &str, reply: &Reply) -> String {
    let content = format!("<div class=\"content\">{}</div>{}", html(&reply.content), buttons(&reply.buttons));
    if reply.private {
        let note = "<div class=\"note\">👁 Only you can see this · <a>Dismiss message</a></div>";
        message(BOT, " private", above, &(content + note))
    } else {
        message(BOT, "", above, &content)
    }
}

/// A message, of a further class, with HTML above and below its head.
fn message(who: &str, class: &str, above: &str, below: &str) -> String {
    format!(
        "<article class=\"{who}{class}\">{above}{}<header><b>{who}</b>{} <time>{WHEN}</time></header>{below}</article>",
        avatar(who),
        tag(who)
    )
}

/// The line that says what a message replies to.
fn preview(who: &str, words: &str) -> String {
    format!("<div class=\"reply {who}\">{}{}<b>{who}</b> <span>{words}</span></div>", avatar(who), tag(who))
}

fn avatar(who: &str) -> String {
    let letter = if who == BOT { "”" } else { "a" };
    format!("<i class=\"avatar\">{letter}</i>")
}

fn tag(who: &str) -> &'static str {
    if who == BOT { "<i class=\"app\">APP</i>" } else { "" }
}

fn buttons(buttons: &[Button]) -> String {
    if buttons.is_empty() {
        return String::new();
    }
    let button = |button: &Button| {
        let disabled = if button.enabled { "" } else { " disabled" };
        format!("<button{disabled}>{}</button>", escaped(&button.label))
    };
    format!("<div class=\"buttons\">{}</div>", buttons.iter().map(button).collect::<String>())
}
