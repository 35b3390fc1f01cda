//! Folders that nobody but the registry's own user may look into: read models hold personal data in clear, and anyone who
//! may read journal and vault may copy them.

use std::io;
use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
use std::path::Path;

/// Makes a folder, and those above it that are missing, for this user alone. One that exists is closed to others too;
/// where it is not this user's to close, that is said and it stays as it is.
pub fn private(path: &Path) -> io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
    let mode = std::fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    match std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o700)) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            tracing::warn!(folder = %path.display(), "others may look into a folder of the registry; close it to them: chmod 700");
            Ok(())
        }
        closed => closed,
    }
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
        std::fs::remove_dir_all(folder).unwrap();
    }

    #[test]
    fn a_folder_that_others_may_look_into_is_closed_to_them() {
        let folder = std::env::temp_dir().join(format!("oppijaloki-folder-{}", uuid::Uuid::new_v4()));
        for open in [0o755, 0o750, 0o701, 0o2770] {
            std::fs::create_dir(&folder).unwrap();
            std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(open)).unwrap();
            private(&folder).unwrap();
            assert_eq!(std::fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700, "{open:o}");
            std::fs::remove_dir(&folder).unwrap();
        }
    }
}
