package org.dubnium.daemon.adapter.nvml;

import com.sun.jna.NativeLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.dubnium.daemon.adapter.nvml.NvmlLibrary.Group;
import org.dubnium.daemon.domain.observation.DriverFit;
import org.dubnium.daemon.domain.observation.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a program that is started now would fare with the driver, while this one has it open
 * already: initialises NVML once more, from the file that the program would load. As long as that is
 * the file which is loaded here, a second initialisation costs nothing and is told what a first one
 * is told of the session; once it is another, it is loaded beside the first, once, and asked. Belongs
 * to the session's thread.
 */
final class NewcomerCheck {

  private static final String INIT = "nvmlInit_v2";

  /** Identity of a file: another one in its place is another. */
  private record FileId(Path real, @Nullable Object key, FileTime modified) {}

  private final DriverFiles files;
  private final NvmlCalls calls;
  private final CallTrace trace;
  private final Optional<Path> library;
  private final @Nullable FileId loaded;

  /** The newest file that is not the loaded one, and what came of it. */
  private @Nullable FileId tried;

  private Optional<String> refusal = Optional.empty();

  /**
   * Made right after the library was loaded.
   *
   * @param name of the library, as configured
   */
  NewcomerCheck(DriverFiles files, NvmlLibrary library, CallTrace trace, String name) {
    this.files = files;
    // Calls of its own: what is said to a newcomer does not end the session.
    this.calls = new NvmlCalls(library, trace);
    this.trace = trace;
    this.library = files.library(name);
    this.loaded = this.library.map(NewcomerCheck::identify).orElse(null);
  }

  DriverFit check() {
    Reading<String> module = files.moduleVersion();
    if (library.isEmpty()) {
      return new DriverFit(
          Reading.unavailable("cannot find the file that NVML was loaded from"), module, initAgain());
    }
    FileId now = identify(library.get());
    if (now == null) {
      String gone = library.get() + " is no longer there (install the NVIDIA driver again)";
      return new DriverFit(Reading.unavailable(gone), module, Optional.of(gone));
    }
    return new DriverFit(
        DriverFiles.version(now.real()),
        module,
        now.equals(loaded) ? initAgain() : initAnew(now));
  }

  /** Null if there is no such file. */
  private static @Nullable FileId identify(Path library) {
    try {
      Path real = library.toRealPath();
      BasicFileAttributes file = Files.readAttributes(real, BasicFileAttributes.class);
      return new FileId(real, file.fileKey(), file.lastModifiedTime());
    } catch (IOException missing) {
      return null;
    }
  }

  private Optional<String> initAgain() {
    NvmlReturn code = calls.call(INIT, _ -> NvmlSymbols.Core.nvmlInit_v2());
    if (code.isSuccess()) {
      // Takes back the second initialisation; the first stays.
      NvmlReturn _ = calls.call("nvmlShutdown", _ -> NvmlSymbols.Core.nvmlShutdown());
      return Optional.empty();
    }
    return refused(code);
  }

  private Optional<String> initAnew(FileId now) {
    if (!now.equals(tried)) {
      trace.enter("loading of " + now.real());
      try (NativeLibrary other = NativeLibrary.getInstance(unknownName(now.real()))) {
        NvmlReturn code = new NvmlReturn(other.getFunction(INIT).invokeInt(new Object[0]));
        if (code.isSuccess()) {
          int _ = other.getFunction("nvmlShutdown").invokeInt(new Object[0]);
        }
        refusal = code.isSuccess() ? Optional.empty() : refused(code);
      } catch (UnsatisfiedLinkError broken) {
        refusal = Optional.of("cannot load " + now.real() + ": " + broken.getMessage());
      }
      tried = now;
    }
    return refusal;
  }

  /**
   * The file under a name by which JNA has not loaded anything: it would give out the session's own
   * library for that one's name, and closing that pulls it from under the session.
   */
  private static String unknownName(Path real) {
    return real.getParent() + "/./" + real.getFileName();
  }

  /** A driver that lacks the name, or refuses it as such, has let this program in by the older one. */
  private Optional<String> refused(NvmlReturn code) {
    boolean older =
        (code.equals(NvmlReturn.NOT_SUPPORTED) || code.equals(NvmlReturn.FUNCTION_NOT_FOUND))
            && calls.library().has(Group.FIRST_NAMES);
    return older ? Optional.empty() : Optional.of(INIT + " answered " + code);
  }
}
