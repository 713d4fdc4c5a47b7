/**
 * The past as an existing Prometheus has it, or what speaks as it does: Mimir, Thanos,
 * VictoriaMetrics. Nothing is kept here.
 */
@NullMarked
package org.dubnium.fleet.telemetry.prometheus;

import org.jspecify.annotations.NullMarked;
