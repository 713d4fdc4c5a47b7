package org.dubnium.daemon.fake;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.domain.audit.AuditEntry;
import org.dubnium.daemon.domain.audit.AuditEvent;
import org.dubnium.daemon.domain.audit.AuditReport;
import org.dubnium.daemon.domain.transition.FinishedTransition;
import org.dubnium.daemon.domain.transition.OpenRequest;
import org.dubnium.daemon.port.AuditLog;

/** An audit log in memory, whose disk can be made full. */
public final class FakeAuditLog implements AuditLog {

  private final List<AuditEntry> entries = new CopyOnWriteArrayList<>();
  private final List<FinishedTransition> transitions = new CopyOnWriteArrayList<>();
  private final List<AuditEntry> owed = new CopyOnWriteArrayList<>();
  private volatile int room = Integer.MAX_VALUE;
  private volatile boolean readable = true;
  private volatile Optional<OpenRequest> open = Optional.empty();

  /** After so many more entries the disk is full. */
  public void fullAfter(int more) {
    room = entries.size() + more;
  }

  public void makeRoom() {
    room = Integer.MAX_VALUE;
  }

  public void makeUnreadable() {
    readable = false;
  }

  public List<AuditEntry> entries() {
    return List.copyOf(entries);
  }

  public List<AuditEvent> events() {
    return entries.stream().map(AuditEntry::event).toList();
  }

  /** What {@link #transitions} tells, newest first; not taken from the entries. */
  public void history(List<FinishedTransition> newestFirst) {
    transitions.clear();
    transitions.addAll(newestFirst);
  }

  @Override
  public void append(AuditEntry entry) throws IOException {
    if (entries.size() >= room) {
      throw new IOException("No space left on device");
    }
    entries.addAll(owed);
    owed.clear();
    entries.add(entry);
  }

  @Override
  public void owe(AuditEntry entry) {
    owed.add(entry);
  }

  @Override
  public AuditReport verify() {
    return new AuditReport(true, entries.size(), 0, "events.jsonl", "the chain holds");
  }

  /** What {@link #openRequest} tells; not taken from the entries. */
  public void open(OpenRequest request) {
    open = Optional.of(request);
  }

  @Override
  public Optional<OpenRequest> openRequest() {
    return open;
  }

  @Override
  public List<FinishedTransition> transitions(int limit) throws IOException {
    if (!readable) {
      throw new IOException("Input/output error");
    }
    return transitions.stream().limit(limit).toList();
  }
}
