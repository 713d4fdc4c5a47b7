package org.dubnium.fleet.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.AlertEvent;
import org.dubnium.fleet.alert.AlertJson;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.notify.Delivery;
import org.dubnium.fleet.notify.DesktopChannel.Desktops;
import org.dubnium.fleet.notify.HttpSender;
import org.dubnium.fleet.notify.RetryPolicy;
import org.dubnium.fleet.web.EventHub;

/** Who is told of alerts, and how: as configured now. */
final class ChannelSetup {

  private final Options options;
  private final AlertStore store;
  private final Delivery delivery;
  private final EventHub hub;
  private final HttpSender http;
  private List<Delivery.Way> ways = List.of();

  private ChannelSetup(
      Options options, AlertStore store, Delivery delivery, EventHub hub, HttpSender http) {
    this.options = options;
    this.store = store;
    this.delivery = delivery;
    this.hub = hub;
    this.http = http;
  }

  /**
   * Begins to tell what waits.
   *
   * @param events told of channels that begin or cease to fail
   */
  static ChannelSetup begin(
      Options options, Settings settings, AlertStore store, EventHub events, InstantSource clock)
      throws ConfigException, AlertStoreException {
    Delivery delivery =
        new Delivery(
            store.outbox(),
            RetryPolicy.usual(),
            clock,
            changed -> changed.ifPresent(event -> tell(events, event)));
    ChannelSetup telling =
        new ChannelSetup(
            options,
            store,
            delivery,
            new EventHub(delivery::wake),
            new HttpSender(Channels.DEADLINE, clock));
    telling.prepare(settings).use();
    return telling;
  }

  private static void tell(EventHub events, AlertEvent event) {
    var _ = events.publish("alerts", AlertJson.event(event));
  }

  /** Finds out whether all channels could be used. */
  static void check(Options options, Settings settings) throws ConfigException {
    var _ =
        Channels.of(
            settings.configuration().channels(),
            new Credentials(options.credentials()),
            new HttpSender(Channels.DEADLINE, Clock.systemUTC()),
            new Shown(new EventHub()));
  }

  Delivery delivery() {
    return delivery;
  }

  /** Those who show notifications listen there. */
  EventHub desktops() {
    return hub;
  }

  /**
   * Makes the channels, and changes nothing yet. Once in use they are told by; those that were there
   * before go on where they were.
   *
   * @throws ConfigException if one cannot be used
   */
  LoadedConfiguration.Channels prepare(Settings settings) throws ConfigException {
    List<Delivery.Way> changed =
        Channels.of(
            settings.configuration().channels(),
            new Credentials(options.credentials()),
            http,
            new Shown(hub));
    return () -> use(changed);
  }

  private synchronized void use(List<Delivery.Way> changed) throws AlertStoreException {
    delivery.stop();
    try {
      store.route(changed.stream().map(Delivery.Way::route).toList());
      ways = changed;
    } finally {
      delivery.start(ways);
    }
  }

  /** Those who follow the events to show notifications in somebody's session. */
  private record Shown(EventHub hub) implements Desktops {

    @Override
    public int count() {
      return hub.listeners();
    }

    @Override
    public int show(ObjectNode notification) {
      return hub.publish("notification", notification);
    }
  }
}
