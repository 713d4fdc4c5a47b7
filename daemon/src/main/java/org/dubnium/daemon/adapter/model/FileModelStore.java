package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.adapter.model.bundle.BundleFindings;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelName;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.StoredModel;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.ModelStore;
import org.dubnium.daemon.procfs.Directory;

/**
 * The directory of models, and the environment files of the model server's units, of which the
 * selection is the last.
 */
public final class FileModelStore implements ModelStore {

  /** Longest name of a model that a server says it was started with, in bytes. */
  private static final int LONGEST_NAME = 4096;

  private final ModelPaths paths;
  private final ServerSettings settings;
  private final BundleReader bundles;
  private final BundleRemoval removal;
  private final CachedChecks checks = new CachedChecks();

  public FileModelStore(ModelPaths paths) {
    this.paths = paths;
    this.settings = new ServerSettings(paths);
    this.bundles = new BundleReader(paths.records());
    this.removal = new BundleRemoval(paths.store());
  }

  @Override
  public Reading<ServedModel> served() {
    try {
      Map<String, String> selection = settings.selection();
      return Reading.of(
          served(settings.next(), selection.containsKey(ServerSettings.MODEL), started()));
    } catch (IOException e) {
      return Reading.unavailable("cannot read what vllm.service serves: " + e.getMessage());
    }
  }

  @Override
  public Reading<List<StoredModel>> list() {
    try {
      List<StoredModel> models = new ArrayList<>();
      for (Path entry : Directory.list(paths.store(), "[!.]*")) {
        String name = String.valueOf(entry.getFileName());
        if (models.size() < MOST && ModelName.isValid(name) && Files.isDirectory(entry)) {
          models.add(stored(new ModelName(name)));
        }
      }
      return Reading.of(List.copyOf(models));
    } catch (NoSuchFileException noStore) {
      return Reading.of(List.of());
    } catch (IOException e) {
      return Reading.unavailable("cannot read the model store: " + e.getMessage());
    }
  }

  @Override
  public Reading<Optional<StoredModel>> find(ModelName name) {
    try {
      return Reading.of(
          Files.isDirectory(paths.bundle(name)) ? Optional.of(stored(name)) : Optional.empty());
    } catch (IOException e) {
      return Reading.unavailable("cannot read the model " + name + ": " + e.getMessage());
    }
  }

  /** A bundle whose files cannot be looked at is told of all the same, with why. */
  private StoredModel stored(ModelName name) throws IOException {
    Map<String, String> selected = settings.ifSelected(name);
    try {
      ServedModel served = served(selected, true, Optional.empty());
      BundleFindings findings =
          checks.of(
              served.bundle().orElseThrow(() -> new NoSuchFileException("it has just gone")));
      return new StoredModel(
          name, served, findings.architecture(), findings.problems().stream().findFirst());
    } catch (IOException unreadable) {
      return new StoredModel(
          name,
          new ServedModel(
              paths.bundle(name).toString(),
              List.of(),
              Optional.empty(),
              Optional.of(name),
              true,
              Optional.empty()),
          Optional.empty(),
          Optional.of("cannot read it: " + unreadable.getMessage()));
    }
  }

  private ServedModel served(
      Map<String, String> from, boolean chosen, Optional<String> started) throws IOException {
    String model = from.getOrDefault(ServerSettings.MODEL, "");
    Optional<ModelBundle> bundle = bundles.read(model);
    return new ServedModel(
        model,
        CommandWords.of(from.getOrDefault(ServerSettings.ARGUMENTS, "")),
        bundle,
        paths.stored(model),
        chosen,
        started);
  }

  /** The model that the server was started with, from a file of its own: no pipe and no link is opened. */
  private Optional<String> started() {
    Path file = paths.started();
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile()
          ? Optional.of(SmallFile.text(file, LONGEST_NAME, LinkOption.NOFOLLOW_LINKS).strip())
          : Optional.empty();
    } catch (IOException noneRuns) {
      return Optional.empty();
    }
  }

  @Override
  public synchronized void select(Optional<ModelName> name) throws HostException {
    try {
      if (name.isEmpty()) {
        AtomicFile.delete(paths.selection());
      } else {
        AtomicFile.write(
            paths.selection(),
            EnvironmentFile.format(settings.of(name.get())).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException unwritable) {
      throw new HostException(
          "cannot select " + name.map(ModelName::value).orElse("no model") + ": " + unwritable.getMessage(),
          unwritable);
    }
  }

  @Override
  public synchronized Removed remove(ModelName name) throws HostException {
    try {
      Path bundle = paths.bundle(name);
      Optional<Path> record =
          Files.isSymbolicLink(bundle)
              ? Optional.empty()
              : Optional.of(bundles.record(bundle.toRealPath().toString()));
      Path hidden = removal.hide(name);
      if (record.isPresent()) {
        Files.deleteIfExists(record.get());
      }
      return () -> delete(name, hidden);
    } catch (IOException stuck) {
      throw new HostException("cannot remove " + name + ": " + stuck.getMessage(), stuck);
    }
  }

  private void delete(ModelName name, Path hidden) throws HostException {
    try {
      removal.delete(hidden);
    } catch (IOException stuck) {
      throw new HostException(
          "cannot delete all of " + name + ", what is left is in " + hidden + ": " + stuck.getMessage(),
          stuck);
    }
  }
}
