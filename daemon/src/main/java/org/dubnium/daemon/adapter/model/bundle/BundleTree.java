package org.dubnium.daemon.adapter.model.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.dubnium.common.io.BoundedInput;
import org.dubnium.daemon.domain.model.FileStamp;
import org.dubnium.daemon.domain.text.Brief;

/**
 * The files of a bundle, listed and opened below a directory that stays open: component by component,
 * openat(2) with {@code O_NOFOLLOW}, so that nobody who may write there leads a reader out of it
 * meanwhile. A link stands for the file that it names, if that is below the same directory.
 */
public final class BundleTree implements AutoCloseable {

  /** The most files of a bundle; a directory with more is no bundle. */
  private static final int MOST = 10_000;

  private static final int DEEPEST = 8;

  private final Path root;
  private final SecureDirectoryStream<Path> opened;
  private final Map<String, FileStamp> stamps = new TreeMap<>();
  private final Map<String, Path> places = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Does something with a name in a directory that is open. */
  @FunctionalInterface
  private interface Use<T> {
    T in(SecureDirectoryStream<Path> directory, Path name) throws IOException;
  }

  private BundleTree(Path root, SecureDirectoryStream<Path> opened) {
    this.root = root;
    this.opened = opened;
  }

  /**
   * Lists a directory's files. What begins with a dot belongs to whoever fetched or keeps the bundle.
   *
   * @throws IOException if something cannot be looked at, or if there is too much in it for a bundle
   */
  public static BundleTree open(Path directory) throws IOException {
    return open(directory, Path.of("."));
  }

  /**
   * Likewise, those of a directory below, whose links may lead to anywhere below the upper one.
   *
   * @param below relative to the upper one
   */
  @SuppressWarnings("StreamResourceLeak") // it is closed with the tree
  public static BundleTree open(Path directory, Path below) throws IOException {
    Path root = directory.toRealPath();
    DirectoryStream<Path> opened = Files.newDirectoryStream(root);
    if (!(opened instanceof SecureDirectoryStream<Path> secure)) {
      opened.close();
      throw new IOException("cannot read " + root + ": this is no Linux");
    }
    BundleTree tree = new BundleTree(root, secure);
    try {
      tree.at(
          below,
          (in, name) -> {
            tree.list(in, name, below.normalize(), "", DEEPEST);
            return tree;
          });
      return tree;
    } catch (IOException e) {
      tree.close();
      throw e;
    }
  }

  /** By path below the bundle's. */
  public Map<String, FileStamp> files() {
    return Collections.unmodifiableMap(stamps);
  }

  /** What is there and is no file of a bundle, each in a sentence with its name. */
  public List<String> problems() {
    return Collections.unmodifiableList(problems);
  }

  /** Where a file is, relative to the directory below which it is looked for: its own, or its link's. */
  public Path place(String file) {
    Path place = places.get(file);
    if (place == null) {
      throw new IllegalArgumentException("cannot find a file that was not listed: " + file);
    }
    return place;
  }

  /** Opens a file that was listed, for reading. */
  public SeekableByteChannel read(String file) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    return at(place(file), (in, name) -> in.newByteChannel(name, options));
  }

  /**
   * A small file whole.
   *
   * @param most bytes that it may have
   */
  public byte[] bytes(String file, int most) throws IOException {
    try (InputStream in = Channels.newInputStream(read(file))) {
      return new BoundedInput(in, most).readAllBytes();
    }
  }

  /** Size and time of a file that was listed, as they are now. */
  public FileStamp stamp(String file) throws IOException {
    return stamp(at(place(file), BundleTree::look));
  }

  @Override
  public void close() throws IOException {
    opened.close();
  }

  private <T> T at(Path place, Use<T> use) throws IOException {
    return at(opened, place, use);
  }

  private static <T> T at(SecureDirectoryStream<Path> from, Path place, Use<T> use)
      throws IOException {
    if (place.getNameCount() == 1) {
      return use.in(from, place);
    }
    try (SecureDirectoryStream<Path> next = enter(from, place.getName(0))) {
      return at(next, place.subpath(1, place.getNameCount()), use);
    }
  }

  private static SecureDirectoryStream<Path> enter(SecureDirectoryStream<Path> from, Path name)
      throws IOException {
    return from.newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
  }

  private static BasicFileAttributes look(SecureDirectoryStream<Path> in, Path name)
      throws IOException {
    return in.getFileAttributeView(
            name, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
        .readAttributes();
  }

  private static FileStamp stamp(BasicFileAttributes seen) {
    return new FileStamp(seen.size(), seen.lastModifiedTime().toInstant());
  }

  private void list(
      SecureDirectoryStream<Path> in, Path directory, Path place, String prefix, int depth)
      throws IOException {
    int count = 0;
    try (SecureDirectoryStream<Path> entries = enter(in, directory)) {
      for (Path entry : entries) {
        if (depth == 0 || ++count > MOST || stamps.size() > MOST) {
          throw new IOException(
              "cannot take %s for a part of a model bundle: there is too much in it"
                  .formatted(root.resolve(place)));
        }
        Path name = entry.getFileName();
        if (!name.toString().startsWith(".")) {
          take(entries, name, place.resolve(name).normalize(), prefix + name, depth);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void take(
      SecureDirectoryStream<Path> in, Path name, Path place, String file, int depth)
      throws IOException {
    BasicFileAttributes seen = look(in, name);
    if (!Brief.line(file).equals(file) || file.indexOf('\\') >= 0) {
      problems.add(
          "the name of %s is too long, or has control characters or backslashes in it"
              .formatted(Brief.line(file)));
    } else if (seen.isDirectory()) {
      list(in, name, place, file + "/", depth - 1);
    } else if (seen.isSymbolicLink()) {
      follow(place, file);
    } else if (seen.isRegularFile()) {
      add(file, place, seen);
    } else {
      problems.add(file + " is no file, but a socket, a FIFO or a device");
    }
  }

  /** Resolves a symbolic link: its target is opened component by component, like any other path. */
  private void follow(Path place, String file) throws IOException {
    Path link = Files.readSymbolicLink(root.resolve(place));
    Path target = root.resolve(place).resolveSibling(link).normalize();
    if (!target.startsWith(root) || target.equals(root)) {
      problems.add("%s is a link to %s, outside of it".formatted(file, brief(link)));
      return;
    }
    Path aim = root.relativize(target);
    try {
      BasicFileAttributes seen = at(aim, BundleTree::look);
      if (seen.isRegularFile()) {
        add(file, aim, seen);
      } else {
        problems.add("%s is a link to %s, which is no file".formatted(file, brief(link)));
      }
    } catch (NoSuchFileException e) {
      problems.add("%s is a link to %s, which is not there".formatted(file, brief(link)));
    }
  }

  private static String brief(Path path) {
    return Brief.line(path.toString());
  }

  private void add(String file, Path place, BasicFileAttributes seen) {
    stamps.put(file, stamp(seen));
    places.put(file, place);
  }
}
