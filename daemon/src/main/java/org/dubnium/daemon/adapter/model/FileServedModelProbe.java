package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.model.ModelBundle;
import org.dubnium.daemon.domain.model.ModelShape;
import org.dubnium.daemon.domain.model.ServedModel;
import org.dubnium.daemon.domain.model.Verification;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.json.VerificationJson;
import org.dubnium.daemon.port.ServedModelProbe;

/**
 * Reads the environment files of {@code vllm.service}, as systemd will when it starts the unit, and
 * the bundle that they name. Weights are not read, only their sizes and times.
 */
public final class FileServedModelProbe implements ServedModelProbe {

  private static final String MODEL = "DUBNIUM_VLLM_MODEL";
  private static final String ARGUMENTS = "DUBNIUM_VLLM_EXTRA_ARGS";

  private final Path shipped;
  private final Path local;
  private final Path records;

  /**
   * @param shipped environment file that must be there
   * @param local one that is read over it, and may be missing
   * @param records directory of the records of verifications
   */
  public FileServedModelProbe(Path shipped, Path local, Path records) {
    this.shipped = shipped;
    this.local = local;
    this.records = records;
  }

  @Override
  public Reading<ServedModel> served() {
    try {
      Map<String, String> settings = new HashMap<>(EnvironmentFile.parse(text(shipped)));
      if (Files.exists(local)) {
        settings.putAll(EnvironmentFile.parse(text(local)));
      }
      String model = settings.getOrDefault(MODEL, "");
      return Reading.of(
          new ServedModel(
              model, CommandWords.of(settings.getOrDefault(ARGUMENTS, "")), bundle(model)));
    } catch (IOException e) {
      return Reading.unavailable("cannot read what vllm.service serves: " + e.getMessage());
    }
  }

  /** As bytes: a comment need not be UTF-8. */
  private static String text(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  private Optional<ModelBundle> bundle(String model) throws IOException {
    if (!model.startsWith("/") || !Files.isDirectory(Path.of(model))) {
      return Optional.empty();
    }
    Path bundle = Path.of(model).toRealPath();
    Map<String, FileStamp> files = BundleFiles.list(bundle);
    return Optional.of(
        new ModelBundle(
            bundle.toString(), files, shape(bundle), verification(bundle.toString())));
  }

  private static Reading<ModelShape> shape(Path bundle) {
    Path config = bundle.resolve(ModelBundle.CONFIG);
    try {
      return Reading.of(ShapeReader.read(Files.readAllBytes(config)));
    } catch (IOException e) {
      return Reading.unavailable("cannot read " + config + ": " + e.getMessage());
    }
  }

  private Reading<Optional<Verification>> verification(String bundle) {
    Path record = records.resolve(VerificationJson.fileName(bundle));
    try {
      return Reading.of(Optional.of(VerificationJson.read(Files.readAllBytes(record))));
    } catch (NoSuchFileException e) {
      return Reading.of(Optional.empty());
    } catch (IOException e) {
      return Reading.unavailable("cannot read " + record + ": " + e.getMessage());
    }
  }
}
