package org.dubnium.fleet.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.StartupKeys;
import org.dubnium.fleet.config.FleetConfigLoader;
import org.dubnium.fleet.config.FleetConfiguration;
import org.dubnium.fleet.notify.Endpoint;

/**
 * All that an administrator sets, as it was read at one time.
 *
 * @param token of the API; empty for none
 */
record Settings(FleetConfiguration configuration, Optional<String> token) {

  /** The credential that is sent to the Prometheus that is asked for the past. */
  static final String PROMETHEUS_TOKEN = "prometheus-token";

  static final StartupKeys<FleetConfiguration> READ_AT_START =
      new StartupKeys<>(
          Map.of(
              "listen", FleetConfiguration::listen,
              "access", FleetConfiguration::openReading,
              "host", read -> List.of(read.host(), read.hostNode()),
              "polling", FleetConfiguration::polling,
              "history", FleetConfiguration::history,
              "slurm", FleetConfiguration::slurm,
              "runpod.api", read -> read.runpod().api(),
              "runpod.credential", read -> read.runpod().credential().value()));

  /** Reads the files and the credentials. */
  static Settings load(Options options) throws ConfigException, IOException {
    FleetConfiguration configuration =
        FleetConfigLoader.load(options.defaults(), options.config(), hostname());
    Credentials credentials = new Credentials(options.credentials());
    Optional<String> token = credentials.find("api-token");
    if (token.isEmpty() && !configuration.listen().isLoopback()) {
      throw new ConfigException(
          List.of(
              "listen.address: cannot listen on "
                  + configuration.listen().address().getAddress().getHostAddress()
                  + " without a token (give the credential api-token, or listen on 127.0.0.1)"));
    }
    Optional<HttpUrl> prometheus = configuration.history().prometheus();
    if (prometheus.isPresent()
        && !Endpoint.isConfidential(prometheus.get())
        && credentials.find(PROMETHEUS_TOKEN).isPresent()) {
      throw new ConfigException(
          List.of(
              "history.prometheus.url: cannot send the credential %s over http to another host (use"
                      .formatted(PROMETHEUS_TOKEN)
                  + " https, or take the credential away)"));
    }
    return new Settings(configuration, token);
  }

  /** The name of this host, without its domain. */
  private static String hostname() {
    try {
      return InetAddress.getLocalHost().getHostName().replaceFirst("\\..*", "");
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
