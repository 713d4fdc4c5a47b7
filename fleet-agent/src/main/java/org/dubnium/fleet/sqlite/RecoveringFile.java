package org.dubnium.fleet.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is loaded from a file, for as long as the file is sound. One that turns out to be damaged is
 * set aside, at start or when the damage is met, and a new one is begun: at once or, where that
 * fails, at the next failure. Those who recover or close take turns; anybody may read meanwhile.
 */
public final class RecoveringFile<T extends RecoveringFile.Content> implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RecoveringFile.class);

  /** What is loaded from a file; closed with the connections that it has. */
  public interface Content extends AutoCloseable {
    @Override
    void close() throws SQLException;
  }

  private final SqliteFile file;
  private final InstantSource clock;
  private final SqliteFile.Loader<T> loader;
  private volatile T content;
  private volatile boolean closed;

  /** What was loaded is closed, and no new file could be begun yet. */
  private volatile boolean lost;

  private volatile long recoveries;

  private RecoveringFile(
      SqliteFile file, InstantSource clock, SqliteFile.Loader<T> loader, T content) {
    this.file = file;
    this.clock = clock;
    this.loader = loader;
    this.content = content;
  }

  /**
   * Opens a file, or makes it; its directory must be there.
   *
   * @param loader of every file, also of one that takes the place of another
   * @throws UnusableFileException if it cannot be used and is not just damaged, or is of a newer program;
   *     it is left alone then
   */
  public static <T extends Content> RecoveringFile<T> open(
      SqliteFile file, InstantSource clock, SqliteFile.Loader<T> loader)
      throws UnusableFileException {
    try {
      return new RecoveringFile<>(file, clock, loader, file.open(clock.instant(), loader));
    } catch (NewerFileException e) {
      throw new UnusableFileException(String.valueOf(e.getMessage()), e);
    } catch (SQLException | IOException e) {
      throw new UnusableFileException(
          "cannot open the "
              + file.what()
              + " in "
              + file.path()
              + ": "
              + e.getMessage()
              + " (see that the agent may write there, and that there is room)",
          e);
    }
  }

  public Path path() {
    return file.path();
  }

  /**
   * What is loaded now.
   *
   * @throws SQLException if it is closed, or was lost and there is no new file yet
   */
  public T content() throws SQLException {
    if (closed || lost) {
      throw new SQLException(closed ? "it is closed" : "no new file could be begun yet");
    }
    return content;
  }

  /**
   * To be called with every failure: begins a new file if this one is damaged, or was lost earlier.
   *
   * @return whether there is a new one, empty but for what the loader put into it
   */
  public synchronized boolean recover(SQLException failure) {
    if (closed || !(lost || Failure.isDamage(failure))) {
      return false;
    }
    try {
      if (!lost) {
        lost = true;
        closeContent();
      }
      content = file.beginAnew(clock.instant(), String.valueOf(failure.getMessage()), loader);
      recoveries++;
      lost = false;
      return true;
    } catch (SQLException | IOException e) {
      LOG.error("cannot begin a new file in the place of {}: {}", file.path(), e.getMessage());
      return false;
    }
  }

  /** How often a new file was begun since this one was opened. */
  public long recoveries() {
    return recoveries;
  }

  @Override
  public synchronized void close() {
    if (!closed && !lost) {
      closeContent();
    }
    closed = true;
  }

  private void closeContent() {
    try {
      content.close();
    } catch (SQLException e) {
      LOG.warn("cannot close {}: {}, ignoring", file.path(), e.getMessage());
    }
  }
}
