//! Folders that nobody but the registry's own user may look into: read models hold personal data in clear, and whoever
//! may read journal and vault may copy them.

use std::io;
use std::os::unix::fs::DirBuilderExt;
use std::path::Path;

/// Makes a folder, and those above it that are missing, for this user alone. One that exists stays as it is.
pub fn private(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn nobody_else_may_look_into_a_new_folder() {
        let folder = std::env::temp_dir().join(format!("oppijaloki-folder-{}", uuid::Uuid::new_v4()));
        private(&folder.join("data/cache")).unwrap();
        for made in ["", "data", "data/cache"] {
            assert_eq!(std::fs::metadata(folder.join(made)).unwrap().permissions().mode() & 0o777, 0o700);
        }
        private(&folder).unwrap();
        std::fs::remove_dir_all(folder).unwrap();
    }
}
