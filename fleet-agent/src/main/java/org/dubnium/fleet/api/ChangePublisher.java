package org.dubnium.fleet.api;

import java.util.List;
import java.util.Map;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.service.ChangeListener;
import org.dubnium.fleet.web.EventHub;

/** Publishes changes as events of {@code GET /api/events}. */
public record ChangePublisher(EventHub events) implements ChangeListener {

  /**
   * Of more alerts at once only the number is published, and the page reads the list: one event for
   * each would overflow its queue.
   */
  private static final int MOST_EVENTS = 50;

  @Override
  public void alertsChanged(List<AlertEvent> changed) {
    if (changed.size() > MOST_EVENTS) {
      publish("alerts", Map.of("total", changed.size()));
    } else {
      changed.forEach(event -> publish("alerts", AlertJson.event(event)));
    }
  }

  @Override
  public void rulesChanged() {
    publish("alerts", Map.of("rules", true));
  }

  @Override
  public void slurmChanged(String id) {
    publish("slurm", Map.of("changed", id));
  }

  @Override
  public void podsChanged() {
    publish("pods", Map.of());
  }

  @Override
  public void modelsChanged() {
    publish("models", Map.of());
  }

  private void publish(String name, Object data) {
    var _ = events.publish(name, data);
  }
}
