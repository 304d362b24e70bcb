//! What people write.

use serde_json::json;

use super::super::Standin;
use super::super::world::user::User;

impl Standin {
    /// `user` writes `text` in a channel; `<@bot>` and `<@name>` become mentions. Returns the message's id.
    pub(crate) fn says(&self, user: &User, channel: u64, text: &str) -> u64 {
        self.write(user, channel, text, None)
    }

    /// `user` replies to the message `to`, and pings its author or not.
    pub(crate) fn replies(&self, user: &User, to: u64, text: &str, pings: bool) -> u64 {
        let channel = self.message(to).channel;
        self.write(user, channel, text, Some((to, pings)))
    }

    fn write(&self, user: &User, channel: u64, text: &str, reply: Option<(u64, bool)>) -> u64 {
        self.shared.with(|state| {
            let mut content = text.replace("<@bot>", &state.world.users[&state.world.bot].mention());
            let names = state.world.users.values().filter(|user| text.contains(&user.name));
            for user in names {
                content = content.replace(&format!("<@{}>", user.name), &user.mention());
            }
            let mut message = state.draft(channel, &json!({"content": content}));
            message.author = user.id;
            message.mentions = state.world.mentioned(&content);
            if let Some((to, pings)) = reply {
                let author = state.world.messages[&to].author;
                message.reference = Some(to);
                message.kind = 19;
                if pings && !message.mentions.contains(&author) {
                    message.mentions.push(author);
                }
            }
            state.publish(message)
        })
    }

    /// The author of `message` changes its words.
    pub(crate) fn edits(&self, message: u64, text: &str) {
        self.shared.with(|state| {
            let content = text.replace("<@bot>", &state.world.users[&state.world.bot].mention());
            let mentions = state.world.mentioned(&content);
            state.world.messages.get_mut(&message).unwrap().mentions = mentions;
            state.change(message, &json!({"content": content}));
        });
    }

    /// Somebody deletes `message`.
    pub(crate) fn deletes(&self, message: u64) {
        self.shared.with(|state| state.remove(message));
    }
}
