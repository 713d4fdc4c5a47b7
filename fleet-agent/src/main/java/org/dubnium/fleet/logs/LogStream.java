package org.dubnium.fleet.logs;

import java.io.IOException;
import java.util.Optional;

/** The lines of a log, as they are written. */
public interface LogStream extends AutoCloseable {

  /**
   * Waits for the next line; empty if whoever reads the log has ended.
   *
   * @throws IOException if it cannot be read any more, or this is closed
   */
  Optional<LogEntry> next() throws IOException;

  /** Ends it, also while another thread waits for a line. */
  @Override
  void close();
}
