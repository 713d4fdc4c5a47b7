package org.dubnium.daemon.domain.observation;

/**
 * A logind inhibitor lock, org.freedesktop.login1(5).
 *
 * @param what colon-separated: {@code shutdown sleep idle handle-…}
 * @param mode {@code block delay block-weak}
 */
public record Inhibitor(String what, String who, String why, String mode, long uid, int pid) {}
