package org.dubnium.daemon.delegation;

/**
 * A grant with its secret, which is told once.
 *
 * @param secret 64 hexadecimal digits
 */
public record IssuedGrant(Grant grant, String secret) {

  /** Without the secret: whatever is logged, it is not. */
  @Override
  public String toString() {
    return "Issued[" + grant + "]";
  }
}
