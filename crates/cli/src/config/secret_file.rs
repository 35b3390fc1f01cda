//! Files that hold secrets.

use std::fs::File;
use std::io::Read;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use zeroize::Zeroizing;

use crate::commands::Failure;

/// What others than a file's owner and group may do with it, and what its group may write.
const TOO_OPEN: u32 = 0o027;

/// Reads a file with a secret. One that everybody on the machine may read, or that others than its owner may write, is
/// refused: whoever reads it may already have what it protects. A group may read it, as systemd (`LoadCredential`) and
/// Kubernetes (`fsGroup`) give files to a service.
pub fn read_secret(file: &Path) -> Result<Zeroizing<String>, Failure> {
    let unreadable = |error| Failure(format!("the secret in {} cannot be read: {error}", file.display()));
    let mut opened = File::open(file).map_err(unreadable)?;
    let mode = opened.metadata().map_err(unreadable)?.permissions().mode() & 0o777;
    if mode & TOO_OPEN != 0 {
        return Err(Failure(format!(
            "the secret in {path} is open to others than its owner (mode {mode:04o}): close the file, chmod 600 {path}, \
             and replace the secret when somebody else may have read it",
            path = file.display()
        )));
    }
    let mut text = Zeroizing::new(String::new());
    opened.read_to_string(&mut text).map_err(unreadable)?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_read_from_a_file_that_is_closed_to_others() {
        let file = std::env::temp_dir().join(format!("oppijaloki-secret-{}", uuid::Uuid::new_v4()));
        std::fs::write(&file, "word\n").unwrap();
        let read_at = |mode| {
            std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
            read_secret(&file).map(|text| text.to_string()).map_err(|failure| failure.to_string())
        };
        for closed in [0o600, 0o400, 0o440, 0o640] {
            assert_eq!(read_at(closed).as_deref(), Ok("word\n"), "{closed:o}");
        }
        for open in [0o644, 0o604, 0o660, 0o620, 0o602, 0o601, 0o444] {
            let refused = read_at(open).unwrap_err();
            assert!(refused.contains("chmod 600") && refused.contains(&format!("{open:04o}")), "{refused}");
            assert!(!refused.contains("word"), "{refused}");
        }
        std::fs::remove_file(&file).unwrap();
        assert!(read_secret(&file).unwrap_err().to_string().contains("cannot be read"));
    }
}
