//! `docs/threats.md` names tests and fuzz targets: they are there.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use regex::Regex;
use walkdir::WalkDir;

#[test]
fn whatever_is_claimed_about_safety_is_held_by_a_test() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let threats = fs::read_to_string(root.join("docs/threats.md")).unwrap();
    let sources =
        ["src", "tests/it"].into_iter().flat_map(|folder| WalkDir::new(root.join(folder)).into_iter().flatten());
    let code: String = sources
        .filter(|entry| entry.path().extension().is_some_and(|ending| ending == "rs"))
        .map(|entry| fs::read_to_string(entry.path()).unwrap())
        .collect();
    let test = Regex::new(r"#\[(?:tokio::)?test[^\n]*\n(?:\s*#\[[^\n]*\n)*\s*(?:async )?fn (\w+)").unwrap();
    let property = Regex::new(r"\n    fn (\w+)\([^)]* in ").unwrap();
    let mut held: BTreeSet<String> = test.captures_iter(&code).map(|found| found[1].to_owned()).collect();
    held.extend(property.captures_iter(&code).map(|found| found[1].to_owned()));
    let targets = fs::read_dir(root.join("fuzz/fuzz_targets")).unwrap();
    held.extend(targets.flatten().map(|file| file.path().file_stem().unwrap().to_string_lossy().into_owned()));

    let quoted = Regex::new("`([^`]+)`").unwrap();
    let rows = threats.lines().filter(|line| line.starts_with("| ") && !line.ends_with("held by |"));
    let mut n_named = 0;
    for row in rows {
        let holding = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let names: Vec<&str> = quoted.captures_iter(holding).map(|name| name.get(1).unwrap().as_str()).collect();
        assert!(!names.is_empty(), "nothing holds {row}");
        for name in names {
            assert!(held.contains(name), "{name} is no test and no fuzz target, in {row}");
            n_named += 1;
        }
    }
    assert!(n_named > 50, "{n_named} names were found");
}
