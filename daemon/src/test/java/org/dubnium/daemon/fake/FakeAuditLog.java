package org.dubnium.daemon.fake;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
  private final Map<Long, Refusal> refusals = new ConcurrentHashMap<>();
  private final AtomicInteger verifications = new AtomicInteger();
  private volatile Runnable onVerify = () -> {};
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

  /** From now on nothing of this user's may be put on record. */
  public void refuse(long uid, Refusal refusal) {
    refusals.put(uid, refusal);
  }

  @Override
  public Optional<Refusal> refusal(long uid) {
    return Optional.ofNullable(refusals.get(uid));
  }

  @Override
  public void owe(AuditEntry entry) {
    owed.add(entry);
  }

  /** Done during each verification. */
  public void onVerify(Runnable action) {
    onVerify = action;
  }

  public int verifications() {
    return verifications.get();
  }

  @Override
  public AuditReport verify() {
    verifications.incrementAndGet();
    onVerify.run();
    return new AuditReport(
        true,
        entries.size(),
        0,
        "events.jsonl",
        "the chain holds",
        entries.isEmpty() ? 0 : 1,
        entries.size(),
        "0".repeat(64));
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
