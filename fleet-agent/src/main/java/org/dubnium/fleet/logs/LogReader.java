package org.dubnium.fleet.logs;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.dubnium.fleet.domain.OperationException;

/** Reads logs of one sort. */
public interface LogReader {

  /**
   * The last lines of a log.
   *
   * @param name of the log
   * @param lines how many at most
   * @param since when they may have been written at the earliest, where the log tells that
   * @param uid for whom it is read; empty for somebody who may read every log
   * @throws OperationException if there is no such log, it is not for them, or it cannot be read
   */
  LogExcerpt read(String name, int lines, Optional<Instant> since, OptionalLong uid)
      throws OperationException, InterruptedException;

  /**
   * Follows a log.
   *
   * @param position behind which it begins, as an excerpt or an entry has it
   */
  LogStream follow(String name, String position, OptionalLong uid)
      throws OperationException, InterruptedException;
}
