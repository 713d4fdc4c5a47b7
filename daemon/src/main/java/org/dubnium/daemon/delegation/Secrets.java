package org.dubnium.daemon.delegation;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Makes secrets of 256 random bits. */
public final class Secrets {

  private static final int BYTES = 32;
  private static final int ID_BYTES = 8;
  private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

  private final SecureRandom random = new SecureRandom();

  /** A secret: 64 hexadecimal digits. */
  String secret() {
    return hex(BYTES);
  }

  /** A name that nobody has: 16 hexadecimal digits. */
  String id() {
    return hex(ID_BYTES);
  }

  private String hex(int bytes) {
    byte[] made = new byte[bytes];
    random.nextBytes(made);
    return HexFormat.of().formatHex(made);
  }

  /** Whether a text can be a secret at all. */
  public static boolean isOne(String text) {
    return FORM.matcher(text).matches();
  }
}
