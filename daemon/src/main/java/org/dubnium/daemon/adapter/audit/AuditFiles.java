package org.dubnium.daemon.adapter.audit;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dubnium.common.io.SetAside;

/** Where the audit log lies: the file in use, the archives before it, and what was set aside. */
record AuditFiles(Path directory) {

  private static final String ARCHIVES = "events-*.jsonl";
  private static final Pattern ARCHIVE = Pattern.compile("events-(\\d{12,18})\\.jsonl");

  Path current() {
    return directory.resolve("events.jsonl");
  }

  Path head() {
    return directory.resolve("events.head");
  }

  Path index() {
    return directory.resolve("events.index");
  }

  /** The last entry of an archive, as its name says; nothing lies in a file that is named otherwise. */
  static long lastSequence(Path archive) {
    Matcher name = ARCHIVE.matcher(archive.getFileName().toString());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }

  /** A name that sorts by the last entry of the archive. */
  Path archive(ChainHead last) {
    return directory.resolve("events-%012d.jsonl".formatted(last.sequence()));
  }

  /** Every archive, oldest first. */
  List<Path> archives() throws IOException {
    List<Path> archives = new ArrayList<>();
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> found = Files.newDirectoryStream(directory, ARCHIVES)) {
        found.forEach(archives::add);
      }
    }
    archives.sort(null);
    return archives;
  }

  Path torn(Instant at) {
    return SetAside.name(current(), "torn", at);
  }
}
