//! Where things are built.

use std::os::unix::fs::symlink;

use tempfile::TempDir;

use super::*;

/// A folder with nothing around it that is a checkout.
fn nowhere() -> TempDir {
    TempDir::new().unwrap()
}

#[test]
fn what_was_asked_for_is_taken_for_everything() {
    let (dir, folder) = (nowhere(), nowhere());
    let dirs = BuildDirs::new(Some(dir.path()));
    assert_eq!(dirs.elsewhere().unwrap(), dir.path());
    assert_eq!(dirs.of(folder.path()).unwrap(), dir.path());
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    assert_eq!(dirs.of(checkout).unwrap(), dir.path());
    let place = dirs.place(checkout).unwrap();
    assert_eq!(place.target.as_deref(), Some(dir.path()));
    assert!(place.is_checkout && place.shared.is_none());
}

#[test]
fn two_folders_of_one_name_have_their_programs_apart_and_share_the_rest() {
    let (dir, folder) = (nowhere(), nowhere());
    let dirs = BuildDirs::new(Some(dir.path()));
    let places =
        ["one/same", "other/same"].map(|name| dirs.place(&folder.path().join(name)).unwrap());
    assert_ne!(places[0].target, places[1].target);
    for place in places {
        assert_eq!(place.shared.as_deref(), Some(dir.path()));
        assert!(place.target.unwrap().starts_with(dir.path()));
    }
}

#[test]
fn a_file_in_the_way_is_named() {
    let dir = nowhere();
    let file = dir.path().join("file");
    fs::write(&file, "").unwrap();
    let told = BuildDirs::new(Some(&file.join("inside"))).elsewhere();
    let told = told.unwrap_err().to_string();
    assert!(told.contains("file is no folder; name a folder"), "{told}");
}

#[test]
fn a_link_that_leads_nowhere_is_no_folder() {
    let dir = nowhere();
    let link = dir.path().join("link");
    symlink("/no/such/folder", &link).unwrap();
    assert!(check(&link).is_err());
    assert!(check(&dir.path().join("to/be/made")).is_ok());
}
