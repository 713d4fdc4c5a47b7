package org.dubnium.fleet.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.InstantSource;
import java.util.List;
import org.dubnium.common.config.ConfigException;
import org.dubnium.fleet.alert.store.AlertStore;
import org.dubnium.fleet.alert.store.AlertStoreException;
import org.dubnium.fleet.notify.Delivery;
import org.dubnium.fleet.notify.DesktopChannel.Desktops;
import org.dubnium.fleet.notify.HttpSender;
import org.dubnium.fleet.notify.RetryPolicy;
import org.dubnium.fleet.service.ChangeListener;
import org.dubnium.fleet.web.EventHub;

/** The channels that alerts are notified by: as configured now. */
final class ChannelSetup {

  private final Options options;
  private final AlertStore store;
  private final Delivery delivery;
  private final EventHub hub;
  private final HttpSender http;
  private List<Delivery.RoutedChannel> ways = List.of();

  private ChannelSetup(
      Options options, AlertStore store, Delivery delivery, EventHub hub, HttpSender http) {
    this.options = options;
    this.store = store;
    this.delivery = delivery;
    this.hub = hub;
    this.http = http;
  }

  /**
   * Begins to deliver what waits.
   *
   * @param listener told of channels that begin or cease to fail
   */
  static ChannelSetup begin(
      Options options, Settings settings, AlertStore store, ChangeListener listener, InstantSource clock)
      throws ConfigException, AlertStoreException {
    Delivery delivery =
        new Delivery(
            store.notifications(),
            RetryPolicy.usual(),
            clock,
            changed -> changed.ifPresent(event -> listener.alertsChanged(List.of(event))));
    ChannelSetup setup =
        new ChannelSetup(
            options,
            store,
            delivery,
            new EventHub(delivery::wake),
            new HttpSender(ChannelFactory.DEADLINE, clock));
    setup.prepare(settings).use();
    return setup;
  }

  /** Checks that all channels can be made. */
  static void check(Options options, Settings settings) throws ConfigException {
    var _ =
        ChannelFactory.of(
            settings.configuration().channels(),
            new Credentials(options.credentials()),
            new HttpSender(ChannelFactory.DEADLINE, Clock.systemUTC()),
            new EventHubDesktops(new EventHub()));
  }

  Delivery delivery() {
    return delivery;
  }

  /** The hub that those who show notifications listen to. */
  EventHub desktops() {
    return hub;
  }

  /**
   * Makes the channels, and changes nothing yet. Once they are used, those that were there before go on
   * where they were.
   *
   * @throws ConfigException if one cannot be used
   */
  LoadedConfiguration.PreparedChannels prepare(Settings settings) throws ConfigException {
    List<Delivery.RoutedChannel> changed =
        ChannelFactory.of(
            settings.configuration().channels(),
            new Credentials(options.credentials()),
            http,
            new EventHubDesktops(hub));
    return () -> use(changed);
  }

  private synchronized void use(List<Delivery.RoutedChannel> changed) throws AlertStoreException {
    delivery.stop();
    try {
      store.route(changed.stream().map(Delivery.RoutedChannel::route).toList());
      ways = changed;
    } finally {
      delivery.start(ways);
    }
  }

  /** Those who follow the events to show notifications in somebody's session. */
  private record EventHubDesktops(EventHub hub) implements Desktops {

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
