package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dubnium.daemon.adapter.model.bundle.BundleTree;
import org.dubnium.daemon.adapter.model.bundle.HubCache;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.text.Brief;

/**
 * A model that can be copied into the store: a bundle's directory, one below {@code models/} of a medium, or
 * a snapshot in a Hugging Face cache.
 */
public final class SeedSource implements AutoCloseable {

  private static final String MEDIUM = "models";
  private static final int MOST_NAMED = 32;

  private final Path path;
  private final String name;
  private final BundleTree files;
  private final boolean fromHub;

  private SeedSource(Path path, String name, BundleTree files, boolean fromHub) {
    this.path = path;
    this.name = name;
    this.files = files;
    this.fromHub = fromHub;
  }

  /**
   * Finds out what a directory is.
   *
   * @param wanted the name that was asked for; on a medium, which of its bundles is meant
   * @throws IOException if it is nothing that can be copied, or if it cannot be told which bundle is meant
   */
  public static SeedSource find(Path directory, Optional<ModelName> wanted) throws IOException {
    Path real = real(directory);
    Optional<HubCache> cache = HubCache.at(real);
    if (cache.isPresent()) {
      HubCache hub = cache.get();
      BundleTree files = BundleTree.open(hub.directory(), hub.snapshot());
      return new SeedSource(
          hub.directory().resolve(hub.snapshot()), hub.model(), files, true);
    }
    if (Files.exists(real.resolve(ModelBundle.CONFIG))) {
      return bundle(real);
    }
    if (Files.isDirectory(real.resolve(MEDIUM))) {
      return onMedium(real.resolve(MEDIUM), wanted);
    }
    throw new IOException(nothing(real));
  }

  private static Path real(Path directory) throws IOException {
    try {
      Path real = directory.toRealPath();
      if (Files.isDirectory(real)) {
        return real;
      }
    } catch (NoSuchFileException e) {
      throw new IOException("cannot seed from " + directory + ": it is not there", e);
    }
    throw new IOException("cannot seed from " + directory + ": it is no directory");
  }

  private static SeedSource bundle(Path directory) throws IOException {
    return new SeedSource(
        directory, String.valueOf(directory.getFileName()), BundleTree.open(directory), false);
  }

  private static SeedSource onMedium(Path models, Optional<ModelName> wanted) throws IOException {
    List<String> there = directories(models, "[!.]*");
    if (wanted.isPresent() && there.contains(wanted.get().value())) {
      return bundle(models.resolve(wanted.get().value()));
    }
    if (wanted.isEmpty() && there.size() == 1) {
      return bundle(models.resolve(there.getFirst()));
    }
    String what =
        wanted.map(name -> "no bundle " + name + " is there").orElse("it has not one bundle alone");
    throw new IOException(
        "cannot seed from %s: %s (%s)"
            .formatted(
                models,
                what,
                there.isEmpty() ? "it has none" : "give --name with one of: " + joined(there)));
  }

  private static String nothing(Path directory) throws IOException {
    List<String> caches = directories(directory, "models--*");
    if (!caches.isEmpty()) {
      return "cannot seed from %s: it is a cache of several models (name one of them: %s)"
          .formatted(directory, joined(caches));
    }
    return ("cannot seed from %s: it is neither a bundle (config.json), nor a medium (models/NAME/), nor a"
            + " model in a Hugging Face cache (models--OWNER--NAME)")
        .formatted(directory);
  }

  private static List<String> directories(Path parent, String glob) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(parent, glob)) {
      for (Path each : all) {
        if (names.size() <= MOST_NAMED && Files.isDirectory(each)) {
          names.add(each.getFileName().toString());
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    names.sort(null);
    return names;
  }

  private static String joined(List<String> names) {
    return Brief.line(String.join(", ", names));
  }

  /** Where it is, for people. */
  public Path path() {
    return path;
  }

  /**
   * The name that it has where it is.
   *
   * @throws IOException if the store takes no such name
   */
  public ModelName name() throws IOException {
    if (!ModelName.isValid(name)) {
      throw new IOException(
          "cannot name a model '%s' in the store (give another by --name)"
              .formatted(Brief.line(name)));
    }
    return new ModelName(name);
  }

  BundleTree files() {
    return files;
  }

  /** The checksum that the name of a file's blob gives; empty if it gives none. */
  Optional<String> checksum(String file) {
    return fromHub ? HubCache.checksum(files.place(file)) : Optional.empty();
  }

  /** Whether a list of checksums may be made of what is there: a cache never has one. */
  boolean trustsItsFiles() {
    return fromHub;
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
