package org.dubnium.daemon.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.dubnium.daemon.classify.HostSnapshot;
import org.dubnium.daemon.domain.mode.ModeName;

/** Passes on what the engine does to everybody who has begun to listen. */
public final class EngineListeners implements EngineListener {

  private final List<EngineListener> all = new CopyOnWriteArrayList<>();

  public void add(EngineListener listener) {
    all.add(listener);
  }

  @Override
  public void observed(HostSnapshot snapshot) {
    all.forEach(each -> each.observed(snapshot));
  }

  @Override
  public void desired(ModeName mode) {
    all.forEach(each -> each.desired(mode));
  }

  @Override
  public void jobNew(TransitionJob job) {
    all.forEach(each -> each.jobNew(job));
  }

  @Override
  public void jobChanged(TransitionJob job) {
    all.forEach(each -> each.jobChanged(job));
  }

  @Override
  public void jobRemoved(TransitionJob job) {
    all.forEach(each -> each.jobRemoved(job));
  }

  @Override
  public void prepare(boolean start, Notice notice) {
    all.forEach(each -> each.prepare(start, notice));
  }
}
