package org.dubnium.fleet.pod.reconcile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dubnium.fleet.pod.store.PodStore;

/**
 * Runs schedules, each from a seed of its own. {@code main COUNT SEED} prints how many, from which
 * seed, and how long they took; the build runs some of them.
 */
final class PodSchedules {

  private PodSchedules() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    long seed = Long.parseLong(arguments[1]);
    long begin = System.nanoTime();
    run(count, seed);
    System.out.printf(
        "%d schedules from seed %d in %.1f s%n", count, seed, (System.nanoTime() - begin) / 1e9);
  }

  /** Runs so many; a failure names its seed, and tells what happened in that one alone. */
  static void run(int count, long seed) throws Exception {
    Path directory = Files.createTempDirectory(memory(), "pods");
    try {
      for (long each = seed; each < seed + count; each++) {
        try {
          run(each, directory, _ -> {});
        } catch (AssertionError | RuntimeException failure) {
          throw new AssertionError(
              "schedule %d: %s%n%s".formatted(each, failure, trace(each, directory)), failure);
        }
      }
    } finally {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Where a file is not written to a disk, if there is such a place. */
  private static Path memory() {
    Path shared = Path.of("/dev/shm");
    return Files.isWritable(shared) ? shared : Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static String trace(long seed, Path directory) throws Exception {
    List<String> lines = new ArrayList<>();
    try {
      run(seed, directory, lines::add);
    } catch (AssertionError | RuntimeException again) {
      lines.add(again.toString());
    }
    return String.join("\n", lines);
  }

  private static void run(long seed, Path directory, Consumer<String> trace) throws Exception {
    Path file = directory.resolve("pods.db");
    deleteStore(file);
    try (PodStore store = PodStore.open(file, () -> Instant.EPOCH)) {
      new PodSchedule(seed, store, trace).run();
    }
  }

  private static void deleteStore(Path file) throws IOException {
    for (String companion : List.of("", "-wal", "-shm")) {
      Files.deleteIfExists(file.resolveSibling(file.getFileName() + companion));
    }
  }
}
