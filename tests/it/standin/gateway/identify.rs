//! What a client says about itself, and whether Discord lets it in.

use serde_json::Value;

use super::super::options::Options;

/// Every intent that there is: 0 to 16, 20, 21, 24 and 25.
const DEFINED: u64 = 0x1_ffff | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25;
/// Members, presences, message content.
const PRIVILEGED: u64 = 1 << 1 | 1 << 8 | 1 << 15;

/// What a client asked for.
#[derive(Debug)]
pub(super) struct Identify {
    pub(super) intents: u64,
    pub(super) shard: (u64, u64),
    pub(super) compresses: bool,
    /// What is not as Discord's documentation wants it, although it lets it pass.
    pub(super) flaws: Vec<String>,
}

/// Reads op 2's data. The error is the code that the connection is closed with.
pub(super) fn read(data: &Value, options: &Options) -> Result<Identify, u16> {
    let Some(token) = data["token"].as_str() else { return Err(4002) };
    if token.strip_prefix("Bot ").unwrap_or(token) != options.token {
        return Err(4004);
    }
    let Some(intents) = data["intents"].as_u64() else { return Err(4013) };
    if intents & !DEFINED != 0 {
        return Err(4013);
    }
    if intents & PRIVILEGED & !options.privileged != 0 {
        return Err(4014);
    }
    let shard = match &data["shard"] {
        Value::Null if options.shards > 1 => return Err(4011),
        Value::Null => (0, 1),
        given => match (given[0].as_u64(), given[1].as_u64()) {
            (Some(number), Some(total)) if number < total && given.as_array().is_some_and(|it| it.len() == 2) => {
                (number, total)
            }
            _ => return Err(4010),
        },
    };
    if shard.1 < options.shards {
        return Err(4011);
    }
    Ok(Identify { intents, shard, compresses: data["compress"] == true, flaws: flaws(data) })
}

fn flaws(data: &Value) -> Vec<String> {
    const FIELDS: [&str; 7] = ["token", "properties", "compress", "large_threshold", "shard", "presence", "intents"];
    let unknown = data.as_object().into_iter().flatten().filter(|(name, _)| !FIELDS.contains(&name.as_str()));
    let mut flaws: Vec<String> = unknown.map(|(name, _)| format!("identify has the unknown field {name}")).collect();
    for name in ["os", "browser", "device"] {
        if data["properties"][name].as_str().is_none_or(str::is_empty) {
            flaws.push(format!("identify's properties lack {name}"));
        }
    }
    if let Some(threshold) = data["large_threshold"].as_u64()
        && !(50..=250).contains(&threshold)
    {
        flaws.push("identify's large_threshold is not 50 to 250".to_owned());
    }
    flaws
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whoever_asks_for_too_much_is_told_by_a_code() {
        let options = Options { shards: 2, ..Options::default() };
        let token = &options.token;
        let table = [
            (json!({"token": "x", "intents": 0}), 4004),
            (json!({"intents": 0}), 4002),
            (json!({"token": token}), 4013),
            (json!({"token": token, "intents": 1 << 17}), 4013),
            (json!({"token": token, "intents": 1 << 15}), 4014),
            (json!({"token": token, "intents": 512, "shard": [2, 2]}), 4010),
            (json!({"token": token, "intents": 512}), 4011),
            (json!({"token": token, "intents": 512, "shard": [0, 1]}), 4011),
        ];
        for (data, code) in table {
            assert_eq!(read(&data, &options).err(), Some(code), "{data}");
        }
        let sound = json!({"token": token, "intents": 512, "shard": [1, 2]});
        assert_eq!(read(&sound, &options).unwrap().shard, (1, 2));
    }
}
