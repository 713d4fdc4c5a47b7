package org.dubnium.daemon.domain.policy;

import java.time.Duration;

/**
 * What a transition owes to those whom it concerns before it begins.
 *
 * @param grace how long people are told beforehand that their session ends, unless they asked for it
 *     themselves; zero for not at all
 * @param delayMax longest time that delay holds may keep it waiting, all together
 */
public record NoticePolicy(Duration grace, Duration delayMax) {}
