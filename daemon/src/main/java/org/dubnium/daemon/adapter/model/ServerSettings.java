package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.dubnium.daemon.domain.model.ModelName;

/** The environment files of the model server's units, as systemd reads them when it starts one. */
final class ServerSettings {

  static final String MODEL = "DUBNIUM_VLLM_MODEL";
  static final String ARGUMENTS = "DUBNIUM_VLLM_EXTRA_ARGS";

  /** Longest environment file, in bytes. */
  private static final int LONGEST = 64 << 10;

  /** Variables that may be set for a single model: no secrets, since everybody can read the selection. */
  private static final Pattern OF_A_MODEL = Pattern.compile("(DUBNIUM_)?VLLM_[A-Z0-9_]{1,60}");

  private static final String SECRET = "VLLM_API_KEY";

  private final ModelPaths paths;

  ServerSettings(ModelPaths paths) {
    this.paths = paths;
  }

  /** The settings that the next start uses. */
  Map<String, String> next() throws IOException {
    Map<String, String> settings = own();
    settings.putAll(selection());
    return settings;
  }

  /** The settings that a start would use if that model were selected. */
  Map<String, String> ifSelected(ModelName name) throws IOException {
    Map<String, String> settings = own();
    settings.putAll(of(name));
    return settings;
  }

  /** The selection as it is; empty if there is none. */
  Map<String, String> selection() throws IOException {
    return read(paths.selection());
  }

  /** The selection of a model: what the administrator has set for it, and where it is. */
  Map<String, String> of(ModelName name) throws IOException {
    Map<String, String> settings = new LinkedHashMap<>();
    read(paths.settings(name))
        .forEach(
            (variable, value) -> {
              if (OF_A_MODEL.matcher(variable).matches() && !variable.equals(SECRET)) {
                settings.put(variable, value);
              }
            });
    settings.put(MODEL, paths.bundle(name).toString());
    return settings;
  }

  private Map<String, String> own() throws IOException {
    Map<String, String> settings =
        new LinkedHashMap<>(EnvironmentFile.parse(SmallFile.text(paths.shipped(), LONGEST)));
    settings.putAll(read(paths.local()));
    return settings;
  }

  private static Map<String, String> read(Path file) throws IOException {
    return Files.exists(file)
        ? EnvironmentFile.parse(SmallFile.text(file, LONGEST))
        : Map.of();
  }
}
