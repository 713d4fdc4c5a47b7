package org.dubnium.daemon.adapter.model;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import org.dubnium.common.io.AtomicFile;
import org.dubnium.daemon.domain.model.ModelName;

/** Deletes bundles: each is renamed to a hidden name first, so that no partial one is ever listed. */
final class BundleRemoval {

  private static final String HIDDEN = ".removed-";

  /** The most levels of directories that are deleted. */
  private static final int DEEPEST = 32;

  private final Path store;

  BundleRemoval(Path store) {
    this.store = store;
  }

  /** Gives a bundle a hidden name, and deletes what an interrupted removal of it had left there. */
  Path hide(ModelName name) throws IOException {
    Path hidden = store.resolve(HIDDEN + name);
    delete(hidden);
    if (Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(hidden.toString());
    }
    AtomicFile.rename(store.resolve(name.value()), hidden);
    return hidden;
  }

  /** Deletes a file, a link or a directory with all that is in it; nothing if it is not there. */
  void delete(Path hidden) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(store)) {
      // By descriptors, not by names: a directory that becomes a link meanwhile is not followed.
      if (!(entries instanceof SecureDirectoryStream<Path> open)) {
        throw new IOException("this file system has no safe way to delete directories");
      }
      delete(open, store.relativize(hidden), DEEPEST);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (NoSuchFileException gone) {
      return;
    }
    AtomicFile.syncDirectory(hidden);
  }

  private static void delete(SecureDirectoryStream<Path> parent, Path name, int depth)
      throws IOException {
    boolean directory =
        parent
            .getFileAttributeView(name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
            .readAttributes()
            .isDirectory();
    if (!directory) {
      parent.deleteFile(name);
      return;
    }
    if (depth == 0) {
      throw new IOException("directories lie too deep in each other: " + name);
    }
    try (SecureDirectoryStream<Path> entries =
        parent.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS)) {
      for (Path entry : entries) {
        delete(entries, entry.getFileName(), depth - 1);
      }
    }
    parent.deleteDirectory(name);
  }
}
