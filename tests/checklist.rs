//! Every example has what CONTRIBUTING.md says that an example must have.

use std::fs;
use std::path::Path;

use harness::Pattern;
use harness::catalog::{Example, Expectation};
use toml::{Table, Value};

use crate::workspace::CATALOG;

/// A function of an example's that says what is wrong with it.
fn of_every_example(check: impl Fn(&Example)) {
    assert!(!CATALOG.examples.is_empty());
    CATALOG.examples.iter().for_each(check);
}

fn text(example: &Example, file: &str) -> String {
    let file = example.folder.join(file);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()))
}

/// The source file of each program.
fn sources(example: &Example) -> Vec<(&str, String)> {
    let source = |program: &str| match example.folder.join("src/main.rs").exists() {
        true => text(example, "src/main.rs"),
        false => text(example, &format!("src/bin/{program}.rs")),
    };
    example
        .programs
        .iter()
        .map(|one| (one.name.as_str(), source(&one.name)))
        .collect()
}

#[test]
fn its_folder_has_its_name() {
    of_every_example(|example| {
        assert_eq!(example.folder.file_name().unwrap(), example.name.as_str());
    });
}

#[test]
fn its_manifest_stands_alone() {
    of_every_example(|example| {
        let manifest: Table = text(example, "Cargo.toml").parse().unwrap();
        assert!(!manifest.contains_key("workspace") && !manifest.contains_key("lints"));
        let inherits = |value: &Value| value.get("workspace").is_some();
        let package = manifest["package"].as_table().unwrap();
        assert!(!package.values().any(inherits), "{}", example.name);
        let dependencies = manifest.get("dependencies").and_then(Value::as_table);
        for (name, dependency) in dependencies.into_iter().flatten() {
            let stands_alone =
                dependency.get("version").is_some() && dependency.get("path").is_none();
            assert!(
                stands_alone && !inherits(dependency),
                "{}: {name}",
                example.name
            );
        }
    });
}

#[test]
fn each_program_is_short_and_opens_with_the_idea_and_the_command() {
    of_every_example(|example| {
        for (program, source) in sources(example) {
            let command = match example.programs[0].expectation {
                Expectation::CompileError { .. } => "//!     cargo check\n".to_owned(),
                Expectation::Run(_) => format!("//!     cargo run --bin {program}\n"),
            };
            assert!(source.starts_with("//! "), "{program}");
            assert!(source.contains(&command), "{program}");
            assert!(source.lines().count() <= 80, "{program}");
        }
    });
}

#[test]
fn each_event_loop_has_one_thread_and_says_why() {
    of_every_example(|example| {
        for (program, source) in sources(example) {
            let builders = source.matches("new_current_thread()").count();
            let reasons = source
                .matches("// One thread runs all tasks, as in asyncio")
                .count();
            assert_eq!(builders, reasons, "{program}");
            for other in ["multi_thread", "tokio::main", "Runtime::new"] {
                assert!(!source.contains(other), "{program}: {other}");
            }
        }
        let manifest = text(example, "Cargo.toml");
        for feature in ["\"rt-multi-thread\"", "\"full\""] {
            assert!(!manifest.contains(feature), "{}: {feature}", example.name);
        }
    });
}

#[test]
fn a_pair_differs_in_one_line_of_code() {
    of_every_example(|example| {
        let [(one, first), (other, second)] = &sources(example)[..] else {
            return;
        };
        let code = |source: &str| -> Vec<String> {
            let lines = source
                .lines()
                .filter(|line| !line.trim_start().starts_with("//"));
            lines.map(str::to_owned).collect()
        };
        let (first, second) = (code(first), code(second));
        let only_in = |these: &[String], those: &[String]| {
            these.iter().filter(|line| !those.contains(line)).count()
        };
        assert!(
            only_in(&first, &second) <= 1 && only_in(&second, &first) <= 1,
            "{one}, {other}"
        );
        assert!(first.len().abs_diff(second.len()) <= 1, "{one}, {other}");
    });
}

#[test]
fn its_readme_has_every_part() {
    of_every_example(|example| {
        let readme = text(example, "README.md");
        for part in [
            "```sh\n",
            "```text\n",
            "**Why",
            "**Try this:**",
            "| asyncio | tokio |",
        ] {
            assert!(readme.contains(part), "{}: {part}", example.name);
        }
        assert!(readme.lines().count() <= 60, "{}", example.name);
        assert!(
            !readme.contains("]("),
            "{}: a link would break in a copy",
            example.name
        );
    });
}

#[test]
fn the_output_in_its_readme_is_what_it_must_print() {
    of_every_example(|example| {
        let readme = text(example, "README.md");
        let shown = readme
            .split("```text\n")
            .nth(1)
            .unwrap()
            .split("```")
            .next()
            .unwrap();
        let is_meant = |expectation: &Expectation| match expectation {
            Expectation::Run(run) => matches(&run.prints, shown),
            Expectation::CompileError { code } => shown.starts_with(&format!("error[{code}]")),
        };
        let meant = example
            .programs
            .iter()
            .any(|program| is_meant(&program.expectation));
        assert!(meant, "{}", example.name);
    });
}

fn matches(pattern: &Pattern, shown: &str) -> bool {
    pattern.matches(&shown.lines().collect::<Vec<_>>())
}

#[test]
fn its_runs_are_expected_to_take_some_time() {
    of_every_example(|example| {
        for program in &example.programs {
            if let Expectation::Run(run) = &program.expectation {
                assert!(run.figures.total.is_some(), "{}", program.name);
            }
        }
    });
}

#[test]
fn each_program_that_runs_has_a_test_of_its_time() {
    let tests = fs::read_to_string(CATALOG.root.join("tests/timing.rs")).unwrap();
    of_every_example(|example| {
        for program in &example.programs {
            let test = format!("prints_its_lines_and_takes(\"{}\", ", program.name);
            let is_run = matches!(program.expectation, Expectation::Run(_));
            assert!(!is_run || tests.contains(&test), "{}", program.name);
        }
    });
}

#[test]
fn it_is_in_the_table_of_the_readme() {
    let readme = fs::read_to_string(CATALOG.root.join("README.md")).unwrap();
    of_every_example(|example| {
        let link = format!("(crates/{})", example.name);
        assert!(readme.contains(&link), "{}", example.name);
        for program in &example.programs {
            assert!(readme.contains(&program.name), "{}", program.name);
        }
    });
}

/// The lock files beside the root's belong to crates that are no members of its workspace.
#[test]
fn every_lock_file_has_the_same_tokio() {
    let tokio = |lock: &Path| {
        let text = fs::read_to_string(CATALOG.root.join(lock)).unwrap();
        let (_, rest) = text.split_once("name = \"tokio\"\n").unwrap();
        rest.lines().next().unwrap().to_owned()
    };
    let root = tokio(Path::new("Cargo.lock"));
    for lock in [
        "crates/ex5-await-outside-async/Cargo.lock",
        "tests/wrong/Cargo.lock",
    ] {
        assert_eq!(
            tokio(Path::new(lock)),
            root,
            "{lock}: `cargo update` there, too"
        );
    }
}
