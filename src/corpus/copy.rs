//! Copies: the same text under another headline, byline or agency line, edited lightly, or shortened.
//!
//! A report that ten papers print is one voice, not ten. Copies are found when the articles are loaded, and only one of
//! them, the original, is searched and read. That is the longest, so that nothing is lost that it alone has; of several
//! that hold as much of each other it is the first.
//!
//! How much of an article stands in another is measured as by Broder ("On the resemblance and containment of documents",
//! 1997): by the share of its runs of words (*shingles*) that stand in the other too. Which articles are worth measuring
//! shows in the smallest hashes of their shingles. An article that says something of which its original knows nothing (a
//! number, a name, a denial) is none: it is another report, or a later one.
//!
//! Where only a part of the articles is heard, a copy is searched if nothing there has its text and more.

mod claim;
mod shingle;

use std::collections::HashMap;

use rayon::prelude::*;

use super::{DocId, Document};

pub(super) use shingle::Sketch;

use claim::Claims;

/// Articles with fewer shingles (of some 20 words) are not compared: they may be one sentence that many print.
const LEAST: u32 = 16;
/// A copy has so much of its text in common with its original, by shingles.
const SHARED: f64 = 0.6;
/// Two articles with so much in common are whole: neither was shortened.
const WHOLE: f64 = 0.8;
/// A shingle that stands in so many originals is a phrase; more are not remembered.
const MOST_HOLDERS: usize = 32;
/// Articles are measured that seem to have so much in common, by their sketches: half of what a copy has, since a sketch
/// may be off by that much where it is small.
const LIKELY: f64 = 0.3;
/// So many articles are measured for each, those with the most in common.
const MEASURED: usize = 8;

/// How two articles stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kinship {
    /// How many shingles stand in both.
    shared: u32,
    /// Whether the first says nothing of its own, and whether the second does not.
    claims_nothing: [bool; 2],
}

impl Kinship {
    fn of(first: &Document, second: &Document) -> Self {
        let shared = shingle::shared(first.body(), second.body());
        let n_least = first.sketch().n_shingles().min(second.sketch().n_shingles());
        if !is_most(shared, n_least) {
            return Self { shared, claims_nothing: [false; 2] };
        }
        let claims = [first, second].map(|document| Claims::of(document.body()));
        // Where nothing else was left out, a "not" that stands in one alone is what they differ in.
        let n_most = first.sketch().n_shingles().max(second.sketch().n_shingles());
        if claims[0].n_denials != claims[1].n_denials && f64::from(shared) >= WHOLE * f64::from(n_most) {
            return Self { shared, claims_nothing: [false; 2] };
        }
        let claims_nothing = [claims[0].are_held_by(&claims[1]), claims[1].are_held_by(&claims[0])];
        Self { shared, claims_nothing }
    }

    /// The same of the second and the first.
    pub(super) fn turned(self) -> Self {
        let [first, second] = self.claims_nothing;
        Self { claims_nothing: [second, first], ..self }
    }
}

fn is_most(shared: u32, of: u32) -> bool {
    of >= LEAST && f64::from(shared) >= SHARED * f64::from(of)
}

/// What was measured of articles, each pair in the order of their ids. It hangs on their texts alone.
pub(super) type Kin = HashMap<(DocId, DocId), Kinship>;

/// A document that is a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Copied {
    /// Its place.
    pub(super) place: usize,
    /// The document that it is a copy of, which is none itself.
    pub(super) original: DocId,
    /// The least number of folders of a part that it is searched in; `None` if it is searched nowhere.
    pub(super) heard_from: Option<usize>,
}

/// The copies among documents, in their order, and what was measured to find them.
///
/// What `known` has of two documents is not measured again.
pub(super) fn copies(documents: &[Document], known: &Kin) -> (Vec<Copied>, Kin) {
    let sketches: Vec<&Sketch> = documents.par_iter().map(Document::sketch).collect();
    let repeated = shingle::repeated(&sketches);
    // Of each sketch the places in that list: what stands in one article alone leads nowhere.
    let place_of = |shingle: &u32| u32::try_from(repeated.binary_search(shingle).ok()?).ok();
    let of_sketch = |sketch: &&Sketch| sketch.sample().iter().filter_map(place_of).collect();
    let shingles: Vec<Vec<u32>> = sketches.par_iter().map(of_sketch).collect();
    let mut search = Search { documents, known, sketches, kin: Kin::new(), originals: vec![None; documents.len()] };
    let mut holders = Holders::new(repeated.len(), documents.len());
    let mut kept: Vec<usize> = Vec::new();
    for (place, shingles) in shingles.iter().enumerate().filter(|(_, shingles)| !shingles.is_empty()) {
        let likeliest = holders.likeliest(shingles, |other, n| search.is_likely(place, other, n));
        search.originals[place] = search.first_like(place, &likeliest);
        if search.originals[place].is_none() {
            holders.hold(place, shingles);
            kept.push(place);
        }
    }
    // The shorter are first: what a copy of it is a copy of may be one itself.
    kept.sort_by_key(|place| (search.sketches[*place].n_shingles(), std::cmp::Reverse(*place)));
    for place in kept {
        let is_longer = |other, n| search.is_fuller(other, place) && search.is_likely(place, other, n);
        let longer = holders.likeliest(&shingles[place], is_longer);
        search.originals[place] = search.first_around(place, &longer);
    }
    search.find_short();
    search.finish()
}

/// For each shingle, by its place among all that are repeated, the articles that hold it and are no copies, in corpus
/// order; and room to count in.
struct Holders {
    of_shingle: Vec<Vec<u32>>,
    counts: Vec<u16>,
}

impl Holders {
    fn new(n_shingles: usize, n_documents: usize) -> Self {
        Self { of_shingle: vec![Vec::new(); n_shingles], counts: vec![0; n_documents] }
    }

    fn hold(&mut self, place: usize, shingles: &[u32]) {
        let Ok(place) = u32::try_from(place) else { return };
        for shingle in shingles {
            let holders = &mut self.of_shingle[*shingle as usize];
            if holders.len() < MOST_HOLDERS {
                holders.push(place);
            }
        }
    }

    /// The articles that have most of these shingles, in corpus order, of those that are wanted by how many they have.
    fn likeliest(&mut self, shingles: &[u32], is_wanted: impl Fn(usize, u16) -> bool) -> Vec<usize> {
        let mut seen: Vec<u32> = Vec::new();
        for holder in shingles.iter().flat_map(|shingle| &self.of_shingle[*shingle as usize]) {
            let count = &mut self.counts[*holder as usize];
            if *count == 0 {
                seen.push(*holder);
            }
            *count = count.saturating_add(1);
        }
        let mut found: Vec<(u16, usize)> = Vec::new();
        for holder in seen {
            let holder = holder as usize;
            let count = std::mem::take(&mut self.counts[holder]);
            if is_wanted(holder, count) {
                found.push((count, holder));
            }
        }
        found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        let mut likeliest: Vec<usize> = found.into_iter().take(MEASURED).map(|(_, holder)| holder).collect();
        likeliest.sort_unstable();
        likeliest
    }
}

struct Search<'a> {
    documents: &'a [Document],
    known: &'a Kin,
    sketches: Vec<&'a Sketch>,
    kin: Kin,
    originals: Vec<Option<DocId>>,
}

impl Search<'_> {
    /// Whether `other` is longer than `place`, or as long and stands before it.
    fn is_fuller(&self, other: usize, place: usize) -> bool {
        let n = |place: usize| self.sketches[place].n_shingles();
        (n(other), std::cmp::Reverse(other)) > (n(place), std::cmp::Reverse(place))
    }

    /// Whether much of `place` seems to stand in `other`, whose sketch has `n` shingles in common with it.
    fn is_likely(&self, place: usize, other: usize, n: u16) -> bool {
        self.sketches[place].is_likely_in(self.sketches[other], n.into())
    }

    /// How much of `place` stands in `other` and the other way round, and whether `place` says nothing of its own.
    fn measured(&mut self, place: usize, other: usize) -> (u32, bool) {
        let (first, second) = (place.min(other), place.max(other));
        let pair = (self.documents[first].id, self.documents[second].id);
        let kinship = *self.kin.entry(pair).or_insert_with(|| {
            let measure = || Kinship::of(&self.documents[first], &self.documents[second]);
            self.known.get(&pair).copied().unwrap_or_else(measure)
        });
        (kinship.shared, kinship.claims_nothing[usize::from(place > other)])
    }

    /// The first of `others` that has most of `place`, and of which `place` has most.
    fn first_like(&mut self, place: usize, others: &[usize]) -> Option<DocId> {
        let n = self.sketches[place].n_shingles();
        let found = others.iter().copied().find(|other| {
            let (shared, claims_nothing) = self.measured(place, *other);
            claims_nothing && is_most(shared, n) && is_most(shared, self.sketches[*other].n_shingles())
        });
        found.map(|other| self.documents[other].id)
    }

    /// The first of `others`, all of which are longer, that has most of `place`.
    fn first_around(&mut self, place: usize, others: &[usize]) -> Option<DocId> {
        let n = self.sketches[place].n_shingles();
        let found = others.iter().copied().find(|other| {
            let (shared, claims_nothing) = self.measured(place, *other);
            claims_nothing && is_most(shared, n)
        });
        found.map(|other| self.documents[other].id)
    }

    /// Makes texts that are too short to be measured copies of the same text in another folder. In one folder they are
    /// entries of a list rather.
    fn find_short(&mut self) {
        let mut first: HashMap<&str, usize> = HashMap::new();
        for (place, document) in self.documents.iter().enumerate() {
            if self.sketches[place].n_shingles() < LEAST {
                let same = *first.entry(document.body().trim()).or_insert(place);
                let is_elsewhere = self.documents[same].folder != document.folder;
                self.originals[place] = is_elsewhere.then_some(self.documents[same].id);
            }
        }
    }

    /// The copies, each of an article that is none.
    fn finish(mut self) -> (Vec<Copied>, Kin) {
        let last = |mut original: DocId| {
            while let Some(Some(next)) = self.originals.get(original.index()) {
                original = *next;
            }
            original
        };
        let originals: Vec<Option<DocId>> = self.originals.iter().map(|original| original.map(last)).collect();
        let found = originals.iter().enumerate().filter_map(|(place, original)| Some((place, (*original)?)));
        let mut fullest: Vec<(usize, DocId)> = found.collect();
        fullest.sort_by_key(|(place, _)| (std::cmp::Reverse(self.sketches[*place].n_shingles()), *place));
        let mut voices: HashMap<DocId, Vec<usize>> = HashMap::new();
        let mut copies: Vec<Copied> = Vec::with_capacity(fullest.len());
        for (place, original) in fullest {
            let fuller = voices.entry(original).or_insert_with(|| vec![original.index()]);
            copies.push(Copied { place, original, heard_from: self.heard_from(place, fuller) });
            fuller.push(place);
        }
        copies.sort_unstable_by_key(|copy| copy.place);
        (copies, self.kin)
    }

    /// The least number of folders of a part in which a copy is heard: none of `fuller`, its original and others that are
    /// copies of that one, has most of its text there.
    fn heard_from(&mut self, place: usize, fuller: &[usize]) -> Option<usize> {
        let documents = self.documents;
        let document = &documents[place];
        let n_parts = document.parts().count();
        let mut depth = 1;
        for (n, other) in fuller.iter().copied().enumerate().take_while(|_| n_parts > 1) {
            // Parts lie in each other: where both are in one of so many folders, they are in all with fewer.
            let both = document.parts().zip(documents[other].parts()).skip(1).take_while(|(a, b)| a == b).count();
            if both >= depth && (n == 0 || self.is_most_in(place, other)) {
                depth = both + 1;
            }
        }
        (depth < n_parts).then_some(depth)
    }

    /// Whether most of `place`, or all of a short text, stands in `other`.
    fn is_most_in(&mut self, place: usize, other: usize) -> bool {
        let n = self.sketches[place].n_shingles();
        let (shared, claims_nothing) = self.measured(place, other);
        claims_nothing && is_most(shared, n)
            || self.documents[place].body().trim() == self.documents[other].body().trim()
    }
}

/// The article that `document`, which is not among them, is nearly the same as, or that is nearly a part of it.
pub(super) fn nearest(document: &Document, documents: &[Document]) -> Option<DocId> {
    let sketch = document.sketch();
    let shared = documents.par_iter().map(|other| (sketch.n_common(other.sketch()), other));
    let is_likely = |(n, other): &(u32, &Document)| {
        sketch.is_likely_in(other.sketch(), *n) || other.sketch().is_likely_in(sketch, *n)
    };
    let mut likeliest: Vec<(u32, &Document)> = shared.filter(is_likely).collect();
    likeliest.sort_by_key(|(n, other)| (std::cmp::Reverse(*n), other.id));
    likeliest.truncate(MEASURED);
    let is_near = |other: &Document| {
        let Kinship { shared, claims_nothing } = Kinship::of(document, other);
        (claims_nothing[0] && is_most(shared, sketch.n_shingles()))
            || (claims_nothing[1] && is_most(shared, other.sketch().n_shingles()))
    };
    likeliest.into_iter().map(|(_, other)| other).find(|other| is_near(other)).map(|other| other.id)
}
