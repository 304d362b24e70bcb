//! The configuration: what is read, what is refused, and that no message holds a secret.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use pullquote::config::{Config, ConfigError, Credentials, LogFormat, Rate, ReaderKind, ShardRange, Shards, Token};

/// The shape of a real token; its parts say "not a real token".
const TOKEN: &str = "bm90LWEtcmVhbC10b2tlbg.Gx1234.bm90LWEtcmVhbC10b2tlbi1hdC1hbGw";

fn config(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    Config::from_lookup(|name| {
        variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
    })
}

fn message(variables: &[(&str, &str)]) -> String {
    config(variables).expect_err("must be refused").to_string()
}

#[test]
fn an_empty_environment_has_defaults_for_everything_but_the_token() {
    let config = config(&[]).expect("nothing is required");
    assert!(config.token.is_none());
    assert!(config.endpoints.is_none());
    assert_eq!(config.corpus, PathBuf::from("corpus"));
    assert_eq!(config.data, PathBuf::from(".pullquote"));
    assert!(config.keeps_votes && !config.answers_bots);
    assert_eq!(config.log, "info");
    assert_eq!(config.log_format, LogFormat::Text);
    let rate = |rate: Option<Rate>| rate.map(|rate| (rate.burst.get(), rate.per_minute.get()));
    assert_eq!((rate(config.user_rate), rate(config.guild_rate)), (Some((20, 30)), Some((300, 3000))));
}

#[test]
fn everything_can_be_set() {
    let config = config(&[
        ("DISCORD_TOKEN", TOKEN),
        ("DISCORD_API_URL", "http://127.0.0.1:8080/"),
        ("DISCORD_GATEWAY_URL", "ws://[::1]:8081"),
        ("PULLQUOTE_CORPUS", "/articles"),
        ("PULLQUOTE_DATA", "/var/lib/pullquote"),
        ("PULLQUOTE_LOG", "warn,pullquote=debug"),
        ("PULLQUOTE_LOG_FORMAT", "json"),
        ("PULLQUOTE_FEEDBACK", "off"),
        ("PULLQUOTE_ANSWER_BOTS", "on"),
        ("PULLQUOTE_USER_RATE", "1 / 10000"),
        ("PULLQUOTE_GUILD_RATE", "Off"),
    ])
    .expect("all of it is sound");
    assert_eq!(config.token.expect("is set").expose(), TOKEN);
    let endpoints = config.endpoints.expect("are set");
    assert_eq!((endpoints.api(), endpoints.gateway()), ("http://127.0.0.1:8080", "ws://[::1]:8081"));
    assert_eq!(config.corpus, PathBuf::from("/articles"));
    assert_eq!(config.data, PathBuf::from("/var/lib/pullquote"));
    assert_eq!(config.log, "warn,pullquote=debug");
    assert_eq!(config.log_format, LogFormat::Json);
    assert!(!config.keeps_votes && config.answers_bots);
    let rate = config.user_rate.expect("is set");
    assert_eq!((rate.burst.get(), rate.per_minute.get()), (1, 10_000));
    assert!(config.guild_rate.is_none());
}

#[test]
fn a_variable_set_to_nothing_is_not_set() {
    let names = [
        "DISCORD_TOKEN",
        "DISCORD_API_URL",
        "DISCORD_GATEWAY_URL",
        "PULLQUOTE_CORPUS",
        "PULLQUOTE_DATA",
        "PULLQUOTE_LOG",
        "PULLQUOTE_LOG_FORMAT",
        "PULLQUOTE_USER_RATE",
        "PULLQUOTE_GUILD_RATE",
    ];
    let config = config(&names.map(|name| (name, ""))).expect("nothing is set");
    assert!(config.token.is_none() && config.endpoints.is_none());
    assert_eq!(config.corpus, PathBuf::from("corpus"));
}

#[test]
fn placeholders_are_no_tokens() {
    let placeholders = [
        "",
        "  ",
        "your-token-here",
        "YOUR_BOT_TOKEN",
        "<token>",
        "changeme",
        "xxxxxxxx",
        "...",
        "paste your token here",
        "none",
        "\"your token\"",
    ];
    for raw in placeholders {
        assert!(matches!(Token::parse(raw), Ok(None)), "{raw:?} is a placeholder");
    }
}

#[test]
fn a_token_that_is_none_is_refused_with_what_to_do_and_without_itself() {
    let table = [
        (format!("\"{TOKEN}\""), "quotation marks"),
        (format!("Bot {TOKEN}"), "the prefix is added"),
        (format!("bearer {TOKEN}"), "the prefix is added"),
        (format!("{TOKEN} # mine"), "a space"),
        (format!("{TOKEN}é"), "a sign"),
        ("1234567890123456789".to_owned(), "three parts"),
        ("a3f5c1d2e4b6978812345678901234567890abcdefabcdefabcdefabcdefabcd".to_owned(), "three parts"),
        (TOKEN.replace('.', ".."), "three parts"),
    ];
    for (raw, hint) in table {
        let message = message(&[("DISCORD_TOKEN", &raw)]);
        assert!(message.contains("DISCORD_TOKEN") && message.contains(hint), "{message}");
        assert!(!message.contains(&raw) && !message.contains(TOKEN), "{message}");
    }
}

#[test]
fn white_space_around_a_token_is_dropped() {
    let token = Token::parse(&format!(" {TOKEN}\r\n")).expect("is sound").expect("is set");
    assert_eq!(token.expose(), TOKEN);
}

#[test]
fn a_stand_in_takes_any_word_as_a_token() {
    let addresses = [("DISCORD_API_URL", "http://mock:8080"), ("DISCORD_GATEWAY_URL", "ws://mock:8081")];
    let set = |token| config(&[&addresses[..], &[("DISCORD_TOKEN", token)]].concat());
    assert_eq!(set("token").expect("is sound").token.expect("is set").expose(), "token");
    assert!(set("two words").is_err());
}

#[test]
fn a_token_is_never_printed() {
    let config = config(&[("DISCORD_TOKEN", TOKEN)]).expect("is sound");
    let token = config.token.clone().expect("is set");
    let printed = format!("{config:?} {config:#?} {token:?} {token}");
    for part in TOKEN.split('.') {
        assert!(!printed.contains(part), "{printed}");
    }
}

#[test]
fn addresses_are_refused_with_what_to_do() {
    const API: &str = "http://127.0.0.1:1";
    const GATEWAY: &str = "ws://127.0.0.1:1";
    let table = [
        (API, "", "DISCORD_GATEWAY_URL is not"),
        ("", GATEWAY, "DISCORD_API_URL is not"),
        ("127.0.0.1:1", GATEWAY, "DISCORD_API_URL"),
        (GATEWAY, GATEWAY, "wrong scheme"),
        (API, API, "DISCORD_GATEWAY_URL cannot be used"),
        ("http://127.0.0.1:1/api/v10", GATEWAY, "/api"),
        ("http://me:secret@127.0.0.1:1", GATEWAY, "password"),
        (API, "ws://127.0.0.1:1/?v=10", "\"?\""),
        ("http://", GATEWAY, "no address"),
    ];
    for (api, gateway, hint) in table {
        let message = message(&[("DISCORD_API_URL", api), ("DISCORD_GATEWAY_URL", gateway)]);
        assert!(message.contains(hint), "{api} {gateway}: {message}");
        assert!(!message.contains("me:secret"), "{message}");
    }
}

#[test]
fn a_page_is_where_it_is_said_to_be() {
    let web =
        |listen: &str| config(&[("PULLQUOTE_WEB", listen)]).expect("is sound").web.map(|web| web.listen.to_string());
    assert_eq!(web("on").as_deref(), Some("127.0.0.1:8787"));
    assert_eq!(web("9000").as_deref(), Some("127.0.0.1:9000"));
    assert_eq!(web("0.0.0.0:80").as_deref(), Some("0.0.0.0:80"));
    assert_eq!(web("[::1]:80").as_deref(), Some("[::1]:80"));
    assert_eq!(web("off"), None);
    for listen in ["perhaps", "localhost", "70000", "127.0.0.1", ":80", "http://127.0.0.1:80"] {
        let message = message(&[("PULLQUOTE_WEB", listen)]);
        assert!(message.contains(listen) && message.contains("a port"), "{message}");
    }
    let both = config(&[("PULLQUOTE_WEB", "on"), ("PULLQUOTE_WEB_URL", "https://q.example/a/")]).expect("is sound");
    assert_eq!(both.web.and_then(|web| web.url).as_deref(), Some("https://q.example/a"));
    assert!(message(&[("PULLQUOTE_WEB_URL", "https://q.example")]).contains("set both"));
    for url in ["q.example", "ftp://q.example", "https://me:secret@q.example", "https://q.example/?a=b"] {
        let message = message(&[("PULLQUOTE_WEB", "on"), ("PULLQUOTE_WEB_URL", url)]);
        assert!(message.contains("PULLQUOTE_WEB_URL") && !message.contains("secret"), "{message}");
    }
}

#[test]
fn the_log_is_checked() {
    assert!(message(&[("PULLQUOTE_LOG", "pullquote=loud")]).contains("PULLQUOTE_LOG"));
    assert!(message(&[("PULLQUOTE_LOG_FORMAT", "xml")]).contains("text or json"));
    for name in ["PULLQUOTE_FEEDBACK", "PULLQUOTE_ANSWER_BOTS", "PULLQUOTE_WATCH"] {
        let message = message(&[(name, "perhaps")]);
        assert!(message.contains(name) && message.contains("on or off"), "{message}");
    }
}

#[test]
fn servers_are_named_by_their_ids() {
    let servers = |value: &str| config(&[("PULLQUOTE_CORPUS_SERVERS", value)]).unwrap().corpus_servers;
    assert!(!servers(" ").holds(7) && !servers("8").holds(7));
    assert!(servers("8, 7").holds(7) && servers("All").holds(7));
    for value in ["newsroom", "7;8", "7,,8", "-7", "+7", "0", "7, all", "99999999999999999999999", "7 8"] {
        let message = message(&[("PULLQUOTE_CORPUS_SERVERS", value)]);
        assert!(message.contains("PULLQUOTE_CORPUS_SERVERS") && message.contains("write ids"), "{message}");
    }
}

#[test]
fn a_rate_that_is_none_is_refused_with_one_that_is() {
    for name in ["PULLQUOTE_USER_RATE", "PULLQUOTE_GUILD_RATE"] {
        for value in
            ["5", "/", "5/", "/5", "0/15", "5/0", "-1/5", "5/15/1", "10001/5", "5/10001", "many", "no", "1e3/5"]
        {
            let message = message(&[(name, value)]);
            assert!(message.contains(name) && message.contains("off"), "{value}: {message}");
            assert!(message.contains(value) && !message.contains('\n'), "{value}: {message}");
        }
    }
}

#[cfg(unix)]
#[test]
fn bytes_that_are_no_text_are_refused_by_name() {
    use std::os::unix::ffi::OsStringExt as _;
    let bytes = || OsString::from_vec(vec![0xff]);
    let refused = Config::from_lookup(|name| (name == "DISCORD_TOKEN").then(bytes)).expect_err("is no text");
    assert_eq!(refused.to_string(), "DISCORD_TOKEN is not valid UTF-8; set it again as plain text");
    let taken = Config::from_lookup(|name| (name == "PULLQUOTE_CORPUS").then(bytes)).expect("a path may be any bytes");
    assert_eq!(taken.corpus, PathBuf::from(bytes()));
}

/// A file of its own for each test that needs one, gone when dropped.
struct EnvFile(PathBuf);

impl EnvFile {
    fn with(name: &str, content: &str) -> Self {
        let path = std::env::temp_dir().join(format!("pullquote-{}-{name}.env", std::process::id()));
        std::fs::write(&path, content).expect("the temporary folder can be written");
        Self(path)
    }
}

impl Drop for EnvFile {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[test]
fn a_file_is_read() {
    let file = EnvFile::with(
        "read",
        "\u{feff}PULLQUOTE_DATA=\"/a folder\" # where\n\nexport PULLQUOTE_CORPUS='articles'\nPULLQUOTE_CORPUS=later\n",
    );
    let config = Config::load(Some(&file.0)).expect("is sound");
    assert_eq!(config.data, PathBuf::from("/a folder"));
    assert_eq!(config.corpus, PathBuf::from("articles"));
}

#[test]
fn a_broken_file_is_refused_by_line_and_without_its_content() {
    let file = EnvFile::with("broken", &format!("PULLQUOTE_DATA=x\nDISCORD_TOKEN {TOKEN}\n"));
    let message = Config::load(Some(&file.0)).expect_err("is broken").to_string();
    assert!(message.contains("in line 2") && message.contains("NAME=value"), "{message}");
    assert!(!message.contains(TOKEN), "{message}");
}

#[test]
fn a_file_that_was_asked_for_must_be_there() {
    let message = Config::load(Some(Path::new("/nowhere/.env"))).expect_err("is not there").to_string();
    assert!(message.contains("/nowhere/.env") && message.contains("not found"), "{message}");
}

#[test]
fn who_reads_and_how_much_is_set() {
    let set = config(&[
        ("PULLQUOTE_READER", "rules"),
        ("PULLQUOTE_MODEL", "/a/model"),
        ("PULLQUOTE_PASSAGES", "7"),
        ("PULLQUOTE_DEADLINE", "5"),
    ])
    .expect("is sound");
    assert_eq!((set.reader, set.passages, set.deadline.as_secs()), (ReaderKind::Rules, Some(7), 5));
    assert_eq!(set.model, Some(PathBuf::from("/a/model")));
    let unset = config(&[]).expect("is sound");
    assert_eq!((unset.reader, unset.passages, unset.deadline.as_secs()), (ReaderKind::Both, None, 2));
}

#[test]
fn what_is_no_reader_and_no_number_is_refused_with_what_to_write() {
    for (name, value, advice) in [
        ("PULLQUOTE_READER", "oracle", "write rules, neural or both"),
        ("PULLQUOTE_PASSAGES", "0", "from 1 to 1000"),
        ("PULLQUOTE_PASSAGES", "many", "from 1 to 1000"),
        ("PULLQUOTE_PASSAGES", "99999999999999999999999", "from 1 to 1000"),
        ("PULLQUOTE_DEADLINE", "-1", "from 1 to 600"),
        ("PULLQUOTE_DEADLINE", "1.5", "from 1 to 600"),
    ] {
        let message = config(&[(name, value)]).expect_err(value).to_string();
        assert!(message.contains(name) && message.contains(advice), "{message}");
    }
}

/// `PULLQUOTE_ENGINE_…`, each with what follows that.
fn cluster(variables: &[(&str, &str)]) -> Result<Config, ConfigError> {
    let named: Vec<(String, &str)> =
        variables.iter().map(|(name, value)| (format!("PULLQUOTE_ENGINE_{name}"), *value)).collect();
    let borrowed: Vec<(&str, &str)> = named.iter().map(|(name, value)| (name.as_str(), *value)).collect();
    config(&borrowed)
}

#[test]
fn a_cluster_is_where_its_address_says() {
    assert!(config(&[]).unwrap().cluster.is_none());
    assert!(cluster(&[("INDEX", "archive")]).unwrap().cluster.is_none(), "without an address nothing else counts");
    let found = cluster(&[("URL", "https://a.example:9200, http://[::1]:9200/es ,")]).unwrap().cluster.unwrap();
    let nodes: Vec<&str> = found.nodes.iter().map(url::Url::as_str).collect();
    assert_eq!(nodes, ["https://a.example:9200/", "http://[::1]:9200/es/"]);
    assert_eq!((found.index.as_str(), found.shards, found.falls_back), ("pullquote", 1, false));
    assert!(matches!(found.credentials, Credentials::None));
    let found = cluster(&[
        ("URL", "http://localhost:9200"),
        ("INDEX", "news-archive_2"),
        ("USER", "ann"),
        ("PASSWORD", " pass word "),
        ("SHARDS", "12"),
        ("FALLBACK", "on"),
        ("CA", "/etc/ca.pem"),
    ]);
    let found = found.unwrap().cluster.unwrap();
    assert_eq!((found.index.as_str(), found.shards, found.falls_back), ("news-archive_2", 12, true));
    assert_eq!(found.authority, Some(PathBuf::from("/etc/ca.pem")));
    assert!(
        matches!(&found.credentials, Credentials::Basic { user, password } if user == "ann" && password.expose() == "pass word")
    );
    assert!(!format!("{found:?}").contains("pass word"));
}

#[test]
fn what_cannot_be_a_cluster_is_refused_with_what_to_write() {
    let at = |url| vec![("URL", url)];
    let with = |more: &[(&'static str, &'static str)]| [at("https://a.example"), more.to_vec()].concat();
    for (variables, part) in [
        (at("a.example:9200"), "write for example https://search.example.org:9200"),
        (at("ftp://a.example"), "the wrong scheme"),
        (at("not an address"), "no address"),
        (at(","), "it names no node"),
        (
            at("https://ann:s3cret@a.example"),
            "a password; write for example https://search.example.org:9200, and who we are into PULLQUOTE_ENGINE_USER",
        ),
        (at("https://a.example/?pretty"), "a \"?\""),
        (with(&[("INDEX", "Archive")]), "write small letters"),
        (with(&[("INDEX", "*")]), "write small letters"),
        (with(&[("INDEX", "a,b")]), "write small letters"),
        (with(&[("SHARDS", "0")]), "a whole number from 1 to"),
        (with(&[("USER", "ann")]), "PULLQUOTE_ENGINE_PASSWORD is not; set both"),
        (with(&[("PASSWORD", "s3cret")]), "PULLQUOTE_ENGINE_USER is not; set both"),
        (with(&[("API_KEY", "s3cret"), ("TOKEN", "s3cret")]), "are both set"),
        (with(&[("USER", "ann"), ("PASSWORD", "s3cret"), ("TOKEN", "s3cret")]), "are both set"),
        (with(&[("API_KEY", "s3c\nret")]), "copy it again"),
        (with(&[("USER", "a:b"), ("PASSWORD", "s3cret")]), "copy it again"),
    ] {
        let error = cluster(&variables).expect_err("must be refused").to_string();
        assert!(error.contains(part), "{variables:?}: {error}");
        assert!(!error.contains("s3c"), "{error}");
    }
}

#[test]
fn a_password_does_not_travel_in_the_open() {
    for (url, is_refused) in [
        ("http://search.example.org:9200", true),
        ("https://search.example.org, http://10.0.0.7:9200", true),
        ("http://127.0.0.1.example.org", true),
        ("http://127.0.0.1:9200", false),
        ("http://localhost:9200, https://search.example.org", false),
        ("http://[::1]:9200", false),
    ] {
        let found = cluster(&[("URL", url), ("API_KEY", "s3cret")]);
        assert_eq!(found.is_err(), is_refused, "{url}");
        if let Err(error) = found {
            assert!(error.to_string().contains("anybody on the way could read"), "{error}");
        }
    }
    assert!(cluster(&[("URL", "http://search.example.org:9200")]).is_ok(), "without a secret it may be http");
}

#[test]
fn shards_are_read_in_every_form() {
    let table = [
        ("0/1", "0/1", 1),
        ("0/4", "0/4", 1),
        ("15/16", "15/16", 1),
        ("0-3/16", "0-3/16", 4),
        (" 4 - 7 / 16 ", "4-7/16", 4),
        ("3-3/4", "3/4", 1),
        ("0-16383/16384", "0-16383/16384", 16_384),
    ];
    for (written, shown, count) in table {
        let Ok(Shards::These(range)) = written.parse::<Shards>() else { panic!("{written:?} names shards") };
        assert_eq!((range.to_string().as_str(), range.count(), range.ids().count()), (shown, count, count as usize));
        assert!(range.ids().all(|id| id < range.total()), "{written}");
        assert_eq!(range.is_all(), range.count() == range.total(), "{written}");
    }
    for auto in ["auto", " AUTO "] {
        assert_eq!(auto.parse(), Ok(Shards::Recommended));
    }
    assert_eq!(ShardRange::all(3).to_string(), "0-2/3");
    assert_eq!(ShardRange::all(0), ShardRange::all(1), "Discord's odd numbers break nothing");
    assert_eq!(config(&[("PULLQUOTE_SHARDS", "")]).expect("is not set").shards, Shards::Recommended);
    let set = config(&[("PULLQUOTE_SHARDS", "1-2/4")]).expect("is sound").shards;
    assert!(matches!(set, Shards::These(range) if range.ids().eq([1, 2]) && range.total() == 4 && !range.is_all()));
}

#[test]
fn what_names_no_shards_is_refused_with_what_to_write() {
    let table = [
        ("x", "write 2/16 for one of sixteen"),
        ("4", "write 2/16 for one of sixteen"),
        ("/", "auto for all"),
        ("0/", "auto for all"),
        ("/4", "auto for all"),
        ("-1/4", "auto for all"),
        ("0-/4", "auto for all"),
        ("0-1-2/4", "auto for all"),
        ("0/4/4", "auto for all"),
        ("+0/4", "auto for all"),
        ("0,1/4", "auto for all"),
        ("0.5/4", "auto for all"),
        ("0/vier", "auto for all"),
        ("autos", "auto for all"),
        ("0/0", "a number from 1 to 16384"),
        ("0-0/0", "a number from 1 to 16384"),
        ("1/99999999", "a number from 1 to 16384"),
        ("1/99999999999999999999999999", "is of 99999999999999999999999999 shards"),
        ("0/16385", "a number from 1 to 16384"),
        ("3-1/4", "write 1-3/4"),
        ("0-4/4", "of 4 the last is 3: they count from 0; write for example 0-3/4"),
        ("4/4", "names shard 4"),
        ("9-1/4", "names shard 9"),
        ("0-99999999999999999999/4", "of 4 the last is 3"),
    ];
    for (written, advice) in table {
        let message = message(&[("PULLQUOTE_SHARDS", written)]);
        assert!(message.starts_with("PULLQUOTE_SHARDS: ") && message.contains(advice), "{written}: {message}");
        assert!(message.contains(&format!("{written:?}")) && !message.contains('\n'), "{message}");
    }
}

#[test]
fn a_refusal_is_said_once() {
    for name in ["PULLQUOTE_SHARDS", "PULLQUOTE_READER", "PULLQUOTE_USER_RATE", "PULLQUOTE_PASSAGES"] {
        let error = config(&[(name, "nonsense")]).expect_err("is refused");
        let message = error.to_string();
        // As the terminal prints it: with all that it came from.
        assert_eq!(format!("{:#}", anyhow::Error::from(error)), message);
    }
}

#[test]
fn what_may_be_fetched_is_nothing_all_or_some_sites() {
    assert_eq!(config(&[]).unwrap().fetching, None);
    assert_eq!(config(&[("PULLQUOTE_FETCH", "off")]).unwrap().fetching, None);
    let all = config(&[("PULLQUOTE_FETCH", "on")]).unwrap().fetching.unwrap();
    assert_eq!((all.sites, all.standin), (None, None));
    let some =
        config(&[("PULLQUOTE_FETCH", "Example.org, news.example.com.,bücher.example")]).unwrap().fetching.unwrap();
    let sites: Vec<String> = some.sites.unwrap().into_iter().collect();
    assert_eq!(sites, ["example.org", "news.example.com", "xn--bcher-kva.example"]);
    for wrong in ["https://example.org", "localhost", "127.0.0.1", "example.org,,", "a b.org", "::1"] {
        let message = message(&[("PULLQUOTE_FETCH", wrong)]);
        assert!(message.contains("PULLQUOTE_FETCH") && message.contains("example.org"), "{wrong}: {message}");
    }
    for (half, missing) in
        [("PULLQUOTE_FETCH_STANDIN", "PULLQUOTE_FETCH_CA"), ("PULLQUOTE_FETCH_CA", "PULLQUOTE_FETCH_STANDIN")]
    {
        assert!(message(&[("PULLQUOTE_FETCH", "on"), (half, "127.0.0.1:1")]).contains(missing));
    }
    let both = [("PULLQUOTE_FETCH_STANDIN", "127.0.0.1:1"), ("PULLQUOTE_FETCH_CA", "Cargo.toml")];
    assert!(message(&both).contains("PULLQUOTE_FETCH is not"), "{}", message(&both));
    assert!(config(&[("PULLQUOTE_FETCH", "on"), both[0], both[1]]).unwrap().fetching.unwrap().standin.is_some());
    assert!(
        message(&[("PULLQUOTE_FETCH", "on"), both[0], ("PULLQUOTE_FETCH_CA", "none.pem")]).contains("cannot be read")
    );
    assert!(
        message(&[("PULLQUOTE_FETCH", "on"), ("PULLQUOTE_FETCH_STANDIN", "here"), both[1]]).contains("127.0.0.1:8443")
    );
}
