package org.dubnium.daemon.adapter.model.bundle;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of what is read, in hexadecimal digits, small letters. */
public final class Sha256 {

  private static final int BUFFER = 1 << 20;

  private final MessageDigest digest;

  public Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("cannot do without SHA-256, which every Java has", e);
    }
  }

  /** The hash of a whole file that was listed. */
  public static String of(BundleTree bundle, String file, ByteProgress progress)
      throws IOException {
    Sha256 sum = new Sha256();
    ByteBuffer buffer = buffer();
    progress.file(file);
    try (ReadableByteChannel in = bundle.read(file)) {
      while (in.read(buffer) >= 0) {
        progress.advance(buffer.position());
        sum.add(buffer.flip());
        buffer.clear();
      }
    }
    return sum.digits();
  }

  /** A buffer of a size at which large files are read fast. */
  public static ByteBuffer buffer() {
    return ByteBuffer.allocate(BUFFER);
  }

  /** Takes the bytes up to the buffer's limit, and leaves its position where it was. */
  public void add(ByteBuffer bytes) {
    digest.update(bytes.duplicate());
  }

  /** The hash of all bytes that were added. To be called once. */
  public String digits() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
