package org.dubnium.daemon.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.daemon.fixture.Policies;

/** A directory with the administrator's files, over the shipped defaults. */
final class ConfigFiles {

  private final Path directory;

  ConfigFiles(Path directory) {
    this.directory = directory;
  }

  Path config() {
    return directory.resolve("mode-controller.json");
  }

  Path dropIn(String name) {
    return directory.resolve("mode-controller.d").resolve(name);
  }

  ConfigFiles write(String text) throws IOException {
    Files.writeString(config(), text);
    return this;
  }

  ConfigFiles writeDropIn(String name, String text) throws IOException {
    Files.createDirectories(dropIn(name).getParent());
    Files.writeString(dropIn(name), text);
    return this;
  }

  Configuration load() throws ConfigException {
    return ConfigLoader.load(Policies.DEFAULTS, config());
  }

  /** What is wrong, with the directory left out of the names of files. */
  List<String> problems() {
    try {
      load();
    } catch (ConfigException e) {
      return e.problems().stream().map(line -> line.replace(directory + "/", "")).toList();
    }
    throw new AssertionError("it was accepted");
  }
}
