package org.dubnium.fleet.alert;

/**
 * A channel that is told of events.
 *
 * @param name unique; stored with every delivery
 * @param acknowledgements whether it is told of those too
 */
public record ChannelRoute(String name, QuietHours quiet, boolean acknowledgements) {}
