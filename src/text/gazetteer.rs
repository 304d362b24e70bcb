//! General geography: the countries of the world with their other names.
//!
//! The table is data, see `data/README.md`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::fold;

/// How much another name of a country says for the country: a spelling is the same, an adjective nearly
/// so, and a capital often stands for its government.
const SPELLING: f32 = 0.95;
const DEMONYM: f32 = 0.8;
const CAPITAL: f32 = 0.4;

/// A country and what it is called.
#[derive(Debug)]
struct Country {
    /// The folded names: the usual one first, then other spellings.
    names: Vec<String>,
    demonyms: Vec<String>,
    capitals: Vec<String>,
}

/// What a word says of a country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Name,
    Demonym,
    Capital,
}

struct Gazetteer {
    countries: Vec<Country>,
    by_word: HashMap<String, (usize, Role)>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut countries = Vec::new();
    let mut by_word = HashMap::new();
    for line in include_str!("../../data/countries.tsv").lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let mut list = || -> Vec<String> {
            columns.next().unwrap_or_default().split('|').map(fold).filter(|name| !name.is_empty()).collect()
        };
        let mut names = list();
        names.extend(list());
        let country = Country { names, demonyms: list(), capitals: list() };
        for (words, role) in
            [(&country.names, Role::Name), (&country.demonyms, Role::Demonym), (&country.capitals, Role::Capital)]
        {
            for word in words {
                by_word.entry(word.clone()).or_insert((countries.len(), role));
            }
        }
        countries.push(country);
    }
    Gazetteer { countries, by_word }
});

/// Other forms of a folded name, adjective or capital of a country, each with its worth in (0, 1).
#[must_use]
pub fn country_forms(folded: &str) -> Vec<(&'static str, f32)> {
    let gazetteer = &*GAZETTEER;
    let Some((place, role)) = gazetteer.by_word.get(folded) else { return Vec::new() };
    let Some(country) = gazetteer.countries.get(*place) else { return Vec::new() };
    let own = match role {
        Role::Name => 1.0,
        Role::Demonym => DEMONYM,
        Role::Capital => CAPITAL,
    };
    let forms = |words: &'static [String], worth: f32| words.iter().map(move |word| (word.as_str(), worth));
    forms(&country.names, SPELLING)
        .chain(forms(&country.demonyms, DEMONYM))
        .chain(forms(&country.capitals, CAPITAL))
        .filter(|(word, _)| *word != folded)
        .map(|(word, worth)| (word, worth * own))
        .collect()
}

/// The usual folded name of the country that a folded name means; `None` for adjectives and capitals too.
#[must_use]
pub fn country_named(folded: &str) -> Option<&'static str> {
    let (place, role) = GAZETTEER.by_word.get(folded)?;
    let country = GAZETTEER.countries.get(*place)?;
    (*role == Role::Name).then(|| country.names.first().map(String::as_str)).flatten()
}

/// The usual folded name of the country that a folded name, adjective or capital speaks of.
#[must_use]
pub fn country_meant(folded: &str) -> Option<&'static str> {
    let (place, _) = GAZETTEER.by_word.get(folded)?;
    GAZETTEER.countries.get(*place)?.names.first().map(String::as_str)
}

/// Whether a folded word or phrase is the capital of a country.
#[must_use]
pub fn is_capital_city(folded: &str) -> bool {
    GAZETTEER.by_word.get(folded).is_some_and(|(_, role)| *role == Role::Capital)
}

/// Whether a folded word is the adjective of a country: `qatari`.
#[must_use]
pub fn is_demonym(folded: &str) -> bool {
    GAZETTEER.by_word.get(folded).is_some_and(|(_, role)| *role == Role::Demonym)
}
