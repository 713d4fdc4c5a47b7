package org.dubnium.daemon.fake;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.dubnium.daemon.domain.observation.Observation.Inhibitor;
import org.dubnium.daemon.domain.observation.Reading;
import org.dubnium.daemon.domain.observation.Session;
import org.dubnium.daemon.port.HostException;
import org.dubnium.daemon.port.SessionMonitor;
import org.jspecify.annotations.Nullable;

/** logind without sessions of its own: those that a test opens. */
public final class FakeSessionMonitor implements SessionMonitor {

  /** Closed: readings of sessions hang. */
  public final Gate gate = new Gate();

  private final Map<String, Session> sessions = new ConcurrentSkipListMap<>();
  private final List<Inhibitor> inhibitors = new CopyOnWriteArrayList<>();
  private final List<String> terminated = new CopyOnWriteArrayList<>();
  private final Set<String> lingering = ConcurrentHashMap.newKeySet();
  private final Set<String> refused = ConcurrentHashMap.newKeySet();
  private final List<Consumer<Session>> closeEffects = new CopyOnWriteArrayList<>();
  private final Listeners listeners = new Listeners();
  private volatile @Nullable String broken;

  public void open(Session session) {
    sessions.put(session.id(), session);
    listeners.call();
  }

  /** The sessions that are open, whatever readings say. */
  public List<Session> open() {
    return List.copyOf(sessions.values());
  }

  /** Ends a session as if its leader had gone. */
  public void close(String id) {
    Session gone = sessions.remove(id);
    if (gone != null) {
      closeEffects.forEach(effect -> effect.accept(gone));
      listeners.call();
    }
  }

  public void inhibit(Inhibitor inhibitor) {
    inhibitors.add(inhibitor);
    listeners.call();
  }

  /** Something else that happens whenever a session ends. */
  public void onClose(Consumer<Session> effect) {
    closeEffects.add(effect);
  }

  /** This session stays although it was terminated. */
  public void linger(String id) {
    lingering.add(id);
  }

  /** logind refuses to terminate this session. */
  public void refuse(String id) {
    refused.add(id);
  }

  public List<String> terminated() {
    return List.copyOf(terminated);
  }

  /** Readings fail from now on; null: no longer. */
  public void breakReads(@Nullable String why) {
    broken = why;
  }

  @Override
  public Reading<List<Session>> sessions() {
    gate.pass();
    String why = broken;
    return why == null
        ? Reading.of(List.copyOf(sessions.values()))
        : Reading.unavailable(why);
  }

  @Override
  public Reading<List<Inhibitor>> inhibitors() {
    String why = broken;
    return why == null ? Reading.of(List.copyOf(inhibitors)) : Reading.unavailable(why);
  }

  @Override
  public void terminate(String session) throws HostException {
    if (refused.contains(session)) {
      throw new HostException("cannot end session " + session + ": refused by this fake");
    }
    terminated.add(session);
    if (!lingering.contains(session)) {
      close(session);
    }
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }
}
