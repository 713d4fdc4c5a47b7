package org.dubnium.fleet.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.dubnium.common.config.Value;
import org.dubnium.fleet.domain.NodeId;
import org.dubnium.fleet.listen.ListenSettings;

/**
 * All settings.
 *
 * @param listen where the API is served
 * @param openReading whether everybody on this machine may read
 * @param host whether this host is read, through the mode controller
 * @param hostNode how this host is called among the nodes
 * @param discovery files of targets in Prometheus' form; watched
 * @param slurm which cluster is asked
 * @param channels by which people are told of alerts
 * @param runpod pods that are rented
 */
public record FleetConfiguration(
    ListenSettings listen,
    boolean openReading,
    boolean host,
    NodeId hostNode,
    List<StaticNode> nodes,
    List<Path> discovery,
    Polling polling,
    HistorySettings history,
    Slurm slurm,
    List<ChannelSettings> channels,
    RunpodSettings runpod) {

  public FleetConfiguration {
    nodes = List.copyOf(nodes);
    discovery = List.copyOf(discovery);
    channels = List.copyOf(channels);
  }

  /** Which Slurm cluster is asked, where Slurm's commands are installed. */
  public enum Slurm {
    /** None. */
    OFF,
    /** The one that Slurm's own configuration on this host names. */
    LOCAL,
    /** The one whose head is a rented pod. */
    PODS
  }

  /**
   * A node that is read over HTTP.
   *
   * @param urls of its exporters
   * @param credential name of the one that is sent to all of them, as a bearer token
   */
  public record StaticNode(NodeId node, List<HttpUrl> urls, Optional<Value<String>> credential) {
    public StaticNode {
      urls = List.copyOf(urls);
    }
  }

  /**
   * How sources are read.
   *
   * @param interval between two readings of a source
   * @param deadline of one reading
   */
  public record Polling(Duration interval, Duration deadline) {}

  /**
   * How long the past is kept.
   *
   * @param raw how long every reading is kept
   * @param minutes how long a point a minute is kept
   * @param hours how long a point an hour is kept
   * @param prometheus which is asked for the past instead, so that nothing of it is kept here
   */
  public record HistorySettings(
      Duration raw, Duration minutes, Duration hours, Optional<HttpUrl> prometheus) {}
}
