//! AES-256-GCM for sealed parts and for wrapping keys.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use events::KeyId;
use zeroize::Zeroizing;

use crate::StoreError;

/// A key, ready for use.
pub(super) struct Cipher(Option<LessSafeKey>);

impl Cipher {
    pub fn new(key: &[u8; 32]) -> Cipher {
        // A key of 32 bytes is always accepted; should it ever not be, nothing can be sealed or opened.
        Cipher(UnboundKey::new(&AES_256_GCM, key).ok().map(LessSafeKey::new))
    }

    fn key(&self) -> Result<&LessSafeKey, StoreError> {
        self.0.as_ref().ok_or(StoreError::WrongSecrets("a key is unusable"))
    }

    /// Ciphertext with the tag behind it.
    pub fn seal(&self, plain: &[u8], nonce: [u8; 12], bound_to: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::with_capacity(plain.len() + 16);
        bytes.extend_from_slice(plain);
        self.key()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(bound_to), &mut bytes)
            .map_err(|_| StoreError::Tampered)?;
        Ok(bytes)
    }

    /// The plain bytes; an error when anything was altered.
    pub fn open(&self, sealed: &[u8], nonce: [u8; 12], bound_to: &[u8]) -> Result<Vec<u8>, StoreError> {
        let mut bytes = sealed.to_vec();
        let length = self
            .key()?
            .open_in_place(Nonce::assume_unique_for_key(nonce), Aad::from(bound_to), &mut bytes)
            .map_err(|_| StoreError::Tampered)?
            .len();
        bytes.truncate(length);
        Ok(bytes)
    }

    /// Wraps a key for storage, bound to its name: nonce, ciphertext, tag.
    pub fn wrap(&self, key: &[u8; 32], id: KeyId, nonce: [u8; 12]) -> Result<Vec<u8>, StoreError> {
        let mut wrapped = nonce.to_vec();
        wrapped.extend(self.seal(key, nonce, id.0.as_bytes())?);
        Ok(wrapped)
    }

    /// Takes a wrapped key back.
    pub fn unwrap(&self, wrapped: &[u8], id: KeyId) -> Result<Zeroizing<[u8; 32]>, StoreError> {
        let (nonce, sealed) = wrapped.split_first_chunk::<12>().ok_or(StoreError::Tampered)?;
        let plain = Zeroizing::new(self.open(sealed, *nonce, id.0.as_bytes())?);
        let key: [u8; 32] = plain.as_slice().try_into().map_err(|_| StoreError::Tampered)?;
        Ok(Zeroizing::new(key))
    }
}
