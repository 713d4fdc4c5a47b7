package org.dubnium.fleet.telemetry.scrape;

import okhttp3.HttpUrl;
import org.dubnium.fleet.domain.NodeId;

/** An endpoint that was discovered, and the node that it tells of. */
public record Target(NodeId node, HttpUrl url) {}
