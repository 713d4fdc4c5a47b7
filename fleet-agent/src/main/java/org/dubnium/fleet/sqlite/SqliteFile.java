package org.dubnium.fleet.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * A file, its companions, and connections to it.
 *
 * @param what is in it, for people
 * @param essential tables that are read at start: of a file that is too large to be read whole,
 *     these alone are checked
 * @param tuning of the connection that writes
 */
public record SqliteFile(
    Path path,
    String what,
    Migrations migrations,
    List<String> essential,
    Consumer<SQLiteConfig> tuning) {

  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

  private static final int BUSY_MILLIS = 5_000;

  /**
   * Up to this size the whole file is checked at start, which takes seconds; beyond, the essential
   * tables.
   */
  private static final long CHECKED_WHOLE_BYTES = 1L << 30;

  private static final List<String> COMPANIONS = List.of("", "-wal", "-shm");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

  /** Loads what is to be used from a connection that writes. */
  @FunctionalInterface
  public interface Loader<T> {
    T load(Connection writer) throws SQLException;
  }

  public SqliteFile {
    essential = List.copyOf(essential);
  }

  /**
   * Opens the file, or makes it, and brings it to the present schema. One that is damaged, which may
   * show only while it is loaded, or of a format that is not read any more, is set aside, and a new one
   * is begun.
   *
   * @throws SQLException if it cannot be used and is not just damaged; it is left alone then
   * @throws NewerFileException likewise
   */
  public <T> T open(Instant now, Loader<T> loader)
      throws SQLException, IOException, NewerFileException {
    try {
      if (isThere() && !check()) {
        Path aside = setAside(now, "earlier");
        LOG.warn(
            "the {} in {} is of an earlier format, which this version does not read; it is kept as {},"
                + " and a new file is begun",
            what,
            path,
            aside);
      }
      return load(loader);
    } catch (SQLException e) {
      if (!Failure.isDamage(e)) {
        throw e;
      }
      return beginAnew(now, String.valueOf(e.getMessage()), loader);
    }
  }

  /** Sets the file aside, which nobody may have open any more, and begins a new one. */
  public <T> T beginAnew(Instant now, String damage, Loader<T> loader)
      throws SQLException, IOException {
    Path aside = setAside(now, "damaged");
    LOG.warn(
        "the {} in {} is damaged ({}); it is kept as {}, and a new file is begun",
        what,
        path,
        damage,
        aside);
    return load(loader);
  }

  private <T> T load(Loader<T> loader) throws SQLException {
    SQLiteConfig config = common();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    tuning.accept(config);
    Connection connection = connect(config);
    boolean loaded = false;
    try {
      migrations.apply(connection);
      T made = loader.load(connection);
      loaded = true;
      return made;
    } finally {
      if (!loaded) {
        close(connection);
      }
    }
  }

  /** A connection that only reads, next to the writer's. */
  public Connection openReader() throws SQLException {
    SQLiteConfig config = common();
    tuning.accept(config);
    config.setReadOnly(true);
    return connect(config);
  }

  /** Closes a connection, also one that has failed; a failure to close is logged. */
  public void close(Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      LOG.warn("cannot close a connection to the {}: {}; ignoring", what, e.getMessage());
    }
  }

  private static SQLiteConfig common() {
    SQLiteConfig config = new SQLiteConfig();
    config.setBusyTimeout(BUSY_MILLIS);
    config.setTempStore(SQLiteConfig.TempStore.MEMORY);
    config.setGetGeneratedKeys(false);
    return config;
  }

  private Connection connect(SQLiteConfig config) throws SQLException {
    return config.createConnection("jdbc:sqlite:" + path);
  }

  /** Whether there is a file with anything in it. */
  private boolean isThere() throws IOException {
    return Files.exists(path) && Files.size(path) > 0;
  }

  /**
   * Whether its format is read still. A number in a damaged header must not pass for another version:
   * damage is looked for first.
   */
  private boolean check() throws SQLException, IOException, NewerFileException {
    try (Connection connection = connect(common())) {
      int version = Migrations.version(connection);
      boolean newer = version > migrations.latest();
      for (String check : checks(newer)) {
        String said = answer(connection, check);
        if (!said.equals("ok")) {
          throw Failure.damage(said);
        }
      }
      if (newer) {
        throw new NewerFileException(what, path, version, migrations.latest());
      }
      return !migrations.isDropped(version);
    }
  }

  /** The essential tables; those of a newer file are not known. */
  private Stream<String> tables(boolean newer) {
    return newer ? Stream.empty() : essential.stream();
  }

  /** Source: sqlite.org/pragma.html#pragma_quick_check. */
  private List<String> checks(boolean newer) throws IOException {
    return Files.size(path) <= CHECKED_WHOLE_BYTES
        ? List.of("quick_check(1)")
        : tables(newer).map("quick_check(%s)"::formatted).toList();
  }

  private static String answer(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("PRAGMA " + pragma)) {
      return row.next() ? row.getString(1) : "no answer to " + pragma;
    }
  }

  /** The companions go with it: they would be taken for the new file's. */
  private Path setAside(Instant at, String why) throws IOException {
    String name = path.getFileName() + "." + why + "-" + STAMP.format(at);
    for (String companion : COMPANIONS) {
      Path from = path.resolveSibling(path.getFileName() + companion);
      if (Files.exists(from)) {
        Files.move(from, path.resolveSibling(name + companion));
      }
    }
    return path.resolveSibling(name);
  }
}
