package org.dubnium.daemon.domain.observation;

/**
 * A path that must persist.
 *
 * @param exists whether it is there at all; the rest is meaningless if not
 * @param mountPoint of the file system that it is on
 * @param readOnly whether that file system is mounted read-only
 * @param freeBytes space that is left to root
 */
public record PathState(boolean exists, String mountPoint, boolean readOnly, long freeBytes) {}
