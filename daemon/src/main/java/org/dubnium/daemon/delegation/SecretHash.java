package org.dubnium.daemon.delegation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What is kept of a secret: its SHA-256, so that an image of the memory gives nobody anything. With
 * 256 random bits no salt or slow hash adds anything.
 */
final class SecretHash {

  private final byte[] hash;

  private SecretHash(byte[] hash) {
    this.hash = hash;
  }

  static SecretHash of(String secret) {
    try {
      return new SecretHash(
          MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** In a time that does not depend on where they differ. */
  boolean isSame(SecretHash other) {
    return MessageDigest.isEqual(hash, other.hash);
  }
}
