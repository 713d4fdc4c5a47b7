package org.dubnium.daemon.adapter.proc;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.dubnium.daemon.domain.observation.Observation.PathState;
import org.dubnium.daemon.domain.observation.Reading;

/**
 * Looks at a path as PID 1 sees it. The daemon's own view is that of its sandbox, where nearly
 * everything is read-only and {@code /tmp} is another.
 */
final class PathReader {

  private static final PathState MISSING = new PathState(false, "", false, 0);

  private final Path root;
  private final Path mountInfo;

  /**
   * @param proc where procfs is mounted
   */
  PathReader(Path proc) {
    this.root = proc.resolve("1/root");
    this.mountInfo = proc.resolve("1/mountinfo");
  }

  Reading<PathState> read(String path) {
    if (!path.startsWith("/")) {
      return Reading.unavailable("cannot look at '" + path + "': it is not an absolute path");
    }
    Path place = root.resolve(path.substring(1));
    try {
      var _ = Files.readAttributes(place, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return Files.exists(root)
          ? Reading.of(MISSING)
          : Reading.unavailable("cannot look at " + path + ": " + root + " is not there");
    } catch (IOException e) {
      return Reading.unavailable("cannot look at " + path + ": " + e.getMessage());
    }
    return state(path, place);
  }

  private Reading<PathState> state(String path, Path place) {
    try {
      MountTable mounts = MountTable.parse(Files.readString(mountInfo));
      File file = place.toFile();
      // statvfs(3); java.io.File tells a failure only by saying 0 everywhere.
      if (file.getTotalSpace() == 0) {
        return Reading.unavailable("cannot tell the free space of " + path);
      }
      return mounts
          .find(withoutLinks(path, place))
          .map(
              mount ->
                  Reading.of(
                      new PathState(true, mount.point(), mount.readOnly(), file.getFreeSpace())))
          .orElseGet(() -> Reading.unavailable("cannot find the file system of " + path));
    } catch (IOException e) {
      return Reading.unavailable("cannot tell the file system of " + path + ": " + e.getMessage());
    }
  }

  private String withoutLinks(String path, Path place) {
    try {
      return "/" + root.toRealPath().relativize(place.toRealPath());
    } catch (IOException e) {
      // The path is behind something that the sandbox hides; as it is written it will do.
      return Path.of(path).normalize().toString();
    }
  }
}
