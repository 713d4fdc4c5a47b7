package org.dubnium.fleet.alert;

/**
 * Something that a channel is to be told.
 *
 * @param id of the delivery
 * @param attempts that have failed so far
 * @param event as it is now
 */
public record Notice(long id, String channel, NoticeKind kind, int attempts, AlertEvent event) {}
