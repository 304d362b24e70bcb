//! A small town's news, made up: what holds for the articles that come with the program must hold for
//! others too.

use std::sync::{Arc, LazyLock};

use pullquote::answer::Engine;
use pullquote::corpus::{Document, Metadata};

use crate::engine::{over, titled};

const FIRE: &str = "\
A fire broke out on the ferry Selandia on Oct. 19 while she lay in the harbour of Brightsea.

The harbour master, Ingrid Solheim, said that 23 passengers were injured. Nobody was killed. The fire began \
in the engine room because a fuel pipe had burst.

The Selandia was built in Türkiye. Her owner, Northern Crossings, said the repair will cost 4 million euros.
";

const INQUIRY: &str = "\
Investigators published their first report about the fire on the ferry Selandia on Friday. The fire broke out \
on October 19, the report says.

Twenty-three passengers were injured, most of them by smoke. The crew of the ferry put the fire out within 40 minutes.

The ferry was built in Turkey, and the sprinklers in her engine room had not been tested since then. \
The insurer expects that the repair will cost 6 million euros.
";

const MARATHON: &str = "\
Leila Haddad won the Brightsea marathon on Sunday in two hours and 24 minutes. More than 12,400 runners took part.

“I never looked back, and the bridge nearly broke me,” Haddad said at the finish.

The second place went to Tomás Rivera. The course was changed because the old bridge is closed.
";

const BATTERY: &str = "\
Researchers at the University of Ostmark have developed a battery that charges in six minutes.

The cells are made of sodium, iron and manganese. Professor Daniel Okoye, who leads the group, said the battery \
kept 91 percent of its capacity after 1,000 charges.

A factory in Lindholm will start production in March 2027. The research was paid for by the Ostmark Science Fund.
";

fn metadata(title: &str, publisher: &str, url: Option<&str>) -> Metadata {
    Metadata {
        title: Some(title.to_owned()),
        publisher: Some(publisher.to_owned()),
        url: url.map(ToOwned::to_owned),
        ..Metadata::default()
    }
}

/// The article about the fire.
pub(crate) fn fire() -> Document {
    let metadata = Metadata {
        author: Some("Nora Lindqvist".to_owned()),
        ..metadata("Fire on the Selandia", "Harbour Herald", None)
    };
    titled("ferry-fire", metadata, FIRE)
}

/// The article about the inquiry into the fire, which differs from the first in what the repair costs.
pub(crate) fn inquiry() -> Document {
    titled(
        "ferry-inquiry",
        metadata("What the inquiry found", "Coastal Times", Some("https://coastal.example/inquiry")),
        INQUIRY,
    )
}

/// The article about the marathon.
pub(crate) fn marathon() -> Document {
    titled("marathon", metadata("Haddad wins the marathon", "Stride Weekly", None), MARATHON)
}

/// The article about the battery.
pub(crate) fn battery() -> Document {
    titled("sodium-battery", metadata("A battery that charges in minutes", "Ostmark Science News", None), BATTERY)
}

/// All four.
pub(crate) fn documents() -> Vec<Document> {
    vec![fire(), inquiry(), marathon(), battery()]
}

/// The same as files of a folder: name and text, front matter included.
pub(crate) fn files() -> Vec<(String, String)> {
    let with_front_matter = |document: Document| {
        let metadata = &document.metadata;
        let fields = [
            ("title", &metadata.title),
            ("publisher", &metadata.publisher),
            ("author", &metadata.author),
            ("url", &metadata.url),
        ];
        let lines: String =
            fields.iter().filter_map(|(name, value)| Some(format!("{name}: '{}'\n", value.as_ref()?))).collect();
        (document.path.clone(), format!("---\n{lines}---\n{}", document.body()))
    };
    documents().into_iter().map(with_front_matter).collect()
}

/// The engine over all four.
pub(crate) fn town() -> &'static Arc<Engine> {
    static ENGINE: LazyLock<Arc<Engine>> = LazyLock::new(|| over(documents()));
    &ENGINE
}
