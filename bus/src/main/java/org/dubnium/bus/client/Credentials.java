package org.dubnium.bus.client;

/**
 * Who stands behind a bus name, as the kernel told the bus when they connected.
 *
 * @param pid of the process that connected; it may have ended or passed its socket on since
 */
public record Credentials(long uid, long pid) {}
