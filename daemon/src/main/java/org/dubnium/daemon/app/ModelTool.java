package org.dubnium.daemon.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.program.ExitStatus;
import org.dubnium.daemon.adapter.model.bundle.BundleVerifier;
import org.dubnium.daemon.adapter.model.bundle.UnsoundBundleException;
import org.dubnium.daemon.adapter.model.seed.CopyInUseException;
import org.dubnium.daemon.adapter.model.seed.SeedSource;
import org.dubnium.daemon.adapter.model.seed.Seeder;
import org.dubnium.daemon.adapter.store.VerificationRecords;
import org.dubnium.daemon.config.ConfigLoader;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.policy.Policy;

/**
 * {@code mode-controller --seed-model}, {@code --verify-model} and {@code --discard-model}: root's work on the
 * store of models, which no daemon has to be there for. Each answers the exit status: 0 if it is done, else 1.
 */
final class ModelTool {

  /** Bytes that stay free where the configuration says nothing of the store. */
  private static final long FLOOR = 1L << 30;

  private final Options options;
  private final ModelTask task;
  private final ProgressPrinter progress;
  private final VerificationRecords records = new VerificationRecords(Options.VERIFIED);
  private final BundleVerifier verifier;
  private final ModelReport report;

  private ModelTool(Options options, ModelTask task) {
    this.options = options;
    this.task = task;
    progress = new ProgressPrinter(System.err, isTerminal(), Clock.systemUTC());
    verifier = new BundleVerifier(Clock.systemUTC(), progress);
    report = new ModelReport(task.json(), System.out, System.err);
  }

  static int run(Options options, ModelTask task) throws Exception {
    ModelTool tool = new ModelTool(options, task);
    return SignalInterrupt.during(
        () ->
            switch (task.kind()) {
              case SEED -> tool.seed();
              case VERIFY -> tool.verify();
              case DISCARD -> tool.discard();
            });
  }

  private static boolean isTerminal() {
    try {
      String open = Files.readSymbolicLink(Path.of("/proc/self/fd/2")).toString();
      return open.startsWith("/dev/pts/") || open.startsWith("/dev/tty") || open.equals("/dev/console");
    } catch (IOException e) {
      return false;
    }
  }

  private int seed() throws ConfigException, IOException, InterruptedException {
    try (SeedSource source = SeedSource.find(Path.of(task.subject()), task.name())) {
      ModelName name = task.name().isPresent() ? task.name().get() : source.name();
      return seed(source, name);
    } catch (IOException e) {
      return failed("seed from " + task.subject(), e);
    }
  }

  private int seed(SeedSource source, ModelName name)
      throws ConfigException, IOException, InterruptedException {
    Seeder.Result result;
    try {
      result = seeder().seed(source, name);
    } catch (CopyInUseException e) {
      return failed("seed " + name, e);
    } catch (IOException e) {
      int status = failed("seed " + name, e);
      if (Files.isDirectory(copy(name), LinkOption.NOFOLLOW_LINKS)) {
        report.hint(
            ("what was copied of %s is kept: the same command goes on with it, and 'mode model seed --discard"
                    + " %s' drops it")
                .formatted(name, name));
      }
      return status;
    }
    progress.end();
    report.seeded(result);
    if (!result.already()) {
      announcement().seeded(result, source.path());
    }
    return ExitStatus.DONE;
  }

  private int verify() throws InterruptedException {
    Path bundle = task.bundle(Options.MODELS);
    try {
      Verification verified = verifier.verify(bundle);
      Path record = records.write(verified);
      progress.end();
      report.verified(verified, record);
      Optional<ModelName> name = name(bundle);
      if (name.isPresent()) {
        announcement().verified(name.get(), verified);
      }
      return ExitStatus.DONE;
    } catch (UnsoundBundleException unsound) {
      return unsound(bundle, unsound);
    } catch (IOException e) {
      return failed("verify " + bundle, e);
    }
  }

  /** What an earlier verification found counts no more. */
  private int unsound(Path bundle, UnsoundBundleException unsound) throws InterruptedException {
    int status = failed("verify " + bundle, unsound);
    try {
      records.delete(bundle.toRealPath());
      Optional<ModelName> name = name(bundle);
      if (name.isPresent()) {
        announcement().unsound(name.get(), unsound.problems());
      }
    } catch (IOException e) {
      report.hint("cannot remove the record of an earlier verification: " + e.getMessage());
    }
    return status;
  }

  /** Its name in the store; empty if it is elsewhere, where the daemon has no business. */
  private static Optional<ModelName> name(Path bundle) throws IOException {
    Path named = bundle.toAbsolutePath().normalize();
    String name = String.valueOf(named.getFileName());
    return ModelName.isValid(name) && Files.exists(Options.MODELS.resolve(name))
            && Files.isSameFile(named, Options.MODELS.resolve(name))
        ? Optional.of(new ModelName(name))
        : Optional.empty();
  }

  private int discard() throws ConfigException, IOException {
    ModelName name = new ModelName(task.subject());
    try {
      report.discarded(name, seeder().discard(name));
      return ExitStatus.DONE;
    } catch (IOException e) {
      return failed("discard the copy of " + name, e);
    }
  }

  private int failed(String doing, IOException why) {
    progress.end();
    if (Thread.currentThread().isInterrupted()) {
      report.failed("cannot " + doing + ": it was stopped", List.of());
    } else if (why instanceof UnsoundBundleException unsound) {
      report.failed(String.valueOf(unsound.getMessage()), unsound.problems());
    } else {
      String message = String.valueOf(why.getMessage());
      report.failed(
          message.startsWith("cannot ") ? message : "cannot " + doing + ": " + why, List.of());
    }
    return ExitStatus.UNUSABLE;
  }

  private Seeder seeder() throws ConfigException, IOException {
    return new Seeder(
        Options.MODELS, Options.SEED_LOCKS, floor(), verifier, records::write, progress);
  }

  private ModelAnnouncement announcement() {
    return new ModelAnnouncement(options.bus(), report);
  }

  private static Path copy(ModelName name) {
    return Options.MODELS.resolve(Seeder.copyName(name));
  }

  /** What must stay free where the store is, by the paths that the configuration looks after. */
  private long floor() throws ConfigException {
    return ConfigLoader.load(options.defaults(), options.config()).policy().persistencePaths().stream()
        .filter(path -> Options.MODELS.startsWith(Path.of(path.path())))
        .mapToLong(ModelTool::bytes)
        .max()
        .orElse(FLOOR);
  }

  private static long bytes(Policy.PersistencePath path) {
    return path.minFreeMiB() << 20;
  }
}
