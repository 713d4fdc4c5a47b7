package org.dubnium.fleet.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The users of this host whose jobs a rented cluster runs. */
final class JobUsers {

  /** Whom the jobs belong to that are submitted through this service: sysusers.d. */
  private static final String JOBS = "fleet-jobs";

  private static final int UID = 2;

  private JobUsers() {}

  /**
   * Reads them, each as {@code NAME:UID}; empty where the package did not make one.
   *
   * @param accounts in the form of passwd(5)
   */
  static List<String> read(Path accounts) throws IOException {
    try (Stream<String> lines = Files.lines(accounts, StandardCharsets.ISO_8859_1)) {
      return lines
          .map(line -> line.split(":", -1))
          .filter(fields -> fields.length > UID && fields[0].equals(JOBS))
          .map(fields -> fields[0] + ":" + fields[UID])
          .toList();
    }
  }
}
