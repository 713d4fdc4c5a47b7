package org.dubnium.daemon.adapter.nvml;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * The driver's files: the library as it is on disk, and what the kernel module says of itself.
 * Sources: NVIDIA's packages install {@code libnvidia-ml.so.1} as a link to {@code
 * libnvidia-ml.so.VERSION}; the module's line in {@code /proc/driver/nvidia/version} is as {@code
 * NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build …}.
 */
final class DriverFiles {

  private static final Pattern VERSIONED = Pattern.compile(".*\\.so\\.(\\d+(?:\\.\\d+)+)");
  private static final Pattern MODULE =
      Pattern.compile("NVRM version:.*?Kernel Module.*?\\s(\\d+(?:\\.\\d+)+)(?:\\s.*)?");

  /** Mappings of a file end with its path, and with this where it was replaced or removed since. */
  private static final String DELETED = " (deleted)";

  private final Path proc;

  /**
   * @param proc where procfs is mounted
   */
  DriverFiles(Path proc) {
    this.proc = proc;
  }

  /**
   * Where a program that is started now finds the library.
   *
   * @param name as configured: a path, or a name of which this process has loaded one from somewhere
   */
  Optional<Path> library(String name) {
    Path configured = Path.of(name);
    return configured.isAbsolute()
        ? Optional.of(configured)
        : loadedFrom(name).map(folder -> folder.resolve(configured));
  }

  /** The folder from which this process has loaded a library. */
  private Optional<Path> loadedFrom(String name) {
    String stem = name.substring(0, Math.max(name.indexOf(".so"), 0)) + ".so";
    try (Stream<String> mappings = Files.lines(proc.resolve("self/maps"))) {
      return mappings
          .map(mapping -> mapping.substring(Math.max(0, mapping.indexOf('/'))))
          .map(path -> path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path)
          .filter(path -> path.startsWith("/"))
          .map(Path::of)
          .filter(path -> path.getFileName().toString().startsWith(stem))
          .map(Path::getParent)
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /** The version in the name of the file that a library's links lead to. */
  static Reading<String> version(Path real) {
    Matcher name = VERSIONED.matcher(String.valueOf(real.getFileName()));
    return name.matches()
        ? Reading.of(name.group(1))
        : Reading.unavailable("cannot tell the version of " + real + ": its name has none");
  }

  /** The version of the kernel module that runs. */
  Reading<String> moduleVersion() {
    Path file = proc.resolve("driver/nvidia/version");
    try {
      String text = Files.readString(file);
      Matcher line = MODULE.matcher(text.lines().findFirst().orElse(""));
      return line.matches()
          ? Reading.of(line.group(1))
          : Reading.unavailable("cannot tell the version of the kernel module from " + file);
    } catch (IOException unreadable) {
      return Reading.unavailable("cannot read " + file + ": " + unreadable.getMessage());
    }
  }
}
