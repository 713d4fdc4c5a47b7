package org.dubnium.daemon.port;

import java.io.IOException;
import java.util.Optional;
import org.dubnium.daemon.domain.transition.JournalRecord;

/** Where the transition under way is kept, to survive the daemon's death. */
public interface TransitionJournal {

  /** Replaces the record; returns once it is on disk. */
  void write(JournalRecord unfinished) throws IOException;

  /**
   * The transition that was under way, if any.
   *
   * @throws IOException if there is a record that cannot be read or understood
   */
  Optional<JournalRecord> read() throws IOException;

  /** Says that no transition is under way. */
  void clear() throws IOException;

  /** Sets a record aside that cannot be understood, and says where. */
  String setAside() throws IOException;
}
