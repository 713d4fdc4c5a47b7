package org.dubnium.fleet.telemetry;

import org.dubnium.fleet.domain.Metric;
import org.dubnium.fleet.domain.Subject;

/**
 * One metric of one subject over time.
 *
 * @param points in the order of time
 */
public record Series(Subject subject, Metric metric, Points points) {}
