package org.dubnium.fleet.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import okhttp3.HttpUrl;
import org.dubnium.common.config.ConfigException;
import org.dubnium.common.config.Layers;
import org.dubnium.common.config.Node;
import org.dubnium.common.config.Problems;
import org.dubnium.common.config.Section;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.config.FleetConfiguration.HistorySettings;
import org.dubnium.fleet.config.FleetConfiguration.Polling;
import org.dubnium.fleet.config.FleetConfiguration.Slurm;
import org.dubnium.fleet.config.FleetConfiguration.StaticNode;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.listen.ListenSettings;
import org.dubnium.fleet.notify.Endpoint;

/** Loads the configuration: the shipped defaults, and what the administrator laid over them. */
public final class FleetConfigLoader {

  private final Problems problems;
  private final Section root;
  private final String hostname;

  private FleetConfigLoader(Node merged, Problems problems, String hostname) {
    this.problems = problems;
    this.root = Section.of(merged, problems);
    this.hostname = hostname;
  }

  /**
   * Loads and checks everything.
   *
   * @param defaults must be there
   * @param config may be missing, as may the directory of its drop-ins, {@code fleet-agent.d}
   * @param hostname as which this host is known where nothing else is configured
   * @throws ConfigException with all that is wrong
   */
  public static FleetConfiguration load(Path defaults, Path config, String hostname)
      throws ConfigException {
    Problems problems = new Problems();
    Node merged = Layers.read(defaults, config, problems);
    FleetConfiguration read = new FleetConfigLoader(merged, problems, hostname).read();
    problems.throwIfAny();
    return read;
  }

  private FleetConfiguration read() {
    Section host = root.section("host");
    Section listen = root.section("listen");
    FleetConfiguration read =
        new FleetConfiguration(
            listen(listen),
            openReading(root.section("access")),
            host.flag("enabled"),
            host.optionalText("node", NodeId::new)
                .map(Value::value)
                .orElseGet(() -> new NodeId(hostname)),
            nodes(root.section("nodes")),
            discovery(root.section("discovery")),
            polling(root.section("polling")),
            history(root.section("history")),
            slurm(root.section("slurm")),
            channels(root.section("notifications")),
            new PodsReader(root.section("runpod"), root.section("pods"), problems).read());
    host.finish();
    listen.finish();
    root.finish();
    return read;
  }

  private static boolean openReading(Section access) {
    boolean open =
        access.optionalChoice("reading", Map.of("open", true, "closed", false)).orElse(true);
    access.finish();
    return open;
  }

  private static ListenSettings listen(Section listen) {
    InetAddress address =
        listen
            .requiredText("address", FleetConfigLoader::address)
            .map(Value::value)
            .orElseGet(InetAddress::getLoopbackAddress);
    return new ListenSettings(
        new InetSocketAddress(address, (int) listen.number("port", 0, 65_535)),
        listen.optionalText("socket", FleetConfigLoader::socket).map(Value::value),
        Set.copyOf(
            listen.texts("names", FleetConfigLoader::hostName).stream()
                .map(Value::value)
                .toList()));
  }

  /** Source of the length: unix(7), sun_path, with the zero at its end. */
  private static Path socket(String text) {
    if (!text.startsWith("/") || text.getBytes(StandardCharsets.UTF_8).length > 107) {
      throw new IllegalArgumentException(
          "cannot listen on '"
              + text
              + "' (write a whole path of 107 bytes at most, such as /run/fleet-agent/agent.sock,"
              + " or null)");
    }
    return Path.of(text);
  }

  private static String hostName(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    if (!name.matches("[a-z0-9._-]{1,253}|\\[[0-9a-f:.]+\\]")) {
      throw new IllegalArgumentException(
          "cannot be known as '" + text + "' (write a name without its port, such as gpu-1.example)");
    }
    return name;
  }

  /** A literal: a name would be looked up, and might be another host tomorrow. */
  private static InetAddress address(String text) {
    if (!text.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*")) {
      throw new IllegalArgumentException(
          "cannot listen on '" + text + "' (write an IP address, such as 127.0.0.1)");
    }
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException malformed) {
      throw new IllegalArgumentException(
          "cannot listen on '" + text + "' (write an IP address, such as 127.0.0.1)", malformed);
    }
  }

  private List<StaticNode> nodes(Section nodes) {
    List<StaticNode> all = new ArrayList<>();
    for (Map.Entry<String, Section> entry : nodes.sections().entrySet()) {
      Section node = entry.getValue();
      List<HttpUrl> urls =
          node.texts("urls", FleetConfigLoader::url).stream().map(Value::value).toList();
      if (urls.isEmpty()) {
        problems.add(
            node.placeOf("urls"), "cannot read a node without an address (name one in \"urls\")");
      }
      Optional<Value<String>> credential =
          node.optionalText("credential", ChannelReader::credentialName);
      if (credential.isPresent() && !urls.stream().allMatch(Endpoint::isConfidential)) {
        problems.add(
            credential.get().place(),
            "cannot send a secret over http to another host (use https in \"urls\")");
      }
      node.finish();
      root.turned(new Value<>(node.place(), entry.getKey()), NodeId::new)
          .ifPresent(name -> all.add(new StaticNode(name.value(), urls, credential)));
    }
    return all;
  }

  private static HttpUrl url(String text) {
    HttpUrl url = HttpUrl.parse(text);
    if (url == null) {
      throw new IllegalArgumentException(
          "cannot use '" + text + "' as an address (write one such as http://gpu-1:9400/metrics)");
    }
    return url;
  }

  private static List<Path> discovery(Section discovery) {
    List<Path> files =
        discovery.texts("files", FleetConfigLoader::file).stream().map(Value::value).toList();
    discovery.finish();
    return files;
  }

  private static Path file(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException(
          "cannot watch '" + text + "' (write a whole path, such as /etc/dubnium/targets.json)");
    }
    return Path.of(text);
  }

  private Polling polling(Section polling) {
    Duration interval = polling.duration("interval");
    Duration deadline = polling.duration("deadline");
    if (interval.compareTo(deadline) < 0) {
      problems.add(
          polling.placeOf("deadline"),
          "cannot wait for an answer longer than until the next question (lower it)");
    }
    polling.finish();
    return new Polling(interval, deadline);
  }

  private HistorySettings history(Section history) {
    Section keep = history.section("keep");
    HistorySettings settings =
        new HistorySettings(
            keep.period("raw"),
            keep.period("minutes"),
            keep.period("hours"),
            prometheus(history));
    if (settings.minutes().compareTo(settings.raw()) < 0
        || settings.hours().compareTo(settings.minutes()) < 0) {
      problems.add(
          keep.place(), "cannot keep the finer longer than the coarser (raw ≤ minutes ≤ hours)");
    }
    keep.finish();
    history.finish();
    return settings;
  }

  /**
   * The address of Prometheus, if that is the provider of the history; it may stay configured
   * otherwise.
   */
  private Optional<HttpUrl> prometheus(Section history) {
    Optional<Boolean> chosen =
        history
            .requiredText("provider")
            .flatMap(word -> history.choice(word, Map.of("local", false, "prometheus", true)));
    Section prometheus = history.section("prometheus");
    Optional<HttpUrl> url =
        prometheus.optionalText("url", FleetConfigLoader::url).map(Value::value);
    prometheus.finish();
    boolean isProvider = chosen.orElse(false);
    if (isProvider && url.isEmpty()) {
      problems.add(
          prometheus.placeOf("url"),
          "cannot ask Prometheus without its address (name it in \"url\")");
    }
    return isProvider ? url : Optional.empty();
  }

  private static Slurm slurm(Section slurm) {
    boolean enabled = slurm.flag("enabled");
    Slurm cluster =
        slurm
            .optionalChoice("cluster", Map.of("local", Slurm.LOCAL, "pods", Slurm.PODS))
            .orElse(Slurm.LOCAL);
    slurm.finish();
    return enabled ? cluster : Slurm.OFF;
  }

  private List<ChannelSettings> channels(Section notifications) {
    List<ChannelSettings> channels = new ArrayList<>();
    notifications
        .section("channels")
        .sections()
        .forEach(
            (name, channel) ->
                new ChannelReader(channel, problems).read(name).ifPresent(channels::add));
    notifications.finish();
    return channels;
  }
}
