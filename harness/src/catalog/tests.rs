//! Manifests as they should be, and as they should not.

use std::fs;
use std::time::Duration;

use tempfile::TempDir;

use super::*;
use crate::band::Nominal;

/// A checkout with one example called `one`, whose manifest ends in `expect`.
fn checkout(expect: &str) -> TempDir {
    let root = TempDir::new().unwrap();
    let folder = root.path().join("crates/one");
    fs::create_dir_all(&folder).unwrap();
    fs::write(root.path().join("Cargo.toml"), "").unwrap();
    fs::write(folder.join("expected.txt"), "done\n").unwrap();
    let package = "[package]\nname = \"one\"\ndescription = \"A lesson.\"\n";
    fs::write(folder.join("Cargo.toml"), format!("{package}\n{expect}")).unwrap();
    root
}

fn problem(expect: &str) -> String {
    Catalog::find(checkout(expect).path()).unwrap().broken[0].to_string()
}

#[test]
fn an_expectation_is_read_from_the_manifest_and_the_text_beside_it() {
    let root = checkout("[package.metadata.expect]\ntotal = \"1.5s\"\nevent-loop = true\n");
    let catalog = Catalog::find(&root.path().join("crates/one")).unwrap();
    let program = catalog.programs().next().unwrap();
    assert_eq!(program.name, "one");
    let Expectation::Run(run) = &program.expectation else {
        panic!("{program:?}")
    };
    assert_eq!(
        run.figures.total,
        Some(Nominal(Duration::from_millis(1500)))
    );
    assert_eq!(
        (run.figures.parked, run.figures.event_loop),
        (None, Some(true))
    );
    assert!(run.prints.matches(&["done"]));
}

#[test]
fn a_pair_has_a_table_each_and_may_have_an_output_each() {
    let root = checkout(
        "[package.metadata.expect.slow]\ntotal = \"5s\"\n[package.metadata.expect.fast]\ntotal = \"1s\"\n",
    );
    fs::write(
        root.path().join("crates/one/expected.fast.txt"),
        "already\n",
    )
    .unwrap();
    let catalog = Catalog::find(root.path()).unwrap();
    let prints = |name: &str, line: &str| match &catalog.named(name).unwrap()[0].expectation {
        Expectation::Run(run) => run.prints.matches(&[line]),
        other => panic!("{other:?}"),
    };
    assert!(prints("fast", "already"));
    assert!(prints("slow", "done"));
    assert_eq!(catalog.named("one").unwrap().len(), 2);
}

#[test]
fn an_example_that_must_not_compile_needs_no_output() {
    let root = checkout("[package.metadata.expect]\ncompile-error = \"E0728\"\n");
    fs::remove_file(root.path().join("crates/one/expected.txt")).unwrap();
    let catalog = Catalog::find(root.path()).unwrap();
    let expectation = &catalog.programs().next().unwrap().expectation;
    assert!(matches!(expectation, Expectation::CompileError { code } if code == "E0728"));
}

#[test]
fn a_malformed_manifest_is_refused_with_its_place_and_what_was_expected() {
    let unclosed = problem("[package.metadata.expect\n");
    assert!(
        unclosed.contains("one/Cargo.toml") && unclosed.contains("line 5"),
        "{unclosed}"
    );
    let without = problem("[package.metadata.expected]\n");
    assert!(
        without.contains("expected a table `[package.metadata.expect]`"),
        "{without}"
    );
    let unit = problem("[package.metadata.expect]\ntotal = \"1 minute\"\n");
    assert!(unit.contains("expected seconds such as \"1s\""), "{unit}");
    assert!(unit.contains("found \"1 minute\""), "{unit}");
    let key = problem("[package.metadata.expect]\nlongest_stall = \"1s\"\n");
    assert!(
        key.contains("unknown field `longest_stall`") && key.contains("`longest-stall`"),
        "{key}"
    );
    let zero = problem("[package.metadata.expect]\ntotal = \"0s\"\n");
    assert!(zero.contains("no run takes"), "{zero}");
    let long = problem("[package.metadata.expect]\ntotal = \"41s\"\n");
    assert!(
        long.contains("its band must end below 60 s") && long.contains("found 41 s"),
        "{long}"
    );
    let both = problem("[package.metadata.expect]\ncompile-error = \"E0728\"\ntotal = \"1s\"\n");
    assert!(both.contains("unknown field `total`"), "{both}");
}

#[test]
fn a_missing_expected_output_is_named_with_what_it_is_for() {
    let root = checkout("[package.metadata.expect]\ntotal = \"1s\"\n");
    fs::remove_file(root.path().join("crates/one/expected.txt")).unwrap();
    let error = Catalog::find(root.path()).unwrap().broken[0].to_string();
    assert!(
        error.contains("one/expected.txt") && error.contains("must print"),
        "{error}"
    );
}

#[test]
fn an_unknown_name_gets_the_nearest_one_if_one_is_near() {
    let root = checkout("[package.metadata.expect.ex6-awaiting]\ntotal = \"10s\"\n");
    let catalog = Catalog::find(root.path()).unwrap();
    let near = catalog.named("ex6-waiting").unwrap_err().to_string();
    assert!(near.contains("did you mean `ex6-awaiting`?"), "{near}");
    let far = catalog.named("zzz").unwrap_err().to_string();
    assert!(
        !far.contains("did you mean") && far.contains("harness list"),
        "{far}"
    );
}

#[test]
fn an_example_that_cannot_be_read_leaves_the_others_there() {
    let root = checkout("[package.metadata.expect]\ntotal = \"1s\"\n");
    fs::create_dir(root.path().join("crates/stray")).unwrap();
    let catalog = Catalog::find(root.path()).unwrap();
    assert_eq!(catalog.examples.len(), 1);
    assert!(
        catalog.broken[0].to_string().contains("stray/Cargo.toml"),
        "{:?}",
        catalog.broken
    );
}

#[test]
fn two_programs_of_one_name_are_told() {
    let root = checkout("[package.metadata.expect]\ntotal = \"1s\"\n");
    let copy = root.path().join("crates/two");
    fs::create_dir(&copy).unwrap();
    for file in ["Cargo.toml", "expected.txt"] {
        fs::copy(root.path().join("crates/one").join(file), copy.join(file)).unwrap();
    }
    let broken = &Catalog::find(root.path()).unwrap().broken[0].to_string();
    assert!(
        broken.contains("another example has a program called `one`"),
        "{broken}"
    );
}

#[test]
fn an_expected_output_that_nobody_could_read_is_refused() {
    let root = checkout("[package.metadata.expect]\ntotal = \"1s\"\n");
    let file = root.path().join("crates/one/expected.txt");
    fs::write(&file, vec![b'\n'; 2_000_000]).unwrap();
    let broken = |root: &TempDir| Catalog::find(root.path()).unwrap().broken[0].to_string();
    assert!(
        broken(&root).contains("longer than 1048576 bytes"),
        "{}",
        broken(&root)
    );
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(
        broken(&root).contains("it is not a file"),
        "{}",
        broken(&root)
    );
}

/// What is expected of a program that prints "done" after a second.
const EXPECT: &str = "[package.metadata.expect]\ntotal = \"1s\"\nline-times = [\"1s\"]\n";

#[test]
fn a_case_is_as_the_run_without_arguments_but_for_what_it_says() {
    let case = "[[package.metadata.cases]]\nname = \"two\"\narguments = [\"2\"]\n\
         parked = \"1s\"\n[[package.metadata.cases]]\nname = \"other\"\ninput = \"x\"\n\
         prints = \"expected.other.txt\"\ntotal = \"2s\"\nhidden = true\n";
    let root = checkout(&format!("{EXPECT}{case}"));
    let other = root.path().join("crates/one/expected.other.txt");
    fs::write(other, "one\ntwo\n").unwrap();
    let catalog = Catalog::find(root.path()).unwrap();
    let [two, other] = &catalog.programs().next().unwrap().cases[..] else {
        panic!("{catalog:?}")
    };
    assert_eq!(
        (&*two.name, &two.arguments[..], two.is_hidden),
        ("two", &["2".to_owned()][..], false)
    );
    assert_eq!(two.run.figures.total, Some(Nominal(Duration::from_secs(1))));
    assert_eq!(
        two.run.figures.parked,
        Some(Nominal(Duration::from_secs(1)))
    );
    assert!(two.run.figures.line_times.is_some() && two.run.prints.matches(&["done"]));
    assert_eq!((&*other.input, other.is_hidden), ("x", true));
    assert_eq!(
        other.run.figures.total,
        Some(Nominal(Duration::from_secs(2)))
    );
    assert!(other.run.prints.matches(&["one", "two"]));
    assert!(
        other.run.figures.line_times.is_none(),
        "other lines come at other times"
    );
}

#[test]
fn what_is_wrong_with_a_case_is_told_with_its_name() {
    let case = |keys: &str| problem(&format!("{EXPECT}[[package.metadata.cases]]\n{keys}\n"));
    assert!(case("arguments = []").contains("missing field `name`"));
    assert!(case("name = \"two\"\ntotl = \"1s\"").contains("the case `two`: unknown field `totl`"));
    let wrong = case("name = \"two\"\nline-times = [\"1s\", \"1s\"]");
    assert!(
        wrong.contains("expected a time for each of the 1 lines that it prints, found 2"),
        "{wrong}"
    );
    assert!(case("name = \"two\"\nprints = \"no-such.txt\"").contains("no-such.txt"));
    assert!(case("name = \"two\"\narguments = [\"\\u0000\"]").contains("NUL"));
    let stray = problem(&format!(
        "{EXPECT}[[package.metadata.cases.two]]\nname = \"x\"\n"
    ));
    assert!(
        stray.contains("there are cases of `two`, of which nothing is expected"),
        "{stray}"
    );
    let error = "[package.metadata.expect]\ncompile-error = \"E0728\"\n\
                 [[package.metadata.cases]]\nname = \"x\"\n";
    assert!(problem(error).contains("it must not compile"));
}

#[test]
fn points_have_defaults_and_bounds() {
    let points = |keys: &str| {
        let root = checkout(&format!("{EXPECT}[package.metadata.points]\n{keys}\n"));
        let catalog = Catalog::find(root.path()).unwrap();
        match catalog.examples.first() {
            Some(example) => Ok(example.points),
            None => Err(catalog.broken[0].to_string()),
        }
    };
    assert_eq!(points("").unwrap(), Points::default());
    assert_eq!(
        points("waits = 5").unwrap(),
        Points {
            waits: 5.0,
            ..Points::default()
        }
    );
    assert!(
        points("waits = -1")
            .unwrap_err()
            .contains("expected from 0 to 1000000, found -1")
    );
    assert!(points("waits = nan").is_err());
    assert!(
        points("wait = 1")
            .unwrap_err()
            .contains("unknown field `wait`")
    );
    assert!(
        points("builds = 0\nprints = 0\ntakes = 0\nwaits = 0")
            .unwrap_err()
            .contains("all of them are 0")
    );
}
