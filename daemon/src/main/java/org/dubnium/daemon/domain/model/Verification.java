package org.dubnium.daemon.domain.model;

import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The record that every file of a bundle had the checksum that the bundle says.
 *
 * @param bundle the bundle's path, absolute and without links
 * @param at when it was begun
 * @param files all files of the bundle, its list of checksums included, by path below the bundle's
 */
public record Verification(String bundle, Instant at, Map<String, VerifiedFile> files) {

  /**
   * A file as it was.
   *
   * @param sha256 in hexadecimal digits, small letters
   */
  public record VerifiedFile(FileStamp stamp, String sha256) {}

  public Verification {
    files = Collections.unmodifiableMap(new TreeMap<>(files));
  }
}
