package org.dubnium.fleet.service;

import java.util.ArrayList;
import java.util.List;
import org.dubnium.fleet.alert.AlertEvent;

/** The changes that were told of, in their order: {@code alerts 2}, {@code rules}, {@code slurm 17}, {@code models}. */
public final class RecordedChanges implements ChangeListener {

  private final List<String> changes = new ArrayList<>();

  @Override
  public synchronized void alertsChanged(List<AlertEvent> events) {
    changes.add("alerts " + events.size());
  }

  @Override
  public synchronized void rulesChanged() {
    changes.add("rules");
  }

  @Override
  public synchronized void slurmChanged(String id) {
    changes.add("slurm " + id);
  }

  @Override
  public synchronized void modelsChanged() {
    changes.add("models");
  }

  @Override
  public synchronized void podsChanged() {
    changes.add("pods");
  }

  /** Those since the last call. */
  public synchronized List<String> take() {
    List<String> taken = List.copyOf(changes);
    changes.clear();
    return taken;
  }
}
