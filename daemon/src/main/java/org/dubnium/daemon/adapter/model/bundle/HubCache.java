package org.dubnium.daemon.adapter.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.text.Brief;

/**
 * A model in the cache of Hugging Face's hub: {@code refs} has names of revisions, {@code snapshots} the
 * files of each as links, {@code blobs} what they lead to. The blob of a large file (LFS) is named by its
 * SHA-256. Source: Hugging Face Hub's "Understand caching".
 *
 * @param directory without links
 * @param revision which snapshot was asked for; empty for that of {@code refs/main}
 */
public record HubCache(Path directory, Optional<String> revision) {

  private static final Pattern REVISION = Pattern.compile("[0-9a-f]{7,64}");
  private static final Pattern LARGE = Pattern.compile("[0-9a-f]{64}");
  private static final int MOST_NAMED = 10;

  /** The cache that a directory is, or whose snapshot it is; empty if it is neither. */
  public static Optional<HubCache> at(Path directory) throws IOException {
    Path real = directory.toRealPath();
    if (isCache(real)) {
      return Optional.of(new HubCache(real, Optional.empty()));
    }
    Path parent = real.getParent();
    if (parent != null && parent.endsWith("snapshots") && isCache(parent.resolveSibling("."))) {
      Path cache = parent.resolveSibling(".").normalize();
      return Optional.of(new HubCache(cache, Optional.of(real.getFileName().toString())));
    }
    return Optional.empty();
  }

  private static boolean isCache(Path directory) {
    return Files.isDirectory(directory.resolve("blobs"))
        && Files.isDirectory(directory.resolve("snapshots"));
  }

  /**
   * Where the snapshot's files are, relative to the cache's directory.
   *
   * @throws IOException if it cannot be told which snapshot is meant, or it is not there
   */
  public Path snapshot() throws IOException {
    String wanted = revision.isPresent() ? revision.get() : main();
    Path snapshot = Path.of("snapshots", wanted);
    if (!Files.isDirectory(directory.resolve(snapshot))) {
      throw new IOException(
          "cannot find %s in %s (download the model again, or name one of: %s)"
              .formatted(snapshot, directory, String.join(", ", snapshots())));
    }
    return snapshot;
  }

  private String main() throws IOException {
    Path ref = directory.resolve("refs/main");
    if (!Files.isRegularFile(ref)) {
      throw new IOException(
          "cannot tell which snapshot of %s is meant: refs/main is not there (name one of: %s)"
              .formatted(directory, String.join(", ", snapshots())));
    }
    String named = new String(firstBytes(ref), StandardCharsets.US_ASCII).strip();
    if (!REVISION.matcher(named).matches()) {
      throw new IOException(
          "cannot understand %s: '%s' is no revision".formatted(ref, Brief.line(named)));
    }
    return named;
  }

  private static byte[] firstBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(128);
    }
  }

  private List<String> snapshots() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(directory.resolve("snapshots"))) {
      for (Path each : all) {
        if (names.size() < MOST_NAMED) {
          names.add(Brief.line(each.toString()));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return names;
  }

  /** The SHA-256 that the blob of a file is named by; empty if it is a small one. */
  public static Optional<String> checksum(Path place) {
    String name = place.getFileName().toString();
    return place.startsWith("blobs") && LARGE.matcher(name).matches()
        ? Optional.of(name)
        : Optional.empty();
  }

  /** The model's name without its owner's: {@code models--OWNER--NAME}. */
  public String model() {
    String name = directory.getFileName().toString();
    return name.substring(name.lastIndexOf("--") + (name.contains("--") ? 2 : 1));
  }
}
