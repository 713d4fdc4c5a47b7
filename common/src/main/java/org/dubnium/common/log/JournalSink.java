package org.dubnium.common.log;

import java.util.List;

/** Takes journal entries: journald, or a test. */
@FunctionalInterface
interface JournalSink {

  /** Hands an entry over; returns 0, or a negative errno. */
  int send(List<JournalField> fields);
}
