package org.dubnium.daemon.fake;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.transition.JournalRecord;
import org.dubnium.daemon.port.TransitionJournal;
import org.jspecify.annotations.Nullable;

/** A journal in memory that remembers every record it was given. */
public final class FakeJournal implements TransitionJournal {

  private final List<JournalRecord> writes = new CopyOnWriteArrayList<>();
  private volatile @Nullable JournalRecord record;
  private volatile @Nullable String corrupt;
  private volatile boolean full;
  private volatile Consumer<JournalRecord> afterWrite = written -> {};

  /** Writes fail from now on, or no longer. */
  public void full(boolean value) {
    full = value;
  }

  /** What is there cannot be understood; null: it can. */
  public void corrupt(@Nullable String why) {
    corrupt = why;
  }

  /** Called after each write: the place to let the daemon die, or to look around. */
  public void afterWrite(Consumer<JournalRecord> hook) {
    afterWrite = hook;
  }

  /** Every record that was written, oldest first. */
  public List<JournalRecord> writes() {
    return List.copyOf(writes);
  }

  @Override
  public void write(JournalRecord unfinished) throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    record = unfinished;
    writes.add(unfinished);
    afterWrite.accept(unfinished);
  }

  @Override
  public Optional<JournalRecord> read() throws IOException {
    String why = corrupt;
    if (why != null) {
      throw new IOException(why);
    }
    return Optional.ofNullable(record);
  }

  @Override
  public void clear() throws IOException {
    if (full) {
      throw new IOException("No space left on device");
    }
    record = null;
  }

  @Override
  public String setAside() {
    corrupt = null;
    record = null;
    return "/var/lib/mode-controller/transition.json.broken";
  }
}
