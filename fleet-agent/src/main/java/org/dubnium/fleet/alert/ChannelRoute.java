package org.dubnium.fleet.alert;

import java.util.Set;
import org.dubnium.fleet.domain.Severity;

/**
 * A channel that is told of events.
 *
 * @param name unique; stored with every delivery
 * @param severities of the events that it is told of
 * @param acknowledgements whether it is told of those too
 */
public record ChannelRoute(
    String name, Set<Severity> severities, QuietHours quiet, boolean acknowledgements) {

  public ChannelRoute {
    severities = Set.copyOf(severities);
  }

  public boolean takes(AlertEvent event) {
    return severities.contains(event.severity());
  }
}
