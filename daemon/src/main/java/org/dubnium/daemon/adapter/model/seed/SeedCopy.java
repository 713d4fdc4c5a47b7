package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.adapter.model.bundle.BundleTree;
import org.dubnium.daemon.adapter.model.bundle.ByteProgress;
import org.dubnium.daemon.adapter.model.bundle.Checksums;
import org.dubnium.daemon.adapter.model.bundle.Sha256;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.jspecify.annotations.Nullable;

/** A copy of a bundle that is being made, under a hidden name, by one process at a time. */
final class SeedCopy {

  private final Path directory;
  private final SeedPlan plan;
  private final ByteProgress progress;
  private final Map<String, String> sums = new TreeMap<>();
  private final Set<String> whole = new HashSet<>();

  SeedCopy(Path directory, SeedPlan plan, ByteProgress progress) {
    this.directory = directory;
    this.plan = plan;
    this.progress = progress;
  }

  /**
   * Takes over what an earlier attempt left: files that are whole stay, whatever else is there goes.
   *
   * @return bytes that need not be copied
   */
  long resume() throws IOException {
    makeDirectory(directory);
    try (BundleTree there = BundleTree.open(directory)) {
      Map<String, FileStamp> candidates = new TreeMap<>(there.files());
      candidates.entrySet().removeIf(file -> !mayBeWhole(file.getKey(), file.getValue()));
      progress.begin(
          "looking at what is there", candidates.values().stream().mapToLong(FileStamp::bytes).sum());
      for (String file : candidates.keySet()) {
        String sum = Sha256.of(there, file, progress);
        if (sum.equals(plan.sums().get(file))) {
          whole.add(file);
          sums.put(file, sum);
        }
      }
    }
    clear(directory, whole);
    return whole.stream().mapToLong(this::bytes).sum();
  }

  private boolean mayBeWhole(String file, FileStamp there) {
    FileStamp wanted = plan.files().get(file);
    return wanted != null && wanted.bytes() == there.bytes() && plan.sums().containsKey(file);
  }

  private long bytes(String file) {
    return Objects.requireNonNull(plan.files().get(file)).bytes();
  }

  /** Copies what is not there, and makes the list of checksums where the source has none. */
  void copy(BundleTree source) throws IOException {
    FileCopier copier = new FileCopier(source, progress);
    for (Map.Entry<String, FileStamp> file : plan.files().entrySet()) {
      String name = file.getKey();
      if (!whole.contains(name)) {
        Path target = directory.resolve(name);
        makeDirectory(Objects.requireNonNull(target.getParent()));
        Optional<String> sum = Optional.ofNullable(plan.sums().get(name));
        sums.put(name, copier.copy(name, file.getValue(), sum, target));
      }
    }
    if (plan.makesList()) {
      AtomicFile.write(
          directory.resolve(ModelBundle.CHECKSUMS),
          Checksums.list(sums).getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Makes all names in it durable. */
  void sync() throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            try (FileChannel channel = FileChannel.open(each, StandardOpenOption.READ)) {
              channel.force(true);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** For everybody to read, whatever the umask. */
  private static void makeDirectory(Path each) throws IOException {
    if (!Files.isDirectory(each)) {
      Path parent = each.getParent();
      if (parent != null) {
        makeDirectory(parent);
      }
      Files.createDirectory(each);
      Files.setPosixFilePermissions(each, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  /**
   * Removes what is in a directory, and no link's target.
   *
   * @param kept files that stay, by path below it
   */
  static void clear(Path directory, Set<String> kept) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes seen) throws IOException {
            if (!kept.contains(directory.relativize(file).toString())) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path each, @Nullable IOException failure)
              throws IOException {
            if (!each.equals(directory) && isEmpty(each)) {
              Files.delete(each);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static boolean isEmpty(Path directory) throws IOException {
    try (var entries = Files.newDirectoryStream(directory)) {
      return !entries.iterator().hasNext();
    }
  }
}
