package org.dubnium.bus.client;

/**
 * User and process of the owner of a bus name, as the kernel told the bus at connection.
 *
 * @param pid of the process that connected; it may have ended or passed its socket on since
 */
public record Credentials(long uid, long pid) {}
