package org.dubnium.daemon.adapter.model.seed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Set;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.adapter.model.bundle.BundleTree;
import org.dubnium.daemon.adapter.model.bundle.BundleVerifier;
import org.dubnium.daemon.adapter.model.bundle.ByteProgress;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.text.DataSize;

/**
 * Copies models into the store. Under its name a model is there whole, verified and recorded, or not at all; an
 * attempt that ends early leaves a hidden copy, which the next one goes on with.
 */
public final class Seeder {

  /** Stores the record of a verification. */
  @FunctionalInterface
  public interface Recorder {
    void record(Verification verification) throws IOException;
  }

  /**
   * The result of a copy.
   *
   * @param path the bundle's
   * @param copied bytes that were copied now; the rest was there
   * @param already whether the same bundle was there before, so that nothing was done
   */
  public record Result(
      ModelName name, Path path, int files, long bytes, long copied, boolean already) {}

  private final Path store;
  private final Path locks;
  private final long floor;
  private final BundleVerifier verifier;
  private final Recorder recorder;
  private final ByteProgress progress;

  /**
   * Copies into a store.
   *
   * @param store directory that is there
   * @param locks directory for the locks, which is there
   * @param floor bytes that stay free
   * @throws IOException if there is no store
   */
  public Seeder(
      Path store,
      Path locks,
      long floor,
      BundleVerifier verifier,
      Recorder recorder,
      ByteProgress progress)
      throws IOException {
    if (!Files.isDirectory(store)) {
      throw new IOException(
          "cannot use the store of models: %s is no directory (systemd-tmpfiles --create dubnium.conf)"
              .formatted(store));
    }
    this.store = store.toRealPath();
    this.locks = locks;
    this.floor = floor;
    this.verifier = verifier;
    this.recorder = recorder;
    this.progress = progress;
  }

  /** Copies a model, verifies it, and gives it its name. */
  public Result seed(SeedSource source, ModelName name) throws IOException {
    Path copy = copy(name);
    if (source.path().startsWith(copy)) {
      throw new IOException("cannot seed from " + copy + ": it is a copy in progress");
    }
    SeedPlan plan = SeedPlan.of(source);
    Path target = store.resolve(name.value());
    try (SeedLock _ = SeedLock.take(locks, name)) {
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        requireSame(target, plan, source);
        return new Result(name, target, plan.files().size(), plan.bytes(), 0, true);
      }
      SeedCopy work = new SeedCopy(copy, plan, progress);
      long missing = plan.bytes() - work.resume();
      requireSpace(name, missing, copy, missing == plan.bytes());
      progress.begin("copying", missing);
      work.copy(source.files());
      Verification verified = verifier.verify(copy);
      work.sync();
      // The record comes first: a bundle that has its name is known to be sound.
      recorder.record(new Verification(target.toString(), verified.at(), verified.files()));
      AtomicFile.rename(copy, target);
      return new Result(name, target, verified.files().size(), plan.bytes(), missing, false);
    }
  }

  private Path copy(ModelName name) {
    return store.resolve(copyName(name));
  }

  /** The directory in the store in which a model's copy is made. */
  public static String copyName(ModelName name) {
    return ".seed-" + name;
  }

  private static void requireSame(Path target, SeedPlan plan, SeedSource source)
      throws IOException {
    if (Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
      try (BundleTree there = BundleTree.open(target)) {
        if (plan.describes(there, source)) {
          return;
        }
      }
    }
    throw new IOException(
        "cannot seed %s: %s is another one (give another name by --name, or first: mode model remove %s)"
            .formatted(target.getFileName(), target, target.getFileName()));
  }

  /** Requires room on disk; removes the empty copy where there is none. */
  private void requireSpace(ModelName name, long bytes, Path copy, boolean isEmpty)
      throws IOException {
    long free = Files.getFileStore(store).getUsableSpace();
    long lacking = bytes + floor - free;
    if (lacking <= 0) {
      return;
    }
    if (isEmpty) {
      AtomicFile.delete(copy);
    }
    throw new IOException(
        ("cannot seed %s: %s are to be copied and %s are to stay free, and %s has %s: %s are missing (make"
                + " room: mode model list, mode model remove NAME)")
            .formatted(
                name,
                DataSize.text(bytes),
                DataSize.text(floor),
                store,
                DataSize.text(free),
                DataSize.text(lacking)));
  }

  /**
   * Drops the copy of a model that was not finished.
   *
   * @return whether there was one
   */
  public boolean discard(ModelName name) throws IOException {
    Path copy = copy(name);
    try (SeedLock _ = SeedLock.take(locks, name)) {
      if (!Files.isDirectory(copy, LinkOption.NOFOLLOW_LINKS)) {
        return false;
      }
      SeedCopy.clear(copy, Set.of());
      AtomicFile.delete(copy);
      return true;
    }
  }
}
